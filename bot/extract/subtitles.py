"""Subtitles and transcripts with times (SRT, WebVTT): what was said, and by whom, as one text."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.extract import inline
from bot.model.articles import Metadata
from bot.model.document import BlockKind, Document, DocumentBlock

_TIME = r"-?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[,.]\d{1,3})?"
_TIMING = re.compile(rf"\s*(?P<start>{_TIME})[ \t]{{0,9}}-->[ \t]{{0,9}}(?P<end>{_TIME})")
_OTHER = re.compile(
    r"\ufeff?\s{0,99}(?:\[Script Info\]|\{\d{1,7}\}\{\d{1,7}\}|(?:\d{1,3}:)?\d{1,2}:\d{2}[.:]\d{2,3}[,;]\d"
    r"|(?:<\?xml[^>]{0,200}>\s{0,99})?<(?:tt:)?tt[\s>]|<SAMI>|\[(?:ti|ar|al|by|offset|re|ve):[^\n]{0,200}\]\s)",
    re.IGNORECASE,
)
"""How ASS, MicroDVD, SubViewer, SBV, TTML, SAMI and LRC begin."""
_BEGINS = re.compile(
    rf"\ufeff?\s{{0,99}}(?:WEBVTT(?:[ \t][^\n]*)?\n|(?:\d{{1,9}}[ \t]{{0,9}}\n)?{_TIMING.pattern})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,50})?[ \t]{1,9}(?P<name>[^<>]{1,60})>")
_TAG = re.compile(r"\{\\p[1-9][^{}]{0,100}\}[^{}]{0,2000}|</?[A-Za-z0-9][^<>]{0,200}>|\{\\[^{}]{0,200}\}")
"""Also what ASS draws."""
_BREAK = re.compile(r"\\[Nnh]|<br\s?/?>")
_LABEL = re.compile(r"(?:(?:>>|[-–—])\s?)?(?P<name>[^\W\d_][^:：。、,!?！？<>\n]{0,39})[:：](?!\d|//)\s{0,3}")
_NO_NAME = re.compile(r"(?:.* )?[a-z]+|.*(?<![^\W_])[a-z]{4,}(?![^\W_]).*|(?:\S+ ){4}.*")
"""What ends in a common word, or has long ones: `He said`. Names do not."""
_CHANGE = re.compile(r"(?:>>|[-–—])\s?(?=\S)")
_IN_BRACKETS = re.compile(r"[(（［\[【][^()（）［］\[\]【】]{1,20}[)）］\]】]\s?(?=\S)")
"""A name, or a sound: nobody can tell, but something begins with it."""
_NOT_SAID = re.compile(r"[\[(（［【♪♫＃#].{0,200}[\])）］】♪♫＃#]|[♪♫～~\s]+")
_STILL_SHOWN = 0.1
"""Seconds after a cue in which its lines may go on to be shown."""
_END = re.compile(r"[。．.！？!?…][」』）)”’\"']{0,2}$")
_HEAD = 1_000
"""Characters that tell what a text is."""
_PAUSE = 2.0
_LONG_PAUSE = 5.0
"""Seconds without words after which a paragraph begins, if a sentence has ended, or anyway."""
_ENOUGH = 400
_MOST = 1_500
"""Characters after which a paragraph ends with its sentence, or anyway."""
_WIDE = "\u2e7f"


@dataclass(frozen=True, slots=True)
class _Said:
    """One line on the screen: from when to when, in seconds, and who says it, if that is told. `changes`: it
    begins with the sign that another person speaks."""

    start: float
    end: float
    text: str
    speaker: str | None = None
    changes: bool = False


def is_subtitles(text: str) -> bool:
    """Return whether a text begins as SRT or WebVTT does."""
    return _BEGINS.match("\n".join(text[:_HEAD].splitlines())) is not None


def is_other_subtitles(text: str) -> bool:
    """Return whether a text begins as subtitles of another kind do, which nothing here reads."""
    return _OTHER.match(text[:_HEAD]) is not None


def extract_subtitles(text: str) -> Document:
    """Return what was said as turns of speakers, where they are named, or as paragraphs.

    Times stand in the source, beside the words: each turn has that of its beginning.
    """
    from bot.extract.writer import NOTHING, Writer  # slow to import, and plain text doesn't need it

    writer = Writer()
    for paragraph in _paragraphs(_with_speakers(_lines(text))):
        first = paragraph[0]
        minutes, seconds = divmod(int(first.start), 60)
        time = f"({minutes // 60:02}:{minutes % 60:02}:{seconds:02})"
        words = _joined([one.text for one in paragraph])
        colon, space = ("：", "") if first.speaker and first.speaker[-1] > _WIDE else (":", " ")
        label = f"{first.speaker}{colon}" if first.speaker else ""
        kind = BlockKind.TURN if first.speaker else BlockKind.PARAGRAPH
        mark = f"{label}{space}{time}{space}".lstrip()
        writer.add(mark, words, DocumentBlock(kind, NOTHING, speaker=first.speaker), label=len(label))
    return writer.document(Metadata(), whole=True)


def _lines(text: str) -> list[_Said]:
    """Return the lines of all cues in the order of their times, without markup, sounds, and what is still
    shown of the cue before."""
    said: list[_Said] = []
    timing: re.Match[str] | None = None
    before: set[str] = set()
    shown: set[str] = set()
    rows = text.removeprefix("\ufeff").splitlines()
    for row, below in pairwise([*rows, ""]):
        if found := _TIMING.match(row):
            still = timing is not None and _seconds(found["start"]) <= _seconds(timing["end"]) + _STILL_SHOWN
            timing, before, shown, inside = found, shown if still else set(), set(), True
        elif timing is None or not row or (row.strip().isdecimal() and _TIMING.match(below)):
            inside = False  # an empty row, or the number of a cue, ends the one before
        elif inside and row.strip():
            voice = _VOICE.search(row)
            words = inline.shown(html.unescape(_TAG.sub("", _BREAK.sub(" ", row))))[0]
            if words and words not in before and not _NOT_SAID.fullmatch(words):
                start, end = _seconds(timing["start"]), _seconds(timing["end"])
                said.append(_Said(start, end, words, voice["name"].strip() if voice else None))
            shown.add(words)
    return sorted(said, key=lambda one: one.start)


def _seconds(time: str) -> float:
    """Return the seconds of a time; one before the beginning is at it."""
    *hours, minutes, seconds = time.lstrip("-").replace(",", ".").split(":")
    if time.startswith("-"):
        return 0.0
    return 3600 * int(hours[0] if hours else 0) + 60 * int(minutes) + float(seconds)


def _with_speakers(said: Sequence[_Said]) -> list[_Said]:
    """Return the lines with names before them as speakers: those that recur, or are in capitals.

    Who speaks goes on to speak until a sign or a long pause says otherwise.
    """
    labels = [None if one.speaker else _label(one.text) for one in said]
    times = Counter(label["name"].strip() for label in labels if label)
    result: list[_Said] = []
    for one, label in zip(said, labels, strict=True):
        name = label["name"].strip() if label else ""
        before = result[-1] if result else None
        if label and (times[name] > 1 or name.isupper()):
            one = replace(one, speaker=name, text=one.text[label.end() :], changes=True)
        elif change := _CHANGE.match(one.text):
            one = replace(one, text=one.text[change.end() :], changes=True)
        elif _IN_BRACKETS.match(one.text):
            one = replace(one, changes=True)
        elif one.speaker is None and before and one.start - before.end <= _LONG_PAUSE:
            one = replace(one, speaker=before.speaker)
        if one.text:
            result.append(one)
    return result


def _label(text: str) -> re.Match[str] | None:
    label = _LABEL.match(text)
    return label if label and not _NO_NAME.fullmatch(label["name"].strip()) else None


def _paragraphs(said: Sequence[_Said]) -> Iterator[list[_Said]]:
    current: list[_Said] = []
    length = 0
    for one in said:
        if current:
            before, pause = current[-1], one.start - current[-1].end
            ended = _END.search(before.text) is not None and (pause > _PAUSE or length > _ENOUGH)
            changed = one.changes or one.speaker != before.speaker
            if changed or ended or pause > _LONG_PAUSE or length > _MOST:
                yield current
                current, length = [], 0
        current.append(one)
        length += len(one.text)
    if current:
        yield current


def _joined(texts: Sequence[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined += text if joined[-1] > _WIDE or text[0] > _WIDE else f" {text}"
    return joined
