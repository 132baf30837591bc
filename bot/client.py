"""Discord's front door: the client, its commands' names, and the one error handler."""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot import (
    buttons,
    daily_buttons,
    daily_post,
    doctor,
    help_buttons,
    privacy_buttons,
    review_buttons,
    search_buttons,
    shortcuts,
    start_buttons,
    vote_buttons,
)
from bot.cards import Cards
from bot.errors import UserError
from bot.fetch import Fetcher
from bot.library import Library
from bot.library.lease import Lease, hold
from bot.model import Language
from bot.pacer import EVERYTHING, Pacer, traced
from bot.reader import Reader
from bot.replies import CARD_SECONDS, CARDS, PRESSES, SECONDS, Host, Interaction, fail, slow_down, spoken
from bot.store.database import open_database
from bot.store.key import voter_key
from bot.texts import Texts

LOCALES = {discord.Locale.japanese, discord.Locale.american_english, discord.Locale.british_english}
COGS = (
    "summary",
    "quote",
    "prediction",
    "search",
    "article",
    "daily",
    "insights",
    "export",
    "settings",
    "privacy",
    "help",
)
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What the bot needs where it is invited to."""
TOKEN_REVOKED = 4004
"""The gateway's code for a token that is no longer good."""

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[Host]):
    """The commands, and how they fail."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        try:
            slow_down(interaction)
        except UserError as error:
            await fail(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("Autocomplete failed", exc_info=cause)
        else:
            await fail(interaction, cause)
            await start_buttons.offer(interaction)


class Names(app_commands.Translator):
    """Names and descriptions of commands, options and choices, by the place they stand at."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        if locale not in LOCALES:
            return None
        key = string.extras.get("key") or _key(context)
        return None if key is None else self._texts.say(spoken(locale), key)


def _key(context: app_commands.TranslationContextTypes) -> str | None:
    place = app_commands.TranslationContextLocation
    data: Any = context.data
    match context.location:
        case place.command_name | place.group_name:
            return _root_key(data)
        case place.command_description | place.group_description:
            return f"{_root_key(data)}.description"
        case place.parameter_name:
            return f"{_root_key(data.command)}.{data.name}"
        case place.parameter_description:
            return f"{_root_key(data.command)}.{data.name}-description"
    return None


def _root_key(command: app_commands.Command[Any, ..., Any] | app_commands.Group) -> str:
    return "command-" + command.qualified_name.replace(" ", "-")


def name_commands(tree: app_commands.CommandTree[Any], texts: Texts) -> None:
    """Gives commands and options their English descriptions and choices their names, Discord's own fallback
    for other languages than ours: message `command-<name>` with the attributes `.description`, `.<option>`,
    `.<option>-description` and `.<option>-<choice>`. `Names` finds the same places for both languages.
    """
    for command in tree.walk_commands():
        key = _root_key(command)
        command.description = texts.say(Language.EN, f"{key}.description")
        if isinstance(command, app_commands.Group):
            continue
        descriptions: dict[str, app_commands.locale_str] = {}
        for option in command.parameters:
            place = f"{key}.{option.name}"
            descriptions[option.name] = app_commands.locale_str(
                texts.say(Language.EN, f"{place}-description")
            )
            for choice in option.choices:
                choice_key = f"{place}-{choice.value}"
                choice.name = texts.say(Language.EN, choice_key)
                choice._locale_name = app_commands.locale_str(choice.name, key=choice_key)
        if descriptions:
            app_commands.describe(**descriptions)(command)


