"""What an EPUB says of itself: which files are its text, in which order, and what they are called."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from bot.cues import page_cues
from bot.errors import UserError
from bot.extract.dates import parse_date
from bot.extract.epub.archive import Archive, parse_xml
from bot.model.articles import Metadata

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_NO_TEXT = ("image/", "audio/", "video/")
"""How the types begin of what a spine may name beside texts. Texts themselves have all sorts of types."""
_MAX_TEXTS = 5_000
_MAX_NAMES = 20_000
_MAX_NAME = 300
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
BESIDE = {
    *("copyright-page", "colophon", "cover", "frontispiece", "halftitlepage", "title-page", "titlepage"),
    *("index", "landmarks", "list-of-illustrations", "list-of-tables", "loi", "lot", "page-list", "toc"),
    *("endnote", "endnotes", "footnote", "footnotes", "note", "notes", "rearnote", "rearnotes"),
    *("doc-endnote", "doc-endnotes", "doc-footnote", "doc-index", "doc-pagebreak", "doc-pagelist", "doc-toc"),
    *("doc-cover", "doc-colophon", "pagebreak"),
}
"""Kinds of texts, and of elements in them, that stand beside what there is to read, by the names that EPUB 2
and 3 and DPUB-ARIA have for them."""


@dataclass(frozen=True, slots=True)
class Name:
    """What the table of contents calls a place of a text; `depth` is 0 for a chapter, more below it.

    `fragment` is the ID of an element, or empty for the beginning.
    """

    fragment: str
    title: str
    depth: int


@dataclass(slots=True)
class Package:
    """A book: `texts` are the paths of what there is to read, in order, `names` those of places in each.
    `fixed`: everything has its place on its pages, as on paper."""

    metadata: Metadata
    texts: list[str] = field(default_factory=list)
    names: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    fixed: bool = False


def is_epub(archive: Archive) -> bool:
    """Return whether an archive is an EPUB, whatever type it claims to have."""
    return _CONTAINER in archive


def read_package(archive: Archive) -> Package:
    """Return what an EPUB says of itself.

    Raises UserError: "book-protected" for encrypted texts, "book-broken" where it doesn't say what is read or
    names what isn't there, "reading-too-heavy" for more texts than a book has.
    """
    if _ENCRYPTION in archive:
        _protect(archive)
    roots = parse_xml(archive.read(_CONTAINER)).iter("rootfile")
    path = next((root.get("full-path") for root in roots if root.get("full-path")), "")
    root = parse_xml(archive.read(path))
    manifest = {one.get("id"): one for one in root.iter("item") if one.get("href")}
    places = {key: place_of(path, one.get("href"))[0] for key, one in manifest.items()}
    package = Package(_metadata(root), fixed=_is_fixed(root))
    spine = next(root.iter("spine"), None)
    if spine is None:
        raise UserError("book-broken")
    beside = {place for place, kinds in _kinds(root, path) if not BESIDE.isdisjoint(kinds)}
    navigation = next((key for key, one in manifest.items() if "nav" in _words(one, "properties")), None)
    contents = manifest.get(spine.get("toc"))
    # Without its table of contents, a book is still whole.
    if navigation is not None and places[navigation] in archive:
        tree = parse_xml(archive.read(places[navigation]))
        _add_names(package, _nav_names(tree, places[navigation]))
        beside |= {
            place for place, kinds in _landmarks(tree, places[navigation]) if not BESIDE.isdisjoint(kinds)
        }
        beside.add(places[navigation])
    ncx = places.get(contents.get("id"), "") if contents is not None else ""
    if not package.names and ncx in archive:
        _add_names(package, _ncx_names(parse_xml(archive.read(ncx)), ncx))
    for one in spine.iter("itemref"):
        key = one.get("idref")
        if one.get("linear", "yes").strip().lower() == "no":
            continue
        if key not in places:
            raise UserError("book-broken")
        kind = manifest[key].get("media-type", "").strip().lower()
        if not kind.startswith(_NO_TEXT) and places[key] not in beside:
            package.texts.append(places[key])
    package.texts = list(dict.fromkeys(package.texts))  # one that stands there twice is read once
    if len(package.texts) > _MAX_TEXTS:
        raise UserError("reading-too-heavy")
    return package


def kinds_of(element: Any) -> set[str]:
    """Return what an element says it is: the words of its `epub:type` and its `role`."""
    types = element.get(_EPUB_TYPE) or element.get("epub:type") or ""
    return {*types.split(), *element.get("role", "").split()}


def _protect(archive: Archive) -> None:
    """Have no encrypted file read. Fonts often are, and pictures; they may be."""
    for one in parse_xml(archive.read(_ENCRYPTION)).iterfind(".//EncryptedData"):
        places = [place_of("", reference.get("URI"))[0] for reference in one.iter("CipherReference")]
        if not places:
            raise UserError("book-protected")
        archive.protect(places)


def place_of(base: str, reference: str | None) -> tuple[str, str]:
    """Return the path and the fragment that a reference in the file `base` leads to; nothing is above the
    root of the archive (https://www.w3.org/TR/epub-33/#sec-container-iri)."""
    path, _, fragment = (reference or "").partition("#")
    path = unquote(path.partition("?")[0])
    if path:
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
    return path or base, unquote(fragment)


def _words(element: Any, name: str) -> list[str]:
    return (element.get(name) or "").split()


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:_MAX_NAME]


