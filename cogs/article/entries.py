"""The pages of /article manage for what is new in feeds: entries that wait to become articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.errors import UserError
from bot.library.article_writer import is_link
from bot.library.feeds import CHANGED
from bot.library.guilds import KEEP_ENTRIES
from bot.model import Metadata
from bot.model.feeds import WaitingEntry
from bot.ui.budget import NAME, TITLE
from bot.ui.components import OPTION_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped, escaped
from bot.ui.replies import Interaction, guild_id, renderer_for_user, require_editor, rows_view, turn
from cogs.article.adding import add_article
from cogs.article.feeds import ENTRIES, FeedsPage, Page, here_of


class EntriesPage(DynamicButton, template=ENTRIES + r":(?P<page>\d{1,18})"):
    """Turn to a page of the entries that wait."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await turn(interaction, *await entries_page(interaction, int(self.match["page"])))


class EntrySelect(DynamicSelect, template=r"feed-entry:"):
    """Open an entry that waits."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        entry = await _waiting(interaction, guild.id, int(self.value))
        await turn(interaction, *entry_panel(renderer, entry))


class AddEntry(DynamicButton, template=r"feed-add:(?P<entry>\d{1,18})"):
    """Add the article of an entry, as if its address had been typed."""

    deferral = Deferral.PRIVATE
    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        entry = await _waiting(interaction, guild.id, int(self.match["entry"]))
        if await add_article(interaction, Metadata(url=entry.url), None, of_feed=True):
            try:
                await interaction.client.library.feeds.settle(guild.id, entry.id)
            except UserError as error:  # somebody was faster, and the person was told of the article
                if error.key != "feed-entry-gone":
                    raise


class DeclineEntry(DynamicButton, template=r"feed-decline:(?P<entry>\d{1,18})"):
    """Decline an entry, and show the others."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        await interaction.client.library.feeds.settle(guild.id, int(self.match["entry"]))
        await turn(interaction, *await entries_page(interaction, 0, renderer.say("feed-declined")))


class AddEntries(DynamicButton, template=r"feed-add-all:(?P<first>\d{1,18})-(?P<last>\d{1,18})"):
    """Have the entries that are shown added one after the other."""

    deferral = Deferral.TURN
    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        await interaction.client.library.feeds.admit(
            guild.id, int(self.match["first"]), int(self.match["last"])
        )
        await turn(interaction, *await entries_page(interaction, 0, renderer.say("feed-adding")))


COMPONENTS = (EntriesPage, EntrySelect, AddEntry, DeclineEntry, AddEntries)


def entry_panel(renderer: Renderer, entry: WaitingEntry) -> Page:
    """Return an entry with what can become of it."""
    say, found = renderer.say, discord.utils.format_dt(entry.found_at, "R")
    blocks = [escaped(entry.url, NAME), say("feed-entry-found", found=found)]
    if entry.problem == CHANGED:
        blocks.append(say(CHANGED))
    elif entry.problem:
        blocks.append(say("feed-entry-problem", why=say("feed-why", reason=entry.problem)))
    buttons = [
        AddEntry(str(entry.id), say("button-feed-add")),
        DeclineEntry(str(entry.id), say("button-feed-decline")),
        EntriesPage("0", say("button-back")),
    ]
    embed = renderer.embed("article", say("feed-entry-label"), blocks)
    embed.title, embed.url = _entry_title(renderer, entry), entry.url if is_link(entry.url) else None
    return embed, rows_view(buttons)


async def entries_page(interaction: Interaction, page: int, note: str = "") -> Page:
    """Return a page (from 0; the last if there are fewer) of the entries that wait, the newest first, and
    what just happened (`note`)."""
    entries = await interaction.client.library.feeds.waiting(guild_id(interaction))
    return entry_list(renderer_for_user(interaction), entries, page, note)


def entry_list(renderer: Renderer, entries: Sequence[WaitingEntry], page: int, note: str = "") -> Page:
    """Return a page of some entries."""
    say, (page, count, here) = renderer.say, here_of(entries, page)
    lines = [
        say(
            "feed-entries-line",
            title=_entry_title(renderer, one),
            found=discord.utils.format_dt(one.found_at, "R"),
            state="failed" if one.problem else "coming" if one.is_coming else "waits",
            why=say("feed-why", reason=one.problem or ""),
        )
        for one in here
    ]
    hint = say("feed-entries-hint", days=KEEP_ENTRIES.days) if entries else ""
    blocks = [note, "\n".join(lines) or say("feed-entries-none"), hint]
    label = renderer.numbered(say("feed-entries-label", count=len(entries)), page, count)
    rows: list[list[discord.ui.Item[Any]]] = [
        [],
        [*page_buttons(renderer, EntriesPage, "", page, count)],
        [FeedsPage("0", say("button-back"))],
    ]
    if entries:
        options = [
            discord.SelectOption(
                label=clipped(one.title or say("feed-entry-untitled"), OPTION_LENGTH), value=str(one.id)
            )
            for one in here
        ]
        rows[0].append(EntrySelect("", options, say("feed-entries-placeholder")))
    untried = [one.id for one in here if one.problem is None and not one.is_coming]
    if len(untried) > 1:
        state = f"{min(untried)}-{max(untried)}"
        rows[2].insert(0, AddEntries(state, say("button-feed-add-all", count=len(untried))))
    return renderer.embed("article", label, blocks), rows_view(*rows)


def _entry_title(renderer: Renderer, entry: WaitingEntry) -> str:
    return escaped(entry.title, TITLE) if entry.title else renderer.say("feed-entry-untitled")


async def _waiting(interaction: Interaction, guild: int, entry_id: int) -> WaitingEntry:
    found = await interaction.client.library.feeds.waiting(guild)
    entry = next((one for one in found if one.id == entry_id), None)
    if entry is None:
        raise UserError("feed-entry-gone")
    return entry
