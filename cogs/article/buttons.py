"""What a click does to the list of articles and to one of them."""

from __future__ import annotations

import discord

from bot.errors import UserError
from bot.library.guilds import KEEP_REMOVED
from bot.ui.components import Button, turn, view
from bot.ui.embeds import PAGE, Renderer, pages
from bot.ui.replies import (
    Interaction,
    guild_id,
    renderer_for_message,
    renderer_for_user,
    replace,
    require_editor,
)


class ArticleListPage(Button, template=r"articles:(?P<state>\d{1,18})"):
    """Turns to another page of the list of articles."""

    name = "articles"

    async def press(self, interaction: Interaction) -> None:
        render = await renderer_for_message(interaction)
        await replace(interaction, *await article_list(interaction, render, int(self.state)))


class ConfirmRemoval(Button, template=r"remove:(?P<state>\d{1,18})"):
    """Removes an article, or hides a shared one."""

    name = "remove"
    style = discord.ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        article = await interaction.client.library.articles.remove(guild_id(interaction), int(self.state))
        render = renderer_for_user(interaction)
        if article.guild_id is None:
            text = render.say("hidden", title=render.name(article))
        else:
            removed_at = article.removed_at or interaction.created_at
            until = discord.utils.format_dt(removed_at + KEEP_REMOVED, "f")
            text = render.say("removed", title=render.name(article), until=until)
        await replace(
            interaction, render.note(text), view(RestoreArticle(self.state, render.say("button-undo")))
        )


class RestoreArticle(Button, template=r"restore:(?P<state>\d{1,18})"):
    """Brings a removed or hidden article back."""

    name = "restore"

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        article = await interaction.client.library.articles.restore(guild_id(interaction), int(self.state))
        render = renderer_for_user(interaction)
        await replace(interaction, render.note(render.say("restored", title=render.name(article))), None)


ALL = (ArticleListPage, ConfirmRemoval, RestoreArticle)


async def article_list(
    interaction: Interaction, render: Renderer, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One page of the guild's articles."""
    articles = await interaction.client.library.articles.all(guild_id(interaction))
    if not articles:
        raise UserError("library-empty")
    count = pages(len(articles), 2 * PAGE)
    page = min(page, count - 1)
    return render.articles(articles, page), view(*turn(render, ArticleListPage, "", page, count))
