"""The commands with which the host looks after articles, servers, people and exports."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import discord

from bot import config
from bot.app.startup import trouble_as_user_error
from bot.cli.terminal import Terminal
from bot.errors import UserError
from bot.library import Library
from bot.library.export_archive import CARD, FORECASTS, LINES
from bot.library.guilds import KEEP_COPIES
from bot.library.lease import hold
from bot.model import Article, Rights
from bot.store.database import open_database
from bot.store.key import voter_key
from bot.ui.datacard import data_card
from bot.ui.embeds import Renderer
from bot.ui.faults import is_discords_own

TIMEOUT_SECONDS = 60.0
"""Within it the bot must have left a server."""


async def list_articles(database: Path, terminal: Terminal) -> int:
    """Print all articles, in the order of their ids."""
    async with open_database(database) as opened:
        everything = await Library(opened).articles.everything()
    for article in everything:
        removed = "no" if article.removed_at is None else _iso_date(article.removed_at)
        added = _iso_date(article.added_at)
        names = {"id": str(article.id), "guild": _guild(article), "title": article.title}
        terminal.say("cli-article", **names, language=article.language, added=added, removed=removed)
    if not everything:
        terminal.say("cli-articles-none", path=str(database))
    return 0


async def remove(numbers: Sequence[str], database: Path, terminal: Terminal) -> int:
    """Remove articles for good, in all guilds, and print which; return 1 if one is unknown, otherwise 0."""
    failed = False
    async with open_database(database) as opened:
        articles, gone = Library(opened).articles, set()
        for number in numbers:
            try:
                article_id = _article_id(number)
                if article_id in gone:
                    continue
                removed = await articles.remove_everywhere(article_id)
            except UserError as error:
                failed = True
                terminal.report(error)
                continue
            gone |= {article.id for article in removed}
            for one in removed:
                terminal.say("cli-removed", id=str(one.id), guild=_guild(one), title=one.title)
            if not removed:
                terminal.say("cli-removed-already", id=str(article_id))
    if gone:
        terminal.say("cli-removed-rest")
    return int(failed)


async def set_rights(number: str, ground: str, database: Path, terminal: Terminal) -> int:
    """Set why the text of a shared article may be exported: a value of `Rights`, or "none"."""
    given = None if ground == "none" else Rights(ground)
    async with open_database(database) as opened:
        article = await Library(opened).reviews.set_rights(None, _article_id(number), given)
    terminal.print(f"{article.title}: {terminal.text(f'rights-{ground}')}")
    return 0


async def export_corrections(database: Path, terminal: Terminal) -> int:
    """Print the corrections of editors as labeled cases, one JSON object a line."""
    async with open_database(database) as opened:
        for case in await Library(opened).reviews.cases():
            terminal.print_json(case)
    return 0


async def export_votes(folder: Path, database: Path, terminal: Terminal) -> int:
    """Save the votes and forecasts of all guilds and their data card in a folder, in place of an earlier
    export.

    Raises UserError for a folder that can't be written or holds another README.md, and if there is nothing to
    export; the folder is unchanged then.
    """
    with _replacing_export(folder) as unfinished:
        async with open_database(database) as opened:
            with (unfinished / LINES).open("wb") as file:
                facts = await Library(opened).exports.votes(
                    None, terminal.texts.say, lambda made: file.writelines(example.line() for example in made)
                )
        with (unfinished / FORECASTS).open("wb") as file:
            file.writelines(total.line() for total in facts.forecasts)
        words = data_card(Renderer(terminal.texts, terminal.language), facts, config.version())
        (unfinished / CARD).write_text(words, encoding="utf-8")
    if facts.lines:
        terminal.say("cli-exported", lines=facts.lines, path=str(folder / LINES))
    if facts.forecasts:
        terminal.say("cli-exported", lines=len(facts.forecasts), path=str(folder / FORECASTS))
    return 0


async def list_guilds(database: Path, terminal: Terminal) -> int:
    """Print all guilds that something is stored about, in the order of their ids."""
    async with open_database(database) as opened:
        known = await Library(opened).guilds.all()
    for guild in known:
        counts = {"articles": str(guild.articles), "schedules": str(guild.schedules)}
        left = _iso_date(guild.left_at) if guild.left_at is not None and guild.blocked_at is None else "no"
        blocked = "no" if guild.blocked_at is None else _iso_date(guild.blocked_at)
        terminal.say("cli-guild", id=str(guild.id), **counts, left=left, blocked=blocked)
    if not known:
        terminal.say("cli-guilds-none")
    return 0


async def leave(number: str, token: str | None, terminal: Terminal) -> int:
    """Leave a guild, whether the bot runs or not; a running one is told by Discord."""
    guild_id = _snowflake(number, "guild-id-invalid")
    terminal.say("cli-left", name=await _leave_guild(guild_id, token), id=str(guild_id))
    return 0


async def block(number: str, database: Path, token: str | None, terminal: Terminal) -> int:
    """Keep the bot out of a guild from now on, and leave it; return 1 if leaving has to wait, otherwise 0."""
    guild_id = _snowflake(number, "guild-id-invalid")
    async with open_database(database) as opened:
        await Library(opened).guilds.block(guild_id)
    terminal.say("cli-blocked", id=str(guild_id))
    try:
        terminal.say("cli-blocked-left", name=await _leave_guild(guild_id, token), id=str(guild_id))
    except UserError as error:
        if error.key == "guild-absent":
            terminal.say("cli-blocked-absent")
            return 0
        terminal.report(UserError("cli-blocked-later", reason=terminal.text(error.key, **error.variables)))
        return 1
    return 0


async def unblock(number: str, database: Path, terminal: Terminal) -> int:
    """Let the bot into a guild again. Raises UserError("guild-not-blocked")."""
    guild_id = _snowflake(number, "guild-id-invalid")
    async with open_database(database) as opened:
        if not await Library(opened).guilds.unblock(guild_id):
            raise UserError("guild-not-blocked", id=str(guild_id))
    terminal.say("cli-unblocked", id=str(guild_id))
    return 0


async def forget(number: str, database: Path, terminal: Terminal) -> int:
    """Delete what is stored about a user, in all guilds. Raises UserError if the key can't be read."""
    user_id = _snowflake(number, "user-id-invalid")
    async with open_database(database) as opened:
        key = await voter_key(opened, database)
        found = await Library(opened, key=key).personal_data.forget(user_id)
    if found:
        terminal.say("cli-forgotten", id=str(user_id), days=KEEP_COPIES.days)
    else:
        terminal.say("cli-forgotten-none", id=str(user_id), path=str(database))
    return 0


