"""What others think is known to nobody who hasn't said what they think, as long as that can still be said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from simcord.results import InteractionResult

from bot.model import Language, Question
from tests.cogs.forecast.club import DAY, DUE, Club, open_club, told
from tests.conftest import answer
from tests.panels import choose

SECRET = (731, 732, 733)
"""What others think: each of these numbers and their quartiles have 73 in them, and nothing else does."""


@dataclass
class Peeking:
    club: Club
    question: Question


@pytest.fixture
async def peeking(path: Path, language: Language) -> AsyncIterator[Peeking]:
    """A question that three others gave forecasts on."""
    async with open_club(path, language) as club:
        question = await club.ask()
        await club.others(question, *SECRET)
        yield Peeking(club, question)


def tells(result: InteractionResult) -> bool:
    """Whether an answer has any number of others in it, or how many they are, or a picture."""
    if result.modal is not None:
        return "73" in str(result.modal | {"custom_id": "random"})
    pictures = [one for one in answer(result).attachments if one.filename.endswith(".png")]
    return bool(pictures) or any(part in told(result) for part in ("73", "3 people", "3人"))


async def test_the_numbers_are_there_once_somebody_gave_their_own(peeking: Peeking) -> None:
    club = peeking.club
    assert tells(await club.choose(await club.listed(), 500))
    assert tells(await club.listed()), "and afterwards"
    assert not tells(await club.listed(club.world.admin)), "not to another person"


async def test_the_command_has_no_options_that_could_suggest_anything(peeking: Peeking) -> None:
    command = peeking.club.world.bot.tree.get_command("forecast")
    assert command is not None
    assert not command.parameters  # type: ignore[union-attr]  # it is no group


async def test_no_page_and_no_way_to_it_shows_them_before(peeking: Peeking) -> None:
    club, question = peeking.club, peeking.question
    second = await club.ask("もう1つの問い", DUE + DAY)
    await club.others(second, *SECRET)
    shown = await club.listed()
    seen = [shown]
    for custom_id in ("forecasts:open:1", "forecasts:open:0", "forecasts:due:0", "forecasts:resolved:0"):
        shown = await club.press(custom_id, on=shown) if "open" in custom_id else await club.press(custom_id)
        seen.append(shown)
    ways = (
        *("forecasts:", "forecast-mine:", "forecast-board:0", "forecast-appear:on"),
        *("post:0123abcdef:2026-05-01:qdue", f"forecast-item:{club.item}"),
        *(f"forecast-exact:{question.id}", f"forecast-object:{question.id}:1"),
    )
    seen += [await club.press(custom_id) for custom_id in ways]
    member = club.world.member
    for one in (question, second):
        listed = await club.press(f"forecast-item:{club.item}")
        seen.append(await choose(club.world, member, listed, "forecast-open", str(one.id)))
    form = await club.press(f"forecast-exact:{question.id}")
    seen.append(await club.fill(form, percent="0"))
    form = await club.press(f"forecast-object:{question.id}:1")
    seen.append(await club.fill(form, reason="？"))
    for command in ("prediction", "privacy", "saved", "help"):
        seen.append(await club.world.slash(member, command))
    assert [number for number, one in enumerate(seen) if tells(one)] == []


async def test_to_give_one_on_another_question_shows_nothing_of_this_one(peeking: Peeking) -> None:
    club = peeking.club
    second = await club.ask("もう1つの問い", DUE + DAY)
    await club.others(second, 100, 100)
    given = await club.choose(await club.press("forecasts:open:1"), 200)
    assert answer(given).attachments
    turned = await club.press("forecasts:open:0", on=given)
    assert not tells(turned)
    assert not answer(turned).attachments, "nor does the picture stay that was there"


async def test_a_result_that_can_be_undone_shows_nothing_to_whoever_could_then_give_one(
    peeking: Peeking, language: Language
) -> None:
    club, question = peeking.club, peeking.question
    proposed = (await club.resolve(question)).resolutions[-1].id
    shown = await club.press("forecasts:due:0")
    assert not tells(shown)
    assert club.world.texts.say(language, "forecast-hidden") in told(shown)
    form = await club.press(f"forecast-object:{question.id}:{proposed}")
    assert not tells(await club.fill(form, reason="違う"))
    assert not tells(await club.press("forecast-board:0"))
    await club.world.bot.library.questions.undo(question.guild_id, question.id, proposed)
    assert not tells(await club.listed())


async def test_what_was_resolved_for_good_is_shown_to_all(peeking: Peeking) -> None:
    await peeking.club.resolve(peeking.question)
    peeking.club.now += DAY
    assert tells(await peeking.club.press("forecasts:resolved:0"))


async def test_what_is_due_is_shown_to_all(peeking: Peeking) -> None:
    peeking.club.now = peeking.question.due_at
    assert tells(await peeking.club.press("forecasts:due:0"))


async def test_whoever_had_their_data_deleted_is_shown_no_more(peeking: Peeking) -> None:
    club = peeking.club
    await club.choose(await club.listed(), 500)
    await club.world.bot.library.personal_data.forget(club.world.member.id)
    assert not tells(await club.listed())
