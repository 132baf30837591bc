"""The buttons that stand under the replies of several features."""

from __future__ import annotations

from bot.ui import votes
from bot.ui.components import Cancel
from bot.ui.context import SeeInContext
from bot.ui.replies import KotonohaBot
from bot.ui.shortcuts import CommandButton


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(SeeInContext, Cancel, CommandButton, *votes.ALL)
