"""A schedule as one person may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.library.planning import zone_of
from bot.model import Article, Guild, Pause, Problem, Schedule
from bot.schedule import local_date


@dataclass(frozen=True, slots=True)
class ShownSchedule:
    """A schedule as one person may see it.

    `article` is the one it posts from alone, None if the guild can't read it (any more). `visible` says
    whether the person may know of its channel. It is shown at the moment `now`.
    """

    schedule: Schedule
    guild: Guild
    now: datetime
    article: Article | None = None
    visible: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone whose clocks it follows."""
        return zone_of(self.schedule, self.guild)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Return its pauses that aren't over: the one in force first, if there is one."""
        return tuple(pause for pause in self.schedule.pauses if pause.end >= local_date(self.now, self.zone))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps it from posting, as far as is known: also what its next post would find."""
        gone = Problem.ARTICLE_GONE
        known = tuple(one for one in self.schedule.problems if one is not gone or self.article is None)
        lost = self.schedule.article_id is not None and self.article is None
        return (*known, gone) if lost and gone not in known else known

    @property
    def stopped(self) -> bool:
        """Return whether it can't post."""
        return any(problem.stops for problem in self.problems)
