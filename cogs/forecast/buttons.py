"""The pages of questions, and what gives forecasts: each press acts for the person who presses.

What others think is in no id: it is read anew at each press, and only as far as the person may know it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

import discord

from bot.delivery.questions import POSTED_QUESTIONS
from bot.errors import UserError
from bot.library.forecasts import QuestionPage
from bot.library.questions import REASON_LENGTH
from bot.model import QuestionState
from bot.ui.components import DynamicButton, DynamicSelect, page_buttons
from bot.ui.context import see_in_context
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forecast_pictures import movement_picture
from bot.ui.forecasting import FORECAST_ITEM, FORECASTS, percent, resolve_button
from bot.ui.forms import Form, open_form
from bot.ui.replies import (
    Interaction,
    guild_id,
    guild_settings,
    may_edit,
    renderer_for_user,
    rows_view,
    send,
    turn,
)
from bot.words import shorten
from cogs.forecast.embeds import page_embed, question_options, questions_embed
from cogs.forecast.records import record_buttons

Page: TypeAlias = tuple[discord.Embed, discord.ui.View, Sequence[discord.File]]

OFFERED = (10, 50, *range(100, 1_000, 100), 950, 990)
"""The probabilities that a select offers, in thousandths."""
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,、。]([0-9])0*)? ?%?")


class QuestionList(
    DynamicButton, template=rf"{FORECASTS}:((?P<state>open|due|resolved):(?P<position>\d{{1,18}}))?"
):
    """Show, privately, a question of the server that is open, due or resolved."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        state = QuestionState(self.match["state"] or QuestionState.OPEN)
        await turn(interaction, *await list_page(interaction, state, int(self.match["position"] or 0)))


class PostedQuestions(DynamicButton, template=POSTED_QUESTIONS):
    """Show, privately, the first question in a state, under a post that told of some."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await QuestionList(f"{self.match['state']}:0").respond(interaction)


class ItemQuestions(DynamicButton, template=rf"{FORECAST_ITEM}:(?P<item>\d{{1,18}})"):
    """Show, privately, the question about a prediction; of several, their list."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        library, guild, renderer = (
            interaction.client.library,
            guild_id(interaction),
            renderer_for_user(interaction),
        )
        questions = await library.questions.of_item(guild, int(self.match["item"]))
        if not questions:
            raise UserError("questions-none")
        if len(questions) == 1:
            embed, view, files = await _question_page(interaction, questions[0].id)
            await send(interaction, embed, view, private=True, files=files)
            return
        select = OpenQuestionSelect(
            "", question_options(questions), renderer.say("forecast-open-placeholder")
        )
        shown = questions_embed(renderer, questions, library.clock())
        await send(interaction, shown, rows_view([select]), private=True)


class OpenQuestionSelect(DynamicSelect, template=r"forecast-open:"):
    """Show one of several questions about a prediction."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await turn(interaction, *await _question_page(interaction, self.number))


class ForecastSelect(DynamicSelect, template=r"forecast:(?P<question>\d{1,18})"):
    """Give the forecast that is chosen, in the place of an earlier one."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        if self.value not in map(str, OFFERED):
            raise UserError("button-stale")
        await _give(interaction, int(self.match["question"]), int(self.value))


class ExactButton(DynamicButton, template=r"forecast-exact:(?P<question>\d{1,18})"):
    """Ask for a forecast that the select doesn't offer."""

    async def respond(self, interaction: Interaction) -> None:
        await open_form(interaction, ExactForm(renderer_for_user(interaction), int(self.match["question"])))


class ExactForm(Form):
    """Give the forecast that was typed, in the place of an earlier one."""

    deferral = Deferral.TURN

    def __init__(self, renderer: Renderer, question_id: int) -> None:
        super().__init__(renderer, "forecast-exact")
        self._question_id = question_id
        self._typed = self.field(
            "forecast-exact-percent", discord.ui.TextInput[ExactForm](custom_id="percent", max_length=20)
        )

    async def respond(self, interaction: Interaction) -> None:
        await _give(interaction, self._question_id, thousandths(self._typed.value))


