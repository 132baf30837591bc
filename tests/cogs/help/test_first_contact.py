"""A server that the bot has just joined: nothing is posted, and an editor is led to a daily post."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.model import Content, Language
from bot.texts import Texts
from bot.ui.embeds import Renderer
from bot.ui.next_steps import step_view
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import add, choose, menu, schedules
from tests.start import USUAL, label, press, select_channel


@pytest.fixture
async def fresh(path: Path) -> AsyncIterator[World]:
    """A server that the bot has just joined."""
    async with open_world(path, started=False) as opened:
        yield opened


async def test_nothing_is_posted_on_joining(fresh: World) -> None:
    joined = fresh.env.create_guild("A new club")
    channel = joined.create_text_channel("general")
    await fresh.env.advance_time(3_600)
    assert channel.history() == []
    assert fresh.channel.history() == []
    sent = [r for r in fresh.env.http_requests if r.method == "POST" and "/commands" not in r.path]
    assert sent == []


async def test_five_presses_lead_from_the_first_command_to_a_daily_post(
    fresh: World, texts: Texts, language: Language
) -> None:
    fresh.speak(language)
    result = await fresh.slash(fresh.admin, "quote")
    assert result.response is not None
    assert not result.response.ephemeral, "the command is answered as ever"
    assert answer(result).ephemeral
    assert label(texts, language, 1) in said(result)
    usual = buttons(answer(result))[0]
    assert usual["label"] == texts.say(language, f"start-language-{language}")

    result = await press(fresh, result, usual["custom_id"])
    assert label(texts, language, 2) in said(result)
    zones = menu(result)["options"]
    assert zones[0]["value"] == USUAL[language]
    assert len(zones) == 25

    result = await choose(fresh, fresh.admin, result, "Europe/Paris")
    assert label(texts, language, 3) in said(result)
    result = await choose(fresh, fresh.admin, result, "quote")
    assert label(texts, language, 4) in said(result)
    assert texts.say(language, "start-wish-quote") in said(result)
    result = await select_channel(fresh, fresh.admin, result, fresh.channel)
    assert label(texts, language, 5) in said(result)
    assert await schedules(fresh) == [], "nothing is stored before the last press"

    result = await choose(fresh, fresh.admin, result, "7:00")
    (made,) = await schedules(fresh)
    assert (made.channel_id, made.minutes, made.content) == (fresh.channel.id, 420, Content.QUOTE)
    guild = await fresh.bot.library.guilds.get(fresh.guild.id)
    assert (guild.language, guild.zone) == (language, "Europe/Paris")
    assert made.next_run is not None
    relative = discord.utils.format_dt(made.next_run, "R")
    for shown in (f"<#{fresh.channel.id}>", "7:00", "Europe/Paris", relative):
        assert shown in said(result)

    managed = await fresh.click(fresh.admin, result, "step-daily-manage")
    assert managed.ephemeral
    assert texts.say(language, "daily-manage-label") in said(managed)
    assert "Europe/Paris" in said(managed)
    form = await fresh.click(fresh.admin, result, "step-article-add")
    assert form.modal is not None
    assert texts.say(language, "help-what") in said(await fresh.click(fresh.admin, result, "step-help"))


async def test_it_is_shown_to_an_editor_once_a_guild(fresh: World) -> None:
    assert (await fresh.slash(fresh.member, "quote")).followups == []
    assert len((await fresh.slash(fresh.admin, "quote")).followups) == 1
    assert (await fresh.slash(fresh.admin, "quote")).followups == []
    await fresh.restart()
    assert (await fresh.slash(fresh.admin, "quote")).followups == []

    elsewhere = fresh.env.create_guild("Another club")
    channel = elsewhere.create_text_channel("general")
    role = elsewhere.create_role("readers")
    managers = elsewhere.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    boss = elsewhere.add_member(fresh.env.create_user("sora"), roles=[managers])
    editor = elsewhere.add_member(fresh.env.create_user("nagi"), roles=[role])
    await fresh.bot.library.guilds.change(elsewhere.id, editor_role=role.id)
    there = replace(fresh, guild=elsewhere, channel=channel, member=editor, admin=boss)
    assert len((await there.slash(editor, "quote")).followups) == 1
    assert (await there.slash(boss, "quote")).followups == []


async def test_it_comes_after_a_button_that_runs_a_command_too(fresh: World, texts: Texts) -> None:
    renderer = Renderer(texts, Language.EN)
    posted = await fresh.bot.get_partial_messageable(fresh.channel.id).send(
        "welcome", view=step_view(renderer, ["quote"])
    )
    for who, offered in ((fresh.member, 0), (fresh.admin, 1)):
        await fresh.env.advance_time(60)
        pressed = await who.click(posted, custom_id="run:quote")
        assert pressed.response is not None
        assert pressed.response.ephemeral
        assert len(pressed.followups) == offered
    assert label(texts, Language.EN, 1) in said(pressed)


async def test_it_comes_after_a_command_that_failed_too(fresh: World, texts: Texts) -> None:
    result = await fresh.slash(fresh.admin, "daily manage")
    assert result.response is not None
    (first,) = result.response.embeds
    assert first.description == texts.say(Language.EN, "schedules-none")
    assert label(texts, Language.EN, 1) in said(result)


async def test_it_does_not_come_where_there_is_a_schedule_nor_over_a_form(fresh: World) -> None:
    form = await fresh.slash(fresh.admin, "article add")
    assert form.modal is not None
    assert form.followups == []
    await add(fresh)
    assert (await fresh.slash(fresh.admin, "quote")).followups == []


async def test_a_failure_of_it_leaves_the_answer_alone_and_it_comes_next_time(
    fresh: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(fresh.bot.library.guilds, "has_started", broken)
        result = await fresh.slash(fresh.admin, "quote")
    assert result.followups == []
    assert not result.ephemeral
    assert "guided start could not be shown" in caplog.text
    assert len((await fresh.slash(fresh.admin, "quote")).followups) == 1


async def test_a_bot_that_is_stopping_complains_of_no_guided_start(
    fresh: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def closed(*_: object) -> None:
        monkeypatch.setattr(fresh.bot, "is_closed", lambda: True)
        raise sqlite3.ProgrammingError("Cannot operate on a closed database.")

    with monkeypatch.context() as patch:
        patch.setattr(fresh.bot.library.guilds, "has_started", closed)
        assert (await fresh.slash(fresh.admin, "quote")).followups == []
    monkeypatch.undo()
    assert "guided start" not in caplog.text
