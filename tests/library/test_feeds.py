"""Feeds from the first poll to an article, over HTTP and with a clock of the test's own."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import UserError
from bot.feeds import A_DAY, FIRST, LONGEST, SOONEST, TOLD_AFTER
from bot.library import Library
from bot.library import feeds as library_feeds
from bot.library.feeds import CHANGED, MOST
from bot.library.guilds import KEEP_ENTRIES, KEEP_LEFT
from bot.library.ingest import Address
from bot.library.polling import ENDED, FAILS, FORGOTTEN_AFTER, GONE_FOR_GOOD, NEW
from bot.library.room import QUOTAS
from bot.model import Metadata
from bot.model.feeds import Subscription
from bot.model.quotas import Quota
from bot.reader.pool import Reader
from bot.store import feeds as rows_of_feeds
from bot.store.database import Database
from bot.store.sql import value
from tests import forking
from tests.site import Site

PAGES = Path(__file__).parents[1] / "pages"
GUILD, OTHER = 1, 2
BEGIN = datetime(2026, 4, 1, tzinfo=UTC)


class Newsstand:
    """A site with a feed and its articles, and a library whose clock stands where a test puts it."""

    def __init__(self, site: Site, database: Database, reader: Reader) -> None:
        self.site, self.database, self.now = site, database, BEGIN
        self.library = Library(database, lambda: self.now, reader=reader, fetcher=site.fetcher())
        self.feeds = self.library.feeds
        self.url = site.url("/feed")

    def has(self, numbers: Iterable[int], *, guid: str = "id", **answer: object) -> None:
        """Have the feed hold these entries, in order; each has an article."""
        items = ""
        for n in numbers:
            self.site.says(
                f"/a/{n}", text=f"港の話その{n}。灯台は{n}年後に光る見通しだ。", content_type="text/plain"
            )
            items += f"<item><title>その{n}</title><link>/a/{n}</link><guid>{guid}-{n}</guid></item>"
        self.says(text=f"<rss><channel><title>港の新聞</title>{items}</channel></rss>", **answer)

    def says(self, **answer: object) -> None:
        self.site.says("/feed", **{"content_type": "application/rss+xml", **answer})

    async def later(self, time: timedelta = SOONEST) -> None:
        self.now += time
        await self.feeds.poll()

    async def polls(self) -> int:
        """How often the feed was asked for."""
        return sum(request.path == "/feed" for request in self.site.requests)

    async def titles(self, guild: int = GUILD) -> list[str]:
        return [entry.title for entry in await self.feeds.waiting(guild)]

    async def only(self, guild: int = GUILD) -> Subscription:
        (found,) = await self.feeds.of_guild(guild)
        return found


@pytest.fixture
async def stand(site: Site, database: Database) -> AsyncIterator[Newsstand]:
    async with Reader() as reader:
        yield Newsstand(site, database, reader)


async def test_a_new_subscription_begins_with_the_newest_three(stand: Newsstand) -> None:
    stand.has(range(20, 0, -1))
    subscription = await stand.feeds.subscribe(GUILD, stand.url)
    assert (subscription.title, subscription.waiting, subscription.at_once) == ("港の新聞", FIRST, False)
    assert await stand.titles() == ["その20", "その19", "その18"]
    await stand.later()
    assert len(await stand.titles()) == FIRST


async def test_what_is_new_later_waits_once_however_it_is_written_then(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    for guid in ("id", "nightly", "again"):
        stand.has([2, 1], guid=guid)
        await stand.later()
    assert await stand.titles() == ["その2", "その1"]


@pytest.mark.parametrize(
    "link", ["/a/{n}?utm_source={night}", "/a/{n}/?fbclid={night}#top", "/a/{n}#night-{night}"]
)
async def test_new_guids_every_night_bring_nothing_again_where_addresses_lead_to_the_same_page(
    stand: Newsstand, link: str
) -> None:
    for night in range(4):
        items = "".join(
            f"<item><title>その{n}</title><link>{link.format(n=n, night=night)}</link>"
            f"<guid>{night}-{n}</guid></item>"
            for n in (2, 1)
        )
        stand.says(text=f"<rss><channel><title>港の新聞</title>{items}</channel></rss>")
        if not night:
            await stand.feeds.subscribe(GUILD, stand.url)
        await stand.later(timedelta(days=1))
    assert await stand.titles() == ["その2", "その1"]


async def test_where_guids_and_addresses_are_new_every_night_the_text_is_still_one_article(
    stand: Newsstand,
) -> None:
    stand.has([0])
    await at_once(stand)
    for night in range(3):
        stand.has([1])
        page = f"/night/{night}"
        stand.site.paths[page] = stand.site.paths["/a/1"]
        item = f"<item><title>その1</title><link>{page}</link><guid>{night}</guid></item>"
        stand.says(text=f"<rss><channel><title>港の新聞</title>{item}</channel></rss>")
        await stand.later(timedelta(days=1))
        await stand.feeds.add_waiting()
    assert await _articles(stand) == 1
    assert await stand.titles() == ["その0"]


async def test_at_most_ten_come_a_day_the_newest(stand: Newsstand) -> None:
    stand.has([0])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.has(range(40, -1, -1))
    await stand.later()
    assert await stand.titles() == [f"その{n}" for n in (*range(40, 40 - A_DAY + 1, -1), 0)]
    stand.has(range(50, -1, -1))
    await stand.later()
    assert len(await stand.titles()) == A_DAY
    stand.has(range(52, -1, -1))
    await stand.later(timedelta(days=1))
    assert len(await stand.titles()) == A_DAY + 2


async def test_one_fetch_serves_every_server(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.has([2, 1])
    await stand.feeds.subscribe(OTHER, stand.url.replace("/feed", "/feed/"[:-1]))
    assert await stand.titles(GUILD) == await stand.titles(OTHER) == ["その2", "その1"]
    before = await stand.polls()
    stand.has([3, 2, 1])
    await stand.later()
    assert await stand.polls() == before + 1
    assert (await stand.titles(GUILD))[0] == (await stand.titles(OTHER))[0] == "その3"


async def test_a_feed_is_not_asked_before_its_time_and_a_host_once_a_round(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.site.paths["/other"] = stand.site.paths["/feed"]
    await stand.feeds.subscribe(GUILD, stand.site.url("/other"))
    asked = len(stand.site.requests)
    await stand.later(SOONEST - timedelta(minutes=1))
    assert len(stand.site.requests) == asked
    await stand.later(timedelta(minutes=1))
    assert len(stand.site.requests) == asked + 1, "two feeds of one host"
    await stand.later(timedelta(minutes=1))
    assert len(stand.site.requests) == asked + 2


async def test_a_feed_that_has_not_changed_is_not_sent_again(stand: Newsstand) -> None:
    stand.has([1], headers={"ETag": '"1"'})
    await stand.feeds.subscribe(GUILD, stand.url)
    serve = stand.site.paths["/feed"]

    async def unchanged(request: web.Request) -> web.StreamResponse:
        assert request.headers["If-None-Match"] == '"1"'
        return web.Response(status=304)

    stand.site.paths["/feed"] = unchanged
    await stand.later()
    await stand.later(timedelta(hours=2))
    assert (await stand.only()).problem is None
    assert await stand.polls() == 3
    stand.site.paths["/feed"] = serve


async def test_words_of_the_title_choose_and_a_pause_lets_pass(stand: Newsstand) -> None:
    stand.has([1])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    await stand.feeds.change(GUILD, own.id, words=" その3  その5 ")
    stand.has([3, 2, 1])
    await stand.later()
    assert await stand.titles() == ["その3", "その1"]
    await stand.feeds.change(GUILD, own.id, paused=True)
    stand.has([5, 4, 3, 2, 1])
    asked = await stand.polls()
    await stand.later(timedelta(hours=9))
    assert await stand.polls() == asked, "nobody reads it now"
    await stand.feeds.change(GUILD, own.id, paused=False)
    await stand.later(timedelta(0))
    assert await stand.titles() == ["その5", "その3", "その1"]


async def at_once(stand: Newsstand, guild: int = GUILD) -> None:
    """A guild reads the feed, and what comes from now on goes in at once."""
    own = await stand.feeds.subscribe(guild, stand.url)
    await stand.feeds.change(guild, own.id, at_once=True)


async def rounds(stand: Newsstand) -> None:
    await stand.later(2 * SOONEST)
    for _ in range(3):
        await stand.feeds.add_waiting()


async def test_new_entries_go_in_at_once_where_editors_want_that(stand: Newsstand) -> None:
    stand.has([1])
    await at_once(stand)
    stand.has([3, 2, 1])
    await rounds(stand)
    assert await _articles(stand) == 2
    assert await stand.titles() == ["その1"], "it waited for an editor before"


@pytest.mark.parametrize(
    "place", ["before polled", "after polled", "after stored", "before settled", "after settled"]
)
async def test_a_process_that_dies_anywhere_leaves_each_entry_to_become_one_article(
    stand: Newsstand, path: Path, place: str
) -> None:
    stand.has([1])
    await at_once(stand)
    stand.has([2, 1])
    stand.now += 2 * SOONEST
    process = forking.start(
        "tests.library.killed_poll",
        place,
        str(path),
        str(stand.site.port),
        str(stand.now.timestamp()),
        environment=os.environ,
    )
    assert await process.wait() == -signal.SIGKILL
    assert await _articles(stand) == (1 if "settled" in place else 0)
    await rounds(stand)
    assert await _articles(stand) == 1
    assert await stand.titles() == ["その1"], "it waited for an editor before"
    assert await _count(stand, "entry") == 2
    assert await _count(stand, "draft") == 0


async def test_entries_that_editors_choose_together_are_added_one_after_the_other(stand: Newsstand) -> None:
    stand.has([3, 2, 1])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    await stand.feeds.subscribe(OTHER, stand.url)
    newest, middle, oldest = await stand.feeds.waiting(GUILD)
    stand.site.says(f"/a/{3}", status=402)
    for guild, first, last in ((OTHER, middle.id, newest.id), (GUILD, newest.id + 100, newest.id + 200)):
        with pytest.raises(UserError, match="feed-entry-gone"):
            await stand.feeds.admit(guild, first, last)
    await stand.feeds.admit(GUILD, middle.id, newest.id)
    assert [one.is_coming for one in await stand.feeds.waiting(GUILD)] == [True, True, False]
    await stand.feeds.change(GUILD, own.id, words="港")
    for _ in range(3):
        await stand.feeds.add_waiting()
    assert await _articles(stand) == 1
    assert [(one.title, one.problem) for one in await stand.feeds.waiting(GUILD)] == [
        ("その3", "fetch-paid"),
        ("その1", None),
    ]
    assert await _articles(stand, OTHER) == 0
    with pytest.raises(UserError, match="feed-entry-gone"):
        await stand.feeds.admit(GUILD, middle.id, newest.id)
    assert oldest.problem is None


@pytest.mark.parametrize(("at_once_then", "paused"), [(False, None), (None, True), (False, True)])
async def test_what_would_go_in_waits_for_an_editor_once_that_is_changed(
    stand: Newsstand, at_once_then: bool | None, paused: bool | None
) -> None:
    stand.has([1])
    await at_once(stand)
    stand.has([2, 1])
    await stand.later(2 * SOONEST)
    own = await stand.only()
    await stand.feeds.change(GUILD, own.id, at_once=at_once_then, paused=paused)
    await stand.feeds.change(GUILD, own.id, at_once=True, paused=False)
    await stand.feeds.add_waiting()
    assert await stand.titles() == ["その2", "その1"]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"status": 404}, "fetch-gone"),
        ({"status": 402}, "fetch-paid"),
        ({"text": (PAGES / "paywall.ja.html").read_text("utf-8")}, "page-paywall"),
        ({"text": (PAGES / "login.ja.html").read_text("utf-8")}, "page-login"),
    ],
)
async def test_an_entry_that_can_not_be_added_waits_with_the_reason_and_editors_are_told_once_a_day(
    stand: Newsstand, answer: dict[str, object], problem: str
) -> None:
    stand.has([1])
    await at_once(stand)
    stand.has([2, 1])
    stand.site.says("/a/2", **answer)
    await rounds(stand)
    entry, _ = await stand.feeds.waiting(GUILD)
    assert (entry.title, entry.problem) == ("その2", problem)
    assert sum(request.path == "/a/2" for request in stand.site.requests) == 1
    (told,) = await stand.library.notices.untold(GUILD)
    assert told.fact.key == NEW
    await stand.library.notices.mark_seen([told])
    stand.has([3, 2, 1])
    stand.site.says("/a/3", **answer)
    await rounds(stand)
    assert not await stand.library.notices.untold(GUILD), "they were told today"
    await stand.feeds.settle(GUILD, (await stand.feeds.waiting(GUILD))[0].id)
    await stand.feeds.settle(GUILD, entry.id)
    assert await stand.titles() == ["その1"]
    for guild in (GUILD, OTHER):
        with pytest.raises(UserError, match="feed-entry-gone"):
            await stand.feeds.settle(guild, entry.id)


async def test_the_same_text_at_two_addresses_is_one_article(stand: Newsstand) -> None:
    stand.has([1])
    await at_once(stand)
    stand.has([3, 2, 1])
    stand.site.paths["/a/3"] = stand.site.paths["/a/2"]
    await rounds(stand)
    assert await _articles(stand) == 1
    assert await stand.titles() == ["その1"]


async def test_a_page_that_changed_since_it_became_an_article_waits_and_editors_are_told(
    stand: Newsstand,
) -> None:
    stand.has([1])
    await at_once(stand)
    stand.has([2, 1])
    await stand.later(2 * SOONEST)
    await stand.library.ingest.add(Address(stand.site.url("/a/2")), GUILD, Metadata())
    stand.site.says("/a/2", text="港の話その2。灯台は明日光る見通しだ。", content_type="text/plain")
    for _ in range(2):
        await stand.feeds.add_waiting()
    entry, _ = await stand.feeds.waiting(GUILD)
    assert (entry.title, entry.problem) == ("その2", CHANGED)
    assert sum(request.path == "/a/2" for request in stand.site.requests) == 2, "it is fetched once more"
    (told,) = await stand.library.notices.untold(GUILD)
    assert told.fact.key == NEW
    added = await stand.library.ingest.add(Address(entry.url), GUILD, Metadata())
    assert added.draft is not None, "whoever adds it is offered to refresh the article"
    for one in await stand.feeds.waiting(GUILD):
        await stand.feeds.settle(GUILD, one.id)
    assert not await stand.library.notices.untold(GUILD)


async def test_servers_without_room_keep_no_other_waiting(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_feeds, "ADDED", 1)
    monkeypatch.setitem(QUOTAS, Quota.FETCHES, 4)
    stand.has([1])
    for guild in (GUILD, OTHER):
        await at_once(stand, guild)
    for _ in range(2):
        await stand.library.ingest.add("港の話。灯台は来年光る見通しだ。", GUILD, Metadata())
    stand.has([2, 1])
    await rounds(stand)
    assert await _articles(stand, OTHER) == 1
    assert await stand.titles(GUILD) == ["その2", "その1"], "what is left of the day is the editors'"
    stand.now += timedelta(days=1)
    await rounds(stand)
    assert await stand.titles(GUILD) == ["その1"]


async def test_entries_that_can_not_be_read_leave_fetches_to_editors(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.has([1])
    await at_once(stand)
    monkeypatch.setitem(QUOTAS, Quota.FETCHES, 4)
    stand.has([5, 4, 3, 2, 1])
    for n in range(2, 6):
        stand.site.says(f"/a/{n}", status=403)
    await rounds(stand)
    used = (await stand.library.ingest.room(GUILD)).used[Quota.FETCHES]
    assert used == 3, "the feed itself, and two entries"
    assert [entry.problem for entry in await stand.feeds.waiting(GUILD)] == [
        *(None, None, "fetch-forbidden", "fetch-forbidden"),
        None,  # it came before editors wanted that
    ]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"status": 404}, "fetch-gone"),
        ({"status": 500}, "fetch-server"),
        ({"text": "<svg xmlns='http://www.w3.org/2000/svg'/>"}, "feed-none"),
        ({"status": 302, "headers": {"Location": "http://10.0.0.1/feed"}}, "fetch-private"),
    ],
)
async def test_a_feed_that_fails_says_why_and_resumes_by_itself(
    stand: Newsstand, answer: dict[str, object], problem: str
) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.says(**answer)
    waits = []
    for _ in range(8):
        await stand.later((await stand.only()).next_poll - stand.now)
        found = await stand.only()
        assert found.problem == problem
        waits.append(found.next_poll - stand.now)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    stand.has([2, 1])
    await stand.later(LONGEST)
    found = await stand.only()
    assert (found.problem, found.failed_since) == (None, None)
    assert found.next_poll == stand.now + SOONEST
    assert await stand.titles() == ["その2", "その1"]


async def test_editors_are_told_once_after_three_days(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    for _ in range(2):
        stand.says(status=404)
        began = stand.now + LONGEST
        while stand.now < began + TOLD_AFTER - LONGEST:
            await stand.later(LONGEST)
        assert not await stand.library.notices.untold(GUILD)
        for _ in range(5):
            await stand.later(LONGEST)
        (told,) = await stand.library.notices.untold(GUILD)
        assert told.fact.key == FAILS
        assert told.fact.variables == {"title": "港の新聞", "reason": "fetch-gone"}
        stand.has([1])
        await stand.later(LONGEST)
        assert not await stand.library.notices.untold(GUILD), "it can be read again"


async def test_editors_are_told_once_a_day_that_entries_wait(stand: Newsstand) -> None:
    async def told() -> list[str]:
        return [one.fact.identity for one in await stand.library.notices.untold(GUILD)]

    stand.has([1])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    await stand.later()
    assert not await told(), "they know what they subscribed to"
    for n in (2, 3):
        stand.has(range(n, 0, -1))
        await stand.later(2 * SOONEST)
        assert await told() == [f"{NEW}:{stand.now.date()}"]
    await stand.library.notices.mark_seen(await stand.library.notices.untold(GUILD))
    stand.has(range(4, 0, -1))
    await stand.later(2 * SOONEST)
    assert not await told()
    for n in (5, 6):
        stand.has(range(n, 0, -1))
        await stand.later(timedelta(days=1))
        assert await told() == [f"{NEW}:{stand.now.date()}"], "one, however many days nobody was there"
    for entry in await stand.feeds.waiting(GUILD):
        assert await told()
        await stand.feeds.settle(GUILD, entry.id)
    assert not await told()
    await stand.feeds.change(GUILD, own.id, at_once=True)
    stand.has(range(7, 0, -1))
    await stand.later(timedelta(days=1))
    assert not await told(), "it waits for nobody"


async def test_a_feed_that_was_removed_is_no_news_any_more(stand: Newsstand) -> None:
    stand.has([1])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    stand.says(status=404)
    for _ in range(5):
        await stand.later(LONGEST)
    assert await stand.library.notices.untold(GUILD)
    await stand.feeds.unsubscribe(GUILD, own.id)
    assert not await stand.library.notices.untold(GUILD)


async def test_a_feed_that_moved_for_good_is_read_where_it_is_now(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.site.paths["/new"] = stand.site.paths["/feed"]
    for status, target, kept in (
        *((301, "/new", "/feed"), (302, "/new", "/feed"), (301, "/new", "/feed"), (404, "", "/feed")),
        *((301, "/other", "/feed"), (308, "/new", "/feed"), (301, "/new", "/new")),
    ):
        stand.site.paths["/other"] = stand.site.paths["/new"]
        stand.says(status=status, headers={"Location": target})
        await stand.later(LONGEST)
        assert (await stand.only()).url == stand.site.url(kept), (status, target)
    asked = await stand.polls()
    await stand.later(LONGEST)
    assert await stand.polls() == asked
    assert (await stand.only()).problem is None


async def test_feeds_that_moved_to_one_address_are_one(stand: Newsstand) -> None:
    stand.has([1])
    stand.site.paths["/new"] = stand.site.paths["/feed"]
    for guild in (GUILD, OTHER):
        await stand.feeds.subscribe(guild, stand.url)
    await stand.feeds.subscribe(GUILD, stand.site.url("/new"))
    stand.says(status=301, headers={"Location": "/new"})
    for _ in range(6):  # one a host in each round
        await stand.later(LONGEST)
    for guild in (GUILD, OTHER):
        assert (await stand.only(guild)).url == stand.site.url("/new")
        assert await stand.titles(guild) == ["その1"]
    assert await _count(stand, "feed") == 1
    stand.has([2, 1])
    stand.site.paths["/new"] = stand.site.paths["/feed"]
    await stand.later(LONGEST)
    for guild in (GUILD, OTHER):
        assert await stand.titles(guild) == ["その2", "その1"]


async def test_a_feed_that_moved_before_it_is_subscribed_to_is_read_where_it_is(stand: Newsstand) -> None:
    stand.has([1])
    stand.site.says("/old", status=301, headers={"Location": "/feed"})
    own = await stand.feeds.subscribe(GUILD, stand.site.url("/old"))
    assert own.url == stand.url
    with pytest.raises(UserError, match="feed-known"):
        await stand.feeds.subscribe(GUILD, stand.url)


async def test_a_feed_that_its_site_ended_is_paused_and_editors_are_told(stand: Newsstand) -> None:
    stand.has([1])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    stand.says(status=410)
    for _ in range(2):
        await stand.later(LONGEST)
        found = await stand.only()
        assert (found.paused, found.problem) == (True, GONE_FOR_GOOD)
        (told,) = await stand.library.notices.untold(GUILD)
        assert told.fact.key == ENDED
        asked = await stand.polls()
        await stand.later(LONGEST)
        assert await stand.polls() == asked
        await stand.feeds.change(GUILD, own.id, paused=False)
    stand.has([2, 1])
    await stand.later(LONGEST)
    assert (await stand.only()).problem is None
    assert await stand.titles() == ["その2", "その1"]


async def test_a_site_that_is_busy_is_left_alone_as_long_as_it_says(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.says(status=429, headers={"Retry-After": "36000"})
    await stand.later()
    assert (await stand.only()).next_poll == stand.now + timedelta(hours=10)


async def test_a_feed_is_read_once_by_a_guild_and_only_so_many(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    with pytest.raises(UserError, match="feed-known"):
        await stand.feeds.subscribe(GUILD, stand.url + "?utm_source=x")
    for n in range(MOST - 1):
        stand.site.paths[f"/feed{n}"] = stand.site.paths["/feed"]
        await stand.feeds.subscribe(GUILD, stand.site.url(f"/feed{n}"))
    with pytest.raises(UserError, match="feed-limit"):
        await stand.feeds.subscribe(GUILD, stand.site.url("/one-more"))


async def test_a_feed_goes_with_the_last_guild_that_reads_it(stand: Newsstand) -> None:
    stand.has([1])
    first = await stand.feeds.subscribe(GUILD, stand.url)
    second = await stand.feeds.subscribe(OTHER, stand.url)
    for act in (stand.feeds.get, stand.feeds.unsubscribe, stand.feeds.change):
        with pytest.raises(UserError, match="feed-gone"):
            await act(GUILD, second.id)
    await stand.feeds.unsubscribe(GUILD, first.id)
    assert await _count(stand, "feed") == 1
    await stand.feeds.unsubscribe(OTHER, second.id)
    for table in ("feed", "feed_mark", "subscription", "entry"):
        assert await _count(stand, table) == 0
    await stand.later(LONGEST)
    assert await stand.polls() == 2


async def test_a_feed_counts_once_and_as_paused_or_failing_only_where_it_is_so_for_all(
    stand: Newsstand,
) -> None:
    async def totals(guild: int | None = None) -> tuple[int, int, int]:
        found = await stand.database.read(rows_of_feeds.totals, guild)
        return found.count, found.paused, found.failing

    assert await totals() == (0, 0, 0)
    stand.has([1])
    own = await stand.feeds.subscribe(GUILD, stand.url)
    await stand.feeds.subscribe(OTHER, stand.url)
    stand.site.paths["/other"] = stand.site.paths["/feed"]
    await stand.feeds.subscribe(OTHER, stand.site.url("/other"))
    assert await totals() == (2, 0, 0)
    await stand.feeds.change(GUILD, own.id, paused=True)
    assert await totals() == (2, 0, 0), "another server reads it"
    assert await totals(GUILD) == (1, 1, 0)
    stand.says(status=404)
    await stand.later(LONGEST)
    await stand.later(timedelta(0))  # one of a host in each round
    assert (await totals(), await totals(GUILD), await totals(OTHER)) == ((2, 0, 1), (1, 1, 0), (2, 0, 1))


async def test_what_a_server_reads_goes_with_it(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    guilds, asked = stand.library.guilds, await stand.polls()
    await guilds.belongs_to(1)
    await guilds.mark_joined(GUILD)
    await guilds.mark_left(GUILD)
    await stand.later(LONGEST)
    assert await stand.polls() == asked, "nobody is there to read it"
    stand.now += KEEP_LEFT
    await guilds.purge()
    for table in ("feed", "feed_mark", "subscription", "entry"):
        assert await _count(stand, table) == 0


async def test_what_is_old_is_forgotten_and_what_the_feed_still_has_is_not(stand: Newsstand) -> None:
    stand.has([2, 1])
    await stand.feeds.subscribe(GUILD, stand.url)
    stand.has([3, 2])
    await stand.later(KEEP_ENTRIES + timedelta(days=1))
    await stand.library.guilds.purge()
    assert await stand.titles() == ["その3"]
    stand.has([4, 3, 2])
    await stand.later(FORGOTTEN_AFTER)
    await stand.library.guilds.purge()
    assert await stand.titles() == ["その4"]
    assert await _count(stand, "feed_mark") == 6  # of three entries, two each


async def test_what_a_feed_left_out_once_is_not_new_again(stand: Newsstand) -> None:
    stand.has([2, 1])
    await stand.feeds.subscribe(GUILD, stand.url)
    for numbers in ([2, 1], [2, 1], [2], [2, 1]):
        stand.has(numbers)
        await stand.later(FORGOTTEN_AFTER / 2)
        await stand.library.guilds.purge()
    assert not await stand.titles()


async def test_after_a_copy_was_restored_only_the_newest_count(stand: Newsstand) -> None:
    stand.has([1])
    await stand.feeds.subscribe(GUILD, stand.url)
    await stand.database.write(rows_of_feeds.begin_anew, stand.now)
    stand.has(range(30, 0, -1))
    await stand.later(timedelta(0))
    assert await stand.titles() == ["その30", "その29", "その28", "その1"]


async def _articles(stand: Newsstand, guild: int = GUILD) -> int:
    return (await stand.library.ingest.room(guild)).used[Quota.ARTICLES]


async def _count(stand: Newsstand, table: str) -> int:
    return int(await stand.database.read(value, f"SELECT count(*) FROM {table}"))


async def test_a_page_that_two_feeds_name_waits_once(stand: Newsstand) -> None:
    stand.has([2, 1])
    stand.site.paths["/atom"] = stand.site.paths["/feed"]
    await stand.feeds.subscribe(GUILD, stand.url)
    second = await stand.feeds.subscribe(GUILD, stand.site.url("/atom"))
    assert second.waiting == 0
    for entry in await stand.feeds.waiting(GUILD):
        await stand.feeds.settle(GUILD, entry.id)  # declined, and not new in the other feed
    stand.has([3, 2, 1])
    stand.site.paths["/atom"] = stand.site.paths["/feed"]
    for _ in range(2):  # one feed of a host a round
        await stand.later()
    assert await stand.titles() == ["その3"]
    await stand.feeds.subscribe(OTHER, stand.url)
    assert await stand.titles(OTHER) == ["その3", "その2", "その1"], (
        "what one server has is nothing to another"
    )


async def test_an_article_that_editors_have_or_removed_is_no_news_from_a_feed(stand: Newsstand) -> None:
    stand.has([3, 2, 1])
    for n in (1, 2):
        added = await stand.library.ingest.add(Address(stand.site.url(f"/a/{n}")), GUILD, Metadata())
    await stand.library.articles.remove(GUILD, added.article.id)
    await at_once(stand)
    assert await stand.titles() == ["その3"]
