"""The pages of what somebody saved, and the buttons on them: each acts for the person who presses it."""

from __future__ import annotations

import discord

from bot.delivery.reminder import REMIND
from bot.library.saved import SavedPage
from bot.model import OUTSIDE, ItemKind
from bot.ui.budget import first_fitting
from bot.ui.cards import card_button
from bot.ui.components import OPTION_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.context import see_in_context
from bot.ui.deferral import Deferral
from bot.ui.embeds import PAGE_SIZE, Renderer, page_count
from bot.ui.markdown import clipped
from bot.ui.replies import (
    Interaction,
    language_for_locale,
    renderer_for_user,
    rows_view,
    turn,
)
from bot.ui.saving import ROOM, SAVED, saved_blocks, saved_embed, saved_kind
from bot.ui.scope import scope


class SavedList(DynamicButton, template=rf"{SAVED}:(?P<page>\d{{1,18}})"):
    """Show a page of what the person saved."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await turn(interaction, *await saved_page(interaction, int(self.match["page"])))


class OpenSavedSelect(DynamicSelect, template=r"saved-open:(?P<page>\d{1,18})"):
    """Show one item that the person saved, with buttons for it."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        """Look it up now: it may have been refreshed or removed."""
        renderer, page, person = renderer_for_user(interaction), self.match["page"], interaction.user.id
        saved, guild = interaction.client.library.saved, scope(interaction)
        found = await saved.found(guild, int(self.value), person)
        item = found.item
        shown = rows_view(
            [
                see_in_context(renderer, item.id),
                *([card_button(renderer, item.id)] if item.kind is ItemKind.QUOTE else []),
            ],
            [
                Unsave(f"{item.id}:{page}", renderer.say("button-unsave")),
                SavedList(page, renderer.say("button-back")),
            ],
        )
        await turn(interaction, saved_embed(renderer, found), shown)


class Unsave(DynamicButton, template=r"unsave:(?P<item>\d{1,18}):(?P<page>\d{1,18})"):
    """Delete that the person saved an item, and show the list."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        library = interaction.client.library
        await library.saved.remove(int(self.match["item"]), interaction.user.id)
        await turn(interaction, *await saved_page(interaction, int(self.match["page"])))


class Remind(DynamicButton, template=rf"{REMIND}:(?P<wish>on|off)"):
    """Begin or stop to remind the person by direct message."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        """Store it, with the person's id only as long as they want that, and show the list."""
        reminders, person = interaction.client.library.reminders, interaction.user.id
        if self.match["wish"] == "on":
            await reminders.start(person, language_for_locale(interaction.locale))
        else:
            await reminders.stop(person)
        await turn(interaction, *await saved_page(interaction, 0))


COMPONENTS = (SavedList, OpenSavedSelect, Unsave, Remind)


async def saved_page(interaction: Interaction, page: int) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page (from 0) of what the person saved, as far as they may see it where they ask."""
    renderer, guild = renderer_for_user(interaction), scope(interaction)
    found = await interaction.client.library.saved.page(guild, interaction.user.id, page, PAGE_SIZE)
    return list_embed(renderer, found, outside=guild == OUTSIDE), _list_view(renderer, found)


def list_embed(renderer: Renderer, found: SavedPage, *, outside: bool) -> discord.Embed:
    """Return a page of what somebody saved, and what of it isn't shown there; `outside` of servers."""
    return first_fitting(_list_embed(renderer, found, *room, outside=outside) for room in ROOM)


def _list_embed(
    renderer: Renderer, found: SavedPage, longest: int, address: int, *, outside: bool
) -> discord.Embed:
    say = renderer.say
    blocks = saved_blocks(renderer, found.items, longest, address, found.page * PAGE_SIZE + 1)
    if not found.count:
        blocks.append(say("saved-none"))
    notes = [
        say(key, count=count, outside=str(outside).lower())
        for key, count in (("saved-elsewhere", found.elsewhere), ("saved-hidden", found.hidden))
        if count
    ]
    wanted = found.reminder is not None and found.reminder.user_id is not None
    notes.append(say("reminders-on" if wanted else "reminders-off"))
    blocks.append("\n".join(f"-# {note}" for note in notes))
    label = say("saved-label", count=found.count)
    return renderer.embed("plain", renderer.numbered(label, found.page, page_count(found.count)), blocks)


def _list_view(renderer: Renderer, found: SavedPage) -> discord.ui.View:
    say = renderer.say
    options = [
        discord.SelectOption(
            label=clipped(
                say("saved-option", number=str(number), kind=saved_kind(renderer, one), text=one.item.text),
                OPTION_LENGTH,
            ),
            value=str(one.item.id),
        )
        for number, one in enumerate(found.items, found.page * PAGE_SIZE + 1)
    ]
    selects = [OpenSavedSelect(str(found.page), options, say("saved-placeholder"))] if options else []
    wanted = found.reminder is not None and found.reminder.user_id is not None
    wish = "off" if wanted else "on"
    buttons = [
        *page_buttons(renderer, SavedList, "", found.page, page_count(found.count)),
        Remind(wish, say(f"button-remind-{wish}")),
    ]
    return rows_view(selects, buttons)
