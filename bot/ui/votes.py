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


def with_vote_buttons(render: Renderer, item: Item, *buttons: Button) -> discord.ui.View:
    """These buttons and 👍 👎 for the item; for a line of a summary they stand for the summary."""
    shown = view(*buttons)
    for value in Vote:
        button = VoteButton(f"{item.id}:{value}", render.say(f"button-vote-{value}"))
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


def _answer(render: Renderer, standing: Standing, item: str) -> tuple[discord.Embed, discord.ui.View]:
    if standing.own is None:
        return render.note(render.say("vote-none")), view()
    lines = [render.say("vote-own", vote=render.say(f"button-vote-{standing.own}"))]
    if standing.reason is not None:
        lines.append(render.say("vote-reason", reason=render.say(f"vote-reason-{standing.reason}")))
    lines.append(render.say("vote-counts", up=standing.up, down=standing.down))
    back = TakeBack(item, render.say("button-vote-back"))
    shown = view(back, *_reasons(render, standing, item))
    other = Vote.DOWN if standing.own is Vote.UP else Vote.UP
    hint = "-# " + render.say("vote-hint", other=render.say(f"button-vote-{other}"))
    return render.note("\n".join([*lines, "", hint])), shown


def _reasons(render: Renderer, standing: Standing, item: str) -> list[Choice]:
    if standing.own is not Vote.DOWN:
        return []
    options = [
        discord.SelectOption(
            label=render.say(f"vote-reason-{reason}"), value=reason, default=reason is standing.reason
        )
        for reason in VoteReason
    ]
    return [ReasonChoice(item, options, render.say("vote-reason-placeholder"))]
