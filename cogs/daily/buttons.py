"""How a schedule is added, with the select and the button that may stand between."""

from __future__ import annotations

import dataclasses
from typing import Any, Self

from bot import schedule as clockwork
from bot.delivery import diagnosis
from bot.delivery.refusal import check_kind
from bot.library.alike import ScheduleExistsError, spec_of
from bot.model import (
    Content,
    Guild,
    Language,
    PartSize,
    Schedule,
    ScheduleSpec,
    Style,
    Weekdays,
    days_from,
)
from bot.ui.components import DynamicButton, DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped
from bot.ui.replies import (
    Interaction,
    edit_message,
    language_for_locale,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from bot.ui.zones import zone_options
from cogs.daily.embeds import zone_embed
from cogs.daily.forms import ADDING, TYPED_LENGTH, Chosen, ScheduleForm, parsed
from cogs.daily.panel import Answer, schedule_answer
from cogs.daily.permissions import find_schedule, refusal_of
from cogs.daily.posts import SCHEDULE

USUAL: dict[str, Any] = {"days": clockwork.EVERY_DAY, "content": Content.PREDICTION}
"""What a schedule is where nobody says otherwise."""
SUNDAYS = Weekdays(frozenset({6}))
"""When a weekly digest is posted, likewise."""


class ScheduleZoneSelect(DynamicSelect, template=r"daily-zone:\d+:\d*:\w+:\w+:\d*:\w*:\d*:\d?(:\d?){0,2}"):
    """Store the guild's time zone and the new schedule whose spec the id carries, and show it.

    If the guild got a zone meanwhile, the one that was chosen is the schedule's own.
    """

    @classmethod
    def ask(cls, interaction: Interaction, renderer: Renderer, spec: ScheduleSpec) -> Self:
        """Return the select for a new schedule: popular zones, each with what its clocks show."""
        options = zone_options(interaction, renderer)
        return cls(cls.pack(spec), options, renderer.say("zone-wanted-placeholder"))

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        zone, spec = clockwork.zone(self.value).key, self.unpack(self.state)
        if refused := await refusal_of(interaction, spec):
            await send(interaction, refused, private=True)
            return
        await edit_message(interaction, *await add_schedule(interaction, guild, spec, zone=zone))

    @staticmethod
    def pack(spec: ScheduleSpec) -> str:
        """Return a spec without a zone as the state of an id."""
        parts = (
            spec.channel_id,
            spec.minutes,
            spec.days.code,
            spec.content,
            spec.article_id,
            spec.language,
            spec.role_id,
            list(Style).index(spec.style),
            list(PartSize).index(spec.size),
            int(spec.thread),
        )
        return ":".join(str(part or "") for part in parts)

    @staticmethod
    def unpack(state: str) -> ScheduleSpec:
        """Return the spec that `pack` made the state of."""
        channel, minutes, days, content, article, language, role, style, *more = state.split(":")
        return ScheduleSpec(
            channel_id=int(channel),
            minutes=int(minutes or 0),
            days=days_from(days),
            content=Content(content),
            article_id=int(article) if article else None,
            language=Language(language) if language else None,
            role_id=int(role) if role else None,
            style=list(Style)[int(style or 0)],
            size=list(PartSize)[int(more[0] or 0)] if more else PartSize.MEDIUM,
            thread=more[1:] == ["1"],
        )


class AddAnyway(DynamicButton, template=rf"daily-anyway:{SCHEDULE}:(?P<count>\d{{1,3}})"):
    """Add another schedule that is the same as one that is there, unless there are more than `count` of them
    by now: a second click, or one whose answer was lost, adds no more."""

    async def respond(self, interaction: Interaction) -> None:
        guild, there = await find_schedule(interaction, self.match["schedule"])
        spec = spec_of(there)
        if refused := await refusal_of(interaction, spec):
            await send(interaction, refused, private=True)
            return
        count = int(self.match["count"])
        await edit_message(interaction, *await add_schedule(interaction, guild, spec, alike=count))


async def add_form(interaction: Interaction, guild: Guild, typed: Chosen) -> ScheduleForm:
    """Return the form for a new schedule, by default in this channel, with what was typed already."""
    renderer = renderer_for_user(interaction)
    given = {"content": str(USUAL["content"]), **typed}
    if "channel" not in given and getattr(interaction.channel, "type", None) in diagnosis.CHANNEL_TYPES:
        given["channel"] = interaction.channel
    shown = dict(given)
    if article := typed.get("article"):  # it may be an id
        found = await interaction.client.library.articles.find(guild.id, article, renderer.language)
        shown["article"] = clipped(found.title, TYPED_LENGTH)

    async def add(interaction: Interaction, filled: Chosen) -> None:
        guild = await require_editor(interaction)
        await add_typed(interaction, guild, {**given, **filled})

    required = ("channel", "time")
    return ScheduleForm(renderer, "daily-form-label", ADDING, shown, required, add, Deferral.PRIVATE)


async def add_typed(interaction: Interaction, guild: Guild, typed: Chosen) -> None:
    """Add the schedule that was typed; first ask for the time zone where neither it nor the guild has one."""
    channel = typed["channel"]
    check_kind(channel)
    fields = await parsed(interaction, guild, typed)
    usual = USUAL | ({"days": SUNDAYS} if fields.get("content") is Content.DIGEST else {})
    spec = ScheduleSpec(channel_id=channel.id, **usual | fields)
    try:
        await interaction.client.library.schedules.check_new(guild, spec)
    except ScheduleExistsError as exists:
        await send(interaction, *await exists_answer(interaction, guild, exists), private=True)
        return
    if refused := await refusal_of(interaction, spec):
        await send(interaction, refused, private=True)
    elif spec.zone is None and guild.zone is None:
        renderer = renderer_for_user(interaction)
        select = ScheduleZoneSelect.ask(interaction, renderer, spec)
        await send(interaction, zone_embed(renderer, spec), persistent_view(select), private=True)
    else:
        await send(interaction, *await add_schedule(interaction, guild, spec), private=True)


async def add_schedule(
    interaction: Interaction,
    guild: Guild,
    spec: ScheduleSpec,
    *,
    zone: str | None = None,
    alike: int = 0,
) -> Answer:
    """Store a schedule and return the answer. Where more than `alike` in the guild are the same, nothing is
    stored, and the answer shows one of them.

    `zone` becomes the guild's if it has chosen none, otherwise the schedule's own.
    """
    schedules, home = interaction.client.library.schedules, language_for_locale(interaction.guild_locale)
    try:
        made = await schedules.add(
            guild.id, spec, created_by=interaction.user.id, zone=zone, home=home, alike=alike
        )
    except ScheduleExistsError as exists:
        return await exists_answer(interaction, guild, exists)
    guild = dataclasses.replace(guild, zone=guild.zone or zone)
    hint = renderer_for_user(interaction).say("daily-added-hint")
    return await schedule_answer(
        interaction, guild, "daily-added-label", made, hint, article_id=spec.article_id
    )


async def exists_answer(interaction: Interaction, guild: Guild, exists: ScheduleExistsError) -> Answer:
    """Return that nothing was added: the schedule that is there, and a button to add another."""
    renderer = renderer_for_user(interaction)
    hint, more = renderer.say("schedule-exists"), [anyway_button(renderer, exists.schedule, exists.count)]
    return await schedule_answer(interaction, guild, "daily-exists-label", exists.schedule, hint, more)


def anyway_button(renderer: Renderer, schedule: Schedule, count: int) -> AddAnyway:
    """Return the button that adds another schedule like this one, of which there are `count`."""
    return AddAnyway(f"{schedule.id}:{count}", renderer.say("button-add-anyway"))


ALL = (ScheduleZoneSelect, AddAnyway)
