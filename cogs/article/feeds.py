"""The pages of /article manage for feeds, and how a server subscribes to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.errors import FeedFoundError, UserError
from bot.feeds import A_DAY
from bot.library.feeds import WORDS_LENGTH
from bot.library.polling import GONE_FOR_GOOD
from bot.library.room import Room
from bot.model.feeds import Subscription
from bot.ui.budget import HEADLINE, NAME, TITLE
from bot.ui.components import OPTION_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer, page_count
from bot.ui.forms import Form, open_form
from bot.ui.markdown import clipped, escaped
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    require_editor,
    rows_view,
    turn,
)
from cogs.article.embeds import room_text

ARTICLES, ENTRIES = "article-manage", "feed-entries"
"""The buttons that lead back to the articles, and on to the entries that wait."""
LIST_SIZE = 10
"""Feeds, or entries of feeds, on one page."""

Page = tuple[discord.Embed, discord.ui.View]


class Subscribe(DynamicButton, template=r"feed-subscribe:(?P<held>\d{1,20})"):
    """Subscribe to the feed that was found in the place of an article."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        found = await _found(interaction, int(self.match["held"]))
        await _subscribe(interaction, found[0])


class SubscribeToOne(DynamicSelect, template=r"feed-subscribe-one:(?P<held>\d{1,20})"):
    """Subscribe to one of the feeds that were found in the place of an article."""

    async def respond(self, interaction: Interaction) -> None:
        found = await _found(interaction, int(self.match["held"]))
        await _subscribe(interaction, found[self.number])


class FeedsPage(DynamicButton, template=r"feeds:(?P<page>\d{1,18})"):
    """Turn to a page of the feeds."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await turn(interaction, *await feeds_page(interaction, int(self.match["page"])))


class FeedSelect(DynamicSelect, template=r"feed-choose:"):
    """Open a feed."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        own = await interaction.client.library.feeds.get(guild.id, int(self.value))
        await turn(interaction, *feed_panel(renderer_for_user(interaction), own))


class FeedPanel(DynamicButton, template=r"feed:(?P<feed>\d{1,18})"):
    """Open a feed again."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        own = await interaction.client.library.feeds.get(guild.id, int(self.match["feed"]))
        await turn(interaction, *feed_panel(renderer_for_user(interaction), own))


class ChangeFeed(
    DynamicButton, template=r"feed-set:(?P<feed>\d{1,18}):(?P<what>paused|at-once):(?P<on>on|off)"
):
    """Pause a feed or resume it; have its entries added at once or wait."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        what, on = self.match["what"], self.match["on"] == "on"
        own = await interaction.client.library.feeds.change(
            guild.id,
            int(self.match["feed"]),
            paused=on if what == "paused" else None,
            at_once=on if what == "at-once" else None,
        )
        await turn(interaction, *feed_panel(renderer, own, renderer.say("feed-changed")))


class EditWords(DynamicButton, template=r"feed-words:(?P<feed>\d{1,18})"):
    """Ask by which words of their titles entries are chosen."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        own = await interaction.client.library.feeds.get(guild.id, int(self.match["feed"]))
        await open_form(interaction, WordsForm(renderer_for_user(interaction), own))


class WordsForm(Form):
    """Store by which words of their titles entries are chosen."""

    def __init__(self, renderer: Renderer, own: Subscription) -> None:
        super().__init__(renderer, "feed-words-form")
        self._id = own.id
        self._words = self.field(
            "feed-words",
            discord.ui.TextInput[WordsForm](
                custom_id="words", required=False, max_length=WORDS_LENGTH, default=own.words or None
            ),
        )

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        feeds = interaction.client.library.feeds
        own = await feeds.change(guild.id, self._id, words=self._words.value)
        await edit_message(interaction, *feed_panel(renderer, own, renderer.say("feed-changed")))


class AskFeedRemoval(DynamicButton, template=r"feed-remove:(?P<feed>\d{1,18})"):
    """Ask whether a feed is to be removed."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        own = await interaction.client.library.feeds.get(guild.id, int(self.match["feed"]))
        embed = renderer.text_embed(renderer.say("feed-remove-confirm", title=_title(own)))
        confirm = ConfirmFeedRemoval(str(own.id), renderer.say("button-remove"))
        cancel = FeedPanel(str(own.id), renderer.say("button-cancel"))
        await turn(interaction, embed, rows_view([confirm, cancel]))


