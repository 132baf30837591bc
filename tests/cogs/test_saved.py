"""⭐ and /saved, as people use them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.library import saved
from bot.model import Language
from bot.texts import Texts
from tests.cogs.privacy.test_commands import asked, deleted, downloaded
from tests.conftest import World, answer, buttons, embed, said
from tests.daily import menu, problem
from tests.panels import choose


async def pressed(world: World, command: str = "quote", **options: Any) -> str:
    """A member saves what a command shows; returns what they are told."""
    shown = await world.slash(world.member, command, private=True, **options)
    result = await world.click(world.member, shown, "button-save")
    assert result.ephemeral, "nobody else sees it"
    return said(result)


async def test_below_an_old_message_nobody_is_shown_what_was_rejected_since(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    shown = await world.slash(world.member, "quote")
    words = re.search(r"[「“](.+?)[」”]", said(shown))
    assert words
    await world.click(world.member, shown, "button-save")
    saves = next(one["custom_id"] for one in buttons(answer(shown)) if one["custom_id"].startswith("save:"))
    await world.bot.library.reviews.reject(world.guild.id, int(saves.partition(":")[2]))
    taken = await world.click(world.member, shown, "button-save")
    assert texts.say(language, "saved-no-longer", count=0) in said(taken)
    again = await world.click(world.member, shown, "button-save")
    assert said(again) == texts.say(language, "saved-withdrawn")
    for answered in (taken, again):
        assert words[1] not in said(answered)


@pytest.mark.parametrize("command", ["quote", "prediction", "summary"])
async def test_whoever_presses_is_told_what_they_saved_and_presses_again_to_take_it_out(
    world: World, texts: Texts, language: Language, command: str
) -> None:
    world.speak(language)
    shown = await world.slash(world.member, command)
    first = await world.click(world.member, shown, "button-save")
    assert first.ephemeral
    assert said(first).startswith(texts.say(language, "saved-now", count=1))
    listed = await world.click(world.member, first, "step-saved")
    assert texts.say(language, "saved-label", count=1) in said(listed)
    again = await world.click(world.member, shown, "button-save")
    assert said(again).startswith(texts.say(language, "saved-no-longer", count=0))
    assert texts.say(language, "saved-none") in said(await world.slash(world.member, "saved"))


async def test_what_is_saved_is_listed_for_that_person_alone_and_opened_and_taken_out(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await pressed(world)
    await pressed(world, "summary", length="line")
    listed = await world.slash(world.member, "saved")
    assert listed.ephemeral
    assert texts.say(language, "saved-label", count=2) in said(listed)
    options = menu(listed, "saved-open")["options"]
    assert texts.say(language, "saved-kind-line") in options[0]["label"], "the newest comes first"
    opened = await choose(world, world.member, listed, "saved-open", options[1]["value"])
    assert embed(opened).author.name == texts.say(language, "quote-label")
    assert [one for one in buttons(answer(opened)) if one["custom_id"].startswith("card:")]
    context = await world.click(world.member, opened, "button-context")
    assert texts.say(language, "context-label") in said(context)
    left = await world.click(world.member, opened, "button-unsave")
    assert texts.say(language, "saved-label", count=1) in said(left)
    others = await world.slash(world.admin, "saved")
    assert texts.say(language, "saved-none") in said(others)


async def test_reminders_are_begun_and_ended_below_the_list(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    reminders, person = world.bot.library.reminders, world.member.id
    listed = await world.slash(world.member, "saved")
    assert texts.say(language, "reminders-off") in said(listed)
    on = await world.click(world.member, listed, "button-remind-on")
    assert texts.say(language, "reminders-on") in said(on)
    wish = await reminders.of(person)
    assert wish is not None
    assert (wish.user_id, wish.language) == (person, language)
    off = await world.click(world.member, on, "button-remind-off")
    assert texts.say(language, "reminders-off") in said(off)
    assert await reminders.of(person) is None


async def test_who_saved_as_much_as_is_kept_is_told_what_to_do(
    world: World, texts: Texts, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    monkeypatch.setattr(saved, "MOST", 1)
    await pressed(world)
    shown = await world.slash(world.member, "prediction")
    refused = await world.click(world.member, shown, "button-save")
    assert problem(refused) == texts.say(language, "saved-full", limit=1)
    assert [one["custom_id"] for one in buttons(answer(refused))] == ["run:saved"]


async def test_privacy_shows_gives_and_deletes_what_was_saved_and_the_wish(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await pressed(world)
    await world.click(world.member, await world.slash(world.member, "saved"), "button-remind-on")
    shown = said(await asked(world, world.member))
    for key in ("privacy-stored-saved", "privacy-stored-reminders"):
        assert texts.say(language, key, count=1, up=0, down=0) in shown
    content = await downloaded(world, world.member)
    (outside,) = content["servers"]
    assert outside["id"] is None
    assert len(outside["saved"]) == len(outside["reminders"]) == 1
    assert str(world.member.id) == content["user"]
    assert json.dumps(outside).count(str(world.member.id)) == 0
    await deleted(world, world.member)
    assert said(await asked(world, world.member)).startswith(texts.say(language, "privacy-nothing"))
    assert texts.say(language, "saved-none") in said(await world.slash(world.member, "saved"))
    assert await world.bot.library.reminders.of(world.member.id) is None
