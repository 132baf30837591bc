"""The command /export."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot import config
from bot.errors import UserError
from bot.library.export_archive import ExportArchive
from bot.library.exports import ExportFacts
from bot.ui.datacard import KINDS, data_card
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, KotonohaBot, guild_id, renderer_for_user, require_editor

ENVELOPE = 16_000
"""Bytes of a request besides its files: Discord's limit is on the whole request."""


class ExportCog(commands.Cog):
    """A guild's votes as training data."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def export(self, interaction: Interaction) -> None:
        """Send an editor the guild's votes as files, with their data card."""
        await require_editor(interaction)
        if not interaction.app_permissions.attach_files:
            raise UserError("export-no-attach")
        await interaction.response.defer(ephemeral=True, thinking=True)
        client, renderer = interaction.client, renderer_for_user(interaction)
        with ExportArchive(interaction.filesize_limit - ENVELOPE) as archive:
            facts = await client.library.exports.votes(guild_id(interaction), client.texts.say, archive.add)
            packed = await asyncio.to_thread(archive.files, data_card(renderer, facts, config.version()))
        files = [discord.File(io.BytesIO(data), name) for name, data in packed]
        await interaction.followup.send(embed=export_embed(renderer, facts), files=files, ephemeral=True)


def export_embed(renderer: Renderer, facts: ExportFacts) -> discord.Embed:
    """Return how much was exported, and what to read before using it."""
    say = renderer.say
    liked = sum(facts.labels[kind, True] for kind in KINDS)
    left_out = facts.few + facts.ties + facts.unshown + facts.unlicensed
    lines = [
        say("export-lines", lines=facts.lines, liked=liked, disliked=facts.lines - liked),
        say("export-raters", raters=facts.raters),
        say("export-left", left=left_out),
    ]
    blocks = ["\n".join(lines), say("export-private"), say("export-next")]
    return renderer.embed("review", say("export-label"), blocks)


async def setup(bot: KotonohaBot) -> None:
    """Add the command to the bot."""
    await bot.add_cog(ExportCog())
