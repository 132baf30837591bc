"""What is under way while something else goes: additions, refreshing and searches."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library, search
from bot.library.ingest import Address, Stage
from bot.library.search import rank
from bot.model import Language, Metadata
from bot.reader.pool import Reader
from bot.store import drafts
from bot.store.database import Database
from bot.store.drafts import Draft
from bot.store.search import Hit
from tests.cogs.article.test_adding_pages import JA
from tests.library.test_library import GUILD, OTHER, TEXT
from tests.site import Site

PERSON, SOMEBODY = 7, 8


@pytest.mark.parametrize("source", ["page", "file", "text"])
@pytest.mark.parametrize("deleted", [False, True])
async def test_who_added_an_article_is_not_stored_after_they_had_their_data_deleted(
    database: Database, site: Site, source: str, deleted: bool
) -> None:
    sources: dict[str, Address | bytes | str] = {
        "page": Address(site.says("/a", text=JA)),
        "file": TEXT.encode(),
        "text": TEXT,
    }

    async def tell(stage: Stage) -> None:
        if stage is Stage.STORING and deleted:
            assert not await library.personal_data.forget(PERSON)

    async with Reader() as reader:
        library = Library(database, reader=reader, fetcher=site.fetcher())
        added = await library.ingest.add(sources[source], GUILD, Metadata(), added_by=PERSON, tell=tell)
        stored = await library.personal_data.stored(PERSON, GUILD)
    assert [one.article_id for one in stored.articles] == ([] if deleted else [added.article.id])


async def test_refreshing_into_a_text_that_is_there_as_an_own_and_a_shared_article_says_so(
    database: Database, site: Site
) -> None:
    async with Reader() as reader:
        library = Library(database, reader=reader, fetcher=site.fetcher())
        await library.ingest.add(Address(site.says("/a", text=JA)), GUILD, Metadata())
        changed = JA.replace("三年後には", "五年後には")
        offered = await library.ingest.add(Address(site.says("/a", text=changed)), GUILD, Metadata())
        draft = await database.read(drafts.get, offered.draft or 0)
        assert draft is not None
        await _refreshing_ends(library, draft)


async def _refreshing_ends(library: Library, draft: Draft) -> None:
    body = draft.text
    own = await library.ingest.add(body, GUILD, Metadata())
    shared = await library.articles.add(body, None)
    assert own.article.id != shared.article.id
    with pytest.raises(UserError, match="refresh-gone"):
        await library.ingest.refresh(GUILD, draft.id)
    for _ in range(2):
        again = await library.ingest.add(body, GUILD, Metadata())
        assert (again.outcome, again.article.id) == ("known", own.article.id)
    elsewhere = await library.ingest.add(body, OTHER, Metadata())
    assert elsewhere.article.id == shared.article.id


async def test_an_own_article_that_was_removed_comes_back_though_it_is_shared_by_now(
    library: Library,
) -> None:
    own = await library.ingest.add(TEXT, GUILD, Metadata())
    await library.articles.remove(GUILD, own.article.id)
    await library.articles.add(TEXT, None)
    again = await library.ingest.add(TEXT, GUILD, Metadata())
    assert (again.outcome, again.article.id) == ("restored", own.article.id)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE article SET removed_at = 1",
        "DELETE FROM article",
        "UPDATE article SET text = '', size = 0",
        "INSERT INTO hidden (guild_id, article_id, hidden_at) SELECT 10, id, 1 FROM article",
    ],
)
async def test_a_page_of_a_search_is_read_as_of_one_moment(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    await library.articles.add(TEXT, None)

    def meanwhile(hits: Sequence[Hit]) -> list[Hit]:
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("PRAGMA foreign_keys = ON")
            other.execute(change)
        return rank(hits)

    monkeypatch.setattr(search, "rank", meanwhile)
    found = await library.search.find(GUILD, Language.JA, "図書室", None)
    assert [place.text[:5] for place in found.places] == ["港の図書室"]
