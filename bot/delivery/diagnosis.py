"""What keeps the bot from posting in a channel."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import aiohttp
import discord
from discord import app_commands

from bot.model import Problem, Schedule
from bot.ui.faults import is_discords_own
from bot.ui.replies import KotonohaBot

CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)
"""Where a schedule can post."""
PERSONS = frozenset(
    {
        Problem.VIEW,
        Problem.SEND,
        Problem.SEND_IN_THREADS,
        Problem.THREADS,
        Problem.THREAD_LOCKED,
        Problem.PING,
    }
)
"""What a person who has the bot post there needs, too."""

Destination = discord.TextChannel | discord.Thread

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PostingCheck:
    """All that keeps the bot from posting as it should, in the order to mend it.

    `until`: when it passes by itself, if that is known. `channel` (of a thread also its `parent`) and `role`
    are None where the bot can't see them.
    """

    problems: tuple[Problem, ...]
    until: datetime | None = None
    channel: Destination | None = None
    parent: discord.abc.GuildChannel | None = None
    role: discord.Role | None = None

    @property
    def stopped_by(self) -> Problem | None:
        """Return the first problem that stops a post; None where the bot may post."""
        return next((problem for problem in self.problems if problem.stops), None)

    @property
    def passes_at(self) -> datetime | None:
        """Return when it surely is over: `until` is stored in whole seconds, rounded down."""
        return None if self.until is None else self.until + timedelta(seconds=1)

    def sees(self, member: discord.Member) -> bool:
        """Return whether that member may know of the channel; False where nobody can tell."""
        if self.channel is None or self.parent is None:
            return False
        permissions = own_permissions(self.parent, member)
        return permissions.view_channel and _inside(self.channel, permissions, member)

    def lacks(self, member: discord.Member, *, threads: bool = False) -> tuple[Problem, ...]:
        """Return what that member lacks to have the bot post there, with `threads`, and ping the role."""
        if self.channel is None or self.parent is None:
            return ()
        found = problems(own_permissions(self.parent, member), self.channel, self.role, threads=threads)
        return tuple(problem for problem in found if problem in PERSONS)


class UnavailableError(Exception):
    """Discord says that the server is unavailable: nobody can tell what the bot may do there."""


def problems(
    permissions: discord.Permissions,
    channel: object,
    role: discord.Role | None,
    *,
    cards: bool = False,
    threads: bool = False,
) -> tuple[Problem, ...]:
    """Return what somebody with these permissions lacks to post there as the bot does, with `cards` and with
    `threads` if there are some, and to ping `role`. For a person only what `PERSONS` names counts."""
    if permissions.administrator:
        permissions = discord.Permissions.all()
    thread = channel if isinstance(channel, discord.Thread | app_commands.AppCommandThread) else None
    may_send = permissions.send_messages_in_threads if thread else permissions.send_messages
    wanting = {
        Problem.VIEW: not permissions.view_channel,
        Problem.SEND_IN_THREADS if thread else Problem.SEND: not may_send,
        Problem.THREADS: threads and not thread and not permissions.create_public_threads,
        Problem.EMBED: not permissions.embed_links,
        Problem.ATTACH: cards and not permissions.attach_files,
        Problem.HISTORY: not permissions.read_message_history,
        Problem.THREAD_LOCKED: thread is not None and thread.locked and not permissions.manage_threads,
        Problem.PING: role is not None and not role.mentionable and not permissions.mention_everyone,
    }
    return tuple(problem for problem, is_wanting in wanting.items() if is_wanting)


async def examine(
    bot: discord.Client,
    guild_id: int,
    channel_id: int,
    role_id: int | None,
    *,
    cards: bool = False,
    threads: bool = False,
    fresh: bool = False,
) -> PostingCheck:
    """Return what keeps the bot from posting there, with `cards` and with `threads` if there are some.

    The cache is believed where it finds nothing, unless `fresh`: it doesn't hear of everything, a time-out of
    the bot for one. A problem is only reported after Discord was asked.

    Raises UnavailableError in an outage, and discord.HTTPException, OSError or aiohttp.ClientError where
    Discord can't be asked.
    """
    wanted = {"cards": cards, "threads": threads}
    known = _known(bot, guild_id, channel_id, role_id, **wanted)
    if known is not None and not known.problems and not fresh:
        return known
    found = await _asked(bot, guild_id, channel_id, role_id, **wanted)
    if Problem.VIEW in found.problems and known is not None:  # Discord shows nothing of it
        return replace(found, channel=known.channel, parent=known.parent, role=known.role)
    return found


def _known(
    bot: discord.Client, guild_id: int, channel_id: int, role_id: int | None, **wanted: bool
) -> PostingCheck | None:
    """Return what the cache says; None where it misses something. Raises UnavailableError."""
    guild = bot.get_guild(guild_id)
    if guild is None:
        return None
    if guild.unavailable:
        raise UnavailableError
    channel = guild.get_channel_or_thread(channel_id)
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if guild.me is None or parent is None or not isinstance(channel, Destination):
        return None
    return _finding(guild.me, channel, parent, guild.get_role(role_id or 0), role_id, **wanted)


async def find_guild(bot: KotonohaBot, guild_id: int) -> discord.Guild | None:
    """Return a guild; None where the bot isn't in it. Discord is asked for one of another process's shards,
    and for each that isn't known before all shards of this one were told of theirs."""
    guild = bot.get_guild(guild_id)
    if guild is not None or (bot.is_ready() and bot.served.serve(guild_id)):
        return guild
    try:
        return await bot.fetch_guild(guild_id, with_counts=False)
    except (discord.Forbidden, discord.NotFound) as error:
        if not is_discords_own(error):
            raise
        return None


