"""One process for any number of servers, or several on one database: each serves its shards, one delivers."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.app import client, gateway
from bot.app.startup import open_bot, trouble_as_user_error
from bot.delivery import periodic
from bot.errors import UserError
from bot.library import Library
from bot.model import ItemKind, Language, Shards, Vote
from bot.store.database import open_database
from tests.forking import Forked

from .due import Due, Life, posts_due
from .interactions import Interaction
from .small import SmallDiscord
from .state import Channel

FIRST = Shards(2, (0,))
COMMANDS = ("PUT", r"/applications/\d+/commands")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paces that a test can wait for."""
    monkeypatch.setattr(gateway, "IDENTIFY_EVERY", 0.01)
    monkeypatch.setattr(gateway, "CONNECTIONS", 100.0)
    monkeypatch.setattr(client, "IDS_EVERY", 0.05)


async def quoted(small: SmallDiscord, channel: Channel) -> Interaction:
    """/quote, typed by the owner of the server and answered."""
    assert channel.guild is not None
    asked = await small.slash(channel, channel.guild.owner, "quote")
    assert (await asked.response(within=20))["embeds"]
    return asked


async def test_a_client_without_shards_is_refused_above_the_limit(small: SmallDiscord) -> None:
    small.world.most = 2
    for name in ("one", "two", "three"):
        small.world.add_guild(name)
    with pytest.raises(discord.ConnectionClosed) as refused:
        async with small.connect(discord.Client(intents=discord.Intents(guilds=True))):
            await asyncio.sleep(10)
    assert refused.value.code == 4011


async def test_too_few_shards_are_one_clear_sentence(small: SmallDiscord, path: Path) -> None:
    small.world.shards, small.world.most = 2, 2
    for name in ("one", "two", "three"):
        small.world.add_guild(name, shard=0)
    with pytest.raises(UserError, match="shards-too-few"), trouble_as_user_error():
        async with open_bot(path, shards=Shards(1, (0,))) as bot, small.connect(bot):
            await asyncio.sleep(10)


async def test_shards_identify_as_many_at_a_time_as_discord_says(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "IDENTIFY_EVERY", 3_600)
    small.world.shards = small.world.at_a_time = 4
    small.world.identify_seconds = 3_600
    async with open_bot(path) as bot, small.connect(bot):
        assert [number for number, _ in small.gateway.starts] == [0, 1, 2, 3]
    assert small.gateway.invalidated == 0


async def test_shards_that_may_not_identify_together_wait_for_each_other(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "IDENTIFY_EVERY", 1.0)
    small.world.shards = 4
    small.world.at_a_time, small.world.identify_seconds = 2, 0.5
    async with open_bot(path) as bot, small.connect(bot, within=20):
        pass
    assert small.gateway.invalidated == 0


async def test_three_thousand_servers_on_two_shards_get_commands_and_posts(
    small: SmallDiscord, path: Path
) -> None:
    small.world.shards = 2
    both = [await posts_due(small, path, shard=shard) for shard in (0, 1)]
    for number in range(3_000):
        small.world.add_guild(f"server {number}", owner=both[0].guild.owner, shard=number % 2)
    async with both[0].bot(both[0].at + 1) as life:
        assert [number for number, _ in small.gateway.starts] == [0, 1]
        await small.until(lambda: not any(guild.unavailable for guild in life.bot.guilds), 30)
        assert len(life.bot.guilds) == 3_002
        await life.tick()
        for due in both:
            await quoted(small, due.channels[0])
        assert [due.counts() for due in both] == [[2], [2]], "the post and the answer"


def _identified(small: SmallDiscord, count: int) -> bool:
    return small.gateway.identified >= count


@asynccontextmanager
async def two_processes(dues: list[Due], clock: float, dies_at: str = "") -> AsyncIterator[list[Forked]]:
    """A process for each shard, of which the first delivers (and may die); both have come up."""
    small, started = dues[0].small, time.time()
    async with AsyncExitStack() as stack:
        running = []
        for number in (0, 1):
            shards = {"SHARD_COUNT": "2", "SHARD_IDS": str(number), "LEASE": "3"}
            process = dues[0].process(clock, "" if number else dies_at, BOT_CLOCK_AT=str(started), **shards)
            running.append(await stack.enter_async_context(process))
            await small.until(functools.partial(_identified, small, number + 1), 60)
        yield running


async def test_two_processes_answer_in_their_servers_and_one_posts_in_all_until_it_is_killed(
    small: SmallDiscord, path: Path, tmp_path: Path
) -> None:
    small.world.shards = 2
    dues = [await posts_due(small, path, count=3, shard=shard) for shard in (0, 1)]
    with (tmp_path / "log").open("wb") as log:
        dues[0].log = log
        async with two_processes(dues, clock := dues[0].at - 3_600, "answered:4") as (first, second):
            for due in dues:
                await quoted(small, due.channels[0])
            assert len(small.asked(*COMMANDS)) == 1
            (quote,) = [one["id"] for one in small.world.commands if one["name"] == "quote"]
            for due in dues:  # a process that registers none learns their ids
                asked = await small.slash(due.channels[0], due.guild.owner, "help")
                pressed = await small.click(await asked.response(20), "help:commands", due.guild.owner)
                assert f"</quote:{quote}>" in (await pressed.response(20))["embeds"][0]["description"]
            # Who delivers sees what another process stores.
            async with open_database(path) as database:
                library = Library(database, lambda: datetime.fromtimestamp(clock, UTC))
                for due in dues:
                    for schedule in due.schedules:
                        await library.early.post_today(due.guild.id, schedule.id)
            async with asyncio.timeout(60):
                assert await first.wait() == -9, "it died between an answer of Discord's and its confirmation"
                for due in dues:
                    while await due.unfinished():
                        assert second.returncode is None
                        await asyncio.sleep(0.2)
            await quoted(small, dues[1].channels[1])
    assert [due.counts() for due in dues] == [[2, 1, 1], [2, 2, 1]], "each post once, and the answers"
    assert [dict(await due.states()) for due in dues] == [{"sent": 3}] * 2
    assert "ERROR" not in (tmp_path / "log").read_text("utf-8")


