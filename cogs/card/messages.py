"""A message of somebody as what a card is made of.

The interaction of the message command carries the message; no privileged intent is needed, and nothing later
could read it again. So the words are held in memory (`bot.ui.held`) for 15 minutes, and nowhere else.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime

import aiohttp
import discord

from bot.cards import Card, alt_text
from bot.errors import UserError
from bot.model import Language, Style, Theme
from bot.ui.budget import NAME, TEXT
from bot.ui.components import DynamicButton
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped, escaped
from bot.ui.next_steps import step_view
from bot.ui.pictures import MAX_SPEAKER, MAX_TITLE, SHAPES, Picture, draw
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    delete_message,
    persistent_view,
    renderer_for_user,
    send,
)

LONGEST = 1_000
"""Characters of a message that a card is tried with: the largest has room for 420 Japanese or 900 Latin."""
AVATAR_SIZE, AVATAR_BYTES, AVATAR_SECONDS = 256, 200_000, 3.0
"""Pixels of an avatar's edge, its bytes, and how long Discord may take to send it."""

_MENTION = re.compile(r"<(@!?|@&|#)(\d{15,20})>")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QuotedMessage:
    """A message: what it says without Markdown, who wrote it, and where it stands.

    `held` is the interaction that it came with; `place` are the names of the channel and the server.
    """

    held: int
    text: str
    language: Language
    author: int
    name: str
    place: str
    channel: int
    number: int
    link: str
    edited_at: datetime | None
    avatar: bytes | None = None

    @property
    def key(self) -> str:
        """Return what ids name it by."""
        return f"m{self.held}"

    async def with_avatar(self, author: discord.User | discord.Member) -> QuotedMessage:
        """Return it with the picture of its author, if they have one and Discord sends it in time."""
        own = (author.guild_avatar if isinstance(author, discord.Member) else None) or author.avatar
        if own is None:
            return self
        asset = own.with_format("png").with_size(AVATAR_SIZE)
        try:
            async with asyncio.timeout(AVATAR_SECONDS):
                data = await asset.read()
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            # Only the kind: an address would say whose it is.
            log.info("An avatar can't be fetched: %s", type(error).__name__)
            return self
        return replace(self, avatar=data) if len(data) <= AVATAR_BYTES else self

    async def picture(
        self, client: KotonohaBot, renderer: Renderer, style: Style, theme: Theme
    ) -> Picture | None:
        """Return its card; None also where only a part of it would fit: nobody's words are cut."""
        shape, vertical = SHAPES[style]
        upright = vertical and self.language is Language.JA
        card = Card(
            text=self.text,
            speaker=clipped(self.name, MAX_SPEAKER),
            title=clipped(self.place, MAX_TITLE),
            domain=None,
            language=self.language,
            shape=shape,
            theme=theme,
            vertical=upright,
            avatar=self.avatar,
        )
        words = renderer.say("quote-words", text=self.text)
        source = f"{self.name}\n{self.place}"
        picture = await draw(client.painter, card, alt_text(words, source), keep=False)
        if picture is None or picture.part:
            return None
        return replace(picture, horizontal=vertical and not upright)

    def embed(self, renderer: Renderer, picture: Picture | None) -> discord.Embed:
        """Return who wrote it and the link to it, and without a picture its words."""
        name = escaped(self.name, NAME)
        blocks = [renderer.say("message-source", name=name, link=self.link)]
        if picture is None:
            blocks.insert(0, renderer.say("quote-words", text=escaped(self.text, TEXT)))
        elif picture.horizontal:
            blocks.append(renderer.say("card-horizontal-note"))
        return renderer.embed("quote", renderer.say("message-label"), blocks)

    @property
    def goes_anywhere(self) -> bool:
        """Return that it doesn't: its author couldn't have it deleted."""
        return False

    def buttons(self, renderer: Renderer, *, votes: bool) -> discord.ui.View:
        """Return the button of its author."""
        return persistent_view(DeleteCard(str(self.author), renderer.say("button-card-delete")))

    async def require_current(self, interaction: Interaction) -> None:
        """Raise UserError: "message-changed" where the message was deleted or edited since, and
        "message-refused" where its author doesn't want cards any more."""
        await require_consent(interaction, self.author)
        channel = interaction.client.get_partial_messageable(self.channel, guild_id=interaction.guild_id)
        try:
            message = await channel.fetch_message(self.number)
        except discord.NotFound as error:
            raise UserError("message-changed") from error
        if message.edited_at != self.edited_at:
            raise UserError("message-changed")


