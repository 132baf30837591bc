"""Lay out a chart of votes per week: the position of every bar, icon and character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards.box import Box
from bot.cards.content import Chart
from bot.cards.fitting import make_boxes
from bot.cards.fonts import FontName
from bot.cards.layout import Glyph
from bot.cards.placing import Bar
from bot.cards.themes import ColorRole
from bot.model import Language

WIDTH, HEIGHT = 1200, 800
TITLE_SIZE, NUMBER_SIZE, LABEL_SIZE, SMALLEST_SIZE = 46, 42, 38, 28
"""Pixels of an em; on a phone, where the image is 360 points wide, 14, 13, 11 and 8 points.

Numbers and labels are smaller only where the widest would come near its neighbors."""

_MARGIN = 64
_TITLE_BASELINE = 112
_PLOT_TOP = 176
_LABEL_BASELINE = 744
_PLOT_BOTTOM = _LABEL_BASELINE - 74
_GUTTER = 76
"""The width left of the first column, with the icons."""
_THUMB_SIZE = 48
_NUMBER_GAP = 14
"""The space between a bar and its number."""
_BAR_SHARE = 0.54
"""The width of a bar as a share of its column."""
_MIN_BAR = 6
"""The shortest bar of at least one vote."""
_MAX_PER_VOTE = 56
"""The length of one vote at most, so that a few votes do not look like many."""
_DIGIT_HEIGHT = 0.74
"""The height of a digit, in em."""


@dataclass(frozen=True, slots=True)
class ThumbIcon:
    """A thumb, up or down by its color, in a square of `side` pixels whose upper left corner is `x`, `y`."""

    x: float
    y: float
    side: float
    color: ColorRole


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """What is painted, in pixels.

    Bars for 👍 are above the `baseline` and those for 👎 below it, on one scale, so that they can be told
    apart without colors. Each has its number at its end.
    """

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    bars: tuple[Bar, ...]
    thumbs: tuple[ThumbIcon, ...]
    baseline: Bar


def lay_out_chart(chart: Chart) -> ChartLayout:
    """Return the layout of a chart; raise MissingGlyphError for a character without a glyph."""
    glyphs = [*place_text(chart.title, _MARGIN, _TITLE_BASELINE, TITLE_SIZE, ColorRole.WORDS)]
    thumbs: list[ThumbIcon] = []
    x = float(WIDTH - _MARGIN)
    for words, color in ((chart.down_label, ColorRole.DOWN), (chart.up_label, ColorRole.UP)):
        x -= text_width(words, NUMBER_SIZE)
        glyphs += place_text(words, x, _TITLE_BASELINE, NUMBER_SIZE, ColorRole.WORDS)
        x -= _THUMB_SIZE + 14
        thumbs.append(ThumbIcon(x, _TITLE_BASELINE - _THUMB_SIZE + 6, _THUMB_SIZE, color))
        x -= 40
    slot_width = (WIDTH - 2 * _MARGIN - _GUTTER) / len(chart.columns)
    number_size = _largest_size(
        [w for c in chart.columns for w in (c.up_label, c.down_label)], NUMBER_SIZE, slot_width * 0.92
    )
    label_size = _largest_size([column.label for column in chart.columns], LABEL_SIZE, slot_width * 0.84)
    number_room = _NUMBER_GAP + _DIGIT_HEIGHT * number_size
    room = _PLOT_BOTTOM - _PLOT_TOP - 2 * number_room
    highest, lowest = (max(column.up for column in chart.columns), max(c.down for c in chart.columns))
    scale = min(room / max(1, highest + lowest), _MAX_PER_VOTE)
    zero_line = _PLOT_TOP + number_room + highest * scale + (room - scale * (highest + lowest)) * 0.7
    # The icons need room on both sides of the baseline, too.
    zero_line = min(max(zero_line, _PLOT_TOP + _THUMB_SIZE), _PLOT_BOTTOM - _THUMB_SIZE)
    bars: list[Bar] = []
    for number, column in enumerate(chart.columns):
        middle = _MARGIN + _GUTTER + (number + 0.5) * slot_width
        left, right = middle - _BAR_SHARE * slot_width / 2, middle + _BAR_SHARE * slot_width / 2
        up, down = (max(_MIN_BAR, votes * scale) if votes else 0.0 for votes in (column.up, column.down))
        if up:
            bars.append(Bar(left, zero_line - up, right, zero_line, ColorRole.UP))
        if down:
            bars.append(Bar(left, zero_line, right, zero_line + down, ColorRole.DOWN))
        for words, y, em, color in (
            (
                column.up_label,
                zero_line - up - _NUMBER_GAP,
                number_size,
                ColorRole.WORDS if up else ColorRole.QUIET,
            ),
            (
                column.down_label,
                zero_line + down + number_room,
                number_size,
                ColorRole.WORDS if down else ColorRole.QUIET,
            ),
            (column.label, _LABEL_BASELINE, label_size, ColorRole.QUIET),
        ):
            glyphs += place_text(words, middle - text_width(words, em) / 2, y, em, color)
    thumbs += [
        ThumbIcon(_MARGIN, zero_line - _NUMBER_GAP - _THUMB_SIZE, _THUMB_SIZE, ColorRole.UP),
        ThumbIcon(_MARGIN, zero_line + _NUMBER_GAP, _THUMB_SIZE, ColorRole.DOWN),
    ]
    baseline = Bar(_MARGIN, zero_line - 1.5, WIDTH - _MARGIN, zero_line + 1.5, ColorRole.QUIET)
    return ChartLayout(WIDTH, HEIGHT, tuple(glyphs), tuple(bars), tuple(thumbs), baseline)


def _largest_size(texts: list[str], limit: float, room: float) -> float:
    """Return the size up to `limit` at which no text is wider than `room`, but at least `SMALLEST_SIZE`."""
    widest = max(text_width(text, 1.0) for text in texts)
    return max(SMALLEST_SIZE, min(limit, room / widest))


def text_width(text: str, size: float) -> float:
    """Return the width of a text on a chart."""
    return sum(box.width + box.glue for box in _boxes(text)) * size


def place_text(text: str, x: float, y: float, size: float, color: ColorRole) -> Iterator[Glyph]:
    """Yield the glyphs of a text whose baseline starts at `x`, `y`."""
    for box in _boxes(text):
        for cluster, offset in zip(box.clusters, box.offsets, strict=True):
            yield Glyph(cluster, x + offset * size, y, size, box.font, color)
        x += (box.width + box.glue) * size


def _boxes(text: str) -> list[Box]:
    # As Japanese whatever the language: text without Japanese is set the same in both.
    return make_boxes(FontName.SANS, text, Language.JA)
