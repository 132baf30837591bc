"""Whose words the quotations of a page are, by the elements in and around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.cues import page_cues
from bot.extract.runs import TextRun
from bot.model.document import BlockKind

_CREDIT_BEHIND = re.compile(r"(?<=[.!?…”’\"。！？」』])\s?(?=[—–―]{1,2}\s?[^。！？!?\n—–―]{2,60}$)")
_DASHES = " \u3000—–―‒─-~〜"
_BEHIND_NAME = re.compile(r"[,、，(（「『“\"|｜/／@]| [—–-] ")
_MAX_NAME = 40
_MAX_QUOTED = 0.5  # of the prose


def with_speakers(found: Sequence[TextRun]) -> list[TextRun]:
    """Return the runs without those in `cite`, `footer` or `figcaption` that say whose words a quotation is.

    The runs of the quotation name the speaker. What stands behind a dash at its end is a line of its own.
    """
    result: list[TextRun] = []
    for quotation, group in groupby(found, key=lambda run: run.around.quotation):
        runs = list(group)
        if quotation is not None:
            speaker = _speaker(" ".join(run.text for run in runs if run.around.credited))
            runs = [run for run in runs if not run.around.credited]
            for run in runs:
                if run.kind is BlockKind.QUOTATION:
                    run.speaker = speaker
            _part_credit(runs)
        result += runs
    return result


def _part_credit(runs: Sequence[TextRun]) -> None:
    if runs and runs[-1].kind is BlockKind.QUOTATION:
        line = runs[-1].lines[-1]
        if behind := _CREDIT_BEHIND.search(line.text):
            words, credit = line.text[: behind.start()], line.text[behind.end() :]
            runs[-1].lines[-1:] = [replace(line, text=words), replace(line, text=credit, bold=0)]


def _speaker(credit: str) -> str | None:
    """Return the name that a credit begins with; None where it names a work, or nobody knows."""
    credit = credit.strip(_DASHES)
    if page_cues()["credit_of_work"].search(credit):
        return None
    name = _BEHIND_NAME.split(credit, maxsplit=1)[0].strip(_DASHES)
    plausible = 1 < len(name) <= _MAX_NAME and not any(map(str.isdigit, name)) and any(map(str.isalpha, name))
    return name if plausible else None


def without_indentation(runs: Sequence[TextRun]) -> list[TextRun]:
    """Return the runs of a main text; where most of it is quoted from nobody, that only indents it."""
    quoted = [run for run in runs if run.kind is BlockKind.QUOTATION and run.speaker is None]
    if sum(run.prose for run in quoted) > _MAX_QUOTED * sum(run.prose for run in runs):
        for run in quoted:
            run.kind = BlockKind.PARAGRAPH
    return list(runs)
