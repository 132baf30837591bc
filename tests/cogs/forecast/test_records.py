"""Scores as people see them: their own, and those of whoever agreed to be named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.library import questions
from bot.model import Language, Outcome
from bot.scoring import MIN_RESOLVED
from tests.cogs.forecast.club import DAY, Club, open_club, told
from tests.conftest import answer, buttons, said


@pytest.fixture
async def club(path: Path, language: Language, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Club]:
    monkeypatch.setattr(questions, "MOST_OF_ITEM", 2 * MIN_RESOLVED)
    async with open_club(path, language) as opened:
        yield opened


async def resolved(club: Club, count: int, given: dict[int, int], outcome: Outcome = Outcome.YES) -> None:
    """So many questions that all these people, by their ids, gave one forecast on are resolved for good."""
    asked = [await club.ask(f"{number}番目の問い") for number in range(count)]
    for question in asked:
        for person, probability in given.items():
            await club.give(question, person, probability)
    club.now += DAY
    for question in asked:
        await club.resolve(question, outcome)
    club.now += DAY


async def agree(club: Club, who: MemberActor) -> None:
    shown = await club.press("forecast-mine:", who)
    await club.press("forecast-appear:on", who, on=shown)


async def test_before_anything_is_resolved_there_are_no_scores(club: Club, language: Language) -> None:
    say, question = club.world.texts.say, await club.ask()
    await club.choose(await club.listed(), 900)
    await club.resolve(question)
    shown = await club.press("forecast-mine:", on=await club.listed())
    assert answer(shown).ephemeral
    assert say(language, "record-none") in said(shown)
    assert say(language, "record-early", least=MIN_RESOLVED, questions=0) in said(shown)
    assert answer(shown).attachments == []
    board = await club.press("forecast-board:0", on=shown)
    assert answer(board).ephemeral
    assert say(language, "board-none") in said(board)


async def test_ones_own_scores_are_shown_to_oneself_with_a_picture_that_says_them_in_words(
    club: Club, language: Language
) -> None:
    say, member = club.world.texts.say, club.world.member.id
    await resolved(club, 2, {member: 800, 1_000: 300})
    shown = await club.press("forecast-mine:")
    scores: dict[str, str | int] = {"questions": 2, "brier": "0.040", "log": "0.223"}
    assert f"{say(language, 'record-scores', relative='', **scores)}" in said(shown)
    assert say(language, "record-early", least=MIN_RESOLVED, questions=2) in said(shown)
    assert "0番目の問い" in said(shown)
    assert say(language, "record-hidden") in said(shown)
    (picture,) = answer(shown).attachments
    share: dict[str, str | int] = {"share": "100%", "count": 2, "lower": "33%", "upper": "100%"}
    assert say(language, "calibration-alt-line", said="80%", **share) in (picture.description or "")
    assert say(language, "calibration-own") not in said(shown), "once is enough"
    other = await club.press("forecast-mine:", club.world.admin)
    assert say(language, "record-none") in said(other)


async def test_without_the_permission_to_attach_files_the_pictures_are_words(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    assert world.bot.user is not None
    bits = discord.Permissions(attach_files=True).value
    denied = Overwrite(world.bot.user.id, OverwriteType.MEMBER, deny=bits)
    world.env.backend.set_overwrite(world.channel.id, denied)
    await resolved(club, 2, {world.member.id: 800})
    line = say(language, "calibration-line", said="80%", count=2, true=2, lower="33%", upper="100%")
    for custom_id, heading in (("forecast-mine:", "own"), ("forecast-board:0", "median")):
        shown = await club.press(custom_id)
        assert answer(shown).attachments == []
        assert f"{say(language, f'calibration-{heading}')}\n{line}" in said(shown)
    question = await club.ask()
    for probability in (100, 300):
        club.now += DAY
        given = await club.choose(await club.listed(), probability)
    assert await club.own(question) == [100, 300]
    assert say(language, "forecast-everybody-earlier", earlier="10%") in said(given)


async def test_the_board_names_only_who_agreed_and_has_enough_questions_the_best_first(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    quiet = world.guild.add_member(world.env.create_user("quiet"))
    given = {world.member.id: 600, world.admin.id: 900, quiet.id: 950, 1_000: 500}
    await resolved(club, MIN_RESOLVED - 1, given)
    await agree(club, world.member)
    await agree(club, world.admin)
    early = await club.press("forecast-board:0")
    assert "<@" not in said(early), "too early"
    await resolved(club, 1, given)
    shown = await club.press("forecast-board:0")
    assert answer(shown).ephemeral
    best, second = said(shown).index(f"<@{world.admin.id}>"), said(shown).index(f"<@{world.member.id}>")
    assert best < second
    assert str(quiet.id) not in told(shown)
    assert say(language, "board-what", least=MIN_RESOLVED) in said(shown)
    assert answer(shown).attachments
    mine = await club.press("forecast-mine:")
    assert say(language, "record-early", least=MIN_RESOLVED, questions=MIN_RESOLVED) not in said(mine)


async def test_whoever_takes_themselves_off_the_board_is_named_no_longer(
    club: Club, language: Language
) -> None:
    world, say = club.world, club.world.texts.say
    await resolved(club, MIN_RESOLVED, {world.member.id: 600})
    await agree(club, world.member)
    assert f"<@{world.member.id}>" in said(await club.press("forecast-board:0"))
    shown = await club.press("forecast-mine:")
    assert say(language, "record-appears") in said(shown)
    left = await club.press("forecast-appear:off", on=shown)
    assert say(language, "record-hidden") in said(left)
    assert f"<@{world.member.id}>" not in said(await club.press("forecast-board:0"))


async def test_to_agree_names_the_one_who_presses_and_nobody_else(club: Club) -> None:
    world = club.world
    await resolved(club, MIN_RESOLVED, {world.member.id: 600, world.admin.id: 700})
    await agree(club, world.admin)
    shown = said(await club.press("forecast-board:0"))
    assert f"<@{world.admin.id}>" in shown
    assert f"<@{world.member.id}>" not in shown


async def test_the_board_pings_nobody(club: Club) -> None:
    world = club.world
    await resolved(club, MIN_RESOLVED, {world.member.id: 600})
    await agree(club, world.member)
    await club.press("forecast-board:0", world.admin)
    sent = [str(one.json) for one in world.env.http_requests if "<@" in str(one.json)]
    assert sent
    assert all("'parse': []" in one for one in sent)


async def test_scores_of_one_server_are_not_seen_in_another(club: Club, language: Language) -> None:
    world, say = club.world, club.world.texts.say
    await resolved(club, MIN_RESOLVED, {world.member.id: 600})
    await agree(club, world.member)
    there = await club.elsewhere()
    assert say(language, "board-none") in said(await there.press("forecast-board:0"))
    assert say(language, "record-none") in said(await there.press("forecast-mine:"))


async def test_the_board_has_pages(club: Club, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.forecast.records.ON_BOARD", 1)
    monkeypatch.setattr("cogs.forecast.record_embeds.ON_BOARD", 1)
    world = club.world
    await resolved(club, MIN_RESOLVED, {world.member.id: 600, world.admin.id: 900})
    for who in (world.member, world.admin):
        await agree(club, who)
    first = await club.press("forecast-board:0")
    assert f"<@{world.admin.id}>" in said(first)
    second = await club.press("forecast-board:1", on=first)
    assert f"<@{world.member.id}>" in said(second)
    assert f"<@{world.admin.id}>" not in said(second)
    found = [one["custom_id"] for one in buttons(answer(second))]
    assert len({*found}) == len(found)
    far = await club.press("forecast-board:999999999999999999")
    assert said(far) == said(second)
