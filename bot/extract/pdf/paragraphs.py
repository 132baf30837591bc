"""The paragraphs and headings of a PDF, put together from its lines across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.extract import inline
from bot.extract.pdf.columns import Line
from bot.extract.pdf.furniture import usual_size

_LARGER = 1.12
_SAME_SIZE = 0.06
"""Times the size of the text: from there on a line is a heading. By how much lines of a paragraph differ."""
_WIDER = 1.3
"""Times the usual distance of lines: then a paragraph begins."""
_INDENT = 0.7
_SHORT = 2.0
"""Sizes by which the first line of a paragraph is moved in, and its last one is short."""
_VERY_SHORT = 0.6
"""Of the width of a column: a line that ends there ends a paragraph whatever its last character is."""
_HEADING_STEP = 1.9
"""Sizes between the lines of one heading."""
_PARTED = 0.04
"""Of the lines that are moved in or stand below a space: then those part the paragraphs."""
_LONGEST_HEADING = 160
_LONGEST_BOLD = 90
_LONGEST_WORD = 42
_DEEPEST = 6
_END = re.compile(r"[。．.！？!?…:：][」』）)】”’\"']{0,2}$")
_ITEM = re.compile(r"[•‣▪●○■□◆◇★☆・※]|[-–*]\s|[(（]?\d{1,2}[.)）、]\s?(?!\d)|[①-⑳❶-❿]")
_CAPTION = re.compile(r"(?:(?:Fig(?:ure|\.)|Table)\s?\d{1,3}[.:]|[図表]\s?\d{1,3}[.:：．\s])")
_DIVIDED = re.compile(r"([^\W\d_]{2,40})[-\u2010\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_]{1,40}")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,40}-[^\W\d_]{1,40}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that stands together, from `page` on; `level` is that of a heading, from 2 on, or 0."""

    text: str
    page: int
    level: int = 0
    caption: bool = False


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line, and the number of its page."""

    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a document is set: the size and the usual distance of its lines, whether space or an indent parts
    its paragraphs, whether its text is bold."""

    size: float
    leading: float
    parted: bool
    bold: bool

    @classmethod
    def of(cls, lines: Sequence[_Numbered]) -> _Habits:
        """Return those of a document."""
        size = usual_size(one.line for one in lines)
        steps = [
            round(above.line.y - below.line.y, 1)
            for above, below in pairwise(lines)
            if above.page == below.page
            and above.line.column == below.line.column
            and max(abs(above.line.size - size), abs(below.line.size - size)) <= 1
        ]
        leading = Counter(steps).most_common(1)[0][0] if steps else 1.5 * size
        moved = sum(1 for one in lines if _INDENT * size < one.line.x - one.line.left < 4 * size)
        wider = sum(1 for step in steps if step > _WIDER * leading)
        bold = sum(len(one.line.text) if one.line.bold else -len(one.line.text) for one in lines)
        return cls(size, leading, moved + wider > _PARTED * len(lines), bold > 0)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return what stands on pages as headings and paragraphs; words divided at ends of lines are whole."""
    lines = [_Numbered(number, line) for number, page in enumerate(pages) for line in page]
    habits = _Habits.of(lines)
    groups: list[list[_Numbered]] = []
    for one in lines:
        if groups and _goes_on(groups[-1], one, habits):
            groups[-1].append(one)
        else:
            groups.append([one])
    hyphenated = {word for one in lines for word in _HYPHENATED.findall(one.line.text.casefold())}
    sizes = {round(group[0].line.size) for group in groups if _is_larger(group[0].line, habits)}
    levels = {size: min(2 + place, _DEEPEST) for place, size in enumerate(sorted(sizes, reverse=True))}
    found = []
    for group in groups:
        text = _joined([one.line.text for one in group], hyphenated)
        level = _level(group, text, habits, levels)
        found.append(Paragraph(text, group[0].page, level, not level and bool(_CAPTION.match(text))))
    return found


def _goes_on(group: Sequence[_Numbered], one: _Numbered, habits: _Habits) -> bool:
    """Return whether a line belongs to the paragraph before it, perhaps in another column or page."""
    above, line = group[-1].line, one.line
    size = max(above.size, line.size)
    heading = _is_larger(above, habits)
    done = heading or _END.search(above.text) is not None or above.right - above.end > _SHORT * size
    if abs(above.size - line.size) > _SAME_SIZE * size or (done and not heading and _ITEM.match(line.text)):
        return False
    if (group[0].line.bold and above.bold) is not line.bold and (done or not line.bold):
        return False
    moved = line.x - line.left > _INDENT * size
    if (group[-1].page, above.column) != (one.page, line.column):
        return not heading and not moved and not _ends(above, parted=False)
    step = above.y - line.y
    if heading:
        return 0 < step <= _HEADING_STEP * size
    if step > _WIDER * habits.leading or (moved and above.x - above.left <= _INDENT * size):
        return False
    return not _ends(above, parted=habits.parted and not moved)


def _ends(line: Line, *, parted: bool) -> bool:
    """Return whether a line is the last of its paragraph; `parted`: something else says so, too."""
    room = line.right - line.end
    if room > (1 - _VERY_SHORT) * (line.right - line.left):
        return True
    return not parted and room > _SHORT * line.size and _END.search(line.text) is not None


def _is_larger(line: Line, habits: _Habits) -> bool:
    return line.size > _LARGER * habits.size


def _level(group: Sequence[_Numbered], text: str, habits: _Habits, levels: dict[int, int]) -> int:
    """Return the level of a heading: by its size, or the one below all for a short bold line."""
    if len(text) > _LONGEST_HEADING or not any(map(str.isalnum, text)):
        return 0
    if _is_larger(group[0].line, habits):
        return levels[round(group[0].line.size)]
    bold = not habits.bold and all(one.line.bold for one in group)
    if bold and len(text) <= _LONGEST_BOLD and not _END.search(text):
        return min(2 + len(levels), _DEEPEST)
    return 0


def _joined(texts: Sequence[str], hyphenated: Container[str]) -> str:
    """Return lines as one text; a word divided at the end of a line keeps a hyphen that it has elsewhere."""
    pieces = [texts[0]]
    for text in texts[1:]:
        last = pieces[-1]
        divided, rest = _DIVIDED.search(last, max(0, len(last) - _LONGEST_WORD)), _GOES_ON.match(text)
        if divided and rest:
            parted = rest[0][0].islower() and f"{divided[1]}-{rest[0]}".casefold() not in hyphenated
            pieces[-1] = (last[: divided.end(1)] if parted else last) + text
        else:
            pieces.append(text)
    return inline.one_line(pieces)
