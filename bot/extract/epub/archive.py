"""The files inside an EPUB, each within limits, and its XML without entities."""

from __future__ import annotations

import html
import io
import lzma
import posixpath
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html.entities import html5

import lxml.etree
from lxml.html import HtmlElement, XHTMLParser

from bot.errors import UserError
from bot.extract.decoding import decode_page
from bot.extract.page import parse

_MAX_MEMBERS = 10_000
_MAX_BYTES = 50_000_000
"""Of all that is read; pictures and fonts never are."""
_DIRECTORY_ENTRY = b"PK\1\2"
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_UTF_8 = 0x800
"""Flags of a member: it has a password; its name is in UTF-8."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError),
    *(struct.error, OSError),
)
_PROLOG = re.compile(r"\A\s*+<\?xml[^>]{0,200}>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]{0,500}(?:\[[^<>\]]{0,100}\]\s{0,100})?>", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}


class Archive:
    """A ZIP archive in memory. No name in it ever becomes one of a file on the disk.

    Raises UserError: "book-broken", and "reading-too-heavy" for more members than a book has.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_DIRECTORY_ENTRY) > _MAX_MEMBERS:  # before each becomes an object
            raise UserError("reading-too-heavy")
        self._left = _MAX_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise UserError("book-broken") from error
        self._members = {member.filename: member for member in self._archive.infolist()}
        self._folded: dict[str, zipfile.ZipInfo] = {}
        for member in self._members.values():
            for name in _names(member):
                self._folded.setdefault(_folded(name), member)
        self._protected: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return self._member(name) is not None

    def protect(self, names: Iterable[str]) -> None:
        """Say which files are encrypted, whatever the archive says."""
        self._protected |= {member.filename for name in names if (member := self._member(name))}

    def read(self, name: str) -> bytes:
        """Return a file. Raises UserError: "book-broken" for none, or one that can't be unpacked,
        "book-protected" for an encrypted one, "reading-too-heavy" where all would be too much."""
        member = self._member(name)
        if member is None or stat.S_ISLNK(member.external_attr >> 16):
            raise UserError("book-broken")
        if member.flag_bits & _ENCRYPTED or member.filename in self._protected:
            raise UserError("book-protected")
        if member.compress_type not in _COMPRESSIONS:
            raise UserError("book-broken")
        try:
            with self._archive.open(member) as opened:
                data = opened.read(self._left + 1)
        except _DAMAGE as error:
            raise UserError("book-broken") from error
        if len(data) > self._left:
            raise UserError("reading-too-heavy")
        self._left -= len(data)
        return data

    def _member(self, name: str) -> zipfile.ZipInfo | None:
        return self._members.get(name) or self._folded.get(_folded(name))


def _names(member: zipfile.ZipInfo) -> Iterator[str]:
    """Yield what a member may be called: a name that doesn't say so is seldom in CP437, as ZIP has it."""
    yield member.filename
    if not member.flag_bits & _UTF_8 and not member.filename.isascii():
        for encoding in ("utf-8", "cp932"):
            with suppress(UnicodeError):
                yield member.orig_filename.encode("cp437").decode(encoding)


def _folded(name: str) -> str:
    """Return by what names are compared that other systems have written: theirs may know no capitals, part
    folders otherwise, and take accents apart."""
    return unicodedata.normalize("NFC", posixpath.normpath(name.replace("\\", "/"))).casefold()


def parse_xml(data: bytes) -> lxml.etree._Element:
    """Return the elements of a file that says what a book consists of, without their namespaces.

    What is not well-formed is read as far as it can be. Raises UserError("book-broken") for what is no XML,
    and for one with entities of its own.
    """
    parser = lxml.etree.XMLParser(**_OPTIONS, recover=True)
    try:
        root = lxml.etree.fromstring(_text(data).encode(), parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UserError("book-broken") from error
    if root is None:
        raise UserError("book-broken")
    return _without_namespaces(root)


def parse_xhtml(data: bytes) -> HtmlElement:
    """Return the elements of a text of a book: by the rules of XML, or else as browsers find them.

    Raises UserError like `parse_xml`.
    """
    text = _text(data)
    try:
        root = lxml.etree.fromstring(text.encode(), XHTMLParser(**_OPTIONS))
    except (lxml.etree.LxmlError, ValueError):
        try:
            return parse(text)
        except UserError as error:
            raise UserError("book-broken") from error
    return _without_namespaces(root)


_OPTIONS = {
    "encoding": "utf-8",
    "huge_tree": False,
    "load_dtd": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
    "resolve_entities": False,
}


def _text(data: bytes) -> str:
    """Return decoded XML with HTML's entities told, without its prolog, which may name another encoding."""
    try:
        text = decode_page(data)
    except UserError as error:
        raise UserError("book-broken") from error
    if "<!ENTITY" in text:
        raise UserError("book-broken")
    text = _DOCTYPE.sub("", _PROLOG.sub("", text, count=1), count=1)
    return _NAMED.sub(_told, text).encode("utf-8", "replace").decode()


def _told(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _XML_NAMES else html.escape(html5.get(f"{name};", found[0]), quote=False)


def _without_namespaces(root: lxml.etree._Element) -> lxml.etree._Element:
    for element in root.iter("*"):
        element.tag = element.tag.rpartition("}")[2]
    return root
