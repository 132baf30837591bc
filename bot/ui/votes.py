"""👍 and 👎: the buttons for an item, and what a click on them does."""

from __future__ import annotations

from typing import Any

import discord

from bot.model import Standing, Vote, VoteReason
from bot.ui.components import DynamicButton, DynamicSelect, named
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    persistent_view,
    renderer_for_user,
    rows_view,
    send,
)
from bot.ui.saving import save_button


class VoteButton(DynamicButton, template=r"vote:(?P<item>\d{1,18}):(?P<vote>up|down)"):
    """Vote for an item, in place of the person's earlier vote.

    A second click changes nothing: nobody sees on the message how they voted, so whoever clicks twice asks.
    """

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        item = int(self.match["item"])
        standing = await _cast(interaction, item, Vote(self.match["vote"]))
        await send(interaction, *_standing(renderer_for_user(interaction), standing, item), private=True)


class TakeBack(DynamicButton, template=r"vote-back:(?P<item>\d{1,18})"):
    """Take the person's vote back."""

    async def respond(self, interaction: Interaction) -> None:
        item = int(self.match["item"])
        standing = await _cast(interaction, item, None)
        await edit_message(interaction, *_standing(renderer_for_user(interaction), standing, item))


class ReasonSelect(DynamicSelect, template=r"vote-reason:(?P<item>\d{1,18})"):
    """Say why a vote is 👎."""

    async def respond(self, interaction: Interaction) -> None:
        item = int(self.match["item"])
        standing = await _cast(interaction, item, named(VoteReason, self.value))
        await edit_message(interaction, *_standing(renderer_for_user(interaction), standing, item))


COMPONENTS = (VoteButton, TakeBack, ReasonSelect)


def with_vote_buttons(
    renderer: Renderer, item_id: int, *buttons: discord.ui.Item[Any], votes: bool = True
) -> discord.ui.View:
    """Return `buttons`, and ⭐, 👍 and 👎 for an item behind one of them or in a row below several, which is
    what fits on a phone. Without `votes` (they are counted for each guild) only ⭐.

    A line of a summary stands for all of it.
    """
    marks: list[DynamicButton] = [save_button(renderer, item_id)]
    if votes:
        marks += [VoteButton(f"{item_id}:{vote}", renderer.say(f"button-vote-{vote}")) for vote in Vote]
    return rows_view([*buttons, *marks]) if len(buttons) < 2 else rows_view(buttons, marks)


async def _cast(interaction: Interaction, item: int, change: Vote | VoteReason | None) -> Standing:
    """Store the change and return how the item stands."""
    votes = interaction.client.library.votes
    return await votes.cast(guild_id(interaction), item, interaction.user.id, change)


def _standing(renderer: Renderer, standing: Standing, item: int) -> tuple[discord.Embed, discord.ui.View]:
    """Return the person's vote and the counts, with buttons to change the vote."""
    say = renderer.say
    if standing.own is None:
        return renderer.text_embed(say("vote-none")), persistent_view()
    lines = [say("vote-own", vote=say(f"button-vote-{standing.own}"))]
    if standing.reason is not None:
        lines.append(say("vote-reason", reason=say(f"vote-reason-{standing.reason}")))
    lines.append(say("vote-counts", up=standing.up, down=standing.down))
    other = Vote.DOWN if standing.own is Vote.UP else Vote.UP
    lines += ["", "-# " + say("vote-hint", other=say(f"button-vote-{other}"))]
    view = persistent_view(TakeBack(str(item), say("button-vote-back")), *_reasons(renderer, standing, item))
    return renderer.text_embed("\n".join(lines)), view


def _reasons(renderer: Renderer, standing: Standing, item: int) -> list[ReasonSelect]:
    if standing.own is not Vote.DOWN:
        return []
    options = [
        discord.SelectOption(
            label=renderer.say(f"vote-reason-{reason}"), value=reason, default=reason is standing.reason
        )
        for reason in VoteReason
    ]
    return [ReasonSelect(str(item), options, renderer.say("vote-reason-placeholder"))]
