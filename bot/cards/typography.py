"""Prepare text for typesetting: normalization, typographic punctuation, quotation marks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

from bot.model import Language

# Control and direction characters, and what combines with nothing before it.
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    r"|(?<!\S)[\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
)
# Not compatibility ideographs: NFC would replace them with others, and names are written with them.
_COMPOSED = re.compile(r"[^\uf900-\ufaff]+")
_HALF_WIDTH = re.compile(r"[\uff61-\uff9f]+")
_WIDE = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"


# Spaces beside them part words, or sentences.
_SPACED = r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\u20e3\u2600-\u27bf\ufe0f\U0001f000-\U0001faff\U000e007f]"


def _spaces_beside(wide: str) -> re.Pattern[str]:
    """Match a space between wide and other characters, but not after ！ or ？, where a sentence ends."""
    beside = rf"(?<={wide}) (?!{_WIDE}|{_SPACED}|.\ufe0f?\u20e3)|(?<!{_WIDE})(?<!{_SPACED}) (?={wide})"
    return re.compile(rf"(?<![！？])(?<![!?]{{2}})(?:{beside})")


_BESIDE_WIDE, _BESIDE_HIRAGANA = _spaces_beside(_WIDE), _spaces_beside("[ぁ-ゖ]")
_FULL_WIDTH = 0xFEE0
_NARROWED = {
    code + _FULL_WIDTH: code for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "'\""
}
_LATIN = "[0-9A-Za-zÀ-ɏ]"
_INSIDE_LATIN = re.compile(rf"(?<={_LATIN})'(?={_LATIN})|'(?=[nN]')|(?<='[nN])'")
_BESIDE_LATIN = re.compile(rf"(?<={_LATIN})'|'(?={_LATIN})")
# After a digit, the mark stands for inches.
_QUOTED = re.compile(r"(?<!\d)\"([^\"]+)\"")
_QUOTED_ONCE = re.compile(rf"(?<!{_LATIN})'([^']+)'(?!{_LATIN})")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[，．：／](?=\d)")
_DIVIDING = re.compile(rf"(?<={_WIDE})[!?！？]+")
_HYPHENS = re.compile(r"(?<![!-~])-{2,}(?![!-~])")
_TYPED_DASH = re.compile(r"(?<=\w)(?<!\bxn)--(?!-)|(?<=\S) --(?= )")
_FEET = re.compile(r"(\d)'(\d+)\"")
_CURLED = {"'": "‘’", '"': "“”"}
_WORD_AHEAD = re.compile(r"['\"]*\w")
# Words and years with an apostrophe for their omitted start.
_ELIDED = re.compile(r"'(?:n'|(?:tis|twas|til|em|bout|cause|round|\d\ds?)(?!\w))", re.IGNORECASE)
_SINGLE_QUOTES = str.maketrans("“”", "‘’")
_INSIDE = re.compile(r"“([^“”]*)”")
_DEEPER = re.compile(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)")


def normalize(text: str) -> str:
    """Return a text composed (NFC), on one line, with single spaces and nothing invisible."""
    text = _COMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), _INVISIBLE.sub("", text))
    text = _HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return " ".join(text.split())


def japanese(text: str, *, keep_unit_spaces: bool = False) -> str:
    """Return normalized text with the punctuation of Japanese typesetting.

    Spaces between scripts are removed, as typesetting adds its own; with `keep_unit_spaces` only beside
    hiragana, as elsewhere they separate the words of a name or a title. Letters and digits become narrow;
    ！ and ？ as wide as what they follow, except a pair of narrow ones; brackets wide if there is Japanese in
    or beside them. Straight quotation marks become typographic ones, and hyphens in a row a dash.
    """
    text = _INSIDE_LATIN.sub("’", _widen_brackets(text.translate(_NARROWED)))
    text = _QUOTED_ONCE.sub(r"“\1”", _QUOTED.sub(r"“\1”", text))
    text = _DIVIDING.sub(_widen_dividing, _BESIDE_LATIN.sub("’", text))
    text = (_BESIDE_HIRAGANA if keep_unit_spaces else _BESIDE_WIDE).sub("", text)
    text = _BETWEEN_FIGURES.sub(lambda found: chr(ord(found[0]) - _FULL_WIDTH), text)
    text = _HYPHENS.sub(lambda found: "―" * len(found[0]), text)
    return text.replace("—", "―").replace("─", "―")


def _widen_brackets(text: str) -> str:
    result, opened = list(text), list[int]()
    wide = [found.start() for found in re.finditer(_WIDE, text)]
    for position, char in enumerate(text):
        if char in "([{（［｛":
            opened.append(position)
        elif char in ")]}）］｝" and opened:
            start = opened.pop()
            following = bisect_left(wide, start - 1)
            if following < len(wide) and wide[following] <= position + 1:
                for one in (start, position):
                    result[one] = chr(ord(text[one]) % _FULL_WIDTH + _FULL_WIDTH)
    return "".join(result)


def _widen_dividing(found: re.Match[str]) -> str:
    calls = found[0]
    return calls if calls.isascii() and len(calls) == 2 else calls.replace("!", "！").replace("?", "？")


def english(text: str) -> str:
    """Return normalized text with typographic quotation marks and dashes; … becomes three dots."""
    text = _TYPED_DASH.sub(lambda found: " —" if found[0][0] == " " else "—", text)
    text = re.sub(r"(?<=\S) - (?=\S)", " – ", text)
    text = _FEET.sub(r"\1′\2″", text)
    result: list[str] = []
    quoted = False
    for position, char in enumerate(text):
        if char in _CURLED:
            before = result[-1] if result else " "
            # After a dash, a mark closes what was broken off, unless a word follows.
            opens = (before.isspace() or before in "([{“‘") or (
                before in "—–-" and _WORD_AHEAD.match(text, position + 1)
            )
            elided = _ELIDED.match(text, position)
            # A mark directly after the word is its partner, unless it closes an earlier quotation.
            if elided and text.startswith("'", elided.end()) and not quoted:
                elided = None
            char = _CURLED[char][0 if opens and not elided else 1]
        if char in "‘’":
            quoted = char == "‘"
        result.append(char)
    return "".join(result).replace("…", "...")


def typeset(text: str, language: Language) -> str:
    """Return normalized text with the punctuation of its language."""
    return japanese(text) if language is Language.JA else english(text)


def within_quotation_marks(text: str, language: Language) -> str:
    """Return normalized text as it stands in quotation marks; those in it alternate between the two kinds."""
    if language is Language.JA:
        return _alternate_brackets(japanese(text))
    text = english(text)
    inside = _INSIDE.sub(lambda found: "‘" + _DEEPER.sub(r"“\1”", found[1]) + "’", text)
    # With an unpaired mark the nesting is unknown.
    lone = _INSIDE.sub("", text)
    return text.translate(_SINGLE_QUOTES) if "“" in lone or "”" in lone else inside


def _alternate_brackets(text: str) -> str:
    result, depth = "", 0
    for char in text:
        if char in "」』":
            depth = max(0, depth - 1)
            result += "』」"[depth % 2]
        elif char in "「『":
            result += "『「"[depth % 2]
            depth += 1
        else:
            result += char
    return result
