"""The commands that copy the database, list the copies and restore one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.terminal import Terminal
from bot.config import Config
from bot.errors import UserError
from bot.library import backups
from bot.library.drill import drill as ask_both
from bot.library.guilds import KEEP_COPIES
from bot.library.restoring import extracted, restore


async def back_up(settings: Config, terminal: Terminal, *, drill: bool) -> int:
    """Copy the database now, whether or not the bot runs, and print where the copy is.

    With `drill` the copy is restored in a temporary folder and asked the same as the database; return 1 if
    an answer differs, otherwise 0.
    """
    folder, now = _folder(settings), datetime.now(UTC)
    differ: list[str] = []
    if drill:
        copy, asked, differ = await ask_both(settings.database, folder, now)
    else:
        copy = await backups.make(settings.database, folder, now)
    terminal.say("cli-backup-made", path=str(copy.path), size=_megabytes(copy.size))
    if drill and not differ:
        terminal.say("cli-drill-same", count=len(asked))
    elif drill:
        terminal.report(UserError("cli-drill-differs", names=", ".join(differ), count=len(differ)))
    key = _key(settings.database)
    if key.exists():
        terminal.say("cli-backup-key", path=str(key))
    return int(bool(differ))


async def list_copies(settings: Config, terminal: Terminal) -> int:
    """Print all copies, newest first, after checking each again; return 1 if one isn't right any more."""
    folder, failed = _folder(settings), False
    found = await asyncio.to_thread(backups.every, folder, settings.database)
    for copy in found:
        right = await backups.check(copy)
        failed |= not right
        terminal.say(
            "cli-backups-line",
            path=str(copy.path),
            at=copy.made_at.isoformat(sep=" ", timespec="minutes").removesuffix("+00:00"),
            size=_megabytes(copy.size),
            state="verified" if right else "damaged",
        )
    if not found:
        terminal.say("cli-backups-none", path=str(folder))
    return int(failed)


async def restore_copy(file: Path, settings: Config, terminal: Terminal, *, yes: bool) -> int:
    """Put a copy in the place of the database after asking, unless `yes`; return 1 if the answer is no.

    `file` may be a name from the list of copies. Raises UserError while a bot runs on the database, and for a
    file that can't be restored; then all is as it was.
    """
    file = await asyncio.to_thread(_found, file, _folder(settings))
    async with extracted(file, settings.database) as new:
        question = terminal.text("cli-restore-ask", file=str(file), path=str(settings.database))
        if not yes and not await asyncio.to_thread(terminal.ask, question):
            terminal.say("cli-restore-not")
            return 1
        done = await restore(new, settings.database, datetime.now(UTC))
    terminal.say("cli-restored", file=str(file), path=str(settings.database))
    if done.kept is not None:
        terminal.say("cli-restored-kept", path=str(done.kept), days=KEEP_COPIES.days)
    if done.deleted is None:
        terminal.say("cli-restored-deletions-unknown")
    elif done.deleted:
        terminal.say("cli-restored-deletions", count=done.deleted)
    if not done.key_fits:
        terminal.say("cli-restored-key", path=str(_key(settings.database)))
    terminal.say("cli-restored-posts")
    return 0


def _found(file: Path, folder: Path) -> Path:
    """Return the file itself, or the copy of that name."""
    named = folder / file.name
    return named if named.exists() and not file.exists() else file


def _folder(settings: Config) -> Path:
    return settings.backups or backups.folder_of(settings.database)


def _key(database: Path) -> Path:
    return database.with_name(f"{database.name}.key")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
