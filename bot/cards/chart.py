"""Votes a week to a plot: every bar, thumb and character with its place. No pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards.boxes import Box
from bot.cards.fitting import make_boxes
from bot.cards.fonts import FontName
from bot.cards.layout import Glyph
from bot.cards.themes import ColorRole
from bot.model import Language, Theme

WIDTH, HEIGHT = 1200, 800
TITLE_SIZE, NUMBER_SIZE, LABEL_SIZE, SMALLEST_SIZE = 46, 42, 38, 28
"""Pixels of an em; on a phone, where the picture is 360 points wide, 14, 13, 11 and 8 points. Numbers and the
names of weeks get smaller only where the widest would come near its neighbours."""

_MARGIN = 64
_TITLE_BASELINE = 112
"""Where the title's baseline is,"""
_PLOT_TOP = 176
"""where the plot begins,"""
_LABEL_BASELINE = 744
"""and the baseline of the weeks' names."""
_PLOT_BOTTOM = _LABEL_BASELINE - 74
_GUTTER = 76
"""What stands left of the first week: the thumbs."""
_THUMB_SIZE = 48
_NUMBER_GAP = 14
"""Between a bar and its number."""
_BAR_SHARE = 0.54
"""How much of its week's width a bar takes,"""
_MIN_BAR = 6
"""how long it is at least,"""
_MAX_PER_VOTE = 56
"""and how long for a single vote at most: where few vote, one more is no landslide."""
_DIGIT_HEIGHT = 0.74
"""The height of a figure, in em."""


@dataclass(frozen=True, slots=True)
class Column:
    """One week by its `name`, with 👍 and 👎 as numbers and in words."""

    label: str
    up: int
    down: int
    up_label: str
    down_label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart says and how it looks; equal charts are the same picture. `up_words` and `down_words` are
    how many there are in all."""

    title: str
    columns: tuple[Column, ...]
    up_label: str
    down_label: str
    theme: Theme = Theme.LIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """A box in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    color: ColorRole


@dataclass(frozen=True, slots=True)
class ThumbIcon:
    """A hand with its thumb up, or down, in a square of `side` pixels whose upper left corner is `x`, `y`."""

    x: float
    y: float
    side: float
    color: ColorRole


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """What is painted, in pixels. 👍 stand on the `line`, 👎 hang below it, all to one scale: which is which
    can be told without colors, and there is room for a number at the end of each."""

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    bars: tuple[Bar, ...]
    thumbs: tuple[ThumbIcon, ...]
    baseline: Bar


def lay_out_chart(chart: Chart) -> ChartLayout:
    """The chart's plot; equal charts have equal plots. Raises a MissingError for a character that the
    typeface doesn't have."""
    glyphs = [*_glyphs(chart.title, _MARGIN, _TITLE_BASELINE, TITLE_SIZE, ColorRole.WORDS)]
    thumbs: list[ThumbIcon] = []
    x = float(WIDTH - _MARGIN)
    for words, color in ((chart.down_label, ColorRole.DOWN), (chart.up_label, ColorRole.UP)):
        x -= _width(words, NUMBER_SIZE)
        glyphs += _glyphs(words, x, _TITLE_BASELINE, NUMBER_SIZE, ColorRole.WORDS)
        x -= _THUMB_SIZE + 14
        thumbs.append(ThumbIcon(x, _TITLE_BASELINE - _THUMB_SIZE + 6, _THUMB_SIZE, color))
        x -= 40
    slot = (WIDTH - 2 * _MARGIN - _GUTTER) / len(chart.columns)
    size = _largest_size(
        [w for c in chart.columns for w in (c.up_label, c.down_label)], NUMBER_SIZE, slot * 0.92
    )
    small = _largest_size([column.label for column in chart.columns], LABEL_SIZE, slot * 0.84)
    beyond = _NUMBER_GAP + _DIGIT_HEIGHT * size
    room = _PLOT_BOTTOM - _PLOT_TOP - 2 * beyond
    highest, deepest = (max(column.up for column in chart.columns), max(c.down for c in chart.columns))
    scale = min(room / max(1, highest + deepest), _MAX_PER_VOTE)
    zero = _PLOT_TOP + beyond + highest * scale + (room - scale * (highest + deepest)) * 0.7
    # The thumbs beside the line want their room, too.
    zero = min(max(zero, _PLOT_TOP + _THUMB_SIZE), _PLOT_BOTTOM - _THUMB_SIZE)
    bars: list[Bar] = []
    for number, column in enumerate(chart.columns):
        middle = _MARGIN + _GUTTER + (number + 0.5) * slot
        left, right = middle - _BAR_SHARE * slot / 2, middle + _BAR_SHARE * slot / 2
        up, down = (max(_MIN_BAR, votes * scale) if votes else 0.0 for votes in (column.up, column.down))
        if up:
            bars.append(Bar(left, zero - up, right, zero, ColorRole.UP))
        if down:
            bars.append(Bar(left, zero, right, zero + down, ColorRole.DOWN))
        for words, y, em, color in (
            (column.up_label, zero - up - _NUMBER_GAP, size, ColorRole.WORDS if up else ColorRole.QUIET),
            (column.down_label, zero + down + beyond, size, ColorRole.WORDS if down else ColorRole.QUIET),
            (column.label, _LABEL_BASELINE, small, ColorRole.QUIET),
        ):
            glyphs += _glyphs(words, middle - _width(words, em) / 2, y, em, color)
    thumbs += [
        ThumbIcon(_MARGIN, zero - _NUMBER_GAP - _THUMB_SIZE, _THUMB_SIZE, ColorRole.UP),
        ThumbIcon(_MARGIN, zero + _NUMBER_GAP, _THUMB_SIZE, ColorRole.DOWN),
    ]
    line = Bar(_MARGIN, zero - 1.5, WIDTH - _MARGIN, zero + 1.5, ColorRole.QUIET)
    return ChartLayout(WIDTH, HEIGHT, tuple(glyphs), tuple(bars), tuple(thumbs), line)


def _largest_size(words: list[str], most: float, room: float) -> float:
    """The size, `most` at most, at which none of these is wider than `room`; no smaller than can be read."""
    widest = max(_width(text, 1.0) for text in words)
    return max(SMALLEST_SIZE, min(most, room / widest))


def _width(text: str, size: float) -> float:
    return sum(box.width + box.glue for box in _boxes(text)) * size


def _glyphs(text: str, x: float, y: float, size: float, color: ColorRole) -> Iterator[Glyph]:
    """Words whose baseline begins at `x`, `y`."""
    for box in _boxes(text):
        for char, offset in zip(box.text, box.offsets, strict=True):
            yield Glyph(char, x + offset * size, y, size, FontName.SANS, color)
        x += (box.width + box.glue) * size


def _boxes(text: str) -> list[Box]:
    """What has no Japanese in it looks the same in both languages."""
    return make_boxes(FontName.SANS, text, Language.JA)
