"""Daily posts with a picture, by the real client over loopback."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cards import Card, Painter
from bot.model import Content, DeliveryState, Language, Style

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
