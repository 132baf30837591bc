"""The message of a delivery: what it is made of, and how it is recognized on Discord."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.delivery.digest import digest_post
from bot.delivery.post import embed, marker, see_post_button, series_marker
from bot.delivery.questions import questions_post
from bot.delivery.serial import part_post, posted_part
from bot.library.claims import Claim
from bot.library.series import FoundPost
from bot.model import DeliveryKind, ItemKind, Style
from bot.ui.cards import card_button
from bot.ui.embeds import Renderer
from bot.ui.forecasting import forecast_button
from bot.ui.markdown import clipped
from bot.ui.pictures import Picture, quote_picture
from bot.ui.replies import KotonohaBot
from bot.ui.votes import with_vote_buttons
from bot.words import INVISIBLE

THREAD_NAME = 100
"""Characters that Discord takes."""


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """What is sent where. `about` is the title of its article ("" for several), and `role` is pinged;
    `as_text`: it would have a picture if one could be attached."""

    channel: discord.abc.Messageable
    embed: discord.Embed
    view: discord.ui.View
    about: str = ""
    role: int | None = None
    picture: Picture | None = None
    as_text: bool = False

    async def send(self, nonce: str) -> discord.Message:
        """Send it. Discord returns the earlier message for a nonce that it still knows."""
        nobody = discord.AllowedMentions.none()
        roles = [discord.Object(self.role)] if self.role else False
        return await self.channel.send(
            content=f"<@&{self.role}>" if self.role else None,
            embed=self.embed,
            view=self.view,
            file=self.picture.file() if self.picture else discord.utils.MISSING,
            nonce=nonce,
            allowed_mentions=nobody.merge(discord.AllowedMentions(roles=roles)),
            silent=self.role is None,
        )


@dataclass(frozen=True, slots=True)
class Sought:
    """A post that may be in a channel: it is known by its button's id, which begins with `marker`, and those
    of all posts of its schedule with `series`."""

    channel: discord.abc.Messageable
    marker: str
    series: str

    def matches(self, message: discord.Message) -> bool:
        """Return whether that message is the one."""
        return any(custom_id.startswith(self.marker) for custom_id in _ids(message))

    def post(self, message: discord.Message) -> FoundPost | None:
        """Return which post of a series a message is; None for any other."""
        for custom_id in _ids(message):
            if custom_id.startswith(self.series) and (found := posted_part(custom_id)):
                slot, part = found
                return FoundPost(slot, part, message.id)
        return None


def _ids(message: discord.Message) -> list[str]:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    return [child.custom_id or "" for row in rows for child in row.children]


async def compose(bot: KotonohaBot, claim: Claim, *, cards: bool) -> OutgoingMessage:
    """Return the message of a claimed delivery, without a picture unless `cards`.

    Raises UserError: "article-gone" where what it was to show was deleted, "part-gone" where its words went;
    and QuietWeekError or NothingLeftError for a digest or for questions, of which there is nothing to tell.
    """
    delivery, schedule = claim.delivery, claim.schedule
    test = delivery.kind is DeliveryKind.TEST
    render = Renderer(bot.texts, claim.language)
    role = None if test else schedule.role_id
    if delivery.kind is DeliveryKind.QUESTIONS:
        return OutgoingMessage(_channel(bot, claim), *await questions_post(bot, render, claim))
    if delivery.part is not None:
        made, view, title = await part_post(bot, render, claim)
        return OutgoingMessage(_channel(bot, claim), made, view, about=title, role=role)
    if not delivery.items:
        return OutgoingMessage(_channel(bot, claim), *await digest_post(bot, render, claim), role=role)
    shown = [await bot.library.selection.found(delivery.guild_id, item) for item in delivery.items]
    drawn, as_card = None, shown[0].item.kind is ItemKind.QUOTE and schedule.style is not Style.TEXT
    if cards and as_card:
        theme = (await bot.library.guilds.get(delivery.guild_id)).theme
        drawn = await quote_picture(bot.painter, render, shown[0], schedule.style, theme)
    item = shown[0].item
    more = [card_button(render, item.id)] if item.kind is ItemKind.QUOTE else []
    if shown[0].asked:
        more.append(forecast_button(render, item.id))
    button = see_post_button(render, schedule.public_id, delivery)
    return OutgoingMessage(
        _channel(bot, claim),
        embed(render, shown, drawn, test=test),
        view=with_vote_buttons(render, item.id, button, *more),
        about=shown[0].article.title,
        role=role,
        picture=drawn,
        as_text=as_card and not cards,
    )


async def thread_name(bot: KotonohaBot, claim: Claim) -> str:
    """Return the name of the thread under a delivery's message: what it is, and what it is about.

    Discord shows it to the letter, so nothing is escaped, and nothing in it mentions anybody. Raises what
    `compose` raises.
    """
    message = await compose(bot, claim, cards=False)
    name, about = message.embed.author.name or "", " ".join(INVISIBLE.sub("", message.about).split())
    if about:
        name = Renderer(bot.texts, claim.language).say("thread-name", label=name, title=about)
    return clipped(name, THREAD_NAME)


def sought(bot: KotonohaBot, claim: Claim) -> Sought:
    """Return what to look for where a claimed delivery may have arrived."""
    public_id = claim.schedule.public_id
    return Sought(_channel(bot, claim), marker(public_id, claim.delivery), series_marker(public_id))


def _channel(bot: KotonohaBot, claim: Claim) -> discord.abc.Messageable:
    return bot.get_partial_messageable(claim.delivery.target, guild_id=claim.delivery.guild_id)
