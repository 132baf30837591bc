"""The verbs of the command line."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import time
from pathlib import Path
from typing import Any

import discord

from bot import config
from bot.cli import owner
from bot.cli.articles import import_sources, read_sources
from bot.cli.messages import TerminalTexts
from bot.cli.run import run
from bot.errors import UserError
from bot.model import Language, Rights

Verb = Coroutine[Any, Any, int]
Demo = Callable[[argparse.Namespace], Verb]
VOTES = Path("kotonoha-votes")


def main(arguments: Sequence[str] | None, demo: Demo) -> int:
    """Run one verb, `demo` for the verb of that name; return the exit code."""
    say = TerminalTexts(config.terminal_language())
    asked = _parser(say, demo).parse_args(arguments)
    verb: Callable[..., Verb] = asked.verb
    try:
        if not asked.configured:
            return asyncio.run(verb(asked))
        settings = config.load()
        _set_up_logging(max(settings.log_level, logging.WARNING) if asked.quiet else settings.log_level)
        return asyncio.run(verb(asked, settings))
    except UserError as error:
        print(say(error.key, **error.variables), file=sys.stderr)
        return 1


def _parser(say: TerminalTexts, demo: Demo) -> argparse.ArgumentParser:
    """Build the table of verbs: the options of each, and what it runs.

    `configured`: whether it needs the configuration, and is given it. `quiet`: whether its answer is all that
    there is to say, so that only warnings are logged.
    """
    parser = argparse.ArgumentParser(prog="python -m bot", description=say("cli-description"))
    parser.set_defaults(configured=True, quiet=False, verb=lambda _, settings: run(settings))
    verbs = parser.add_subparsers(dest="command", metavar="")

    def verb(
        name: str, what: Callable[[argparse.Namespace, config.Config], Verb], *, quiet: bool = True
    ) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=say(f"cli-{name}"))
        made.set_defaults(verb=what, quiet=quiet)
        return made

    verb("run", lambda _, settings: run(settings), quiet=False)
    page = verb("demo", lambda asked, _: demo(asked), quiet=False)
    page.add_argument("--language", choices=list(Language), default=say.language, help=say("cli-language"))
    page.add_argument("--port", type=int, default=0, help=say("cli-port"))
    page.add_argument("--keep", action="store_true", help=say("cli-keep"))
    page.add_argument("--at", type=time.fromisoformat, help=say("cli-at"), metavar="HH:MM:SS")
    page.add_argument("--no-browser", action="store_true", help=say("cli-no-browser"))
    reading = verbs.add_parser("read", help=say("cli-read"))
    reading.set_defaults(
        configured=False, verb=lambda asked: read_sources(asked.sources, say, as_json=asked.json)
    )
    reading.add_argument("sources", nargs="+", metavar="FILE")
    reading.add_argument("--json", action="store_true", help=say("cli-json"))
    importing = verb(
        "import", lambda asked, settings: import_sources(asked.sources, settings.database, say), quiet=False
    )
    importing.add_argument("sources", nargs="+", metavar="FILE")
    verb("articles", lambda _, settings: owner.list_articles(settings.database, say))
    removing = verb("remove", lambda asked, settings: owner.remove(asked.articles, settings.database, say))
    removing.add_argument("articles", nargs="+", metavar="ID")
    rights = verb(
        "rights",
        lambda asked, settings: owner.set_rights(asked.article, asked.ground, settings.database, say),
        quiet=False,
    )
    rights.add_argument("article", metavar="ID")
    rights.add_argument("ground", choices=[*Rights, "none"])
    verb("guilds", lambda _, settings: owner.list_guilds(settings.database, say))
    guild = {
        "leave": lambda asked, settings: owner.leave(asked.guild, settings.token, say),
        "block": lambda asked, settings: owner.block(asked.guild, settings.database, settings.token, say),
        "unblock": lambda asked, settings: owner.unblock(asked.guild, settings.database, say),
    }
    for name, what in guild.items():
        verb(name, what).add_argument("guild", metavar="GUILD_ID")
    forgetting = verb("forget", lambda asked, settings: owner.forget(asked.person, settings.database, say))
    forgetting.add_argument("person", metavar="USER_ID")
    verb("new-key", lambda _, settings: owner.new_key(settings.database, say))
    subjects = verbs.add_parser("export", help=say("cli-export")).add_subparsers(
        dest="what", metavar="WHAT", required=True
    )
    corrections = subjects.add_parser("corrections", help=say("cli-export-corrections"))
    corrections.set_defaults(quiet=True, verb=lambda _, settings: owner.export_corrections(settings.database))
    votes = subjects.add_parser("votes", help=say("cli-export-votes"))
    votes.set_defaults(
        quiet=True,
        verb=lambda asked, settings: owner.export_votes(asked.folder, settings.database, say, say.language),
    )
    votes.add_argument("folder", nargs="?", type=Path, default=VOTES, help=say("cli-export-folder"))
    return parser


def _set_up_logging(level: int) -> None:
    """Set up logging."""
    # At DEBUG other libraries write down what passes through them: parameters, messages, the token.
    discord.utils.setup_logging(level=max(level, logging.INFO))
    for own in ("bot", "cogs"):
        logging.getLogger(own).setLevel(level)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing here speaks
