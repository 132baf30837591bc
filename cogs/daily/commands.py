"""What editors type: a guild's schedules."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import schedule
from bot.delivery import diagnosis
from bot.delivery.embeds import DailyRender
from bot.errors import UserError
from bot.library.guilds import KEEP_REMOVED
from bot.model import Content, Language, Schedule, Style
from bot.ui.autocomplete import suggest_article, suggest_zone
from bot.ui.replies import (
    Interaction,
    guild_id,
    language_for_locale,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from cogs.daily.autocomplete import suggest_days, suggest_removed_schedule, suggest_schedule
from cogs.daily.buttons import (
    RestoreSchedule,
    Wish,
    ZoneChoice,
    add,
    answer,
    changed,
    history_page,
    list_page,
    may_post,
    shown,
)

Typed = app_commands.Range[str, 1, 100]


class ChannelTransformer(app_commands.Transformer):
    """A channel that can be posted in, as Discord sent it: no cache is asked."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(diagnosis.CHANNEL_TYPES)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        return value


Channel = app_commands.Transform[
    app_commands.AppCommandChannel | app_commands.AppCommandThread, ChannelTransformer
]


@app_commands.default_permissions(manage_guild=True)
class DailyCog(commands.GroupCog, name="daily"):
    """What channels get every day."""

    @app_commands.command()
    @app_commands.rename(style="as")
    @app_commands.autocomplete(days=suggest_days, article=suggest_article, zone=suggest_zone)
    async def add(
        self,
        interaction: Interaction,
        channel: Channel,
        time: Typed,
        days: Typed | None = None,
        content: Literal["prediction", "quote", "summary", "mixed"] = "prediction",
        style: Literal["text", "card", "square", "vertical", "vertical-square"] = "text",
        article: str | None = None,
        zone: Typed | None = None,
        language: Literal["ja", "en"] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        await require_editor(interaction)
        library, guild = interaction.client.library, guild_id(interaction)
        if channel.type not in diagnosis.CHANNEL_TYPES:
            raise UserError("channel-kind")
        wish = Wish(
            channel_id=channel.id,
            at=schedule.parse_time(time),
            days=schedule.parse_days(days) if days else schedule.EVERY_DAY,
            content=Content(content),
            article_id=await _article(interaction, article),
            language=Language(language) if language else None,
            role_id=_role(role),
            zone=schedule.zone(zone).key if zone else None,
            style=Style(style),
        )
        await library.schedules.check_room(guild)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await may_post(interaction, wish.channel_id, wish.role_id, cards=wish.cards):
            return
        if wish.zone is None and (await library.guilds.get(guild)).zone is None:
            render = renderer_for_user(interaction)
            choice = persistent_view(ZoneChoice.offer(interaction, render, wish))
            await send(
                interaction, DailyRender(render).zone_wanted(wish.channel_id, wish.at), choice, private=True
            )
            return
        await send(interaction, *await add(interaction, wish), private=True)

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await send(interaction, *await list_page(interaction, 0), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def preview(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        library = interaction.client.library
        coming = await library.schedules.preview(wanted, language_for_locale(interaction.guild_locale))
        embed = DailyRender(renderer_for_user(interaction)).preview(await shown(interaction, wanted), coming)
        await send(interaction, embed, private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def test(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await may_post(interaction, wanted.channel_id, None):
            return
        await interaction.client.library.schedules.test(wanted, interaction.id)
        text = renderer_for_user(interaction).say("test-sent", channel=f"<#{wanted.channel_id}>")
        await send(interaction, renderer_for_user(interaction).text_embed(text), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def pause(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        paused = await interaction.client.library.schedules.pause(
            wanted.guild_id, wanted.id, by=interaction.user.id
        )
        hint = renderer_for_user(interaction).say("daily-paused-hint")
        await send(interaction, *await answer(interaction, "daily-paused-label", paused, hint), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def resume(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        await interaction.response.defer(ephemeral=True, thinking=True)
        resumed = await interaction.client.library.schedules.resume(wanted.guild_id, wanted.id)
        await send(interaction, *await changed(interaction, "daily-resumed-label", resumed), private=True)

    @app_commands.command()
    @app_commands.rename(style="as")
    @app_commands.autocomplete(
        schedule=suggest_schedule, days=suggest_days, article=suggest_article, zone=suggest_zone
    )
    async def edit(
        self,
        interaction: Interaction,
        schedule: str | None = None,
        time: Typed | None = None,
        days: Typed | None = None,
        content: Literal["prediction", "quote", "summary", "mixed"] | None = None,
        style: Literal["text", "card", "square", "vertical", "vertical-square"] | None = None,
        article: str | None = None,
        zone: Typed | None = None,
        language: Literal["ja", "en"] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        wanted = await _find(interaction, schedule)
        changes = _changes(time, days, content, style, zone, language, role)
        if article is not None:
            changes["article_id"] = await _article(interaction, article)
        if not changes:
            raise UserError("schedule-nothing-to-change")
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await may_post(interaction, wanted.channel_id, changes.get("role_id"), strict=False):
            return
        edited = await interaction.client.library.schedules.change(wanted.guild_id, wanted.id, **changes)
        await send(interaction, *await changed(interaction, "daily-changed-label", edited), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def move(self, interaction: Interaction, channel: Channel, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        if channel.type not in diagnosis.CHANNEL_TYPES:
            raise UserError("channel-kind")
        if channel.id == wanted.channel_id:
            raise UserError("schedule-there-already")
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await may_post(interaction, channel.id, wanted.role_id, cards=wanted.cards):
            return
        moved = await interaction.client.library.schedules.change(
            wanted.guild_id, wanted.id, channel_id=channel.id
        )
        await send(interaction, *await changed(interaction, "daily-moved-label", moved), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def remove(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        removed = await interaction.client.library.schedules.remove(wanted.guild_id, wanted.id)
        render = renderer_for_user(interaction)
        until = f"<t:{(removed.removed_at or 0) + int(KEEP_REMOVED.total_seconds())}:f>"
        hint = render.say("daily-removed-hint", until=until)
        embed = DailyRender(render).one("daily-removed-label", await shown(interaction, removed), hint)
        undo = persistent_view(RestoreSchedule(str(removed.id), render.say("button-undo")))
        await send(interaction, embed, undo, private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_removed_schedule)
    async def restore(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule, removed=True)
        await interaction.response.defer(ephemeral=True, thinking=True)
        restored = await interaction.client.library.schedules.restore(wanted.guild_id, wanted.id)
        await send(interaction, *await changed(interaction, "daily-restored-label", restored), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def history(self, interaction: Interaction, schedule: str | None = None) -> None:
        wanted = await _find(interaction, schedule)
        await send(interaction, *await history_page(interaction, wanted, 0), private=True)


async def _find(interaction: Interaction, typed: str | None, *, removed: bool = False) -> Schedule:
    """What an editor means by the option `schedule`."""
    await require_editor(interaction)
    return await interaction.client.library.schedules.find(guild_id(interaction), typed, removed=removed)


async def _article(interaction: Interaction, typed: str | None) -> int | None:
    if typed is None:
        return None
    articles = interaction.client.library.articles
    return (await articles.find(guild_id(interaction), typed, renderer_for_user(interaction).language)).id


def _role(role: discord.Role | None) -> int | None:
    if role is not None and role.is_default():
        raise UserError("role-everyone")
    return role.id if role else None


def _changes(
    time: str | None,
    days: str | None,
    content: str | None,
    style: str | None,
    zone: str | None,
    language: str | None,
    role: discord.Role | None,
) -> dict[str, Any]:
    wanted = {
        "minutes": schedule.parse_time(time).minutes if time else None,
        "days": schedule.parse_days(days) if days else None,
        "content": Content(content) if content else None,
        "style": Style(style) if style else None,
        "zone": schedule.zone(zone).key if zone else None,
        "language": Language(language) if language else None,
        "role_id": _role(role),
    }
    return {name: value for name, value in wanted.items() if value is not None}
