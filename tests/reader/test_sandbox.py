"""What the reading process may still do once it has locked itself: next to nothing."""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.limits import MAX_CHARACTERS
from bot.reader import pool, sandbox
from bot.reader.pool import Reader
from tests.conftest import ReadsHere

ROOT = Path(__file__).parents[2]
OPEN_FILES = resource.getrlimit(resource.RLIMIT_NOFILE)
LANDLOCK = any(one.startswith("Landlock") for one in sandbox.supported())
SECCOMP = "seccomp" in sandbox.supported()
files = pytest.mark.skipif(not LANDLOCK, reason="this kernel has no Landlock")
calls = pytest.mark.skipif(
    not SECCOMP, reason="this kernel has no seccomp, or the machine is of another kind"
)

PROGRAM = """
import ctypes, fcntl, json, os, resource, signal, socket, subprocess, sys, termios, threading
from pathlib import Path
from bot.reader import sandbox
parent, database = os.getppid(), Path(sys.argv[1])
sandbox.confine()
for expression in sys.argv[2:]:
    try:
        eval(expression)
        print(json.dumps([expression, "done"]), flush=True)
    except (OSError, RuntimeError):
        print(json.dumps([expression, "refused"]), flush=True)
"""
FILES = (
    "Path(f'/proc/{parent}/environ').read_bytes()",
    "open(f'/proc/{parent}/mem', 'rb')",
    "os.listdir(f'/proc/{parent}/fd')",
    "database.read_bytes()",
    "Path(f'{database}.key').read_bytes()",
    "os.listdir(database.parent)",
    "Path('.env').read_bytes()",
    "Path('pyproject.toml').read_bytes()",
    "Path('/proc/self/root/etc/passwd').read_bytes()",
    "Path.home().joinpath('.ssh').iterdir().__next__()",
    "database.write_bytes(b'')",
    "open('bot/reader/child.py', 'a')",
    "database.unlink()",
)
CALLS = (
    "socket.create_connection(('127.0.0.1', 9))",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
    "socket.socket(socket.AF_UNIX).connect('\\0kotonoha')",
    "socket.socketpair()",
    "os.fork()",
    "os.posix_spawn('/bin/true', ['true'], {})",
    "os.execv('/bin/true', ['true'])",
    "subprocess.run([sys.executable, '-c', ''])",
    "threading.Thread(target=print).start()",
    "os.kill(parent, 0)",
    "fcntl.fcntl(0, fcntl.F_SETOWN, parent)",
    "fcntl.ioctl(0, 0x8901, parent.to_bytes(4, 'little'))",  # FIOSETOWN, of sockets
    "fcntl.ioctl(2, termios.TIOCSTI, b'x')",
    "os.pidfd_open(parent)",
    "resource.prlimit(parent, resource.RLIMIT_NOFILE, (8, 8))",
    "os.memfd_create('code')",
    "os.chmod('/tmp', 0o777)",
    "os.setuid(1)",
    "os.nice(-1)",
)
NEEDED = ("__import__('encodings.euc_jp')", "Path('/proc/self/statm').read_text()")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its key."""
    database = tmp_path_factory.mktemp("bot") / "kotonoha.sqlite3"
    for path in (database, Path(f"{database}.key")):
        path.write_bytes(b"secret")
    return database


@cache
def confined(expressions: tuple[str, ...], database: Path) -> dict[str, str]:
    """What comes of each expression in a process that is confined like a reading one: "done" or "refused"."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(database), *expressions],
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": "secret-token"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stdout.count("\n") == len(expressions), (ran.returncode, ran.stdout, ran.stderr)
    return dict(map(json.loads, ran.stdout.splitlines()))


@files
@pytest.mark.parametrize("expression", FILES)
def test_no_file_but_code_is_read_and_none_is_written(expression: str, database: Path) -> None:
    assert confined(FILES, database)[expression] == "refused"
    assert database.read_bytes() == b"secret"


@calls
@pytest.mark.parametrize("expression", CALLS)
def test_no_process_no_connection_and_no_other_process(expression: str, database: Path) -> None:
    assert confined(CALLS, database)[expression] == "refused"
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == OPEN_FILES


@pytest.mark.parametrize("expression", NEEDED)
def test_what_reading_needs_still_works(expression: str, database: Path) -> None:
    assert confined(NEEDED, database)[expression] == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hides it")
def test_the_bot_hides_its_memory_from_processes_of_the_same_user() -> None:
    program = (
        "import ctypes; from bot.reader import sandbox; sandbox.hide_memory();"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "0"


@pytest.mark.parametrize(
    "change",
    [
        {"text": "x" * (MAX_CHARACTERS + 1)},
        {"text": ""},
        {"sentences": [{"text": "a", "spans": [[0, 1]]}] * 50_001},
        {"sentences": [{"text": "a", "spans": [[-1, 1]]}]},
        {"sentences": [{"text": "a", "spans": [[3, 1]]}]},
        {"sentences": [{"text": "a", "spans": [[0, 2], [1, 3]]}]},
        {"sentences": [{"text": "a", "spans": [[1, 1]]}]},
        {"sentences": [{"text": "a", "spans": []}]},
        {"title": 5},
        {"url": "x" * 5_000},
        {"adjoining": [7]},
    ],
    ids=[
        *("too long", "no text", "too many", "before the text", "backwards", "twice", "empty", "nowhere"),
        *("a number for a title", "a long address", "no sentence"),
    ],
)
async def test_an_answer_beyond_the_limits_is_no_answer(
    change: dict[str, object], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def changed(_: pool.ReaderProcess, job: bytes) -> bytes:
        answer = json.loads(await ReadsHere().ask(job))
        part = answer["read"] if "text" in change else answer["read"]["reading"]
        part.update(change)
        return json.dumps(answer).encode()

    monkeypatch.setattr(pool.ReaderProcess, "ask", changed)
    async with Reader() as reader:
        with caplog.at_level(logging.ERROR), pytest.raises(UserError) as refused:
            await reader.read_text("港の図書室は、来年の春から夜間も開く予定だ。")
        assert not reader._idle, "a process that answers so takes no other job"
    assert refused.value.key == "reading-died"
    assert "Malformed" in caplog.text
