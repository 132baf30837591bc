"""Buttons for what to do next: their ids name a command, so nobody imports the cog that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.ui.embeds import Renderer
from bot.ui.replies import persistent_view

RUN = "run"
"""Begins the id of a button that runs a command: `run:daily manage` (cogs.shared)."""
START = "start"
"""The one step that is no command, and the name of its button: the guided start (cogs.daily.start)."""
SEARCH_IN = "search-in"
"""Begins the id of a button that asks for words to search an article for (cogs.search)."""
ADD = "article add"
MANAGE_ARTICLES = "article manage"
MANAGE_SCHEDULES = "daily manage"
EDITORS = {ADD, MANAGE_ARTICLES, START}
"""Steps for editors alone. Errors that only editors meet may name other steps of theirs."""

MOVED = {
    "article list": "articles",
    "article show": "articles",
    "article review": MANAGE_ARTICLES,
    "article rights": MANAGE_ARTICLES,
    "article remove": MANAGE_ARTICLES,
    "article restore": MANAGE_ARTICLES,
    "daily list": MANAGE_SCHEDULES,
    "daily preview": MANAGE_SCHEDULES,
    "export": "insights",
}
"""Commands that earlier versions had, and that buttons below their messages still name: what has them now."""

STEPS = {
    "library-empty": (ADD,),
    "button-stale": ("help",),
    "article-unknown": ("articles",),
    "article-gone": ("articles",),
    "quotes-none": ("summary", ADD),
    "quotes-none-in-article": ("quote", "summary"),
    "quotes-none-about": ("quote", "articles"),
    "quote-withdrawn": ("quote",),
    "quotes-no-other": ("summary", ADD),
    "quotes-no-other.about": ("quote",),
    "quotes-no-other.article": ("quote",),
    "predictions-none": ("quote", "summary", ADD),
    "predictions-none-in-article": ("prediction", "summary", "quote"),
    "summary-none": ("quote", "prediction"),
    "search-none": ("articles", ADD),
    "saved-full": ("saved",),
    "saved-gone": ("saved",),
    "saved-withdrawn": ("saved",),
    "forecast-closed": ("forecast",),
    "forecast-changes": ("forecast",),
    "question-gone": ("forecast",),
    "questions-none": ("forecast",),
    "question-not-outlook": (MANAGE_ARTICLES,),
    "questions-full": (MANAGE_ARTICLES,),
    "unreviewed": (MANAGE_ARTICLES,),
    "item-gone": (MANAGE_ARTICLES,),
    "sentence-gone": (MANAGE_ARTICLES,),
    "suggestion-known": ("read", "articles"),
    "suggestion-feed": (ADD,),
    "suggestion-gone": (MANAGE_ARTICLES,),
    "suggestion-outdated": (ADD,),
    "article-nothing": (ADD,),
    "article-no-sentences": (ADD,),
    "article-too-long": (ADD,),
    "link-invalid": (ADD,),
    "message-linkless": (ADD,),
    "queue-full": (ADD,),
    "feed-known": (MANAGE_ARTICLES,),
    "feed-limit": (MANAGE_ARTICLES,),
    "feed-gone": (MANAGE_ARTICLES,),
    "feed-entry-gone": (MANAGE_ARTICLES,),
    "queue-consent": (MANAGE_ARTICLES,),
    "quota-articles": (MANAGE_ARTICLES,),
    "quota-bytes": (MANAGE_ARTICLES,),
    "refresh-gone": (ADD,),
    "export-unvoted": (START,),
    "export-unlicensed": (MANAGE_ARTICLES,),
    "export-too-few": (START,),
    "export-too-large": (MANAGE_ARTICLES,),
    "schedules-none": (START,),
    "schedules-full": (MANAGE_SCHEDULES,),
    "schedule-gone": (MANAGE_SCHEDULES,),
    "posted-today": (MANAGE_SCHEDULES,),
    "pause-endless": (MANAGE_SCHEDULES,),
    "pause-far": (MANAGE_SCHEDULES,),
}
"""The steps to offer after an error, by its key."""
UNREAD = ("fetch-", "page-", "reading-", "file-", "book-", "pdf-")
"""How the keys of errors begin after which the article can be added in another way."""


def step_key(step: str) -> str:
    """Return the key of the message that names a step on its button."""
    return f"step-{step.replace(' ', '-')}"


def next_steps(key: str, *, editor: bool) -> list[str]:
    """Return the steps that a person can take after the error `key`."""
    steps = (ADD,) if key.startswith(UNREAD) else STEPS.get(key, ())
    return [step for step in steps if editor or step not in EDITORS]


def step_button(renderer: Renderer, step: str, option: str = "") -> discord.ui.Button[discord.ui.View]:
    """Return the button for a step: a command, perhaps with one `option` (`article=#5`), or START."""
    custom_id = f"{START}:" if step == START else f"{RUN}:{step}"
    if option:
        custom_id += f":{option}"
    return discord.ui.Button(label=renderer.say(step_key(step)), custom_id=custom_id)


def step_view(renderer: Renderer, steps: Iterable[str]) -> discord.ui.View:
    """Return a button for each step."""
    return persistent_view(*(step_button(renderer, step) for step in steps))