def _opf(element: Any, name: str) -> str:
    """Return what EPUB 2 says of an element of the metadata: the role of a person, the event of a date."""
    said = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(said, "").strip().lower()


def _metadata(root: Any) -> Metadata:
    """Return what the Dublin Core of a package says; of several dates the first."""
    found: dict[str, list[Any]] = defaultdict(list)
    for element in root.iterfind(".//metadata//*"):
        # Of EPUB 2 there may be dates of the file, too.
        if (
            _text(element)
            and not page_cues()["unsaid"].search(_text(element))
            and _opf(element, "event") in ("", "publication")
        ):
            found[element.tag].append(element)
    refined = {
        one.get("refines", "").removeprefix("#"): _text(one)
        for one in found["meta"]
        if one.get("property") == "role"
    }

    def role(element: Any) -> str:
        return refined.get(element.get("id") or "", "").strip().lower() or _opf(element, "role")

    authors = [_text(one) for one in found["creator"] if role(one) in ("aut", "")]
    people = [*found["creator"], *found["contributor"]]
    language = re.match(r"[A-Za-z]{2}(?=[-_]|$)", next(map(_text, found["language"]), ""))
    return Metadata(
        title=next(map(_text, found["title"]), None),
        author=", ".join(dict.fromkeys(authors)) or None,
        publisher=next(map(_text, found["publisher"]), None),
        date=next(filter(None, (parse_date(_text(one)) for one in found["date"])), None),
        language=language[0].lower() if language else None,
        translated=True if any(role(one) == "trl" for one in people) else None,
    )


def _is_fixed(root: Any) -> bool:
    said = {
        (one.get("property") or one.get("name"), (one.get("content") or _text(one)).strip().lower())
        for one in root.iterfind(".//metadata//meta")
    }
    return not said.isdisjoint({("rendition:layout", "pre-paginated"), ("fixed-layout", "true")})


def _kinds(root: Any, path: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the texts that the guide of EPUB 2 names, with what they are."""
    for one in root.iterfind(".//guide/reference"):
        place, fragment = place_of(path, one.get("href"))
        if not fragment:
            yield place, set(_words(one, "type"))


def _landmarks(tree: Any, path: str) -> Iterator[tuple[str, set[str]]]:
    for nav in tree.iter("nav"):
        if "landmarks" in kinds_of(nav):
            for link in nav.iter("a"):
                place, fragment = place_of(path, link.get("href"))
                if not fragment:
                    yield place, kinds_of(link)


def _add_names(package: Package, found: Iterator[tuple[str, Name]]) -> None:
    for count, (place, name) in enumerate(found):
        if count == _MAX_NAMES:
            raise UserError("reading-too-heavy")
        if name.title:
            package.names[place].append(name)


def _nav_names(tree: Any, path: str) -> Iterator[tuple[str, Name]]:
    navs = list(tree.iter("nav"))
    contents = next((nav for nav in navs if "toc" in kinds_of(nav)), navs[0] if navs else None)
    if contents is None:
        return
    for link in contents.iter("a"):
        place, fragment = place_of(path, link.get("href"))
        depth = sum(1 for one in link.iterancestors("ol", "nav") if one.tag == "ol") - 1
        yield place, Name(fragment, _text(link), max(0, depth))


def _ncx_names(tree: Any, path: str) -> Iterator[tuple[str, Name]]:
    for point in tree.iter("navPoint"):
        label, content = point.find("navLabel"), point.find("content")
        if label is not None and content is not None:
            place, fragment = place_of(path, content.get("src"))
            depth = sum(1 for _ in point.iterancestors("navPoint"))
            yield place, Name(fragment, _text(label), depth)
