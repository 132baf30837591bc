"""Recognize conversations without quotation marks: interviews, round tables, transcripts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from bot.cues import Cues, cues
from bot.model import BlockKind, DocumentBlock, Language, ShownText
from bot.reading import interviews
from bot.reading.interviews import is_whole_quotation
from bot.reading.names_en import EnglishNames
from bot.reading.names_ja import JapaneseNames

_MIN_TURNS = 3
_MIN_SPEAKERS = 2
_MIN_TALK = {False: 0.3, True: 0.5}
"""The share of turns that sound like talk, also where labels stand on lines of their own, as headings do."""
_MIN_TEXT = 4
_OPENING_LINES = 8
_AFTER_COMPANY = re.compile(r"^.*・(?=[一-龥々]{2,}$)")
_TIME = r"[(\[（]?(?:\d{1,2}:)?\d{1,2}:\d{2}[)\]）]?"
_IN_BRACKETS = re.compile(r"[(\[（](?:(\d{1,2}):)?(\d{1,2}):(\d{2})[)\]）]")
_BEGINNING = 300
"""Seconds into a recording: by then somebody speaks. The times of a program are those of a day."""
_JAPANESE_NAME = r"[一-龥々ヶァ-ヴーぁ-んA-Za-zＡ-Ｚ・.＝=]{1,14}(?: [A-Z一-龥々][A-Za-z一-龥々.]{0,14}){0,2}"
_ENGLISH_NAME = r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\. )?[A-Z][\w.'’-]{0,24}(?: [A-Z][\w.'’-]{0,24}){0,3}"
# ○知事 お疲れさまです。 The mark has made a heading of it.
_MARKED_LABEL = re.compile(
    r"(?P<label>[一-龥々ァ-ヴー]{1,14})(?: ?[（(][^（()）]{1,24}[）)])?[ \u3000]{1,4}(?=[^。]{2,}。)"
)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at the start of a line; the words after it begin at `start`. `alone`: nothing is after it.
    `marked`: ○ or the like stands before it. `second`: the time in brackets beside it."""

    name: str
    start: int
    alone: bool
    marked: bool = False
    second: int | None = None


def with_turns(lines: list[DocumentBlock], title: str | None, language: Language) -> list[DocumentBlock]:
    """Return the lines with the turns of a conversation marked as such, their labels apart.

    A turn has a speaker if its label is a name, or if it is an answer and one person is interviewed. Labels
    count only where they recur or alternate, and what is below them sounds like talk or each has its time: a
    lone `Note:` is none.
    """
    cue = cues(language)
    if asked_at := interviews.questions(lines):
        who = _interviewee([title or "", *(line.shown.text for line in lines[:_OPENING_LINES])], cue)
        labels = {index: _Label("", start, alone=False) for index, start in asked_at.items()}
        replies = {
            index + 1: _label(lines[index + 1], lines[index + 2 : index + 3], cue, language)
            or _Label(who or "", 0, alone=False)
            for index in asked_at
        }
        return _marked(lines, replies | labels, cue, language)
    question_or_answer = _question_or_answer(language)
    answers = [question_or_answer.match(line.shown.text) for line in lines]
    asked = sum(1 for match in answers if match and match["asks"])
    if asked and len(list(filter(None, answers))) > asked:
        who = _interviewee([title or "", *(line.shown.text for line in lines[:_OPENING_LINES])], cue)
        labels = {
            index: _Label("" if match["asks"] else who or "", match.end(), match.end() == len(match.string))
            for index, match in enumerate(answers)
            if match
        }
        return _marked(lines, labels, cue, language)
    found = {
        index: label
        for index, line in enumerate(lines)
        if (label := _label(line, lines[index + 1 : index + 2], cue, language))
    }
    accepted = _accepted(lines, found, cue)
    return _marked(lines, accepted, cue, language) if accepted else lines


@cache
def _label_pattern(language: Language) -> re.Pattern[str]:
    japanese = language is Language.JA
    name, separator = (_JAPANESE_NAME, "|\u3000") if japanese else (_ENGLISH_NAME, r"(?=\s|$|[“\"])")
    return re.compile(
        rf"(?:{_TIME} ?)?(?P<label>{name})(?: ?[（(][^（）():：]{{1,24}}[）)])?"
        rf"(?: ?{_TIME} ?[:：]?| ?[:：]{separator}|(?P<none>$))\s{{0,4}}"
    )


@cache
def _question_or_answer(language: Language) -> re.Pattern[str]:
    cue = cues(language)
    labels = rf"(?:(?P<asks>{cue.group('turns.question')})|{cue.group('turns.answer')})"
    # In English a space is not enough: `A year in the hills`.
    space = r"|[ \u3000](?=\S)" if language is Language.JA else ""
    return re.compile(rf"{labels}(?:[.．:：] ?{space})")


