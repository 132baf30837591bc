"""A database as an older version of the bot left it, and the migrations of a newer one."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.database import MIGRATIONS
from bot.store.preparing import prepare


def newest() -> int:
    """The number of the last shipped migration."""
    return max(int(file.stem) for file in MIGRATIONS.glob("*.sql"))


def newer_migrations(folder: Path, next_script: str) -> Path:
    """Fill a new folder with the shipped migrations and one more; return it."""
    shutil.copytree(MIGRATIONS, folder)
    (folder / f"{newest() + 1:04}.sql").write_text(next_script, encoding="utf-8")
    return folder


@asynccontextmanager
async def older_database(path: Path, before: int) -> AsyncIterator[sqlite3.Connection]:
    """A connection to a new database at `path` that has the migrations before that one."""
    with TemporaryDirectory() as folder:
        for script in MIGRATIONS.glob("*.sql"):
            if int(script.stem) < before:
                shutil.copy(script, folder)
        await asyncio.to_thread(prepare, path, Path(folder))
    with closing(sqlite3.connect(path)) as old, old:
        yield old
