"""Put together what there is to read of an article: its text, and what stands between without being prose."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.model import BlockKind, BodyBlock, BodyKind, DocumentBlock, Language, ShownText, Span
from bot.reading.asides import cues_of
from bot.reading.blocks import Block, BlockRole
from bot.reading.page import is_boilerplate
from bot.reading.sentences import Sentence
from bot.words import is_wide, shown_at

_PROSE = {
    BlockRole.HEADING: BodyKind.HEADING,
    BlockRole.ITEM_HEADING: BodyKind.HEADING,
    BlockRole.LIST_ITEM: BodyKind.LIST_ITEM,
    BlockRole.PARAGRAPH: BodyKind.PARAGRAPH,
    BlockRole.QUOTATION: BodyKind.QUOTATION,
    BlockRole.TURN: BodyKind.TURN,
}
_OTHER = {
    BlockKind.CODE: BodyKind.CODE,
    BlockKind.TABLE_ROW: BodyKind.TABLE_ROW,
    BlockKind.CAPTION: BodyKind.CAPTION,
}
_WHITE_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"\s*")
_BARS = " \t|"
_BEFORE_HEADING = "#■□◆◇▼▽★☆▍◎①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_AROUND_HEADING = _BEFORE_HEADING + " \t\u3000*_"
_MARKS = (
    (re.compile(r"[ \t]{0,8}>"), BodyKind.QUOTATION),
    (re.compile(r"[ \t\u3000]{0,8}(?:[-*+•・①-⑳]|\d{1,3}[.)])"), BodyKind.LIST_ITEM),
)
"""Of lines of which the sentences are known: what stands before the first of them."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters of the source that are one block, by their offsets; behind `ends` its sentences end."""

    kind: BodyKind
    offsets: Sequence[int]
    ends: Sequence[int] = ()


def build(
    prose: Iterable[tuple[Block, list[Sentence]]],
    lines: Sequence[DocumentBlock],
    others: Sequence[DocumentBlock],
    source: str,
    language: Language,
) -> tuple[BodyBlock, ...]:
    """Return the body of an article: what is left of its `prose`, and the `others` that belong to that.

    `lines` are all that was read, `others` what was not: of these belongs to the body what stands beside a
    line of which something is left. No character comes twice, or before one that stands before it.
    """
    found = [stretch for block, sentences in prose for stretch in _of_prose(block, sentences, source)]
    offsets = [offset for stretch in found for offset in stretch.offsets]
    kept = _beside_text(offsets, lines, others)
    kept = [line for line in kept if line.kind is BlockKind.CODE or not _is_furniture(line, language)]
    inserted = list(_of_others(kept, source))
    stretches = sorted([*_parted(found, inserted), *inserted], key=lambda stretch: stretch.offsets[0])
    return tuple(block for stretch in stretches if (block := _block(stretch, source)))


def of_sentences(
    source: str, sentences: Sequence[Sequence[Span]], headings: Collection[str]
) -> tuple[BodyBlock, ...]:
    """Return what is known of the body of an article of which only the sentences are stored.

    Between them a line with the mark of a heading is one, and so is one that `headings` names. Of all else
    there nobody knows any more whether it was the article's, and it is left out.
    """
    stretches: list[_Stretch] = []
    pieces: list[Sequence[int]] = []
    kind = BodyKind.PARAGRAPH
    end = 0
    for spans in sentences:
        *above, mark = source[end : spans[0][0]].split("\n")
        found = _headings(source, end, above, headings)
        next_kind = next((kind for pattern, kind in _MARKS if pattern.match(mark)), BodyKind.PARAGRAPH)
        goes_on = next_kind is BodyKind.PARAGRAPH or next_kind is kind is BodyKind.QUOTATION
        if pieces and (len(above) > 1 or (above and not goes_on)):
            stretches.append(_Stretch(kind, _joined(pieces, source), [piece[-1] for piece in pieces]))
            pieces = []
        kind = kind if pieces else next_kind
        stretches += found
        pieces.append(_joined([range(*span) for span in spans], source))
        end = spans[-1][1]
    if pieces:
        stretches.append(_Stretch(kind, _joined(pieces, source), [piece[-1] for piece in pieces]))
    return tuple(block for stretch in stretches if (block := _block(stretch, source)))


def _headings(source: str, start: int, lines: Sequence[str], known: Collection[str]) -> list[_Stretch]:
    """Return the headings among the lines from `start` on, without those of what was left out below them. The
    first line is the rest of one, unless all of the text begins with it: then a heading of the first level
    is the title."""
    found: list[_Stretch] = []
    kept = 0
    is_code = False
    at = start
    for number, line in enumerate(lines):
        text = line.strip(_AROUND_HEADING)
        is_code ^= line.lstrip().startswith(("```", "~~~"))
        is_title = start == 0 and line.startswith("# ")
        if (number or start == 0) and text and not is_title:
            marked = line.lstrip()[0] in _BEFORE_HEADING or (line[:2] == "**" == line.rstrip()[-2:])
            if not is_code and (text in known or marked):
                first = at + line.index(text)
                found.append(_Stretch(BodyKind.HEADING, range(first, first + len(text))))
                kept = len(found) if text in known else kept
            else:
                del found[kept:]
        at += len(line) + 1
    return found


def _of_prose(block: Block, sentences: list[Sentence], source: str) -> list[_Stretch]:
    kind = _PROSE[block.role]
    text = _kept(block.shown, sentences, source) if kind is not BodyKind.HEADING else block.shown.offsets
    ends = [sentence.shown.offsets[-1] for sentence in sentences]
    labels = [label.offsets for label in block.labels if label.text]
    who = labels[0] if labels and kind is BodyKind.TURN else None
    if who and "\n" in source[who[-1] + 1 : text[0]]:
        # The name has a line of its own.
        return [_Stretch(BodyKind.HEADING, who), _Stretch(kind, _joined([text, *labels[1:]], source), ends)]
    return [_Stretch(kind, _joined([text, *labels], source), ends)]


