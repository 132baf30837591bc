"""What the bot's owner does on the command line."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import discord

from bot import config
from bot.app.startup import trouble_as_user_error
from bot.errors import UserError
from bot.library import Library
from bot.library.export_archive import CARD, LINES
from bot.library.guilds import KEEP_COPIES
from bot.library.lease import hold
from bot.model import Article, Language, Rights
from bot.store.database import open_database
from bot.store.key import voter_key
from bot.texts import Texts
from bot.ui.datacard import ExportRender
from bot.ui.embeds import Renderer

TIMEOUT_SECONDS = 60.0
"""Seconds in which Discord has to have let the bot go."""
Say = Callable[..., str]
"""Says a message in the terminal's language."""


async def list_articles(database: Path, say: Say) -> int:
    """Prints all articles, by id."""
    async with open_database(database) as opened:
        everything = await Library(opened).articles.everything()
    for article in everything:
        removed = "no" if article.removed_at is None else _iso_date(article.removed_at)
        added = _iso_date(article.added_at)
        names = {"id": str(article.id), "guild": _guild(article), "title": _title(article)}
        print(say("cli-article", **names, language=article.language, added=added, removed=removed))
    if not everything:
        print(say("cli-articles-none", path=str(database)))
    return 0


async def remove(numbers: Sequence[str], database: Path, say: Say) -> int:
    """Removes articles for good, in all guilds, and prints what went; 1 if one could not be found."""
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
                print(say(error.key, **error.variables), file=sys.stderr)
                continue
            gone |= {article.id for article in removed}
            for one in removed:
                print(say("cli-removed", id=str(one.id), guild=_guild(one), title=_title(one)))
            if not removed:
                print(say("cli-removed-already", id=str(article_id)))
    if gone:
        print(say("cli-removed-rest"))
    return int(failed)


async def set_rights(number: str, ground: str, database: Path, say: Say) -> int:
    """Sets on which ground the text of a shared article may be exported, "none" for none."""
    given = None if ground == "none" else Rights(ground)
    async with open_database(database) as opened:
        article = await Library(opened).reviews.set_rights(None, _article_id(number), given)
    print(f"{_title(article)}: {say(f'rights-{ground}')}")
    return 0


async def export_corrections(database: Path) -> int:
    """Prints what editors put right, as labelled cases."""
    async with open_database(database) as opened:
        async for case in Library(opened).reviews.cases():
            print(json.dumps(case, ensure_ascii=False))
    return 0


async def export_votes(folder: Path, database: Path, say: Say, language: Language) -> int:
    """Saves the votes of all guilds and their card in a folder, in the place of an earlier export.

    Raises UserError for a folder that can't be written or has a README.md of something else, and where there
    is nothing to export; then the folder has what it had.
    """
    texts = Texts()
    with _replacing_export(folder) as unfinished:
        async with open_database(database) as opened:
            with (unfinished / LINES).open("wb") as file:
                facts = await Library(opened).exports.votes(
                    None, texts.say, lambda made: file.writelines(example.line() for example in made)
                )
        words = ExportRender(Renderer(texts, language)).card(facts, config.version())
        (unfinished / CARD).write_text(words, encoding="utf-8")
    lines = folder / LINES
    print(say("cli-exported", lines=facts.lines, path=str(lines)))
    return 0


async def list_guilds(database: Path, say: Say) -> int:
    """Prints all guilds that something is stored of, by id."""
    async with open_database(database) as opened:
        known = await Library(opened).guilds.all()
    for guild in known:
        counts = {"articles": str(guild.articles), "schedules": str(guild.schedules)}
        left = _iso_date(guild.left_at) if guild.left_at is not None and guild.blocked_at is None else "no"
        blocked = "no" if guild.blocked_at is None else _iso_date(guild.blocked_at)
        print(say("cli-guild", id=str(guild.id), **counts, left=left, blocked=blocked))
    if not known:
        print(say("cli-guilds-none"))
    return 0


async def leave(number: str, token: str | None, say: Say) -> int:
    """Leaves a guild. The bot needn't run; one that does hears of it from Discord."""
    guild_id = _snowflake(number, "guild-id-invalid")
    print(say("cli-left", name=await _leave_guild(guild_id, token), id=str(guild_id)))
    return 0


