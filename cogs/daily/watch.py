"""Listeners that recheck schedules in trouble, and tell editors of them."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery import diagnosis
from bot.delivery.embeds import notice_embed
from bot.ui.replies import Interaction, KotonohaBot, guild_id, may_edit, renderer_for_user
from cogs.daily.permissions import may_see

NOTICES = 3
"""Notices in one message: together they stay below Discord's limit of 6,000 characters."""


class DailyWatchCog(commands.Cog):
    """Listens to what may end, or make known, a schedule's trouble."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Recheck the guild's schedules after an outage or a start."""
        await diagnosis.visit(self._bot, guild.id)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _: Any, channel: discord.abc.GuildChannel) -> None:
        """Recheck the guild's schedules: the channel's permissions may have changed."""
        await diagnosis.visit(self._bot, channel.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, role: discord.Role) -> None:
        """Recheck the guild's schedules: the role's permissions may have changed."""
        await diagnosis.visit(self._bot, role.guild.id)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        """Recheck the guild's schedules: the bot sees another thread."""
        await diagnosis.visit(self._bot, thread.guild.id)

    @commands.Cog.listener()
    async def on_thread_update(self, _: discord.Thread, thread: discord.Thread) -> None:
        """Recheck the guild's schedules: the thread may have been unlocked."""
        await diagnosis.visit(self._bot, thread.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, member: discord.Member) -> None:
        """Recheck the guild's schedules if the bot's own roles or time-out changed."""
        if member == member.guild.me:
            await diagnosis.visit(self._bot, member.guild.id)

    @commands.Cog.listener()
    async def on_app_command_completion(
        self,
        interaction: Interaction,
        command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
    ) -> None:
        """Tell an editor, below the answer, what nobody could be told by direct message."""
        schedules, guild = self._bot.library.schedules, guild_id(interaction)
        untold = await schedules.unseen_notices(guild)
        if not untold or not may_edit(interaction, await self._bot.library.guilds.get(guild)):
            return
        renderer, visible = renderer_for_user(interaction), may_see(interaction)
        embeds = [
            notice_embed(renderer, one, visible=visible(one.channel_id)) for one in untold if one.stopped
        ]
        for first in range(0, len(embeds), NOTICES):
            await interaction.followup.send(embeds=embeds[first : first + NOTICES], ephemeral=True)
        await schedules.mark_notices_seen(guild)
        await diagnosis.visit(self._bot, guild)
