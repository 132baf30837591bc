"""Find time zones by the names people give them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.cues import load
from bot.errors import UserError
from bot.words import fold, shorten

_MAX_NAMED = 3
_MAX_SUGGESTIONS = 25  # the limit of Discord's autocomplete


def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name, or of a city or an abbreviation of only one (東京, JST, new york).

    Its `key` is the IANA name. Raise UserError("zone-several", name=…, zones=…) for an abbreviation of
    several (PST, EST), and UserError("zone-unknown", name=…) for any other name.
    """
    folded = _fold_zone(name)
    found = _names().get(folded)
    if found is None or found in _abbreviations():
        candidates = [known for known, words in _search_words().items() if folded in words]
        if len(candidates) > 1:
            raise UserError("zone-several", name=shorten(name), zones=", ".join(candidates[:_MAX_NAMED]))
        if not candidates:
            raise UserError("zone-unknown", name=shorten(name))
        found = candidates[0]
    return _load(found)


def stored_zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name that was accepted once; UTC for one that the database no longer has."""
    return _load(name if name in _names().values() else "UTC")


def zones(typed: str) -> tuple[str, ...]:
    """Return up to 25 IANA names for what was typed so far, the best match first; popular ones for nothing.

    Etc/ zones are accepted by `zone` but never suggested: Etc/GMT+9 is nine hours *behind* UTC.
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
    """Return the IANA name for each folded one."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {_fold_zone(name): name for name in listed if name != "Factory"}  # stands for "not set"


@cache
def _abbreviations() -> frozenset[str]:
    """Return the IANA names that people use for places: EST has no summer time, and New York has."""
    also = {_fold_zone(word) for words in load("zones")["also"].values() for word in words}
    return frozenset(name for folded, name in _names().items() if name.isupper() and folded in also)


@cache
def _search_words() -> dict[str, tuple[str, ...]]:
    """Return the folded names by which each IANA name is found, popular zones first."""
    popular, also = load("zones")["popular"], load("zones")["also"]
    left_out = {*popular, *_abbreviations()}
    rest = sorted(n for n in _names().values() if n not in left_out and not n.startswith("Etc/"))
    return {
        name: tuple(_fold_zone(word) for word in (name, name.rpartition("/")[2], *also.get(name, ())))
        for name in (*popular, *rest)
    }


@cache
def _load(name: str) -> ZoneInfo:
    # Not ZoneInfo(name), which prefers the data of the system, and whether it does is a setting of the whole
    # process. Cached, as datetimes with the same zone object are compared by wall clock.
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
