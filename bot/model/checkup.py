"""What a check of the bot's state comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """What a check comes to."""

    FINE = "fine"
    MEND = "mend"
    """Somebody has to do something."""
    UNKNOWN = "unknown"
    """The check could not be made."""
    IDLE = "idle"
    """There is nothing to check yet, or while the bot doesn't run."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `doctor-<name>` is its name on the screen, `doctor-<name>-<result>` says what it came to,
    filled in with `facts`; where something is to be done, the attribute `remedy` of that says what."""

    name: str
    state: State
    result: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of the message."""
        return "doctor-unknown" if self.result == "unknown" else f"doctor-{self.name}-{self.result}"
