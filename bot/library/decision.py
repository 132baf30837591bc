"""What happens next to a delivery, decided from all that is known of it (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TypeAlias

from bot.model import Delivery, DeliveryState, PostedPart, Problem, Reason

BACKOFF = (2, 5, 15, 30, 60)
"""Seconds before the second, third, … attempt; the last holds for all that follow."""
EARLY_WITHIN = timedelta(days=2)
"""How long before its time somebody may have wanted a post: on its local date, of a time up to 30:00."""
UNFORESEEN_ATTEMPTS = 5
"""Attempts after which an error that nobody foresaw ends a delivery."""


class Search(Enum):
    """What came of looking for the message in its channel."""

    PENDING = auto()
    FOUND = auto()
    ABSENT = auto()
    """It isn't there. One that was deleted looks like one that never was."""
    UNREADABLE = auto()
    """Nobody can tell: the bot may not read there, or too much was written since."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What keeps the bot from posting in a channel, in the order to mend it, and until when if it passes by
    itself. `fresh`: Discord was asked, not the cache."""

    problems: tuple[Problem, ...] = ()
    until: datetime | None = None
    fresh: bool = False

    @property
    def stopped_by(self) -> Problem | None:
        """Return the first problem that stops a post; None where the bot may post."""
        return next((problem for problem in self.problems if problem.stops), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error says about an attempt: a Problem where Discord will refuse it again, a Reason where the
    cause may pass (or, DELETED, where the message did arrive).

    `maybe_sent`: the message may have arrived. `retry_after`: seconds that Discord told the bot to wait at
    least; `blocked`: every request is refused, so long if that is known. `unforeseen`: a bug, here or
    elsewhere.
    """

    reason: Problem | Reason
    maybe_sent: bool = False
    retry_after: float = 0.0
    blocked: bool = False
    unforeseen: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Look for the message in the channel."""


@dataclass(frozen=True, slots=True)
class Examine:
    """Find out what keeps the bot from posting in the channel; with `fresh`, ask Discord."""

    fresh: bool


@dataclass(frozen=True, slots=True)
class Send:
    """Send the message, without a picture unless `cards`."""

    cards: bool = True


@dataclass(frozen=True, slots=True)
class Retry:
    """Let it wait for its next attempt. `maybe_sent`: this attempt may have arrived."""

    reason: Reason
    seconds: float
    maybe_sent: bool


@dataclass(frozen=True, slots=True)
class Finish:
    """Store how it ended: it is never sent again. `problems` are its schedule's from now on, and pass at
    `until` if that is known."""

    state: DeliveryState
    reason: Problem | Reason | None = None
    message_id: int | None = None
    problems: tuple[Problem, ...] = ()
    until: datetime | None = None


Step: TypeAlias = Look | Examine | Send | Retry | Finish


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a delivery; each step that is taken adds to it.

    `wanted`: its schedule still asks for it. `too_late`: its time is over; `early`: seconds until its time,
    where a clock was ahead when it was claimed first. `unseen`: since when posts of its series may be in the
    channel that no row knows of. `failure`: what ended the step `failed`. `message_id`: its message, found or
    sent, and the `part` that the one that was found shows; `as_text`: sent without the picture it should
    have.
    """

    delivery: Delivery
    wanted: bool = True
    too_late: bool = False
    early: float = 0.0
    unseen: datetime | None = None
    search: Search = Search.PENDING
    examination: Examination | None = None
    failure: Failure | None = None
    failed: Step | None = None
    message_id: int | None = None
    part: PostedPart | None = None
    as_text: bool = False


def may_be_sent(delivery: Delivery, started: datetime, restored: datetime | None = None) -> bool:
    """Return whether the message of a delivery that nobody works on may be on Discord.

    `started` is when this process began, `restored` when a copy of the database was restored. What was due
    before may have been sent by an earlier process whose rows are lost; and somebody may have wanted the
    post of the day before its time.
    """
    unstored = delivery.state is DeliveryState.CLAIMED  # its process ended before it stored what came of it
    early = restored is not None and delivery.due_at <= restored + EARLY_WITHIN
    return delivery.maybe_sent or unstored or delivery.due_at <= started or early


def decide(facts: Facts) -> Step:
    """Return the next step of a delivery.

    A message that may be on Discord is looked for before anything else: it is sent only once it is known not
    to be there, and given up as UNKNOWN where nobody can tell. So are others of its series, but for them it
    is not given up.
    """
    delivery, examination = facts.delivery, facts.examination
    if facts.message_id is not None:
        return _arrived(facts)
    if facts.failure is not None:
        return _failed(facts, facts.failure)
    if (delivery.maybe_sent or facts.unseen) and facts.search is Search.PENDING:
        return Look()
    if delivery.maybe_sent and facts.search is Search.UNREADABLE:
        return _unreadable(facts)
    if not facts.wanted:
        return Finish(DeliveryState.SKIPPED, Reason.CANCELLED)
    if facts.too_late:
        return Finish(DeliveryState.SKIPPED, Reason.MISSED)
    if facts.early:
        reason = delivery.reason if isinstance(delivery.reason, Reason) else Reason.UNREACHABLE
        return Retry(reason, facts.early, maybe_sent=False)
    if examination is None:
        return Examine(fresh=False)
    if examination.stopped_by is not None:
        return _stopped(DeliveryState.SKIPPED, examination)
    return Send(cards=Problem.ATTACH not in examination.problems)


def _arrived(facts: Facts) -> Finish:
    if facts.search is Search.FOUND:
        return Finish(DeliveryState.SENT, Reason.FOUND, facts.message_id)
    problems = facts.examination.problems if facts.examination else ()
    as_text = Problem.ATTACH if facts.as_text else None
    return Finish(DeliveryState.SENT, as_text, facts.message_id, problems)


def _failed(facts: Facts, failure: Failure) -> Step:
    delivery, reason = facts.delivery, failure.reason
    if reason is Reason.DELETED:
        return Finish(DeliveryState.SENT, reason)
    if reason is Reason.QUIET:  # found while it was put together: nothing left
        return Finish(DeliveryState.SKIPPED, reason)
    if isinstance(reason, Problem):
        return _refused(facts, reason)
    if failure.unforeseen and delivery.attempts >= UNFORESEEN_ATTEMPTS:
        absent = facts.search is Search.ABSENT or not delivery.maybe_sent
        unsent = absent and not failure.maybe_sent
        return Finish(DeliveryState.FAILED if unsent else DeliveryState.UNKNOWN, reason)
    backoff = BACKOFF[min(delivery.attempts, len(BACKOFF)) - 1]
    return Retry(reason, max(failure.retry_after, backoff), failure.maybe_sent)


def _refused(facts: Facts, problem: Problem) -> Step:
    delivery, examination = facts.delivery, facts.examination
    examined = facts.failed == Examine(fresh=True) or (examination is not None and examination.fresh)
    if problem.examinable and not examined:
        return Examine(fresh=True)  # the refusal names no permission, and the cache may be behind
    searched = not delivery.maybe_sent or facts.search is Search.ABSENT
    state = DeliveryState.FAILED if searched else DeliveryState.UNKNOWN
    if examination and examination.fresh:
        if examination.stopped_by is not None:
            return _stopped(state, examination)
        if Problem.ATTACH in examination.problems and facts.failed == Send(cards=True):
            return Send(cards=False)
    return Finish(state, problem, problems=(problem,))


def _unreadable(facts: Facts) -> Step:
    examination = facts.examination
    if examination is None:
        return Examine(fresh=True)
    problems = examination.problems if examination.stopped_by else ()
    return Finish(DeliveryState.UNKNOWN, Reason.UNANSWERED, None, problems, examination.until)


def _stopped(state: DeliveryState, examination: Examination) -> Finish:
    return Finish(state, examination.stopped_by, None, examination.problems, examination.until)
