"""Normalize and tokenize text, for comparison and for the search index."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Span

INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|(?<![\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
    r"|\u200d(?![\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])"
)
"""Control characters, those that change the direction of writing, and zero-width characters, but not what
joins the parts of an emoji."""

_ACCENTS = re.compile(r"[\u0300-\u036f]++")
"""Those of Latin, Greek and Cyrillic; not what makes が of か, which are different letters."""
_BREAK = re.compile(r"[^\S \u3000]")
_MAX_REPEATED = 40


def plain(text: str) -> str:
    """Return the visible characters of `text` on one line, with ? for lone surrogates (not valid UTF-8)."""
    return " ".join(INVISIBLE.sub("", text.encode("utf-8", "replace").decode()).split())


def fold(text: str) -> str:
    """Return `text` without differences of case, accents, width and white space.

    Texts that a reader takes for the same word fold to the same string. Offsets change.
    """
    wide = unicodedata.normalize("NFKC", plain(text).replace("\u200d", "")).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", wide))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def shorten(text: str) -> str:
    """Return what somebody typed as one line of at most 40 characters, to repeat it in an error."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_REPEATED else line[: _MAX_REPEATED - 1] + "…"


def passage(source: str, spans: Sequence[Span]) -> str:
    """Return the text at `spans` of `source` as one line.

    White space between two spans becomes a space, unless a wide character is on both sides of it.
    """
    text = ""
    end = 0
    for start, stop in spans:
        piece = source[start:stop]
        if (
            text
            and piece
            and any(map(str.isspace, source[end:start]))
            and not (is_wide(text[-1]) and is_wide(piece[0]))
        ):
            text += " "
        text += piece
        end = stop
    return " ".join(text.split())


def shown_at(source: str, spans: Iterable[Span], *, breaks: bool = False) -> str:
    """Return the characters at `spans` of `source`, line breaks and tabs as spaces unless with `breaks`."""
    text = "".join(source[start:end] for start, end in spans)
    return text if breaks else _BREAK.sub(" ", text)


def is_wide(character: str) -> bool:
    """Return whether a character is as wide as a Japanese one."""
    return unicodedata.east_asian_width(character) in "WF"


_UNSEGMENTED = (
    "\u3005-\u3007\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Characters of scripts without spaces between words."""
_WORD = re.compile(rf"[{_UNSEGMENTED}]+|[^\W_{_UNSEGMENTED}]+")
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff]*", re.DOTALL)
_MAX_WHOLE = 2
"""A word of so many letters or fewer matches whole words only: too many start with it."""

VERSION = f"1/{unicodedata.unidata_version}"
"""The version of the rules of `tokens`. Increase it with every change: an index of another is rebuilt."""


def tokens(text: str) -> list[str]:
    """Return the index terms of a text, in order.

    They are words, and in scripts without spaces between words overlapping bigrams, with the last character
    alone at the end.
    """
    return [token for word in _WORD.findall(fold(text)) for token in _tokens(word)]


def _tokens(word: str) -> list[str]:
    return [word[n : n + 2] for n in range(len(word))] if _is_unsegmented(word) else [word]


def _is_unsegmented(word: str) -> bool:
    return re.match(f"[{_UNSEGMENTED}]", word) is not None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive tokens; with `is_prefix` the last one is a prefix of a token."""

    tokens: tuple[str, ...]
    is_prefix: bool


class Query:
    """A search for sentences with all parts of a text, separated by white space, in any order.

    A part matches consecutive words, whatever punctuation is between them: 石油 anywhere in 原油と石油の,
    "oil" at the start of a word ("oils"), one or two letters only as a whole word. Case, accents and width
    are ignored.
    """

    def __init__(self, text: str) -> None:
        parts = [_WORD.findall(part) for part in fold(text).split()]
        self._parts = list(dict.fromkeys(tuple(part) for part in parts if part))
        self._patterns = [re.compile(_pattern(part)) for part in self._parts]

    def __bool__(self) -> bool:
        """Return whether the query has any words."""
        return bool(self._parts)

    @property
    def phrases(self) -> list[Phrase]:
        """Return the parts as phrases of `tokens`."""
        return [_phrase(part) for part in self._parts]

    def highlights(self, text: str) -> list[Span]:
        """Return the spans of all matches in `text`, in order and merged; [] unless every part matches."""
        key, spans = _key(text)
        found: list[Span] = []
        for pattern in self._patterns:
            hits = [(spans[m.start()][0], spans[m.end() - 1][1]) for m in pattern.finditer(key)]
            if not hits:
                return []
            found += hits
        merged: list[Span] = []
        for start, end in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


def _pattern(part: Sequence[str]) -> str:
    begin = "" if _is_unsegmented(part[0]) else r"(?<!\S)"
    end = "" if _is_unsegmented(part[-1]) or len(part[-1]) > _MAX_WHOLE else r"(?!\S)"
    return begin + re.escape(" ".join(part)) + end


def _phrase(part: Sequence[str]) -> Phrase:
    *before, last = part
    found = [token for word in before for token in _tokens(word)]
    if not _is_unsegmented(last):
        return Phrase((*found, last), is_prefix=len(last) > _MAX_WHOLE)
    if len(last) == 1:
        return Phrase((*found, last), is_prefix=True)
    return Phrase((*found, *_tokens(last)[:-1]), is_prefix=False)


def _key(text: str) -> tuple[str, list[Span]]:
    """Return the folded words of a text, separated by spaces, and the source span of each character."""
    folded, spans = "", []
    for match in _CLUSTER.finditer(text):
        piece = _fold_cluster(match[0])
        folded += piece
        spans += [match.span()] * len(piece)
    key, kept = "", []
    for word in _WORD.finditer(folded):
        if key:
            key += " "
            kept.append(spans[word.start()])
        key += word[0]
        kept += spans[word.start() : word.end()]
    return key, kept


@functools.lru_cache(maxsize=10_000)
def _fold_cluster(cluster: str) -> str:
    return "" if INVISIBLE.fullmatch(cluster) else fold(cluster) or " "
