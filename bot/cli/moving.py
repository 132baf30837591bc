"""The commands that move everything to another bot: `export all` and `import all`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot import config
from bot.cli.terminal import Terminal
from bot.errors import UserError
from bot.library import moving
from bot.library.guilds import KEEP_COPIES
from bot.library.move_archive import Manifest

ALL = "all"
"""What is imported when it stands where else an article does; a file of that name is `./all`."""


async def export_all(file: Path, database: Path, terminal: Terminal) -> int:
    """Write everything of the database into a new file, also while the bot runs, and print what is in it."""
    manifest = await moving.export(database, file, datetime.now(UTC))
    terminal.say("cli-moved-out", path=str(file), **_counts(manifest))
    key = database.with_name(f"{database.name}.key")
    if key.exists():
        terminal.say("cli-moved-key", path=str(key))
    terminal.say("cli-moved-keep", days=KEEP_COPIES.days)
    return 0


async def import_all(named: Sequence[str], database: Path, terminal: Terminal, *, yes: bool) -> int:
    """Make the database of the one file named, which `export all` wrote; return 1 if the host doesn't agree
    that votes become nobody's, otherwise 0. With `yes` that isn't asked.

    Raises UserError for more files than one, and what `moving.import_all` raises; all is as it was then.
    """
    if len(named) != 1:
        raise UserError("cli-import-all-one")

    def agreed(manifest: Manifest) -> bool:
        given = {"votes": manifest.rows("vote"), "forecasts": manifest.rows("forecast")}
        places = sum(manifest.rows(table) for table in moving.LEFT_OUT)
        key = f"{database}.key"
        return yes or terminal.ask(terminal.text("cli-moved-ask", path=key, **given, places=places))

    file = config.expand(named[0])
    done = await moving.import_all(file, database, datetime.now(UTC), agreed)
    if done is None:
        terminal.say("cli-restore-not")
        return 1
    at = datetime.fromtimestamp(done.manifest.made_at, UTC).isoformat(" ", "minutes").removesuffix("+00:00")
    terminal.say("cli-moved-in", file=str(file), at=at, path=str(database), **_counts(done.manifest))
    if done.kept is not None:
        terminal.say("cli-restored-kept", path=str(done.kept), days=KEEP_COPIES.days)
    if done.nobodys:
        terminal.say("cli-moved-totals")
    terminal.say("cli-moved-next")
    return 0


def _counts(manifest: Manifest) -> dict[str, int]:
    return {table: manifest.rows(table) for table in ("guild", "article", "schedule", "vote")}
