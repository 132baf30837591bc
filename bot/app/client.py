"""The client: how it starts, and what it does with what Discord tells of servers."""

from __future__ import annotations

import asyncio
import importlib
import logging
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.app.gateway import IdentifyPace, gateway_paced
from bot.app.invitation import invitation
from bot.app.patience import limit_answers, patiently
from bot.app.replay import Replays
from bot.app.shard_watch import Watch
from bot.app.tree import CommandTree, prepare_commands
from bot.app.vitals import LastError
from bot.cards import Painter
from bot.delivery.checkup import fingerprint
from bot.delivery.pacer import traced
from bot.errors import StorageDamagedError, UserError
from bot.library import Library
from bot.library.lease import Lease
from bot.model import Language, Pulse, Shards
from bot.pace import EVERYTHING, GlobalLimit
from bot.texts import Texts
from bot.ui.deferral import Deferral, watch
from bot.ui.embeds import Renderer
from bot.ui.errors import report_error
from bot.ui.faults import is_discords_own
from bot.ui.replies import Interaction, KotonohaBot, kept_in_memory, may_edit, scope_settings, slow_down

INTENTS = discord.Intents(guilds=True)
TOGETHER = 1.0
"""Seconds in which servers become available that listeners hear of together."""
CONNECT_WITHIN = 60.0
"""Seconds that a connection to the gateway may take."""
IDS_EVERY = 60.0
"""Seconds between two looks at the commands that another process registers."""

log = logging.getLogger(__name__)


@contextmanager
def _storage_trouble() -> Iterator[None]:
    """Log that what Discord told can't be stored now: of its servers, `periodic` makes up for it."""
    try:
        yield
    except UserError as error:
        log.warning("What Discord told can't be stored now: %s", error.key)


