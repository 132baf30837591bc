"""Which encoding bytes are in, by what they declare and by what they look like."""

from __future__ import annotations

import codecs
import re
from operator import itemgetter

from bot.errors import UserError
from bot.extract.japanese import decode_euc_jp, decode_iso_2022_jp

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
    "iso8859_1": _LATIN,
    "shift_jis": "cp932",
}
_ALIASES = {  # labels that Python doesn't know
    "windows-31j": "cp932",
    **dict.fromkeys(("cp51932", "windows-51932", "eucjp-ms", "eucjpms", "euc-jp-ms"), "euc_jp"),
}
# Not UTF-16: a page whose <meta> can be read without decoding is in something else, whatever it declares.
_TEXT_CODECS = re.compile(
    r"cp\d+|euc_\w+|shift_jis\w*|iso2022\w+|iso8859_\d+|gb\w+|big5\w*|koi8_\w|mac_roman|mac_cyrillic|johab|hz|tis_620"
)
_OWN_DECODERS = {"euc_jp": decode_euc_jp, "iso2022_jp": decode_iso_2022_jp}
_ISO_2022_JP = re.compile(rb"\x1b(?:\$\(?[@BD]|\([IJ])")
_ASCII = bytes(range(128))
_CP932_EXTRAS = dict.fromkeys([0x80, *range(0xF8F0, 0xF8F4)], "\ufffd")
"""What Python's codec makes of single bytes that are no character of Shift_JIS."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_FOREIGN_WORD = re.compile("[^\0-\x7f\u2013\u2014]{4}")
"""What is frequent in other alphabets read as Windows-1252, and hardly occurs in a text in it."""
_THREE_BYTES = re.compile("[\u0800-\ufffc]")
"""What takes three bytes in UTF-8, which two characters of another encoding seldom look like."""
_ONE_BROKEN = re.compile("\ufffd{2,3}")
"""What one broken character of several bytes leaves."""
_GARBLED = re.compile("\ufffd|â€|Ã[\x80-\xbf]|ã[\x80-\x83‚ƒ]|[縺繧]")
"""Broken characters, and how UTF-8 begins that was read as Latin or as Shift_JIS."""
_TORN = re.compile("\x1b[!-~]|\ufffd{4}")
_META = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*+=\s*+(?:["']\s*+)?([A-Za-z0-9_:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*+=\s*+["']([A-Za-z0-9_:-]{1,40})""",
    re.IGNORECASE,
)
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:(?><!--[^\0]{0,2000}?-->)\s*+){0,5}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE,
)
_FEED = re.compile(
    rb"(?:(?><\?[^>]{0,400}>|<!--[^\0]{0,2000}?-->|<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,4000}\]\s{0,9})?>)\s*+){0,9}+"
    rb"<(?:\w{1,20}:)?(?:rss|rdf|feed)[\s>]",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(rb"\"version\"\s{0,9}:\s{0,9}\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org")
_FEED_BYTES = 20_000
_META_BYTES = 4096
_PDF_HEAD = 1024
_LICENSE = re.compile(rb"<fulfillmentToken\b[^>]{0,400}ns\.adobe\.com/adept|\"https?://readium\.org/lcp")
_SAMPLE_BYTES = 20_000
_MAX_BROKEN = 0.02
_FEW_BROKEN = 3
"""Undecodable characters that a text may have: a share of those beyond ASCII, or so many."""
_JAPANESE_SHARE = 0.52


def decode(data: bytes) -> str:
    """Return the text of a text file, with U+FFFD for a few undecodable characters.

    Raises UserError("file-empty") for nothing but white space, and UserError("file-binary") for anything that
    is not text in UTF-8, UTF-16, UTF-32, ISO-2022-JP, Shift_JIS, EUC-JP or Windows-1252.
    """
    text = _decode(data, [])
    if text is None:
        raise UserError("file-binary")
    if not text.strip():
        raise UserError("file-empty")
    return text


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return the text of a web page, with U+FFFD for undecodable characters.

    Tried in turn: the byte order mark, what the bytes can hardly be other than, `charset` (from the HTTP
    header), and the page's `<meta>`. A declared encoding that the bytes contradict is ignored. Raises
    UserError("page-binary") for anything that is not text.
    """
    return _decode_declared(data, charset, _meta_charset(data))


def decode_feed(data: bytes, charset: str | None = None) -> str:
    """Return the text of a feed, as `decode_page` does; but what its XML declaration says goes before
    `charset`, since servers send files that somebody else wrote."""
    return _decode_declared(data, _meta_charset(data), charset)


def _decode_declared(data: bytes, *labels: str | None) -> str:
    text = _decode(data, [codec for label in labels if label and (codec := _codec(label))])
    if text is None:
        raise UserError("page-binary")
    return text


def raise_if_torn(text: str) -> None:
    """Raise UserError("reading-torn") for text that an earlier program, or the way here, has damaged.

    That is one with escape sequences in it, several undecodable characters in a row, or more than a few of
    these or of characters that come from reading UTF-8 as another encoding.
    """
    garbled = len(_GARBLED.findall(text))
    if _TORN.search(text) or garbled > max(_FEW_BROKEN, _MAX_BROKEN * _count_not_ascii(text)):
        raise UserError("reading-torn")


def is_page(data: bytes) -> bool:
    """Return whether a file begins as an HTML page does, in any encoding."""
    return _HTML.match(data[:6000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def is_feed(data: bytes) -> bool:
    """Return whether a file begins as a feed does, in any encoding: RSS, RDF, Atom or JSON Feed."""
    head = data[:_FEED_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"{"):
        return _JSON_FEED.search(head) is not None
    return _FEED.match(head) is not None


def is_archive(data: bytes) -> bool:
    """Return whether a file is a ZIP archive, as an EPUB is."""
    return data.startswith(b"PK\3\4")


def is_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF."""
    return data[:_PDF_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def is_license(data: bytes) -> bool:
    """Return whether a file is what shops give for a book with copy protection, which another program then
    fetches: one of Adobe's (.acsm) or of Readium's (.lcpl)."""
    return _LICENSE.search(data, 0, _META_BYTES) is not None


def _decode(data: bytes, declared: list[str]) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    if b"\0" in data:
        sample = data[:_SAMPLE_BYTES]
        shares = {codec: _plain_share(_read(sample, codec)) for codec in ("utf-16-le", "utf-16-be")}
        encoding, share = max(shares.items(), key=itemgetter(1))
        if share > _JAPANESE_SHARE:
            return _read(data, encoding)
        if data.count(b"\0") > _MAX_BROKEN * len(data):
            return None
    if _ISO_2022_JP.search(data) and len(data.translate(None, _ASCII)) <= _MAX_BROKEN * len(data):
        return _read(data, "iso2022_jp")
    try:
        return data.decode("utf-8").replace("\0", "\ufffd")
    except UnicodeDecodeError:
        first = len(data) - len(data.lstrip(_ASCII))
        likeliest = _likeliest(data[first : first + _SAMPLE_BYTES], declared)
        return None if likeliest is None else _read(data, likeliest)


def _likeliest(sample: bytes, declared: list[str]) -> str | None:
    """Return the encoding of bytes that begin with the first one beyond ASCII."""
    utf_8 = _read(sample, "utf-8")
    broken, whole = utf_8.count("\ufffd"), len(_THREE_BYTES.findall(utf_8))
    if whole > broken and _is_whole(utf_8):
        return "utf-8"
    shares = {codec: _japanese_share(_read(sample, codec)) for codec in _JAPANESE}
    japanese, share = max(shares.items(), key=itemgetter(1))
    for codec in (japanese, *declared) if share > _JAPANESE_SHARE else declared:
        if _is_whole(_read(sample, codec)):
            return codec
    if 8 * broken <= _count_not_ascii(utf_8):  # nothing else looks like UTF-8 so often by chance
        return "utf-8"
    return _LATIN if _is_latin(_read(sample, _LATIN)) else None


def _read(data: bytes, encoding: str) -> str:
    """Decode with U+FFFD for each broken character and for NUL."""
    if encoding in _OWN_DECODERS:
        text = _OWN_DECODERS[encoding](data)
    else:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = _ONE_BROKEN.sub("\ufffd", data.decode(encoding, "replace"))
    if encoding == "cp932":
        text = text.translate(_CP932_EXTRAS)
    return text.replace("\0", "\ufffd")


def _is_whole(text: str) -> bool:
    broken, others = text.count("\ufffd"), _count_not_ascii(text)
    return 4 * broken <= others and broken <= max(_FEW_BROKEN, _MAX_BROKEN * others)


def _is_latin(text: str) -> bool:
    """Return whether what any bytes are in Windows-1252 looks like a text in it."""
    foreign = _count_not_ascii(text)
    return 8 * len(_FOREIGN_WORD.findall(text)) <= foreign and len(_CONTROL.findall(text)) <= max(
        1, _MAX_BROKEN * foreign
    )


def _count_not_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _meta_charset(data: bytes) -> str | None:
    found = _META.search(data, 0, _META_BYTES)
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(label: str) -> str | None:
    """Return Python's name for an encoding label of the web, or None for an unknown or unsafe one."""
    label = label.strip().strip("\"'").lower().removeprefix("x-")
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _TEXT_CODECS.fullmatch(name) else None


def _japanese_share(text: str) -> float:
    """Return the share of kana among the characters beyond ASCII; other Japanese ones count half.

    One Japanese encoding read as another gives kanji and half-width katakana, and Latin ones give kanji; none
    gives kana.
    """
    sample = [c for c in text if c > "\x7f"]
    return sum(map(_japanese, sample)) / len(sample) if sample else 0.0


def _plain_share(text: str) -> float:
    """Return the same share of all characters, where ASCII counts like kana."""
    plain = sum(1 if c.isascii() and (c.isprintable() or c.isspace()) else _japanese(c) for c in text)
    return plain / len(text)


def _japanese(character: str) -> float:
    if "\u3041" <= character <= "\u30ff":
        return 1
    return 0.5 if "\u3000" <= character <= "\u9fff" or "\uff01" <= character <= "\uff9f" else 0
