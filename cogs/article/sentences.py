"""The sentences of an article, for editors to choose from: page by page, or by the words in them."""

from __future__ import annotations

import re

import discord

from bot.library.passages import MOST_CHOICES, PAGE, Choice
from bot.library.search import SHOWN
from bot.model import Item, ItemKind
from bot.ui.budget import TEXT
from bot.ui.components import OPTION_LENGTH, TEXT_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer, page_count
from bot.ui.forms import Form, open_form
from bot.ui.markdown import clipped, escaped
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    require_editor,
)
from bot.words import plain
from cogs.article.review import ReviewPage, review_page

LINE = "line"
_TARGET = r"(?P<what>line|quote|prediction):(?P<about>\d{1,18})"
"""What a sentence is chosen as: `line` in the place of the item `about`, otherwise as a new item of that kind
in the article `about`."""


class SentencePage(DynamicButton, template=rf"sentences:{_TARGET}:(?P<page>\d{{1,7}}):(?P<words>(?s:.*))"):
    """Turn to a page of an article's sentences, or of those with some words in them."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        page = await _page(interaction, self.match, int(self.match["page"]), self.match["words"])
        await edit_message(interaction, *page)


class SearchSentences(DynamicButton, template=rf"sentences-search:{_TARGET}"):
    """Ask for the words that a sentence has."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await open_form(interaction, SearchForm(renderer_for_user(interaction), self.match))


class SearchForm(Form):
    """Show the sentences that have the words."""

    def __init__(self, renderer: Renderer, target: re.Match[str]) -> None:
        super().__init__(renderer, "search-form")
        self._target = target
        self._words = self.field(
            "search-words", discord.ui.TextInput[SearchForm](custom_id="words", max_length=TEXT_LENGTH)
        )

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await edit_message(interaction, *await _page(interaction, self._target, 0, self._words.value))


class SentenceSelect(DynamicSelect, template=rf"sentence:{_TARGET}"):
    """Make an item of the sentence that is chosen, and open the desk at it."""

    async def respond(self, interaction: Interaction) -> None:
        guild, reviews = await require_editor(interaction), interaction.client.library.reviews
        what, about = self.match["what"], int(self.match["about"])
        if what == LINE:
            item = await reviews.choose_sentence(guild.id, about, self.value)
        else:
            item = await reviews.add(guild.id, about, ItemKind(what), self.value)
        await edit_message(interaction, *await review_page(interaction, item.article_id, item.id))


COMPONENTS = (SentencePage, SearchSentences, SentenceSelect)


async def _page(
    interaction: Interaction, target: re.Match[str], page: int, words: str
) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page (from 0; the last if there are fewer) of an article's sentences; with `words`, of those
    that have them."""
    library, guild, renderer = (
        interaction.client.library,
        guild_id(interaction),
        renderer_for_user(interaction),
    )
    what, about = target["what"], int(target["about"])
    item: Item | None = await library.reviews.item(guild, about) if what == LINE else None
    article_id, kind = (item.article_id, item.kind) if item else (about, ItemKind(what))
    if words:
        article = await library.articles.find(guild, f"#{article_id}", renderer.language)
        results = await library.search.find(guild, renderer.language, words, article, page)
        page, pages = results.page, page_count(results.count, SHOWN)
        positions = [place.position for place in results.places]
        found = await library.reviews.choices(guild, article_id, kind, positions)
    else:
        found = await library.reviews.choices(guild, article_id, kind, range(page * PAGE, (page + 1) * PAGE))
        pages = page_count(found.count, PAGE)
    state = f"{what}:{about}"
    turning = page_buttons(renderer, SentencePage, f"{state}:", page, pages, f":{words}")
    search = SearchSentences(state, renderer.say("button-search"))
    back = ReviewPage(f"{article_id}:{item.id if item else 0}:back", renderer.say("button-back"))
    label = renderer.numbered(renderer.say(f"sentences-label-{what}"), page, pages)
    lines = _lines(renderer, kind, found.choices)
    blocks = ["\n".join(lines) or renderer.say("sentences-none")]
    blocks += [renderer.say(f"sentences-hint-{what}"), renderer.source(found.article)]
    options = [
        discord.SelectOption(label=clipped(f"{number}. {plain(one.text)}", OPTION_LENGTH), value=one.place)
        for number, one in enumerate(found.choices, 1)
    ]
    select = [SentenceSelect(state, options, renderer.say("sentences-placeholder"))] if options else []
    return renderer.embed("review", label, blocks), persistent_view(*turning, search, back, *select)


def _lines(renderer: Renderer, kind: ItemKind, choices: list[Choice]) -> list[str]:
    """Return each choice with its number; what would be a quotation as it would be shown."""
    each = max(TEXT // max(len(choices), 1), TEXT // MOST_CHOICES)
    lines = []
    for number, choice in enumerate(choices, 1):
        text = escaped(choice.text, min(each, 280))
        if kind is ItemKind.QUOTE and not choice.spoken:
            text = renderer.say("quote-words", text=text)
        lines.append(renderer.say("sentences-choice", number=str(number), text=text))
    return lines
