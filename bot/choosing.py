"""Choose the next item from showings and votes (pure)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.model import Showing, Tally

REST = timedelta(days=60)
"""How long an item rests after its last 👎."""
MIN_DISLIKES, DISLIKES_PER_LIKE = 4, 3
"""An item rests with at least so many 👎, and at least so many for each 👍.

Votes come one at a time, and any of them may put the item to rest. Within thirty votes, that happens to 1% of
the items that 80% of people like, to 25% of those that 50% like, and to 75% of those that 30% like.
"""
PRIOR_LIKES, PRIOR_DISLIKES = 0.5, 1.0
"""The prior of an item's share of likes, Beta(0.5, 1): as if so many had voted already."""


def rests_until(votes: Tally) -> datetime | None:
    """Return when the rest of an item ends; None if its votes do not make it rest.

    After that it is shown again, and the next 👎 makes it rest again.
    """
    return votes.last_down + REST if _is_rejected(votes) and votes.last_down else None


def rests(votes: Tally, now: datetime) -> bool:
    """Return whether an item rests at `now`."""
    until = rests_until(votes)
    # A clock that is set back ends no rest; but a vote made while it was far ahead must not rest for years.
    return until is not None and until - 2 * REST < now < until


def _is_rejected(votes: Tally) -> bool:
    return votes.down >= MIN_DISLIKES and votes.down >= DISLIKES_PER_LIKE * votes.up


def resting(votes: Mapping[int, Tally], now: datetime) -> dict[int, datetime]:
    """Return the items that rest at `now`, each with the end of its rest, the one that ends last first."""
    left_out = {
        item: until for item, tally in votes.items() if rests(tally, now) and (until := rests_until(tally))
    }
    return dict(sorted(sorted(left_out.items()), key=lambda one: one[1], reverse=True))


def popular(votes: Mapping[int, Tally]) -> list[int]:
    """Return the items that `choose` expects to come before items without votes, the earliest first.

    These have a higher expected share of likes; of equals, the one with more 👍 is first. None of them rests,
    as that takes too many 👎.
    """
    usual = _expected_share(Tally(0, 0, None))
    liked = {item: share for item, tally in votes.items() if (share := _expected_share(tally)) > usual}
    return sorted(liked, key=lambda item: (-liked[item], -votes[item].up, item))


def choose(
    matching: Sequence[int],
    everything: Sequence[int],
    shown: Mapping[int, Showing],
    votes: Mapping[int, Tally],
    now: datetime,
    rng: random.Random,
) -> tuple[int, Showing]:
    """Return the next item of `matching`, and the showing to store for it.

    `matching` is what a filter leaves of `everything`; neither is empty. A round consists of all items that
    do not rest. While an item that matches has not been shown in the current round, one of these is next;
    otherwise the matching item shown longest ago. So everything that matches is shown before any of it
    repeats. A new round starts when all of them have been shown, but not with the last item of the previous
    round. If all matching items rest, the one shown longest ago is next nevertheless.

    Among items not shown in the round, Thompson sampling chooses (W. R. Thompson, Biometrika 25, 1933): a
    share of likes is drawn for each item from Beta(0.5 + 👍, 1 + 👎), and the highest draw wins. Items that
    are liked tend to come early, items without votes have their chance, and disliked items come last.
    """
    tired = {item for item, tally in votes.items() if rests(tally, now)}
    awake = [item for item in everything if item not in tired]
    rounds = dict.fromkeys(awake, 0)
    rounds.update((item, showing.round) for item, showing in shown.items() if item in rounds)
    # Including items that rest: one of them may have started the round.
    among = rounds.keys() | tired.intersection(everything)
    current = max((showing.round for item, showing in shown.items() if item in among), default=1)
    if rounds and min(rounds.values()) == current:
        current += 1
    showing = Showing(current, max((showing.turn for showing in shown.values()), default=0) + 1)

    unseen = [item for item in matching if rounds.get(item, current) < current]
    if not unseen:
        repeatable = [item for item in matching if item in rounds] or matching
        return min(repeatable, key=lambda item: (shown[item].turn if item in shown else 0, item)), showing
    last = max((item for item in shown if item in rounds), key=lambda item: shown[item].turn, default=None)
    candidates = [item for item in unseen if item != last] or unseen
    # Without votes it is Beta(0.5, 1), by inversion: fast enough for a hundred thousand items.
    draws = [_draw_share(votes[item], rng) if item in votes else rng.random() ** 2 for item in candidates]
    return candidates[draws.index(max(draws))], showing


def _expected_share(votes: Tally) -> float:
    """Return the mean of the distribution that `_draw_share` draws from."""
    return (PRIOR_LIKES + votes.up) / (PRIOR_LIKES + votes.up + PRIOR_DISLIKES + votes.down)


def _draw_share(votes: Tally, rng: random.Random) -> float:
    """Draw a share of likes from the posterior distribution of an item."""
    return rng.betavariate(PRIOR_LIKES + votes.up, PRIOR_DISLIKES + votes.down)
