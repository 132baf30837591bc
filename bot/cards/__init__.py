"""Pictures: what fits on a card, what a chart shows, and the drawing of both."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from dataclasses import replace

from bot.cards.chart import Chart, Column, plotted
from bot.cards.page import CannotSetError, Card, MissingError, Shape, TooLongError, arrange
from bot.cards.painting import paint, paint_chart
from bot.reading import grammar

__all__ = [
    "CannotSetError",
    "Card",
    "Cards",
    "Chart",
    "Column",
    "MissingError",
    "Shape",
    "TooLongError",
    "alt",
    "fitted",
]

_KEPT = 100
"""Pictures, of at most 150 kB."""
ALT_LIMIT = 1024
"""Characters of a Discord attachment's description."""


class Cards:
    """Draws cards and charts, each once as long as it is remembered."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Card | Chart, bytes] = OrderedDict()
        self._drawing: dict[Card | Chart, asyncio.Task[bytes]] = {}
        self._turn = asyncio.Semaphore()

    async def draw(self, card: Card | Chart) -> bytes:
        """The picture as a PNG; raises a CannotSetError where its words must be shown as text instead.

        It is drawn in a thread, one at a time. Who asks while it is being drawn gets the same picture,
        whoever else stops waiting for it.
        """
        if card in self._drawn:
            self._drawn.move_to_end(card)
            return self._drawn[card]
        if card not in self._drawing:
            self._drawing[card] = asyncio.create_task(self._draw(card))
            # Asked for by nobody who still waits, an error is no news.
            self._drawing[card].add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._drawing[card])

    async def _draw(self, card: Card | Chart) -> bytes:
        try:
            async with self._turn:
                picture = await asyncio.to_thread(_draw, card)
            self._drawn[card] = picture
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
            return picture
        finally:
            del self._drawing[card]


def _draw(card: Card | Chart) -> bytes:
    if isinstance(card, Chart):
        return paint_chart(plotted(card), card.theme)
    return paint(arrange(card), card.theme)


def fitted(card: Card, part: str) -> Card:
    """The card, or, where its words are too long for it, the sentence that bears them, marked with `part`.

    That is the longest sentence that stands alone and fits; of equals, the first. Raises a CannotSetError
    where there is none. It takes some milliseconds, the first time a tenth of a second: call it in a thread.
    """
    try:
        arrange(card)
    except TooLongError:
        pass
    else:
        return card
    for sentence in sorted(_sentences(card), key=len, reverse=True):
        short = replace(card, text=sentence, part=part)
        try:
            arrange(short)
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
