"""Text that looks like articles to an index: words, letters and characters as frequent as they really are."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from bot.model import Language

WORDS = 20_000
_PARTICLES = [
    "の", "に", "を", "は", "が", "と", "、", "で", "も", "から", "した", "する", "ている", "いる",
    "という", "など", "である", "まで",
]  # fmt: skip
_ENDINGS = ("した。", "いる。", "だ。", "です。", "ます。", "という。", "ない。", "れた。")
_SMALL = [
    "the", "of", "and", "to", "a", "in", "is", "that", "for", "it", "was", "with", "as", "on", "be",
    "by", "at", "this", "from", "are", "not", "have",
]  # fmt: skip
_SYLLABLES = [
    "con", "pre", "dic", "ti", "on", "ma", "ra", "ter", "in", "ex", "al", "er", "st", "re", "de", "lo",
    "ni", "tor", "ble", "ing", "ed", "an", "ca", "po", "su", "mi", "ve", "co", "sta", "ly",
]  # fmt: skip
_KANA = "アイウエオカキクケコサシスセソタチツテトナニノハヒフヘホマミムメモラリルレロンーージドデバビプ"


class Words:
    """Sentences in both languages. Words are as frequent as Zipf's law says, kanji too."""

    def __init__(self, seed: int) -> None:
        self._rng = rng = random.Random(seed)
        kanji = [chr(0x4E00 + n * 9) for n in range(2_100)]
        rng.shuffle(kanji)
        often = _zipf(len(kanji), 0.9)

        def japanese() -> str:
            if rng.random() < 0.2:
                return "".join(rng.choices(_KANA, k=rng.randint(2, 5)))
            return "".join(
                rng.choices(kanji, cum_weights=often, k=rng.choices((1, 2, 3, 4), (2, 6, 2, 1))[0])
            )

        self.japanese = list(dict.fromkeys(japanese() for _ in range(WORDS)))
        self.english = list(
            dict.fromkeys("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(WORDS))
        )
        self._often = {len(words): _zipf(len(words), 1.0) for words in (self.japanese, self.english)}
        self._often |= {len(words): _zipf(len(words), 0.8) for words in (_PARTICLES, _SMALL)}

    def article(self, language: Language, length: int) -> list[str]:
        """Sentences of about `length` characters in all."""
        sentences, total = [], 0
        while total < length:
            made = self._japanese() if language is Language.JA else self._english()
            sentences.append(made)
            total += len(made)
        return sentences

    def _japanese(self) -> str:
        count = self._rng.randint(4, 16)
        between = self._pick(_PARTICLES, count - 1)
        words = self._pick(self.japanese, count)
        joined = "".join(itertools.chain(*zip(words, between, strict=False)))
        return joined + words[-1] + self._rng.choice(_ENDINGS)

    def _english(self) -> str:
        count = self._rng.randint(8, 28)
        words = self._pick(self.english, count)
        small = self._pick(_SMALL, count)
        mixed = [s if self._rng.random() < 0.45 else w for s, w in zip(small, words, strict=True)]
        return " ".join(mixed).capitalize() + "."

    def _pick(self, words: Sequence[str], count: int) -> list[str]:
        return self._rng.choices(words, cum_weights=self._often[len(words)], k=count)


def _zipf(count: int, power: float) -> list[float]:
    return list(itertools.accumulate(1 / (n + 1) ** power for n in range(count)))
