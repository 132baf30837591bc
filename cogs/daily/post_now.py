"""The button that has today's post of a schedule sent now."""

from __future__ import annotations

import discord

from bot.delivery.refusal import refusal
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.replies import Interaction, renderer_for_user, send
from cogs.daily.permissions import channel_name, find_schedule
from cogs.daily.posts import SCHEDULE


class PostNow(DynamicButton, template=rf"daily-now:{SCHEDULE}"):
    """Send today's post of a schedule now, in the place of the one at its time; once, however often it is
    pressed."""

    style = discord.ButtonStyle.primary
    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Check the permissions again first: they may have changed since the schedule was made."""
        guild, schedule = await find_schedule(interaction, self.match["schedule"])
        where = schedule.channel_id, schedule.role_id
        if refused := await refusal(interaction, *where, cards=schedule.cards):
            await send(interaction, refused, private=True)
            return
        schedule = await interaction.client.library.early.post_today(guild.id, schedule.id)
        renderer = renderer_for_user(interaction)
        channel = channel_name(interaction, schedule.channel_id)
        next_run = discord.utils.format_dt(schedule.next_run, "f") if schedule.next_run else ""
        said = renderer.say("post-now-done", channel=channel, next=next_run or "none")
        await send(interaction, renderer.text_embed(said), private=True)
