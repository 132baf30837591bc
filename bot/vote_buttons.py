"""What a click on 👍 or 👎 does."""

from __future__ import annotations

import asyncio
import re
from typing import Any, ClassVar, Self

import discord

from bot.button import Button, view
from bot.model import Item
from bot.render import Render
from bot.replies import Interaction, fail, guild_id, personal, replace, send, slow_down
from bot.voting import Standing, Vote, VoteReason

PATIENCE = 1.5
"""Seconds to wait for a vote to be stored: the answer is due after three."""


class VoteButton(Button, template=r"vote:(?P<state>\d{1,18}:(up|down))"):
    """Votes for an item, in the place of the person's earlier vote. Pressed again the vote stays: nobody sees
    on the message how they voted, so whoever presses twice asks, and takes nothing back."""

    name = "vote"

    async def press(self, interaction: Interaction) -> None:
        item, _, value = self.state.partition(":")
        standing = await _stored(interaction, int(item), Vote(value), fresh=True)
        await send(interaction, *_answer(personal(interaction), standing, item), private=True)


class TakeBack(Button, template=r"vote-back:(?P<state>\d{1,18})"):
    """Takes the person's vote back."""

    name = "vote-back"

    async def press(self, interaction: Interaction) -> None:
        standing = await _stored(interaction, int(self.state), None)
        await replace(interaction, *_answer(personal(interaction), standing, self.state))


class ReasonChoice(
    discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"vote-reason:(?P<state>\d{1,18})"
):
    """Says why a vote is 👎."""

    name: ClassVar[str] = "vote-reason"

    def __init__(self, state: str, select: discord.ui.Select[Any]) -> None:
        self.state = state
        super().__init__(select)

    @classmethod
    def offer(cls, render: Render, item: str, chosen: VoteReason | None) -> Self:
        """The reasons there are; `chosen` is the one that was given."""
        select: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"{cls.name}:{item}", placeholder=render.say("vote-reason-placeholder")
        )
        for reason in VoteReason:
            label = render.say(f"vote-reason-{reason}")
            select.add_option(label=label, value=reason, default=reason is chosen)
        return cls(item, select)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        assert isinstance(item, discord.ui.Select)  # noqa: S101 - the id is only ever on one
        return cls(match["state"], item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            slow_down(interaction)
            standing = await _stored(interaction, int(self.state), VoteReason(self.item.values[0]))
            await replace(interaction, *_answer(personal(interaction), standing, self.state))
        except Exception as error:
            await fail(interaction, error)


ALL = (VoteButton, TakeBack, ReasonChoice)


def judged(render: Render, item: Item, *buttons: Button) -> discord.ui.View:
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


def _answer(render: Render, standing: Standing, item: str) -> tuple[discord.Embed, discord.ui.View]:
    if standing.own is None:
        return render.note(render.say("vote-none")), view()
    lines = [
        render.say("vote-own", vote=render.say(f"button-vote-{standing.own}")),
        render.say("vote-counts", up=standing.up, down=standing.down),
    ]
    if standing.reason is not None:
        lines.append(render.say("vote-reason", reason=render.say(f"vote-reason-{standing.reason}")))
    shown = view()
    if standing.own is Vote.DOWN:
        shown.add_item(ReasonChoice.offer(render, item, standing.reason))
    shown.add_item(TakeBack(item, render.say("button-vote-back")))
    hint = "-# " + render.say("vote-hint")
    return render.note("\n".join([*lines, hint])), shown
