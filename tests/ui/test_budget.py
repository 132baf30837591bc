"""Embeds: whatever an article holds, Discord takes them."""

from __future__ import annotations

import discord
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.library.article_writer import LINK_LENGTH, NAME_LENGTH
from bot.model import Language
from bot.texts import Texts
from bot.ui.budget import MAX_DESCRIPTION, MAX_WIDE, first_fitting, fits
from bot.ui.embeds import Renderer
from tests.ui.every_embed import Words, every_embed
from tests.wire.messages import check_embed

LONG_ADDRESS = "https://example.org/".ljust(LINK_LENGTH, "a")
pieces = st.sampled_from(
    ["*", "_", "あ", "🏴", "a", "word ", "。", "@", "https://x.test/", "1. ", "漢字", "\\"]
)


def long(shortest: int, longest: int) -> st.SearchStrategy[str]:
    """Texts that take the whole room, of one piece over and over or of any."""
    repeated = pieces.map(lambda piece: piece * longest)
    mixed = st.lists(pieces, min_size=shortest).map("".join)
    return (repeated | mixed).map(lambda text: text[:longest].strip() or "…")


@settings(max_examples=12)  # each is in all embeds of both languages
@given(
    name=long(0, NAME_LENGTH),
    sentence=long(200, 5_000),
    step=st.integers(2, 40),
    url=st.sampled_from([None, "https://example.org/a", LONG_ADDRESS, LONG_ADDRESS[:160]]),
)
@example(name="*" * NAME_LENGTH, sentence="*" * 5_000, step=2, url=LONG_ADDRESS)
@example(name="あ" * NAME_LENGTH, sentence="あ" * 5_000, step=2, url=LONG_ADDRESS)
def test_every_embed_fits_whatever_the_article_holds(
    name: str, sentence: str, step: int, url: str | None
) -> None:
    marks = tuple((place, place + 1) for place in range(0, min(len(sentence), 500) - 1, step))
    for language in Language:
        for what, embed in every_embed(Renderer(Texts(), language), Words(name, sentence, url, marks)):
            try:
                check_embed(embed.to_dict())
            except AssertionError as error:
                raise AssertionError(f"{what} in {language}: {error}") from error
            assert fits(embed), f"{what} in {language}: {len(embed)}"
            assert embed.description, what


@pytest.mark.parametrize(
    "embed",
    [
        discord.Embed(description="a" * (MAX_DESCRIPTION + 1)),
        discord.Embed(description="あ" * (MAX_WIDE + 1)),
        discord.Embed(title="a" * 257),
        discord.Embed(description="a").set_author(name="a" * 257),
        discord.Embed(description="a").set_footer(text="a" * 2_049),
        discord.Embed(description="a").add_field(name="a", value="a" * 1_025),
        discord.Embed(description="a").add_field(name="a" * 257, value="a"),
        discord.Embed(description="a" * 4_000).set_footer(text="a" * 2_001),
    ],
)
def test_what_discord_would_refuse_does_not_fit(embed: discord.Embed) -> None:
    assert not fits(embed)
    assert first_fitting([embed, discord.Embed(description="short"), embed]).description == "short"
