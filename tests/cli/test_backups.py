"""Copies as the host makes, lists and restores them, as it is typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.library import Library
from bot.model import Language
from bot.store.database import open_database
from bot.store.key import voter_key
from bot.texts import Texts
from tests.cli.test_host import GUILD, TEXT, host
from tests.library.test_votes import HARU, UP, quotes

LOCALE = {Language.EN: "C.UTF-8", Language.JA: "ja_JP.UTF-8"}


async def fill(path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database, key=await voter_key(database, path))
        item, *_ = await quotes(library)
        await library.votes.cast(GUILD, item, HARU, UP)


async def test_the_host_copies_lists_and_restores(path: Path, language: Language) -> None:
    await fill(path)

    def ran(*arguments: str, code: int = 0) -> str:
        done = host(path, *arguments, LC_ALL=LOCALE[language])
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def words(key: str, **variables: str | int) -> str:
        return Texts().say(language, key, **variables)

    assert words("cli-backups-none", path=str(path.parent / "backups")) in ran("backups")
    made = ran("backup", "--drill")
    assert words("cli-drill-same", count=22) in made
    assert words("cli-backup-key", path=f"{path}.key") in made, "its own copy is asked for"
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    listed = ran("backups")
    assert str(copy) in listed
    assert "verified" in listed or "検査済み" in listed
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)
    assert words("cli-restore-not") in ran("restore", copy.name, code=1), "nobody answered yes"
    assert "港の話" in ran("articles")
    restored = ran("restore", copy.name, "--yes")
    assert words("cli-restored-posts") in restored
    assert words("cli-restored-key", path=f"{path}.key") not in restored
    assert "港の話" not in ran("articles")
    Path(f"{path}.key").unlink()
    assert words("cli-restored-key", path=f"{path}.key") in ran("restore", copy.name, "--yes")
    path.unlink()
    assert words("cli-restored-deletions-unknown") in ran("restore", copy.name, "--yes")


async def test_a_damaged_copy_is_named_in_the_list_and_not_restored(path: Path) -> None:
    await fill(path)
    assert host(path, "backup").returncode == 0
    (copy,) = (path.parent / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DELETE FROM vote")
    listed = host(path, "backups")
    assert listed.returncode == 1
    assert "DAMAGED" in listed.stdout
    refused = host(path, "restore", copy.name, "--yes")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "not a whole copy" in refused.stderr


@pytest.mark.parametrize("drill", [[], ["--drill"]])
async def test_a_copy_is_made_while_the_bot_runs_and_none_is_restored(path: Path, drill: list[str]) -> None:
    async with open_bot(path):
        assert host(path, "backup", *drill).returncode == 0
        (copy,) = (path.parent / "backups").iterdir()
        refused = host(path, "restore", copy.name, "--yes")
    assert refused.returncode == 1
    assert "The bot is running on this database" in refused.stderr


async def test_copies_go_where_the_host_says(path: Path, tmp_path: Path) -> None:
    await fill(path)
    elsewhere = tmp_path / "elsewhere"
    assert host(path, "backup", BACKUP_PATH=str(elsewhere)).returncode == 0
    assert len([*elsewhere.iterdir()]) == 1
    assert not (path.parent / "backups").exists()
    assert str(elsewhere) in host(path, "backups", BACKUP_PATH=str(elsewhere)).stdout


def test_what_can_not_be_copied_is_said(path: Path) -> None:
    missing = host(path, "backup")
    assert missing.returncode == 1
    assert "There is no database" in missing.stderr
    path.write_bytes(b"what is this" * 1000)
    assert "is not a database" in host(path, "backup").stderr
