"""Patches that make simcord's page read Markdown as Discord does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from simcord.preview._dependencies import _DependencyRead
from simcord.preview._markdown import _FIELD_POLICIES

IN_EMBEDS = ("mentions", "commands", "subtext")
"""What Discord renders in descriptions and field values of embeds, too, and simcord in messages only."""


@contextmanager
def discord_markdown() -> Iterator[None]:
    """Patch simcord and markdown-it while the block lasts."""
    scan = StateInline.scanDelims
    policies = {field: _FIELD_POLICIES[field] for field in ("embed_description", "embed_field_value")}

    def scan_delimiters(self: StateInline, start: int, can_split_word: bool) -> Scanned:
        scanned = scan(self, start, can_split_word)
        if self.src[start] != "*":
            return scanned
        # In CommonMark `**` between 。 and a word can't close, and Japanese has no space to put there.
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        return Scanned(not isWhiteSpace(ord(after)), not isWhiteSpace(ord(before)), scanned.length)

    entity = _DependencyRead.entity

    def named(self: _DependencyRead, kind: str, identity: Any) -> bool:
        # Discord shows the name of a command even to those who may not use it.
        return kind == "command" or entity(self, kind, identity)

    _DependencyRead.entity = named  # type: ignore[method-assign]
    StateInline.scanDelims = scan_delimiters  # type: ignore[method-assign, assignment]
    for field, policy in policies.items():
        _FIELD_POLICIES[field] = {**policy, **dict.fromkeys(IN_EMBEDS, True)}
    try:
        yield
    finally:
        _DependencyRead.entity = entity  # type: ignore[method-assign]
        StateInline.scanDelims = scan  # type: ignore[method-assign]
        _FIELD_POLICIES.update(policies)
