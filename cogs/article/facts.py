"""The form of the review desk for who made a prediction, when, and by when it is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import discord

from bot.errors import UserError
from bot.library.ingest import typed_date
from bot.library.predictions import PredictionFacts
from bot.library.speakers import NAME_LENGTH
from bot.model import EditedDate
from bot.schedule import parse_date
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forms import Form, open_form
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, edit_message, home_language, renderer_for_user, require_editor
from cogs.article.question_forms import DATE_LENGTH
from cogs.article.review import FACTS, review_page


class EditFacts(DynamicButton, template=FACTS + r":(?P<item>\d{1,18})"):
    """Ask who made a prediction, when, and until which date it can come true."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild, item_id = await require_editor(interaction), int(self.match["item"])
        known = await interaction.client.library.predictions.facts(guild.id, item_id)
        await open_form(interaction, FactsForm(renderer_for_user(interaction), item_id, known))


class FactsForm(Form):
    """Store what was changed of who made a prediction, when, and its due date, which approves it."""

    def __init__(self, renderer: Renderer, item_id: int, known: PredictionFacts) -> None:
        super().__init__(renderer, "review-facts-form")
        self._item_id, self._known = item_id, known
        name = clipped(known.speaker or "", NAME_LENGTH)
        self._name = self._optional("review-facts-speaker", "name", name, NAME_LENGTH)
        self._said = self._optional("review-facts-said-on", "said", _iso(known.said_on), DATE_LENGTH)
        self._due = self._optional("review-facts-due-on", "due", _iso(known.due_on), DATE_LENGTH)

    def _optional(self, key: str, name: str, now: str, longest: int) -> discord.ui.TextInput[FactsForm]:
        field = discord.ui.TextInput[FactsForm](
            custom_id=name, default=now or None, required=False, max_length=longest
        )
        return self.field(key, field)

    async def respond(self, interaction: Interaction) -> None:
        guild, library = await require_editor(interaction), interaction.client.library
        known, name = self._known, self._name.value.strip()
        today = library.schedules.today(guild, home_language(interaction))
        item = await library.reviews.set_facts(
            guild.id,
            self._item_id,
            speaker=None if name == clipped(known.speaker or "", NAME_LENGTH) else name,
            said_on=_changed(self._said.value, known.said_on, typed_date),
            due_on=_changed(self._due.value, known.due_on, partial(parse_date, today=today)),
        )
        await edit_message(interaction, *await review_page(interaction, item.article_id, item.id))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _changed(typed: str, before: date | None, read: Callable[[str], date]) -> EditedDate:
    """Return the date that was typed, as `read` reads it, "" for none; None where it is the one that was
    there before."""
    if typed.strip() == _iso(before):
        return None
    try:
        return read(typed) if typed.strip() else ""
    except UserError as error:
        raise UserError("review-date-unreadable", **error.variables) from error
