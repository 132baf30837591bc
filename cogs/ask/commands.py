"""The command /ask."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.model import Answer, ItemKind
from bot.ui.cards import card_select
from bot.ui.components import OPTION_LENGTH
from bot.ui.context import place_buttons
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, renderer_for, rows_view, scope_settings, send
from bot.ui.scope import for_people
from cogs.ask.embeds import answer_embed
from cogs.ask.written import add_written_answer

ASKED_LENGTH = 300
"""Characters of a question."""


class AskCog(commands.Cog):
    """What the articles answer."""

    @app_commands.command()
    @for_people
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, ASKED_LENGTH],
        private: bool = False,
    ) -> None:
        """Show the sentences that answer a question, or that there are none."""
        guild = await scope_settings(interaction)
        renderer = renderer_for(interaction, guild, private=private)
        library = interaction.client.library
        nearest = await library.meaning.nearest(guild.id, renderer.language, question)
        answer = await library.answers.find(guild.id, renderer.language, question, nearest)
        embed = answer_embed(renderer, answer)
        await send(interaction, embed, _buttons(renderer, answer), private=private)
        add_written_answer(interaction, renderer, answer, embed)


def _buttons(renderer: Renderer, answer: Answer) -> discord.ui.View:
    """Return the buttons that show each sentence, or section, in context, and a select that makes cards of
    the quotations."""
    quotations: dict[int, str] = {}  # one may have several of the sentences
    for number, one in enumerate(answer.sentences, 1):
        if one.item and one.item.kind is ItemKind.QUOTE:
            quotations.setdefault(one.item.id, clipped(f"{number}. {one.text}", OPTION_LENGTH))
    some = answer.sentences or answer.near
    places = place_buttons((one.article.id, one.position, one.text) for one in some)
    sections = place_buttons(
        ((one.article.id, one.position, one.text) for one in answer.sections), 1 + len(some)
    )
    return rows_view(places, sections, [card_select(renderer, quotations)] if quotations else [])
