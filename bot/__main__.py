"""The command line."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import json
import logging
import signal
import sys
from collections.abc import Sequence
from datetime import time
from pathlib import Path

import discord

from bot import config, jobs, owner
from bot.client import Bot, open_bot, trouble_as_user_error
from bot.errors import UserError
from bot.fetch import Fetcher
from bot.library import Library
from bot.model import Language, Metadata, Reading, Rights
from bot.reader import Reader
from bot.reading import report
from bot.store.database import open_database
from bot.texts import Texts

KEPT = Path("var/demo")
VOTES = Path("kotonoha-votes")
OWNERS = ("articles", "remove", "guilds", "leave", "block", "unblock", "forget", "new-key", "export")
"""Commands whose answer is all that there is to say."""


class Words:
    """What the command line says, in the terminal's language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = Texts()

    def __call__(self, key: str, /, **variables: str | int | float) -> str:
        return self._texts.say(self.language, key, **variables)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command of the command line; its exit code."""
    say = Words(config.terminal_language())
    asked = _parser(say).parse_args(arguments)
    try:
        if asked.command == "read":
            return asyncio.run(_read(asked.sources, say, as_json=asked.json))
        settings = config.load()
        _log(max(settings.log_level, logging.WARNING) if asked.command in OWNERS else settings.log_level)
        match asked.command:
            case "articles":
                return asyncio.run(owner.list_articles(settings.database, say))
            case "remove":
                return asyncio.run(owner.remove(asked.articles, settings.database, say))
            case "guilds":
                return asyncio.run(owner.list_guilds(settings.database, say))
            case "leave":
                return asyncio.run(owner.leave(asked.guild, settings.token, say))
            case "block":
                return asyncio.run(owner.block(asked.guild, settings.database, settings.token, say))
            case "unblock":
                return asyncio.run(owner.unblock(asked.guild, settings.database, say))
            case "forget":
                return asyncio.run(owner.forget(asked.person, settings.database, say))
            case "new-key":
                return asyncio.run(owner.new_key(settings.database, say))
            case "import":
                return asyncio.run(_import(asked.sources, settings.database, say))
            case "export" if asked.what == "votes":
                return asyncio.run(owner.export_votes(asked.folder, settings.database, say, say.language))
            case "export":
                return asyncio.run(owner.export_corrections(settings.database))
            case "rights":
                return asyncio.run(owner.set_rights(asked.article, asked.ground, settings.database, say))
            case "demo":
                return asyncio.run(_demo(asked))
            case _:
                return asyncio.run(_run(settings))
    except UserError as error:
        print(say(error.key, **error.variables), file=sys.stderr)
        return 1


def _parser(say: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=say("cli-description"))
    commands = parser.add_subparsers(dest="command", metavar="")
    commands.add_parser("run", help=say("cli-run"))
    demo = commands.add_parser("demo", help=say("cli-demo"))
    demo.add_argument("--language", choices=list(Language), default=say.language, help=say("cli-language"))
    demo.add_argument("--port", type=int, default=0, help=say("cli-port"))
    demo.add_argument("--keep", action="store_true", help=say("cli-keep"))
    demo.add_argument("--at", type=time.fromisoformat, help=say("cli-at"), metavar="HH:MM:SS")
    demo.add_argument("--no-browser", action="store_true", help=say("cli-no-browser"))
    reading = commands.add_parser("read", help=say("cli-read"))
    reading.add_argument("--json", action="store_true", help=say("cli-json"))
    for command in (reading, commands.add_parser("import", help=say("cli-import"))):
        command.add_argument("sources", nargs="+", metavar="FILE")
    commands.add_parser("articles", help=say("cli-articles"))
    removing = commands.add_parser("remove", help=say("cli-remove"))
    removing.add_argument("articles", nargs="+", metavar="ID")
    commands.add_parser("guilds", help=say("cli-guilds"))
    for name in ("leave", "block", "unblock"):
        commands.add_parser(name, help=say(f"cli-{name}")).add_argument("guild", metavar="GUILD_ID")
    commands.add_parser("forget", help=say("cli-forget")).add_argument("person", metavar="USER_ID")
    commands.add_parser("new-key", help=say("cli-new-key"))
    export = commands.add_parser("export", help=say("cli-export"))
    subjects = export.add_subparsers(dest="what", metavar="WHAT", required=True)
    subjects.add_parser("corrections", help=say("cli-export-corrections"))
    votes = subjects.add_parser("votes", help=say("cli-export-votes"))
    votes.add_argument("folder", nargs="?", type=Path, default=VOTES, help=say("cli-export-folder"))
    rights = commands.add_parser("rights", help=say("cli-rights"))
    rights.add_argument("article", metavar="ID")
    rights.add_argument("ground", choices=[*Rights, "none"])
    return parser


def _log(level: int) -> None:
    # At DEBUG other libraries write down what passes through them: parameters, messages, the token.
    discord.utils.setup_logging(level=max(level, logging.INFO))
    for own in ("bot", "cogs"):
        logging.getLogger(own).setLevel(level)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing here speaks


async def _run(settings: config.Config) -> int:
    if settings.token is None:
        raise UserError("token-missing")
    async with open_bot(settings.database) as bot:
        with trouble_as_user_error():
            await _serve(bot, settings.token)
    return 0


async def _serve(bot: Bot, token: str) -> None:
    """Until the client or the work beside it ends, or the process is told to stop."""
    client = asyncio.create_task(bot.start(token))
    work = asyncio.create_task(jobs.run(bot, bot.lease))
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt instead
            asyncio.get_running_loop().add_signal_handler(number, client.cancel)
    try:
        await asyncio.wait((client, work), return_when=asyncio.FIRST_COMPLETED)
    finally:
        work.cancel()
        await asyncio.wait({work})  # what is being sent gets a moment, as long as there is a connection
        await bot.close()
        client.cancel()
        ended = await asyncio.gather(client, work, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome


async def _demo(asked: argparse.Namespace) -> int:
    from bot import demo  # here, since only this command needs the demo's packages

    await demo.run(
        language=Language(asked.language),
        announce=lambda text: print(text, flush=True),
        port=asked.port,
        keep=KEPT if asked.keep else None,
        at=asked.at,
        browser=not asked.no_browser,
    )
    return 0


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _data(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError("file-missing") from error


async def _read(sources: Sequence[str], say: Words, *, as_json: bool) -> int:
    failed = False
    fetcher = Fetcher()
    async with Reader() as reader:
        for source in sources:
            try:
                if _is_address(source):
                    page = await fetcher.fetch(source)
                    found = await reader.read_page(page.data, page.content_type, page.charset, page.url)
                else:
                    found = await reader.read_file(await asyncio.to_thread(_data, source))
            except UserError as error:
                failed = True
                print(f"{source}: {say(error.key, **error.variables)}", file=sys.stderr)
                continue
            reading = found.reading
            print(json.dumps(report(reading), ensure_ascii=False) if as_json else _readable(reading, say))
    return int(failed)


def _readable(reading: Reading, say: Words) -> str:
    lines = [reading.title or say("cli-no-title"), ""]
    if reading.summary is not None:
        lines += [say("summary-line"), f"  {reading.summary.line.text}", ""]
        lines += [say("summary-three"), *(f"  {line.text}" for line in reading.summary.three), ""]
        lines.append(say("summary-section"))
        for section in reading.summary.sections:
            lines += [f"  {section.heading or say('summary-lead')}", f"    {section.summary.text}"]
        lines.append("")
    lines.append(say("cli-quotes", count=len(reading.quotes)))
    for quote in reading.quotes:
        lines.append(f"  {say('quote-words', text=quote.text)} {quote.speaker or ''}".rstrip())
    lines += ["", say("cli-predictions", count=len(reading.predictions))]
    for prediction in reading.predictions:
        kind = say(f"kind-name-{prediction.kind}")
        lines += [f"  {prediction.text}", "    " + " · ".join(filter(None, [kind, prediction.horizon]))]
    return "\n".join([*lines, ""])


async def _import(sources: Sequence[str], database: Path, say: Words) -> int:
    failed = False
    async with open_database(database) as opened, Reader() as reader:
        intake = Library(opened, reader=reader).intake
        for source in sources:
            try:
                if _is_address(source):
                    added = await intake.address(source, None, Metadata())
                else:
                    added = await intake.file(await asyncio.to_thread(_data, source), None, Metadata())
                if added.draft is not None:
                    added = await intake.refresh(None, added.draft)
            except UserError as error:
                failed = True
                print(f"{source}: {say(error.key, **error.variables)}", file=sys.stderr)
            else:
                print(f"{source}: {say(f'cli-{added.outcome}', title=added.article.title)}")
    return int(failed)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        # As Python does itself for stderr: what a terminal can't show must not end what was nearly done.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)  # as shells have it, so that a script goes no further
