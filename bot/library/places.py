"""Where places in a text are in another version of it (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_LINE = re.compile(r"\S.*")
_WORDS, _BACK, _STEP = 20, 400, 10
"""Characters by which a place is found in lines that changed, how far before it they may stand, and how many
characters are tried at a time."""
_NEAR = 20_000
"""Characters on each side of where they are looked for."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A line that both versions have once, in the same order: its start in each, and its length."""

    before: int
    after: int
    length: int


def moved_places(before: str, text: str, places: Iterable[int]) -> dict[int, int]:
    """Return where the offsets `places` of `before` are in `text`, in the same order.

    What stands before a place stays before it, and what stands behind it behind. What is new between the two
    counts as behind it.
    """
    same = _alike(before, text)
    same_end = _alike(before[same:][::-1], text[same:][::-1])
    ending = before[len(before) - same_end :]
    same_end = len(ending.partition("\n")[2])  # whole lines: what ends with the same words is not the same
    anchors = _anchors(before, text)
    starts = [anchor.before for anchor in anchors]
    found, furthest = {}, 0
    for place in sorted(set(places)):
        at = bisect_left(starts, place)
        if place <= same:
            furthest = place
        elif place >= len(before) - same_end:
            furthest = max(furthest, place + len(text) - len(before))
        else:
            around = anchors[max(at - 1, 0) : at], anchors[at : at + 1]
            furthest = max(furthest, _moved(before, text, place, *around))
        found[place] = furthest
    return found


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with that are the same."""
    both = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(both) if a != b), min(len(one), len(other)))


def _anchors(before: str, text: str) -> list[_Anchor]:
    """Return the longest series of lines that stand once in each version, in the order of both."""
    old, new = ([(m[0].rstrip(), m.start()) for m in _LINE.finditer(one)] for one in (before, text))
    once = Counter(line for line, _ in old)
    there = Counter(line for line, _ in new)
    starts = {line: start for line, start in new if there[line] == 1}
    common = [_Anchor(at, starts[line], len(line)) for line, at in old if once[line] == 1 and line in starts]
    # The longest increasing subsequence: `tails` are the last ones of the best of each length.
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for n, anchor in enumerate(common):
        length = bisect_left(ends, anchor.after)
        previous.append(tails[length - 1] if length else -1)
        tails[length : length + 1], ends[length : length + 1] = [n], [anchor.after]
    chain, n = [], tails[-1] if tails else -1
    while n >= 0:
        chain.append(common[n])
        n = previous[n]
    return chain[::-1]


def _moved(before: str, text: str, place: int, last: list[_Anchor], following: list[_Anchor]) -> int:
    """Return where a place is that stands behind the start of the line `last`, and not behind that of the one
    `following`; either may be missing."""
    if last and place <= last[0].before + last[0].length:
        return last[0].after + place - last[0].before
    old_start, new_start = (
        (last[0].before + last[0].length, last[0].after + last[0].length) if last else (0, 0)
    )
    old_end, new_end = (following[0].before, following[0].after) if following else (len(before), len(text))
    if not before[old_start:place].strip():
        return new_start
    # Both are written anew: about as far, unless words around it are still there.
    about = new_start + (new_end - new_start) * (place - old_start) // (old_end - old_start)
    near = text[max(new_start, about - _NEAR) : min(new_end, about + _NEAR)]
    shift = max(new_start, about - _NEAR)
    for back in range(0, _BACK, _STEP):
        words = before[max(old_start, place - back - _WORDS) : place - back].strip()
        if len(words) > _WORDS // 2 and near.count(words) == 1:
            found = shift + near.index(words) + len(words)
            line_end = _line_end(text, found, new_end)
            return (
                line_end if place >= _line_end(before, place - back, old_end) else min(found + back, line_end)
            )
    words = before[place : min(old_end, place + _WORDS)].strip()
    if len(words) > _WORDS // 2 and near.count(words) == 1:
        return shift + near.index(words)
    if not before[place:old_end].strip():
        return new_end
    return text.find("\n", about, new_end) + 1 or new_end


def _line_end(text: str, place: int, end: int) -> int:
    """Return where the line ends in which a place is, up to `end`."""
    at = text.find("\n", place, end)
    return end if at < 0 else at
