"""What people are told: once, together, and by an answer where it can't be by direct message."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.embeds import ToldFact, notice_embed
from bot.library.notices import GATHERED_FOR, TRIED_AGAIN_AFTER, TRIED_FOR
from bot.library.problems import STOPPED
from bot.model import NOBODY, WHOLE_BOT, DeliveryState, Fact, Language, Problem
from bot.texts import Texts
from bot.ui.embeds import Renderer
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk

DISK = Fact("storage-full", "disk")


def test_what_does_not_fit_into_a_letter_is_counted(texts: Texts, language: Language) -> None:
    lost = [
        ToldFact(Fact("owner-lost", f"{n}", {"server": "1", "at": "now", "outcome": "missed", "earlier": 0}))
        for n in range(5_000)
    ]
    embed = notice_embed(Renderer(texts, language), lost)
    words = embed.description or ""
    shown = words.count(texts.say(language, "owner-lost", **lost[0].fact.variables))
    assert 5 < shown < 200
    assert texts.say(language, "notice-more", count=5_000 - shown) in words
    assert len(words) <= 4_096


async def test_a_post_that_was_lost_is_told_with_its_time(
    path: Path, texts: Texts, language: Language
) -> None:
    async with open_desk(path) as desk:
        schedule = await desk.schedule()
        assert await desk.claim(MORNING + timedelta(hours=7)) == []
        desk.now += timedelta(minutes=1)
        letters = await desk.library.notices.claim(desk.lease)
    (fact,) = (one.fact for letter in letters for one in letter.notices if one.fact.schedule_id)
    of_before = replace(fact, variables={"at": "<t:5:f>", "outcome": "missed", "earlier": 0})
    for told, at in ((fact, f"<t:{int(MORNING.timestamp())}:f>"), (of_before, "<t:5:f>")):
        words = notice_embed(Renderer(texts, language), [ToldFact(told, schedule)]).description or ""
        assert at in words


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


def fact(number: int) -> Fact:
    return Fact("storage-full", f"fact:{number}")


async def test_facts_are_told_once_and_joined_by_person_and_server(desk: Desk) -> None:
    notices = desk.library.notices
    for person, guild, number in ((PERSON, GUILD, 1), (PERSON, GUILD, 2), (9, GUILD, 3), (PERSON, 77, 4)) * 2:
        await notices.notify_editors(guild, person, fact(number))
    assert await notices.claim(desk.lease) == [], "others may follow"
    desk.now += GATHERED_FOR
    letters = await notices.claim(desk.lease)
    told = {
        (letter.first.guild_id, letter.first.person): [one.fact.identity for one in letter.notices]
        for letter in letters
    }
    assert told == {(GUILD, PERSON): ["fact:1", "fact:2"], (GUILD, 9): ["fact:3"], (77, PERSON): ["fact:4"]}
    for letter in letters:
        await notices.told(letter, arrived=True)
    await notices.notify_editors(GUILD, PERSON, fact(1))
    desk.now += timedelta(days=1)
    assert await notices.claim(desk.lease) == []


async def test_a_letter_that_is_tried_again_holds_what_it_held(desk: Desk) -> None:
    notices = desk.library.notices
    await notices.notify_editors(GUILD, PERSON, fact(1))
    desk.now += GATHERED_FOR
    (first,) = await notices.claim(desk.lease)
    await notices.notify_editors(GUILD, PERSON, fact(2))
    desk.now += TRIED_AGAIN_AFTER
    later, again = await notices.claim(desk.lease)
    assert [one.fact for one in again.notices] == [fact(1)]
    assert (again.first.nonce, again.first.attempts) == (first.first.nonce, first.first.attempts + 1)
    assert [one.fact for one in later.notices] == [fact(2)]


async def test_who_can_not_be_told_leaves_it_to_an_editor_and_what_arrives_while_one_reads_stays(
    desk: Desk,
) -> None:
    notices = desk.library.notices
    await notices.notify_editors(GUILD, PERSON, fact(1))
    desk.now += GATHERED_FOR
    (letter,) = await notices.claim(desk.lease)
    await notices.postpone(letter, 5)
    desk.now += TRIED_FOR
    (letter,) = await notices.claim(desk.lease)
    await notices.postpone(letter, 5)
    read = await notices.untold(GUILD)
    assert [one.fact for one in read] == [fact(1)]
    await notices.notify_editors(GUILD, NOBODY, fact(2))
    await notices.mark_seen(read)
    assert [one.fact for one in await notices.untold(GUILD)] == [fact(2)]
    assert await notices.untold(77) == []


async def test_the_owner_is_told_and_the_log_says_it_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    notices = desk.library.notices
    with caplog.at_level(logging.WARNING):
        await notices.notify_owner(DISK)
        await notices.notify_owner(DISK)
    assert len(caplog.messages) == 1
    desk.now += GATHERED_FOR
    (letter,) = await notices.claim(desk.lease)
    assert (letter.first.guild_id, letter.first.person) == (WHOLE_BOT, NOBODY)
    assert [one.fact for one in letter.notices] == [DISK]


async def test_the_owner_is_told_once_what_the_database_can_not_store(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    notices = desk.library.notices
    await desk.database.write(
        lambda transaction: transaction.execute("ALTER TABLE notice RENAME TO elsewhere")
    )
    for _ in range(2):
        await notices.notify_owner(DISK)
    (letter,) = await notices.claim(desk.lease)
    await notices.postpone(letter, 30)
    assert await notices.claim(desk.lease) == [], "not every second while Discord is out of reach, too"
    desk.now += timedelta(seconds=30)
    (letter,) = await notices.claim(desk.lease)
    assert [one.fact for one in letter.notices] == [DISK]
    assert letter.first.attempts == 1, "it may have arrived"
    await notices.told(letter, arrived=True)
    await notices.notify_owner(DISK)
    assert len(caplog.messages) == 1
    await desk.database.write(
        lambda transaction: transaction.execute("ALTER TABLE elsewhere RENAME TO notice")
    )
    assert await notices.claim(desk.lease) == []


async def test_a_post_that_comes_back_and_is_refused_again_is_told_once(desk: Desk) -> None:
    schedule = await desk.schedule()
    told = []
    for minute, problem in enumerate((Problem.SEND, Problem.SEND, Problem.SEND, Problem.VIEW)):
        (claim,) = await desk.claim(MORNING + timedelta(minutes=minute))
        await desk.library.outbox.give_up(claim, DeliveryState.FAILED, problem, (problem,))
        desk.now += GATHERED_FOR
        for letter in await desk.library.notices.claim(desk.lease):
            await desk.library.notices.told(letter, arrived=True)
            told.append(problem)
        # Its permissions look as they should.
        await desk.library.schedules.set_problems(await desk.again(schedule), (), None)
    assert told == [Problem.SEND, Problem.VIEW]


async def test_a_post_that_came_back_before_anybody_was_told_is_told_later(
    desk: Desk,
) -> None:
    schedule = await desk.schedule()
    for minute in range(2):
        (claim,) = await desk.claim(MORNING + timedelta(minutes=minute))
        await desk.library.outbox.give_up(claim, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
        if minute == 0:
            await desk.library.schedules.set_problems(await desk.again(schedule), (), None)
            desk.now += GATHERED_FOR
            assert await desk.library.notices.claim(desk.lease) == []
    desk.now += GATHERED_FOR
    (letter,) = await desk.library.notices.claim(desk.lease)
    assert [one.fact.key for one in letter.notices] == [STOPPED]


async def test_a_clock_that_was_seconds_ahead_takes_no_notice_back(desk: Desk) -> None:
    await desk.schedule()
    (claim,) = await desk.claim(MORNING)
    await desk.claim(MORNING + timedelta(seconds=5))
    await desk.library.outbox.give_up(claim, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
    await desk.claim(MORNING + timedelta(seconds=1))
    desk.now += timedelta(minutes=1)
    (letter,) = await desk.library.notices.claim(desk.lease)
    assert [one.fact.key for one in letter.notices] == [STOPPED]


async def test_what_was_taken_up_by_a_clock_that_was_ahead_is_told_once_it_is_right(desk: Desk) -> None:
    await desk.library.notices.notify_editors(GUILD, PERSON, fact(1))
    right = desk.now
    await desk.claim(right + timedelta(days=400))
    assert await desk.library.notices.claim(desk.lease)
    await desk.claim(right + timedelta(minutes=1))
    (letter,) = await desk.library.notices.claim(desk.lease)
    assert [one.fact for one in letter.notices] == [fact(1)]


async def test_posts_that_a_clock_missed_that_was_ahead_are_told_to_nobody(desk: Desk) -> None:
    schedule = await desk.schedule()
    right = desk.now
    await desk.claim(right + timedelta(days=3))
    assert await desk.history(schedule)
    await desk.claim(right + timedelta(seconds=30))
    assert await desk.history(schedule) == []
    desk.now += timedelta(days=4)
    assert await desk.library.notices.claim(desk.lease) == []
