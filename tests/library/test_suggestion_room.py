"""What members suggest takes of the same room as everything else, and gives it back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.library.ingest import Address
from bot.library.room import DAY, QUOTAS, TIGHT, QuotaError
from bot.model import Metadata
from bot.model.quotas import Quota, Way
from bot.store.sql import value
from tests.desk import GUILD
from tests.library.test_suggestions import EDITOR, OTHER, Suggesting, those

__all__ = ["those"]

ELSEWHERE = 77


async def used(those: Suggesting, guild: int = GUILD) -> dict[Quota, int]:
    return dict((await those.library.ingest.room(guild)).used)


async def test_a_suggestion_takes_a_fetch_and_the_bytes_of_what_was_read(those: Suggesting) -> None:
    before = await used(those)
    held = await those.suggest(those.page())
    size = await those.desk.database.read(value, "SELECT length(readout) FROM suggestion")
    after = {**before, Quota.BYTES: before[Quota.BYTES] + size, Quota.FETCHES: 1}
    assert await used(those) == after
    assert await used(those, ELSEWHERE) == dict.fromkeys(Quota, 0)
    assert await those.desk.database.read(value, "SELECT way FROM fetch") == Way.MEMBERS
    await those.library.suggestions.decline(GUILD, held.id, "No")
    assert await used(those) == {**before, Quota.FETCHES: 1}


@pytest.mark.parametrize("quota", Quota)
async def test_nothing_is_fetched_for_members_where_nothing_could_come_of_it(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch, quota: Quota
) -> None:
    await those.library.ingest.add("港の話だ。灯台は来年も光る。", GUILD, Metadata())
    before = await used(those)
    share = 1 if quota is Quota.ARTICLES else TIGHT
    monkeypatch.setitem(QUOTAS, quota, int(before[quota] / share))
    assert await those.refused(those.page()) == f"quota-{quota}.members"
    assert those.site.requests == []
    assert await used(those) == before
    if quota is Quota.BYTES:
        monkeypatch.setitem(QUOTAS, quota, 100_000 * before[quota])
    await those.suggest(those.page(), guild=ELSEWHERE)
    if quota is Quota.FETCHES:
        those.desk.now += DAY
        await those.suggest(those.page(3))


async def test_a_page_that_is_too_long_for_the_room_of_members_is_not_held(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (await used(those))[Quota.BYTES]
    monkeypatch.setitem(QUOTAS, Quota.BYTES, int((before + 200) / TIGHT))
    assert await those.refused(those.page()) == "quota-bytes.members"
    assert (await used(those))[Quota.BYTES] == before


async def test_of_two_members_at_the_same_moment_one_gets_what_is_left(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    await those.suggest(those.page())
    size = await those.desk.database.read(value, "SELECT length(readout) FROM suggestion")
    for quota, left in ((Quota.BYTES, size * 3 // 2), (Quota.FETCHES, 1)):
        with monkeypatch.context() as tight:
            tight.setitem(QUOTAS, quota, -int(-((await used(those))[quota] + left) // TIGHT))
            links = [those.page(len(those.site.paths) + n) for n in (5, 6)]
            tried = await asyncio.gather(
                those.suggest(links[0]), those.suggest(links[1], OTHER), return_exceptions=True
            )
        assert sorted(type(one).__name__ for one in tried) == ["QuotaError", "Suggestion"], quota
        those.desk.now += timedelta(hours=1)


@pytest.mark.parametrize("accepted", [True, False])
async def test_what_was_held_makes_room_for_the_article(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch, *, accepted: bool
) -> None:
    link = those.page()
    size = (await those.library.ingest.add(Address(link), ELSEWHERE, Metadata())).article.size
    before = (await used(those))[Quota.BYTES]
    held = await those.suggest(link)
    monkeypatch.setitem(QUOTAS, Quota.BYTES, before + size)
    if accepted:
        await those.library.suggestions.accept(GUILD, held.id, EDITOR)
    else:
        await those.library.ingest.add(Address(link), GUILD, Metadata())
    assert (await used(those))[Quota.BYTES] == before + size
    with pytest.raises(QuotaError, match="quota-bytes"):
        await those.library.ingest.add(Address(those.page(3)), GUILD, Metadata())


async def test_where_there_is_no_room_for_the_article_the_suggestion_stays(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await those.suggest(those.page())
    before = await used(those)
    monkeypatch.setitem(QUOTAS, Quota.BYTES, 1)
    with pytest.raises(QuotaError, match=r"quota-bytes$"):
        await those.library.suggestions.accept(GUILD, held.id, EDITOR)
    assert await those.library.suggestions.all(GUILD) == [held]
    assert await used(those) == before
    assert await those.facts() == []
