"""The command /quote, and the button for the next quotation."""

from __future__ import annotations

from functools import lru_cache

import discord
from discord import app_commands
from discord.ext import commands

from bot.model import OUTSIDE, Style
from bot.ui.autocomplete import suggest_article
from bot.ui.cards import StyleName, card_button
from bot.ui.components import TEXT_LENGTH, DynamicButton
from bot.ui.context import see_in_context
from bot.ui.deferral import Deferral, is_private
from bot.ui.embeds import Renderer
from bot.ui.pictures import quote_picture
from bot.ui.replies import (
    KEPT_VIEWS,
    Interaction,
    KotonohaBot,
    renderer_for,
    scope_settings,
    send,
    slow_down,
)
from bot.ui.scope import for_people
from bot.ui.votes import with_vote_buttons

STYLES = list(Style)


class QuoteCog(commands.Cog):
    """Something somebody said."""

    @app_commands.command()
    @for_people
    @app_commands.rename(style="as")
    @app_commands.autocomplete(article=suggest_article)
    async def quote(
        self,
        interaction: Interaction,
        article: str | None = None,
        about: app_commands.Range[str, 1, TEXT_LENGTH] | None = None,
        style: StyleName = "text",
        private: bool = False,
    ) -> None:
        """Show a quotation that matches, as text or as a card."""
        await send_quote(interaction, article, about or "", Style(style), private=private)


class AnotherQuote(
    DynamicButton,
    template=r"another:(?P<article>\d{0,18}):(?P<last>\d{1,18}):(?P<style>[0-8]):(?P<about>(?s:.*))",
):
    """Show the next quotation that matches, to whoever saw the last one."""

    deferral = Deferral.ALIKE

    async def respond(self, interaction: Interaction) -> None:
        """Answer as /quote does with the same options."""
        match = self.match
        await send_quote(
            interaction,
            f"#{match['article']}" if match["article"] else None,
            match["about"],
            STYLES[int(match["style"])],
            private=is_private(interaction),
            after=int(match["last"]),
        )


async def send_quote(
    interaction: Interaction,
    query: str | None,
    about: str,
    style: Style,
    *,
    private: bool,
    after: int | None = None,
) -> None:
    """Answer with a quotation of the article that `query` names (None: of any), about something or "".

    A private answer doesn't use up the guild's round: it is the one that follows the item `after`.
    """
    client = interaction.client
    guild = await scope_settings(interaction)
    renderer = renderer_for(interaction, guild, private=private)
    article = await client.library.articles.find(guild.id, query, renderer.language) if query else None
    shown_as = style if interaction.app_permissions.attach_files else Style.TEXT
    if shown_as is not Style.TEXT:
        slow_down(interaction, client.card_cooldown)
    found = await client.library.selection.quote(
        guild.id, renderer.language, article, about, remember=not private, after=after
    )
    state = f"{article.id if article else ''}:{found.item.id}:{STYLES.index(style)}:{about}"
    view = _buttons(renderer, found.item.id, state, votes=guild.id != OUTSIDE)
    picture = await quote_picture(client.painter, renderer, found, shown_as, guild.theme)
    if picture is None:
        note = ""
        if style is not Style.TEXT:
            note = renderer.say("card-unset-note" if shown_as is style else "card-attach-note")
        await send(interaction, renderer.quote(found, note), view, private=private)
    else:
        embed = renderer.card(found, part=picture.part, horizontal=picture.horizontal)
        await send(interaction, embed, view, private=private, files=[picture.file()])


@lru_cache(KEPT_VIEWS)
def _buttons(renderer: Renderer, item_id: int, state: str, *, votes: bool) -> discord.ui.View:
    """Return the buttons below a quotation; `state` is that of **Another**."""
    another = AnotherQuote(state, renderer.say("button-another"))
    shown = see_in_context(renderer, item_id), card_button(renderer, item_id), another
    return with_vote_buttons(renderer, item_id, *shown, votes=votes)


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its button to the bot."""
    bot.add_dynamic_items(AnotherQuote)
    await bot.add_cog(QuoteCog())
