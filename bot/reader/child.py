"""The reading process: one job after the other, from standard input to standard output."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import UserError
from bot.extract import decode, decode_page, is_page
from bot.limits import MAX_SENTENCES
from bot.model import Language, Metadata
from bot.reader import sandbox
from bot.reader.wire import packed
from bot.reading import read

_ROOT = Path(__file__).parents[2]
MEMORY = 512 * 1024 * 1024
SPARE_SECONDS = 5
_PAGES = ("text/html", "application/xhtml+xml")


def main() -> None:
    """Answers jobs until there is no more input: a line of JSON, then as many bytes as it says."""
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    _confine()
    while line := jobs.readline():
        job = json.loads(line)
        _give_seconds(job["seconds"] + SPARE_SECONDS)
        _send(answers, _answer(job, jobs.read(job["size"])))


def _answer(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        return _read(job, data)
    except UserError as error:
        return {"refused": error.key, "variables": error.variables, "ends": _is_bloated()}
    except MemoryError:
        return {"refused": "reading-too-heavy", "variables": {}, "ends": True}
    except Exception as error:  # whatever a stranger's page brings about, the bot is told of it
        # Not the message, which may hold words of the page.
        places = [
            f"{f.filename.rpartition('/')[2]}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)
        ]
        return {"failed": f"{type(error).__name__} at {' '.join(places[-6:])}", "ends": True}


def _read(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    kind, metadata = job.get("type"), Metadata()
    if kind in _PAGES or (kind != "pasted" and is_page(data)):
        from bot.extract.page import extract  # here, since a text needs none of it

        article = extract(decode_page(data, job.get("charset")), job.get("url"))
        text, metadata = article.text, article.metadata
    else:
        text = data.decode("utf-8", "replace") if kind == "pasted" else decode(data)
    if len(text) > job["limit"]:
        raise UserError("article-too-long", length=len(text), limit=job["limit"])
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair can't be stored
    reading = read(text, job["language"] and Language(job["language"]))
    if len(reading.sentences) > MAX_SENTENCES:
        raise UserError("reading-too-heavy")
    if metadata == Metadata():
        metadata = Metadata(
            reading.title, reading.author, language=reading.language, url=reading.url or job.get("url")
        )
    return {**packed(metadata, reading), "text": text, "ends": _is_bloated()}


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode()
    answers.write(len(data).to_bytes(4, "big") + data)
    answers.flush()
    if answer.get("ends"):
        sys.exit()


def _is_bloated() -> bool:
    """Whether so much memory is still held that little is left for the next job; only Linux tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > MEMORY // 3


def _confine() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sandbox.lock(_readable())


def _readable() -> set[Path]:
    """Return where code and its data are: not the database, its key or .env, which lie beside them."""
    paths = sysconfig.get_paths()
    return {
        *(Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *(Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/share/zoneinfo")),
        *(_ROOT / "bot", _ROOT / "data", Path("/proc/self")),
    }


def _give_seconds(seconds: int) -> None:
    """So much processor time for one job, in case that the bot is no longer there to end it."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, resource.RLIM_INFINITY)
        )


if __name__ == "__main__":
    main()
