"""Whose words the quotations of a page are, by what stands in or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.cues import page_cues
from bot.extract.text_runs import TextRun
from bot.model.document import BlockKind

_CREDIT_LINE = re.compile(r"(?:[—–―‒─]{1,2}|-{1,2}(?=\s|[A-Z]))\s?([^\s。！？!?][^。！？!?\n]{1,80})$")
_CREDIT_BEHIND = re.compile(
    r"(?<=[.!?…”’\"。！？」』])\s?(?:[—–―]{1,2}|\s-{1,2}\s)\s?([^。！？!?\n—–―]{2,60})$"
)
_DASHES = " \u3000—–―‒─-~〜"
_BEHIND_NAME = re.compile(r"[,、，(（「『“\"|｜/／@]| [—–-] ")
_MAX_NAME = 40
_MAX_QUOTED = 0.5  # of the prose


def with_speakers(found: Sequence[TextRun]) -> list[TextRun]:
    """Return the runs without those that say whose words a quotation is: its runs name the speaker."""
    result: list[TextRun] = []
    quoted: list[TextRun] = []
    for quotation, group in groupby(found, key=lambda run: run.around.quotation):
        runs = list(group)
        if quotation is not None:
            quoted = _credited(runs)
            result += quoted
            continue
        credit = _CREDIT_LINE.match(runs[0].text) if runs[0].kind is BlockKind.PARAGRAPH else None
        if credit and quoted and not any(run.speaker for run in quoted):
            _name(quoted, credit[1])
            del runs[0]
        quoted = []
        result += runs
    return result


def without_indentation(runs: Sequence[TextRun]) -> list[TextRun]:
    """Return the runs of a main text; where most of it is quoted from nobody, that only indents it."""
    quoted = [run for run in runs if run.kind is BlockKind.QUOTATION and run.speaker is None]
    if sum(run.prose for run in quoted) > _MAX_QUOTED * sum(run.prose for run in runs):
        for run in quoted:
            run.kind = BlockKind.PARAGRAPH
    return list(runs)


def _credited(runs: list[TextRun]) -> list[TextRun]:
    """Return the runs of one quotation without its credit, which is in `cite`, a footer, or after a dash."""
    named = [run.text for run in runs if run.around.credited]
    runs = [run for run in runs if not run.around.credited]
    quoted = [run for run in runs if run.kind is BlockKind.QUOTATION]
    if quoted and not named:
        line = quoted[-1].lines[-1]
        alone = len(quoted) == len(quoted[-1].lines) == 1
        credit = (None if alone else _CREDIT_LINE.match(line.text)) or _CREDIT_BEHIND.search(line.text)
        if credit:
            named.append(credit[1])
            quoted[-1].lines.pop()
            if words := line.text[: credit.start()].rstrip():
                quoted[-1].lines.append(replace(line, text=words))
    _name(runs, " ".join(named))
    return [run for run in runs if run.lines]


def _name(runs: Sequence[TextRun], credit: str) -> None:
    speaker = _speaker(credit)
    for run in runs:
        if run.kind is BlockKind.QUOTATION:
            run.speaker = speaker


def _speaker(credit: str) -> str | None:
    """Return the name that a credit begins with; None where it names a work, or nobody knows."""
    credit = credit.strip(_DASHES)
    if page_cues()["credit_of_work"].search(credit):
        return None
    name = _BEHIND_NAME.split(credit, maxsplit=1)[0].strip(_DASHES)
    plausible = 1 < len(name) <= _MAX_NAME and not any(map(str.isdigit, name)) and any(map(str.isalpha, name))
    return name if plausible else None
