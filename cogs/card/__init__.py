"""Cards that people look at, change and post: of a quotation, or of somebody's message."""

from __future__ import annotations

from bot.ui.menus import message_command
from bot.ui.replies import KotonohaBot
from bot.ui.scope import for_people
from cogs.card import buttons
from cogs.card.commands import make_card


async def setup(bot: KotonohaBot) -> None:
    """Add the message command and the buttons to the bot."""
    bot.add_dynamic_items(*buttons.COMPONENTS)
    bot.tree.add_command(for_people(message_command(bot, "command-make-card", make_card)))