class Bot(Host):
    """The bot; `lease` is what it runs under."""

    def __init__(self, library: Library, texts: Texts, lease: Lease) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,  # there are no prefix commands; something has to be given
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            http_trace=traced(Pacer(EVERYTHING)),
        )
        self.library = library
        self.texts = texts
        self.lease = lease
        self.command_ids = {}
        self.visits = {}
        self.started = set()
        self.cards = Cards()
        self.cooldown = commands.CooldownMapping.from_cooldown(PRESSES, SECONDS, lambda i: i.user.id)
        self.card_cooldown = commands.CooldownMapping.from_cooldown(CARDS, CARD_SECONDS, lambda i: i.user.id)

    async def setup_hook(self) -> None:
        for cog in COGS:
            await self.load_extension(f"cogs.{cog}")
        for module in (
            buttons,
            daily_buttons,
            daily_post,
            help_buttons,
            privacy_buttons,
            review_buttons,
            search_buttons,
            shortcuts,
            start_buttons,
            vote_buttons,
        ):
            self.add_dynamic_items(*module.ALL)
        name_commands(self.tree, self.texts)
        await self.tree.set_translator(Names(self.texts))
        try:
            synced = await self.tree.sync()
        except discord.Forbidden as error:
            raise UserError("scope-missing", link=self.invitation()) from error
        self.command_ids = {command.name: command.id for command in synced}
        # Owners of sites see this address beside each fetch. Every application has this page, which shows its
        # name; a page of a project would say nothing of who runs this bot.
        self.library.intake.introduce(f"https://discord.com/oauth2/authorize?client_id={self.application_id}")
        await self.library.guilds.belongs_to(self.application_id or 0)
        log.info("Running as %s; to invite it: %s", self.user, self.invitation())

    async def close(self) -> None:
        await self.library.votes.drain()
        await super().close()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        # discord.py tells "ready" two seconds late, and fails where the client was closed meanwhile.
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    def invitation(self) -> str:
        """The link that puts the bot on a server, with exactly what it needs."""
        return discord.utils.oauth_url(
            self.application_id or 0, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )

    async def _leave_blocked(self, guilds: Sequence[discord.Guild]) -> bool:
        """Leaves those of these guilds that the bot is to keep out of; whether there was one."""
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
        # Discord has named the servers, and not told yet what happens there.
        await self._leave_blocked(self.guilds)

    async def on_ready(self) -> None:
        log.info("On %d servers", len(self.guilds))
        await self.library.guilds.present(lambda: {guild.id for guild in self.guilds})

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if not await self._leave_blocked([guild]):
            await self.library.guilds.joined(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.started.discard(guild.id)
        await self.library.guilds.left(guild.id)

    async def on_app_command_completion(self, interaction: Interaction, _: Any) -> None:
        await start_buttons.offer(interaction)

    # What may end a problem of a schedule.

    async def on_guild_available(self, guild: discord.Guild) -> None:
        if not await self._leave_blocked([guild]):  # it could not be left before, for one
            await doctor.visit(self, guild.id)

    async def on_guild_channel_update(self, _: Any, channel: discord.abc.GuildChannel) -> None:
        await doctor.visit(self, channel.guild.id)

    async def on_guild_role_update(self, _: discord.Role, role: discord.Role) -> None:
        await doctor.visit(self, role.guild.id)

    async def on_thread_update(self, _: discord.Thread, thread: discord.Thread) -> None:
        await doctor.visit(self, thread.guild.id)

    async def on_member_update(self, _: discord.Member, member: discord.Member) -> None:
        if member == member.guild.me:
            await doctor.visit(self, member.guild.id)


@contextmanager
def trouble_as_user_error() -> Iterator[None]:
    """Raises UserError for what the host can do something about when a client can't get to Discord."""
    try:
        yield
    except discord.LoginFailure as failure:
        raise UserError("token-refused") from failure
    except (aiohttp.ClientConnectionError, TimeoutError, discord.DiscordServerError) as failure:
        raise UserError("discord-unreachable") from failure
    except discord.HTTPException as failure:
        if failure.status not in (403, 429):
            raise
        # Of an address that is shut out, for instance. What comes with it may be a whole page.
        reason = failure.text if 0 < len(failure.text) < 200 else str(failure.status)
        raise UserError("discord-refuses", reason=reason) from failure
    except discord.ConnectionClosed as failure:
        if failure.code != TOKEN_REVOKED:
            raise
        raise UserError("token-refused") from failure


@asynccontextmanager
async def open_bot(
    path: Path,
    *,
    clock: Callable[[], datetime] = discord.utils.utcnow,
    rng: random.Random | None = None,
    fetcher: Fetcher | None = None,
) -> AsyncIterator[Bot]:
    """A bot on the database at `path`, with the shipped articles in it, not yet connected.

    Raises UserError for a database that can't be used or that another process runs the bot on.
    """
    async with open_database(path) as database, hold(database) as lease, Reader() as reader:
        key = await voter_key(database, path)  # nobody else makes one: the lease is held
        library = Library(database, clock, rng, reader, fetcher, key)
        await library.search.refresh()
        await library.shelf.add_shipped()
        async with Bot(library, Texts(), lease) as bot:
            yield bot
