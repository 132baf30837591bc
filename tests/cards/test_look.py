"""How cards look: their marks, sizes, colors and avatars, in every shape and theme."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image, ImageDraw

from bot.cards import Card, Shape
from bot.cards.fonts import FontName
from bot.cards.frames import FRAMES, SMALLEST_SIZE
from bot.cards.layout import CardLayout, lay_out
from bot.cards.painting import _load_font, paint_card
from bot.cards.rendering import fit_or_excerpt
from bot.cards.themes import PALETTES, ColorRole
from bot.model import Language, Theme
from tests.cards.approved import PICTURES, approved, difference, small
from tests.cards.contrast import colors, contrast
from tests.cards.hard import HARD

Rectangle = tuple[float, float, float, float]
CARD = Card("よく聞くことは、よく話すことです。", "聞き手", "聞く仕事", "example.org", Language.JA)
LENGTHS = {
    "five characters": "春が来た。",
    "one line": "静けさは音です。",
    "usual": "毎朝ひとつだけ、知らない言葉に会いに行くのです。",
    "long": "朝は暗いうちに起き出して、昼は木かげの本を読みます。夜には星の名を覚えて眠ります。",
}


def every(card: Card) -> Iterator[Card]:
    """Yield a card in every shape, and in both directions if it is Japanese."""
    for shape, vertical in itertools.product(Shape, (False, True)):
        if card.language is Language.JA or not vertical:
            yield replace(card, shape=shape, vertical=vertical)


ALL = [
    pytest.param(card, id=f"{hard.name}-{card.shape}{'-vertical' * card.vertical}")
    for hard in HARD
    for card in every(hard.card)
]


def laid_out(card: Card) -> CardLayout:
    """Return the layout of a card, of a sentence of it if it is too long for its shape."""
    return lay_out(fit_or_excerpt(card, "抜粋"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_it_was_approved(name: str) -> None:
    drawn = small(PICTURES[name])
    assert difference(drawn, approved(name, drawn)) < 8


@pytest.mark.parametrize("theme", Theme)
def test_text_can_be_read_and_marks_be_seen_everywhere_on_the_paper(theme: Theme) -> None:
    layout, palette = lay_out(replace(CARD, theme=theme)), PALETTES[theme]
    for paper in colors(paint_card(replace(layout, glyphs=(), bars=()), theme)):
        for role in (ColorRole.WORDS, ColorRole.QUIET):
            assert contrast(palette.colors[role], paper) >= 7, (role, paper)
        for accent in palette.accents:
            assert contrast(accent, paper) >= 3, (accent, paper)


def test_an_article_has_its_own_accent_whatever_is_quoted_from_it() -> None:
    titles = "一二三四五六七八九十"
    accents = {title: lay_out(replace(CARD, title=title)).accent % 5 for title in titles}
    assert len(set(accents.values())) >= 4
    for title, accent in accents.items():
        other = replace(CARD, title=title, text="別の言葉です。", shape=Shape.STORY, theme=Theme.NIGHT)
        assert lay_out(other).accent % 5 == accent


@pytest.mark.parametrize("card", ALL)
def test_everything_is_large_enough_to_be_read_on_a_phone(card: Card) -> None:
    layout = laid_out(card)
    assert layout.size >= SMALLEST_SIZE
    for glyph in layout.glyphs:
        if glyph.font is FontName.SANS:
            assert glyph.size >= (34 if glyph.color is ColorRole.WORDS else 24)


@pytest.mark.parametrize("card", ALL)
def test_nothing_leaves_the_card_or_stands_on_something_else(card: Card) -> None:
    layout = laid_out(card)
    frame = FRAMES[card.shape]
    top = 250 if card.shape is Shape.STORY else 24
    places = placed(layout)
    for left, upper, right, lower in itertools.chain.from_iterable(places.values()):
        assert 24 <= left <= right <= frame.width - 24
        assert top <= upper <= lower <= frame.height - top
    for one, other in itertools.combinations(places.values(), 2):
        for a, b in itertools.product(one, other):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def placed(layout: CardLayout) -> dict[str, list[Rectangle]]:
    """Return where there is ink, of the words, of what else is written, of the marks and of the avatar."""
    found: dict[str, list[Rectangle]] = {
        "marks": [(bar.left, bar.top, bar.right, bar.bottom) for bar in layout.bars]
    }
    for glyph in layout.glyphs:
        kind = "marks" if glyph.color is ColorRole.ACCENT else glyph.font.value
        left, upper, right, lower = (
            side * glyph.size for side in ink(glyph.text, glyph.font, vertical=glyph.vertical)
        )
        if glyph.rotated:
            left, upper, right, lower = -lower, left, -upper, right
        found.setdefault(kind, []).append((glyph.x + left, glyph.y + upper, glyph.x + right, glyph.y + lower))
    if layout.avatar:
        disc = layout.avatar
        found["avatar"] = [(disc.x, disc.y, disc.x + disc.side, disc.y + disc.side)]
    return found


@cache
def ink(text: str, name: FontName, *, vertical: bool) -> Rectangle:
    """Return the rectangle of a character’s ink, from the start of its baseline, in em."""
    em = 100
    image = Image.new("L", (4 * em, 4 * em))
    font = _load_font(name, em, vertical)
    ImageDraw.Draw(image).text((em, 2 * em), text, fill=255, font=font, anchor="ls")
    left, upper, right, lower = image.getbbox() or (em, 2 * em, em, 2 * em)
    return left / em - 1, upper / em - 2, right / em - 1, lower / em - 2
