"""Discord's shapes of the first contact: the guided start and the pages of /help."""

from __future__ import annotations

import discord

from bot.model import Language
from bot.ui.embeds import COLORS, Renderer

STEPS = 4


class StartRender:
    """Makes embeds with the words of a `Render`."""

    def __init__(self, render: Renderer) -> None:
        self._render = render
        self._say = render.say

    def language(self) -> discord.Embed:
        """Says what this is, and asks for the language."""
        return self._step(1, self._say("start-welcome"), self._say("start-language"))

    def zone(self, language: Language) -> discord.Embed:
        """Asks for the time zone."""
        return self._step(2, self.chosen(language), self._say("start-zone"))

    def channel(self, language: Language, zone: str, refusal: str | None = None) -> discord.Embed:
        """Asks for the channel; `refusal` says what is wrong with the one that was chosen."""
        question = self._say("start-channel-again" if refusal else "start-channel")
        embed = self._step(3, self.chosen(language, zone), refusal or "", question)
        if refusal:
            embed.color = COLORS["problem"]
        return embed

    def time(self, language: Language, zone: str, channel_id: int) -> discord.Embed:
        """Asks for the time."""
        return self._step(4, self.chosen(language, zone, channel_id), self._say("start-time"))

    def chosen(self, language: Language, zone: str = "", channel_id: int = 0) -> str:
        """What was chosen so far, a line for each."""
        lines = [self._say("settings-language", value=self._say(f"language-{language}"))]
        if zone:
            lines.append(self._say("daily-zone", zone=zone))
        if channel_id:
            lines.append(self._say("start-posts-in", channel=f"<#{channel_id}>"))
        return "\n".join(lines)

    def _step(self, number: int, *blocks: str) -> discord.Embed:
        label = self._say("start-label", step=number, steps=STEPS)
        return self._render.embed("plain", label, [block for block in blocks if block])
