"""A guild's own articles once they are there: removed and brought back, and unseen by other guilds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.model import Language
from tests.articles import TEXT as TEXT
from tests.articles import add as add
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import problem
from tests.panels import ask_removal, choose_editors, manage, restore


async def test_a_removed_article_is_gone_at_once_and_back_when_restored(
    world: World, language: Language
) -> None:
    world.speak(language)
    await add(world)
    quote = await world.slash(world.member, "quote", article="港の図書室")
    asked = await ask_removal(world, world.admin, "港の図書室")
    assert answer(asked).ephemeral
    removed = await world.click(world.admin, asked, "button-remove")
    assert "港の図書室" not in said(await world.slash(world.member, "articles"))
    gone = await world.click(world.member, quote, "button-another")
    assert world.texts.say(language, "article-gone") == problem(gone)
    restored = await world.click(world.admin, removed, "button-undo")
    assert "港の図書室だより" in said(restored)
    assert "港の図書室" in said(await world.slash(world.member, "articles"))

    asked = await ask_removal(world, world.admin, "港の図書室")
    await world.click(world.admin, asked, "button-remove")
    await restore(world, world.admin, "港の図書室")
    assert "港の図書室" in said(await world.slash(world.member, "articles"))


async def test_what_removal_and_repeated_removal_do(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    asked = [await ask_removal(world, world.admin, "港") for _ in range(2)]
    await world.click(world.admin, asked[0], "button-remove")
    again = await world.click(world.admin, asked[1], "button-remove")
    assert problem(again) == world.texts.say(Language.JA, "article-gone")


async def test_a_removed_article_is_deleted_after_a_week_and_counts_until_then(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_world(path, clock=lambda: now) as world:
        await add(world)
        asked = await ask_removal(world, world.admin, "港の図書室")
        await world.click(world.admin, asked, "button-remove")
        now += timedelta(days=6, hours=23)
        await world.bot.library.guilds.purge()
        assert len(await world.bot.library.articles.removed(world.guild.id)) == 1
        now += timedelta(hours=2)
        await world.bot.library.guilds.purge()
        assert await world.bot.library.articles.removed(world.guild.id) == []


async def test_only_editors_edit_even_when_they_stop_being_one_before_they_press(world: World) -> None:
    world.speak(Language.JA)
    role = world.guild.create_role("読書係")
    await choose_editors(world, role)
    editor = world.guild.add_member(world.env.create_user("nao"), roles=[role])
    result = await world.slash(editor, "article add", file=("tayori.md", TEXT.encode()))
    assert world.texts.say(Language.JA, "article-added") in said(result)
    asked = await ask_removal(world, editor, "港の図書室")
    await choose_editors(world, world.guild.create_role("別の係"))
    refused = await world.click(editor, asked, "button-remove")
    assert problem(refused) == world.texts.say(Language.JA, "editors-only")
    assert len(await world.bot.library.articles.all(world.guild.id)) == 3


async def test_the_prediction_of_the_day_stays_when_its_article_is_removed_at_noon(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    with closing(sqlite3.connect(world.path)) as other, other:
        other.execute("UPDATE article SET removed_at = 1 WHERE guild_id IS NULL")
    first = said(await world.slash(world.member, "prediction"))
    assert "2万冊" in first
    asked = await ask_removal(world, world.admin, "港の図書室")
    await world.click(world.admin, asked, "button-remove")
    assert said(await world.slash(world.member, "prediction")) == first


async def test_the_prediction_of_the_day_survives_a_restart_and_changes_with_the_guilds_date(
    path: Path,
) -> None:
    now = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)
    async with open_world(path, clock=lambda: now) as world:
        world.speak(Language.JA)
        first = said(await world.slash(world.member, "prediction"))
        await add(world)
        now = datetime(2026, 5, 1, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
        await world.restart(clock=lambda: now)
        assert said(await world.slash(world.member, "prediction")) == first
        now = datetime(2026, 5, 1, 15, 0, tzinfo=UTC)
        assert said(await world.slash(world.member, "prediction")) != first


async def test_buttons_work_after_a_restart(path: Path) -> None:
    async with open_world(path) as world:
        world.speak(Language.JA)
        await add(world)
        quote = await world.slash(world.member, "quote", about="石油")
        long = await world.slash(world.member, "summary", article="Scale", length="section")
        await world.restart()
        context = await world.click(world.member, quote, "button-context")
        assert "**" in said(context)
        another = await world.click(world.member, quote, "button-another")
        assert "石油" in said(another)
        turned = await world.click(world.member, long, "button-next-arrow")
        assert "2 /" in said(turned)
        assert "港の図書室" in said(await world.slash(world.member, "articles"))


async def test_an_own_article_that_everybody_gets_later_is_still_one(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    await world.bot.library.articles.add(TEXT, None)
    assert world.texts.say(Language.JA, "articles-label", count=3) in said(
        await world.slash(world.member, "articles")
    )


async def test_another_guild_sees_nothing_of_an_article(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    (own,) = [a for a in await world.bot.library.articles.all(world.guild.id) if a.guild_id]
    quote = await world.slash(world.member, "quote", article="港の図書室")
    context = buttons(answer(quote))[0]["custom_id"]

    other = world.env.create_guild("Somewhere else")
    await world.bot.library.guilds.mark_started(other.id)
    channel = other.create_text_channel("elsewhere")
    spy = other.add_member(world.env.create_user("spy"))
    boss = other.add_member(
        world.env.create_user("boss"),
        roles=[other.create_role("boss", permissions=discord.Permissions(manage_guild=True))],
    )
    there = replace(world, guild=other, channel=channel, member=spy, admin=boss)
    unknown = world.texts.say(Language.JA, "article-gone")
    for command in ("summary", "quote", "prediction"):
        assert problem(await there.slash(spy, command, article=f"#{own.id}")) == unknown
    assert problem(await manage(there, boss, f"#{own.id}")) == unknown
    assert await spy.autocomplete(channel, "quote", "article", "港") == []
    assert "港" not in said(await there.slash(spy, "articles"))
    for _ in range(6):
        assert "夜に読む" not in said(await there.slash(spy, "quote"))
    with pytest.raises(Exception, match="article-gone"):
        await world.bot.library.selection.contexts(other.id, [int(context.split(":")[1])])
