"""Time zones in selects."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot import schedule
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction


def zone_options(
    interaction: Interaction, renderer: Renderer, names: Iterable[str]
) -> list[discord.SelectOption]:
    """Return options for time zones, each with what its clocks show."""
    now = interaction.created_at
    clocks = {name: f"{now.astimezone(schedule.zone(name)):%H:%M}" for name in names}
    return [
        discord.SelectOption(label=name, description=renderer.say("zone-now", clock=clock))
        for name, clock in clocks.items()
    ]
