"""Text inside a paragraph as a browser shows it: white space, raised and lowered figures."""

from __future__ import annotations

import re

_WHITE_SPACE = re.compile(r"[ \t\n\r\f\x0b\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")
"""Not the ideographic space, which is shown."""
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff]+"
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[!#-;=?-Z\\-_a-z~]{1,2000}>?")
_BARE_NOTE = re.compile(r"\[\^[^\[\]\s]{1,30}\]|\[\d{1,3}\]")
"""The number of a note that is no link."""

_JAPANESE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BREAK_IN_JAPANESE = re.compile(rf"(?<=[{_JAPANESE}])\n(?=[{_JAPANESE}])")
_BREAK_BESIDE_JAPANESE = re.compile(rf"(?<=[{_JAPANESE}])\n|\n(?=[{_JAPANESE}])|(?<=\d)\n(?=\d)")
_JAPANESE_LETTER = re.compile(r"[ぁ-ヿ一-鿿]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")

_NOTE_MARK = re.compile(
    r"[\[［【〔(（][注註]? ?[\d０-９]{0,3}[A-Za-z]?[\]］】〕)）]"
    r"|(?:注|註|※|＊|\*|†|‡|§|¶){1,3} ?[\d０-９]{0,3}"
)
_NOTE_IN_BRACKETS = re.compile(r"[\[［【〔][^\[\]\n]{1,40}[\]］】〕]")
_NOTE_NUMBER = re.compile(r"[\d０-９]{1,3}(?: ?[,、，–-] ?[\d０-９]{1,3}){0,9}")
_AFTER_WORD = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?)”」。、])$")
_TAKES_EXPONENT = re.compile(
    r"(?<!\d)(?!(?:1[5-9]|2[01])\d\d$)\d{1,12}$"  # a number, but not a year
    r"|(?:\d|/|\b[Pp]er ) ?[A-Za-zµμ]{1,3}$|(?<![^\W_])(?:[A-Za-zΑ-Ωα-ω]|[cdhkmnµμ]m|ft|yd|mc)$|[㎞㎝㎜㎡]$"
    r"|\([^()\n]{0,20}[+−=][^()\n]{0,20}\)$"
)
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![a-z])")
_ORDINAL = re.compile(r"st|nd|rd|th|er?|re|[eè]me|[aoªº]")
_TRADE_MARKS = {"TM": "™", "SM": "℠", "R": "®"}
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_MAX_RAISED = 12
"""Longer text is raised for its look."""


def shown(text: str) -> tuple[str, bool]:
    """Return the text of one line, and whether a web address was left out of it.

    White space is one space; a line break of the source is none between Japanese characters.
    """
    text, addresses = _ADDRESS.subn("", _INVISIBLE.sub("", text))
    text = _WHITE_SPACE.sub(_space, _BARE_NOTE.sub("", text)).strip(" \n\u3000")
    return _without_breaks(text), addresses > 0


def one_line(lines: list[str]) -> str:
    """Return lines that `shown` returned as one, as if they were wrapped in the source."""
    return _without_breaks("\n".join(filter(None, lines)))


def _space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _without_breaks(text: str) -> str:
    if "\n" not in text:
        return text
    breaks = _BREAK_BESIDE_JAPANESE if is_japanese(text) else _BREAK_IN_JAPANESE
    return breaks.sub("", text).replace("\n", " ")


def is_japanese(text: str) -> bool:
    """Return whether a text has more Japanese letters than Latin ones."""
    return len(_JAPANESE_LETTER.findall(text)) > len(_LATIN_LETTER.findall(text))


def raised(text: str, before: str, after: str, *, links: bool) -> str:
    """Return raised text as it is told: nothing for the call of a note, figures as figures of their own.

    `before` and `after` are the texts around it; `links` says that it leads to another place of the page.
    """
    text = " ".join(text.split())
    number = _NOTE_NUMBER.fullmatch(text)
    if number and (links or _is_number_of_note(before, after)):
        return ""
    if calls_note(text) or _NOTE_IN_BRACKETS.fullmatch(text):
        return ""
    if len(text) == 1 and text.islower() and _AFTER_WORD.search(before):
        return ""
    if text.isalpha():
        after_figure = before[-1:].isdigit() and not _ORDINAL.fullmatch(text)
        return _TRADE_MARKS.get(text, _figures(text, _RAISED, "^") if after_figure else text)
    return _figures(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Return lowered text with figures of its own."""
    text = " ".join(text.split())
    return text if text.isalpha() else _figures(text, _LOWERED, "_")


def calls_note(text: str) -> bool:
    """Return whether a text is the mark of a note wherever it stands: [3], ※2, (注)."""
    return _NOTE_MARK.fullmatch(text) is not None


def _is_number_of_note(before: str, after: str) -> bool:
    if before.endswith((" ", "(")) and before.strip() and _ISOTOPE.match(after):
        return False
    return _TAKES_EXPONENT.search(before) is None


def _figures(text: str, table: dict[int, int], mark: str) -> str:
    if all(ord(char) in table for char in text):
        return text.translate(table)
    return mark + text if len(text) <= _MAX_RAISED and any(map(str.isalnum, text)) else text
