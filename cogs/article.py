"""/article"""

from __future__ import annotations

import asyncio

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.buttons import Cancel, ConfirmRemoval, article_list, view
from bot.errors import UserError
from bot.extract import decode
from bot.library.shelf import MAX_BYTES, NAME_LENGTH
from bot.render import Render
from bot.replies import (
    Host,
    Interaction,
    fail,
    guild_id,
    personal,
    render_for,
    require_editor,
    send,
    slow_down,
)
from bot.suggest import suggest_article, suggest_own, suggest_removed

Name = app_commands.Range[str, 1, NAME_LENGTH]
PARTS = 3
PART_LENGTH = 4_000
FORM_SECONDS = 3_600.0
"""How long a form that was opened is waited for: Discord doesn't say when one is closed."""


class Article(commands.GroupCog, name="article"):
    """The articles a guild reads."""

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction, private: bool = False) -> None:
        render = await render_for(interaction, private=private)
        embed, buttons = await article_list(interaction, render, 0)
        await send(interaction, embed, buttons, private=private)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def show(self, interaction: Interaction, article: str, private: bool = False) -> None:
        render = await render_for(interaction, private=private)
        shelf = interaction.client.library.shelf
        meant = await shelf.find(guild_id(interaction), article, render.language)
        await send(interaction, render.article(meant, await shelf.counts(meant)), private=private)

    @app_commands.command()
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        title: Name | None = None,
        author: Name | None = None,
        link: Name | None = None,
    ) -> None:
        await require_editor(interaction)
        if file is None:
            await interaction.response.send_modal(Paste(personal(interaction), title, author, link))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _add(interaction, await _download(file), title, author, link)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_own)
    async def remove(self, interaction: Interaction, article: str) -> None:
        await require_editor(interaction)
        render = personal(interaction)
        shelf = interaction.client.library.shelf
        meant = await shelf.find_own(guild_id(interaction), article)
        buttons = view(
            ConfirmRemoval(str(meant.id), render.say("button-remove")),
            Cancel("", render.say("button-cancel")),
        )
        text = render.say("remove-confirm", title=render.name(meant))
        await send(interaction, render.note(text), buttons, private=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_removed)
    async def restore(self, interaction: Interaction, article: str) -> None:
        await require_editor(interaction)
        render = personal(interaction)
        shelf = interaction.client.library.shelf
        meant = await shelf.find_removed(guild_id(interaction), article)
        meant = await shelf.restore(guild_id(interaction), meant.id)
        text = render.say("restored", title=render.name(meant))
        await send(interaction, render.note(text), private=True)


class Paste(discord.ui.Modal):
    """A form for a file or a pasted text: in three parts, since a field is shorter than an article."""

    def __init__(self, render: Render, title: str | None, author: str | None, link: str | None) -> None:
        super().__init__(title=render.say("paste-label"), timeout=FORM_SECONDS)
        self._author = author
        self._link = link
        self._file = discord.ui.FileUpload[Paste](custom_id="file", required=False)
        self._title = discord.ui.TextInput[Paste](
            custom_id="title", required=False, max_length=NAME_LENGTH, default=title
        )
        self._parts = [
            discord.ui.TextInput[Paste](
                custom_id=f"text-{n}",
                style=discord.TextStyle.paragraph,
                required=False,
                max_length=PART_LENGTH,
            )
            for n in range(1, PARTS + 1)
        ]
        self._label(render, "file", self._file)
        self._label(render, "title", self._title)
        for n, part in enumerate(self._parts, 1):
            self._label(render, f"text-{n}", part)

    def _label(self, render: Render, key: str, component: discord.ui.Item[Paste]) -> None:
        self.add_item(
            discord.ui.Label(
                text=render.say(f"paste-{key}"),
                description=render.say(f"paste-{key}.description"),
                component=component,
            )
        )

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]
        slow_down(interaction)
        await require_editor(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        text = self._pasted()
        if self._file.values:
            text = await _download(self._file.values[0])
        elif not text.strip():
            raise UserError("article-nothing")
        await _add(interaction, text, self._title.value or None, self._author, self._link)

    async def on_error(self, interaction: Interaction, error: Exception) -> None:  # type: ignore[override]
        # What was pasted comes back with the reason: nobody should lose a long text to a full quota.
        await fail(interaction, error, self._pasted())

    def _pasted(self) -> str:
        # A part that fills its field goes on in the next one, perhaps in the middle of a word.
        values = [part.value for part in self._parts if part.value]
        return "".join(v if len(v) >= PART_LENGTH - 1 else f"{v}\n" for v in values).removesuffix("\n")


async def _add(
    interaction: Interaction, text: str, title: str | None, author: str | None, link: str | None
) -> None:
    added = await interaction.client.library.shelf.add(
        text, guild_id(interaction), added_by=interaction.user.id, title=title, author=author, url=link
    )
    await send(interaction, personal(interaction).added(added), private=True)


async def _download(file: discord.Attachment) -> str:
    if file.size > MAX_BYTES:
        raise UserError("file-too-large", limit=MAX_BYTES // 1_000_000)
    try:
        data = await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise UserError("file-unreadable") from error
    return await asyncio.to_thread(decode, data)


async def setup(bot: Host) -> None:
    await bot.add_cog(Article())
