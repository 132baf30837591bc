"""The command line, as it is typed."""

from __future__ import annotations

import argparse
import asyncio
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot import config
from bot.__main__ import _demo
from bot.cli.main import main
from bot.cli.terminal import Terminal
from bot.config import ModelAddress, readable_by_others
from bot.errors import UserError
from bot.model import ALL_SHARDS, Language, Shards
from bot.texts import Texts
from tests import forking

ROOT = Path(__file__).parents[2]
JA = "# 港の話\n\n三崎さんは「夜に読む人の居場所をつくりたい」と話した。蔵書は3年後に2万冊を超える見通しだ。"


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    unset = ("DISCORD_TOKEN", "DATABASE_PATH", "LOG_LEVEL", "LANG", "LC_ALL", "LC_MESSAGES")
    clean = {name: value for name, value in os.environ.items() if name not in unset}
    everything = {**clean, "PYTHONPATH": str(ROOT), **environment}
    if not any(name.startswith("PYTHON") for name in environment):
        return forking.run("bot", *arguments, folder=folder, environment=everything, timeout=60)
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=everything,
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
    source = {"author", "publisher", "date", "url"}
    assert set(first) == {"title", "language", "body", "summary", "quotes", "predictions", *source}
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
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is “xml”"),
        ({"METRICS_PORT": "99999"}, "METRICS_PORT is “99999”"),
        ({"LLM_URL": "ftp://models"}, "LLM_URL has to be the address"),
        ({"LLM_URL": "http://models"}, "LLM_NAME has to be what"),
        ({"LLM_URL": "http://models/v1/chat/completions/"}, "LLM_URL has to end before /chat/completions"),
        ({"SHARD_COUNT": "2"}, "SHARD_COUNT is “2” and SHARD_IDS is “”."),
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


def test_a_file_that_this_user_may_not_use_is_one_clear_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    async def refused() -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), ".env")

    assert main(["demo"], lambda _: refused()) == 1
    assert capsys.readouterr().err.splitlines() == [
        ".env can’t be used: permission denied. Run this as the user the bot runs as."
    ]


MODEL = "http://127.0.0.1:11434/v1"


@pytest.mark.parametrize("url", [MODEL, f"{MODEL}/", "https://models.example.org", "http://[::1]:8080/v1"])
def test_a_language_model_is_where_the_host_says_and_its_key_is_shown_to_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    for name, value in (("LLM_URL", url), ("LLM_NAME", "small-1"), ("LLM_KEY", "sk-secret")):
        monkeypatch.setenv(name, value)
    loaded = config.load(tmp_path / ".env")
    assert loaded.language_model == ModelAddress(url.rstrip("/"), "small-1", "sk-secret")
    assert "sk-secret" not in repr(loaded)


async def test_the_demo_asks_the_language_model_of_the_host(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run: list[dict[str, Any]] = []

    async def demo(**options: Any) -> None:
        run.append(options)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.demo.run", demo)
    asked = argparse.Namespace(language="ja", port=0, keep=False, at=None, no_browser=True)
    for url in ("", MODEL):
        monkeypatch.setenv("LLM_URL", url)
        monkeypatch.setenv("LLM_NAME", "small-1" if url else "")
        assert await _demo(asked) == 0
    assert [one["language_model"] and one["language_model"].destination for one in run] == [
        None,
        f"{MODEL} small-1",
    ]


@pytest.mark.parametrize(
    ("url", "name", "key"),
    [
        (None, "small-1", None),
        (None, None, "sk-secret"),
        (MODEL, None, None),
        (MODEL, "a" * 101, None),
        (MODEL, "small\u202e", None),
        (MODEL, "small-1", "sk secret"),
        (MODEL, "small-1", "sk-秘密"),
        ("127.0.0.1:11434", "small-1", None),
        ("file:///etc/passwd", "small-1", None),
        ("http://me:sk-secret@127.0.0.1/v1", "small-1", None),
        (f"{MODEL}?key=sk-secret", "small-1", None),
        (f"{MODEL}#a", "small-1", None),
        ("http://127.0.0.1:99999/v1", "small-1", None),
        ("http:///v1", "small-1", None),
        ("http://[1.2.3.4]/v1", "small-1", None),
        ("http://[1:2]/v1", "small-1", None),
        ("http://models..lan/v1", "small-1", None),
        ("http://xn--a/v1", "small-1", None),
        (f"http://{'a' * 64}.lan/v1", "small-1", None),
    ],
)
def test_what_can_be_no_language_model_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str | None, name: str | None, key: str | None
) -> None:
    for setting, value in (("LLM_URL", url), ("LLM_NAME", name), ("LLM_KEY", key)):
        monkeypatch.setenv(setting, value or "")
    with pytest.raises(UserError, match="config-model") as refused:
        config.load(tmp_path / ".env")
    said = [Texts().say(one, refused.value.key, **refused.value.variables) for one in Language]
    assert not any("secret" in one or "秘密" in one for one in said)


