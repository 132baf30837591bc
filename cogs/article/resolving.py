"""What came of a question, as editors say it: in two steps, taken back, or said anew. All private."""

from __future__ import annotations

from functools import partial

import discord

from bot.errors import UserError
from bot.library.questions import AskedQuestion
from bot.model import Outcome
from bot.ui.components import DynamicButton, named
from bot.ui.deferral import Deferral
from bot.ui.evidence import typed_evidence
from bot.ui.forecasting import RESOLVE
from bot.ui.forms import open_form
from bot.ui.replies import Interaction, edit_message, renderer_for_user, require_editor, rows_view, send
from cogs.article.question_embeds import confirmation_embed, to_resolve_embed
from cogs.article.question_forms import ResolutionForm
from cogs.article.questions import (
    OUTCOME,
    UNDO,
    QuestionPage,
    option,
    question_page,
    questions_select,
    seen,
    show_meanwhile,
    show_question,
)

_QUESTION = r"(?P<question>\d{1,18})"
_SEEN = rf"{_QUESTION}:(?P<seen>\d{{1,18}})"
"""A question, and the last of its resolutions that stood when somebody looked; 0 for none."""


class QuestionsToResolve(DynamicButton, template=rf"{RESOLVE}:(?P<questions>\d{{1,18}}(?:,\d{{1,18}})*)"):
    """Show an editor the questions that a post asks about, privately."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild, library = await require_editor(interaction), interaction.client.library
        ids = [int(one) for one in self.match["questions"].split(",")]
        if len(ids) == 1:
            await send(interaction, *await question_page(interaction, ids[0]), private=True)
            return
        there = [one for one in [await _there(interaction, guild.id, number) for number in ids] if one]
        if not there:
            raise UserError("question-gone")
        renderer, questions = renderer_for_user(interaction), [one.question for one in there]
        options = [option("question", one.id, one.text) for one in questions]
        embed = to_resolve_embed(renderer, questions, library.clock())
        await send(interaction, embed, rows_view(questions_select(renderer, options)), private=True)


class ResolveQuestion(DynamicButton, template=rf"{OUTCOME}:{_SEEN}"):
    """Ask what came of a question and how that is known, unless another editor said it meanwhile."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        asked = await interaction.client.library.questions.get(guild.id, int(self.match["question"]))
        if seen(asked) != int(self.match["seen"]):
            await show_meanwhile(interaction, asked.question.id)
            return
        then = partial(_confirm, asked.question.id, seen(asked))
        await open_form(interaction, ResolutionForm(renderer_for_user(interaction), then))


class ConfirmResolution(
    DynamicButton, template=rf"question-confirm:{_SEEN}:(?P<outcome>[a-z]{{1,9}}):(?P<held>\d{{1,20}})"
):
    """Store what came of a question; the evidence is held in memory (`bot.ui.held`) since it was typed."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild, questions = await require_editor(interaction), interaction.client.library.questions
        question_id, last, user = int(self.match["question"]), int(self.match["seen"]), interaction.user.id
        outcome = named(Outcome, self.match["outcome"])
        evidence = _held(interaction, int(self.match["held"]))
        asked = await questions.get(guild.id, question_id)
        try:
            if seen(asked) != last:
                raise UserError("question-changed")
            newest = asked.question.resolutions[-1].id if asked.question.resolutions else 0
            await questions.resolve(guild.id, question_id, newest, outcome, evidence, user)
        except UserError as error:
            if error.key != "question-changed":
                raise
            asked = await questions.get(guild.id, question_id)
            if not _said(asked, outcome, evidence, user):  # otherwise it was pressed twice
                await show_meanwhile(interaction, question_id)
                return
        await show_question(interaction, question_id, "question-resolved")


class UndoResolution(DynamicButton, template=rf"{UNDO}:{_QUESTION}:(?P<resolution>\d{{1,18}})"):
    """Take a resolution back that doesn't count yet."""

    async def respond(self, interaction: Interaction) -> None:
        guild, library = await require_editor(interaction), interaction.client.library
        question_id, resolution_id = int(self.match["question"]), int(self.match["resolution"])
        try:
            question = await library.questions.undo(guild.id, question_id, resolution_id)
        except UserError as error:
            if error.key != "undo-late":
                raise
            await show_question(interaction, question_id, error.key)
            return
        if question.standing and question.standing[-1].id > resolution_id:  # it was undone, and said anew
            await show_meanwhile(interaction, question_id)
        else:
            await show_question(interaction, question_id, "question-undone")


COMPONENTS = (QuestionsToResolve, ResolveQuestion, ConfirmResolution, UndoResolution)


async def _confirm(
    question_id: int, last: int, interaction: Interaction, outcome: Outcome, evidence: str
) -> None:
    """Show an editor what they are about to say of a question, unless another one said it meanwhile."""
    guild, library = await require_editor(interaction), interaction.client.library
    renderer = renderer_for_user(interaction)
    asked = await library.questions.get(guild.id, question_id)
    if seen(asked) != last:
        await show_meanwhile(interaction, question_id)
        return
    evidence = typed_evidence(evidence)
    if not evidence:
        raise UserError("evidence-missing")
    interaction.client.held.put(interaction.id, interaction.user.id, evidence)
    state = f"{question_id}:{last}:{outcome}:{interaction.id}"
    buttons = [
        ConfirmResolution(state, renderer.say("button-question-confirm")),
        QuestionPage(str(question_id), renderer.say("button-cancel")),
    ]
    embed = confirmation_embed(renderer, asked, outcome, evidence, library.clock())
    await edit_message(interaction, embed, rows_view(buttons))


def _held(interaction: Interaction, key: int) -> str:
    """Return the evidence that an editor typed. Raises UserError("evidence-gone") after a while."""
    try:
        evidence = interaction.client.held.get(key, interaction.user.id)
    except UserError:
        evidence = None
    if not isinstance(evidence, str):
        raise UserError("evidence-gone")
    return evidence


def _said(asked: AskedQuestion, outcome: Outcome, evidence: str, user_id: int) -> bool:
    """Return whether somebody said just this last: they pressed twice."""
    last = asked.question.standing[-1:]
    return [(one.outcome, one.evidence, one.made_by) for one in last] == [(outcome, evidence, user_id)]


async def _there(interaction: Interaction, guild_id: int, question_id: int) -> AskedQuestion | None:
    try:
        return await interaction.client.library.questions.get(guild_id, question_id)
    except UserError as error:
        if error.key != "question-gone":
            raise
        return None
