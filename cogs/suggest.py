"""/suggest and the message command Suggest this link: what members would like to read here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery.suggestion import with_servers
from bot.library.suggestions import KEPT_FOR
from bot.model import Suggestion
from bot.ui.components import DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.errors import report_error
from bot.ui.links import chosen_link, links_in, links_of, only_link
from bot.ui.menus import message_command
from bot.ui.progress import Progress
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_id,
    renderer_for_user,
    slow_down,
)
from bot.ui.suggestions import decisions_embed, suggestion_embed

Text = app_commands.Range[str, 1, 4_000]
"""An address, or a message with one: as long as a person can write them."""

log = logging.getLogger(__name__)


class SuggestCog(commands.Cog):
    """What members suggest, and how they learn what came of it who take no direct messages."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot

    @app_commands.command()
    async def suggest(self, interaction: Interaction, link: Text) -> None:
        """Suggest the page at a link to the editors of the server."""
        await suggest_one(interaction, links_in(link))

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, _: Any) -> None:
        """Tell a person, below the answer, what came of their suggestions."""
        suggestions, person = self._bot.library.suggestions, interaction.user.id
        if not suggestions.is_untold(person):
            return
        if interaction.response.type is discord.InteractionResponseType.modal:
            return
        untold = await suggestions.untold(person)
        if untold:
            try:
                told = await with_servers(self._bot, person, [notice.fact for notice in untold])
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.info("Servers can't be asked for their names now: %r", error)
                return  # below the next one
            if told:
                embed = decisions_embed(renderer_for_user(interaction), told)
                await interaction.followup.send(embed=embed, ephemeral=True)
        await suggestions.told(person, untold)


async def suggest_link(interaction: Interaction, message: discord.Message) -> None:
    """Suggest what a message links to, as `/suggest` does; of several links one is chosen."""
    await suggest_one(interaction, links_of(message))


async def suggest_one(interaction: Interaction, links: Sequence[str]) -> None:
    """Suggest the only one of some links; of several one is chosen."""
    guild_id(interaction)
    link = await only_link(interaction, links, SuggestedLinkSelect)
    if link is not None:
        await suggest(interaction, link)


class SuggestedLinkSelect(DynamicSelect, template=r"suggest-link:(?P<held>\d{1,20})"):
    """Suggest what one of a message's links leads to."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await suggest(interaction, chosen_link(interaction, self.match["held"], self.value))


async def suggest(interaction: Interaction, link: str) -> None:
    """Have the page at a link read for the editors; one private message tells it from start to end, or what
    went wrong."""
    guild, progress = guild_id(interaction), Progress(interaction)
    slow_down(interaction, interaction.client.suggestion_cooldown)
    renderer, suggestions = renderer_for_user(interaction), interaction.client.library.suggestions
    try:
        suggested = await suggestions.suggest(
            guild, interaction.user.id, link, renderer.language, progress.tell
        )
        await edit_message(interaction, suggested_embed(renderer, suggested))
    except Exception as error:
        await report_error(interaction, error, begun=progress.begun, unread="suggestion-unread")


def suggested_embed(renderer: Renderer, suggestion: Suggestion) -> discord.Embed:
    """Return what was read, and what happens next."""
    hint = "-# " + renderer.say("suggestion-sent-hint", days=KEPT_FOR.days)
    return suggestion_embed(renderer, suggestion, "suggestion-sent", hint)


async def setup(bot: KotonohaBot) -> None:
    """Add the commands and their select to the bot."""
    bot.add_dynamic_items(SuggestedLinkSelect)
    await bot.add_cog(SuggestCog(bot))
    bot.tree.add_command(message_command(bot, "command-suggest-link", suggest_link))
