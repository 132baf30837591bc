"""What a link is to /suggest and Suggest this link: an address, or one of those in a message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.library.suggestions import OPEN_EACH
from bot.model import Language
from bot.ui import replies
from tests.conftest import World, answer, embed, open_world, said
from tests.daily import problem
from tests.panels import choose, selects
from tests.site import Site
from tests.suggesting import TITLE, news

ON_DISCORD = "https://discord.com/channels/1/2/3"


@pytest.fixture
async def world(path: Path, site: Site) -> AsyncIterator[World]:
    """As ever, but the bot may fetch from the test's own server."""
    async with open_world(path, fetcher=site.fetcher()) as opened:
        yield opened


def page(site: Site, number: int) -> str:
    return site.says(f"/{number}", text=news(number))


async def open_titles(world: World) -> list[str]:
    return [one.title for one in await world.bot.library.suggestions.all(world.guild.id)]


@pytest.mark.parametrize("written", ["  {}\n", "Worth reading: {} isn’t it?", "港の話です→{}、どうぞ"])
async def test_a_link_is_typed_alone_or_in_a_message(
    world: World, site: Site, language: Language, written: str
) -> None:
    world.speak(language)
    result = await world.slash(world.member, "suggest", link=written.format(page(site, 2)))
    assert embed(result).title == f"{TITLE} 2"
    assert embed(result).author.name == world.texts.say(language, "suggestion-sent")


async def test_of_several_links_in_a_typed_message_one_is_chosen(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    asked = await world.slash(world.member, "suggest", link=f"{page(site, 2)} or {page(site, 3)}")
    assert asked.ephemeral
    assert said(asked) == world.texts.say(language, "article-links")
    assert embed(await choose(world, world.member, asked, "suggest-link", "1")).title == f"{TITLE} 3"


@pytest.mark.parametrize("typed", ["have a look", "港の話", "javascript:alert(1)", "https://"])
async def test_what_has_no_address_is_refused_in_words_about_suggestions(
    world: World, language: Language, typed: str
) -> None:
    world.speak(language)
    refused = await world.slash(world.member, "suggest", link=typed)
    assert answer(refused).ephemeral
    assert problem(refused) == world.texts.say(language, "suggestion-linkless")


async def test_each_of_five_links_of_a_message_can_be_suggested_until_five_are_open(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    links = [page(site, number) for number in range(2, 3 + OPEN_EACH)]
    message = await world.admin.send(world.channel, " ".join(links))
    asked = await world.menu(world.member, "command-suggest-link", message)
    options = selects(asked)["suggest-link"]["options"]
    assert [option["label"] for option in options] == links
    assert replies.SUGGESTIONS >= OPEN_EACH
    for option in options[:OPEN_EACH]:
        result = await choose(world, world.member, asked, "suggest-link", option["value"])
        assert embed(result).author.name == world.texts.say(language, "suggestion-sent")
        assert result.ephemeral
    assert await open_titles(world) == [f"{TITLE} {number}" for number in range(2, 2 + OPEN_EACH)]
    await world.env.advance_time(replies.SUGGESTION_SECONDS)
    refused = await world.slash(world.member, "suggest", link=links[-1])
    assert problem(refused) == world.texts.say(language, "suggestions-yours", limit=OPEN_EACH)


async def test_a_link_to_a_message_on_discord_leads_to_the_menu_of_that_message(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    words = world.texts.say(language, "link-of-message")
    assert problem(await world.slash(world.member, "suggest", link=ON_DISCORD)) == words
    only = await world.admin.send(world.channel, f"Look: {ON_DISCORD}")
    assert problem(await world.menu(world.member, "command-suggest-link", only)) == words
    assert problem(await world.slash(world.admin, "article add", link=ON_DISCORD)) == words
    both = await world.admin.send(world.channel, f"Look: {ON_DISCORD} about {page(site, 2)}")
    assert embed(await world.menu(world.member, "command-suggest-link", both)).title == f"{TITLE} 2"


async def test_a_post_of_the_bot_has_the_link_of_its_article_which_is_here_already(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await world.slash(world.admin, "article add", link=page(site, 2))
    post = answer(await world.slash(world.admin, "summary", article=f"{TITLE} 2"))
    message = next(one for one in world.channel.history() if one.id == post.id)
    refused = await world.menu(world.member, "command-suggest-link", message)
    assert problem(refused) == world.texts.say(language, "suggestion-known", title=f"{TITLE} 2")


async def test_the_link_of_a_forwarded_message_is_suggested(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    message = await world.admin.send(world.channel, f"Worth reading: {page(site, 2)}")
    forwarded = await world.admin.forward(message, world.channel)
    result = await world.menu(world.member, "command-suggest-link", forwarded)
    assert embed(result).title == f"{TITLE} 2"
