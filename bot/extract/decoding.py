"""Bytes to text: what they say of themselves, and what they look like."""

from __future__ import annotations

import codecs
import re

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
_CODECS = {  # what browsers take these labels for
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp_ext",
    "iso-8859-1": _LATIN,
    "latin1": _LATIN,
    "ascii": _LATIN,
    "us-ascii": _LATIN,
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    # A page whose <meta> can be read is not in UTF-16, whatever it says.
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "x-user-defined": _LATIN,
}
_TEXT_CODECS = re.compile(
    r"utf_8|cp\d+|euc_\w+|shift_jis\w*|iso2022\w+|iso8859_\d+|latin_1|ascii|gb\w+|big5\w*|koi8_\w|mac_roman|mac_cyrillic|johab|hz|tis_620"
)
_META = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:-]{1,40})""",
    re.IGNORECASE,
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^\0]{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE,
)
_HEAD = 4096
_SAMPLE = 200_000
_BROKEN = 0.02
"""A page may have so large a share of characters that can't be read."""


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


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The text of a web page: byte order mark, then UTF-8, then `charset` (of its HTTP header), then its
    `<meta>`, then what its bytes look like. A label that the bytes contradict is passed over.

    A page keeps some broken characters, as U+FFFD. Raises UserError("page-binary") for what is no text.
    """
    declared = [codec for label in (charset, _meta(data)) if label and (codec := _codec(label))]
    text = _by_form(data)
    if text is None:
        text = _by_label(data, declared)
    if text is None and b"\0" not in data:
        text = _by_look(data)
    if text is None:
        text = _nearly(data, [*declared, "utf-8", *_JAPANESE])
    if text is None or text.count("\0") > len(text) * _BROKEN:
        raise UserError("page-binary")
    return text.replace("\0", "\ufffd")


def is_page(data: bytes) -> bool:
    """Whether a file begins as an HTML page does, in any encoding."""
    return _PAGE.match(data[:6000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def _decoded(data: bytes) -> str | None:
    text = _by_form(data)
    return text if text is not None or b"\0" in data else _by_look(data)


def _by_form(data: bytes) -> str | None:
    """What can hardly be anything else."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    if b"\0" in data:
        return _utf16_without_mark(data)
    if b"\x1b$" in data or b"\x1b(" in data:
        text = _try(data, "iso2022_jp_ext")
        if text is not None:
            return text
    return _try(data, "utf-8")


def _by_label(data: bytes, declared: list[str]) -> str | None:
    for codec in declared:
        text = _try(data, codec)
        if text is None:
            continue
        if codec in (*_JAPANESE, _LATIN) and _looks_japanese(text) <= 0.5:
            # Nearly all bytes are valid Latin, and much Shift_JIS is valid EUC-JP: ask what it looks like.
            other = _best_japanese(data)
            if other is not None:
                return other
        return text
    return None


def _by_look(data: bytes) -> str | None:
    text = _best_japanese(data)
    if text is not None:
        return text
    match = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=[*_JAPANESE, _LATIN]).best()
    return None if match is None else _try(data, match.encoding)


def _best_japanese(data: bytes) -> str | None:
    candidates = [text for encoding in _JAPANESE if (text := _try(data, encoding)) is not None]
    best = max(candidates, key=_looks_japanese, default="")
    return best if _looks_japanese(best) > 0.5 else None


def _nearly(data: bytes, encodings: list[str]) -> str | None:
    """Read with the encoding that leaves the fewest characters unread, where these are few."""
    texts = [data.decode(encoding, "replace") for encoding in encodings]
    best = min(texts, key=lambda text: text.count("\ufffd"))
    others = sum(character > "\x7f" for character in best)
    return best if best.count("\ufffd") <= max(1, _BROKEN * others) else None


def _meta(data: bytes) -> str | None:
    found = _META.search(data, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(label: str) -> str | None:
    """Python's name for a label of the web, if it is one of a text encoding."""
    label = label.strip().strip("\"'").lower()
    try:
        name = _CODECS.get(label) or codecs.lookup(label).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return name if _TEXT_CODECS.fullmatch(name) else None


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
