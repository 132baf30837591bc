"""What a post shows, chosen in the transaction that claims it."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from bot.library.selection import Selection, local_day, predictions
from bot.library.visibility import editions
from bot.model import Content, Guild, ItemKind, Language, Problem, Schedule
from bot.store import articles, items

_TURNS = (Content.PREDICTION, Content.QUOTE, Content.SUMMARY)


def kinds(schedule: Schedule, day: date) -> tuple[Content, ...]:
    """Return what a schedule posts on a local date: the first of these that the guild's articles have."""
    if schedule.content is not Content.MIXED:
        return (schedule.content,)
    turn = schedule.days.turn(day) % len(_TURNS)
    return _TURNS[turn:] + _TURNS[:turn]


def choose_items(
    selection: Selection,
    transaction: sqlite3.Connection,
    schedule: Schedule,
    guild: Guild,
    day: date,
    at: datetime,
    *,
    remember: bool = True,
) -> tuple[int, ...] | Problem:
    """Return the ids of the items that a post shows, or the Problem where there are none. A digest has none:
    it is put together when it is sent.

    The post stands for the local date `day` and is due at `at`. Without an article of its own, a schedule's
    prediction is that of `/prediction`. With `remember` the items count as shown.
    """
    if schedule.content is Content.DIGEST:
        return ()
    if schedule.article_id is not None:
        chosen = articles.get(transaction, schedule.article_id, schedule.guild_id)
        if chosen is None or chosen.removed_at is not None:
            return Problem.ARTICLE_GONE
    for kind in kinds(schedule, day):
        everything, matching = candidates(transaction, schedule, guild.language or guild.home, kind)
        if matching:
            of_the_day = kind is Content.PREDICTION and schedule.article_id is None
            today = local_day(guild, guild.home, at) if of_the_day else None
            item = selection.choose(
                transaction, schedule.guild_id, matching, everything, today, remember=remember
            )
            return _three(transaction, schedule.guild_id, item) if kind is Content.SUMMARY else (item,)
    return Problem.NOTHING_TO_POST


_KIND = {
    Content.PREDICTION: ItemKind.PREDICTION,
    Content.QUOTE: ItemKind.QUOTE,
    Content.SUMMARY: ItemKind.LINE,
}


def candidates(
    connection: sqlite3.Connection, schedule: Schedule, language: Language, kind: Content
) -> tuple[list[int], list[int]]:
    """Return the ids of all items that share the rounds of what is posted, and of those that may be posted:
    none for a digest.

    `language` is the guild's, in which its prediction of the day is chosen; the schedule's own may differ.
    """
    if kind is Content.DIGEST:
        return [], []
    if kind is Content.PREDICTION and schedule.article_id is None:
        of_the_day = predictions(connection, schedule.guild_id, language)
        return of_the_day, of_the_day
    language = schedule.language or language
    among = [a.id for a in editions(articles.visible(connection, schedule.guild_id), language)]
    if schedule.article_id is not None and schedule.article_id not in among:
        among.append(schedule.article_id)
    everything = items.ids(connection, schedule.guild_id, among, _KIND[kind])
    if schedule.article_id is None:
        return everything, everything
    if kind is Content.PREDICTION:
        return everything, predictions(connection, schedule.guild_id, language, schedule.article_id)
    return everything, items.ids(connection, schedule.guild_id, [schedule.article_id], _KIND[kind])


def _three(transaction: sqlite3.Connection, guild_id: int, line: int) -> tuple[int, ...]:
    """Return the three-line summary of the article whose one line was chosen; that line where it has none."""
    item = items.get(transaction, guild_id, line)
    assert item is not None  # noqa: S101 - it was found in this transaction
    lines = items.of_article(transaction, guild_id, item.article_id, ItemKind.THREE)
    return tuple(three.id for three in lines) or (line,)
