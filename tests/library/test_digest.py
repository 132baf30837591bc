"""What a weekly digest tells: of its own channel and week, nothing that betrays a vote, nothing uncertain."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.digest import digest_embed
from bot.library.digest import WEEK, Digest, QuietWeekError, is_open
from bot.model import Content, DeliveryState, Guild, Language, Reason, Schedule, Vote
from bot.texts import Texts
from bot.ui.embeds import Renderer
from tests.desk import CHANNEL, GUILD, MORNING, Desk, open_desk

DAY = timedelta(days=1)
OUTLOOK = """# 港の灯台

灯台は2100年までに無人になる見通しだ。灯台は来月までに白く塗られる見通しだ。灯台守の浜ナオさんは「海は毎朝ちがう顔をする」と話した。
"""


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


async def post(desk: Desk, days: int, first: datetime = MORNING) -> None:
    """Sends what is due on so many mornings."""
    for day in range(days):
        for number, claim in enumerate(await desk.claim(first + day * DAY)):
            await desk.library.outbox.confirm(claim, 100 * day + number + 1)


async def digest(desk: Desk, until: datetime, channel: int = CHANNEL) -> Digest:
    desk.now = until = until + timedelta(minutes=1)
    guild = replace(await desk.library.guilds.get(GUILD), home=Language.JA)
    return await desk.library.digests.of_channel(guild, channel, until)


async def test_a_digest_tells_of_the_posts_of_its_channel_in_seven_days(desk: Desk) -> None:
    here, elsewhere = await desk.schedule(), await desk.schedule(channel_id=9)
    test = await desk.schedule(content=Content.SUMMARY)
    await desk.library.schedules.pause(GUILD, test.id, by=1)
    await post(desk, 9)
    await desk.library.schedules.request_test(test, 5)
    for claim in await desk.claim():
        await desk.library.outbox.confirm(claim, 999)
    found = await digest(desk, MORNING + 8 * DAY)
    assert {one.delivery.schedule_id for one in found.posts} == {here.id}
    assert [one.delivery.due_at for one in found.posts] == [MORNING + n * DAY for n in range(2, 9)]
    assert found.until - found.since == WEEK
    there = await digest(desk, MORNING + 8 * DAY, channel=9)
    assert {one.delivery.schedule_id for one in there.posts} == {elsewhere.id}
    with pytest.raises(QuietWeekError):
        await digest(desk, MORNING + 8 * DAY, channel=77)
    with pytest.raises(QuietWeekError):
        await digest(desk, MORNING + 30 * DAY)


async def test_no_post_falls_between_two_digests(desk: Desk) -> None:
    schedule = await desk.schedule()
    (on_its_way,) = await desk.claim(MORNING)
    desk.now = MORNING + timedelta(minutes=2)  # of the digest, which is due when this is still on its way
    with pytest.raises(QuietWeekError):
        await desk.library.digests.of_channel(Guild(GUILD), CHANNEL, desk.now)
    first, second = desk.now, desk.now + WEEK
    await desk.library.outbox.confirm(on_its_way, 1)
    assert [one.delivery.schedule_id for one in await desk.library.digests.posts(GUILD, CHANNEL, second)] == [
        schedule.id
    ]
    assert await desk.library.digests.posts(GUILD, CHANNEL, first) == []


async def test_what_another_guild_posted_in_a_channel_of_that_id_is_not_told(desk: Desk) -> None:
    await desk.schedule()
    await post(desk, 1)
    with pytest.raises(QuietWeekError):
        await desk.library.digests.of_channel(Guild(2), CHANNEL, desk.now + DAY)
    assert await desk.library.digests.posts(2, CHANNEL, desk.now + DAY) == []
    assert len(await desk.library.digests.posts(GUILD, CHANNEL, desk.now + DAY)) == 1


async def test_a_part_of_an_article_is_a_post_of_the_week(desk: Desk, texts: Texts) -> None:
    (article,) = [one for one in await desk.library.articles.all(GUILD) if one.guild_id == GUILD]
    await desk.library.queue.give_word(GUILD, article.id, 1)
    await desk.schedule(content=Content.PARTS, article_id=article.id)
    await post(desk, 1)
    found = await digest(desk, desk.now)
    assert [(one.item, one.article) for one in found.posts] == [(None, article)]
    for language in Language:
        told = digest_embed(Renderer(texts, language), found).description or ""
        assert texts.say(language, "digest-count", kind="part", count=1) in told


async def test_nothing_is_named_of_an_article_that_was_removed_since(desk: Desk) -> None:
    await desk.schedule()
    await post(desk, 1)
    (posted,) = (await digest(desk, desk.now)).posts
    await desk.library.articles.remove(GUILD, posted.article.id)
    with pytest.raises(QuietWeekError):
        await digest(desk, desk.now)


async def vote(desk: Desk, item: int, ups: int, downs: int = 0) -> None:
    for person in range(ups + downs):
        await desk.library.votes.cast(GUILD, item, 50 + person, Vote.UP if person < ups else Vote.DOWN)


@pytest.mark.parametrize("content", [Content.QUOTE, Content.SUMMARY])
async def test_what_fewer_than_three_voted_on_or_most_dislike_is_not_called_popular(
    desk: Desk, content: Content
) -> None:
    await desk.schedule(content=content)
    await post(desk, 1)
    (posted,) = (await digest(desk, desk.now)).posts
    assert posted.item
    await vote(desk, posted.item.id, 2)
    assert (await digest(desk, desk.now)).popular == []
    await vote(desk, posted.item.id, 3)
    (liked,) = (await digest(desk, desk.now)).popular
    assert liked.article == posted.article
    assert (liked.item == posted.item) == (content is Content.QUOTE), (
        "of a summary, the line that is voted on"
    )
    await vote(desk, posted.item.id, 1, 4)
    assert (await digest(desk, desk.now)).popular == []


async def test_outlooks_are_named_whose_year_is_still_to_come(desk: Desk) -> None:
    article = (await desk.library.articles.add(OUTLOOK, GUILD)).article
    await desk.schedule(content=Content.PREDICTION, article_id=article.id)
    await post(desk, 4)
    found = await digest(desk, MORNING + 3 * DAY)
    assert ["2100年" in one.item.text for one in found.outlooks] == [True]
    assert len(found.posts) == 4
    later = MORNING + 12 * DAY
    await desk.schedule(content=Content.QUOTE)
    await post(desk, 1, later)
    assert len((await digest(desk, later)).outlooks) == 1, "also of one that was posted before that week"


@pytest.mark.parametrize(
    ("horizon", "open_in_2026"),
    [
        ("by 2030", True),
        ("２０３０年まで", True),
        ("2027年度", True),
        ("in 2026", False),
        ("by the end of 2025", False),
        ("between 2024 and 2028", True),
        ("今後5年間", False),
        ("next year", False),
        ("within 2100000 hours", False),
        ("令和12年", False),
    ],
)
def test_only_a_later_year_says_that_a_horizon_is_to_come(horizon: str, open_in_2026: bool) -> None:
    assert is_open(horizon, 2026) is open_in_2026


async def test_what_comes_next_in_the_channel_stands_in_order_without_what_waits(desk: Desk) -> None:
    late = await desk.schedule(minutes=1200, content=Content.SUMMARY)
    early = await desk.schedule(minutes=600)
    await desk.schedule(channel_id=9)
    weekly = await desk.schedule(content=Content.DIGEST, minutes=540)
    paused = await desk.schedule(minutes=700)
    await desk.library.schedules.pause(GUILD, paused.id, by=1)
    await post(desk, 2, MORNING + DAY / 2)
    found = await digest(desk, desk.now)
    assert [schedule.id for schedule, _ in found.coming] == [early.id, late.id]
    assert weekly.id not in {one.delivery.schedule_id for one in found.posts}
    assert all(one.run.at > desk.now for _, one in found.coming)


async def sunday(desk: Desk) -> Schedule:
    return await desk.schedule(content=Content.DIGEST, minutes=540)


async def test_a_digest_is_claimed_without_items_and_tried_again_like_any_post(desk: Desk) -> None:
    await desk.schedule()
    weekly = await sunday(desk)
    await post(desk, 1)
    (first,) = await desk.claim(MORNING + timedelta(hours=1))
    assert (first.schedule.id, first.delivery.items) == (weekly.id, ())
    await desk.library.outbox.postpone(first, Reason.UNANSWERED, 2, maybe_sent=True)
    (again,) = await desk.claim(desk.now + timedelta(seconds=5))
    assert (again.delivery.id, again.delivery.nonce) == (first.delivery.id, first.delivery.nonce)
    assert again.delivery.maybe_sent
    await desk.library.outbox.confirm(again, 7)
    assert [d.state for d in await desk.history(weekly)] == [DeliveryState.SENT]


async def test_a_preview_of_a_digest_shows_when_it_comes(desk: Desk) -> None:
    weekly = await sunday(desk)
    guild = await desk.library.guilds.get(GUILD)
    posts = await desk.library.schedules.preview(guild, weekly, Language.JA)
    assert {one.content for one in posts} == {Content.DIGEST}
    assert len(posts) == 14
