"""The decision about a post, in every situation that its steps and accidents can lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

import pytest

from bot.library.decision import (
    UNFORESEEN_ATTEMPTS,
    Examination,
    Examine,
    Facts,
    Failure,
    Finish,
    Look,
    Retry,
    Search,
    Send,
    Step,
    decide,
    may_be_sent,
)
from bot.model import Delivery, DeliveryKind, DeliveryState, Problem, Reason

POST, TEST = DeliveryKind.POST, DeliveryKind.TEST
SENT, FAILED, SKIPPED, UNKNOWN = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.SKIPPED,
    DeliveryState.UNKNOWN,
)
MORNING, SECOND = datetime(2026, 10, 7, 23, tzinfo=UTC), timedelta(seconds=1)
DELIVERY = Delivery(
    1, 1, "2026-10-08", POST, 1, 2, MORNING, DeliveryState.CLAIMED, None, (7,), "nonce", attempts=1
)
CLEAR, NO_CARDS = Examination(), Examination((Problem.ATTACH,))
NO_THREADS = Examination((Problem.THREADS,))
STOPPED = Examination((Problem.ATTACH, Problem.EMBED, Problem.HISTORY), until=MORNING)
REFUSED, REJECTED = Failure(Problem.SEND), Failure(Problem.REJECTED)
UNREACHABLE = Failure(Reason.UNREACHABLE)
UNANSWERED = Failure(Reason.UNANSWERED, maybe_sent=True)
BUG = Failure(Reason.UNANSWERED, maybe_sent=True, unforeseen=True)
EARLY_BUG = Failure(Reason.INTERNAL, unforeseen=True)
DELETED = Failure(Reason.DELETED)
QUIET = Failure(Reason.QUIET)


def facts(
    kind: DeliveryKind = POST, *, maybe_sent: bool = False, attempts: int = 1, **known: object
) -> Facts:
    """What is known of a delivery of that kind."""
    delivery = replace(DELIVERY, kind=kind, maybe_sent=maybe_sent, attempts=attempts)
    return Facts(delivery, **known)  # type: ignore[arg-type]


def fresh(examination: Examination) -> Examination:
    return replace(examination, fresh=True)


def no(reason: Problem, state: DeliveryState = FAILED) -> Finish:
    return Finish(state, reason, problems=(reason,))


def kept_by(state: DeliveryState, reason: Problem | Reason) -> Finish:
    return Finish(state, reason, problems=STOPPED.problems, until=STOPPED.until)


CARD = Send(cards=True)
TABLE: list[tuple[Facts, Step]] = [
    # A post that can't have left is examined, then sent.
    (facts(), Examine(fresh=False)),
    (facts(TEST), Examine(fresh=False)),
    (facts(examination=CLEAR), Send(cards=True)),
    (facts(examination=NO_CARDS), Send(cards=False)),
    (facts(examination=NO_THREADS), Send(cards=True)),
    (facts(examination=STOPPED), kept_by(SKIPPED, Problem.EMBED)),
    (facts(wanted=False, too_late=True), Finish(SKIPPED, Reason.CANCELLED)),
    (facts(too_late=True), Finish(SKIPPED, Reason.MISSED)),
    # One that may have arrived is looked for first, wanted or not.
    (facts(maybe_sent=True), Look()),
    (facts(maybe_sent=True, wanted=False, too_late=True), Look()),
    (facts(maybe_sent=True, search=Search.ABSENT), Examine(fresh=False)),
    (facts(maybe_sent=True, early=90.0), Look()),
    (
        facts(maybe_sent=True, early=90.0, search=Search.ABSENT),
        Retry(Reason.UNREACHABLE, 90.0, maybe_sent=False),
    ),
    (facts(maybe_sent=True, search=Search.ABSENT, wanted=False), Finish(SKIPPED, Reason.CANCELLED)),
    (facts(maybe_sent=True, search=Search.ABSENT, too_late=True), Finish(SKIPPED, Reason.MISSED)),
    (facts(maybe_sent=True, search=Search.FOUND, message_id=9), Finish(SENT, Reason.FOUND, 9)),
    (facts(maybe_sent=True, search=Search.UNREADABLE), Examine(fresh=True)),
    (
        facts(maybe_sent=True, search=Search.UNREADABLE, examination=fresh(NO_CARDS)),
        Finish(UNKNOWN, Reason.UNANSWERED),
    ),
    (
        facts(maybe_sent=True, search=Search.UNREADABLE, examination=fresh(STOPPED)),
        kept_by(UNKNOWN, Reason.UNANSWERED),
    ),
    # It was sent.
    (facts(message_id=9, examination=CLEAR), Finish(SENT, None, 9)),
    (facts(message_id=9, examination=NO_THREADS), Finish(SENT, None, 9, NO_THREADS.problems)),
    (facts(message_id=9, examination=NO_CARDS), Finish(SENT, None, 9, NO_CARDS.problems)),
    (
        facts(message_id=9, examination=NO_CARDS, as_text=True),
        Finish(SENT, Problem.ATTACH, 9, NO_CARDS.problems),
    ),
    (facts(message_id=9, failure=REFUSED, examination=fresh(CLEAR)), Finish(SENT, None, 9)),
    # It failed, and may be tried again.
    (facts(failure=UNREACHABLE), Retry(Reason.UNREACHABLE, 2, maybe_sent=False)),
    (facts(failure=UNANSWERED), Retry(Reason.UNANSWERED, 2, maybe_sent=True)),
    (
        facts(failure=Failure(Reason.SLOW_DOWN, retry_after=70)),
        Retry(Reason.SLOW_DOWN, 70, maybe_sent=False),
    ),
    (facts(failure=BUG, attempts=4), Retry(Reason.UNANSWERED, 30, maybe_sent=True)),
    (facts(failure=BUG, attempts=UNFORESEEN_ATTEMPTS), Finish(UNKNOWN, Reason.UNANSWERED)),
    (facts(failure=EARLY_BUG), Retry(Reason.INTERNAL, 2, maybe_sent=False)),
    (facts(failure=EARLY_BUG, attempts=UNFORESEEN_ATTEMPTS), Finish(FAILED, Reason.INTERNAL)),
    (
        facts(maybe_sent=True, failure=EARLY_BUG, attempts=UNFORESEEN_ATTEMPTS),
        Finish(UNKNOWN, Reason.INTERNAL),
    ),
    (facts(failure=UNANSWERED, attempts=99), Retry(Reason.UNANSWERED, 60, maybe_sent=True)),
    # It is a digest that has nothing to tell.
    (facts(failure=QUIET, failed=CARD), Finish(SKIPPED, Reason.QUIET)),
    (
        facts(maybe_sent=True, search=Search.ABSENT, failure=QUIET, failed=CARD),
        Finish(SKIPPED, Reason.QUIET),
    ),
    # It failed for good.
    (facts(failure=DELETED), Finish(SENT, Reason.DELETED)),
    (facts(failure=REJECTED), no(Problem.REJECTED)),
    (facts(maybe_sent=True, failure=REJECTED), no(Problem.REJECTED, UNKNOWN)),
    (facts(maybe_sent=True, search=Search.ABSENT, failure=REJECTED), no(Problem.REJECTED)),
    (facts(failure=REFUSED), Examine(fresh=True)),
    (facts(failure=REFUSED, examination=CLEAR), Examine(fresh=True)),
    (facts(failure=REFUSED, failed=Examine(fresh=True)), no(Problem.SEND)),
    (facts(failure=REFUSED, failed=CARD, examination=fresh(CLEAR)), no(Problem.SEND)),
    (facts(failure=REFUSED, failed=CARD, examination=fresh(NO_CARDS)), Send(cards=False)),
    (facts(failure=REFUSED, failed=CARD, examination=fresh(NO_THREADS)), no(Problem.SEND)),
    (facts(failure=REFUSED, failed=Send(cards=False), examination=fresh(NO_CARDS)), no(Problem.SEND)),
    (facts(failure=REFUSED, failed=CARD, examination=fresh(STOPPED)), kept_by(FAILED, Problem.EMBED)),
    (
        facts(maybe_sent=True, failure=REFUSED, examination=fresh(STOPPED)),
        kept_by(UNKNOWN, Problem.EMBED),
    ),
]


@pytest.mark.parametrize(("known", "step"), TABLE)
def test_what_is_known_decides_the_next_step(known: Facts, step: Step) -> None:
    assert decide(known) == step


def test_attempts_come_slower_and_slower() -> None:
    steps = [decide(facts(failure=UNREACHABLE, attempts=attempt)) for attempt in range(1, 8)]
    assert [step.seconds for step in steps if isinstance(step, Retry)] == [2, 5, 15, 30, 60, 60, 60]


@pytest.mark.parametrize(
    ("state", "maybe_sent", "due_at", "expected"),
    [
        (DeliveryState.WAITING, False, MORNING + SECOND, False),
        (DeliveryState.WAITING, False, MORNING, True),  # due before this process began
        (DeliveryState.WAITING, True, MORNING + SECOND, True),
        (DeliveryState.CLAIMED, False, MORNING + SECOND, True),  # what came of it was never stored
    ],
)
def test_whether_a_message_may_be_on_discord_when_it_is_claimed(
    state: DeliveryState, maybe_sent: bool, due_at: datetime, expected: bool
) -> None:
    delivery = replace(DELIVERY, state=state, maybe_sent=maybe_sent, due_at=due_at)
    assert may_be_sent(delivery, started=MORNING) is expected


BEFORE_IT_LEAVES = (UNREACHABLE, REFUSED, REJECTED, EARLY_BUG)
WHILE_IT_LEAVES = (UNREACHABLE, REFUSED, REJECTED, UNANSWERED, BUG)
LAST_ATTEMPT = 6


def outcomes(known: Facts, step: Step, messages: int) -> Iterator[tuple[Facts, int]]:
    """All that can come of a step where so many messages are on Discord: what is known then, and how many are
    there then. Discord has forgotten every nonce."""
    delivery = known.delivery
    match step:
        case Look():
            yield replace(known, search=Search.UNREADABLE), messages
            seen = Search.FOUND if messages else Search.ABSENT
            yield replace(known, search=seen, message_id=9 if messages else None), messages
        case Examine():
            for found in (CLEAR, NO_CARDS, STOPPED):
                yield replace(known, examination=replace(found, fresh=step.fresh)), messages
        case Send():
            yield replace(known, message_id=9), messages + 1
            yield replace(known, failure=QUIET, failed=step), messages
            for failure in WHILE_IT_LEAVES:
                yield replace(known, failure=failure, failed=step), messages
                if failure.maybe_sent:
                    yield replace(known, failure=failure, failed=step), messages + 1
            yield _claimed_again(delivery, maybe_sent=True), messages + 1  # killed as soon as it has left
        case Retry():
            yield _claimed_again(delivery, maybe_sent=delivery.maybe_sent or step.maybe_sent), messages
    if isinstance(step, Look | Examine | Send):
        for failure in BEFORE_IT_LEAVES:
            yield replace(known, failure=failure, failed=step), messages
        yield _claimed_again(delivery, maybe_sent=True), messages  # killed before anything left


def _claimed_again(delivery: Delivery, *, maybe_sent: bool) -> Facts:
    return Facts(replace(delivery, maybe_sent=maybe_sent, attempts=delivery.attempts + 1))


@cache
def reachable() -> list[tuple[Facts, int]]:
    """Every situation that a delivery can get into, and how many messages are on Discord then."""
    starts = [
        (facts(kind, maybe_sent=maybe_sent, wanted=wanted, too_late=too_late), messages)
        for kind in DeliveryKind
        for maybe_sent, wanted, too_late in product((False, True), repeat=3)
        for messages in ((0, 1) if maybe_sent else (0,))
    ]
    seen, left = set(starts), starts
    while left:
        known, messages = left.pop()
        for after in outcomes(known, decide(known), messages):
            if after[0].delivery.attempts <= LAST_ATTEMPT and after not in seen:
                seen.add(after)
                left.append(after)
    return list(seen)


def test_nothing_is_posted_twice_whatever_goes_wrong() -> None:
    assert max(messages for _, messages in reachable()) == 1
    assert len(reachable()) > 1_000


def test_every_delivery_ends_or_waits_after_a_few_steps() -> None:
    def longest(known: Facts, messages: int) -> int:
        step = decide(known)
        if isinstance(step, Retry | Finish):
            return 0
        same = (after for after in outcomes(known, step, messages) if after[0].delivery == known.delivery)
        return 1 + max(longest(*after) for after in same)

    starts = [(known, n) for known, n in reachable() if known == Facts(known.delivery)]
    assert max(longest(*start) for start in starts) == 5  # look, examine, send, examine, send as text


def test_nothing_is_sent_that_is_not_wanted_or_too_late_or_may_be_there_or_is_known_to_be_refused() -> None:
    sending = [known for known, _ in reachable() if isinstance(decide(known), Send)]
    assert sending
    for known in sending:
        assert known.wanted
        assert not known.too_late
        assert known.message_id is None
        assert known.search is Search.ABSENT or not known.delivery.maybe_sent
        assert known.examination is None or known.examination.stopped_by is None
        assert known.failure is None or not known.failure.maybe_sent


def test_no_end_is_silent_or_says_more_than_is_known() -> None:
    for known, messages in reachable():
        step = decide(known)
        if not isinstance(step, Finish):
            continue
        assert step.state is SENT or step.reason is not None
        if step.state is SENT:
            assert messages == 1
        elif messages:
            assert step.state is UNKNOWN
        if step.state is UNKNOWN:
            assert known.delivery.maybe_sent or (known.failure and known.failure.maybe_sent)
