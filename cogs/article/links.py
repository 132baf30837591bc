"""The message command Add link as article."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.model import Metadata
from bot.ui.components import DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.links import chosen_link, links_of, only_link
from bot.ui.replies import Interaction, require_editor
from cogs.article.adding import add_article


@app_commands.default_permissions(manage_guild=True)
async def add_link(interaction: Interaction, message: discord.Message) -> None:
    """Add the article that a message links to, as `/article add link:` does; of several links one is
    chosen."""
    await require_editor(interaction)
    link = await only_link(interaction, links_of(message), LinkSelect)
    if link is not None:
        await add_article(interaction, Metadata(url=link), None)


class LinkSelect(DynamicSelect, template=r"article-link:(?P<held>\d{1,20})"):
    """Add the article that one of a message's links leads to."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        link = chosen_link(interaction, self.match["held"], self.value)
        await add_article(interaction, Metadata(url=link), None)
