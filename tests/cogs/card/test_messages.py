"""Cards of what people write: made of a message, posted, and in their author's hands."""

from __future__ import annotations

import io
import logging

import discord
import pytest
from PIL import Image
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.model import Language, Style
from bot.ui import held
from cogs.card import messages
from tests.conftest import World, answer, buttons, said
from tests.panels import choose, selects

WORDS = "The harbour sounds different at night, and nobody has ever written down how."
JAPANESE = "夜の港は、昼とは違う音がする。"


async def made(world: World, who: MemberActor, content: str) -> InteractionResult:
    """Somebody makes a card of what the administrator wrote."""
    message = await world.admin.send(world.channel, content)
    return await world.menu(who, "command-make-card", message)


def alt_text(result: InteractionResult) -> str:
    return answer(result).attachments[0].description or ""


async def posted(world: World, card: InteractionResult) -> discord.Message:
    done = await world.click(world.member, card, "button-card-post")
    assert "https://" in said(done), said(done)
    message = world.channel.last_message
    assert message is not None
    return message


async def test_a_card_of_a_message_is_looked_at_alone_and_then_posted_with_its_author_and_its_link(
    world: World, language: Language
) -> None:
    world.speak(language)
    content = {Language.EN: WORDS, Language.JA: JAPANESE}[language]
    message = await world.admin.send(world.channel, content)
    card = await world.menu(world.member, "command-make-card", message)
    assert card.ephemeral
    assert content in alt_text(card)
    assert "mio" in alt_text(card)
    assert "#general · Reading club" in alt_text(card)
    for words in (message.jump_url, "mio", world.texts.say(language, "card-preview-note")):
        assert words in said(card)
    square = await choose(world, world.member, card, "card-style", Style.SQUARE)
    done = await world.click(world.member, square, "button-card-post")
    shown = world.channel.last_message
    assert shown is not None
    assert world.texts.say(language, "card-posted", link=shown.jump_url) in said(done)
    assert content in (shown.attachments[0].description or "")
    with Image.open(io.BytesIO(await shown.attachments[0].read())) as opened:
        assert opened.size == (1080, 1080)
    below = shown.embeds[0].description or ""
    assert message.jump_url in below
    assert world.member.mention in below
    assert shown.mentions == []
    assert content not in below, "what a card shows isn't said twice"


async def test_markdown_mentions_and_emoji_are_words_on_a_card(world: World) -> None:
    world.speak(Language.EN)
    card = await made(
        world,
        world.member,
        f"**Ask** <@{world.member.id}> in <#{world.channel.id}> <:wave:123456789012345678>"
        " — `snake_case` stays, [so](https://example.org/a) does ~~this~~",
    )
    assert "“Ask @haru in #general — snake_case stays, so does this”" in alt_text(card)


async def test_a_channel_that_the_person_does_not_see_has_no_name_on_a_card(world: World) -> None:
    world.speak(Language.EN)
    hidden = world.guild.create_text_channel("layoffs")
    bits = discord.Permissions(view_channel=True).value
    everybody = Overwrite(world.guild.id, OverwriteType.ROLE, deny=bits)
    let_in = Overwrite(world.admin.id, OverwriteType.MEMBER, allow=bits)
    for overwrite in (everybody, let_in):
        world.env.backend.set_overwrite(hidden.id, overwrite)
    gone = 123456789012345678
    content = f"Look at <#{hidden.id}>, <#{world.channel.id}> and <#{gone}>, <@{gone}>"
    message = await world.member.send(world.channel, content)
    card = await world.menu(world.member, "command-make-card", message)
    assert "“Look at #…, #general and #…, @…”" in alt_text(card)
    card = await world.menu(world.admin, "command-make-card", message)
    assert "“Look at #layoffs, #general and #…, @…”" in alt_text(card)


