"""The subcommands of /daily, with which editors manage schedules."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import schedule as clockwork
from bot.delivery import diagnosis
from bot.delivery.embeds import channel_text
from bot.errors import UserError
from bot.library.alike import ScheduleExistsError
from bot.library.guilds import KEEP_REMOVED
from bot.model import Content, Guild, Language, PartSize, ScheduleSpec, Style
from bot.ui.autocomplete import suggest_article, suggest_zone
from bot.ui.replies import (
    Interaction,
    language_for_locale,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from cogs.daily.autocomplete import suggest_days, suggest_removed_schedule, suggest_schedule
from cogs.daily.buttons import (
    RestoreSchedule,
    ScheduleZoneSelect,
    add_schedule,
    changed_answer,
    exists_answer,
    history_answer,
    list_answer,
    resume_button,
)
from cogs.daily.embeds import preview_embed, schedule_embed, zone_embed
from cogs.daily.permissions import find_schedule, may_see, refusal, shown

Typed = app_commands.Range[str, 1, 100]
ContentName = Literal["prediction", "quote", "summary", "mixed", "parts"]
StyleName = Literal["text", "card", "square", "vertical", "vertical-square"]
SizeName = Literal["short", "medium", "long"]
LanguageName = Literal["ja", "en"]


class ChannelTransformer(app_commands.Transformer):
    """A channel that can be posted in, as Discord sent it: no cache is asked."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return the type of the option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds of channels that Discord is to offer."""
        return list(diagnosis.CHANNEL_TYPES)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        """Return the channel as it came."""
        return value


Channel = app_commands.Transform[
    app_commands.AppCommandChannel | app_commands.AppCommandThread, ChannelTransformer
]


