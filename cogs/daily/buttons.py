"""The buttons and the select below answers about schedules, with the answers that carry them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Self

import discord

from bot import schedule as clockwork
from bot.delivery import diagnosis
from bot.errors import UserError
from bot.model import Content, Guild, Language, Schedule, ScheduleSpec, Style
from bot.ui.components import DynamicButton, DynamicSelect, page_buttons
from bot.ui.embeds import Renderer, page_count
from bot.ui.replies import Interaction, edit_message, persistent_view, renderer_for_user, require_editor, send
from cogs.daily.embeds import PAGE_DELIVERIES, PAGE_SCHEDULES, history_embed, list_embed, schedule_embed
from cogs.daily.permissions import refusal, shown

Answer = tuple[discord.Embed, discord.ui.View]

OPTIONS = {"role": "role_id", "article": "article_id", "zone": "zone", "language": "language"}
"""What a schedule can do without, by the word in a button's id: the field that holds it."""


class RestoreSchedule(DynamicButton, template=r"daily-restore:(?P<state>\d{1,18})"):
    """Undo the removal of a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        """Restore the schedule and show it."""
        guild = await require_editor(interaction)
        restored = await interaction.client.library.schedules.restore(guild.id, int(self.state))
        await interaction.response.defer()  # asking Discord may take longer than an answer may
        await edit_message(
            interaction, *await changed_answer(interaction, guild, "daily-restored-label", restored)
        )


class ClearOption(DynamicButton, template=r"daily-clear:(?P<state>\d{1,18}:(role|article|zone|language))"):
    """Clear the role, article, zone or language of a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        """Clear the option and show the schedule."""
        guild = await require_editor(interaction)
        number, _, option = self.state.partition(":")
        schedules = interaction.client.library.schedules
        cleared = await schedules.change(guild.id, int(number), **{OPTIONS[option]: None})
        await interaction.response.defer()
        await edit_message(
            interaction, *await changed_answer(interaction, guild, "daily-changed-label", cleared)
        )


class ResumeSchedule(DynamicButton, template=r"daily-resume:(?P<state>\d{1,18})"):
    """Resume a paused schedule."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        """Resume the schedule and show it."""
        guild = await require_editor(interaction)
        resumed = await interaction.client.library.schedules.resume(guild.id, int(self.state))
        await interaction.response.defer()
        await edit_message(
            interaction, *await changed_answer(interaction, guild, "daily-resumed-label", resumed)
        )


class ScheduleListPage(DynamicButton, template=r"daily-list:(?P<state>\d{1,18})"):
    """Turn to a page of the list of schedules."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the page in place of the one before."""
        guild = await require_editor(interaction)
        await edit_message(interaction, *await list_answer(interaction, guild, int(self.state)))


class HistoryPage(DynamicButton, template=r"daily-history:(?P<state>\d{1,18}:\d{1,18})"):
    """Turn to a page of a schedule's history."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the page in place of the one before."""
        guild = await require_editor(interaction)
        number, page = map(int, self.state.split(":"))
        wanted = await interaction.client.library.schedules.get(guild.id, number)
        await edit_message(interaction, *await history_answer(interaction, guild, wanted, page))


class ScheduleZoneSelect(DynamicSelect, template=r"daily-zone:(?P<state>\d+:\d*:\d+:\w+:\d*:\w*:\d*:\d?)"):
    """Choose the guild's time zone for a new schedule, whose spec the id carries."""

    @classmethod
    def ask(cls, interaction: Interaction, renderer: Renderer, spec: ScheduleSpec) -> Self:
        """Return the select for a new schedule: popular zones, each with what its clocks show."""
        options = zone_options(interaction, renderer, clockwork.zones(""))
        return cls(cls.pack(spec), options, renderer.say("zone-wanted-placeholder"))

    async def respond(self, interaction: Interaction) -> None:
        value = self.value
        """Store the zone and the schedule; if the guild got a zone meanwhile, it is the schedule's own."""
        guild = await require_editor(interaction)
        zone, spec = clockwork.zone(value).key, self.unpack(self.state)
        await interaction.response.defer()
        if refused := await refusal(interaction, spec.channel_id, spec.role_id, cards=spec.cards):
            await send(interaction, refused, private=True)
            return
        others = await interaction.client.library.schedules.check_limit(guild.id)
        await edit_message(
            interaction, *await add_schedule(interaction, guild, spec, alone=not others, zone=zone)
        )

    @staticmethod
    def pack(spec: ScheduleSpec) -> str:
        """Return a spec without a zone as the state of an id."""
        parts = (
            spec.channel_id,
            spec.minutes,
            sum(1 << day for day in spec.days),
            spec.content,
            spec.article_id,
            spec.language,
            spec.role_id,
            list(Style).index(spec.style),
        )
        return ":".join(str(part or "") for part in parts)

    @staticmethod
    def unpack(state: str) -> ScheduleSpec:
        """Return the spec that `pack` made the state of."""
        channel, minutes, days, content, article, language, role, style = state.split(":")
        return ScheduleSpec(
            channel_id=int(channel),
            minutes=int(minutes or 0),
            days=frozenset(day for day in range(7) if int(days) >> day & 1),
            content=Content(content),
            article_id=int(article) if article else None,
            language=Language(language) if language else None,
            role_id=int(role) if role else None,
            style=list(Style)[int(style or 0)],
        )


