"""What people saved: theirs alone, seen where its article is, and gone with it."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.library import Library, saved
from bot.model import OUTSIDE, SUMMARY, ItemKind, Metadata
from bot.store import removal
from bot.store.database import Database
from tests.library.test_library import GUILD, OTHER, TEXT
from tests.library.test_votes import HARU, MIO, quotes

OWN = TEXT.replace("港", "山").replace("三崎ハルカ", "高木ユウ")


async def listed(library: Library, guild: int, person: int = HARU) -> list[int]:
    """The ids of what a person is shown, newest first."""
    return [one.item.id for one in (await library.saved.page(guild, person, 0, 100)).items]


async def of_own(library: Library) -> int:
    """A quotation of an article of one guild alone."""
    own = (await library.articles.add(OWN, GUILD)).article
    _, found = await library.articles.items(GUILD, own.id, ItemKind.QUOTE)
    return found[0].id


async def test_pressing_saves_and_pressing_again_takes_out(library: Library) -> None:
    first, second = await quotes(library)
    for item, is_saved, count in ((first, True, 1), (second, True, 2), (first, False, 1)):
        found, now, there = await library.saved.toggle(GUILD, item, HARU)
        assert (found.item.id, now, there) == (item, is_saved, count)
    assert await listed(library, GUILD) == [second]
    assert await listed(library, GUILD, MIO) == []
    await library.saved.remove(second, MIO)
    assert await listed(library, GUILD) == [second], "nobody takes out what others saved"
    await library.saved.remove(second, HARU)
    assert await listed(library, GUILD) == []


async def test_a_line_of_a_summary_saves_the_summary(library: Library) -> None:
    article = (await library.articles.add(TEXT, None)).article
    _, (line,) = await library.articles.items(GUILD, article.id, ItemKind.LINE)
    for kind in SUMMARY:
        _, items = await library.articles.items(GUILD, article.id, kind)
        found, is_saved, _ = await library.saved.toggle(GUILD, items[0].id, HARU)
        assert found.item.id == line.id
        await library.saved.remove(line.id, HARU)
        assert is_saved


async def test_what_is_saved_is_seen_in_every_place_that_sees_its_article_and_counted_elsewhere(
    library: Library,
) -> None:
    shared, own = (await quotes(library))[0], await of_own(library)
    for item in (shared, own):
        await library.saved.toggle(GUILD, item, HARU)
    for guild, seen, elsewhere in (
        (GUILD, [own, shared], 0),
        (OTHER, [shared], 1),
        (OUTSIDE, [shared], 1),
    ):
        page = await library.saved.page(guild, HARU, 0, 5)
        assert ([one.item.id for one in page.items], page.elsewhere, page.hidden) == (seen, elsewhere, 0)
    with pytest.raises(UserError, match="article-gone"):
        await library.saved.toggle(OTHER, own, MIO)
    with pytest.raises(UserError, match="saved-gone"):
        await library.saved.found(OTHER, own, HARU)
    assert (await library.saved.found(GUILD, own, HARU)).item.id == own


async def test_what_was_removed_hidden_or_rejected_is_not_shown_but_said(library: Library) -> None:
    first, second = await quotes(library)
    own = await of_own(library)
    for item in (first, second, own):
        await library.saved.toggle(GUILD, item, HARU)
    await library.reviews.reject(GUILD, first)
    page = await library.saved.page(GUILD, HARU, 0, 5)
    assert ([one.item.id for one in page.items], page.hidden) == ([own, second], 1)
    await library.articles.remove(GUILD, (await library.selection.found(GUILD, own)).article.id)
    await library.articles.remove(GUILD, (await library.selection.found(GUILD, second)).article.id)
    page = await library.saved.page(GUILD, HARU, 0, 5)
    assert (page.items, page.count, page.elsewhere, page.hidden) == ([], 0, 0, 3)


async def test_what_editors_rejected_can_be_taken_out_and_not_saved(library: Library) -> None:
    first, second = await quotes(library)
    await library.saved.toggle(GUILD, first, HARU)
    for item in (first, second):
        await library.reviews.reject(GUILD, item)
    _, is_saved, count = await library.saved.toggle(GUILD, first, HARU)
    assert (is_saved, count) == (False, 0)
    for item in (first, second):
        with pytest.raises(UserError, match="saved-withdrawn"):
            await library.saved.toggle(GUILD, item, HARU)
    assert (await library.saved.toggle(OTHER, first, HARU))[1], "other servers decide for themselves"


async def test_an_article_that_is_deleted_takes_with_it_what_was_saved_of_it(
    library: Library, database: Database
) -> None:
    item = (await quotes(library))[0]
    await library.saved.toggle(GUILD, item, HARU)
    article = (await library.selection.found(GUILD, item)).article
    await database.write(removal.delete, [article.id])
    page = await library.saved.page(GUILD, HARU, 0, 5)
    assert (page.count, page.hidden) == (0, 0)


async def test_a_refresh_keeps_what_was_saved_as_long_as_its_words_stay(library: Library) -> None:
    head = "---\nurl: https://example.org/port\n---\n"
    added = await library.ingest.add(head + TEXT, GUILD, Metadata())
    _, (stays, goes) = await library.articles.items(GUILD, added.article.id, ItemKind.QUOTE)
    for item in (stays, goes):
        await library.saved.toggle(GUILD, item.id, HARU)
    changed = TEXT.replace(goes.text, "本棚は町の記憶である")
    again = await library.ingest.add(head + changed, GUILD, Metadata())
    await library.ingest.refresh(GUILD, again.draft or 0)
    assert await listed(library, GUILD) == [stays.id]


async def test_the_next_version_of_a_shipped_article_has_what_was_saved_of_the_last(library: Library) -> None:
    old = (await library.articles.add(TEXT, None, work="port")).article
    _, (stays, _) = await library.articles.items(GUILD, old.id, ItemKind.QUOTE)
    await library.saved.toggle(GUILD, stays.id, HARU)
    new = (await library.articles.add(TEXT + "\n新しい段落です。\n", None, work="port")).article
    page = await library.saved.page(GUILD, HARU, 0, 5)
    assert [(one.item.text, one.article.id) for one in page.items] == [(stays.text, new.id)]


async def test_nobody_saves_more_than_the_limit_but_may_take_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await quotes(library)
    monkeypatch.setattr(saved, "MOST", 1)
    await library.saved.toggle(GUILD, first, HARU)
    with pytest.raises(UserError, match="saved-full"):
        await library.saved.toggle(GUILD, second, HARU)
    _, is_saved, count = await library.saved.toggle(GUILD, first, HARU)
    assert (is_saved, count) == (False, 0)
    await library.saved.toggle(GUILD, second, HARU)


async def test_pages_hold_the_newest_first_and_the_last_one_stands_for_those_behind_it(
    library: Library,
) -> None:
    items = await quotes(library)
    for item in items:
        await library.saved.toggle(GUILD, item, HARU)
    page = await library.saved.page(GUILD, HARU, 99, 1)
    assert (page.page, page.count, [one.item.id for one in page.items]) == (1, 2, [min(items)])
