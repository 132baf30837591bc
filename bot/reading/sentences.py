"""Split blocks into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import BlockKind, DocumentBlock, Language, ShownText
from bot.reading import grammar
from bot.reading.blocks import Block, BlockRole
from bot.reading.lines import NOT_READ

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


def split(blocks: list[Block], language: Language, *, by_line: bool = False) -> list[Sentence]:
    """Return every sentence of the blocks that are not headings, in order.

    `by_line` says that the text has no full stops: then a block that says something is whole.
    """
    sentences: list[Sentence] = []
    for index, block in enumerate(blocks):
        if block.role in (BlockRole.HEADING, BlockRole.ITEM_HEADING):
            continue
        start = 0
        for end in grammar.sentence_ends(block.shown.text, language):
            shown = block.shown.part(start, end)
            if shown.text:
                whole = grammar.stands_alone(shown.text, language)
                whole = whole or (by_line and grammar.is_statement(shown.text, language))
                sentences.append(Sentence(shown, index, whole))
            start = end
    return sentences


def distinct(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences without those that stand in the article before."""
    first = {sentence.text: position for position, sentence in reversed(list(enumerate(sentences)))}
    return [sentence for position, sentence in enumerate(sentences) if first[sentence.text] == position]


def adjoining(sentences: Sequence[Sentence], blocks: Sequence[DocumentBlock]) -> tuple[int, ...]:
    """Return the positions of the sentences that follow the one before with no heading and no words between,
    read or not; `blocks` are all of the article."""
    ends = [block.shown.offsets[-1] for block in blocks]

    def parted(start: int, end: int) -> bool:
        for number in range(bisect_left(ends, start), len(blocks)):
            block = blocks[number]
            offsets = block.shown.offsets
            if offsets[0] >= end:
                break
            between = block.shown.text[bisect_left(offsets, start) : bisect_left(offsets, end)]
            parts = block.kind is BlockKind.HEADING or block.kind in NOT_READ
            if between and (parts or _WORD.search(between)):
                return True
        return False

    gaps = ((before.shown.offsets[-1] + 1, after.shown.offsets[0]) for before, after in pairwise(sentences))
    return tuple(position for position, gap in enumerate(gaps, 1) if not parted(*gap))
