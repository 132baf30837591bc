"""/help"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.replies import Host, Interaction, personal, send


class Help(commands.Cog):
    """The commands, what is stored, and how to have it deleted."""

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        ids = interaction.client.command_ids
        mentions = [
            (command.qualified_name, f"</{command.qualified_name}:{ids[root]}>")
            for command in interaction.client.tree.walk_commands()
            if not isinstance(command, app_commands.Group)
            and (root := (command.root_parent or command).name) in ids
        ]
        await send(interaction, personal(interaction).help(mentions), private=True)


async def setup(bot: Host) -> None:
    await bot.add_cog(Help())
