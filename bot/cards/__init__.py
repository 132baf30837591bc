"""Draw quotation cards and charts as PNG images."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import replace

from bot.cards.content import (
    CalibrationChart,
    Card,
    Chart,
    Column,
    Drawing,
    MissingGlyphError,
    MovementChart,
    RenderedImage,
    Shape,
    TextTooLongError,
    TypesettingError,
)

__all__ = [
    "CalibrationChart",
    "Card",
    "Chart",
    "Column",
    "Drawing",
    "MissingGlyphError",
    "MovementChart",
    "Painter",
    "RenderedImage",
    "Shape",
    "TextTooLongError",
    "TypesettingError",
    "alt_text",
]

_CACHE_BYTES = 24 * 2**20
"""Of the images kept in memory, and of the avatars on them."""
MAX_AVATAR = 2**20
"""Bytes of an avatar; a card leaves out a larger one."""
ALT_LIMIT = 1024
"""Characters of the description of a Discord attachment."""


class Painter:
    """Draws cards and charts in a thread, one at a time, and caches the images."""

    def __init__(self) -> None:
        self._bytes = 0
        self._images: OrderedDict[tuple[Drawing, str], RenderedImage] = OrderedDict()
        self._tasks: dict[tuple[Drawing, str], asyncio.Task[RenderedImage]] = {}
        self._semaphore = asyncio.Semaphore()

    async def draw(self, card: Drawing, excerpt_label: str = "", *, keep: bool = True) -> RenderedImage:
        """Return the image of a chart, or of a card as `fit_or_excerpt` shortens it; `keep` it in the cache.

        Raise TypesettingError for a card that cannot be set: its quotation is to be shown as text. Callers
        that ask for the same image share one drawing, which goes on if any of them is cancelled.
        """
        if isinstance(card, Card) and card.avatar and len(card.avatar) > MAX_AVATAR:
            card = replace(card, avatar=None)
        key = card, excerpt_label
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._draw(card, excerpt_label, keep=keep))
            # Without a caller that still waits, asyncio would log the error as never retrieved.
            self._tasks[key].add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._tasks[key])

    async def _draw(self, card: Drawing, excerpt_label: str, *, keep: bool) -> RenderedImage:
        key = card, excerpt_label
        try:
            async with self._semaphore:
                drawn = await asyncio.to_thread(_render, card, excerpt_label)
            if not keep:
                return drawn
            self._images[key] = drawn
            self._bytes += _size(card, drawn)
            while self._bytes > _CACHE_BYTES:
                (oldest, _), dropped = self._images.popitem(last=False)
                self._bytes -= _size(oldest, dropped)
            return drawn
        finally:
            del self._tasks[key]


def _size(card: Drawing, drawn: RenderedImage) -> int:
    avatar = card.avatar if isinstance(card, Card) else None
    return len(drawn.png) + len(avatar or b"")


def _render(card: Drawing, excerpt_label: str) -> RenderedImage:
    from bot.cards.rendering import render  # with the first one: fonts and Pillow take room and time

    return render(card, excerpt_label)


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
