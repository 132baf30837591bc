"""The questions about an article's predictions: their pages for editors, and how one is asked and changed.

All messages are private.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

import discord

from bot.errors import UserError
from bot.library.questions import AskedQuestion
from bot.model import Item, ItemKind, PredictionKind, Question, Verdict
from bot.schedule import parse_date
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer, page_count
from bot.ui.forms import open_form
from bot.ui.markdown import clipped
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    guild_language,
    home_language,
    renderer_for_user,
    require_editor,
    rows_view,
    turn,
)
from bot.words import plain
from cogs.article.question_embeds import (
    LIST_SIZE,
    entries,
    entry_state,
    item_embed,
    list_embed,
    meanwhile,
    present_embed,
    removal_embed,
)
from cogs.article.question_forms import QuestionForm
from cogs.article.review import PANEL

QUESTIONS = "questions"
"""The name of the button that opens what there is to ask about in an article."""
OUTCOME, UNDO = "question-outcome", "question-undo"
"""The names of the buttons that say what came of a question, and take that back (cogs.article.resolving)."""

Page: TypeAlias = tuple[discord.Embed, discord.ui.View]


class QuestionsPage(DynamicButton, template=rf"{QUESTIONS}:(?P<article>\d{{1,18}}):(?P<page>\d{{1,7}})"):
    """Turn to a page of what there is to ask about in an article."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        page = await _list_page(interaction, int(self.match["article"]), int(self.match["page"]))
        await turn(interaction, *page)


class QuestionsSelect(DynamicSelect, template=r"questions-choose:"):
    """Open a prediction (its value is `item-…`) or a question (`question-…`)."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        page = item_page if self.value.startswith("item-") else question_page
        await edit_message(interaction, *await page(interaction, self.number))


class PredictionQuestions(DynamicButton, template=r"question-item:(?P<item>\d{1,18})"):
    """Go back to a prediction and the questions about it."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await edit_message(interaction, *await item_page(interaction, int(self.match["item"])))


class QuestionPage(DynamicButton, template=r"question:(?P<question>\d{1,18})"):
    """Go back to a question."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await edit_message(interaction, *await question_page(interaction, int(self.match["question"])))


class AskQuestion(DynamicButton, template=r"question-ask:(?P<item>\d{1,18})"):
    """Ask what to ask about a prediction; the form proposes its due date where there is one to come."""

    deferral = Deferral.PRIVATE
    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild, library = await require_editor(interaction), interaction.client.library
        item_id = int(self.match["item"])
        due = (await library.predictions.facts(guild.id, item_id)).due_on
        text = typed = ""
        if due is not None and due >= library.schedules.today(guild, home_language(interaction)):
            # Everybody in the server will read it.
            public = interaction.client.renderers[guild_language(interaction, guild)]
            text, typed = public.say("question-proposal", due=public.day(due)), due.isoformat()
        then = partial(_ask, item_id, text)
        form = QuestionForm(renderer_for_user(interaction), "question-form-ask", text, typed, then)
        await open_form(interaction, form)


class ChangeQuestion(DynamicButton, template=r"question-change:(?P<question>\d{1,18})"):
    """Ask for another text and due date of a question that nobody gave a forecast on."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        asked = await interaction.client.library.questions.get(guild.id, int(self.match["question"]))
        question, renderer = asked.question, renderer_for_user(interaction)
        text, due = question.text, question.due_on.isoformat()
        form = QuestionForm(renderer, "question-form-change", text, due, partial(_change, question))
        await open_form(interaction, form)


class AskQuestionRemoval(DynamicButton, template=r"question-remove:(?P<question>\d{1,18})"):
    """Ask whether a question is to be removed."""

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        asked = await interaction.client.library.questions.get(guild.id, int(self.match["question"]))
        question = asked.question
        buttons = [
            RemoveQuestion(f"{question.id}:{question.article_id}", renderer.say("button-remove")),
            QuestionPage(str(question.id), renderer.say("button-cancel")),
        ]
        await edit_message(interaction, removal_embed(renderer, question), rows_view(buttons))


