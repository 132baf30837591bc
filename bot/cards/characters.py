"""What typography knows of single characters: where lines may not break, what hangs, where blank stands."""

from __future__ import annotations

import re

# Requirements for Japanese Text Layout (https://www.w3.org/TR/jlreq/), 3.1.7 to 3.1.10, and Latin likewise.
NOT_AT_START = re.compile(
    r"[、。，．・：；:;,.?!？！‼⁇⁈⁉」』）］｝〉》】〕〗〙〟｠)\]}»’”ー〜～゠‐–%％‰℃°々〻〵ゝゞヽヾ…‥―—゛゜]"
    r"|[ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ]"
)
NOT_AT_END = re.compile(r"[「『（［｛〈《【〔〖〘〝｟(\[{«‘“＃№￥＄£€]")
# No Japanese word begins like this, and a repetition that goes on with 〵 stands after what it repeats.
NOT_AFTER_LETTER = re.compile(r"[んンを〱-〴]")
GEMINATE = re.compile(r"[っッ]")
DASH = re.compile(r"―")
OPENING = re.compile(r"[「『（［｛〈《【〔〖〘〝｟]")
CLOSING = re.compile(r"[」』）］｝〉》】〕〗〙〟｠]")
COMMA_OR_STOP = re.compile(r"[、。，．]")
PAUSE = re.compile(r"[、。，．！？!?…―]")
DIVIDING = re.compile(r"[！？!?]")
MIDDLE_DOT = re.compile(r"[・：；]")
# Of arrows, which may be turned (https://www.unicode.org/reports/tr50), those that follow the line.
ARROW = re.compile(r"[←→↔⇐⇒⇔]")
# Below these a vertical line has no room for the stop that stands up in the next square.
DESCENDING = re.compile(r"[Ｑ㎀㎂㎊㎌-㎏㎕㎛㎮-㎰㎲㎴㎶㎺㎼]")
KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆]")
HIRAGANA = re.compile(r"[ぁ-ゖ]")
KATAKANA = re.compile(r"[ァ-ヺー]")
LATIN = re.compile(r"[^\W_\u2000-\U0010ffff]|[%+−°@#$£€]")
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc々〆\u3400-\u9fff\uf900-\ufaff]")


def count_alphanumeric(text: str) -> int:
    """How many characters of `text` are more than punctuation."""
    return sum(char.isalnum() for char in text)
