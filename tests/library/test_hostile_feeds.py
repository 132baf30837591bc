"""A feed that says something else at each poll: broken, hostile, or the same in other words."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.feeds import A_DAY, FIRST, LONGEST, page_key
from bot.reader.pool import Reader
from bot.store.database import Database
from bot.store.sql import rows
from tests.library.test_feeds import GUILD, Newsstand, _articles
from tests.site import Site

POLLS = 250
PAGES = 60
BOMB = '<!DOCTYPE x [<!ENTITY a "港港港港港港港港">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.fixture
async def stand(site: Site, database: Database) -> AsyncIterator[Newsstand]:
    async with Reader() as reader:
        yield Newsstand(site, database, reader)


def item(stand: Newsstand, n: int, rng: random.Random) -> str:
    """An entry of one page, in one of the ways in which feeds change what they say of it."""
    page = stand.site.url(f"/a/{n}")
    link = rng.choice(
        [page, f"/a/{n}", f"{page}/", f"{page}?utm_source=rss", f" {page}#top\n", f"//{page[7:]}"]
    )
    guid = rng.choice(
        [f"<guid>id-{n}</guid>", f"<guid>nightly-{rng.random()}</guid>", "<guid>same</guid>", ""]
    )
    moment = stand.now + timedelta(days=rng.choice([-30, 0, 300]))
    date = rng.choice([f"<pubDate>{format_datetime(moment)}</pubDate>", "<pubDate>soon</pubDate>", ""])
    title = rng.choice(
        [f"その{n}", f"その{n}（更新）", "<![CDATA[" + "<b>" * 500 + "]]>", "&#0;&bogus;" * 20]
    )
    return f"<item><title>{title}</title><link>{link}</link>{guid}{date}</item>"


def answer(stand: Newsstand, latest: int, rng: random.Random) -> dict[str, object]:
    """What the site says at one poll, when it has so many pages."""
    numbers = rng.sample(range(latest), rng.randrange(1, latest))
    items = "".join(item(stand, n, rng) for n in numbers)
    feed = (
        f'<?xml version="1.0" encoding="utf-8"?><rss><channel><title>港の新聞</title>{items}</channel></rss>'
    )
    data = feed.encode(rng.choice(["utf-8", "utf-8-sig", "utf-16", "shift_jis"]), "replace")
    at = rng.randrange(1, len(data))
    match rng.randrange(12):
        case 0:
            return {"body": data[:at]}
        case 1:
            return {"body": f"{BOMB}]>{feed.replace('港の', '&j;', 1)}".encode()}
        case 2:
            return {"body": b"<rss>" * 20_000}
        case 3:
            return {"body": bytes(rng.choice(data) for _ in range(500))}
        case 4:
            return {"status": rng.choice([304, 403, 404, 429, 500])}
        case 5:
            target = rng.choice(["http://10.0.0.1/", "/feed", "//", "/x"])
            return {"status": rng.choice([301, 302]), "headers": {"Location": target}}
        case 6:
            return {"body": data[:at] + b"\xff" + data[at + 1 :]}
        case 7:
            return {"body": data, "content_type": "image/svg+xml"}
    return {"body": data, "charset": rng.choice([None, "utf-8", "iso-8859-1", "x-unheard-of"])}


@pytest.mark.parametrize("seed", range(2))
async def test_no_feed_crashes_floods_or_comes_twice(stand: Newsstand, seed: int) -> None:
    """Each poll meets something else."""
    rng, problems = random.Random(seed), set()
    stand.has(range(PAGES))
    for n in range(PAGES):
        stand.site.paths[f"/a/{n}/"] = stand.site.paths[f"/a/{n}"]
    stand.site.says("/x", status=404)
    stand.has([1, 0])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    for number in range(POLLS):
        stand.says(text=None, **answer(stand, 2 + number * (PAGES - 2) // POLLS, rng))
        asked, stand.now = await stand.polls(), (await stand.only()).next_poll
        await stand.feeds.poll()
        assert await stand.polls() > asked
        problems.add((await stand.only()).problem)
        await stand.feeds.change(GUILD, own.id, at_once=rng.random() < 0.7)
        await stand.feeds.add_waiting()
    assert "reading-died" not in problems
    assert len(problems) > 5, "it failed in many ways"
    entries = await stand.database.read(rows, "SELECT url, found_at FROM entry ORDER BY found_at")
    assert len(entries) > FIRST
    assert len({page_key(url) for url, _ in entries}) == len(entries), "each page comes once"
    times, day = [at for _, at in entries], LONGEST.total_seconds()
    assert all(sum(at <= other < at + day for other in times) <= A_DAY for at in times)
    assert 0 < await _articles(stand) <= len(entries)
    stand.has(range(PAGES, 0, -1))
    await stand.later(LONGEST)
    assert (await stand.only()).problem is None, "and it is read again"
