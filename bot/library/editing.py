"""What editors make of an article's sentences: other words for an item, and items that were not read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import UserError
from bot.library.article_items import MOST, read_items
from bot.library.passages import Choice, Extent, Spans, SplitText
from bot.library.visibility import ItemWithArticle, visible_article, visible_item
from bot.model import SUMMARY, Article, Item, ItemKind, PredictionKind, Verdict
from bot.store import articles, items, own_items, questions, reviews
from bot.words import passage


@dataclass(frozen=True, slots=True)
class Sentences:
    """Passages of an article that an editor can choose from, and of how many sentences it consists."""

    article: Article
    choices: list[Choice]
    count: int


def split_text(connection: sqlite3.Connection, article: Article) -> SplitText:
    """Return an article's text with its sentences."""
    return SplitText(
        articles.text(connection, article.id),
        articles.sentences(connection, article.id),
        articles.adjoining(connection, article.id),
        article.language,
    )


def current_item(connection: sqlite3.Connection, guild_id: int, item_id: int) -> ItemWithArticle:
    """Return an item with its article. Raises UserError("item-gone") where the guild can't see it (now), or
    its editors put another one in its place."""
    try:
        found = visible_item(connection, guild_id, item_id)
    except UserError as error:
        raise UserError("item-gone") from error
    if not own_items.is_current(connection, guild_id, item_id):
        raise UserError("item-gone")
    return found


def choices(
    connection: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind, positions: Sequence[int]
) -> Sentences:
    """Return what can become an item of a kind at these positions. Raises UserError("article-gone")."""
    article = visible_article(connection, guild_id, article_id)
    text = split_text(connection, article)
    return Sentences(article, text.choices(kind, positions), len(text.sentences))


def extents(connection: sqlite3.Connection, guild_id: int, item_id: int) -> tuple[int, dict[Extent, str]]:
    """Return the position of an item's first sentence, and how the item would read for each change of its
    extent that is possible. Raises UserError("item-gone")."""
    found = current_item(connection, guild_id, item_id)
    text = split_text(connection, found.article)
    covered = text.covered(found.item.spans)
    changed = text.extents(found.item)
    return covered[0] if covered else 0, {
        extent: passage(text.text, spans) for extent, spans in changed.items()
    }


def change_extent(
    transaction: sqlite3.Connection, guild_id: int, item_id: int, extent: Extent, at: datetime
) -> int:
    """Lengthen or shorten an item by a sentence, which approves it; return the id of what stands for it now.

    Raises UserError("sentence-gone") where that can't be done any more, and "item-gone".
    """
    found = current_item(transaction, guild_id, item_id)
    text = split_text(transaction, found.article)
    spans = text.extents(found.item).get(extent)
    if spans is None:
        raise UserError("sentence-gone")
    return _put(transaction, guild_id, found.item, text, spans, at)


def choose_for(transaction: sqlite3.Connection, guild_id: int, item_id: int, place: str, at: datetime) -> int:
    """Put another sentence in the place of a summary's, which approves it; return as `change_extent` does and
    raise as it does."""
    found = current_item(transaction, guild_id, item_id)
    text = split_text(transaction, found.article)
    choice = _choice(text, found.item.kind, place)
    return _put(transaction, guild_id, found.item, text, choice.spans, at)


def add(transaction: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind, place: str) -> int:
    """Add a quotation or a prediction, for the guild alone; return its id, or that of the same one that is
    there already.

    It waits for a review: nobody has said yet who speaks, or what kind it is. Raises UserError("items-full")
    where the guild has `MOST` of that kind already, "sentence-gone" where the text has changed, and
    "article-gone".
    """
    article = visible_article(transaction, guild_id, article_id)
    text = split_text(transaction, article)
    choice = _choice(text, kind, place)
    made = Item(0, article_id, kind, 0, choice.text, choice.spans, spoken=choice.spoken, guild_id=guild_id)
    if kind is ItemKind.PREDICTION:
        guessed = _as_prediction(choice, article)
        made = replace(made, prediction_kind=guessed.prediction_kind, horizon=guessed.horizon)
    there = own_items.same(transaction, guild_id, made)
    if there is not None:
        return there
    if own_items.count(transaction, guild_id, article_id, kind) >= MOST:
        raise UserError("items-full", most=MOST)
    return own_items.add(transaction, made)


