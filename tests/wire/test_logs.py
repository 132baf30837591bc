"""What the log says while people use the bot: nothing of what they write, and not who they are."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from bot.app.startup import open_bot

from .people import Upload
from .small import SmallDiscord
from .test_late import SHARES, everything, settled

HOSTILE = "ひみつの話\n[2030-01-01 00:00:00] [ERROR   ] bot: forged\x1b[2J"
ARTICLE = f"# {HOSTILE}\n\n三崎ハルカさんは「{HOSTILE}」と話した。今後3年で蔵書は2万冊を超える見通しだ。\n"
AT_ONCE = 10
"""How much is done at once: a busy machine is late for more, which is nothing that a log is about."""


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that is not for debugging, with tracebacks, before anything is escaped or left out."""
    plain = logging.Formatter("%(message)s")
    return "\n".join(plain.format(one) for one in caplog.records if one.levelno > logging.DEBUG)


@pytest.fixture
def verbose(caplog: pytest.LogCaptureFixture) -> None:
    """The log as a host has it who didn't ask for less."""
    caplog.set_level(logging.INFO)


@pytest.mark.usefixtures("verbose")
async def test_no_text_of_a_stranger_is_logged(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    guild = small.world.add_guild(HOSTILE)
    channel = guild.add_channel("general")
    async with open_bot(path) as bot, small.connect(bot):
        file = Upload("tayori.md", ARTICLE.encode())
        asked = [await small.slash(channel, guild.owner, "article add", {"file": file})]
        await asked[0].response(within=10)
        for command, option in (("quote", "about"), ("quote", "article")):
            asked.append(await small.slash(channel, guild.owner, command, {option: HOSTILE[:50]}))
            await asked[-1].response()
        asked.append(await small.slash(channel, guild.owner, "article add", {"link": HOSTILE[:50]}))
        await asked[-1].response()
    assert logged(caplog), "something is logged at each start"
    for secret in ("ひみつ", "forged", "三崎", str(guild.owner.id), small.environment["DISCORD_TOKEN"]):
        assert secret not in logged(caplog)


@pytest.mark.usefixtures("verbose")
@pytest.mark.parametrize("share", range(SHARES))
async def test_nobody_who_does_anything_is_named(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture, share: int
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        done = await everything(bot, small, share)
        for first in range(0, len(done), AT_ONCE):
            await settled(small, [await one.begin() for one in done[first : first + AT_ONCE]])
    people = {str(number) for number in small.world.users}
    assert len(people) > 1
    assert not people & set(re.findall(r"\d+", logged(caplog)))
    assert "Running as kotonoha" in logged(caplog)
    assert "A sentence" not in logged(caplog)
    assert small.environment["DISCORD_TOKEN"] not in logged(caplog)
