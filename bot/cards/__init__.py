"""Draw quotation cards and vote charts as PNG images."""

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
"""Images kept in memory, each of at most 250 kB."""
ALT_LIMIT = 1024
"""Characters of the description of a Discord attachment."""


@dataclass(frozen=True, slots=True)
class RenderedImage:
    """A PNG image; `is_excerpt` says that a card shows only one sentence of its quotation."""

    png: bytes
    is_excerpt: bool = False


class Painter:
    """Draws cards and charts in a thread, one at a time, and caches the images."""

    def __init__(self) -> None:
        self._images: OrderedDict[tuple[Card | Chart, str], RenderedImage] = OrderedDict()
        self._tasks: dict[tuple[Card | Chart, str], asyncio.Task[RenderedImage]] = {}
        self._semaphore = asyncio.Semaphore()

    async def draw(self, card: Card | Chart, excerpt_label: str = "") -> RenderedImage:
        """Return the image of a chart, or of a card as `fit_or_excerpt` shortens it.

        Raise TypesettingError for a card that cannot be set: its quotation is to be shown as text. Callers
        that ask for the same image share one drawing, which goes on if any of them is cancelled.
        """
        key = card, excerpt_label
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._draw(card, excerpt_label))
            # Without a caller that still waits, asyncio would log the error as never retrieved.
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
    """Return the card; if its text is too long, a card with one sentence of it and the `excerpt_label`.

    That is the longest sentence that stands alone and fits, the first of equally long ones. Raise
    TextTooLongError if there is none, MissingGlyphError for a character that no typeface has.
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
    """Return the sentences of a card that can stand alone."""
    text = card.text
    ends = grammar.sentence_ends(text, card.language)
    sentences = [text[start:end].strip() for start, end in itertools.pairwise([0, *ends])]
    return [sentence for sentence in sentences if grammar.stands_alone(sentence, card.language)]


def alt_text(text: str, source: str) -> str:
    """Return the alternative text of an image: its text and, on the next line, the source.

    The text is cut off with an ellipsis to keep both within `ALT_LIMIT`; the source only if it is longer
    than that by itself.
    """
    source = source[: ALT_LIMIT - 2]
    room = ALT_LIMIT - len(source) - 1
    if len(text) > room:
        text = text[: room - 1].rstrip() + "…"
    return f"{text}\n{source}"