class ObjectButton(
    DynamicButton, template=r"forecast-object:(?P<question>\d{1,18}):(?P<resolution>\d{1,18})"
):
    """Ask why the proposed result is wrong."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        question_id, resolution_id = int(self.match["question"]), int(self.match["resolution"])
        form = ObjectionForm(renderer_for_user(interaction), question_id, resolution_id)
        await open_form(interaction, form)


class ObjectionForm(Form):
    """Object to a proposed result, which its editor is told."""

    deferral = Deferral.PRIVATE

    def __init__(self, renderer: Renderer, question_id: int, resolution_id: int) -> None:
        super().__init__(renderer, "forecast-objection")
        self._question_id = question_id
        self._resolution_id = resolution_id
        self._reason = self.field(
            "forecast-objection-reason",
            discord.ui.TextInput[ObjectionForm](
                custom_id="reason", style=discord.TextStyle.paragraph, max_length=REASON_LENGTH
            ),
        )

    def typed(self) -> str:
        """Return the reason."""
        return self._reason.value

    async def respond(self, interaction: Interaction) -> None:
        questions, guild = interaction.client.library.questions, guild_id(interaction)
        ids = self._question_id, self._resolution_id
        await questions.object(guild, *ids, interaction.user.id, self._reason.value)
        renderer = renderer_for_user(interaction)
        await send(interaction, renderer.text_embed(renderer.say("forecast-objected")), private=True)


COMPONENTS = (
    QuestionList,
    PostedQuestions,
    ItemQuestions,
    OpenQuestionSelect,
    ForecastSelect,
    ExactButton,
    ObjectButton,
)


def thousandths(typed: str) -> int:
    """Return what somebody typed as percent, from 0.1 to 99.9 with at most one decimal place, in thousandths.

    Raises UserError("forecast-unreadable") for anything else.
    """
    match = _PERCENT.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    probability = 10 * int(match[1]) + int(match[2] or 0) if match else 0
    if not 1 <= probability <= 999:
        raise UserError("forecast-unreadable", text=shorten(typed))
    return probability


async def list_page(interaction: Interaction, state: QuestionState, position: int) -> Page:
    """Return which question is at a position (from 0; the last if there are fewer) among those in a state."""
    guild, forecasts = guild_id(interaction), interaction.client.library.forecasts
    return await _shown(interaction, await forecasts.page(guild, state, position, interaction.user.id))


async def _question_page(interaction: Interaction, question_id: int) -> Page:
    guild, forecasts = guild_id(interaction), interaction.client.library.forecasts
    return await _shown(interaction, await forecasts.show(guild, question_id, interaction.user.id))


async def _give(interaction: Interaction, question_id: int, probability: int) -> None:
    """Store a forecast, and show the question with it."""
    guild, forecasts = guild_id(interaction), interaction.client.library.forecasts
    found = await forecasts.give(guild, question_id, interaction.user.id, probability)
    await turn(interaction, *await _shown(interaction, found))


async def _shown(interaction: Interaction, found: QuestionPage) -> Page:
    """Return a page as its person sees it."""
    client, renderer = interaction.client, renderer_for_user(interaction)
    picture, now = None, client.library.clock()
    if found.asked and found.community and interaction.app_permissions.attach_files:
        theme = (await guild_settings(interaction)).theme
        question = found.asked.question
        picture = await movement_picture(client.painter, renderer, found.community, question, theme, now)
    embed = page_embed(renderer, found, now, pictured=picture is not None)
    editor = may_edit(interaction, await guild_settings(interaction))
    return embed, _view(renderer, found, now, editor=editor), [picture.file()] if picture else []


def _view(renderer: Renderer, found: QuestionPage, now: datetime, *, editor: bool) -> discord.ui.View:
    """Return what can be done with a question, and the way to the others and to how people did."""
    say, asked, state = renderer.say, found.asked, found.state
    selects: list[discord.ui.Item[Any]] = []
    about: list[discord.ui.Item[Any]] = []
    if asked is not None:
        question = asked.question
        if state is QuestionState.OPEN:
            own = found.own[-1].probability if found.own else None
            options = [
                discord.SelectOption(label=percent(renderer, one), value=str(one), default=one == own)
                for one in OFFERED
            ]
            selects.append(ForecastSelect(str(question.id), options, say("forecast-placeholder")))
            about.append(ExactButton(str(question.id), say("button-forecast-exact")))
        proposed = question.proposed(now)
        if proposed and found.own:
            ids = f"{question.id}:{proposed.id}"
            about.append(ObjectButton(ids, say("button-forecast-object")))
        if asked.item is not None:
            about.append(see_in_context(renderer, asked.item.id))
        if editor:
            about.append(resolve_button(renderer, [question.id]))
    turning = page_buttons(
        renderer, QuestionList, f"{state}:", found.position, found.counts[state], arrows=True
    )
    others = [
        QuestionList(f"{one}:0", say(f"button-forecast-{one}", count=found.counts[one]))
        for one in QuestionState
        if one is not state
    ]
    return rows_view(selects, about, [*turning, *record_buttons(renderer)], others)
