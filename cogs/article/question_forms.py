"""The forms of questions: what is asked by when, and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord

from bot.library.questions import EVIDENCE_LENGTH, TEXT_LENGTH
from bot.model import Outcome
from bot.ui.components import named
from bot.ui.embeds import Renderer
from bot.ui.forms import Form
from bot.ui.replies import Interaction

DATE_LENGTH = 40
"""Characters of a date, the day of the week and all."""

Asked: TypeAlias = Callable[[Interaction, str, str], Awaitable[None]]
"""Takes the text of a question and its due date as they were typed."""
Resolved: TypeAlias = Callable[[Interaction, Outcome, str], Awaitable[None]]
"""Takes an outcome and the evidence as it was typed."""


class QuestionForm(Form):
    """Hand on what is asked, and by when it has to come true; both are there to be changed."""

    def __init__(self, renderer: Renderer, title: str, text: str, due: str, then: Asked) -> None:
        super().__init__(renderer, title)
        self._then = then
        self._text = self.field(
            "question-form-text",
            discord.ui.TextInput[Any](
                custom_id="text",
                style=discord.TextStyle.paragraph,
                default=text or None,
                max_length=TEXT_LENGTH,
            ),
        )
        self._due = self.field(
            "question-form-due",
            discord.ui.TextInput[Any](custom_id="due", default=due or None, max_length=DATE_LENGTH),
        )

    def typed(self) -> str:
        """Return the question."""
        return self._text.value

    async def respond(self, interaction: Interaction) -> None:
        await self._then(interaction, self._text.value, self._due.value)


class ResolutionForm(Form):
    """Hand on what came of a question and the evidence for it."""

    def __init__(self, renderer: Renderer, then: Resolved) -> None:
        super().__init__(renderer, "question-form-resolve")
        self._then = then
        options = [
            discord.SelectOption(
                label=renderer.say(f"outcome-{outcome}"),
                value=outcome.value,
                description=renderer.say(f"question-outcome-{outcome}"),
            )
            for outcome in Outcome
        ]
        self._outcome = self.field(
            "question-form-outcome", discord.ui.Select[Any](custom_id="outcome", options=options)
        )
        self._evidence = self.field(
            "question-form-evidence",
            discord.ui.TextInput[Any](
                custom_id="evidence", style=discord.TextStyle.paragraph, max_length=EVIDENCE_LENGTH
            ),
        )

    def typed(self) -> str:
        """Return the evidence."""
        return self._evidence.value

    async def respond(self, interaction: Interaction) -> None:
        await self._then(interaction, named(Outcome, self._outcome.values[0]), self._evidence.value)
