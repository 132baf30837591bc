"""Cards of quotations: of the very words that somebody read, looked at alone, changed, and posted."""

from __future__ import annotations

import io
import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from PIL import Image
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult, ResponseMessage

from bot.errors import UserError
from bot.model import ItemKind, Language, Style, Theme
from bot.ui.cards import CARDS
from bot.ui.replies import CARDS as AT_ONCE
from tests.articles import TEXT
from tests.cogs.daily.test_trouble import work
from tests.conftest import World, answer, buttons, said
from tests.daily import add, press
from tests.panels import choose, selects

WIDE, SQUARE = (1200, 675), (1080, 1080)
Shown = tuple[InteractionResult, str]
"""What somebody sees, and the words of the quotation in it."""


async def size(message: ResponseMessage | discord.Message) -> tuple[int, int]:
    (attached,) = message.attachments
    with Image.open(io.BytesIO(await attached.read())) as opened:
        return opened.size


def words(shown: str) -> str:
    """The words of a quotation, without their marks and escapes."""
    quoted = re.search(r"[「“](.+?)[」”]", shown.replace("\\", ""), re.DOTALL)
    assert quoted, shown
    return quoted[1].strip()


def alt_text(message: ResponseMessage | discord.Message) -> str:
    return message.attachments[0].description or ""


async def quoted(world: World) -> InteractionResult:
    """A quotation, as everybody sees it."""
    return await world.slash(world.member, "quote")


async def previewed(world: World) -> InteractionResult:
    """The card of a quotation, as one person sees it."""
    return await world.click(world.member, await quoted(world), "button-card")


def some_of(quoted: str) -> str:
    """Words that only this quotation has beside each other."""
    return quoted[:12] if " " not in quoted else " ".join(quoted.split()[:5]).strip(",.")


async def in_quote(world: World) -> Shown:
    shown = await quoted(world)
    return await world.click(world.member, shown, "button-card"), words(said(shown))


async def in_another(world: World) -> Shown:
    shown = await world.click(world.member, await quoted(world), "button-another")
    return await world.click(world.member, shown, "button-card"), words(said(shown))


async def in_context(world: World) -> Shown:
    shown = await quoted(world)
    context = await world.click(world.member, shown, "button-context")
    return await world.click(world.member, context, "button-card"), words(said(shown))


async def in_more_context(world: World) -> Shown:
    shown = await quoted(world)
    context = await world.click(world.member, shown, "button-context")
    more = await world.click(world.member, context, "button-more-before")
    return await world.click(world.member, more, "button-card"), words(said(shown))


async def in_a_search(world: World) -> Shown:
    """A hit that is a quotation, from the list of hits."""
    shown = await quoted(world)
    asked = words(said(shown))
    found = await world.slash(world.member, "search", words=some_of(asked), private=True)
    (option,) = selects(found)["card-choose"]["options"]
    return await choose(world, world.member, found, "card-choose", option["value"]), asked


async def in_a_hit(world: World) -> Shown:
    """A hit that is a quotation, between its neighbors."""
    shown = await quoted(world)
    asked = words(said(shown))
    found = await world.slash(world.member, "search", words=some_of(asked), private=True)
    await world.env.advance_time(60)
    context = await world.member.click(answer(found), label="1")
    return await world.click(world.member, context, "button-card"), asked


async def in_a_post(world: World) -> Shown:
    made = await add(world, content="quote")
    await press(world, "button-daily-test", made)
    await work(world)
    posted = world.channel.last_message
    assert posted is not None
    await world.env.advance_time(60)
    label = world.texts.say(Language(world.locale["locale"][:2]), "button-card")
    return await world.member.click(posted, label=label), words(posted.embeds[0].description or "")


