"""What is stored about a person: as embeds, and as a file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from bot.library.guilds import KEEP_COPIES
from bot.model import OUTSIDE, Stored, Vote
from bot.ui.budget import NAME
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped, escaped

SERVERS = 8
"""Servers in one message; the file has all."""
TEXT = 200
"""Characters of an item in the file: enough to know it by."""
LARGEST = 8_000_000
"""Bytes of a file that is sent as it is: Discord takes 10 MiB everywhere. A larger one is compressed."""


def overview_embed(renderer: Renderer, stored: Stored, here: int, names: Mapping[int, str]) -> discord.Embed:
    """Return how much is stored about a person in each server, and in none: where they asked (`here`) first.

    `names` are the servers' names, as far as the bot knows them.
    """
    others = [guild for guild in stored.guilds if guild != here]
    first = renderer.say("privacy-outside" if here == OUTSIDE else "privacy-here")
    blocks = [_section(renderer, stored.of_guild(here), first)]
    for guild in others[:SERVERS]:
        name = names.get(guild)
        heading = escaped(name, NAME) if name else renderer.say("privacy-server", id=str(guild))
        heading = renderer.say("privacy-outside") if guild == OUTSIDE else heading
        blocks.append(_section(renderer, stored.of_guild(guild), heading))
    if more := len(others[SERVERS:]):
        blocks.append(renderer.say("privacy-more", count=more))
    blocks.append(_cards(renderer, refused=stored.refused_at is not None))
    notes = ["-# " + renderer.say("privacy-hash"), _copies(renderer)]
    return renderer.embed("plain", renderer.say("privacy-label"), [*blocks, "\n".join(notes)])


def confirmation_embed(renderer: Renderer, stored: Stored) -> discord.Embed:
    """Return what is deleted and what stays, before anything is."""
    say = renderer.say
    stays = [say("privacy-stays")]
    if stored.schedules:
        stays.append("- " + say("privacy-stays-schedules"))
    if stored.articles:
        stays.append("- " + say("privacy-stays-articles"))
    if stored.consents:
        stays.append("- " + say("privacy-stays-consents"))
    if stored.questions or stored.resolutions:
        stays.append("- " + say("privacy-stays-questions"))
    if stored.suggestions:
        stays.append("- " + say("privacy-stays-suggestions"))
    stays.append("- " + say("privacy-stays-posts"))
    goes = [say("privacy-goes"), *_counts(renderer, "privacy-goes-", stored)]
    if stored.refused_at is not None:
        goes.append("- " + say("privacy-goes-refusal"))
    blocks = ["\n".join(goes), "\n".join(stays), say("privacy-final"), _copies(renderer)]
    return renderer.embed("plain", say("privacy-sure-label"), blocks)


def forgotten_embed(renderer: Renderer) -> discord.Embed:
    """Return that all of it was deleted."""
    return renderer.text_embed("\n\n".join([renderer.say("privacy-forgotten"), _copies(renderer)]))


def nothing_embed(renderer: Renderer, *, cards: bool = False) -> discord.Embed:
    """Return that nothing is stored; with `cards` also what follows for cards of the person's messages."""
    blocks = [renderer.say("privacy-nothing"), *([_cards(renderer, refused=False)] if cards else [])]
    return renderer.text_embed("\n\n".join([*blocks, _copies(renderer, "privacy-earlier")]))


def _cards(renderer: Renderer, *, refused: bool) -> str:
    return renderer.say("privacy-cards-refused" if refused else "privacy-cards-allowed")


def _section(renderer: Renderer, stored: Stored, heading: str) -> str:
    lines = _counts(renderer, "privacy-stored-", stored) or [renderer.say("privacy-stored-none")]
    return "\n".join([f"**{heading}**", *lines])


def _counts(renderer: Renderer, key: str, stored: Stored) -> list[str]:
    """Return a line for each kind of data there is; `key` is how the keys of the messages begin."""
    up = sum(vote.value is Vote.UP for vote in stored.votes)
    counts = {
        "votes": len(stored.votes),
        "places": len(stored.places),
        "schedules": len(stored.schedules),
        "articles": len(stored.articles),
        "consents": len(stored.consents),
        "notices": len(stored.notices),
        "saved": len(stored.saved),
        "reminders": len(stored.reminders),
        "forecasts": len(stored.forecasts),
        "objections": len(stored.objections),
        "questions": len(stored.questions),
        "resolutions": len(stored.resolutions),
        "boards": len(stored.boards),
        "suggestions": len(stored.suggestions),
    }
    return [
        "- " + renderer.say(f"{key}{kind}", count=count, up=up, down=count - up)
        for kind, count in counts.items()
        if count
    ]


