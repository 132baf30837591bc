"""What editors ask about an article's predictions, and how that is changed and removed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.model import Language, Outcome, PredictionKind
from tests.cogs.article.asking import (
    another_editor,
    confirmation,
    fits_a_phone,
    open_list,
    open_outlook,
    open_question,
    outlook,
    stored,
)
from tests.cogs.forecast.club import DUE, Club, open_club
from tests.cogs.forecast.club import TEXT_OF_QUESTION as ASKED
from tests.conftest import answer, said
from tests.daily import fill, filled
from tests.panels import choose, labels, manage, selects


@pytest.fixture
async def club(path: Path, language: Language) -> AsyncIterator[Club]:
    async with open_club(path, language) as opened:
        yield opened


async def test_an_editor_asks_a_question_from_the_panel_of_the_article(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    await world.bot.library.guilds.change(world.guild.id, zone="Asia/Tokyo")
    shown = await open_outlook(club)
    words = (await outlook(club)).text
    assert words in said(shown)
    assert say(language, "questions-unasked") in said(shown)
    opened = await world.click(world.admin, shown, "button-question-ask")
    made = await fill(world, world.admin, opened, text=ASKED, due="２０２６年１２月３１日")
    assert say(language, "question-asked") in said(made)
    for part in (ASKED, words, say(language, "question-forecasters", count=0)):
        assert part in said(made)
    assert fits_a_phone(made)
    (question,) = await stored(club)
    assert (question.text, question.due_on, question.zone) == (ASKED, DUE, "Asia/Tokyo")
    assert question.due_at == datetime(2026, 12, 31, 15, tzinfo=UTC), "the end of that day in Tokyo"
    assert (question.item_id, question.asked_by) == (club.item, world.admin.id)
    back = await world.click(world.admin, made, "button-back")
    assert ASKED in said(back)
    listed = await world.click(world.admin, back, "button-back")
    assert say(language, "questions-count", count=1) in said(listed)
    panel = await world.click(world.admin, listed, "button-back")
    assert say(language, "button-questions") in labels(panel)
    assert {answer(one).id for one in (made, back, listed, panel)} == {answer(shown).id}


async def test_the_form_proposes_the_date_that_the_article_speaks_of_and_how_to_begin(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    due = (await world.bot.library.predictions.facts(world.guild.id, club.item)).due_on
    assert due is not None, "today and three years"
    proposal = say(language, "question-proposal", due=world.bot.renderers[language].day(due))
    opened = await world.click(world.admin, await open_outlook(club), "button-question-ask")
    assert filled(world, opened) == {"text": proposal, "due": due.isoformat()}
    unfinished = await fill(world, world.admin, opened)
    assert said(unfinished) == say(language, "question-unfinished")
    assert await stored(club) == []
    club.now += timedelta(days=366 * 4)
    opened = await world.click(world.admin, await open_outlook(club), "button-question-ask")
    assert filled(world, opened) == {"text": "", "due": ""}, "that date is over"


@pytest.mark.parametrize(
    ("text", "due", "key"),
    [
        (ASKED, "soon", "due-unreadable"),
        (ASKED, "2026-11-23", "question-past"),
        (" ", "12/31", "question-text"),
    ],
)
async def test_what_cannot_be_asked_is_refused_and_given_back(
    club: Club, language: Language, text: str, due: str, key: str
) -> None:
    world = club.world
    opened = await world.click(world.admin, await open_outlook(club), "button-question-ask")
    refused = await fill(world, world.admin, opened, text=text, due=due)
    assert said(refused) == world.texts.say(language, key, text=due, limit=300)
    assert answer(refused).ephemeral
    assert await stored(club) == []
    if text.strip():
        (file,) = answer(refused).attachments
        assert file.filename == "text.txt"


async def test_only_outlooks_can_be_asked_about(club: Club, language: Language) -> None:
    world = club.world
    stale = await open_outlook(club)
    await world.bot.library.reviews.set_kind(world.guild.id, club.item, PredictionKind.LIMIT)
    opened = await world.click(world.admin, stale, "button-question-ask")
    refused = await fill(world, world.admin, opened, text=ASKED, due="2027-12-31")
    assert said(refused) == world.texts.say(language, "question-not-outlook")
    listed = await open_list(club)
    assert f"item-{club.item}" not in str(selects(listed))


async def test_a_question_whose_prediction_was_rejected_is_still_there(
    club: Club, language: Language
) -> None:
    world = club.world
    question = await club.ask()
    await world.bot.library.reviews.reject(world.guild.id, club.item)
    listed = await open_list(club)
    assert world.texts.say(language, "questions-astray") in said(listed)
    shown = await choose(world, world.admin, listed, "questions-choose", f"question-{question.id}")
    assert ASKED in said(shown)
    back = await world.click(world.admin, shown, "button-back")
    assert world.texts.say(language, "questions-label") in said(back)


async def test_more_questions_about_one_prediction_than_a_select_has_are_shown_as_far_as_it_goes(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.questions.MOST_OF_ITEM", 30)  # as where editors made one of six
    for number in range(26):
        await club.ask(f"{number} {'字' * 290}")
    for shown in (await open_outlook(club), await club.press(f"forecast-item:{club.item}")):
        (select,) = selects(shown).values()
        assert len(select["options"]) == 25
        assert "24 字" in said(shown)


async def test_a_question_is_changed_and_removed_as_long_as_nobody_gave_a_forecast(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    question = await club.ask()
    shown = await open_question(club, question)
    opened = await world.click(world.admin, shown, "button-question-change")
    assert filled(world, opened) == {"text": ASKED, "due": DUE.isoformat()}
    changed = await fill(world, world.admin, opened, text="3年で2万冊を超えるか", due="2029/11/30")
    assert say(language, "question-changed-now") in said(changed)
    (now,) = await stored(club)
    assert (now.id, now.text, now.due_on) == (question.id, "3年で2万冊を超えるか", date(2029, 11, 30))
    asked = await world.click(world.admin, changed, "button-remove")
    kept = await world.click(world.admin, asked, "button-cancel")
    assert len(await stored(club)) == 1
    removed = await world.click(
        world.admin, await world.click(world.admin, kept, "button-remove"), "button-remove"
    )
    assert say(language, "question-removed") in said(removed)
    assert await stored(club) == []


async def test_what_somebody_gave_a_forecast_on_stays_as_it_is(club: Club, language: Language) -> None:
    world, say = club.world, club.world.texts.say
    question = await club.ask()
    stale = await open_question(club, question)
    opened = await world.click(world.admin, stale, "button-question-change")
    asked = await world.click(world.admin, await open_question(club, question), "button-remove")
    await club.give(question, world.member.id, 700)
    for refused in (
        await fill(world, world.admin, opened, text="別の問い"),
        await world.click(world.admin, asked, "button-remove"),
    ):
        assert say(language, "question-has-forecasts") in said(refused)
        assert say(language, "question-forecasters", count=1) in said(refused), "how it stands now"
        assert "70" not in said(refused), "what somebody thinks is hidden from editors, too"
        assert labels(refused) == [
            say(language, key) for key in ("button-question-resolve", "button-back")
        ], "nothing is offered that can't be done"
    assert await stored(club) == [question]


async def test_of_two_editors_who_change_a_question_the_second_sees_what_the_first_made_of_it(
    club: Club, language: Language
) -> None:
    world = club.world
    question, other = await club.ask(), await another_editor(club)
    opened = await world.click(world.admin, await open_question(club, question), "button-question-change")
    theirs = await world.click(other, await open_question(club, question, other), "button-question-change")
    await fill(world, other, theirs, text="先に変えた問い")
    late = await fill(world, world.admin, opened, text="あとから変えた問い")
    assert world.texts.say(language, "question-meanwhile-changed") in said(late)
    assert "先に変えた問い" in said(late)
    (now,) = await stored(club)
    assert now.text == "先に変えた問い"
    gone = await world.click(world.admin, late, "button-remove")
    await world.bot.library.questions.remove(world.guild.id, question.id)
    late = await world.click(world.admin, gone, "button-cancel")
    assert said(late) == world.texts.say(language, "question-gone")


async def test_every_press_asks_again_who_it_is(club: Club, language: Language) -> None:
    world = club.world
    question, editor = await club.ask(), await another_editor(club)
    panel = await manage(world, editor, f"#{(await outlook(club)).article_id}")
    listed, again = await open_list(club, editor), await open_list(club, editor)
    prediction, page = await open_outlook(club, editor), await open_question(club, question, editor)
    form = await world.click(editor, await open_outlook(club, editor), "button-question-ask")
    change = await world.click(editor, await open_question(club, question, editor), "button-question-change")
    removal = await world.click(editor, await open_question(club, question, editor), "button-remove")
    sure = await confirmation(club, question, Outcome.YES, who=editor)
    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    refusals = [
        await world.click(editor, panel, "button-questions"),
        await choose(world, editor, listed, "questions-choose", f"item-{club.item}"),
        await world.click(editor, again, "button-back"),
        await world.click(editor, prediction, "button-question-ask"),
        await fill(world, editor, form, text="別の問い", due="2027-12-31"),
        await fill(world, editor, change, text="別の問い"),
        *[
            await world.click(editor, page, f"button-{key}")
            for key in ("question-change", "question-resolve", "remove", "back")
        ],
        await world.click(editor, sure, "button-question-confirm"),
        *[await world.click(editor, removal, f"button-{key}") for key in ("remove", "cancel")],
    ]
    assert {said(one) for one in refusals} == {world.texts.say(language, "editors-only")}
    assert all(answer(one).ephemeral for one in refusals)
    assert await stored(club) == [question]
