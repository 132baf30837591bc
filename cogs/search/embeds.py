"""The embed of what a search found."""

from __future__ import annotations

import itertools

import discord

from bot.library.article_writer import LINK_LENGTH
from bot.library.search import SHOWN, SearchHit, SearchResults
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import clipped, escaped, whole_words
from bot.words import plain

LENGTH, MARKED = 180, 280
"""Characters of a long sentence that are shown, and of any with its escapes and marks."""
ADDRESSES = (LINK_LENGTH, 150, 0)
"""Characters of an address that is linked: tried in turn until all fits."""


def results_embed(
    renderer: Renderer, results: SearchResults, query: str, *, one_article: bool
) -> discord.Embed:
    """Return a page of results: sentences, numbered as their buttons, above the source of each article.

    `one_article`: the search was in one alone.
    """
    return first_fitting(
        _embed(renderer, results, query, longest, one_article=one_article) for longest in ADDRESSES
    )


def _embed(
    renderer: Renderer, results: SearchResults, query: str, longest: int, *, one_article: bool
) -> discord.Embed:
    say = renderer.say
    label = say(
        "search-more" if results.more else "search-label",
        query=clipped(plain(query), 50),
        count=results.count,
        one=str(one_article).lower(),
    )
    label = renderer.numbered(label, results.page, page_count(results.count, SHOWN))
    blocks = []
    numbered = enumerate(results.places, results.page * SHOWN + 1)
    for article, places in itertools.groupby(numbered, key=lambda numbered: numbered[1].article):
        blocks += [say("search-place", number=str(number), text=marked(hit)) for number, hit in places]
        source = renderer.source(article, longest=longest)
        if article.language != renderer.language:
            source = renderer.marked(source, f"language-{article.language}")
        blocks.append(source)
    return renderer.embed("search", label, [*blocks, say("search-hint")])


def marked(hit: SearchHit) -> str:
    """Return the sentence, or if it is long the part around its first hit, with the hits in bold."""
    length = LENGTH
    while len(text := _marked(hit, length)) > MARKED:
        length = length * 3 // 4
    return text


def _marked(hit: SearchHit, length: int) -> str:
    text, start = hit.text, 0
    if hit.marks:  # no earlier than needed to fill the length
        start = max(0, min(hit.marks[0][0] - length // 3, len(text) - length))
    start, end = whole_words(text, start, min(len(text), start + length))
    parts = ["…"] if start else []
    at = start
    for first, last in [*hit.marks, (end, end)]:
        first, last = min(first, end), min(last, end)
        parts.append(escaped(text[at:first], MARKED))
        if first < last:
            parts.append(f"**{escaped(text[first:last], MARKED)}**")
        at = last
    return "".join(parts) + ("…" if end < len(text) else "")
