"""How much fits into an embed, and how much of it each text of an article gets."""

from __future__ import annotations

import re
from collections.abc import Iterable

import discord

MAX_TITLE, MAX_AUTHOR, MAX_DESCRIPTION, MAX_FOOTER = 256, 256, 4_096, 2_048
MAX_FIELD_NAME, MAX_FIELD_VALUE, MAX_EMBED = 256, 1_024, 6_000
"""Characters that Discord takes, in all embeds of a message and in the parts of one."""
MAX_WIDE = 1_950
"""Wide characters of them: from about 2,000 Japanese ones on Discord answers with an error."""

TEXT = 1_500
"""Characters of an article's sentences in one embed. These and all lengths below include escapes."""
HEADLINE = 120
"""Characters of a title that stands alone, above the text."""
TITLE, AUTHOR = 80, 60
"""Characters of an article's title and author in a line."""
NAME = 100
"""Characters of any other name: of a speaker, a publisher, a section, a server, of a prediction's horizon."""

_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\uffef\U00016fe0-\U0003ffff]+")


def wide(text: str) -> int:
    """Return how many wide characters a text has."""
    return sum(map(len, _WIDE.findall(text)))


def fits(*embeds: discord.Embed) -> bool:
    """Return whether Discord takes the embeds, in one message."""
    parts = [part for embed in embeds for part in _parts(embed)]
    return (
        sum(wide(text or "") for text, _ in parts) <= MAX_WIDE
        and sum(map(len, embeds)) <= MAX_EMBED
        and all(len(text or "") <= most for text, most in parts)
    )


def _parts(embed: discord.Embed) -> list[tuple[str | None, int]]:
    return [
        (embed.title, MAX_TITLE),
        (embed.author.name, MAX_AUTHOR),
        (embed.description, MAX_DESCRIPTION),
        (embed.footer.text, MAX_FOOTER),
        *((field.name, MAX_FIELD_NAME) for field in embed.fields),
        *((field.value, MAX_FIELD_VALUE) for field in embed.fields),
    ]


def first_fitting(embeds: Iterable[discord.Embed]) -> discord.Embed:
    """Return the first of these embeds, each shorter than the one before, that Discord takes.

    The last one has to be short enough whatever it says.
    """
    for embed in embeds:
        if fits(embed):
            break
    return embed
