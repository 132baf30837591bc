"""Facts that people are told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

WHOLE_BOT = 0
"""Stands for the guild of a notice that is about no guild: the bot's owner is told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is told: the message `key` of the locales, with its `variables`.

    `identity` tells it from all other facts about the same guild; a fact that is known already is not told
    again. `schedule_id` is the schedule it is about: its channel is named only to those who may see it.
    """

    key: str
    identity: str
    variables: Mapping[str, str | int] = field(default_factory=dict)
    schedule_id: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A stored fact, and who is told: `person` (their id, or NOBODY), the owner where `guild_id` is
    WHOLE_BOT, or whoever reads the channel `channel_id`."""

    id: int
    guild_id: int
    person: int
    fact: Fact
    created_at: datetime
    nonce: str
    attempts: int = 0
    """How often it was tried before; it may have arrived."""
    channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """Notices that one person gets in one direct message, oldest first; they stay together. `id` is that of
    one of them."""

    id: int
    notices: tuple[Notice, ...]

    @property
    def is_over(self) -> bool:
        """Return whether it brings up to date what editors were told of a suggestion, which is over."""
        return self.first.channel_id is not None and "decision" in self.first.fact.variables

    @property
    def first(self) -> Notice:
        """The notice whose nonce and time the message has."""
        return self.notices[0]
