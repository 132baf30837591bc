"""One interaction: what a person did, and what the bot answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .limits import Json
from .state import EPHEMERAL, LOADING, Channel, DiscordError

if TYPE_CHECKING:
    from .world import Files, World

Until = Callable[[Callable[[], Json], float, str], Awaitable[Json]]

ANSWER, ANSWER_LATER, UPDATE_LATER, UPDATE, AUTOCOMPLETE, MODAL = 4, 5, 6, 7, 8, 9
APPLICATION_COMMAND, COMPONENT, AUTOCOMPLETION, MODAL_SUBMIT = 2, 3, 4, 5
DEADLINE = 3.0


@dataclass(eq=False)
class Interaction:
    """What a person did (`payload`), where, and what came of it: `callback` is the body of the first answer,
    `original` the message that it made or updates, `followups` the messages after it. `told`: when the
    gateway told the bot of it.
    """

    payload: Json
    channel: Channel
    source: Json | None
    sent: float
    clock: Callable[[], float]
    until: Until | None = None
    told: float | None = None
    callback: Json | None = None
    answered: float | None = None
    original: Json | None = None
    followups: list[Json] = field(default_factory=list)
    _shown: Json | None = None

    @property
    def id(self) -> int:
        return int(self.payload["id"])

    @property
    def token(self) -> str:
        return str(self.payload["token"])

    @property
    def shown(self) -> Json | None:
        """What the person got to see: a message, the `choices` of a completion or a modal; None so far."""
        return self._shown

    async def response(self, within: float = 3.0) -> Json:
        """What the bot's answer shows: a message (as it stands, also after edits), `choices` or a modal.

        After a deferral its message is waited for. AssertionError if there is none `within` seconds.
        """
        if self.until is None:
            raise AssertionError("the interaction was never sent")
        return await self.until(lambda: self.shown, within, "an answer to the interaction")

    def answer(self, world: World, body: Json, files: Files) -> Json:
        """Take the first answer, within three seconds and once."""
        if self.clock() - self.sent > DEADLINE:
            raise DiscordError(404, 10062, "Unknown interaction")
        if self.callback is not None:
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        if kind in (UPDATE_LATER, UPDATE) and self.source is None:
            raise DiscordError(400, 50035, "Invalid Form Body")
        if kind in (ANSWER, ANSWER_LATER):
            if kind == ANSWER_LATER:
                data = {"flags": data.get("flags", 0) & EPHEMERAL | LOADING}
            self.original = self._place(world, data, files)
        elif kind in (UPDATE_LATER, UPDATE):
            self.original = self.source
            if kind == UPDATE:
                world.edit(self.source, data, files)
        self._shown = {ANSWER: self.original, UPDATE: self.original, AUTOCOMPLETE: data, MODAL: data}.get(
            kind
        )
        self.callback, self.answered = body, self.clock()
        message = self.original if kind in (ANSWER, UPDATE) else None
        told: Json = {"id": str(self.id), "type": self.payload["type"]}
        if self.original is not None:
            told |= {"response_message_id": self.original["id"]}
            told |= {"response_message_loading": kind == ANSWER_LATER}
            told |= {"response_message_ephemeral": bool(self.original["flags"] & EPHEMERAL)}
        return {"interaction": told, **({"resource": {"type": kind, "message": message}} if message else {})}

    def follow(self, world: World, body: Json, files: Files) -> Json:
        """One more message; the first after a late answer takes the place of the one that was thinking."""
        if self.callback is None:
            raise DiscordError(404, 10015, "Unknown Webhook")
        if self.original is not None and self.original["flags"] & LOADING:
            return self.edit(world, self.original, body, files)
        message = self._place(world, body, files)
        self.followups.append(message)
        self._shown = self._shown or message
        return message

    def message(self, which: str) -> Json:
        """The original response, or a message that followed it."""
        for message in (self.original, *self.followups):
            if message is not None and which in (message["id"], "@original"):
                return message
        raise DiscordError(404, 10008, "Unknown Message")

    def edit(self, world: World, message: Json, body: Json, files: Files) -> Json:
        """Change a message of this interaction."""
        message["flags"] &= ~LOADING
        self._shown = world.edit(message, body, files)
        return message

    def delete(self, message: Json) -> None:
        """Take a message of this interaction away."""
        self.channel.messages.pop(int(message["id"]), None)
        if message is self.original:
            self.original = None
        else:
            self.followups.remove(message)

    def _place(self, world: World, body: Json, files: Files) -> Json:
        message = world.message(self.channel, world.bot, body, files)
        message["application_id"] = message["webhook_id"] = str(world.bot.id)
        by = self.payload.get("member") or self.payload
        message["interaction_metadata"] = {
            "id": str(self.id),
            "type": self.payload["type"],
            "user": by["user"],
            "authorizing_integration_owners": self.payload["authorizing_integration_owners"],
        }
        if not message["flags"] & EPHEMERAL:
            self.channel.messages[int(message["id"])] = message
        return message
