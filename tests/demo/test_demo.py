"""The page to try the bot on, as far as it goes without a browser."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import discord
import pytest
import simcord.preview

from bot.demo.clock import MARGIN, ClockFile, DemoClock, starting_time
from bot.demo.page import EDITS, phrases, translate
from bot.errors import UserError
from bot.model import Language
from bot.texts import Texts
from tests.stage import NOON, Reader, opened

TOKYO = ZoneInfo("Asia/Tokyo")
SCRIPTS = Path(simcord.preview.__file__).with_name("static")


def test_simulated_time_starts_where_it_is_told_and_flows() -> None:
    clock = DemoClock(NOON)
    first = clock.now()
    clock.advance(60)
    assert NOON <= first < NOON + timedelta(seconds=10)
    assert clock.now() - first >= timedelta(seconds=60)


def test_without_a_wish_the_clock_starts_now() -> None:
    assert starting_time(NOON, None, None, TOKYO) == NOON


def test_a_time_of_day_is_of_today_even_when_it_is_past() -> None:
    assert starting_time(NOON, time(8, 59, 50), None, TOKYO) == datetime(2026, 11, 23, 23, 59, 50, tzinfo=UTC)


def test_a_kept_clock_goes_on_after_its_last_run(tmp_path: Path) -> None:
    mark = ClockFile(tmp_path / "clock")
    assert mark.read() is None
    mark.write(NOON + timedelta(hours=1))
    last = mark.read()
    assert last == NOON + timedelta(hours=1) + MARGIN
    assert starting_time(NOON, None, last, TOKYO) == last


def test_a_time_of_day_that_a_kept_clock_has_passed_is_tomorrow() -> None:
    assert starting_time(NOON, time(8, 59, 50), NOON, TOKYO) == datetime(2026, 11, 24, 23, 59, 50, tzinfo=UTC)


async def test_server_channel_and_people_are_the_same_in_every_run_and_older_than_its_messages() -> None:
    seen = []
    for _ in range(2):
        async with opened() as stage:
            place = stage.place
            seen.append(
                (
                    stage.world.backend.application_id,
                    place.guild.id,
                    place.channel.id,
                    place.member.id,
                    place.administrator.id,
                )
            )
            await stage.post("now")
            message = max(stage.world.backend.messages[place.channel.id])
            assert message > max(seen[-1])
            assert abs(discord.utils.snowflake_time(message) - NOON) < timedelta(minutes=1)
    assert seen[0] == seen[1]


@pytest.mark.parametrize(("language", "locale"), [(Language.JA, "ja"), (Language.EN, "en-US")])
async def test_people_and_server_speak_the_chosen_language(language: Language, locale: str) -> None:
    async with opened(language) as stage:
        receipt = await stage.reader.echo()
        assert receipt["settlement"] == "settled"
        assert await stage.shown() == [f"{locale} {locale}"]
        assert [guild.preferred_locale.value for guild in stage.bot.guilds] == [locale]


async def test_the_administrator_may_manage_the_server_and_the_member_may_not() -> None:
    async with opened() as stage:
        backend, place = stage.world.backend, stage.place
        allowed = [
            discord.Permissions(backend.compute_permissions(place.guild.id, actor.id)).manage_guild
            for actor in (place.administrator, place.member)
        ]
        assert allowed == [True, False]


async def test_what_the_bot_posts_by_itself_appears_at_the_next_beat() -> None:
    async with opened() as stage:
        await stage.post("good morning")
        assert await stage.shown() == []
        await stage.page.beat()
        assert await stage.shown() == ["good morning"]


async def test_a_beat_without_news_leaves_the_page_as_it_is() -> None:
    async with opened() as stage:
        await stage.reader.echo()
        await stage.page.beat()
        before = (await stage.reader.state())["publishedRevision"]
        await stage.page.beat()
        assert (await stage.reader.state())["publishedRevision"] == before


async def test_a_second_window_sees_what_is_done_in_the_first() -> None:
    async with opened() as stage, aiohttp.ClientSession() as session:
        second = Reader(session, stage.page.url)
        await second.open()
        await stage.reader.echo()
        receipt = await stage.reader.press()
        assert receipt["settlement"] == "settled"
        await stage.page.beat()
        assert len((await second.state())["timeline"]) == 2


async def test_a_beat_waits_for_the_end_of_an_action() -> None:
    async with opened() as stage:
        slow = asyncio.create_task(stage.reader.echo(milliseconds="300"))
        await asyncio.sleep(0.1)
        await stage.page.beat()
        assert (await slow)["settlement"] == "settled"


async def test_an_action_waits_for_the_end_of_a_beat() -> None:
    async with opened() as stage:
        with stage.world._bot_scope():
            busy = asyncio.create_task(asyncio.sleep(0.2))
        await stage.post("news")
        beat = asyncio.create_task(stage.page.beat())
        await asyncio.sleep(0.05)
        [receipt, _, _] = await asyncio.gather(stage.reader.echo(), beat, busy)
        assert receipt["settlement"] == "settled"


async def test_a_click_from_before_the_latest_news_counts() -> None:
    async with opened() as stage:
        await stage.reader.echo()
        seen = await stage.reader.state()
        await stage.post("news")
        await stage.page.beat()
        assert (await stage.reader.press(seen))["settlement"] == "settled"


async def test_a_mistake_that_the_bot_answered_is_no_failure_of_the_page() -> None:
    async with opened() as stage:
        receipt = await stage.reader.echo(mistake="1")
        assert receipt["settlement"] == "settled"
        assert await stage.shown() == ["mended"]


async def test_the_command_picker_speaks_japanese() -> None:
    async with opened(Language.JA) as stage:
        [entry] = (await stage.reader.call("GET", "/api/commands"))["entries"]
        option = entry["options"][0]
        assert entry["path"] == ["echo"]
        assert entry["description"] == "こだま — 答えます"
        assert entry["words"] == "echo こだま"
        assert (option["name"], option["label"]) == ("mistake", "まちがい")
        assert option["choices"] == [{"name": "自分の", "value": 1}]


async def test_bold_ends_between_a_japanese_full_stop_and_a_word() -> None:
    async with opened() as stage:
        await stage.post("前。**太字の文。**次の文。")
        strong = (
            '{"type": "strong_open"}, {"type": "text", "content": "太字の文。"}, {"type": "strong_close"}'
        )
        assert strong in await stage.newest()


async def test_stars_that_nothing_follows_are_stars() -> None:
    async with opened() as stage:
        await stage.post("2 * 3 * 4")
        assert "em_open" not in await stage.newest()


async def test_embeds_show_subtext_and_mentions_even_of_commands_that_the_reader_may_not_use() -> None:
    async with opened() as stage:
        manage = next(
            command for command in await stage.bot.tree.fetch_commands() if command.name == "manage"
        )
        identifier = stage.place.member.id
        await stage.post("", description=f"</manage:{manage.id}>\n-# source <@{identifier}>")
        newest = await stage.newest()
        assert '"type": "subtext"' in newest
        assert f'"id": "{identifier}", "label": "@はる"' in newest
        assert '"label": "/manage"' in newest


async def test_the_page_is_in_the_chosen_language_and_prefers_japanese_shapes() -> None:
    async with opened(Language.JA) as stage:
        index, style = await stage.reader.text("/"), await stage.reader.text("/preview.css")
        assert '<html lang="ja">' in index
        assert "見ている人" in index
        assert "SimCord" not in index.partition('id="messages-toggle"')[0].partition("<body>")[2]
        stack = style.rpartition("--preview-font-sans:")[2]
        assert stack.index("Noto Sans CJK JP") < stack.index("Noto Sans SC")


async def test_a_port_that_is_taken_is_a_clear_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UserError) as caught:
            async with opened(port=port):
                pass
    assert caught.value.key == "demo-port-taken"
    assert str(port) in Texts().say(Language.EN, caught.value.key, **caught.value.variables)


def test_every_phrase_that_is_translated_stands_in_simcords_page() -> None:
    page = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.*ml")) + "\n".join(
        path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")
    )
    english = phrases(Texts(), Language.EN)
    assert [phrase for phrase in english if translate(page, {phrase: "\0"}) == page] == []


def test_every_change_to_simcords_scripts_finds_its_place_once() -> None:
    counts = {
        old: (SCRIPTS / path.removeprefix("/")).read_text(encoding="utf-8").count(old)
        for path, old, _ in EDITS
    }
    assert set(counts.values()) == {1}, counts
