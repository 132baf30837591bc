"""How an article's labeled items become examples that a model can be trained with (pure)."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.model import Article, Item, Language, Span
from bot.words import passage

LENGTH = 4_000
"""About so many characters of an article stand in a prompt: some 3,000 tokens of Japanese, 1,000 of English.
A whole article may not fit what people train with; a paragraph leaves nothing to choose from."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

Say = Callable[[Language, str], str]
"""Return the message of a key in a language."""


@dataclass(frozen=True, slots=True)
class Example:
    """An unpaired preference, as trl calls it: `label` says whether the completion is a good one.

    https://huggingface.co/docs/trl/dataset_formats
    """

    prompt: str
    completion: str
    label: bool

    def line(self) -> bytes:
        """Return it as a line of a JSON Lines file."""
        fields = {"prompt": self.prompt, "completion": self.completion, "label": self.label}
        return f"{json.dumps(fields, ensure_ascii=False)}\n".encode()


def examples(
    article: Article,
    text: str,
    sentences: Sequence[Sequence[Span]],
    labeled: Sequence[tuple[Item, bool]],
    say: Say,
) -> Iterator[Example]:
    """Yield an example for each labeled item of an article; slow for a long one.

    A prompt says in the article's language what is asked for, and has the article's title and the part of it
    that the item stands in: all prompts of one part are the same but for what they ask for, so that nothing
    in them tells where the item stands.
    """
    cut = parts(text, sentences)
    starts = [start for start, _ in cut]
    for item, label in labeled:
        first = max(bisect_right(starts, item.spans[0][0]) - 1, 0)
        last = max(bisect_left(starts, item.spans[-1][1]) - 1, first)
        read = "\n".join(part for _, part in cut[first : last + 1])
        asked = say(article.language, f"export-prompt-{item.kind}")
        # With the white space of the prompt, so that what is asked for can be copied out of it.
        completion = " ".join(item.text.split())
        yield Example(f"{asked}\n\n{article.title}\n\n{read}\n\n", completion, label)


def parts(text: str, sentences: Sequence[Sequence[Span]]) -> list[tuple[int, str]]:
    """Return a text's sentences in parts of about `LENGTH` characters, all of about one size: each with its
    start and with a paragraph on each of its lines."""
    sizes = [sum(end - start for start, end in spans) for spans in sentences]
    total = sum(sizes)
    count = -(-total // LENGTH)
    cut: list[list[Sequence[Span]]] = [[] for _ in range(count)]
    before = 0
    for spans, size in zip(sentences, sizes, strict=True):
        if size:
            cut[before * count // total].append(spans)
        before += size
    return [(part[0][0][0], _prose(text, part)) for part in cut if part]


def _prose(text: str, sentences: Sequence[Sequence[Span]]) -> str:
    paragraphs: list[list[Span]] = []
    end = 0
    for spans in sentences:
        if not paragraphs or _BLANK_LINE.search(text, end, spans[0][0]):
            paragraphs.append([])
        paragraphs[-1].extend(spans)
        end = spans[-1][1]
    return "\n".join(passage(text, spans) for spans in paragraphs)
