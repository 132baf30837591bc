"""A throwaway bot that tries the small Discord."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands

NOBODY = discord.AllowedMentions.none()


class Words(discord.ui.Modal, title="Words"):
    text: discord.ui.Label[Words] = discord.ui.Label(text="Text", component=discord.ui.TextInput())
    file: discord.ui.Label[Words] = discord.ui.Label(
        text="File", component=discord.ui.FileUpload(required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.text.component, discord.ui.TextInput)
        assert isinstance(self.file.component, discord.ui.FileUpload)
        read = [(await file.read()).decode() for file in self.file.component.values]
        await interaction.response.send_message(" ".join([self.text.component.value, *read]), ephemeral=True)


class Again(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="もう一つ", custom_id="again")
    async def again(self, interaction: discord.Interaction, _: discord.ui.Button[Again]) -> None:
        await interaction.response.edit_message(content="again", view=self)

    @discord.ui.button(label="Old", custom_id="old", disabled=True)
    async def old(self, interaction: discord.Interaction, _: discord.ui.Button[Again]) -> None:
        await interaction.response.defer()

    @discord.ui.button(label="Words", custom_id="words")
    async def words(self, interaction: discord.Interaction, _: discord.ui.Button[Again]) -> None:
        await interaction.response.send_modal(Words())


class Parrot(discord.Client):
    """Says what it is told to."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        if intents is None:  # no intents at all are false too
            intents = discord.Intents(guilds=True)
        super().__init__(intents=intents, allowed_mentions=NOBODY, guild_ready_timeout=0.1)
        self.tree = app_commands.CommandTree(self)
        self.resumed = 0
        self.add_commands()

    def add_commands(self) -> None:
        @self.tree.command(description="Say something")
        async def say(
            interaction: discord.Interaction,
            words: app_commands.Range[str, 1, 20],
            private: bool = False,
            tone: Literal["soft", "loud"] = "soft",
        ) -> None:
            greeting = "はい" if interaction.locale is discord.Locale.japanese else "yes"
            end = "!" if tone == "loud" else ""
            home = interaction.guild_locale.value if interaction.guild_locale else ""
            await interaction.response.send_message(
                f"{greeting} {words} {home}{end}", view=Again(), ephemeral=private
            )

        @say.autocomplete("words")
        async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed}油", value="oil")]

        @self.tree.command(description="Think first")
        async def think(interaction: discord.Interaction) -> None:
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send("thought")
            await interaction.followup.send("and more")

        group = app_commands.Group(name="article", description="Articles")

        @group.command(description="Add one")
        async def add(
            interaction: discord.Interaction, file: discord.Attachment, channel: discord.TextChannel | None
        ) -> None:
            text = (await file.read()).decode()
            await interaction.response.send_message(f"{file.filename}: {text} for {channel}")

        self.tree.add_command(group)

    async def setup_hook(self) -> None:
        await self.tree.sync()
        self.add_view(Again())

    async def on_resumed(self) -> None:
        self.resumed += 1
