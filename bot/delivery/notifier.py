"""Sends letters, direct messages and a few in channels, which tell people what they should know."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import aiohttp
import discord

from bot import config
from bot.delivery import diagnosis
from bot.delivery.embeds import ToldFact, notice_embed
from bot.delivery.failures import classify
from bot.delivery.pacer import answers_within, guarded
from bot.delivery.permit import LeaseLostError, Permit
from bot.delivery.reminder import reminder_message
from bot.delivery.suggestion import decided_embed, over_embed, waiting_message
from bot.library.decision import BACKOFF
from bot.library.lease import Lease
from bot.library.problems import STOPPED
from bot.model import DECIDED, NOBODY, OUTSIDE, WHOLE_BOT, Letter, Problem, Schedule
from bot.ui.embeds import Renderer
from bot.ui.faults import is_discords_own
from bot.ui.replies import KotonohaBot

ANSWER_WITHIN = 20.0
"""Seconds that one exchange with Discord may take."""
READ_AT_MOST = 1_000
"""Messages through which a letter is looked for, from before its time on."""

log = logging.getLogger(__name__)


class Notifier:
    """Sends letters. One that may have arrived is looked for before it is sent again."""

    def __init__(self, bot: KotonohaBot, lease: Lease) -> None:
        self._bot = bot
        self._lease = lease

    async def deliver(self, letter: Letter) -> None:
        """Take a letter to its end or to its next attempt, and store that."""
        notices, permit = self._bot.library.notices, Permit(self._lease)
        try:
            arrived = await self._send(letter, permit)
        except LeaseLostError:
            return  # it is claimed again
        except MemoryError:
            raise
        except Exception as error:
            failure, attempts = classify(error, permit.requests), letter.first.attempts + 1
            log.log(
                logging.ERROR if failure.unforeseen else logging.INFO,
                "Notice %d, attempt %d: %s: %r",
                letter.id,
                attempts,
                failure.reason,
                error,
                exc_info=error if failure.unforeseen else None,
            )
            if not isinstance(failure.reason, Problem):
                backoff = BACKOFF[min(attempts, len(BACKOFF)) - 1]
                await notices.postpone(letter, max(failure.retry_after, backoff))
                return
            if letter.first.guild_id == OUTSIDE and letter.first.fact.key != DECIDED:
                await self._bot.library.reminders.refuse(letter)
                return
            arrived = False
        await notices.told(letter, arrived=arrived)

    async def _send(self, letter: Letter, permit: Permit) -> bool:
        """Return whether the letter is there now, or nothing is left to tell; False where nobody takes it."""
        first, bot = letter.first, self._bot
        person = (bot.owner_id or NOBODY) if first.guild_id == WHOLE_BOT else first.person
        if person == NOBODY and first.channel_id is None:
            return False
        async with answers_within(ANSWER_WITHIN):
            if letter.is_over:
                await self._update(letter, permit)
                return True
            if not first.attempts and any(one.fact.key == STOPPED for one in letter.notices):
                await self._examine_others(letter)
                letter = await bot.library.notices.join(letter)
            view: discord.ui.View | None = None
            if first.channel_id is not None:
                embed, view = await waiting_message(bot, letter)
            elif first.fact.key == DECIDED:
                embed = await decided_embed(bot, letter)
            elif first.guild_id == OUTSIDE:
                embed, view = await reminder_message(bot, letter)
            else:
                embed = await self._embed(letter, person)
            if embed is None:
                return True
            embed.timestamp = _mark(letter)
            channel = await self._channel(letter, person)
            if first.attempts:
                found, all_read = await self._find(letter, channel)
                if found is not None or not all_read:
                    return found is not None  # where nobody can tell, an editor is told at any rate
            with guarded(permit):
                await channel.send(
                    embed=embed,
                    view=view or discord.utils.MISSING,
                    nonce=first.nonce,
                    allowed_mentions=discord.AllowedMentions.none(),
                )
        return True

    async def _find(
        self, letter: Letter, channel: discord.abc.Messageable
    ) -> tuple[discord.Message | None, bool]:
        """Return the message that a letter arrived as, and whether all messages since then were read."""
        read, after = 0, letter.first.created_at - timedelta(minutes=15)
        async for message in channel.history(after=after, limit=READ_AT_MOST):
            read += 1
            if message.author == self._bot.user and _mark(letter) in [
                one.timestamp for one in message.embeds
            ]:
                return message, True
        return None, read < READ_AT_MOST

    async def _update(self, letter: Letter, permit: Permit) -> None:
        """Say in the channel that a suggestion is over, where editors were told of it."""
        message, _ = await self._find(letter, await self._channel(letter, NOBODY))
        if message is not None:
            embed = await over_embed(self._bot, letter, message.embeds[0])
            with guarded(permit):
                await message.edit(embed=embed, view=None, allowed_mentions=discord.AllowedMentions.none())

    async def _channel(self, letter: Letter, person: int) -> discord.abc.Messageable:
        first, bot = letter.first, self._bot
        if first.channel_id is not None:
            return bot.get_partial_messageable(first.channel_id, guild_id=first.guild_id)
        return await bot.create_dm(discord.Object(person))

    async def _examine_others(self, letter: Letter) -> None:
        """Find out which other schedules of the same person stopped, so that one message tells of all."""
        schedules, first = self._bot.library.schedules, letter.first
        for schedule in await schedules.all(first.guild_id):
            if schedule.created_by != first.person or schedule.stopped or schedule.next_run is None:
                continue
            try:
                found = await diagnosis.check(self._bot, schedule)
            except (diagnosis.UnavailableError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.info("Schedule %d can't be examined now: %r", schedule.id, error)
                continue
            if found.stopped_by is not None:
                await schedules.set_problems(schedule, found.problems, found.passes_at, tell=True)

    async def _embed(self, letter: Letter, person: int) -> discord.Embed | None:
        """Return what a letter says; None where nothing of it holds any more."""
        bot, first = self._bot, letter.first
        if first.guild_id == WHOLE_BOT:
            render = Renderer(bot.texts, config.terminal_language())
            embed = notice_embed(render, [ToldFact(notice.fact) for notice in letter.notices])
        else:
            guild = await diagnosis.find_guild(bot, first.guild_id)
            settings = await bot.library.guilds.get(first.guild_id)
            render = Renderer(bot.texts, settings.language or settings.home)
            facts = await self._facts(letter, person, guild)
            if not facts:
                return None
            embed = notice_embed(render, facts, server=guild.name if guild else "")
        return embed

    async def _facts(self, letter: Letter, person: int, guild: discord.Guild | None) -> list[ToldFact]:
        bot = self._bot
        known = {schedule.id: schedule for schedule in await bot.library.schedules.all(letter.first.guild_id)}
        try:
            member = await guild.fetch_member(person) if guild else None
        except (discord.NotFound, discord.Forbidden) as error:
            if not is_discords_own(error):
                raise
            member = None
        facts = []
        for notice in letter.notices:
            schedule = known.get(notice.fact.schedule_id or 0)
            told = ToldFact(notice.fact, schedule)
            if not told.holds:
                continue
            visible = schedule is not None and await self._sees(schedule, member)
            facts.append(ToldFact(notice.fact, schedule, visible=visible))
        return facts

    async def _sees(self, schedule: Schedule, member: discord.Member | None) -> bool:
        return member is not None and (await diagnosis.check(self._bot, schedule)).sees(member)


def _mark(letter: Letter) -> datetime:
    """Return the time by which the message of a letter is recognized: no two to a person have the same."""
    return letter.first.created_at + timedelta(milliseconds=letter.first.id % 1000)
