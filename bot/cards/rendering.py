"""Render cards and charts from what they show, with all that it takes to set and paint them."""

from __future__ import annotations

import itertools
from dataclasses import replace

from bot.cards.chart import lay_out_chart
from bot.cards.content import Card, Chart, Drawing, RenderedImage, TextTooLongError
from bot.cards.layout import lay_out
from bot.cards.painting import paint_card, paint_chart, paint_plot, read_avatar
from bot.cards.plot import lay_out_plot
from bot.reading import grammar


def render(card: Drawing, excerpt_label: str) -> RenderedImage:
    """Return the image of a chart, or of a card as `fit_or_excerpt` shortens it.

    Slow. Raise TypesettingError for what can't be set.
    """
    if isinstance(card, Chart):
        return RenderedImage(paint_chart(lay_out_chart(card), card.theme))
    if not isinstance(card, Card):
        return RenderedImage(paint_plot(lay_out_plot(card), card.theme))
    avatar = read_avatar(card.avatar) if card.avatar else None
    shown = fit_or_excerpt(card if avatar else replace(card, avatar=None), excerpt_label)
    png = paint_card(lay_out(shown), card.theme, avatar)
    return RenderedImage(png, is_excerpt=shown.excerpt_label is not None)


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
