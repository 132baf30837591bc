"""The words of a card as they are set: without what no typeface has, with quotation marks around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from bot.model import Language

_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_HALF_WIDTH = re.compile(r"[\uff61-\uff9f]+")
_PICTURE = (
    r"[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299\u00a9\u00ae]"
)
# A picture with what belongs to it: a variation, a skin, a tag, pictures joined to it; and keycaps.
_EMOJI = re.compile(
    rf"[0-9#*]\ufe0f?\u20e3|{_PICTURE}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    rf"(?:\u200d{_PICTURE}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_REST = re.compile(r"[\u200d\ufe0e\ufe0f]")
_SWAPPED = str.maketrans("「」『』", "『』「」")
_WIDE = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) (?!{_WIDE})|(?<!{_WIDE}) (?={_WIDE})")


def plain(text: str, known: Container[str]) -> str:
    """Text composed (NFC), on one line, in single spaces and without emoji that are not all `known`."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _REST.sub("", _EMOJI.sub(lambda found: _kept(found[0], known), text))
    return " ".join(text.split())


def _kept(emoji: str, known: Container[str]) -> str:
    bare = _REST.sub("", emoji)
    return bare if all(char in known for char in bare) else ""


def japanese(text: str) -> str:
    """Plain text without spaces between the scripts (the setting makes its own), and with whole dashes."""
    return _BESIDE_WIDE.sub("", text).replace("—", "―")


def curly(text: str) -> str:
    """Plain text with typographic quotation marks and apostrophes, and an ellipsis on the line."""
    text = re.sub(r"(?<![^\s(—–])'(?=(?:n'|tis|twas|em|\d0s)(?!\w))", "’", text)
    text = re.sub(r"(?:^|(?<=[\s(\[{—–“‘\"]))'", "‘", text)
    text = re.sub(r'(?:^|(?<=[\s(\[{—–‘\']))"', "“", text)
    return text.replace("'", "’").replace('"', "”").replace("…", "...")


def quoted(text: str, language: Language) -> str:
    """Plain text between quotation marks; those inside change to the second kind, as both languages do."""
    if language is Language.JA:
        return f"「{japanese(text).translate(_SWAPPED)}」"
    text = curly(text)
    if "“" in text:
        text = text.translate(str.maketrans("“”", "‘’"))
    return f"“{text}”"