class ConfirmFeedRemoval(DynamicButton, template=r"feed-removed:(?P<feed>\d{1,18})"):
    """Remove a feed, and show the others."""

    deferral = Deferral.TURN
    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        guild, renderer = await require_editor(interaction), renderer_for_user(interaction)
        feeds, number = interaction.client.library.feeds, int(self.match["feed"])
        own = await feeds.get(guild.id, number)
        await feeds.unsubscribe(guild.id, number)
        note = renderer.say("feed-removed", title=_title(own))
        await turn(interaction, *await feeds_page(interaction, 0, note))


COMPONENTS = (
    *(Subscribe, SubscribeToOne, FeedsPage, FeedSelect, FeedPanel, ChangeFeed, EditWords),
    *(AskFeedRemoval, ConfirmFeedRemoval),
)


def offer(interaction: Interaction, found: FeedFoundError) -> Page:
    """Return what was found in the place of an article, with what subscribes to it."""
    renderer, count = renderer_for_user(interaction), len(found.feeds)
    if count > 1:
        text = renderer.say("feed-offer-several", count=count)
    else:
        text = renderer.say("feed-offer", url=escaped(found.feeds[0][0], NAME))
    what = renderer.say("feed-offer.what", most=A_DAY)
    return renderer.text_embed(f"{text}\n\n{what}"), persistent_view(choice(interaction, found.feeds))


def choice(interaction: Interaction, found: Sequence[tuple[str, str]]) -> discord.ui.Item[Any]:
    """Return a button to subscribe to a feed, or a select of several, each an address and a name. Addresses
    have no room in an id, and are held in memory meanwhile."""
    interaction.client.held.put(interaction.id, interaction.user.id, tuple(url for url, _ in found))
    say, held = renderer_for_user(interaction).say, str(interaction.id)
    if len(found) == 1:
        return Subscribe(held, say("button-feed-subscribe"))
    options = [
        discord.SelectOption(
            label=clipped(name or url, OPTION_LENGTH),
            value=str(number),
            description=clipped(url, OPTION_LENGTH) if name else None,
        )
        for number, (url, name) in enumerate(found)
    ]
    return SubscribeToOne(held, options, say("feed-offer-placeholder"))


async def _found(interaction: Interaction, held: int) -> tuple[str, ...]:
    """Return the addresses that `offer` held for an editor."""
    await require_editor(interaction)
    found = interaction.client.held.get(held, interaction.user.id)
    if not isinstance(found, tuple):
        raise UserError("held-gone")
    return found


async def _subscribe(interaction: Interaction, url: str) -> None:
    renderer = renderer_for_user(interaction)
    own = await interaction.client.library.feeds.subscribe(guild_id(interaction), url)
    await edit_message(interaction, *feed_panel(renderer, own, renderer.say("feed-subscribed")))


async def feeds_page(interaction: Interaction, page: int, note: str = "") -> Page:
    """Return a page (from 0; the last if there are fewer) of the feeds a guild reads, and what just happened
    (`note`)."""
    guild, feeds = guild_id(interaction), interaction.client.library.feeds
    own, room = await feeds.of_guild(guild), await interaction.client.library.ingest.room(guild)
    return feed_list(renderer_for_user(interaction), own, room, page, note)


