"""What a click does. Everything a button shows or changes is checked again when it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.components import Button, turn, view
from bot.errors import UserError
from bot.library.guilds import KEEP_REMOVED
from bot.model import Item, ItemKind, Style
from bot.pictures import picture
from bot.render import PAGE, Render, pages
from bot.replies import (
    Interaction,
    guild_id,
    personal,
    render_for,
    replace,
    require_editor,
    require_manager,
    send,
    slow_down,
)
from bot.vote_buttons import judged

ABOUT_LENGTH = 50
"""What `about` may hold, so that it fits into a button's id."""


class SeeInContext(Button, template=r"context:(?P<state>\d{1,18}(,\d{1,18}){0,4})"):
    """Shows, privately, the sentences that items stand on between their neighbours."""

    name = "context"

    async def press(self, interaction: Interaction) -> None:
        items = [int(item) for item in self.state.split(",")]
        contexts = await interaction.client.library.selection.contexts(guild_id(interaction), items)
        await send(interaction, personal(interaction).context(contexts), private=True)


class AnotherQuote(Button, template=r"(?s)another:(?P<state>\d{0,18}:\d{1,18}:[0-4]:.*)"):
    """Answers with the next quotation that matches, seen by whoever saw the last one."""

    name = "another"

    async def press(self, interaction: Interaction) -> None:
        article, last, style, about = self.state.split(":", 3)
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await answer_quote(
            interaction,
            f"#{article}" if article else None,
            about,
            list(Style)[int(style)],
            private=private,
            after=int(last),
        )


class SummaryPage(Button, template=r"summary:(?P<state>\d{1,18}:\d{1,18})"):
    """Turns to a page of the summary by section."""

    name = "summary"

    async def press(self, interaction: Interaction) -> None:
        article_id, page = map(int, self.state.split(":"))
        render = await render_as_before(interaction)
        summary = await article_summary(interaction, render, article_id, ItemKind.SECTION, page)
        await replace(interaction, *summary)


class PredictionPage(Button, template=r"prediction:(?P<state>\d{1,18}:\d{1,18})"):
    """Turns to another prediction of one article."""

    name = "prediction"

    async def press(self, interaction: Interaction) -> None:
        article_id, position = map(int, self.state.split(":"))
        render = await render_as_before(interaction)
        await replace(interaction, *await article_prediction(interaction, render, article_id, position))


class ListPage(Button, template=r"articles:(?P<state>\d{1,18})"):
    """Turns to another page of the list of articles."""

    name = "articles"

    async def press(self, interaction: Interaction) -> None:
        render = await render_as_before(interaction)
        await replace(interaction, *await article_list(interaction, render, int(self.state)))


class ConfirmRemoval(Button, template=r"remove:(?P<state>\d{1,18})"):
    """Removes an article, or hides a shared one."""

    name = "remove"
    style = discord.ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        article = await interaction.client.library.shelf.remove(guild_id(interaction), int(self.state))
        render = personal(interaction)
        if article.guild_id is None:
            text = render.say("hidden", title=render.name(article))
        else:
            until = f"<t:{(article.removed_at or 0) + int(KEEP_REMOVED.total_seconds())}:f>"
            text = render.say("removed", title=render.name(article), until=until)
        await replace(interaction, render.note(text), view(Undo(self.state, render.say("button-undo"))))


class Undo(Button, template=r"restore:(?P<state>\d{1,18})"):
    """Brings a removed or hidden article back."""

    name = "restore"

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        article = await interaction.client.library.shelf.restore(guild_id(interaction), int(self.state))
        render = personal(interaction)
        await replace(interaction, render.note(render.say("restored", title=render.name(article))), None)


class Cancel(Button, template=r"cancel:(?P<state>)"):
    """Leaves everything as it is."""

    name = "cancel"

    async def press(self, interaction: Interaction) -> None:
        render = personal(interaction)
        await replace(interaction, render.note(render.say("cancelled")), None)


