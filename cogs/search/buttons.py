"""What a click on what a search found does."""

from __future__ import annotations

import discord

from bot.library.search import SHOWN
from bot.ui.components import Button, turn
from bot.ui.embeds import Renderer, pages
from bot.ui.replies import Interaction, guild_id, renderer_for_message, renderer_for_user, replace, send
from cogs.search.embeds import SearchRender

PLACES_ROW, PAGES_ROW = 0, 1


class SearchPage(Button, template=r"(?s)search:(?P<state>\d{0,18}:\d{1,18}:.*)"):
    """Turns to another page of what was found, as it is now."""

    name = "search"

    async def press(self, interaction: Interaction) -> None:
        article, page, query = self.state.split(":", 2)
        renderer = await renderer_for_message(interaction)
        await replace(
            interaction,
            *await search_page(interaction, renderer, query, f"#{article}" if article else None, int(page)),
        )


class SeePlace(Button, template=r"place:(?P<state>\d{1,12}:\d{1,7})"):
    """Shows, privately, a sentence that was found between its neighbours."""

    name = "place"

    async def press(self, interaction: Interaction) -> None:
        article_id, position = map(int, self.state.split(":"))
        search = interaction.client.library.search
        context = await search.context(guild_id(interaction), article_id, position)
        await send(interaction, renderer_for_user(interaction).context([context]), private=True)


ALL = (SearchPage, SeePlace)


async def search_page(
    interaction: Interaction, renderer: Renderer, query: str, article: str | None, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One page of what was found for `query` (in one article), with 原文を見る for each place."""
    library, guild = interaction.client.library, guild_id(interaction)
    wanted = await library.articles.find(guild, article, renderer.language) if article else None
    found = await library.search.find(guild, renderer.language, query, wanted, page)
    shown = discord.ui.View(timeout=None)
    for number, place in enumerate(found.places, found.page * SHOWN + 1):
        see = SeePlace(f"{place.article.id}:{place.position}", str(number))
        see.row = PLACES_ROW
        shown.add_item(see)
    prefix = f"{wanted.id if wanted else ''}:"
    for button in turn(renderer, SearchPage, prefix, found.page, pages(found.count, SHOWN), f":{query}"):
        button.row = PAGES_ROW
        shown.add_item(button)
    return SearchRender(renderer).places(found, query, one=wanted is not None), shown
