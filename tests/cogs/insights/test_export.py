"""The export as editors get it, below /insights, and the one over all servers as the host does."""

from __future__ import annotations

import asyncio
import io
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord.interactions
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.app.startup import open_bot
from bot.cli.host import export_votes
from bot.cli.terminal import Terminal
from bot.errors import UserError
from bot.library import Library
from bot.library.export_archive import ARCHIVE, CARD, LINES
from bot.model import Item, ItemKind, Language, Rights, Vote
from bot.store.database import open_database
from bot.store.key import voter_key
from cogs.insights.export import ENVELOPE
from tests.cli.test_main import ROOT, run
from tests.conftest import World, answer, buttons, said
from tests.library.test_library import TEXT
from tests.panels import choose_editors, export, state_rights
from tests.wire.small import SmallDiscord

PEOPLE = (111_111_111_111_111_111, 222_222_222_222_222_222, 333_333_333_333_333_333)
GUILD, OTHER = 1, 2
NAMES = {None: "全員", OTHER: "秘密"}


async def quotes(library: Library, guild: int | None, rights: Rights | None = Rights.OWN) -> list[Item]:
    """The quotations of an article of a guild's own, or of all, with these rights."""
    added = (await library.articles.add(TEXT.replace("港", NAMES.get(guild, "丘")), guild)).article
    await library.reviews.set_rights(guild, added.id, rights)
    return (await library.articles.items(guild or GUILD, added.id, ItemKind.QUOTE))[1]


async def vote(library: Library, guild: int, item: Item, *given: Vote) -> None:
    for who, one in zip(PEOPLE, given, strict=False):
        await library.votes.cast(guild, item.id, who, one)


async def files(result: InteractionResult) -> dict[str, bytes]:
    assert answer(result).ephemeral
    return {attached.filename: await attached.read() for attached in answer(result).attachments}


async def test_an_editor_gets_the_servers_votes_and_their_card_as_private_files(
    world: World, language: Language
) -> None:
    world.speak(language, Language.JA)
    library, say = world.bot.library, world.texts.say
    first, second = await quotes(library, world.guild.id)
    await vote(library, world.guild.id, first, Vote.UP, Vote.UP, Vote.DOWN)
    await vote(library, world.guild.id, second, Vote.UP)
    result = await export(world, world.admin)
    got = await files(result)
    assert list(got) == [LINES, CARD]
    (line,) = got[LINES].splitlines()
    row = json.loads(line)
    assert set(row) == {"prompt", "completion", "label"}
    assert (row["completion"], row["label"]) == (first.text, True)
    assert f"# {say(language, 'export-name')}" in got[CARD].decode()
    assert say(language, "export-lines", lines=1, liked=1, disliked=0) in said(result)
    assert say(language, "export-left", left=1) in said(result)
    written = b"".join(got.values())
    for who in (*PEOPLE, world.admin.id, world.guild.id):
        assert str(who).encode() not in written
        assert library.votes.voter(who).hex().encode() not in written
    for name in (b"mio", b"haru", b"Reading club"):
        assert name not in written


async def test_a_server_gets_nothing_of_another(world: World) -> None:
    library = world.bot.library
    secret, _ = await quotes(library, OTHER)
    shared, _ = await quotes(library, None, Rights.LICENSE)
    own, _ = await quotes(library, world.guild.id)
    await vote(library, OTHER, secret, *[Vote.UP] * 3)
    await vote(library, OTHER, shared, *[Vote.UP] * 3)
    await vote(library, world.guild.id, own, *[Vote.DOWN] * 3)
    got = await files(await export(world, world.admin))
    assert [json.loads(line)["completion"] for line in got[LINES].splitlines()] == [own.text]
    assert NAMES[OTHER] not in got[LINES].decode() + got[CARD].decode()
    other = world.env.create_guild("Somewhere else")
    boss = other.add_member(
        world.env.create_user("boss"),
        roles=[other.create_role("boss", permissions=discord.Permissions(manage_guild=True))],
    )
    await library.guilds.mark_started(other.id)
    there = replace(world, guild=other, channel=other.create_text_channel("elsewhere"), admin=boss)
    refused = await export(there, there.admin)
    assert said(refused) == world.texts.say(Language.EN, "export-unvoted", raters=3)


