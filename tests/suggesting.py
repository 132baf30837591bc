"""Pages that members suggest, without a site that serves them."""

from __future__ import annotations

from pathlib import Path

from bot.fetch import FetchedPage
from bot.library import Library
from bot.model import Language, Suggestion
from bot.reader.pool import Reader

CANONICAL = '<link rel="canonical" href="/town/reading-room?utm_source=feed">'
PAGES = Path(__file__).parent / "pages"
PAGE = (PAGES / "news.en.html").read_text("utf-8").replace(CANONICAL, "")
TITLE = "Warehouse to become a reading room"


def news(number: int) -> str:
    """A page like the others, with a title and a body of its own."""
    return PAGE.replace("reading room", f"reading room {number}")


class Numbered:
    """Has a page at each address, whose last part is its number."""

    async def fetch(self, url: str) -> FetchedPage:
        return FetchedPage(url, "text/html", "utf-8", news(int(url.rpartition("/")[2])).encode())


async def suggest(
    library: Library, guild: int, person: int, number: int, language: Language = Language.JA
) -> Suggestion:
    """Somebody suggests a page, which is read in a process that ends with that."""
    ingest, link = library.ingest, f"https://harbour.example/{number}"
    ingest._fetcher = Numbered()  # type: ignore[assignment]
    before = ingest._reader
    try:
        async with Reader() as ingest._reader:
            return await library.suggestions.suggest(guild, person, link, language)
    finally:
        ingest._reader = before
