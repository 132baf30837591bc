"""The command /privacy."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.ui.replies import Interaction, send
from bot.ui.scope import for_people
from cogs.privacy.buttons import overview


class PrivacyCog(commands.Cog):
    """What is stored about the person who asks."""

    @app_commands.command()
    @for_people
    async def privacy(self, interaction: Interaction) -> None:
        """Show people what is stored about them, with buttons to get and to delete it."""
        await send(interaction, *await overview(interaction), private=True)
