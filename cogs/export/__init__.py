"""/export"""

from __future__ import annotations

from bot.ui.replies import Host
from cogs.export.commands import Export


async def setup(bot: Host) -> None:
    await bot.add_cog(Export())
