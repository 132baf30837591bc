"""The text of an EPUB, version 2 or 3: its chapters in reading order, without notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import itemgetter

from lxml.html import HtmlElement

from bot.errors import UserError
from bot.extract.epub.archive import Archive, parse_xhtml
from bot.extract.epub.notes import called_notes, leave_out, notes_among
from bot.extract.epub.package import BESIDE, Name, is_epub, kinds_of, read_package
from bot.extract.quotations import with_speakers, without_indentation
from bot.extract.runs import TextRun
from bot.extract.text_runs import text_runs
from bot.extract.writer import Writer, letters
from bot.model.articles import Metadata
from bot.model.document import BlockKind, Document

_HEADING_RUNS = 4
"""The most paragraphs that a name in the table of contents may be set in."""
_CONTENTS_LINKS = 5
_CONTENTS_SHARE = 0.6
"""Of a text that is links: then it is a table of contents."""
_DEEPEST = 6
_LEAST_TEXT = 120
"""Characters, and as many for each page that is a picture; a book with less consists of pictures."""
_MAX_TORN = 0.5
"""Of the paragraphs of a book with a fixed layout: if so many end without an end, they are its lines."""
_ENDS = re.compile(r"[。．.！？!?…:：][」』）)】”’\"']{0,2}$")
_PICTURES = ("img", "image", "object", "svg", "canvas", "video")


def extract_epub(data: bytes) -> Document:
    """Return the text of a book; its source is Markdown, with the title as the first heading.

    Chapters begin with what the table of contents calls them. Notes, tables of contents, indexes and covers
    are left out. Raises UserError: "file-binary" for an archive that is no EPUB, "book-protected" for
    one with copy protection, "book-no-text" for one of pictures, "book-fixed" for one whose lines stand where
    they do on paper, "book-broken", "reading-too-heavy".
    """
    archive = Archive(data)
    if not is_epub(archive):
        raise UserError("file-binary")
    package = read_package(archive)
    trees = [(path, parse_xhtml(archive.read(path))) for path in package.texts]
    called = {place for path, tree in trees for place in called_notes(tree, path)}
    notes = {place for path, tree in trees for place in notes_among(called, tree, path)}
    writer = _BookWriter(package.metadata, fixed=package.fixed)
    for path, tree in trees:
        if BESIDE.isdisjoint(kind for one in tree.iter("html", "body") for kind in kinds_of(one)):
            order = {element: number for number, element in enumerate(tree.iter())}
            had_notes = leave_out(tree, path, notes)
            found = without_indentation(with_speakers(text_runs(tree)))
            while had_notes and found and found[-1].kind is BlockKind.HEADING:
                found.pop()  # that of the notes
            writer.pictures += not found and next(tree.iter(*_PICTURES), None) is not None
            if not _is_contents(found):
                writer.add(_outline(found, _places(package.names[path], found, order)))
    return writer.document()


class _BookWriter:
    """Writes a book: its title, once, and the chapters one after the other."""

    def __init__(self, metadata: Metadata, *, fixed: bool) -> None:
        self._metadata = metadata
        self._writer = Writer()
        self._title = letters(metadata.title or "")
        self._level = 1
        self._amount = 0
        self._fixed = fixed
        self._prose = self._torn = 0
        self.pictures = 0
        """How many texts are a picture and nothing else."""
        if metadata.title:
            self._writer.add_heading(metadata.title, 1)

    def add(self, outline: Iterable[TextRun | Name]) -> None:
        """Write what stands in one text; a name is a heading."""
        for one in outline:
            # The title page has the title once more.
            if not self._amount and letters(one.title if isinstance(one, Name) else one.text) == self._title:
                continue
            if isinstance(one, Name):
                self._level = min(2 + one.depth, _DEEPEST)
                self._writer.add_heading(one.title, self._level)
                continue
            if one.kind is BlockKind.HEADING:
                one.level = min(max(one.level, self._level) + 1, _DEEPEST)
            else:
                self._amount += len(one.text)
                self._prose += one.kind is BlockKind.PARAGRAPH
                self._torn += one.kind is BlockKind.PARAGRAPH and not _ENDS.search(one.text)
            self._writer.add_run(one, least_level=1)

    def document(self) -> Document:
        """Return what was written. Raises UserError: "book-no-text" for next to nothing, "book-fixed" for the
        lines of a fixed layout."""
        if self._amount < _LEAST_TEXT * max(1, self.pictures):
            raise UserError("book-no-text")
        if self._fixed and self._torn > _MAX_TORN * self._prose:
            raise UserError("book-fixed")
        return self._writer.document(self._metadata, whole=True)


def _places(
    names: Iterable[Name], found: Sequence[TextRun], order: dict[HtmlElement, int]
) -> list[tuple[int, Name]]:
    """Return before which run each name of a text stands; `order` is that of all its elements."""
    if not names:
        return []
    anchors: dict[str, int] = {}
    for element, number in order.items():
        for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if key:
                anchors.setdefault(key, number)
    ends = [_position(*run.places[-1], order) for run in found]
    ends = list(accumulate(ends, max))
    return sorted(
        ((bisect_left(ends, anchors.get(name.fragment, 0)), name) for name in names), key=itemgetter(0)
    )


def _position(element: HtmlElement, is_tail: bool, order: dict[HtmlElement, int]) -> int:
    last = order[element]
    return last + sum(1 for _ in element.iterdescendants()) if is_tail else last


def _outline(found: Sequence[TextRun], places: Iterable[tuple[int, Name]]) -> Iterator[TextRun | Name]:
    """Yield the runs of a text, and before them their names, in the place of the paragraphs that say them."""
    done = 0
    for index, name in places:
        yield from found[done:index]
        done = max(done, index)
        title, said = _heading(name, found[done : done + _HEADING_RUNS])
        yield replace(name, title=title)
        done += said
    yield from found[done:]


def _heading(name: Name, below: Sequence[TextRun]) -> tuple[str, int]:
    """Return what a name is as a heading, and how many of the runs below it say the same."""
    title, said = _folded(name.title), ""
    for count, run in enumerate(below):
        text = _folded(run.text)
        if text and title.startswith(said + text):
            said += text
        elif not count and run.kind is BlockKind.HEADING and title in text:
            return run.text, 1  # the longer form
        else:
            return name.title, count
    return name.title, len(below)


def _folded(text: str) -> str:
    return letters(text).casefold()


def _is_contents(found: Sequence[TextRun]) -> bool:
    links = [run for run in found if run.linked > _CONTENTS_SHARE * len(run.text)]
    linked = sum(run.linked for run in found)
    return len(links) >= _CONTENTS_LINKS and linked > _CONTENTS_SHARE * sum(len(run.text) for run in found)
