"""The commands that say how the bot is."""

from __future__ import annotations

import asyncio

from bot.cli.terminal import Terminal
from bot.config import Config
from bot.library.health import look


async def health(settings: Config, terminal: Terminal) -> int:
    """Say in one line whether the processes that run these shards are well; return 0 if they are, else 1.

    Raises UserError where that can't be found out.
    """
    trouble = await asyncio.to_thread(look, settings.database, settings.shards)
    terminal.say("health-well") if trouble is None else terminal.say(trouble.key, **trouble.variables)
    return int(trouble is not None)
