"""The message command Make a card."""

from __future__ import annotations

import discord

from bot.model import Style
from bot.ui.replies import Interaction, scope_settings, slow_down
from cogs.card.buttons import show_preview
from cogs.card.messages import message_of


async def make_card(interaction: Interaction, message: discord.Message) -> None:
    """Show a card of a message privately, for whoever asks to post it."""
    subject = await message_of(interaction, message)
    slow_down(interaction, interaction.client.card_cooldown)
    subject = await subject.with_avatar(message.author)
    interaction.client.held.put(interaction.id, interaction.user.id, subject)
    theme = (await scope_settings(interaction)).theme
    await show_preview(interaction, subject, Style.CARD, theme, anew=True)
