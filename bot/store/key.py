"""The key beside the database: with it a person's votes can be found, without it nobody's."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from bot.errors import UserError

SIZE = 32
"""Bytes."""

log = logging.getLogger(__name__)


def voter_key(database: Path) -> bytes:
    """The key in the file `<database>.key`, made at the first time, for its owner alone (mode 0600).

    For one process at a time. Raises UserError("key-unreadable") where the file can't be made or read, or
    holds no key; it is left as it is.
    """
    path = database.with_name(f"{database.name}.key")
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise UserError("key-unreadable", path=str(path)) from error
    if len(key) != SIZE:
        raise UserError("key-unreadable", path=str(path))
    return key


def _make(path: Path) -> None:
    """A whole file or none, readable by nobody else at any moment."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(0o600, exist_ok=False)
    with unfinished.open("wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    log.info("Made %s: keep it with the copies of the database, but not in the same place", path.name)
