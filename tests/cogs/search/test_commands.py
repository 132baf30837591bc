"""/search: where words stand, in the bot on a simulated Discord and in the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.search import MARKED, MOST, rank
from bot.model import Language, Metadata
from bot.reader.pool import Reader
from bot.store.database import open_database
from bot.store.search import Hit
from cogs.search.embeds import marked
from tests.conftest import World, answer, buttons, embed, open_world, said

GUILD, OTHER = 10, 20
TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

今後3年で蔵書は2万冊を超える見通しだ。*Résumé* という本もある。港には石油のタンクが並ぶ。
"""
LONG = "# 灯台の記録\n\n" + "".join(f"灯台の{n}日目は晴れていた。" for n in range(1, 13))


async def found(library: Library, query: str, guild: int = GUILD, **options: object) -> list[str]:
    """The sentences on the first page, or what there was to say."""
    language = options.pop("language", Language.JA)
    article = options.pop("article", None)
    try:
        places = await library.search.find(guild, language, query, article, **options)  # type: ignore[arg-type]
    except UserError as error:
        return [error.key]
    return [place.text for place in places.places]


async def test_words_are_found_in_their_sentence_with_the_source_and_its_surroundings(
    world: World, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.articles.add(TEXT, world.guild.id, Metadata(author="港_の_人"))
    result = await world.slash(world.member, "search", words="図書室")
    assert not result.ephemeral
    assert "**1.** 港の**図書室**は、来年の春から" in said(result)
    assert "港の図書室だより" in said(result)
    label = world.texts.say(language, "search-label", query="図書室", count=1, one="false")
    assert label == embed(result).author.name
    one = await world.slash(world.member, "search", words="図書室", article="港の図書室")
    label = world.texts.say(language, "search-label", query="図書室", count=1, one="true")
    assert label == embed(one).author.name
    shown = await world.member.click(answer(result), label="1")
    assert shown.ephemeral
    assert "**港の図書室は、来年の春から夜間も開く予定だ。**\n館長の" in said(shown)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("石", "彼は「データは新しい**石**油だ」と言った。"),
        ("石油", "彼は「データは新しい**石油**だ」と言った。"),
        ("データは新しい石油", "彼は「**データは新しい石油**だ」と言った。"),
        ("石油 ﾃﾞｰﾀ", "彼は「**データ**は新しい**石油**だ」と言った。"),
        ("彼は「データは新しい石油だ」と言った。", "**彼は「データは新しい石油だ」と言った**。"),
    ],
)
async def test_a_query_of_any_length_finds_its_place(world: World, words: str, shown: str) -> None:
    world.speak(Language.JA)
    text = "彼は「データは新しい石油だ」と言った。"
    article = (await world.bot.library.articles.add(text, world.guild.id, Metadata(title="油"))).article
    assert shown in said(await world.slash(world.member, "search", words=words))
    only = await world.slash(world.member, "search", words=words, article=f"#{article.id}")
    assert shown in said(only)


async def test_case_accents_and_width_do_not_matter_and_formatting_stays_out(world: World) -> None:
    world.speak(Language.JA)
    await world.bot.library.articles.add(
        "言う。RÉSUMÉ_と_言う。これは**強い**[印](https://a.example)だ。", world.guild.id
    )
    assert "**RÉSUMÉ**\\_と\\_言う" in said(await world.slash(world.member, "search", words="ｒｅｓｕｍｅ"))


async def test_nothing_found_is_a_private_sentence_with_the_next_step(
    world: World, language: Language
) -> None:
    world.speak(language)
    for options, key in (
        ({"words": "ゑゐ*_"}, "search-none"),
        ({"words": "ゑゐ*_", "article": "Scale"}, "search-none-in-article"),
        ({"words": "。*"}, "search-no-words"),
    ):
        result = await world.slash(world.member, "search", **options)
        assert result.ephemeral
        title = (await world.bot.library.articles.find(world.guild.id, "Scale", language)).title
        assert said(result) == world.texts.say(language, key, query="ゑゐ\\*\\_", title=title)


