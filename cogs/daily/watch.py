"""Listeners that recheck schedules in trouble, and tell editors of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.delivery import diagnosis
from bot.delivery.embeds import ToldFact, notice_embed
from bot.ui.replies import Interaction, KotonohaBot, guild_id, renderer_for_user
from cogs.daily.permissions import may_see


class DailyWatchCog(commands.Cog):
    """Listens to what may end, or make known, a schedule's trouble."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guilds_available(self, guilds: Sequence[discord.Guild]) -> None:
        """Recheck these guilds' schedules after an outage or a start."""
        available = [guild.id for guild in guilds]
        for in_trouble in await self._bot.library.schedules.guilds_with_problems(available):
            await diagnosis.recheck_guild(self._bot, in_trouble)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _: Any, channel: discord.abc.GuildChannel) -> None:
        """Recheck the guild's schedules: the channel's permissions may have changed."""
        await diagnosis.recheck_guild(self._bot, channel.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, role: discord.Role) -> None:
        """Recheck the guild's schedules: the role's permissions may have changed."""
        await diagnosis.recheck_guild(self._bot, role.guild.id)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        """Recheck the guild's schedules: the bot sees another thread."""
        await diagnosis.recheck_guild(self._bot, thread.guild.id)

    @commands.Cog.listener()
    async def on_thread_update(self, _: discord.Thread, thread: discord.Thread) -> None:
        """Recheck the guild's schedules: the thread may have been unlocked."""
        await diagnosis.recheck_guild(self._bot, thread.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, member: discord.Member) -> None:
        """Recheck the guild's schedules if the bot's own roles or time-out changed."""
        if member == member.guild.me:
            await diagnosis.recheck_guild(self._bot, member.guild.id)

    @commands.Cog.listener()
    async def on_editor_command_completion(self, interaction: Interaction) -> None:
        """Tell an editor, below the answer, what nobody could be told by direct message."""
        library, guild = self._bot.library, guild_id(interaction)
        untold = await library.notices.untold(guild)
        if not untold:
            return
        renderer, visible = renderer_for_user(interaction), may_see(interaction)
        known = {schedule.id: schedule for schedule in await library.schedules.all(guild)}
        facts = []
        for notice in untold:
            schedule = known.get(notice.fact.schedule_id or 0)
            told = ToldFact(notice.fact, schedule, schedule is not None and visible(schedule.channel_id))
            facts += [told] if told.holds else []
        if facts:
            await interaction.followup.send(embed=notice_embed(renderer, facts), ephemeral=True)
        await library.notices.mark_seen(untold)
        await diagnosis.recheck_guild(self._bot, guild)
