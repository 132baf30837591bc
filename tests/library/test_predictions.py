"""Who made a prediction, when, and until which date it can come true."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.passages import Extent
from bot.library.predictions import DueBasis, PredictionFacts, facts
from bot.model import Article, Item, ItemKind, Language, Metadata, PredictionKind, Verdict
from tests.desk import GUILD

OTHER = 2
ADDED = datetime(2026, 5, 1, 23, tzinfo=UTC)
TEXT = """# 港の貨物

「今後5年で港の貨物は2倍になるでしょう」と三崎ハルカさんは話した。港は古い。

2030年までに港の桟橋は3つに増える見通しだ。
"""


def article(published: date | None = None) -> Article:
    return Article(1, None, None, "港", None, None, Language.JA, 1, ADDED, None, None, None, published)


def outlook(horizon: str | None, **fields: object) -> Item:
    words = f"港の貨物は{horizon or 'やがて'}2倍になる見通しだ。"
    made = Item(1, 1, ItemKind.PREDICTION, 0, words, (), None, PredictionKind.OUTLOOK, horizon)
    return replace(made, **fields)  # type: ignore[arg-type]


def due(found: PredictionFacts) -> tuple[date | None, DueBasis | None]:
    return found.due_on, found.basis


def test_a_due_date_says_where_it_comes_from() -> None:
    known, unknown = article(date(2025, 2, 3)), article()
    assert due(facts(outlook("2030年までに"), unknown)) == (date(2030, 12, 31), DueBasis.STATED)
    assert due(facts(outlook("今後5年で"), known)) == (date(2030, 2, 3), DueBasis.DERIVED)
    assert due(facts(outlook("今後5年で"), unknown)) == (date(2031, 5, 1), DueBasis.ASSUMED)
    edited = outlook("今後5年で", due_on=date(2029, 3, 1))
    assert due(facts(edited, known)) == (date(2029, 3, 1), DueBasis.EDITED)
    assert due(facts(outlook("今後数年で"), known)) == due(facts(outlook(None), known)) == (None, None)


def test_when_it_was_said_is_known_of_what_has_a_date_or_an_editor_who_says_so() -> None:
    known, unknown = article(date(2025, 2, 3)), article()
    assert facts(outlook(None), known).said_on == date(2025, 2, 3)
    assert facts(outlook(None), unknown).said_on is None
    corrected = facts(outlook("今後5年で", said_on=date(2024, 1, 5)), known)
    assert (corrected.said_on, *due(corrected)) == (date(2024, 1, 5), date(2029, 1, 5), DueBasis.DERIVED)
    taken_back = facts(outlook("今後5年で", said_on=""), known)
    assert (taken_back.said_on, *due(taken_back)) == (None, date(2031, 5, 1), DueBasis.ASSUMED)


def test_editors_can_say_that_there_is_no_due_date() -> None:
    assert due(facts(outlook("今後5年で", due_on=""), article())) == (None, None)


@pytest.mark.parametrize("kind", [PredictionKind.CLAIM, PredictionKind.LIMIT, None])
def test_only_an_outlook_has_a_due_date(kind: PredictionKind | None) -> None:
    found = facts(outlook("2030年までに", prediction_kind=kind, speaker="三崎"), article(date(2025, 2, 3)))
    assert found == PredictionFacts("三崎", date(2025, 2, 3), None, None)


def test_a_time_that_counts_from_another_day_than_the_article_gives_no_due_date() -> None:
    retold = replace(outlook("今後5年で"), text="2015年に三崎氏は、今後5年で貨物が2倍になると予測した。")
    assert facts(retold, article(date(2025, 2, 3))) == PredictionFacts(None, None, None, None)
    dated = facts(replace(retold, said_on=date(2015, 6, 1)), article(date(2025, 2, 3)))
    assert due(dated) == (date(2020, 6, 1), DueBasis.DERIVED)


async def predictions(library: Library) -> list[Item]:
    (known,) = [one for one in await library.articles.all(GUILD) if one.guild_id == GUILD]
    return (await library.articles.items(GUILD, known.id, ItemKind.PREDICTION))[1]


@pytest.fixture
async def items(library: Library) -> list[Item]:
    await library.ingest.add(TEXT, GUILD, Metadata(date=date(2026, 4, 1), language="ja"))
    return await predictions(library)


async def test_what_is_read_of_an_article_says_who_and_when(library: Library, items: list[Item]) -> None:
    quoted, told = items
    said = date(2026, 4, 1)
    assert await library.predictions.facts(GUILD, quoted.id) == PredictionFacts(
        "三崎ハルカさん", said, date(2031, 4, 1), DueBasis.DERIVED
    )
    assert await library.predictions.facts(GUILD, told.id) == PredictionFacts(
        None, said, date(2030, 12, 31), DueBasis.STATED
    )


async def test_what_editors_say_of_it_counts_in_their_server_alone(
    library: Library, items: list[Item]
) -> None:
    _, told = items
    await library.reviews.set_facts(GUILD, told.id, speaker="三崎ハルカ", due_on=date(2030, 6, 30))
    found = await library.predictions.facts(GUILD, told.id)
    assert (found.speaker, *due(found)) == ("三崎ハルカ", date(2030, 6, 30), DueBasis.EDITED)
    _, reviewed = await library.reviews.of_article(GUILD, told.article_id)
    (review,) = [one for one in reviewed if one.item.id == told.id]
    assert (review.verdict, review.is_unchanged) == (Verdict.APPROVED, False)
    await library.reviews.set_facts(GUILD, told.id, speaker="")
    found = await library.predictions.facts(GUILD, told.id)
    assert (found.speaker, found.due_on) == (None, date(2030, 6, 30)), "what is not named stays"
    with pytest.raises(UserError, match="item-gone"):
        await library.predictions.facts(OTHER, told.id)


async def test_nothing_is_due_before_it_was_said(library: Library, items: list[Item]) -> None:
    _, told = items
    for wrong in ({"due_on": date(2026, 3, 31)}, {"said_on": date(2031, 1, 1), "due_on": date(2030, 1, 1)}):
        with pytest.raises(UserError, match="due-before-said"):
            await library.reviews.set_facts(GUILD, told.id, **wrong)  # type: ignore[arg-type]
    _, reviewed = await library.reviews.of_article(GUILD, told.article_id)
    assert {one.verdict for one in reviewed} == {None}, "nothing of it is stored"
    await library.reviews.set_facts(GUILD, told.id, due_on=date(2026, 4, 1))


async def test_a_name_that_the_article_has_not_is_refused(library: Library, items: list[Item]) -> None:
    with pytest.raises(UserError, match="name-not-in-article"):
        await library.reviews.set_facts(GUILD, items[1].id, speaker="灘ソウタ")


async def test_dates_stay_where_an_editor_lengthens_the_sentence(library: Library, items: list[Item]) -> None:
    quoted, _ = items
    await library.reviews.set_facts(GUILD, quoted.id, said_on=date(2026, 3, 1), due_on=date(2030, 6, 30))
    longer = await library.reviews.change_extent(GUILD, quoted.id, Extent.AFTER)
    assert longer.id != quoted.id
    found = await library.predictions.facts(GUILD, longer.id)
    assert (found.said_on, *due(found)) == (date(2026, 3, 1), date(2030, 6, 30), DueBasis.EDITED)