class Client(KotonohaBot):
    """The bot itself; `lease` keeps another process from running these shards on the same database."""

    def __init__(self, library: Library, texts: Texts, lease: Lease, shards: Shards) -> None:
        self.global_limit = GlobalLimit(EVERYTHING)
        super().__init__(
            command_prefix=commands.when_mentioned,  # there are no prefix commands; something has to be given
            help_command=None,
            tree_cls=CommandTree,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            http_trace=gateway_paced(traced(self.global_limit)),
            shard_count=shards.count,
            shard_ids=list(shards.ids) or None,  # type: ignore[arg-type]  # its options leave None out
            shard_connect_timeout=CONNECT_WITHIN,
        )
        self.served = shards
        self.library = library
        self.texts = texts
        self.renderers = {language: Renderer(texts, language) for language in Language}
        self.lease = lease
        self.command_ids = {}
        self.watch, self._replays = Watch(self), Replays(self)
        self.is_over = self._replays.is_over
        self.errors = LastError()
        self.answering = set()
        self._registering: set[asyncio.Task[None]] = set()
        self._pace = IdentifyPace(self.fetch_session_start_limits)
        self._before: dict[int, list[discord.Guild]] = {}
        self.rechecks = {}
        self._available: list[discord.Guild] = []
        self.painter = Painter()
        self._templates: list[re.Pattern[str]] = []
        self.cooldown, self.card_cooldown, self.card_post_cooldown, self.suggestion_cooldown, self.held = (
            kept_in_memory()
        )

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[Any]]) -> None:
        """Register components by the templates of their ids."""
        super().add_dynamic_items(*items)
        self._templates += [item.__discord_ui_compiled_template__ for item in items]

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log what a listener raised; what is wrong with the storage in one line, or not once more."""
        error = sys.exc_info()[1]
        if isinstance(error, StorageDamagedError):
            return  # whoever found the damage has logged it
        if isinstance(error, UserError):
            log.warning("%s was not dealt with: %s", event_method, error.key)
        else:
            log.error("%s failed", event_method, exc_info=error)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Say so where a button or select has an id that no component takes: an earlier version made it."""
        data: Any = interaction.data
        if any(template.fullmatch(data["custom_id"]) for template in self._templates):
            return
        if not watch(interaction, Deferral.PRIVATE):
            return
        try:
            slow_down(interaction)
            raise UserError("button-stale")
        except UserError as error:
            await report_error(interaction, error)

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in, stay connected and register the commands, until the client is closed.

        What passes by itself is waited out. Raises what only a person can mend: discord.LoginFailure,
        discord.ConnectionClosed, or UserError("scope-missing").
        """
        await self.login(token)
        connecting = asyncio.create_task(self.connect(reconnect=reconnect))
        watching = asyncio.create_task(self.watch.run())
        try:
            # Not gathered: closing cancels the registering, which must not hide why the client was closed.
            tasks = {connecting, *self._registering}
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                if not task.cancelled():
                    task.result()
        finally:
            for task in (connecting, watching):
                task.cancel()
            await asyncio.wait({connecting, watching})

    async def login(self, token: str) -> None:
        """Log in, as soon as Discord lets it."""

        async def attempt() -> None:
            try:
                await super(Client, self).login(token)
            except BaseException:
                await self.http.close()
                self.http.connector = discord.utils.MISSING  # the next attempt makes its own
                raise

        await patiently("Discord can't be logged in to", attempt)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected to the gateway until the client is closed."""
        await patiently(
            "The gateway can't be connected to", lambda: super(Client, self).connect(reconnect=reconnect)
        )

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for a shard's turn to identify, and note which servers it had before."""
        number = shard_id or 0
        await self._pace.wait(number)
        self._before[number] = [guild for guild in self.guilds if guild.shard_id == number]

    async def setup_hook(self) -> None:
        """Load every cog, name the commands in both languages, and begin to register them with Discord.

        Nothing waits for that: posts go out meanwhile, and Discord knows the commands of an earlier start.
        """
        limit_answers(self.http)
        for cog in pkgutil.iter_modules(importlib.import_module("cogs").__path__):
            await importlib.import_module(f"cogs.{cog.name}").setup(self)  # not again, as extensions are
        await prepare_commands(self.tree, self.texts, self.application)
        # Owners of sites see this address beside each fetch. Every application has this page, which shows its
        # name; a page of a project would say nothing of who runs this bot.
        self.library.ingest.introduce(f"https://discord.com/oauth2/authorize?client_id={self.application_id}")
        await self.library.guilds.belongs_to(self.application_id or 0)
        log.info("Running as %s; to invite it: %s", self.user, invitation(self.application_id or 0))
        self._registering.add(asyncio.create_task(self._register_commands()))

    async def _register_commands(self) -> None:
        """Register the commands once this process is the one that does; until then, ask for their ids."""
        while not self.lease.delivering.is_set():
            known = await patiently("The commands can't be asked for", self.tree.fetch_commands)
            self.command_ids = {command.name: command.id for command in known}
            with suppress(TimeoutError):
                await asyncio.wait_for(self.lease.delivering.wait(), IDS_EVERY)

        async def attempt() -> list[app_commands.AppCommand]:
            try:
                return await self.tree.sync()
            except discord.Forbidden as error:
                if not is_discords_own(error):
                    raise
                raise UserError("scope-missing", link=invitation(self.application_id or 0)) from error

        synced = await patiently("The commands can't be registered", attempt)
        self.command_ids = {command.name: command.id for command in synced}
        with _storage_trouble():
            await self.library.checkup.registered(fingerprint(synced))

    def pulse(self) -> Pulse:
        """Return what this process knows of itself."""
        now = asyncio.get_running_loop().time()
        return Pulse(self.watch.ages(), None if self.ticked is None else now - self.ticked, self.errors.error)

    async def finish(self, within: float) -> None:
        """Take no more interactions, and wait for the answers that were begun, but not for longer."""
        ending = asyncio.create_task(self.watch.disconnect())
        await asyncio.wait({ending, *self.answering}, timeout=within)

    async def close(self) -> None:
        """Disconnect."""
        for task in self._registering:
            task.cancel()
        await super().close()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Dispatch an event unless the client is closed.

        discord.py dispatches "ready" two seconds late, and fails where the client was closed meanwhile. Of
        interactions only components are dispatched: `on_interaction` would begin a task for each command.
        "guild_available" becomes "guilds_available", with all servers of a while at once: at the start that
        is every one, and commands wait meanwhile.
        """
        unheard = event == "interaction" and args[0].type is not discord.InteractionType.component
        if unheard or self.is_closed():
            return
        self._replays.note(event, *args)
        if event != "guild_available":
            super().dispatch(event, *args, **kwargs)
            return
        if not self._available:
            asyncio.get_running_loop().call_later(TOGETHER, self._tell_of_available)
        self._available.extend(args)

    def _tell_of_available(self) -> None:
        guilds, self._available = self._available, []
        self.dispatch("guilds_available", guilds)

    async def _leave_blocked(self, guilds: Sequence[discord.Guild]) -> bool:
        """Leave those of these guilds that are blocked, and return whether there was one."""
        blocked = await self.library.guilds.blocked([guild.id for guild in guilds])
        for guild in guilds:
            if guild.id in blocked:
                log.info("Leaving server %d, which is blocked", guild.id)
                try:
                    await guild.leave()
                except discord.NotFound:
                    log.info("Server %d was left already", guild.id)
                except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                    log.warning("Server %d can't be left now: %r", guild.id, error)
        return bool(blocked)

    async def on_connect(self) -> None:
        """Leave blocked servers: Discord has named all of them, and not told yet what happens there."""
        await self._leave_blocked(self.guilds)

    async def on_ready(self) -> None:
        """Store which servers the bot is on: it left all others while it was off."""
        log.info("On %d servers", len(self.guilds))
        with _storage_trouble():
            await self.library.guilds.mark_present(lambda: {guild.id for guild in self.guilds}, self.served)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that Discord began a session, or resumed one."""
        self.watch.welcomed(shard_id)

    on_shard_resumed = on_shard_connect

    async def on_shard_ready(self, shard_id: int) -> None:
        """Let the servers go that a shard's new session doesn't name: the bot left them while it was off.

        Unlike its client without shards, discord.py's client with them keeps those.
        """
        for guild in self._before.pop(shard_id, ()):
            if self.get_guild(guild.id) is guild:  # the new session has made others of those it names
                self._connection._remove_guild(guild)
                self.dispatch("guild_remove", guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Store that the bot is on a server, or leave one that is blocked."""
        with _storage_trouble():
            if not await self._leave_blocked([guild]):
                await self.library.guilds.mark_joined(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Store that the bot was removed from a server."""
        with _storage_trouble():
            await self.library.guilds.mark_left(guild.id)

    async def on_app_command_completion(self, interaction: Interaction, _: Any) -> None:
        """Dispatch "editor_command_completion" after an editor's command, and then "app_command_end", which
        also follows a command that failed: who listens to either has something to say to editors alone."""
        if may_edit(interaction, await scope_settings(interaction)):
            self.dispatch("editor_command_completion", interaction)
            self.dispatch("app_command_end", interaction)

    async def on_guilds_available(self, guilds: Sequence[discord.Guild]) -> None:
        """Leave blocked servers that could not be left before."""
        await self._leave_blocked(guilds)