def reject(transaction: sqlite3.Connection, guild_id: int, item_id: int, at: datetime) -> int | None:
    """Reject an item. In the place of a summary's sentence comes the next best, which waits for a review;
    return its id, or None where nothing does.

    What an editor had made is deleted, and what was read in its place is rejected. Raises
    UserError("item-gone").
    """
    found = current_item(transaction, guild_id, item_id)
    item = found.item
    root = _root(transaction, guild_id, item)
    if item.guild_id is not None:
        own_items.remove(transaction, item.id)
    if root is None:
        return None
    reviews.put(transaction, guild_id, [root.id], Verdict.REJECTED, at)
    if item.kind not in SUMMARY:
        return None
    text = split_text(transaction, found.article)
    of_all = items.read(transaction, item.article_id)
    taken = {one.spans for one in of_all if one.kind is item.kind and one.guild_id in (None, guild_id)}
    choice = text.next_best(root, item, taken)
    if choice is None:
        return None
    return own_items.add(transaction, _instead(guild_id, root, item, text, choice.spans))


def _put(
    transaction: sqlite3.Connection,
    guild_id: int,
    item: Item,
    text: SplitText,
    spans: Spans,
    at: datetime,
) -> int:
    """Approve an item with other words, in the place of what was read or of what an editor made before."""
    root = _root(transaction, guild_id, item)
    asked = questions.about(transaction, guild_id, item.id)
    if item.guild_id is not None:
        own_items.remove(transaction, item.id)
    made = _instead(guild_id, root, item, text, spans)
    item_id = own_items.same(transaction, guild_id, made)
    if item_id is None:
        item_id = own_items.add(transaction, made)
    elif root is not None and item_id != root.id:  # these words are there already
        reviews.put(transaction, guild_id, [root.id], Verdict.REJECTED, at)
    approved = Verdict.APPROVED
    reviews.put(transaction, guild_id, [item_id], approved, at, said_on=item.said_on, due_on=item.due_on)
    questions.attach(transaction, asked, item_id)
    return item_id


def _instead(guild_id: int, root: Item | None, item: Item, text: SplitText, spans: Spans) -> Item:
    words, place = passage(text.text, spans), root.id if root else None
    horizon = item.horizon if item.horizon and item.horizon in words else None
    return replace(item, text=words, spans=spans, horizon=horizon, guild_id=guild_id, replaces=place)


def _root(connection: sqlite3.Connection, guild_id: int, item: Item) -> Item | None:
    """Return what was read in the place of an item; None for one that an editor added."""
    if item.guild_id is None:
        return item
    return None if item.replaces is None else items.get(connection, guild_id, item.replaces)


def _choice(text: SplitText, kind: ItemKind, place: str) -> Choice:
    position = place.partition(":")[0]
    positions = [int(position)] if position.isdecimal() else []
    offered = text.choices(kind, positions)
    choice = next((one for one in offered if one.place == place), None)
    if choice is None:
        raise UserError("sentence-gone")
    return choice


def _as_prediction(choice: Choice, article: Article) -> Item:
    """Return what the rules take a sentence for; an outlook, if they see no prediction in it."""
    from bot.reading.article import parse_text, read  # slow to import, and seldom needed

    found = read_items(read(parse_text(choice.text), article.language))
    known = next((item for item in found if item.kind is ItemKind.PREDICTION), None)
    return known or Item(
        0, 0, ItemKind.PREDICTION, 0, choice.text, choice.spans, prediction_kind=PredictionKind.OUTLOOK
    )
