"""The facts of what people saved, and of the direct messages that remind them of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import Language


@dataclass(frozen=True, slots=True)
class Saved:
    """An item that somebody saved; `reminded` says in how many direct messages it was, the last of them at
    `reminded_at`.

    `guild_id` is the guild that alone can see it (OUTSIDE: every guild), and `seen` whether it is shown now
    where that was asked for.
    """

    item_id: int
    saved_at: datetime
    reminded: int
    reminded_at: datetime | None
    guild_id: int
    seen: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody's wish to be reminded, in a language. `user_id` None: a direct message was refused, which they
    are still to be told; they get no more."""

    user_id: int | None
    language: Language
    asked_at: datetime
