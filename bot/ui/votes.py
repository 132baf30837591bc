"""What a click on 👍 or 👎 does."""

from __future__ import annotations

import asyncio

import discord

from bot.model import Item, Standing, Vote, VoteReason
from bot.ui.components import Button, Choice, view
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, guild_id, renderer_for_user, replace, send

PATIENCE = 1.5
"""Seconds to wait for a vote to be stored: the answer is due after three."""


class VoteButton(Button, template=r"vote:(?P<state>\d{1,18}:(up|down))"):
    """Votes for an item, in the place of the person's earlier vote. Pressed again the vote stays: nobody sees
    on the message how they voted, so whoever presses twice asks, and takes nothing back."""

    name = "vote"

    async def press(self, interaction: Interaction) -> None:
        item, _, value = self.state.partition(":")
        standing = await _stored(interaction, int(item), Vote(value), fresh=True)
        await send(interaction, *_answer(renderer_for_user(interaction), standing, item), private=True)


class TakeBack(Button, template=r"vote-back:(?P<state>\d{1,18})"):
    """Takes the person's vote back."""

    name = "vote-back"

    async def press(self, interaction: Interaction) -> None:
        standing = await _stored(interaction, int(self.state), None)
        await replace(interaction, *_answer(renderer_for_user(interaction), standing, self.state))


class ReasonChoice(Choice, template=r"vote-reason:(?P<state>\d{1,18})"):
    """Says why a vote is 👎."""

    name = "vote-reason"

    async def choose(self, interaction: Interaction, value: str) -> None:
        standing = await _stored(interaction, int(self.state), VoteReason(value))
        await replace(interaction, *_answer(renderer_for_user(interaction), standing, self.state))


ALL = (VoteButton, TakeBack, ReasonChoice)


def with_vote_buttons(renderer: Renderer, item: Item, *buttons: Button) -> discord.ui.View:
    """These buttons and 👍 👎 for the item; for a line of a summary they stand for the summary."""
    shown = view(*buttons)
    for value in Vote:
        button = VoteButton(f"{item.id}:{value}", renderer.say(f"button-vote-{value}"))
        # A telephone would break a longer row between the two.
        button.row = 0 if len(buttons) == 1 else 1
        shown.add_item(button)
    return shown


async def _stored(
    interaction: Interaction, item: int, change: Vote | VoteReason | None, *, fresh: bool = False
) -> Standing:
    """The standing once the change is stored; if that takes long, Discord is told to wait (`fresh`: for an
    answer of its own)."""
    votes = interaction.client.library.votes
    storing = asyncio.ensure_future(votes.cast(guild_id(interaction), item, interaction.user.id, change))
    done, _ = await asyncio.wait({storing}, timeout=PATIENCE)
    if not done:
        await interaction.response.defer(ephemeral=True, thinking=fresh)
    return await storing


def _answer(renderer: Renderer, standing: Standing, item: str) -> tuple[discord.Embed, discord.ui.View]:
    if standing.own is None:
        return renderer.note(renderer.say("vote-none")), view()
    lines = [renderer.say("vote-own", vote=renderer.say(f"button-vote-{standing.own}"))]
    if standing.reason is not None:
        lines.append(renderer.say("vote-reason", reason=renderer.say(f"vote-reason-{standing.reason}")))
    lines.append(renderer.say("vote-counts", up=standing.up, down=standing.down))
    back = TakeBack(item, renderer.say("button-vote-back"))
    shown = view(back, *_reasons(renderer, standing, item))
    other = Vote.DOWN if standing.own is Vote.UP else Vote.UP
    hint = "-# " + renderer.say("vote-hint", other=renderer.say(f"button-vote-{other}"))
    return renderer.note("\n".join([*lines, "", hint])), shown


def _reasons(renderer: Renderer, standing: Standing, item: str) -> list[Choice]:
    if standing.own is not Vote.DOWN:
        return []
    options = [
        discord.SelectOption(
            label=renderer.say(f"vote-reason-{reason}"), value=reason, default=reason is standing.reason
        )
        for reason in VoteReason
    ]
    return [ReasonChoice(item, options, renderer.say("vote-reason-placeholder"))]
