"""The command /read: an article in parts, privately, and the buttons that turn them."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery.serial import POSTED
from bot.errors import UserError
from bot.model import Article, Part, PartSize
from bot.ui.autocomplete import suggest_article
from bot.ui.budget import first_fitting
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.ui.next_steps import step_button
from bot.ui.parts import part_embed
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    send,
)
from bot.ui.scope import for_people, scope

NEXT_TITLE = 40
"""Characters of the title of what to read next."""


class ReadCog(commands.Cog):
    """An article in parts; each person goes on where they stopped."""

    @app_commands.command()
    @for_people
    @app_commands.autocomplete(article=suggest_article)
    async def read(
        self,
        interaction: Interaction,
        article: str | None = None,
        size: Literal["short", "medium", "long"] | None = None,
    ) -> None:
        """Show the part that comes next of an article; without one, of the one read last, or the newest."""
        library, guild, renderer = (
            interaction.client.library,
            scope(interaction),
            renderer_for_user(interaction),
        )
        place = None if article else await library.places.latest(guild, interaction.user.id)
        if place is None:
            found = await library.articles.find(guild, article, renderer.language)
            place = await library.places.of(guild, interaction.user.id, found.id)
            article_id = found.id
        else:
            article_id = place.article_id
        chosen = PartSize(size) if size else place.size if place else PartSize.MEDIUM
        page = await part_page(interaction, renderer, article_id, place.start if place else 0, chosen)
        await send(interaction, *page, private=True)


class ReadPart(
    DynamicButton,
    template=r"read:(?P<article>\d{1,18}):(?P<offset>\d{1,7}):(?P<size>short|medium|long)"
    r"(:(?P<series>[0-9a-f]{1,32}))?",
):
    """Turn to the part of an article in which an offset of its text is; of a series, as far as it is."""

    async def respond(self, interaction: Interaction) -> None:
        match, renderer = self.match, renderer_for_user(interaction)
        article_id, offset, size = int(match["article"]), int(match["offset"]), PartSize(match["size"])
        page = await part_page(interaction, renderer, article_id, offset, size, match["series"])
        await edit_message(interaction, *page)


class CatchUp(DynamicButton, template=POSTED):
    """Show privately where the person is in the article that a channel gets in parts: it stands below
    each."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Show the part they stopped at, or the first, below how far the channel is."""
        library, guild, renderer = (
            interaction.client.library,
            guild_id(interaction),
            renderer_for_user(interaction),
        )
        article_id, series = int(self.match["article"]), self.match["series"]
        known = await library.serial_posts.so_far(guild, series, article_id)
        article_id = known[0].article_id if known else article_id
        place = await library.places.of(guild, interaction.user.id, article_id)
        size = place.size if place else known[1] if known else PartSize.MEDIUM
        start = place.start if place else 0
        embed, view = await part_page(interaction, renderer, article_id, start, size, series)
        number, count = int(self.match["number"]), int(self.match["count"])
        if known is not None:
            number, count = known[0].number, known[0].count
        posted = renderer.say(
            "catch-up", number=min(number, count), count=count, begun=str(bool(place)).lower()
        )
        above = embed.copy()
        above.description = f"-# {posted}\n\n{embed.description}"
        await send(interaction, first_fitting([above, embed]), view, private=True)


async def part_page(
    interaction: Interaction,
    renderer: Renderer,
    article_id: int,
    offset: int,
    size: PartSize,
    series: str | None = None,
) -> tuple[discord.Embed, discord.ui.View]:
    """Return the part of an article in which an offset is, with its buttons, and keep the person's place.

    Where a `series` is named by its public id, its buttons lead no further than what that posted.
    """
    library, guild, person = interaction.client.library, scope(interaction), interaction.user.id
    article, parts = await library.parts.of(guild, article_id, size)
    if not parts:
        raise UserError("article-gone")
    index = max((number for number, part in enumerate(parts) if part.start <= offset), default=0)
    part = parts[index]
    await library.places.keep(guild, person, article_id, part.start, size)
    is_last = index == len(parts) - 1
    known = await library.serial_posts.so_far(guild, series, article_id) if series else None
    is_ahead = not is_last and known is not None and parts[index + 1].start >= known[0].end
    following = await library.places.unread(guild, person, renderer.language) if is_last else None
    buttons: list[discord.ui.Item[Any]] = []
    if len(parts) > 1:
        earlier = parts[max(index - 1, 0)].start
        later = part.end if is_last else parts[index + 1].start
        suffix = f":{series}" if series else ""
        previous, forward = renderer.say("button-previous"), renderer.say("button-next")
        buttons += [
            ReadPart(f"{article_id}:{earlier}:{size}{suffix}", previous, disabled=index == 0),
            ReadPart(f"{article_id}:{later}:{size}{suffix}", forward, disabled=is_last or is_ahead),
        ]
    if is_last:
        buttons.append(step_button(renderer, "summary", f"article=#{article_id}"))
    if following:
        buttons.append(ReadPart(f"{following.id}:0:{size}", renderer.say("button-read-next")))
    if article.url:
        buttons.append(discord.ui.Button(label=renderer.say("button-original"), url=article.url))
    embed = read_embed(renderer, article, part, following)
    if is_ahead:
        told = embed.copy()
        told.description = f"{embed.description}\n\n{renderer.say('catch-up-ahead')}"
        embed = first_fitting([told, embed])
    return embed, persistent_view(*buttons)


def read_embed(renderer: Renderer, article: Article, part: Part, following: Article | None) -> discord.Embed:
    """Return a part; below the last one, that it is, and what the person could read next."""
    embed = part_embed(renderer, article, part)
    if part.number == part.count:
        title = escaped(following.title, NEXT_TITLE) if following else "none"
        embed.description = f"{embed.description}\n\n{renderer.say('read-end', next=title)}"
    return embed


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its button to the bot."""
    bot.add_dynamic_items(ReadPart, CatchUp)
    await bot.add_cog(ReadCog())
