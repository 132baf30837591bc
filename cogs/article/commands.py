"""/article"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import UserError
from bot.library.article_writer import LINK_LENGTH, NAME_LENGTH
from bot.library.ingest import Address, Stage, typed_date
from bot.limits import MAX_BYTES
from bot.model import Language, Metadata, Rights
from bot.ui.autocomplete import suggest_article, suggest_own, suggest_removed
from bot.ui.components import Cancel, view
from bot.ui.embeds import Renderer
from bot.ui.replies import (
    Interaction,
    acknowledge,
    edit_response,
    guild_id,
    renderer_for,
    renderer_for_user,
    report_error,
    require_editor,
    send,
    slow_down,
)
from cogs.article.buttons import ConfirmRemoval, article_list
from cogs.article.review import after_adding, desk
from cogs.article.review_embeds import ReviewRender

Name = app_commands.Range[str, 1, NAME_LENGTH]
Link = app_commands.Range[str, 1, LINK_LENGTH]
PARTS = 2
PART_LENGTH = 4_000
FORM_SECONDS = 3_600.0
"""How long a form that was opened is waited for: Discord doesn't say when one is closed."""


class ArticleCog(commands.GroupCog, name="article"):
    """The articles a guild reads."""

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction, private: bool = False) -> None:
        render = await renderer_for(interaction, private=private)
        embed, buttons = await article_list(interaction, render, 0)
        await send(interaction, embed, buttons, private=private)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def show(self, interaction: Interaction, article: str, private: bool = False) -> None:
        render = await renderer_for(interaction, private=private)
        articles = interaction.client.library.articles
        wanted = await articles.find(guild_id(interaction), article, render.language)
        reviewed = ReviewRender(render).progress(
            await interaction.client.library.reviews.progress(guild_id(interaction), wanted.id)
        )
        await send(
            interaction, render.article(wanted, await articles.counts(wanted), reviewed), private=private
        )

    @app_commands.command()
    @app_commands.choices(
        language=[app_commands.Choice(name=language, value=language) for language in Language]
    )
    async def add(
        self,
        interaction: Interaction,
        link: Link | None = None,
        file: discord.Attachment | None = None,
        title: Name | None = None,
        author: Name | None = None,
        publisher: Name | None = None,
        date: str | None = None,
        language: str | None = None,
    ) -> None:
        await require_editor(interaction)
        day = typed_date(date) if date else None
        given = Metadata(title, author, publisher, day, language, link)
        if file is None and link is None:
            await interaction.response.send_modal(Form(renderer_for_user(interaction), given))
        else:
            await _take(interaction, given, file)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def review(self, interaction: Interaction, article: str | None = None) -> None:
        await require_editor(interaction)
        articles = interaction.client.library.articles
        wanted = await articles.find(guild_id(interaction), article, renderer_for_user(interaction).language)
        await send(interaction, *await desk(interaction, wanted.id), private=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_own)
    async def rights(
        self,
        interaction: Interaction,
        article: str,
        ground: Literal["none", "own", "permission", "licence", "public-domain"],
    ) -> None:
        await require_editor(interaction)
        library, guild = interaction.client.library, guild_id(interaction)
        wanted = await library.articles.find_owned(guild, article)
        rights = None if ground == "none" else Rights(ground)
        await library.reviews.set_rights(guild, wanted.id, rights)
        await send(
            interaction, ReviewRender(renderer_for_user(interaction)).rights(wanted, rights), private=True
        )

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def remove(self, interaction: Interaction, article: str) -> None:
        await require_editor(interaction)
        render = renderer_for_user(interaction)
        articles = interaction.client.library.articles
        wanted = await articles.find(guild_id(interaction), article, render.language)
        shared = wanted.guild_id is None
        buttons = view(
            ConfirmRemoval(str(wanted.id), render.say("button-hide" if shared else "button-remove")),
            Cancel("", render.say("button-cancel")),
        )
        text = render.say("hide-confirm" if shared else "remove-confirm", title=render.name(wanted))
        if using := await interaction.client.library.schedules.count_of(guild_id(interaction), wanted.id):
            text += "\n\n" + render.say("remove-schedules", count=using)
        await send(interaction, render.note(text), buttons, private=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_removed)
    async def restore(self, interaction: Interaction, article: str) -> None:
        await require_editor(interaction)
        render = renderer_for_user(interaction)
        articles = interaction.client.library.articles
        wanted = await articles.find_removed(guild_id(interaction), article)
        wanted = await articles.restore(guild_id(interaction), wanted.id)
        text = render.say("restored", title=render.name(wanted))
        await send(interaction, render.note(text), private=True)


