"""What people do on the small Discord, and what its client would not let them do."""

from __future__ import annotations

import pytest

from .parrot import Parrot
from .people import Upload
from .small import SmallDiscord


async def test_completion_buttons_and_modals_work(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with small.connect(Parrot()):
        typed = await small.autocomplete(channel, guild.owner, "say", "words", "石")
        assert await typed.response() == {"choices": [{"name": "石油", "value": "oil"}]}
        asked = await small.slash(channel, guild.owner, "say", {"words": "x"})
        message = await asked.response()
        clicked = await small.click(message, "もう一つ", guild.owner)
        assert (await clicked.response())["content"] == "again"
        assert message["content"] == "again"
        clicked = await small.click(message, "words", guild.owner)
        assert (await clicked.response())["title"] == "Words"
        answers = {"Text": "typed", "File": Upload("a.txt", b"uploaded")}
        sent = await small.submit(clicked, guild.owner, answers)
        assert (await sent.response())["content"] == "typed uploaded"


async def test_a_subcommand_takes_files_and_channels(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    options = {"file": Upload("記事.txt", "本文".encode()), "channel": channel}
    async with small.connect(Parrot()):
        asked = await small.slash(channel, guild.owner, "article add", options)
        assert (await asked.response())["content"] == "記事.txt: 本文 for general"


async def test_what_discords_client_would_not_let_people_type_is_refused(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with small.connect(Parrot()):
        with pytest.raises(AssertionError, match="/sing is not registered"):
            await small.slash(channel, guild.owner, "sing")
        with pytest.raises(AssertionError, match="/article needs a subcommand"):
            await small.slash(channel, guild.owner, "article")
        with pytest.raises(AssertionError, match="/say needs the option"):
            await small.slash(channel, guild.owner, "say")
        with pytest.raises(AssertionError, match="/say has no option"):
            await small.slash(channel, guild.owner, "say", {"loud": True})
        with pytest.raises(AssertionError, match="words takes 1 to 20 characters, not 21"):
            await small.slash(channel, guild.owner, "say", {"words": "a" * 21})
        with pytest.raises(AssertionError, match="'shrill' is not a choice of tone"):
            await small.slash(channel, guild.owner, "say", {"words": "a", "tone": "shrill"})
        thread = guild.add_thread(channel, "thread")
        with pytest.raises(AssertionError, match="channel takes channels of the types"):
            options = {"file": Upload("a", b""), "channel": thread}
            await small.slash(channel, guild.owner, "article add", options)
        with pytest.raises(AssertionError, match="the option private has no autocompletion"):
            await small.autocomplete(channel, guild.owner, "say", "private")
        with pytest.raises(AssertionError, match="alice is not a member of club"):
            await small.slash(channel, small.world.add_user("alice"), "say", {"words": "x"})


async def test_what_discords_client_would_not_let_people_click_is_refused(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with small.connect(Parrot()):
        asked = await small.slash(channel, guild.owner, "say", {"words": "x", "tone": "loud"})
        message = await asked.response()
        assert message["content"] == "yes x en-US!"
        with pytest.raises(AssertionError, match="the message has no button 'New'"):
            await small.click(message, "New", guild.owner)
        with pytest.raises(AssertionError, match="the button 'Old' is disabled"):
            await small.click(message, "Old", guild.owner)
        with pytest.raises(AssertionError, match="not answered with a modal"):
            await small.submit(asked, guild.owner, {})
        clicked = await small.click(message, "words", guild.owner)
        await clicked.response()
        with pytest.raises(AssertionError, match="the field 'Text' is required"):
            await small.submit(clicked, guild.owner, {})
        with pytest.raises(AssertionError, match=r"the modal has no field \['Title'\]"):
            await small.submit(clicked, guild.owner, {"Text": "x", "Title": "y"})
