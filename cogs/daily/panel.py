"""The panel of /daily manage: the schedules, or one of them with its buttons, all in one private message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.delivery import diagnosis
from bot.delivery.refusal import check_kind, refusal
from bot.errors import UserError
from bot.library.guilds import KEEP_REMOVED
from bot.model import Guild, Schedule
from bot.ui.components import DynamicButton, DynamicSelect, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import page_count
from bot.ui.forms import open_form
from bot.ui.replies import (
    Interaction,
    edit_message,
    persistent_view,
    renderer_for_user,
    require_editor,
    rows_view,
    send,
)
from cogs.daily.autocomplete import schedule_options
from cogs.daily.embeds import (
    PAGE_SCHEDULES,
    list_embed,
    schedule_embed,
    stalled_line,
)
from cogs.daily.forms import EDITING, Chosen, edit_form, parsed
from cogs.daily.permissions import (
    channel_name,
    find_schedule,
    refusal_of,
    shown,
)
from cogs.daily.posts import PANEL, SCHEDULE, HistoryPage, PreviewSchedule
from cogs.daily.queue import queue_step

Answer = tuple[discord.Embed, discord.ui.View]

LABEL = "daily-manage-label"
"""What stands above a schedule to which nothing happened."""
OPTIONS = {"role": "role_id", "article": "article_id"} | {
    name: name for name in ("zone", "language", "pauses")
}
"""What a schedule can do without, by the word in a button's id: the field that holds it."""


class ScheduleListPage(DynamicButton, template=r"daily-list:(?P<page>\d{1,18})"):
    """Turn to a page of the list of schedules."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        everything = await interaction.client.library.schedules.all(guild.id)
        answer = await _list_answer(interaction, guild, everything, int(self.match["page"]))
        await edit_message(interaction, *answer)


class ScheduleSelect(DynamicSelect, template=r"daily-choose:"):
    """Show the schedule that is chosen."""

    async def respond(self, interaction: Interaction) -> None:
        await _open(interaction, self.value)


class ShowSchedule(DynamicButton, template=rf"{PANEL}:{SCHEDULE}"):
    """Show a schedule, also one that was removed meanwhile."""

    async def respond(self, interaction: Interaction) -> None:
        await _open(interaction, self.match["schedule"])


class EditSchedule(DynamicButton, template=rf"daily-edit:{SCHEDULE}:(?P<form>{'|'.join(EDITING)})"):
    """Open a form for some of what a schedule is, filled in as it is now."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild, wanted = await find_schedule(interaction, self.match["schedule"])
        (here,) = await shown(interaction, guild, wanted)
        form = edit_form(interaction, self.match["form"], here, partial(_edit, self.match["schedule"]))
        await open_form(interaction, form)


class PauseSchedule(DynamicButton, template=rf"daily-pause:{SCHEDULE}"):
    """Pause a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        guild, schedules = await require_editor(interaction), interaction.client.library.schedules
        paused = await schedules.pause(guild.id, int(self.match["schedule"]), by=interaction.user.id)
        await _show(interaction, guild, "daily-paused-label", paused)


class ResumeSchedule(DynamicButton, template=rf"daily-resume:{SCHEDULE}"):
    """Resume a paused schedule."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        resumed = await interaction.client.library.schedules.resume(guild.id, int(self.match["schedule"]))
        await _show_changed(interaction, guild, "daily-resumed-label", resumed)


class SendTest(DynamicButton, template=rf"daily-test:{SCHEDULE}"):
    """Send a test post of a schedule now."""

    async def respond(self, interaction: Interaction) -> None:
        guild, wanted = await find_schedule(interaction, self.match["schedule"])
        if refused := await refusal(interaction, wanted.channel_id, None):
            await send(interaction, refused, private=True)
            return
        await interaction.client.library.schedules.request_test(wanted, interaction.id)
        renderer = renderer_for_user(interaction)
        hint = renderer.say("test-sent", channel=channel_name(interaction, wanted.channel_id))
        await _show(interaction, guild, LABEL, wanted, hint)


