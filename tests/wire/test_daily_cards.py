"""Daily posts with a picture, by the real client over loopback."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cards import Card, Painter
from bot.model import Content, DeliveryState, Language, Problem, Style
from bot.texts import Texts

from .due import posts_due
from .faults import Fault, fail, late, reset
from .small import SmallDiscord


@pytest.fixture(autouse=True, scope="module")
def typefaces() -> None:
    """Loads them: what is drawn first takes longest."""
    asyncio.run(Painter().draw(Card("海は青い", None, "港", None, Language.JA), ""))


@pytest.mark.parametrize("fault", [late(0), fail(502), fail(500, stored=True), reset(stored=True)], ids=repr)
async def test_a_quotation_is_posted_once_as_a_picture_whose_words_can_be_read(
    path: Path, fault: Fault
) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path, style=Style.CARD)
        async with due.bot(due.at - 1) as life:
            small.plan(fault)
            for second in range(0, 10, 3):
                await life.tick(due.at + second)
        (message,) = small.messages(due.channels[0])
        (attached,) = message["attachments"]
        assert attached["filename"] == "card.png"
        assert attached["size"] > 1_000
        assert "「" in attached["description"]
        assert "記事によると" in attached["description"]
        assert "記事によると" in message["embeds"][0]["description"]
        (delivery,) = await due.deliveries()
        assert delivery.state is DeliveryState.SENT


async def test_a_prediction_stays_text_in_a_schedule_of_cards(path: Path) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path, content=Content.PREDICTION, style=Style.CARD)
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
        (message,) = small.messages(due.channels[0])
        assert not message["attachments"]


@pytest.mark.parametrize("told", [True, False], ids=["cached", "unheard-of"])
async def test_where_no_file_may_be_attached_a_quotation_is_posted_as_text_and_the_trouble_is_named(
    path: Path, told: bool
) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path, style=Style.CARD)
        (channel,) = due.channels
        if told:
            channel.allow(small.world.bot, attach_files=False)
        async with due.bot(due.at - 1) as life:
            channel.allow(small.world.bot, attach_files=False)
            await life.tick(due.at)
            (message,) = small.messages(channel)
            assert not message["attachments"]
            assert "「" in message["embeds"][0]["description"]
            (delivery,) = await due.deliveries()
            assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Problem.ATTACH)
            (schedule,) = await life.bot.library.schedules.all(due.guild.id)
            assert schedule.problems == (Problem.ATTACH,)
            assert due.guild.owner.id not in small.world.directs, "it posts, so nobody is woken"
            channel.allow(small.world.bot, attach_files=True)
            await small.tell("CHANNEL_UPDATE", channel)
            async with asyncio.timeout(10):
                while schedule.problems:
                    await asyncio.sleep(0.05)
                    (schedule,) = await life.bot.library.schedules.all(due.guild.id)


async def test_who_posts_text_instead_of_cards_is_still_told_when_nothing_can_be_posted(path: Path) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path, style=Style.CARD)
        (channel,) = due.channels
        channel.allow(small.world.bot, attach_files=False, send_messages=False)
        async with due.bot(due.at - 1) as life:
            await life.bot.library.schedules.set_problems(due.schedules[0], [Problem.ATTACH], None)
            for second in range(3):
                await life.tick(due.at + second)
            (delivery,) = await due.deliveries()
            assert (delivery.state, delivery.reason) == (DeliveryState.SKIPPED, Problem.SEND)
            (schedule,) = await life.bot.library.schedules.all(due.guild.id)
            assert schedule.problems == (Problem.SEND, Problem.ATTACH)
            await life.tick(due.at + 20)  # what is to be told to one person is gathered for a while
        assert due.guild.owner.id in small.world.directs


@pytest.mark.parametrize("point", ["claimed", "answered"])
async def test_a_card_that_may_have_arrived_before_a_kill_stands_there_once_with_its_picture(
    path: Path, point: str
) -> None:
    async with SmallDiscord() as small:
        small.world.nonce_window = 0.0
        due = await posts_due(small, path, style=Style.CARD)
        await due.die(due.at - 1, f"{point}:1")
        await due.live(due.at + 200)
        (message,) = small.messages(due.channels[0])
        assert [attached["filename"] for attached in message["attachments"]] == ["card.png"]
        assert await due.states() == {"sent": 1}


async def test_what_is_no_card_goes_out_as_ever_while_the_trouble_of_cards_lasts(path: Path) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path, content=Content.MIXED, style=Style.CARD)
        due.channels[0].allow(small.world.bot, attach_files=False)
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
            (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        (message,) = small.messages(due.channels[0])
        (delivery,) = await due.deliveries()
        quoted = message["embeds"][0]["author"]["name"] == Texts().say(Language.JA, "quote-label")
        assert schedule.problems == (Problem.ATTACH,)
        assert delivery.reason == (Problem.ATTACH if quoted else None)
