"""Split blocks into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import Language, ShownText
from bot.reading import grammar
from bot.reading.blocks import Block, BlockRole
from bot.reading.markup import LineKind, SourceLine

_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body.

    `block` is the index of its block; `whole` says that it can be shown without its neighbors.
    """

    shown: ShownText
    block: int
    whole: bool

    @property
    def text(self) -> str:
        """Return the sentence as it is shown."""
        return self.shown.text


def by_block(sentences: Iterable[Sentence]) -> dict[int, list[Sentence]]:
    """Return the sentences of each block that has any."""
    found: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.block, []).append(sentence)
    return found


def split(blocks: list[Block], language: Language) -> list[Sentence]:
    """Return every sentence of the blocks that are not headings, in order."""
    sentences: list[Sentence] = []
    for index, block in enumerate(blocks):
        if block.role in (BlockRole.HEADING, BlockRole.ITEM_HEADING):
            continue
        start = 0
        for end in grammar.sentence_ends(block.shown.text, language):
            shown = block.shown.part(start, end)
            if shown.text:
                sentences.append(Sentence(shown, index, grammar.stands_alone(shown.text, language)))
            start = end
    return sentences


def adjoining(sentences: Sequence[Sentence], lines: Sequence[SourceLine]) -> tuple[int, ...]:
    """Return the positions of the sentences that follow the one before with no heading and no words between,
    read or not; `lines` are all of the article."""
    ends = [line.end for line in lines]

    def parted(start: int, end: int) -> bool:
        for number in range(bisect_left(ends, start), len(lines)):
            line = lines[number]
            offsets = line.shown.offsets
            between = line.shown.text[bisect_left(offsets, start) : bisect_left(offsets, end)]
            if (between and line.kind is LineKind.HEADING) or _WORD.search(between):
                return True
            if line.end >= end:
                break
            if line.is_left_out:
                return True
        return False

    gaps = ((before.shown.offsets[-1] + 1, after.shown.offsets[0]) for before, after in pairwise(sentences))
    return tuple(position for position, gap in enumerate(gaps, 1) if not parted(*gap))
