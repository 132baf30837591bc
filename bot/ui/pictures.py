"""Pictures that a message carries: quotations, and votes a week."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import discord

from bot.cards import Card, Chart, Column, Painter, Shape, TypesettingError, alt_text
from bot.library.visibility import ItemWithArticle
from bot.model import Language, Style, Theme, Week
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped

PATIENCE = 2.0
"""Seconds to wait for a card: the answer is due after three."""
SPEAKER, TITLE = 60, 100
"""Characters of a speaker's name and of a title on a card."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A card or a chart as a PNG. `words` say all of it to who can't see it; a `part` is a sentence of the
    quotation."""

    data: bytes
    words: str
    part: bool = False
    name: str = "card.png"

    def file(self) -> discord.File:
        """It as an attachment, anew for each message."""
        return discord.File(io.BytesIO(self.data), self.name, description=self.words)


async def picture(
    painter: Painter,
    render: Renderer,
    found: ItemWithArticle,
    style: Style,
    theme: Theme,
    patience: float = PATIENCE,
) -> Picture | None:
    """A quotation in that style; None where it has to be text.

    That was asked for, it doesn't fit on a card, has a character that no typeface has, can't be drawn, or
    isn't drawn after `patience` seconds (then it will be soon).
    """
    if style is Style.TEXT:
        return None
    item, article = found.item, found.article
    card = Card(
        text=item.text.rstrip(",、"),
        speaker=item.speaker and clipped(item.speaker, SPEAKER),
        title=clipped(article.title, TITLE),
        domain=(article.url and (urlsplit(article.url).hostname or "").removeprefix("www.")) or None,
        language=article.language,
        shape=Shape.SQUARE if style in (Style.SQUARE, Style.VERTICAL_SQUARE) else Shape.WIDE,
        theme=theme,
        vertical=style in (Style.VERTICAL, Style.VERTICAL_SQUARE) and article.language is Language.JA,
    )
    words = render.say("quote-words", text=card.text)
    source = "\n".join(filter(None, [item.speaker, render.plain_source(article)]))
    part = render.speaking(article.language).say("card-part")
    return await _drawn(painter, card, part, alt_text(words, source), patience)


async def sample(painter: Painter, render: Renderer, theme: Theme) -> Picture | None:
    """A card that shows what a theme looks like."""
    text, name = render.say("card-sample"), render.say("card-sample.speaker")
    card = Card(text, name, render.say("card-sample.title"), None, render.language, theme=theme)
    return await _drawn(painter, card, render.say("card-part"), alt_text(text, name), PATIENCE)


async def votes_a_week(
    painter: Painter, render: Renderer, weeks: Sequence[Week], theme: Theme, patience: float = PATIENCE
) -> Picture | None:
    """A chart of these weeks, the last of which isn't over. None where it has to be text: it can't be drawn,
    or isn't after `patience` seconds."""
    say = render.say
    names = [say("insights-day.short", month=week.monday.month, day=week.monday.day) for week in weeks]
    columns = [
        Column(name, week.up, week.down, *(say("insights-number", number=n) for n in (week.up, week.down)))
        for name, week in zip([*names[:-1], say("insights-now")], weeks, strict=True)
    ]
    in_all = (sum(week.up for week in weeks), sum(week.down for week in weeks))
    up, down = (say("insights-number", number=number) for number in in_all)
    chart = Chart(say("insights-weeks"), tuple(columns), up, down, theme)
    try:
        async with asyncio.timeout(patience):
            data = (await painter.draw(chart)).png
    except TimeoutError:
        log.warning("A chart is not drawn within %.1f s; the votes are shown as text", patience)
    except Exception:  # the text says all that the picture does: nobody should have to do without both
        log.exception("A chart can't be drawn; the votes are shown as text")
    else:
        words = "\n".join([f"{chart.title}", *render.weeks(weeks)])
        return Picture(data, words, name="votes.png")
    return None


async def _drawn(painter: Painter, card: Card, part: str, words: str, patience: float) -> Picture | None:
    try:
        async with asyncio.timeout(patience):
            drawn = await painter.draw(card, part)
        return Picture(drawn.png, words, part=drawn.is_excerpt)
    except TypesettingError as error:
        log.info("A quotation is shown as text: %s", type(error).__name__)
    except TimeoutError:
        log.warning("A card is not drawn within %.1f s; the quotation is shown as text", patience)
    except Exception:
        log.exception("A card can't be drawn; the quotation is shown as text")
    return None
