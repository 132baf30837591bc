"""How the body of an article is divided into parts to read. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import BodyBlock, Language, Part, PartSize


def split(body: Sequence[BodyBlock], size: PartSize, language: Language, start: int = 0) -> list[Part]:
    """Return the parts of what stands in a body from the offset `start` of the stored text on."""
    raise NotImplementedError
