"""What the editors of a guild make: seen there alone, kept when the article is refreshed, and exported."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.article_items import MOST
from bot.library.article_writer import Added
from bot.library.passages import Extent
from bot.library.reviews import case
from bot.model import Item, ItemKind, Language, Metadata, Verdict, Vote
from bot.store import guilds
from bot.store.database import Database
from bot.store.index import rowids
from bot.store.sql import column

GUILD, OTHER = 1, 2
LINK = "https://example.com/hama"
TEXT = """# 浜の便り

浜の市は秋から日曜にも開く見込みだ。会長の潮タツミさんは「雨でも店は出す」と話した。

貝は朝に掘る。網は夜に直す。会場は狭く、客の車を置く場所が足りない。
"""


async def give(library: Library, text: str, guild: int | None = GUILD) -> Added:
    """The page at an address, as it is now; an article that is there is refreshed."""
    added = await library.ingest.add(
        f"---\nurl: {LINK}\n---\n{text}", guild, Metadata(url=LINK, language="ja")
    )
    return await library.ingest.refresh(guild, added.draft) if added.draft is not None else added


async def place(library: Library, article: int, kind: ItemKind, words: str, guild: int = GUILD) -> str:
    offered = await library.reviews.choices(guild, article, kind, range(20))
    return next(one.place for one in offered.choices if words in one.text)


async def shown(library: Library, article: int, kind: ItemKind, guild: int = GUILD) -> list[str]:
    return [item.text for item in (await library.articles.items(guild, article, kind))[1]]


async def first(library: Library, article: int, kind: ItemKind, guild: int = GUILD) -> Item:
    return (await library.articles.items(guild, article, kind))[1][0]


async def add(library: Library, article: int, kind: ItemKind, words: str, guild: int = GUILD) -> Item:
    made = await library.reviews.add(guild, article, kind, await place(library, article, kind, words, guild))
    return await library.reviews.approve(guild, made.id)


async def choose(library: Library, article: int, kind: ItemKind, words: str, guild: int = GUILD) -> Item:
    line = await first(library, article, kind, guild)
    chosen = await place(library, article, kind, words, guild)
    return await library.reviews.choose_sentence(guild, line.id, chosen)


async def join(library: Library, article: int, words: str) -> Item:
    """Joins the prediction that begins with these words with the sentence after it."""
    found = (await library.articles.items(GUILD, article, ItemKind.PREDICTION))[1]
    one = next(item for item in found if item.text.startswith(words))
    return await library.reviews.change_extent(GUILD, one.id, Extent.AFTER)


async def quoted(library: Library, about: str, guild: int = GUILD) -> int:
    """The id of the quotation that /quote finds by its words."""
    found = await library.selection.quote(guild, Language.JA, None, about, remember=False)
    return found.item.id


async def test_what_one_server_makes_of_a_shared_article_is_seen_nowhere_else(library: Library) -> None:
    article = (await library.articles.add(TEXT, None)).article.id
    before = {kind: await shown(library, article, kind, OTHER) for kind in ItemKind}
    quote = await add(library, article, ItemKind.QUOTE, "貝は朝に掘る")
    line = await choose(library, article, ItemKind.LINE, "網は夜に直す")
    longer = await join(library, article, "浜の市は")
    assert "貝は朝に掘る。" in await shown(library, article, ItemKind.QUOTE)
    assert await shown(library, article, ItemKind.LINE) == ["網は夜に直す。"]
    assert {kind: await shown(library, article, kind, OTHER) for kind in ItemKind} == before
    assert await quoted(library, "朝に掘る") == quote.id
    with pytest.raises(UserError, match="quotes-none-about"):
        await quoted(library, "朝に掘る", OTHER)
    for item in (quote, line, longer):
        with pytest.raises(UserError, match="item-gone"):
            await library.reviews.approve(OTHER, item.id)
        with pytest.raises(UserError, match="article-gone"):
            await library.votes.cast(OTHER, item.id, 7, Vote.UP)
        with pytest.raises(UserError, match="article-gone"):
            await library.selection.contexts(OTHER, [item.id])


async def test_quotations_come_in_the_order_of_the_article_wherever_they_were_added(library: Library) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article.id
    await add(library, article, ItemKind.QUOTE, "会場は狭く")
    await add(library, article, ItemKind.QUOTE, "浜の市は")
    quotes = await shown(library, article, ItemKind.QUOTE)
    assert [words[:4] for words in quotes] == ["浜の市は", "雨でも店", "会場は狭"]


async def test_votes_for_a_summary_count_for_the_line_that_editors_chose(library: Library) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article.id
    line = await choose(library, article, ItemKind.LINE, "網は夜に直す")
    section = await first(library, article, ItemKind.SECTION)
    assert (await library.votes.cast(GUILD, section.id, 7, Vote.UP)).up == 1
    assert (await library.votes.cast(GUILD, line.id, 8, Vote.UP)).up == 2


async def test_what_editors_made_stays_when_the_article_is_refreshed(library: Library) -> None:
    article = (await give(library, TEXT)).article.id
    made = [
        await add(library, article, ItemKind.QUOTE, "貝は朝に掘る"),
        await choose(library, article, ItemKind.LINE, "網は夜に直す"),
        await join(library, article, "浜の市は"),
    ]
    changed = TEXT.replace("# 浜の便り\n", "# 浜の便り\n\n浜の市は百年前に始まり、町の人が守ってきた。\n")
    assert (await give(library, changed)).outcome == "refreshed"
    _, found = await library.reviews.of_article(GUILD, article)
    now = {one.item.id: one for one in found}
    text = f"---\nurl: {LINK}\n---\n{changed}"
    for item in made:
        kept = now[item.id]
        assert (kept.item.text, kept.verdict) == (item.text, Verdict.APPROVED)
        assert "".join(text[start:end] for start, end in kept.item.spans).replace("\n", "") == item.text
    assert await shown(library, article, ItemKind.LINE) == ["網は夜に直す。"]
    assert await quoted(library, "朝に掘る") == made[0].id
    assert (await give(library, changed)).outcome == "known", "nothing is offered again"


async def test_what_editors_made_goes_with_its_words(library: Library) -> None:
    article = (await give(library, TEXT)).article.id
    await add(library, article, ItemKind.QUOTE, "貝は朝に掘る")
    await choose(library, article, ItemKind.LINE, "網は夜に直す")
    await give(library, TEXT.replace("貝は朝に掘る。網は夜に直す。", "浜は広く、波は低い。"))
    assert len(await shown(library, article, ItemKind.QUOTE)) == 1
    (line,) = await shown(library, article, ItemKind.LINE)
    assert line != "網は夜に直す。"
    with pytest.raises(UserError, match="quotes-none-about"):
        await quoted(library, "朝に掘る")


@pytest.mark.parametrize("named", [False, True])
async def test_what_is_read_by_now_takes_over_what_was_said_of_it(library: Library, named: bool) -> None:
    sign = TEXT.replace("貝は朝に掘る。", "潮タツミさんの店の札は「貝は朝に掘ると甘い」だ。")
    article = (await give(library, sign)).article.id
    words = "貝は朝に掘ると甘い"
    assert words not in await shown(library, article, ItemKind.QUOTE)
    made = await add(library, article, ItemKind.QUOTE, words)
    if named:
        await library.reviews.set_speaker(GUILD, made.id, "潮タツミ")
    await library.votes.cast(GUILD, made.id, 7, Vote.UP)
    await give(library, sign.replace("の店の札は", "は").replace("甘い」だ。", "甘い」と話した。"))
    _, found = await library.reviews.of_article(GUILD, article)
    (read,) = [one for one in found if one.item.text == words]
    assert read.item.guild_id is None
    assert read.item.speaker == ("潮タツミ" if named else "潮タツミさん")
    assert (read.verdict is Verdict.APPROVED) is named, "who said it was not approved before"
    assert (await library.votes.cast(GUILD, read.item.id, 8, Vote.UP)).up == 2


async def test_no_more_than_five_hundred_of_a_kind_can_be_added(library: Library, database: Database) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article.id
    there = len(await shown(library, article, ItemKind.PREDICTION))
    await database.write(
        lambda transaction: transaction.executemany(
            "INSERT INTO item (article_id, kind, position, text, spans, prediction_kind)"
            " VALUES (?, 'prediction', ?, '…', '[[0, 1]]', 'claim')",
            [(article, 100 + number) for number in range(MOST - there)],
        )
    )
    with pytest.raises(UserError, match="items-full"):
        await add(library, article, ItemKind.PREDICTION, "網は夜に直す")
    await add(library, article, ItemKind.QUOTE, "網は夜に直す")
    longer = await join(library, article, "浜の市は")
    assert longer.replaces is not None, "what takes the place of something is not one more"


async def test_corrections_hold_what_editors_chose_joined_and_added(library: Library) -> None:
    added = (await library.articles.add(TEXT, GUILD)).article
    quote = await add(library, added.id, ItemKind.QUOTE, "貝は朝に掘る")
    line = await choose(library, added.id, ItemKind.LINE, "網は夜に直す")
    longer = await join(library, added.id, "浜の市は")
    _, found = await library.reviews.of_article(GUILD, added.id)
    await library.reviews.approve_rest(GUILD, added.id, max(one.item.id for one in found))
    _, found = await library.reviews.of_article(GUILD, added.id)
    labelled = case(added, TEXT, found)
    assert labelled["summary"]["line"] == line.text
    by_text = {one["text"]: one for one in labelled["quotes"]}
    assert (by_text[quote.text]["spoken"], by_text["雨でも店は出す"]["spoken"]) == (True, False)
    texts = [one["text"] for one in labelled["predictions"]]
    assert longer.text in texts
    assert not any(longer.text != words and longer.text.startswith(words) for words in texts)


async def test_what_a_server_made_goes_when_the_bot_left_it(library: Library, database: Database) -> None:
    article = (await library.articles.add(TEXT, None)).article.id
    await add(library, article, ItemKind.QUOTE, "貝は朝に掘る")
    await add(library, article, ItemKind.QUOTE, "貝は朝に掘る", OTHER)
    now = library.clock()
    await database.write(guilds.left, GUILD, now)
    await database.write(guilds.purge, [GUILD])
    made = "SELECT guild_id FROM item WHERE guild_id IS NOT NULL"
    assert await database.read(column, made) == [OTHER]
    indexed = "SELECT count(*) FROM quote_index WHERE quote_index MATCH '貝は' AND rowid BETWEEN ? AND ?"
    for guild, count in ((GUILD, 0), (OTHER, 1)):
        assert await database.read(column, indexed, rowids(guild)) == [count]
