"""Votes and questions as an export counts them: those of one guild, or (None) of all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from bot.model import Rights, Vote
from bot.store.articles import visible_to
from bot.store.items import SHOWN
from bot.store.sql import rows

_GUILD = "vote.guild_id"
_COUNTS = (
    f"{SHOWN.replace(':guild', _GUILD)} AND {visible_to(_GUILD)}"
    f" AND NOT EXISTS (SELECT 1 FROM guild WHERE id = {_GUILD} AND left_at IS NOT NULL)"
)
"""The condition that a guild that voted is still shown the item, and still has the bot."""
_KINDS = "kind IN ('quote', 'prediction', 'line')"
"""Votes for a summary are votes for its one line; where none was read there is nothing they stand for."""


def _scope(guild_id: int | None) -> str:
    return "" if guild_id is None else f" AND {_GUILD} = :guild"


def licensed(connection: sqlite3.Connection, guild_id: int | None) -> list[tuple[int, int | None, Rights]]:
    """Return the articles whose rights allow an export and that somebody voted on, by id: their ids, whose
    they are (None: everybody's) and their rights."""
    found = rows(
        connection,
        "SELECT article.id, article.guild_id, ground FROM rights JOIN article ON article.id = article_id"
        " WHERE EXISTS (SELECT 1 FROM item CROSS JOIN vote ON vote.item_id = item.id"
        f" WHERE item.article_id = article.id AND {_KINDS}{_scope(guild_id)}) ORDER BY article.id",
        {"guild": guild_id},
    )
    return [(article_id, guild, Rights(ground)) for article_id, guild, ground in found]


def unlicensed(connection: sqlite3.Connection, guild_id: int | None, raters: int) -> tuple[int, int]:
    """Return how many items that somebody voted on belong to articles without rights, and how many of these
    items at least `raters` people voted on, in guilds that are shown them."""
    ((items, voted_enough),) = rows(
        connection,
        "SELECT count(*), count(*) FILTER (WHERE people >= :raters)"
        f" FROM (SELECT count(DISTINCT iif({_COUNTS}, voter, NULL)) AS people"
        " FROM vote JOIN item ON item.id = vote.item_id JOIN article ON article.id = item.article_id"
        f" LEFT JOIN review ON review.item_id = item.id AND review.guild_id = {_GUILD}"
        f" WHERE {_KINDS}{_scope(guild_id)}"
        " AND NOT EXISTS (SELECT 1 FROM rights WHERE rights.article_id = item.article_id) GROUP BY item.id)",
        {"guild": guild_id, "raters": raters},
    )
    return items, voted_enough


def questioned(connection: sqlite3.Connection, guild_id: int | None) -> list[tuple[int, int, Rights]]:
    """Return which guilds that have the bot asked questions about which articles whose rights allow an
    export: their ids, the articles' and these rights."""
    found = rows(
        connection,
        "SELECT DISTINCT question.guild_id, rights.article_id, ground"
        " FROM rights JOIN question ON question.article_id = rights.article_id"
        " WHERE (:guild IS NULL OR question.guild_id = :guild)"
        " AND NOT EXISTS (SELECT 1 FROM guild WHERE id = question.guild_id AND left_at IS NOT NULL)"
        " ORDER BY rights.article_id, question.guild_id",
        {"guild": guild_id},
    )
    return [(guild, article_id, Rights(ground)) for guild, article_id, ground in found]


def counted(
    connection: sqlite3.Connection, article_id: int, guild_id: int | None
) -> Iterator[tuple[int, dict[bytes, Vote]]]:
    """Yield the items of an article that somebody voted on, by id, each with one vote of every voter: the
    newest, where somebody has more than one in several guilds. Votes of guilds that are not shown the item
    any more don't count; it may be that none is left."""
    # The other columns are those of the row with the maximum: https://sqlite.org/lang_select.html#bareagg
    cursor = connection.execute(
        f"SELECT item.id, voter, value, max(iif({_COUNTS}, voted_at, -1))"
        " FROM article CROSS JOIN item ON item.article_id = article.id"
        f" CROSS JOIN vote ON vote.item_id = item.id{_scope(guild_id)}"
        f" LEFT JOIN review ON review.item_id = item.id AND review.guild_id = {_GUILD}"
        f" WHERE article.id = :article AND {_KINDS} GROUP BY item.id, voter ORDER BY item.id",
        {"article": article_id, "guild": guild_id},
    )
    found: tuple[int, dict[bytes, Vote]] | None = None
    for item_id, voter, value, at in cursor:
        if found is None or found[0] != item_id:
            if found is not None:
                yield found
            found = (item_id, {})
        if at >= 0:
            found[1][voter] = Vote(value)
    if found is not None:
        yield found
