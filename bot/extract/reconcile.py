"""Repair of an extracted main text by comparing it with all text of its page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extract.text_runs import TextRun, container_kind

_KEY_LENGTH = 24  # letters at either end that tell a paragraph from all others
_LINK_SHARE = 0.8  # of a run: then it is nothing but a link
_MAIN_KIND_SHARE = 0.6  # of the prose: then one kind of container holds the article
_MIN_TAIL_SHARE = 0.2  # of the prose: less behind the end is a notice or a profile
_MAX_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading, list item, quotation or code block. `mark` is the Markdown before it."""

    mark: str
    text: str

    @property
    def key(self) -> str:
        """Return the letters and digits, which two copies of a paragraph have in common."""
        return _key(self.text)


def reconcile(picked: Sequence[TextBlock], found: Sequence[TextRun]) -> list[TextBlock]:
    """Return the `picked` blocks without mere links, and in the page's wording where words were lost.

    `found` is all text of the page in order. Paragraphs that were not picked, but stand in the same kind of
    container as most that were, are added: an advertisement may have cut the article in two.
    """
    places: dict[str, int] = {}
    for n, run in enumerate(found):
        for part in _lookup_keys(_key(run.text)):
            places.setdefault(part, n)
    at = [
        next((places[part] for part in _lookup_keys(block.key) if part in places), None) for block in picked
    ]
    missing = _missing(picked, [n for n in at if n is not None], found)
    result: list[TextBlock] = []
    for block, place in zip(picked, at, strict=True):
        if place is None:
            result.append(block)
            continue
        while missing and missing[0] < place:
            result.append(TextBlock("", found[missing.pop(0)].text))
        run = found[place]
        if block.mark.startswith("#") or run.linked < _LINK_SHARE * len(run.text):
            result += _as_on_page(block, place, found)
    return result + [TextBlock("", found[n].text) for n in missing]


def _as_on_page(block: TextBlock, place: int, found: Sequence[TextRun]) -> list[TextBlock]:
    """Return a block as the page has it from the run `place` on: complete, and in as many paragraphs."""
    rest, end = block.key, place
    while end < len(found) and rest and rest.startswith(_key(found[end].text)):
        rest = rest[len(_key(found[end].text)) :]
        end += 1
    if not rest and end > place + 1:
        return [TextBlock(block.mark, run.text) for run in found[place:end]]
    run = found[place]
    whole = len(block.text) < len(run.text) < _MAX_GROWTH * len(block.text)
    return [TextBlock(block.mark, run.text) if whole else block]


def following(blocks: Sequence[TextBlock], found: Sequence[TextRun], count: int) -> list[str]:
    """Return the text of the runs that follow the main text on the page, at most `count`."""
    keys = {block.key for block in blocks}
    last = max((n for n, run in enumerate(found) if _key(run.text) in keys), default=-1)
    return [run.text for run in found[last + 1 : last + 1 + count]]


def _missing(picked: Sequence[TextBlock], at: Sequence[int], found: Sequence[TextRun]) -> list[int]:
    """Return which runs were not picked, though their kind of container holds most of those that were."""
    amounts: Counter[tuple[str, ...]] = Counter()
    for n in at:
        if (kind := container_kind(found[n])) is not None:
            amounts[kind] += found[n].prose
    total = sum(found[n].prose for n in at)
    if not amounts or max(amounts.values()) < _MAIN_KIND_SHARE * total:
        return []
    kind = max(amounts, key=lambda one: amounts[one])
    have = "".join(block.key for block in picked)
    missing = []
    for n, run in enumerate(found):
        if run.prose and run.tag != "pre" and container_kind(run) == kind:
            key = _key(run.text)
            if key[:_KEY_LENGTH] not in have and key[-_KEY_LENGTH:] not in have:
                missing.append(n)
    after = [n for n in missing if n > max(at)]
    if sum(found[n].prose for n in after) < _MIN_TAIL_SHARE * total:
        return missing[: len(missing) - len(after)]
    return missing


def _lookup_keys(key: str) -> tuple[str, ...]:
    return (key, key[:_KEY_LENGTH], key[-_KEY_LENGTH:]) if key else ()


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
