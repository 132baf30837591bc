"""What is stored about whoever clicks: shown, sent as a file, deleted after a second click.

No button's id says whose data it is: each acts for the person who clicks it.
"""

from __future__ import annotations

import asyncio

import discord

from bot.model import Stored
from bot.ui.components import Cancel, DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    send,
)
from cogs.privacy.embeds import (
    confirmation_embed,
    data_file,
    forgotten_embed,
    nothing_embed,
    overview_embed,
)


class GetFile(DynamicButton, template=r"privacy-file:"):
    """Send all of it as a file, privately."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        stored, renderer = await _stored(interaction), renderer_for_user(interaction)
        if not stored.guilds:
            await send(interaction, nothing_embed(renderer), private=True)
            return
        # Off the event loop: some people vote a lot.
        file = await asyncio.to_thread(
            data_file, stored, interaction.user.id, _names(interaction, stored), interaction.created_at
        )
        embed = renderer.text_embed(renderer.say("privacy-file"))
        await send(interaction, embed, private=True, files=[file])


class Delete(DynamicButton, template=r"privacy-delete:"):
    """Ask whether all of it is to be deleted, and say what goes and what stays."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        stored, renderer = await _stored(interaction), renderer_for_user(interaction)
        if not stored.guilds:
            await edit_message(interaction, nothing_embed(renderer))
            return
        buttons = persistent_view(
            Forget("", renderer.say("button-privacy-forget")), Cancel("", renderer.say("button-cancel"))
        )
        await edit_message(interaction, confirmation_embed(renderer, stored), buttons)


class Forget(DynamicButton, template=r"privacy-forget:"):
    """Delete all of it."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        found = await interaction.client.library.personal_data.forget(interaction.user.id)
        renderer = renderer_for_user(interaction)
        await edit_message(interaction, forgotten_embed(renderer) if found else nothing_embed(renderer))


COMPONENTS = (GetFile, Delete, Forget)


async def overview(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View]:
    """Return what is stored about the person who asks, counted for each server, with the buttons for it."""
    stored, renderer = await _stored(interaction), renderer_for_user(interaction)
    if not stored.guilds:
        return nothing_embed(renderer), persistent_view()
    embed = overview_embed(renderer, stored, guild_id(interaction), _names(interaction, stored))
    return embed, persistent_view(
        GetFile("", renderer.say("button-privacy-file")),
        Delete("", renderer.say("button-privacy-delete")),
    )


async def _stored(interaction: Interaction) -> Stored:
    return await interaction.client.library.personal_data.stored(interaction.user.id, guild_id(interaction))


def _names(interaction: Interaction, stored: Stored) -> dict[int, str]:
    """Return the servers' names, as far as the bot knows them."""
    known = map(interaction.client.get_guild, stored.guilds)
    return {guild.id: guild.name for guild in known if guild is not None}
