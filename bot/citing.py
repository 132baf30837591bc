"""Which lines of what a language model wrote are borne out by the sentences that they cite (pure).

A line is kept if it cites sentences that there are, if each number, name, address and quoted passage in it
stands in those, if at least half of its other words do, if it denies what they deny and nothing else, and if
it turns nothing around (`bot.roles`). Where that is unsure, it is dropped: what may be a name counts as
one. Whether the line says of them what the sentences say, no rule can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from bot.cues import cues, load
from bot.denying import Statement
from bot.model import Language
from bot.numerals import NUMERALS, numbers
from bot.roles import turn_around
from bot.terms import stem, terms
from bot.words import fold, plain

MOST_LINES = 5
"""Sentences of an answer; what comes after them is dropped."""
LONGEST_LINE = 300
"""Characters of a line: a longer one is no sentence."""
MOST_TEXT = 4_000
"""Characters of a model's text that are looked at: the longest answer has less than half as many."""

_THOUGHT, _THOUGHT_END = "<think>", "</think>"
"""Around what some models write to themselves first; of one that doesn't end, no answer came."""
_MARK = re.compile(r"[-*#>・•\s]*+(?:[0-9]{1,2}[.)．](?!\d)\s*+)?+")
"""What a line of a list or a heading begins with."""
_EMPHASIS = re.compile(r"\*+|__|`")
_CITATION = re.compile(r"(?:[\[［【] ?[0-9０-９]{1,3} ?(?:[,、，;] ?[0-9０-９]{1,3} ?)*+[\]］】] ?)++")
_DIGITS = re.compile(r"[0-9０-９]+")
_STOPS = re.compile(r"[。．.!?！？」』”\"）)\s]++")
"""What belongs to a sentence and stands behind its citation."""
_END = re.compile(r"[。！？]|[.!?](?=\s|$)")
_KANJI = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HIRAGANA = "\u3041-\u309f"
_RUN = re.compile(
    rf"(?P<kanji>[{_KANJI}]+)|(?P<katakana>[{_KATAKANA}]+)|[{_HIRAGANA}]+|(?P<word>(?:(?![{_KANJI}{_KATAKANA}{_HIRAGANA}])[^\W\d_])+)"
)
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:。！？：「『“\"(])\s*+\Z")
_QUOTES = dict(zip("「『“‘«‹<〝〈《", "」』”’»›>〟〉》", strict=True))
_QUOTED = re.compile(
    "|".join(f"{a}[^{a}{b}]*+{b}" for a, b in _QUOTES.items())
    + r"""|"[^"]*+"|(?<![\w'’])['’](?=\S)[^'’]*+(?:['’](?=\w)[^'’]*+)*+['’](?!\w)"""
)
"""A single mark inside a word is an apostrophe."""
_QUOTE_MARKS = re.compile(r"""[「」『』“”‘«»‹›<>〝〟〈〉《》"]|(?<![\w'’])['’](?=\w)""")
_ADDRESS = re.compile(r"://|www\.|[A-Za-z0-9-]\.[A-Za-z]{2}")
_LATIN = re.compile("[a-z0-9]")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
"""A digit of another script, which `bot.numerals` doesn't read."""
_LONGEST_VERB = 3
"""Kanji of a verb or an adjective; more may hold a name as well."""
_OUTSIDE = " \t.,;:!?。、，．！？"


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A line without its marks, and the numbers of the sentences that it cites, from 1, in order."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The lines that are borne out, at most `MOST_LINES`, and how many others there were."""

    lines: tuple[CitedLine, ...]
    dropped: int


def check(text: str, sentences: Sequence[str]) -> Checked:
    """Return which lines of a model's text are borne out by the sentences that they cite, as [1], [2] …"""

    @cache  # each takes a while to fold, and a hostile text cites the same ones in a thousand lines
    def source(cited: tuple[int, ...]) -> _Source:
        return _Source("\n".join(sentences[number - 1] for number in cited))

    kept: list[CitedLine] = []
    dropped = said = 0
    answer = text.rpartition(_THOUGHT_END)[2].partition(_THOUGHT)[0]
    for line in _lines(answer[:MOST_TEXT]):
        said_here = max(1, len(_END.findall(line.text)))
        if said + said_here > MOST_LINES or not _is_borne_out(line, len(sentences), source):
            dropped += 1
        elif line not in kept:
            kept.append(line)
            said += said_here
    return Checked(tuple(kept), dropped)


def _lines(text: str) -> Iterator[CitedLine]:
    """Yield what is said, up to each citation or, where a line begins with one, from each on."""
    for raw in text.splitlines():
        line = _EMPHASIS.sub("", plain(raw))
        mark = _MARK.match(line)
        line = line[mark.end() if mark else 0 :].strip()
        citations = list(_CITATION.finditer(line))
        if citations and citations[0].start() == 0:
            starts = [citation.end() for citation in citations]
            ends = [citation.start() for citation in citations[1:]] + [len(line)]
            said = [(line[a:b], c[0]) for a, b, c in zip(starts, ends, citations, strict=True)]
        else:
            said, start = [], 0
            for citation in citations:
                stops = _STOPS.match(line, citation.end())
                end = stops.end() if stops else citation.end()
                said.append(
                    (line[start : citation.start()].rstrip() + line[citation.end() : end], citation[0])
                )
                start = end
            said.append((line[start:], ""))
        for words, cited in said:
            if any(map(str.isalnum, words)):
                yield CitedLine(words.strip(), tuple(dict.fromkeys(map(int, _DIGITS.findall(cited)))))