async def in_an_item(world: World) -> Shown:
    """What a button below a part of an article shows."""
    shown = await quoted(world)
    item = re.search(r"card:(\d+)", str(answer(shown).components))
    assert item
    stored = world.env.backend.get_message(answer(shown).channel_id, answer(shown).id)
    stored.components[0]["components"][0]["custom_id"] = f"item:{item[1]}"
    await world.env.advance_time(60)
    opened = await world.member.click(answer(shown), custom_id=f"item:{item[1]}")
    return await world.click(world.member, opened, "button-card"), words(said(shown))


PLACES: list[Callable[[World], Awaitable[Shown]]] = [
    in_quote,
    in_another,
    in_context,
    in_more_context,
    in_a_search,
    in_a_hit,
    in_a_post,
    in_an_item,
]


@pytest.mark.parametrize("place", PLACES)
async def test_wherever_a_quotation_stands_there_is_a_card_of_the_same_words_for_one_person(
    world: World, language: Language, place: Callable[[World], Awaitable[Shown]]
) -> None:
    world.speak(language)
    card, asked = await place(world)
    assert card.ephemeral
    assert asked in alt_text(answer(card))
    assert await size(answer(card)) == WIDE
    assert world.texts.say(language, "card-preview-note") in said(card)
    assert world.texts.say(language, "quote-label") in said(card)


async def test_only_quotations_have_cards(world: World) -> None:
    for command in ("prediction", "summary"):
        shown = await world.slash(world.member, command)
        context = await world.click(world.member, shown, "button-context")
        for one in (shown, context):
            assert not [b for b in buttons(answer(one)) if b["custom_id"].startswith("card")], command


async def test_selects_draw_the_same_words_anew_in_the_same_message_also_after_a_restart(
    world: World, language: Language
) -> None:
    world.speak(language)
    card, asked = await in_quote(world)
    pixels = {await answer(card).attachments[0].read()}
    await world.restart()
    square = await choose(world, world.member, card, "card-style", Style.SQUARE)
    assert answer(square).id == answer(card).id
    assert await size(answer(square)) == SQUARE
    pixels.add(await answer(square).attachments[0].read())
    *_, last = Theme
    colored = await choose(world, world.member, square, "card-theme", last)
    assert await size(answer(colored)) == SQUARE, "the style stays"
    assert asked in alt_text(answer(colored))
    pixels.add(await answer(colored).attachments[0].read())
    assert len(pixels) == 3
    chosen = {
        name: [option["value"] for option in select["options"] if option["default"]]
        for name, select in selects(colored).items()
    }
    assert chosen == {"card-style": [Style.SQUARE], "card-theme": [last]}


async def test_every_style_and_theme_can_be_chosen_and_has_words(world: World, language: Language) -> None:
    world.speak(language)
    card = await previewed(world)
    offered = {
        name: [option["value"] for option in select["options"]] for name, select in selects(card).items()
    }
    assert offered == {"card-style": CARDS, "card-theme": list(Theme)}
    for style in CARDS:
        card = await choose(world, world.member, card, "card-style", style)
        assert answer(card).attachments, style


async def test_english_in_vertical_lines_is_horizontal_and_says_why(world: World) -> None:
    world.speak(Language.EN)
    upright = await choose(world, world.member, await previewed(world), "card-style", Style.VERTICAL)
    assert world.texts.say(Language.EN, "card-horizontal-note") in said(upright)
    world.speak(Language.JA)
    upright = await choose(world, world.member, await previewed(world), "card-style", Style.VERTICAL)
    assert world.texts.say(Language.JA, "card-horizontal-note") not in said(upright)


