"""The facts of questions about predictions, of what people think will happen, and of what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

OBJECTION_TIME = timedelta(hours=24)
"""How long a resolution can be objected to, and undone, before it counts."""


class Outcome(StrEnum):
    """What came of a question."""

    YES = "yes"
    NO = "no"
    VOID = "void"
    """Nobody can tell, or the question was no good: it counts for nobody."""


class QuestionState(StrEnum):
    """What can be done with a question."""

    OPEN = "open"
    """Everybody can give a forecast."""
    DUE = "due"
    """It is closed, and what came of it is not decided for good."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What editors said came of a question. `evidence` is an address or a note; `made_by` may be NOBODY."""

    id: int
    outcome: Outcome
    evidence: str
    made_by: int
    made_at: datetime
    undone_at: datetime | None = None

    @property
    def final_at(self) -> datetime:
        """Return when it begins to count, unless it is undone before."""
        return self.made_at + OBJECTION_TIME


@dataclass(frozen=True, slots=True)
class Objection:
    """Why somebody who gave a forecast thinks that a resolution is wrong."""

    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a yes or no, about a prediction that an article makes.

    `item_id` is None where that prediction went with a refresh; `words` are its words when the question was
    asked. It can come true until the end of `due_on` in `zone`, which is `due_at`. `next_post` is the date
    from which a post tells of it, None for none. `resolutions` are all that there ever were, the oldest
    first.
    """

    id: int
    guild_id: int
    article_id: int
    item_id: int | None
    words: str
    text: str
    due_on: date
    zone: str
    due_at: datetime
    asked_by: int
    asked_at: datetime
    next_post: date | None = None
    resolutions: tuple[Resolution, ...] = ()

    @property
    def standing(self) -> tuple[Resolution, ...]:
        """Return the resolutions that nobody undid, the oldest first."""
        return tuple(one for one in self.resolutions if one.undone_at is None)

    @property
    def closes_at(self) -> datetime:
        """Return from when on nobody can give a forecast: when it is due, or was resolved before that."""
        return min([self.due_at, *(one.made_at for one in self.standing[:1])])

    def resolution(self, now: datetime) -> Resolution | None:
        """Return the resolution that counts; None where none does yet."""
        final = [one for one in self.standing if one.final_at <= now]
        return final[-1] if final else None

    def proposed(self, now: datetime) -> Resolution | None:
        """Return the resolution that will count unless it is undone; None where there is none."""
        last = self.standing[-1:]
        return last[0] if last and last[0].final_at > now else None

    def state(self, now: datetime) -> QuestionState:
        """Return what can be done with it."""
        if self.resolution(now):
            return QuestionState.RESOLVED
        return QuestionState.OPEN if now < self.closes_at else QuestionState.DUE


@dataclass(frozen=True, slots=True)
class Forecast:
    """How probable somebody thought it was that a question comes true, in thousandths from 1 to 999."""

    forecaster: bytes
    probability: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Movement:
    """What all forecasts that stood from `at` on said, in thousandths: their quartiles."""

    at: datetime
    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True)
class Community:
    """What everybody thinks of a question: the forecasts of `count` people, and how their quartiles moved,
    the last of which are those of now."""

    count: int
    movements: tuple[Movement, ...]

    @property
    def now(self) -> Movement:
        """Return the quartiles of the forecasts that stand now."""
        return self.movements[-1]


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """Somebody who agreed to be named on a guild's board, with their scores over `questions` resolved
    questions; `user_id` names them."""

    user_id: int
    questions: int
    brier: float
    log: float
    relative: float
