"""/privacy"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.privacy_buttons import overview
from bot.replies import Host, Interaction, send


class Privacy(commands.Cog):
    """What is stored about the person who asks."""

    @app_commands.command()
    async def privacy(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)  # votes may wait to be stored
        await send(interaction, *await overview(interaction), private=True)


async def setup(bot: Host) -> None:
    await bot.add_cog(Privacy())
