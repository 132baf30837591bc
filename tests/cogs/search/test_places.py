"""The numbers under results of /search and answers of /ask, after an article was refreshed."""

from __future__ import annotations

import pytest
from simcord.results import InteractionResult

from bot.model import Language, Metadata
from tests.conftest import World, answer, buttons, said

HEAD = "---\nurl: https://harbor.example/news\n---\n# 港の記録\n\n"
LIGHTHOUSE = "北の灯台は1987年に建てられた。"
DAYS = "".join(f"港の{day}日目は晴れていた。" for day in range(1, 10))
ASKED = {"search": {"words": "灯台 建てられた"}, "ask": {"question": "北の灯台はいつ建てられた？"}}


async def add(world: World, text: str) -> None:
    """Add the article, or refresh it where it is there."""
    added = await world.bot.library.ingest.add(HEAD + text, world.guild.id, Metadata())
    if added.draft is not None:
        assert (await world.bot.library.ingest.refresh(world.guild.id, added.draft)).outcome == "refreshed"


async def ask(world: World, command: str) -> InteractionResult:
    result = await world.slash(world.member, command, **ASKED[command])
    assert LIGHTHOUSE in said(result).replace("**", "")
    return result


@pytest.mark.parametrize("command", ASKED)
async def test_a_number_shows_its_own_sentence_wherever_a_refresh_moved_it(
    world: World, command: str
) -> None:
    world.speak(Language.JA)
    await add(world, LIGHTHOUSE + DAYS)
    result = await ask(world, command)
    await add(world, "霧が出た。" + DAYS + LIGHTHOUSE + "夜は静かだった。船は来なかった。")
    shown = await world.member.click(answer(result), label="1")
    assert shown.ephemeral
    assert f"港の9日目は晴れていた。\n**{LIGHTHOUSE}**\n夜は静か" in said(shown)
    before = await world.click(world.member, shown, "button-more-before")
    assert "港の6日目は晴れていた。\n港の7日目は晴れていた。\n港の8日目は晴れていた。\n" in said(before)
    assert f"**{LIGHTHOUSE}**\n夜は静か" in said(before)
    await add(world, "風が出た。" + LIGHTHOUSE + DAYS)
    after = await world.click(world.member, before, "button-more-after")
    assert f"風が出た。\n**{LIGHTHOUSE}**\n港の1日目は晴れていた。\n" in said(after)


@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize(
    "text",
    [
        "北の灯台は1988年に建てられた。" + DAYS,
        "南の港には船がいる。" + DAYS,
        "南の港には船がいる。",
        f"南の港には船がいる。{LIGHTHOUSE}\n\n## 昔話\n\n{LIGHTHOUSE}{DAYS}",
    ],
    ids=["another number", "it is gone", "a shorter text", "it is there twice"],
)
async def test_a_number_whose_sentence_is_gone_or_uncertain_shows_no_other_one(
    world: World, language: Language, command: str, text: str
) -> None:
    world.speak(language)
    await add(world, DAYS + LIGHTHOUSE + "夜は静かだった。")
    result = await ask(world, command)
    await add(world, text)
    pressed = await world.member.click(answer(result), label="1")
    assert pressed.ephemeral
    assert said(pressed) == world.texts.say(language, "place-gone")


async def test_a_number_without_a_checksum_shows_what_stands_there_as_ever(world: World) -> None:
    world.speak(Language.JA)
    await add(world, LIGHTHOUSE + DAYS)
    message = answer(await ask(world, "search"))
    stored = world.env.backend.get_message(message.channel_id, message.id)
    (place, *_) = buttons(message)
    earlier = place["custom_id"].rpartition(":")[0]
    stored.components[0]["components"][0]["custom_id"] = earlier
    await add(world, DAYS + LIGHTHOUSE)
    pressed = await world.member.click(message, custom_id=earlier)
    assert "**港の1日目は晴れていた。**" in said(pressed)
