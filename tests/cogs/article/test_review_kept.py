"""What editors said stays when their article comes anew, as far as it is read alike."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.library import Library
from bot.library.article_items import carry_over
from bot.library.article_writer import Added
from bot.model import Article, Item, ItemKind, Metadata, PredictionKind, Verdict
from tests.desk import GUILD
from tests.reviews import PREDICTION, QUOTE, TEXT

LINK = "https://example.com/tayori"


async def give(library: Library, text: str) -> Added:
    """The page at an address, as it is now; an article that is there is refreshed."""
    page = f"---\nurl: {LINK}\n---\n{text}"
    added = await library.ingest.add(page, GUILD, Metadata(url=LINK, language="ja"))
    if added.draft is not None:
        added = await library.ingest.refresh(GUILD, added.draft)
    return added


async def verdicts(library: Library, article: Article, kind: ItemKind) -> dict[str, Verdict | None]:
    _, found = await library.reviews.of_article(GUILD, article.id)
    return {one.item.text: one.verdict for one in found if one.item.kind is kind}


async def test_what_editors_said_stays_when_an_article_is_refreshed(library: Library) -> None:
    link = Metadata(url="https://example.com/tayori", language="ja")
    page = f"---\nurl: {link.url}\n---\n{TEXT}"
    article = (await library.ingest.add(page, GUILD, link)).article
    first, second = (await library.articles.items(GUILD, article.id, QUOTE))[1]
    await library.reviews.reject(GUILD, first.id)
    await library.reviews.set_speaker(GUILD, second.id, "港の図書室")
    # What the second person said is no quotation any more by the rules, but the words are there.
    changed = (
        page.replace("と話した。", "と話したという。")
        .replace("「仕事", "仕事")
        .replace("い」と語る", "い、と語る")
    )
    again = await library.ingest.add(changed, GUILD, link)
    assert again.draft is not None
    await library.ingest.refresh(GUILD, again.draft)
    _, found = await library.reviews.of_article(GUILD, article.id)
    quotes = {one.item.id: (one.verdict, one.item.speaker) for one in found if one.item.kind is QUOTE}
    assert quotes == {
        first.id: (Verdict.REJECTED, first.speaker),
        second.id: (Verdict.APPROVED, "港の図書室"),
    }
    (shown,) = (await library.articles.items(GUILD, article.id, QUOTE))[1]
    text = changed.replace("\n", "")
    assert shown.text in text


def test_words_that_were_approved_are_carried_over_to_a_text_that_still_holds_them() -> None:
    before, text = "一。「海は青い」と言った。", "新しい一。「海は青い」と言った。"
    quote = Item(7, 1, ItemKind.QUOTE, 0, "海は青い", ((3, 7),), speaker="灘")
    assert [item.spans for item in carry_over([quote], [], before, text)] == [((6, 10),)]
    found = Item(0, 0, ItemKind.QUOTE, 0, "海は青い", ((6, 10),))
    assert carry_over([quote], [found], before, text) == [found], "what was found again is not doubled"
    assert carry_over([quote], [], before, "別の文。") == []


def test_words_that_no_longer_stand_together_are_not_carried_over() -> None:
    before, text = "「はい\nそうです」", "はいと言う。別の話が続く。そうですか。"
    quote = Item(7, 1, QUOTE, 0, "はい そうです", ((1, 3), (4, 8)))
    assert carry_over([quote], [], before, text) == []
    (kept,) = carry_over([quote], [], before, f"前。{before}")
    assert kept.spans == ((3, 5), (6, 10))


async def test_a_text_that_brings_nothing_new_is_not_offered_again_where_editors_kept_an_item(
    library: Library,
) -> None:
    article = (await give(library, TEXT)).article
    quotes = (await library.articles.items(GUILD, article.id, QUOTE))[1]
    await library.reviews.approve(GUILD, quotes[1].id)
    changed = TEXT.replace("「仕事", "仕事").replace("い」と語る", "い、と語る")
    assert (await give(library, changed)).outcome == "refreshed"
    assert len(await verdicts(library, article, QUOTE)) == 2
    assert (await give(library, changed)).outcome == "known"


async def test_what_was_approved_waits_again_where_it_is_read_otherwise_now(library: Library) -> None:
    article = (await give(library, TEXT)).article
    said_by, other = (await library.articles.items(GUILD, article.id, QUOTE))[1]
    (foreseen, *_) = (await library.articles.items(GUILD, article.id, PREDICTION))[1]
    await library.reviews.approve(GUILD, said_by.id)
    await library.reviews.approve(GUILD, other.id)
    await library.reviews.set_kind(GUILD, foreseen.id, PredictionKind.LIMIT)
    await give(library, TEXT.replace("三崎ハルカ", "三崎ナツミ"))
    assert await verdicts(library, article, QUOTE) == {said_by.text: None, other.text: Verdict.APPROVED}
    assert (await verdicts(library, article, PREDICTION))[foreseen.text] is Verdict.APPROVED, (
        "a correction stays"
    )


async def test_the_kind_that_was_approved_is_not_taken_for_another(path: Path, library: Library) -> None:
    article = (await give(library, TEXT)).article
    (foreseen, *_) = (await library.articles.items(GUILD, article.id, PREDICTION))[1]
    await library.reviews.approve(GUILD, foreseen.id)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE item SET prediction_kind = 'claim' WHERE id = ?", (foreseen.id,))
    await give(library, TEXT)  # as other rules read it
    assert (await verdicts(library, article, PREDICTION))[foreseen.text] is None
