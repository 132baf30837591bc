"""The message command Add link as article."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.errors import UserError
from bot.model import Metadata
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH, DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, persistent_view, renderer_for_user, require_editor, send
from cogs.article.adding import add_article


@app_commands.default_permissions(manage_guild=True)
async def add_link(interaction: Interaction, message: discord.Message) -> None:
    """Add the article that a message links to, as `/article add link:` does; of several links one is chosen.

    The select can't carry them, so they are held in memory (`bot.ui.held`) meanwhile.
    """
    await require_editor(interaction)
    found = _links(message)
    if not found:
        raise UserError("message-linkless")
    if len(found) == 1:
        await add_article(interaction, Metadata(url=found[0]), None)
        return
    interaction.client.held.put(interaction.id, interaction.user.id, found)
    renderer = renderer_for_user(interaction)
    options = [
        discord.SelectOption(label=clipped(link, OPTION_LENGTH), value=str(number))
        for number, link in enumerate(found)
    ]
    select = LinkSelect(str(interaction.id), options, renderer.say("article-links-placeholder"))
    embed = renderer.text_embed(renderer.say("article-links"))
    await send(interaction, embed, persistent_view(select), private=True)


class LinkSelect(DynamicSelect, template=r"article-link:(?P<held>\d{1,20})"):
    """Add the article that one of a message's links leads to."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        found = interaction.client.held.get(int(self.match["held"]), interaction.user.id)
        if not isinstance(found, list):
            raise UserError("held-gone")
        await add_article(interaction, Metadata(url=found[int(self.value)]), None)


def _links(message: discord.Message) -> list[str]:
    """Return the addresses in a message and then those that its embeds lead to, as many as a select takes."""
    from bot.reading import messages  # with the first one: what parses Markdown takes time

    embeds = (embed.url for embed in message.embeds)
    return list(dict.fromkeys([*messages.links(message.content), *filter(None, embeds)]))[:MAX_OPTIONS]
