"""Which write-ahead log belongs to which database file, so that a restored copy isn't mixed with an old log.

SQLite applies any log that lies beside a file, also one that was written for another. Therefore `meta` holds
two random values under KEY, the previous and the current one, that change with the first transactions of each
log. A log fits a file that holds the value before its first change (nothing of the log was copied into the
file yet) or one of the values since (some of it was).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

KEY = "lineage:"
"""With a colon: no index of words or of other keys holds such bytes."""
CHANGE = (
    f"INSERT INTO meta (key, value) VALUES ('{KEY}', '0000000000000000' || lower(hex(randomblob(8))))"
    " ON CONFLICT (key) DO UPDATE SET value = substr(value, 17) || lower(hex(randomblob(8)))"
)
_CURRENT = f"SELECT substr(value, 17) FROM meta WHERE key = '{KEY}'"
_UNKNOWN = b"0000000000000000"
"""What a database from before the first change holds."""
# A key and its value stand side by side in a page of `meta`, which is stored as an index is. See
# https://www.sqlite.org/fileformat2.html for the log and its pages.
_VALUES = re.compile(KEY.encode() + rb"([0-9a-f]{16})([0-9a-f]{16})")
_INDEX_PAGES = (b"\x02", b"\x0a")
_HEADER, _FRAME_HEADER = 32, 24
_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")


def mark(connection: sqlite3.Connection) -> None:
    """Put a first value into the file itself where it has none: a copy of an older version has none either,
    and would fit its first log. Where somebody reads, it stays in the log."""
    if connection.execute(_CURRENT).fetchone() is None:
        connection.execute(CHANGE)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def log_of(path: Path) -> Path:
    """Return where SQLite keeps the log of a database."""
    return path.with_name(f"{path.name}-wal")


def generation(path: Path) -> bytes | None:
    """Return what the log of a database is told from the one before by (its salts); None where it is empty or
    missing."""
    try:
        with log_of(path).open("rb") as file:
            return file.read(_HEADER)[16:24] or None
    except OSError:
        return None


def fits(path: Path) -> bool:
    """Return whether the log beside a database may have been written for it; only reads.

    Nobody may begin a new log meanwhile: whoever asks holds a read transaction. A log without a change, and
    any beside a file that is damaged, fits.
    """
    changes = list(_changes(log_of(path)))
    if not changes:
        return True
    # As if there were no log: what stands in the file itself.
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            row = connection.execute(_CURRENT).fetchone()
        except sqlite3.OperationalError:
            row = None  # there is no such table yet
        except sqlite3.DatabaseError:
            return True
    own = row[0].encode() if row else _UNKNOWN
    return own == changes[0][0] or own in {current for _, current in changes}


def _changes(log: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yield the previous and the current value of each change in a log, in order."""
    try:
        with log.open("rb") as file:
            header = file.read(_HEADER)
            if header[:4] not in _MAGIC:
                return
            page_size, salts = int.from_bytes(header[8:12], "big"), header[16:24]
            while file.read(_FRAME_HEADER)[8:16] == salts:  # what follows is left from an earlier log
                page = file.read(page_size)
                if page[:1] in _INDEX_PAGES:
                    for values in _VALUES.finditer(page):
                        yield values[1], values[2]
    except FileNotFoundError:
        return
