"""How a known article takes the text of its draft, and keeps what editors approved."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiosqlite

from bot.errors import UserError
from bot.library.article_items import carry_over
from bot.library.article_writer import Added, Prepared, prepare
from bot.model import Article, Item, Metadata
from bot.reader import Readout
from bot.reader.wire import unpack_reading
from bot.store import articles, drafts, index, items, reviews
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
    """What a refresh takes besides the new text, worked out beforehand: what editors `approved` so far, the
    `items` that the article will have, and what is `indexed` of it."""

    approved: list[Item]
    items: list[Item]
    indexed: index.Entries


async def revise(connection: aiosqlite.Connection, draft: Draft, new: Prepared) -> Revision:
    """Return what `refresh` takes. What editors approved stays as long as its words do."""
    approved = await reviews.approved_items(connection, draft.article_id)
    before = await articles.text(connection, draft.article_id)
    kept = await asyncio.to_thread(carry_over, approved, new.items, before, draft.text)
    return Revision(approved, kept, await index.entries(connection, draft.article_id))


async def refresh(
    transaction: aiosqlite.Connection, draft: Draft, new: Prepared, revision: Revision, article: Article
) -> Added | None:
    """Replace an article's text by its draft's. Items that stay keep what was shown of them.

    Does nothing and returns None where editors approved something else since `revise`. The draft must still
    be stored: so the text is the same as then. Raises UserError where another article has that body by now.
    """
    if await reviews.approved_items(transaction, article.id) != revision.approved:
        return None
    other = await articles.with_digest(transaction, article.guild_id, new.digest)
    if other is not None and other.id != article.id and other.guild_id == article.guild_id:
        raise UserError("refresh-gone")
    await index.remove_entries(transaction, revision.indexed)
    stored = await articles.rewrite(transaction, draft, new.digest, new.reading)
    await items.replace(transaction, stored.id, revision.items)
    await index.add(transaction, stored.id, new.words)
    await drafts.delete(transaction, draft.id)
    counts = await items.counts(transaction, stored.id)
    return Added(stored, "refreshed", counts, left_out=new.left_out)
