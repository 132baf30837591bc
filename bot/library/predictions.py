"""Who made a prediction, when, and until which date it can come true."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.library import editing
from bot.model import Article, Item, PredictionKind
from bot.reading import horizons
from bot.store.database import Database, in_snapshot


class DueBasis(StrEnum):
    """Where a due date comes from."""

    STATED = "stated"
    """The article's words name it."""
    DERIVED = "derived"
    """It is counted from when the prediction was made."""
    ASSUMED = "assumed"
    """It is counted from the day the article was added: when the prediction was made isn't known."""
    EDITED = "edited"
    """Editors set it."""


@dataclass(frozen=True, slots=True)
class PredictionFacts:
    """What is known of a prediction besides its words; None: nothing certain.

    `due_on` is the last date on which it can come true, and None for what is no outlook. `basis` is there
    where that is.
    """

    speaker: str | None
    said_on: date | None
    due_on: date | None
    basis: DueBasis | None


class Predictions:
    """Looks up what is known of predictions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @in_snapshot
    def facts(self, snapshot: sqlite3.Connection, guild_id: int, item_id: int) -> PredictionFacts:
        """Return what a guild is told of a prediction. Raises UserError("item-gone") where the guild can't
        see it (now), or its editors put another one in its place."""
        found = editing.current_item(snapshot, guild_id, item_id)
        return facts(found.item, found.article)


def facts(item: Item, article: Article) -> PredictionFacts:
    """Return what is known of a prediction (pure)."""
    said_on = article.published if item.said_on is None else item.said_on or None
    if item.prediction_kind is not PredictionKind.OUTLOOK:
        return PredictionFacts(item.speaker, said_on, None, None)
    if item.due_on is not None:
        edited = (item.due_on, DueBasis.EDITED) if item.due_on else (None, None)
        return PredictionFacts(item.speaker, said_on, *edited)
    since = said_on or article.added_at.date()
    due = horizons.due(item.horizon, since, article.language, item.text) if item.horizon else None
    if due is None:
        return PredictionFacts(item.speaker, said_on, None, None)
    if not due.is_relative:
        return PredictionFacts(item.speaker, said_on, due.on, DueBasis.STATED)
    if item.said_on is None and horizons.is_retold(item.text, article.language):
        return PredictionFacts(item.speaker, None, None, None)
    return PredictionFacts(item.speaker, said_on, due.on, DueBasis.DERIVED if said_on else DueBasis.ASSUMED)
