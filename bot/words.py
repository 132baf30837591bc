"""The words of a text, as a search compares them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Span

INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and those that have no width or turn the direction of writing."""

_MAX_REPEATED = 40


def plain(text: str) -> str:
    """`text` as one line of what can be seen; half a surrogate pair, which can't be stored, as ?."""
    return " ".join(INVISIBLE.sub("", text.encode("utf-8", "replace").decode()).split())


def fold(text: str) -> str:
    """`text` with case, accents and full or half width made one, white space single and outer space gone.

    Two texts that a reader takes for the same word fold to the same string. Offsets are not kept.
    """
    wide = unicodedata.normalize("NFKC", plain(text)).casefold()
    # Only accents of Latin, Greek and Cyrillic go: か and が are different words.
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", wide)
        if not ("\u0300" <= character <= "\u036f")
    )
    return " ".join(unicodedata.normalize("NFC", bare).split())


def shorten(text: str) -> str:
    """Return what somebody typed as one line of at most 40 characters, to repeat it in an error."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_REPEATED else line[: _MAX_REPEATED - 1] + "…"


def passage(source: str, spans: Sequence[Span]) -> str:
    """The text that stands at `spans` of `source`, as one line.

    What lay between two spans (a line end, markup) leaves a space only between words of a script that
    puts spaces between words, and only where there was white space.
    """
    text = ""
    end = 0
    for start, stop in spans:
        piece = source[start:stop]
        if (
            text
            and piece
            and any(map(str.isspace, source[end:start]))
            and not (_is_wide(text[-1]) and _is_wide(piece[0]))
        ):
            text += " "
        text += piece
        end = stop
    return " ".join(text.split())


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


_UNSEGMENTED = (
    "\u3005-\u3007\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Characters of scripts in which a word may begin and end anywhere."""
_WORD = re.compile(rf"[{_UNSEGMENTED}]+|[^\W_{_UNSEGMENTED}]+")
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff]*", re.DOTALL)
_MAX_WHOLE = 2
"""A word of so many letters or fewer is found whole only: too many begin with them."""

VERSION = f"1/{unicodedata.unidata_version}"
"""The rules of `tokens`, to be counted up with every change: an index made by others is made anew."""


def tokens(text: str) -> list[str]:
    """What an index keeps of a text, in order: words, and of a script that doesn't part its words each pair
    of neighbours with, at the end, the last character alone."""
    return [token for word in _WORD.findall(fold(text)) for token in _tokens(word)]


def _tokens(word: str) -> list[str]:
    return [word[n : n + 2] for n in range(len(word))] if _is_unsegmented(word) else [word]


def _is_unsegmented(word: str) -> bool:
    return re.match(f"[{_UNSEGMENTED}]", word) is not None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow one another; with `open` the last one is the beginning of a token."""

    tokens: tuple[str, ...]
    is_prefix: bool


class Query:
    """What somebody looks for: each of its `parts` (between white space) in one sentence, in any order.

    A part is found where its words follow one another, whatever punctuation is between: 石油 anywhere in
    原油と石油の, "oil" where a word begins ("oils"; one or two letters only whole). Case, accents and width
    don't matter.
    """

    def __init__(self, text: str) -> None:
        parts = [_WORD.findall(part) for part in fold(text).split()]
        self._parts = list(dict.fromkeys(tuple(part) for part in parts if part))
        self._patterns = [re.compile(_pattern(part)) for part in self._parts]

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._parts)

    @property
    def phrases(self) -> list[Phrase]:
        """The parts as phrases of `tokens`."""
        return [_phrase(part) for part in self._parts]

    def highlights(self, text: str) -> list[Span]:
        """Where the parts stand in `text`, in order and without overlap; [] if one of them does not."""
        key, positions = _key(text)
        found: list[Span] = []
        for pattern in self._patterns:
            hits = [(positions[m.start()][0], positions[m.end() - 1][1]) for m in pattern.finditer(key)]
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
    """The words of a text with a space between, and for each character where it comes from."""
    folded, positions = "", []
    for match in _CLUSTER.finditer(text):
        piece = _fold_cluster(match[0])
        folded += piece
        positions += [match.span()] * len(piece)
    key, kept = "", []
    for word in _WORD.finditer(folded):
        if key:
            key += " "
            kept.append(positions[word.start()])
        key += word[0]
        kept += positions[word.start() : word.end()]
    return key, kept


@functools.lru_cache(maxsize=10_000)
def _fold_cluster(cluster: str) -> str:
    return "" if INVISIBLE.fullmatch(cluster) else fold(cluster) or " "
