"""Books and papers as articles: what an editor sees, and what is read of them in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.model import Language
from bot.texts import Texts
from tests.articles import add
from tests.books import Text, archive, assembled, epub, long_epub, long_pdf, page, pdf
from tests.broken_books import good_files, good_objects, protected_epub, protected_pdf
from tests.conftest import World, answer, open_world, said
from tests.daily import problem
from tests.site import Site


@pytest.mark.parametrize("made", [long_epub, long_pdf])
async def test_an_editor_adds_a_book_and_everyone_reads_it_in_parts(
    world: World, language: Language, made: Callable[[int, str], bytes]
) -> None:
    world.speak(language)
    result = await add(world, made(20_000, language), "book.bin")
    assert answer(result).ephemeral
    assert world.texts.say(language, "article-added") in said(result)
    (own,) = [a for a in await world.bot.library.articles.all(world.guild.id) if a.guild_id]
    shown = await world.slash(world.member, "read", article=own.title)
    assert own.title in said(shown)
    assert ("第1章" if language is Language.JA else "Chapter 1") in said(shown)


async def test_a_book_is_added_from_an_address(path: Path, site: Site) -> None:
    data = archive(good_files())
    link = site.says("/b", body=data, text=None, content_type="application/epub+zip")
    async with open_world(path, fetcher=site.fetcher()) as world:
        world.speak(Language.EN)
        result = await world.slash(world.admin, "article add", link=link)
        assert world.texts.say(Language.EN, "article-added") in said(result)


def refused() -> Iterator[tuple[str, bytes]]:
    lines = [Text(72, 700 - 12 * n, "The clocks of the harbor were wrong.") for n in range(9)]
    vertical = [
        Text(500 - 18 * n, 750, "港の時計は何年も前から狂っていたが、だれも", vertical=True) for n in range(9)
    ]
    yield "book-broken", archive({name: data for name, data in good_files().items() if "one" not in name})
    yield "book-no-text", epub({"one.xhtml": page("<img src='a.png'/>")})
    yield "book-protected", protected_epub()
    yield "file-binary", archive({"word/document.xml": "<document/>"})
    yield "pdf-broken", assembled(good_objects())[:400]
    yield "pdf-no-text", pdf([[], lines[:1]])
    yield "pdf-protected", protected_pdf()
    yield "pdf-vertical", pdf([vertical])


async def test_what_can_not_be_read_is_refused_with_the_next_step_and_nothing_is_stored(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    for key, data in refused():
        assert problem(await add(world, data)) == texts.say(language, key)
    assert len(await world.bot.library.articles.all(world.guild.id)) == 2, "those that were there"
