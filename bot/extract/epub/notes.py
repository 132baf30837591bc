"""What stands beside the text of a book: notes, and elements that say they are something else."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import suppress
from itertools import islice

from lxml.html import HtmlElement

from bot.extract import inline
from bot.extract.epub.package import BESIDE, kinds_of, place_of

_BLOCKS = {"dd", "div", "dl", "dt", "li", "ol", "p", "section", "table", "td", "tr", "ul"}
_NOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:foot|end|rear)-?notes?(?:[\s_-]|$)", re.IGNORECASE)
_NOTE_BEGINS = re.compile(r"\s*(?:[\[［(（〔【]?\d{1,4}|[*＊†‡§※]|[\[［(（〔【]?[注註])")
_NUMBER = re.compile(r"\d{1,4}")
_BEGINNING = 9
"""Pieces of text at the beginning of an element: its number stands in them."""
_MAX_GAIJI = 2
_MISSING = "〓"
"""What Japanese printers set in the place of a character that they don't have."""
_JIS_PLACE = re.compile(
    r"(?:第[34]水準|JIS ?X ?0213[^\d]{0,3})(?P<plane>[12])-(?P<row>\d{1,2})-(?P<cell>\d{1,2})(?!\d)"
)
_CODE_POINT = re.compile(r"U\+(?P<code>[0-9A-Fa-f]{4,5})(?![0-9A-Fa-f])")


def called_notes(tree: HtmlElement, path: str) -> Iterator[tuple[str, str]]:
    """Yield the places that a text may call notes, as paths and IDs: where links lead that are numbers or
    marks inside paragraphs. (At the beginning of one they lead back from a note.)"""
    for link in tree.iter("a"):
        if _may_call(link):
            yield place_of(path, link.get("href"))


def notes_among(
    called: Container[tuple[str, str]], tree: HtmlElement, path: str
) -> Iterator[tuple[str, str]]:
    """Yield which of the places that may be notes are some, of those in one text."""
    for element in tree.iter("*"):
        for place in _places(element, path):
            if place in called and _note(element) is not None:
                yield place


def leave_out(tree: HtmlElement, path: str, notes: Container[tuple[str, str]]) -> bool:
    """Remove what stands beside the text, and put characters in the place of pictures of them; return whether
    there were notes."""
    found = False
    for element in list(tree.iter("*")):
        kinds = kinds_of(element)
        if element.getparent() is None:
            continue
        if element.tag in ("aside", "nav") or _is_beside(element, kinds):
            found = found or _is_note(element, kinds)
            element.drop_tree()
        elif any(place in notes for place in _places(element, path)):
            note = _note(element)
            if note is not None and note.getparent() is not None:
                note.drop_tree()
            found = True
        elif "noteref" in kinds or (
            element.tag == "a" and place_of(path, element.get("href")) in notes and _may_call(element)
        ):
            element.set("role", "doc-noteref")
        elif element.tag == "img" and "gaiji" in element.get("class", ""):
            element.tail = _gaiji(element.get("alt", "").strip()) + (element.tail or "")
    return found


def _may_call(link: HtmlElement) -> bool:
    if "#" not in link.get("href", ""):
        return False
    text = "".join(link.itertext()).strip()
    is_mark = inline.calls_note(text) or _NUMBER.fullmatch(text)
    return "noteref" in kinds_of(link) or bool(is_mark and not _is_first(link))


def _places(element: HtmlElement, path: str) -> list[tuple[str, str]]:
    return [(path, key) for key in (element.get("id"), element.get("name")) if key]


def _is_beside(element: HtmlElement, kinds: set[str]) -> bool:
    return not BESIDE.isdisjoint(kinds) or _is_note(element, kinds)


def _is_note(element: HtmlElement, kinds: set[str]) -> bool:
    """Return whether an element says that it is a note, or several."""
    named = element.tag in _BLOCKS and _NOTE_CLASS.search(element.get("class", ""))
    return bool(named) or any("note" in kind for kind in kinds & BESIDE)


def _note(element: HtmlElement) -> HtmlElement | None:
    """Return the paragraph of a note, where one begins as notes do, or says that it is one, at a place that
    a link leads to."""
    while element.tag not in _BLOCKS:
        element = element.getparent()
        if element is None:
            return None
    is_note = _is_note(element, kinds_of(element)) or _NOTE_BEGINS.match(
        "".join(islice(element.itertext(), _BEGINNING))
    )
    return element if is_note else None


def _gaiji(said: str) -> str:
    """Return the character that a picture shows, by what is said of it: itself, or where it stands in
    Unicode or JIS X 0213, as Aozora Bunko says."""
    if 0 < len(said) <= _MAX_GAIJI:
        return said
    if found := _CODE_POINT.search(said):
        character = chr(int(found["code"], 16))
        return character if character.isprintable() else _MISSING
    if found := _JIS_PLACE.search(said):
        with suppress(UnicodeDecodeError, ValueError):  # there is no such place
            place = bytes(0xA0 + int(found[name]) for name in ("row", "cell"))
            return (b"\x8f" * (found["plane"] == "2") + place).decode("euc_jis_2004")
    return _MISSING


def _is_first(link: HtmlElement) -> bool:
    """Return whether nothing stands before a link in its paragraph."""
    element = link
    while element.tag not in _BLOCKS and (parent := element.getparent()) is not None:
        for sibling in element.itersiblings(preceding=True):
            if (sibling.tail or "").strip() or any(map(str.strip, sibling.itertext())):
                return False
        if (parent.text or "").strip():
            return False
        element = parent
    return True
