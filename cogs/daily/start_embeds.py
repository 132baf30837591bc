"""Embeds of the guided start: its five questions."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.model import Language
from bot.ui.embeds import COLORS, Renderer

STEPS = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far; what is empty or 0 was not."""

    language: Language
    zone: str = ""
    wish: str = ""
    channel_id: int = 0


def language_question(renderer: Renderer) -> discord.Embed:
    """Return what this is, and the question for the language."""
    return _question(renderer, 1, renderer.say("start-welcome"), renderer.say("start-language"))


def zone_question(renderer: Renderer, chosen: Chosen) -> discord.Embed:
    """Return the question for the time zone, below what was chosen."""
    return _question(renderer, 2, _lines(renderer, chosen), renderer.say("start-zone"))


def wish_question(renderer: Renderer, chosen: Chosen) -> discord.Embed:
    """Return the question for what people want each day."""
    return _question(renderer, 3, _lines(renderer, chosen), renderer.say("start-wish"))


def channel_question(renderer: Renderer, chosen: Chosen, refusal: str = "") -> discord.Embed:
    """Return the question for the channel; `refusal` says what is wrong with the one that was chosen."""
    question = renderer.say("start-channel-again" if refusal else "start-channel")
    embed = _question(renderer, 4, _lines(renderer, chosen), refusal, question)
    if refusal:
        embed.color = COLORS["problem"]
    return embed


def time_question(renderer: Renderer, chosen: Chosen) -> discord.Embed:
    """Return the question for the time, below what was chosen."""
    return _question(renderer, 5, _lines(renderer, chosen), renderer.say("start-time"))


def _lines(renderer: Renderer, chosen: Chosen) -> str:
    """Return what was chosen so far, a line for each."""
    lines = [renderer.say("settings-language", value=renderer.say(f"language-{chosen.language}"))]
    if chosen.zone:
        lines.append(renderer.say("daily-zone", zone=chosen.zone))
    if chosen.wish:
        lines.append(renderer.say("daily-what", content=renderer.say(f"start-wish-{chosen.wish}")))
    if chosen.channel_id:
        lines.append(renderer.say("start-posts-in", channel=f"<#{chosen.channel_id}>"))
    return "\n".join(lines)


def _question(renderer: Renderer, step: int, *blocks: str) -> discord.Embed:
    label = renderer.say("start-label", step=step, steps=STEPS)
    return renderer.embed("plain", label, [block for block in blocks if block])
