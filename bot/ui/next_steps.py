"""The step that a message names, as a button below it."""

from __future__ import annotations

import discord

from bot.ui.embeds import Renderer

RUN = "run"
"""Begins the id of a button that runs a command (bot.ui.shortcuts)."""
START = "start"
"""The step that is no command, and the name of its button: the guided start (cogs.daily.start)."""
ADD = "article add"
REVIEW = "article review"
EDITORS = {ADD, REVIEW, START}
"""Steps for editors alone. Errors that only editors meet may name others of theirs."""

STEPS = {
    "library-empty": (ADD,),
    "article-unknown": ("article list",),
    "article-gone": ("article list",),
    "removed-none": ("article list",),
    "quotes-none": ("summary", ADD),
    "quotes-none-in-article": ("quote", "summary"),
    "quotes-none-about": ("quote", "article list"),
    "quotes-no-other": ("summary", ADD),
    "quotes-no-other.about": ("quote",),
    "quotes-no-other.article": ("quote",),
    "predictions-none": ("quote", "summary", ADD),
    "predictions-none-in-article": ("prediction", "summary", "quote"),
    "summary-none": ("quote", "prediction"),
    "search-none": ("article list", ADD),
    "unreviewed": (REVIEW,),
    "review-nothing": ("article list",),
    "item-gone": (REVIEW,),
    "article-nothing": (ADD,),
    "article-no-sentences": (ADD,),
    "article-too-long": (ADD,),
    "link-invalid": (ADD,),
    "refresh-gone": (ADD,),
    "export-unvoted": (START,),
    "export-unlicensed": ("article list",),
    "export-too-few": (START,),
    "schedules-none": (START,),
    "schedules-removed-none": ("daily list",),
    "schedules-full": ("daily list",),
    "schedule-which": ("daily list",),
    "schedule-unknown": ("daily list",),
    "schedule-gone": ("daily list",),
}
"""What to press after an error, by its key."""
UNREAD = ("fetch-", "page-", "reading-", "file-")
"""How the keys of errors begin after which an article can be given in another way."""


def named(step: str) -> str:
    """The message that names a step on its button."""
    return f"step-{step.replace(' ', '-')}"


def steps(key: str, *, editor: bool) -> list[str]:
    """What somebody can press after the error `key`."""
    after = (ADD,) if key.startswith(UNREAD) else STEPS.get(key, ())
    return [step for step in after if editor or step not in EDITORS]


def step_button(renderer: Renderer, step: str) -> discord.ui.Button[discord.ui.View]:
    """The button for a step: its id says what it does, so the cog that owns it handles the press."""
    number = f"{START}:" if step == START else f"{RUN}:{step}"
    return discord.ui.Button(label=renderer.say(named(step)), custom_id=number)


def step_buttons(renderer: Renderer, after: list[str]) -> discord.ui.View:
    """A button for each step. Pressed they are what their ids say, so nobody keeps this view."""
    shown = discord.ui.View(timeout=None)
    for step in after:
        shown.add_item(step_button(renderer, step))
    shown.stop()
    return shown
