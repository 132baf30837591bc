"""The bot itself, as the real client over loopback: what the simulated Discord in process leaves out."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.app.invitation import PERMISSIONS
from bot.app.startup import open_bot
from bot.library import article_service
from bot.model import Language
from bot.texts import Texts
from tests import forking
from tests.forking import Forked

from .faults import fail
from .launch import SHIPPED
from .people import Upload
from .small import SmallDiscord

SECRET = "夜に読む人の居場所をつくりたい"
TEXT = f"# 港の話\n\n館長の三崎ハルカさんは「{SECRET}」と話した。今後3年で蔵書は2万冊を超える見通しだ。\n"


@asynccontextmanager
async def process(small: SmallDiscord, path: Path, **environment: str) -> AsyncIterator[Forked]:
    """Start the bot; it is killed at the end, if it lives."""
    with tempfile.TemporaryFile() as file:
        running = forking.start(
            "tests.wire.launch",
            "bot",
            environment={
                **os.environ,
                "LANG": "C",
                "DATABASE_PATH": str(path),
                SHIPPED: str(article_service.SHIPPED),
                **small.environment,
                **environment,
            },
            stdout=file,
            stderr=file,
        )
        try:
            yield running
        finally:
            running.kill()
            await running.wait()


async def output(running: Forked) -> str:
    """All that the process printed, when it has ended by itself."""
    async with asyncio.timeout(60):
        await running.wait()
    return running.printed()


@pytest.mark.parametrize("locale", ["ja", "en-GB", "fr"])
async def test_every_command_is_answered_in_time_in_the_language_of_the_guild_and_the_person(
    small: SmallDiscord, path: Path, texts: Texts, locale: str
) -> None:
    guild = small.world.add_guild("読書会", locale="ja")
    channel = guild.add_channel("general")
    person = Language.JA if locale == "ja" else Language.EN
    async with open_bot(path) as bot, small.connect(bot):
        for command, label in (
            ("summary", "summary-three"),
            ("quote", "quote-label"),
            ("prediction", "prediction-label"),
        ):
            member = small.world.add_user(command)  # one each: nobody is told to slow down
            guild.add_member(member)
            for private, language in ((False, Language.JA), (True, person)):
                asked = await small.slash(channel, member, command, {"private": private}, locale=locale)
                answer = await asked.response(within=3)
                assert bool(answer["flags"] & 64) is private
                assert answer["embeds"][0]["author"]["name"] == texts.say(language, label)
                button = answer["components"][0]["components"][0]["custom_id"]
                pressed = await small.click(answer, button, member, locale=locale)
                shown = (await pressed.response(within=3))["embeds"][0]
                assert shown["author"]["name"] == texts.say(person, "context-label")


async def test_what_the_bot_logs_holds_no_article_no_message_and_no_token(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("読書会")
    channel = guild.add_channel("general")
    async with process(small, path, LOG_LEVEL="DEBUG") as running:
        await small.until(lambda: small.gateway.sessions, within=60)
        file = Upload("a.md", TEXT.encode())
        asked = await small.slash(channel, guild.owner, "article add", {"file": file}, locale="ja")
        added = Texts().say(Language.JA, "article-added")
        await small.until(lambda: asked.original and added in str(asked.original["embeds"]), within=60)
        asked = await small.slash(channel, guild.owner, "quote", {"article": "港"}, locale="ja")
        assert SECRET in str(await asked.response(within=5))
        asked = await small.slash(channel, guild.owner, "quote", {"about": "秘密の言葉"}, locale="ja")
        assert await asked.response(within=5)
        running.send_signal(signal.SIGTERM)
        printed = await output(running)
    assert "Running as" in printed
    for secret in (SECRET, "港の話", "秘密の言葉", small.token):
        assert secret not in printed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_process_ends_cleanly_when_it_is_told_to(
    small: SmallDiscord, path: Path, number: signal.Signals
) -> None:
    small.world.add_guild("club")
    async with process(small, path) as running:
        await small.until(lambda: small.gateway.sessions, within=60)
        running.send_signal(number)
        assert "Traceback" not in await output(running)
        assert running.returncode == 0


async def test_a_refused_token_is_one_clear_sentence(small: SmallDiscord, path: Path, texts: Texts) -> None:
    async with process(small, path, DISCORD_TOKEN="wrong") as running:
        printed = await output(running)
    assert running.returncode == 1
    assert printed.splitlines()[-1] == texts.say(Language.EN, "token-refused")
    assert "Traceback" not in printed


async def test_a_missing_scope_names_the_link_to_invite_the_bot_with(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    small.plan(fail(403, 50001, "Missing Access"), method="PUT", path=r"/applications/\d+/commands")
    async with process(small, path) as running:
        last = (await output(running)).splitlines()[-1]
    assert running.returncode == 1
    before, after = texts.say(Language.EN, "scope-missing", link="|").split("|")
    assert last.startswith(before)
    assert last.endswith(after)
    assert f"permissions={PERMISSIONS.value}" in last
    assert "scope=bot+applications.commands" in last


async def test_a_second_bot_refuses_while_the_first_lives_and_takes_over_when_it_was_killed(
    small: SmallDiscord, path: Path
) -> None:
    small.world.add_guild("club")
    async with process(small, path) as first:
        await small.until(lambda: small.gateway.sessions, within=60)
        async with process(small, path) as second:
            printed = await output(second)
            assert second.returncode == 1
            assert f"Another Kotonoha is running on this database: process {first.pid}" in printed
        first.kill()
        await first.wait()
        before = small.gateway.identified
        async with process(small, path):
            await small.until(lambda: small.gateway.identified > before, within=60)


async def test_a_dropped_gateway_is_taken_up_again(small: SmallDiscord, path: Path) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with open_bot(path) as bot, small.connect(bot):
        await bot.library.guilds.mark_started(guild.id)
        await small.gateway.drop(resumable=True)
        asked = await small.slash(channel, guild.owner, "quote")
        assert (await asked.response(within=10))["embeds"]


async def test_a_guilds_rows_outlive_an_outage_and_go_thirty_days_after_a_removal(
    small: SmallDiscord, path: Path
) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    guild = small.world.add_guild("club")
    async with open_bot(path, clock=lambda: now) as bot, small.connect(bot):
        guilds, articles = bot.library.guilds, bot.library.articles
        await guilds.change(guild.id, zone="Asia/Tokyo")
        await articles.add(TEXT, guild.id)
        await small.leave(guild, outage=True)
        await small.until(lambda: bot.get_guild(guild.id) is not None and bot.guilds[0].unavailable)
        now += timedelta(days=31)
        await guilds.purge()
        assert (await guilds.get(guild.id)).zone == "Asia/Tokyo"
        await small.join(guild)
        await small.leave(guild)
        await small.until(lambda: bot.get_guild(guild.id) is None)
        now += timedelta(days=29)
        await guilds.purge()
        assert (await guilds.get(guild.id)).zone == "Asia/Tokyo"
        now += timedelta(days=2)
        await guilds.purge()
        assert (await guilds.get(guild.id)).zone is None
        assert [article for article in await articles.all(guild.id) if article.guild_id] == []


async def test_listeners_hear_of_all_servers_of_a_start_together(small: SmallDiscord, path: Path) -> None:
    for number in range(20):
        small.world.add_guild(f"club {number}")
    told: list[int] = []

    async def on_guilds_available(guilds: Sequence[discord.Guild]) -> None:
        told.append(len(guilds))

    async with open_bot(path) as bot:
        bot.add_listener(on_guilds_available)
        async with small.connect(bot):
            await small.until(lambda: bot.is_ready(), within=10)
    assert told == [20]


async def test_a_bot_that_was_closed_is_not_told_that_it_is_ready(path: Path) -> None:
    async with open_bot(path) as bot:
        pass
    told = len(asyncio.all_tasks())
    bot.dispatch("ready")
    assert len(asyncio.all_tasks()) == told
