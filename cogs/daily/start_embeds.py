"""Embeds of the guided start: its four questions."""

from __future__ import annotations

import discord

from bot.model import Language
from bot.ui.embeds import COLORS, Renderer

STEPS = 4


def language_question(renderer: Renderer) -> discord.Embed:
    """Return what this is, and the question for the language."""
    return _question(renderer, 1, renderer.say("start-welcome"), renderer.say("start-language"))


def zone_question(renderer: Renderer, language: Language) -> discord.Embed:
    """Return the question for the time zone, below what was chosen."""
    return _question(renderer, 2, _chosen(renderer, language), renderer.say("start-zone"))


def channel_question(renderer: Renderer, language: Language, zone: str, refusal: str = "") -> discord.Embed:
    """Return the question for the channel; `refusal` says what is wrong with the one that was chosen."""
    question = renderer.say("start-channel-again" if refusal else "start-channel")
    embed = _question(renderer, 3, _chosen(renderer, language, zone), refusal, question)
    if refusal:
        embed.color = COLORS["problem"]
    return embed


def time_question(renderer: Renderer, language: Language, zone: str, channel_id: int) -> discord.Embed:
    """Return the question for the time, below what was chosen."""
    chosen = _chosen(renderer, language, zone, channel_id)
    return _question(renderer, 4, chosen, renderer.say("start-time"))


def _chosen(renderer: Renderer, language: Language, zone: str = "", channel_id: int = 0) -> str:
    """Return what was chosen so far, a line for each."""
    lines = [renderer.say("settings-language", value=renderer.say(f"language-{language}"))]
    if zone:
        lines.append(renderer.say("daily-zone", zone=zone))
    if channel_id:
        lines.append(renderer.say("start-posts-in", channel=f"<#{channel_id}>"))
    return "\n".join(lines)


def _question(renderer: Renderer, step: int, *blocks: str) -> discord.Embed:
    label = renderer.say("start-label", step=step, steps=STEPS)
    return renderer.embed("plain", label, [block for block in blocks if block])
