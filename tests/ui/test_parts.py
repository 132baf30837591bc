"""Parts of articles in Discord: each kind of block has its look, and every part fits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.library.article_writer import LINK_LENGTH, NAME_LENGTH
from bot.model import Article, BodyBlock, BodyKind, Language, Part, PartSize, Piece
from bot.parts import split
from bot.texts import Texts
from bot.ui.budget import fits
from bot.ui.embeds import Renderer
from bot.ui.parts import part_embed, part_text
from tests.test_parts import bodies
from tests.ui.every_embed import NOW

ADDRESS = "https://example.org/".ljust(LINK_LENGTH, "a")


def part(*pieces: tuple[BodyKind, str], continued: bool = False) -> Part:
    made = tuple(Piece(text, ((0, len(text)),), kind, continued) for kind, text in pieces)
    return Part(1, 1, 0, 1, made, 1)


def article(name: str, language: Language) -> Article:
    return Article(1, 1, None, name, name, ADDRESS, language, 1, NOW, None, None, translated=True)


@settings(max_examples=100)
@given(bodies())
def test_every_part_fits_into_an_embed_and_its_words_into_2000_characters(
    body: tuple[Language, list[BodyBlock], str],
) -> None:
    language, blocks, _ = body
    # As much to escape as there can be, and as wide as can be.
    for worst in ("*", "あ", "1. ", "\n#"):
        hostile = [replace(one, text=(worst * len(one.text))[: len(one.text)]) for one in blocks]
        for size in PartSize:
            for each in split(hostile, size, language):
                assert len(part_text(each)) <= 2_000
                for name in ("*" * NAME_LENGTH, "あ" * NAME_LENGTH):
                    embed = part_embed(Renderer(Texts(), Language.JA), article(name, language), each)
                    assert fits(embed)


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (
            [(BodyKind.HEADING, "The *hut*"), (BodyKind.PARAGRAPH, "It is old. ")],
            "**The \\*hut\\***\nIt is old.",
        ),
        ([(BodyKind.LIST_ITEM, "One"), (BodyKind.LIST_ITEM, "Two")], "• One\n• Two"),
        ([(BodyKind.LIST_ITEM, "1. One"), (BodyKind.LIST_ITEM, "② Two")], "1\\. One\n② Two"),
        ([(BodyKind.LIST_ITEM, "2035 is far.")], "• 2035 is far."),
        (
            [(BodyKind.QUOTATION, "Go. — Mia"), (BodyKind.PARAGRAPH, "So he went.")],
            "> Go. — Mia\n\nSo he went.",
        ),
        ([(BodyKind.CAPTION, "The hut")], "-# The hut"),
        ([(BodyKind.TABLE_ROW, "a | b"), (BodyKind.TABLE_ROW, "c · d")], "a \\| b\nc · d"),
        ([(BodyKind.CODE, "  if dig:\n    stop()\n")], "```\n  if dig:\n    stop()\n```"),
        ([(BodyKind.CODE, "a ``` @everyone")], "a \\`\\`\\` \\@everyone"),
        ([(BodyKind.TURN, "森：はい。"), (BodyKind.TURN, "原：いいえ。")], "森：はい。\n\n原：いいえ。"),
    ],
)
def test_each_kind_of_block_has_its_look(pieces: list[tuple[BodyKind, str]], shown: str) -> None:
    assert part_text(part(*pieces)) == shown


def test_an_item_that_goes_on_from_the_part_before_has_no_second_mark() -> None:
    assert part_text(part((BodyKind.LIST_ITEM, "and two."), continued=True)) == "and two."


def test_a_part_says_which_it_is_how_long_it_takes_and_that_it_is_translated(texts: Texts) -> None:
    one = Part(3, 12, 0, 1, part((BodyKind.PARAGRAPH, "小屋は古い。")).pieces, 2)
    for language, label, mark in (
        (Language.EN, "Part 3 of 12 · 2 min", "translated"),
        (Language.JA, "第3回（全12回） ・ 約2分", "翻訳"),
    ):
        embed = part_embed(Renderer(texts, language), article("小屋", Language.JA), one)
        assert (embed.author.name, embed.title, embed.url) == (label, "小屋", ADDRESS)
        assert embed.description is not None
        assert re.search(mark, embed.description.splitlines()[-1])
