"""The pages of /help as embeds."""

from __future__ import annotations

import discord

from bot.ui.embeds import Renderer


class HelpRender:
    """Makes embeds with the words of a `Render`."""

    def __init__(self, renderer: Renderer) -> None:
        self._render = renderer
        self._say = renderer.say

    def help(self, *, editor: bool) -> discord.Embed:
        """What the bot is for, above the buttons to try it."""
        blocks = [self._say("help-what"), self._say("help-try")]
        if editor:
            blocks.append(self._say("help-editors"))
        return self._render.embed("plain", self._say("help-label"), blocks)

    def data(self) -> discord.Embed:
        """What is stored, and how to have it deleted."""
        embed = self._render.embed("plain", self._say("help-data-label"), [])
        embed.add_field(name=self._say("help-stored-label"), value=self._say("help-stored"), inline=False)
        embed.add_field(name=self._say("help-delete-label"), value=self._say("help-delete"), inline=False)
        return embed