class RemoveQuestion(
    DynamicButton, template=r"question-removed:(?P<question>\d{1,18}):(?P<article>\d{1,18})"
):
    """Remove a question that nobody gave a forecast on, and show what else there is in its article."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        question_id = int(self.match["question"])
        try:
            await interaction.client.library.questions.remove(guild.id, question_id)
        except UserError as error:
            if error.key != "question-has-forecasts":
                raise
            await show_question(interaction, question_id, error.key)
            return
        note = renderer.say("question-removed")
        await edit_message(interaction, *await _list_page(interaction, int(self.match["article"]), 0, note))


COMPONENTS = (
    *(QuestionsPage, QuestionsSelect, PredictionQuestions, QuestionPage),
    *(AskQuestion, ChangeQuestion, AskQuestionRemoval, RemoveQuestion),
)


async def item_page(interaction: Interaction, item_id: int) -> Page:
    """Return a prediction and the questions about it. Raises UserError("item-gone")."""
    library, guild, renderer = (
        interaction.client.library,
        guild_id(interaction),
        renderer_for_user(interaction),
    )
    item = await library.reviews.item(guild, item_id)
    article = await library.articles.find(guild, f"#{item.article_id}", renderer.language)
    questions = await library.questions.of_item(guild, item.id)
    embed = item_embed(renderer, article, item, questions, library.clock())
    buttons: list[discord.ui.Item[Any]] = [QuestionsPage(f"{article.id}:0", renderer.say("button-back"))]
    if item.prediction_kind is PredictionKind.OUTLOOK:
        buttons.insert(0, AskQuestion(str(item.id), renderer.say("button-question-ask")))
    options = [option("question", one.id, one.text) for one in questions]
    return embed, rows_view(questions_select(renderer, options), buttons)


async def question_page(interaction: Interaction, question_id: int, note: str = "") -> Page:
    """Return a question with all that an editor can do about it, and what just happened (`note`). Raises
    UserError("question-gone")."""
    library, renderer = interaction.client.library, renderer_for_user(interaction)
    asked = await library.questions.get(guild_id(interaction), question_id)
    now, question = library.clock(), asked.question
    deciding = _deciding_button(renderer, asked, now)
    back: DynamicButton
    if asked.item is not None:
        back = PredictionQuestions(str(asked.item.id), renderer.say("button-back"))
    else:
        back = QuestionsPage(f"{question.article_id}:0", renderer.say("button-back"))
    rows: list[list[discord.ui.Item[Any]]] = [[deciding, back]]
    if not asked.forecasters and not question.standing:
        change = ChangeQuestion(str(question.id), renderer.say("button-question-change"))
        remove = AskQuestionRemoval(str(question.id), renderer.say("button-remove"))
        rows = [[deciding], [change, remove, back]]
    return present_embed(renderer, asked, now, note), rows_view(*rows)


async def show_question(interaction: Interaction, question_id: int, note: str) -> None:
    """Show how a question stands now, and below it what was done, or why it wasn't: the message `note`.

    Raises UserError("question-gone") where it isn't there any more.
    """
    said = renderer_for_user(interaction).say(note)
    await edit_message(interaction, *await question_page(interaction, question_id, said))


async def show_meanwhile(interaction: Interaction, question_id: int) -> None:
    """Tell an editor what another one did meanwhile, and show how the question stands now; raise as
    `show_question`."""
    asked = await interaction.client.library.questions.get(guild_id(interaction), question_id)
    note = meanwhile(renderer_for_user(interaction), asked.question)
    await edit_message(interaction, *await question_page(interaction, question_id, note))


def seen(asked: AskedQuestion) -> int:
    """Return the id of the last resolution that stands, which whoever sees the question now has seen; 0 for
    none."""
    return asked.question.standing[-1].id if asked.question.standing else 0


def option(what: str, number: int, text: str, description: str | None = None) -> discord.SelectOption:
    """Return the option for a prediction ("item") or a question ("question")."""
    return discord.SelectOption(
        label=clipped(plain(text), OPTION_LENGTH), value=f"{what}-{number}", description=description
    )


def questions_select(
    renderer: Renderer, options: list[discord.SelectOption], placeholder: str = "forecast-open-placeholder"
) -> list[QuestionsSelect]:
    """Return the row with the select for these options, as many as it takes; an empty one where there are
    none."""
    return [QuestionsSelect("", options[:MAX_OPTIONS], renderer.say(placeholder))] if options else []


async def _list_page(interaction: Interaction, article_id: int, page: int, note: str = "") -> Page:
    """Return a page (from 0; the last if there are fewer) of what there is to ask about in an article."""
    library, guild, renderer = (
        interaction.client.library,
        guild_id(interaction),
        renderer_for_user(interaction),
    )
    article, found = await library.reviews.of_article(guild, article_id)
    outlooks = [one.item for one in found if one.verdict is not Verdict.REJECTED and _is_outlook(one.item)]
    everything = entries(outlooks, await library.questions.of_article(guild, article_id))
    pages = page_count(len(everything), LIST_SIZE)
    page = min(page, pages - 1)
    options = []
    for number, one in enumerate(everything[page * LIST_SIZE : (page + 1) * LIST_SIZE], 1):
        what, found_one = ("item", one.item) if one.item else ("question", one.questions[0])
        state = entry_state(renderer, one) or None
        options.append(option(what, found_one.id, f"{number}. {found_one.text}", state))
    turning = page_buttons(renderer, QuestionsPage, f"{article.id}:", page, pages)
    back = discord.ui.Button[discord.ui.View](
        label=renderer.say("button-back"), custom_id=f"{PANEL}:{article.id}"
    )
    embed = list_embed(renderer, article, everything, page, note)
    select = questions_select(renderer, options, "questions-placeholder")
    return embed, rows_view(select, [*turning, back])


def _deciding_button(
    renderer: Renderer, asked: AskedQuestion, now: datetime
) -> discord.ui.Button[discord.ui.View]:
    """Return the button that says what came of a question or, as long as that can be objected to, takes it
    back."""
    question, proposed = asked.question, asked.question.proposed(now)
    if proposed:
        label, custom_id = "button-question-undo", f"{UNDO}:{question.id}:{proposed.id}"
    else:
        label = "button-question-anew" if question.standing else "button-question-resolve"
        custom_id = f"{OUTCOME}:{question.id}:{seen(asked)}"
    style = discord.ButtonStyle.secondary if question.standing else discord.ButtonStyle.primary
    return discord.ui.Button(label=renderer.say(label), custom_id=custom_id, style=style)


def _is_outlook(item: Item) -> bool:
    return item.kind is ItemKind.PREDICTION and item.prediction_kind is PredictionKind.OUTLOOK


async def _ask(item_id: int, proposal: str, interaction: Interaction, text: str, due: str) -> None:
    """Ask a question about a prediction, and show it."""
    guild, library, home = (
        await require_editor(interaction),
        interaction.client.library,
        home_language(interaction),
    )
    if text.strip() == proposal.strip():
        raise UserError("question-unfinished")
    due_on = parse_date(due, library.schedules.today(guild, home))
    question = await library.questions.ask(guild, home, item_id, text, due_on, interaction.user.id)
    await show_question(interaction, question.id, "question-asked")


async def _change(before: Question, interaction: Interaction, text: str, due: str) -> None:
    """Change a question unless it is another than the editor saw (`before`), and show it."""
    guild, library = await require_editor(interaction), interaction.client.library
    due_on = parse_date(due, library.schedules.today(guild, home_language(interaction)))
    try:
        await library.questions.change(guild.id, before.id, text, due_on, before)
    except UserError as error:
        if error.key == "question-has-forecasts":
            await show_question(interaction, before.id, error.key)
        elif error.key == "question-changed":
            await show_meanwhile(interaction, before.id)
        else:
            raise
        return
    await show_question(interaction, before.id, "question-changed-now")
