"""Starts `python -m MODULE` where all is imported already, which takes longer than what most commands do.

For each process of the tests, one imports the bot, does nothing else, and is forked for each start. What
runs then is a process of its own, with its own folder and environment, which ends as Python does, and can be
killed. What is about how Python itself starts, say in which encoding it writes, is started by `subprocess`.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from bot.texts import Texts

ROOT = Path(__file__).parents[1]
IMPORTED = ("bot.cli.run", "bot.cli.doctor")
NUMBER = 8
"""Bytes of a number between the processes."""


@functools.cache
def _imported() -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking", str(theirs.fileno())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], stdout: int, stderr: int
) -> tuple[int, socket.socket]:
    """Start a module with its arguments: the ID of the process, and what will say how it ended."""
    ours, theirs = socket.socketpair()
    with theirs:
        socket.send_fds(_imported(), [b"."], [theirs.fileno(), stdout, stderr])
    ours.sendall(json.dumps([command, str(folder), dict(environment)]).encode())
    ours.shutdown(socket.SHUT_WR)
    number = int.from_bytes(ours.recv(NUMBER), "big")
    assert number, "the process that forks has ended"
    return number, ours


def run(
    *command: str, folder: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a module with its arguments. Raises TimeoutError after that many seconds."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        number, process = _start(command, folder, environment, stdout.fileno(), stderr.fileno())
        with process:
            process.settimeout(timeout)
            try:
                code = _ended(process.recv(NUMBER))
            except TimeoutError:
                os.kill(number, signal.SIGKILL)
                raise
        said = []
        for file in (stdout, stderr):
            file.seek(0)
            said.append(file.read().decode())
    return subprocess.CompletedProcess(command, code, *said)


def _ended(answer: bytes) -> int:
    return int.from_bytes(answer, "big", signed=True)


class Forked:
    """A process that runs; its methods are those of `asyncio.subprocess.Process`."""

    def __init__(self, number: int, process: socket.socket, stdout: IO[bytes] | None) -> None:
        self.pid = number
        self._stdout = stdout
        self._ended = asyncio.get_running_loop().create_task(self._end(process))

    async def _end(self, process: socket.socket) -> int:
        with process:
            process.setblocking(False)
            return _ended(await asyncio.get_running_loop().sock_recv(process, NUMBER))

    @property
    def returncode(self) -> int | None:
        """Return what it ended with, the negative number of a signal that ended it, or None while it runs."""
        return self._ended.result() if self._ended.done() else None

    async def wait(self) -> int:
        """Return what it ended with, when it has."""
        return await asyncio.shield(self._ended)

    def printed(self) -> str:
        """Return all that it has written so far into the file it was given for that."""
        assert self._stdout is not None
        number = self._stdout.fileno()  # its place in the file is the one where the process goes on
        return os.pread(number, os.fstat(number).st_size, 0).decode()

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def start(
    *command: str,
    environment: Mapping[str, str],
    stdout: IO[bytes] | None = None,
    stderr: IO[bytes] | None = None,
) -> Forked:
    """Start a module with its arguments in this folder; what it writes comes where that of the tests does, or
    into these files."""
    files = (stdout.fileno() if stdout else 1, stderr.fileno() if stderr else 2)
    number, process = _start(command, Path.cwd(), environment, *files)
    return Forked(number, process, stdout)


def main(control: int) -> None:
    """Fork for each start, until the tests end."""
    Texts()
    for name in IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    starts = socket.socket(fileno=control)
    while True:
        asked, files, *_ = socket.recv_fds(starts, 1, 3)
        if not asked:
            return
        if os.fork() == 0:
            starts.close()
            _begin(*files)
            return
        for file in files:
            os.close(file)
        while _is_over():
            pass


def _is_over() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _begin(channel: int, stdout: int, stderr: int) -> None:
    """Run what is asked for in one more process; this one waits for its end, and tells it."""
    process = socket.socket(fileno=channel)
    with process.makefile("rb") as asked:
        command, folder, environment = json.load(asked)
    if number := os.fork():
        os.close(stdout)
        os.close(stderr)
        process.sendall(number.to_bytes(NUMBER, "big"))
        _, status = os.waitpid(number, 0)
        process.sendall(os.waitstatus_to_exitcode(status).to_bytes(NUMBER, "big", signed=True))
        os._exit(0)
    process.close()
    for file, place in ((stdout, 1), (stderr, 2)):
        os.dup2(file, place)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = list(command)
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
