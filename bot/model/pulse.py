"""What a running process knows of itself, for those who ask from outside whether it is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LoggedError:
    """An error in the log: when, which logger, and the message without what it was filled in with."""

    at: datetime
    logger: str
    message: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """How long ago, in seconds, a process saw signs of life in what it depends on.

    `shards`: when Discord last answered the heartbeat of each, or else when the process began. `tick`: when
    it last looked at what is due; None where another process delivers.
    """

    shards: Mapping[int, float] = field(default_factory=dict)
    tick: float | None = None
    error: LoggedError | None = None