def _kept(shown: ShownText, sentences: list[Sentence], source: str) -> Sequence[int]:
    """Return the offsets of the sentences that are left of a block, with the white space between them."""
    kept: list[int] = []
    end = 0
    for sentence in sentences:
        start = bisect_left(shown.offsets, sentence.shown.offsets[0])
        if kept:
            gap = shown.text[end:start]
            before, behind = len(gap) - len(gap.lstrip()), len(gap) - len(gap.rstrip())
            kept += shown.offsets[end : end + before] if before else shown.offsets[start - behind : start]
        end = bisect_right(shown.offsets, sentence.shown.offsets[-1])
        kept += shown.offsets[start:end]
    # Where two lines were joined without white space between, the space between them is none of the source.
    places = zip(shown.offsets, shown.text, strict=True)
    made = {offset for offset, char in places if char.isspace() and not source[offset].isspace()}
    return [offset for offset in kept if offset not in made] if made else kept


def _joined(pieces: Sequence[Sequence[int]], source: str) -> list[int]:
    """Return the offsets of all pieces in order, with one of white space where that stands between two."""
    joined: list[int] = []
    pieces = sorted(pieces, key=lambda piece: piece[0])
    if any(after[0] <= before[-1] for before, after in pairwise(pieces)):
        return sorted({offset for piece in pieces for offset in piece})
    for piece in pieces:
        space = _WHITE_SPACE.search(source, joined[-1] + 1, piece[0]) if joined else None
        if (
            space
            and not source[joined[-1]].isspace()
            and not (space[0] == "\n" and is_wide(source[joined[-1]]) and is_wide(source[piece[0]]))
        ):
            joined.append(space.start())
        joined += piece
    return joined


def _beside_text(
    offsets: Sequence[int], lines: Sequence[DocumentBlock], others: Sequence[DocumentBlock]
) -> list[DocumentBlock]:
    """Return the others that stand directly beside a line of which some of the `offsets` are left."""

    def is_left(line: DocumentBlock) -> bool:
        position = bisect_left(offsets, line.shown.offsets[0])
        return position < len(offsets) and offsets[position] <= line.shown.offsets[-1]

    unread = {line.shown.offsets[0]: line for line in others if line.shown.text}
    read = [line for line in lines if line.shown.offsets[0] not in unread]
    starts = [line.shown.offsets[0] for line in read]
    left = [is_left(line) for line in read]
    kept = []
    for start in sorted(unread):
        position = bisect_left(starts, start)
        if any(left[max(0, position - 1) : position + 1]) and not is_left(unread[start]):
            kept.append(unread[start])
    return kept


def _is_furniture(line: DocumentBlock, language: Language) -> bool:
    return is_boilerplate(line.shown.text, cues_of(line.shown.text, language))


def _of_others(lines: Sequence[DocumentBlock], source: str) -> Iterator[_Stretch]:
    """Yield what is no prose; the rows of code as one block, with their indentation and the empty ones."""
    code: list[int] = []
    for line in lines:
        offsets: Sequence[int] = line.shown.offsets
        if code and not (line.kind is BlockKind.CODE and source[code[-1] + 1 : offsets[0]].isspace()):
            yield _Stretch(BodyKind.CODE, code)
            code = []
        if line.kind is BlockKind.CODE:
            start = source.rfind("\n", 0, offsets[0]) + 1
            start = start if source[start : offsets[0]].isspace() else offsets[0]
            code += range(code[-1] + 1 if code else start, offsets[-1] + 1)
        elif line.kind is BlockKind.TABLE_ROW:
            text = line.shown.text
            first, end = len(text) - len(text.lstrip(_BARS)), len(text.rstrip(_BARS))
            yield _Stretch(BodyKind.TABLE_ROW, offsets[first:end])
        else:
            yield _Stretch(_OTHER.get(line.kind, BodyKind.PARAGRAPH), offsets)
    if code:
        yield _Stretch(BodyKind.CODE, code)


def _parted(prose: Sequence[_Stretch], inserted: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Yield the prose; a sentence that goes on behind what stands in its midst is two stretches."""
    places = [stretch.offsets[0] for stretch in inserted]
    for stretch in prose:
        offsets = stretch.offsets
        first, last = bisect_left(places, offsets[0]), bisect_left(places, offsets[-1])
        cuts = [0, *(bisect_left(offsets, place) for place in places[first:last]), len(offsets)]
        for start, end in pairwise(cuts):
            if start < end:
                yield replace(stretch, offsets=offsets[start:end])


def _block(stretch: _Stretch, source: str) -> BodyBlock | None:
    """Return a stretch as a block, None if there is nothing in it to see."""
    is_code = stretch.kind is BodyKind.CODE
    offsets = stretch.offsets
    seen = [position for position, offset in enumerate(offsets) if not source[offset].isspace()]
    if not seen:
        return None
    offsets = offsets[0 if is_code else seen[0] : seen[-1] + 1]
    spans = ShownText("", array("q", offsets)).spans()
    text = shown_at(source, spans, breaks=is_code)
    breaks = [bisect_right(offsets, end) for end in stretch.ends]
    if is_code:
        breaks = [position for position, char in enumerate(text, 1) if char == "\n"]
    beyond = {found.end() for position in breaks if (found := _SPACES.match(text, position))}
    return BodyBlock(text, spans, stretch.kind, tuple(sorted(beyond - {0, len(text)})))
