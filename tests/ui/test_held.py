"""What is held in memory for a choice: for a while, for one person, and never too much of it."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import UserError
from bot.ui import held as module
from bot.ui.held import MOST, SECONDS, Held

HARU, MIO = 1, 2


async def test_something_is_held_for_a_quarter_of_an_hour() -> None:
    now = 0.0
    held: Held[str] = Held(lambda: now)
    held.put(1, HARU, "one")
    now = SECONDS - 1
    held.put(2, HARU, "two")
    assert (held.get(1, HARU), held.get(2, HARU)) == ("one", "two")
    now = SECONDS
    with pytest.raises(UserError, match="held-gone"):
        held.get(1, HARU)
    assert held.get(2, HARU) == "two"


async def test_it_leaves_the_memory_although_nobody_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.01)
    held: Held[str] = Held()
    held.put(1, HARU, "one")
    assert len(held) == 1
    await asyncio.sleep(0.2)
    assert len(held) == 0


async def test_nobody_else_is_given_what_is_held_for_somebody() -> None:
    held: Held[str] = Held()
    held.put(1, HARU, "one")
    with pytest.raises(UserError, match="held-gone"):
        held.get(1, MIO)
    assert held.get(1, HARU) == "one"


async def test_never_more_is_held_than_there_is_room_for() -> None:
    held: Held[int] = Held()
    for number in range(10 * MOST):
        held.put(number, HARU, number)
        assert len(held) <= MOST
    assert held.get(10 * MOST - 1, HARU) == 10 * MOST - 1
    with pytest.raises(UserError, match="held-gone"):
        held.get(0, HARU)
