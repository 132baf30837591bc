"""EUC-JP and ISO-2022-JP as browsers and mail programs read them, with what NEC and IBM added."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from itertools import accumulate

_HIGH = re.compile(rb"([\x80-\xff]+)")
_SUPPLEMENTARY = re.compile(rb"(\x8f[\xa1-\xfe]{2})")  # JIS X 0212: the only characters of three bytes
_SHIFT = re.compile(rb"(\x1b\$\(?[@BD]|\x1b\([BHIJ]|\x1b&@|[\x0e\x0f\n])")
_SETS = {
    **dict.fromkeys((b"\x1b$@", b"\x1b$B", b"\x1b$(@", b"\x1b$(B"), "double"),
    b"\x1b$(D": "supplementary",
    b"\x1b(I": "katakana",
}
_TO_ASCII = (b"\x1b(B", b"\x1b(J")
_LOST_SHIFT = re.compile(rb"[^\x1b]?\$[@B]|\x1b(?:\$.?|.?[@B])", re.DOTALL)
"""What is left of `ESC $ B` when one byte is broken or missing."""
_TO_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else byte for byte in range(256))
_FIRST_HIRAGANA = 0xA4
_FREQUENT = {0xA1, 0xA3, 0xA5, 0x8E, *range(0xB0, 0xD0)}
"""First bytes of punctuation, full-width letters, katakana and the kanji in daily use."""


def decode_euc_jp(data: bytes) -> str:
    """Return text in EUC-JP (also as CP51932 or eucJP-ms), with U+FFFD for what is damaged.

    A byte that is broken, missing or too many costs its character, and perhaps some beside it, not the line.
    """
    try:
        return data.decode("euc_jp")
    except UnicodeDecodeError:
        parts = _HIGH.split(data)
        return "".join(_run(part) if part[:1] >= b"\x80" else part.decode("ascii") for part in parts)


def decode_iso_2022_jp(data: bytes) -> str:
    """Return text in ISO-2022-JP, where ESC, SO and SI change the character set.

    Every line begins in ASCII. Damaged characters are U+FFFD; escape sequences of other character sets stay.
    """
    made, charset, shifted = [], "ascii", False
    parts = _SHIFT.split(data)
    for part, shift in zip(parts[::2], [*parts[1::2], b""], strict=True):
        if charset == "ascii" and shift in _TO_ASCII and (lost := _LOST_SHIFT.search(part)):
            made.append(part[: lost.start()] + _as_euc_jp(part[lost.end() :], "double"))
        else:
            made.append(_as_euc_jp(part, "katakana" if shifted else charset))
        if shift in (b"\x0e", b"\x0f"):
            shifted = shift == b"\x0e"
        elif shift == b"\n":
            charset, shifted = "ascii", False
            made.append(shift)
        elif shift != b"\x1b&@":  # it announces a newer edition of the set that the next sequence names
            charset = _SETS.get(shift, "ascii")
    return decode_euc_jp(b"".join(made))


def _as_euc_jp(part: bytes, charset: str) -> bytes:
    high = part if charset == "ascii" else part.translate(_TO_HIGH)
    if charset == "katakana":
        return re.sub(rb"[\xa1-\xdf]", b"\x8e\\g<0>", high)
    return re.sub(rb"[\xa1-\xfe]{2}", b"\x8f\\g<0>", high) if charset == "supplementary" else high


def _run(run: bytes) -> str:
    """Decode bytes of which none is ASCII."""
    try:
        return run.decode("euc_jp")
    except UnicodeDecodeError:
        return "".join(_character(c) for part in _SUPPLEMENTARY.split(run) for c in _characters(part))


def _characters(part: bytes) -> list[bytes]:
    if part[:1] == b"\x8f" or not len(part) % 2:
        size = 3 if part[:1] == b"\x8f" and len(part) == 3 else 2
        return [part[start : start + size] for start in range(0, len(part), size)]
    # A byte is alone: where the first bytes of the pairs before it and behind it are the most usual ones.
    odds = (_rarity(part[i]) - _rarity(part[i + 1]) for i in range(0, len(part) - 1, 2))
    costs = list(accumulate(odds, initial=0))
    alone = 2 * costs.index(min(costs))
    return [*_characters(part[:alone]), part[alone : alone + 1], *_characters(part[alone + 1 :])]


def _rarity(first: int) -> int:
    return 0 if first == _FIRST_HIRAGANA else 1 if first in _FREQUENT else 3


@cache
def _character(encoded: bytes) -> str:
    with suppress(UnicodeDecodeError):
        return encoded.decode("euc_jp")
    if len(encoded) == 2 and min(encoded) >= 0xA1 and max(encoded) <= 0xFE:
        with suppress(UnicodeDecodeError):
            return _shift_jis(encoded[0] - 0xA1, encoded[1] - 0xA1).decode("cp932")
    return _ibm_characters().get(encoded, "\ufffd")


def _shift_jis(row: int, cell: int) -> bytes:
    """Return a place in JIS X 0208 (from 0) in the form whose codec in Python knows NEC's characters."""
    first = row // 2 + (0x81 if row < 62 else 0xC1)
    return bytes((first, cell + 0x9F if row % 2 else cell + (0x40 if cell < 63 else 0x41)))


@cache
def _ibm_characters() -> dict[bytes, str]:
    """Return the characters of IBM's that eucJP-ms puts at the end of JIS X 0212, which lacks them."""
    codes = (bytes((first, second)) for first in (0xFA, 0xFB, 0xFC) for second in range(0x40, 0xFD))
    ibm = "".join(code.decode("cp932", "ignore") for code in codes if code[1] != 0x7F and code <= b"\xfc\x4b")
    lacking = [c for c in ibm if c == "№" or (c not in "￢￤" and not c.encode("euc_jp", "ignore"))]
    places = (bytes((0x8F, first, second)) for first in (0xF3, 0xF4) for second in range(0xA1, 0xFF))
    return dict(zip(list(places)[-len(lacking) :], lacking, strict=True))
