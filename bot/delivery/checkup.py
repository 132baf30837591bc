"""Checks of what the bot needs of Discord, and the report of all checks."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.utils import utcnow

from bot.delivery import diagnosis
from bot.delivery.embeds import problems_text
from bot.library.checkup import Outside, life
from bot.model import Problem, Schedule, Shards
from bot.model.checkup import Check, State
from bot.ui.embeds import Renderer
from bot.ui.faults import described, is_discords_own
from bot.ui.replies import KotonohaBot

FINE, MEND, UNKNOWN, IDLE = State.FINE, State.MEND, State.UNKNOWN, State.IDLE
CLOCK_WITHIN = 5.0
"""Seconds that the clock may differ from Discord's; its answers say the time in whole seconds."""
SERVERS_OF_A_SHARD = 2_500
ASKED_WITHIN = 60.0
"""Seconds in which the channels of all schedules are to be asked for."""
AT_ONCE = 4
"""Channels that Discord is asked for at once: a running bot needs most of what Discord lets it ask."""
NAMES = ("token", "scopes", "accounts", "intents", "shards", "clock", "commands", "channels")
"""The checks for which Discord is asked, in the order of a report."""
_NETWORK = (aiohttp.ClientError, OSError, TimeoutError, discord.HTTPException, discord.GatewayNotFound)
_PRIVILEGED = {
    "members": ("gateway_guild_members", "gateway_guild_members_limited"),
    "presences": ("gateway_presence", "gateway_presence_limited"),
    "message_content": ("gateway_message_content", "gateway_message_content_limited"),
}


class ServerClock:
    """Hears from Discord's answers by how many seconds the clock of this machine is ahead."""

    def __init__(self) -> None:
        self.ahead: float | None = None
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._heard)

    async def _heard(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, answer: aiohttp.TraceRequestEndParams
    ) -> None:
        if (said := answer.response.headers.get("Date")) is not None:
            try:
                then = parsedate_to_datetime(said)
            except ValueError:
                return
            self.ahead = (utcnow() - then).total_seconds() - 0.5  # it was cut to a second


