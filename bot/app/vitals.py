"""What the process remembers of its own errors."""

from __future__ import annotations

import logging

import discord

from bot.model import LoggedError
from bot.ui.faults import is_network_fault

LENGTH = 200
"""Characters of a message that are remembered."""


class LastError(logging.Handler):
    """Remembers the last error that was logged, without what its message was filled in with, which may be of
    strangers; faults of the network are none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.error: LoggedError | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a record."""
        raised = record.exc_info[1] if record.exc_info else None
        if not is_network_fault(raised):
            kind = f" ({type(raised).__name__})" if raised else ""
            message = str(record.msg).partition("\n")[0][:LENGTH] + kind
            self.error = LoggedError(discord.utils.utcnow(), record.name, message)
