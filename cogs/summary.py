"""The command /summary, and the buttons that turn its pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import UserError
from bot.model import OUTSIDE, ItemKind
from bot.ui.autocomplete import suggest_article
from bot.ui.components import DynamicButton, page_buttons
from bot.ui.context import see_in_context
from bot.ui.embeds import PAGE_SIZE, Renderer, page_count
from bot.ui.replies import (
    KEPT_VIEWS,
    Interaction,
    KotonohaBot,
    edit_message,
    renderer_for,
    renderer_for_message,
    scope_settings,
    send,
)
from bot.ui.scope import for_people, scope
from bot.ui.votes import with_vote_buttons


class SummaryCog(commands.Cog):
    """An article in one line, in three, or by section."""

    @app_commands.command()
    @for_people
    @app_commands.autocomplete(article=suggest_article)
    async def summary(
        self,
        interaction: Interaction,
        article: str | None = None,
        length: Literal["line", "three", "section"] = "three",
        private: bool = False,
    ) -> None:
        """Show a summary of an article; without one, of the newest."""
        guild = await scope_settings(interaction)
        renderer = renderer_for(interaction, guild, private=private)
        found = await interaction.client.library.articles.find(guild.id, article, renderer.language)
        summary = await article_summary(interaction, renderer, found.id, ItemKind(length))
        await send(interaction, *summary, private=private)


class SummaryPage(DynamicButton, template=r"summary:(?P<article>\d{1,18}):(?P<page>\d{1,18})"):
    """Turn to a page of the summary by section."""

    async def respond(self, interaction: Interaction) -> None:
        article_id, page = int(self.match["article"]), int(self.match["page"])
        renderer = await renderer_for_message(interaction)
        summary = await article_summary(interaction, renderer, article_id, ItemKind.SECTION, page)
        await edit_message(interaction, *summary)


async def article_summary(
    interaction: Interaction, renderer: Renderer, article_id: int, kind: ItemKind, page: int = 0
) -> tuple[discord.Embed, discord.ui.View]:
    """Return a summary of an article with its buttons; by section, one page (the last if there are fewer)."""
    articles, guild = interaction.client.library.articles, scope(interaction)
    article, items = await articles.items(guild, article_id, kind)
    if not items:
        raise UserError("summary-none", title=article.title[:100])
    shown, count = items, 1
    if kind is ItemKind.SECTION:
        count = page_count(len(items))
        page = min(page, count - 1)
        shown = items[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    ids = tuple(item.id for item in shown)
    view = _buttons(renderer, article.id, items[0].id, ids, page, count, votes=guild != OUTSIDE)
    return renderer.summary(article, items, page), view


@lru_cache(KEPT_VIEWS)
def _buttons(
    renderer: Renderer,
    article_id: int,
    voted: int,
    shown: tuple[int, ...],
    page: int,
    count: int,
    *,
    votes: bool,
) -> discord.ui.View:
    """Return the buttons below a summary: `voted` is the line that votes and ⭐ go to, `shown` are those
    above."""
    turning = page_buttons(renderer, SummaryPage, f"{article_id}:", page, count, arrows=True)
    return with_vote_buttons(renderer, voted, see_in_context(renderer, *shown), *turning, votes=votes)


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its button to the bot."""
    bot.add_dynamic_items(SummaryPage)
    await bot.add_cog(SummaryCog())