REFUSED = {
    "message-spoiler": "Nobody guessed: it was ||the gardener|| all along",
    "message-empty": "<:wave:123456789012345678>",
    "message-long": "one word more " * (messages.LONGEST // 14 + 1),
}


@pytest.mark.parametrize("key", REFUSED)
async def test_what_can_be_no_card_is_refused_privately_and_says_why(
    world: World, language: Language, key: str
) -> None:
    world.speak(language)
    content = REFUSED[key].strip()
    refused = await made(world, world.member, content)
    assert refused.ephemeral
    assert said(refused) == world.texts.say(language, key, length=len(content), limit=messages.LONGEST)
    assert answer(refused).attachments == []


async def test_pictures_without_words_make_no_card(world: World, language: Language) -> None:
    world.speak(language)
    message = await world.admin.send(world.channel, attachments=[("a.png", b"x")])
    refused = await world.menu(world.member, "command-make-card", message)
    assert said(refused) == world.texts.say(language, "message-empty")


async def test_no_card_is_made_of_messages_of_bots_and_webhooks(world: World, language: Language) -> None:
    world.speak(language)
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    hook = world.guild.create_webhook(world.channel)
    shown = await world.slash(world.member, "quote")
    for message in (
        await robot.send(world.channel, WORDS),
        await hook.send(WORDS),
        answer(shown).message,
    ):
        refused = await world.menu(world.member, "command-make-card", message)
        assert said(refused) == world.texts.say(language, "message-of-bot")


async def test_no_card_is_made_in_a_channel_with_an_age_limit(
    world: World, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    monkeypatch.setattr(discord.TextChannel, "is_nsfw", lambda _: True)  # simcord has no such channels
    refused = await made(world, world.member, WORDS)
    assert said(refused) == world.texts.say(language, "message-adult")


async def refuse(world: World, who: MemberActor) -> InteractionResult:
    """Somebody says that nobody may make cards of their messages."""
    return await world.click(who, await world.slash(who, "privacy"), "button-privacy-cards-refuse")


async def test_who_wants_no_cards_gets_none_whoever_asks_until_they_allow_them_again(
    world: World, language: Language
) -> None:
    world.speak(language)
    message = await world.admin.send(world.channel, WORDS)
    switched = await refuse(world, world.admin)
    assert world.texts.say(language, "privacy-cards-refused") in said(switched)
    refusal = world.texts.say(language, "message-refused")
    for who in (world.member, world.admin):
        assert said(await world.menu(who, "command-make-card", message)) == refusal
    other = await world.member.send(world.channel, WORDS)
    assert answer(await world.menu(world.admin, "command-make-card", other)).attachments
    await world.restart()
    assert said(await world.menu(world.member, "command-make-card", message)) == refusal
    allowed = await world.click(world.admin, switched, "button-privacy-cards-allow")
    assert world.texts.say(language, "privacy-cards-allowed") in said(allowed)
    assert answer(await world.menu(world.member, "command-make-card", message)).attachments


async def test_who_refuses_while_a_card_is_looked_at_is_not_posted(world: World, language: Language) -> None:
    world.speak(language)
    card = await made(world, world.member, WORDS)
    await refuse(world, world.admin)
    last = world.channel.last_message
    pressed = await world.click(world.member, card, "button-card-post")
    assert said(pressed) == world.texts.say(language, "message-refused")
    assert last is not None
    assert world.channel.last_message is not None
    assert world.channel.last_message.id == last.id


@pytest.mark.parametrize("change", ["edited", "deleted"])
async def test_a_message_that_was_edited_or_deleted_meanwhile_is_not_posted(
    world: World, language: Language, change: str
) -> None:
    world.speak(language)
    message = await world.admin.send(world.channel, WORDS)
    card = await world.menu(world.member, "command-make-card", message)
    if change == "edited":
        await world.admin.edit(message, "I never said that.")
    else:
        await world.admin.delete(message)
    pressed = await world.click(world.member, card, "button-card-post")
    assert said(pressed) == world.texts.say(language, "message-changed")


async def test_only_the_author_deletes_the_card_of_their_message(world: World, language: Language) -> None:
    world.speak(language)
    await world.restart()
    shown = await posted(world, await made(world, world.member, WORDS))
    label = world.texts.say(language, "button-card-delete")
    await world.restart()
    other = world.guild.add_member(world.env.create_user("ren"))
    for who in (world.member, other):
        await world.env.advance_time(60)
        refused = await who.click(shown, label=label)
        assert refused.ephemeral
        assert said(refused) == world.texts.say(language, "card-author-only")
    assert [one.id for one in world.channel.history()].count(shown.id) == 1
    await world.env.advance_time(60)
    deleted = await world.admin.click(shown, label=label)
    assert answer(deleted).ephemeral
    assert world.texts.say(language, "card-deleted") in said(deleted)
    assert [one.id for one in world.channel.history()].count(shown.id) == 0
    led = await world.click(world.admin, deleted, "step-privacy")
    assert world.texts.say(language, "privacy-cards-allowed") in said(led)


async def test_the_author_deletes_it_also_where_the_bot_sees_the_channel_no_more(world: World) -> None:
    world.speak(Language.EN)
    shown = await posted(world, await made(world, world.member, WORDS))
    bits = discord.Permissions(view_channel=True).value
    user = world.bot.user
    assert user is not None
    denied = Overwrite(user.id, OverwriteType.MEMBER, deny=bits)
    world.env.backend.set_overwrite(world.channel.id, denied)
    await world.env.advance_time(60)
    deleted = await world.admin.click(shown, label=world.texts.say(Language.EN, "button-card-delete"))
    assert world.texts.say(Language.EN, "card-deleted") in said(deleted)
    assert [one.id for one in world.channel.history()].count(shown.id) == 0


async def test_the_words_are_gone_after_a_quarter_of_an_hour_and_after_a_restart(
    world: World, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    gone = world.texts.say(language, "held-gone")
    card = await made(world, world.member, WORDS)
    with monkeypatch.context() as later:
        later.setattr(held, "SECONDS", 0.0)
        assert said(await choose(world, world.member, card, "card-style", Style.SQUARE)) == gone
    card = await made(world, world.member, WORDS)
    await world.restart()
    assert said(await world.click(world.member, card, "button-card-post")) == gone


async def test_nothing_of_a_message_is_stored_or_logged_or_kept(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="cogs")
    before = files(world)
    await posted(world, await made(world, world.member, "Quixotic herons waded through the fog."))
    await refuse(world, world.admin)
    assert len(files(world)) > len(before), "something is stored"
    for secret in ("Quixotic", str(world.admin.id)):
        assert secret.encode() not in files(world)
        assert secret not in caplog.text
    assert world.admin.id.to_bytes(8) not in files(world)
    assert "Quixotic" not in repr(world.bot.painter._images.keys())


def files(world: World) -> bytes:
    """All that stands in the database and its log."""
    return b"".join(world.path.with_name(world.path.name + end).read_bytes() for end in ("", "-wal"))


async def test_the_avatar_is_on_the_card_and_one_that_can_not_be_fetched_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(picture, "PNG")
    asked: list[str] = []

    async def read(asset: discord.Asset) -> bytes:
        asked.append(asset.url)
        if len(asked) == 1:
            return picture.getvalue()
        if len(asked) == 2:
            return b"x" * (messages.AVATAR_BYTES + 1)
        raise discord.DiscordException

    monkeypatch.setattr(discord.Asset, "read", read)
    sora = world.guild.add_member(world.env.create_user("sora", avatar="0" * 32))
    seen: list[bytes | None] = []
    for author in (sora, sora, sora, world.admin):
        message = await author.send(world.channel, WORDS)
        card = await world.menu(world.member, "command-make-card", message)
        assert answer(card).attachments
        *_, quoted = list(world.bot.held._things.values())[-1]
        seen.append(quoted.avatar)
    assert seen == [picture.getvalue(), None, None, None]
    assert len(asked) == 3, "Discord's own picture for who has none says nothing of them"
    assert all(f"size={messages.AVATAR_SIZE}" in url for url in asked)
    assert str(sora.id) not in caplog.text


async def test_words_too_long_for_a_format_are_shown_whole_and_not_posted(
    world: World, language: Language
) -> None:
    world.speak(language)
    content = " ".join(f"Number {n} of the boats came home." for n in range(1, 400))[: messages.LONGEST]
    card = await made(world, world.member, content)
    assert answer(card).attachments == []
    assert content[:60] in said(card)
    assert world.texts.say(language, "card-unset-note") in said(card)
    (post,) = buttons(answer(card))
    assert post["disabled"]
    assert selects(card).keys() == {"card-style", "card-theme"}