def zone_options(
    interaction: Interaction, renderer: Renderer, names: Iterable[str]
) -> list[discord.SelectOption]:
    """Return options for time zones, each with what its clocks show."""
    now = interaction.created_at
    clocks = {name: f"{now.astimezone(clockwork.zone(name)):%H:%M}" for name in names}
    return [
        discord.SelectOption(label=name, description=renderer.say("zone-now", clock=clock))
        for name, clock in clocks.items()
    ]


async def add_schedule(
    interaction: Interaction, guild: Guild, spec: ScheduleSpec, *, alone: bool, zone: str | None = None
) -> Answer:
    """Store a schedule and return the answer; `alone`: the guild has no other.

    `zone` becomes the guild's if it has chosen none, otherwise the schedule's own.
    """
    made = await interaction.client.library.schedules.add(
        guild.id, spec, created_by=interaction.user.id, zone=zone
    )
    guild = dataclasses.replace(guild, zone=guild.zone or zone)
    hint = renderer_for_user(interaction).say("daily-added-hint", alone=str(alone).lower())
    return await schedule_answer(interaction, guild, "daily-added-label", made, hint)


async def changed_answer(interaction: Interaction, guild: Guild, key: str, after: Schedule) -> Answer:
    """Recheck whether a schedule can post after a change, and return the answer, as `schedule_answer`."""
    after = await diagnosis.recheck(interaction.client, after)
    return await schedule_answer(interaction, guild, key, after)


async def schedule_answer(
    interaction: Interaction, guild: Guild, key: str, schedule: Schedule, hint: str = ""
) -> Answer:
    """Return what happened to a schedule (the message `key`), with buttons to resume it and clear options."""
    renderer = renderer_for_user(interaction)
    (here,) = await shown(interaction, guild, schedule)
    buttons: list[DynamicButton] = []
    if schedule.paused_by is not None:
        buttons.append(resume_button(renderer, schedule))
    for option, field in OPTIONS.items():
        # Without a zone of its own the schedule would follow one that nobody chose.
        needed = option == "zone" and guild.zone is None
        if getattr(schedule, field) is not None and not needed:
            buttons.append(ClearOption(f"{schedule.id}:{option}", renderer.say(f"button-clear-{option}")))
    return schedule_embed(renderer, key, here, hint), persistent_view(*buttons)


def resume_button(renderer: Renderer, schedule: Schedule) -> ResumeSchedule:
    """Return the button that resumes a schedule."""
    return ResumeSchedule(str(schedule.id), renderer.say("button-resume"))


async def list_answer(interaction: Interaction, guild: Guild, page: int) -> Answer:
    """Return a page (from 0) of a guild's schedules. Raises UserError("schedules-none")."""
    schedules, renderer = interaction.client.library.schedules, renderer_for_user(interaction)
    everything = await schedules.all(guild.id)
    if not everything:
        raise UserError("schedules-none")
    count = page_count(len(everything), PAGE_SCHEDULES)
    page = min(page, count - 1)
    here = everything[page * PAGE_SCHEDULES : (page + 1) * PAGE_SCHEDULES]
    embed = list_embed(
        renderer,
        await shown(interaction, guild, *here),
        page,
        len(everything),
        await schedules.stalled_at(),
    )
    return embed, persistent_view(*page_buttons(renderer, ScheduleListPage, "", page, count))


async def history_answer(interaction: Interaction, guild: Guild, wanted: Schedule, page: int) -> Answer:
    """Return a page (from 0) of a schedule's history."""
    renderer = renderer_for_user(interaction)
    deliveries = await interaction.client.library.schedules.history(wanted)
    count = page_count(len(deliveries), PAGE_DELIVERIES)
    page = min(page, count - 1)
    (here,) = await shown(interaction, guild, wanted)
    embed = history_embed(renderer, here, deliveries, page)
    return embed, persistent_view(*page_buttons(renderer, HistoryPage, f"{wanted.id}:", page, count))


ALL = (RestoreSchedule, ClearOption, ResumeSchedule, ScheduleListPage, HistoryPage, ScheduleZoneSelect)
