"""The command /saved, and how somebody learns that they are reminded no longer."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.replies import Interaction, KotonohaBot, renderer_for_user, send
from bot.ui.scope import for_people
from cogs.saved.buttons import saved_page


class SavedCog(commands.Cog):
    """What somebody saved, theirs alone."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot

    @app_commands.command()
    @for_people
    async def saved(self, interaction: Interaction) -> None:
        """Show what the person saved, the newest first."""
        await send(interaction, *await saved_page(interaction, 0), private=True)

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, _: Any) -> None:
        """Tell a person, below the answer, that a reminder was refused, and that no more are sent."""
        reminders, person = self._bot.library.reminders, interaction.user.id
        if not reminders.is_refused(person):
            return
        if interaction.response.type is discord.InteractionResponseType.modal:
            return
        renderer = renderer_for_user(interaction)
        embed = renderer.text_embed(renderer.say("reminders-refused"), problem=True)
        await interaction.followup.send(embed=embed, ephemeral=True)
        await reminders.told(person)
