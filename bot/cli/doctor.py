"""The commands that say how the bot is."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.app.client import INTENTS
from bot.cli.terminal import Terminal
from bot.config import Config
from bot.delivery import checkup
from bot.library.checkup import database, life, machine, private
from bot.library.health import look
from bot.library.optional import language_model, meaning
from bot.model.checkup import Check, State
from bot.ui.embeds import Renderer

MARKS = {State.FINE: "✓", State.MEND: "✗", State.UNKNOWN: "?", State.IDLE: "–"}


async def health(settings: Config, terminal: Terminal) -> int:
    """Say in one line whether the processes that run these shards are well; return 0 if they are, else 1.

    Raises UserError where that can't be found out.
    """
    trouble = await asyncio.to_thread(look, settings.database, settings.shards)
    terminal.say("health-well") if trouble is None else terminal.say(trouble.key, **trouble.variables)
    return int(trouble is not None)


async def doctor(settings: Config, terminal: Terminal, *, as_json: bool) -> int:
    """Print what each check of the bot, its machine and its Discord application came to, and what to do about
    it; return 0 where all that there is to check is fine, else 1."""
    now = datetime.now(UTC)
    stored, looked = await asyncio.to_thread(database, settings.database)
    asked = await checkup.ask_discord(settings.token, INTENTS, settings.shards, looked)
    lasting = await asyncio.to_thread(machine, settings.database, now)
    added = [meaning(looked), await language_model(settings.language_model)]
    checks = [*asked, *stored, private(settings.database), *life(looked, now), *added, *lasting]
    fine = all(check.state in (State.FINE, State.IDLE) for check in checks)
    render = Renderer(terminal.texts, terminal.language)
    if as_json:
        terminal.print_json({"ok": fine, "checks": [_plain(render, check) for check in checks]})
        return int(not fine)
    for check in checks:
        says, remedy = checkup.told(render, check, here=False)
        terminal.print(f"{MARKS[check.state]} {says}")
        if remedy is not None:
            terminal.print(f"    → {remedy}")
    counts = {state: sum(check.state is state for check in checks) for state in State}
    terminal.say("doctor-sum", mend=counts[State.MEND], unknown=counts[State.UNKNOWN])
    return int(not fine)


def _plain(render: Renderer, check: Check) -> dict[str, object]:
    """Return a check with keys that stay from version to version; its texts are for people."""
    says, remedy = checkup.told(render, check, here=False)
    kept = {"check": check.name, "state": check.state, "result": check.result, "facts": dict(check.facts)}
    return {**kept, "says": says, "remedy": remedy}
