"""Feeds in the reading process, and in the place of articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import FeedFoundError, UserError
from bot.limits import MAX_FEED_ENTRIES
from bot.reader.pool import Reader
from tests.extract.test_feeds import ATOM, ITEM, JSON_FEED, URL, rss

PAGES = Path(__file__).parents[1] / "pages"
FRONT = (
    '<html><head><title>港の新聞</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    "</head><body><nav><a href='/a'>港</a></nav></body></html>"
)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as opened:
        yield opened


async def test_a_feed_is_read_in_the_sandbox(reader: Reader) -> None:
    for text in (rss(ITEM), ATOM, JSON_FEED):
        feed = await reader.read_feed(text.encode(), None, URL)
        assert feed.title
        assert len(feed.entries) == 1


async def test_of_10_000_entries_the_newest_come(reader: Reader) -> None:
    many = [f"<item><title>{n}</title><link>/a/{n}</link></item>" for n in range(10_000)]
    feed = await reader.read_feed(rss(*many).encode(), None, URL)
    assert [one.title for one in feed.entries] == [str(n) for n in range(MAX_FEED_ENTRIES)]


async def test_no_feed_is_refused_and_the_process_goes_on(reader: Reader) -> None:
    for data in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "港の話".encode(), b"<", b"{" * 100_000):
        with pytest.raises(UserError) as refused:
            await reader.read_feed(data, None, URL)
        assert refused.value.key == "feed-none"
    assert not reader.deaths


@pytest.mark.parametrize("text", [rss(ITEM), ATOM, JSON_FEED])
async def test_a_feed_in_the_place_of_an_article_is_found(reader: Reader, text: str) -> None:
    with pytest.raises(FeedFoundError) as found:
        await reader.read_page(text.encode(), "text/plain", None, URL)
    assert found.value.feeds == ((URL, ""),)
    with pytest.raises(UserError) as refused:
        await reader.read_file(text.encode())
    assert refused.value.key == "feed-file"
    assert (await reader.read_text(text)).text  # somebody may write about feeds


async def test_a_page_without_an_article_leads_to_its_feed(reader: Reader) -> None:
    with pytest.raises(FeedFoundError) as found:
        await reader.read_page(FRONT.encode(), "text/html", None, "https://minato.example/")
    assert found.value.feeds == (("https://minato.example/feed.xml", ""),)
    with pytest.raises(UserError) as refused:
        await reader.read_file(FRONT.encode())
    assert refused.value.key == "page-no-article"


async def test_a_front_page_that_reads_as_an_article_has_its_feed_beside_it(reader: Reader) -> None:
    page = (PAGES / "news.ja.html").read_bytes()
    link = b'<link rel="alternate" type="application/rss+xml" title="Minato" href="/feed.xml">'
    named = page.replace(b"<head>", b"<head>" + link, 1)
    for data, url, feeds in (
        (named, "https://minato.example/", (("https://minato.example/feed.xml", "Minato"),)),
        (page, "https://minato.example/", ()),
        (named, "https://minato.example/town/1", ()),
    ):
        found = await reader.read_page(data, "text/html", None, url)
        assert found.feeds == feeds
        assert "図書室" in found.text
    assert (await reader.read_file(named)).feeds == ()


@pytest.mark.parametrize(
    ("kind", "text"), [("image/svg+xml", "<svg/>"), ("application/json", "{}"), ("text/xml", "<urlset/>")]
)
async def test_other_data_is_no_article(reader: Reader, kind: str, text: str) -> None:
    with pytest.raises(UserError) as refused:
        await reader.read_page(text.encode(), kind, None, URL)
    assert refused.value.key == "page-no-article"
