"""The commands that read and import articles."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import config
from bot.cli.terminal import Terminal
from bot.errors import UserError
from bot.fetch import Fetcher, bare_address
from bot.library import Library
from bot.library.ingest import Address
from bot.model import Metadata, Reading
from bot.reader.pool import Reader
from bot.store.database import open_database


def _is_address(source: str) -> bool:
    return bare_address(source).startswith(("http://", "https://"))


def _read_bytes(path: str) -> bytes:
    file = config.expand(path)
    if file.suffix.casefold() == ".zip":  # perhaps `all` was forgotten
        raise UserError("cli-import-zip")
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError("file-missing") from error


async def read_sources(sources: Sequence[str], terminal: Terminal, *, as_json: bool) -> int:
    """Print what is found in files and at addresses; return 1 if one could not be read, otherwise 0."""
    from bot.reading.article import report  # slow to import, and other commands don't need it

    failed = False
    fetcher = Fetcher()
    async with Reader() as reader:
        for source in sources:
            try:
                if _is_address(source):
                    page = await fetcher.fetch(source)
                    found = await reader.read_page(page.data, page.content_type, page.charset, page.url)
                else:
                    found = await reader.read_file(await asyncio.to_thread(_read_bytes, source))
            except UserError as error:
                failed = True
                terminal.report(error, f"{source}: ")
                continue
            if as_json:
                terminal.print_json({**report(found.reading), **_source(found.metadata)})
            else:
                terminal.print(_readable(found.reading, terminal.text))
    return int(failed)


def _source(metadata: Metadata) -> dict[str, str | None]:
    day = None if metadata.date is None else metadata.date.isoformat()
    return {"author": metadata.author, "publisher": metadata.publisher, "date": day, "url": metadata.url}


def _readable(reading: Reading, say: Callable[..., str]) -> str:
    lines = [reading.title or say("cli-no-title"), ""]
    if reading.summary is not None:
        lines += [say("summary-line"), f"  {reading.summary.line.text}", ""]
        lines += [say("summary-three"), *(f"  {line.text}" for line in reading.summary.three), ""]
        lines.append(say("summary-section"))
        for section in reading.summary.sections:
            lines += [f"  {section.heading or say('summary-lead')}", f"    {section.summary.text}"]
        lines.append("")
    lines.append(say("cli-quotes", count=len(reading.quotes)))
    for quote in reading.quotes:
        words = quote.text if quote.spoken else say("quote-words", text=quote.text)
        lines.append(f"  {words} {quote.speaker or ''}".rstrip())
    lines += ["", say("cli-predictions", count=len(reading.predictions))]
    for prediction in reading.predictions:
        kind = say(f"kind-name-{prediction.kind}") if prediction.kind else None
        lines += [f"  {prediction.text}", "    " + " · ".join(filter(None, [kind, prediction.horizon]))]
    return "\n".join([*lines, ""])


async def import_sources(sources: Sequence[str], database: Path, terminal: Terminal) -> int:
    """Store files and addresses as shared articles; return 1 if one could not be stored, otherwise 0."""
    failed = False
    async with open_database(database) as opened, Reader() as reader:
        ingest = Library(opened, reader=reader).ingest
        for source in sources:
            try:
                sent = (
                    Address(source) if _is_address(source) else await asyncio.to_thread(_read_bytes, source)
                )
                added = await ingest.add(sent, None, Metadata())
                if added.draft is not None:
                    added = await ingest.refresh(None, added.draft)
            except UserError as error:
                failed = True
                terminal.report(error, f"{source}: ")
            else:
                said = terminal.text(f"cli-{added.outcome}", title=added.article.title)
                terminal.print(f"{source}: {said}")
    return int(failed)