def _is_borne_out(line: CitedLine, count: int, source_of: Callable[[tuple[int, ...]], _Source]) -> bool:
    """Return whether the sentences that a line cites, of so many, bear it out."""
    if not line.cited or len(line.text) > LONGEST_LINE or not all(1 <= n <= count for n in line.cited):
        return False
    folded = fold(line.text)
    if any(folded == source_of((number,)).folded for number in line.cited):
        return True
    source = source_of(tuple(sorted(line.cited)))
    return (
        _quotes_stand(line.text, source)
        and all(source.has(piece) for piece in line.text.split() if _ADDRESS.search(piece))
        and _numbers_stand(folded, source)
        and _words_stand(line.text, source)
        and source.statement.bears_out(Statement(line.text))
        and not any(turn_around(terms(line.text), folded, one) for one in source.lines)
    )


class _Source:
    """The sentences that a line cites, as it is compared with them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.lines = [fold(line) for line in text.splitlines()]

    def has(self, words: str) -> bool:
        """Return whether it has some words to the letter, without the marks around them, no word cut off."""
        bare = fold(words).strip(_OUTSIDE)
        before = "(?<![a-z0-9])" if _LATIN.match(bare) else ""
        after = "(?![a-z0-9])" if _LATIN.match(bare[-1:]) else ""
        return re.search(before + re.escape(bare) + after, self.folded) is not None

    @cached_property
    def numbers(self) -> frozenset[object]:
        """Return the values of all that is surely a number."""
        return frozenset(one.amount for one in numbers(self.folded) if one.is_sure)

    @cached_property
    def statement(self) -> Statement:
        """Return what it says and denies."""
        return Statement(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its words, and runs of katakana, each in the singular and the plural."""
        found = {found[0] for found in _RUN.finditer(self.folded) if found.lastgroup in ("word", "katakana")}
        return frozenset(found | {f"{word}s" for word in found} | {word.removesuffix("s") for word in found})

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return what the forms of its words have in common."""
        return frozenset(map(stem, self.words))


def _quotes_stand(text: str, source: _Source) -> bool:
    rest = _QUOTED.sub("", text)
    if _QUOTE_MARKS.search(rest):
        return False  # one that doesn't end: nobody knows what is quoted
    return all(source.has(found[0][1:-1]) for found in _QUOTED.finditer(text))


def _numbers_stand(folded: str, source: _Source) -> bool:
    if _OTHER_DIGIT.search(folded):
        return False
    return all(
        one.amount in source.numbers
        or (not one.is_sure and _stands_whole(_run_at(folded, one.start), source.folded))
        for one in numbers(folded)
    )


def _run_at(folded: str, place: int) -> str:
    """Return the kanji around a place: the word of which a numeral is a part."""
    return next((run[0] for run in _RUN.finditer(folded) if run.start() <= place < run.end()), "")


def _stands_whole(run: str, folded: str) -> bool:
    return len(run) > 1 and re.search(rf"(?<![{NUMERALS}]){re.escape(run)}", folded) is not None


def _words_stand(text: str, source: _Source) -> bool:
    """Return whether all that may be names stand in the source, and at least half of the words that say
    anything."""
    wide = unicodedata.normalize("NFKC", text)
    runs = [run for run in _RUN.finditer(wide) if run.lastgroup is not None]
    if not all(_may_be(run, wide, source) for run in runs):
        return False
    stand = [_stands(run, source) for run in runs if not _is_empty(fold(run[0]))]
    return 0 < len(stand) <= 2 * sum(stand)


def _is_empty(word: str) -> bool:
    return word in _cues().own_words or cues(Language.EN)["summary.stop_words"].fullmatch(word) is not None


def _stands(run: re.Match[str], source: _Source) -> bool:
    word = fold(run[0])
    if run.lastgroup == "kanji":
        return _is_made_of(word, source.folded)
    return word in source.words or stem(word) in source.stems


def _may_be(run: re.Match[str], text: str, source: _Source) -> bool:
    """Return whether a run of letters stands in the source, or is surely no name."""
    word, folded = run[0], fold(run[0])
    if folded in _cues().own_words:
        return True
    if run.lastgroup == "kanji":
        if len(word) == 1:
            honorific = _cues().honorifics.match(text, run.end())
            return honorific is None or f"{word}{honorific[0]}" in source.folded
        if len(word) <= _LONGEST_VERB and _cues().not_a_name.match(text, run.end()):
            return True
        return _is_made_of(folded, source.folded)
    if run.lastgroup == "katakana":
        return len(word) == 1 or folded in source.words
    has_case = word.lower() != word.upper()
    if has_case and word.islower():
        return True
    if folded in source.words:
        return True
    begins = _BEGINS_SENTENCE.search(text, max(0, run.start() - 4), run.start()) is not None
    return has_case and begins and _is_empty(folded)


def _is_made_of(run: str, folded: str) -> bool:
    """Return whether a run of kanji stands in a text, or consists of such as do and of what joins them."""
    if run in folded:
        return True
    reached = {0}
    for end in range(1, len(run) + 1):
        if (
            end - 1 in reached and (_cues().affixes.fullmatch(run[end - 1]) or run[end - 1] in NUMERALS)
        ) or any(start in reached and run[start:end] in folded for start in range(end - 1)):
            reached.add(end)
    return len(run) in reached and any(run[n : n + 2] in folded for n in range(len(run) - 1))


class _Cues:
    def __init__(self, words: dict[str, Any]) -> None:
        self.own_words = frozenset(words["own_words"])
        self.not_a_name, self.affixes, self.honorifics = (
            re.compile(words[name]) for name in ("not_a_name", "affixes", "honorifics")
        )


@cache
def _cues() -> _Cues:
    return _Cues(load("citing"))
