"""/quote"""

from __future__ import annotations

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.model import Style
from bot.ui.autocomplete import suggest_article
from bot.ui.components import TEXT_LENGTH, Button
from bot.ui.context import see_in_context
from bot.ui.pictures import picture
from bot.ui.replies import Interaction, KotonohaBot, guild_id, renderer_for, send, slow_down
from bot.ui.votes import with_vote_buttons


class QuoteCog(commands.Cog):
    """Something somebody said."""

    @app_commands.command()
    @app_commands.rename(style="as")
    @app_commands.autocomplete(article=suggest_article)
    async def quote(
        self,
        interaction: Interaction,
        article: str | None = None,
        about: app_commands.Range[str, 1, TEXT_LENGTH] | None = None,
        style: Literal["text", "card", "square", "vertical", "vertical-square"] = "text",
        private: bool = False,
    ) -> None:
        await answer_quote(interaction, article, about or "", Style(style), private=private)


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
    render = await renderer_for(interaction, private=private)
    guild = guild_id(interaction)
    article = await library.articles.find(guild, query, render.language) if query else None
    card = style is not Style.TEXT and interaction.app_permissions.attach_files
    if card:
        slow_down(interaction, interaction.client.card_cooldown)
    found = await library.selection.quote(
        guild, render.language, article, about, remember=not private, after=after
    )
    state = f"{article.id if article else ''}:{found.item.id}:{list(Style).index(style)}:{about}"
    another = AnotherQuote(state, render.say("button-another"))
    buttons = with_vote_buttons(render, found.item, see_in_context(render, [found.item]), another)
    drawn = None
    if card:
        theme = (await library.guilds.get(guild)).theme
        drawn = await picture(interaction.client.painter, render, found, style, theme)
    if drawn is None:
        await send(interaction, render.quote(found), buttons, private=private)
    else:
        embed = render.card(found.article, part=drawn.part)
        await send(interaction, embed, buttons, private=private, file=drawn.file())


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(AnotherQuote)
    await bot.add_cog(QuoteCog())
