"""Checks of what the bot stands on besides Discord: the machine, the database, and the running processes."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from bot.config import ENV_FILE, readable_by_others
from bot.errors import UserError
from bot.library.backups import LAST as BACKUP
from bot.library.health import ANSWERED_WITHIN, EACH_SHARD, SENT_WITHIN, TICKED_WITHIN, age_of, alive
from bot.model import Schedule
from bot.model.checkup import Check, State
from bot.reader import embedder
from bot.schedule import zone
from bot.store import deliveries, feeds, lease, meta, schedules, vectors
from bot.store.database import Database
from bot.store.feeds import FeedTotals
from bot.store.key import find, fits
from bot.store.lease import Held
from bot.store.looking import integrity, looking, newest_version, version_of, writable

ROOM = 200 << 20
"""Bytes on the disk below which the host is to make room, or twice the database: a copy of it is made."""
BACKUP_AGE = timedelta(hours=36)
"""One is made each night."""
TZDATA_AGE = 2
"""Years after which the data of time zones is old."""
ERROR_AGE = timedelta(days=1)
SAMPLES = ["言の葉 Kotonoha “” ―", "말", "话们", "說個們", "Łódź", "🍃"]
"""Of each typeface of cards something."""

FINE, MEND, UNKNOWN, IDLE = State.FINE, State.MEND, State.UNKNOWN, State.IDLE


@dataclass(frozen=True, slots=True)
class Outside:
    """What a look into the database says; all of it empty where there is none to look into."""

    running: Sequence[Held] = ()
    oldest_due: datetime | None = None
    last_sent: datetime | None = None
    backup: datetime | None = None
    commands: str | None = None
    schedules: Sequence[Schedule] = ()
    since: datetime | None = None
    feeds: FeedTotals = field(default_factory=FeedTotals)
    without_vectors: int = 0
    """Sentences, where vectors are made here."""


def read_outside(connection: sqlite3.Connection, now: datetime, guild_id: int | None = None) -> Outside:
    """Return what the database says; schedules, posts and feeds of one guild, or of all."""
    model = embedder.model() if guild_id is None else None  # no guild has vectors of its own
    return Outside(
        lease.every(connection),
        deliveries.oldest_due(connection, now),
        deliveries.last_sent(connection, guild_id),
        meta.get_moment(connection, BACKUP),
        meta.get(connection, COMMANDS),
        schedules.posting(connection, guild_id),
        schedules.first_made(connection),
        feeds.totals(connection, guild_id),
        vectors.waiting(connection, model) if model else 0,
    )


COMMANDS = "commands"
"""Under this name `meta` holds what Discord knew of the commands once they were registered."""


class Checkup:
    """Looks into the database for `bot.delivery.checkup`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def outside(self, now: datetime, guild_id: int) -> Outside:
        """Return what the database says, of one guild."""
        return await self._db.read(read_outside, now, guild_id)

    async def machine(self, now: datetime) -> list[Check]:
        """Check what `machine` does, and whether the database can be written."""
        return await asyncio.to_thread(lambda: [*machine(self._db.path, now), _writable(self._db.path)])

    async def registered(self, commands: str) -> None:
        """Store what Discord knows of the commands, now that they are registered."""
        await self._db.write(meta.put, COMMANDS, commands)


def machine(path: Path, now: datetime) -> list[Check]:
    """Check the data of time zones, the fonts and the disk that the database at `path` lies on."""
    return [_tzdata(now), _fonts(), disk(path)]


def _tzdata(now: datetime) -> Check:
    found = version("tzdata")
    try:
        zone("Asia/Tokyo")
        year = int(found.partition(".")[0])
    except (UserError, ValueError):
        return Check("tzdata", MEND, "unusable", {"version": found})
    old = now.year - year >= TZDATA_AGE
    return Check("tzdata", MEND if old else FINE, "old" if old else "fine", {"version": found})


def _fonts() -> Check:
    from bot.cards.fonts import FontName, font  # slow to import, and the start doesn't need it

    try:
        missing = "".join(font(name, some).missing(some) for name in FontName for some in SAMPLES)
    except Exception as error:  # whatever a broken file makes of it
        return Check("fonts", MEND, "unusable", {"reason": type(error).__name__})
    return Check("fonts", MEND, "unusable", {"reason": missing}) if missing else Check("fonts", FINE, "fine")


def disk(path: Path) -> Check:
    """Check whether the disk under the database at `path` has room left."""
    folder = next((one for one in path.absolute().parents if _size(one) is not None), None)
    if folder is None:
        return Check("disk", UNKNOWN, "unknown", {"reason": str(path)})
    size = _size(path) or 0
    free, wanted = shutil.disk_usage(folder).free, max(ROOM, 2 * size)
    facts: dict[str, str | int] = {"free": free >> 20, "wanted": wanted >> 20}
    return Check("disk", MEND, "full", facts) if free < wanted else Check("disk", FINE, "fine", facts)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:  # it isn't there, or in another user's folder
        return None


def database(path: Path) -> tuple[list[Check], Outside | None]:
    """Check the database at `path` from outside, and return what it says; None where it can't be read."""
    now = datetime.now(UTC)
    try:
        with looking(path, any_version=True) as connection:
            checks = [_database(path, connection)]
            if checks[0].state is MEND:
                return checks, None
            checks.append(_writable(path))
            if (found := _version_of(connection)) is not None:
                return [*checks, found], None
            return [*checks, _key(path, connection)], read_outside(connection, now)
    except UserError as error:
        if error.key == "database-missing":
            return [Check("database", IDLE, "missing", {"path": str(path)})], Outside()
        return [Check("database", MEND, "unusable", {"path": str(path)})], None


