"""What members suggest: read once, held for editors, and told what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.ingest import Address
from bot.library.room import OF_MEMBERS, QUOTAS
from bot.library.suggestions import KEPT_FOR, OPEN, OPEN_EACH
from bot.model import (
    DECIDED,
    NOBODY,
    OUTSIDE,
    WAITS,
    Decision,
    Fact,
    ItemKind,
    Language,
    Letter,
    Metadata,
    Suggestion,
)
from bot.model.quotas import Quota
from bot.reader.pool import Reader
from bot.store import notices
from tests.desk import GUILD, PERSON, TEXT, Desk, open_desk
from tests.site import Site
from tests.suggesting import PAGES, TITLE, news

EDITOR, OTHER, CHANNEL = 8, 9, 70


@dataclass
class Suggesting:
    """A desk, and a site whose pages are suggested."""

    desk: Desk
    site: Site

    @property
    def library(self) -> Library:
        return self.desk.library

    def page(self, number: int = 2, path: str = "") -> str:
        return self.site.says(path or f"/{number}", text=news(number))

    async def suggest(self, link: str, person: int = PERSON, guild: int = GUILD) -> Suggestion:
        return await self.library.suggestions.suggest(guild, person, link, Language.EN)

    async def refused(self, link: str, person: int = PERSON) -> str:
        before = await self.library.suggestions.all(GUILD)
        with pytest.raises(UserError) as error:
            await self.suggest(link, person)
        assert await self.library.suggestions.all(GUILD) == before, "nothing is half stored"
        return error.value.key

    async def letters(self) -> list[Letter]:
        return await self.library.notices.claim(self.desk.lease)

    async def facts(self) -> list[Fact]:
        return [notice.fact for letter in await self.letters() for notice in letter.notices]

    async def articles(self) -> list[str]:
        return [one.title for one in await self.library.articles.all(GUILD)]

    async def knows(self, person: int) -> bool:
        """Whether that person's id stands anywhere."""
        return not (await self.library.personal_data.stored(person, GUILD)).is_empty


@pytest.fixture
async def those(path: Path, site: Site) -> AsyncIterator[Suggesting]:
    async with Reader() as reader, open_desk(path) as desk:
        desk.library.ingest._fetcher, desk.library.ingest._reader = site.fetcher(), reader
        yield Suggesting(desk, site)


async def test_what_is_suggested_is_read_once_and_becomes_an_article_like_any_other(
    those: Suggesting,
) -> None:
    link = those.page()
    held = await those.suggest(link)
    assert (held.title, held.author) == (f"{TITLE} 2", "Mina Okita")
    assert (held.url, held.suggested_by) == (link, PERSON)
    assert held.opening.startswith("The old warehouse beside the harbour will open as a reading room 2")
    assert await those.library.suggestions.all(GUILD) == [held]
    assert f"{TITLE} 2" not in await those.articles()
    added = await those.library.suggestions.accept(GUILD, held.id, EDITOR)
    assert len(those.site.requests) == 1, "it isn't fetched again"
    assert (added.outcome, added.article.added_by, added.article.url) == ("added", EDITOR, link)
    direct = await those.library.ingest.add(Address(link), 77, Metadata())
    assert added.counts == direct.counts
    assert (held.quotes, held.predictions) == (
        direct.counts[ItemKind.QUOTE],
        direct.counts[ItemKind.PREDICTION],
    )
    assert await those.library.suggestions.all(GUILD) == []


async def test_the_same_page_is_suggested_once_however_it_is_written(those: Suggesting) -> None:
    link = those.page()
    await those.suggest(link)
    for again in (link, link + "/", those.page(2, "/copy")):
        assert await those.refused(again, OTHER) == "suggestion-open"
    await those.suggest(those.page(4), OTHER)


async def test_of_two_who_suggest_the_same_at_once_one_is_first(those: Suggesting) -> None:
    link = those.page()
    both = await asyncio.gather(those.suggest(link), those.suggest(link, OTHER), return_exceptions=True)
    assert sorted(str(one) for one in both if isinstance(one, UserError)) == ["suggestion-open"]
    assert len(await those.library.suggestions.all(GUILD)) == 1


