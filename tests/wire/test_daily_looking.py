"""How a post that may have arrived is looked for in its channel, whatever was written there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery import sender
from bot.model import DeliveryState, Reason

from .due import FORGOTTEN, posts_due
from .faults import hang
from .small import SmallDiscord
from .state import Channel


def chat(small: SmallDiscord, channel: Channel, count: int) -> None:
    """Members write so many messages."""
    member = small.world.add_user("mio")
    for _ in range(count):
        message = small.world.message(channel, member, {"content": "x"})
        channel.messages[int(message["id"])] = message


@pytest.mark.parametrize("stored", [True, False])
async def test_a_busy_channel_is_read_until_it_is_certain(
    small: SmallDiscord, path: Path, hasty: None, stored: bool
) -> None:
    due = await posts_due(small, path)
    (channel,) = due.channels
    async with due.bot(due.at - 1) as life:
        chat(small, channel, 400)
        small.plan(hang(stored=stored))
        await life.tick(due.at)
        chat(small, channel, 2_300)
        await life.tick(due.at + 3)
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.FOUND if stored else None)
    assert len([m for m in small.messages(channel) if m["components"]]) == 1


async def test_a_post_is_found_where_it_was_due_however_much_was_written_since(
    small: SmallDiscord, path: Path, hasty: None
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        chat(small, due.channels[0], 40)
        small.plan(hang(stored=True))
        await life.tick(due.at)
        chat(small, due.channels[0], 1_500)
        await life.tick(due.at + 3)
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.FOUND)
    assert len(small.asked("GET", r"/channels/\d+/messages")) == 1


async def test_where_too_much_was_written_to_be_certain_a_post_is_unknown_and_not_sent_again(
    small: SmallDiscord, path: Path, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "READ_AT_MOST", 300)
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(hang())
        await life.tick(due.at)
        chat(small, due.channels[0], 1_500)
        await life.tick(due.at + 3)
        await life.tick(due.at + FORGOTTEN)
    assert await due.states() == {"unknown": 1}
    assert len([m for m in small.messages(due.channels[0]) if m["components"]]) == 0
    assert len(small.asked("GET", r"/channels/\d+/messages")) == 4, "nor is it looked for without end"
