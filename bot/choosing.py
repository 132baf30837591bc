"""Which item comes next, given what was shown: pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from bot.model import Showing


def choose(
    matching: Sequence[int],
    everything: Sequence[int],
    shown: Mapping[int, Showing],
    rng: random.Random,
) -> tuple[int, Showing]:
    """The next item of `matching`, and the showing to store for it.

    A round is all of `everything`, which holds `matching`, the part that was asked for (not empty). Nothing
    repeats within a round while something that matches is unseen in it; then the one of `matching` seen
    longest ago comes back, so that whatever is asked for, all of it is shown before any of it repeats. When
    everything was seen the next round begins, but never with the item that ended the last.
    """
    seen = {item: shown[item] for item in everything if item in shown}
    current = max((showing.round for showing in seen.values()), default=1)
    if len(seen) == len(everything) and all(showing.round == current for showing in seen.values()):
        current += 1
    turn = max((showing.turn for showing in shown.values()), default=0) + 1
    fresh = [item for item in matching if item not in seen or seen[item].round < current]
    if not fresh:
        return min(matching, key=lambda item: seen[item].turn), Showing(current, turn)
    last = max(seen, key=lambda item: seen[item].turn, default=None)
    return rng.choice([item for item in fresh if item != last] or fresh), Showing(current, turn)