async def test_what_is_an_article_already_is_not_suggested(those: Suggesting) -> None:
    link = those.page()
    await those.library.suggestions.accept(GUILD, (await those.suggest(link)).id, EDITOR)
    for again in (link, those.page(2, "/copy")):
        assert await those.refused(again) == "suggestion-known"


async def test_what_cannot_be_added_cannot_be_suggested(those: Suggesting) -> None:
    assert await those.refused("no link") == "suggestion-linkless"
    assert await those.refused("http://127.0.0.2/a") == "fetch-private"
    assert await those.refused(those.site.says("/empty", text="<html></html>")) != ""
    assert await those.letters() == []


async def test_a_person_has_five_open_and_a_guild_as_many_as_a_select_shows(those: Suggesting) -> None:
    for number in range(2, 2 + OPEN_EACH):
        await those.suggest(those.page(number))
    assert await those.refused(those.page(99)) == "suggestions-yours"
    first = (await those.library.suggestions.all(GUILD))[0]
    await those.library.suggestions.decline(GUILD, first.id, "Known")
    await those.suggest(those.page(99))
    for number in range(200, 200 + OPEN - OPEN_EACH):
        await those.suggest(those.page(number), person=number)
    assert await those.refused(those.page(300), OTHER) == "suggestions-full"


