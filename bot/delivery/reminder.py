"""The direct message that reminds somebody of what they saved."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery import diagnosis
from bot.library.reminders import items_of
from bot.library.visibility import ItemWithArticle
from bot.model import OUTSIDE, Letter
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer
from bot.ui.replies import KotonohaBot, persistent_view
from bot.ui.saving import ROOM, SAVED, saved_blocks

REMIND = "saved-remind"
"""Begins the ids of the buttons that begin and end it (cogs.saved)."""


async def reminder_message(
    bot: KotonohaBot, letter: Letter
) -> tuple[discord.Embed | None, discord.ui.View | None]:
    """Return what a letter that reminds somebody says, and its buttons; None where they don't want to be
    reminded any more, or nothing of it is left that they may see.

    What one server alone can see is left out for whoever isn't there any more. Raises what Discord does.
    """
    person = letter.first.person
    wish = await bot.library.reminders.of(person)
    if wish is None or wish.user_id is None:
        return None, None
    found = await _visible(bot, items_of(letter), person)
    if not found:
        return None, None
    renderer = Renderer(bot.texts, wish.language)
    return reminder_embed(renderer, found), persistent_view(
        discord.ui.Button(label=renderer.say("step-saved"), custom_id=f"{SAVED}:0"),
        discord.ui.Button(label=renderer.say("button-remind-off"), custom_id=f"{REMIND}:off"),
    )


def reminder_embed(renderer: Renderer, found: Sequence[ItemWithArticle]) -> discord.Embed:
    """Return what somebody saved, and why they get it."""
    label, hint = renderer.say("reminder-label"), "-# " + renderer.say("reminder-hint")
    return first_fitting(
        renderer.embed("plain", label, [*saved_blocks(renderer, found, *room), hint]) for room in ROOM
    )


async def _visible(bot: KotonohaBot, items: list[int], person: int) -> list[ItemWithArticle]:
    """Return those of these items that the person may see: everywhere, or in a server where they still
    are."""
    saved = bot.library.saved
    found = {one.item.id: one for one in await saved.shown(OUTSIDE, items, person)}
    for guild_id in await saved.guilds(items, person):
        if await diagnosis.shared_guild(bot, guild_id, person):
            found |= {one.item.id: one for one in await saved.shown(guild_id, items, person)}
    return [found[item] for item in items if item in found]
