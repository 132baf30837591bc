"""The pages of what a search found, and the buttons on them."""

from __future__ import annotations

import discord

from bot.library.search import SHOWN
from bot.ui.cards import card_select
from bot.ui.components import OPTION_LENGTH, TEXT_LENGTH, DynamicButton, page_buttons
from bot.ui.context import place_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer, page_count
from bot.ui.forms import Form, open_form
from bot.ui.markdown import clipped
from bot.ui.next_steps import SEARCH_IN
from bot.ui.replies import (
    Interaction,
    edit_message,
    renderer_for_message,
    renderer_for_user,
    rows_view,
    send,
)
from bot.ui.scope import scope
from cogs.search.embeds import results_embed


class SearchPage(
    DynamicButton, template=r"search:(?P<article>\d{0,18}):(?P<page>\d{1,18}):(?P<query>(?s:.*))"
):
    """Turn to another page of what is found now."""

    async def respond(self, interaction: Interaction) -> None:
        match, renderer = self.match, await renderer_for_message(interaction)
        article = f"#{match['article']}" if match["article"] else None
        page = await search_page(interaction, renderer, match["query"], article, int(match["page"]))
        await edit_message(interaction, *page)


class SearchIn(DynamicButton, template=rf"{SEARCH_IN}:(?P<article>\d{{1,18}})"):
    """Ask for the words to search an article for."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        form = SearchForm(renderer_for_user(interaction), int(self.match["article"]))
        await open_form(interaction, form)


class SearchForm(Form):
    """Search an article for the words, privately."""

    deferral = Deferral.PRIVATE

    def __init__(self, renderer: Renderer, article_id: int) -> None:
        super().__init__(renderer, "search-form")
        self._article_id = article_id
        self._words = self.field(
            "search-words", discord.ui.TextInput[SearchForm](custom_id="words", max_length=TEXT_LENGTH)
        )

    async def respond(self, interaction: Interaction) -> None:
        renderer, article = renderer_for_user(interaction), f"#{self._article_id}"
        page = await search_page(interaction, renderer, self._words.value, article, 0)
        await send(interaction, *page, private=True)


COMPONENTS = (SearchPage, SearchIn)


async def search_page(
    interaction: Interaction, renderer: Renderer, query: str, article: str | None, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page (from 0) of what is found for `query` in the article that is named, or in all of them.

    The first row of buttons shows the sentences in context, the second turns pages; a select makes cards of
    those that are quotations.
    """
    library, guild = interaction.client.library, scope(interaction)
    within = await library.articles.find(guild, article, renderer.language) if article else None
    results = await library.search.find(guild, renderer.language, query, within, page)
    first = results.page * SHOWN + 1
    places = place_buttons(
        ((place.article.id, place.position, place.text) for place in results.places), first
    )
    prefix, count = f"{within.id if within else ''}:", page_count(results.count, SHOWN)
    turning = page_buttons(renderer, SearchPage, prefix, results.page, count, f":{query}")
    quotations: dict[int, str] = {}  # one may have several of the sentences
    for number, place in enumerate(results.places, first):
        if place.quote is not None:
            quotations.setdefault(place.quote, clipped(f"{number}. {place.text}", OPTION_LENGTH))
    cards = [card_select(renderer, quotations)] if quotations else []
    embed = results_embed(renderer, results, query, one_article=within is not None)
    return embed, rows_view(places, turning, cards)
