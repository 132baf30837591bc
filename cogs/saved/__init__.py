"""The feature /saved: what somebody saved with ⭐, and the direct messages that remind them of it."""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.saved import buttons
from cogs.saved.commands import SavedCog


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its buttons to the bot."""
    bot.add_dynamic_items(*buttons.COMPONENTS)
    await bot.add_cog(SavedCog(bot))