async def shared_guild(bot: KotonohaBot, guild_id: int, person: int) -> discord.Guild | None:
    """Return a guild that a person is in; None where they aren't, or the bot isn't. Discord is asked for the
    person. Raises what Discord does."""
    try:
        guild = await find_guild(bot, guild_id)
        if guild is not None:
            await guild.fetch_member(person)
    except (discord.NotFound, discord.Forbidden) as error:
        if not is_discords_own(error):
            raise
        return None
    return guild


async def _asked(
    bot: discord.Client, guild_id: int, channel_id: int, role_id: int | None, **wanted: bool
) -> PostingCheck:
    try:
        guild = await bot.fetch_guild(guild_id, with_counts=False)
        me = await guild.fetch_member(bot.user.id if bot.user else 0)
    except (discord.Forbidden, discord.NotFound) as error:
        if not is_discords_own(error):
            raise
        return PostingCheck((Problem.GUILD_GONE,))
    try:
        channel = await guild.fetch_channel(channel_id)
        parent = (
            await guild.fetch_channel(channel.parent_id) if isinstance(channel, discord.Thread) else channel
        )
    except (discord.Forbidden, discord.NotFound) as error:
        if not is_discords_own(error):
            raise
        view = isinstance(error, discord.Forbidden)
        return PostingCheck((Problem.VIEW if view else Problem.CHANNEL_GONE,))
    except discord.InvalidData:
        return PostingCheck((Problem.CHANNEL_GONE,))
    if not isinstance(channel, Destination) or isinstance(parent, discord.Thread):
        return PostingCheck((Problem.CHANNEL_GONE,))
    return _finding(me, channel, parent, guild.get_role(role_id or 0), role_id, **wanted)


def _finding(
    me: discord.Member,
    channel: Destination,
    parent: discord.abc.GuildChannel,
    role: discord.Role | None,
    role_id: int | None,
    **wanted: bool,
) -> PostingCheck:
    if me.is_timed_out():
        return PostingCheck((Problem.TIMED_OUT,), me.timed_out_until, channel, parent, role)
    found = problems(own_permissions(parent, me), channel, role, **wanted)
    if role_id is not None and role is None:
        found += (Problem.ROLE_GONE,)
    return PostingCheck(found, None, channel, parent, role)


