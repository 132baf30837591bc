"""Set who said a quotation and where it stands, below it or in columns beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cards.content import Card, Shape
from bot.cards.fitting import ellipsize, ellipsize_domain
from bot.cards.frames import FRAMES, SMALLER_SPEAKER
from bot.cards.line_breaking import CardLine
from bot.cards.placing import Disc, PlacedLine
from bot.cards.themes import ColorRole

_DESCENT = 0.12
"""How far a line reaches below its baseline, in em."""
_LEADING = 1.4
_COLUMN_LEADING = 1.5
_BESIDE_WORDS = 58
"""Between a vertical quotation and the columns beside it, where a bracket may stand."""
_AVATAR_GAP = 0.2
"""Between an avatar and what is beside or below it, as a share of its side."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is set: its lines, the avatar, and where it begins, `top` of a row or `right` of columns."""

    lines: tuple[PlacedLine, ...]
    avatar: Disc | None
    begin: float


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns of equal height beside a vertical quotation; `distance` em left of what is before them.

    `head` is the length of what stands above them, in pixels.
    """

    lines: list[CardLine]
    size: float
    color: ColorRole
    distance: float
    head: float = 0.0

    @property
    def width(self) -> float:
        """Return the pixels they take up, including the distance."""
        return (self.distance + _COLUMN_LEADING * (len(self.lines) - 1)) * self.size

    @property
    def length(self) -> float:
        """Return the pixels of the longest one, and of what stands above it."""
        return max(line.width for line in self.lines) * self.size + self.head


def set_below(card: Card, left: float) -> Attribution:
    """Set speaker and source at the foot of a card from `left`, beside the avatar."""
    frame = FRAMES[card.shape]
    measure = frame.width - frame.side - left
    foot = y = float(frame.height - frame.bottom)
    indent = frame.avatar * (1 + _AVATAR_GAP) if card.avatar else 0.0
    x, lines = left + indent, list[PlacedLine]()

    def place(line: CardLine, x: float, size: float, color: ColorRole) -> None:
        lines.append(PlacedLine(line, x, y, size, color))

    room = measure - indent
    if card.domain and card.shape is Shape.WIDE:
        line = ellipsize_domain(card.domain, frame.domain, room / 2)
        place(line, left + measure - line.width * frame.domain, frame.domain, ColorRole.QUIET)
        room -= line.width * frame.domain + 2 * frame.domain
    elif card.domain:
        place(ellipsize_domain(card.domain, frame.domain, room), x, frame.domain, ColorRole.QUIET)
        y -= _LEADING * frame.title
    titled = ellipsize(card.title, card.language, frame.title, room, 2)
    for line in reversed(titled):
        place(line, x, frame.title, ColorRole.QUIET)
        y -= _LEADING * frame.title
    if card.domain and not titled and card.shape is Shape.WIDE:
        y -= _LEADING * frame.title
    y -= 0.3 * frame.title
    said = card.excerpt_label or card.note
    label = ellipsize(said, card.language, frame.domain, measure * 0.5, 1) if said else []
    beside = max((line.width * frame.domain + 0.7 * frame.speaker for line in label), default=0.0)
    size, named = _speaker(card, measure - indent - beside, 2)
    for line in label:
        start = x + (named[-1].width * size + 0.7 * frame.speaker if named else 0.0)
        place(line, start, frame.domain, ColorRole.QUIET)
    for line in reversed(named):
        place(line, x, size, ColorRole.WORDS)
        y -= _LEADING * size
    if label and not named:
        y -= _LEADING * frame.domain
    top = min((line.y - (1 - _DESCENT) * line.size for line in lines), default=foot)
    if not card.avatar:
        return Attribution(tuple(lines), None, top)
    # Both are centered on one line, and neither ends lower than the foot.
    foot += _DESCENT * frame.title
    lift = max(0.0, (frame.avatar - (foot - top)) / 2)
    avatar = Disc(left, (top + foot - frame.avatar) / 2 - lift, frame.avatar)
    return Attribution(tuple(replace(line, y=line.y - lift) for line in lines), avatar, min(top, avatar.y))


def _speaker(
    card: Card, room: float, max_lines: int, *, vertical: bool = False
) -> tuple[float, list[CardLine]]:
    """Return the size and the lines of the speaker: the usual size, unless that cuts off more."""
    if not card.speaker:
        return SMALLER_SPEAKER, []
    usual = FRAMES[card.shape].speaker
    large, small = (
        ellipsize(card.speaker, card.language, size, room, count, vertical=vertical)
        for size, count in ((usual, 1), (SMALLER_SPEAKER, max_lines))
    )
    return (usual, large) if _characters(large) >= _characters(small) else (SMALLER_SPEAKER, small)


def _characters(lines: list[CardLine]) -> int:
    return sum(len(box.text) for line in lines for box in line.boxes)


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands left of a vertical quotation, from the right; and the line at the foot of the card."""

    columns: tuple[_Columns, ...]
    domain: PlacedLine | None
    foot: float
    """The lowest place that columns may reach."""
    avatar: float
    """The side of the avatar above the first of them; 0 without one."""

    @property
    def width(self) -> float:
        """Return the pixels that they take up, including the distance to the quotation."""
        columns = sum(columns.width for columns in self.columns)
        return columns + 2 * self._overhang + (_BESIDE_WORDS if columns else 0)

    @property
    def length(self) -> float:
        """Return the pixels of the longest one, with what it is lower by than the quotation begins."""
        return max((columns.length + 2 * columns.size for columns in self.columns), default=0.0)

    @property
    def _overhang(self) -> float:
        """Return by how much the avatar is wider than the speaker's columns, on either side."""
        if not self.avatar:
            return 0.0
        speaker = self.columns[0]
        taken = speaker.size * (1 + _COLUMN_LEADING * (len(speaker.lines) - 1))
        return max(0.0, (self.avatar - taken) / 2)

    def place(self, x: float, foot: float) -> Attribution:
        """Place the columns left of `x`, all ending at `foot`."""
        placed = [self.domain] if self.domain else []
        avatar = None
        x -= _BESIDE_WORDS + self._overhang
        for number, columns in enumerate(self.columns):
            head, em = foot - columns.length, columns.size
            first = x - columns.distance * em
            for line in columns.lines:
                x -= (columns.distance if line is columns.lines[0] else _COLUMN_LEADING) * em
                top = head + columns.head
                placed.append(PlacedLine(line, x + em / 2, top, em, columns.color, True))
            if self.avatar and number == 0:
                middle = (first + x + em) / 2
                avatar = Disc(middle - self.avatar / 2, head, self.avatar)
                x -= self._overhang
        return Attribution(tuple(placed), avatar, foot)


def set_beside(card: Card, top: float) -> Columns:
    """Set speaker, excerpt label and title in columns from `top` at most, and the domain at the foot."""
    frame = FRAMES[card.shape]
    foot, domain = float(frame.height - frame.bottom), None
    if card.domain:
        line = ellipsize_domain(card.domain, frame.domain, frame.width / 2)
        domain = PlacedLine(line, frame.side * 0.7, foot, frame.domain, ColorRole.QUIET)
        foot -= 2.2 * frame.domain
    measure = foot - top
    avatar = frame.avatar if card.avatar else 0.0
    head = avatar * (1 + _AVATAR_GAP)
    found: list[_Columns] = []
    size, named = _speaker(card, measure - head, 3, vertical=True)
    if named:
        found.append(_Columns(named, size, ColorRole.WORDS, 1, head))
    for text, em, max_lines in (
        (card.excerpt_label or card.note, frame.domain, 1),
        (card.title, frame.title, 2),
    ):
        if text and (lines := ellipsize(text, card.language, em, measure, max_lines, vertical=True)):
            found.append(_Columns(lines, em, ColorRole.QUIET, 2 if found else 1))
    return Columns(tuple(found), domain, foot, avatar if named else 0.0)
