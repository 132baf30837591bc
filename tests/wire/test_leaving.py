"""The bot leaves servers: because it is told so on the command line, or because they are blocked."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.library import Library
from bot.model import Language
from bot.store.database import open_database
from bot.texts import Texts
from tests import forking
from tests.forking import ROOT

from .faults import fail
from .small import SmallDiscord
from .state import Guild, snowflake

LEAVING = ("DELETE", r"/users/@me/guilds/\d+")


async def owner(
    small: SmallDiscord, path: Path, *arguments: str, **environment: str
) -> tuple[int, list[str]]:
    """`python -m bot …` in a process of its own: its exit code and what it printed."""
    ran = await asyncio.to_thread(
        forking.run,
        *("tests.wire.launch", "bot", *arguments),
        folder=ROOT,
        environment={**os.environ, "LANG": "C", "DATABASE_PATH": str(path)} | small.environment | environment,
        timeout=60,
    )
    return ran.returncode, (ran.stdout + ran.stderr).splitlines()


def inside(small: SmallDiscord, guild: Guild) -> bool:
    return small.world.bot.id in guild.members


async def test_a_server_is_left_while_the_bot_runs_which_hears_of_it(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    guild, other = small.world.add_guild("club \x1b[31m"), small.world.add_guild("other")
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: bot.is_ready(), within=10)
        await bot.library.guilds.change(guild.id, zone="Asia/Tokyo")
        code, printed = await owner(small, path, "leave", str(guild.id))
        said = texts.say(Language.EN, "cli-left", name="club �[31m", id=str(guild.id))
        assert (code, printed) == (0, [said])
        assert not inside(small, guild)
        assert inside(small, other)
        await small.until(lambda: bot.get_guild(guild.id) is None)
        left = "SELECT 1 FROM guild WHERE left_at IS NOT NULL"
        with closing(sqlite3.connect(path)) as database:
            await small.until(lambda: database.execute(left).fetchone())


async def test_what_keeps_the_bot_from_leaving_is_one_clear_sentence(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    unknown = str(snowflake())
    absent = texts.say(Language.EN, "guild-absent", id=unknown)
    assert await owner(small, path, "leave", unknown) == (1, [absent])
    guild = small.world.add_guild("club")
    small.plan(fail(403, 50001, "Missing Access"), "GET", rf"/guilds/{guild.id}")
    absent = texts.say(Language.EN, "guild-absent", id=str(guild.id))
    assert await owner(small, path, "leave", str(guild.id)) == (1, [absent])
    small.plan(fail(404, message="Not Found"), "GET", rf"/guilds/{guild.id}")  # a proxy's
    refused = await owner(small, path, "leave", str(guild.id))
    assert refused == (1, [texts.say(Language.EN, "discord-refuses", reason="Not Found")])
    refused = await owner(small, path, "leave", str(guild.id), DISCORD_TOKEN="wrong")
    assert refused == (1, [texts.say(Language.EN, "token-refused")])
    shut_out = "<html>error 1015: You are being rate limited</html>" + " " * 5_000
    small.plan(fail(429, message=shut_out), "GET", "/users/@me")
    refused = await owner(small, path, "leave", str(guild.id))
    assert refused == (1, [texts.say(Language.EN, "discord-refuses", reason="429")])
    assert inside(small, guild)
    assert not path.exists(), "leaving needs no database"


async def test_a_server_is_blocked_although_discord_is_out_of_reach_and_left_when_the_bot_starts(
    path: Path, texts: Texts
) -> None:
    async with SmallDiscord() as small:
        pass  # its address stays, nobody listens there any more
    guild_id = str(snowflake())
    code, printed = await owner(small, path, "block", guild_id)
    why = texts.say(Language.EN, "discord-unreachable")
    later = texts.say(Language.EN, "cli-blocked-later", reason=why)
    assert code == 1
    assert sorted(printed) == sorted([texts.say(Language.EN, "cli-blocked", id=guild_id), later])
    async with SmallDiscord() as small:
        guild = small.world.add_guild("club")
        small.world.guilds = {int(guild_id): guild}
        guild.id = int(guild_id)
        async with open_bot(path) as bot, small.connect(bot):
            await small.until(lambda: not inside(small, guild))
            await small.until(lambda: bot.is_ready() and not bot.guilds)
        code, printed = await owner(small, path, "block", guild_id)
        assert (code, printed[1]) == (0, texts.say(Language.EN, "cli-blocked-absent"))


@pytest.mark.parametrize("how", ["joined", "available"])
async def test_a_blocked_server_that_invites_the_bot_is_left_at_once_until_it_is_no_longer_blocked(
    small: SmallDiscord, path: Path, how: str
) -> None:
    guild = small.world.add_guild("club")
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: bot.is_ready(), within=10)
        await bot.library.guilds.change(guild.id, zone="Asia/Tokyo")
        code, printed = await owner(small, path, "block", str(guild.id))
        assert (code, len(printed)) == (0, 2)
        await small.until(lambda: bot.get_guild(guild.id) is None)
        before = len(small.requests)
        for number in (1, 2):
            guild.add_member(small.world.bot)
            created = guild.payload(small.world.bot)
            if how == "joined":
                del created["unavailable"]
            await small.tell("GUILD_CREATE", created)
            await small.until(lambda number=number: len(small.asked(*LEAVING)) == number + 1)  # type: ignore[misc]
            await small.until(lambda: not inside(small, guild) and bot.get_guild(guild.id) is None)
        assert {request.method for request in small.requests[before:]} == {"DELETE"}, "nothing else is done"
        (known,) = await bot.library.guilds.all()
        assert known.left_at is not None
        await bot.library.guilds.unblock(guild.id)
        guild.add_member(small.world.bot)
        created = guild.payload(small.world.bot)
        if how == "joined":
            del created["unavailable"]
        await small.tell("GUILD_CREATE", created)
        await small.until(lambda: bot.get_guild(guild.id))
        await asyncio.sleep(0.2)
        assert inside(small, guild)


@pytest.mark.parametrize("available", [True, False])
async def test_a_blocked_server_is_left_before_the_bot_hears_what_happens_there(
    small: SmallDiscord, path: Path, available: bool
) -> None:
    guild, other = small.world.add_guild("club"), small.world.add_guild("other")
    guild.available = available  # of one in an outage nothing is heard but that it is there
    async with open_database(path) as database:
        await Library(database).guilds.block(guild.id)
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: small.asked(*LEAVING))
        assert not bot.is_ready()
        await small.until(lambda: bot.is_ready(), within=10)
        assert [one.id for one in bot.guilds] == [other.id]


async def test_a_blocked_server_that_can_not_be_left_at_once_is_left_later(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("club")
    small.plan(fail(403, 20028, "trouble"), *LEAVING)
    async with open_database(path) as database:
        await Library(database).guilds.block(guild.id)
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: bot.is_ready() and not inside(small, guild), within=10)
        assert len(small.asked(*LEAVING)) == 2
