"""The facts of what is stored about a person.

Words of articles are in them only where the guild in which they are asked for is shown them now; otherwise
they are None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.model.articles import ItemKind
from bot.model.guilds import OUTSIDE
from bot.model.parts import PartSize
from bot.model.questions import Outcome
from bot.model.votes import Vote, VoteReason

NOBODY = 0
"""Stands where a person's id was who had it deleted."""


@dataclass(frozen=True, slots=True)
class OwnVote:
    """A vote: on which item of which article."""

    guild_id: int
    item_id: int
    value: Vote
    reason: VoteReason | None
    voted_at: datetime
    kind: ItemKind | None
    text: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """How far the person has read an article: to which offset of its text."""

    guild_id: int
    article_id: int
    start: int
    size: PartSize
    read_at: datetime
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnSchedule:
    """A schedule that the person made, or paused."""

    guild_id: int
    schedule_id: int
    channel_id: int
    created_at: datetime
    made: bool
    paused: bool


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """An article that the person added."""

    guild_id: int
    article_id: int
    added_at: datetime
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """A fact that the person was told by direct message, or will be; most are about a schedule."""

    guild_id: int
    schedule_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnConsent:
    """The person's word that an article may be posted whole."""

    guild_id: int
    article_id: int
    given_at: datetime
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnSaved:
    """An item that the person saved; `guild_id` is the guild that alone can see it, or OUTSIDE. `reminded`
    says how often a direct message had it."""

    guild_id: int
    item_id: int
    saved_at: datetime
    reminded: int
    kind: ItemKind | None
    text: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnReminder:
    """The person's wish to be reminded of what they saved; `ended`: a direct message was refused, so that
    none is sent any more and their id is not stored."""

    asked_at: datetime
    ended: bool
    guild_id: int = OUTSIDE


@dataclass(frozen=True, slots=True)
class OwnForecast:
    """How probable the person thought it was, in thousandths, that a question comes true."""

    guild_id: int
    question_id: int
    probability: int
    made_at: datetime
    text: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnObjection:
    """Why the person thinks that a resolution of a question is wrong."""

    guild_id: int
    question_id: int
    reason: str
    made_at: datetime
    text: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question about a prediction that the person asked."""

    guild_id: int
    question_id: int
    asked_at: datetime
    text: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnResolution:
    """What the person said came of a question, and by what evidence."""

    guild_id: int
    question_id: int
    outcome: Outcome
    evidence: str
    made_at: datetime
    text: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """The person's word that they may be named on the board of a guild."""

    guild_id: int
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class OwnSuggestion:
    """A page that the person suggested, on which editors have yet to decide."""

    guild_id: int
    suggestion_id: int
    url: str
    title: str
    suggested_at: datetime


Own: TypeAlias = (
    OwnVote
    | OwnPlace
    | OwnSchedule
    | OwnArticle
    | OwnConsent
    | OwnNotice
    | OwnSaved
    | OwnReminder
    | OwnForecast
    | OwnObjection
    | OwnQuestion
    | OwnResolution
    | OwnBoard
    | OwnSuggestion
)


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is stored about one person, by guild and in the order of time; what belongs to no guild stands
    under OUTSIDE."""

    votes: tuple[OwnVote, ...] = ()
    places: tuple[OwnPlace, ...] = ()
    schedules: tuple[OwnSchedule, ...] = ()
    articles: tuple[OwnArticle, ...] = ()
    notices: tuple[OwnNotice, ...] = ()
    consents: tuple[OwnConsent, ...] = ()
    saved: tuple[OwnSaved, ...] = ()
    reminders: tuple[OwnReminder, ...] = ()
    forecasts: tuple[OwnForecast, ...] = ()
    objections: tuple[OwnObjection, ...] = ()
    questions: tuple[OwnQuestion, ...] = ()
    resolutions: tuple[OwnResolution, ...] = ()
    boards: tuple[OwnBoard, ...] = ()
    suggestions: tuple[OwnSuggestion, ...] = ()
    refused_at: datetime | None = None
    """Since when nobody may make cards of their messages, in whatever guild."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is stored."""
        return not self.guilds and self.refused_at is None

    @property
    def guilds(self) -> list[int]:
        """Return the ids of all guilds that something is stored in, sorted."""
        about_articles: tuple[Own, ...] = (*self.places, *self.articles, *self.consents, *self.saved)
        given: tuple[Own, ...] = (*self.votes, *self.forecasts, *self.objections)
        every: tuple[Own, ...] = (
            *given,
            *self.questions,
            *self.resolutions,
            *self.boards,
            *self.suggestions,
            *about_articles,
            *self.schedules,
            *self.notices,
            *self.reminders,
        )
        return sorted({one.guild_id for one in every})

    def of_guild(self, guild_id: int) -> Stored:
        """Return what is stored in one guild; what holds in all of them is left out."""
        return Stored(
            tuple(one for one in self.votes if one.guild_id == guild_id),
            tuple(one for one in self.places if one.guild_id == guild_id),
            tuple(one for one in self.schedules if one.guild_id == guild_id),
            tuple(one for one in self.articles if one.guild_id == guild_id),
            tuple(one for one in self.notices if one.guild_id == guild_id),
            tuple(one for one in self.consents if one.guild_id == guild_id),
            saved=tuple(one for one in self.saved if one.guild_id == guild_id),
            reminders=tuple(one for one in self.reminders if one.guild_id == guild_id),
            forecasts=tuple(one for one in self.forecasts if one.guild_id == guild_id),
            objections=tuple(one for one in self.objections if one.guild_id == guild_id),
            questions=tuple(one for one in self.questions if one.guild_id == guild_id),
            resolutions=tuple(one for one in self.resolutions if one.guild_id == guild_id),
            boards=tuple(one for one in self.boards if one.guild_id == guild_id),
            suggestions=tuple(one for one in self.suggestions if one.guild_id == guild_id),
        )