class NoEditors(Button, template=r"no-editors:(?P<state>)"):
    """Takes the editors' role out of the settings."""

    name = "no-editors"

    async def press(self, interaction: Interaction) -> None:
        require_manager(interaction)
        guilds = interaction.client.library.guilds
        await guilds.change(guild_id(interaction), editor_role=None)
        render = personal(interaction)
        await replace(interaction, render.note(render.say("settings-editors-cleared")), None)


ALL = (
    SeeInContext,
    AnotherQuote,
    SummaryPage,
    PredictionPage,
    ListPage,
    ConfirmRemoval,
    Undo,
    Cancel,
    NoEditors,
)


def see_in_context(render: Render, items: Sequence[Item]) -> SeeInContext:
    """原文を見る for these items."""
    return SeeInContext(",".join(str(item.id) for item in items), render.say("button-context"))


async def article_summary(
    interaction: Interaction, render: Render, article_id: int, kind: ItemKind, page: int = 0
) -> tuple[discord.Embed, discord.ui.View]:
    """A summary of an article; of one by section a page, with the way to its neighbours."""
    shelf = interaction.client.library.shelf
    article, items = await shelf.items(guild_id(interaction), article_id, kind)
    if not items:
        raise UserError("summary-none", title=article.title[:100])
    if kind is not ItemKind.SECTION:
        return render.summary(article, items), judged(render, items[0], see_in_context(render, items))
    page = min(page, pages(len(items)) - 1)
    shown = items[page * PAGE : (page + 1) * PAGE]
    turns = turn(render, SummaryPage, f"{article.id}:", page, pages(len(items)))
    buttons = judged(render, items[0], see_in_context(render, shown), *turns)
    return render.summary(article, items, page), buttons


async def answer_quote(
    interaction: Interaction,
    query: str | None,
    about: str,
    style: Style,
    *,
    private: bool,
    after: int | None = None,
) -> None:
    """Answers with a quotation; a private answer doesn't use up the guild's round, it follows `after`."""
    library = interaction.client.library
    render = await render_for(interaction, private=private)
    guild = guild_id(interaction)
    article = await library.shelf.find(guild, query, render.language) if query else None
    card = style is not Style.TEXT and interaction.app_permissions.attach_files
    if card:
        slow_down(interaction, interaction.client.card_cooldown)
    found = await library.selection.quote(
        guild, render.language, article, about, remember=not private, after=after
    )
    state = f"{article.id if article else ''}:{found.item.id}:{list(Style).index(style)}:{about}"
    another = AnotherQuote(state, render.say("button-another"))
    buttons = judged(render, found.item, see_in_context(render, [found.item]), another)
    drawn = None
    if card:
        theme = (await library.guilds.get(guild)).theme
        drawn = await picture(interaction.client.painter, render, found, style, theme)
    if drawn is None:
        await send(interaction, render.quote(found), buttons, private=private)
    else:
        embed = render.card(found.article, part=drawn.part)
        await send(interaction, embed, buttons, private=private, file=drawn.file())


async def article_prediction(
    interaction: Interaction, render: Render, article_id: int, position: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One prediction of an article, with the way to its neighbours."""
    shelf = interaction.client.library.shelf
    article, items = await shelf.items(guild_id(interaction), article_id, ItemKind.PREDICTION)
    if not items:
        raise UserError("predictions-none-in-article", title=article.title[:100])
    position = min(position, len(items) - 1)
    label = render.say("prediction-number", number=position + 1, count=len(items))
    turns = turn(render, PredictionPage, f"{article.id}:", position, len(items))
    item = items[position]
    buttons = judged(render, item, see_in_context(render, [item]), *turns)
    return render.prediction(item, article, label), buttons


async def article_list(
    interaction: Interaction, render: Render, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One page of the guild's articles."""
    articles = await interaction.client.library.shelf.all(guild_id(interaction))
    if not articles:
        raise UserError("library-empty")
    count = pages(len(articles), 2 * PAGE)
    page = min(page, count - 1)
    return render.articles(articles, page), view(*turn(render, ListPage, "", page, count))


async def render_as_before(interaction: Interaction) -> Render:
    """Renders for those who see the message that was clicked."""
    private = interaction.message is not None and interaction.message.flags.ephemeral
    return await render_for(interaction, private=private)
