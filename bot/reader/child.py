"""The reading process, which takes jobs on standard input and answers on standard output."""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import UserError
from bot.extract import decode, decode_page, is_archive, is_feed, is_license, is_page, is_pdf, raise_if_torn
from bot.extract.subtitles import extract_subtitles, is_other_subtitles, is_subtitles
from bot.feeds import newest_first, of_front
from bot.limits import MAX_SENTENCES
from bot.model import Document, Language
from bot.model.feeds import Feed
from bot.reader import sandbox
from bot.reader.wire import Answer, Readout, pack
from bot.reading.article import parse_text, read

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_DATA_TYPES = ("xml", "json")
"""How types end that are no text to read, whatever they hold beside feeds."""


def main() -> None:
    """Answer jobs until the input ends.

    A job is a line of JSON followed by `size` bytes of data; an answer is its length in four big-endian bytes
    followed by JSON.
    """
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    sandbox.confine()
    while line := jobs.readline():
        job = json.loads(line)
        sandbox.limit_cpu_time(job["seconds"] + sandbox.SPARE_SECONDS)
        _send(answers, answer(job, jobs.read(job["size"])))


def answer(job: dict[str, Any], data: bytes) -> Answer:
    """Return what became of a job; only in this process it is held to limits of memory and time."""
    try:
        if job.get("type") == "feed":
            return Answer(feed=_feed(job, data), ends=_holds_much_memory())
        return Answer(_read(job, data), ends=_holds_much_memory())
    except UserError as error:
        return Answer(
            refused=error.key,
            length=int(error.variables.get("length", 0)),
            feeds=_feeds(job, data, error.key),
            ends=_holds_much_memory(),
        )
    except MemoryError:
        return Answer(refused="reading-too-heavy", ends=True)
    except Exception as error:  # the bot logs it, whatever a stranger's page brought about
        # Without the message, which may quote the page.
        places = [
            f"{f.filename.rpartition('/')[2]}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)
        ]
        return Answer(failed=f"{type(error).__name__} at {' '.join(places[-6:])}", ends=True)


def _read(job: dict[str, Any], data: bytes) -> Readout:
    document = _document(job, data)
    reading = read(document, job["language"] and Language(job["language"]))
    if len(reading.sentences) > MAX_SENTENCES:
        raise UserError("reading-too-heavy")
    about = document.metadata
    metadata = replace(
        about,
        title=about.title or reading.title,
        language=about.language or reading.language,
        url=about.url or job.get("url"),
    )
    return Readout(metadata, reading, document.source, _feeds_beside(job, data))


def _feed(job: dict[str, Any], data: bytes) -> Feed:
    from bot.extract.feeds import extract_feed

    feed = extract_feed(data, job.get("charset"), job.get("url"))
    return replace(feed, entries=tuple(newest_first(feed.entries, datetime.now(UTC))))


def _feeds(job: dict[str, Any], data: bytes, refused: str) -> tuple[tuple[str, str], ...]:
    """Return the address of what is a feed, and those of the feeds that a page names which has no article,
    each with its name there."""
    url = job.get("url")
    if url is None or refused not in ("feed-found", "page-no-article"):
        return ()
    if refused == "feed-found":
        return ((url, ""),)
    from bot.extract.feeds import feeds_of_page

    try:
        return feeds_of_page(decode_page(data, job.get("charset")), url)
    except UserError:
        return ()


def _feeds_beside(job: dict[str, Any], data: bytes) -> tuple[tuple[str, str], ...]:
    """Return the feeds of a page that is both an article and the front of a site, or of a part of it."""
    url = job.get("url")
    if url is None or not is_page(data):
        return ()
    from bot.extract.feeds import feeds_of_page

    return of_front(url, feeds_of_page(decode_page(data, job.get("charset")), url))


def _document(job: dict[str, Any], data: bytes) -> Document:
    kind = job.get("type")
    if kind != "pasted" and is_feed(data):
        raise UserError("feed-found" if job.get("url") else "feed-file")
    if kind is not None and kind.endswith(_DATA_TYPES) and kind not in _HTML_TYPES and not is_page(data):
        raise UserError("page-no-article")
    book = _book(data) if kind != "pasted" else None
    if book is not None:
        _check(book.source, job["limit"])
        return book
    if kind in _HTML_TYPES or (kind != "pasted" and is_page(data)):
        from bot.extract.page import extract  # slow to import, and plain text doesn't need it

        document = extract(decode_page(data, job.get("charset")), job.get("url"))
        _check(document.source, job["limit"])
        return document
    text = data.decode("utf-8", "replace") if kind == "pasted" else decode(data)
    if is_subtitles(text):
        raise_if_torn(text)
        document = extract_subtitles(text)  # a third of the text, at times
        _check(document.source, job["limit"])
        return document
    if is_other_subtitles(text):
        raise UserError("subtitles-unknown")
    _check(text, job["limit"])
    return parse_text(text.encode("utf-8", "replace").decode())  # a lone surrogate can't be stored


def _book(data: bytes) -> Document | None:
    """Return the text of an EPUB or a PDF; None for other data. Both are slow to import.

    Raises UserError("book-protected") also for a license to fetch a book.
    """
    if is_archive(data):
        from bot.extract.epub import extract_epub

        return extract_epub(data)
    if is_pdf(data):
        from bot.extract.pdf import extract_pdf

        return extract_pdf(data)
    if is_license(data):
        raise UserError("book-protected")
    return None


def _check(text: str, limit: int) -> None:
    if len(text) > limit:
        raise UserError("article-too-long", length=len(text), limit=limit)
    raise_if_torn(text)


def _send(answers: BinaryIO, answer: Answer) -> None:
    data = pack(answer)
    answers.write(len(data).to_bytes(4, "big") + data)
    answers.flush()
    if answer.ends:
        sys.exit()


def _holds_much_memory() -> bool:
    """Return whether this process should end because it still holds a third of its memory (Linux only)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > sandbox.MAX_MEMORY // 3


if __name__ == "__main__":
    main()
