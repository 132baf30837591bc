"""What a click on an answer about schedules does."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
import discord

from bot import schedule
from bot.delivery import diagnosis
from bot.delivery.embeds import LISTED, TOLD, DailyRender, ShownSchedule
from bot.errors import UserError
from bot.model import Content, Language, Problem, Schedule, Style, has_cards
from bot.schedule import TimeOfDay
from bot.ui.components import DynamicButton, DynamicSelect, page_buttons
from bot.ui.embeds import Renderer, page_count
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)

CLEARED = {"role": "role_id", "article": "article_id", "zone": "zone", "language": "language"}
"""What a schedule can do without."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A schedule that somebody asks for."""

    channel_id: int
    at: TimeOfDay
    days: frozenset[int]
    content: Content
    article_id: int | None = None
    language: Language | None = None
    role_id: int | None = None
    zone: str | None = None
    style: Style = Style.TEXT

    @property
    def cards(self) -> bool:
        """Whether it would post cards."""
        return has_cards(self.content, self.style)

    def fields(self) -> dict[str, Any]:
        """By the names of `Daily.add`."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    def packed(self) -> str:
        """All but the zone, short enough for a button's id."""
        days = sum(1 << day for day in self.days)
        parts = (self.channel_id, self.at.minutes, days, self.content, self.article_id, self.language)
        style = list(Style).index(self.style)
        return ":".join(str(part or "") for part in (*parts, self.role_id, style))

    @classmethod
    def unpacked(cls, packed: str) -> Wish:
        """The wish that `packed` made that of."""
        channel, minutes, days, content, article, language, role, style = packed.split(":")
        return cls(
            int(channel),
            TimeOfDay(int(minutes or 0)),
            frozenset(day for day in range(7) if int(days) >> day & 1),
            Content(content),
            int(article) if article else None,
            Language(language) if language else None,
            int(role) if role else None,
            style=list(Style)[int(style or 0)],
        )


class RestoreSchedule(DynamicButton, template=r"daily-restore:(?P<state>\d+)"):
    """Brings a removed schedule back."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        daily = interaction.client.library.schedules
        restored = await daily.restore(guild_id(interaction), int(self.state))
        await interaction.response.defer()  # Discord is asked, which may take longer than an answer may
        await edit_message(interaction, *await changed(interaction, "daily-restored-label", restored))


class ClearOption(DynamicButton, template=r"daily-clear:(?P<state>\d+:(role|article|zone|language))"):
    """Takes a role, an article, a zone or a language out of a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        number, _, what = self.state.partition(":")
        daily = interaction.client.library.schedules
        cleared = await daily.change(guild_id(interaction), int(number), **{CLEARED[what]: None})
        await interaction.response.defer()
        await edit_message(interaction, *await changed(interaction, "daily-changed-label", cleared))


class ResumeSchedule(DynamicButton, template=r"daily-resume:(?P<state>\d{1,18})"):
    """Lets a paused schedule go on."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        resumed = await interaction.client.library.schedules.resume(guild_id(interaction), int(self.state))
        await interaction.response.defer()
        await edit_message(interaction, *await changed(interaction, "daily-resumed-label", resumed))


class ScheduleListPage(DynamicButton, template=r"daily-list:(?P<state>\d+)"):
    """Turns to another page of the schedules."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await edit_message(interaction, *await list_page(interaction, int(self.state)))


class HistoryPage(DynamicButton, template=r"daily-history:(?P<state>\d+:\d+)"):
    """Turns to another page of a schedule's history."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        number, page = map(int, self.state.split(":"))
        wanted = await interaction.client.library.schedules.get(guild_id(interaction), number)
        await edit_message(interaction, *await history_page(interaction, wanted, page))


class ZoneChoice(DynamicSelect, template=r"daily-zone:(?P<state>\d+:\d*:\d+:\w+:\d*:\w*:\d*:\d?)"):
    """Chooses the guild's time zone and adds the schedule that was waiting for it."""

    @classmethod
    def offer(cls, interaction: Interaction, render: Renderer, wish: Wish) -> Self:
        """The popular zones, each with what its clocks show."""
        options = zone_options(interaction, render, schedule.zones(""))
        return cls(wish.packed(), options, render.say("zone-wanted-placeholder"))

    async def respond(self, interaction: Interaction) -> None:
        value = self.value
        await require_editor(interaction)
        zone = schedule.zone(value).key
        wish = Wish.unpacked(self.state)
        if not await may_post(interaction, wish.channel_id, wish.role_id, cards=wish.cards):
            return
        library, guild = interaction.client.library, guild_id(interaction)
        await library.schedules.check_room(guild)
        if (await library.guilds.get(guild)).zone is None:
            await library.guilds.change(guild, zone=zone)
        else:  # somebody else was faster: it stays the guild's, this one is the schedule's
            wish = dataclasses.replace(wish, zone=zone)
        await interaction.response.defer()
        await edit_message(interaction, *await add(interaction, wish))


def zone_options(
    interaction: Interaction, render: Renderer, names: Iterable[str]
) -> list[discord.SelectOption]:
    """Time zones to choose from, each with what its clocks show."""
    clocks = {name: interaction.created_at.astimezone(schedule.zone(name)) for name in names}
    return [
        discord.SelectOption(label=name, description=render.say("zone-now", clock=f"{clock:%H:%M}"))
        for name, clock in clocks.items()
    ]


