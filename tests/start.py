"""What the tests of the guided start share."""

from __future__ import annotations

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import Language
from bot.texts import Texts
from tests.conftest import World, answer
from tests.daily import choose

USUAL = {Language.JA: "Asia/Tokyo", Language.EN: "UTC"}


def label(texts: Texts, language: Language, step: int) -> str:
    return texts.say(language, "start-label", step=step, steps=5)


async def press(world: World, result: InteractionResult, custom_id: str) -> InteractionResult:
    await world.env.advance_time(60)
    return await world.admin.click(answer(result), custom_id=custom_id)


async def select_channel(
    world: World, who: MemberActor, result: InteractionResult, channel: Any
) -> InteractionResult:
    await world.env.advance_time(60)
    return await who.select(answer(result), [channel])


async def to_the_time(world: World, language: Language, wish: str = "mixed") -> InteractionResult:
    """The guided start up to its last question."""
    result = await world.slash(world.admin, "help")
    result = await world.click(world.admin, result, "step-start")
    result = await press(world, result, f"start-language:{language}")
    result = await choose(world, world.admin, result, USUAL[language])
    result = await choose(world, world.admin, result, wish)
    return await select_channel(world, world.admin, result, world.channel)
