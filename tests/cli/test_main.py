"""The command line, as it is typed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JA = "# 港の話\n\n三崎さんは「夜に読む人の居場所をつくりたい」と話した。蔵書は3年後に2万冊を超える見通しだ。"


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    unset = ("DISCORD_TOKEN", "DATABASE_PATH", "LOG_LEVEL", "LANG", "LC_ALL", "LC_MESSAGES")
    clean = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_read_prints_one_json_object_a_line(tmp_path: Path) -> None:
    for name in ("a.md", "b.txt"):
        (tmp_path / name).write_text(JA, encoding="utf-8")
    ran = run("read", "--json", "a.md", "b.txt", folder=tmp_path)
    assert ran.returncode == 0, ran.stderr
    first, second = (json.loads(line) for line in ran.stdout.splitlines())
    assert first == second
    assert first["title"] == "港の話"
    assert first["language"] == "ja"
    (quote,) = first["quotes"]
    assert (quote["text"], quote["speaker"]) == ("夜に読む人の居場所をつくりたい", "三崎さん")
    assert "".join(JA[start:end] for start, end in quote["spans"]) == quote["text"]
    (prediction,) = first["predictions"]
    assert (prediction["kind"], prediction["horizon"]) == ("forecast", "3年後")
    assert set(first) == {"title", "language", "body", "summary", "quotes", "predictions"}
    assert set(first["summary"]) == {"line", "three", "sections"}


def test_read_shows_what_would_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(JA, encoding="cp932")
    ran = run("read", "a.md", folder=tmp_path, LANG="ja_JP.UTF-8")
    assert "「夜に読む人の居場所をつくりたい」" in ran.stdout
    assert "見通し · 3年後" in ran.stdout


def test_import_stores_articles_once_and_says_which_file_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(JA, encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\x89PNG\0\0")
    first = run("import", "a.md", "b.bin", "none.txt", folder=tmp_path, DATABASE_PATH="x.sqlite3")
    assert first.returncode == 1
    assert "a.md: added “港の話”" in first.stdout
    assert "b.bin: I can’t read that file as text" in first.stderr
    assert "none.txt: can’t be read" in first.stderr
    second = run("import", "a.md", folder=tmp_path, DATABASE_PATH="x.sqlite3")
    assert second.returncode == 0
    assert "already there" in second.stdout
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as database:
        assert database.execute("SELECT guild_id, title FROM article").fetchall() == [(None, "港の話")]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "There is no token."),
        ({"LANG": "ja_JP.UTF-8"}, "トークンがありません。"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL is “LOUD”"),
    ],
)
def test_what_the_host_forgot_is_one_clear_sentence(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    ran = run(folder=tmp_path, **environment)
    assert ran.returncode == 1
    assert ran.stderr.startswith(sentence)
    assert len(ran.stderr.splitlines()) == 1


def test_settings_come_from_the_file_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_PATH=from-file.sqlite3\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(JA, encoding="utf-8")
    run("import", "a.md", folder=tmp_path)
    assert (tmp_path / "from-file.sqlite3").exists()
    run("import", "a.md", folder=tmp_path, DATABASE_PATH="from-environment.sqlite3")
    assert (tmp_path / "from-environment.sqlite3").exists()


def test_a_database_that_can_not_be_used_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary, " * 100, encoding="utf-8")
    ran = run("import", "diary.txt", folder=tmp_path, DATABASE_PATH="diary.txt")
    assert ran.returncode == 1
    assert "is not a database" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["read", "import"])
def test_an_address_that_is_not_public_is_refused_in_a_sentence(tmp_path: Path, command: str) -> None:
    ran = run(command, "http://127.0.0.1/", "https://a:b@example.com/", folder=tmp_path)
    assert ran.returncode == 1
    assert "private network" in ran.stderr
    assert "user name or a password" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_is_imported_again_and_changed_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    for text, outcome in (
        (JA, "added"),
        (JA, "already there"),
        (JA.replace("# 港", "# 新しい港"), "refreshed"),
    ):
        file.write_text(f"---\nurl: https://example.com/a\n---\n{text}", encoding="utf-8")
        ran = run("import", "a.md", folder=tmp_path)
        assert ran.returncode == 0, ran.stderr
        assert outcome in ran.stdout
