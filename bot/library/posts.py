"""What one post shows: chosen once, in the transaction that claims it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import aiosqlite

from bot import schedule as clockwork
from bot.library.selection import Selection, guild_zone, predictions
from bot.library.visibility import editions
from bot.model import Content, Guild, ItemKind, Language, Problem, Schedule
from bot.store import articles, items

_TURNS = (Content.PREDICTION, Content.QUOTE, Content.SUMMARY)


def kinds(content: Content, day: date) -> tuple[Content, ...]:
    """What a schedule posts on a local date: the first of these that the guild's articles have."""
    if content is not Content.MIXED:
        return (content,)
    turn = day.toordinal() % len(_TURNS)
    return _TURNS[turn:] + _TURNS[:turn]


def day_of(guild: Guild, home: Language, at: int) -> date:
    """The guild's local date at `at`, for which `/prediction` has its prediction of the day."""
    return clockwork.local_date(datetime.fromtimestamp(at, UTC), guild_zone(guild, home))


async def choose_items(
    selection: Selection,
    transaction: aiosqlite.Connection,
    schedule: Schedule,
    guild: Guild,
    home: Language,
    day: date,
    at: int,
    *,
    remember: bool = True,
) -> tuple[int, ...] | Problem:
    """The items of the post that stands for the local date `day` and is due at `at`, or why there are none.

    `home` is the language of the guild's Discord locale. The prediction is the guild's prediction of the day.
    Without `remember` nothing counts as shown.
    """
    if schedule.article_id is not None:
        chosen = await articles.get(transaction, schedule.article_id, schedule.guild_id)
        if chosen is None or chosen.removed_at is not None:
            return Problem.ARTICLE_GONE
    for kind in kinds(schedule.content, day):
        everything, matching = await candidates(transaction, schedule, guild.language or home, kind)
        if matching:
            of_the_day = kind is Content.PREDICTION and schedule.article_id is None
            today = day_of(guild, home, at) if of_the_day else None
            item = await selection.choose_in_transaction(
                transaction, schedule.guild_id, matching, everything, today, remember=remember
            )
            return await _three(transaction, schedule.guild_id, item) if kind is Content.SUMMARY else (item,)
    return Problem.NOTHING_TO_POST


_KIND = {
    Content.PREDICTION: ItemKind.PREDICTION,
    Content.QUOTE: ItemKind.QUOTE,
    Content.SUMMARY: ItemKind.LINE,
}


async def candidates(
    connection: aiosqlite.Connection, schedule: Schedule, language: Language, kind: Content
) -> tuple[list[int], list[int]]:
    """All items that share the rounds of what is posted, and those of them that may be posted.

    `language` is the guild's, in which its prediction of the day is chosen; the schedule may speak another.
    """
    if kind is Content.PREDICTION and schedule.article_id is None:
        of_the_day = await predictions(connection, schedule.guild_id, language)
        return of_the_day, of_the_day
    language = schedule.language or language
    among = [a.id for a in editions(await articles.visible(connection, schedule.guild_id), language)]
    if schedule.article_id is not None and schedule.article_id not in among:
        among.append(schedule.article_id)
    everything = await items.ids(connection, schedule.guild_id, among, _KIND[kind])
    if schedule.article_id is None:
        return everything, everything
    if kind is Content.PREDICTION:
        return everything, await predictions(connection, schedule.guild_id, language, schedule.article_id)
    return everything, await items.ids(connection, schedule.guild_id, [schedule.article_id], _KIND[kind])


async def _three(transaction: aiosqlite.Connection, guild_id: int, line: int) -> tuple[int, ...]:
    """The three lines of the article whose one line was chosen; that one where none of them is shown."""
    item = await items.get(transaction, guild_id, line)
    assert item is not None  # noqa: S101 - it was found in this transaction
    lines = await items.of_article(transaction, guild_id, item.article_id, ItemKind.THREE)
    return tuple(three.id for three in lines) or (line,)
