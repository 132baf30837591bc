"""A bare discord.py bot that posts in every channel named "channel-…", one after the other, to compare with:
`python -m tests.wire.launch tests.bench.loop`. It knows nothing of `bot`, and nothing is stored.
"""

from __future__ import annotations

import asyncio
import os

import discord


class Loop(discord.Client):
    async def on_ready(self) -> None:
        embed = discord.Embed(description="What is always the same. " * 12).set_author(name="constant")
        for guild in self.guilds:
            for channel in guild.text_channels:
                if channel.name.startswith("channel-"):
                    await channel.send(embed=embed)


async def main() -> None:
    """Run until the process ends."""
    async with Loop(intents=discord.Intents(guilds=True)) as client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
