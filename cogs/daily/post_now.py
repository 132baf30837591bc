"""The button that has today's post of a schedule sent now."""

from __future__ import annotations

import discord

from bot.delivery.embeds import channel_text
from bot.ui.components import DynamicButton
from bot.ui.replies import Interaction, renderer_for_user, require_editor, send
from cogs.daily.permissions import may_see, refusal


class PostNow(DynamicButton, template=r"daily-now:(?P<schedule>\d{1,18})"):
    """Send today's post of a schedule now, in the place of the one at its time; once, however often it is
    pressed."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        """Check the permissions again first: they may have changed since the schedule was made."""
        guild, client = await require_editor(interaction), interaction.client
        schedule = await client.library.schedules.get(guild.id, int(self.match["schedule"]))
        await interaction.response.defer(ephemeral=True, thinking=True)  # asking Discord may take longer
        where = schedule.channel_id, schedule.role_id
        if refused := await refusal(interaction, *where, cards=schedule.cards):
            await send(interaction, refused, private=True)
            return
        schedule = await client.library.early.post_today(guild.id, schedule.id)
        renderer = renderer_for_user(interaction)
        visible = may_see(interaction)(schedule.channel_id)
        channel = channel_text(renderer, schedule.channel_id, visible=visible)
        next_run = discord.utils.format_dt(schedule.next_run, "f") if schedule.next_run else ""
        said = renderer.say("post-now-done", channel=channel, next=next_run or "none")
        await send(interaction, renderer.text_embed(said), private=True)
