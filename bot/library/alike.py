"""When two schedules of a guild are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from bot.errors import UserError
from bot.library.planning import active
from bot.model import Content, Days, EveryDays, Guild, Schedule, ScheduleSpec

_FIELDS = tuple(field.name for field in fields(ScheduleSpec))
_SAME_POST = ("channel_id", "minutes", "days", "content")


class ScheduleExistsError(UserError):
    """A guild has `count` active schedules that are the same; `schedule` is the latest of them."""

    def __init__(self, schedule: Schedule, count: int) -> None:
        super().__init__("schedule-exists")
        self.schedule = schedule
        self.count = count


def chosen(spec: ScheduleSpec) -> dict[str, Any]:
    """Return the fields of a spec by name: what an editor chose."""
    return {name: getattr(spec, name) for name in _FIELDS}


def spec_of(schedule: Schedule) -> ScheduleSpec:
    """Return what an editor chose of a schedule."""
    return ScheduleSpec(**chosen(schedule))


def posts_same(one: ScheduleSpec, other: ScheduleSpec) -> bool:
    """Return whether two schedules post the same, apart from zone and language."""
    same = all(getattr(one, name) == getattr(other, name) for name in _SAME_POST)
    return same and _article(one) == _article(other)


def _article(spec: ScheduleSpec) -> int | None:
    """Return the article that a schedule posts from alone: one that goes into a queue is none of these."""
    return None if spec.content is Content.PARTS else spec.article_id


def check_alike(others: Sequence[Schedule], guild: Guild, spec: ScheduleSpec, alike: int) -> None:
    """Raise ScheduleExistsError where more than `alike` of a guild's schedules are active and the same as
    `spec`; it makes no difference whether a zone or a language is named or is the guild's, nor when one of
    them pauses, or since when its days are counted."""

    def resolved(one: ScheduleSpec) -> dict[str, Any]:
        implied: dict[str, Any] = {"zone": one.zone or guild.zone, "language": one.language or guild.language}
        implied |= {"days": _recurring(one.days), "pauses": (), "article_id": _article(one)}
        return chosen(one) | implied

    same = [one for one in others if active(one) and resolved(one) == resolved(spec)]
    if len(same) > alike:
        raise ScheduleExistsError(same[-1], len(same))


def _recurring(days: Days) -> Days | tuple[int, int]:
    """Return what is the same for days that fall on the same dates once both have begun."""
    if isinstance(days, EveryDays) and days.anchor is not None:
        return days.count, days.anchor.toordinal() % days.count
    return days
