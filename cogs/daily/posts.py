"""The posts of a schedule: those to come, and those that were due, which can still be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.delivery.refusal import refusal
from bot.library.shown_schedule import ShownSchedule
from bot.model import Delivery
from bot.ui.components import DynamicButton, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer, page_count
from bot.ui.replies import (
    Interaction,
    edit_message,
    language_for_locale,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from cogs.daily.embeds import PAGE_DELIVERIES, history_embed, page_of, preview_embed, send_now_label
from cogs.daily.permissions import channel_name, find_schedule, shown

SCHEDULE = r"(?P<schedule>\d{1,18})"
PANEL = "daily-manage"
"""Begins the id of the button that shows a schedule's panel (cogs.daily.panel)."""
SEND_BUTTONS = 5
"""In one row."""


class PreviewSchedule(DynamicButton, template=rf"daily-preview:{SCHEDULE}"):
    """Show the next posts of a schedule."""

    async def respond(self, interaction: Interaction) -> None:
        guild, wanted = await find_schedule(interaction, self.match["schedule"])
        home = language_for_locale(interaction.guild_locale)
        posts = await interaction.client.library.schedules.preview(guild, wanted, home)
        (here,) = await shown(interaction, guild, wanted)
        renderer = renderer_for_user(interaction)
        embed = preview_embed(renderer, here, posts)
        await edit_message(interaction, embed, persistent_view(back_button(renderer, wanted.id)))


class HistoryPage(DynamicButton, template=rf"daily-history:{SCHEDULE}:(?P<page>\d{{1,18}})"):
    """Show a page of what became of a schedule's posts."""

    async def respond(self, interaction: Interaction) -> None:
        guild, wanted = await find_schedule(interaction, self.match["schedule"])
        renderer = renderer_for_user(interaction)
        deliveries = await interaction.client.library.schedules.history(wanted)
        count = page_count(len(deliveries), PAGE_DELIVERIES)
        page = min(int(self.match["page"]), count - 1)
        (here,) = await shown(interaction, guild, wanted)
        late = _send_now_buttons(renderer, here, page_of(deliveries, page))
        turning = page_buttons(renderer, HistoryPage, f"{wanted.id}:", page, count)
        view = persistent_view(*late, *turning, back_button(renderer, wanted.id))
        await edit_message(interaction, history_embed(renderer, here, deliveries, page), view)


class SendNow(DynamicButton, template=r"daily-send:(?P<state>\d{1,18})"):
    """Send a post late that was missed or refused, or that may not be there."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Check the permissions again, and have the post sent; a second press finds it on its way."""
        guild, outbox = await require_editor(interaction), interaction.client.library.outbox
        schedule, _ = await outbox.unsent(guild.id, int(self.state))
        if refused := await refusal(interaction, schedule.channel_id, schedule.role_id):
            await send(interaction, refused, private=True)
            return
        await outbox.send_now(guild.id, int(self.state))
        renderer = renderer_for_user(interaction)
        said = renderer.say("send-now-done", channel=channel_name(interaction, schedule.channel_id))
        await send(interaction, renderer.text_embed(said), private=True)


def _send_now_buttons(
    renderer: Renderer, shown: ShownSchedule, deliveries: Sequence[Delivery]
) -> list[SendNow]:
    """Return a button for each post of a page that can still be sent, as many as fit into a row."""
    unsent = [one for one in deliveries if one.can_be_sent][:SEND_BUTTONS]
    return [SendNow(str(one.id), send_now_label(renderer, one, shown)) for one in unsent]


def back_button(renderer: Renderer, schedule_id: int) -> discord.ui.Button[Any]:
    """Return the button that leads from a page about a schedule back to its panel."""
    return discord.ui.Button(label=renderer.say("button-daily-back"), custom_id=f"{PANEL}:{schedule_id}")


ALL = (PreviewSchedule, HistoryPage, SendNow)
