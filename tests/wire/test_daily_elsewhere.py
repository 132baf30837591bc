"""Posts to servers that this process hears nothing of, as where other shards are another process's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app.startup import open_bot
from bot.delivery.diagnosis import find_guild
from bot.delivery.dispatcher import Dispatcher
from bot.model import Problem, Style

from .due import Due, Life, posts_due
from .launch import pointed_at
from .small import SmallDiscord

DAY = 24 * 3600


@asynccontextmanager
async def without_gateway(due: Due) -> AsyncIterator[Life]:
    """The bot logged in, so that it can post, but not connected, so that it knows no server."""
    life = Life(due.at - 1)
    async with open_bot(due.path, clock=lambda: datetime.fromtimestamp(life.clock, UTC)) as bot:
        with pointed_at(due.small.world.address):
            await bot.login(due.small.token)
            life.bot, life.dispatcher = bot, Dispatcher(bot, bot.lease)
            yield life


def asked_about_the_server(due: Due) -> int:
    """How often Discord was asked what the bot may do there."""
    return len(due.small.asked("GET", rf"/guilds/{due.guild.id}(/members/\d+)?"))


async def test_a_post_is_one_request_where_nothing_speaks_against_it(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, 3)
    async with without_gateway(due) as life:
        await life.tick(due.at)
    assert due.counts() == [1, 1, 1]
    assert asked_about_the_server(due) == 0


async def test_a_refused_post_finds_out_why_and_is_sent_again_once_that_is_mended(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    (channel,) = due.channels
    channel.allow(small.world.bot, embed_links=False)
    async with without_gateway(due) as life:
        await life.tick(due.at)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == (Problem.EMBED,)
        await life.tick(due.at + DAY)
        assert len(small.asked(path=f"/channels/{channel.id}/messages")) == 1, (
            "what is known to be refused is asked about, not sent"
        )
        channel.allow(small.world.bot, embed_links=True)
        await life.tick(due.at + 2 * DAY)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == ()
    assert due.counts() == [1]
    assert await due.states() == {"failed": 1, "skipped": 1, "sent": 1}


async def test_a_card_that_may_not_be_attached_is_sent_as_text(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, style=Style.CARD)
    due.channels[0].allow(small.world.bot, attach_files=False)
    async with without_gateway(due) as life:
        await life.tick(due.at)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
    assert due.counts() == [1]
    assert schedule.problems == (Problem.ATTACH,)


async def test_a_role_that_may_not_be_pinged_is_found_before_the_post(
    small: SmallDiscord, path: Path
) -> None:
    role = small.world.add_guild("elsewhere").add_role("readers")
    due = await posts_due(small, path, role=role.id)
    due.guild.roles[role.id] = role
    async with without_gateway(due) as life:
        await life.tick(due.at)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
    assert schedule.problems == (Problem.PING,)
    assert small.asked() == []


async def test_a_server_that_the_bot_was_removed_from_stops_its_schedules(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with without_gateway(due) as life:
        del due.guild.members[small.world.bot.id]
        await life.tick(due.at)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
    assert schedule.problems == (Problem.GUILD_GONE,)


async def test_a_server_is_known_before_its_shard_is_connected(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with without_gateway(due) as life:
        found = await find_guild(life.bot, due.guild.id)
        assert found is not None
        assert found.name == due.guild.name
        del due.guild.members[small.world.bot.id]
        assert await find_guild(life.bot, due.guild.id) is None
