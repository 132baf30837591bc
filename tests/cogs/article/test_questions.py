"""What editors ask about an article's predictions, and how that is changed and removed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import Language, PredictionKind, Question
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import fill, filled
from tests.panels import choose, choose_editors, labels, manage, selects
from tests.reviews import PREDICTION, TEXT

NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)
PREDICTED = "今後3年で蔵書は2万冊を超える見通しだ。"
ASKED = "2027年の末までに、蔵書は2万冊を超えるか"
DUE = date(2027, 12, 31)


@dataclass
class Club:
    """A guild with an article, of which one sentence is an outlook; `now` is what its clock says."""

    world: World
    article_id: int
    item_id: int
    now: datetime = NOW

    async def another_editor(self) -> MemberActor:
        """Somebody else with the editors' role."""
        role = self.world.guild.create_role("読書係")
        editor = self.world.guild.add_member(self.world.env.create_user("editor"), roles=[role])
        await choose_editors(self.world, role)
        return editor

    async def question(self, text: str = ASKED, due_on: date = DUE) -> Question:
        """One that the administrator asked."""
        library, guild = self.world.bot.library, self.world.guild.id
        settings = await library.guilds.get(guild)
        return await library.questions.ask(
            settings, Language.JA, self.item_id, text, due_on, self.world.admin.id
        )

    async def stored(self) -> list[Question]:
        return await self.world.bot.library.questions.of_article(self.world.guild.id, self.article_id)

    async def prediction(self, who: MemberActor | None = None) -> InteractionResult:
        """The page of the outlook, opened from the panel of the article."""
        who = who or self.world.admin
        panel = await manage(self.world, who, f"#{self.article_id}")
        listed = await self.world.click(who, panel, "button-questions")
        return await choose(self.world, who, listed, "questions-choose", f"item-{self.item_id}")

    async def page(self, question: Question, who: MemberActor | None = None) -> InteractionResult:
        """The page of a question, opened from that of its prediction."""
        shown = await self.prediction(who)
        who = who or self.world.admin
        return await choose(self.world, who, shown, "questions-choose", f"question-{question.id}")

    async def give(self, question: Question, who: MemberActor) -> None:
        """Somebody says how probable it is."""
        await self.world.bot.library.forecasts.give(self.world.guild.id, question.id, who.id, 700)


@pytest.fixture
async def club(path: Path) -> AsyncIterator[Club]:
    clock = [NOW]
    async with open_world(path, clock=lambda: clubs[0].now if clubs else clock[0]) as world:
        clubs: list[Club] = []
        article = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
        _, found = await world.bot.library.articles.items(world.guild.id, article.id, PREDICTION)
        (item,) = [one for one in found if one.text == PREDICTED]
        assert item.prediction_kind is PredictionKind.OUTLOOK
        clubs.append(Club(world, article.id, item.id))
        yield clubs[0]


def fits_a_phone(shown: InteractionResult) -> bool:
    rows = answer(shown).components
    return len(rows) <= 5 and all(len(row["components"]) <= 3 for row in rows)


async def test_an_editor_asks_a_question_from_the_panel_of_the_article(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, zone="Asia/Tokyo")
    shown = await club.prediction()
    assert PREDICTED in said(shown)
    assert say(language, "questions-unasked") in said(shown)
    opened = await world.click(world.admin, shown, "button-question-ask")
    made = await fill(world, world.admin, opened, text=ASKED, due="２０２７年１２月３１日")
    assert say(language, "question-asked") in said(made)
    for words in (ASKED, PREDICTED, say(language, "question-forecasters", count=0)):
        assert words in said(made)
    assert fits_a_phone(made)
    (question,) = await club.stored()
    assert (question.text, question.due_on, question.zone) == (ASKED, DUE, "Asia/Tokyo")
    assert question.due_at == datetime(2027, 12, 31, 15, tzinfo=UTC), "the end of that day in Tokyo"
    assert (question.item_id, question.asked_by) == (club.item_id, world.admin.id)
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
    world.speak(language)
    due = (await world.bot.library.predictions.facts(world.guild.id, club.item_id)).due_on
    assert due is not None, "today and three years"
    day = say(language, "day-published", year=str(due.year), month=due.month, day=due.day)
    proposal = say(language, "question-proposal", due=day)
    opened = await world.click(world.admin, await club.prediction(), "button-question-ask")
    assert filled(world, opened) == {"text": proposal, "due": due.isoformat()}
    unfinished = await fill(world, world.admin, opened)
    assert said(unfinished) == say(language, "question-unfinished")
    assert await club.stored() == []
    club.now += timedelta(days=366 * 4)
    opened = await world.click(world.admin, await club.prediction(), "button-question-ask")
    assert filled(world, opened) == {"text": "", "due": ""}, "that date is over"


@pytest.mark.parametrize(
    ("text", "due", "key"),
    [(ASKED, "soon", "due-unreadable"), (ASKED, "2026-11-29", "question-past"), (" ", "12/31", "question-text")],
)
async def test_what_cannot_be_asked_is_refused_and_given_back(
    club: Club, text: str, due: str, key: str
) -> None:
    world = club.world
    opened = await world.click(world.admin, await club.prediction(), "button-question-ask")
    refused = await fill(world, world.admin, opened, text=text, due=due)
    assert said(refused) == world.texts.say(Language.EN, key, text=due, limit=300)
    assert answer(refused).ephemeral
    assert await club.stored() == []
    if text.strip():
        (file,) = answer(refused).attachments
        assert file.filename == "text.txt"


