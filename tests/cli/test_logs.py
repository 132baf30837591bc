"""The log says each thing once a minute, and network faults in one line."""

from __future__ import annotations

import io
import json
import logging
import unicodedata
from collections.abc import Iterator

import aiohttp
import pytest

from bot.cli import logs
from bot.cli.logs import WINDOW, CollapseFilter


class Log:
    """A log whose clock stands at `now`."""

    def __init__(self) -> None:
        self.now = 0.0
        self._stream = io.StringIO()
        handler = logging.StreamHandler(self._stream)
        handler.addFilter(CollapseFilter(handler, lambda: self.now))
        self.logger = logging.Logger("test", logging.DEBUG)  # noqa: LOG001 - one of its own
        self.logger.addHandler(handler)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    def fail(self, message: str, error: Exception, *arguments: object) -> None:
        """Log an error that was raised."""
        try:
            raise error
        except Exception:
            self.logger.exception(message, *arguments)


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(104, "reset"),
        aiohttp.ServerDisconnectedError(),
        TimeoutError("too slow"),
        RuntimeError("Session is closed"),
    ],
)
def test_a_network_fault_is_one_line_whoever_logs_it(log: Log, error: Exception) -> None:
    log.fail("Ignoring exception in %s", error, "on_ready")
    assert "Traceback" not in log.text
    assert log.text.startswith(f"Ignoring exception in on_ready: {type(error).__name__}: ")


def test_a_bug_and_a_missing_file_keep_their_traceback(log: Log) -> None:
    log.fail("x", KeyError("word"))
    log.fail("x", FileNotFoundError("font"))
    assert log.text.count("Traceback") == 2


def test_what_repeats_is_logged_once_a_minute_and_counted(log: Log) -> None:
    for _ in range(1_000):
        log.fail("A tick failed", KeyError("word"))
        log.logger.warning("Limited: %s", log.now)
        log.now += 0.01
    assert log.text.count("Traceback") == 1
    assert log.text.count("Limited") == 1
    log.now += WINDOW
    log.logger.info("something else")
    *_, tick, limited, last = log.text.splitlines()
    assert tick == "A tick failed (999 more like it within 70 s)"
    assert limited == "Limited: 0.0 (999 more like it within 70 s)"
    assert last == "something else"
    log.fail("A tick failed", KeyError("word"))
    assert log.text.count("Traceback") == 2


def test_an_error_with_an_id_keeps_its_line(log: Log) -> None:
    for number in range(3):
        log.fail("Unforeseen error %s", KeyError("word"), number)
    assert log.text.count("Traceback") == 1
    assert "Unforeseen error 2: KeyError: 'word'" in log.text


def test_different_errors_stand_beside_each_other(log: Log) -> None:
    log.fail("x", KeyError("word"))
    log.fail("x", ValueError("word"))
    log.logger.warning("x")
    log.logger.error("x")
    assert log.text.count("Traceback") == 2
    assert log.text.count("x\n") == 4


def test_what_is_no_warning_is_never_held_back(log: Log) -> None:
    for _ in range(3):
        log.logger.info("done")
    assert log.text == "done\n" * 3


@pytest.fixture
def own_logging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Logging that a test may set up; it is as it was afterwards."""
    monkeypatch.setattr(logging.root, "handlers", [])
    loggers = [logging.getLogger(name) for name in (None, "bot", "cogs")]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.mark.usefixtures("own_logging")
@pytest.mark.parametrize("colors", [False, True])
def test_no_character_of_a_stranger_steers_the_terminal_that_shows_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, colors: bool
) -> None:
    monkeypatch.setattr("discord.utils.stream_supports_colour", lambda stream: colors)
    logs.set_up(logging.INFO)
    steering = "a\x1b]0;mine\x07\x9b2J\u202eb\n\tc"
    log = logging.getLogger("bot.test")
    log.info("A gate said %s", steering)
    try:
        raise ValueError(steering)
    except ValueError:
        log.exception("100%% %s", steering)
    try:
        raise ConnectionResetError(steering)
    except ConnectionResetError:
        log.exception("Told: %s", steering)
    shown = capsys.readouterr().err
    assert ("\x1b[" in shown) == colors
    for color in ("30;1", "34;1", "33;1", "31", "35", "0"):  # the log's own
        shown = shown.replace(f"\x1b[{color}m", "")
    wrong = {one for one in shown if unicodedata.category(one) in ("Cc", "Cf")} - {"\n", "\t"}
    assert not wrong
    assert shown.count("a�]0;mine��2J�b\\n\tc") == 3, "a message is one line"
    assert shown.count("a�]0;mine��2J�b\n  \tc") == 1, "lines of a traceback stay, indented"
    assert "ValueError: a" in shown


FORGED = "\n[2030-01-01 00:00:00] [ERROR   ] bot: forged"


@pytest.mark.usefixtures("own_logging")
def test_no_text_of_a_stranger_passes_for_a_line_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(logging.INFO)
    log = logging.getLogger("bot.test")
    try:
        raise ValueError(FORGED)
    except ValueError:
        log.exception("It said %s", FORGED)
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if not line.startswith("  ")] == lines[:1]
    assert lines[0].endswith("It said \\n[2030-01-01 00:00:00] [ERROR   ] bot: forged")


@pytest.mark.usefixtures("own_logging")
def test_each_event_is_one_json_object_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(logging.INFO, as_json=True)
    log = logging.getLogger("bot.test")
    log.info("言の葉 %s", FORGED)
    try:
        raise KeyError(FORGED)
    except KeyError:
        log.exception("failed")
    told, failed = map(json.loads, capsys.readouterr().err.splitlines())
    assert told.keys() == {"time", "level", "logger", "message"}
    assert told["time"].endswith("+00:00")
    assert (told["level"], told["logger"]) == ("INFO", "bot.test")
    assert told["message"].startswith("言の葉 ")
    assert failed["traceback"].startswith("Traceback")
    assert failed["traceback"].splitlines()[-1].startswith("KeyError: ")


@pytest.mark.usefixtures("own_logging")
@pytest.mark.parametrize("as_json", [False, True])
def test_no_token_and_no_user_stands_in_the_log_whoever_logs_it(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    logs.set_up(logging.INFO, as_json=as_json)
    secrets = (
        "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB",
        "aW50ZXJhY3Rpb24",
        "8811",
    )
    log = logging.getLogger("discord.http")
    for text in (
        f"Authorization: Bot {secrets[0]}",
        f"POST https://discord.com/api/v10/webhooks/42/{secrets[1]}/messages/@original responded with 429",
        f"POST https://discord.com/api/v10/interactions/42/{secrets[1]}/callback",
        f"GET https://discord.com/api/v10/guilds/77/members/{secrets[2]} responded with 429",
    ):
        log.warning(text)
        try:
            raise ValueError(text)
        except ValueError:
            log.exception("%s", text[:4])
    shown = capsys.readouterr().err.replace(r"\u2026", "…")
    assert shown.count("guilds/77/members/… responded") == 2, "in a message and in a traceback"
    assert not [secret for secret in secrets if secret in shown]
