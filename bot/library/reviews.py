"""What editors approve, reject and correct of what was read, for their guild."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import UserError
from bot.library import editing
from bot.library.editing import Sentences
from bot.library.passages import Extent
from bot.library.predictions import facts
from bot.library.speakers import as_written
from bot.library.visibility import owned_article, visible_article
from bot.model import (
    SUMMARY,
    Article,
    EditedDate,
    Item,
    ItemKind,
    PredictionKind,
    Review,
    Rights,
    Verdict,
    VoteReason,
)
from bot.reading.serialization import prediction_json, quote_json, summary_json
from bot.store import articles, reviews, votes
from bot.store.database import Database, in_snapshot, in_transaction

CORRECTABLE = (VoteReason.WRONG, VoteReason.BADLY_CUT)
"""Reasons for a 👎 that an editor can do something about."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of an article were read, and how many a guild's editors approved `unchanged`, approved
    `corrected`, or `rejected`. The rest waits. `added` is how many they added to what was read."""

    read: int
    unchanged: int
    corrected: int
    rejected: int
    added: int = 0

    @property
    def waiting(self) -> int:
        """Return how many nobody has reviewed."""
        return self.read - self.unchanged - self.corrected - self.rejected


class Reviews:
    """Verdicts and corrections: those of a guild count for itself, also on articles that all guilds share."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def of_article(
        self, snapshot: sqlite3.Connection, guild_id: int, article_id: int
    ) -> tuple[Article, list[Review]]:
        """Return an article with all its items: its summary, then quotations, then predictions.

        Raises UserError("article-gone") for one that the guild can't see.
        """
        article = visible_article(snapshot, guild_id, article_id)
        return article, reviews.of_article(snapshot, guild_id, article_id)

    @in_snapshot
    def item(self, snapshot: sqlite3.Connection, guild_id: int, item_id: int) -> Item:
        """Return an item; raise UserError("item-gone") where the guild can't see it (now), or its editors put
        another one in its place."""
        return editing.current_item(snapshot, guild_id, item_id).item

    @in_snapshot
    def complaints(
        self, snapshot: sqlite3.Connection, guild_id: int, article_id: int
    ) -> dict[int, dict[VoteReason, int]]:
        """Return how many members called an item wrong or badly cut, by its id; a summary is its one line."""
        named = votes.reasons_in_article(snapshot, guild_id, article_id)
        told = {
            item: {why: count for why, count in some.items() if why in CORRECTABLE}
            for item, some in named.items()
        }
        return {item: some for item, some in told.items() if some}

    @in_snapshot
    def disputed(self, snapshot: sqlite3.Connection, guild_id: int, article_id: int) -> set[int]:
        """Return the ids of an article's items that members called wrong or badly cut after editors had
        reviewed them: they wait for another look."""
        return votes.disputed(snapshot, guild_id, article_id, CORRECTABLE)

    @in_transaction
    def approve(self, transaction: sqlite3.Connection, guild_id: int, item_id: int) -> Item:
        """Approve an item; raise as `item`."""
        return self._corrected(transaction, guild_id, item_id)

    @in_transaction
    def reject(self, transaction: sqlite3.Connection, guild_id: int, item_id: int) -> int | None:
        """Reject an item; raise as `item`. In the place of a summary's sentence comes the next best, which
        waits for a review: return its id, or None where nothing does. What an editor had made is deleted,
        and what it took the place of is rejected."""
        return editing.reject(transaction, guild_id, item_id, self._clock())

    @in_snapshot
    def choices(
        self,
        snapshot: sqlite3.Connection,
        guild_id: int,
        article_id: int,
        kind: ItemKind,
        positions: Sequence[int],
    ) -> Sentences:
        """Return what can become an item of a kind, of the sentences of an article at these positions; raise
        UserError("article-gone")."""
        return editing.choices(snapshot, guild_id, article_id, kind, positions)

    @in_snapshot
    def extents(
        self, snapshot: sqlite3.Connection, guild_id: int, item_id: int
    ) -> tuple[int, dict[Extent, str]]:
        """Return the position of an item's first sentence, and how the item would read for each change of its
        extent that is possible; raise as `item`."""
        return editing.extents(snapshot, guild_id, item_id)

    @in_transaction
    def change_extent(
        self, transaction: sqlite3.Connection, guild_id: int, item_id: int, extent: Extent
    ) -> Item:
        """Lengthen or shorten an item by a sentence, which approves it; return what stands for it now. Raises
        UserError("sentence-gone") where that can't be done (any more), and otherwise as `item`."""
        now = editing.change_extent(transaction, guild_id, item_id, extent, self._clock())
        return self._item(transaction, guild_id, now)

    @in_transaction
    def choose_sentence(
        self, transaction: sqlite3.Connection, guild_id: int, item_id: int, place: str
    ) -> Item:
        """Put another sentence, a `Choice.place`, in the place of a summary's; return and raise as
        `change_extent`."""
        now = editing.choose_for(transaction, guild_id, item_id, place, self._clock())
        return self._item(transaction, guild_id, now)

    @in_transaction
    def add(
        self, transaction: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind, place: str
    ) -> Item:
        """Add a quotation or a prediction, a `Choice.place`, for the guild alone. It waits for a review:
        nobody has said yet who speaks, or what kind it is. Raises UserError("items-full") where there are
        too many, "sentence-gone" where the text has changed, and "article-gone"."""
        made = editing.add(transaction, guild_id, article_id, kind, place)
        return self._item(transaction, guild_id, made)

    @in_transaction
    def set_kind(
        self, transaction: sqlite3.Connection, guild_id: int, item_id: int, kind: PredictionKind
    ) -> Item:
        """Correct the kind of a prediction, which approves it; raise as `item`."""
        return self._corrected(transaction, guild_id, item_id, prediction_kind=kind)

    @in_transaction
    def set_speaker(self, transaction: sqlite3.Connection, guild_id: int, item_id: int, name: str) -> Item:
        """Correct the speaker of a quotation ("" for nobody), which approves it; the name is stored as the
        article writes it.

        Raises UserError("name-not-in-article") for a name that doesn't stand in the article's text, and
        otherwise as `item`.
        """
        item = self._item(transaction, guild_id, item_id)
        if name:
            name = as_written(name, articles.text(transaction, item.article_id))
        return self._corrected(transaction, guild_id, item_id, speaker=name)

    @in_transaction
    def set_facts(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        item_id: int,
        *,
        speaker: str | None = None,
        said_on: EditedDate = None,
        due_on: EditedDate = None,
    ) -> Item:
        """Correct who made a prediction ("" for nobody), when, and until which date it can come true, which
        approves it; what is None stays as it is.

        Raises UserError("name-not-in-article") as `set_speaker` does, "due-before-said" for a due date before
        the day on which it was said, and otherwise as `item`.
        """
        found = editing.current_item(transaction, guild_id, item_id)
        if speaker:
            speaker = as_written(speaker, articles.text(transaction, found.article.id))
        changed = {"speaker": speaker, "said_on": said_on, "due_on": due_on}
        item = self._corrected(transaction, guild_id, item_id, **changed)
        said, due = facts(item, found.article).said_on, item.due_on
        if said and due and due < said:
            raise UserError("due-before-said")
        return item

    @in_transaction
    def approve_rest(
        self, transaction: sqlite3.Connection, guild_id: int, article_id: int, last: int
    ) -> None:
        """Approve what nobody has reviewed of the items up to the id `last`; raise as `of_article`."""
        visible_article(transaction, guild_id, article_id)
        found = reviews.of_article(transaction, guild_id, article_id)
        rest = [one.item.id for one in found if one.verdict is None and one.item.id <= last]
        reviews.put(transaction, guild_id, rest, Verdict.APPROVED, self._clock())

    @in_snapshot
    def progress(self, snapshot: sqlite3.Connection, guild_id: int, article_id: int) -> Progress:
        """Return how many of an article's items were reviewed, and how."""
        return progress(reviews.of_article(snapshot, guild_id, article_id))

    @in_transaction
    def set_rights(
        self, transaction: sqlite3.Connection, guild_id: int | None, article_id: int, ground: Rights | None
    ) -> Article:
        """Store the rights of a guild's own article (None: of a shared one).

        Raises UserError("article-gone") where it has no such article; "article-not-shared" where there is no
        such shared one.
        """
        article = owned_article(transaction, guild_id, article_id)
        if article is None and guild_id is None:
            raise UserError("article-not-shared", id=str(article_id))
        if article is None:
            raise UserError("article-gone")
        reviews.set_rights(transaction, article_id, ground)
        return article

    @in_snapshot
    def rights(self, snapshot: sqlite3.Connection, article_id: int) -> Rights | None:
        """Return why an article's text may be exported; None where it may not."""
        return reviews.rights(snapshot, article_id)

    @in_snapshot
    def cases(self, snapshot: sqlite3.Connection) -> list[dict[str, Any]]:
        """Return what editors corrected, as labeled cases: see `case`. One for each guild that reviewed an
        article whose rights allow it."""
        cases = []
        for article_id, guild_id in reviews.exportable(snapshot):
            article = articles.get(snapshot, article_id, guild_id)
            assert article is not None  # noqa: S101 - guilds review what they can see
            found = reviews.of_article(snapshot, guild_id, article_id)
            cases.append(case(article, articles.text(snapshot, article_id), found))
        return cases

    def _corrected(
        self, transaction: sqlite3.Connection, guild_id: int, item_id: int, **correction: Any
    ) -> Item:
        self._item(transaction, guild_id, item_id)
        reviews.put(transaction, guild_id, [item_id], Verdict.APPROVED, self._clock(), **correction)
        return self._item(transaction, guild_id, item_id)

    def _item(self, connection: sqlite3.Connection, guild_id: int, item_id: int) -> Item:
        return editing.current_item(connection, guild_id, item_id).item