def feed_list(renderer: Renderer, own: Sequence[Subscription], room: Room, page: int, note: str = "") -> Page:
    """Return a page of some feeds above how much room there is for articles."""
    say, (page, count, here) = renderer.say, here_of(own, page)
    lines = [f"- **{_title(one)}**\n{_state(renderer, one)}" for one in here]
    hint, used = say("feeds-hint") if own else "", room_text(renderer, room)
    blocks = [note, "\n".join(lines) or say("feeds-none"), hint, used]
    label = renderer.numbered(say("feeds-label", count=len(own)), page, count)
    rows: list[list[discord.ui.Item[Any]]] = [[], [*page_buttons(renderer, FeedsPage, "", page, count)], []]
    if own:
        options = [
            discord.SelectOption(label=clipped(one.title or one.url, OPTION_LENGTH), value=str(one.id))
            for one in here
        ]
        rows[0].append(FeedSelect("", options, say("feeds-placeholder")))
    if waiting := sum(one.waiting for one in own):
        rows[2].append(_entries(renderer, waiting))
    rows[2].append(_back(renderer))
    return renderer.embed("article", label, blocks), rows_view(*rows)


def feed_panel(renderer: Renderer, own: Subscription, note: str = "") -> Page:
    """Return a feed with all that can be done to it, and what just happened (`note`)."""
    say, state = renderer.say, str(own.id)
    words = say("feed-words-are", words=escaped(own.words, HEADLINE)) if own.words else ""
    blocks = [
        f"**{_title(own)}**\n{escaped(own.url, NAME)}",
        "\n".join(filter(None, [_state(renderer, own), words])),
        note,
    ]
    pause = ChangeFeed(
        f"{state}:paused:{_switched(own.paused)}",
        say("button-feed-resume" if own.paused else "button-feed-pause"),
    )
    once = ChangeFeed(
        f"{state}:at-once:{_switched(own.at_once)}",
        say("button-feed-review" if own.at_once else "button-feed-at-once"),
    )
    rows: list[list[discord.ui.Item[Any]]] = [
        [pause, once],
        [EditWords(state, say("button-feed-words")), AskFeedRemoval(state, say("button-remove"))],
        [FeedsPage("0", say("button-back"))],
    ]
    if own.waiting:
        rows[2].insert(0, _entries(renderer, own.waiting))
    return renderer.embed("article", say("feed-label"), blocks), rows_view(*rows)


def here_of(things: Sequence[Any], page: int) -> tuple[int, int, Sequence[Any]]:
    """Return which page is shown (from 0; the last if there are fewer), of how many, and what is on it."""
    count = page_count(len(things), LIST_SIZE)
    page = min(page, count - 1)
    return page, count, things[page * LIST_SIZE : (page + 1) * LIST_SIZE]


def _state(renderer: Renderer, own: Subscription) -> str:
    if own.paused and own.problem == GONE_FOR_GOOD:
        return renderer.say("feed-state-ended", why=renderer.say("feed-why", reason=own.problem))
    if own.paused:
        return renderer.say("feed-state-paused")
    if own.problem is not None and own.failed_since is not None:
        since, following = (
            discord.utils.format_dt(own.failed_since, "f"),
            discord.utils.format_dt(own.next_poll, "R"),
        )
        why = renderer.say("feed-why", reason=own.problem)
        return renderer.say("feed-state-failing", since=since, why=why, next=following)
    return renderer.say("feed-state", waiting=own.waiting, once=str(own.at_once).lower())


def _title(own: Subscription) -> str:
    return escaped(own.title or own.url, TITLE)


def _switched(on: bool) -> str:
    return "off" if on else "on"


def _back(renderer: Renderer) -> discord.ui.Item[Any]:
    """Return the button to the articles, which `cogs.article.manage` handles."""
    return discord.ui.Button(label=renderer.say("button-back"), custom_id=f"{ARTICLES}:0")


def _entries(renderer: Renderer, count: int) -> discord.ui.Item[Any]:
    label = renderer.say("button-feed-entries", count=count)
    return discord.ui.Button(label=label, custom_id=f"{ENTRIES}:0", style=discord.ButtonStyle.primary)
