"""What is stored about whoever clicks: shown, sent as a file, deleted after a second click.

No button's id says whose data it is: each acts for the person who clicks it.
"""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord

from bot.delivery.diagnosis import find_guild
from bot.model import OUTSIDE, Stored
from bot.ui.components import Cancel, DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.replies import (
    Interaction,
    edit_message,
    persistent_view,
    renderer_for_user,
    send,
)
from bot.ui.scope import scope
from cogs.privacy.embeds import (
    SERVERS,
    confirmation_embed,
    data_file,
    forgotten_embed,
    nothing_embed,
    overview_embed,
)

log = logging.getLogger(__name__)


class GetFile(DynamicButton, template=r"privacy-file:"):
    """Send all of it as a file, privately."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        stored, renderer = await _stored(interaction), renderer_for_user(interaction)
        if stored.is_empty:
            await send(interaction, nothing_embed(renderer), private=True)
            return
        names = await _names(interaction, stored)
        # Off the event loop: some people vote a lot.
        file = await asyncio.to_thread(data_file, stored, interaction.user.id, names, interaction.created_at)
        embed = renderer.text_embed(renderer.say("privacy-file"))
        await send(interaction, embed, private=True, files=[file])


class Delete(DynamicButton, template=r"privacy-delete:"):
    """Ask whether all of it is to be deleted, and say what goes and what stays."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        stored, renderer = await _stored(interaction), renderer_for_user(interaction)
        if stored.is_empty:
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


class CardsSwitch(DynamicButton, template=r"privacy-cards:(?P<what>refuse|allow)"):
    """Say that nobody may make cards of the person's messages, in whatever server, or that everybody may."""

    async def respond(self, interaction: Interaction) -> None:
        """Store it, and show it in place of what was stored before."""
        data = interaction.client.library.personal_data
        change = data.refuse_cards if self.match["what"] == "refuse" else data.allow_cards
        await change(interaction.user.id)
        await edit_message(interaction, *await overview(interaction))


COMPONENTS = (GetFile, Delete, Forget, CardsSwitch)


async def overview(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View]:
    """Return what is stored about the person who asks, counted for each server, with the buttons for it."""
    stored, renderer = await _stored(interaction), renderer_for_user(interaction)
    what = "refuse" if stored.refused_at is None else "allow"
    switch = CardsSwitch(what, renderer.say(f"button-privacy-cards-{what}"))
    if stored.is_empty:
        return nothing_embed(renderer, cards=True), persistent_view(switch)
    embed = overview_embed(renderer, stored, scope(interaction), await _names(interaction, stored))
    return embed, persistent_view(
        GetFile("", renderer.say("button-privacy-file")),
        Delete("", renderer.say("button-privacy-delete")),
        switch,
    )


async def _stored(interaction: Interaction) -> Stored:
    return await interaction.client.library.personal_data.stored(interaction.user.id, scope(interaction))


async def _names(interaction: Interaction, stored: Stored) -> dict[int, str]:
    """Return the servers' names: of those that this process serves, and of a few others."""
    bot, names, asked = interaction.client, {}, 0
    for number in stored.guilds:
        if number == OUTSIDE:
            continue
        asked += bot.get_guild(number) is None
        try:
            guild = await find_guild(bot, number) if asked <= SERVERS else bot.get_guild(number)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("Server %d can't be asked for its name now: %r", number, error)
            continue
        if guild is not None:
            names[number] = guild.name
    return names
