"""Find whom a quotation that is set apart comes from: a line below it, or the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.cues import Cues, cues
from bot.model import BlockKind, DocumentBlock, Language
from bot.reading import interviews
from bot.reading.attribution_en import Attribution
from bot.reading.marks import QUOTATION_MARKS
from bot.reading.names_en import EnglishNames
from bot.reading.names_ja import TOPIC, JapaneseNames
from bot.reading.phrases_en import PhraseKind
from bot.reading.subjects_en import Subjects

_SOURCE = re.compile(r"(?:[—–―─]{1,3}|--) ?(?P<who>[^\s—–―─-][^\n]{1,80})$")
_AFTER_NAME = re.compile(r"[,、，(（|／/『「《]| [—–-] ")
_HIRAGANA = re.compile(r"(?!(?:さん|くん|さま|ちゃん)$|ん$)[ぁ-ん]")
_MAX_NAME = 40
_LEADING = 160
"""Characters before a quotation that may name whom it is from."""


def with_sources(lines: Sequence[DocumentBlock], language: Language) -> list[DocumentBlock]:
    """Return the lines with the sources of quotations; lines that only name them become labels."""
    found = list(lines)
    asking = interviews.questions(found)
    names: JapaneseNames | EnglishNames | None = None
    left_out: set[int] = set()
    index = 0
    while index < len(found):
        end = _end(found, index)
        if end == index or (end - 1 > index and end - 1 in asking) or end in asking:
            index += 1
            continue
        who = _name(found[end - 1].shown.text) if end - 1 > index else None
        if who:
            left_out.add(end - 1)
            found[end - 2] = replace(found[end - 2], labels=(found[end - 1].shown,))
        elif end < len(found) and (who := _name(found[end].shown.text)):
            left_out.add(end)
            found[end - 1] = replace(found[end - 1], labels=(found[end].shown,))
        elif index and found[index].kind is BlockKind.QUOTATION and found[index].speaker is None:
            text = found[index - 1].shown.text[-_LEADING:]
            if cues(language)["turns.leads_to"].search(text):
                names = names or _names(lines, language)
                who = _speaker_before(text, names, cues(language))
        if who:
            for place in range(index, end):
                found[place] = replace(found[place], kind=BlockKind.QUOTATION, speaker=who)
        index = end
    return [line for index, line in enumerate(found) if index not in left_out]


def _end(lines: list[DocumentBlock], start: int) -> int:
    """Return where the quotation ends that begins at `start`; `start` where none does."""
    if lines[start].kind is BlockKind.QUOTATION:
        end = start + 1
        while end < len(lines) and lines[end].kind is BlockKind.QUOTATION:
            end += 1
        return end
    text = lines[start].shown.text
    in_marks = (
        lines[start].kind is BlockKind.PARAGRAPH and text[0] in QUOTATION_MARKS and text[-1] in '」』”’"'
    )
    named = start + 1 < len(lines) and _name(lines[start + 1].shown.text)
    return start + 1 if in_marks and named else start


def _name(text: str) -> str | None:
    """Return the source that a line consists of, as it stands behind a dash."""
    match = _SOURCE.match(text)
    name = _AFTER_NAME.split(match["who"], maxsplit=1)[0].strip() if match else ""
    # Not words that go on behind a dash, or the question of an interviewer.
    goes_on = text[-1] in "。？！" or name[:1].islower() or len(_HIRAGANA.findall(name)) > len(name) / 3
    return name if 2 <= len(name) <= _MAX_NAME and name[-1] not in "。.!?！？" and not goes_on else None


def _names(lines: Sequence[DocumentBlock], language: Language) -> JapaneseNames | EnglishNames:
    text = "\n".join(line.shown.text for line in lines)
    return JapaneseNames(text) if language is Language.JA else EnglishNames(text)


def _speaker_before(text: str, names: JapaneseNames | EnglishNames, cue: Cues) -> str | None:
    if isinstance(names, EnglishNames):
        source = Attribution(Subjects()).before(text.rstrip(":") + ": ")
        phrase = source.phrase if source else None
        return names.speaker(phrase) if phrase and phrase.kind is PhraseKind.NAME else None
    topics = [match["noun"] for match in TOPIC.finditer(text) if names.may_speak(match["noun"])]
    if not topics or not cue["quotes.reporting_verb"].search(text) or names.is_pronoun(topics[0]):
        return None
    return names.full_name(topics[0])
