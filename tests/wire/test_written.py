"""When a language model's lines come: below an answer that stands already, within its time, or never."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app.client import Client
from bot.app.startup import open_bot
from bot.ui import deferral
from cogs.ask import written
from tests.fake_model import FakeModel, fake_model

from .faults import fail
from .interactions import Interaction
from .limits import Json
from .routes import Request
from .small import SmallDiscord
from .state import LOADING, Channel, User

ARTICLE = "# News\n\nThe harbor library opened in 1987 in a former customs house. It has a garden.\n"
QUESTION = "When did the library open?"
LINE = "The library opened in 1987. [1]"
ORIGINAL = r"/webhooks/\d+/[^/]+/messages/@original"


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    async with fake_model() as opened:
        yield opened


@asynccontextmanager
async def asking(
    small: SmallDiscord, path: Path, model: FakeModel, **options: Any
) -> AsyncIterator[tuple[Client, Channel, User]]:
    """A connected bot, and somebody in a server that switched the model on."""
    client = model.client(**options)
    guild, reader = small.world.add_guild("club"), small.world.add_user("reader")
    guild.add_member(reader)
    channel = guild.add_channel("general")
    async with open_bot(path, language_model=client) as bot, small.connect(bot):
        await bot.library.articles.add(ARTICLE, guild.id)
        await bot.library.guilds.change(guild.id, model=client.destination)
        yield bot, channel, reader


async def ask(small: SmallDiscord, channel: Channel, reader: User, **options: Any) -> Interaction:
    """Asks, and waits for the plain answer."""
    asked = await small.slash(channel, reader, "ask", {"question": QUESTION, **options})
    await small.until(lambda: embeds(asked))
    return asked


def embeds(asked: Interaction) -> list[Json]:
    message = asked.original
    return [] if message is None or message["flags"] & LOADING else list(message["embeds"])


async def nothing_is_begun(bot: Client) -> None:
    while bot.answering:
        await asyncio.wait(bot.answering)


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("late", [True, False])
async def test_the_plain_answer_stands_before_the_model_has_said_anything(
    small: SmallDiscord,
    path: Path,
    model: FakeModel,
    monkeypatch: pytest.MonkeyPatch,
    private: bool,
    late: bool,
) -> None:
    if late:  # a message is promised first
        monkeypatch.setattr(deferral, "PATIENCE", 0.0)
    async with asking(small, path, model) as (bot, channel, reader):
        model.says(LINE)
        finished, release = model.answer, asyncio.Event()

        async def answer(request: Any) -> Any:
            model.waiting.set()
            await release.wait()
            return await finished(request)

        model.answer = answer
        asked = await ask(small, channel, reader, private=private)
        await model.waiting.wait()
        (plain,) = embeds(asked)
        buttons = asked.original["components"] if asked.original else None
        release.set()
        await nothing_is_begun(bot)
        first, second = embeds(asked)
        assert first["description"] == plain["description"]
        assert "1987" in second["description"]
        assert asked.original is not None
        assert asked.original["components"] == buttons
        assert not asked.followups


async def test_a_model_that_is_too_slow_changes_nothing(
    small: SmallDiscord, path: Path, model: FakeModel
) -> None:
    model.stays_silent()
    async with asking(small, path, model, seconds=0.1) as (bot, channel, reader):
        asked = await ask(small, channel, reader)
        await nothing_is_begun(bot)
        assert len(embeds(asked)) == 1
        assert bot.library.written_answers.outcomes == {"slow": 1}


async def test_an_answer_changes_within_its_time_or_never(
    small: SmallDiscord, path: Path, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "WITHIN", 0.1)
    model.stays_silent()
    async with asking(small, path, model) as (bot, channel, reader):
        asked = await ask(small, channel, reader)
        await nothing_is_begun(bot)
        assert len(embeds(asked)) == 1


async def test_a_server_has_one_answer_written_at_a_time(
    small: SmallDiscord, path: Path, model: FakeModel
) -> None:
    model.stays_silent()
    async with asking(small, path, model, seconds=2.0) as (bot, channel, reader):
        first = await ask(small, channel, reader)
        await model.waiting.wait()
        second = await ask(small, channel, reader)
        await small.until(lambda: bot.library.written_answers.outcomes["busy"])
        await nothing_is_begun(bot)
        assert [len(embeds(one)) for one in (first, second)] == [1, 1]
        assert len(model.asked) == 1


async def test_a_bot_that_ends_meanwhile_leaves_the_plain_answer(
    small: SmallDiscord, path: Path, model: FakeModel
) -> None:
    model.stays_silent()
    async with asking(small, path, model) as (bot, channel, reader):
        asked = await ask(small, channel, reader)
        await model.waiting.wait()
        writing = list(bot.answering)
        for task in writing:  # as the end of the process does
            task.cancel()
        await asyncio.wait(writing)
    async with open_bot(path, language_model=model.client()) as again, small.connect(again):
        await asyncio.sleep(0.1)
        assert len(embeds(asked)) == 1
        assert len(model.asked) == 1


def is_written(request: Request) -> bool:
    """Whether it adds what a model wrote; a plain answer that was late comes by such a request as well."""
    return len(request.body["embeds"]) == 2


async def test_a_message_that_is_gone_meanwhile_is_no_error(
    small: SmallDiscord, path: Path, model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    model.says(LINE)
    plan = small.plan(fail(404), "PATCH", ORIGINAL, when=is_written)
    async with asking(small, path, model) as (bot, channel, reader):
        asked = await ask(small, channel, reader)
        await nothing_is_begun(bot)
        assert len(embeds(asked)) == 1
    assert plan.hits == 1
    assert "A written answer is not shown: NotFound" in caplog.text
    assert not [record for record in caplog.records if record.exc_info]
