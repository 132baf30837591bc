"""What a click does to the list of articles, and to one that is removed."""

from __future__ import annotations

import discord

from bot.errors import UserError
from bot.library.guilds import KEEP_REMOVED
from bot.ui.components import DynamicButton, page_buttons
from bot.ui.embeds import Renderer, page_count
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_message,
    renderer_for_user,
    require_editor,
)
from cogs.article.embeds import LIST_SIZE, list_embed


class ArticleListPage(DynamicButton, template=r"articles:(?P<page>\d{1,18})"):
    """Turn to another page of the list of articles."""

    async def respond(self, interaction: Interaction) -> None:
        renderer = await renderer_for_message(interaction)
        page = await article_list(interaction, renderer, int(self.match["page"]))
        await edit_message(interaction, *page)


class ConfirmRemoval(DynamicButton, template=r"remove:(?P<article>\d{1,18})"):
    """Remove an article, or hide a shared one, and offer the way back."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        articles, renderer = interaction.client.library.articles, renderer_for_user(interaction)
        article = await articles.remove(guild.id, int(self.match["article"]))
        if article.guild_id is None:
            text = renderer.say("hidden", title=renderer.title(article))
        else:
            removed_at = article.removed_at or interaction.created_at
            until = discord.utils.format_dt(removed_at + KEEP_REMOVED, "f")
            text = renderer.say("removed", title=renderer.title(article), until=until)
        undo = RestoreArticle(str(article.id), renderer.say("button-undo"))
        await edit_message(interaction, renderer.text_embed(text), persistent_view(undo))


class RestoreArticle(DynamicButton, template=r"restore:(?P<article>\d{1,18})"):
    """Bring a removed or hidden article back."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        articles, renderer = interaction.client.library.articles, renderer_for_user(interaction)
        article = await articles.restore(guild.id, int(self.match["article"]))
        text = renderer.say("restored", title=renderer.title(article))
        await edit_message(interaction, renderer.text_embed(text))


COMPONENTS = (ArticleListPage, ConfirmRemoval, RestoreArticle)


async def article_list(
    interaction: Interaction, renderer: Renderer, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page (from 0; the last if there are fewer) of the guild's articles, with its buttons."""
    articles = await interaction.client.library.articles.all(guild_id(interaction))
    if not articles:
        raise UserError("library-empty")
    count = page_count(len(articles), LIST_SIZE)
    page = min(page, count - 1)
    turning = page_buttons(renderer, ArticleListPage, "", page, count)
    return list_embed(renderer, articles, page), persistent_view(*turning)
