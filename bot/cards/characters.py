"""Split text into clusters, and classify characters for typesetting: kinsoku, blanks, scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

_KEPT = 4096
"""Texts and clusters whose properties are remembered: each is asked for at every size that is tried."""

# Kinsoku, as in Requirements for Japanese Text Layout (https://www.w3.org/TR/jlreq/), 3.1.7 to 3.1.10; and
# the same for Latin punctuation.
NOT_AT_START = re.compile(
    r"[、。，．・：；:;,.?!？！‼⁇⁈⁉」』）］｝〉》】〕〗〙〟｠)\]}»’”ー〜～゠‐–%％‰℃°々〻〵ゝゞヽヾ…‥―—゛゜·]"
    r"|[ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ]"
)
NOT_AT_END = re.compile(r"[「『（［｛〈《【〔〖〘〝｟(\[{«‘“＃№￥＄£€]")
# No Japanese word starts with these, and an iteration mark follows what it repeats.
NOT_AFTER_LETTER = re.compile(r"[んンを〱-〴]")
GEMINATE = re.compile(r"[っッ]")
DASH = re.compile(r"―")
OPENING = re.compile(r"[「『（［｛〈《【〔〖〘〝｟]")
CLOSING = re.compile(r"[」』）］｝〉》】〕〗〙〟｠]")
COMMA_OR_STOP = re.compile(r"[、。，．]")
PAUSE = re.compile(r"[、。，．！？!?…―]")
DIVIDING = re.compile(r"[！？!?]")
MIDDLE_DOT = re.compile(r"[・：；]")
# Arrows along the line, which turn with it (https://www.unicode.org/reports/tr50).
ARROW = re.compile(r"[←→↔⇐⇒⇔]")
# Below these, a vertical line has no room for a comma or a full stop at the top of the next square.
DESCENDING = re.compile(r"[Ｑ㎀㎂㎊㎌-㎏㎕㎛㎮-㎰㎲㎴㎶㎺㎼]")
KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆]")
KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
HANGUL = regex.compile(r"\p{Hangul}")
EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}")
HIRAGANA = re.compile(r"[ぁ-ゖ]")
KATAKANA = re.compile(r"[ァ-ヺー]")
LATIN = re.compile(r"[^\W_\u2000-\U0010ffff]|[%+−°@#$£€]")
JAPANESE = re.compile(
    r"[\u3041-\u3096\u30a1-\u30fa\u30fc々〆\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_CLUSTER = regex.compile(r"\X")
# Characters that are emoji unless they say otherwise, and sequences that are (https://www.unicode.org/reports/tr51).
_IS_EMOJI = regex.compile(
    r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}.*\u200d|.*[\ufe0f\u20e3\U0001f3fb-\U0001f3ff])(?!\ufe0e)",
    regex.DOTALL,
)
_WESTERN_PUNCTUATION = frozenset("–—‘’“”")


@lru_cache(_KEPT)
def clusters(text: str) -> tuple[str, ...]:
    """Return what a reader takes for the characters of a text: its extended grapheme clusters."""
    return tuple(_CLUSTER.findall(text))


@lru_cache(_KEPT)
def is_emoji(cluster: str) -> bool:
    """Return whether a cluster is an emoji, not a letter or a symbol of the text."""
    return bool(_IS_EMOJI.match(cluster))


def is_western(cluster: str) -> bool:
    """Return whether a cluster is a letter, figure or mark of the European scripts."""
    return cluster < "\u0530" or "\u1d00" <= cluster < "\u2000" or cluster[0] in _WESTERN_PUNCTUATION


def is_wide(cluster: str) -> bool:
    """Return whether a cluster has the square of a Chinese character, whatever its typeface."""
    return unicodedata.east_asian_width(cluster[0]) in ("W", "F") or is_emoji(cluster)


@lru_cache(_KEPT)
def count_letters(text: str) -> int:
    """Return how many clusters of `text` are letters, digits or emoji."""
    return sum(cluster[0].isalnum() or is_emoji(cluster) for cluster in clusters(text))
