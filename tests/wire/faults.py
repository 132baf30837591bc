"""What can go wrong between the bot and Discord, and Discord's global limit."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .routes import Request


@dataclass(frozen=True)
class Fault:
    """How one request goes wrong. With `stored`, what it asks for is done all the same (where the answer is
    late: at once)."""

    ending: Literal["answer", "hang", "reset", "late"] = "answer"
    status: int = 500
    code: int = 0
    message: str = "trouble"
    stored: bool = False
    seconds: float = 0.0
    everywhere: bool = False


def hang(*, stored: bool = False) -> Fault:
    """No answer at all."""
    return Fault("hang", stored=stored)


def reset(*, stored: bool = False) -> Fault:
    """The connection is reset instead of an answer."""
    return Fault("reset", stored=stored)


def late(seconds: float, *, stored: bool = True) -> Fault:
    """The right answer, but only after a while; what is asked for is done before that, or after it."""
    return Fault("late", seconds=seconds, stored=stored)


def fail(status: int = 500, code: int = 0, message: str = "trouble", *, stored: bool = False) -> Fault:
    """An error: by HTTP status, and Discord's number for it (`fail(403, 50013)`); `fail(429)` is a ban."""
    return Fault("answer", status, code, message, stored)


def slow_down(retry_after: float, *, everywhere: bool = False) -> Fault:
    """A 429 that says how many seconds to wait, for this route or for the whole bot."""
    return Fault("answer", 429, 0, "You are being rate limited.", seconds=retry_after, everywhere=everywhere)


@dataclass(eq=False)
class Plan:
    """A fault for the next `times` requests that match (all of them, if None); `hits` counts them. "*" is
    any method."""

    fault: Fault
    method: str
    path: re.Pattern[str]
    when: Callable[[Request], bool]
    times: int | None
    hits: int = 0

    def takes(self, request: Request) -> bool:
        """Whether this request is to go wrong; if so, it is counted."""
        due = self.times is None or self.hits < self.times
        alike = self.method in ("*", request.method)
        if due and alike and self.path.fullmatch(request.path) and self.when(request):
            self.hits += 1
            return True
        return False


class GlobalLimit:
    """At most `rate` requests in any second, answers to interactions aside; no limit if it is None.

    Discord doesn't say how it counts. No way is stricter than this one: what it lets pass also passes where a
    count begins anew each second, or where a bucket leaks.
    """

    def __init__(self, rate: int | None) -> None:
        self.rate = rate
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds that a request must wait: 0 if it may pass, and then it counts."""
        if self.rate is None:
            return 0.0
        while self._taken and self._taken[0] <= now - 1:
            self._taken.popleft()
        if len(self._taken) >= self.rate:
            return self._taken[0] + 1 - now
        self._taken.append(now)
        return 0.0