async def test_pages_turn_also_after_a_restart_and_keep_who_sees_them(path: Path, language: Language) -> None:
    async with open_world(path) as world:
        world.speak(language)
        article = (await world.bot.library.articles.add(LONG, world.guild.id)).article
        for private in (False, True):
            result = await world.slash(
                world.member, "search", words="灯台 晴れ", article=f"#{article.id}", private=private
            )
            assert result.ephemeral is private
            assert "**5.** " in said(result)
            assert "**6.** " not in said(result)
            await world.restart()
            result = await world.click(world.member, result, "button-next")
            assert "**6.** **灯台**の6日目は**晴れ**ていた。" in said(result)
            result = await world.click(world.member, result, "button-next")
            assert "**12.** " in said(result)
            assert [b["label"] for b in buttons(answer(result)) if b.get("disabled")] == [
                world.texts.say(language, "button-next")
            ]
            result = await world.click(world.member, result, "button-previous")
            assert "**6.** " in said(result)
            shown = await world.member.click(answer(result), label="7")
            assert "灯台の6日目は晴れていた。\n**灯台の7日目は晴れていた。**\n灯台の8日目" in said(shown)


async def test_no_button_or_offer_shows_another_guilds_article(world: World) -> None:
    world.speak(Language.JA)
    article = (await world.bot.library.articles.add(LONG, world.guild.id)).article
    own = await world.slash(world.member, "search", words="灯台")
    other = world.env.create_guild("Somewhere else")
    stranger = other.add_member(world.env.create_user("stranger"))
    there = replace(world, guild=other, channel=other.create_text_channel("elsewhere"))
    gone, none = world.texts.say(Language.JA, "article-gone"), "は見つかりませんでした"
    assert none in said(await there.slash(stranger, "search", words="灯台"))
    assert said(await there.slash(stranger, "search", words="灯台", article=f"#{article.id}")) == gone
    offered = await stranger.autocomplete(there.channel, "search", "article", "灯台")
    assert offered == []
    shown = answer(await there.slash(stranger, "search", words="石油"))
    stored = world.env.backend.get_message(shown.channel_id, shown.id)
    ids = [b["custom_id"] for b in buttons(answer(own)) if not b.get("disabled")]
    assert {one.split(":")[0] for one in ids} == {"place", "search"}
    for custom_id in (*ids, f"search:{article.id}:1:灯台"):
        stored.components[0]["components"][0]["custom_id"] = custom_id
        await world.env.advance_time(60)
        pressed = await stranger.click(shown, custom_id=custom_id)
        assert pressed.ephemeral
        assert said(pressed) == gone or none in said(pressed)


async def test_in_a_text_without_a_full_stop_what_is_far_behind_is_found_and_not_marked(
    library: Library,
) -> None:
    await library.articles.add(f"灯台{'の港' * MARKED}と石油", GUILD)
    for words, marks in (("灯台", [(0, 2)]), ("石油", [])):
        (place,) = (await library.search.find(GUILD, Language.JA, words, None)).places
        assert place.marks == marks
        assert marked(place).replace("*", "").startswith("灯台の港")


async def test_removed_articles_are_not_found_until_they_are_back(world: World) -> None:
    world.speak(Language.JA)
    library, guild = world.bot.library, world.guild.id
    article = (await library.articles.add(LONG, guild)).article
    before = await world.slash(world.member, "search", words="灯台")
    await library.articles.remove(guild, article.id)
    assert await found(library, "灯台", guild) == ["search-none"]
    for custom_id in (b["custom_id"] for b in buttons(answer(before)) if not b.get("disabled")):
        await world.env.advance_time(60)
        pressed = await world.member.click(answer(before), custom_id=custom_id)
        assert pressed.ephemeral
        none = world.texts.say(Language.JA, "search-none", query="灯台")
        assert said(pressed) in (world.texts.say(Language.JA, "article-gone"), none)
    await library.articles.restore(guild, article.id)
    assert len(await found(library, "灯台", guild)) == 5


async def test_where_both_editions_have_the_words_the_readers_is_searched_unless_the_other_is_chosen(
    library: Library,
) -> None:
    await library.articles.add_shipped()
    by_language = {article.language: article for article in await library.articles.all(GUILD)}
    for language in Language:
        places = (await library.search.find(GUILD, language, "AI", None)).places
        assert {place.article.language for place in places} == {language}
    chosen = await library.search.find(GUILD, Language.JA, "AI", by_language[Language.EN])
    assert {place.article.language for place in chosen.places} == {Language.EN}


