"""How a part of an article looks."""

from __future__ import annotations

import re

import discord

from bot.model import Article, BodyKind, Part, Piece
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.words import INVISIBLE

_NUMBERED = re.compile(r"\d{1,3}[.)．）、:：]|[①-⑳❶-❿➀-➓]|[(（【]\d")
_CLOSE = {BodyKind.LIST_ITEM, BodyKind.QUOTATION, BodyKind.TABLE_ROW}
"""Kinds of blocks without an empty line between two of them."""


def part_embed(renderer: Renderer, article: Article, part: Part) -> discord.Embed:
    """Return a part of an article, which Discord takes whatever it holds."""
    label = renderer.say("part-label", number=part.number, count=part.count, minutes=part.minutes)
    return renderer.titled("article", label, article, [part_text(part), renderer.source(article)])


def part_text(part: Part) -> str:
    """Return the words of a part as Markdown: headings bold, lists and quotations with their marks."""
    text = ""
    before = None
    for piece in part.pieces:
        close = before is BodyKind.HEADING or (before is piece.kind and before in _CLOSE)
        text += ("\n" if close else "\n\n") * (before is not None) + _shown(piece)
        before = piece.kind
    return text


def _shown(piece: Piece) -> str:
    text = piece.text.strip()
    if piece.kind is BodyKind.CODE and "```" not in text:
        # Its first line may be indented.
        return f"```\n{INVISIBLE.sub('', piece.text.strip(chr(10)).rstrip())}\n```"
    shown = escaped(text, 2 * len(text) + 1)
    match piece.kind:
        case BodyKind.HEADING:
            return f"**{shown}**"
        case BodyKind.LIST_ITEM if not (piece.continued or _NUMBERED.match(text)):
            return f"• {shown}"
        case BodyKind.QUOTATION:
            return f"> {shown}"
        case BodyKind.CAPTION:
            return f"-# {shown}"
    return shown