async def test_a_card_is_posted_for_everybody_with_its_source_and_votes(
    world: World, language: Language
) -> None:
    world.speak(language)
    card, asked = await in_quote(world)
    square = await choose(world, world.member, card, "card-style", Style.SQUARE)
    done = await world.click(world.member, square, "button-card-post")
    posted = world.channel.last_message
    assert posted is not None
    assert world.texts.say(language, "card-posted", link=posted.jump_url) in said(done)
    assert answer(done).id == answer(card).id, "the preview has gone"
    assert answer(done).attachments == []
    assert answer(done).components == []
    assert not posted.flags.ephemeral
    assert posted.flags.suppress_notifications
    assert asked in alt_text(posted)
    assert await size(posted) == SQUARE
    shown = posted.embeds[0].description or ""
    assert {Language.JA: "記事によると", Language.EN: "According to the article"}[language] in shown
    assert world.member.mention in shown, "who posted it is no secret"
    below: list[Any] = [child for row in posted.components for child in row.children]  # type: ignore[union-attr]
    labels = [button.label for button in below]
    for key in ("button-context", "button-card", "button-vote-up", "button-vote-down"):
        assert world.texts.say(language, key) in labels
    await world.env.advance_time(60)
    voted = await world.admin.click(posted, label=world.texts.say(language, "button-vote-up"))
    assert world.texts.say(language, "vote-counts", up=1, down=0) in said(voted)


async def test_everybody_reads_the_language_of_the_server(world: World) -> None:
    world.speak(Language.EN, guild=Language.JA)
    await world.click(world.member, await previewed(world), "button-card-post")
    posted = world.channel.last_message
    assert posted is not None
    assert "投稿した人" in (posted.embeds[0].description or "")


def forbid(world: World, who: int, **permissions: bool) -> None:
    bits = discord.Permissions(**permissions).value
    world.env.backend.set_overwrite(world.channel.id, Overwrite(who, OverwriteType.MEMBER, deny=bits))


async def test_who_may_not_write_here_posts_nothing_through_the_bot(world: World, language: Language) -> None:
    world.speak(language)
    card = await previewed(world)
    before = world.channel.last_message
    forbid(world, world.member.id, send_messages=True)
    refused = await world.click(world.member, card, "button-card-post")
    assert refused.ephemeral
    assert world.texts.say(language, "permission-send") in said(refused)
    assert world.texts.say(language, "missing-person.action") in said(refused)
    after = world.channel.last_message
    assert before is not None
    assert after is not None
    assert after.id == before.id


@pytest.mark.parametrize("lacking", ["send", "attach"])
async def test_what_the_bot_lacks_to_post_is_named_before_anything_is_tried(
    world: World, language: Language, lacking: str
) -> None:
    world.speak(language)
    card = await previewed(world)
    assert world.bot.user is not None
    forbid(world, world.bot.user.id, **{{"send": "send_messages", "attach": "attach_files"}[lacking]: True})
    refused = await world.click(world.member, card, "button-card-post")
    assert refused.ephemeral
    assert world.texts.say(language, f"permission-{lacking}") in said(refused)


async def test_without_the_permission_to_attach_files_there_is_no_preview(
    world: World, language: Language
) -> None:
    world.speak(language)
    shown = await quoted(world)
    assert world.bot.user is not None
    forbid(world, world.bot.user.id, attach_files=True)
    refused = await world.click(world.member, shown, "button-card")
    assert said(refused) == world.texts.say(language, "card-attach")


async def own_quotation(world: World) -> tuple[InteractionResult, int, int]:
    """A quotation of an article that the server added; and the ids of both."""
    article = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    _, (item, *_) = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.QUOTE)
    return await world.slash(world.member, "quote", article=f"#{article.id}"), article.id, item.id


