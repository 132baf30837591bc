"""The bodies of articles. A stand-in, until the branch that stores them is merged."""

from __future__ import annotations

import re

import aiosqlite

from bot.model import BodyBlock, BodyKind
from bot.store import articles


async def of_article(connection: aiosqlite.Connection, article_id: int) -> list[BodyBlock]:
    """Return the body of an article, block by block."""
    text = await articles.text(connection, article_id)
    return [BodyBlock(m[0], (m.span(),), BodyKind.PARAGRAPH, ()) for m in re.finditer(r"\S(?:.*\S)?", text)]