async def may_post(
    interaction: Interaction,
    channel_id: int,
    role_id: int | None,
    *,
    cards: bool = False,
    strict: bool = True,
) -> bool:
    """Whether both the bot and the person may post there and ping that role, and the bot attach `cards` if
    there are some; if not, the answer says why.

    Without `strict` the bot need not be able to post there now.
    """
    refused = await refusal(interaction, channel_id, role_id, cards=cards, strict=strict)
    if refused is not None:
        await send(interaction, refused, private=True)
    return refused is None


async def refusal(
    interaction: Interaction,
    channel_id: int,
    role_id: int | None,
    *,
    cards: bool = False,
    strict: bool = True,
) -> discord.Embed | None:
    """Why the bot or the person may not post there or ping that role, as for `may_post`; None: both may."""
    where = guild_id(interaction), channel_id, role_id
    try:
        finding = await diagnosis.examine(interaction.client, *where, cards=cards)
    except (diagnosis.UnavailableError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise UserError("discord-silent") from error
    render = DailyRender(renderer_for_user(interaction))
    lacking = finding.lacks(interaction.user) if isinstance(interaction.user, discord.Member) else ()
    wanting = finding.problems if strict else [p for p in finding.problems if p is Problem.PING]
    if lacking:
        return render.refusal(lacking, person=True)
    return render.refusal(wanting) if wanting else None


async def add(interaction: Interaction, wish: Wish) -> tuple[discord.Embed, discord.ui.View]:
    """Makes the schedule, and says so."""
    made = await interaction.client.library.schedules.add(
        guild_id(interaction), created_by=interaction.user.id, **wish.fields()
    )
    alone = len(await interaction.client.library.schedules.all(made.guild_id)) == 1
    hint = renderer_for_user(interaction).say("daily-added-hint", alone=str(alone).lower())
    return await answer(interaction, "daily-added-label", made, hint)


async def shown(interaction: Interaction, wanted: Schedule) -> ShownSchedule:
    """A schedule as the person who asked may see it."""
    library, member = interaction.client.library, interaction.user
    articles = {article.id: article for article in await library.articles.all(wanted.guild_id)}
    visible = isinstance(member, discord.Member) and diagnosis.sees(
        interaction.client, wanted.guild_id, wanted.channel_id, member
    )
    article = articles.get(wanted.article_id or 0)
    return ShownSchedule(wanted, await library.schedules.zone(wanted), article, visible)


async def changed(
    interaction: Interaction, key: str, after: Schedule
) -> tuple[discord.Embed, discord.ui.View]:
    """Looks what keeps a schedule from posting as it is now; then as `answer`."""
    await diagnosis.recheck(interaction.client, after)
    after = await interaction.client.library.schedules.get(after.guild_id, after.id)
    return await answer(interaction, key, after)


async def answer(
    interaction: Interaction, key: str, now: Schedule, hint: str = ""
) -> tuple[discord.Embed, discord.ui.View]:
    """What became of a schedule (`key` names the message), with a button for all that it could do without, or
    for what it waits for."""
    render = renderer_for_user(interaction)
    # Without a zone of its own the schedule would follow one that nobody chose.
    guild = await interaction.client.library.guilds.get(now.guild_id)
    embed = DailyRender(render).one(key, await shown(interaction, now), hint)
    waits = [ResumeSchedule(str(now.id), render.say("button-resume"))] if now.paused_by is not None else []
    if key == "daily-paused-label":
        return embed, persistent_view(*waits)
    clear = [
        ClearOption(f"{now.id}:{what}", render.say(f"button-clear-{what}"))
        for what, field in CLEARED.items()
        if getattr(now, field) is not None and (what != "zone" or guild.zone is not None)
    ]
    return embed, persistent_view(*waits, *clear)


async def list_page(interaction: Interaction, page: int) -> tuple[discord.Embed, discord.ui.View]:
    """One page of the guild's schedules."""
    render = renderer_for_user(interaction)
    everything = await interaction.client.library.schedules.all(guild_id(interaction))
    if not everything:
        raise UserError("schedules-none")
    count = page_count(len(everything), LISTED)
    page = min(page, count - 1)
    stalled = await interaction.client.library.schedules.stalled_at()
    here = [await shown(interaction, one) for one in everything[page * LISTED : (page + 1) * LISTED]]
    embed = DailyRender(render).all(here, page, len(everything), stalled)
    return embed, persistent_view(*page_buttons(render, ScheduleListPage, "", page, count))


async def history_page(
    interaction: Interaction, wanted: Schedule, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One page of what a schedule posted."""
    render = renderer_for_user(interaction)
    deliveries = await interaction.client.library.schedules.history(wanted)
    count = page_count(len(deliveries), TOLD)
    page = min(page, count - 1)
    embed = DailyRender(render).history(await shown(interaction, wanted), deliveries, page)
    return embed, persistent_view(*page_buttons(render, HistoryPage, f"{wanted.id}:", page, count))


ALL = (RestoreSchedule, ClearOption, ResumeSchedule, ScheduleListPage, HistoryPage, ZoneChoice)
