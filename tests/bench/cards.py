"""How long a card takes, the first and the next, and what remembering the typefaces costs."""

from __future__ import annotations

import asyncio
import itertools
import resource
import statistics
import time
from dataclasses import replace

from bot.cards import Card, Painter, Shape
from bot.model import Theme
from tests.cards.hard import HARD

_FIRST = 5.0
_NEXT = 0.5


async def run() -> bool:
    """Draw every hard card in every shape; whether the first and the usual next one were fast enough."""
    before = _megabytes()
    painter = Painter()
    first = {}
    for vertical in (False, True):
        card = next(hard.card for hard in HARD if hard.card.vertical is vertical)
        first[vertical] = await _seconds(painter, replace(card, title="初"))
    after = _megabytes()
    themed = [replace(hard.card, theme=theme) for hard, theme in zip(HARD, itertools.cycle(Theme))]
    times = {
        (vertical, shape): [
            await _seconds(painter, replace(card, shape=shape))
            for card in themed
            if card.vertical is vertical
        ]
        for vertical in (False, True)
        for shape in Shape
    }
    asked = time.perf_counter()
    await asyncio.gather(*(painter.draw(card, "") for card in themed))
    again = time.perf_counter() - asked
    for (vertical, shape), each in times.items():
        kind = f"{'vertical' if vertical else 'horizontal'} {shape.value}"
        print(f"{kind} cards: {statistics.median(each) * 1000:.0f} ms, worst {max(each) * 1000:.0f} ms")  # noqa: T201
    print(  # noqa: T201
        f"the first card {first[False]:.2f} s, the first vertical one {first[True]:.2f} s; "
        f"{len(HARD)} from memory {again * 1000:.1f} ms; "
        f"peak memory {before} MB at first, {after} MB after two cards, {_megabytes()} MB at the end"
    )
    middle = max(statistics.median(each) for each in times.values())
    return max(first.values()) <= _FIRST and middle <= _NEXT


async def _seconds(painter: Painter, card: Card) -> float:
    start = time.perf_counter()
    await painter.draw(card, "")
    return time.perf_counter() - start


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
