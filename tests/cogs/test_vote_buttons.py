"""👍 and 👎 as people press them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.model import Content, Language, VoteReason
from bot.store.sql import value
from bot.texts import Texts
from tests.articles import TEXT
from tests.conftest import World, answer, buttons, said
from tests.daily import choose, menu, problem
from tests.wire.due import posts_due
from tests.wire.small import SmallDiscord
from tests.writer import writer_held

REPLIES: list[tuple[str, dict[str, str]]] = [
    ("quote", {}),
    ("prediction", {}),
    ("prediction", {"article": "Scale"}),
    ("summary", {"length": "line"}),
    ("summary", {"length": "three"}),
    ("summary", {"length": "section"}),
]


def counts(texts: Texts, language: Language, up: int, down: int) -> str:
    return texts.say(language, "vote-counts", up=up, down=down)


@pytest.mark.parametrize(("command", "options"), REPLIES)
async def test_every_reply_can_be_voted_on_and_the_counts_are_told_to_the_voter_alone(
    world: World, texts: Texts, language: Language, command: str, options: dict[str, str]
) -> None:
    world.speak(language)
    shown = await world.slash(world.member, command, **options)
    assert "👍" not in said(shown), "nobody sees how others voted before voting"
    voted = await world.click(world.admin, shown, "button-vote-up")
    assert voted.ephemeral
    assert counts(texts, language, 1, 0) in said(voted)
    voted = await world.click(world.member, shown, "button-vote-down")
    assert counts(texts, language, 1, 1) in said(voted)
    voted = await world.click(world.member, shown, "button-vote-up")
    assert counts(texts, language, 2, 0) in said(voted), "changed, not added"
    again = await world.slash(world.member, command, **options)
    assert [b["label"] for b in buttons(answer(again))][-3:] == ["⭐", "👍", "👎"]


async def test_private_replies_and_turned_pages_can_be_voted_on_too(world: World) -> None:
    world.speak(Language.JA)
    for shown in (
        await world.slash(world.member, "quote", private=True),
        await world.click(world.member, await world.slash(world.member, "quote"), "button-another"),
        await world.click(
            world.member, await world.slash(world.member, "summary", length="section"), "button-next-arrow"
        ),
    ):
        assert (await world.click(world.member, shown, "button-vote-up")).ephemeral


@pytest.mark.parametrize(("command", "options"), REPLIES)
async def test_the_buttons_stand_in_rows_that_fit_on_a_phone(
    world: World, language: Language, command: str, options: dict[str, str]
) -> None:
    world.speak(language)
    rows = answer(await world.slash(world.member, command, **options)).components
    assert len(rows) <= 2
    for row in rows:
        labels = [button["label"] for button in row["components"]]
        # Of 360 px, 272 are a message's: a button takes 24 besides its label, a gap 9, a character 14 or 8.
        width = (
            sum(24 + 9 + sum(14 if ord(letter) > 0x2000 else 8 for letter in label) for label in labels) - 9
        )
        assert width <= 272, labels


async def test_whoever_votes_down_may_say_why_and_take_the_vote_back(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    shown = await world.slash(world.member, "quote")
    liked = await world.click(world.member, shown, "button-vote-up")
    assert len(answer(liked).components) == 1, "no reason is asked for"
    voted = await world.click(world.member, shown, "button-vote-down")
    assert [option["value"] for option in menu(voted)["options"]] == list(VoteReason)
    told = await choose(world, world.member, voted, VoteReason.BADLY_CUT)
    assert answer(told).id == answer(voted).id
    reason = texts.say(language, "vote-reason-badly-cut")
    assert texts.say(language, "vote-reason", reason=reason) in said(told)
    assert [o["value"] for o in menu(told)["options"] if o.get("default")] == [VoteReason.BADLY_CUT]
    back = await world.click(world.member, told, "button-vote-back")
    assert said(back) == texts.say(language, "vote-none")
    assert answer(back).components == []
    voted = await world.click(world.admin, shown, "button-vote-up")
    assert counts(texts, language, 1, 0) in said(voted)


async def test_a_vote_is_remembered_and_its_buttons_work_after_a_restart(world: World, texts: Texts) -> None:
    shown = await world.slash(world.member, "quote")
    voted = await world.click(world.member, shown, "button-vote-down")
    await world.restart()
    told = await choose(world, world.member, voted, VoteReason.WRONG)
    assert counts(texts, Language.EN, 0, 1) in said(told)
    voted = await world.click(world.member, shown, "button-vote-up")
    assert counts(texts, Language.EN, 1, 0) in said(voted)


async def test_what_a_server_can_not_see_it_can_not_vote_on(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.articles.add(TEXT, 999)
    shown = answer(await world.slash(world.member, "quote"))
    stored = world.env.backend.get_message(shown.channel_id, shown.id)
    for item in (10**17, await _last_item(world)):
        for custom_id in (f"vote:{item}:up", f"vote-back:{item}"):
            stored.components[0]["components"][0]["custom_id"] = custom_id
            await world.env.advance_time(60)
            pressed = await world.member.click(shown, custom_id=custom_id)
            assert problem(pressed) == texts.say(language, "article-gone"), custom_id


async def _last_item(world: World) -> int:
    """The newest item there is."""
    newest: int = await world.bot.library.articles._db.read(value, "SELECT max(id) FROM item")
    return newest


async def test_a_vote_that_has_to_wait_is_acknowledged_when_it_is_stored(world: World, texts: Texts) -> None:
    shown = await world.slash(world.member, "quote")
    async with writer_held(world.bot.library.articles._db):
        clicking = asyncio.create_task(world.click(world.member, shown, "button-vote-up"))
        await asyncio.sleep(2)
    voted = await clicking
    assert voted.ephemeral
    assert counts(texts, Language.EN, 1, 0) in said(voted)


async def test_a_vote_that_can_not_be_stored_says_so(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    shown = await world.slash(world.member, "quote")

    await world.bot.library.articles._db.write(value, "PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(world.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await world.click(world.member, shown, "button-vote-up")
        other.rollback()
    assert problem(refused) == texts.say(language, "storage-busy")


@pytest.mark.parametrize("content", [Content.QUOTE, Content.PREDICTION, Content.SUMMARY])
async def test_a_daily_post_can_be_voted_on_and_is_still_known_by_its_button(
    path: Path, texts: Texts, content: Content
) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path, content=content)
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
            (message,) = small.messages(due.channels[0])
            below = [button for row in message["components"] for button in row["components"]]
            names = [button["custom_id"].split(":")[0] for button in below]
            assert names == ["post", *(["card"] if content is Content.QUOTE else []), "save", "vote", "vote"]
            pressed = await small.click(message, "👎", due.guild.owner, locale="ja")
            told: Any = await pressed.response()
            assert counts(texts, Language.JA, 0, 1) in told["embeds"][0]["description"]
