"""The feature /privacy: its command, buttons and embeds."""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.privacy import buttons
from cogs.privacy.commands import PrivacyCog


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its buttons to the bot."""
    bot.add_dynamic_items(*buttons.COMPONENTS)
    await bot.add_cog(PrivacyCog())
