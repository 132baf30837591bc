"""An import that is killed at a stage: `python -m tests.library.killed_import STAGE FILE DATABASE`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.library import moving
from bot.store import restoring
from bot.store.moving import insert


def die(*_: Any, **__: Any) -> Any:
    """End here."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(stage: str, file: Path, path: Path) -> None:
    """Import everything in a file until that stage."""
    patched: Any = moving
    if stage == "rows":
        patched.moving.insert = lambda at, table, *rest: (
            die() if table == "vote" else insert(at, table, *rest)
        )
    elif stage == "index":
        patched._read_through = die
    elif stage == "ready":
        patched.verify = die
    elif stage == "place":
        patched = restoring
        patched.sync = die
    asyncio.run(moving.import_all(file, path, datetime.now(UTC), lambda _: True))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
