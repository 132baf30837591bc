"""What stands beside the text of a book: notes, and elements that say they are something else."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from bot.extract import inline
from bot.extract.epub.package import BESIDE, kinds_of, place_of

_BLOCKS = {"dd", "div", "dl", "dt", "li", "ol", "p", "section", "table", "td", "tr", "ul"}
_NOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:foot|end|rear)-?notes?(?:[\s_-]|$)", re.IGNORECASE)
_NOTE_BEGINS = re.compile(r"\s*(?:[\[［(（〔【]?\d{1,4}|[*＊†‡§※]|[\[［(（〔【]?[注註])")
_NUMBER = re.compile(r"\d{1,4}")
_MAX_GAIJI = 2


def called_notes(tree: HtmlElement, path: str) -> Iterator[tuple[str, str]]:
    """Yield the notes that a text calls, as paths and IDs: where links lead that are numbers or marks inside
    paragraphs. (At the beginning of one they lead back from a note.)"""
    for link in tree.iter("a"):
        reference = link.get("href", "")
        if "#" in reference:
            text = "".join(link.itertext()).strip()
            is_mark = inline.calls_note(text) or _NUMBER.fullmatch(text)
            if "noteref" in kinds_of(link) or (is_mark and not _is_first(link)):
                yield place_of(path, reference)


def leave_out(tree: HtmlElement, path: str, called: Container[tuple[str, str]]) -> None:
    """Remove what stands beside the text, and put characters in the place of pictures of them."""
    for element in list(tree.iter("*")):
        kinds = kinds_of(element)
        if element.getparent() is None:
            continue
        if (
            element.tag in ("aside", "nav")
            or not BESIDE.isdisjoint(kinds)
            or (element.tag in _BLOCKS and _NOTE_CLASS.search(element.get("class", "")))
        ):
            element.drop_tree()
        elif (path, element.get("id")) in called or (path, element.get("name")) in called:
            _drop_note(element)
        elif "noteref" in kinds:
            element.set("role", "doc-noteref")
        elif element.tag == "img" and "gaiji" in element.get("class", ""):
            character = element.get("alt", "")
            element.tail = (character if len(character) <= _MAX_GAIJI else "") + (element.tail or "")


def _drop_note(element: HtmlElement) -> None:
    """Remove the paragraph of a note, if one begins as notes do where a link leads."""
    while element.tag not in _BLOCKS:
        element = element.getparent()
        if element is None:
            return
    if element.getparent() is not None and _NOTE_BEGINS.match(element.text_content()):
        element.drop_tree()


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
