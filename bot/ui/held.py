"""What may be stored nowhere and is still needed for a choice: held in memory for a few minutes."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.errors import UserError

SECONDS = 15 * 60.0
"""How long something is held: as long as Discord lets an answer be edited."""
MOST = 100
"""How many things are held at once: with pictures of people among them, some 20 MB at most."""

T = TypeVar("T")


class Held(Generic[T]):
    """Holds things by the ids of the interactions they came with, each for the person who asked, for
    `SECONDS` and not longer, whether or not anybody asks again, and `MOST` at once.

    They are gone after a restart, too: whoever asks for one must expect UserError("held-gone").
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._things: OrderedDict[int, tuple[float, int, T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def put(self, key: int, person: int, thing: T) -> None:
        """Hold a thing for a person; the oldest makes room for it. To be called in an event loop."""
        self._things[key] = self._now(), person, thing
        while len(self._things) > MOST:
            self._things.popitem(last=False)
        asyncio.get_running_loop().call_later(SECONDS, self._things.pop, key, None)

    def get(self, key: int, person: int) -> T:
        """Return a thing. Raises UserError("held-gone") where it is held no more, or for somebody else."""
        began, holder, thing = self._things.get(key, (-SECONDS, None, None))
        if holder != person or thing is None or self._now() - began >= SECONDS:
            raise UserError("held-gone")
        return thing
