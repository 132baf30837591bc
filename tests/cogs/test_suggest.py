"""/suggest, Suggest this link and what editors do with it, as people use them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.delivery.suggestion import with_servers
from bot.library.decisions import close
from bot.library.suggestions import KEPT_FOR
from bot.model import Decision, Language
from bot.store import notices
from bot.ui import replies
from bot.ui.budget import NAME
from bot.ui.markdown import escaped
from tests.cogs.daily.test_permissions import deny, me
from tests.cogs.privacy.test_commands import asked, deleted, downloaded
from tests.conftest import World, answer, buttons, embed, open_world, said
from tests.daily import fill, problem
from tests.panels import choose, labels, selects
from tests.site import Site
from tests.suggesting import news

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


async def test_an_editor_is_told_below_the_next_command_of_each_that_waits_once(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    told = await world.slash(world.admin, "articles")
    assert world.texts.say(language, "suggestion-waits", title=TITLE) in said(told)
    assert not (await world.slash(world.admin, "articles")).followups
    for number in (2, 3):
        await world.slash(world.member, "suggest", link=site.says(f"/{number}", text=news(number)))
    told = await world.slash(world.admin, "articles")
    assert said(told).endswith(world.texts.say(language, "suggestions-wait", count=2)), "the others"
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


async def test_a_member_is_not_asked_to_add_a_pdf_that_can_not_be_read(world: World, site: Site) -> None:
    link = site.says("/a", text=None, body=b"%PDF-1.4 broken", content_type="application/pdf")
    refused = await world.slash(world.member, "suggest", link=link)
    for key in ("pdf-broken", "suggestion-unread"):
        assert world.texts.say(Language.EN, key) in problem(refused)


@pytest.mark.parametrize("place", ["/feed", "/"])
async def test_a_member_who_suggests_a_feed_is_told_to_ask_an_editor(
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
    shown = world.texts.say(language, "suggestion-feed", url=escaped(site.url("/feed"), NAME))
    assert problem(refused) == shown
    assert not labels(refused), "they can't add it"
    by_editor = await world.slash(world.admin, "suggest", link=site.url(place))
    assert labels(by_editor) == [world.texts.say(language, "step-article-add")]
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
    happened = world.texts.say(language, "suggestion-declined-now", title=TITLE)
    assert f"{happened}\n\n{world.texts.say(language, 'suggestions-none')}" in said(result)
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


async def outcome(world: World, decision: Decision, reason: str) -> None:
    """The only suggestion ends that way, while its maker takes no direct messages."""
    library = world.bot.library
    (held,) = await library.suggestions.all(world.guild.id)
    now = datetime.now(UTC)
    await library.ingest._db.write(close, held, decision, now, reason)
    (notice,) = await library.ingest._db.read(notices.due, now, 1)
    letter = await library.ingest._db.write(notices.gather, notice, now, more=True)
    await library.notices.told(letter, arrived=False)
    await library.suggestions.look()


@pytest.mark.parametrize("decision", list(Decision))
async def test_a_member_is_told_of_each_outcome_below_their_next_command_in_their_language(
    world: World, site: Site, language: Language, decision: Decision
) -> None:
    world.speak(language)
    await suggested(world, site)
    reason = "Known @everyone" if decision is Decision.DECLINED else ""
    await outcome(world, decision, reason)
    told = said(await world.slash(world.member, "articles"))
    label = world.texts.say(language, "suggestion-decided-label")
    words = world.texts.say(
        language, f"suggestion-{decision}", title=TITLE, server="Reading club", days=KEPT_FOR.days
    )
    why = "\n" + world.texts.say(language, "suggestion-reason", reason=escaped(reason, 100)) if reason else ""
    assert told == f"{label}\n{words}{why}"
    assert not (await world.slash(world.member, "articles")).followups, "once"


async def test_whoever_was_banned_meanwhile_is_told_nothing(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    await outcome(world, Decision.DECLINED, "No")
    suggestions = world.bot.library.suggestions
    (fact,) = (one.fact for one in await suggestions.untold(world.member.id))
    assert await with_servers(world.bot, world.member.id, [fact]) == [(fact, "Reading club")]
    world.guild.remove_member(world.member)
    assert await with_servers(world.bot, world.member.id, [fact]) == []


async def test_an_editor_who_accepted_one_finds_the_others(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await suggested(world, site)
    alone = await world.click(world.admin, await opened(world), "button-suggestion-accept")
    assert world.texts.say(language, "button-suggestions") not in labels(alone)
    for number in (2, 3):
        link = site.says(f"/{number}", text=news(number))
        await world.slash(world.member, "suggest", link=link)
    result = await world.click(world.admin, await opened(world), "button-suggestion-accept")
    assert world.texts.say(language, "button-suggestions-new", count=1) in labels(result)
    others = await press(world, world.admin, result, "suggestions:")
    assert f"{TITLE} 3" in said(others)


async def test_an_editor_is_not_told_that_only_editors_can_add_it_in_another_way(
    world: World, language: Language
) -> None:
    world.speak(language)
    refused = await world.slash(world.admin, "suggest", link="http://127.0.0.2/a")
    assert problem(refused) == world.texts.say(language, "fetch-private")
    assert world.texts.say(language, "step-article-add") in labels(refused)


async def test_where_the_channel_is_closed_the_panel_says_why_editors_are_not_told_there(
    world: World, language: Language
) -> None:
    world.speak(language)
    await choose(world, world.admin, await listed(world), "suggestions-channel", world.channel)
    fine = said(await listed(world))
    deny(world, world.channel, me(world), "send_messages")
    closed = said(await listed(world))
    assert closed.startswith(fine.rpartition("\n\n")[0])
    name = world.texts.say(language, "permission-send")
    assert name in closed.removeprefix(fine)


async def test_without_any_article_editors_still_see_what_is_suggested(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    for article in await world.bot.library.articles.all(world.guild.id):
        await world.bot.library.articles.remove_everywhere(article.id)
    await suggested(world, site)
    assert TITLE in said(await listed(world))
