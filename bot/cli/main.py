"""The table of commands: the arguments of each, and what it runs."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import time
from pathlib import Path
from typing import Any

from bot import config
from bot.cli import backups, doctor, host, logs, moving
from bot.cli.articles import import_sources, read_sources
from bot.cli.run import run
from bot.cli.terminal import Terminal
from bot.config import Config
from bot.errors import UserError
from bot.model import Language, Rights

Work = Coroutine[Any, Any, int]
"""A running command; its result is the exit code."""
VOTES = Path("kotonoha-votes")


def main(arguments: Sequence[str] | None, demo: Callable[[argparse.Namespace], Work]) -> int:
    """Run one command, `demo` for the one of that name, and return its exit code."""
    terminal = Terminal(config.terminal_language())
    try:
        args = _parser(terminal, demo).parse_args(arguments)
        settings = config.load()
        level = max(settings.log_level, logging.WARNING) if args.quiet else settings.log_level
        logs.set_up(level, as_json=settings.json_log)
        work: Work = args.run(args, settings)
        with asyncio.Runner(loop_factory=args.loop_factory) as runner:
            return runner.run(work)
    except UserError as error:
        terminal.report(error)
        return 1
    except PermissionError as error:
        if error.filename is None:
            raise
        terminal.report(UserError("file-forbidden", path=str(error.filename)))
        return 1


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the faster event loop of the extra `speed`; None, for asyncio's own, without it."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = new_event_loop
    return factory


def _parser(terminal: Terminal, demo: Callable[[argparse.Namespace], Work]) -> argparse.ArgumentParser:
    """Return a parser whose result has `run`, to be called with it and the configuration, `quiet` and
    `loop_factory`."""
    text = terminal.text
    parser = argparse.ArgumentParser(prog="python -m bot", description=text("cli-description"))
    parser.set_defaults(loop_factory=_loop_factory())
    parser.set_defaults(run=lambda _, settings: run(settings), quiet=False)
    commands = parser.add_subparsers(title=text("cli-commands"), metavar="COMMAND")

    def add(
        name: str,
        work: Callable[[argparse.Namespace, Config], Work],
        group: Any = commands,
        *,
        quiet: bool = True,
    ) -> argparse.ArgumentParser:
        about = text(f"cli-{name}" if group is commands else f"cli-export-{name}")
        command: argparse.ArgumentParser = group.add_parser(name, help=about, description=about)
        command.set_defaults(run=work, quiet=quiet)
        return command

    add("run", lambda _, settings: run(settings), quiet=False)
    page = add("demo", lambda args, _: demo(args), quiet=False)
    page.set_defaults(loop_factory=None)  # simcord moves the clock of asyncio's own loop
    page.add_argument(
        "--language", choices=[*map(str, Language)], default=terminal.language, help=text("cli-language")
    )
    page.add_argument("--port", type=_port(terminal), default=0, help=text("cli-port"))
    page.add_argument("--keep", action="store_true", help=text("cli-keep"))
    page.add_argument("--at", type=_time(terminal), metavar="HH:MM:SS", help=text("cli-at"))
    page.add_argument("--no-browser", action="store_true", help=text("cli-no-browser"))

    read = add("read", lambda args, _: read_sources(args.sources, terminal, as_json=args.json))
    read.add_argument("--json", action="store_true", help=text("cli-json"))
    store = add("import", lambda args, settings: _import(args, settings, terminal))
    store.add_argument("--yes", action="store_true", help=text("cli-import-yes"))
    for command in (read, store):
        command.add_argument("sources", nargs="+", metavar="SOURCE", help=text("cli-source"))

    add("health", lambda _, settings: doctor.health(settings, terminal))
    examine = add("doctor", lambda args, settings: doctor.doctor(settings, terminal, as_json=args.json))
    examine.add_argument("--json", action="store_true", help=text("cli-doctor-json"))

    add("articles", lambda _, settings: host.list_articles(settings.database, terminal))
    remove = add("remove", lambda args, settings: host.remove(args.articles, settings.database, terminal))
    remove.add_argument("articles", nargs="+", metavar="ID", help=text("cli-article-id"))
    rights = add(
        "rights",
        lambda args, settings: host.set_rights(args.article, args.ground, settings.database, terminal),
    )
    rights.add_argument("article", metavar="ID", help=text("cli-article-id"))
    rights.add_argument("ground", choices=[*map(str, Rights), "none"], help=text("cli-ground"))

    add("guilds", lambda _, settings: host.list_guilds(settings.database, terminal))
    leave = add("leave", lambda args, settings: host.leave(args.guild, settings.token, terminal))
    block = add(
        "block", lambda args, settings: host.block(args.guild, settings.database, settings.token, terminal)
    )
    unblock = add("unblock", lambda args, settings: host.unblock(args.guild, settings.database, terminal))
    for command in (leave, block, unblock):
        command.add_argument("guild", metavar="GUILD_ID", help=text("cli-guild-id"))

    forget = add("forget", lambda args, settings: host.forget(args.user, settings.database, terminal))
    forget.add_argument("user", metavar="USER_ID", help=text("cli-user-id"))
    add("new-key", lambda _, settings: host.new_key(settings.database, terminal))

    backup = add("backup", lambda args, settings: backups.back_up(settings, terminal, drill=args.drill))
    backup.add_argument("--drill", action="store_true", help=text("cli-drill"))
    add("backups", lambda _, settings: backups.list_copies(settings, terminal))
    restore = add(
        "restore", lambda args, settings: backups.restore_copy(args.file, settings, terminal, yes=args.yes)
    )
    restore.add_argument("file", type=config.expand, metavar="FILE", help=text("cli-copy"))
    restore.add_argument("--yes", action="store_true", help=text("cli-yes"))

    export = commands.add_parser("export", help=text("cli-export"), description=text("cli-export"))
    exports = export.add_subparsers(metavar="WHAT", required=True)
    add("corrections", lambda _, settings: host.export_corrections(settings.database, terminal), exports)
    votes = add(
        "votes", lambda args, settings: host.export_votes(args.folder, settings.database, terminal), exports
    )
    votes.add_argument("folder", nargs="?", type=config.expand, default=VOTES, help=text("cli-export-folder"))
    everything = add(
        "all", lambda args, settings: moving.export_all(args.file, settings.database, terminal), exports
    )
    everything.add_argument("file", type=config.expand, metavar="FILE", help=text("cli-export-file"))
    return parser


def _import(args: argparse.Namespace, settings: Config, terminal: Terminal) -> Work:
    """Return what imports articles, or, after the word `all`, everything that was exported."""
    first, *others = args.sources
    if first == moving.ALL:
        return moving.import_all(others, settings.database, terminal, yes=args.yes)
    return import_sources(args.sources, settings.database, terminal)


def _port(terminal: Terminal) -> Callable[[str], int]:
    """Return what reads a port: 0 for any that is free, otherwise one that needs no privilege."""

    def read(text: str) -> int:
        if not (text.isdecimal() and (text == "0" or 1024 <= int(text[:9]) <= 65535)):
            raise argparse.ArgumentTypeError(terminal.text("cli-port-invalid", text=text))
        return int(text)

    return read


def _time(terminal: Terminal) -> Callable[[str], time]:
    """Return what reads a time of day in ISO 8601."""

    def read(text: str) -> time:
        try:
            return time.fromisoformat(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(terminal.text("cli-at-invalid", text=text)) from error

    return read