def own_permissions(channel: discord.abc.GuildChannel, member: discord.Member) -> discord.Permissions:
    """Return what roles and channel (of a thread: its parent) give a member, each permission for itself.

    TextChannel's own `permissions_for` takes Embed Links away together with Send Messages: that would name
    permissions that aren't missing, and is wrong in a thread.
    """
    return discord.abc.GuildChannel.permissions_for(channel, member)


def sees(bot: discord.Client, guild_id: int, channel_id: int, member: discord.Member) -> bool:
    """Return whether a member may know of a channel; True for one the bot doesn't know, and so can't name."""
    guild = bot.get_guild(guild_id)
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if channel is None or parent is None:
        return channel is None
    permissions = own_permissions(parent, member)
    return permissions.view_channel and _inside(channel, permissions, member)


def _inside(channel: object, permissions: discord.Permissions, member: discord.Member) -> bool:
    """Return whether somebody who sees the parent of a private thread surely sees the thread too."""
    if not isinstance(channel, discord.Thread) or not channel.is_private():
        return True
    return permissions.manage_threads or channel.owner_id == member.id


async def check(bot: discord.Client, schedule: Schedule, *, fresh: bool = False) -> PostingCheck:
    """Return what `examine` finds for a schedule; use `fresh` after Discord refused a post there."""
    where = schedule.guild_id, schedule.channel_id, schedule.role_id
    return await examine(bot, *where, cards=schedule.cards, threads=schedule.thread, fresh=fresh)


async def check_before_post(bot: discord.Client, schedule: Schedule, *, fresh: bool = False) -> PostingCheck:
    """Return what `check` finds, without a request where nothing speaks for one.

    Where the cache has no such server (another process serves it), a schedule without a problem is believed
    to have none: Discord refuses what the bot may not do there, and is asked then. Only a ping it would leave
    out without a word.
    """
    unknown = bot.get_guild(schedule.guild_id) is None
    if unknown and not fresh and not schedule.problems and schedule.role_id is None:
        return PostingCheck(())
    return await check(bot, schedule, fresh=fresh)


async def recheck(bot: KotonohaBot, schedule: Schedule, *, seen: bool = True) -> Schedule:
    """Examine a schedule again, store its problems, and return it as it is then.

    Its problems are those found, and those that no examination sees.

    With `seen` an editor is told now. Otherwise what stops a schedule that could post is left to its next
    post, which tells of it. That problems are gone is believed only when Discord itself says so; where it
    can't be asked, everything stays as it is.
    """
    try:
        where = schedule.guild_id, schedule.channel_id, schedule.role_id
        finding = _known(bot, *where, cards=schedule.cards, threads=schedule.thread)
        if finding is None or not finding.problems:
            finding = await check(bot, schedule, fresh=bool(schedule.problems))
    except (UnavailableError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.info("Schedule %d can't be examined now: %r", schedule.id, error)
        return schedule
    unseen = [problem for problem in schedule.problems if not problem.examinable]
    told = seen or schedule.stopped
    found = [problem for problem in finding.problems if told or not problem.stops]
    return await bot.library.schedules.set_problems(schedule, [*found, *unseen], finding.passes_at)


async def recheck_guild(bot: KotonohaBot, guild_id: int) -> None:
    """Examine a guild's schedules with problems again, since something there was changed.

    Once at a time: all that changes meanwhile, say a hundred channels that are moved, takes one more
    round.
    """
    if guild_id in bot.rechecks:
        bot.rechecks[guild_id] = True
        return
    bot.rechecks[guild_id] = True
    try:
        while bot.rechecks[guild_id]:
            bot.rechecks[guild_id] = False
            for schedule in await bot.library.schedules.with_problems(guild_id):
                if any(problem.examinable for problem in schedule.problems):
                    await recheck(bot, schedule, seen=False)
    finally:
        del bot.rechecks[guild_id]