class MoveSelect(DynamicSelect, template=rf"daily-move:{SCHEDULE}"):
    """Move a schedule to the channel that is chosen."""

    def _select(self, custom_id: str, _: object, placeholder: str | None) -> discord.ui.ChannelSelect[Any]:
        kinds = list(diagnosis.CHANNEL_TYPES)
        return discord.ui.ChannelSelect(custom_id=custom_id, placeholder=placeholder, channel_types=kinds)

    async def respond(self, interaction: Interaction) -> None:
        guild, wanted = await find_schedule(interaction, self.match["schedule"])
        channel = self.value
        check_kind(channel)
        if channel.id == wanted.channel_id:
            raise UserError("schedule-there-already")
        if refused := await refusal_of(interaction, replace(wanted, channel_id=channel.id)):
            await send(interaction, refused, private=True)
            return
        schedules = interaction.client.library.schedules
        moved = await schedules.change(guild.id, wanted.id, channel_id=channel.id)
        await _show_changed(interaction, guild, "daily-moved-label", moved)


class ClearOption(DynamicButton, template=rf"daily-clear:{SCHEDULE}:(?P<option>{'|'.join(OPTIONS)})"):
    """Clear the role, article, zone, language or pauses of a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        option = self.match["option"]
        changes = {OPTIONS[option]: () if option == "pauses" else None}
        schedules = interaction.client.library.schedules
        cleared = await schedules.change(guild.id, int(self.match["schedule"]), **changes)
        await _show_changed(interaction, guild, "daily-changed-label", cleared)


class RemoveSchedule(DynamicButton, template=rf"daily-remove:{SCHEDULE}"):
    """Remove a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        removed = await interaction.client.library.schedules.remove(guild.id, int(self.match["schedule"]))
        await _show(interaction, guild, LABEL, removed)


class RestoreSchedule(DynamicButton, template=rf"daily-restore:{SCHEDULE}"):
    """Restore a removed schedule."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        restored = await interaction.client.library.schedules.restore(guild.id, int(self.match["schedule"]))
        await _show_changed(interaction, guild, "daily-restored-label", restored)


async def panel_answer(interaction: Interaction, guild: Guild) -> Answer:
    """Return the guild's schedules, or the only one. Raises UserError("schedules-none")."""
    schedules = interaction.client.library.schedules
    everything = await schedules.all(guild.id)
    if len(everything) != 1:
        return await _list_answer(interaction, guild, everything, 0)
    hint = stalled_line(renderer_for_user(interaction), await schedules.stalled_at())
    return await schedule_answer(interaction, guild, LABEL, everything[0], hint)


async def schedule_answer(
    interaction: Interaction,
    guild: Guild,
    key: str,
    schedule: Schedule,
    hint: str = "",
    more: Sequence[DynamicButton] = (),
    *,
    article_id: int | None = None,
) -> Answer:
    """Return a schedule with its buttons, and `more`; the message `key` says what happened to it.

    One that is removed says so itself, and can be restored. `article_id` was to go into its queue.
    """
    renderer = renderer_for_user(interaction)
    (here,) = await shown(interaction, guild, schedule)
    say, state = renderer.say, str(schedule.id)
    back = ScheduleListPage("0", say("button-daily-list"))
    if schedule.removed_at is not None:
        hint = say(
            "daily-removed-hint", until=discord.utils.format_dt(schedule.removed_at + KEEP_REMOVED, "f")
        )
        embed = schedule_embed(renderer, "daily-removed-label", here, hint)
        return embed, persistent_view(RestoreSchedule(state, say("button-undo")), back)
    if schedule.paused_by is None:
        waiting: DynamicButton = PauseSchedule(state, say("button-daily-pause"))
    else:
        waiting, hint = ResumeSchedule(state, say("button-resume")), hint or say("daily-paused-hint")
    queue_hint, to_queue = await queue_step(interaction, schedule, article_id)
    hint = "\n\n".join(filter(None, [hint, queue_hint]))
    needed = {"zone"} if guild.zone is None else set()
    rows = (  # three in each fit beside each other on a phone
        [*(EditSchedule(f"{state}:{form}", say(f"button-daily-{form}")) for form in EDITING), waiting],
        [
            PreviewSchedule(state, say("button-daily-preview")),
            SendTest(state, say("button-daily-test")),
            HistoryPage(f"{state}:0", say("button-daily-history")),
        ],
        [*to_queue, RemoveSchedule(state, say("button-remove")), back, *more],
        [
            ClearOption(f"{state}:{option}", say(f"button-clear-{option}"))
            for option, field in OPTIONS.items()
            # Pauses that are over aren't shown.
            if (here.pauses if option == "pauses" else getattr(schedule, field)) and option not in needed
        ],
        [MoveSelect(state, placeholder=say("daily-move-placeholder"))],
    )
    return schedule_embed(renderer, key, here, hint), rows_view(*rows)


