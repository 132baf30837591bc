"""/insights"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.next_steps import step_buttons
from bot.ui.pictures import votes_a_week
from bot.ui.replies import Interaction, guild_id, language_for_locale, renderer_for_user, require_editor, send
from cogs.insights.embeds import InsightsRender


class InsightsCog(commands.Cog):
    """What members' votes have come to, for editors."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def insights(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        library, render = interaction.client.library, renderer_for_user(interaction)
        guild = await library.guilds.get(guild_id(interaction))
        insight = await library.insights.of_guild(guild, language_for_locale(interaction.guild_locale))
        if not insight.anything:
            steps = step_buttons(render, ["quote", "daily list"])
            await send(interaction, render.note(render.say("insights-none")), steps, private=True)
            return
        drawn = None
        if insight.has_votes and interaction.app_permissions.attach_files:
            drawn = await votes_a_week(interaction.client.painter, render, insight.weeks, guild.theme)
        embed = InsightsRender(render).insight(insight, weeks=drawn is None)
        file = drawn.file() if drawn else discord.utils.MISSING
        await send(interaction, embed, private=True, file=file)
