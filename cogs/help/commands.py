"""/help"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.ui.replies import Interaction, send
from cogs.help.buttons import help_page


class HelpCog(commands.Cog):
    """Where to begin: things to try, the commands, what is stored and how to have it deleted."""

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        await send(interaction, *await help_page(interaction, "start"), private=True)
