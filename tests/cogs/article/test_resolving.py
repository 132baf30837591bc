"""How editors say what came of a question: in two steps, with a day to object, and anew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import Language, Outcome, Question
from tests.cogs.article.asking import (
    REPORT,
    another_editor,
    confirmation,
    fits_a_phone,
    open_question,
    outlook,
    stored,
)
from tests.cogs.forecast.club import TEXT_OF_QUESTION as ASKED
from tests.cogs.forecast.club import Club, open_club
from tests.conftest import answer, buttons, said
from tests.daily import fill
from tests.panels import choose, labels

LATER = timedelta(days=50)
"""From the day of the question until after it is due."""


@pytest.fixture
async def club(path: Path, language: Language) -> AsyncIterator[Club]:
    async with open_club(path, language) as opened:
        yield opened


async def outcomes(club: Club) -> list[tuple[Outcome, str, bool]]:
    """What was said of the one question: outcome, evidence, and whether it was undone."""
    (question,) = await stored(club)
    return [(one.outcome, one.evidence, one.undone_at is not None) for one in question.resolutions]


async def test_what_came_of_a_question_is_confirmed_on_a_page_that_says_everything(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    question = await club.ask()
    club.now += LATER
    asked = await confirmation(club, question, Outcome.YES)
    yes = say(language, "outcome-yes")
    for words in (
        *(ASKED, (await outlook(club)).text, say(language, "question-about-to", outcome=yes)),
        say(language, "evidence-link", site="example.org", url=REPORT),
        say(language, "question-effect-objections", hours=24),
    ):
        assert words in said(asked), words
    assert say(language, "question-effect-early") not in said(asked)
    assert fits_a_phone(asked)
    assert await outcomes(club) == [], "nothing is stored before it is confirmed"
    cancelled = await world.click(world.admin, asked, "button-cancel")
    assert await outcomes(club) == []
    assert say(language, "button-question-resolve") in labels(cancelled)
    asked = await confirmation(club, question, Outcome.YES)
    done = await world.click(world.admin, asked, "button-question-confirm")
    assert say(language, "question-resolved") in said(done)
    assert say(language, "question-by", person=f"<@{world.admin.id}>") in said(done)
    assert await outcomes(club) == [(Outcome.YES, REPORT, False)]


async def test_before_it_is_due_the_page_says_that_nobody_can_give_a_forecast_any_more(
    club: Club, language: Language
) -> None:
    asked = await confirmation(club, await club.ask(), Outcome.YES)
    assert club.world.texts.say(language, "question-effect-early") in said(asked)


async def test_within_a_day_it_can_be_undone_and_after_that_only_said_anew(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    question = await club.ask()
    club.now += LATER
    done = await world.click(
        world.admin, await confirmation(club, question, Outcome.NO), "button-question-confirm"
    )
    club.now += timedelta(hours=23, minutes=59)
    undone = await world.click(world.admin, done, "button-question-undo")
    assert say(language, "question-undone") in said(undone)
    assert await outcomes(club) == [(Outcome.NO, REPORT, True)]
    again = await world.click(
        world.admin, await confirmation(club, question, Outcome.NO), "button-question-confirm"
    )
    club.now += timedelta(hours=24)
    late = await world.click(world.admin, again, "button-question-undo")
    assert say(language, "undo-late") in said(late)
    assert say(language, "button-question-anew") in labels(late), "how it stands now, and what can be done"

    asked = await confirmation(club, question, Outcome.VOID, "資料が失われた")
    was, new = say(language, "outcome-no"), say(language, "outcome-void")
    assert say(language, "question-effect-other", was=was, new=new) in said(asked)
    await world.click(world.admin, asked, "button-question-confirm")
    same = await open_question(club, question)
    assert say(language, "button-question-undo") in labels(same)
    club.now += timedelta(hours=24)
    asked = await confirmation(club, question, Outcome.VOID, "別の資料")
    assert say(language, "question-effect-same", was=new, new=new) in said(asked)
    assert [outcome for outcome, _, _ in await outcomes(club)] == [Outcome.NO, Outcome.NO, Outcome.VOID]


async def test_of_two_editors_who_resolve_a_question_the_second_is_told_what_the_first_said(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    question, other = await club.ask(), await another_editor(club)
    club.now += LATER
    page = await open_question(club, question)
    opened = await world.click(world.admin, await open_question(club, question), "button-question-resolve")
    mine = await confirmation(club, question, Outcome.NO)
    theirs = await confirmation(club, question, Outcome.YES, who=other)
    await world.click(other, theirs, "button-question-confirm")
    told = say(language, "question-meanwhile-resolved", outcome=say(language, "outcome-yes"), at="")
    for late in (
        await world.click(world.admin, mine, "button-question-confirm"),
        await fill(world, world.admin, opened, outcome=["no"], evidence="x"),
        await world.click(world.admin, page, "button-question-resolve"),
    ):
        assert told.partition("(")[0].partition("（")[0] in said(late)
        assert say(language, "question-by", person=f"<@{other.id}>") in said(late)
        assert say(language, "button-question-undo") in labels(late)
    assert await outcomes(club) == [(Outcome.YES, REPORT, False)]


async def test_undoing_what_another_editor_undid_leaves_what_they_said_instead(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    question, other = await club.ask(), await another_editor(club)
    club.now += LATER
    await club.resolve(question)
    mine, twice = await open_question(club, question), await open_question(club, question)
    theirs = await open_question(club, question, other)
    await world.click(other, theirs, "button-question-undo")
    undone = await world.click(world.admin, twice, "button-question-undo")
    assert say(language, "question-undone") in said(undone)
    again = await confirmation(club, question, Outcome.NO, who=other)
    await world.click(other, again, "button-question-confirm")
    late = await world.click(world.admin, mine, "button-question-undo")
    told = say(language, "question-meanwhile-resolved", outcome=say(language, "outcome-no"), at="")
    assert told.partition("(")[0].partition("（")[0] in said(late)
    (now,) = await stored(club)
    assert [one.outcome for one in now.standing] == [Outcome.NO]


async def test_pressing_twice_resolves_once(club: Club, language: Language) -> None:
    world, question = club.world, await club.ask()
    asked = await confirmation(club, question, Outcome.YES)
    confirming = buttons(answer(asked))[0]["custom_id"]
    first = await world.click(world.admin, asked, "button-question-confirm")
    shown = answer(first)
    kept = world.env.backend.get_message(shown.channel_id, shown.id)
    kept.components[0]["components"][0]["custom_id"] = confirming  # as if it hadn't been redrawn yet
    second = await world.admin.click(shown, custom_id=confirming)
    assert world.texts.say(language, "question-resolved") in said(second)
    assert await outcomes(club) == [(Outcome.YES, REPORT, False)]


async def test_after_a_restart_the_evidence_is_asked_for_once_more(club: Club, language: Language) -> None:
    world = club.world
    asked = await confirmation(club, await club.ask(), Outcome.YES)
    await world.restart(clock=lambda: club.now)
    gone = await world.click(world.admin, asked, "button-question-confirm")
    assert said(gone) == world.texts.say(language, "evidence-gone")
    assert await outcomes(club) == []


async def test_evidence_of_white_space_alone_is_none(club: Club, language: Language) -> None:
    refused = await confirmation(club, await club.ask(), Outcome.YES, " \n ")
    assert said(refused) == club.world.texts.say(language, "evidence-missing")


async def test_editors_read_what_members_object_but_not_who_they_are(club: Club, language: Language) -> None:
    world, say = club.world, club.world.texts.say
    question = await club.ask()
    await club.give(question, world.member.id, 700)
    club.now += LATER
    library, guild = world.bot.library, world.guild.id
    done = await library.questions.resolve(guild, question.id, 0, Outcome.YES, REPORT, world.admin.id)
    reason = "**別の年**の報告です"
    await library.questions.object(guild, question.id, done.resolutions[-1].id, world.member.id, reason)
    shown = said(await open_question(club, question))
    assert say(language, "question-objections", count=1) in shown
    assert r"\*\*別の年\*\*の報告です" in shown
    assert str(world.member.id) not in shown


async def below_a_post(club: Club, who: MemberActor, *questions: Question) -> InteractionResult:
    """Presses the button that a post has which asks what came of questions."""
    world = club.world
    message = answer(await world.slash(world.member, "quote"))
    assert not message.ephemeral
    custom_id = f"question-resolve:{','.join(str(one.id) for one in questions)}"
    stored = world.env.backend.get_message(message.channel_id, message.id)
    stored.components[0]["components"][0]["custom_id"] = custom_id
    await world.env.advance_time(60)
    return await who.click(message, custom_id=custom_id)


async def test_the_button_below_a_post_opens_the_questions_for_editors_alone(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    first = await club.ask()
    second = await club.ask("もう一つの問い")
    club.now += LATER
    refused = await below_a_post(club, world.member, first)
    assert said(refused) == say(language, "editors-only")
    assert answer(refused).ephemeral
    one = await below_a_post(club, world.admin, first)
    assert answer(one).ephemeral
    assert ASKED in said(one)
    assert say(language, "button-question-resolve") in labels(one)
    several = await below_a_post(club, world.admin, first, second)
    assert answer(several).ephemeral
    assert ASKED in said(several)
    assert "もう一つの問い" in said(several)
    chosen = await choose(world, world.admin, several, "questions-choose", f"question-{second.id}")
    assert "もう一つの問い" in said(chosen)
    await world.bot.library.questions.remove(world.guild.id, first.id)
    left = await below_a_post(club, world.admin, first, second)
    assert ASKED not in said(left)
    await world.bot.library.questions.remove(world.guild.id, second.id)
    for ids in ([first], [first, second]):
        assert said(await below_a_post(club, world.admin, *ids)) == say(language, "question-gone")


async def test_from_a_question_in_the_list_of_all_editors_alone_are_led_to_what_they_can_do(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    await club.ask()
    resolve = say(language, "button-question-resolve")
    assert resolve not in labels(await club.listed())
    listed = await club.listed(world.admin)
    assert resolve in labels(listed)
    opened = await world.click(world.admin, listed, "button-question-resolve")
    assert answer(opened).id != answer(listed).id, "the list stays as it is"
    assert answer(opened).ephemeral
    assert say(language, "question-forecasters", count=0) in said(opened)
