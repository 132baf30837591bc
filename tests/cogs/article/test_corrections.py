"""What editors put right, as cases for the measure, and the rights that allow it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.reviews import case
from bot.model import ItemKind, Language, PredictionKind, Rights
from tests.cli.test_main import run
from tests.conftest import World, said
from tests.desk import GUILD
from tests.panels import state_rights
from tests.reviews import OTHER, TEXT, newest, review


async def test_corrections_are_exported_as_labelled_cases_of_articles_whose_rights_allow_it(
    path: Path,
    database: Any,
) -> None:
    library = Library(database)
    article = (await library.articles.add(TEXT, GUILD)).article
    hidden = (await library.articles.add(TEXT.replace("港", "丘"), GUILD)).article
    for one in (article, hidden):
        _, found = await library.reviews.of_article(GUILD, one.id)
        quotes = [r.item for r in found if r.item.kind is ItemKind.QUOTE]
        await library.reviews.reject(GUILD, quotes[0].id)
        await library.reviews.set_speaker(GUILD, quotes[1].id, "")
        predictions = [r.item for r in found if r.item.kind is ItemKind.PREDICTION]
        await library.reviews.set_kind(GUILD, predictions[0].id, PredictionKind.CLAIM)
    assert export(path) == []
    await library.reviews.set_rights(GUILD, article.id, Rights.OWN)
    (case,) = export(path)
    (quote,) = case["quotes"]
    assert (quote["text"], quote["speaker"]) == ("仕事の帰りに寄れるのがうれしい", None)
    assert "".join(case["text"][start:end] for start, end in quote["spans"]) == quote["text"]
    assert case["language"] == "ja"
    complete = len([r for r in found if r.item.kind is ItemKind.PREDICTION]) == 1
    assert ("predictions" in case) is complete, "what was reviewed in part only is no label"
    assert "summary" not in case
    with pytest.raises(UserError, match="article-gone"):
        await library.reviews.set_rights(OTHER, article.id, Rights.OWN)


def rights(path: Path) -> list[tuple[int, str]]:
    """The articles that have rights, and which."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT article_id, ground FROM rights").fetchall()


def export(path: Path) -> list[dict[str, Any]]:
    ran: subprocess.CompletedProcess[str] = run(
        "export", "corrections", folder=path.parent, DATABASE_PATH=str(path)
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


async def test_where_nothing_was_read_nobody_said_that_there_is_nothing(library: Library) -> None:
    article = (
        await library.articles.add("# 海\n\n海は広く、船は少ない。\n\n港は静かで、鳥が多い。", GUILD)
    ).article
    _, found = await library.reviews.of_article(GUILD, article.id)
    last = max(one.item.id for one in found)
    await library.reviews.approve_rest(GUILD, article.id, last)
    _, found = await library.reviews.of_article(GUILD, article.id)
    labelled = case(article, "", found)
    assert "summary" in labelled
    assert not {"quotes", "predictions"} & set(labelled)


async def test_an_editor_says_why_an_article_may_be_exported(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    said_so = await state_rights(world, world.admin, "港の図書室", "own")
    assert world.texts.say(language, "rights-own") in said(said_so)
    assert rights(world.path) == [(await newest(world), Rights.OWN)]
    await state_rights(world, world.admin, "港の図書室", "none")
    assert rights(world.path) == []


def test_the_host_says_it_of_a_shared_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    run("import", "a.md", folder=tmp_path, DATABASE_PATH="a.sqlite3")
    ran = run("rights", "1", "licence", folder=tmp_path, DATABASE_PATH="a.sqlite3", LANG="ja_JP.UTF-8")
    assert "港の図書室だより" in ran.stdout
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as database, database:
        database.execute("UPDATE article SET title = 'a\x9b31mb'")
    ran = run("rights", "1", "none", folder=tmp_path, DATABASE_PATH="a.sqlite3")
    assert ran.stdout == "a\ufffd31mb: no export\n", "no title steers a terminal"
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as database, database:
        database.execute("UPDATE article SET guild_id = 5")
    for number in ("1", "9", "9" * 20, "x"):
        ran = run("rights", number, "licence", folder=tmp_path, DATABASE_PATH="a.sqlite3")
        assert ran.returncode == 1
        assert "`python -m bot articles` lists them all" in ran.stderr, "no slash command helps here"
        assert len(ran.stderr.splitlines()) == 1