def _database(path: Path, connection: sqlite3.Connection) -> Check:
    number = version_of(connection)
    facts: dict[str, str | int] = {"path": str(path), "size": path.stat().st_size >> 10, "version": number}
    found = integrity(connection)
    return Check("database", MEND, "damaged", facts) if found else Check("database", FINE, "fine", facts)


def _version_of(connection: sqlite3.Connection) -> Check | None:
    number, newest = version_of(connection), newest_version()
    if number == newest:
        return None
    facts: dict[str, str | int] = {"version": number, "known": newest}
    return Check("version", MEND, "newer" if number > newest else "older", facts)


def _writable(path: Path) -> Check:
    result = writable(path)
    return Check("writable", FINE if result == "fine" else MEND, result, {"path": str(path)})


def _key(path: Path, connection: sqlite3.Connection) -> Check:
    file = path.with_name(f"{path.name}.key")
    facts: dict[str, str | int] = {"path": str(file)}
    if file.exists() and find(path) is None:
        return Check("key", MEND, "unreadable", facts)
    if not fits(connection, path):
        return Check("key", MEND, "lost", facts)
    return Check("key", FINE, "fine", facts) if file.exists() else Check("key", IDLE, "none")


def private(path: Path) -> Check:
    """Check whether nobody but their owner can read the settings, the database at `path` and its key."""
    files = readable_by_others(ENV_FILE, path, path.with_name(f"{path.name}.key"))
    if not files:
        return Check("private", FINE, "fine")
    return Check("private", MEND, "open", {"files": " ".join(map(str, files))})


LIFE = ("process", "gateway", "tick", "due", "post", "feeds", "error", "backup")


def life(looked: Outside | None, now: datetime, *, secrets: bool = True) -> list[Check]:
    """Check what the running processes say of themselves; without `secrets`, not what the last error was."""
    if looked is None:
        return [Check(name, UNKNOWN, "unknown", {"reason": "database"}) for name in LIFE]
    running = alive(looked.running, now)
    checks = [_process(looked, now), _gateway(running, now), _tick(looked, running, now), _due(looked, now)]
    sent = looked.last_sent
    checks.append(Check("post", IDLE, "none") if sent is None else Check("post", FINE, "sent", _at(sent)))
    return [*checks, _feeds(looked.feeds), _error(running, now, secrets=secrets), _backup(looked, now)]


def _at(moment: datetime) -> dict[str, str | int]:
    return {"at": moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"), "since": int(moment.timestamp())}


def _process(looked: Outside, now: datetime) -> Check:
    if not looked.running:
        return Check("process", IDLE, "none")
    dead = [held for held in looked.running if held not in alive(looked.running, now)]
    if dead:
        return Check("process", MEND, "stopped", {"seconds": round(max(age_of(held, now) for held in dead))})
    return Check("process", FINE, "fine", {"count": len(looked.running)})


def _gateway(running: Sequence[Held], now: datetime) -> Check:
    ages = {
        shard: age + max(0.0, age_of(held, now))
        for held in running
        for shard, age in held.pulse.shards.items()
    }
    if not ages:
        return Check("gateway", IDLE, "none")
    shard, oldest = max(ages.items(), key=lambda pair: pair[1])
    facts: dict[str, str | int] = {"shards": len(ages), "shard": shard, "seconds": round(oldest)}
    well = oldest <= ANSWERED_WITHIN + EACH_SHARD * len(ages)
    return Check("gateway", FINE, "fine", facts) if well else Check("gateway", MEND, "silent", facts)


def _tick(looked: Outside, running: Sequence[Held], now: datetime) -> Check:
    ticks = [held.pulse.tick + max(0.0, age_of(held, now)) for held in running if held.pulse.tick is not None]
    if not ticks:
        return Check("tick", IDLE if not looked.running else UNKNOWN, "none")
    seconds = round(min(ticks))
    well = seconds <= TICKED_WITHIN
    return Check("tick", FINE if well else MEND, "fine" if well else "late", {"seconds": seconds})


def _due(looked: Outside, now: datetime) -> Check:
    if looked.oldest_due is None:
        return Check("due", FINE if looked.running else IDLE, "none")
    seconds = round((now - looked.oldest_due).total_seconds())
    if not alive(looked.running, now):
        return Check("due", IDLE, "waiting", {"seconds": seconds})
    well = seconds <= SENT_WITHIN
    return Check("due", FINE if well else MEND, "fine" if well else "late", {"seconds": seconds})


def _feeds(found: FeedTotals) -> Check:
    if not found.count:
        return Check("feeds", IDLE, "none")
    facts: dict[str, str | int] = {"count": found.count, "paused": found.paused, "failing": found.failing}
    none_read = 0 < found.failing == found.count - found.paused  # any one of them is for its site to mend
    return Check("feeds", MEND, "failing", facts) if none_read else Check("feeds", FINE, "fine", facts)


def _error(running: Sequence[Held], now: datetime, *, secrets: bool) -> Check:
    errors = [held.pulse.error for held in running if held.pulse.error is not None]
    if not errors:
        return Check("error", FINE if running else IDLE, "none")
    last = max(errors, key=lambda error: error.at)
    state = MEND if now - last.at < ERROR_AGE else FINE
    if not secrets:
        return Check("error", state, "time", _at(last.at))
    return Check("error", state, "logged", {**_at(last.at), "logger": last.logger, "message": last.message})


def _backup(looked: Outside, now: datetime) -> Check:
    if looked.backup is None:
        new = looked.since is None or now - looked.since < BACKUP_AGE
        return Check("backup", IDLE if new else MEND, "new" if new else "none")
    old = now - looked.backup > BACKUP_AGE
    return Check("backup", MEND if old else FINE, "old" if old else "made", _at(looked.backup))
