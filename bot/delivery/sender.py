"""One delivery: from its claim to what became of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
import discord

from bot.delivery import diagnosis
from bot.delivery.embeds import notice_embed
from bot.delivery.outcome import StaleError, outcome
from bot.delivery.pacer import answers_within, guarded
from bot.delivery.post import embed, marker, see_post_button
from bot.library.claims import Done, Post, unsent
from bot.library.lease import Lease
from bot.model import DeliveryKind, DeliveryState, ItemKind, Language, Problem, Reason
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture, picture
from bot.ui.replies import KotonohaBot, language_for_locale
from bot.ui.votes import with_vote_buttons

ANSWER_WITHIN = 20.0
CARD_WITHIN = 10.0
NONCE_KNOWN = 120.0
"""Seconds for which Discord surely still knows a nonce; it says "a few minutes"."""
LOOKED_THROUGH = 2_000
"""Messages of a channel that are looked through for one of ours."""
BEFORE = timedelta(days=1)
"""How long before its time a post is looked for: our clock may have been ahead, and the time another one. The
post's mark says which day it stands for, so that no other is taken for it."""
UNREACHED = (diagnosis.UnavailableError, aiohttp.ClientError, OSError)

log = logging.getLogger(__name__)


class UnreadableError(Exception):
    """Whether a message stands in a channel can't be told."""


class LeaseLostError(Exception):
    """Another process may have the lease: it takes up what this one had claimed."""


