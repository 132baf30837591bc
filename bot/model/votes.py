"""The facts of votes: 👍 and 👎, counted for each guild by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Vote(StrEnum):
    """What a person thinks of an item."""

    UP = "up"
    DOWN = "down"


class VoteReason(StrEnum):
    """Why somebody voted 👎, if they say so. The values stand in the database and in buttons."""

    DULL = "dull"
    """Not interesting."""
    WRONG = "wrong"
    BADLY_CUT = "badly-cut"
    """The words begin or end at the wrong place."""
    SEEN_TOO_OFTEN = "seen-too-often"


@dataclass(frozen=True, slots=True)
class Tally:
    """A guild's votes for one item; `last_down` is when the last 👎 was given (None: never)."""

    up: int
    down: int
    last_down: datetime | None


@dataclass(frozen=True, slots=True)
class Week:
    """The votes that were given in a guild in the week that begins on `monday`, by its own clocks."""

    monday: date
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many voted for an item in a guild, and what one person's own vote is."""

    up: int
    down: int
    own: Vote | None
    reason: VoteReason | None = None