async def test_what_is_missing_is_said_with_the_next_step(world: World, language: Language) -> None:
    world.speak(language)
    library, say = world.bot.library, world.texts.say
    nothing = await export(world, world.admin)
    assert said(nothing) == say(language, "export-unvoted", raters=3)
    assert answer(nothing).ephemeral
    assert buttons(answer(nothing))[0]["label"] == say(language, "step-start")
    first, _ = await quotes(library, world.guild.id, rights=None)
    await vote(library, world.guild.id, first, Vote.UP, Vote.UP, Vote.UP)
    unlicensed = await export(world, world.admin)
    assert said(unlicensed) == say(language, "export-unlicensed", items=1, enough=1, raters=3)
    assert [b["label"] for b in buttons(answer(unlicensed))] == [say(language, "step-article-manage")]
    await state_rights(world, world.admin, f"#{first.article_id}", "own")
    assert list(await files(await export(world, world.admin))) == [LINES, CARD]
    await library.votes.cast(world.guild.id, first.id, PEOPLE[0], None)
    few = await export(world, world.admin)
    assert said(few) == say(language, "export-too-few", few=1, ties=0, unshown=0, raters=3)


async def test_who_is_no_editor_any_more_is_refused(world: World, language: Language) -> None:
    world.speak(language)
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("former"), roles=[role])
    await choose_editors(world, role)
    shown = await world.slash(editor, "insights")
    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    refused = await world.click(editor, shown, "button-export")
    assert answer(refused).ephemeral
    assert said(refused) == world.texts.say(language, "editors-only")


async def test_where_no_file_can_be_sent_it_says_so(world: World, language: Language) -> None:
    world.speak(language)
    assert world.bot.user is not None
    bits = discord.Permissions(attach_files=True).value
    denied = Overwrite(world.bot.user.id, OverwriteType.MEMBER, deny=bits)
    world.env.backend.set_overwrite(world.channel.id, denied)
    refused = await export(world, world.admin)
    assert said(refused) == world.texts.say(language, "export-no-attach")


def allow(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """From now on Discord says that an answer may have files of so many bytes."""
    original = simcord.interactions.base_payload

    def base_payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, **kwargs)
        return record, {**payload, "attachment_size_limit": size}

    monkeypatch.setattr(simcord.interactions, "base_payload", base_payload)


async def test_what_is_too_large_comes_as_an_archive_and_what_is_still_too_large_is_a_clear_sentence(
    world: World, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    library = world.bot.library
    for item in await quotes(library, world.guild.id):
        await vote(library, world.guild.id, item, *[Vote.UP] * 3)
    allow(monkeypatch, ENVELOPE + 3_500)
    got = await files(await export(world, world.admin))
    assert list(got) == [ARCHIVE]
    with zipfile.ZipFile(io.BytesIO(got[ARCHIVE])) as archive:
        assert archive.namelist() == [LINES, CARD]
        assert len(archive.read(LINES).splitlines()) == 2
    allow(monkeypatch, ENVELOPE + 500)
    refused = await export(world, world.admin)
    assert said(refused) == world.texts.say(language, "export-too-large", limit=0)
    assert answer(refused).ephemeral


async def test_both_files_travel_over_the_wire(path: Path) -> None:
    async with SmallDiscord() as small:
        guild = small.world.add_guild("読書会", locale="ja")
        channel = guild.add_channel("general")
        async with open_bot(path) as bot, small.connect(bot):
            await bot.library.guilds.mark_started(guild.id)
            first, _ = await quotes(bot.library, guild.id)
            await vote(bot.library, guild.id, first, *[Vote.DOWN] * 3)
            shown = await small.slash(channel, guild.owner, "insights", locale="ja")
            asked = await small.click(await shown.response(), "export:", guild.owner, locale="ja")
            message = await asked.response()
        assert [one["filename"] for one in message["attachments"]] == [LINES, CARD]
        assert all(one["size"] > 500 for one in message["attachments"])


# The host.


async def stored(path: Path) -> list[str]:
    """Votes of two servers for a shared article and for one of each server's own; what is to be exported."""
    async with open_database(path) as database:
        library = Library(database, key=await voter_key(database, path))
        shared, _ = await quotes(library, None, Rights.LICENSE)
        own, _ = await quotes(library, GUILD)
        secret, _ = await quotes(library, OTHER, rights=None)
        await vote(library, GUILD, shared, Vote.UP, Vote.UP)
        await vote(library, OTHER, shared, Vote.UP, Vote.UP, Vote.DOWN)
        await vote(library, GUILD, own, *[Vote.DOWN] * 3)
        await vote(library, OTHER, secret, *[Vote.UP] * 3)
        return [shared.text, own.text]


async def test_the_host_gets_all_servers_votes_in_a_folder_beside_a_running_bot(
    path: Path, tmp_path: Path, language: Language
) -> None:
    expected = await stored(path)
    places = {
        "DATABASE_PATH": str(path),
        "LANG": {Language.JA: "ja_JP.UTF-8", Language.EN: "C.UTF-8"}[language],
    }
    with closing(sqlite3.connect(path)) as other:
        before = other.execute("SELECT * FROM vote").fetchall()
    async with open_bot(path):
        for folder in ("deep/er", "deep/er", None):  # a second time in the place of the first
            ran = run("export", "votes", *filter(None, [folder]), folder=tmp_path, **places)
            assert ran.returncode == 0, ran.stderr
            target = tmp_path / (folder or "kotonoha-votes")
            assert {file.name for file in target.iterdir()} == {LINES, CARD}
            rows = [json.loads(line) for line in (target / LINES).read_bytes().splitlines()]
            assert [row["completion"] for row in rows] == expected
            assert [row["label"] for row in rows] == [True, False]
            card = (target / CARD).read_text(encoding="utf-8")
            assert {Language.JA: "# 言の葉の評価", Language.EN: "# Kotonoha votes"}[language] in card
            assert NAMES[OTHER] not in (target / LINES).read_text(encoding="utf-8") + card
            assert not any(str(who) in card for who in PEOPLE)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT * FROM vote").fetchall() == before


def test_an_export_of_nothing_is_a_clear_sentence_and_leaves_no_folder(tmp_path: Path) -> None:
    ran = run("export", "votes", folder=tmp_path, DATABASE_PATH="x.sqlite3", LANG="ja_JP.UTF-8")
    assert ran.returncode == 1
    assert "まだ書き出せるものがありません" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "kotonoha-votes").exists()


