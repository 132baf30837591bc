"""A small Discord on loopback, for the real discord.py client in this process or another."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import discord

from . import people
from .interactions import APPLICATION_COMMAND, AUTOCOMPLETION, COMPONENT, MODAL_SUBMIT, Interaction
from .launch import VARIABLE, pointed_at
from .limits import Json
from .server import Server
from .state import Channel, Guild, Member, User


class SmallDiscord(Server):
    """`async with SmallDiscord() as small:` serves until the block ends, and then raises AssertionError for
    every unknown route and every body that breaks a rule, unless the block failed anyway.

    `limit` is Discord's global limit in requests a second; `checked=False` skips the check of bodies, where
    only speed is measured. Roles in `roles` (a set that a test may fill as it goes) may be pinged.
    """

    @property
    def environment(self) -> dict[str, str]:
        """Variables for `python -m tests.wire.launch MODULE …`, which runs a bot in another process."""
        return {VARIABLE: self.world.address, "DISCORD_TOKEN": self.token}

    @contextlib.asynccontextmanager
    async def connect(self, client: discord.Client, *, within: float = 10) -> AsyncIterator[None]:
        """Run a client of this process until the block ends; inside, it has heard of all servers.

        Raises what the client's start raises.
        """
        before, awaited = self.gateway.identified, 1
        if isinstance(client, discord.AutoShardedClient):
            awaited = len(client.shard_ids or range(client.shard_count or self.world.shards))
        with pointed_at(self.world.address):
            running = asyncio.create_task(client.start(self.token))
            try:
                await self.until(
                    lambda: running.done() or self.gateway.identified >= before + awaited, within
                )
                if running.done():
                    running.result()
                yield
            finally:
                await client.close()
                running.cancel()
                await asyncio.wait({running})
        if not running.cancelled():
            running.result()

    # What happens on Discord.

    async def join(self, guild: Guild) -> None:
        """The bot is let into a server, or the server is available again."""
        guild.available = True
        guild.members.setdefault(self.world.bot.id, Member(self.world.bot))
        await self.gateway.dispatch("GUILD_CREATE", guild.payload(self.world.bot))

    async def leave(self, guild: Guild, *, outage: bool = False) -> None:
        """The bot is removed from a server, or with `outage` the server is unavailable for a while."""
        guild.available = not outage
        if not outage:
            del guild.members[self.world.bot.id]
        gone: Json = {"id": str(guild.id)}
        await self.gateway.dispatch("GUILD_DELETE", {**gone, "unavailable": True} if outage else gone)

    async def tell(self, event: str, what: Guild | Channel | Json) -> None:
        """Dispatch any event, such as "CHANNEL_UPDATE"; of a server or channel, its payload."""
        if isinstance(what, Guild):
            what = what.payload(self.world.bot)
        elif isinstance(what, Channel):
            what = what.payload()
        await self.gateway.dispatch(event, what)

    async def slash(
        self,
        channel: Channel,
        user: User,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        locale: str = "en-US",
    ) -> Interaction:
        """Somebody types a command ("article add"): `options` by name, whose values are texts, numbers,
        `Upload`, User, Role or Channel. AssertionError for what Discord's client would not let them type.
        """
        await self.until(lambda: self.world.commands, what="commands")
        data = people.slash(self.world, name, options or {})
        return await self.act(channel, user, APPLICATION_COMMAND, data, locale)

    async def on_message(
        self, channel: Channel, user: User, name: str, message: Json, *, locale: str = "en-US"
    ) -> Interaction:
        """Somebody uses a message command, by its English name, on a message."""
        await self.until(lambda: self.world.commands, what="commands")
        data = people.on_message(self.world, name, message)
        return await self.act(channel, user, APPLICATION_COMMAND, data, locale)

    async def autocomplete(
        self,
        channel: Channel,
        user: User,
        name: str,
        focused: str,
        typed: str = "",
        options: Mapping[str, Any] | None = None,
        *,
        locale: str = "en-US",
    ) -> Interaction:
        """Somebody types into the option `focused`; the answer shows `choices`."""
        await self.until(lambda: self.world.commands, what="commands")
        data = people.slash(self.world, name, {**(options or {}), focused: typed}, focused)
        return await self.act(channel, user, AUTOCOMPLETION, data, locale)

    async def click(
        self, message: Json, which: str, user: User, values: list[str] | None = None, *, locale: str = "en-US"
    ) -> Interaction:
        """Somebody uses a button or select, found by its custom_id or its words; `values` are a select's."""
        channel = self.world.channels[int(message["channel_id"])]
        return await self.act(channel, user, COMPONENT, people.click(message, which, values), locale, message)

    async def submit(
        self, shown: Interaction, user: User, answers: Mapping[str, Any], *, locale: str = "en-US"
    ) -> Interaction:
        """Somebody fills in the modal that `shown` was answered with; `answers` by custom_id or label."""
        if shown.callback is None or shown.callback["type"] != 9:
            raise AssertionError("the interaction was not answered with a modal")
        data = people.submit(self.world, shown.callback["data"], answers)
        return await self.act(shown.channel, user, MODAL_SUBMIT, data, locale, shown.source)

    async def act(
        self,
        channel: Channel,
        user: User,
        kind: int,
        data: Json,
        locale: str = "en-US",
        source: Json | None = None,
    ) -> Interaction:
        """Somebody does something of that kind; `source` is the message under which it was done."""
        await self.until(lambda: self.gateway.sessions, what="a bot at the gateway")
        record = people.interaction(self.world, channel, user, kind, data, locale=locale, source=source)
        record.until = self.until
        await self.gateway.dispatch("INTERACTION_CREATE", record.payload)
        return record
