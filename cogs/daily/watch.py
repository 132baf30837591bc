"""What is noticed between commands: that the reason of a trouble is gone, and that an editor can be told."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery import diagnosis
from bot.delivery.embeds import DailyRender
from bot.ui.replies import Interaction, KotonohaBot, guild_id, may_edit, renderer_for_user
from cogs.daily.buttons import shown


class DailyWatchCog(commands.Cog):
    """What the client's own events leave out."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        await diagnosis.visit(self._bot, guild.id)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _: Any, channel: discord.abc.GuildChannel) -> None:
        await diagnosis.visit(self._bot, channel.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, role: discord.Role) -> None:
        await diagnosis.visit(self._bot, role.guild.id)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        await diagnosis.visit(self._bot, thread.guild.id)

    @commands.Cog.listener()
    async def on_thread_update(self, _: discord.Thread, thread: discord.Thread) -> None:
        await diagnosis.visit(self._bot, thread.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, member: discord.Member) -> None:
        if member == member.guild.me:
            await diagnosis.visit(self._bot, member.guild.id)

    @commands.Cog.listener()
    async def on_app_command_completion(
        self,
        interaction: Interaction,
        command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
    ) -> None:
        """Tells an editor, after the answer, what nobody could be told by direct message."""
        daily, guild = self._bot.library.schedules, guild_id(interaction)
        untold = await daily.notices(guild)
        if not untold or not may_edit(interaction, await self._bot.library.guilds.get(guild)):
            return
        render = DailyRender(renderer_for_user(interaction))
        embeds = [render.notice(await shown(interaction, one)) for one in untold if one.stopped]
        for first in range(0, len(embeds), 3):
            await interaction.followup.send(embeds=embeds[first : first + 3], ephemeral=True)
        await daily.seen(guild)
        await diagnosis.visit(self._bot, guild)
