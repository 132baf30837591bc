"""Cards that are posted, over what simcord leaves out: nonces, refusals, age limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.model import Language
from bot.texts import Texts

from .faults import fail
from .limits import Json
from .presses import THEME, Press, found, press
from .small import SmallDiscord
from .test_late import answers, settled

POST = f"card-post:{{quote}}:card:{THEME}"
WORDS = "The harbour sounds different at night."


async def test_a_card_whose_button_is_pressed_twice_is_posted_once(small: SmallDiscord, path: Path) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        first = await press(small, club, Press(POST))
        source = first.source
        again = await small.click(source or {}, POST.format(**club.ids), club.owner)
        assert await settled(small, [first, again]) == [["edit"], ["edit"]]
        (posted,) = club.channel.messages.values()
        assert posted["attachments"]
        assert len(small.asked("POST", rf"/channels/{club.channel.id}/messages")) == 2


async def test_what_discord_refuses_to_post_is_told_and_the_preview_stays(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        small.plan(fail(403, 50083), "POST", rf"/channels/{club.channel.id}/messages")
        asked = await press(small, club, Press(POST))
        assert await settled(small, [asked]) == [["private"]]
        told = [*([asked.original] if asked.original is not asked.source else []), *asked.followups][0] or {}
        assert _said(told) == texts.say(Language.EN, "card-not-posted")
        assert asked.source is not None
        assert asked.source["components"]
        assert club.channel.messages == {}


async def test_a_message_in_a_channel_with_an_age_limit_makes_no_card_nor_one_in_its_threads(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        club.channel.nsfw = True
        thread = club.guild.add_thread(club.channel, "more of it")
        await small.tell("CHANNEL_UPDATE", club.channel)
        name = texts.say(Language.EN, "command-make-card")
        for channel in (club.channel, thread):
            written = small.world.message(channel, club.owner, {"content": WORDS})
            asked = await small.on_message(channel, club.owner, name, written)
            assert _said(await asked.response()) == texts.say(Language.EN, "message-adult")


@pytest.mark.parametrize("kept", [True, False])
async def test_the_card_of_a_message_is_posted_if_that_is_still_there(
    small: SmallDiscord, path: Path, texts: Texts, *, kept: bool
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        written = small.world.message(club.channel, club.owner, {"content": WORDS})
        if kept:
            club.channel.messages[int(written["id"])] = written
        name = texts.say(Language.EN, "command-make-card")
        asked = await small.on_message(club.channel, club.owner, name, written)
        assert await settled(small, [asked]) == [["private"]]
        pressed = await small.click(
            asked.original or {}, texts.say(Language.EN, "button-card-post"), club.owner
        )
        shown = await pressed.response()
        posted = [one for one in club.channel.messages.values() if one is not written]
        if kept:
            assert answers(small, pressed) == ["edit"]
            (card,) = posted
            assert WORDS in card["attachments"][0]["description"]
        else:
            assert _said(shown) == texts.say(Language.EN, "message-changed")
            assert posted == []


def _said(message: Json) -> str:
    return str(message["embeds"][0]["description"])
