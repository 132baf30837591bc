"""/suggest, Suggest this link and what editors do with it, as people use them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import Language
from bot.ui import replies
from tests.cogs.daily.test_permissions import deny, me
from tests.cogs.privacy.test_commands import asked, deleted, downloaded
from tests.conftest import World, answer, buttons, embed, open_world, said
from tests.daily import fill, problem
from tests.panels import choose, labels, selects
from tests.site import Site

PAGES = Path(__file__).parents[1] / "pages"
PAGE = (PAGES / "news.en.html").read_text("utf-8").replace("https://minato.example", "")
TITLE = "Warehouse to become a reading room"


@pytest.fixture
async def world(path: Path, site: Site) -> AsyncIterator[World]:
    """As ever, but the bot may fetch from the test's own server."""
    async with open_world(path, fetcher=site.fetcher()) as opened:
        yield opened


async def suggested(world: World, site: Site, path: str = "/a") -> InteractionResult:
    return await world.slash(world.member, "suggest", link=site.says(path, text=PAGE))


async def listed(world: World) -> InteractionResult:
    """An editor opens what is suggested, from the panel of all articles."""
    await world.slash(world.admin, "article manage")  # below the first command they are told that one waits
    panel = await world.slash(world.admin, "article manage")
    return await press(world, world.admin, panel, "suggestions:")


async def press(world: World, who: MemberActor, on: InteractionResult, name: str) -> InteractionResult:
    """Presses the button with that id."""
    await world.env.advance_time(60)
    return await who.click(answer(on), custom_id=name)


async def opened(world: World) -> InteractionResult:
    """An editor opens the first suggestion."""
    listing = await listed(world)
    value = selects(listing)["suggestions-choose"]["options"][0]["value"]
    return await choose(world, world.admin, listing, "suggestions-choose", value)


async def titles(world: World) -> list[str]:
    every = await world.bot.library.articles.all(world.guild.id)
    return [article.title for article in every if article.guild_id]


