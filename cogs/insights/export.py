"""The button Export below /insights: a guild's votes as training data, and totals of its forecasts."""

from __future__ import annotations

import asyncio
import io

import discord

from bot import config
from bot.errors import UserError
from bot.library.export_archive import ExportArchive
from bot.library.exports import ExportFacts
from bot.ui.components import DynamicButton
from bot.ui.datacard import KINDS, data_card
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, guild_id, renderer_for_user, require_editor, send

ENVELOPE = 16_000
"""Bytes of a request besides its files: Discord's limit is on the whole request."""


class Export(DynamicButton, template=r"export:"):
    """Send an editor the guild's votes and forecasts as files, with their data card."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        if not interaction.app_permissions.attach_files:
            raise UserError("export-no-attach")
        client, renderer = interaction.client, renderer_for_user(interaction)
        with ExportArchive(interaction.filesize_limit - ENVELOPE) as archive:
            facts = await client.library.exports.votes(guild_id(interaction), client.texts.say, archive.add)
            card = data_card(renderer, facts, config.version())
            totals = b"".join(total.line() for total in facts.forecasts)
            packed = await asyncio.to_thread(archive.files, card, totals)
        files = [discord.File(io.BytesIO(data), name) for name, data in packed]
        await send(interaction, export_embed(renderer, facts), private=True, files=files)


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
    if facts.forecasts:
        lines.append(say("export-forecasts", questions=len(facts.forecasts)))
    blocks = ["\n".join(lines), say("export-private"), say("export-next")]
    return renderer.embed("review", say("export-label"), blocks)
