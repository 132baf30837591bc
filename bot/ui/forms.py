"""Forms (Discord's modals): what they ask for, and what happens when they are sent."""

from __future__ import annotations

from typing import Any, TypeVar

import discord

from bot.errors import UserError
from bot.ui.deferral import Deferral, settle, watch
from bot.ui.embeds import Renderer
from bot.ui.errors import report_error
from bot.ui.replies import Interaction, slow_down

FORM_SECONDS = 3_600.0
"""How long an open form is waited for: Discord doesn't say when one is closed."""

F = TypeVar("F", bound=discord.ui.Item[Any])


class Form(discord.ui.Modal):
    """A form whose title is the message `title`; a subclass adds its fields and says what sending it does.

    `deferral` is what Discord is told where the answer to a form that was sent takes long.
    """

    deferral = Deferral.EDIT

    def __init__(self, renderer: Renderer, title: str) -> None:
        super().__init__(title=renderer.say(title), timeout=FORM_SECONDS)
        self._renderer = renderer

    def field(self, key: str, field: F) -> F:
        """Add a field, labeled with the message `key` and its attribute `.description`, and return it."""
        text, description = self._renderer.say(key), self._renderer.say(f"{key}.description")
        self.add_item(discord.ui.Label(text=text, description=description, component=field))
        return field

    def typed(self) -> str:
        """Return what is given back where the form can't be dealt with, or "" where little is lost."""
        return ""

    async def respond(self, interaction: Interaction) -> None:
        """Do what the docstring of the class says; what this raises is reported privately."""
        raise NotImplementedError

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Deal with the form, unless the person sends too many."""
        if watch(interaction, self.deferral):
            slow_down(interaction)
            await self.respond(interaction)

    async def on_error(self, interaction: Interaction, error: Exception) -> None:  # type: ignore[override]
        """Report what went wrong, and give back what was typed."""
        await report_error(interaction, error, self.typed())


async def open_form(interaction: Interaction, form: Form) -> None:
    """Answer with a form. Raises UserError("form-late") where the interaction had to be deferred: Discord
    opens a form at once or not at all."""
    if (await settle(interaction)).is_done:
        raise UserError("form-late")
    await interaction.response.send_modal(form)
