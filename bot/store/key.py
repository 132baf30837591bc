"""The key beside the database: with it a person's votes can be found, without it nobody's."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import sqlite3
from pathlib import Path

from bot.errors import UserError
from bot.store import forecasts, meta, places, refusals, saved, votes
from bot.store.database import Database

SIZE = 32
"""Bytes."""
MARK = "voter-key"
"""Under this name the database remembers what tells its key from others, and nothing else of it."""

NOBODYS = ""
"""What stands under MARK where votes belong to nobody: whichever key comes next becomes the database's."""

log = logging.getLogger(__name__)


async def voter_key(database: Database, path: Path, *, anew: bool = False) -> bytes:
    """Return the key of the database at `path` from `<path>.key`: made where nobody is known
    by a hash yet, for its owner alone (mode 0600). With `anew` the key that is there becomes the database's,
    or else a new one does.

    Raises UserError("key-lost") where the database has any such hash and their key is not there, perhaps
    another; "key-unreadable" where the file can't be made or read, or holds no key. It is left as it
    is. Nobody is named on a board under another key: they could not take themselves off.
    """
    # In a transaction: no other process makes one meanwhile.
    return await database.write(_key_of, path.with_name(f"{path.name}.key"), anew=anew)


def find(path: Path) -> bytes | None:
    """Return the key beside the database at `path`; None where there is none that can be read."""
    try:
        return _read(path.with_name(f"{path.name}.key"), make=False)
    except UserError:
        return None


def fits(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether the key of the database at `path` is the one that people are known under; True where
    nobody is."""
    mark = meta.get(connection, MARK)
    if mark == NOBODYS or not _any_hash(connection):
        return True
    return is_marked(path, mark)


def is_marked(path: Path, mark: str | None) -> bool:
    """Return whether the key beside the database at `path` is the one with that mark."""
    key = find(path)
    return key is not None and _mark(key) == mark


def _any_hash(connection: sqlite3.Connection) -> bool:
    tables = (
        votes.any_given,
        places.any_kept,
        saved.any_kept,
        refusals.any_stored,
        forecasts.any_given,
    )
    return any(is_used(connection) for is_used in tables)


def _mark(key: bytes) -> str:
    return hashlib.blake2b(MARK.encode(), key=key, digest_size=16).hexdigest()


def _key_of(transaction: sqlite3.Connection, file: Path, *, anew: bool) -> bytes:
    known = meta.get(transaction, MARK)
    hashed = known != NOBODYS and _any_hash(transaction)
    key = _read(file, make=anew or not hashed)
    mark = _mark(key)
    if known != mark:
        if known is not None and hashed and not anew:
            raise UserError("key-lost", path=str(file))
        forecasts.clear_boards(transaction)
        meta.put(transaction, MARK, mark)
    return key


def _read(path: Path, *, make: bool) -> bytes:
    try:
        if not path.exists():
            if not make:
                raise UserError("key-lost", path=str(path))
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise UserError("key-unreadable", path=str(path)) from error
    if len(key) != SIZE:
        raise UserError("key-unreadable", path=str(path))
    return key


def _make(path: Path) -> None:
    """Make a whole file or none, at no moment readable by others."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(0o600, exist_ok=False)
    with unfinished.open("wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    log.info("Made %s: keep a copy of it in another place than the copies of the database", path.name)