async def test_a_member_suggests_a_page_and_sees_alone_what_was_read(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    result = await suggested(world, site)
    assert answer(result).ephemeral
    assert not result.followups, "one message from start to end"
    assert embed(result).author.name == world.texts.say(language, "suggestion-sent")
    assert embed(result).title == TITLE
    for words in ("The old warehouse beside the harbour", "Mina Okita"):
        assert words in said(result)
    (held,) = await world.bot.library.suggestions.all(world.guild.id)
    facts = {"quotes": held.quotes, "predictions": held.predictions}
    assert world.texts.say(language, "suggestion-facts", **facts) in said(result)
    assert await titles(world) == [], "editors decide"


async def test_an_editor_accepts_it_and_it_is_an_article_as_if_it_had_been_added(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    shown = await opened(world)
    assert f"<@{world.member.id}>" in said(shown)
    other = await opened(world)
    result = await world.click(world.admin, shown, "button-suggestion-accept")
    assert world.texts.say(language, "article-added") in said(result)
    assert await titles(world) == [TITLE]
    again = await world.click(world.admin, other, "button-suggestion-accept")
    assert problem(again) == world.texts.say(language, "suggestion-gone")


async def test_what_a_message_links_to_is_suggested_and_of_several_links_one_is_chosen(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    link = site.says("/a", text=PAGE)
    none = await world.menu(
        world.member, "command-suggest-link", await world.admin.send(world.channel, "No link")
    )
    assert said(none) == world.texts.say(language, "message-linkless")
    several = await world.admin.send(world.channel, f"{site.url('/none')} and {link}")
    asked = await world.menu(world.member, "command-suggest-link", several)
    result = await choose(world, world.member, asked, "suggest-link", "1")
    assert embed(result).title == TITLE
    assert result.ephemeral


async def test_an_editor_is_told_below_the_next_command_that_one_waits(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    told = await world.slash(world.admin, "articles")
    assert world.texts.say(language, "suggestion-waits", title=TITLE) in said(told)
    assert not (await world.slash(world.admin, "articles")).followups


async def test_only_editors_see_and_decide(world: World, site: Site, language: Language) -> None:
    world.speak(language)
    await suggested(world, site)
    for page, names in (
        (await listed(world), ("suggestions:", "suggestions-take:off")),
        (await opened(world), ("suggestion-accept:1", "suggestion-decline:1", "suggestion:1")),
    ):
        stored = world.env.backend.get_message(answer(page).channel_id, answer(page).id)
        stored.flags = discord.MessageFlags._from_value(0).value  # as if anybody could see it
        for name in names:
            if not any(one["custom_id"] == name for one in buttons(answer(page))):
                continue
            refused = await press(world, world.member, page, name)
            assert said(refused) == world.texts.say(language, "editors-only"), name
    assert len(await world.bot.library.suggestions.all(world.guild.id)) == 1


async def test_suggestions_are_turned_off_and_on(world: World, site: Site, language: Language) -> None:
    world.speak(language)
    off = await press(world, world.admin, await listed(world), "suggestions-take:off")
    assert world.texts.say(language, "suggestions-not-taken") in said(off)
    assert world.texts.say(language, "button-suggestions-on") in labels(off)
    refused = await suggested(world, site)
    assert problem(refused) == world.texts.say(language, "suggestions-off")
    await press(world, world.admin, off, "suggestions-take:on")
    assert embed(await suggested(world, site)).title == TITLE


async def test_what_cannot_be_read_is_told_at_once_as_when_it_is_added(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    refused = await world.slash(world.member, "suggest", link="http://127.0.0.2/a")
    assert answer(refused).ephemeral
    assert problem(refused).startswith(world.texts.say(language, "fetch-private"))
    assert world.texts.say(language, "suggestion-unread") in problem(refused), "they can't add it as a file"
    assert await world.bot.library.suggestions.all(world.guild.id) == []


@pytest.mark.parametrize("place", ["/feed", "/"])
async def test_a_feed_is_no_article_to_a_member_who_cannot_subscribe(
    world: World, site: Site, language: Language, place: str
) -> None:
    world.speak(language)
    site.says(
        "/feed", text="<rss><channel><title>港</title></channel></rss>", content_type="application/rss+xml"
    )
    site.says(
        "/", text='<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><p>港'
    )
    refused = await world.slash(world.member, "suggest", link=site.url(place))
    said_first, said_below = (
        world.texts.say(language, key) for key in ("page-no-article", "suggestion-unread")
    )
    assert problem(refused) == f"{said_first}\n-# {said_below}"
    assert await world.bot.library.suggestions.all(world.guild.id) == []


async def test_a_person_has_few_links_read_in_ten_minutes(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    for _ in range(replies.SUGGESTIONS):
        await world.slash(world.member, "suggest", link="no link")
    refused = await suggested(world, site)
    start = world.texts.say(
        language, "cool-down-suggestions", rate=replies.SUGGESTIONS, period=600, seconds=7
    )
    assert problem(refused)[:20] == start[:20]


async def declined(world: World, shown: InteractionResult, reason: str) -> InteractionResult:
    form = await world.click(world.admin, shown, "button-suggestion-decline")
    return await fill(world, world.admin, form, reason=reason)


async def test_an_editor_declines_it_with_a_reason_and_sees_what_else_there_is(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    result = await declined(world, await opened(world), "*No* more of it")
    assert world.texts.say(language, "suggestion-declined-now", title=TITLE) in said(result)
    assert world.texts.say(language, "suggestions-none") in said(result)
    assert await titles(world) == []


async def test_editors_choose_where_they_are_told_and_take_it_back(world: World, language: Language) -> None:
    world.speak(language)
    shown = await choose(world, world.admin, await listed(world), "suggestions-channel", world.channel)
    assert f"<#{world.channel.id}>" in said(shown)
    guild = await world.bot.library.guilds.get(world.guild.id)
    assert guild.suggestions_channel == world.channel.id
    nowhere = await world.click(world.admin, shown, "button-suggestions-nowhere")
    assert world.texts.say(language, "suggestions-untold") in said(nowhere)


async def test_a_channel_where_the_bot_may_not_post_is_refused(world: World, language: Language) -> None:
    world.speak(language)
    deny(world, world.channel, me(world), "send_messages")
    refused = await choose(world, world.admin, await listed(world), "suggestions-channel", world.channel)
    assert refused.ephemeral
    guild = await world.bot.library.guilds.get(world.guild.id)
    assert guild.suggestions_channel is None


async def test_privacy_shows_gives_and_forgets_whose_suggestion_it_is(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    shown = said(await asked(world, world.member))
    assert world.texts.say(language, "privacy-stored-suggestions", count=1) in shown
    (server,) = (await downloaded(world, world.member))["servers"]
    (given,) = server["suggestions"]
    assert (given["title"], given["link"][:5]) == (TITLE, "http:")
    await deleted(world, world.member)
    assert said(await asked(world, world.member)).startswith(world.texts.say(language, "privacy-nothing"))
    page = said(await opened(world))
    assert TITLE in page, "editors can still decide"
    assert str(world.member.id) not in page
