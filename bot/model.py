"""The facts that every room shares: frozen, parsed at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
"""Start and end (exclusive) in characters of an article's decoded text."""


class Language(StrEnum):
    """The languages the bot reads and speaks."""

    JA = "ja"
    EN = "en"


class PredictionKind(StrEnum):
    """What a statement about the future really is."""

    FORECAST = "forecast"
    """Something will, or may, happen."""
    CLAIM = "claim"
    """Something can, or cannot, do a thing today."""
    LIMIT = "limit"
    """Something stands in the way."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article as they are shown, and where they stand.

    `text` equals the joined slices `source[start:end]` of `spans`, white space aside. Spans are in order
    and do not overlap.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quote(Passage):
    """Something somebody said, without its quotation marks."""

    speaker: str | None


@dataclass(frozen=True, slots=True)
class Prediction(Passage):
    """A statement about what is to come; `horizon` is the time it names, in the article's own words."""

    kind: PredictionKind
    horizon: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One section in one sentence; the part before the first heading has no heading."""

    heading: str | None
    summary: Passage


@dataclass(frozen=True, slots=True)
class Summary:
    """An article in one sentence, in three (fewer only if it has fewer), and by section."""

    line: Passage
    three: tuple[Passage, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one text. `summary` is None where no sentence can stand alone."""

    title: str | None
    author: str | None
    url: str | None
    language: Language
    body: str
    sentences: tuple[Passage, ...]
    summary: Summary | None
    quotes: tuple[Quote, ...]
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says of itself besides its text. `language` is two letters, whatever language it is.

    `url` is a page's canonical address where it names one on its own site, otherwise the one it came from.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: date | None = None
    language: str | None = None
    url: str | None = None


class ItemKind(StrEnum):
    """What an item is; a summary is stored as lines of three lengths."""

    QUOTE = "quote"
    PREDICTION = "prediction"
    LINE = "line"
    THREE = "three"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Guild:
    """What the people who manage a guild chose; None is "not chosen"."""

    id: int
    language: Language | None
    zone: str | None
    editor_role: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its text. `guild_id` None: shared with every guild. Times are Unix seconds.

    Articles with the same `work` are language editions of one another. `size` is in bytes of UTF-8; 0: the
    bot's owner removed a shipped one for good. To a guild that hid a shared one it is removed, since then.
    """

    id: int
    guild_id: int | None
    work: str | None
    title: str
    author: str | None
    url: str | None
    language: Language
    size: int
    added_at: int
    added_by: int | None
    removed_at: int | None
    publisher: str | None = None
    published: date | None = None
    refreshed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read out of an article and can be shown."""

    id: int
    article_id: int
    kind: ItemKind
    position: int
    text: str
    spans: tuple[Span, ...]
    speaker: str | None = None
    prediction_kind: PredictionKind | None = None
    horizon: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """When a guild last saw an item: in which of its rounds, and at which turn (larger is later)."""

    round: int
    turn: int


class Content(StrEnum):
    """What a schedule posts."""

    PREDICTION = "prediction"
    QUOTE = "quote"
    SUMMARY = "summary"
    MIXED = "mixed"
    """The three above in turn."""


class Problem(StrEnum):
    """What keeps a schedule from posting until somebody mends it, or it passes."""

    VIEW = "view"
    SEND = "send"
    SEND_IN_THREADS = "send-in-threads"
    EMBED = "embed"
    ATTACH = "attach"
    HISTORY = "history"
    PING = "ping"
    """The bot may not ping the schedule's role."""
    ROLE_GONE = "role-gone"
    CHANNEL_GONE = "channel-gone"
    THREAD_LOCKED = "thread-locked"
    THREAD_ARCHIVED = "thread-archived"
    TIMED_OUT = "timed-out"
    GUILD_GONE = "guild-gone"
    REJECTED = "rejected"
    """Discord found fault with the message itself: a bug."""
    NOTHING_TO_POST = "nothing-to-post"
    ARTICLE_GONE = "article-gone"


class Reason(StrEnum):
    """Why a delivery is not, or not yet, simply sent, where it is no problem of its schedule."""

    MISSED = "missed"
    """The bot could not send it in time."""
    UNREACHABLE = "unreachable"
    """Discord could not be reached, or said that it could not do it now."""
    UNANSWERED = "unanswered"
    """The message may have arrived; nobody can tell yet, or any more."""
    SLOW_DOWN = "slow-down"
    """Discord told the bot to wait."""
    OUTAGE = "outage"
    """Discord says that the server is unavailable for a while."""
    FOUND = "found"
    """It was found in the channel, sent by an earlier life of the bot."""
    DELETED = "deleted"
    """It arrived and was deleted."""
    CLOSED = "closed"
    """The person takes no direct messages."""
    CANCELLED = "cancelled"
    """The schedule was paused, moved or removed before it could be sent."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a channel gets, and when. Times are Unix seconds, but for `minutes` after midnight (1500: 25:00).

    `zone`, `language`: None is the guild's. `next_run` is None while it is paused, removed, or its guild was
    left; `next_date` is the local date that it stands for. A schedule with `problems` keeps its runs: each is
    tried, and the first that succeeds clears them.
    """

    id: int
    tag: str
    guild_id: int
    channel_id: int
    minutes: int
    days: frozenset[int]
    zone: str | None
    content: Content
    article_id: int | None
    language: Language | None
    role_id: int | None
    created_by: int
    created_at: int
    done_until: int
    next_run: int | None = None
    next_date: date | None = None
    paused_by: int | None = None
    problems: tuple[Problem, ...] = ()
    problem_at: int | None = None
    recheck_at: int | None = None
    removed_at: int | None = None


class DeliveryKind(StrEnum):
    """What is delivered."""

    POST = "post"
    TEST = "test"
    NOTICE = "notice"
    """Word to the person who made a schedule that something keeps it from posting."""


class DeliveryState(StrEnum):
    """How far a delivery is."""

    CLAIMED = "claimed"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    """Nobody can tell whether it arrived; it is never sent again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message that a schedule sends, from its claim on. Times are Unix seconds.

    `slot` is the local date of a post, and exists once for each schedule. `target` is a channel's id, of a
    notice a person's. `reason` is a Problem or a Reason. `retry_at` is None once it is done.
    """

    id: int
    schedule_id: int
    slot: str
    kind: DeliveryKind
    guild_id: int
    target: int
    due_at: int
    state: DeliveryState
    reason: Problem | Reason | None
    items: tuple[int, ...]
    nonce: str
    holder: str | None = None
    attempts: int = 0
    doubtful: bool = False
    retry_at: int | None = None
    message_id: int | None = None
    done_at: int | None = None
    seen_at: int | None = None
