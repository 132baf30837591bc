"""The embed of what a search found."""

from __future__ import annotations

import itertools

import discord

from bot.library.search import SHOWN, SearchHit, SearchResults
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import clipped, escaped, whole_words
from bot.words import plain

BEFORE, LENGTH = 60, 180
"""Characters of a long sentence that are shown before its first hit, and in all."""


def results_embed(
    renderer: Renderer, results: SearchResults, query: str, *, one_article: bool
) -> discord.Embed:
    """Return a page of results: sentences, numbered as their buttons, above the source of each article.

    `one_article`: the search was in one alone.
    """
    say = renderer.say
    label = say(
        "search-more" if results.more else "search-label",
        query=clipped(plain(query), 50),
        count=results.count,
        one=str(one_article).lower(),
    )
    if results.count > SHOWN:
        label = say("page", label=label, page=results.page + 1, pages=page_count(results.count, SHOWN))
    blocks = []
    numbered = enumerate(results.places, results.page * SHOWN + 1)
    for article, places in itertools.groupby(numbered, key=lambda numbered: numbered[1].article):
        blocks += [say("search-place", number=str(number), text=marked(hit)) for number, hit in places]
        blocks.append(renderer.source(article))
    return renderer.embed("search", label, [*blocks, say("search-hint")])


def marked(hit: SearchHit) -> str:
    """Return the sentence, or if it is long the part around its first hit, with the hits in bold."""
    text = hit.text
    start = 0
    if hit.marks:  # no earlier than needed to fill the length
        start = max(0, min(hit.marks[0][0] - BEFORE, len(text) - LENGTH))
    start, end = whole_words(text, start, min(len(text), start + LENGTH))
    parts = ["…"] if start else []
    at = start
    for first, last in hit.marks:
        if first >= end:
            break
        parts += [escaped(text[at:first]), f"**{escaped(text[first : min(last, end)])}**"]
        at = min(last, end)
    parts.append(escaped(text[at:end]))
    return "".join(parts) + ("…" if end < len(text) else "")
