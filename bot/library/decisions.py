"""How suggestions end, and who is told of it: in the transaction of whatever ends them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.library.article_writer import Prepared, same_page
from bot.library.notices import write_to
from bot.model import DECIDED, NOBODY, WAITS, Decision, Fact, Suggestion
from bot.store import notices, suggestions


def waits(suggestion: Suggestion) -> Fact:
    """Return the fact that editors are told of a suggestion."""
    about: dict[str, str | int] = {"suggestion": suggestion.id, "title": suggestion.title}
    return Fact(WAITS, f"suggestion:{suggestion.id}", about)


def withdraw(transaction: sqlite3.Connection, suggestion: Suggestion) -> None:
    """Delete a suggestion: nobody need decide on it any more, and nobody is told of it. Safe to repeat."""
    suggestions.delete(transaction, suggestion.id)
    notices.take_back(transaction, suggestion.guild_id, waits(suggestion).identity)


def close(
    transaction: sqlite3.Connection,
    suggestion: Suggestion,
    decision: Decision,
    now: datetime,
    reason: str = "",
) -> None:
    """Delete a suggestion, as `withdraw` does, and have the person told what came of it, and editors where
    they were told of it."""
    withdraw(transaction, suggestion)
    identity = waits(suggestion).identity
    notices.reopen(transaction, suggestion.guild_id, identity, {"decision": decision}, now)
    if suggestion.suggested_by == NOBODY:
        return
    about: dict[str, str | int] = {
        "decision": decision,
        "title": suggestion.title,
        "reason": reason,
        "guild": suggestion.guild_id,
        "language": suggestion.language,
    }
    write_to(transaction, suggestion.suggested_by, Fact(DECIDED, identity, about), now)


def accept_added(transaction: sqlite3.Connection, guild_id: int, new: Prepared, now: datetime) -> None:
    """Close what is suggested of a page that an editor has just added in another way."""
    for suggestion, digest in suggestions.with_digests(transaction, guild_id):
        if digest == new.digest or same_page(suggestion.url, new.read.url):
            close(transaction, suggestion, Decision.ACCEPTED, now)
