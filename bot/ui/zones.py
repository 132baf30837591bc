"""Time zones in selects."""

from __future__ import annotations

import discord

from bot import schedule
from bot.ui.components import MAX_OPTIONS
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction


def zone_options(interaction: Interaction, renderer: Renderer, *first: str) -> list[discord.SelectOption]:
    """Return options for time zones, each with what its clocks show: those named `first`, then popular ones,
    as many as a select takes."""
    now, names = interaction.created_at, list(dict.fromkeys([*first, *schedule.zones("")]))[:MAX_OPTIONS]
    clocks = {name: f"{now.astimezone(schedule.zone(name)):%H:%M}" for name in names}
    return [
        discord.SelectOption(label=name, description=renderer.say("zone-now", clock=clock))
        for name, clock in clocks.items()
    ]
