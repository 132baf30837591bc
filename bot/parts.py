"""How the body of an article is divided into parts to read. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import BodyBlock, Language, Part, PartSize, Piece

# A stand-in, until the branch that divides bodies is merged.
_SIZES = {PartSize.SHORT: 400, PartSize.MEDIUM: 800, PartSize.LONG: 1500}


def split(body: Sequence[BodyBlock], size: PartSize, language: Language, start: int = 0) -> list[Part]:
    """Return the parts of what stands in a body from the offset `start` of the stored text on."""
    groups: list[list[Piece]] = []
    used = 0
    for block in body:
        ((first, last),) = block.spans
        at = max(first, start)
        while at < last:
            end = min(last, at + _SIZES[size])
            if not groups or used + end - at > _SIZES[size]:
                groups.append([])
                used = 0
            groups[-1].append(
                Piece(block.text[at - first : end - first], ((at, end),), block.kind, at > first)
            )
            used += end - at
            at = end
    return [
        Part(n, len(groups), pieces[0].spans[0][0], pieces[-1].spans[-1][1], tuple(pieces), 1, None)
        for n, pieces in enumerate(groups, 1)
    ]
