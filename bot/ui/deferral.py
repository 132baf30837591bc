"""How answers keep their time: an interaction that nobody has answered in time is deferred."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from enum import Enum, auto
from typing import Any

import discord
from discord import app_commands

from bot.ui.faults import ACKNOWLEDGED, described, is_gone, is_network_fault
from bot.ui.scope import may_answer_in_public

DUE = 3.0
"""Seconds that Discord waits for the first answer to an interaction."""
PATIENCE = 1.5
"""Seconds after which an interaction is deferred: as many are left for the request to arrive."""
_FIRST = "first answer"

log = logging.getLogger(__name__)


class Deferral(Enum):
    """What Discord is told to wait for where an answer takes long."""

    EDIT = auto()
    """An edit of the message that was clicked. It suits any answer, but the person sees nothing of it."""
    TURN = auto()
    """An edit of the message that was clicked if it is the person's alone, otherwise a new private one."""
    PRIVATE = auto()
    """A new message that only the person sees."""
    ALIKE = auto()
    """A new message, seen by those who see the one that was clicked."""
    COMMAND = auto()
    """A new message: public where the command has the option `private` and it isn't chosen."""


class FirstAnswer:
    """The first answer to an interaction: there is one only, in time, though it may be a deferral.

    `promised` is true as long as a new message was promised and isn't there; `public`: everybody sees that.
    `follows`: whatever is new stands in a message that follows, for nothing (any more) was promised.
    `began`: when the bot heard of the interaction, in monotonic time.
    """

    __slots__ = (
        "_deferral",
        "_deferred",
        "_deferring",
        "_interaction",
        "_timer",
        "began",
        "follows",
        "promised",
        "public",
    )

    def __init__(self, interaction: discord.Interaction[Any], deferral: Deferral, seconds: float) -> None:
        self._interaction = interaction
        self._deferral = deferral
        self._deferring: asyncio.Task[None] | None = None
        self._deferred = self.promised = self.public = self.follows = False
        self.began = time.monotonic()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    @property
    def is_done(self) -> bool:
        """Return whether it arrived; discord.py doesn't know it of a deferral whose answer was lost."""
        return self._deferred or self._interaction.response.is_done()

    @property
    def is_deferred(self) -> bool:
        """Return whether a deferral arrived: nothing else did in time."""
        return self._deferred

    async def settle(self) -> None:
        """Return when no deferral is under way, and none can begin: what is answered now comes first, or
        after it."""
        self._timer.cancel()
        if self._deferring is not None:
            await asyncio.wait({self._deferring})

    async def withdraw(self) -> None:
        """Delete the promised message, so that something private can take its place."""
        self.follows = True
        with suppress(discord.NotFound):  # an earlier try may have arrived, or a moderator was faster
            await self._interaction.delete_original_response()
        self.promised = False

    async def is_awaited(self) -> bool:
        """Return, from Discord, whether the person still waits for a promised message."""
        flags = (await self._interaction.original_response()).flags
        if flags.loading:
            self._deferred, self.promised, self.public = True, True, not flags.ephemeral
        return flags.loading

    def _begin(self) -> None:
        self._deferring = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        new_message, private = _promise(self._interaction, self._deferral)
        private = private or not may_answer_in_public(self._interaction)
        for again in (True, False):
            try:
                # What hangs for longer did arrive, or never will. The second try has to arrive in time.
                async with asyncio.timeout((DUE - PATIENCE) / 2 if again else DUE):
                    await self._interaction.response.defer(thinking=new_message, ephemeral=private)
            except Exception as error:
                if isinstance(error, discord.HTTPException) and error.code == ACKNOWLEDGED:
                    break  # an earlier one did arrive
                fault = is_network_fault(error)
                if again and fault and not is_gone(error):
                    continue
                trace = None if fault else error
                log.warning("An interaction is not deferred: %s", described(error), exc_info=trace)
                return  # the answer is tried all the same
            break
        self._deferred, self.follows = True, not new_message
        self.promised, self.public = new_message, not private


def watch(interaction: discord.Interaction[Any], deferral: Deferral) -> bool:
    """See to it that the interaction is deferred unless it is answered in time; return whether there is still
    somebody to answer. Every handler begins so."""
    if interaction.client.is_over(interaction):
        return False
    interaction.extras[_FIRST] = FirstAnswer(interaction, deferral, time_left(interaction))
    answering, task = interaction.client.answering, asyncio.current_task()
    if task is not None:
        answering.add(task)
        task.add_done_callback(answering.discard)
    return True


async def settle(interaction: discord.Interaction[Any]) -> FirstAnswer:
    """Return how an interaction was answered so far, and keep it from being deferred from now on.

    Every answer begins so.
    """
    first = first_answer(interaction)
    await first.settle()
    return first


def first_answer(interaction: discord.Interaction[Any]) -> FirstAnswer:
    """Return how an interaction that is watched was answered so far."""
    first: FirstAnswer = interaction.extras[_FIRST]
    return first


def time_left(interaction: discord.Interaction[Any]) -> float:
    """Return the seconds in which the interaction can be answered without a deferral, from 0 on."""
    waited = (discord.utils.utcnow() - interaction.created_at).total_seconds()
    # Where it seems to be over already, or from the future, the clock here is not Discord's.
    return max(0.0, PATIENCE - waited) if 0 <= waited < DUE else PATIENCE


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Return whether only one person sees the message that was clicked."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _promise(interaction: discord.Interaction[Any], deferral: Deferral) -> tuple[bool, bool]:
    """Return whether the answer is a new message, and whether it is private."""
    match deferral:
        case Deferral.EDIT:
            return False, False
        case Deferral.TURN:
            return not is_private(interaction), True
        case Deferral.PRIVATE:
            return True, True
        case Deferral.ALIKE:
            return True, is_private(interaction)
        case Deferral.COMMAND:
            command = interaction.command
            asked = isinstance(command, app_commands.Command) and command.get_parameter("private")
            return True, not asked or bool(interaction.namespace.private)