class _Permit:
    """May be asked before each request of one message. discord.py repeats some by itself, and sleeps in
    between for as long as it is told to."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._first: float | None = None

    def __call__(self) -> None:
        now = asyncio.get_running_loop().time()
        self._first = now if self._first is None else self._first
        if not self._lease.valid:
            raise LeaseLostError
        if now - self._first > NONCE_KNOWN:
            raise StaleError


@dataclass
class OutgoingMessage:
    """What is sent where, and what it is known by there."""

    channel: discord.abc.Messageable
    embed: discord.Embed
    marker: str | None = None
    view: discord.ui.View | None = None
    role: int | None = None
    picture: Picture | None = None

    def is_in(self, message: discord.Message) -> bool:
        if self.marker is None:
            known = [(embed.timestamp, embed.description) for embed in message.embeds]
            return (self.embed.timestamp, self.embed.description) in known
        rows = (row for row in message.components if isinstance(row, discord.ActionRow))
        ids = (child.custom_id or "" for row in rows for child in row.children)
        return any(custom_id.startswith(self.marker) for custom_id in ids)

    async def send(self, nonce: str) -> discord.Message:
        nobody = discord.AllowedMentions.none()
        roles = [discord.Object(self.role)] if self.role else False
        return await self.channel.send(
            content=f"<@&{self.role}>" if self.role else None,
            embed=self.embed,
            view=self.view or discord.utils.MISSING,
            file=self.picture.file() if self.picture else discord.utils.MISSING,
            nonce=nonce,
            allowed_mentions=nobody.merge(discord.AllowedMentions(roles=roles)),
            silent=self.role is None and self.view is not None,
        )


class Sender:
    """Sends what was claimed. `held_until`: in the loop's time, until when Discord must not be asked."""

    def __init__(self, bot: KotonohaBot, lease: Lease) -> None:
        self._bot = bot
        self._lease = lease
        self.held_until = 0.0

    def language_of(self, guild_id: int) -> Language:
        """The language that a guild has in Discord."""
        guild = self._bot.get_guild(guild_id)
        return language_for_locale(guild.preferred_locale if guild else None)

    async def deliver(self, post: Post) -> None:
        """Sends one message and stores what became of it. Raises nothing but its own task's cancellation:
        whatever happens here ends this delivery only."""
        try:
            await self._deliver(post)
        except BaseException as error:
            task = asyncio.current_task()
            if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                raise
            # The row stays claimed, and is taken up again.
            log.error("What became of delivery %d can't be stored", post.delivery.id, exc_info=error)

    async def _deliver(self, post: Post) -> None:
        outbox, sending, arrived, letter = self._bot.library.outbox, False, None, None
        left: tuple[Problem, ...] = ()
        try:
            async with answers_within(ANSWER_WITHIN):
                letter = await self._letter(post)
                if post.must_look:
                    arrived = await self._look(letter, post)
                found = arrived is not None
                if not found and post.abandon_reason is None:
                    finding = await self._examined_first(post)
                    if finding.stopped_by is not None:
                        found_out = finding.stopped_by, finding.problems, finding.passes_at
                        await self._give_up(post, letter, DeliveryState.SKIPPED, *found_out)
                        return
                    sending = True
                    with guarded(_Permit(self._lease)):
                        arrived, left = await self._send(post, letter, finding.problems)
        except LeaseLostError:
            log.warning("Delivery %d is left to whoever has the lease now", post.delivery.id)
            return
        except BaseException as error:
            task = asyncio.current_task()
            if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                raise
            await self._failed(post, letter, error, sending=sending)
            return
        if not found and post.abandon_reason is not None:
            await outbox.give_up(post, unsent(post.delivery), post.abandon_reason)
            return
        await outbox.reached("answered")
        as_text = Problem.ATTACH if left and letter.picture else None
        await outbox.confirm(post, arrived, Reason.FOUND if found else as_text, left)

    async def _send(
        self, post: Post, letter: OutgoingMessage, problems: tuple[Problem, ...]
    ) -> tuple[int, tuple[Problem, ...]]:
        """Sends it, without its card where that is the problem; the message's id, and the problems left."""
        if not problems:
            try:
                return (await letter.send(post.delivery.nonce)).id, ()
            except discord.Forbidden:
                if letter.picture is None:
                    raise
                # The cache may not know yet what was taken away.
                finding = await diagnosis.check(self._bot, post.schedule, fresh=True)
                if finding.stopped_by or not finding.problems:
                    raise
                problems = finding.problems
        if letter.picture is not None:
            letter = await self._letter(post, cards=False)
        return (await letter.send(post.delivery.nonce)).id, problems

    async def _letter(self, post: Post, *, cards: bool = True) -> OutgoingMessage:
        delivery, render = post.delivery, Renderer(self._bot.texts, post.language)
        if delivery.kind is DeliveryKind.NOTICE:
            return await self._notice(post, render)
        test = delivery.kind is DeliveryKind.TEST
        selection = self._bot.library.selection
        shown = [await selection.found(delivery.guild_id, item) for item in delivery.items]
        drawn = None
        if cards and shown[0].item.kind is ItemKind.QUOTE:
            theme = (await self._bot.library.guilds.get(delivery.guild_id)).theme
            drawn = await picture(
                self._bot.painter, render, shown[0], post.schedule.style, theme, CARD_WITHIN
            )
        return OutgoingMessage(
            self._bot.get_partial_messageable(delivery.target, guild_id=delivery.guild_id),
            embed(render, shown, drawn, test=test),
            marker(post.schedule.public_id, delivery),
            with_vote_buttons(
                render, shown[0].item, see_post_button(render, post.schedule.public_id, delivery)
            ),
            None if test else post.schedule.role_id,
            drawn,
        )

    async def _notice(self, post: Post, render: Renderer) -> OutgoingMessage:
        finding = await diagnosis.check(self._bot, post.schedule)
        guild = self._bot.get_guild(post.delivery.guild_id)
        try:
            member = await guild.fetch_member(post.delivery.target) if guild else None
        except (discord.NotFound, discord.Forbidden):
            member = None
        sees = member is not None and finding.sees(member)
        notice = notice_embed(render, post.schedule, visible=sees, server=guild.name if guild else "")
        notice.timestamp = datetime.fromtimestamp(
            post.delivery.due_at, UTC
        )  # since when; it is known by that
        return OutgoingMessage(await self._bot.create_dm(discord.Object(post.delivery.target)), notice)

    async def _look(self, letter: OutgoingMessage, post: Post) -> int | None:
        """The id of the message, if it stands there. One that was deleted looks like one that never was.

        Raises UnreadableError where nobody can tell.
        """
        delivery = post.delivery
        after = datetime.fromtimestamp(delivery.due_at, UTC) - BEFORE
        seen = 0
        try:
            async for message in letter.channel.history(after=after, oldest_first=True, limit=LOOKED_THROUGH):
                seen += 1
                if self._bot.user and message.author.id == self._bot.user.id and letter.is_in(message):
                    return message.id
        except (discord.Forbidden, discord.NotFound) as error:
            raise UnreadableError from error
        if seen == LOOKED_THROUGH:
            raise UnreadableError
        return None

    async def _examined_first(self, post: Post) -> diagnosis.PostingCheck:
        """What is found before anything is sent: Discord does not refuse all that would go wrong, an embed
        that may not be shown for one. Where all is well the cache knows, and nothing is asked."""
        if post.delivery.kind is DeliveryKind.NOTICE:
            return diagnosis.PostingCheck(())
        return await diagnosis.check(self._bot, post.schedule)

    async def _give_up(
        self,
        post: Post,
        letter: OutgoingMessage | None,
        state: Done,
        reason: Problem | Reason,
        problems: tuple[Problem, ...] = (),
        until: int | None = None,
    ) -> None:
        """Gives it up. One that may have arrived at an earlier attempt is looked for; it is unknown where
        nobody can tell."""
        outbox = self._bot.library.outbox
        if post.delivery.maybe_sent:
            try:
                async with answers_within(ANSWER_WITHIN):
                    arrived = await self._look(letter, post) if letter else None
            except (UnreadableError, *UNREACHED, discord.HTTPException):
                arrived, letter = None, None
            if arrived is not None:
                await outbox.confirm(post, arrived, Reason.FOUND)
                return
            state = state if letter else DeliveryState.UNKNOWN
        await outbox.give_up(post, state, reason, problems, until)

    async def _failed(
        self, post: Post, letter: OutgoingMessage | None, error: BaseException, *, sending: bool
    ) -> None:
        outbox, delivery = self._bot.library.outbox, post.delivery
        if isinstance(error, UnreadableError):
            problems, until = await self._examined(post, None)
            await outbox.give_up(post, DeliveryState.UNKNOWN, Reason.UNANSWERED, problems, until)
            return
        what = outcome(error, sending=sending, attempts=delivery.attempts)
        known = isinstance(error, (*UNREACHED, discord.HTTPException))
        log.log(
            logging.INFO if known else logging.ERROR,
            "Delivery %d, attempt %d: %s, %s: %r",
            delivery.id,
            delivery.attempts,
            what.state,
            what.reason,
            error,
            exc_info=None if known else error,
        )
        if what.hold:
            log.error("Discord refuses every request; nothing is posted for %d s", what.hold)
            self.held_until = asyncio.get_running_loop().time() + what.hold
        if what.state is DeliveryState.WAITING:
            assert isinstance(what.reason, Reason)  # noqa: S101
            await outbox.postpone(post, what.reason, what.wait, maybe_sent=what.maybe_sent)
        elif what.state is DeliveryState.SENT:
            await outbox.confirm(post, None, Reason.DELETED)
        elif delivery.kind is DeliveryKind.NOTICE:
            await self._give_up(post, letter, DeliveryState.FAILED, Reason.CLOSED)
        elif isinstance(what.reason, Problem):
            problems, until = (what.reason,), None
            if what.examine:
                problems, until = await self._examined(post, what.reason)
            reason = next(problem for problem in problems if problem.stops)
            await self._give_up(post, letter, DeliveryState.FAILED, reason, problems, until)
        else:
            await outbox.give_up(post, DeliveryState.UNKNOWN, what.reason)

    async def _examined(
        self, post: Post, otherwise: Problem | None
    ) -> tuple[tuple[Problem, ...], int | None]:
        """What keeps the bot from posting there; `otherwise` where nothing is found."""
        try:
            async with answers_within(ANSWER_WITHIN):
                finding = await diagnosis.check(self._bot, post.schedule, fresh=True)
        except (*UNREACHED, discord.HTTPException) as error:
            log.info("The channel of delivery %d can't be examined now: %r", post.delivery.id, error)
        else:
            if finding.stopped_by:
                return finding.problems, finding.passes_at
        return (otherwise,) if otherwise else (), None
