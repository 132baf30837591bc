"""Votes of members whom the demo doesn't have, so that `/insights` has something to show."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.model import Language, Vote, VoteReason

WEEK = 7 * 24 * 3_600
UP, DOWN = Vote.UP, Vote.DOWN
DULL, WRONG = VoteReason.DULL, VoteReason.WRONG

BALLOTS: tuple[tuple[tuple[Vote, VoteReason | None, int], ...], ...] = (
    (*((UP, None, ago) for ago in (6, 4, 3, 3, 1, 1, 1, 0)), (DOWN, None, 1)),
    tuple((UP, None, ago) for ago in (7, 7, 4, 2, 1)),
    ((UP, None, 5), (DOWN, DULL, 3), (DOWN, DULL, 2), (DOWN, WRONG, 2), (DOWN, None, 0)),
    ((UP, None, 3), (DOWN, None, 3)),
)
"""The votes on each quotation, with how many weeks ago they were given."""


def vote(database: Path, language: Language, now: int) -> None:
    """Store their votes on the shipped quotations in the demo's database; `now` is in Unix seconds."""
    with closing(sqlite3.connect(database)) as connection, connection:
        (guild,) = connection.execute("SELECT id FROM guild").fetchone()
        items = connection.execute(
            "SELECT item.id FROM item JOIN article ON article.id = article_id"
            " WHERE kind = 'quote' AND article.guild_id IS NULL AND language = ? ORDER BY item.id",
            (language,),
        ).fetchall()
        connection.executemany(
            "INSERT INTO vote (guild_id, item_id, voter, value, reason, voted_at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (guild, item, voter.to_bytes(16, "big"), value, reason, now - ago * WEEK)
                for (item,), ballots in zip(items, BALLOTS, strict=False)
                for voter, (value, reason, ago) in enumerate(ballots)
            ],
        )