@asynccontextmanager
async def elsewhere(small: SmallDiscord, path: Path, **options: Any) -> AsyncIterator[tuple[Due, Life]]:
    """A post that is due in a server of another process's shard; this process delivers."""
    small.world.shards = 2
    due = await posts_due(small, path, shard=1, **options)
    async with due.bot(due.at + 1, FIRST) as life:
        yield due, life


async def test_a_post_speaks_the_language_that_the_server_has_in_discord(
    small: SmallDiscord, path: Path
) -> None:
    async with elsewhere(small, path) as (due, life):
        library = life.bot.library
        await library.guilds.change(due.guild.id, language=None, home=Language.EN)
        # As the process does that serves it.
        await library.guilds.mark_homes({due.guild.id: Language.JA, 4: Language.JA})
        await life.tick()
        (post,) = small.messages(due.channels[0])
        assert life.bot.texts.say(Language.JA, "quote-label") in str(post["embeds"])
        assert 4 not in {guild.id for guild in await library.guilds.all()}, "nothing is stored of it"


async def test_the_language_of_a_servers_locale_is_followed(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 60) as life:
        guilds = life.bot.library.guilds
        await guilds.change(due.guild.id, home=Language.EN)
        running = asyncio.create_task(periodic.run(life.bot, life.bot.lease))
        async with asyncio.timeout(20):
            while (await guilds.get(due.guild.id)).home is not Language.JA:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.wait({running})


async def test_a_letter_about_a_server_of_another_process_names_it(small: SmallDiscord, path: Path) -> None:
    async with elsewhere(small, path) as (due, life):
        due.channels[0].allow(due.guild.everyone, send_messages=False)
        await life.tick()
        await life.tick(life.clock + 60)
        (letter,) = small.messages(small.world.direct(due.guild.owner.id))
        assert due.guild.name in str(letter["embeds"])
        assert f"<#{due.channels[0].id}>" in str(letter["embeds"]), "the owner may know of the channel"


async def test_what_is_stored_about_a_person_names_servers_of_other_processes(
    small: SmallDiscord, path: Path
) -> None:
    small.world.shards = 2
    person = small.world.add_user("haru")
    here, there = (
        small.world.add_guild(name, shard=shard) for shard, name in enumerate(("club", "Harbor readers"))
    )
    for guild in (here, there):
        guild.add_member(person)
    async with open_bot(path, shards=FIRST) as bot, small.connect(bot):
        library = bot.library
        (article, *_) = await library.articles.all(there.id)
        for guild in (here, there):
            _, (item, *_) = await library.articles.items(guild.id, article.id, ItemKind.QUOTE)
            await library.votes.cast(guild.id, item.id, person.id, Vote.UP)
        asked = await small.slash(here.add_channel("general"), person, "privacy")
        assert "Harbor readers" in str((await asked.response(within=20))["embeds"])


async def test_servers_of_other_processes_count_as_neither_left_nor_gone(
    small: SmallDiscord, path: Path
) -> None:
    small.world.shards = 2
    async with open_bot(path, shards=FIRST) as bot, small.connect(bot):
        guilds = bot.library.guilds
        other, own = (small.world.add_guild(name, shard=shard).id for name, shard in (("a", 1), ("b", 0)))
        for guild_id in (other, own):  # the bot isn't in the second
            await guilds.change(guild_id, zone="Asia/Tokyo")
        await small.until(lambda: guilds.membership_known.is_set())
        await guilds.mark_present(list, bot.served)
        assert {guild.id for guild in await guilds.all() if guild.left_at} == {own}


async def test_a_server_left_while_a_shard_was_off_is_let_go(small: SmallDiscord, path: Path) -> None:
    small.world.shards = 2
    stays, goes = (small.world.add_guild(name, shard=1) for name in ("stays", "goes"))
    async with open_bot(path) as bot, small.connect(bot):
        await bot.library.guilds.change(goes.id, zone="Asia/Tokyo")
        await small.until(lambda: len(bot.guilds) == 2)
        small.gateway.shut = "close"
        await small.gateway.drop(resumable=False)
        del goes.members[small.world.bot.id]
        small.gateway.shut = None
        await small.until(lambda: [guild.id for guild in bot.guilds] == [stays.id], 20)
        while not (await bot.library.guilds.all())[0].left_at:  # noqa: ASYNC110 - an event is being stored
            await asyncio.sleep(0.05)


async def test_a_command_in_a_direct_message_arrives_on_the_first_shard(
    small: SmallDiscord, path: Path
) -> None:
    small.world.shards = 2
    person = small.world.add_user("haru")
    direct = small.world.direct(person.id)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(direct, person, "quote")
        said = bot.texts.say(Language.EN, "quote-label")
        assert said in str((await asked.response(within=20))["embeds"])
