"""Classify single characters for typesetting: kinsoku, hanging punctuation, blanks, scripts."""

from __future__ import annotations

import re

# Kinsoku, as in Requirements for Japanese Text Layout (https://www.w3.org/TR/jlreq/), 3.1.7 to 3.1.10; and
# the same for Latin punctuation.
NOT_AT_START = re.compile(
    r"[、。，．・：；:;,.?!？！‼⁇⁈⁉」』）］｝〉》】〕〗〙〟｠)\]}»’”ー〜～゠‐–%％‰℃°々〻〵ゝゞヽヾ…‥―—゛゜]"
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
KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆]")
HIRAGANA = re.compile(r"[ぁ-ゖ]")
KATAKANA = re.compile(r"[ァ-ヺー]")
LATIN = re.compile(r"[^\W_\u2000-\U0010ffff]|[%+−°@#$£€]")
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc々〆\u3400-\u9fff\uf900-\ufaff]")


def count_alphanumeric(text: str) -> int:
    """Return how many characters of `text` are letters or digits."""
    return sum(char.isalnum() for char in text)