async def _list_answer(
    interaction: Interaction, guild: Guild, everything: list[Schedule], page: int
) -> Answer:
    """Return a page (from 0) of a guild's schedules, with a select of all, and of removed ones."""
    schedules, renderer = interaction.client.library.schedules, renderer_for_user(interaction)
    removed = await schedules.removed(guild.id)
    if not everything and not removed:
        raise UserError("schedules-none")
    count = page_count(len(everything), PAGE_SCHEDULES)
    page = min(page, count - 1)
    here = await shown(interaction, guild, *everything[page * PAGE_SCHEDULES : (page + 1) * PAGE_SCHEDULES])
    embed = list_embed(renderer, here, page, len(everything), await schedules.stalled_at())
    options = schedule_options(interaction, [*everything, *removed])
    select = ScheduleSelect("", options, renderer.say("daily-choose-placeholder"))
    turning = page_buttons(renderer, ScheduleListPage, "", page, count)
    return embed, persistent_view(select, *turning)


async def _open(interaction: Interaction, schedule_id: str) -> None:
    """Show a schedule, also one that is removed."""
    guild = await require_editor(interaction)
    wanted = await interaction.client.library.schedules.get(guild.id, int(schedule_id), removed=True)
    await _show(interaction, guild, LABEL, wanted)


async def _show(
    interaction: Interaction, guild: Guild, key: str, schedule: Schedule, hint: str = "", **more: Any
) -> None:
    await edit_message(interaction, *await schedule_answer(interaction, guild, key, schedule, hint, **more))


async def _show_changed(
    interaction: Interaction, guild: Guild, key: str, after: Schedule, **more: Any
) -> None:
    """Recheck whether a schedule can post after a change, and show it."""
    await _show(interaction, guild, key, await diagnosis.recheck(interaction.client, after), **more)


async def _edit(schedule_id: str, interaction: Interaction, typed: Chosen) -> None:
    """Change what was changed in a form."""
    guild, before = await find_schedule(interaction, schedule_id)
    fields = await parsed(interaction, guild, typed, before)
    where, threads = (before.channel_id, fields.get("role_id")), fields.get("thread", False)
    if refused := await refusal(interaction, *where, threads=threads, strict=False):
        await send(interaction, refused, private=True)
        return
    edited = await interaction.client.library.schedules.change(guild.id, before.id, **fields)
    key, article_id = "daily-changed-label" if fields else LABEL, fields.get("article_id")
    await _show_changed(interaction, guild, key, edited, article_id=article_id)


ALL = (
    ScheduleListPage,
    ScheduleSelect,
    ShowSchedule,
    EditSchedule,
    PauseSchedule,
    ResumeSchedule,
    SendTest,
    MoveSelect,
    ClearOption,
    RemoveSchedule,
    RestoreSchedule,
)