def _label(line: DocumentBlock, below: list[DocumentBlock], cue: Cues, language: Language) -> _Label | None:
    text = line.shown.text
    if line.kind is BlockKind.HEADING and line.level == 0 and (marked := _MARKED_LABEL.match(text)):
        return _Label(marked["label"], marked.end(), alone=False, marked=True)
    match = _label_pattern(language).match(text)
    if not match or (line.kind is BlockKind.HEADING and line.level in (1, 2)):
        return None
    name = match["label"].strip(" :：\u3000")
    alone = match.end() == len(text)
    if cue["turns.no_label"].fullmatch(name):
        return None
    if alone and not (
        below and len(below[0].shown.text) >= _MIN_TEXT and below[0].kind is not BlockKind.HEADING
    ):
        return None
    if not alone and (match["none"] is not None or line.kind is BlockKind.HEADING):
        return None
    return _Label(name, match.end(), alone, second=_second(match[0]))


def _accepted(lines: list[DocumentBlock], found: dict[int, _Label], cue: Cues) -> dict[int, _Label]:
    """Return the labels of a conversation; none where the evidence is too thin."""
    for alone in (False, True):
        ours = {index: label for index, label in found.items() if label.alone is alone}
        times = Counter(label.name for label in ours.values())
        recurring = [index for index, label in ours.items() if times[label.name] > 1]
        if not recurring:
            continue
        # Who says something only once is in the midst of the others.
        ours = {i: label for i, label in ours.items() if label.marked or recurring[0] <= i <= recurring[-1]}
        turns = [lines[i + 1].shown.text if alone else lines[i].shown.text[ours[i].start :] for i in ours]
        talk = sum(1 for turn in turns if cue["turns.talk"].search(turn[:400]))
        talks = talk >= max(2, len(turns) * _MIN_TALK[alone]) or _is_recorded(list(ours.values()))
        several = len({label.name for label in ours.values()}) >= _MIN_SPEAKERS
        if several and len(turns) >= _MIN_TURNS and talks:
            return ours
    return {}


def _second(label: str) -> int | None:
    if not (time := _IN_BRACKETS.search(label)):
        return None
    hours, minutes, seconds = (int(part or 0) for part in time.groups())
    return 3600 * hours + 60 * minutes + seconds


def _is_recorded(labels: list[_Label]) -> bool:
    """Return whether each label has its time in a recording: the times ascend from its beginning on."""
    seconds = [label.second for label in labels if label.second is not None]
    return len(seconds) == len(labels) and seconds == sorted(seconds) and seconds[0] <= _BEGINNING


def _interviewee(opening: list[str], cue: Cues) -> str | None:
    """Return the one person whom the title or the first lines say was asked."""
    who = {
        _AFTER_COMPANY.sub("", match["who"])
        for text in opening
        for match in cue["turns.interviewee"].finditer(text[:400])
    }
    return who.pop() if len(who) == 1 else None


def _marked(
    lines: list[DocumentBlock], labels: dict[int, _Label], cue: Cues, language: Language
) -> list[DocumentBlock]:
    names = _names("\n".join(line.shown.text for line in lines), language)
    last = max(labels)
    marked: list[DocumentBlock] = []
    speaker: str | None = None
    said: tuple[ShownText, ...] = ()
    inside = begins = False
    for index, line in enumerate(lines):
        label = labels.get(index)
        if label:
            named = label.name and not cue["turns.unnamed"].fullmatch(label.name)
            speaker = _full_name(label.name, names) if named else None
            inside = begins = True
            said = (*said, line.shown.part(0, label.start))
            if label.alone:
                continue
            shown = line.shown.part(label.start, len(line.shown.text))
            line = _turn(replace(line, shown=shown), speaker, begins=True)
            begins = False
        elif inside and line.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION):
            # After the last label only what belongs to it: below, the article goes on.
            inside = begins or index < last or not line.apart
            begins = begins or is_whole_quotation(line.shown.text)
            line = _turn(line, speaker, begins=begins) if inside else line
            begins = False
        else:
            inside = inside and line.kind is not BlockKind.HEADING
        marked.append(replace(line, labels=(*line.labels, *said)))
        said = ()
    return marked


def _turn(line: DocumentBlock, speaker: str | None, *, begins: bool) -> DocumentBlock:
    return replace(line, kind=BlockKind.TURN, speaker=speaker, apart=line.apart or begins, bold=0)


def _names(text: str, language: Language) -> JapaneseNames | EnglishNames:
    return JapaneseNames(text) if language is Language.JA else EnglishNames(text)


def _full_name(label: str, names: JapaneseNames | EnglishNames) -> str:
    """Return the longer form of a name that the text has, if it begins or ends with the label."""
    full = names.full_name(label) or label
    return (
        full if len(full) > len(label) and (full.startswith(label) or full.endswith(" " + label)) else label
    )
