"""Who is reminded of what they saved: once a week, as long as they want that."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.library.lease import Lease
from bot.library.reminders import REMINDED_EVERY, items_of
from bot.model import OUTSIDE, ItemKind, Language, Letter
from bot.store import saved
from bot.store.sql import column, rows
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk
from tests.library.test_library import TEXT
from tests.library.test_votes import MIO

WEEK = timedelta(days=7)


async def saving(desk: Desk, count: int = 3) -> list[int]:
    """Quotations of a shared article that PERSON saved, and wants to be reminded of."""
    desk.now = MORNING
    article = (await desk.library.articles.add(TEXT * 4 + "別の話。", None)).article
    _, quotes = await desk.library.articles.items(GUILD, article.id, ItemKind.QUOTE)
    _, more = await desk.library.articles.items(GUILD, article.id, ItemKind.PREDICTION)
    ids = [item.id for item in [*quotes, *more]][:count]
    for item in ids:
        await desk.library.saved.toggle(GUILD, item, PERSON)
    await desk.library.reminders.start(PERSON, Language.JA)
    return ids


async def written(desk: Desk, days: float = 0) -> list[Letter]:
    """What is sent, and arrives, so many days later."""
    desk.now += timedelta(days=days)
    await desk.library.reminders.write(desk.lease)
    letters = await desk.library.notices.claim(desk.lease)
    for letter in letters:
        await desk.library.notices.told(letter, arrived=True)
    return letters


async def test_a_letter_comes_a_week_after_it_was_asked_for_and_each_week_with_what_is_due(
    path: Path,
) -> None:
    async with open_desk(path) as desk:
        ids = await saving(desk)
        assert await written(desk, days=6.9) == []
        (letter,) = await written(desk, days=0.1)
        assert (letter.first.guild_id, letter.first.person) == (OUTSIDE, PERSON)
        assert items_of(letter) == sorted(ids)
        assert await written(desk) == [], "once"
        told = []
        for week in range(2, 12):
            told += [week for _ in await written(desk, days=7)]
        assert told == [4, 9], "16 and 35 days later, in the week in which they are due"


async def test_no_week_has_two_letters_however_late_one_was(path: Path) -> None:
    async with open_desk(path) as desk:
        await saving(desk)
        assert len(await written(desk, days=13)) == 1
        assert await written(desk, days=6.9) == []


async def test_nobody_gets_a_letter_who_did_not_ask_or_asks_no_more(path: Path) -> None:
    async with open_desk(path) as desk:
        (item, *_) = await saving(desk)
        await desk.library.saved.toggle(GUILD, item, MIO)
        await desk.library.reminders.stop(PERSON)
        assert await written(desk, days=30) == []
        assert await desk.database.read(rows, "SELECT * FROM reminder") == []


async def test_an_id_is_stored_with_the_wish_alone_and_goes_with_it(path: Path) -> None:
    async with open_desk(path) as desk:
        await saving(desk)
        await written(desk, days=7)

        async def ids() -> list[int]:
            return await desk.database.read(
                column, "SELECT user_id FROM reminder UNION ALL SELECT person FROM notice"
            )

        assert await ids() == [PERSON, PERSON]
        await desk.library.reminders.stop(PERSON)
        assert await ids() == []


async def test_a_letter_that_waits_goes_with_the_wish(path: Path) -> None:
    async with open_desk(path) as desk:
        await saving(desk)
        desk.now += WEEK
        await desk.library.reminders.write(desk.lease)
        await desk.library.reminders.stop(PERSON)
        assert await desk.library.notices.claim(desk.lease) == []


async def test_who_refuses_direct_messages_gets_no_more_and_is_told_once(path: Path) -> None:
    async with open_desk(path) as desk:
        reminders = desk.library.reminders
        await saving(desk)
        desk.now += WEEK
        await reminders.write(desk.lease)
        (letter,) = await desk.library.notices.claim(desk.lease)
        await reminders.refuse(letter)
        assert await desk.database.read(column, "SELECT user_id FROM reminder") == [None]
        assert await desk.database.read(rows, "SELECT * FROM notice") == []
        assert reminders.is_refused(PERSON)
        assert not reminders.is_refused(MIO)
        assert await written(desk, days=60) == []
        await reminders.told(PERSON)
        await reminders.look()
        assert not reminders.is_refused(PERSON)
        assert await desk.database.read(rows, "SELECT * FROM reminder") == []


async def test_asking_again_after_a_refusal_begins_anew(path: Path) -> None:
    async with open_desk(path) as desk:
        reminders = desk.library.reminders
        await saving(desk)
        desk.now += WEEK
        await reminders.write(desk.lease)
        (letter,) = await desk.library.notices.claim(desk.lease)
        await reminders.refuse(letter)
        desk.now += timedelta(days=30)
        await reminders.start(PERSON, Language.EN)
        await reminders.look()
        assert not reminders.is_refused(PERSON)
        assert await written(desk, days=6) == []
        assert len(await written(desk, days=1)) == 1


async def test_another_language_is_kept_without_a_letter_more(path: Path) -> None:
    async with open_desk(path) as desk:
        await saving(desk)
        desk.now += timedelta(days=6)
        await desk.library.reminders.start(PERSON, Language.EN)
        wish = await desk.library.reminders.of(PERSON)
        assert wish is not None
        assert (wish.language, wish.asked_at) == (Language.EN, MORNING)
        assert len(await written(desk, days=1)) == 1


async def test_what_one_server_alone_has_is_in_the_letter_unless_it_was_removed(path: Path) -> None:
    async with open_desk(path) as desk:
        desk.now = MORNING
        article = next(one for one in await desk.library.articles.all(GUILD) if one.guild_id)
        _, (kept, *_) = await desk.library.articles.items(GUILD, article.id, ItemKind.QUOTE)
        await desk.library.saved.toggle(GUILD, kept.id, PERSON)
        await desk.library.reminders.start(PERSON, Language.JA)
        (letter,) = await written(desk, days=7)
        assert items_of(letter) == [kept.id]
        assert await desk.library.saved.guilds([kept.id], PERSON) == {GUILD}
        await desk.library.articles.remove(GUILD, article.id)
        assert await written(desk, days=30) == []


async def test_only_the_process_that_delivers_writes(path: Path) -> None:
    async with open_desk(path) as desk:
        await saving(desk)
        desk.now += WEEK
        await desk.library.reminders.write(Lease(desk.database, "another", 0))
        assert await desk.library.notices.claim(desk.lease) == []


async def test_a_clock_that_was_ahead_keeps_no_letter_back(path: Path) -> None:
    async with open_desk(path) as desk:
        await saving(desk)
        assert len(await written(desk, days=3_000)) == 1
        desk.now = MORNING + timedelta(days=10)
        assert await written(desk) == []
        assert len(await written(desk, days=7)) == 0, "its items are due later"
        assert await desk.database.read(column, "SELECT next_at FROM reminder") == [
            int((desk.now + REMINDED_EVERY).timestamp())
        ]


async def test_more_people_than_one_transaction_takes_all_get_theirs(path: Path) -> None:
    async with open_desk(path) as desk:
        (item, *_) = await saving(desk, 1)
        for person in range(100, 220):
            await desk.library.saved.toggle(GUILD, item, person)
            await desk.library.reminders.start(person, Language.EN)
        desk.now += WEEK
        await desk.library.reminders.write(desk.lease)
        assert len(await desk.database.read(column, "SELECT DISTINCT person FROM notice")) == 121
        assert not await desk.database.read(saved.due_reminders, desk.now, 1)
