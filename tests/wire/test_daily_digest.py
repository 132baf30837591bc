"""A weekly digest as it goes out: once, like any post, and not at all where nothing was posted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.library.alike import spec_of
from bot.model import Content, DeliveryState, Reason, Schedule

from .due import MINUTE, Due, Life, posts_due
from .faults import Fault, reset
from .small import SmallDiscord


async def weekly(life: Life, due: Due, *, thread: bool = False) -> Schedule:
    """A digest in the channel of the other schedule, a minute after its post."""
    first = due.schedules[0]
    spec = replace(spec_of(first), content=Content.DIGEST, minutes=first.minutes + 1, thread=thread)
    return await life.bot.library.schedules.add(due.guild.id, spec, created_by=due.guild.owner.id)


@pytest.mark.parametrize("fault", [reset(stored=True), reset()], ids=["answer lost", "lost"])
async def test_a_digest_goes_out_once_and_lists_the_posts_of_the_week(
    small: SmallDiscord, path: Path, fault: Fault
) -> None:
    due = await posts_due(small, path)
    (channel,) = due.channels
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        due.schedules.append(await weekly(life, due))
        small.world.nonce_window = 0
        small.plan(fault)
        await life.tick(due.at + MINUTE)
        await life.tick(due.at + 2 * MINUTE)
        post, digest = small.messages(channel)
        assert digest["embeds"][0]["author"]["name"] == "今週のまとめ"
        link = f"https://discord.com/channels/{due.guild.id}/{channel.id}/{post['id']}"
        assert link in digest["embeds"][0]["description"]
        reader = small.world.add_user("reader")
        due.guild.add_member(reader)
        pressed = await small.click(digest, "今週の投稿をすべて見る", reader, locale="ja")
        shown = await pressed.response()
        assert link in shown["embeds"][0]["description"]
        assert shown["flags"] & 64
    assert due.counts() == [2]
    assert await due.states() == {"sent": 2}


async def test_a_digest_without_anything_to_tell_is_left_out_and_nobody_is_troubled(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path, content=Content.DIGEST)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick(due.at + MINUTE)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == ()
        assert await life.bot.library.notices.untold(due.guild.id) == []
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SKIPPED, Reason.QUIET)
    assert not delivery.can_be_sent
    assert due.counts() == [0]
    assert not small.asked("POST", "/users/@me/channels")


async def test_the_thread_under_a_digest_is_named_by_what_it_is(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await weekly(life, due, thread=True)
        await life.tick(due.at + MINUTE)
        await life.tick(due.at + 2 * MINUTE)
    assert [thread.name for thread in due.threads(due.channels[0])] == ["今週のまとめ"]
