"""Lay out charts of forecasts: how they moved, and how often they came true. Each is lines and words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.cards.chart import place_text, text_width
from bot.cards.content import CalibrationChart, MovementChart
from bot.cards.layout import Glyph
from bot.cards.themes import ColorRole

Point = tuple[float, float]

TITLE_SIZE, LABEL_SIZE, NOTE_SIZE = 46, 38, 32
"""Pixels of an em; on a phone, where the image is 360 points wide, 14, 11 and 10 points."""

_WIDTH = 1200
_MARGIN = 64
_TITLE_BASELINE = 112
_PLOT_TOP = 184
_PLOT_LEFT = 196
_PLOT_RIGHT = _WIDTH - _MARGIN - 24
"""So that a word below the end of the axis can stand around it."""
_MOVEMENT_HEIGHT, _CALIBRATION_HEIGHT = 800, 1200
_LABEL_ROOM = 76
"""From an axis to the baseline of what stands below it."""
_FULL, _BAND, _GRID = 255, 72, 110
"""How opaque lines are."""
_LINE, _RULE, _WHISKER = 9.0, 2.0, 5.0
_DOT = 26.0
_SMALLEST_DOT, _LARGEST_DOT = 20.0, 60.0
_MANY = 10
"""Forecasts that the largest dot stands for at least: one alone is small."""
ACCENT = 4
"""Violet, as predictions have it."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line through `points` with round ends, `width` pixels wide (a dot, where there is one point); without
    a width, the area between them. `opacity` is 0 to 255."""

    points: tuple[Point, ...]
    width: float
    color: ColorRole
    opacity: int = _FULL


@dataclass(frozen=True, slots=True)
class PlotLayout:
    """What is painted, in pixels: first the paths, in order, then the glyphs."""

    width: int
    height: int
    paths: tuple[Path, ...]
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where 0 to 1 stands on both axes."""

    left: float
    top: float
    right: float
    bottom: float

    def at(self, x: float, y: float) -> Point:
        return self.left + x * (self.right - self.left), self.bottom - y * (self.bottom - self.top)


def lay_out_plot(chart: MovementChart | CalibrationChart) -> PlotLayout:
    """Return the layout of a chart of forecasts; raise MissingGlyphError for a character without a glyph."""
    return _movement(chart) if isinstance(chart, MovementChart) else _calibration(chart)


def _movement(chart: MovementChart) -> PlotLayout:
    frame = _Frame(_PLOT_LEFT, _PLOT_TOP, _PLOT_RIGHT, _MOVEMENT_HEIGHT - 132)
    lower, median, upper = (_stairs(chart, frame, place) for place in (1, 2, 3))
    paths = [
        *_levels(frame),
        Path((*lower, *reversed(upper)), 0, ColorRole.ACCENT, _BAND),
        Path(median, _LINE, ColorRole.ACCENT),
        Path(median[-1:], _DOT, ColorRole.ACCENT),
    ]
    value_left = _WIDTH - _MARGIN - text_width(chart.value_label, TITLE_SIZE)
    label_y = frame.bottom + _LABEL_ROOM
    glyphs = [
        *place_text(chart.title, _MARGIN, _TITLE_BASELINE, TITLE_SIZE, ColorRole.WORDS),
        *place_text(chart.value_label, value_left, _TITLE_BASELINE, TITLE_SIZE, ColorRole.WORDS),
        *_level_words(frame, chart.levels),
        *place_text(chart.start_label, frame.left, label_y, LABEL_SIZE, ColorRole.QUIET),
        *place_text(
            chart.end_label,
            _WIDTH - _MARGIN - text_width(chart.end_label, LABEL_SIZE),
            label_y,
            LABEL_SIZE,
            ColorRole.QUIET,
        ),
    ]
    return PlotLayout(_WIDTH, _MOVEMENT_HEIGHT, tuple(paths), tuple(glyphs))


def _stairs(chart: MovementChart, frame: _Frame, place: int) -> tuple[Point, ...]:
    """Return a line that goes up and down where something changed: what was said stands until then."""
    points: list[Point] = []
    ends = [step[0] for step in chart.steps[1:]] + [max(chart.until, chart.steps[-1][0])]
    for step, end in zip(chart.steps, ends, strict=True):
        points += [frame.at(step[0], step[place]), frame.at(end, step[place])]
    return tuple(points)


def _calibration(chart: CalibrationChart) -> PlotLayout:
    frame = _Frame(_PLOT_LEFT, _PLOT_TOP + 76, _PLOT_RIGHT, _CALIBRATION_HEIGHT - 256)
    most = max([_MANY, *(point[4] for point in chart.points)])
    paths = [*_levels(frame), Path((frame.at(0, 0), frame.at(1, 1)), 4, ColorRole.QUIET, _GRID)]
    for said, _, low, high, _ in chart.points:
        paths.append(Path((frame.at(said, low), frame.at(said, high)), _WHISKER, ColorRole.ACCENT, 150))
    for said, true, _, _, count in chart.points:
        size = max(_SMALLEST_DOT, _LARGEST_DOT * math.sqrt(count / most))
        paths.append(Path((frame.at(said, true),), size, ColorRole.ACCENT))
    glyphs = [
        *place_text(chart.title, _MARGIN, _TITLE_BASELINE, TITLE_SIZE, ColorRole.WORDS),
        *place_text(chart.true_label, _MARGIN, _TITLE_BASELINE + 80, LABEL_SIZE, ColorRole.QUIET),
        *_level_words(frame, chart.levels),
        *_said_words(frame, chart.levels),
        *place_text(
            chart.said_label,
            _WIDTH - _MARGIN - text_width(chart.said_label, LABEL_SIZE),
            frame.bottom + _LABEL_ROOM + 56,
            LABEL_SIZE,
            ColorRole.QUIET,
        ),
        *place_text(chart.note, _MARGIN, _CALIBRATION_HEIGHT - 60, NOTE_SIZE, ColorRole.QUIET),
    ]
    return PlotLayout(_WIDTH, _CALIBRATION_HEIGHT, tuple(paths), tuple(glyphs))


def _levels(frame: _Frame) -> list[Path]:
    return [
        Path((frame.at(0, level), frame.at(1, level)), _RULE, ColorRole.QUIET, _GRID) for level in (0, 0.5, 1)
    ]


def _level_words(frame: _Frame, levels: Sequence[str]) -> Iterator[Glyph]:
    """Yield what stands beside the levels, up to the axis."""
    for words, level in zip(levels, (0, 0.5, 1), strict=True):
        x, y = frame.at(0, level)
        yield from place_text(
            words, x - 28 - text_width(words, LABEL_SIZE), y + 0.36 * LABEL_SIZE, LABEL_SIZE, ColorRole.QUIET
        )


def _said_words(frame: _Frame, levels: Sequence[str]) -> Iterator[Glyph]:
    """Yield what stands below the axis, around the places that it names."""
    for words, level in zip(levels, (0, 0.5, 1), strict=True):
        x, y = frame.at(level, 0)
        yield from place_text(
            words, x - text_width(words, LABEL_SIZE) / 2, y + _LABEL_ROOM - 14, LABEL_SIZE, ColorRole.QUIET
        )
