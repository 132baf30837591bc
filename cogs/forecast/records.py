"""How well people did: one's own scores, and the board of those who agreed to be named there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.scoring import Bin
from bot.ui.components import DynamicButton, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer, page_count
from bot.ui.forecast_pictures import calibration_picture
from bot.ui.forecasting import forecasts_button
from bot.ui.pictures import Picture
from bot.ui.replies import Interaction, guild_id, guild_settings, renderer_for_user, rows_view, turn
from cogs.forecast.record_embeds import ON_BOARD, board_embed, mine_embed


class Mine(DynamicButton, template=r"forecast-mine:"):
    """Show the person's own scores to them alone."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await _show_mine(interaction)


class Appear(DynamicButton, template=r"forecast-appear:(?P<wish>on|off)"):
    """Have the person named on the board of the server from now on, or no longer."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        """Store it, with the person's id only as long as they agree, and show their scores."""
        records, guild = interaction.client.library.records, guild_id(interaction)
        await records.appear(guild, interaction.user.id, self.match["wish"] == "on")
        await _show_mine(interaction)


class BoardPage(DynamicButton, template=r"forecast-board:(?P<page>\d{1,18})"):
    """Show who agreed to be named, the best first, and how often what the median said came true."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        renderer, guild = renderer_for_user(interaction), guild_id(interaction)
        board = await interaction.client.library.records.board(guild)
        count = page_count(len(board.entries), ON_BOARD)
        page = min(int(self.match["page"]), count - 1)
        picture = await _calibration(interaction, renderer, board.bins)
        view = rows_view(
            page_buttons(renderer, BoardPage, "", page, count),
            [Mine("", renderer.say("button-forecast-mine")), forecasts_button(renderer)],
        )
        embed = board_embed(renderer, board, page, pictured=picture is not None)
        await turn(interaction, embed, view, [picture.file()] if picture else [])


COMPONENTS = (Mine, Appear, BoardPage)


def record_buttons(renderer: Renderer) -> list[discord.ui.Item[Any]]:
    """Return the buttons for one's own scores and for the board."""
    return [
        Mine("", renderer.say("button-forecast-mine")),
        BoardPage("0", renderer.say("button-forecast-board")),
    ]


async def _show_mine(interaction: Interaction) -> None:
    renderer, guild = renderer_for_user(interaction), guild_id(interaction)
    record = await interaction.client.library.records.mine(guild, interaction.user.id)
    picture = await _calibration(interaction, renderer, record.bins)
    wish = "off" if record.agrees else "on"
    view = rows_view(
        [
            Appear(wish, renderer.say(f"button-forecast-appear-{wish}")),
            BoardPage("0", renderer.say("button-forecast-board")),
            forecasts_button(renderer),
        ]
    )
    embed = mine_embed(renderer, record, interaction.client.library.clock(), pictured=picture is not None)
    await turn(interaction, embed, view, [picture.file()] if picture else [])


async def _calibration(interaction: Interaction, renderer: Renderer, bins: Sequence[Bin]) -> Picture | None:
    """Return the picture of what came true how often; None where there is none, or it has to be text."""
    if not bins or not interaction.app_permissions.attach_files:
        return None
    theme = (await guild_settings(interaction)).theme
    return await calibration_picture(interaction.client.painter, renderer, bins, theme)
