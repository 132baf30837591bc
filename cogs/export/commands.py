"""/export"""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot import config
from bot.errors import UserError
from bot.library.export_archive import ExportArchive
from bot.ui.datacard import ExportRender
from bot.ui.replies import Interaction, guild_id, renderer_for_user, require_editor

ENVELOPE = 16_000
"""Bytes of a request with files that are not theirs: the limit is on all of it."""


class ExportCog(commands.Cog):
    """A guild's votes, to train with."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def export(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        if not interaction.app_permissions.attach_files:
            raise UserError("export-no-attach")
        await interaction.response.defer(ephemeral=True, thinking=True)
        client, renderer = interaction.client, ExportRender(renderer_for_user(interaction))
        with ExportArchive(interaction.filesize_limit - ENVELOPE) as parcel:
            facts = await client.library.exports.votes(guild_id(interaction), client.texts.say, parcel.add)
            packed = await asyncio.to_thread(parcel.files, renderer.card(facts, config.version()))
        files = [discord.File(io.BytesIO(data), name) for name, data in packed]
        await interaction.followup.send(embed=renderer.reply(facts), files=files, ephemeral=True)
