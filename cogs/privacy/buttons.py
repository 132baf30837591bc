"""What is stored about whoever presses: shown, given as a file, deleted after a second press.

No button says whose it is: each acts for the person who presses it.
"""

from __future__ import annotations

import asyncio

import discord

from bot.model import Stored
from bot.ui.components import Button, Cancel, view
from bot.ui.replies import Interaction, guild_id, renderer_for_user, replace, send
from cogs.privacy.embeds import PrivacyRender, file


class GetFile(Button, template=r"privacy-file:(?P<state>)"):
    """Gives all of it as a file."""

    name = "privacy-file"

    async def press(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        stored, renderer = await _stored(interaction), renderer_for_user(interaction)
        if not stored.guilds:
            await send(interaction, PrivacyRender(renderer).nothing(), private=True)
            return
        # Off the event loop: some people vote a lot.
        made = await asyncio.to_thread(
            file, stored, interaction.user.id, _names(interaction, stored), interaction.created_at
        )
        await send(interaction, renderer.note(renderer.say("privacy-file")), private=True, file=made)


class Delete(Button, template=r"privacy-delete:(?P<state>)"):
    """Asks whether all of it is to be deleted."""

    name = "privacy-delete"
    style = discord.ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        await interaction.response.defer()
        stored, renderer = await _stored(interaction), renderer_for_user(interaction)
        if not stored.guilds:
            await replace(interaction, PrivacyRender(renderer).nothing(), None)
            return
        buttons = view(
            Forget("", renderer.say("button-privacy-forget")), Cancel("", renderer.say("button-cancel"))
        )
        await replace(interaction, PrivacyRender(renderer).confirmation(stored), buttons)


class Forget(Button, template=r"privacy-forget:(?P<state>)"):
    """Deletes all of it."""

    name = "privacy-forget"
    style = discord.ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        await interaction.response.defer()
        found = await interaction.client.library.personal_data.forget(interaction.user.id)
        renderer = PrivacyRender(renderer_for_user(interaction))
        await replace(interaction, renderer.forgotten() if found else renderer.nothing(), None)


ALL = (GetFile, Delete, Forget)


async def overview(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View]:
    """What is stored about the person who asks, counted for each server, and what they can do with it."""
    stored, renderer = await _stored(interaction), renderer_for_user(interaction)
    if not stored.guilds:
        return PrivacyRender(renderer).nothing(), view()
    embed = PrivacyRender(renderer).overview(stored, guild_id(interaction), _names(interaction, stored))
    return embed, view(
        GetFile("", renderer.say("button-privacy-file")), Delete("", renderer.say("button-privacy-delete"))
    )


async def _stored(interaction: Interaction) -> Stored:
    return await interaction.client.library.personal_data.stored(interaction.user.id, guild_id(interaction))


def _names(interaction: Interaction, stored: Stored) -> dict[int, str]:
    """The servers' names, as far as the bot knows them."""
    known = map(interaction.client.get_guild, stored.guilds)
    return {guild.id: guild.name for guild in known if guild is not None}