@app_commands.default_permissions(manage_guild=True)
class DailyCog(commands.GroupCog, name="daily"):
    """/daily: what channels get every day."""

    @app_commands.command()
    @app_commands.rename(style="as")
    @app_commands.autocomplete(days=suggest_days, article=suggest_article, zone=suggest_zone)
    async def add(
        self,
        interaction: Interaction,
        channel: Channel,
        time: Typed,
        days: Typed | None = None,
        content: ContentName = "prediction",
        style: StyleName = "text",
        size: SizeName | None = None,
        article: str | None = None,
        zone: Typed | None = None,
        language: LanguageName | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Add a schedule; first ask for the time zone where neither it nor the guild has one."""
        guild = await require_editor(interaction)
        _check_kind(channel)
        fields = await _fields(
            interaction,
            guild,
            time=time,
            days=days,
            content=content,
            style=style,
            size=size,
            article=article,
            zone=zone,
            language=language,
            role=role,
        )
        spec = ScheduleSpec(channel_id=channel.id, **{"days": clockwork.EVERY_DAY} | fields)
        try:
            others = await interaction.client.library.schedules.check_new(guild, spec)
        except ScheduleExistsError as exists:
            await send(interaction, *await exists_answer(interaction, guild, exists), private=True)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        if refused := await refusal(interaction, spec.channel_id, spec.role_id, cards=spec.cards):
            await send(interaction, refused, private=True)
        elif spec.zone is None and guild.zone is None:
            renderer = renderer_for_user(interaction)
            select = ScheduleZoneSelect.ask(interaction, renderer, spec)
            await send(interaction, zone_embed(renderer, spec), persistent_view(select), private=True)
        else:
            answer = await add_schedule(interaction, guild, spec, alone=not others)
            await send(interaction, *answer, private=True)

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """List the guild's schedules, page by page, with what keeps them from posting."""
        guild = await require_editor(interaction)
        await send(interaction, *await list_answer(interaction, guild, 0), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def preview(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Show the next posts of a schedule."""
        guild, wanted = await find_schedule(interaction, schedule)
        home = language_for_locale(interaction.guild_locale)
        posts = await interaction.client.library.schedules.preview(guild, wanted, home)
        (here,) = await shown(interaction, guild, wanted)
        await send(interaction, preview_embed(renderer_for_user(interaction), here, posts), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def test(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Send a test post of a schedule now."""
        _, wanted = await find_schedule(interaction, schedule)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if refused := await refusal(interaction, wanted.channel_id, None):
            await send(interaction, refused, private=True)
            return
        await interaction.client.library.schedules.request_test(wanted, interaction.id)
        renderer = renderer_for_user(interaction)
        channel = channel_text(renderer, wanted.channel_id, visible=may_see(interaction)(wanted.channel_id))
        await send(interaction, renderer.text_embed(renderer.say("test-sent", channel=channel)), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def pause(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Pause a schedule, with a button to resume it."""
        guild, wanted = await find_schedule(interaction, schedule)
        paused = await interaction.client.library.schedules.pause(guild.id, wanted.id, by=interaction.user.id)
        renderer = renderer_for_user(interaction)
        (here,) = await shown(interaction, guild, paused)
        embed = schedule_embed(renderer, "daily-paused-label", here, renderer.say("daily-paused-hint"))
        await send(interaction, embed, persistent_view(resume_button(renderer, paused)), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def resume(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Resume a paused schedule."""
        guild, wanted = await find_schedule(interaction, schedule)
        await interaction.response.defer(ephemeral=True, thinking=True)
        resumed = await interaction.client.library.schedules.resume(guild.id, wanted.id)
        answer = await changed_answer(interaction, guild, "daily-resumed-label", resumed)
        await send(interaction, *answer, private=True)

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
        content: ContentName | None = None,
        style: StyleName | None = None,
        size: SizeName | None = None,
        article: str | None = None,
        zone: Typed | None = None,
        language: LanguageName | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Change what a schedule posts, or when."""
        guild, wanted = await find_schedule(interaction, schedule)
        fields = await _fields(
            interaction,
            guild,
            time=time,
            days=days,
            content=content,
            style=style,
            size=size,
            article=article,
            zone=zone,
            language=language,
            role=role,
        )
        if not fields:
            raise UserError("schedule-nothing-to-change")
        await interaction.response.defer(ephemeral=True, thinking=True)
        if refused := await refusal(interaction, wanted.channel_id, fields.get("role_id"), strict=False):
            await send(interaction, refused, private=True)
            return
        edited = await interaction.client.library.schedules.change(guild.id, wanted.id, **fields)
        article_id = fields.get("article_id")
        answer = await changed_answer(interaction, guild, "daily-changed-label", edited, article_id)
        await send(interaction, *answer, private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def move(self, interaction: Interaction, channel: Channel, schedule: str | None = None) -> None:
        """Move a schedule to another channel."""
        guild, wanted = await find_schedule(interaction, schedule)
        _check_kind(channel)
        if channel.id == wanted.channel_id:
            raise UserError("schedule-there-already")
        await interaction.response.defer(ephemeral=True, thinking=True)
        if refused := await refusal(interaction, channel.id, wanted.role_id, cards=wanted.cards):
            await send(interaction, refused, private=True)
            return
        schedules = interaction.client.library.schedules
        moved = await schedules.change(guild.id, wanted.id, channel_id=channel.id)
        answer = await changed_answer(interaction, guild, "daily-moved-label", moved)
        await send(interaction, *answer, private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def remove(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Remove a schedule, with a button to undo that."""
        guild, wanted = await find_schedule(interaction, schedule)
        removed = await interaction.client.library.schedules.remove(guild.id, wanted.id)
        renderer = renderer_for_user(interaction)
        (here,) = await shown(interaction, guild, removed)
        removed_at = removed.removed_at or interaction.created_at
        until = discord.utils.format_dt(removed_at + KEEP_REMOVED, "f")
        hint = renderer.say("daily-removed-hint", until=until)
        embed = schedule_embed(renderer, "daily-removed-label", here, hint)
        undo = RestoreSchedule(str(removed.id), renderer.say("button-undo"))
        await send(interaction, embed, persistent_view(undo), private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_removed_schedule)
    async def restore(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Restore a removed schedule."""
        guild, wanted = await find_schedule(interaction, schedule, removed=True)
        await interaction.response.defer(ephemeral=True, thinking=True)
        restored = await interaction.client.library.schedules.restore(guild.id, wanted.id)
        answer = await changed_answer(interaction, guild, "daily-restored-label", restored)
        await send(interaction, *answer, private=True)

    @app_commands.command()
    @app_commands.autocomplete(schedule=suggest_schedule)
    async def history(self, interaction: Interaction, schedule: str | None = None) -> None:
        """Show what became of a schedule's posts, page by page."""
        guild, wanted = await find_schedule(interaction, schedule)
        await send(interaction, *await history_answer(interaction, guild, wanted, 0), private=True)


def _check_kind(channel: app_commands.AppCommandChannel | app_commands.AppCommandThread) -> None:
    """Raise UserError("channel-kind") for a channel that can't be posted in."""
    if channel.type not in diagnosis.CHANNEL_TYPES:
        raise UserError("channel-kind")


async def _fields(
    interaction: Interaction,
    guild: Guild,
    *,
    time: str | None,
    days: str | None,
    content: str | None,
    style: str | None,
    size: str | None,
    article: str | None,
    zone: str | None,
    language: str | None,
    role: discord.Role | None,
) -> dict[str, Any]:
    """Return the fields of a ScheduleSpec that were given. Raises UserError for what can't be read."""
    if role is not None and role.is_default():
        raise UserError("role-everyone")
    fields = {
        "minutes": clockwork.parse_time(time).minutes if time else None,
        "days": clockwork.parse_days(days) if days else None,
        "content": Content(content) if content else None,
        "style": Style(style) if style else None,
        "size": PartSize(size) if size else None,
        "zone": clockwork.zone(zone).key if zone else None,
        "language": Language(language) if language else None,
        "role_id": role.id if role else None,
    }
    if article is not None:
        own = renderer_for_user(interaction).language
        fields["article_id"] = (await interaction.client.library.articles.find(guild.id, article, own)).id
    return {name: value for name, value in fields.items() if value is not None}
