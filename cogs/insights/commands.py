"""The command /insights."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.ui.next_steps import MANAGE_SCHEDULES, step_button
from bot.ui.replies import (
    Interaction,
    language_for_locale,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from cogs.insights.chart import weeks_chart
from cogs.insights.embeds import insight_embed
from cogs.insights.export import Export


class InsightsCog(commands.Cog):
    """What members' votes have come to, for editors."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def insights(self, interaction: Interaction) -> None:
        """Show an editor what is popular, what rests, and the votes of each week: as a chart, or as text."""
        guild = await require_editor(interaction)
        client, renderer = interaction.client, renderer_for_user(interaction)
        home = language_for_locale(interaction.guild_locale)
        insight = await client.library.insights.of_guild(guild, home)
        export = Export("", renderer.say("button-export"))  # of older votes, too
        if not insight.anything:
            steps = [step_button(renderer, step) for step in ("quote", MANAGE_SCHEDULES)]
            embed = renderer.text_embed(renderer.say("insights-none"))
            await send(interaction, embed, persistent_view(*steps, export), private=True)
            return
        chart = None
        if insight.has_votes and interaction.app_permissions.attach_files:
            chart = await weeks_chart(client.painter, renderer, insight.weeks, guild.theme)
        embed = insight_embed(renderer, insight, weeks=chart is None)
        files = [chart.file()] if chart else []
        await send(interaction, embed, persistent_view(export), private=True, files=files)
