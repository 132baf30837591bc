"""The facts of what is posted by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.articles import Language, Style
from bot.model.days import Days, Pause
from bot.model.parts import PartSize


class Content(StrEnum):
    """What a schedule posts."""

    PREDICTION = "prediction"
    QUOTE = "quote"
    SUMMARY = "summary"
    MIXED = "mixed"
    """The three above in turn."""
    DIGEST = "digest"
    """What was posted in its channel in the seven days before."""
    PARTS = "parts"
    """The articles of its queue, a part each time."""


class Problem(StrEnum):
    """What keeps a schedule from posting as it should until somebody mends it, or it passes."""

    VIEW = "view"
    SEND = "send"
    SEND_IN_THREADS = "send-in-threads"
    EMBED = "embed"
    ATTACH = "attach"
    """The bot may attach no cards. It posts all the same: them as text."""
    THREADS = "threads"
    """The bot may make no threads. It posts all the same, without them."""
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

    @property
    def stops(self) -> bool:
        """Return whether nothing can be posted meanwhile."""
        return self not in (Problem.ATTACH, Problem.THREADS)

    @property
    def examinable(self) -> bool:
        """Return whether an examination of the channel finds it, or finds it gone."""
        return self not in (Problem.REJECTED, Problem.NOTHING_TO_POST, Problem.ARTICLE_GONE)


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
    INTERNAL = "internal"
    """A bug of the bot's, before anything was sent."""
    QUIET = "quiet"
    """It is a digest, and nothing was posted that it could tell of; or its questions are gone."""
    CANCELLED = "cancelled"
    """The schedule was paused, moved or removed before it could be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSpec:
    """What a schedule posts, where and when, as an editor chose it.

    `minutes` counts from the midnight that opens the day (1500: 25:00). On dates in `pauses` there are no
    posts. Where `zone` or `language` is None, the guild's applies. Without `article_id` all articles take
    part; one that posts parts, of that `size`, has its articles in its queue instead, to which an
    `article_id` is added. With `thread` each post gets a thread to talk about it.
    """

    channel_id: int
    minutes: int
    days: Days
    content: Content
    style: Style = Style.TEXT
    article_id: int | None = None
    zone: str | None = None
    language: Language | None = None
    role_id: int | None = None
    size: PartSize = PartSize.MEDIUM
    thread: bool = False
    pauses: tuple[Pause, ...] = ()

    @property
    def cards(self) -> bool:
        """Return whether there are cards among its posts."""
        return self.style is not Style.TEXT and self.content in (Content.QUOTE, Content.MIXED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(ScheduleSpec):
    """A stored schedule: its spec, and how far it is.

    `next_run` is None while it is paused or removed, or its guild was left; `next_date` is the local date
    that the run stands for. Runs up to `done_until` are done with. A schedule with `problems` keeps its runs:
    each is tried, and the first that succeeds clears the problems that stop it. `paused_by` is None unless
    it is paused. People are known by their ids, and are NOBODY once their data was deleted.
    """

    id: int
    public_id: str
    guild_id: int
    created_by: int
    created_at: datetime
    done_until: datetime
    next_run: datetime | None = None
    next_date: date | None = None
    paused_by: int | None = None
    problems: tuple[Problem, ...] = ()
    problem_at: datetime | None = None
    recheck_at: datetime | None = None
    removed_at: datetime | None = None

    @property
    def stopped(self) -> bool:
        """Return whether it can't post, as far as is known."""
        return any(problem.stops for problem in self.problems)


class DeliveryKind(StrEnum):
    """What is delivered."""

    POST = "post"
    TEST = "test"
    QUESTIONS = "questions"
    """It tells of questions: that they are due, or what came of them."""


class DeliveryState(StrEnum):
    """How far a delivery is. The first two are unfinished, the others final."""

    CLAIMED = "claimed"
    """A process works on it, or ended before it stored what came of it."""
    WAITING = "waiting"
    """It is claimed (again) at its `retry_at`."""
    SENT = "sent"
    FAILED = "failed"
    """Discord refused it."""
    SKIPPED = "skipped"
    """It was never sent: missed, cancelled, or known to be refused."""
    UNKNOWN = "unknown"
    """Nobody can tell whether it arrived."""

    @property
    def may_be_there(self) -> bool:
        """Return whether a message may be there, or come to be there without another claim."""
        return self not in (DeliveryState.FAILED, DeliveryState.SKIPPED)


@dataclass(frozen=True, slots=True)
class PostedPart:
    """The part of an article that a post shows: `number` of `count`, `start` to `end` in its stored text.

    It belongs to a reading, which is a row of the queue (None: nobody knows which). What closes an article is
    empty, and its number is one more than there are.
    """

    queue_id: int | None
    article_id: int
    start: int
    end: int
    number: int
    count: int

    @property
    def closes(self) -> bool:
        """Return whether it is the end of an article, and not a part of it."""
        return self.number > self.count


@dataclass(frozen=True, slots=True)
class Queued:
    """An article in the queue of a schedule; its `id` stands for one reading of it, and is never used
    twice."""

    id: int
    schedule_id: int
    article_id: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message that a schedule sends, from its claim on.

    `slot` is the local date of a post, or begins with another kind; it exists once for each schedule.
    `target` is a channel's id.
    `reason` is a Problem or a Reason. `nonce` is the key by which Discord recognizes a repeated request.
    `maybe_sent`: its message may be on Discord, so it is looked for before it is sent, and keeps its channel
    items and part. `retry_at` is None once it is done. `requested_at` is when somebody last asked for it to
    be sent, late or before its time. `part` is None for what shows items alone, and for what ended and is
    surely not there. `thread_at` is when the thread under its message is to be made, None where none is
    wanted. `questions` are the ids of those that it tells of.
    """

    id: int
    schedule_id: int
    slot: str
    kind: DeliveryKind
    guild_id: int
    target: int
    due_at: datetime
    state: DeliveryState
    reason: Problem | Reason | None
    items: tuple[int, ...]
    nonce: str
    holder: str | None = None
    attempts: int = 0
    maybe_sent: bool = False
    retry_at: datetime | None = None
    message_id: int | None = None
    done_at: datetime | None = None
    requested_at: datetime | None = None
    thread_at: datetime | None = None
    part: PostedPart | None = None
    questions: tuple[int, ...] = ()

    @property
    def can_be_sent(self) -> bool:
        """Whether it is a post that ended without being there for sure, and that can still be wanted."""
        ended = self.state in (DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.SKIPPED)
        unwanted = self.reason in (Reason.CANCELLED, Reason.QUIET)
        return ended and self.kind is DeliveryKind.POST and not unwanted
