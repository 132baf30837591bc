"""The buttons and the select below answers about schedules, with the answers that carry them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Self

import discord

from bot import schedule as clockwork
from bot.delivery import diagnosis
from bot.delivery.embeds import channel_text
from bot.errors import UserError
from bot.library.alike import ScheduleExistsError, spec_of
from bot.model import Content, Guild, Language, PartSize, Schedule, ScheduleSpec, Style
from bot.ui.components import DynamicButton, DynamicSelect, page_buttons
from bot.ui.embeds import Renderer, page_count
from bot.ui.replies import Interaction, edit_message, persistent_view, renderer_for_user, require_editor, send
from cogs.daily.embeds import (
    PAGE_DELIVERIES,
    PAGE_SCHEDULES,
    history_embed,
    list_embed,
    page_of,
    schedule_embed,
    send_now_label,
)
from cogs.daily.permissions import may_see, refusal, shown
from cogs.daily.queue import with_queue

Answer = tuple[discord.Embed, discord.ui.View]

OPTIONS = {"role": "role_id", "article": "article_id", "zone": "zone", "language": "language"}
"""What a schedule can do without, by the word in a button's id: the field that holds it."""

SEND_BUTTONS = 5
"""In one row."""


class RestoreSchedule(DynamicButton, template=r"daily-restore:(?P<schedule>\d{1,18})"):
    """Restore a removed schedule and show it."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        restored = await interaction.client.library.schedules.restore(guild.id, int(self.match["schedule"]))
        await interaction.response.defer()  # asking Discord may take longer than an answer may
        await edit_message(
            interaction, *await changed_answer(interaction, guild, "daily-restored-label", restored)
        )


class ClearOption(
    DynamicButton, template=r"daily-clear:(?P<schedule>\d{1,18}):(?P<option>role|article|zone|language)"
):
    """Clear the role, article, zone or language of a schedule and show it."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        changes = {OPTIONS[self.match["option"]]: None}
        schedules = interaction.client.library.schedules
        cleared = await schedules.change(guild.id, int(self.match["schedule"]), **changes)
        await interaction.response.defer()
        await edit_message(
            interaction, *await changed_answer(interaction, guild, "daily-changed-label", cleared)
        )


class ResumeSchedule(DynamicButton, template=r"daily-resume:(?P<schedule>\d{1,18})"):
    """Resume a paused schedule and show it."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        resumed = await interaction.client.library.schedules.resume(guild.id, int(self.match["schedule"]))
        await interaction.response.defer()
        await edit_message(
            interaction, *await changed_answer(interaction, guild, "daily-resumed-label", resumed)
        )


class ScheduleListPage(DynamicButton, template=r"daily-list:(?P<page>\d{1,18})"):
    """Turn to a page of the list of schedules."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        await edit_message(interaction, *await list_answer(interaction, guild, int(self.match["page"])))


