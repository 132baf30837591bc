"""Pictures: what fits on a card, what a chart shows, and the drawing of both."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.cards.chart import Chart, Column, lay_out_chart
from bot.cards.fitting import MissingGlyphError, TextTooLongError, TypesettingError
from bot.cards.layout import Card, Shape, lay_out
from bot.cards.painting import paint_card, paint_chart
from bot.reading import grammar

__all__ = [
    "Card",
    "Chart",
    "Column",
    "MissingGlyphError",
    "Painter",
    "RenderedImage",
    "Shape",
    "TextTooLongError",
    "TypesettingError",
    "alt_text",
    "fit_or_excerpt",
]

_CACHE_SIZE = 100
"""Pictures, of at most 250 kB."""
ALT_LIMIT = 1024
"""Characters of a Discord attachment's description."""


@dataclass(frozen=True, slots=True)
class RenderedImage:
    """A picture as a PNG; a card that `is_part` has one sentence of its words only."""

    png: bytes
    is_excerpt: bool = False


class Painter:
    """Draws cards and charts, each once as long as it is remembered."""

    def __init__(self) -> None:
        self._images: OrderedDict[tuple[Card | Chart, str], RenderedImage] = OrderedDict()
        self._tasks: dict[tuple[Card | Chart, str], asyncio.Task[RenderedImage]] = {}
        self._semaphore = asyncio.Semaphore()

    async def draw(self, card: Card | Chart, excerpt_label: str = "") -> RenderedImage:
        """A chart, or a card as `fitted`; raises a CannotSetError where its words must be text instead.

        It is drawn in a thread, one at a time. Who asks while it is being drawn gets the same picture,
        whoever else stops waiting for it.
        """
        key = card, excerpt_label
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._draw(card, excerpt_label))
            # Asked for by nobody who still waits, an error is no news.
            self._tasks[key].add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._tasks[key])

    async def _draw(self, card: Card | Chart, excerpt_label: str) -> RenderedImage:
        key = card, excerpt_label
        try:
            async with self._semaphore:
                drawn = await asyncio.to_thread(_render, card, excerpt_label)
            self._images[key] = drawn
            if len(self._images) > _CACHE_SIZE:
                self._images.popitem(last=False)
            return drawn
        finally:
            del self._tasks[key]


def _render(card: Card | Chart, excerpt_label: str) -> RenderedImage:
    if isinstance(card, Chart):
        return RenderedImage(paint_chart(lay_out_chart(card), card.theme))
    shown = fit_or_excerpt(card, excerpt_label)
    return RenderedImage(paint_card(lay_out(shown), card.theme), is_excerpt=shown.excerpt_label is not None)


def fit_or_excerpt(card: Card, excerpt_label: str) -> Card:
    """The card, or, where its words are too long for it, the sentence that bears them, marked with `part`.

    That is the longest sentence that stands alone and fits; of equals, the first. Raises a CannotSetError
    where there is none.
    """
    try:
        lay_out(card)
    except TextTooLongError:
        pass
    else:
        return card
    for sentence in sorted(_sentences(card), key=len, reverse=True):
        short = replace(card, text=sentence.removesuffix("。"), excerpt_label=excerpt_label)
        try:
            lay_out(short)
        except TextTooLongError:
            continue
        return short
    raise TextTooLongError


def _sentences(card: Card) -> list[str]:
    """Those that can stand alone."""
    text = card.text
    ends = grammar.sentence_ends(text, card.language)
    sentences = [text[start:end].strip() for start, end in itertools.pairwise([0, *ends])]
    return [sentence for sentence in sentences if grammar.stands_alone(sentence, card.language)]


def alt_text(text: str, source: str) -> str:
    """A picture's description for who cannot see it: the words and, below, their source.

    The words end in an ellipsis where both together would pass Discord's limit; the source is whole, if it
    isn't longer than that by itself.
    """
    source = source[: ALT_LIMIT - 2]
    room = ALT_LIMIT - len(source) - 1
    if len(text) > room:
        text = text[: room - 1].rstrip() + "…"
    return f"{text}\n{source}"
