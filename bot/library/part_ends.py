"""Where the ends of posted parts are when an article got another text (pure).

A reader's place may move to the nearest words (`bot.library.places`). What was posted must not come again,
nor what was not be passed over: so only words that stand once in both texts count here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

_WORDS, _STEP, _FURTHEST = 40, 8, 4_000
"""Characters by which a place is found, how far apart those are that are tried, and how far away."""


def moved_ends(before: str, after: str, otherwise: Callable[[int], int]) -> Callable[[int], int]:
    """Return what says where a place right behind some words of the text `before` is in the text `after`.

    New words right behind them stay behind the place. Where the words are gone or others now, it is before
    the first ones that follow, or else behind the line of the last ones before them. `otherwise` is asked
    where neither is found.
    """

    def only(words: str) -> int:
        whole = len(words) == _WORDS and before.count(words) == 1 and after.count(words) == 1
        return after.index(words) if whole else -1

    @cache
    def moved(end: int) -> int:
        last = -1
        for at in range(end, max(_WORDS, end - _FURTHEST) - 1, -_STEP):
            if (found := only(before[at - _WORDS : at])) >= 0:
                last = found + _WORDS
                while at < end and last < len(after) and before[at] == after[last]:
                    at, last = at + 1, last + 1
                if at == end:
                    return last
                break
        for at in range(end, end + _FURTHEST, _STEP):
            if (found := only(before[at : at + _WORDS])) >= 0:
                while at > end and found > 0 and before[at - 1] == after[found - 1]:
                    at, found = at - 1, found - 1
                return found if at == end else max(found, last)
        if last < 0:
            return otherwise(end)
        line = after.find("\n", last)
        return len(after) if line < 0 else line

    return moved
