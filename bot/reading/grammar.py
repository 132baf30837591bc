"""Find where sentences end, and which lines and paragraphs continue one, in each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.cues import cues
from bot.model import Language
from bot.reading.marks import MarkPair, find_pairs

MAX_SENTENCE = 1000
"""Characters of the longest sentence that is shown."""

_CLOSERS = r"[\"'”’」』｣）)】\]》〉*]*"
# For the characters of a text in reverse order: what a text ends with is found from its last character on.
_ENDING = {
    Language.JA: re.compile(
        rf"[wｗ笑]*{_CLOSERS}(?:[。．！？!?♪…」』”]|\.(?!\.)|[)）][^（）()]{{0,60}}[（(][。！？」』｣])"
    ),
    Language.EN: re.compile(r"[\"'”’)\]*]*[.!?…]"),
}
# Not the point of ３．５ or Ｎｏ．１, nor that of an initial: Ｊ．ローリング.
_WIDE = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_WIDE_STOP = rf"．(?!(?<=[{_WIDE}]．)[{_WIDE}])(?!(?<=(?<![{_WIDE}])[A-Za-zＡ-Ｚａ-ｚ]．)[ァ-ヴ一-龥])"
_STOP = {
    Language.JA: re.compile(rf"(?:[。！？!?]|{_WIDE_STOP})+{_CLOSERS}|\.(?=\s|$)"),
    Language.EN: re.compile(r"(?:(?<![.!?])[.!?]++|…)[\"'”’)\]]*+(?=\s|$)"),
}
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9d]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
_LATIN = re.compile(r"[A-Za-z]+")
# A space where two lines were joined: after a caption, a heading or a quotation.
_GLUED_LINES = re.compile(r"(?<=[ぁ-んァ-ヶー一-龥々」）』])[ \u3000]+(?=[ぁ-んァ-ヶ一-龥々「『（＜0-9A-Z])")
_PREDICATE = re.compile(r"[たるだいすうくむぶぬつ]$|[」』]$")
_PARTICLE = re.compile(r"[はがをにのもへ]")
_AFTER_STOP = re.compile(r"\s*[A-Z0-9\"“‘'(\[À-ÞЀ-Я$£€#@–—•…-]|\s*[^\x00-\x7f]|\s*$|\s*(?:i[A-Z]|e[A-Z])")
_WORD_BEFORE = re.compile(r"([A-Za-z](?:[A-Za-z.]{0,12}[A-Za-z])?)\.$")
_CONTEXT = 200
_FULL_LINE = 0.8
_SHORT_LINE = 0.5
_MIN_LINE = 10
_MIN_LINES = 4
_MAX_ENDED = 0.2
_MIN_WHOLE_LINES = 3
_MIN_ENDED = 0.6


def detect_language(text: str) -> Language:
    """Return the language of a text by the share of its scripts; English if it has no letters."""
    sample = text[:20000] + text[len(text) // 2 : len(text) // 2 + 20000]
    japanese = sum(map(len, _JAPANESE.findall(sample)))
    latin = sum(map(len, _LATIN.findall(sample)))
    return Language.JA if _KANA.search(sample) and japanese * 4 > latin else Language.EN


def has_kana(text: str) -> bool:
    """Return whether there is a syllable in a text that only Japanese writes."""
    return _KANA.search(text) is not None


def ends_sentence(text: str, language: Language) -> bool:
    """Return whether `text` ends with the end of a sentence."""
    tail = text[-80:]
    return bool(_ENDING[language].match(tail[::-1])) and not (language is Language.JA and tail.endswith(".."))


def is_unfinished(text: str, following: str, language: Language) -> bool:
    """Return whether a sentence of `text` continues in the `following` paragraph."""
    tail = text[-80:]
    cue = cues(language)
    if cue["sentences.open_end"].search(tail):
        return True
    return following[:1] in '「『“"‘' and following != "" and bool(cue["sentences.before_quote"].search(tail))


def continues_sentence(text: str, before: str, language: Language) -> bool:
    """Return whether `text` starts in the middle of a sentence that starts in `before`."""
    if ends_sentence(before, language) and before[-1:] not in '」』”"’':
        return False
    return bool(cues(language)["sentences.open_start"].search(text[:40]))


def is_wrapped(text: str, following: str, language: Language) -> bool:
    """Return whether `text` is a full line of a sentence that continues on the line directly below."""
    return (
        bool(text and following)
        and not ends_sentence(text, language)
        and len(text) >= _FULL_LINE * len(following)
    )


def is_separate_line(text: str, following: str, language: Language, *, whole_lines: bool = False) -> bool:
    """Return whether `text`, short and without an end, is separate from the line directly below.

    `whole_lines` says that the lines of the text end with a sentence; then it need not be short.
    """
    if (
        ends_sentence(text, language)
        or is_unfinished(text, following, language)
        or continues_sentence(following, text, language)
    ):
        return False
    is_short = whole_lines or len(text) < _SHORT_LINE * len(following)
    return is_short and not cues(language)["sentences.unfinished"].search(text)


def has_whole_lines(lines: Sequence[str], language: Language) -> bool:
    """Return whether nearly every line of a text ends with the end of a sentence: none is broken over two."""
    ended = sum(1 for line in lines if ends_sentence(line, language))
    return len(lines) >= _MIN_WHOLE_LINES and ended >= _MIN_ENDED * len(lines)


def stands_alone(text: str, language: Language) -> bool:
    """Return whether `text` is a whole sentence that can be shown without its neighbors."""
    if not 6 <= len(text) <= MAX_SENTENCE or not ends_sentence(text, language):
        return False
    # A stray line in Japanese may occur in an English text, but not the other way round.
    if any(cues(each)["sentences.open_start"].search(text[:40]) for each in {language, Language.JA}):
        return False
    if text[0] in "、。,，.!?！？」』）)]】”’;:":
        return False
    if text.rstrip("」』”\"’'").endswith(".."):
        return False
    if text.count("「") != text.count("」") or text.count("“") != text.count("”"):
        return False
    return bool(_JAPANESE.search(text) if language is Language.JA else len(text.split()) >= 3)


def is_read_by_lines(lines: Sequence[str], language: Language) -> bool:
    """Return whether a text has hardly any full stops, so that each of its lines is a sentence."""
    long = [line for line in lines if len(line) >= _MIN_LINE]
    ended = sum(1 for line in long if ends_sentence(line, language))
    return len(long) >= _MIN_LINES and ended <= _MAX_ENDED * len(long) and not _has_stops(long, language)


def _has_stops(lines: Sequence[str], language: Language) -> bool:
    return sum(len(_STOP[language].findall(line)) for line in lines) > len(lines) // 4


def is_statement(text: str, language: Language) -> bool:
    """Return whether a line without a full stop says something whole."""
    stop = "。" if language is Language.JA else "."
    return cues(language)["sentences.predicate"].search(text) is not None and stands_alone(
        text + stop, language
    )


def sentence_ends(text: str, language: Language) -> list[int]:
    """Return the offset where each sentence of a paragraph ends; the last one is its length."""
    quoted = find_pairs(text)
    ends_at: list[int] = []
    index = 0
    for match in _STOP[language].finditer(text):
        position = match.end()
        while index < len(quoted) and quoted[index].end < position:
            index += 1
        if index < len(quoted) and quoted[index].start < match.start() and position < quoted[index].end:
            continue
        if _is_boundary(
            text, match.start(), position, quoted[index] if index < len(quoted) else None, language
        ):
            ends_at.append(position)
    if language is Language.JA:
        ends_at = sorted({*ends_at, *_lost_line_breaks(text, quoted, ends_at)})
    if not ends_at or ends_at[-1] < len(text):
        ends_at.append(len(text))
    return ends_at


def _is_boundary(text: str, start: int, end: int, pair: MarkPair | None, language: Language) -> bool:
    after = text[end : end + 24]
    inside = pair is not None and start < pair.end <= end and pair.start < start
    if language is Language.JA:
        # 「…。」と continues the sentence, and so does 「…！」など.
        return not (inside or text[end - 1] in "」』”）)") or not re.match(r"[^\s「『]", after)
    if not _AFTER_STOP.match(after):
        return False
    if text[end - 1] in "\"”'’" and _attribution(language).match(text, end):
        return False  # “Why?” Ann Holt asked.
    if text[start] == "." and end - start == 1:
        word = _WORD_BEFORE.search(text[max(0, start - 15) : end])
        if word and (len(word[1]) == 1 and word[1] != "I" and after.strip() != ""):
            return False
        if word and cues(language)["sentences.abbreviations"].fullmatch(word[1]):
            return bool(re.match(r"\s*$|\s+[“\"]", after)) or (word[1].isupper() and _starts_sentence(after))
    return True


@cache
def _attribution(language: Language) -> re.Pattern[str]:
    """Match a name and a reporting verb directly after a quotation."""
    said = cues(language).group("quotes.reporting_verb")
    return re.compile(rf"\s+(?!He |She |They |I |We |You )(?:[A-Z][\w.'’-]{{0,24}}\s+){{1,4}}{said}\b")


def _starts_sentence(after: str) -> bool:
    return bool(re.match(r"\s+(?:The|A|An|He|She|It|They|We|But|And|In|On|This|That|His|Her)\s", after))


def _lost_line_breaks(text: str, quoted: list[MarkPair], stops: list[int]) -> list[int]:
    """Return the offsets of spaces that were line breaks, in text that has lost them."""
    found: list[int] = []
    index = stop = 0
    last = 0
    for match in _GLUED_LINES.finditer(text):
        position = match.start()
        while index < len(quoted) and quoted[index].end <= position:
            index += 1
        if index < len(quoted) and quoted[index].start < position:
            continue
        while stop < len(stops) and stops[stop] <= position:
            last = max(last, stops[stop])
            stop += 1
        left = text[max(last, position - _CONTEXT) : position].strip()
        right = text[match.end() : match.end() + 12]
        if _is_lost_line_break(left, right):
            found.append(position)
            last = position
    return found


def _is_lost_line_break(left: str, right: str) -> bool:
    if not left or (left[-1] in "」』" and right[:1] in "とをはがのにへも"):
        return False
    if _PREDICATE.search(left):
        return len(left) >= 5
    token = re.split(r"[はがをにのも、。]", right, maxsplit=1)[0]
    return 6 <= len(left) <= 60 and bool(_PARTICLE.search(left)) and len(token) >= 4