async def test_only_so_many_pages_are_read_in_a_day(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.room.OF_MEMBERS", 1)
    await those.suggest(those.page(2))
    assert await those.refused(those.page(3)) == "quota-fetches.members"
    await those.library.ingest.add(TEXT, GUILD, Metadata())
    those.desk.now += timedelta(days=1)
    await those.suggest(those.page(3))
    assert OF_MEMBERS >= OPEN


async def test_where_it_is_turned_off_nothing_is_read(those: Suggesting) -> None:
    link = those.page()
    await those.library.guilds.change(GUILD, suggestions=False)
    assert await those.refused(link) == "suggestions-off"
    assert those.site.requests == []
    await those.library.guilds.change(GUILD, suggestions=True)
    await those.suggest(link)


async def test_editors_are_told_in_the_channel_they_chose_each_in_a_message_of_its_own(
    those: Suggesting,
) -> None:
    await those.library.guilds.change(GUILD, suggestions_channel=CHANNEL)
    held = [await those.suggest(those.page(number)) for number in (2, 3)]
    letters = await those.letters()
    assert [(one.first.channel_id, len(one.notices)) for one in letters] == [(CHANNEL, 1)] * 2
    assert [one.first.fact.variables["suggestion"] for one in letters] == [one.id for one in held]
    assert {one.first.fact.key for one in letters} == {WAITS}
    await those.library.notices.told(letters[0], arrived=True)
    await those.library.notices.told(letters[1], arrived=False)
    (untold,) = await those.library.notices.untold(GUILD)
    assert untold.fact.variables["title"] == held[1].title, "the next answer to an editor tells it"
    await those.library.suggestions.decline(GUILD, held[1].id, "No")
    assert await those.library.notices.untold(GUILD) == [], "there is nothing to decide any more"


async def test_without_a_channel_an_editor_is_told_of_each(those: Suggesting) -> None:
    for number in (2, 3):
        await those.suggest(those.page(number))
    assert await those.letters() == []
    untold = await those.library.notices.untold(GUILD)
    assert [one.fact.variables["title"] for one in untold] == [f"{TITLE} 2", f"{TITLE} 3"]


async def test_the_person_is_told_and_nothing_of_them_stays(those: Suggesting) -> None:
    accepted, declined = [await those.suggest(those.page(number)) for number in (2, 3)]
    await those.library.suggestions.accept(GUILD, accepted.id, EDITOR)
    await those.library.suggestions.decline(GUILD, declined.id, " Too long for us. ")
    (letter,) = await those.letters()
    assert (letter.first.guild_id, letter.first.person) == (OUTSIDE, PERSON)
    told = {one.fact.variables["decision"]: one.fact for one in letter.notices}
    assert set(told) == {Decision.ACCEPTED, Decision.DECLINED}
    assert {fact.key for fact in told.values()} == {DECIDED}
    assert told["declined"].variables["reason"] == "Too long for us."
    assert await those.knows(PERSON)
    await those.library.notices.told(letter, arrived=True)
    assert not await those.knows(PERSON)
    for done in (accepted, declined):
        with pytest.raises(UserError, match="suggestion-gone"):
            await those.library.suggestions.accept(GUILD, done.id, EDITOR)
        with pytest.raises(UserError, match="suggestion-gone"):
            await those.library.suggestions.decline(GUILD, done.id, "Again")


async def test_who_takes_no_direct_message_is_told_at_their_next_command_or_never(
    those: Suggesting,
) -> None:
    suggestions = those.library.suggestions
    for number in (2, 3):
        await suggestions.decline(GUILD, (await those.suggest(those.page(number))).id, "No")
        (letter,) = await those.letters()
        await those.library.notices.told(letter, arrived=False)
    await suggestions.look()
    assert suggestions.is_untold(PERSON)
    assert not suggestions.is_untold(OTHER)
    assert await those.library.notices.untold(GUILD) == [], "no editor is told instead"
    first, second = await suggestions.untold(PERSON)
    await suggestions.told(PERSON, [first])
    assert await suggestions.untold(PERSON) == [second]
    those.desk.now += KEPT_FOR + timedelta(days=1)
    await suggestions.purge()
    assert not await those.knows(PERSON)


async def test_a_reminder_and_a_decision_are_two_letters(those: Suggesting) -> None:
    await those.desk.database.write(
        lambda transaction: notices.insert(
            transaction,
            OUTSIDE,
            PERSON,
            Fact("reminder-label", "1:1", {"items": "1"}),
            those.desk.now,
            those.desk.now,
        )
    )
    await those.library.suggestions.decline(GUILD, (await those.suggest(those.page())).id, "No")
    assert sorted([len(letter.notices) for letter in await those.letters()]) == [1, 1]


async def test_what_nobody_decides_on_ends_by_itself_and_the_person_is_told(those: Suggesting) -> None:
    await those.suggest(those.page())
    those.desk.now += KEPT_FOR - timedelta(minutes=1)
    await those.library.suggestions.purge()
    assert await those.library.suggestions.all(GUILD)
    those.desk.now += timedelta(minutes=2)
    await those.library.suggestions.purge()
    assert await those.library.suggestions.all(GUILD) == []
    (fact,) = await those.facts()
    assert fact.variables["decision"] == Decision.EXPIRED


async def test_who_has_their_data_deleted_is_forgotten_and_the_suggestion_stays(those: Suggesting) -> None:
    held = await those.suggest(those.page())
    stored = await those.library.personal_data.stored(PERSON, GUILD)
    assert [one.title for one in stored.suggestions] == [held.title]
    assert await those.library.personal_data.forget(PERSON)
    assert not await those.knows(PERSON)
    assert await those.library.suggestions.all(GUILD) == [replace(held, suggested_by=NOBODY)]
    await those.library.suggestions.decline(GUILD, held.id, "No")
    assert await those.facts() == []


async def test_who_deletes_their_data_while_a_page_is_read_is_not_stored(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = those.library.ingest.read

    async def forgotten(*args: object) -> object:
        await those.library.personal_data.forget(PERSON)
        return await read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(those.library.ingest, "read", forgotten)
    held = await those.suggest(those.page())
    assert held.suggested_by == NOBODY


async def test_another_guild_neither_sees_nor_decides(those: Suggesting) -> None:
    held = await those.suggest(those.page())
    assert await those.library.suggestions.all(77) == []
    with pytest.raises(UserError, match="suggestion-gone"):
        await those.library.suggestions.accept(77, held.id, EDITOR)
    with pytest.raises(UserError, match="suggestion-gone"):
        await those.library.suggestions.decline(77, held.id, "No")
    await those.suggest(those.page(), guild=77)


async def test_what_another_version_read_is_said_to_be_of_no_use_and_stays(those: Suggesting) -> None:
    held = await those.suggest(those.page())
    await those.desk.database.write(
        lambda transaction: transaction.execute("UPDATE suggestion SET readout = ?", (b"{}",))
    )
    with pytest.raises(UserError, match="suggestion-outdated"):
        await those.library.suggestions.accept(GUILD, held.id, EDITOR)
    assert await those.library.suggestions.all(GUILD) == [held]


async def test_a_guild_that_was_left_keeps_none(those: Suggesting) -> None:
    await those.suggest(those.page())
    await those.library.guilds.mark_left(GUILD)
    those.desk.now += timedelta(days=31)
    await those.library.guilds.purge()
    assert await those.library.suggestions.all(GUILD) == []
    assert not await those.knows(PERSON)


async def test_what_the_host_removes_for_good_is_not_suggested_any_more(those: Suggesting) -> None:
    link = those.page()
    await those.suggest(link)
    other = await those.suggest(those.page(3))
    added = await those.library.ingest.add(Address(link), 77, Metadata())
    await those.library.articles.remove_everywhere(added.article.id)
    assert await those.library.suggestions.all(GUILD) == [other]
    (untold,) = await those.library.notices.untold(GUILD)
    assert untold.fact.variables["suggestion"] == other.id
    assert await those.facts() == [], "it wasn't decided on"


async def test_nothing_is_declined_without_a_reason(those: Suggesting) -> None:
    held = await those.suggest(those.page())
    with pytest.raises(UserError, match="suggestion-reasonless"):
        await those.library.suggestions.decline(GUILD, held.id, " \n")
    assert await those.library.suggestions.all(GUILD) == [held]
    assert await those.facts() == []


async def test_of_two_editors_who_decide_at_once_one_is_first(those: Suggesting) -> None:
    held = await those.suggest(those.page())
    suggestions = those.library.suggestions
    both = await asyncio.gather(
        suggestions.accept(GUILD, held.id, EDITOR),
        suggestions.decline(GUILD, held.id, "No"),
        return_exceptions=True,
    )
    assert [str(one) for one in both if isinstance(one, Exception)] == ["suggestion-gone"]
    assert len(await those.facts()) == 1


async def test_a_guild_without_room_keeps_the_suggestion_until_there_is_some(
    those: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await those.suggest(those.page())
    with monkeypatch.context() as full:
        full.setitem(QUOTAS, Quota.ARTICLES, 1)  # the desk has one
        with pytest.raises(UserError, match="quota-articles"):
            await those.library.suggestions.accept(GUILD, held.id, EDITOR)
    assert await those.library.suggestions.all(GUILD) == [held]
    assert await those.facts() == []
    added = await those.library.suggestions.accept(GUILD, held.id, EDITOR)
    assert added.outcome == "added"


async def test_first_sentences_stand_as_their_language_has_them(those: Suggesting) -> None:
    japanese = (PAGES / "news.ja.html").read_text("utf-8")
    held = await those.suggest(those.site.says("/ja", text=japanese))
    assert "。" in held.opening[:-1]
    assert "。 " not in held.opening
    english = await those.suggest(those.page())
    assert ". " in english.opening


async def test_a_page_that_an_editor_adds_in_another_way_is_accepted(those: Suggesting) -> None:
    link = those.page()
    await those.suggest(link)
    other = await those.suggest(those.page(3))
    await those.library.ingest.add(Address(link), 77, Metadata())
    assert len(await those.library.suggestions.all(GUILD)) == 2, "in another guild"
    await those.library.ingest.add(Address(those.page(2, "/copy")), GUILD, Metadata())
    assert await those.library.suggestions.all(GUILD) == [other]
    (fact,) = await those.facts()
    assert fact.variables["decision"] == Decision.ACCEPTED
