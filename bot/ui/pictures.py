"""Pictures in messages: cards of quotations and charts, drawn in time or not at all."""

from __future__ import annotations

import asyncio
import io
import logging
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import discord

from bot.cards import Card, Drawing, Painter, Shape, TypesettingError, alt_text
from bot.library.visibility import ItemWithArticle
from bot.model import Language, Style, Theme
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped

DRAWN_WITHIN = 10.0
"""Seconds to wait for a picture; whoever asked for it is told to wait meanwhile."""
MAX_SPEAKER, MAX_TITLE = 60, 100
"""Characters of a speaker's name and of a title on a card."""
SHAPES = {
    Style.CARD: (Shape.WIDE, False),
    Style.SQUARE: (Shape.SQUARE, False),
    Style.VERTICAL: (Shape.WIDE, True),
    Style.VERTICAL_SQUARE: (Shape.SQUARE, True),
    Style.PORTRAIT: (Shape.PORTRAIT, False),
    Style.STORY: (Shape.STORY, False),
    Style.VERTICAL_PORTRAIT: (Shape.PORTRAIT, True),
    Style.VERTICAL_STORY: (Shape.STORY, True),
}
"""The shape of each style of card, and whether it has vertical lines, which only Japanese is written in."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A card or a chart as a PNG; `words` is its alt text.

    A `part` has only one sentence of a quotation. A `horizontal` one was to have vertical lines, which its
    language isn't written in.
    """

    data: bytes
    words: str
    part: bool = False
    name: str = "card.png"
    horizontal: bool = False

    def file(self) -> discord.File:
        """Return a new attachment: discord.py closes it once it is sent."""
        return discord.File(io.BytesIO(self.data), self.name, description=self.words)


async def quote_picture(
    painter: Painter,
    renderer: Renderer,
    found: ItemWithArticle,
    style: Style,
    theme: Theme,
) -> Picture | None:
    """Return a quotation as a card; None where it has to be text.

    That is: `style` says text, it doesn't fit on a card, no typeface has one of its characters, or it isn't
    drawn within `DRAWN_WITHIN` (then it will be the next time).
    """
    if style is Style.TEXT:
        return None
    item, article = found.item, found.article
    shape, vertical = SHAPES[style]
    card = Card(
        text=item.text.rstrip(",、"),
        speaker=item.speaker and clipped(item.speaker, MAX_SPEAKER),
        title=clipped(article.title, MAX_TITLE),
        domain=(article.url and (urlsplit(article.url).hostname or "").removeprefix("www.")) or None,
        language=article.language,
        shape=shape,
        theme=theme,
        vertical=vertical and article.language is Language.JA,
        note=_note(renderer.in_language(article.language), found),
        spoken=item.spoken,
    )
    words = card.text if item.spoken else renderer.say("quote-words", text=card.text)
    speaker = item.speaker
    if item.spoken:
        speaker = renderer.marked(speaker, "spoken") if speaker else renderer.say("spoken")
    source = "\n".join(filter(None, [speaker, renderer.plain_source(article)]))
    part = _note(renderer.in_language(article.language), found, part=True) or ""
    picture = await draw(painter, card, alt_text(words, source), part=part)
    return picture and replace(picture, horizontal=vertical and not card.vertical)


def _note(renderer: Renderer, found: ItemWithArticle, *, part: bool = False) -> str | None:
    """Return what a card says of its words: that they are a part, from an interview, a translation."""
    said = {"card-part": part, "spoken": found.item.spoken, "translated": found.article.translated}
    note = None
    for key in (key for key, is_so in said.items() if is_so):
        note = renderer.marked(note, key) if note else renderer.say(key)
    return note


async def draw(
    painter: Painter,
    drawing: Drawing,
    words: str,
    *,
    part: str = "",
    name: str = "card.png",
    keep: bool = True,
) -> Picture | None:
    """Return the picture with `words` as its alt text; None where it can't be drawn in time, which is logged.

    `part` is the note on a card that carries only one sentence of its words. Unless `keep`, nothing of it
    stays in memory.
    """
    kind = type(drawing).__name__.lower()
    try:
        async with asyncio.timeout(DRAWN_WITHIN):
            drawn = await painter.draw(drawing, part, keep=keep)
        return Picture(drawn.png, words, drawn.is_excerpt, name)
    except TypesettingError as error:
        log.info("A %s can't be set: %s", kind, type(error).__name__)
    except TimeoutError:
        log.warning("A %s is not drawn within %.1f s", kind, DRAWN_WITHIN)
    except Exception:  # the text says all that the picture does: nobody should have to do without both
        log.exception("A %s can't be drawn", kind)
    return None
