"""What became of each command that people typed, and of each request of the bot."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field

from bot.model import Language
from bot.texts import Texts
from tests.wire.interactions import DEADLINE, Interaction
from tests.wire.limits import Json
from tests.wire.small import SmallDiscord
from tests.wire.state import LOADING

APOLOGY = Texts().say(Language.JA, "answer-lost")
SETTLED = 120.0
"""Seconds after which a command is accounted for."""
TOLD_LATE = 2.0
"""Of the three seconds that Discord gives, those after which nobody can be expected to answer in time."""
IN_FLIGHT = 1.0
"""Seconds before the end of a connection in which what was written to it may not have been read."""
ANSWERED, APOLOGIZED = "one answer", "one apology"
UNTOLD, LATE_TOLD = "Discord never told the bot", "Discord told the bot too late"
REFUSED = "Discord lost every first answer"
SILENT, TWICE, MISSED = "promised and left without an end", "answered twice", "no first answer in time"
FINE = (ANSWERED, APOLOGIZED, UNTOLD, LATE_TOLD, REFUSED)
BROKEN = (SILENT, TWICE, MISSED)


@dataclass
class Tally:
    """What became of the commands that people typed, each accounted for `SETTLED` seconds later and forgotten
    then; and of the requests of the bot. `strays` came later still."""

    small: SmallDiscord
    commands: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    strays: int = 0
    open: deque[Interaction] = field(default_factory=deque)
    _tries: dict[str, float] = field(default_factory=dict)
    """By token, how many seconds after it was typed the first answer to a command was tried first."""

    def look(self) -> None:
        """Note the requests since the last look, and let go of those that are over."""
        requests, self.small.requests = self.small.requests, []
        for request in requests:
            token = re.match(r"/(?:interactions|webhooks)/\d+/([^/]+)", request.path)
            asked = self.small.world.interactions.get(token[1]) if token else None
            if asked is not None and request.path.endswith("/callback"):
                self._tries.setdefault(asked.token, request.at - asked.sent)
            self.strays += token is not None and asked is None
            if request.status:
                self.statuses[request.status] += 1
            else:
                self.small.requests.append(request)  # it isn't answered yet, or never will be

    def settle(self, seconds: float) -> None:
        """Account for what was typed more than so many seconds ago."""
        self.look()
        while self.open and self.open[0].sent < self.small.world.clock() - seconds:
            asked = self.open.popleft()
            self.commands[self.seen(asked)] += 1
            del self.small.world.interactions[asked.token]
            self._tries.pop(asked.token, None)
            for message in _messages(asked):
                asked.channel.messages.pop(int(message["id"]), None)

    def seen(self, asked: Interaction) -> str:
        """Return what the person saw or, where that is nothing, why."""
        shown = [message for message in _messages(asked) if not message["flags"] & LOADING]
        if len(shown) > 1:
            return TWICE
        if shown:
            return APOLOGIZED if APOLOGY in str(shown[0]["embeds"]) else ANSWERED
        if asked.callback is not None:
            return SILENT
        if (tried := self._tries.get(asked.token)) is not None and tried < DEADLINE:
            return REFUSED
        if asked.told is None:
            return UNTOLD
        if asked.told - asked.sent > TOLD_LATE:
            return LATE_TOLD
        unread = any(asked.told <= end < asked.told + IN_FLIGHT for end in self.small.gateway.ends)
        return UNTOLD if tried is None and unread else MISSED


def _messages(asked: Interaction) -> list[Json]:
    return [message for message in (asked.original, *asked.followups) if message is not None]
