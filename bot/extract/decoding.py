"""Which encoding bytes are in, by what they declare and by what they look like."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from bot.errors import UserError

_BOMS = (  # UTF-32's little-endian mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = ("cp932", "euc_jp")
_LATIN = "cp1252"
_SUPERSETS = {  # what browsers decode instead of the declared encoding
    "ascii": _LATIN,
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso8859_1": _LATIN,
    "shift_jis": "cp932",
}
# Not UTF-16: a page whose <meta> can be read without decoding is in something else, whatever it declares.
_TEXT_CODECS = re.compile(
    r"cp\d+|euc_\w+|shift_jis\w*|iso2022\w+|iso8859_\d+|gb\w+|big5\w*|koi8_\w|mac_roman|mac_cyrillic|johab|hz|tis_620"
)
_META = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*+=\s*+(?:["']\s*+)?([A-Za-z0-9_:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*+=\s*+["']([A-Za-z0-9_:-]{1,40})""",
    re.IGNORECASE,
)
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:(?><!--[^\0]{0,2000}?-->)\s*+){0,5}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE,
)
_META_BYTES = 4096
_SAMPLE_BYTES = 200_000
_SAMPLE_CHARACTERS = 20_000
_MAX_BROKEN = 0.02
"""The largest share of undecodable characters that a page may have."""


def decode(data: bytes) -> str:
    """Return the text of a text file: by its byte order mark, else as UTF-8, else by what it looks like.

    Raises UserError("file-empty") for nothing but white space, and UserError("file-binary") for anything that
    is not text in UTF-8, UTF-16, UTF-32, ISO-2022-JP, Shift_JIS, EUC-JP or Windows-1252.
    """
    text = _decode_unambiguous(data)
    if text is None and b"\0" not in data:
        text = _decode_by_statistics(data)
    if text is None or "\0" in text:
        raise UserError("file-binary")
    if not text.strip():
        raise UserError("file-empty")
    return text


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return the text of a web page, with U+FFFD for up to 2 % of undecodable characters.

    Tried in turn: the byte order mark, UTF-8, `charset` (from the HTTP header), the page's `<meta>`, and what
    the bytes look like. A declared encoding that the bytes contradict is ignored. Raises
    UserError("page-binary") for anything that is not text.
    """
    declared = [codec for label in (charset, _meta_charset(data)) if label and (codec := _codec(label))]
    text = _decode_unambiguous(data)
    if text is None:
        text = _decode_as_declared(data, declared)
    if text is None and b"\0" not in data:
        text = _decode_by_statistics(data)
    if text is None:
        text = _decode_leniently(data, [*declared, "utf-8", *_JAPANESE])
    if text is None or text.count("\0") > len(text) * _MAX_BROKEN:
        raise UserError("page-binary")
    return text.replace("\0", "\ufffd")


def is_page(data: bytes) -> bool:
    """Return whether a file begins as an HTML page does, in any encoding."""
    return _HTML.match(data[:6000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def _decode_unambiguous(data: bytes) -> str | None:
    """Decode what can hardly be in any other encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    if b"\0" in data:
        return _try_detected(data, ["utf_16_le", "utf_16_be"])
    if b"\x1b$" in data or b"\x1b(" in data:
        text = _try(data, "iso2022_jp_ext")
        if text is not None:
            return text
    return _try(data, "utf-8")


def _decode_as_declared(data: bytes, declared: list[str]) -> str | None:
    for codec in declared:
        text = _try(data, codec)
        if text is None:
            continue
        if codec in (*_JAPANESE, _LATIN) and _japanese_share(text) <= 0.5:
            # Nearly all bytes are valid Latin, and much Shift_JIS is valid EUC-JP: ask what it looks like.
            other = _decode_japanese(data)
            if other is not None:
                return other
        return text
    return None


def _decode_by_statistics(data: bytes) -> str | None:
    text = _decode_japanese(data)  # on Japanese, surer than charset_normalizer
    return _try_detected(data, [*_JAPANESE, _LATIN]) if text is None else text


def _decode_japanese(data: bytes) -> str | None:
    candidates = [text for encoding in _JAPANESE if (text := _try(data, encoding)) is not None]
    best = max(candidates, key=_japanese_share, default="")
    return best if _japanese_share(best) > 0.5 else None


def _decode_leniently(data: bytes, encodings: list[str]) -> str | None:
    """Decode with the encoding that leaves the fewest undecodable characters, if they are few enough."""
    texts = [data.decode(encoding, "replace") for encoding in encodings]
    best = min(texts, key=lambda text: text.count("\ufffd"))
    non_ascii = sum(character > "\x7f" for character in best)
    return best if best.count("\ufffd") <= max(1, _MAX_BROKEN * non_ascii) else None


def _meta_charset(data: bytes) -> str | None:
    found = _META.search(data, 0, _META_BYTES)
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(label: str) -> str | None:
    """Return Python's name for an encoding label of the web, or None for an unknown or unsafe one."""
    label = label.strip().strip("\"'").lower().removeprefix("x-").replace("windows-31j", "cp932")
    try:
        name = codecs.lookup(label).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _TEXT_CODECS.fullmatch(name) else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _try_detected(data: bytes, encodings: list[str]) -> str | None:
    # With its usual threshold it gives up on one Japanese article in 25.
    match = charset_normalizer.from_bytes(data[:_SAMPLE_BYTES], cp_isolation=encodings, threshold=0.5).best()
    return None if match is None else _try(data, match.encoding)


def _japanese_share(text: str) -> float:
    """Return the share of kana and Japanese punctuation among non-ASCII characters; kanji count half.

    Shift_JIS read as EUC-JP, or the other way round, gives rare kanji and half-width katakana instead.
    """
    non_ascii = [character for character in text[:_SAMPLE_CHARACTERS] if character > "\x7f"]
    usual = sum("\u3001" <= character <= "\u30ff" or character in "！？「」（）" for character in non_ascii)
    kanji = sum("\u4e00" <= character <= "\u9fff" for character in non_ascii)
    return (usual + 0.5 * kanji) / len(non_ascii) if non_ascii else 0.0
