"""/summary"""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import UserError
from bot.model import ItemKind
from bot.ui.autocomplete import suggest_article
from bot.ui.components import Button, turn
from bot.ui.context import see_in_context
from bot.ui.embeds import PAGE, Renderer, pages
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    guild_id,
    renderer_for,
    renderer_for_message,
    replace,
    send,
)
from bot.ui.votes import with_vote_buttons


class SummaryCog(commands.Cog):
    """An article in one line, in three, or by section."""

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def summary(
        self,
        interaction: Interaction,
        article: str | None = None,
        length: Literal["line", "three", "section"] = "three",
        private: bool = False,
    ) -> None:
        renderer = await renderer_for(interaction, private=private)
        articles = interaction.client.library.articles
        wanted = await articles.find(guild_id(interaction), article, renderer.language)
        summary = await article_summary(interaction, renderer, wanted.id, ItemKind(length))
        await send(interaction, *summary, private=private)


class SummaryPage(Button, template=r"summary:(?P<state>\d{1,18}:\d{1,18})"):
    """Turns to a page of the summary by section."""

    name = "summary"

    async def press(self, interaction: Interaction) -> None:
        article_id, page = map(int, self.state.split(":"))
        renderer = await renderer_for_message(interaction)
        summary = await article_summary(interaction, renderer, article_id, ItemKind.SECTION, page)
        await replace(interaction, *summary)


async def article_summary(
    interaction: Interaction, renderer: Renderer, article_id: int, kind: ItemKind, page: int = 0
) -> tuple[discord.Embed, discord.ui.View]:
    """A summary of an article; of one by section a page, with the way to its neighbours."""
    articles = interaction.client.library.articles
    article, items = await articles.items(guild_id(interaction), article_id, kind)
    if not items:
        raise UserError("summary-none", title=article.title[:100])
    if kind is not ItemKind.SECTION:
        return renderer.summary(article, items), with_vote_buttons(
            renderer, items[0], see_in_context(renderer, items)
        )
    page = min(page, pages(len(items)) - 1)
    shown = items[page * PAGE : (page + 1) * PAGE]
    turns = turn(renderer, SummaryPage, f"{article.id}:", page, pages(len(items)))
    buttons = with_vote_buttons(renderer, items[0], see_in_context(renderer, shown), *turns)
    return renderer.summary(article, items, page), buttons


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(SummaryPage)
    await bot.add_cog(SummaryCog())
