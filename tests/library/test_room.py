"""What a server has used of its quotas, and that every way in asks before it uses more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.library import Library
from bot.library.guilds import KEEP_REMOVED
from bot.library.halts import HALT
from bot.library.ingest import Address
from bot.library.room import (
    DAY,
    OF_MEMBERS,
    QUOTAS,
    TIGHT,
    QuotaError,
    Room,
    check,
    check_kept,
    limit,
    take_fetch,
)
from bot.limits import MAX_CHARACTERS
from bot.model import Metadata
from bot.model.quotas import Quota, Way
from bot.reader.pool import Reader
from bot.store import usage
from bot.store.database import Database
from bot.store.sql import value
from tests.articles import TEXT
from tests.books import epub
from tests.library.test_feeds import GUILD, OTHER, Newsstand, at_once, rounds
from tests.site import Site

Use = Callable[[Newsstand, int], Awaitable[object]]


async def a_text(stand: Newsstand, guild: int) -> object:
    return await stand.library.ingest.add(TEXT, guild, Metadata())


async def a_file(stand: Newsstand, guild: int) -> object:
    return await stand.library.ingest.add(TEXT.encode(), guild, Metadata())


async def a_book(stand: Newsstand, guild: int) -> object:
    return await stand.library.ingest.add(BOOK, guild, Metadata())


async def an_address(stand: Newsstand, guild: int) -> object:
    return await stand.library.ingest.add(Address(stand.site.says("/p", text=PAGE)), guild, Metadata())


async def a_feed(stand: Newsstand, guild: int) -> object:
    stand.has([1])
    return await stand.feeds.subscribe(guild, stand.url)


PAGE = f"<html><body><article><p>{TEXT * 20}</p></article></body></html>"
BOOK = epub({"a.xhtml": f"<h1>Harbor</h1><p>{'The lamp will shine again next year. ' * 9}</p>"})
ARTICLES: tuple[Use, ...] = (a_text, a_file, a_book, an_address)


@pytest.fixture
async def stand(site: Site, database: Database) -> AsyncIterator[Newsstand]:
    async with Reader() as reader:
        yield Newsstand(site, database, reader)


async def used(stand: Newsstand, guild: int = GUILD) -> dict[Quota, int]:
    return dict((await stand.library.ingest.room(guild)).used)


NOTHING = dict.fromkeys(Quota, 0)


@pytest.mark.parametrize("use", [*ARTICLES, a_feed])
async def test_whatever_is_fetched_or_read_counts_for_its_server_alone(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch, use: Use
) -> None:
    await use(stand, GUILD)
    assert (await used(stand))[Quota.FETCHES] == 1
    assert await used(stand, OTHER) == NOTHING
    monkeypatch.setitem(QUOTAS, Quota.FETCHES, 1)
    asked = len(stand.site.requests)
    stand.now += timedelta(hours=3)
    with pytest.raises(QuotaError, match="quota-fetches") as refused:
        await use(stand, GUILD)
    assert refused.value.variables == {"limit": 1, "hours": 21}
    assert len(stand.site.requests) == asked, "nothing is fetched in vain"
    await use(stand, OTHER)
    stand.now += timedelta(hours=21)
    try:
        await use(stand, GUILD)
    except Exception as error:
        assert str(error) == "feed-known"


@pytest.mark.parametrize("quota", [Quota.ARTICLES, Quota.BYTES])
@pytest.mark.parametrize("use", ARTICLES)
async def test_whatever_is_kept_counts_for_its_server_alone(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch, use: Use, quota: Quota
) -> None:
    await stand.library.ingest.add("これは別の短い記事です。", GUILD, Metadata())
    before = await used(stand)
    monkeypatch.setitem(QUOTAS, quota, before[quota])
    with pytest.raises(QuotaError, match=f"quota-{quota}"):
        await use(stand, GUILD)
    after = await used(stand)
    assert {**after, Quota.FETCHES: 0} == {**before, Quota.FETCHES: 0}, "nothing is half stored"
    await stand.library.ingest.add("これは別の短い記事です。", OTHER, Metadata())
    monkeypatch.setitem(QUOTAS, quota, 10_000)
    await use(stand, OTHER)


@pytest.mark.parametrize("quota", Quota)
async def test_two_at_the_same_moment_can_not_both_be_the_last(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch, quota: Quota
) -> None:
    texts = ("港の図書室は夜も開く。", "港の灯台は来年も光る。")
    monkeypatch.setitem(QUOTAS, quota, len(texts[1].encode()) if quota is Quota.BYTES else 1)
    ingest, others = (
        stand.library.ingest,
        Library(stand.database, lambda: stand.now, reader=stand.library.ingest._reader),
    )
    tried = await asyncio.gather(
        ingest.add(texts[0], GUILD, Metadata()),
        others.ingest.add(texts[1], GUILD, Metadata()),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in tried) == ["Added", "QuotaError"]


async def test_drafts_and_entries_that_wait_count_as_bytes(stand: Newsstand) -> None:
    first = await stand.library.ingest.add(f"---\nurl: https://example.org/a\n---\n{TEXT}", GUILD, Metadata())
    size = first.article.size
    again = await stand.library.ingest.add(
        f"---\nurl: https://example.org/a\n---\n{TEXT * 2}", GUILD, Metadata()
    )
    assert again.draft is not None
    with_draft = (await used(stand))[Quota.BYTES]
    assert with_draft > 2 * size
    await a_feed(stand, GUILD)
    (entry,) = await stand.feeds.waiting(GUILD)
    assert (await used(stand))[Quota.BYTES] == with_draft + len((entry.url + entry.title).encode())
    await stand.feeds.settle(GUILD, entry.id)
    assert (await used(stand))[Quota.BYTES] == with_draft
    refreshed = await stand.library.ingest.refresh(GUILD, again.draft)
    assert await used(stand) == {Quota.ARTICLES: 1, Quota.BYTES: refreshed.article.size, Quota.FETCHES: 4}


async def test_a_removed_article_keeps_its_place_so_that_restoring_takes_none(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(QUOTAS, Quota.ARTICLES, 1)
    article = (await stand.library.ingest.add(TEXT, GUILD, Metadata())).article
    await stand.library.articles.remove(GUILD, article.id)
    with pytest.raises(QuotaError, match="quota-articles"):
        await stand.library.ingest.add("これは別の短い記事です。", GUILD, Metadata())
    await stand.library.articles.restore(GUILD, article.id)
    await stand.library.articles.remove(GUILD, article.id)
    stand.now += KEEP_REMOVED + timedelta(seconds=1)
    await stand.library.guilds.purge()
    await stand.library.ingest.add("これは別の短い記事です。", GUILD, Metadata())


async def test_what_was_fetched_is_known_after_a_restart_and_to_other_processes_for_a_day(
    stand: Newsstand,
) -> None:
    await a_text(stand, GUILD)
    again = Library(stand.database, lambda: stand.now)
    assert (await again.ingest.room(GUILD)).used[Quota.FETCHES] == 1
    stand.now += DAY
    assert (await used(stand))[Quota.FETCHES] == 0
    await stand.library.guilds.purge()
    assert await stand.database.read(value, "SELECT count(*) FROM fetch") == 0


async def test_polls_count_for_nobody_and_no_host_has_a_quota(stand: Newsstand) -> None:
    await a_feed(stand, GUILD)
    for _ in range(3):
        await stand.later(timedelta(days=1))
    await stand.library.ingest.add(TEXT, None, Metadata())
    assert await stand.database.read(value, "SELECT count(*) FROM fetch") == 1


async def halted(stand: Newsstand) -> list[dict[str, str | int]]:
    found = await stand.library.notices.untold(GUILD)
    return [dict(notice.fact.variables) for notice in found if notice.fact.key == HALT]


@pytest.mark.parametrize("quota", Quota)
async def test_feeds_stop_before_the_last_fifth_tell_that_once_and_go_on_by_themselves(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch, quota: Quota
) -> None:
    stand.has([1])
    await at_once(stand)
    await a_text(stand, GUILD)
    stand.has([3, 2, 1])
    await stand.later()
    asked = len(stand.site.requests)
    monkeypatch.setitem(QUOTAS, quota, (await used(stand))[quota] + (50 if quota is Quota.BYTES else 1))
    for _ in range(5):
        await stand.feeds.add_waiting()
    assert len(stand.site.requests) == asked
    assert await stand.titles() == ["その3", "その2", "その1"]
    assert [entry.problem for entry in await stand.feeds.waiting(GUILD)] == [None] * 3
    assert [told["quota"] for told in await halted(stand)] == [quota]
    await stand.library.ingest.add("これは別の短い記事です。", GUILD, Metadata())
    monkeypatch.setitem(QUOTAS, quota, 100_000)
    await rounds(stand)
    assert await stand.titles() == ["その1"]
    statement = "SELECT count(*) FROM fetch WHERE way = 'feeds'"
    assert await stand.database.read(value, statement) == 2
    assert await halted(stand) == [], "they need not be told any more"


async def test_editors_are_told_again_in_another_month(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(QUOTAS, Quota.ARTICLES, 0)
    stand.has([1])
    await at_once(stand)
    stand.has([2, 1])
    await stand.later()
    for _ in range(3):
        await stand.feeds.add_waiting()
        stand.now += timedelta(days=20)
    assert len(await halted(stand)) == 2


@pytest.mark.parametrize("quota", Quota)
def test_little_is_left_from_four_fifths_of_any_quota_on(quota: Quota) -> None:
    assert Room({**NOTHING, quota: int(TIGHT * QUOTAS[quota]) - 1}).tight == []
    assert Room({**NOTHING, quota: int(TIGHT * QUOTAS[quota])}).tight == [quota]


def test_the_last_fifth_has_room_for_the_longest_article() -> None:
    assert limit(Quota.BYTES, Way.EDITORS) - limit(Quota.BYTES, Way.FEEDS) >= MAX_CHARACTERS * len(
        "𠮷".encode()
    )


async def take(database: Database, way: Way, stand: Newsstand, times: int = 1) -> None:
    for _ in range(times):
        await database.write(take_fetch, GUILD, way, stand.now)


async def test_members_can_use_up_neither_the_fetches_of_feeds_nor_those_of_editors(
    stand: Newsstand, database: Database
) -> None:
    await take(database, Way.MEMBERS, stand, OF_MEMBERS)
    with pytest.raises(QuotaError, match=r"quota-fetches\.members") as refused:
        await take(database, Way.MEMBERS, stand)
    assert refused.value.variables == {"limit": OF_MEMBERS, "hours": 24}
    most = int(TIGHT * QUOTAS[Quota.FETCHES])
    await take(database, Way.FEEDS, stand, most - OF_MEMBERS)
    for way in (Way.FEEDS, Way.MEMBERS):
        with pytest.raises(QuotaError):
            await take(database, way, stand)
        with pytest.raises(QuotaError):
            await database.read(check, GUILD, way, stand.now)
    await take(database, Way.EDITORS, stand, QUOTAS[Quota.FETCHES] - most)
    with pytest.raises(QuotaError, match=r"quota-fetches$"):
        await take(database, Way.EDITORS, stand)
    assert await database.read(usage.fetches, GUILD, stand.now - DAY) == QUOTAS[Quota.FETCHES]


async def test_what_members_suggest_may_become_the_last_article_but_takes_no_space_of_editors(
    stand: Newsstand, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = await stand.library.ingest.add(TEXT, GUILD, Metadata())
    monkeypatch.setitem(QUOTAS, Quota.ARTICLES, 2)
    await database.read(check, GUILD, Way.MEMBERS, stand.now)
    with pytest.raises(QuotaError, match="quota-articles"):
        await database.read(check, GUILD, Way.FEEDS, stand.now)
    monkeypatch.setitem(QUOTAS, Quota.BYTES, int(added.article.size / TIGHT))
    with pytest.raises(QuotaError, match=r"quota-bytes\.members"):
        await database.read(check, GUILD, Way.MEMBERS, stand.now)

    def kept(way: Way) -> Awaitable[None]:
        return database.read(lambda snapshot: check_kept(snapshot, GUILD, way, articles=0, size=1))

    await kept(Way.EDITORS)
    with pytest.raises(QuotaError):
        await kept(Way.MEMBERS)