async def test_only_outlooks_can_be_asked_about(club: Club) -> None:
    world = club.world
    stale = await club.prediction()
    await world.bot.library.reviews.set_kind(world.guild.id, club.item_id, PredictionKind.LIMIT)
    opened = await world.click(world.admin, stale, "button-question-ask")
    refused = await fill(world, world.admin, opened, text=ASKED, due="2027-12-31")
    assert said(refused) == world.texts.say(Language.EN, "question-not-outlook")
    panel = await manage(world, world.admin, f"#{club.article_id}")
    listed = await world.click(world.admin, panel, "button-questions")
    assert f"item-{club.item_id}" not in str(selects(listed))


async def test_a_question_whose_prediction_was_rejected_is_still_there(club: Club, language: Language) -> None:
    world = club.world
    world.speak(language)
    question = await club.question()
    await world.bot.library.reviews.reject(world.guild.id, club.item_id)
    panel = await manage(world, world.admin, f"#{club.article_id}")
    listed = await world.click(world.admin, panel, "button-questions")
    assert world.texts.say(language, "questions-astray") in said(listed)
    shown = await choose(world, world.admin, listed, "questions-choose", f"question-{question.id}")
    assert ASKED in said(shown)
    back = await world.click(world.admin, shown, "button-back")
    assert said(back) == said(listed)


async def test_a_question_is_changed_and_removed_as_long_as_nobody_gave_a_forecast(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    world.speak(language)
    question = await club.question()
    shown = await club.page(question)
    opened = await world.click(world.admin, shown, "button-question-change")
    assert filled(world, opened) == {"text": ASKED, "due": "2027-12-31"}
    changed = await fill(world, world.admin, opened, text="3年で2万冊を超えるか", due="2029/11/30")
    assert say(language, "question-changed-now") in said(changed)
    (now,) = await club.stored()
    assert (now.id, now.text, now.due_on) == (question.id, "3年で2万冊を超えるか", date(2029, 11, 30))
    asked = await world.click(world.admin, changed, "button-remove")
    kept = await world.click(world.admin, asked, "button-cancel")
    assert len(await club.stored()) == 1
    removed = await world.click(
        world.admin, await world.click(world.admin, kept, "button-remove"), "button-remove"
    )
    assert say(language, "question-removed") in said(removed)
    assert await club.stored() == []


async def test_what_somebody_gave_a_forecast_on_stays_as_it_is(club: Club, language: Language) -> None:
    world, say = club.world, club.world.texts.say
    world.speak(language)
    question = await club.question()
    stale = await club.page(question)
    opened = await world.click(world.admin, stale, "button-question-change")
    asked = await world.click(world.admin, await club.page(question), "button-remove")
    await club.give(question, world.member)
    for refused in (
        await fill(world, world.admin, opened, text="別の問い"),
        await world.click(world.admin, asked, "button-remove"),
    ):
        assert say(language, "question-has-forecasts") in said(refused)
        assert say(language, "question-forecasters", count=1) in said(refused), "how it stands now"
        assert "70" not in said(refused), "what somebody thinks is nothing to editors"
        assert labels(refused) == [
            say(language, key) for key in ("button-question-resolve", "button-back")
        ], "nothing is offered that can't be done"
    assert await club.stored() == [question]


async def test_of_two_editors_who_change_a_question_the_second_sees_what_the_first_made_of_it(
    club: Club, language: Language
) -> None:
    world = club.world
    question, other = await club.question(), await club.another_editor()
    world.speak(language)
    opened = await world.click(world.admin, await club.page(question), "button-question-change")
    theirs = await world.click(other, await club.page(question, other), "button-question-change")
    await fill(world, other, theirs, text="先に変えた問い")
    late = await fill(world, world.admin, opened, text="あとから変えた問い")
    assert world.texts.say(language, "question-meanwhile-changed") in said(late)
    assert "先に変えた問い" in said(late)
    (now,) = await club.stored()
    assert now.text == "先に変えた問い"
    gone = await world.click(world.admin, late, "button-remove")
    await world.bot.library.questions.remove(world.guild.id, question.id)
    assert say_gone(world, language) in said(await world.click(world.admin, gone, "button-cancel"))


def say_gone(world: World, language: Language) -> str:
    return world.texts.say(language, "question-gone")


async def test_every_press_asks_again_who_it_is(club: Club) -> None:
    world = club.world
    question, editor = await club.question(), await club.another_editor()
    panel = await manage(world, editor, f"#{club.article_id}")
    listed = await world.click(editor, await manage(world, editor, f"#{club.article_id}"), "button-questions")
    prediction, page = await club.prediction(editor), await club.page(question, editor)
    form = await world.click(editor, await club.prediction(editor), "button-question-ask")
    change = await world.click(editor, await club.page(question, editor), "button-question-change")
    removal = await world.click(editor, await club.page(question, editor), "button-remove")
    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    refusals = [
        await world.click(editor, panel, "button-questions"),
        await choose(world, editor, listed, "questions-choose", f"question-{question.id}"),
        await world.click(editor, listed, "button-back"),
        await world.click(editor, prediction, "button-question-ask"),
        await fill(world, editor, form, text="別の問い", due="2027-12-31"),
        await fill(world, editor, change, text="別の問い"),
        *[
            await world.click(editor, page, f"button-{key}")
            for key in ("question-change", "question-resolve", "remove", "back")
        ],
        *[await world.click(editor, removal, f"button-{key}") for key in ("remove", "cancel")],
    ]
    assert {said(one) for one in refusals} == {world.texts.say(Language.EN, "editors-only")}
    assert all(answer(one).ephemeral for one in refusals)
    assert not any("step" in str(button) for one in refusals for button in buttons(answer(one)))
    assert await club.stored() == [question]
