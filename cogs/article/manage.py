"""The panel of /article manage: one private message with the articles, and what an editor can do to each."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import UserError
from bot.model import Article, Rights
from bot.ui.articles import article_embed, article_list, page_of, removed_until
from bot.ui.components import DynamicButton, DynamicSelect, named
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.next_steps import ADD, step_button
from bot.ui.replies import Interaction, guild_id, renderer_for_user, require_editor, rows_view, turn
from cogs.article.embeds import room_text
from cogs.article.feeds import FeedsPage
from cogs.article.language_model import LIST, ModelPage
from cogs.article.questions import QuestionsPage
from cogs.article.review import PANEL, ReviewPage
from cogs.article.review_embeds import progress_line, rights_line
from cogs.article.suggestions import suggestions_button

NO_RIGHTS = "none"
"""The value of the option that takes an article's rights away."""

Page = tuple[discord.Embed, discord.ui.View]


class ManagePage(DynamicButton, template=rf"{LIST}:(?P<page>\d{{1,18}})"):
    """Turn to a page of the articles."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await turn(interaction, *await manage_page(interaction, int(self.match["page"])))


class ManageSelect(DynamicSelect, template=r"article-choose:"):
    """Open an article."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await turn(interaction, *await panel(interaction, self.value))


class Panel(DynamicButton, template=rf"{PANEL}:(?P<article>\d{{1,18}})"):
    """Open an article again, from what was opened from there."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await turn(interaction, *await panel(interaction, self.match["article"]))


class RightsSelect(DynamicSelect, template=r"article-rights:(?P<article>\d{1,18})"):
    """State why the text of one of the guild's own articles may be exported, or that it may not."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        ground = None if self.value == NO_RIGHTS else named(Rights, self.value)
        article_id = int(self.match["article"])
        await interaction.client.library.reviews.set_rights(guild.id, article_id, ground)
        note = renderer.say("rights-what" if ground else "rights-refused.what")
        await turn(interaction, *await panel(interaction, article_id, note))


class AskRemoval(DynamicButton, template=r"article-remove:(?P<article>\d{1,18})"):
    """Ask whether an article is to be removed, or a shared one hidden; say which schedules need it."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        library = interaction.client.library
        article = await library.articles.find(guild.id, f"#{self.match['article']}", renderer.language)
        shared = article.guild_id is None
        text = renderer.say("hide-confirm" if shared else "remove-confirm", title=renderer.title(article))
        if count := await library.schedules.count_of(guild.id, article.id):
            text += "\n\n" + renderer.say("remove-schedules", count=count)
        buttons = [
            ConfirmRemoval(str(article.id), renderer.say("button-hide" if shared else "button-remove")),
            Panel(str(article.id), renderer.say("button-cancel")),
        ]
        await turn(interaction, renderer.text_embed(text), rows_view(buttons))


class ConfirmRemoval(DynamicButton, template=r"remove:(?P<article>\d{1,18})"):
    """Remove an article, or hide a shared one, and show it with the way back."""

    deferral = Deferral.TURN
    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        article = await interaction.client.library.articles.remove(guild.id, int(self.match["article"]))
        await turn(interaction, *await panel(interaction, article.id))


class RestoreArticle(DynamicButton, template=r"restore:(?P<article>\d{1,18})"):
    """Bring a removed or hidden article back, and show it."""

    deferral = Deferral.TURN
    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        article = await interaction.client.library.articles.restore(guild.id, int(self.match["article"]))
        note = renderer.say("restored", title=renderer.title(article))
        await turn(interaction, *await panel(interaction, article.id, note))


COMPONENTS = (ManagePage, ManageSelect, Panel, RightsSelect, AskRemoval, ConfirmRemoval, RestoreArticle)


async def manage_page(interaction: Interaction, page: int) -> Page:
    """Return a page (from 0; the last if there are fewer) of the articles above how much room there is for
    more; those to restore stand last."""
    renderer, guild = renderer_for_user(interaction), guild_id(interaction)
    library = interaction.client.library
    articles = await library.articles.manageable(guild)
    rows: list[list[discord.ui.Item[Any]]] = []
    if articles:
        used = room_text(renderer, await library.ingest.room(guild))
        embed, rows = article_list(
            renderer, articles, page, "articles-manage-hint", ManageSelect, ManagePage, used
        )
    else:
        embed = renderer.text_embed(renderer.say("library-empty"))
    new = sum(feed.waiting for feed in await library.feeds.of_guild(guild))
    label = renderer.say("button-feeds-new", count=new) if new else renderer.say("button-feeds")
    buttons: list[discord.ui.Item[Any]] = [
        step_button(renderer, ADD),
        FeedsPage("0", label),
        await suggestions_button(interaction),
    ]
    if library.written_answers.language_model is not None:
        buttons.append(ModelPage("", renderer.say("button-model")))
    return embed, rows_view(*rows, buttons)


async def panel(interaction: Interaction, article_id: int | str, note: str = "") -> Page:
    """Return an article with all that can be done to it, and below it what just happened (`note`)."""
    library, renderer = interaction.client.library, renderer_for_user(interaction)
    guild = guild_id(interaction)
    articles = await library.articles.manageable(guild)
    article = next((one for one in articles if one.id == int(article_id)), None)
    if article is None:
        raise UserError("article-gone")
    back = ManagePage(str(page_of(articles, article.id)), renderer.say("button-back"))
    counts = await library.articles.counts(article)
    if article.removed_at is not None:
        restore = RestoreArticle(str(article.id), renderer.say("button-undo"))
        return article_embed(renderer, article, counts, _gone(renderer, article)), rows_view([restore, back])
    facts, rights_select = progress_line(renderer, await library.reviews.progress(guild, article.id)), []
    if article.guild_id is not None:
        rights = await library.reviews.rights(article.id)
        facts += "\n" + rights_line(renderer, rights)
        rights_select.append(_rights_select(renderer, article, rights))
    key = "remove" if article.guild_id is not None else "hide"
    buttons = [
        ReviewPage(f"{article.id}:0:panel", renderer.say("button-review")),
        QuestionsPage(f"{article.id}:0", renderer.say("button-questions")),
        AskRemoval(str(article.id), renderer.say(f"button-{key}")),
    ]
    embed = article_embed(renderer, article, counts, facts, *([note] if note else []))
    return embed, rows_view(buttons, [back], rights_select)


def _gone(renderer: Renderer, article: Article) -> str:
    """Return that an article was removed or hidden, and until when it can be restored."""
    title = renderer.title(article)
    if article.guild_id is None:
        return renderer.say("hidden", title=title)
    return renderer.say("removed", title=title, until=removed_until(article))


def _rights_select(renderer: Renderer, article: Article, rights: Rights | None) -> RightsSelect:
    options = [
        discord.SelectOption(
            label=renderer.say(f"rights-choice-{value}"), value=value, default=value == (rights or NO_RIGHTS)
        )
        for value in (NO_RIGHTS, *Rights)
    ]
    return RightsSelect(str(article.id), options, renderer.say("rights-placeholder"))
