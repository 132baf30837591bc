"""Pictures: what fits on a card, what a chart shows, and the drawing of both."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.cards.chart import Chart, Column, plotted
from bot.cards.fitting import CannotSetError, MissingError, TooLongError
from bot.cards.layout import Card, Shape, lay_out
from bot.cards.painting import paint, paint_chart
from bot.reading import grammar

__all__ = [
    "CannotSetError",
    "Card",
    "Chart",
    "Column",
    "Drawn",
    "MissingError",
    "Painter",
    "Shape",
    "TooLongError",
    "alt",
    "fitted",
]

_KEPT = 100
"""Pictures, of at most 250 kB."""
ALT_LIMIT = 1024
"""Characters of a Discord attachment's description."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as a PNG; a card that `is_part` has one sentence of its words only."""

    png: bytes
    is_part: bool = False


class Painter:
    """Draws cards and charts, each once as long as it is remembered."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[tuple[Card | Chart, str], Drawn] = OrderedDict()
        self._drawing: dict[tuple[Card | Chart, str], asyncio.Task[Drawn]] = {}
        self._turn = asyncio.Semaphore()

    async def draw(self, card: Card | Chart, part: str = "") -> Drawn:
        """A chart, or a card as `fitted`; raises a CannotSetError where its words must be text instead.

        It is drawn in a thread, one at a time. Who asks while it is being drawn gets the same picture,
        whoever else stops waiting for it.
        """
        asked = card, part
        if asked in self._drawn:
            self._drawn.move_to_end(asked)
            return self._drawn[asked]
        if asked not in self._drawing:
            self._drawing[asked] = asyncio.create_task(self._draw(card, part))
            # Asked for by nobody who still waits, an error is no news.
            self._drawing[asked].add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._drawing[asked])

    async def _draw(self, card: Card | Chart, part: str) -> Drawn:
        asked = card, part
        try:
            async with self._turn:
                drawn = await asyncio.to_thread(_draw, card, part)
            self._drawn[asked] = drawn
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
            return drawn
        finally:
            del self._drawing[asked]


def _draw(card: Card | Chart, part: str) -> Drawn:
    if isinstance(card, Chart):
        return Drawn(paint_chart(plotted(card), card.theme))
    shown = fitted(card, part)
    return Drawn(paint(lay_out(shown), card.theme), is_part=shown.part is not None)


def fitted(card: Card, part: str) -> Card:
    """The card, or, where its words are too long for it, the sentence that bears them, marked with `part`.

    That is the longest sentence that stands alone and fits; of equals, the first. Raises a CannotSetError
    where there is none.
    """
    try:
        lay_out(card)
    except TooLongError:
        pass
    else:
        return card
    for sentence in sorted(_sentences(card), key=len, reverse=True):
        short = replace(card, text=sentence.removesuffix("。"), part=part)
        try:
            lay_out(short)
        except TooLongError:
            continue
        return short
    raise TooLongError


def _sentences(card: Card) -> list[str]:
    """Those that can stand alone."""
    text = card.text
    ends = grammar.boundaries(text, card.language)
    sentences = [text[start:end].strip() for start, end in itertools.pairwise([0, *ends])]
    return [sentence for sentence in sentences if grammar.stands_alone(sentence, card.language)]


def alt(words: str, source: str) -> str:
    """A picture's description for who cannot see it: the words and, below, their source.

    The words end in an ellipsis where both together would pass Discord's limit; the source is whole, if it
    isn't longer than that by itself.
    """
    source = source[: ALT_LIMIT - 2]
    room = ALT_LIMIT - len(source) - 1
    if len(words) > room:
        words = words[: room - 1].rstrip() + "…"
    return f"{words}\n{source}"