async def new_key(database: Path, terminal: Terminal) -> int:
    """Replace the lost key that votes were stored under. Raises UserError while the bot runs."""
    async with open_database(database) as opened, hold(opened):
        await voter_key(opened, database, anew=True)
    terminal.say("cli-new-key-done")
    return 0


@contextmanager
def _replacing_export(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder; move the export in it to `folder` at the end.

    `folder` is created if need be. If the block fails, everything is as it was before.
    """
    made: list[Path] = []
    try:
        if (folder / CARD).exists() and not any((folder / name).exists() for name in (LINES, FORECASTS)):
            raise UserError("export-folder-taken", path=str(folder))
        made = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        # Each export has its own, since two may run at a time.
        with TemporaryDirectory(prefix="unfinished-", dir=folder, ignore_cleanup_errors=True) as unfinished:
            yield Path(unfinished)
            for name in (LINES, FORECASTS, CARD):
                if (Path(unfinished) / name).stat().st_size:
                    (Path(unfinished) / name).replace(folder / name)
                else:
                    (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise UserError("export-unwritable", path=str(folder)) from error
    finally:
        with suppress(OSError):
            for one in made:
                one.rmdir()  # fails unless it is empty


async def _leave_guild(guild_id: int, token: str | None) -> str:
    """Leave a guild, by REST alone, and return its name."""
    if token is None:
        raise UserError("token-missing")
    with trouble_as_user_error():
        async with (
            asyncio.timeout(TIMEOUT_SECONDS),
            discord.Client(intents=discord.Intents(guilds=True)) as client,
        ):
            await client.login(token)
            try:
                guild = await client.fetch_guild(guild_id, with_counts=False)
                await guild.leave()
            except (discord.NotFound, discord.Forbidden) as error:
                if not is_discords_own(error):
                    raise
                raise UserError("guild-absent", id=str(guild_id)) from error
    return guild.name


def _article_id(text: str) -> int:
    if not re.fullmatch(r"#?[0-9]{1,18}", text):
        raise UserError("article-id-invalid", text=text)
    return int(text.removeprefix("#"))


def _snowflake(text: str, error_key: str) -> int:
    """Return a Discord id; raise UserError(`error_key`) for anything else."""
    if not re.fullmatch(r"[0-9]{17,20}", text) or int(text) >= 1 << 63:
        raise UserError(error_key, text=text)
    return int(text)


def _guild(article: Article) -> str:
    return "shared" if article.guild_id is None else str(article.guild_id)


def _iso_date(moment: datetime) -> str:
    return moment.date().isoformat()
