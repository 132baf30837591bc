"""How much room the database takes, and how much is left for it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path


def size(connection: sqlite3.Connection) -> int:
    """Return how many bytes the file has, or will have once its log is written into it."""
    (found,) = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    ).fetchone()
    return int(found)


def free(connection: sqlite3.Connection) -> int:
    """Return how many bytes the disk under the file has left."""
    (file,) = connection.execute("SELECT file FROM pragma_database_list() WHERE name = 'main'").fetchone()
    return shutil.disk_usage(Path(file).parent).free