class HistoryPage(DynamicButton, template=r"daily-history:(?P<schedule>\d{1,18}):(?P<page>\d{1,18})"):
    """Turn to a page of a schedule's history."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        wanted = await interaction.client.library.schedules.get(guild.id, int(self.match["schedule"]))
        answer = await history_answer(interaction, guild, wanted, int(self.match["page"]))
        await edit_message(interaction, *answer)


class SendNow(DynamicButton, template=r"daily-send:(?P<state>\d{1,18})"):
    """Send a post late that was missed or refused, or that may not be there."""

    async def respond(self, interaction: Interaction) -> None:
        """Check the permissions again, and have the post sent; a second press finds it on its way."""
        guild, outbox = await require_editor(interaction), interaction.client.library.outbox
        schedule, _ = await outbox.unsent(guild.id, int(self.state))
        await interaction.response.defer(ephemeral=True, thinking=True)
        if refused := await refusal(interaction, schedule.channel_id, schedule.role_id):
            await send(interaction, refused, private=True)
            return
        await outbox.send_now(guild.id, int(self.state))
        renderer = renderer_for_user(interaction)
        visible = may_see(interaction)(schedule.channel_id)
        channel = channel_text(renderer, schedule.channel_id, visible=visible)
        await send(
            interaction, renderer.text_embed(renderer.say("send-now-done", channel=channel)), private=True
        )


class ScheduleZoneSelect(DynamicSelect, template=r"daily-zone:\d+:\d*:\d+:\w+:\d*:\w*:\d*:\d?(:\d?)?"):
    """Store the guild's time zone and the new schedule whose spec the id carries, and show it.

    If the guild got a zone meanwhile, the one that was chosen is the schedule's own.
    """

    @classmethod
    def ask(cls, interaction: Interaction, renderer: Renderer, spec: ScheduleSpec) -> Self:
        """Return the select for a new schedule: popular zones, each with what its clocks show."""
        options = zone_options(interaction, renderer, clockwork.zones(""))
        return cls(cls.pack(spec), options, renderer.say("zone-wanted-placeholder"))

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        zone, spec = clockwork.zone(self.value).key, self.unpack(self.state)
        await interaction.response.defer()
        if refused := await refusal(interaction, spec.channel_id, spec.role_id, cards=spec.cards):
            await send(interaction, refused, private=True)
            return
        alone = not await interaction.client.library.schedules.all(guild.id)
        answer = await add_schedule(interaction, guild, spec, alone=alone, zone=zone)
        await edit_message(interaction, *answer)

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
            list(PartSize).index(spec.size),
        )
        return ":".join(str(part or "") for part in parts)

    @staticmethod
    def unpack(state: str) -> ScheduleSpec:
        """Return the spec that `pack` made the state of."""
        channel, minutes, days, content, article, language, role, style, *size = state.split(":")
        return ScheduleSpec(
            channel_id=int(channel),
            minutes=int(minutes or 0),
            days=frozenset(day for day in range(7) if int(days) >> day & 1),
            content=Content(content),
            article_id=int(article) if article else None,
            language=Language(language) if language else None,
            role_id=int(role) if role else None,
            style=list(Style)[int(style or 0)],
            size=list(PartSize)[int(size[0] or 0)] if size else PartSize.MEDIUM,
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


class AddAnyway(DynamicButton, template=r"daily-anyway:(?P<schedule>\d{1,18}):(?P<count>\d{1,3})"):
    """Add another schedule that is the same as one that is there, unless there are more than `count` of them
    by now: a second click, or one whose answer was lost, adds no more."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        schedules = interaction.client.library.schedules
        there = await schedules.get(guild.id, int(self.match["schedule"]))
        spec = spec_of(there)
        await interaction.response.defer()
        if refused := await refusal(interaction, spec.channel_id, spec.role_id, cards=spec.cards):
            await send(interaction, refused, private=True)
            return
        count = int(self.match["count"])
        answer = await add_schedule(interaction, guild, spec, alone=False, alike=count)
        await edit_message(interaction, *answer)


async def add_schedule(
    interaction: Interaction,
    guild: Guild,
    spec: ScheduleSpec,
    *,
    alone: bool,
    zone: str | None = None,
    alike: int = 0,
) -> Answer:
    """Store a schedule and return the answer; `alone`: the guild has no other. Where it has more than `alike`
    that are the same, nothing is stored, and the answer shows one of them.

    `zone` becomes the guild's if it has chosen none, otherwise the schedule's own.
    """
    schedules = interaction.client.library.schedules
    try:
        made = await schedules.add(guild.id, spec, created_by=interaction.user.id, zone=zone, alike=alike)
    except ScheduleExistsError as exists:
        return await exists_answer(interaction, guild, exists)
    guild = dataclasses.replace(guild, zone=guild.zone or zone)
    hint = renderer_for_user(interaction).say("daily-added-hint", alone=str(alone).lower())
    answer = await schedule_answer(interaction, guild, "daily-added-label", made, hint)
    return await with_queue(interaction, answer, made, spec.article_id)


async def exists_answer(interaction: Interaction, guild: Guild, exists: ScheduleExistsError) -> Answer:
    """Return that nothing was added: the schedule that is there, and a button to add another."""
    renderer = renderer_for_user(interaction)
    embed, view = await schedule_answer(
        interaction, guild, "daily-exists-label", exists.schedule, renderer.say("schedule-exists")
    )
    view.add_item(anyway_button(renderer, exists.schedule, exists.count))
    return embed, view


def anyway_button(renderer: Renderer, schedule: Schedule, count: int) -> AddAnyway:
    """Return the button that adds another schedule like this one, of which there are `count`."""
    return AddAnyway(f"{schedule.id}:{count}", renderer.say("button-add-anyway"))


async def changed_answer(
    interaction: Interaction, guild: Guild, key: str, after: Schedule, article_id: int | None = None
) -> Answer:
    """Recheck whether a schedule can post after a change, and return the answer, as `schedule_answer`;
    `article_id` was to go into its queue."""
    after = await diagnosis.recheck(interaction.client, after)
    answer = await schedule_answer(interaction, guild, key, after)
    return await with_queue(interaction, answer, after, article_id)


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
    unsent = [one for one in page_of(deliveries, page) if one.can_be_sent][:SEND_BUTTONS]
    late = [SendNow(str(one.id), send_now_label(renderer, one, here)) for one in unsent]
    return embed, persistent_view(*late, *page_buttons(renderer, HistoryPage, f"{wanted.id}:", page, count))


ALL = (
    SendNow,
    RestoreSchedule,
    ClearOption,
    ResumeSchedule,
    ScheduleListPage,
    HistoryPage,
    ScheduleZoneSelect,
    AddAnyway,
)
