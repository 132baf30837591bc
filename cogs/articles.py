"""The command /articles: the list of articles, and what can be read of each."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import UserError
from bot.ui.articles import article_embed, article_list, page_of
from bot.ui.components import DynamicButton, DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.next_steps import ADD, MANAGE_ARTICLES, SEARCH_IN, step_button
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    guild_settings,
    may_edit,
    renderer_for_user,
    rows_view,
    send,
    turn,
)

READING = ("read", "summary", "quote")
"""Commands that show something of an article."""


class ArticlesCog(commands.Cog):
    """The articles that a guild can read."""

    @app_commands.command()
    async def articles(self, interaction: Interaction) -> None:
        """Show the articles, newest first, with a select to open one."""
        await send(interaction, *await list_page(interaction, 0), private=True)


class ArticleListPage(DynamicButton, template=r"articles:(?P<page>\d{1,18})"):
    """Turn to another page of the list of articles."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await turn(interaction, *await list_page(interaction, int(self.match["page"])))


class ArticleSelect(DynamicSelect, template=r"articles-open:"):
    """Show what is known of an article, with buttons to read it."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await turn(interaction, *await article_page(interaction, self.value))


async def list_page(interaction: Interaction, page: int) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page (from 0; the last if there are fewer) of the guild's articles, and for editors the
    buttons to add and manage them: Discord may hide those commands from them."""
    guild, renderer = await guild_settings(interaction), renderer_for_user(interaction)
    articles = await interaction.client.library.articles.all(guild.id)
    if not articles:
        raise UserError("library-empty")
    embed, rows = article_list(renderer, articles, page, "articles-hint", ArticleSelect, ArticleListPage)
    editing = (ADD, MANAGE_ARTICLES) if may_edit(interaction, guild) else ()
    return embed, rows_view(*rows, [step_button(renderer, step) for step in editing])


async def article_page(interaction: Interaction, article_id: str) -> tuple[discord.Embed, discord.ui.View]:
    """Return what is known of an article, with buttons to read it and to go back to the list."""
    guild, renderer = await guild_settings(interaction), renderer_for_user(interaction)
    library = interaction.client.library
    article = await library.articles.find(guild.id, f"#{article_id}", renderer.language)
    embed = article_embed(renderer, article, await library.articles.counts(article))
    option = f"article=#{article.id}"
    search = discord.ui.Button[discord.ui.View](
        label=renderer.say("button-search"), custom_id=f"{SEARCH_IN}:{article.id}"
    )
    page = page_of(await library.articles.all(guild.id), article.id)
    reading = [*(step_button(renderer, step, option) for step in READING), search]
    back = ArticleListPage(str(page), renderer.say("button-back"))
    if not may_edit(interaction, guild):
        return embed, rows_view([*reading, back])
    return embed, rows_view(reading, [step_button(renderer, MANAGE_ARTICLES, option), back])


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its components to the bot."""
    bot.add_dynamic_items(ArticleListPage, ArticleSelect)
    await bot.add_cog(ArticlesCog())