async def test_a_readme_of_something_else_is_never_overwritten(path: Path, tmp_path: Path) -> None:
    await stored(path)
    readme = tmp_path / "README.md"
    readme.write_text("mine", encoding="utf-8")
    ran = run("export", "votes", ".", folder=tmp_path, DATABASE_PATH=str(path))
    assert ran.returncode == 1
    assert "another README.md" in ran.stderr
    assert readme.read_text(encoding="utf-8") == "mine"
    ran = run("export", "votes", "README.md", folder=tmp_path, DATABASE_PATH=str(path))
    assert ran.returncode == 1
    assert "can’t be written" in ran.stderr
    assert "Traceback" not in ran.stderr


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """From now on no file can get more than so many bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def test_on_a_full_disk_an_earlier_export_stays_whole(
    path: Path, tmp_path: Path, language: Language
) -> None:
    await stored(path)
    terminal, folder = Terminal(language), tmp_path / "deep" / "er"
    async with open_database(path) as database:  # so that what lies beside it is there
        with small_disk(3_000), pytest.raises(UserError, match="export-unwritable"):
            await export_votes(folder, path, terminal)
        assert not folder.parent.exists()
        await export_votes(folder, path, terminal)
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert len(before[LINES]) < 3_000 < len(before[CARD])
        library = Library(database)
        (shared,) = (one for one in await library.articles.all(3) if one.guild_id is None)
        await library.reviews.set_rights(None, shared.id, None)
        with small_disk(3_000), pytest.raises(UserError, match="export-unwritable"):
            await export_votes(folder, path, terminal)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


async def test_two_exports_into_one_folder_do_not_mix(path: Path, tmp_path: Path) -> None:
    expected = await stored(path)
    terminal, folder = Terminal(Language.EN), tmp_path / "votes"
    await asyncio.gather(*(export_votes(folder, path, terminal) for _ in range(4)))
    assert {file.name for file in folder.iterdir()} == {LINES, CARD}
    rows = [json.loads(line) for line in (folder / LINES).read_bytes().splitlines()]
    assert [row["completion"] for row in rows] == expected


async def test_a_folder_whose_name_is_too_long_is_a_clear_sentence(path: Path, tmp_path: Path) -> None:
    await stored(path)
    ran = run("export", "votes", "a" * 300, folder=tmp_path, DATABASE_PATH=str(path))
    assert ran.returncode == 1
    assert "can’t be written" in ran.stderr
    assert "Traceback" not in ran.stderr


async def test_a_terminal_that_lacks_characters_gets_what_it_can_show(path: Path, tmp_path: Path) -> None:
    await stored(path)
    ran = run(
        "export",
        "votes",
        folder=tmp_path,
        DATABASE_PATH=str(path),
        LANG="ja_JP.eucJP",
        PYTHONIOENCODING="ascii",
    )
    assert ran.returncode == 0, ran.stderr
    assert "kotonoha-votes.jsonl" in ran.stdout


def test_ctrl_c_leaves_nothing_and_is_no_success(path: Path, tmp_path: Path) -> None:
    asyncio.run(stored(path))
    # Who starts tests in the background may have Ctrl-C ignored, and children inherit that.
    heard = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    run = f'{heard}; runpy.run_module("bot", run_name="__main__", alter_sys=True)'
    command = [sys.executable, "-c", run, "export", "votes"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_PATH": str(path)}
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"):
            other.execute(statement)  # so that it has to wait
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as process:
            while not (tmp_path / "kotonoha-votes").exists() and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in told
    assert not (tmp_path / "kotonoha-votes").exists()
