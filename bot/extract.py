"""Bytes to text."""

from __future__ import annotations

import codecs

import charset_normalizer

from bot.errors import UserError

_BOMS = (  # UTF-32's little-endian mark begins with UTF-16's, so it stands first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = ("cp932", "euc_jp")
_LATIN = "cp1252"
SAMPLE = 20_000
"""Characters that are enough to tell encodings apart."""


def decode(data: bytes) -> str:
    """The text of a text file: byte order mark, then UTF-8, then what its bytes look like.

    Raises UserError("file-empty") where there is nothing but white space, and UserError("file-binary") for
    what is no text in UTF-8, UTF-16, UTF-32, ISO-2022-JP, Shift_JIS, EUC-JP or Windows-1252.
    """
    text = _decoded(data)
    if text is None or "\0" in text:
        raise UserError("file-binary")
    if not text.strip():
        raise UserError("file-empty")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    if b"\0" in data:
        return _utf16_without_mark(data)
    if b"\x1b$" in data or b"\x1b(" in data:
        text = _try(data, "iso2022_jp_ext")
        if text is not None:
            return text
    text = _try(data, "utf-8")
    if text is not None:
        return text
    candidates = [text for encoding in _JAPANESE if (text := _try(data, encoding)) is not None]
    if candidates:
        best = max(candidates, key=_looks_japanese)
        if _looks_japanese(best) > 0.5:
            return best
    match = charset_normalizer.from_bytes(data, cp_isolation=[*_JAPANESE, _LATIN]).best()
    return None if match is None else _try(data, match.encoding)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """The one of its two byte orders that gives ordinary characters; the other gives rare ones."""
    texts = [text for order in ("utf-16-le", "utf-16-be") if (text := _try(data, order)) is not None]
    best = max(texts, key=_ordinary, default="")
    return best if best and _ordinary(best) > 0.9 else None


def _ordinary(text: str) -> float:
    """The share of printable ASCII, line ends, kana, usual kanji and full-width forms."""
    sample = text[:SAMPLE]
    usual = sum(
        " " <= c <= "\u024f"
        or c in "\r\n\t"
        or "\u2010" <= c <= "\u203b"
        or "\u3000" <= c <= "\u30ff"
        or "\u4e00" <= c <= "\u9fff"
        or "\uff00" <= c <= "\uff9f"
        for c in sample
    )
    return usual / len(sample)


def _looks_japanese(text: str) -> float:
    """The share of kana and Japanese punctuation among the characters that are not ASCII.

    Shift_JIS read as EUC-JP, or the other way round, gives rare kanji and half-width katakana instead.
    """
    others = [character for character in text[:SAMPLE] if character > "\x7f"]
    usual = sum("\u3001" <= character <= "\u30ff" or character in "！？「」（）" for character in others)
    kanji = sum("\u4e00" <= character <= "\u9fff" for character in others)
    return (usual + 0.5 * kanji) / len(others) if others else 0.0
