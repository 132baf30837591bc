"""Discord's shapes of what is stored about a person, and the file of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from bot.library.guilds import KEEP_COPIES
from bot.model import Stored, Vote
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped, escaped

SERVERS = 8
"""Servers in one message; the file has all."""
TEXT = 200
"""Characters of an item in the file: enough to know it by."""
LARGEST = 8_000_000
"""Bytes of a file: Discord takes 10 MiB everywhere. A larger one is compressed."""


class PrivacyRender:
    """Makes embeds with the words of a `Render`."""

    def __init__(self, render: Renderer) -> None:
        self._render = render
        self._say = render.say

    def overview(self, stored: Stored, here: int, names: Mapping[int, str]) -> discord.Embed:
        """How much is stored in each server, the one in which it was asked for first."""
        others = [guild for guild in stored.guilds if guild != here]
        blocks = [
            self._server(stored.of_guild(guild), guild, here, names) for guild in [here, *others[:SERVERS]]
        ]
        if more := len(others[SERVERS:]):
            blocks.append(self._say("privacy-more", count=more))
        notes = [self._small("privacy-hash"), self._copies()]
        return self._embed(*blocks, "\n".join(notes))

    def confirmation(self, stored: Stored) -> discord.Embed:
        """What goes and what stays, before anything is deleted."""
        made = {"schedules": stored.schedules, "articles": stored.articles}
        stays = [self._say(f"privacy-stays-{name}") for name, some in made.items() if some]
        stays.append(self._say("privacy-stays-posts"))
        return self._embed(
            "\n".join([self._say("privacy-goes"), *self._lines("privacy-goes-", stored)]),
            "\n".join([self._say("privacy-stays"), *(f"- {line}" for line in stays)]),
            self._say("privacy-final"),
            self._copies(),
            label="privacy-sure-label",
        )

    def forgotten(self) -> discord.Embed:
        """All of it was deleted."""
        return self._note("privacy-forgotten", "privacy-copies")

    def nothing(self) -> discord.Embed:
        """There is nothing."""
        return self._note("privacy-nothing", "privacy-earlier")

    def _note(self, key: str, copies: str) -> discord.Embed:
        return self._render.note(f"{self._say(key)}\n\n{self._copies(copies)}")

    def _server(self, stored: Stored, guild: int, here: int, names: Mapping[int, str]) -> str:
        if guild == here:
            head = self._say("privacy-here")
        else:
            name = names.get(guild)
            head = escaped(clipped(name, 60)) if name else self._say("privacy-server", id=str(guild))
        lines = self._lines("privacy-stored-", stored) or [self._say("privacy-stored-none")]
        return "\n".join([f"**{head}**", *lines])

    def _lines(self, key: str, stored: Stored) -> list[str]:
        up = sum(vote.value is Vote.UP for vote in stored.votes)
        counted = {
            "votes": len(stored.votes),
            "schedules": len(stored.schedules),
            "articles": len(stored.articles),
            "notices": len(stored.notices),
        }
        return [
            "- " + self._say(f"{key}{name}", count=count, up=up, down=count - up)
            for name, count in counted.items()
            if count
        ]

    def _copies(self, key: str = "privacy-copies") -> str:
        return self._small(key, days=KEEP_COPIES.days)

    def _small(self, key: str, **variables: int) -> str:
        return "-# " + self._say(key, **variables)

    def _embed(self, *blocks: str, label: str = "privacy-label") -> discord.Embed:
        return self._render.embed("plain", self._say(label), blocks)


def file(stored: Stored, user_id: int, names: Mapping[int, str], now: datetime) -> discord.File:
    """All that is stored about a person as JSON, in a ZIP where it is long. Ids are strings: many readers of
    JSON round such numbers."""
    servers = [_server(stored.of_guild(guild), guild, names) for guild in stored.guilds]
    made = {"user": str(user_id), "at": now.isoformat(timespec="seconds"), "servers": servers}
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
        "id": str(guild),
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
        "notices": [{"schedule": one.schedule_id, "at": one.at.isoformat()} for one in stored.notices],
    }
