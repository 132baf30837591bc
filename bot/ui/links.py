"""The link of a message that a command is given; of several, one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.errors import UserError
from bot.library.ingest import is_message
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH, DynamicSelect
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, persistent_view, renderer_for_user, send


def links_of(message: discord.Message) -> list[str]:
    """Return the addresses in a message, or in one that it forwards, and then those that embeds lead to, as
    many as a select takes."""
    from bot.reading import messages  # with the first one: what parses Markdown takes time

    those: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    typed = [link for one in those for link in messages.links(one.content)]
    return _pages([*typed, *(embed.url for one in those for embed in one.embeds if embed.url)])


def links_in(text: str) -> list[str]:
    """Return the addresses in a text that somebody typed, as many as a select takes; only the text itself
    where it is an address, or has none."""
    from bot.reading import messages

    text = text.strip()
    is_address = text.startswith(("http://", "https://")) and len(text.split()) == 1
    return [text] if is_address else _pages(messages.links(text)) or [text]


async def only_link(
    interaction: Interaction, found: Sequence[str], select: type[DynamicSelect]
) -> str | None:
    """Return the only one of some links; of several, ask privately with a `select`, and return None.

    The select can't carry them, so they are held in memory (`bot.ui.held`) meanwhile. Raises
    UserError("message-linkless").
    """
    if not found:
        raise UserError("message-linkless")
    if len(found) == 1:
        return found[0]
    interaction.client.held.put(interaction.id, interaction.user.id, [*found])
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


def _pages(links: Sequence[str]) -> list[str]:
    """Return links, each once, without those to messages where there are others: nobody reads these."""
    pages = [link for link in links if not is_message(link)]
    return list(dict.fromkeys(pages or links))[:MAX_OPTIONS]
