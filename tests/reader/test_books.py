"""Books and papers in the reading process: broken ones, long ones, and what they become."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.errors import UserError
from bot.model import BodyKind, Language, PartSize
from bot.parts import split
from bot.reader.pool import Reader
from bot.texts import Texts
from tests.books import archive, assembled, epub, long_epub, long_pdf, page, prose
from tests.broken_books import broken_epubs, broken_pdfs, good_files, good_objects
from tests.reader.test_reader import linux

TOO_MUCH = "pdf: text without end"
"""PDFium ends the process itself where memory is at its limit."""
EXPECTED = {
    "read",
    *("article-too-long", "file-binary", "reading-too-heavy", "reading-too-slow", "reading-torn"),
    *("book-broken", "book-no-text", "book-protected"),
    *("pdf-broken", "pdf-garbled", "pdf-no-text", "pdf-protected", "pdf-vertical"),
}


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader(seconds=15) as opened:
        yield opened


async def test_books_and_papers_are_told_by_their_bytes_whatever_they_claim_to_be(reader: Reader) -> None:
    for data in (archive(good_files()), assembled(good_objects())):
        for kind in ("text/html", "application/octet-stream", None):
            read = await reader.read_page(data, kind, None, "https://minato.example/book")
            assert "The clocks of the harbor" in read.text
            assert read.metadata.url == "https://minato.example/book"
        assert (await reader.read_file(data)).text == read.text


@linux
@pytest.mark.long
async def test_nothing_broken_ends_the_reading_process_or_is_told_as_our_fault(reader: Reader) -> None:
    outcomes: dict[str, str] = {}
    for kind, made in (("epub", broken_epubs()), ("pdf", broken_pdfs())):
        for name, data in made:
            key = f"{kind}: {name}"
            try:
                outcomes[key] = "read" if (await reader.read_file(data)).text.strip() else "nothing"
            except UserError as error:
                outcomes[key] = error.key
                assert all(Texts().say(language, error.key, **error.variables) for language in Language)
    assert len(outcomes) >= 250
    assert outcomes.pop(TOO_MUCH) in ("reading-died", "reading-too-heavy")
    assert {key: outcome for key, outcome in outcomes.items() if outcome not in EXPECTED} == {}
    assert reader.deaths["crashed"] <= 1


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("made", [long_epub, long_pdf])
async def test_a_book_reads_in_parts_that_are_all_of_it_in_order(
    reader: Reader, made: Callable[[int, str], bytes], language: str
) -> None:
    found = await reader.read_file(made(60_000, language))
    expected = "".join(paragraph for chapter in prose(60_000, language) for paragraph in chapter)
    body = found.reading.body_blocks
    assert plain("".join(one.text for one in body if one.kind is not BodyKind.HEADING)) == plain(expected)
    for size in PartSize:
        pieces = [piece for part in split(body, size, Language(language)) for piece in part.pieces]
        assert "".join(piece.text for piece in pieces) == "".join(one.text for one in body)
        assert all(
            plain("".join(found.text[a:b] for a, b in piece.spans)) == plain(piece.text) for piece in pieces
        )
    assert sum(1 for one in body if one.kind is BodyKind.HEADING) == len(prose(60_000, language))


async def test_what_a_page_would_say_of_itself_is_text_in_a_book(reader: Reader) -> None:
    said = [
        "The clocks of the harbor had been wrong for years. What do you think? Nobody knew it.",
        "Share this with your brother. Click here, said the machine.",
        "Follow us to the harbor! Subscribe to our newsletter, the poster said.",
        "Photo by the old captain.",
        "Wait",
    ]
    text = page("".join(f"<p>{one}</p>" for one in [*said, "The clocks were right at last. " * 3]))
    body = (await reader.read_file(epub({"one.xhtml": text}))).reading.body
    assert [one for one in said if plain(one) not in plain(body)] == []


def plain(text: str) -> str:
    """A text without white space, which may differ where lines were joined."""
    return "".join(text.split())