def fingerprint(commands: Sequence[app_commands.AppCommand]) -> str:
    """Return what changes whenever Discord knows other commands, or the same ones otherwise."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items() if not key.endswith("_localizations")}
        return [plain(one) for one in value] if isinstance(value, list) else value

    known = sorted((plain(command.to_dict()) for command in commands), key=lambda one: str(one["id"]))
    return hashlib.blake2b(
        json.dumps(known, sort_keys=True, default=str).encode(), digest_size=16
    ).hexdigest()


def lacking(intents: discord.Intents, flags: discord.ApplicationFlags) -> list[str]:
    """Return the intents that the bot asks for and its application may not have."""
    return [
        name
        for name, either in _PRIVILEGED.items()
        if getattr(intents, name) and not any(getattr(flags, flag) for flag in either)
    ]


async def ask_discord(
    token: str | None, intents: discord.Intents, shards: Shards, looked: Outside | None
) -> list[Check]:
    """Make the checks for which Discord is asked, by REST alone: whether the bot runs or not."""
    if token is None:
        return [Check("token", MEND, "missing"), *_unknown(NAMES[1:], "token")]
    clock = ServerClock()
    async with discord.Client(intents=intents, http_trace=clock.trace) as client:
        try:
            async with asyncio.timeout(ASKED_WITHIN):
                await client.login(token)
        except discord.LoginFailure:
            rest = _unknown([name for name in NAMES[1:] if name != "clock"], "token")
            return [Check("token", MEND, "refused"), *rest, _clock(clock)]
        except _NETWORK as error:
            return _unknown(NAMES, described(error))
        checks = [Check("token", FINE, "fine", {"name": str(client.user)})]
        checks += await _tried("scopes", _scopes(client))
        checks += await _tried("accounts", _accounts(client))
        checks += await _tried("intents", _intents(client, intents))
        checks += await _tried("shards", _shards(client, shards))
        checks.append(_clock(clock))
        if looked is None:
            return [*checks, *_unknown(("commands", "channels"), "database")]
        checks += await _tried("commands", _commands(client, looked))
        return [*checks, *await channels(client, looked.schedules)]


def _unknown(names: Sequence[str], reason: str) -> list[Check]:
    return [Check(name, UNKNOWN, "unknown", {"reason": reason}) for name in names]


async def _tried(name: str, check: Any) -> list[Check]:
    try:
        async with asyncio.timeout(ASKED_WITHIN):
            return [await check]
    except _NETWORK as error:
        return [Check(name, UNKNOWN, "unknown", {"reason": described(error)})]


async def _scopes(client: discord.Client) -> Check:
    about = await client.application_info()
    if about.bot_require_code_grant:
        return Check("scopes", MEND, "grant")
    try:
        await client.http.get_global_commands(client.application_id or 0)
    except discord.Forbidden as error:
        if not is_discords_own(error):
            raise
        return Check("scopes", MEND, "missing")
    return Check("scopes", FINE, "fine")


async def _accounts(client: discord.Client) -> Check:
    """Check whether people may add the bot to their account: a host need not want it."""
    about = await client.application_info()
    allowed = about.user_integration_config is not None
    return Check("accounts", FINE if allowed else IDLE, "fine" if allowed else "off")


async def _intents(client: discord.Client, intents: discord.Intents) -> Check:
    missing = lacking(intents, (await client.application_info()).flags)
    if missing:
        return Check("intents", MEND, "missing", {"names": ", ".join(missing)})
    return Check("intents", FINE, "fine")


async def _shards(client: discord.Client, shards: Shards) -> Check:
    recommended, _, starts = await client.http.get_bot_gateway()
    servers = (await client.application_info()).approximate_guild_count or 0
    count = shards.count or recommended
    facts: dict[str, str | int] = {"count": count, "recommended": recommended, "servers": servers}
    facts |= {"left": starts["remaining"], "total": starts["total"]}
    if servers > count * SERVERS_OF_A_SHARD:
        return Check("shards", MEND, "few", facts)
    if starts["remaining"] < len(shards.ids or range(count)):
        return Check("shards", MEND, "starts", facts)
    return Check("shards", FINE, "fine", facts)


def _clock(clock: ServerClock) -> Check:
    return _clock_of(clock.ahead)


def _clock_of(ahead: float | None) -> Check:
    if ahead is None:
        return Check("clock", UNKNOWN, "unknown", {"reason": "Date"})
    off = abs(ahead) > CLOCK_WITHIN
    direction = "ahead" if ahead > 0 else "behind"
    return Check("clock", MEND if off else FINE, direction if off else "fine", {"seconds": round(abs(ahead))})


async def _commands(client: discord.Client, looked: Outside) -> Check:
    known = await app_commands.CommandTree(client).fetch_commands()
    return commands(known, looked)


def commands(known: Sequence[app_commands.AppCommand], looked: Outside) -> Check:
    """Check whether Discord still knows the commands as the bot registered them."""
    if looked.commands is None:
        return Check("commands", IDLE, "none")
    same = fingerprint(known) == looked.commands
    return Check("commands", FINE if same else MEND, "fine" if same else "changed", {"count": len(known)})


async def channels(client: discord.Client, schedules: Sequence[Schedule]) -> list[Check]:
    """Check whether the bot may post where schedules post: a check that sums them up, and one for each
    channel where it may not."""
    if not schedules:
        return [Check("channels", IDLE, "none")]
    room = asyncio.Semaphore(AT_ONCE)

    async def examine(schedule: Schedule) -> tuple[Problem, ...] | None:
        async with room:
            try:
                return (await diagnosis.check(client, schedule)).problems
            except (*_NETWORK, diagnosis.UnavailableError):
                return None

    tasks = [asyncio.create_task(examine(one)) for one in schedules]
    await asyncio.wait(tasks, timeout=ASKED_WITHIN)
    wrong: dict[tuple[int, int], list[Problem]] = {}
    unasked = 0
    for schedule, task in zip(schedules, tasks, strict=True):
        if not task.done() or (found := task.result()) is None:
            task.cancel()
            unasked += 1
        elif found:
            kept = wrong.setdefault((schedule.guild_id, schedule.channel_id), [])
            kept += [problem for problem in found if problem not in kept]
    facts: dict[str, str | int] = {"count": len(schedules), "unasked": unasked, "wrong": len(wrong)}
    state, result = (MEND, "wrong") if wrong else (UNKNOWN, "unasked") if unasked else (FINE, "fine")
    each = [
        Check(
            "channel",
            MEND,
            "wrong",
            {"guild": str(guild), "channel": str(channel), "problems": " ".join(those)},
        )
        for (guild, channel), those in wrong.items()
    ]
    return [Check("channels", state, result, facts), *each]


def told(render: Renderer, check: Check, *, here: bool) -> tuple[str, str | None]:
    """Return what a check came to and what is to be done, if anything; `here` on Discord, which knows how
    channels and moments are shown."""
    facts = dict(check.facts)
    if here and "since" in facts:
        facts["at"] = f"<t:{facts['since']}:R>"
    if here and "channel" in facts:
        facts["channel"] = f"<#{facts['channel']}>"
    if "problems" in facts:
        named = [Problem(name) for name in str(facts["problems"]).split()]
        facts["problems"] = problems_text(render, named, actions=False).replace("\n", " ")
    if facts.get("reason") in ("token", "database"):
        facts["reason"] = render.say(f"doctor-{facts['reason']}")
    name, result = render.say(f"doctor-{check.name}"), render.say(check.key, **facts)
    says = render.say("doctor-line", name=name, result=result)
    wants = check.state in (State.MEND, State.UNKNOWN)
    return says, render.say(f"{check.key}.remedy", **facts) if wants else None


async def of_guild(bot: KotonohaBot, guild_id: int, asked_at: datetime) -> list[Check]:
    """Make the checks that concern one guild, and those of the bot's state that hold no secret.

    `asked_at` is when Discord's clock said that somebody asked for them.
    """
    now = bot.library.clock()
    looked = await bot.library.checkup.outside(now, guild_id)
    try:
        async with asyncio.timeout(ASKED_WITHIN):
            known = [commands(await bot.tree.fetch_commands(), looked)]
    except _NETWORK as error:
        known = [Check("commands", UNKNOWN, "unknown", {"reason": described(error)})]
    clock = _clock_of((utcnow() - asked_at).total_seconds())
    found = await channels(bot, looked.schedules)
    machine = await bot.library.checkup.machine(now)
    quiet = [one if "path" not in one.facts else Check(one.name, one.state, one.result) for one in machine]
    return [*found, *known, clock, *life(looked, now, secrets=False), *quiet]