@pytest.mark.parametrize("pressed", ["button-card", "card-style", "button-card-post"])
@pytest.mark.parametrize("what", ["removed", "rejected", "withheld"])
async def test_what_is_not_shown_here_any_more_makes_no_card(
    world: World, language: Language, pressed: str, what: str
) -> None:
    world.speak(language)
    shown, article, item = await own_quotation(world)
    card = await world.click(world.member, shown, "button-card")
    library, guild = world.bot.library, world.guild.id
    if what == "removed":
        await library.articles.remove(guild, article)
    elif what == "rejected":
        await library.reviews.reject(guild, item)
    else:
        await library.guilds.change(guild, unreviewed=False)
    before = world.channel.last_message
    if pressed == "card-style":
        refused = await choose(world, world.member, card, pressed, Style.SQUARE)
    else:
        refused = await world.click(world.member, shown if pressed == "button-card" else card, pressed)
    assert refused.ephemeral
    key = "article-gone" if what == "removed" else "quote-withdrawn"
    assert said(refused) == world.texts.say(language, key)
    assert before is not None
    assert world.channel.last_message is not None
    assert world.channel.last_message.id == before.id


async def test_no_other_server_makes_a_card_of_it_and_nothing_else_is_a_quotation(world: World) -> None:
    _, article, item = await own_quotation(world)
    selection = world.bot.library.selection
    assert (await selection.quotation(world.guild.id, item)).item.id == item
    with pytest.raises(UserError, match="article-gone"):
        await selection.quotation(world.guild.id + 1, item)
    _, (other, *_) = await world.bot.library.articles.items(world.guild.id, article, ItemKind.PREDICTION)
    with pytest.raises(UserError, match="article-gone"):
        await selection.quotation(world.guild.id, other.id)


async def test_cool_downs_say_how_many_cards_there_are_a_minute_and_when_the_next_is_possible(
    world: World, language: Language
) -> None:
    world.speak(language)
    shown = await quoted(world)
    await world.env.advance_time(60)
    asked = [await world.member.click(answer(shown), custom_id=_card_id(shown)) for _ in range(AT_ONCE + 1)]
    assert all(one.ephemeral and answer(one).attachments for one in asked[:-1])
    assert said(asked[-1]) in {
        world.texts.say(language, "cool-down-cards", rate=AT_ONCE, seconds=seconds)
        for seconds in range(1, 62)
    }
    previews = [await previewed(world) for _ in range(AT_ONCE + 1)]
    await world.env.advance_time(60)
    label = world.texts.say(language, "button-card-post")
    posted = [await world.member.click(answer(one), label=label) for one in previews]
    assert said(posted[-1]) in {
        world.texts.say(language, "cool-down-card-posts", rate=AT_ONCE, seconds=seconds)
        for seconds in range(1, 62)
    }
    assert "https://" in said(posted[-2])


def _card_id(shown: InteractionResult) -> str:
    return next(str(b["custom_id"]) for b in buttons(answer(shown)) if b["custom_id"].startswith("card:"))


async def test_words_that_no_typeface_has_are_shown_and_can_not_be_posted(
    world: World, language: Language
) -> None:
    world.speak(language)
    text = "港の話。館長の三崎さんは「夜に読む人の居場所を𓀀つくりたい」と話した。"
    article = (await world.bot.library.articles.add(text, world.guild.id)).article
    shown = await world.slash(world.member, "quote", article=f"#{article.id}")
    card = await world.click(world.member, shown, "button-card")
    assert answer(card).attachments == []
    assert "居場所を𓀀つくりたい" in said(card)
    assert world.texts.say(language, "card-unset-note") in said(card)
    (post,) = buttons(answer(card))
    assert post["disabled"]


async def test_a_look_that_there_is_no_more_is_said_to_be_of_an_earlier_version(
    world: World, language: Language
) -> None:
    world.speak(language)
    card = await previewed(world)
    stored = world.env.backend.get_message(answer(card).channel_id, answer(card).id)
    component = stored.components[2]["components"][0]
    component["custom_id"] = re.sub(r"[a-z]+$", "mauve", component["custom_id"])
    select = stored.components[1]["components"][0]
    select["options"][0]["value"] = "mauve"
    for pressed in (
        await world.click(world.member, card, "button-card-post"),
        await choose(world, world.member, card, "card-theme", "mauve"),
    ):
        assert said(pressed) == world.texts.say(language, "button-stale")