@pytest.mark.parametrize(
    ("port", "address"),
    [
        ("", None),
        ("9100", ("127.0.0.1", 9100)),
        ("0.0.0.0:9100", ("0.0.0.0", 9100)),  # noqa: S104 - a host may want that
        ("[::1]:9100", ("::1", 9100)),
        ("metrics.lan:80", ("metrics.lan", 80)),
    ],
)
def test_metrics_are_for_this_computer_alone_unless_the_host_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, port: str, address: tuple[str, int] | None
) -> None:
    monkeypatch.setenv("METRICS_PORT", port)
    assert config.load(tmp_path / ".env").metrics == address


@pytest.mark.parametrize("port", ["0", "-1", "x", "9100:", ":9100", "::1:9100", "9100/metrics", "٩١٠٠"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, port: str) -> None:
    monkeypatch.setenv("METRICS_PORT", port)
    with pytest.raises(UserError, match="config-metrics"):
        config.load(tmp_path / ".env")


@pytest.mark.parametrize(
    ("count", "ids", "shards"),
    [
        ("", "", ALL_SHARDS),
        ("1", "0", Shards(1, (0,))),
        ("4", "0-1", Shards(4, (0, 1))),
        (" 4 ", "0, 2", Shards(4, (0, 2))),
        ("16", "8,0-3,2", Shards(16, (0, 1, 2, 3, 8))),
    ],
)
def test_a_process_runs_the_shards_that_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, count: str, ids: str, shards: Shards
) -> None:
    monkeypatch.setenv("SHARD_COUNT", count)
    monkeypatch.setenv("SHARD_IDS", ids)
    assert config.load(tmp_path / ".env").shards == shards


@pytest.mark.parametrize(
    ("count", "ids"),
    [
        *[
            ("4", ""),
            ("", "0"),
            ("0", "0"),
            ("4", "4"),
            ("4", "0-4"),
            ("4", "1-0"),
            ("four", "0"),
            ("-4", "0"),
        ],
        *[("4", "0;1"), ("4", "0,"), ("4", "-1"), ("4", "0-1-2"), ("4", "a"), ("99999999", "0"), ("٤", "0")],
    ],
)
def test_shards_that_there_can_not_be_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, count: str, ids: str
) -> None:
    monkeypatch.setenv("SHARD_COUNT", count)
    monkeypatch.setenv("SHARD_IDS", ids)
    with pytest.raises(UserError, match="config-shards") as refused:
        config.load(tmp_path / ".env")
    assert refused.value.variables == {"count": count, "ids": ids}


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


def test_no_title_steers_the_terminal(tmp_path: Path) -> None:
    steering = "a\x1b[31mb\x9b2Jc\u202ed\u200be\x7ff\u2066g"
    text = f'---\ntitle: "{steering}"\n---\n' + JA.replace("蔵書", f"{steering}の蔵書")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    missing = "x\x9b2J\u202e.md"
    printed = [
        run("read", "a.md", missing, folder=tmp_path),
        run("read", "--json", "a.md", folder=tmp_path),
        run("import", "a.md", folder=tmp_path, DATABASE_PATH="x.sqlite3"),
        run("articles", folder=tmp_path, DATABASE_PATH="x.sqlite3"),
        run("remove", "1", folder=tmp_path, DATABASE_PATH="x.sqlite3"),
    ]
    for ran in printed:
        shown = ran.stdout + ran.stderr
        assert "a" in shown
        wrong = [one for one in shown if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"]
        assert not wrong, (ran.args, wrong)


def test_what_is_printed_as_json_is_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"title": "港 🚢 é\x9b2J \u202e\x7f\n"}
    Terminal(Language.EN).print_json(value)
    shown = capsys.readouterr().out
    assert json.loads(shown) == value
    assert shown.isascii()
    assert shown.removesuffix("\n").isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "ascii"])
def test_json_is_json_whatever_the_encoding_of_the_terminal(tmp_path: Path, encoding: str) -> None:
    text = "---\ntitle: 港の café 🚢\nauthor: Zoé Moe\nurl: https://harbour.example/1\n---\n\n" + JA
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    ran = run("read", "--json", "a.md", folder=tmp_path, PYTHONIOENCODING=encoding)
    found = json.loads(ran.stdout)
    assert (found["title"], found["author"]) == ("港の café 🚢", "Zoé Moe")
    assert (found["url"], found["publisher"], found["date"]) == ("https://harbour.example/1", None, None)