def progress(found: Sequence[Review]) -> Progress:
    """Return how many of these items were reviewed, and how."""
    read = [one for one in found if not one.is_added]
    approved = [one for one in read if one.verdict is Verdict.APPROVED]
    unchanged = sum(one.is_unchanged for one in approved)
    rejected = sum(one.verdict is Verdict.REJECTED for one in read)
    return Progress(len(read), unchanged, len(approved) - unchanged, rejected, len(found) - len(read))


def case(article: Article, text: str, found: Sequence[Review]) -> dict[str, Any]:
    """Return an article's text and what should be read out of it, in the form of `report` of
    `bot.reading.article`: it has `summary`, `quotes` and `predictions` only where something was read and all
    of it was reviewed, so that what is not in them is wrong."""

    def labels(*kinds: ItemKind) -> list[Item] | None:
        some = [one for one in found if one.item.kind in kinds]
        if not some or any(one.verdict is None for one in some):
            return None
        return [one.item for one in some if one.verdict is Verdict.APPROVED]

    made: dict[str, Any] = {"title": article.title, "language": article.language.value, "text": text}
    if (summary := labels(*SUMMARY)) is not None:
        lines = {kind: [item for item in summary if item.kind is kind] for kind in SUMMARY}
        made["summary"] = summary_json(
            next((item.text for item in lines[ItemKind.LINE]), None),
            [item.text for item in lines[ItemKind.THREE]],
            [(item.heading, item.text) for item in lines[ItemKind.SECTION]],
        )
    if (quotes := labels(ItemKind.QUOTE)) is not None:
        made["quotes"] = [quote_json(q.text, q.speaker, q.spans, spoken=q.spoken) for q in quotes]
    if (predictions := labels(ItemKind.PREDICTION)) is not None:
        made["predictions"] = [
            prediction_json(p.text, p.prediction_kind, p.horizon, p.spans, p.speaker) for p in predictions
        ]
    return made
