"""How an article gets in: from an address, a file or a pasted text, and what can be done with it then."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import aiohttp
import discord

from bot.errors import FeedFoundError, UserError
from bot.library.article_writer import LINK_LENGTH, NAME_LENGTH, Added
from bot.library.ingest import Address, Source
from bot.limits import MAX_BYTES
from bot.model import Metadata
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.errors import report_error
from bot.ui.forms import Form
from bot.ui.next_steps import step_button
from bot.ui.progress import Progress
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    require_editor,
)
from cogs.article.embeds import added_embed, room_text
from cogs.article.feeds import choice, offer
from cogs.article.review import ReviewPage

STEPS = ("read", "summary", "quote", "daily add")
"""Commands that a new article leads to, those that can be run with an article alone."""
PARTS = 2
"""Fields for a pasted text: one holds less than an article has."""
PART_LENGTH = 4_000
"""Characters of a field, as many as Discord allows."""
DOWNLOAD_SECONDS = 20.0
"""How long Discord may take to send a file: others wait for its turn to end."""


async def add_article(
    interaction: Interaction,
    given: Metadata,
    file: discord.Attachment | None,
    text: str = "",
    *,
    of_feed: bool = False,
) -> bool:
    """Add a file, a text, or else the page at `given.url`; one private message tells it from start to end.

    What can't be added is reported in that message, and a pasted `text` comes back with it. A feed that is
    found instead is offered, unless the address is `of_feed`: an entry's. Return whether there is an article
    now.
    """
    ingest, guild = interaction.client.library.ingest, guild_id(interaction)
    progress = Progress(interaction)
    source: Source
    try:
        if file is not None:
            if file.size > MAX_BYTES:
                raise UserError("file-too-large", limit=MAX_BYTES // 1_000_000)
            source = partial(_download, file)
        elif text.strip():
            source = text
        else:
            source, given = Address(given.url or ""), replace(given, url=None)
        added = await ingest.add(source, guild, given, added_by=interaction.user.id, tell=progress.tell)
        await tell_added(interaction, added)
    except FeedFoundError as found:
        if of_feed:
            await report_error(interaction, UserError("page-no-article"), begun=progress.begun)
        else:
            await edit_message(interaction, *offer(interaction, found))
    except Exception as error:
        await report_error(interaction, error, text, begun=progress.begun)
    else:
        return True
    return False


class AddForm(Form):
    """Add an address, a file, or a pasted text."""

    deferral = Deferral.PRIVATE

    def __init__(self, renderer: Renderer, given: Metadata) -> None:
        super().__init__(renderer, "paste-label")
        self._given = given
        self._link = self.field(
            "paste-link",
            discord.ui.TextInput[AddForm](custom_id="link", required=False, max_length=LINK_LENGTH),
        )
        self._file = self.field(
            "paste-file", discord.ui.FileUpload[AddForm](custom_id="file", required=False)
        )
        self._parts = [
            self.field(
                f"paste-text-{number}",
                discord.ui.TextInput[AddForm](
                    custom_id=f"text-{number}",
                    style=discord.TextStyle.paragraph,
                    required=False,
                    max_length=PART_LENGTH,
                ),
            )
            for number in range(1, PARTS + 1)
        ]
        self._title = self.field(
            "paste-title",
            discord.ui.TextInput[AddForm](
                custom_id="title", required=False, max_length=NAME_LENGTH, default=given.title
            ),
        )

    def typed(self) -> str:
        """Return what was pasted: nobody should lose a long text to a full quota."""
        # A part that fills its field goes on in the next one, perhaps in the middle of a word.
        values = [part.value for part in self._parts if part.value]
        return "".join(v if len(v) >= PART_LENGTH - 1 else f"{v}\n" for v in values).removesuffix("\n")

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        given = replace(self._given, title=self._title.value or None, url=self._link.value.strip() or None)
        file = self._file.values[0] if self._file.values else None
        text = self.typed()
        if file is None and given.url is None and not text.strip():
            raise UserError("article-nothing")
        await add_article(interaction, given, file, text)


class Refresh(DynamicButton, template=r"refresh:(?P<draft>\d{1,18})"):
    """Give an article the text that came when it was added again."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        added = await interaction.client.library.ingest.refresh(guild.id, int(self.match["draft"]))
        await tell_added(interaction, added)


async def tell_added(interaction: Interaction, added: Added, *more: discord.ui.Item[Any]) -> None:
    """Show what came of it, with buttons for what is next: refresh an article that was there, or read, post
    and review a new one; subscribe to the feeds of its page; and some `more`."""
    renderer, article = renderer_for_user(interaction), added.article
    buttons: list[discord.ui.Item[Any]] = []
    if added.draft is not None:
        buttons.append(Refresh(str(added.draft), renderer.say("button-refresh")))
    elif added.counts:
        buttons += [step_button(renderer, step, f"article=#{article.id}") for step in STEPS]
        buttons.append(ReviewPage(f"{article.id}:0:", renderer.say("button-review")))
    if added.feeds:
        buttons.append(choice(interaction, added.feeds))
    library, guild = interaction.client.library, guild_id(interaction)
    line, room = await library.articles.line(guild, article.id), await library.ingest.room(guild)
    note = room_text(renderer, room) if room.tight else ""
    await edit_message(
        interaction, added_embed(renderer, added, line, note), persistent_view(*buttons, *more)
    )


async def _download(file: discord.Attachment) -> bytes:
    try:
        async with asyncio.timeout(DOWNLOAD_SECONDS):
            return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise UserError("file-unreadable") from error