async def block(number: str, database: Path, token: str | None, say: Say) -> int:
    """Notes that the bot is to keep out of a guild, and leaves it; 1 if that has to wait."""
    guild_id = _snowflake(number, "guild-id-invalid")
    async with open_database(database) as opened:
        await Library(opened).guilds.block(guild_id)
    print(say("cli-blocked", id=str(guild_id)))
    try:
        print(say("cli-blocked-left", name=await _leave_guild(guild_id, token), id=str(guild_id)))
    except UserError as error:
        if error.key == "guild-absent":
            print(say("cli-blocked-absent"))
            return 0
        print(say("cli-blocked-later"), say(error.key, **error.variables), file=sys.stderr)
        return 1
    return 0


async def unblock(number: str, database: Path, say: Say) -> int:
    """Lets the bot into a guild again. Raises UserError("guild-not-blocked")."""
    guild_id = _snowflake(number, "guild-id-invalid")
    async with open_database(database) as opened:
        if not await Library(opened).guilds.unblock(guild_id):
            raise UserError("guild-not-blocked", id=str(guild_id))
    print(say("cli-unblocked", id=str(guild_id)))
    return 0


async def forget(number: str, database: Path, say: Say) -> int:
    """Deletes what is stored about a person, in all guilds. Raises UserError for a key that can't be read."""
    user_id = _snowflake(number, "user-id-invalid")
    async with open_database(database) as opened:
        key = await voter_key(opened, database)
        found = await Library(opened, key=key).personal_data.forget(user_id)
    if found:
        print(say("cli-forgotten", id=str(user_id), days=KEEP_COPIES.days))
    else:  # perhaps in another file
        print(say("cli-forgotten-none", id=str(user_id), path=str(database)))
    return 0


async def new_key(database: Path, say: Say) -> int:
    """Has the database go on without the key that its votes were given under. Not while the bot runs."""
    async with open_database(database) as opened, hold(opened):
        await voter_key(opened, database, anew=True)
    print(say("cli-new-key-done"))
    return 0


@contextmanager
def _replacing_export(folder: Path) -> Iterator[Path]:
    """A new folder inside of a folder that is made if need be. What was exported into it takes the place of
    an earlier export when all of it is there; where something goes wrong nothing is left of it."""
    made: list[Path] = []
    try:
        if (folder / CARD).exists() and not (folder / LINES).exists():
            raise UserError("export-folder-taken", path=str(folder))
        made = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        # One of its own, since two may export at a time.
        with TemporaryDirectory(prefix="unfinished-", dir=folder, ignore_cleanup_errors=True) as unfinished:
            yield Path(unfinished)
            for name in (LINES, CARD):
                (Path(unfinished) / name).replace(folder / name)
    except OSError as error:
        raise UserError("export-unwritable", path=str(folder)) from error
    finally:
        with suppress(OSError):
            for one in made:
                one.rmdir()  # which it only does while nothing is in it


async def _leave_guild(guild_id: int, token: str | None) -> str:
    """Leaves a guild, by REST alone; its name."""
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
                raise UserError("guild-absent", id=str(guild_id)) from error
    return _printable(guild.name)


def _article_id(text: str) -> int:
    if not re.fullmatch(r"#?[0-9]{1,18}", text):
        raise UserError("article-id-invalid", text=text)
    return int(text.removeprefix("#"))


def _snowflake(text: str, refusal: str) -> int:
    """An id of Discord's. Raises UserError(refusal) for anything else."""
    if not re.fullmatch(r"[0-9]{17,20}", text) or int(text) >= 1 << 63:
        raise UserError(refusal, text=text)
    return int(text)


def _guild(article: Article) -> str:
    return "shared" if article.guild_id is None else str(article.guild_id)


def _title(article: Article) -> str:
    return _printable(article.title)


def _printable(text: str) -> str:
    """Without what would steer a terminal."""
    return "".join(character if character.isprintable() else "�" for character in text)


def _iso_date(moment: datetime) -> str:
    return moment.date().isoformat()
