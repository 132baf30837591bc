"""Which items an article keeps of very many, and what editors approved of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.library import Library
from bot.library.article_items import MOST, best, carry_over
from bot.library.revision import revise
from bot.model import Item, ItemKind, Metadata, PredictionKind
from bot.store import reviews
from bot.store.database import Database

GUILD = 1
QUOTE = "港湾課の早川ミオさんは「{}番目の灯台にも明かりをともしたい」と述べた。"


def quote(number: int, speaker: str | None = None) -> Item:
    return Item(number, 1, ItemKind.QUOTE, number, f"q{number}", ((number * 10, number * 10 + 5),), speaker)


def prediction(number: int, kind: PredictionKind, horizon: str | None = None) -> Item:
    place = ((number * 10 + 5, number * 10 + 9),)
    return Item(
        number,
        1,
        ItemKind.PREDICTION,
        number,
        f"p{number}",
        place,
        prediction_kind=kind,
        horizon=horizon,
    )


def test_of_very_many_items_the_best_of_each_kind_stay_in_the_order_of_the_article() -> None:
    claims = [prediction(number, PredictionKind.CLAIM) for number in range(MOST)]
    outlooks = [prediction(MOST + number, PredictionKind.OUTLOOK) for number in range(MOST)]
    timed = prediction(3 * MOST, PredictionKind.OUTLOOK, "2040")
    quotes = [quote(number, "Mio" if number % 2 else None) for number in range(2 * MOST)]
    kept = best([*quotes, *claims, *outlooks, timed])
    assert Counter(item.kind for item in kept) == {ItemKind.QUOTE: MOST, ItemKind.PREDICTION: MOST}
    assert all(item.speaker for item in kept if item.kind is ItemKind.QUOTE)
    predictions = [item for item in kept if item.kind is ItemKind.PREDICTION]
    assert [item.text for item in predictions] == [item.text for item in (*outlooks[: MOST - 1], timed)]
    for kind in (ItemKind.QUOTE, ItemKind.PREDICTION):
        assert [item.position for item in kept if item.kind is kind] == list(range(MOST))


def test_what_editors_approved_takes_the_place_of_what_is_less_good() -> None:
    before = "An approved line."
    approved = [Item(9, 1, ItemKind.QUOTE, 0, before, ((0, len(before)),))]
    found = [quote(number, "Mio" if number else None) for number in range(MOST)]
    text = "x" * MOST * 10 + before
    kept = carry_over(approved, found, before, text)
    assert len(kept) == MOST
    assert kept[-1].text == before
    assert found[0].text not in {item.text for item in kept}


@pytest.mark.parametrize("shift", [0, 3, -3])
def test_what_overlaps_something_that_was_found_is_not_carried_over(shift: int) -> None:
    before = "0123456789"
    text = " " * 20 + before
    approved = [Item(9, 1, ItemKind.QUOTE, 0, "approved", ((0, 10),))]
    found = [Item(0, 0, ItemKind.QUOTE, 0, "found", ((22 + shift, 28 + shift),))]
    assert carry_over(approved, found, before, text) == found
    beside = [Item(0, 0, ItemKind.QUOTE, 0, "found", ((0, 20),))]
    assert [item.text for item in carry_over(approved, beside, before, text)] == ["found", "approved"]


async def test_an_article_with_very_many_quotations_says_how_many_it_left_out(library: Library) -> None:
    text = "\n\n".join(QUOTE.format(number) for number in range(MOST + 20))
    added = await library.ingest.add(text, GUILD, Metadata())
    assert added.counts[ItemKind.QUOTE] == MOST
    assert added.left_out >= 20


async def test_what_a_refresh_takes_is_worked_out_in_a_thread_while_others_can_write(
    library: Library, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "---\nurl: https://example.org/a\n---\n"
    await library.ingest.add(head + QUOTE.format(1), GUILD, Metadata())
    changed = await library.ingest.add(head + QUOTE.format(2), GUILD, Metadata())
    loop, worked_out = asyncio.get_running_loop(), []

    def meanwhile(*arguments: Any) -> Any:
        # The loop is free, and so is the database: otherwise this would never end.
        written = asyncio.run_coroutine_threadsafe(library.guilds.change(2, zone="Asia/Tokyo"), loop)
        written.result(timeout=10)
        worked_out.append(arguments)
        return carry_over(*arguments)

    monkeypatch.setattr("bot.library.revision.carry_over", meanwhile)
    refreshed = await library.ingest.refresh(GUILD, changed.draft or 0)
    assert refreshed.outcome == "refreshed"
    assert worked_out


async def test_what_is_approved_while_an_article_is_refreshed_stays(
    library: Library, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "---\nurl: https://example.org/a\n---\n"
    words = "2番目の灯台にも明かりをともしたい"
    added = await library.ingest.add(head + QUOTE.format(1) + QUOTE.format(2), GUILD, Metadata())
    # It is no quotation any more, but its words are still there.
    changed = await library.ingest.add(head + QUOTE.format(1) + f"{words}。", GUILD, Metadata())
    assert changed.draft is not None
    found = await database.read(reviews.of_article, GUILD, added.article.id)
    approved = next(one.item for one in found if one.item.text == words)
    loop, revised = asyncio.get_running_loop(), []

    def revise_and_then_approve(*arguments: Any) -> Any:
        revised.append(revise(*arguments))
        if len(revised) == 1:
            approving = asyncio.run_coroutine_threadsafe(library.reviews.approve(GUILD, approved.id), loop)
            approving.result(timeout=10)
        return revised[-1]

    monkeypatch.setattr("bot.library.ingest.revise", revise_and_then_approve)
    refreshed = await library.ingest.refresh(GUILD, changed.draft)
    assert refreshed.outcome == "refreshed"
    assert len(revised) == 2
    _, items = await library.articles.items(GUILD, added.article.id, ItemKind.QUOTE)
    assert words in [item.text for item in items]
