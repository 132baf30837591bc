"""What is held in memory for a choice: for a while, and never too much of it."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.ui.held import MOST, SECONDS, Held


def test_something_is_held_for_a_quarter_of_an_hour() -> None:
    now = 0.0
    held: Held[str] = Held(lambda: now)
    held.put(1, "one")
    now = SECONDS - 1
    held.put(2, "two")
    assert (held.get(1), held.get(2)) == ("one", "two")
    now = SECONDS
    with pytest.raises(UserError, match="held-gone"):
        held.get(1)
    assert held.get(2) == "two"
    assert len(held) == 1, "it is gone from memory, too"


def test_never_more_is_held_than_there_is_room_for() -> None:
    held: Held[int] = Held()
    for number in range(10 * MOST):
        held.put(number, number)
        assert len(held) <= MOST
    assert held.get(10 * MOST - 1) == 10 * MOST - 1
    with pytest.raises(UserError, match="held-gone"):
        held.get(0)
