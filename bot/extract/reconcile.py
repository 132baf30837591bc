"""Two views of a page in agreement: what was picked as the main text, and all that stands on the page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extract.text_runs import TextRun, likeness

_ENOUGH = 24
"""So many letters at its beginning or end tell a paragraph from all others."""
_LINKED = 0.8
_MOST = 0.6
_TAIL = 0.2
_LONGER = 1.5


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading or item of the main text. `mark` is the Markdown before it."""

    mark: str
    text: str

    @property
    def key(self) -> str:
        """What two copies of a paragraph have in common."""
        return _key(self.text)


def reconcile(picked: Sequence[TextBlock], found: Sequence[TextRun]) -> list[TextBlock]:
    """`picked` in the page's own words where some were lost, without what is nothing but a link.

    Paragraphs in places like those of most others come in: an article may be cut in two by an advertisement.
    """
    places: dict[str, int] = {}
    for n, run in enumerate(found):
        for part in _parts(_key(run.text)):
            places.setdefault(part, n)
    at = [next((places[part] for part in _parts(block.key) if part in places), None) for block in picked]
    missing = _missing(picked, [n for n in at if n is not None], found)
    result: list[TextBlock] = []
    for block, place in zip(picked, at, strict=True):
        if place is None:
            result.append(block)
            continue
        while missing and missing[0] < place:
            result.append(TextBlock("", found[missing.pop(0)].text))
        run = found[place]
        if block.mark.startswith("#") or run.linked < _LINKED * len(run.text):
            result += _in_own_words(block, place, found)
    return result + [TextBlock("", found[n].text) for n in missing]


def _in_own_words(block: TextBlock, place: int, found: Sequence[TextRun]) -> list[TextBlock]:
    """A block as it stands on the page: whole, and in as many paragraphs."""
    rest, end = block.key, place
    while end < len(found) and rest and rest.startswith(_key(found[end].text)):
        rest = rest[len(_key(found[end].text)) :]
        end += 1
    if not rest and end > place + 1:
        return [TextBlock(block.mark, run.text) for run in found[place:end]]
    run = found[place]
    whole = len(block.text) < len(run.text) < _LONGER * len(block.text)
    return [TextBlock(block.mark, run.text) if whole else block]


def following(blocks: Sequence[TextBlock], found: Sequence[TextRun], count: int) -> list[str]:
    """What stands right behind the main text on the page, at most `count` runs."""
    keys = {block.key for block in blocks}
    last = max((n for n, run in enumerate(found) if _key(run.text) in keys), default=-1)
    return [run.text for run in found[last + 1 : last + 1 + count]]


def _missing(picked: Sequence[TextBlock], at: Sequence[int], found: Sequence[TextRun]) -> list[int]:
    """Which runs were not picked, though they stand in elements of the kind that holds most of what was."""
    amounts: Counter[tuple[str, ...]] = Counter()
    for n in at:
        if (like := likeness(found[n])) is not None:
            amounts[like] += found[n].prose
    total = sum(found[n].prose for n in at)
    if not amounts or max(amounts.values()) < _MOST * total:
        return []
    like = max(amounts, key=lambda one: amounts[one])
    have = "".join(block.key for block in picked)
    missing = []
    for n, run in enumerate(found):
        if run.prose and run.tag != "pre" and likeness(run) == like:
            key = _key(run.text)
            if key[:_ENOUGH] not in have and key[-_ENOUGH:] not in have:
                missing.append(n)
    # A little more after the end is a notice or a profile; a lot more is the rest of the article.
    after = [n for n in missing if n > max(at)]
    if sum(found[n].prose for n in after) < _TAIL * total:
        return missing[: len(missing) - len(after)]
    return missing


def _parts(key: str) -> tuple[str, ...]:
    return (key, key[:_ENOUGH], key[-_ENOUGH:]) if key else ()


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
