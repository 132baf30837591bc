"""The link below what was said leads to where it is said in the recording."""

from __future__ import annotations

from bot.library.article_writer import LINK_LENGTH
from bot.model import Language
from tests.articles import TEXT, add
from tests.conftest import World, said

TALK = """[00:05] 司会：図書室を始めたのはなぜですか。

[00:12] 梶ミナト：夜に読む人の居場所をつくりたいと思いました。

[01:07] 司会：これからはどうしますか。

[01:30] 梶ミナト：来年は二階にも棚を置きます。みんなで読む日も増やすつもりです。
"""
RECORDING = "https://www.youtube.com/watch?v=harbor"


async def test_a_quotation_of_a_talk_links_to_its_second(world: World, language: Language) -> None:
    world.speak(language)
    await add(world, TALK, title="港の図書室の話", link=RECORDING)
    shown = said(await world.slash(world.member, "quote", article="港の図書室の話"))
    second = 12 if "居場所" in shown else 90
    assert f"({RECORDING}&t={second})" in shown


async def test_a_page_that_is_no_recording_is_linked_as_it_is(world: World) -> None:
    page = "https://example.com/talk"
    await add(world, TALK, title="港の図書室の話", link=page)
    assert f"({page})" in said(await world.slash(world.member, "quote", article="港の図書室の話"))


async def test_a_text_without_times_is_linked_as_it_is(world: World) -> None:
    await add(world, TEXT, title="港の図書室の話", link=RECORDING)
    assert f"({RECORDING})" in said(await world.slash(world.member, "quote", article="港の図書室の話"))


async def test_where_no_second_fits_into_the_link_it_stays_as_it_is(world: World) -> None:
    link = f"{RECORDING}&x="
    link += "y" * (LINK_LENGTH - len(link))
    await add(world, TALK, title="港の図書室の話", link=link)
    assert f"({link})" in said(await world.slash(world.member, "quote", article="港の図書室の話"))
