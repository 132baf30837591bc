"""Forecasts as members give them: with /forecast and below predictions, to themselves alone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model import Language, Outcome, QuestionState
from bot.ui.forecasting import forecast_button, forecasts_button
from cogs.forecast.buttons import OFFERED, thousandths
from tests.cogs.forecast.club import DAY, DUE, TEXT_OF_QUESTION, Club, open_club, told
from tests.conftest import answer, buttons, said
from tests.daily import problem
from tests.panels import choose, labels, selects


@pytest.fixture
async def club(path: Path, language: Language) -> AsyncIterator[Club]:
    async with open_club(path, language) as opened:
        yield opened


def ids(on: object) -> list[str]:
    return [one["custom_id"] for one in buttons(answer(on))]  # type: ignore[arg-type]  # an InteractionResult


async def test_without_questions_it_is_said_who_asks_them(club: Club, language: Language) -> None:
    shown = await club.listed()
    assert club.world.texts.say(language, "forecast-none-open") in said(shown)
    for state in (QuestionState.DUE, QuestionState.RESOLVED):
        shown = await club.press(f"forecasts:{state}:0", on=shown)
        assert club.world.texts.say(language, f"forecast-none-{state}") in said(shown)


async def test_a_forecast_is_chosen_and_then_the_median_spread_and_number_are_shown(
    club: Club, language: Language
) -> None:
    say, question = club.world.texts.say, await club.ask()
    await club.others(question, 100, 200, 600)
    shown = await club.listed()
    assert TEXT_OF_QUESTION in said(shown)
    assert "蔵書は2万冊を超える見通し" in said(shown)
    assert say(language, "forecast-how") in said(shown)
    options = selects(shown)["forecast"]["options"]
    assert [one["label"] for one in options[:3]] == ["1%", "5%", "10%"]
    assert [int(one["value"]) for one in options] == list(OFFERED)
    given = await club.choose(shown, 800)
    assert answer(given).ephemeral
    assert answer(given).id == answer(shown).id, "in its place"
    assert await club.own(question) == [800]
    everybody = say(language, "forecast-everybody", median="40%", lower="17.5%", upper="65%", count=4)
    assert everybody in said(given)
    own = [one for one in selects(given)["forecast"]["options"] if one.get("default")]
    assert [one["value"] for one in own] == ["800"]


async def test_one_person_alone_has_no_middle_half(club: Club, language: Language) -> None:
    await club.ask()
    given = said(await club.choose(await club.listed(), 800))
    alone = {Language.EN: "**Everyone:** 80% · 1 person", Language.JA: "**みんなの予想：**80% ・ 1人"}
    assert alone[language] in given.splitlines()


async def test_a_forecast_can_be_changed_and_what_it_was_is_kept(club: Club, language: Language) -> None:
    question = await club.ask()
    shown = await club.choose(await club.listed(), 200)
    club.now += DAY
    changed = await club.choose(shown, 950)
    assert await club.own(question) == [200, 950]
    assert club.world.texts.say(language, "forecast-own-earlier", earlier="20%") in said(changed)
    again = await club.choose(changed, 950)
    assert await club.own(question) == [200, 950], "the same once more changes nothing"
    assert said(again) == said(changed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *(("35", 350), ("12.5", 125), ("12,5", 125), ("12.50", 125), ("0.1", 1), ("99.9", 999)),
        *(
            ("12.5%", 125),
            (" 12.5 % ", 125),
            ("１２．５％", 125),
            ("１２，５", 125),
            ("１２。５", 125),
            ("05", 50),
        ),
    ],
)
def test_a_percentage_is_read_as_people_type_it(typed: str, expected: int) -> None:
    assert thousandths(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "0",
            "0.0",
            "100",
            "100.0",
            "-5",
            "12.55",
            "1e1",
            "yes",
            "五割",
            "12 5",
            "9999",
            "%",
            ".",
            "½",
        ),
        *("0.05", "٣%x", "1/3", "50%%", "\u202e12"),
    ],
)
def test_what_is_no_percentage_from_0_1_to_99_9_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="forecast-unreadable"):
        thousandths(typed)


async def test_an_exact_forecast_is_typed(club: Club, language: Language) -> None:
    say, question = club.world.texts.say, await club.ask()
    shown = await club.listed()
    form = await club.press(f"forecast-exact:{question.id}", on=shown)
    assert form.modal is not None
    given = await club.fill(form, percent="１２．５％")
    assert answer(given).id == answer(shown).id
    assert await club.own(question) == [125]
    assert "12.5%" in said(given)
    refused = await club.fill(await club.press(f"forecast-exact:{question.id}", on=shown), percent="120")
    assert problem(refused) == say(language, "forecast-unreadable", text="120")
    assert await club.own(question) == [125]


async def test_questions_are_turned_by_what_can_be_done_with_them(club: Club, language: Language) -> None:
    say = club.world.texts.say
    later, sooner = await club.ask("後の問い", DUE + 9 * DAY), await club.ask("先の問い")
    await club.choose(await club.press(f"forecasts:{QuestionState.OPEN}:1"), 100)
    assert await club.own(later) == [100]
    shown = await club.listed()
    assert "先の問い" in said(shown), "what is due first"
    turned = await club.press("forecasts:open:1", on=shown)
    assert "後の問い" in said(turned)
    assert answer(turned).id == answer(shown).id
    far = await club.press("forecasts:open:999999999999999999")
    assert "後の問い" in said(far), "the last one"
    club.now = sooner.due_at
    due = await club.press("forecasts:due:0", on=await club.listed())
    assert "先の問い" in said(due)
    assert say(language, "forecast-undecided") in said(due)
    assert f"<t:{int(sooner.due_at.timestamp()) - 1}:D>" in said(due), "its last day, not the next"
    assert say(language, "button-forecast-open", count=1) in labels(due)
    assert "forecast" not in selects(due), "nobody can give one any more"
    await club.resolve(sooner)
    club.now += DAY
    resolved = await club.press("forecasts:resolved:0", on=due)
    assert say(language, "forecast-result", outcome=say(language, "outcome-yes")) in said(resolved)
    assert "年報の3ページ" in said(resolved)
    assert say(language, "forecast-nobody") in said(resolved)


async def test_no_two_buttons_of_a_page_are_the_same(club: Club) -> None:
    for number in range(3):
        await club.ask(f"問い{number}")
    for position in range(3):
        found = ids(await club.press(f"forecasts:open:{position}"))
        assert len({*found}) == len(found)


async def test_below_a_prediction_its_question_opens_and_of_several_one_is_chosen(
    club: Club, language: Language
) -> None:
    say, renderer = club.world.texts.say, club.world.bot.renderers[language]
    custom_id = forecast_button(renderer, club.item).custom_id
    assert custom_id
    none = await club.press(custom_id)
    assert problem(none) == say(language, "questions-none")
    assert ids(none) == ["run:forecast"]
    question = await club.ask()
    opened = await club.press(custom_id)
    assert answer(opened).ephemeral
    given = await club.choose(opened, 300)
    assert await club.own(question) == [300]
    other = await club.ask("もう1つの問い", DUE + DAY)
    listed = await club.press(custom_id)
    assert answer(listed).ephemeral
    assert say(language, "forecast-item-label") in said(listed)
    assert all(text in said(listed) for text in (TEXT_OF_QUESTION, "もう1つの問い"))
    member = club.world.member
    chosen = await choose(club.world, member, listed, "forecast-open", str(other.id))
    assert "もう1つの問い" in said(chosen)
    assert answer(given).ephemeral


async def test_the_button_below_a_public_message_opens_all_questions_to_one_person(
    club: Club, language: Language
) -> None:
    await club.ask()
    custom_id = forecasts_button(club.world.bot.renderers[language]).custom_id
    assert custom_id
    shown = await club.press(custom_id)
    assert answer(shown).ephemeral
    assert TEXT_OF_QUESTION in said(shown)


async def test_a_question_that_closed_meanwhile_takes_no_forecast_and_says_so(
    club: Club, language: Language
) -> None:
    say, question = club.world.texts.say, await club.ask()
    shown = await club.listed()
    form = await club.press(f"forecast-exact:{question.id}", on=shown)
    club.now = question.due_at - timedelta(seconds=1)
    await club.choose(shown, 100)
    club.now = question.due_at
    for refused in (await club.choose(shown, 300), await club.fill(form, percent="40")):
        assert problem(refused) == say(language, "forecast-closed")
        assert ids(refused) == ["run:forecast"]
    assert await club.own(question) == [100]


async def test_a_question_that_was_resolved_before_its_time_takes_no_forecast_unless_that_is_undone(
    club: Club, language: Language
) -> None:
    say, question = club.world.texts.say, await club.ask()
    shown = await club.listed()
    resolved = await club.resolve(question)
    refused = await club.choose(shown, 300)
    assert problem(refused) == say(language, "forecast-closed")
    made = resolved.resolutions[-1].id
    await club.world.bot.library.questions.undo(question.guild_id, question.id, made)
    await club.choose(await club.listed(), 300)
    assert await club.own(question) == [300]


@pytest.mark.parametrize("how", ["removed", "article"])
async def test_a_question_that_is_gone_is_said_to_be_gone(club: Club, language: Language, how: str) -> None:
    question, library = await club.ask(), club.world.bot.library
    shown = await club.listed()
    form = await club.press(f"forecast-exact:{question.id}", on=shown)
    if how == "removed":
        await library.questions.remove(question.guild_id, question.id)
    else:
        await library.articles.remove(club.world.guild.id, question.article_id)
    gone = club.world.texts.say(language, "question-gone")
    for refused in (await club.choose(shown, 300), await club.fill(form, percent="40")):
        assert problem(refused) == gone
    assert TEXT_OF_QUESTION not in told(await club.listed())


@pytest.mark.parametrize("value", ["1000", "0", "-1", "55", "x", "９９", "1;2"])
async def test_a_forged_choice_gives_no_forecast(club: Club, language: Language, value: str) -> None:
    question, world = await club.ask(), club.world
    shown = answer(await club.listed())
    stored = world.env.backend.get_message(shown.channel_id, shown.id)
    for row in stored.components:
        for one in row["components"]:
            if one.get("options"):
                one["options"] = [{"label": "x", "value": value}]
    await world.env.advance_time(60)
    refused = await world.member.select(shown, [value], custom_id=f"forecast:{question.id}")
    assert problem(refused) == world.texts.say(language, "button-stale")
    assert await club.own(question) == []


async def test_in_another_server_nothing_of_a_question_is_seen_given_or_objected_to(
    club: Club, language: Language
) -> None:
    say, question = club.world.texts.say, await club.ask()
    there = await club.elsewhere()
    form = await there.press(f"forecast-exact:{question.id}")
    refused = [
        await there.fill(form, percent="40"),
        await there.press(f"forecast-item:{club.item}"),
    ]
    await club.give(question, there.world.member.id, 300)
    proposed = (await club.resolve(question)).resolutions[-1].id
    form = await there.press(f"forecast-object:{question.id}:{proposed}")
    refused.append(await there.fill(form, reason="違う"))
    assert [problem(one) for one in refused] == [
        say(language, key) for key in ("question-gone", "questions-none", "question-gone")
    ]
    for custom_id in ("forecasts:", "forecasts:due:0", "forecast-board:0", "forecast-mine:"):
        assert TEXT_OF_QUESTION not in told(await there.press(custom_id))
    asked = await club.world.bot.library.questions.get(question.guild_id, question.id)
    assert asked.objections == ()
    assert await club.own(question, there.world.member) == [300]


async def test_whoever_gave_a_forecast_objects_within_a_day_and_nobody_else(
    club: Club, language: Language
) -> None:
    world, say, question = club.world, club.world.texts.say, await club.ask()
    await club.choose(await club.listed(), 200)
    resolved = await club.resolve(question, Outcome.NO, "https://example.org/report")
    proposed = resolved.resolutions[-1].id
    custom_id = f"forecast-object:{question.id}:{proposed}"
    stranger = await club.press("forecasts:due:0", world.admin)
    assert custom_id not in ids(stranger)
    forged = await club.press(custom_id, world.admin)
    refused = await club.fill(forged, world.admin, reason="違う")
    assert say(language, "objection-no-forecast") in said(refused)
    due = await club.press("forecasts:due:0")
    assert say(language, "forecast-proposed", outcome=say(language, "outcome-no")) in said(due)
    assert "https://example.org/report" in said(due)
    form = await club.press(custom_id, on=due)
    done = await club.fill(form, reason="年報には 2万1千冊 とある")
    assert answer(done).ephemeral
    assert said(done) == say(language, "forecast-objected")
    asked = await world.bot.library.questions.get(question.guild_id, question.id)
    assert [one.reason for one in asked.objections] == ["年報には 2万1千冊 とある"]
    assert "2万1千冊" not in told(await club.press("forecasts:due:0")), "editors alone read it"
    form = await club.press(custom_id, on=due)
    club.now += DAY
    late = await club.fill(form, reason="まだ言いたい")
    assert say(language, "objection-late") in said(late)
    resolved_page = await club.press("forecasts:resolved:0")
    assert custom_id not in ids(resolved_page)


async def test_what_was_resolved_can_be_resolved_anew_and_both_are_shown_meanwhile(
    club: Club, language: Language
) -> None:
    say, question = club.world.texts.say, await club.ask()
    await club.resolve(question, Outcome.YES)
    club.now += DAY
    await club.resolve(question, Outcome.VOID, "問いがあいまい")
    shown = await club.press("forecasts:resolved:0")
    for key, outcome in (("forecast-result", "yes"), ("forecast-proposed", "void")):
        assert say(language, key, outcome=say(language, f"outcome-{outcome}")) in said(shown)
    club.now += DAY
    shown = await club.press("forecasts:resolved:0")
    assert say(language, "forecast-result", outcome=say(language, "outcome-void")) in said(shown)
    assert say(language, "outcome-yes") not in said(shown).splitlines()


async def test_words_that_editors_reject_are_shown_below_no_question(club: Club, language: Language) -> None:
    await club.ask()
    await club.world.bot.library.reviews.reject(club.world.guild.id, club.item)
    shown = await club.listed()
    assert TEXT_OF_QUESTION in said(shown)
    assert "蔵書は2万冊を超える見通し" not in told(shown)
    assert club.world.texts.say(language, "forecast-withdrawn") in said(shown)


async def test_buttons_go_on_working_after_a_restart(club: Club, path: Path) -> None:
    question = await club.ask()
    shown = await club.listed()
    await club.world.restart(clock=lambda: club.now)
    await club.choose(shown, 700)
    assert await club.own(question) == [700]


async def test_what_somebody_types_stands_in_no_log_and_under_no_name(
    club: Club, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    question = await club.ask()
    await club.fill(await club.press(f"forecast-exact:{question.id}"), percent="12.5 秘密")
    await club.choose(await club.listed(), 700)
    assert not re.search("秘密", caplog.text)
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT * FROM forecast").fetchall()
    assert rows
    assert str(club.world.member.id) not in str(rows)
