"""The link of a message that a message command was used on; of several, one is chosen."""

from __future__ import annotations

import discord

from bot.errors import UserError
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH, DynamicSelect
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, persistent_view, renderer_for_user, send


async def only_link(
    interaction: Interaction, message: discord.Message, select: type[DynamicSelect]
) -> str | None:
    """Return the link of a message; of several, ask privately with a `select`, and return None.

    The select can't carry them, so they are held in memory (`bot.ui.held`) meanwhile. Raises
    UserError("message-linkless").
    """
    found = _links(message)
    if not found:
        raise UserError("message-linkless")
    if len(found) == 1:
        return found[0]
    interaction.client.held.put(interaction.id, interaction.user.id, found)
    renderer = renderer_for_user(interaction)
    options = [
        discord.SelectOption(label=clipped(link, OPTION_LENGTH), value=str(number))
        for number, link in enumerate(found)
    ]
    asked = select(str(interaction.id), options, renderer.say("article-links-placeholder"))
    embed = renderer.text_embed(renderer.say("article-links"))
    await send(interaction, embed, persistent_view(asked), private=True)
    return None


def chosen_link(interaction: Interaction, held: str, value: str) -> str:
    """Return the link that was chosen: `held` is the state of the select, `value` its option. Raises
    UserError("held-gone")."""
    found = interaction.client.held.get(int(held), interaction.user.id)
    if not isinstance(found, list):
        raise UserError("held-gone")
    return str(found[int(value)])


def _links(message: discord.Message) -> list[str]:
    """Return the addresses in a message and then those that its embeds lead to, as many as a select takes."""
    from bot.reading import messages  # with the first one: what parses Markdown takes time

    embeds = (embed.url for embed in message.embeds)
    return list(dict.fromkeys([*messages.links(message.content), *filter(None, embeds)]))[:MAX_OPTIONS]
