"""What may be stored nowhere and is still needed for a choice: held in memory for a few minutes."""

from __future__ import annotations

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
    """Holds things by the ids of the interactions they came with: each for `SECONDS`, and `MOST` at once.

    They are gone after a restart, too: whoever asks for one must expect UserError("held-gone").
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._things: OrderedDict[int, tuple[float, T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def put(self, key: int, thing: T) -> None:
        """Hold a thing; the oldest makes room for it."""
        self._forget()
        self._things[key] = self._now(), thing
        while len(self._things) > MOST:
            self._things.popitem(last=False)

    def get(self, key: int) -> T:
        """Return a thing. Raises UserError("held-gone") where it is held no more."""
        self._forget()
        if key not in self._things:
            raise UserError("held-gone")
        return self._things[key][1]

    def _forget(self) -> None:
        while self._things and self._now() - next(iter(self._things.values()))[0] >= SECONDS:
            self._things.popitem(last=False)
