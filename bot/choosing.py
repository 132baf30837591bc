"""Choose the next item from showings and votes (pure)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.model import Showing, Tally

REST = timedelta(days=60)
REJECTED, TO_ONE = 4, 3
"""What rests has so many 👎 at least, and for each 👍 so many.

Votes come one by one, and each may be the one that puts an item to rest: within thirty that is one in a
hundred of the items that four of five people like, a quarter of those that half of them like, three
quarters of those that three of ten like.
"""
LIKED, DISLIKED = 0.5, 1.0
"""What is believed of an item before anybody votes, as if so many had."""


def rests_until(votes: Tally) -> datetime | None:
    """Return until when an item is left out (None: it isn't): where enough rejected it, `REST` after the last
    of them. Then it has another try, until somebody rejects it again."""
    rejected = votes.down >= max(REJECTED, TO_ONE * votes.up)
    return votes.last_down + REST if rejected and votes.last_down else None


def rests(votes: Tally, now: datetime) -> bool:
    """Return whether an item is left out at `now`."""
    until = rests_until(votes)
    # Set back, a clock wakes nothing for as long; what was rejected while it was years ahead wakes with it.
    return until is not None and until - 2 * REST < now < until


def resting(votes: Mapping[int, Tally], now: datetime) -> dict[int, datetime]:
    """Return the items that are left out at `now`, each with until when, the ones that rest longest first."""
    left_out = {
        item: until for item, tally in votes.items() if rests(tally, now) and (until := rests_until(tally))
    }
    return dict(sorted(sorted(left_out.items()), key=lambda one: one[1], reverse=True))


def rising(votes: Mapping[int, Tally]) -> list[int]:
    """The items that come earlier in a round than what nobody voted for, the earliest first: those of which
    `choose` expects, by the mean of what it draws from, that more people like them. Of equals the one with
    more 👍. None of them rests: what does has too many 👎."""
    usual = _expected(Tally(0, 0, None))
    liked = {item: share for item, tally in votes.items() if (share := _expected(tally)) > usual}
    return sorted(liked, key=lambda item: (-liked[item], -votes[item].up, item))


def choose(
    matching: Sequence[int],
    everything: Sequence[int],
    shown: Mapping[int, Showing],
    votes: Mapping[int, Tally],
    now: datetime,
    rng: random.Random,
) -> tuple[int, Showing]:
    """The next item of `matching`, and the showing to store for it.

    A round is all of `everything` that doesn't rest; `everything` holds `matching`, the part that was asked
    for (not empty). Nothing repeats within a round while something that matches is unseen in it; then the
    one of `matching` seen longest ago comes back, so that whatever is asked for, all of it is shown before
    any of it repeats. When everything was seen the next round begins, but never with the item that ended
    the last. Where all that matches rests, the one of it seen longest ago is shown nevertheless.

    Of what is unseen in a round, Thompson sampling takes the next (W. R. Thompson, Biometrika 25, 1933): each
    item draws the share of people that may like it from Beta(0.5 + 👍, 1 + 👎), and the highest draw wins.
    What is liked comes early, what nobody voted for has its chance, what is disliked comes last, but comes.
    """
    awake = [item for item in everything if item not in votes or not rests(votes[item], now)]
    rounds = [shown[item].round if item in shown else 0 for item in awake]
    # Also of what rests: it may be what opened the round.
    current = max((shown[item].round for item in everything if item in shown), default=1)
    if rounds and min(rounds) == current:
        current += 1
    showing = Showing(current, max((showing.turn for showing in shown.values()), default=0) + 1)

    fresh = {item for item, round_ in zip(awake, rounds, strict=True) if round_ < current}
    unseen = [item for item in matching if item in fresh]
    if not unseen:
        candidates = set(awake).intersection(matching) or matching
        return min(candidates, key=lambda item: (shown[item].turn if item in shown else 0, item)), showing
    last = max((item for item in awake if item in shown), key=lambda item: shown[item].turn, default=None)
    drawn = {item: _draw(votes.get(item), rng) for item in unseen if item != last} or {unseen[0]: 0.0}
    return max(drawn, key=drawn.__getitem__), showing


def _expected(votes: Tally) -> float:
    """The mean of what `_draw` draws: the share of people that may like it."""
    return (LIKED + votes.up) / (LIKED + votes.up + DISLIKED + votes.down)


def _draw(votes: Tally | None, rng: random.Random) -> float:
    if votes is None:
        return rng.random() ** 2  # which is Beta(0.5, 1), for ten thousand items at once
    return rng.betavariate(LIKED + votes.up, DISLIKED + votes.down)
