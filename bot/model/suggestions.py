"""What members suggest to read, until editors decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import Language

WAITS, DECIDED = "suggestion-waits", "suggestion-decided"
"""The facts that are told of a suggestion: to editors, and to the person who made it."""


class Decision(StrEnum):
    """What became of a suggestion. `EXPIRED`: nobody decided in time."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion that is open, with what its page would be as an article: `opening` are its first
    sentences, `quotes` and `predictions` say how many there are. `suggested_by` may be NOBODY."""

    id: int
    guild_id: int
    url: str
    title: str
    author: str | None
    opening: str
    quotes: int
    predictions: int
    suggested_by: int
    language: Language
    suggested_at: datetime
