"""A server whose members give forecasts, with its clock in a test's hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import ItemKind, Language, Outcome, PredictionKind, Question
from tests.articles import TEXT
from tests.conftest import World, answer, open_world, said
from tests.panels import choose

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
DUE = date(2026, 12, 31)
DAY = timedelta(days=1)
TEXT_OF_QUESTION = "来年までに蔵書は2万冊を超えるか"


@dataclass
class Club:
    """A server, an article with an outlook, and what its members do."""

    world: World
    item: int = 0
    now: datetime = NOW

    async def ask(self, text: str = TEXT_OF_QUESTION, due: date = DUE) -> Question:
        library = self.world.bot.library
        guild = await library.guilds.get(self.world.guild.id)
        return await library.questions.ask(guild, Language.JA, self.item, text, due, self.world.admin.id)

    async def others(self, question: Question, *probabilities: int) -> None:
        """Others give these forecasts, in thousandths."""
        for person, probability in enumerate(probabilities, 1_000):
            await self.give(question, person, probability)

    async def give(self, question: Question, person: int, probability: int) -> None:
        await self.world.bot.library.forecasts.give(question.guild_id, question.id, person, probability)

    async def resolve(
        self, question: Question, outcome: Outcome = Outcome.YES, evidence: str = "年報の3ページ"
    ) -> Question:
        """An editor says what came of it, which doesn't count yet."""
        questions = self.world.bot.library.questions
        question = (await questions.get(question.guild_id, question.id)).question
        seen = question.resolutions[-1].id if question.resolutions else 0
        return await questions.resolve(
            question.guild_id, question.id, seen, outcome, evidence, self.world.admin.id
        )

    async def own(self, question: Question, who: MemberActor | None = None) -> list[int]:
        """What somebody thought so far."""
        person = (who or self.world.member).id
        page = await self.world.bot.library.forecasts.show(question.guild_id, question.id, person)
        return [one.probability for one in page.own]

    async def listed(self, who: MemberActor | None = None) -> InteractionResult:
        """Somebody types the command."""
        shown = await self.world.slash(who or self.world.member, "forecast")
        assert answer(shown).ephemeral
        return shown

    async def press(
        self, custom_id: str, who: MemberActor | None = None, *, on: InteractionResult | None = None
    ) -> InteractionResult:
        """Somebody presses a button with this id: below an answer that has it, or below a public message that
        never had it."""
        who = who or self.world.member
        shown = on or await self.world.slash(who, "quote")
        message = answer(shown)
        if on is None:
            stored = self.world.env.backend.get_message(message.channel_id, message.id)
            stored.components[0]["components"][0]["custom_id"] = custom_id
        await self.world.env.advance_time(60)
        return await who.click(message, custom_id=custom_id)

    async def choose(
        self, on: InteractionResult, probability: int, who: MemberActor | None = None
    ) -> InteractionResult:
        """Somebody chooses a probability, in thousandths."""
        return await choose(self.world, who or self.world.member, on, "forecast", str(probability))

    async def fill(
        self, opened: InteractionResult, who: MemberActor | None = None, **fields: Any
    ) -> InteractionResult:
        await self.world.env.advance_time(60)
        return await (who or self.world.member).submit_modal(opened, fields)

    async def elsewhere(self) -> Club:
        """The same bot, seen from another server by its manager."""
        world = self.world
        other = world.env.create_guild("Somewhere else")
        boss = other.create_role("boss", permissions=discord.Permissions(manage_guild=True))
        spy = other.add_member(world.env.create_user("spy"), roles=[boss])
        channel = other.create_text_channel("elsewhere")
        await world.bot.library.guilds.mark_started(other.id)
        return Club(replace(world, guild=other, channel=channel, member=spy, admin=spy), self.item, self.now)


@asynccontextmanager
async def open_club(path: Path, language: Language = Language.JA) -> AsyncIterator[Club]:
    """A server with an article of its own, of which nothing was asked yet."""
    club: Club | None = None
    async with open_world(path, clock=lambda: club.now if club else NOW) as world:
        world.speak(language)
        library, guild = world.bot.library, world.guild.id
        article = (await library.articles.add(TEXT, guild)).article
        _, items = await library.articles.items(guild, article.id, ItemKind.PREDICTION)
        outlooks = [one.id for one in items if one.prediction_kind is PredictionKind.OUTLOOK]
        club = Club(world, outlooks[0])
        yield club


def told(result: InteractionResult) -> str:
    """All that somebody can read in an answer: its words, buttons and selects, what is said of pictures."""
    message = answer(result)
    pictures = [one.description or "" for one in message.attachments]
    return "\n".join([said(result), str(message.components), *pictures])
