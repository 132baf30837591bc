"""/article and its subcommands."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.library.article_writer import LINK_LENGTH, NAME_LENGTH
from bot.library.ingest import typed_date
from bot.model import Language, Metadata
from bot.ui.autocomplete import suggest_manageable_article
from bot.ui.forms import open_form
from bot.ui.replies import Interaction, renderer_for_user, require_editor, send
from cogs.article.adding import AddForm, add_article
from cogs.article.manage import manage_page, panel

Name = app_commands.Range[str, 1, NAME_LENGTH]
Link = app_commands.Range[str, 1, LINK_LENGTH]


@app_commands.default_permissions(manage_guild=True)
class ArticleCog(commands.GroupCog, name="article"):
    """What editors do with the articles a guild reads."""

    @app_commands.command()
    @app_commands.choices(
        language=[app_commands.Choice(name=language, value=language) for language in Language]
    )
    async def add(
        self,
        interaction: Interaction,
        link: Link | None = None,
        file: discord.Attachment | None = None,
        title: Name | None = None,
        author: Name | None = None,
        publisher: Name | None = None,
        date: str | None = None,
        language: str | None = None,
        translated: bool | None = None,
    ) -> None:
        """Add the article at a link or in a file; without either, open a form."""
        await require_editor(interaction)
        day = typed_date(date) if date else None
        given = Metadata(title, author, publisher, day, language, link, translated)
        if file is None and link is None:
            await open_form(interaction, AddForm(renderer_for_user(interaction), given))
        else:
            await add_article(interaction, given, file)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_manageable_article)
    async def manage(self, interaction: Interaction, article: str | None = None) -> None:
        """Show an editor the articles, or one of them, with all that can be done to it."""
        guild = await require_editor(interaction)
        if article is None:
            page = await manage_page(interaction, 0)
        else:
            found = await interaction.client.library.articles.find_manageable(guild.id, article)
            page = await panel(interaction, found.id)
        await send(interaction, *page, private=True)
