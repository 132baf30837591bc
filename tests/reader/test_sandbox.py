"""What the reading process may still do once it has locked itself: next to nothing."""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.limits import MAX_CHARACTERS
from bot.reader import pool, sandbox
from bot.reader.pool import Reader

ROOT = Path(__file__).parents[2]
LANDLOCK = any(one.startswith("Landlock") for one in sandbox.supported())
SECCOMP = "seccomp" in sandbox.supported()
files = pytest.mark.skipif(not LANDLOCK, reason="this kernel has no Landlock")
calls = pytest.mark.skipif(
    not SECCOMP, reason="this kernel has no seccomp, or the machine is of another kind"
)

PROGRAM = """
import ctypes, fcntl, json, os, resource, signal, socket, subprocess, sys, termios, threading
from pathlib import Path
from bot.reader import child
parent, database = os.getppid(), Path(sys.argv[2])
child._limit_resources()
try:
    result = repr(eval(sys.argv[1]))
    print(json.dumps({"result": result}))
except (OSError, RuntimeError) as error:
    print(json.dumps({"refused": type(error).__name__}))
"""


def confined(expression: str, database: Path) -> dict[str, str]:
    """What comes of an expression in a process that is confined like a reading one."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, expression, str(database)],
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": "secret-token"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stdout, (ran.returncode, ran.stderr)
    answered: dict[str, str] = json.loads(ran.stdout)
    return answered


@files
@pytest.mark.parametrize(
    "expression",
    [
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
    ],
)
def test_no_file_but_code_is_read_and_none_is_written(expression: str, tmp_path: Path) -> None:
    database = tmp_path / "kotonoha.sqlite3"
    for path in (database, Path(f"{database}.key")):
        path.write_bytes(b"secret")
    assert "refused" in confined(expression, database)
    assert database.read_bytes() == b"secret"


@calls
@pytest.mark.parametrize(
    "expression",
    [
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
    ],
)
def test_no_process_no_connection_and_no_other_process(expression: str, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert "refused" in confined(expression, tmp_path / "none")
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


@pytest.mark.parametrize(
    "expression", ["__import__('encodings.euc_jp')", "Path('/proc/self/statm').read_text()"]
)
def test_what_reading_needs_still_works(expression: str, tmp_path: Path) -> None:
    assert "result" in confined(expression, tmp_path / "none")


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
    asked = pool.ReaderProcess.ask

    async def changed(child: pool.ReaderProcess, job: bytes) -> bytes:
        answer = json.loads(await asked(child, job))
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
