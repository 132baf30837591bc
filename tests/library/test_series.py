"""A series posts every part of the articles in its queue, each once, in order."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model import Content, DeliveryState, PartSize, Problem, Reason, Rights, Schedule
from bot.store import queue
from bot.store.database import open_database
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk, replace_holder
from tests.serial import Accidents, Channel, DiedError, deliver, sentences, story

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST, SECOND = story("港", 3), story("丘", 2)


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


async def series(desk: Desk, *texts: str) -> Schedule:
    """A schedule that posts articles in parts."""
    schedule = await desk.schedule(content=Content.PARTS)
    for text in texts:
        await enqueue(desk, schedule, text)
    return schedule


async def enqueue(desk: Desk, schedule: Schedule, text: str) -> int:
    article = (await desk.library.articles.add(text, GUILD)).article
    await desk.library.queue.give_word(GUILD, article.id, PERSON)
    await desk.library.queue.add(GUILD, schedule.id, article.id)
    return article.id


async def post(desk: Desk, day: float, channel: Channel, *accidents: str) -> None:
    """All that is due by then, with what goes wrong with it."""
    coming = Accidents([*accidents])
    for claim in await desk.claim(MORNING + day * DAY):
        await deliver(desk, claim, channel, coming)


async def queued(desk: Desk, schedule: Schedule) -> list[int]:
    return [one.article_id for one in await desk.database.read(queue.of_schedule, schedule.id)]


async def test_a_series_posts_its_articles_part_by_part_and_closes_each(desk: Desk) -> None:
    await series(desk, FIRST, SECOND)
    channel = Channel()
    for day in range(9):
        await post(desk, day, channel)
    assert channel.sentences() == [*sentences(FIRST), *sentences(SECOND)]
    assert channel.parts() == [(1, 3), (2, 3), (3, 3), (4, 3), (1, 2), (2, 2), (3, 2)]


async def test_days_that_were_missed_delay_a_series_and_skip_nothing(desk: Desk) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    await post(desk, 0, channel)
    await post(desk, 3.5, channel)  # down for three mornings, and too late for the last
    assert channel.parts() == [(1, 3)]
    await post(desk, 4, channel)
    await post(desk, 5, channel)
    assert channel.sentences() == sentences(FIRST)
    states = [state for _, state, _ in await desk.slots(schedule)]
    assert states == ["sent", "sent", "skipped", "skipped", "skipped", "sent"]


@pytest.mark.parametrize(
    "accident", ["lost", "arrived", "unreachable", "refused", "dies before", "dies after"]
)
async def test_whatever_happens_to_a_part_it_is_posted_once_and_before_the_next(
    desk: Desk, accident: str
) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    for day in range(5):
        try:
            await post(desk, day, channel, accident)
        except DiedError:
            await desk.restart()
        if accident == "refused":  # a permission that is mended
            await desk.library.schedules.set_problems(await desk.again(schedule), [], None)
        await post(desk, day + 0.01, channel)
    assert channel.sentences() == sentences(FIRST)
    assert channel.parts() == [(1, 3), (2, 3), (3, 3), (4, 3)]


async def test_a_part_that_was_refused_is_posted_by_the_next_and_the_old_post_brings_what_is_next_then(
    desk: Desk,
) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    await post(desk, 0, channel, "refused")
    (refused,) = await desk.history(schedule)
    assert (refused.state, refused.part) == (DeliveryState.FAILED, None)
    await post(desk, 1, channel)
    await desk.library.outbox.send_now(GUILD, refused.id)
    await post(desk, 1.01, channel)
    await post(desk, 2, channel)
    assert channel.parts() == [(1, 3), (2, 3), (3, 3)]
    assert [message.slot for message in channel.messages] == ["2026-10-09", "2026-10-08", "2026-10-10"]
    assert channel.sentences() == sentences(FIRST)


async def test_a_post_waits_while_another_of_its_series_may_still_arrive_and_is_claimed_when_that_is_done(
    desk: Desk,
) -> None:
    schedule = await series(desk, FIRST)
    (first,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(first, Reason.UNANSWERED, 86_000, maybe_sent=True)
    await desk.library.schedules.change(GUILD, schedule.id, minutes=470)
    assert await desk.claim(MORNING + DAY - 10 * MINUTE) == []
    assert [state for _, state, _ in await desk.slots(schedule)] == ["waiting", "waiting"]
    await desk.library.outbox.confirm(first, 1)
    (second,) = await desk.claim()
    assert second.delivery.part is not None
    assert (second.delivery.part.number, second.delivery.slot) == (2, "2026-10-09")


async def test_a_series_goes_on_from_where_it_is_when_its_parts_become_longer_or_shorter(desk: Desk) -> None:
    schedule, channel = await series(desk, story("港", 6)), Channel()
    for day, size in enumerate([PartSize.SHORT, PartSize.LONG, PartSize.SHORT, PartSize.MEDIUM] * 3):
        await desk.library.schedules.change(GUILD, schedule.id, size=size)
        await post(desk, day, channel)
    assert channel.sentences() == sentences(story("港", 6))
    numbers = [number for number, _ in channel.parts()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert channel.messages[-1].closes


async def test_an_article_that_is_removed_in_the_middle_is_left_without_a_closing_post(desk: Desk) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    second = await enqueue(desk, schedule, SECOND)
    await post(desk, 0, channel)
    first, _ = await queued(desk, schedule)
    await desk.library.articles.remove(GUILD, first)
    for day in range(1, 4):
        await post(desk, day, channel)
    assert channel.parts() == [(1, 3), (1, 2), (2, 2), (3, 2)]
    assert await queued(desk, schedule) == [second]


async def test_an_article_that_is_removed_and_restored_goes_on_where_it_was_if_nothing_came_after_it(
    desk: Desk,
) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    (article,) = await queued(desk, schedule)
    await post(desk, 0, channel)
    await desk.library.articles.remove(GUILD, article)
    await post(desk, 1, channel)
    assert (await desk.again(schedule)).problems == (Problem.NOTHING_TO_POST,)
    await desk.library.articles.restore(GUILD, article)
    await post(desk, 2, channel)
    await post(desk, 3, channel)
    assert channel.sentences() == sentences(FIRST)


async def test_an_empty_queue_is_told_in_time_and_once_and_ends_when_something_is_added(desk: Desk) -> None:
    schedule, channel = await series(desk, story("港", 5)), Channel()
    told = []
    for day in range(8):
        await post(desk, day, channel)
        desk.now += MINUTE
        for letter in await desk.library.notices.claim(desk.lease):
            told += [(day, notice.fact.key, notice.person) for notice in letter.notices]
            await desk.library.notices.told(letter, arrived=True)
    assert told == [(2, "notice-queue-ends", PERSON), (6, "notice-stopped", PERSON)]
    assert (await desk.again(schedule)).problems == (Problem.NOTHING_TO_POST,)
    await enqueue(desk, schedule, SECOND)
    assert (await desk.again(schedule)).problems == ()
    await post(desk, 8, channel)
    assert channel.parts()[-1] == (1, 2)


async def test_a_post_that_found_an_empty_queue_can_be_asked_for_again_the_same_day(desk: Desk) -> None:
    schedule, channel = await series(desk), Channel()
    await desk.library.early.post_today(GUILD, schedule.id)
    await post(desk, -0.01, channel)
    await enqueue(desk, schedule, FIRST)
    await desk.library.early.post_today(GUILD, schedule.id)
    with pytest.raises(UserError, match="posted-today"):
        await desk.library.early.post_today(GUILD, schedule.id)
    await post(desk, 0, channel)
    assert channel.parts() == [(1, 3)]


async def test_the_queue_is_ordered_but_the_article_that_is_being_posted_stays_first(desk: Desk) -> None:
    schedule, channel = await series(desk), Channel()
    a, b, c = [await enqueue(desk, schedule, story(name, 2)) for name in ("港", "丘", "橋")]
    ids = {one.article_id: one.id for one in await desk.database.read(queue.of_schedule, schedule.id)}
    move = desk.library.queue.move
    await move(GUILD, schedule.id, ids[c], -1)
    assert await queued(desk, schedule) == [a, c, b]
    await post(desk, 0, channel)
    await move(GUILD, schedule.id, ids[b], -5)
    assert await queued(desk, schedule) == [a, b, c]
    await move(GUILD, schedule.id, ids[a], 1)
    assert await queued(desk, schedule) == [a, b, c]
    await desk.library.queue.remove(GUILD, schedule.id, ids[a])
    await post(desk, 1, channel)
    assert channel.messages[-1].part.article_id == b
    lists = desk.library.queue
    for way in (
        move(GUILD + 1, schedule.id, ids[c], -1),
        lists.show(GUILD + 1, schedule.id),
        lists.add(GUILD + 1, schedule.id, a),
        lists.remove(GUILD + 1, schedule.id, ids[c]),
    ):
        with pytest.raises(UserError, match="schedule-gone"):
            await way


async def test_an_article_enters_a_queue_only_when_somebody_said_that_it_may_be_posted(desk: Desk) -> None:
    schedule = await series(desk)
    add, articles = desk.library.queue.add, desk.library.articles
    article = (await articles.add(FIRST, GUILD)).article
    with pytest.raises(UserError, match="queue-consent"):
        await add(GUILD, schedule.id, article.id)
    await desk.library.reviews.set_rights(GUILD, article.id, Rights.LICENSE)
    await add(GUILD, schedule.id, article.id)
    with pytest.raises(UserError, match="queue-has-it"):
        await add(GUILD, schedule.id, article.id)
    shipped = (await articles.add(SECOND, None, work="hill")).article
    await add(GUILD, schedule.id, shipped.id)
    imported = (await articles.add(story("橋", 1), None)).article
    with pytest.raises(UserError, match="queue-consent"):
        await add(GUILD, schedule.id, imported.id)
    secret = (await articles.add(story("森", 1), GUILD + 1)).article
    for way in (add(GUILD, schedule.id, secret.id), desk.library.queue.give_word(GUILD, secret.id, PERSON)):
        with pytest.raises(UserError, match="article-gone"):
            await way


async def refresh(desk: Desk, text: str) -> None:
    """Gives an article another text."""
    draft = (await desk.library.articles.add(text, GUILD)).draft
    assert draft is not None
    await desk.library.ingest.refresh(GUILD, draft)


async def test_a_series_keeps_its_place_in_an_article_that_is_refreshed(desk: Desk) -> None:
    await series(desk, FIRST)
    channel = Channel()
    await post(desk, 0, channel)
    head, title, one, two, three = FIRST.split("\n\n")
    one = one.replace("ゆっくり", "静かに", 10)
    more = [
        "番外の話が前に入る。" * 30,
        one,
        "番外の話が後に入る。" * 30,
        two.replace("ゆっくり", "静かに", 10),
    ]
    await refresh(desk, "\n\n".join([head, title, *more, three]))
    for day in range(1, 6):
        await post(desk, day, channel)
    assert channel.sentences() == sentences(FIRST)
    assert "前に入る" not in "".join(message.text for message in channel.messages), "it was read past"
    assert "後に入る" in "".join(message.text for message in channel.messages)
    assert channel.messages[-1].closes


async def test_a_series_goes_on_in_the_next_version_of_a_shipped_article(desk: Desk) -> None:
    schedule, channel, articles = await series(desk), Channel(), desk.library.articles
    shipped = (await articles.add(FIRST, None, work="harbour")).article
    await desk.library.queue.add(GUILD, schedule.id, shipped.id)
    await post(desk, 0, channel)
    _, parts = await desk.library.parts.of(GUILD, shipped.id, PartSize.MEDIUM)
    await desk.library.places.keep(GUILD, PERSON, shipped.id, parts[1].start, PartSize.MEDIUM)
    head, *rest = FIRST.split("\n\n")
    text = "\n\n".join([head, "番外の話が前に入る。" * 40, *rest])
    newer = (await articles.add(text, None, work="harbour")).article
    assert await queued(desk, schedule) == [newer.id]
    for day in range(1, 5):
        await post(desk, day, channel)
    assert channel.sentences() == sentences(FIRST)
    assert channel.messages[-1].closes
    place = await desk.library.places.latest(GUILD, PERSON)
    assert place is not None
    assert (place.article_id, place.start > parts[1].start) == (newer.id, True)


async def test_an_article_whose_rights_are_taken_back_is_passed_over_until_somebody_gives_their_word(
    desk: Desk,
) -> None:
    schedule, channel, reviews = await series(desk), Channel(), desk.library.reviews
    article = (await desk.library.articles.add(FIRST, GUILD)).article
    await reviews.set_rights(GUILD, article.id, Rights.LICENSE)
    await desk.library.queue.add(GUILD, schedule.id, article.id)
    await post(desk, 0, channel)
    await reviews.set_rights(GUILD, article.id, None)
    await post(desk, 1, channel)
    assert (await desk.again(schedule)).problems == (Problem.NOTHING_TO_POST,)
    (entry,) = await desk.library.queue.show(GUILD, schedule.id)
    assert (entry.allowed, entry.left) == (False, ())
    await desk.library.queue.give_word(GUILD, article.id, PERSON)
    for day in range(2, 5):
        await post(desk, day, channel)
    assert channel.parts() == [(1, 3), (2, 3), (3, 3), (4, 3)]


async def test_the_end_of_a_queue_is_told_where_all_that_follows_is_gone(desk: Desk) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    gone = await enqueue(desk, schedule, SECOND)
    await desk.library.articles.remove(GUILD, gone)
    await post(desk, 0, channel)
    desk.now += MINUTE
    (letter,) = await desk.library.notices.claim(desk.lease)
    assert [notice.fact.key for notice in letter.notices] == ["notice-queue-ends"]


async def test_a_part_whose_article_is_refreshed_while_it_is_on_its_way_is_posted_as_it_is_now(
    desk: Desk,
) -> None:
    await series(desk, FIRST)
    channel = Channel()
    await post(desk, 0, channel)
    (claim,) = await desk.claim(MORNING + DAY)
    head, *rest = FIRST.split("\n\n")
    await refresh(desk, "\n\n".join([head, "番外の話が前に入る。" * 40, *rest]))
    await deliver(desk, claim, channel)
    for day in range(2, 5):
        await post(desk, day, channel)
    assert channel.sentences() == sentences(FIRST)


async def test_a_part_whose_words_go_while_it_is_on_its_way_gives_way_to_the_next(desk: Desk) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    await post(desk, 0, channel)
    (claim,) = await desk.claim(MORNING + DAY)
    head, title, one, _, three = FIRST.split("\n\n")
    await refresh(desk, f"{head}\n\n{title}\n\n{one}\n\n{three}")
    with pytest.raises(UserError, match="part-gone"):
        await deliver(desk, claim, channel)
    await desk.library.outbox.postpone(claim, Reason.UNREACHABLE, 2, maybe_sent=False)
    for day in (1.01, 2):
        await post(desk, day, channel)
    assert channel.sentences() == [*sentences(one), *sentences(three)]
    assert (await desk.again(schedule)).problems == ()


async def test_an_article_named_for_a_series_is_the_first_of_its_queue(desk: Desk) -> None:
    article = (await desk.library.articles.add(FIRST, GUILD)).article
    without = await desk.schedule(content=Content.PARTS, article_id=article.id)
    assert (without.article_id, await queued(desk, without)) == (None, []), "nobody gave their word"
    await desk.library.queue.give_word(GUILD, article.id, PERSON)
    quotes = await desk.schedule(article_id=article.id)
    changed = await desk.library.schedules.change(GUILD, quotes.id, content=Content.PARTS)
    assert (changed.article_id, await queued(desk, quotes)) == (None, [article.id])
    channel = Channel()
    await post(desk, 0, channel)
    await desk.library.schedules.change(GUILD, quotes.id, content=Content.QUOTE)
    await desk.library.schedules.change(GUILD, quotes.id, content=Content.PARTS)
    await post(desk, 1, channel)
    assert channel.parts() == [(1, 3), (2, 3)]


async def test_an_article_that_was_read_to_its_end_can_be_read_anew(desk: Desk) -> None:
    schedule, channel = await series(desk, SECOND), Channel()
    for day in range(3):
        await post(desk, day, channel)
    (article,) = await queued(desk, schedule)
    await desk.library.queue.add(GUILD, schedule.id, article)
    for day in range(3, 6):
        await post(desk, day, channel)
    assert channel.parts() == [(1, 2), (2, 2), (3, 2)] * 2


async def test_a_test_post_shows_the_next_part_and_changes_nothing(desk: Desk) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    await desk.library.schedules.request_test(schedule, 99)
    await post(desk, -0.01, channel)
    await post(desk, 0, channel)
    assert channel.parts() == [(1, 3), (1, 3)]


async def test_a_series_that_is_longer_than_deliveries_are_kept_loses_no_place(desk: Desk) -> None:
    schedule, channel = await series(desk, FIRST), Channel()
    await post(desk, 0, channel)
    await post(desk, 1, channel)
    await desk.library.schedules.pause(GUILD, schedule.id, PERSON)
    desk.now += 100 * DAY
    await desk.library.guilds.purge()
    await desk.library.schedules.resume(GUILD, schedule.id)
    await post(desk, 102, channel)
    await post(desk, 103, channel)
    assert channel.parts() == [(1, 3), (2, 3), (3, 3), (4, 3)]
    desk.now += 100 * DAY
    await enqueue(desk, schedule, SECOND)
    await post(desk, 204, channel)  # the article leaves the queue
    await desk.library.guilds.purge()
    parts = [delivery.part for delivery in await desk.history(schedule) if delivery.part]
    assert [part.number for part in parts] == [1]


@pytest.mark.parametrize("late", [0.1, 0.5, 1.0], ids=["soon", "too late for the last", "at the next"])
async def test_what_was_posted_is_found_in_the_channel_after_an_older_copy_was_restored(
    desk: Desk, tmp_path: Path, late: float
) -> None:
    await series(desk, FIRST, SECOND)
    channel = Channel()
    await post(desk, 0, channel)
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(desk.path)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    for day in range(1, 6):  # to the first part of the second article
        await post(desk, day, channel)
    shutil.copy(copy, tmp_path / "restored.sqlite3")
    async with open_database(tmp_path / "restored.sqlite3") as database:
        old = Desk(tmp_path / "restored.sqlite3", database, replace_holder(desk.lease, database))
        old.now = MORNING + (5 + late) * DAY
        await old.restart()
        for moment in (5.0 + late, 5 + late + 0.01, 6.0, 6.01, 7, 7.01):
            await post(old, moment, channel)
    assert channel.sentences() == [*sentences(FIRST), *sentences(SECOND)]
    assert channel.parts() == [(1, 3), (2, 3), (3, 3), (4, 3), (1, 2), (2, 2), (3, 2)]


async def test_who_gave_their_word_is_shown_to_them_and_forgotten_while_the_word_stays(desk: Desk) -> None:
    schedule = await series(desk)
    article = await enqueue(desk, schedule, FIRST)
    data = desk.library.personal_data
    (word,) = (await data.stored(PERSON, GUILD)).consents
    assert (word.guild_id, word.article_id, word.title) == (GUILD, article, "港")
    assert await data.forget(PERSON)
    assert (await data.stored(PERSON, GUILD)).consents == ()
    assert await desk.library.queue.needs_word(GUILD, article) is None
