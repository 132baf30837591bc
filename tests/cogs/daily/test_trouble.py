"""What editors see of posts that went out, and of schedules that can't post."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.embeds import PERMISSIONS
from bot.library.shown_schedule import ShownSchedule
from bot.model import (
    NOBODY,
    Article,
    Content,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Fact,
    Guild,
    Language,
    Problem,
    Reason,
    Schedule,
)
from bot.schedule import EVERY_DAY
from bot.store import deliveries
from bot.texts import Texts
from bot.ui.embeds import Renderer
from cogs.daily.embeds import LESS, PAGE_SCHEDULES, history_embed, list_embed
from tests.cogs.daily.test_permissions import CARDS, allow, deny, me, named
from tests.conftest import World, answer, said
from tests.daily import add, panel, press

NOON = datetime(2026, 10, 8, 3, tzinfo=UTC)  # in Tokyo


async def tell(world: World, schedule: Schedule, **fields: Any) -> None:
    """Puts a delivery into the history."""
    delivery = Delivery(
        id=0,
        schedule_id=schedule.id,
        slot=fields.pop("slot"),
        kind=fields.pop("kind", DeliveryKind.POST),
        guild_id=schedule.guild_id,
        target=schedule.channel_id,
        due_at=fields.pop("due_at", NOON),
        state=fields.pop("state"),
        reason=fields.pop("reason", None),
        items=(),
        nonce="0",
    )

    def work(transaction: sqlite3.Connection) -> None:
        stored = deliveries.insert(transaction, delivery)
        assert stored is not None
        for name, value in fields.items():
            object.__setattr__(stored, name, value)
        deliveries.update(transaction, stored)

    await world.bot.library.schedules._db.write(work)


async def test_the_history_shows_due_sent_link_attempts_and_reason(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    empty = said(await press(world, "button-daily-history"))
    assert texts.say(language, "history-none") in empty
    assert texts.say(language, "history-label", zone="Asia/Tokyo") in empty, "whose clocks the times are of"
    await tell(
        world,
        made,
        slot="2026-10-08",
        state=DeliveryState.SENT,
        message_id=77,
        done_at=NOON + timedelta(seconds=3),
    )
    await tell(
        world,
        made,
        slot="2026-10-09",
        due_at=NOON + timedelta(days=1),
        state=DeliveryState.SENT,
        message_id=78,
        attempts=3,
        done_at=NOON + timedelta(days=1, minutes=10),
        reason=Reason.FOUND,
    )
    await tell(
        world,
        made,
        slot="2026-10-10",
        due_at=NOON + timedelta(days=2),
        state=DeliveryState.FAILED,
        reason=Problem.EMBED,
        attempts=1,
    )
    result = await press(world, "button-daily-history")
    assert answer(result).ephemeral
    newest, middle, oldest = said(result).split("\n- ")[1:]
    for line, day, weekday in ((oldest, 8, 3), (middle, 9, 4), (newest, 10, 5)):
        name = texts.say(language, f"day-{weekday}")
        assert texts.say(language, "date", month=10, day=day, weekday=name) in line
        assert "12:00" in line, "noon in Tokyo"
    assert texts.say(language, "state-sent") in oldest
    assert f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/77" in oldest
    assert texts.say(language, "state-sent-late", at="12:10") in middle
    assert texts.say(language, "history-attempts", count=3) in middle
    assert texts.say(language, "reason-found") in middle
    assert texts.say(language, "state-failed") in newest
    assert named(texts, language, "embed") in newest
    assert "discord.com" not in newest


async def test_the_history_says_which_post_was_text_instead_of_a_card(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world, **CARDS)
    await tell(world, made, slot="2026-10-08", state=DeliveryState.SENT, reason=Problem.ATTACH, done_at=NOON)
    shown = said(await press(world, "button-daily-history"))
    assert texts.say(language, "state-sent") in shown
    why = texts.say(language, "missing-bot", permissions=named(texts, language, "attach"))
    assert texts.say(language, "history-as-text", why=why) in shown


@pytest.mark.parametrize("reason", [*Reason, *Problem])
@pytest.mark.parametrize("state", list(DeliveryState))
async def test_every_state_and_reason_has_words(
    texts: Texts, language: Language, state: DeliveryState, reason: Problem | Reason
) -> None:
    made = _schedule()
    delivery = Delivery(1, 1, "2026-10-08", DeliveryKind.POST, 1, 2, NOON, state, reason, (), "0", attempts=2)
    shown = history_embed(Renderer(texts, language), ShownSchedule(made, Guild(1), NOON), [delivery], 0)
    assert texts.say(language, f"state-{state}") in (shown.description or "")


def _schedule(problems: tuple[Problem, ...] = ()) -> Schedule:
    return Schedule(
        channel_id=2,
        minutes=480,
        days=EVERY_DAY,
        content=Content.QUOTE,
        zone="UTC",
        id=1,
        public_id="t",
        guild_id=1,
        created_by=3,
        created_at=NOON,
        done_until=NOON,
        problems=problems,
    )


async def test_a_long_history_has_pages(world: World, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    for day in range(10, 22):
        due = NOON + timedelta(days=day)
        await tell(world, made, slot=f"2026-10-{day}", due_at=due, state=DeliveryState.UNKNOWN)
    first = await press(world, "button-daily-history")
    assert said(first).count("\n- ") == 8
    await world.restart()
    second = await world.click(world.admin, first, "button-next")
    assert said(second).count("\n- ") == 4
    assert said(await world.click(world.admin, second, "button-previous")) == said(first)


@pytest.mark.parametrize("trouble", list(Problem))
async def test_a_schedule_in_trouble_says_why_and_what_mends_it(
    world: World, texts: Texts, language: Language, trouble: Problem
) -> None:
    world.speak(language)
    made = await add(world)
    await world.bot.library.schedules.set_problems(made, [trouble], None)
    shown = said(await panel(world))
    assert texts.say(language, LESS.get(trouble, "daily-trouble")) in shown
    if trouble in PERMISSIONS:
        assert named(texts, language, trouble) in shown
        assert texts.say(language, "missing-bot.action") in shown
    else:
        assert texts.say(language, f"problem-{trouble}") in shown
        assert texts.say(language, f"problem-{trouble}.action") in shown
    assert texts.say(language, f"{LESS[trouble]}.end" if trouble in LESS else "daily-resumes") in shown


def test_a_page_of_schedules_with_every_trouble_at_once_fits_into_an_embed(
    texts: Texts, language: Language
) -> None:
    trouble = (*PERMISSIONS, Problem.THREAD_LOCKED, Problem.PING)
    made = replace(_schedule(trouble), article_id=9, language=Language.JA, role_id=10**18, next_run=NOON)
    title = "長" * 200 if language is Language.JA else "long " * 40
    article = Article(9, 1, None, title, None, None, language, 0, NOON, None, None)
    made = replace(made, channel_id=10**18, zone="America/Argentina/Buenos_Aires")
    shown = ShownSchedule(made, Guild(1), NOON, article, visible=True)
    page = list_embed(Renderer(texts, language), [shown] * PAGE_SCHEDULES, 0, PAGE_SCHEDULES)
    assert len(page) <= (2_000 if language is Language.JA else 4_000)


async def test_a_time_out_says_when_it_ends(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    await world.bot.library.schedules.set_problems(made, [Problem.TIMED_OUT], NOON)
    shown = said(await panel(world))
    assert texts.say(language, "daily-trouble-ends", until=discord.utils.format_dt(NOON, "f")) in shown


async def test_the_list_says_that_posting_had_stalled(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    await add(world)
    words = texts.say(language, "daily-stalled", at="")[:10]
    assert words not in said(await panel(world))
    await world.bot.library.outbox.stalled()
    opened = await panel(world)
    assert words in said(opened)
    assert words in said(await world.click(world.admin, opened, "button-daily-list"))


async def test_editors_are_told_once_what_the_maker_could_not_be_told(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    await world.bot.library.schedules.set_problems(made, [Problem.NOTHING_TO_POST], None)
    await undelivered_notice(world, made)
    assert len((await world.slash(world.member, "quote")).followups) == 0
    told = await world.slash(world.admin, "quote")
    (notice,) = told.followups
    assert notice.ephemeral
    assert texts.say(language, "notice-label") == notice.embeds[0].author.name
    words = notice.embeds[0].description or ""
    assert f"<#{world.channel.id}>" in words
    assert texts.say(language, "problem-nothing-to-post") in words
    assert texts.say(language, "problem-nothing-to-post.action") in words
    assert len((await world.slash(world.admin, "quote")).followups) == 0


async def undelivered_notice(world: World, made: Schedule) -> None:
    """A notice that a schedule stopped, which nobody could be told by direct message."""
    fact = Fact("notice-stopped", f"stopped:{made.id}", schedule_id=made.id)
    await world.bot.library.notices.notify_editors(world.guild.id, NOBODY, fact)


async def test_a_test_post_reaches_the_channel_marked_as_a_test_and_pings_nobody(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, language=language)
    role = world.guild.create_role("readers", mentionable=True)
    made = await add(world, content="quote", role=role)
    await press(world, "button-daily-pause")  # a paused one can be tried too
    await press(world, "button-daily-test")
    await work(world)
    posted = world.channel.last_message
    assert posted is not None
    assert texts.say(language, "post-test", label="") in (posted.embeds[0].author.name or "")
    assert role.mention not in posted.content
    shown = said(await press(world, "button-daily-history"))
    assert texts.say(language, "history-test", state=texts.say(language, "state-sent")) in shown
    assert str(posted.id) in shown
    assert (await world.bot.library.schedules.get(world.guild.id, made.id)).problems == ()


async def work(world: World) -> None:
    """Lets the bot do what is due."""
    dispatcher = Dispatcher(world.bot, world.bot.lease)
    await dispatcher.tick()
    await dispatcher.settle()
    await world.env.settle()


async def test_a_refused_test_says_why_at_once(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    await add(world)
    deny(world, world.channel, me(world), "embed_links")
    await world.env.settle()
    result = await press(world, "button-daily-test")
    assert named(texts, language, "embed") in said(result)
    allow(world, world.channel, me(world))
    await world.env.settle()
    sent = texts.say(language, "test-sent", channel=f"<#{world.channel.id}>")
    assert sent in said(await press(world, "button-daily-test"))