class DeleteCard(DynamicButton, template=r"card-delete:(?P<author>\d{1,20})"):
    """Delete the card of a message, if its author presses it."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        """Delete the message that was clicked, and say how to have no cards at all."""
        if interaction.user.id != int(self.match["author"]):
            raise UserError("card-author-only")
        await delete_message(interaction)
        renderer = renderer_for_user(interaction)
        embed = renderer.text_embed(renderer.say("card-deleted"))
        await send(interaction, embed, step_view(renderer, ["privacy"]), private=True)


async def message_of(interaction: Interaction, message: discord.Message) -> QuotedMessage:
    """Return a message as what a card can be made of.

    Raises UserError where that can't be, or mustn't: for bots, channels with an age limit, spoilers, what has
    no words or too many, and authors who don't want it.
    """
    from bot.reading import messages  # with the first one: what parses Markdown takes time

    if message.author.bot or message.webhook_id is not None:
        raise UserError("message-of-bot")
    if _is_adult(interaction.channel):
        raise UserError("message-adult")
    if messages.hides_something(message.content):
        raise UserError("message-spoiler")
    text = "" if message.is_system() else messages.words(_named(interaction, message))
    if not any(character.isalnum() for character in text):
        raise UserError("message-empty")
    if len(text) > LONGEST:
        raise UserError("message-long", length=len(text), limit=LONGEST)
    await require_consent(interaction, message.author.id)
    return QuotedMessage(
        held=interaction.id,
        text=text,
        language=messages.language(text),
        author=message.author.id,
        name=message.author.display_name,
        place=_place(interaction),
        channel=message.channel.id,
        number=message.id,
        link=message.jump_url,
        edited_at=message.edited_at,
    )


async def require_consent(interaction: Interaction, author: int) -> None:
    """Raise UserError("message-refused") for the messages of somebody who doesn't want cards of them."""
    if await interaction.client.library.personal_data.refuses_cards(author):
        raise UserError("message-refused")


def _named(interaction: Interaction, message: discord.Message) -> str:
    """Return what a message says with names in the place of mentions, and … for what the person who asks
    doesn't see on Discord, either."""
    guild = interaction.guild

    def name(match: re.Match[str]) -> str:
        kind, number = match[1], int(match[2])
        if kind == "#":
            channel = guild.get_channel_or_thread(number) if guild else None
            return f"#{channel.name}" if channel and _sees(interaction.user, channel) else "#…"
        if kind == "@&":
            role = guild.get_role(number) if guild else None
            return f"@{role.name.removeprefix('@')}" if role else "@…"
        person = (guild and guild.get_member(number)) or discord.utils.get(message.mentions, id=number)
        return f"@{person.display_name}" if person else "@…"

    return _MENTION.sub(name, message.content)


def _sees(person: discord.User | discord.Member, channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    """Return whether somebody may know of a channel; not of a private thread, whoever is in it."""
    if isinstance(channel, discord.Thread) and (channel.parent is None or channel.is_private()):
        return False
    return isinstance(person, discord.Member) and channel.permissions_for(person).view_channel


def _is_adult(channel: object) -> bool:
    """Return whether a channel has an age limit; so has one of a server of which nobody can tell."""
    if isinstance(channel, discord.abc.PrivateChannel):
        return False
    if isinstance(channel, discord.Thread):
        return channel.parent is None or channel.parent.is_nsfw()
    return not hasattr(channel, "is_nsfw") or bool(channel.is_nsfw())


def _place(interaction: Interaction) -> str:
    channel, guild = getattr(interaction.channel, "name", ""), interaction.guild
    names = [f"#{channel}" if channel else "", guild.name if guild else ""]
    # Direct messages have no name, nor does a server have one for a bot that isn't in it.
    return " · ".join(filter(None, names)) or "Discord"