async def test_words_that_only_another_edition_has_are_found_there_and_the_hit_says_its_language(
    world: World, tmp_path: Path
) -> None:
    """The other edition is looked at work by work, and not where one's own has the words, too."""
    world.speak(Language.EN)
    editions = {
        "pier.en": "The pier has oil. She said, “The oil is heavy.” ABC is here.",
        "pier.ja": "桟橋には石油がある。彼女は「石油は重い」と言った。ABCがある。",
        "coast.en": "The coast is long.",
        "coast.ja": "海岸は長い。OILという店がある。",
    }
    for name, text in editions.items():
        Path(tmp_path, f"{name}.md").write_text(f"# {name}\n\n{text}\n", encoding="utf-8")
    library, guild = world.bot.library, world.guild.id
    await library.articles.add_shipped(tmp_path)
    shown = said(await world.slash(world.member, "search", words="石油"))
    assert "桟橋には**石油**がある。" in shown
    assert f"pier.ja · {world.texts.say(Language.EN, 'language-ja')}" in shown
    own = said(await world.slash(world.member, "search", words="pier"))
    assert world.texts.say(Language.EN, "language-ja") not in own
    assert await found(library, "ABC", guild, language=Language.EN) == ["ABC is here."]
    both = await found(library, "oil", guild, language=Language.EN)
    assert {"The pier has oil.", "OILという店がある。"} <= set(both)
    assert "石油は重い" in said(await world.slash(world.member, "quote", about="石油"))
    assert "oil is heavy" in said(await world.slash(world.member, "quote", about="heavy"))


async def test_a_text_that_is_shared_and_a_guilds_own_is_found_once(library: Library) -> None:
    await library.articles.add(TEXT, GUILD)
    await library.articles.add(TEXT, None)
    for guild in (GUILD, OTHER):
        assert len(await found(library, "図書室", guild)) == 1


async def test_a_later_version_of_a_shipped_article_is_found_in_the_place_of_the_earlier(
    library: Library, tmp_path: Path
) -> None:
    for years in ("3年", "5年"):
        (tmp_path / "tayori.ja.md").write_text(TEXT.replace("3年", years), encoding="utf-8")
        await library.articles.add_shipped(tmp_path)
    assert await found(library, "今後3年") == ["search-none"]
    assert await found(library, "今後5年") == ["今後5年で蔵書は2万冊を超える見通しだ。"]


async def test_above_a_thousand_places_counting_ends(world: World, language: Language) -> None:
    world.speak(language)
    text = "".join(f"鯨が{n}頭いた。\n" for n in range(MOST + 1))
    article = (await world.bot.library.articles.add(text, world.guild.id)).article
    result = await world.slash(world.member, "search", words="鯨")
    assert world.texts.say(language, "search-more", query="鯨", count=MOST, one="false") in said(result)
    exactly = await world.slash(world.member, "search", words="鯨 頭", article=f"#{article.id}", private=True)
    assert "1,000" in said(exactly)
    found = await world.bot.library.search.find(world.guild.id, language, "鯨", None, page=10_000)
    assert found.page == MOST // 5 - 1


def test_articles_that_speak_of_it_most_come_first_then_the_newest_in_their_own_order() -> None:
    once_old, once_new, long = Hit(1, 900, 4), Hit(3, 900, 2), Hit(4, 9_000, 1)
    often = [Hit(2, 900, position) for position in (7, 3, 5)]
    ranked = rank([long, once_new, *often, once_old])
    assert ranked == [often[1], often[2], often[0], once_new, once_old, long]


async def test_about_of_quote_goes_by_the_same_words(library: Library) -> None:
    await library.articles.add(TEXT, GUILD)

    async def quoted(about: str, guild: int = GUILD) -> str:
        try:
            found = await library.selection.quote(guild, Language.JA, None, about, remember=False)
        except UserError as error:
            return error.key
        return found.item.text

    for about in ("夜", "居場所", "読む人の居場所", "居場所 夜"):
        assert "夜に読む人の居場所をつくりたい" in await quoted(about), about
    assert await quoted("図書室") == "quotes-none-about"
    assert await quoted("。") == "quotes-none-about"
    assert await quoted("夜", OTHER) == "library-empty"


async def test_a_refreshed_article_is_found_by_what_it_says_now(path: Path) -> None:
    head = "---\nurl: https://example.com/a\n---\n\n# 港\n\n"
    async with open_database(path) as database, Reader() as reader:
        library = Library(database, reader=reader)
        await library.ingest.add(f"{head}彼は「石炭は黒い」と言った。\n", GUILD, Metadata())
        offer = await library.ingest.add(f"{head}彼は「石油は重い」と言った。\n", GUILD, Metadata())
        assert offer.draft is not None
        assert await found(library, "石炭") == ["彼は「石炭は黒い」と言った。"]
        await library.ingest.refresh(GUILD, offer.draft)
        assert await found(library, "石油") == ["彼は「石油は重い」と言った。"]
        assert await found(library, "石炭") == ["search-none"]
        quote = await library.selection.quote(GUILD, Language.JA, None, "石油", remember=False)
        assert quote.item.text == "石油は重い"
