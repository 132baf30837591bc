"""Discord's shape of what a search found."""

from __future__ import annotations

import itertools

import discord

from bot.library.search import SHOWN, SearchHit, SearchResults
from bot.ui.embeds import Renderer, pages
from bot.ui.markdown import clipped, escaped, whole
from bot.words import plain

BEFORE, LENGTH = 60, 180
"""Characters of a sentence that are shown before the first hit, and in all."""


class SearchRender:
    """Makes embeds of places with the words of a `Render`."""

    def __init__(self, renderer: Renderer) -> None:
        self._render = renderer

    def places(self, found: SearchResults, query: str, *, one: bool) -> discord.Embed:
        """One page (of `one` article alone): sentences, numbered as their buttons, above the source of each
        article."""
        say = self._render.say
        key = "search-more" if found.more else "search-label"
        label = say(key, query=clipped(plain(query), 50), count=found.count, one=str(one).lower())
        if found.count > SHOWN:
            label = say("page", label=label, page=found.page + 1, pages=pages(found.count, SHOWN))
        blocks = []
        numbered = enumerate(found.places, found.page * SHOWN + 1)
        for _, group in itertools.groupby(numbered, key=lambda one: one[1].article.id):
            some = list(group)
            lines = [say("search-place", number=str(number), text=marked(place)) for number, place in some]
            blocks += [*lines, self._render.source(some[0][1].article)]
        return self._render.embed("search", label, [*blocks, say("search-hint")])


def marked(place: SearchHit) -> str:
    """The sentence, or what is around its first hit if it is long, with the hits in bold."""
    text = place.text
    start = 0
    if place.marks:  # no earlier than needed to fill the length
        start = max(0, min(place.marks[0][0] - BEFORE, len(text) - LENGTH))
    start, end = whole(text, start, min(len(text), start + LENGTH))
    parts = ["…"] if start else []
    at = start
    for first, last in place.marks:
        if first >= end:
            break
        parts += [escaped(text[at:first]), f"**{escaped(text[first : min(last, end)])}**"]
        at = min(last, end)
    parts.append(escaped(text[at:end]))
    return "".join(parts) + ("…" if end < len(text) else "")
