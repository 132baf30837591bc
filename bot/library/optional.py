"""Checks of what a host may add to the bot: search by meaning, and a language model."""

from __future__ import annotations

from bot.config import ModelAddress
from bot.fetch import LanguageModel, ModelError
from bot.library.checkup import Outside
from bot.model.checkup import Check, State
from bot.reader import embedder

ANSWERS_WITHIN = 5.0
"""Seconds that a model's address has to list what it has, for which it need not load any."""
_KEY_REFUSED = ("401", "403")
"""Statuses, of a wrong key as of none."""


def meaning(looked: Outside | None) -> Check:
    """Check whether search by meaning is installed, and how many sentences still wait for vectors."""
    if embedder.model() is None:
        return Check("meaning", State.IDLE, "none")
    if looked is None:
        return Check("meaning", State.UNKNOWN, "unknown", {"reason": "database"})
    waiting = looked.without_vectors
    return Check("meaning", State.FINE, "waiting" if waiting else "fine", {"waiting": waiting})


async def language_model(address: ModelAddress | None, *, seconds: float = ANSWERS_WITHIN) -> Check:
    """Check whether the language model's address answers and lists that model. No text is sent; nothing that
    comes back is in the check, nor is the key."""
    if address is None:
        return Check("model", State.IDLE, "none")
    model = LanguageModel(address, seconds=seconds)
    facts: dict[str, str | int] = {"host": model.host, "name": model.name}
    try:
        listed = model.name in await model.names()
    except ModelError as error:
        facts["reason"] = error.detail or error.reason
        if error.reason in ("slow", "unreachable"):
            return Check("model", State.MEND, "silent", facts)
        if error.detail in _KEY_REFUSED:
            return Check("model", State.MEND, "key", facts)
        return Check("model", State.UNKNOWN, "other", facts)
    return Check("model", State.FINE, "fine" if listed else "unlisted", facts)
