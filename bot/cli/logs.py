"""How the log stays readable: whatever it quotes, and while the same thing goes wrong again and again."""

from __future__ import annotations

import copy
import json
import logging
import re
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from traceback import walk_tb

import discord

from bot.cli.terminal import printable
from bot.ui.faults import described, is_network_fault

WINDOW = 60.0
"""Seconds in which an error or warning stands in the log once."""
MOST_KEPT = 500
"""Different ones that are remembered at a time."""
INDENT = "  "
"""Before each line of a traceback: a line that begins with anything else begins a record."""
_PRIVATE = re.compile(
    r"(?<=/members/)\d+|(?<=/users/)\d+|(?<=/recipients/)\d+"  # whom a request was about
    r"|(?:(?<=/webhooks/)|(?<=/interactions/))\d+/[\w.-]+"  # with it, anybody may answer an interaction
    r"|\b[\w-]{18,80}\.[\w-]{6,7}\.[\w-]{27,80}"  # the token of a bot
)


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


class SafeFormatter(logging.Formatter):
    """Formats records so that nothing in them can pass for another record, or tells what it must not.

    A message is one line, without characters that steer a terminal, and without tokens and users' IDs, which
    stand in addresses that other libraries log.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record, which stays as it is: other handlers get it, too."""
        message = _safe(record.getMessage()).replace("\n", "\\n")
        trace = _safe(self.formatException(record.exc_info)) if record.exc_info else None
        return self.lay_out(record, message, trace)

    def lay_out(self, record: logging.LogRecord, message: str, trace: str | None) -> str:
        """Return a record with its message and traceback, both safe."""
        raise NotImplementedError


class TextFormatter(SafeFormatter):
    """Formats records as `inner` does, which may color them; tracebacks are indented."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def lay_out(self, record: logging.LogRecord, message: str, trace: str | None) -> str:
        """Return a record as text."""
        shown = copy.copy(record)
        shown.msg, shown.args, shown.exc_info = message, None, None
        shown.exc_text = trace and textwrap.indent(trace, INDENT, lambda _: True)
        return self._inner.format(shown)


class JsonFormatter(SafeFormatter):
    """Formats each record as one JSON object on one line, its traceback included."""

    def lay_out(self, record: logging.LogRecord, message: str, trace: str | None) -> str:
        """Return a record as JSON, its time in UTC."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message,
        }
        return json.dumps(event if trace is None else {**event, "traceback": trace})


def _safe(text: str) -> str:
    return _PRIVATE.sub("…", printable(text))


def set_up(level: int, *, as_json: bool = False) -> None:
    """Log to standard error, the bot's own messages from `level` on."""
    handler = logging.StreamHandler()
    handler.addFilter(CollapseFilter(handler))
    # At DEBUG other libraries log what passes through them: parameters, messages, the token.
    discord.utils.setup_logging(handler=handler, level=max(level, logging.INFO))
    if handler.formatter is not None:
        handler.setFormatter(JsonFormatter() if as_json else TextFormatter(handler.formatter))
    for own in ("bot", "cogs"):
        logging.getLogger(own).setLevel(level)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot doesn't use voice
