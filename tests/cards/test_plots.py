"""Charts of forecasts: where their lines and words stand, and that everything can be read."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import pytest
from PIL import Image

from bot.cards import Drawing, Painter
from bot.cards.fonts import FontName, font
from bot.cards.painting import paint_plot
from bot.cards.plot import ACCENT, NOTE_SIZE, Path, PlotLayout, lay_out_plot
from bot.cards.themes import PALETTES, ColorRole
from bot.model import Theme
from tests.cards.approved import approved, difference, small
from tests.cards.contrast import colors, contrast
from tests.cards.plots import CALIBRATIONS, MOVEMENTS, calibration, movement

PLOTS: dict[str, Drawing] = {**MOVEMENTS, **CALIBRATIONS}


def layout_of(name: str) -> PlotLayout:
    """Return the layout of a plot of that name."""
    return lay_out_plot(PLOTS[name])  # type: ignore[arg-type]


def dots(layout: PlotLayout) -> list[Path]:
    """Return the dots of a layout."""
    return [path for path in layout.paths if len(path.points) == 1]


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_looks_as_it_was_approved(name: str) -> None:
    picture = small(PLOTS[name])
    assert difference(picture, approved(name, picture)) < 8


@pytest.mark.parametrize("name", PLOTS)
def test_nothing_leaves_the_picture_and_no_words_touch(name: str) -> None:
    layout, known = layout_of(name), font(FontName.SANS)
    boxes = []
    for glyph in layout.glyphs:
        assert glyph.size >= NOTE_SIZE
        right = glyph.x + known.width(glyph.text) * glyph.size
        boxes.append((glyph.x + 1, glyph.y - 0.72 * glyph.size, right - 1, glyph.y))
    for left, top, right, bottom in boxes:
        assert 24 <= left <= right <= layout.width - 24
        assert 24 <= top < bottom <= layout.height - 24
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for path in layout.paths:
        for x, y in path.points:
            assert path.width / 2 <= x <= layout.width - path.width / 2
            assert path.width / 2 <= y <= layout.height - path.width / 2


def test_a_median_stands_until_it_changes_and_ends_in_a_dot_where_now_is() -> None:
    layout = lay_out_plot(movement(((0.0, 0.2, 0.3, 0.4), (0.5, 0.6, 0.7, 0.8)), 0.75))
    band, median, dot = layout.paths[-3:]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = median.points
    assert (y0, y2) == (y1, y3)
    assert x1 == x2
    assert (x1 - x0) / (x3 - x0) == pytest.approx(0.5 / 0.75)
    assert y2 < y0, "higher is more probable"
    assert dot.points == ((x3, y3),)
    assert {y for _, y in band.points[:2]} != {y0}, "the band is around the median"
    assert not band.width


def test_dots_stand_on_the_diagonal_where_all_came_true_as_said_and_grow_with_their_number() -> None:
    layout = layout_of("all-bins")
    diagonal = next(
        path for path in layout.paths if len({y for _, y in path.points}) == 2 and path.width == 4
    )
    (x0, y0), (x1, y1) = diagonal.points
    for dot in dots(layout):
        ((x, y),) = dot.points
        assert (x - x0) / (x1 - x0) == pytest.approx((y - y0) / (y1 - y0))
    widths = [dot.width for dot in dots(layout)]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


@pytest.mark.parametrize("theme", Theme)
def test_lines_and_words_have_enough_contrast_to_the_paper(theme: Theme) -> None:
    layout = lay_out_plot(movement(((0.1, 0.3, 0.35, 0.5),), 0.6, theme))
    assert {glyph.color for glyph in layout.glyphs} == {ColorRole.WORDS, ColorRole.QUIET}
    palette = PALETTES[theme].with_accent(ACCENT)
    for paper in colors(paint_plot(replace(layout, paths=(), glyphs=()), theme)):
        assert contrast(palette.colors[ColorRole.ACCENT], paper) >= 3


def test_the_picture_changes_with_the_median_and_with_a_share() -> None:
    moved = replace(MOVEMENTS["one-forecast"], steps=((0.1, 0.35, 0.42, 0.42),))
    assert difference(small(MOVEMENTS["one-forecast"]), small(moved)) > 8
    other = calibration(((0.5, 0.8, 0.15, 1.0, 1),))
    assert difference(small(CALIBRATIONS["one-point"]), small(other)) > 8


async def test_a_plot_is_a_png_and_drawn_once() -> None:
    painter = Painter()
    drawn = await painter.draw(MOVEMENTS["hundreds-of-changes"])
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 800))
    assert await painter.draw(replace(MOVEMENTS["hundreds-of-changes"])) is drawn
