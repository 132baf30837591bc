"""What an editor says on the review desk of who made a prediction, when, and by when it is due."""

from __future__ import annotations

from datetime import date

import pytest
from simcord.results import InteractionResult

from bot.model import Language
from tests.conftest import World, answer, said
from tests.reviews import PREDICTION, newest, review, turn_to

WORDS = "蔵書は2万冊を超える見通しだ"


async def form(world: World) -> InteractionResult:
    desk = await turn_to(world, await review(world), PREDICTION, WORDS)
    return await world.click(world.admin, desk, "button-facts")


def due(world: World, language: Language, on: date, basis: str) -> str:
    shown = world.texts.say(language, "date-with-year", year=str(on.year), month=on.month, day=on.day)
    return world.texts.say(language, "prediction-due", date=shown, basis=basis)


async def test_who_and_when_are_put_right_and_stand_under_the_prediction(
    world: World, language: Language
) -> None:
    world.speak(language)
    filled = {"name": "灘ソウタ", "said": "2026-05-01", "due": "2029/6/30"}
    desk = await world.admin.submit_modal(await form(world), filled)
    shown = await world.slash(world.member, "prediction", article="港の図書室")
    for where in (desk, shown):
        assert due(world, language, date(2029, 6, 30), "edited") in said(where)
        assert world.texts.say(language, "prediction-said-by", name="灘ソウタ") in said(where)
    assert world.texts.say(language, "verdict-approved") in said(desk)


async def test_what_is_left_as_it_is_still_counts_from_the_date_that_was_put_right(
    world: World, language: Language
) -> None:
    world.speak(language)
    opened = await form(world)
    _, found = await world.bot.library.reviews.of_article(world.guild.id, await newest(world))
    item = next(one.item for one in found if WORDS in one.item.text)
    assumed = (await world.bot.library.predictions.facts(world.guild.id, item.id)).due_on
    assert assumed is not None
    filled = {"name": "", "said": "2020-05-01", "due": assumed.isoformat()}
    desk = await world.admin.submit_modal(opened, filled)
    assert due(world, language, date(2023, 5, 1), "derived") in said(desk)


@pytest.mark.parametrize("typed", ["2030年12月31日", "31 Dec 2030", "Tuesday, 31 December 2030"])
async def test_a_due_date_is_typed_as_in_a_question(world: World, language: Language, typed: str) -> None:
    world.speak(language)
    desk = await world.admin.submit_modal(await form(world), {"name": "", "said": "", "due": typed})
    assert due(world, language, date(2030, 12, 31), "edited") in said(desk)


async def test_a_due_date_can_be_taken_away(world: World, language: Language) -> None:
    world.speak(language)
    desk = await world.admin.submit_modal(await form(world), {"name": "", "said": "", "due": ""})
    label = world.texts.say(language, "prediction-due", date="", basis="edited").split("**")[1]
    assert f"**{label}**" not in said(desk)
    assert world.texts.say(language, "verdict-approved") in said(desk)


@pytest.mark.parametrize(
    ("filled", "key", "about"),
    [
        ({"said": "", "due": "someday"}, "review-date-unreadable", {"text": "someday"}),
        ({"said": "2026-05-01", "due": "2025-01-01"}, "due-before-said", {}),
        ({"name": "Nobody", "said": "", "due": ""}, "name-not-in-article", {"name": "Nobody"}),
    ],
)
async def test_what_is_no_date_or_can_not_be_changes_nothing_and_says_what_to_type(
    world: World, language: Language, filled: dict[str, str], key: str, about: dict[str, str]
) -> None:
    world.speak(language)
    refused = await world.admin.submit_modal(await form(world), {"name": "", **filled})
    assert world.texts.say(language, key, **about) in said(refused)
    assert answer(refused).ephemeral
    counted = await world.bot.library.reviews.progress(world.guild.id, await newest(world))
    assert counted.corrected == counted.unchanged == 0
