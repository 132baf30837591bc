"""The page on which editors decide whether a language model writes answers in their server."""

from __future__ import annotations

import hashlib
from typing import Any

import discord

from bot.errors import UserError
from bot.library.written_answers import ANSWERS_A_DAY
from bot.ui.budget import NAME
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.markdown import escaped
from bot.ui.replies import Interaction, guild_settings, renderer_for_user, require_editor, rows_view, turn

LIST = "article-manage"
"""The name of the button that leads back to the list of articles."""


class ModelPage(DynamicButton, template=r"article-model:"):
    """Say where texts would go, and whether they do."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await turn(interaction, *await model_page(interaction))


class UseModel(DynamicButton, template=r"article-model-use:(?P<model>[0-9a-f]{16})"):
    """Let the model write answers; another one than the page said is shown first."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        library = interaction.client.library
        model = library.written_answers.language_model
        if model is not None and self.match["model"] == _digest(model.destination):
            await library.guilds.change(guild.id, model=model.destination)
        await turn(interaction, *await model_page(interaction))


class LeaveModel(DynamicButton, template=r"article-model-leave:"):
    """Let no model write answers any more."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        await interaction.client.library.guilds.change(guild.id, model=None)
        await turn(interaction, *await model_page(interaction))


COMPONENTS = (ModelPage, UseModel, LeaveModel)


async def model_page(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View]:
    """Return whether a model writes answers, which it is, and what it gets, with the button to change that.

    Raises UserError("model-none") where the host has none.
    """
    written, renderer = interaction.client.library.written_answers, renderer_for_user(interaction)
    guild, model = await guild_settings(interaction), written.language_model
    if model is None:
        raise UserError("model-none")
    is_on = written.is_on(guild)
    state = "on" if is_on else "changed" if guild.model else "off"
    blocks = [
        renderer.say(f"model-{state}"),
        renderer.say(
            "model-where",
            site=model.site,
            here=str(model.is_here).lower(),
            name=escaped(model.name, NAME),
        ),
        renderer.say("model-what", limit=ANSWERS_A_DAY),
        *([] if model.is_encrypted or model.is_here else [renderer.say("model-open")]),
    ]
    change = (
        LeaveModel("", renderer.say("button-model-leave"))
        if is_on
        else UseModel(_digest(model.destination), renderer.say("button-model-use"))
    )
    back: discord.ui.Button[Any] = discord.ui.Button(label=renderer.say("button-back"), custom_id=f"{LIST}:0")
    embed = renderer.embed("plain", renderer.say("model-label"), blocks)
    return embed, rows_view([change, back])


def _digest(destination: str) -> str:
    return hashlib.sha256(destination.encode()).hexdigest()[:16]
