"""How the log stays readable: whatever it quotes, and while the same thing goes wrong again and again."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from traceback import walk_tb

import discord

from bot.cli.terminal import printable
from bot.ui.faults import described, is_network_fault

WINDOW = 60.0
"""Seconds in which an error or warning stands in the log once."""
MOST_KEPT = 500
"""Different ones that are remembered at a time."""


@dataclass
class _Repeated:
    """An error or warning that was logged, and how often it came since."""

    name: str
    level: int
    text: str
    since: float
    times: int = 0


class CollapseFilter(logging.Filter):
    """Makes one line of each network fault, and one of warnings and errors that repeat within `WINDOW`.

    The count follows as a line of its own, before the next line after that time. An error with a text of its
    own, such as one with an id that a person was told, keeps that line and loses only its traceback.
    """

    def __init__(self, handler: logging.Handler, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._handler = handler
        self._clock = clock
        self._repeated: dict[object, _Repeated] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is to be logged."""
        if hasattr(record, "counts"):
            return True
        now = self._clock()
        self._tell(now)
        if record.levelno < logging.WARNING:
            return True
        error, template = record.exc_info[1] if record.exc_info else None, record.msg
        if error is not None and is_network_fault(error):
            _shorten(record, error)
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        text = record.getMessage()
        place = [(frame.f_code, line) for frame, line in walk_tb(error.__traceback__)][-1:] if error else []
        key = record.name, record.levelno, template, type(error), *place
        earlier = self._repeated.get(key)
        if earlier is None:
            if len(self._repeated) < MOST_KEPT:
                self._repeated[key] = _Repeated(record.name, record.levelno, text, now)
            return True
        if error is not None and record.exc_info and text != earlier.text:
            _shorten(record, error)
            return True
        earlier.times += 1
        return False

    def _tell(self, now: float) -> None:
        """Log how often what was logged long enough ago came since."""
        for key, one in list(self._repeated.items()):
            if now - one.since < WINDOW:
                break  # the rest is younger
            del self._repeated[key]
            if one.times:
                text = f"{one.text} ({one.times} more like it within {now - one.since:.0f} s)"
                names = {"name": one.name, "levelno": one.level, "levelname": logging.getLevelName(one.level)}
                self._handler.handle(logging.makeLogRecord({**names, "msg": text, "counts": one.times}))


def _shorten(record: logging.LogRecord, error: BaseException) -> None:
    """Put the error into the message in place of its traceback."""
    record.msg, record.args = f"{record.getMessage()}: {described(error)}", None
    record.exc_info = record.exc_text = None


class PrintableFormatter(logging.Formatter):
    """Formats records as `inner` does (which may color them), but no character of a stranger, in a message or
    a traceback, steers the terminal that shows the log."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record, which stays as it is: other handlers get it, too."""
        shown = copy.copy(record)
        shown.msg, shown.args = printable(record.getMessage()), None
        if record.exc_info:
            shown.exc_info, shown.exc_text = None, printable(self.formatException(record.exc_info))
        return self._inner.format(shown)


def set_up(level: int) -> None:
    """Log to standard error, the bot's own messages from `level` on."""
    handler = logging.StreamHandler()
    handler.addFilter(CollapseFilter(handler))
    # At DEBUG other libraries log what passes through them: parameters, messages, the token.
    discord.utils.setup_logging(handler=handler, level=max(level, logging.INFO))
    if handler.formatter is not None:
        handler.setFormatter(PrintableFormatter(handler.formatter))
    for own in ("bot", "cogs"):
        logging.getLogger(own).setLevel(level)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot doesn't use voice
