"""How a part of an article looks. A stand-in, until the branch that makes it is merged."""

from __future__ import annotations

import discord

from bot.model import Article, Part
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped


def part_embed(renderer: Renderer, article: Article, part: Part) -> discord.Embed:
    """Return an embed with a part of an article."""
    text = "\n\n".join(escaped(piece.text, 2_000) for piece in part.pieces)
    label = f"{part.number}/{part.count} · {part.minutes}"
    return renderer.titled("article", label, article, [text, renderer.source(article)])
