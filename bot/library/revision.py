"""How a known article gets another text: its draft's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import UserError
from bot.library.article_items import carry_over, moved
from bot.library.article_writer import Added, Prepared, prepare
from bot.library.part_ends import moved_ends
from bot.library.places import moves
from bot.model import Article, Item, Metadata, Span
from bot.reader.wire import Readout, unpack_reading
from bot.store import articles, drafts, index, items, own_items, questions, queue, reviews
from bot.store import places as stored_places
from bot.store.drafts import Draft


def prepare_draft(draft: Draft) -> Prepared:
    """Return all that is to be stored of a draft; slow for a long one (pure).

    Raises UserError("refresh-gone") for one that another version of the bot read.
    """
    try:
        reading = unpack_reading(draft.reading)
    except ValueError as error:
        raise UserError("refresh-gone") from error
    return prepare(Readout(Metadata(), reading, draft.text), Metadata())


@dataclass(frozen=True, slots=True)
class Revision:
    """What a refresh takes besides the new text, worked out beforehand.

    It is what editors `approved` and `made` so far, the `items` that will be read out of the article, the
    places that what was made will have (by its id), what is `indexed` of the article, and what says where an
    offset in its text has `moved`, as the place before some words or (`moved_end`) behind them.
    """

    approved: list[Item]
    made: list[Item]
    items: list[Item]
    places: dict[int, tuple[Span, ...]]
    indexed: index.Entries
    moved: Callable[[int], int]
    moved_end: Callable[[int], int]


def revise(connection: sqlite3.Connection, draft: Draft, new: Prepared) -> Revision:
    """Return what `refresh` takes. What editors approved stays as long as its words do."""
    approved = reviews.approved_items(connection, draft.article_id)
    made = own_items.of_article(connection, draft.article_id)
    before = articles.text(connection, draft.article_id)
    read_to = stored_places.starts(connection, draft.article_id)
    posted = queue.places(connection, draft.article_id)
    move = moves(before, draft.text)
    move_end = moved_ends(before, draft.text, move)
    for start in {*read_to, *(start for start, _ in posted)}:
        move(start)  # it remembers
    for _, end in posted:
        move_end(end)
    places = {item.id: moved(item.spans, before, draft.text) for item in made}
    there = [item for item in made if places[item.id]]
    kept = carry_over(approved, new.items, before, draft.text, there)
    places = {item.id: places[item.id] for item in there}
    indexed = index.entries(connection, draft.article_id)
    return Revision(approved, made, kept, places, indexed, move, move_end)


def refresh(
    transaction: sqlite3.Connection, draft: Draft, new: Prepared, revision: Revision, article: Article
) -> Added | None:
    """Replace an article's text by its draft's. Items that stay keep what was shown of them,
    and questions stay in any case.

    Does nothing and returns None where editors approved or made something else since `revise`. The draft
    must still be stored: so the text is the same as then. Raises UserError where another article has that
    body by now.
    """
    if (
        reviews.approved_items(transaction, article.id) != revision.approved
        or own_items.of_article(transaction, article.id) != revision.made
    ):
        return None
    other = articles.with_digest(transaction, article.guild_id, new.digest)
    if other is not None and other.id != article.id and other.guild_id == article.guild_id:
        raise UserError("refresh-gone")
    index.remove_entries(transaction, article.id, revision.indexed)
    stored = articles.rewrite(transaction, draft, new.digest, new.reading)
    items.replace(transaction, stored.id, revision.items)
    own_items.move(transaction, stored.id, revision.places)
    questions.follow(transaction, stored.id)
    stored_places.move(transaction, stored.id, revision.moved)
    queue.move_places(transaction, stored.id, revision.moved, revision.moved_end)
    index.add(transaction, stored.id, new.words)
    drafts.delete(transaction, draft.id)
    counts = items.counts(transaction, stored.id)
    return Added(stored, "refreshed", counts, left_out=new.left_out)
