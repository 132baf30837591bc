"""`python -m tests.wire.launch tests.bench.bare`: a bare discord.py bot, to compare with.

/constant answers with an embed that is always the same. Where DATABASE_PATH is set, /select reads it from
there first, with one statement through aiosqlite. It takes uvloop where that can be imported, as discord.py
takes orjson, and knows nothing of `bot`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

import discord
from discord.ext import commands

new_loop: Callable[[], asyncio.AbstractEventLoop] | None
try:
    from uvloop import new_event_loop as new_loop
except ImportError:
    new_loop = None

WORDS = "A town is as large as what its people can reach within an hour, whatever carries them there. " * 3


class Bare(commands.AutoShardedBot):
    def __init__(self) -> None:
        super().__init__(commands.when_mentioned, help_command=None, intents=discord.Intents(guilds=True))

    async def setup_hook(self) -> None:
        await self.tree.sync()


def _embed(words: str) -> discord.Embed:
    return discord.Embed(description=words, color=0x3366CC).set_author(name="constant")


async def main() -> None:
    """Run until the process ends."""
    async with Bare() as bot:

        @bot.tree.command()
        async def constant(interaction: discord.Interaction[Any]) -> None:
            """Answer with what is always the same."""
            await interaction.response.send_message(embed=_embed(WORDS))

        if path := os.environ.get("DATABASE_PATH"):
            import aiosqlite  # here: without it, it holds less memory

            database = await aiosqlite.connect(path)
            await database.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
            await database.execute("INSERT INTO answer (words) VALUES (?)", (WORDS,))
            await database.commit()

            @bot.tree.command()
            async def select(interaction: discord.Interaction[Any]) -> None:
                """Answer with what is always the same, read again."""
                ((words,),) = await database.execute_fetchall("SELECT words FROM answer WHERE id = ?", (1,))
                await interaction.response.send_message(embed=_embed(words))

        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main())
