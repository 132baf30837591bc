"""/help"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.help import buttons
from cogs.help.commands import HelpCog


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(*buttons.ALL)
    await bot.add_cog(HelpCog())
