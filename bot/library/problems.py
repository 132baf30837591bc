"""What keeps a schedule from posting, and what was lost: how it is stored, and whom it is told."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from bot import schedule as clockwork
from bot.library.notices import notify_editors, notify_owner
from bot.model import Delivery, DeliveryKind, DeliveryState, Fact, Problem, Schedule
from bot.store import deliveries, notices, schedules

STOPPED = "notice-stopped"
"""The key of the fact that a schedule can't post; its schedule says why."""


def set_problems(
    transaction: sqlite3.Connection,
    examined: Schedule,
    problems: tuple[Problem, ...],
    until: datetime | None,
    now: datetime,
    *,
    tell: bool = True,
    slot: str | None = None,
) -> None:
    """Store all that keeps a schedule from posting (or that nothing does), and when it passes.

    With `tell`, whoever made it is told when it stops posting; the same about the post of a `slot` only once,
    however often that post comes back. Nothing is stored where it was moved to another channel, or got
    another role, since it was `examined`.
    """
    schedule = schedules.get(transaction, examined.id)
    if schedule is None or not (problems or schedule.problems):
        return
    if (schedule.channel_id, schedule.role_id) != (examined.channel_id, examined.role_id):
        return
    if tell and any(problem.stops for problem in problems) and not schedule.stopped:
        about = now.isoformat(timespec="seconds") if slot is None else f"{slot}:{','.join(problems)}"
        identity = f"stopped:{schedule.id}:{about}"
        fact = Fact(STOPPED, identity, schedule_id=schedule.id)
        notify_editors(transaction, schedule.guild_id, schedule.created_by, fact, now)
    changed = replace(
        schedule,
        problems=problems,
        problem_at=(schedule.problem_at or now) if problems else None,
        recheck_at=until if problems else None,
    )
    schedules.update(transaction, changed)
    if schedule.stopped and not changed.stopped:
        notices.forget(transaction, schedule.id, STOPPED)
        # The post of that day comes back, if it is not too late for it.
        deliveries.reopen(transaction, schedule.id, now - clockwork.CATCH_UP_WITHIN, now)


def notify_lost(
    transaction: sqlite3.Connection,
    schedule: Schedule,
    delivery: Delivery,
    now: datetime,
    *,
    earlier: int = 0,
) -> None:
    """Tell whoever made a schedule, and the bot's owner, of a post that ended without surely being there.

    So many `earlier` ones were lost, too.
    """
    if delivery.kind is not DeliveryKind.POST:
        return
    outcome = str(delivery.reason if delivery.state is not DeliveryState.UNKNOWN else delivery.state)
    identity = f"lost:{delivery.id}:{now.isoformat(timespec='seconds')}"
    told: dict[str, str | int] = {"outcome": outcome, "earlier": earlier, "delivery": delivery.id}
    due = {"due": int(delivery.due_at.timestamp())}
    fact = Fact("notice-lost", identity, {**told, **due}, schedule.id)
    notify_editors(transaction, schedule.guild_id, schedule.created_by, fact, now)
    about = {"server": str(schedule.guild_id), "at": delivery.due_at.isoformat(sep=" ", timespec="minutes")}
    notify_owner(transaction, Fact("owner-lost", identity, {**told, **about}), now)
