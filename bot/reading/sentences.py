"""Split blocks into sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Language
from bot.reading import grammar
from bot.reading.blocks import Block, BlockRole
from bot.reading.shown import ShownText


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
