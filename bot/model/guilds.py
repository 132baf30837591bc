"""The guilds that read articles, and what they chose."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.articles import Language, Theme

OUTSIDE = -1
"""Stands for the guild where there is none, or one without the bot: only shared articles are seen there."""


@dataclass(frozen=True, slots=True)
class Guild:
    """What the people who manage a guild chose; None is "not chosen".

    `unreviewed`: whether items that no editor has reviewed are shown. `home`: the language of its Discord
    locale, as far as that was told. `suggestions`: whether members may suggest what to read; editors are told
    in the channel `suggestions_channel`. `model`: the language model that may write answers there, as editors
    were told of it.
    """

    id: int
    language: Language | None = None
    zone: str | None = None
    editor_role: int | None = None
    unreviewed: bool = True
    theme: Theme = Theme.PAPER
    home: Language = Language.EN
    suggestions: bool = True
    suggestions_channel: int | None = None
    model: str | None = None
