"""How the bot is put together, and what its host is told when it can't start."""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
import discord

from bot.app.client import Client
from bot.errors import UserError
from bot.fetch import Fetcher, LanguageModel
from bot.library import Library
from bot.library.lease import hold
from bot.model import ALL_SHARDS, Shards
from bot.reader.embedder import Embedder
from bot.reader.pool import Reader
from bot.store.database import open_database
from bot.store.key import voter_key
from bot.texts import Texts
from bot.ui.faults import is_discords_own

TOKEN_REVOKED = 4004
"""The gateway's close code for a token that is no longer valid."""
SHARDS_TOO_FEW = 4011
"""The gateway's close code for a shard that would have too many servers."""


@contextmanager
def trouble_as_user_error() -> Iterator[None]:
    """Raise UserError in place of connection errors that the host can do something about."""
    try:
        yield
    except discord.LoginFailure as failure:
        raise UserError("token-refused") from failure
    except (aiohttp.ClientConnectionError, TimeoutError, discord.DiscordServerError) as failure:
        raise UserError("discord-unreachable") from failure
    except discord.HTTPException as failure:
        if failure.status == 401:
            raise UserError("token-refused") from failure
        if is_discords_own(failure) and failure.status not in (403, 429):
            raise
        # 403 is what a banned address gets, for instance; the text may be a whole page.
        reason = failure.text if 0 < len(failure.text) < 200 else str(failure.status)
        raise UserError("discord-refuses", reason=reason) from failure
    except discord.ConnectionClosed as failure:
        if failure.code == SHARDS_TOO_FEW:
            raise UserError("shards-too-few") from failure
        if failure.code != TOKEN_REVOKED:
            raise
        raise UserError("token-refused") from failure


@asynccontextmanager
async def open_bot(
    path: Path,
    *,
    shards: Shards = ALL_SHARDS,
    clock: Callable[[], datetime] = discord.utils.utcnow,
    rng: random.Random | None = None,
    fetcher: Fetcher | None = None,
    copies: Path | None = None,
    language_model: LanguageModel | None = None,
) -> AsyncIterator[Client]:
    """Yield a bot for these shards on the database at `path`, with the shipped articles in it if it delivers;
    it isn't connected yet.

    Raises UserError for a database that can't be used or on which another process runs one of the shards.
    """
    async with (
        open_database(path) as database,
        hold(database, shards) as lease,
        Reader() as reader,
        Embedder() as embedder,
    ):
        key = await voter_key(database, path)
        library = Library(database, clock, rng, reader, fetcher, key, copies, language_model, embedder)
        if lease.delivering.is_set():
            await library.prepare()
        async with Client(library, Texts(), lease, shards) as bot:
            lease.pulse = bot.pulse
            logging.getLogger().addHandler(bot.errors)
            try:
                yield bot
            finally:
                logging.getLogger().removeHandler(bot.errors)
