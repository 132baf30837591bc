"""/export"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.export.commands import ExportCog


async def setup(bot: KotonohaBot) -> None:
    await bot.add_cog(ExportCog())
