"""Time zones by the names people give them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.cues import load
from bot.errors import UserError
from bot.words import fold, shorten

_MAX_SUGGESTIONS = 25  # Discord shows no more


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, or of a city or abbreviation that can only mean one (東京, JST, new york).

    Its `key` is the IANA name in its own spelling. Raises UserError("zone-unknown", name=…).
    """
    folded = _fold_zone(name)
    found = _names().get(folded)
    if found is None:
        candidates = [known for known, words in _search_words().items() if folded in words]
        if len(candidates) != 1:
            raise UserError("zone-unknown", name=shorten(name))
        found = candidates[0]
    return _load(found)


def zones(typed: str) -> tuple[str, ...]:
    """At most 25 IANA names for what was typed so far, the best first; popular ones for nothing.

    The Etc/ zones are accepted by `zone` but not offered: Etc/GMT+9 is nine hours *behind* UTC.
    """
    folded = _fold_zone(typed)
    if not folded:
        return tuple(load("zones")["popular"])
    ranked = []
    for position, (name, words) in enumerate(_search_words().items()):
        score = min(
            (
                0 if word == folded else 1 if word.startswith(folded) else 2
                for word in words
                if folded in word
            ),
            default=None,
        )
        if score is not None:
            ranked.append((score, position, name))
    return tuple(name for _, _, name in sorted(ranked)[:_MAX_SUGGESTIONS])


def _fold_zone(text: str) -> str:
    return fold(text).replace(" ", "_")


@cache
def _names() -> dict[str, str]:
    """Folded IANA name → IANA name."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {_fold_zone(name): name for name in listed if name != "Factory"}  # stands for "not set"


@cache
def _search_words() -> dict[str, tuple[str, ...]]:
    """IANA name → what it is found by, popular zones first."""
    popular, also = load("zones")["popular"], load("zones")["also"]
    rest = sorted(n for n in _names().values() if n not in popular and not n.startswith("Etc/"))
    return {
        name: tuple(_fold_zone(word) for word in (name, name.rpartition("/")[2], *also.get(name, ())))
        for name in (*popular, *rest)
    }


@cache
def _load(name: str) -> ZoneInfo:
    # Not ZoneInfo(name): that asks the system's data first, and whether it does is a setting of the whole
    # process. Cached, since datetimes of one zone compare by wall clock only if they share the object.
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
