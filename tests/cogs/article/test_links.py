"""Add link as article: the message command of editors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from simcord.results import InteractionResult

from bot.model import Language
from tests.conftest import World, answer, open_world, said
from tests.panels import choose, selects
from tests.site import Site

PAGES = Path(__file__).parents[2] / "pages"
PAGE = (PAGES / "news.en.html").read_text("utf-8").replace("https://minato.example", "")
TITLE = "Warehouse to become a reading room"


@pytest.fixture
async def world(path: Path, site: Site) -> AsyncIterator[World]:
    """As ever, but the bot may fetch from the test's own server."""
    async with open_world(path, fetcher=site.fetcher()) as opened:
        yield opened


async def used(world: World, content: str) -> InteractionResult:
    """An administrator uses the command on what a member wrote."""
    message = await world.member.send(world.channel, content)
    return await world.menu(world.admin, "command-add-link", message)


async def titles(world: World) -> list[str]:
    every = await world.bot.library.articles.all(world.guild.id)
    return [article.title for article in every if article.guild_id]


async def test_the_link_of_a_message_becomes_an_article_as_if_it_had_been_typed(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    result = await used(world, f"Worth reading: <{site.says('/a', text=PAGE)}>, isn’t it?")
    assert answer(result).ephemeral
    assert not result.followups, "one message from start to end"
    assert world.texts.say(language, "article-added") in said(result)
    assert await titles(world) == [TITLE]


async def test_of_several_links_one_is_chosen_however_long_they_are(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    first, second = site.url("/none"), site.says("/" + "a" * 150, text=PAGE)
    asked = await used(world, f"{first} or {second} or {first}")
    assert asked.ephemeral
    assert said(asked) == world.texts.say(language, "article-links")
    options = selects(asked)["article-link"]["options"]
    assert [option["label"][:40] for option in options] == [first[:40], second[:40]]
    added = await choose(world, world.admin, asked, "article-link", options[1]["value"])
    assert added.ephemeral
    assert world.texts.say(language, "article-added") in said(added)
    assert await titles(world) == [TITLE]


async def test_after_a_restart_the_links_are_gone_and_it_says_so(world: World, language: Language) -> None:
    world.speak(language)
    asked = await used(world, "https://example.org/a https://example.org/b")
    await world.restart()
    pressed = await choose(world, world.admin, asked, "article-link", "0")
    assert said(pressed) == world.texts.say(language, "held-gone")


async def test_a_message_without_a_link_is_refused(world: World, language: Language) -> None:
    world.speak(language)
    refused = await used(world, "No link, only words.")
    assert refused.ephemeral
    assert said(refused) == world.texts.say(language, "message-linkless")


async def test_only_editors_add_what_a_message_links_to(world: World, site: Site, language: Language) -> None:
    world.speak(language)
    number = world.bot.command_ids[world.texts.say(Language.EN, "command-add-link")]
    world.guild.set_command_permissions(number, {world.guild.default_role: True})
    message = await world.admin.send(world.channel, site.says("/a", text=PAGE))
    refused = await world.menu(world.member, "command-add-link", message)
    assert said(refused) == world.texts.say(language, "editors-only")
    several = await used(world, "https://example.org/a https://example.org/b")
    stored = world.env.backend.get_message(answer(several).channel_id, answer(several).id)
    stored.flags = discord.MessageFlags._from_value(0).value  # as if anybody could see it
    chosen = await choose(world, world.member, several, "article-link", "0")
    assert said(chosen) == world.texts.say(language, "editors-only")
    assert await titles(world) == []
