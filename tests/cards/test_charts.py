"""Vote charts: their layout, and that everything on them can be read."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import pytest
from PIL import Image

from bot.cards import Chart, MissingGlyphError, Painter
from bot.cards.chart import _PLOT_BOTTOM, HEIGHT, SMALLEST_SIZE, WIDTH, lay_out_chart
from bot.cards.fonts import FontName, font
from bot.cards.painting import paint_chart
from bot.cards.placing import Bar
from bot.cards.spacing import INTER_SCRIPT_GLUE
from bot.cards.themes import PALETTES, ColorRole
from bot.model import Theme
from tests.cards.approved import difference, small
from tests.cards.charts import CHARTS, ENGLISH, JAPANESE, HardChart, chart
from tests.cards.contrast import colors, contrast

USUAL = CHARTS[0].chart


def test_the_chart_changes_with_one_vote() -> None:
    column = replace(USUAL.columns[-1], up=6)
    other = replace(USUAL, columns=(*USUAL.columns[:-1], column))
    assert difference(small(USUAL), small(other)) > 8


@pytest.mark.parametrize("theme", Theme)
def test_texts_and_bars_have_enough_contrast_to_the_paper(theme: Theme) -> None:
    layout = lay_out_chart(replace(USUAL, theme=theme))
    assert {glyph.color for glyph in layout.glyphs} == {ColorRole.WORDS, ColorRole.QUIET}
    empty = replace(layout, glyphs=(), bars=(), thumbs=(), baseline=Bar(-9, -9, -5, -5, ColorRole.QUIET))
    for paper in colors(paint_chart(empty, theme)):
        for role in (ColorRole.UP, ColorRole.DOWN):
            assert contrast(PALETTES[theme].colors[role], paper) >= 3
        for role in (ColorRole.WORDS, ColorRole.QUIET):
            assert contrast(PALETTES[theme].colors[role], paper) >= 7


def written(chart: Chart) -> dict[tuple[float, float], str]:
    """Return the texts of a chart by size and baseline, each line as one text."""
    lines: dict[tuple[float, float], str] = {}
    for glyph in lay_out_chart(chart).glyphs:
        lines[glyph.size, glyph.y] = lines.get((glyph.size, glyph.y), "") + glyph.text
    return lines


@pytest.mark.parametrize("hard", CHARTS, ids=lambda hard: hard.name)
def test_likes_and_dislikes_can_be_told_apart_without_colors(hard: HardChart) -> None:
    layout = lay_out_chart(hard.chart)
    zero = (layout.baseline.top + layout.baseline.bottom) / 2
    for bar in layout.bars:
        assert (bar.bottom, bar.top)[bar.color is ColorRole.DOWN] == zero, (
            "👍 stand on the line, 👎 hang below it"
        )
    for thumb in layout.thumbs[-2:]:
        assert (thumb.y > zero) == (thumb.color is ColorRole.DOWN)
    assert len(layout.bars) == sum(bool(n) for c in hard.chart.columns for n in (c.up, c.down))


@pytest.mark.parametrize("hard", CHARTS, ids=lambda hard: hard.name)
def test_bars_are_as_long_as_their_votes_and_none_is_too_small_to_see(hard: HardChart) -> None:
    layout = lay_out_chart(hard.chart)
    lengths = [bar.bottom - bar.top for bar in layout.bars]
    votes = [n for column in hard.chart.columns for n in (column.up, column.down) if n]
    assert min(lengths) >= 6
    longest = max(lengths) / max(votes)
    for length, count in zip(lengths, votes, strict=True):
        assert length == pytest.approx(max(6, count * longest))
    assert max(bar.bottom for bar in layout.bars) <= _PLOT_BOTTOM


@pytest.mark.parametrize("hard", CHARTS, ids=lambda hard: hard.name)
def test_nothing_leaves_the_chart_or_overlaps(hard: HardChart) -> None:
    layout = lay_out_chart(hard.chart)
    known = font(FontName.SANS)
    boxes = []
    for glyph in layout.glyphs:
        assert glyph.size >= SMALLEST_SIZE
        right = glyph.x + known.width(glyph.text) * glyph.size
        boxes.append((glyph.x + 1, glyph.y - 0.72 * glyph.size, right - 1, glyph.y))
    boxes += [(t.x + 4, t.y + 4, t.x + t.side - 4, t.y + t.side - 4) for t in layout.thumbs]
    boxes += [(bar.left, bar.top + 0.1, bar.right, bar.bottom - 0.1) for bar in layout.bars]
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= WIDTH - 24
        assert 24 <= top < bottom <= HEIGHT - 24
    for one, other in itertools.combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize("names", [JAPANESE, ENGLISH], ids=["japanese", "english"])
def test_every_week_has_its_label_and_both_numbers(names: tuple[str, ...]) -> None:
    votes = [(11 * n + 3, 7 * n) for n in range(8)]
    shown = "".join(written(chart(votes, names, "title", Theme.PAPER)).values())
    for words in (*names, *(str(n) for week in votes for n in week), "title", "332", "196"):
        assert words.replace(" ", "") in shown, "a space is no glyph"


def test_a_title_has_glue_between_scripts() -> None:
    figure, first, second, *_ = lay_out_chart(replace(USUAL, title="1週間")).glyphs
    em = font(FontName.SANS)
    assert first.x - figure.x == pytest.approx((em.width("1") + INTER_SCRIPT_GLUE) * figure.size)
    assert second.x - first.x == pytest.approx(figure.size)


async def test_a_chart_is_a_png_of_its_size_and_drawn_once() -> None:
    painter = Painter()
    drawn = await painter.draw(USUAL)
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert await painter.draw(replace(USUAL)) is drawn


def test_a_character_without_a_glyph_is_refused() -> None:
    with pytest.raises(MissingGlyphError, match="U\\+0634"):
        lay_out_chart(replace(USUAL, title="ش"))
