"""/article and its subcommands."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.library.article_writer import LINK_LENGTH, NAME_LENGTH
from bot.library.ingest import typed_date
from bot.model import Language, Metadata, Rights
from bot.ui.autocomplete import suggest_article, suggest_own_article, suggest_removed_article
from bot.ui.components import Cancel
from bot.ui.replies import (
    Interaction,
    guild_settings,
    persistent_view,
    renderer_for,
    renderer_for_user,
    require_editor,
    send,
)
from cogs.article.adding import AddForm, add_article
from cogs.article.buttons import ConfirmRemoval, article_list
from cogs.article.embeds import article_embed
from cogs.article.review import review_page
from cogs.article.review_embeds import progress_line, rights_embed

Name = app_commands.Range[str, 1, NAME_LENGTH]
Link = app_commands.Range[str, 1, LINK_LENGTH]


class ArticleCog(commands.GroupCog, name="article"):
    """The articles a guild reads."""

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction, private: bool = False) -> None:
        """Show the articles that the guild can see, newest first."""
        renderer = renderer_for(interaction, await guild_settings(interaction), private=private)
        await send(interaction, *await article_list(interaction, renderer, 0), private=private)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def show(self, interaction: Interaction, article: str, private: bool = False) -> None:
        """Show what is known of an article, and what was read out of it."""
        library, guild = interaction.client.library, await guild_settings(interaction)
        renderer = renderer_for(interaction, guild, private=private)
        found = await library.articles.find(guild.id, article, renderer.language)
        counts = await library.articles.counts(found)
        reviewed = progress_line(renderer, await library.reviews.progress(guild.id, found.id))
        await send(interaction, article_embed(renderer, found, counts, reviewed), private=private)

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
            await interaction.response.send_modal(AddForm(renderer_for_user(interaction), given))
        else:
            await add_article(interaction, given, file)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def review(self, interaction: Interaction, article: str | None = None) -> None:
        """Show an editor what was read out of an article, item by item."""
        guild = await require_editor(interaction)
        language = renderer_for_user(interaction).language
        found = await interaction.client.library.articles.find(guild.id, article, language)
        await send(interaction, *await review_page(interaction, found.id), private=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_own_article)
    async def rights(
        self,
        interaction: Interaction,
        article: str,
        ground: Literal["none", "own", "permission", "licence", "public-domain"],
    ) -> None:
        """State why the text of one of the guild's own articles may be exported."""
        guild = await require_editor(interaction)
        library = interaction.client.library
        found = await library.articles.find_owned(guild.id, article)
        rights = None if ground == "none" else Rights(ground)
        await library.reviews.set_rights(guild.id, found.id, rights)
        await send(interaction, rights_embed(renderer_for_user(interaction), found, rights), private=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def remove(self, interaction: Interaction, article: str) -> None:
        """Ask an editor whether an article is to be removed, or a shared one hidden."""
        guild = await require_editor(interaction)
        library, renderer = interaction.client.library, renderer_for_user(interaction)
        found = await library.articles.find(guild.id, article, renderer.language)
        shared = found.guild_id is None
        text = renderer.say("hide-confirm" if shared else "remove-confirm", title=renderer.title(found))
        if count := await library.schedules.count_of(guild.id, found.id):
            text += "\n\n" + renderer.say("remove-schedules", count=count)
        buttons = persistent_view(
            ConfirmRemoval(str(found.id), renderer.say("button-hide" if shared else "button-remove")),
            Cancel("", renderer.say("button-cancel")),
        )
        await send(interaction, renderer.text_embed(text), buttons, private=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_removed_article)
    async def restore(self, interaction: Interaction, article: str) -> None:
        """Bring a removed or hidden article back, for an editor."""
        guild = await require_editor(interaction)
        articles, renderer = interaction.client.library.articles, renderer_for_user(interaction)
        found = await articles.find_removed(guild.id, article)
        restored = await articles.restore(guild.id, found.id)
        text = renderer.say("restored", title=renderer.title(restored))
        await send(interaction, renderer.text_embed(text), private=True)