def _copies(renderer: Renderer, key: str = "privacy-copies") -> str:
    return "-# " + renderer.say(key, days=KEEP_COPIES.days)


def data_file(stored: Stored, user_id: int, names: Mapping[int, str], now: datetime) -> discord.File:
    """Return all that is stored about a person as JSON, in a ZIP where it is long.

    Ids are strings: many readers of JSON round such numbers. Times are UTC in ISO 8601.
    """
    servers = [_server(stored.of_guild(guild), guild, names) for guild in stored.guilds]
    made = {
        "user": str(user_id),
        "at": now.isoformat(timespec="seconds"),
        "no_cards_since": stored.refused_at and stored.refused_at.isoformat(),
        "servers": servers,
    }
    data, name = json.dumps(made, ensure_ascii=False, indent=1).encode(), "kotonoha-privacy.json"
    if len(data) <= LARGEST:
        return discord.File(io.BytesIO(data), name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    packed.seek(0)
    return discord.File(packed, f"{name}.zip")


def _server(stored: Stored, guild: int, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": None if guild == OUTSIDE else str(guild),
        "name": names.get(guild),
        "votes": [
            {
                "item": one.item_id,
                "vote": one.value,
                "reason": one.reason,
                "at": one.voted_at.isoformat(),
                "kind": one.kind,
                "text": one.text and clipped(one.text, TEXT),
                "article": one.title,
            }
            for one in stored.votes
        ],
        "places": [
            {
                "article": one.article_id,
                "offset": one.start,
                "size": one.size,
                "at": one.read_at.isoformat(),
                "title": one.title,
            }
            for one in stored.places
        ],
        "schedules": [
            {
                "schedule": one.schedule_id,
                "channel": str(one.channel_id),
                "created_at": one.created_at.isoformat(),
                "created_by_you": one.made,
                "paused_by_you": one.paused,
            }
            for one in stored.schedules
        ],
        "articles": [
            {"article": one.article_id, "added_at": one.added_at.isoformat(), "title": one.title}
            for one in stored.articles
        ],
        "consents": [
            {"article": one.article_id, "given_at": one.given_at.isoformat(), "title": one.title}
            for one in stored.consents
        ],
        "notices": [{"schedule": one.schedule_id, "at": one.at.isoformat()} for one in stored.notices],
        "saved": [
            {
                "item": one.item_id,
                "at": one.saved_at.isoformat(),
                "reminded": one.reminded,
                "kind": one.kind,
                "text": one.text and clipped(one.text, TEXT),
                "article": one.title,
            }
            for one in stored.saved
        ],
        "reminders": [{"asked_at": one.asked_at.isoformat(), "ended": one.ended} for one in stored.reminders],
        "forecasts": [
            {
                "question": one.question_id,
                "percent": one.probability / 10,
                "at": one.made_at.isoformat(),
                "text": one.text,
                "article": one.title,
            }
            for one in stored.forecasts
        ],
        "objections": [
            {
                "question": one.question_id,
                "reason": one.reason,
                "at": one.made_at.isoformat(),
                "text": one.text,
                "article": one.title,
            }
            for one in stored.objections
        ],
        "questions": [
            {
                "question": one.question_id,
                "asked_at": one.asked_at.isoformat(),
                "text": one.text,
                "article": one.title,
            }
            for one in stored.questions
        ],
        "resolutions": [
            {
                "question": one.question_id,
                "outcome": one.outcome,
                "evidence": one.evidence,
                "at": one.made_at.isoformat(),
                "text": one.text,
                "article": one.title,
            }
            for one in stored.resolutions
        ],
        "board": [{"agreed_at": one.agreed_at.isoformat()} for one in stored.boards],
        "suggestions": [
            {
                "suggestion": one.suggestion_id,
                "link": one.url,
                "title": one.title,
                "at": one.suggested_at.isoformat(),
            }
            for one in stored.suggestions
        ],
    }