class Form(discord.ui.Modal):
    """A form for an address, a file, or a pasted text: in parts, since a field is shorter than an article."""

    def __init__(self, render: Renderer, given: Metadata) -> None:
        super().__init__(title=render.say("paste-label"), timeout=FORM_SECONDS)
        self._given = given
        self._link = discord.ui.TextInput[Form](custom_id="link", required=False, max_length=LINK_LENGTH)
        self._file = discord.ui.FileUpload[Form](custom_id="file", required=False)
        self._title = discord.ui.TextInput[Form](
            custom_id="title", required=False, max_length=NAME_LENGTH, default=given.title
        )
        self._parts = [
            discord.ui.TextInput[Form](
                custom_id=f"text-{n}",
                style=discord.TextStyle.paragraph,
                required=False,
                max_length=PART_LENGTH,
            )
            for n in range(1, PARTS + 1)
        ]
        self._label(render, "link", self._link)
        self._label(render, "file", self._file)
        for n, part in enumerate(self._parts, 1):
            self._label(render, f"text-{n}", part)
        self._label(render, "title", self._title)

    def _label(self, render: Renderer, key: str, component: discord.ui.Item[Form]) -> None:
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
        given = replace(self._given, title=self._title.value or None, url=self._link.value.strip() or None)
        file = self._file.values[0] if self._file.values else None
        text = self._pasted()
        if file is None and given.url is None and not text.strip():
            raise UserError("article-nothing")
        await _take(interaction, given, file, text)

    async def on_error(self, interaction: Interaction, error: Exception) -> None:  # type: ignore[override]
        # What was pasted comes back with the reason: nobody should lose a long text to a full quota.
        await report_error(interaction, error, self._pasted())

    def _pasted(self) -> str:
        # A part that fills its field goes on in the next one, perhaps in the middle of a word.
        values = [part.value for part in self._parts if part.value]
        return "".join(v if len(v) >= PART_LENGTH - 1 else f"{v}\n" for v in values).removesuffix("\n")


async def _take(
    interaction: Interaction, given: Metadata, file: discord.Attachment | None, text: str = ""
) -> None:
    """Takes in a file, a text, or else the page at the link, and says so in one message from start to end."""
    render = renderer_for_user(interaction)
    guild, ingest = guild_id(interaction), interaction.client.library.ingest

    async def tell(stage: Stage) -> None:
        note = render.note(render.say(f"stage-{stage}"))
        if interaction.response.is_done():
            await edit_response(interaction, note)
        else:
            await acknowledge(interaction, note)

    source: Address | bytes | str
    try:
        if file is not None:
            await tell(Stage.FETCHING)
            source = await _download(file)
        elif text.strip():
            source = text
        else:
            source, given = Address(given.url or ""), replace(given, url=None)
        added = await ingest.add(source, guild, given, added_by=interaction.user.id, tell=tell)
        await edit_response(interaction, render.added(added), after_adding(render, added))
    except Exception as error:
        await report_error(interaction, error, text, begun=interaction.response.is_done())


async def _download(file: discord.Attachment) -> bytes:
    if file.size > MAX_BYTES:
        raise UserError("file-too-large", limit=MAX_BYTES // 1_000_000)
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise UserError("file-unreadable") from error