def test_the_json_of_a_page_says_who_wrote_it_where_and_when(tmp_path: Path) -> None:
    ran = run("read", "--json", str(ROOT / "tests/pages/news.ja.html"), folder=tmp_path)
    found = json.loads(ran.stdout)
    about = {name: found[name] for name in ("author", "publisher", "date", "url")}
    assert about == {
        "author": "沖田ミナ",
        "publisher": "みなと日報",
        "date": "2031-04-12",
        "url": "https://minato.example/town/1204.html",
    }


@pytest.mark.parametrize("arguments", [["read", "a.md", "a.md"], ["read", "--json", "a.md"]])
def test_a_reader_that_has_read_enough_ends_a_command_quietly(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.md").write_text(JA, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        assert ran.stderr.read() == ""
        assert ran.wait() == 128 + signal.SIGPIPE


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "99999"], "“99999” is not a port I can use. Choose one from 1024 to 65535"),
        (["--port", "80"], "“80” is not a port I can use."),
        (["--port", "1023"], "“1023” is not a port I can use."),
        (["--port=-1"], "“-1” is not a port I can use."),
        (["--port", "web"], "“web” is not a port I can use."),
        (["--at", "25:00"], "“25:00” is not a time of day."),
    ],
)
def test_an_option_that_can_not_be_is_refused_in_a_sentence(
    tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    ran = run("demo", *arguments, folder=tmp_path)
    assert ran.returncode == 2
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("path", ["~/koto/k.sqlite3", "$HOME/koto/k.sqlite3", "${HOME}/koto/k.sqlite3"])
def test_a_path_means_the_home_folder_where_a_shell_would_take_it_so(tmp_path: Path, path: str) -> None:
    work, home = tmp_path / "work", tmp_path / "home"
    for folder in (work, home):
        folder.mkdir()
    (home / "a.md").write_text(JA, encoding="utf-8")
    (work / ".env").write_text(f"DATABASE_PATH={path}\n", encoding="utf-8")
    ran = run("import", path.replace("koto/k.sqlite3", "a.md"), folder=work, HOME=str(home))
    assert ran.returncode == 0, ran.stderr
    assert (home / "koto/k.sqlite3").exists()
    assert [one.name for one in work.iterdir()] == [".env"]


@pytest.mark.parametrize("path", ["~nobody-here/k.sqlite3", "$NOWHERE_AT_ALL/k.sqlite3"])
def test_a_path_of_nobody_is_refused_and_makes_no_folder(tmp_path: Path, path: str) -> None:
    for arguments, environment in ((["articles"], {"DATABASE_PATH": path}), (["export", "votes", path], {})):
        ran = run(*arguments, folder=tmp_path, **environment)
        assert ran.returncode == 1
        assert "there is no such user or variable" in ran.stderr
        assert not list(tmp_path.iterdir())


def test_settings_that_others_can_read_are_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=x\nDATABASE_PATH=.\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    warning = ".env can be read by other users of this computer: chmod 600 .env"
    assert warning in run(folder=tmp_path).stderr
    (tmp_path / ".env").chmod(0o600)
    assert warning not in run(folder=tmp_path).stderr


def test_files_that_only_their_owner_can_read_are_told_from_others(tmp_path: Path) -> None:
    modes = {"mine": 0o600, "read-only": 0o400, "group": 0o640, "all": 0o604, "changed": 0o602}
    for name, mode in modes.items():
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    shown = readable_by_others(*(tmp_path / name for name in [*modes, "missing"]))
    assert [file.name for file in shown] == ["group", "all", "changed"]


@pytest.mark.parametrize("fast", [True, False])
def test_commands_run_on_the_faster_loop_where_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    if fast:
        pytest.importorskip("uvloop", reason="the extra `speed` isn't installed, or there is none here")
    loops = []

    async def work(_: object) -> int:
        loops.append(type(asyncio.get_running_loop()).__module__.partition(".")[0])
        return 0

    if not fast:
        monkeypatch.setitem(sys.modules, "uvloop", None)
    monkeypatch.setattr(sys.modules["bot.cli.main"], "run", work)
    assert main([], work) == 0
    assert main(["demo"], work) == 0
    assert loops == ["uvloop" if fast else "asyncio", "asyncio"], "simcord needs asyncio's own"
