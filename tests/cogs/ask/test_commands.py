"""/ask: what the articles answer, in the bot on a simulated Discord."""

from __future__ import annotations

import pytest
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.model import ItemKind, Language, Metadata, Nearest
from tests.conftest import World, answer, buttons, embed, said

JA = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

## 蔵書の見通し

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""
EN = """# News from the harbor library

The harbor library opened in 1987 in a former customs house. “I want a place for people who read at night,”
said Hannah Misaki, its director.

## More books

Hannah Misaki expects that the library will hold 20,000 books by 2035. The building is old, and
shelves are short of room.
"""
TEXT = {Language.JA: JA, Language.EN: EN}
ASKED = {
    Language.JA: ("図書室の蔵書は何冊を超える？", "今後3年で蔵書は2万冊を超える見通しだ。"),
    Language.EN: (
        "How many books will the library hold?",
        "Hannah Misaki expects that the library will hold 20,000 books by 2035.",
    ),
}
FORETOLD = {
    Language.JA: ASKED[Language.JA][0],
    Language.EN: "What may widen the gap between rich and poor?",  # of the shipped one
}
SAID = {
    Language.JA: ("館長の三崎ハルカさんは何と話した？", "三崎ハルカさん"),
    Language.EN: (
        "What does Hannah Misaki want for those who read at night?",
        "Hannah Misaki",
    ),
}
ELSEWHERE = {
    Language.JA: "図書室のカフェはいくら？",
    Language.EN: "How much is coffee in the harbor?",
}


async def ask(world: World, question: str, **options: object) -> InteractionResult:
    return await world.slash(world.member, "ask", question=question, **options)


async def test_an_answer_is_sentences_with_their_source_each_shown_in_context(
    world: World, language: Language
) -> None:
    world.speak(language)
    meta = Metadata(author="港_の_人", url="https://harbor.example/news")
    await world.bot.library.articles.add(TEXT[language], world.guild.id, meta)
    question, sentence = ASKED[language]
    result = await ask(world, question)
    assert not result.ephemeral
    assert embed(result).author.name == world.texts.say(language, "ask-label", asked=question)
    assert f"**1.** {sentence}" in said(result)
    assert "港\\_の\\_人" in said(result)
    assert "(https://harbor.example/news)" in said(result)
    shown = await world.member.click(answer(result), label="1")
    assert shown.ephemeral
    assert f"**{sentence}**" in said(shown)
    assert (await ask(world, question, private=True)).ephemeral


async def test_a_prediction_and_a_quotation_are_shown_as_such(world: World, language: Language) -> None:
    world.speak(language)
    await world.bot.library.articles.add(TEXT[language], world.guild.id)
    foretold = said(await ask(world, FORETOLD[language]))
    kind = world.texts.say(language, "kind-name-outlook")
    prediction = world.texts.say(language, "ask-prediction")
    assert f"-# {world.texts.say(language, 'marked', text=prediction, mark=kind)}" in foretold
    question, speaker = SAID[language]
    result = await ask(world, question)
    by = world.texts.say(language, "quote-speaker", name=speaker)
    assert f"-# {world.texts.say(language, 'quote-label')} {by}" in said(result)
    assert "card-choose:" in [
        one["custom_id"] for row in answer(result).components for one in row["components"]
    ]


async def test_what_editors_rejected_is_no_quotation_in_an_answer(world: World, language: Language) -> None:
    world.speak(language)
    library, guild = world.bot.library, world.guild.id
    article = (await library.articles.add(TEXT[language], guild)).article
    _, (quote, *_) = await library.articles.items(guild, article.id, ItemKind.QUOTE)
    await library.reviews.reject(guild, quote.id)
    result = await ask(world, SAID[language][0])
    assert SAID[language][1] in said(result)
    assert f"-# {world.texts.say(language, 'quote-label')}" not in said(result)
    assert all(one["type"] == 2 for row in answer(result).components for one in row["components"])


async def test_what_is_not_in_the_articles_is_said_so_with_the_nearest_sections(
    world: World, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.articles.add(TEXT[language], world.guild.id)
    result = await ask(world, ELSEWHERE[language])
    assert not result.ephemeral
    none, nearest, hint = (
        world.texts.say(language, key) for key in ("ask-none", "ask-near-sections", "ask-hint")
    )
    assert said(result).split("\n", 1)[1].startswith(f"{none}\n\n{nearest}\n**1.** ")
    assert said(result).endswith(hint)
    title = TEXT[language].splitlines()[0].removeprefix("# ")
    assert said(result).count(f"\n-# {title}\n") == 1, "below all of its sections"
    assert (await world.member.click(answer(result), label="1")).ephemeral
    nothing = await ask(world, "xyzzy")
    assert said(nothing).split("\n", 1)[1] == none
    assert buttons(answer(nothing)) == []


@pytest.mark.parametrize("question", ["。*", "…", "😀🎉", "   ", "the of and", "それは何ですか？"])
async def test_a_text_that_asks_about_nothing_is_refused_privately_with_what_to_do(
    world: World, language: Language, question: str
) -> None:
    world.speak(language)
    result = await ask(world, question)
    assert result.ephemeral
    assert said(result) == world.texts.say(language, "ask-no-words")


@pytest.mark.parametrize(
    "question", ["図書室" * 100, "no " * 100, "где моя книга", "나의 책은 어디", "x😀y", "\u202e\u0000a"]
)
async def test_any_text_is_answered(world: World, question: str) -> None:
    world.speak(Language.JA)
    assert embed(await ask(world, question)).description


async def test_an_answer_pings_nobody_and_takes_nothing_for_markup(world: World) -> None:
    world.speak(Language.EN)
    text = (
        "# Harbor\n\nThe harbor master wrote @everyone and <@1> in **bold** [letters](https://x.example).\n"
    )
    await world.bot.library.articles.add(text, world.guild.id)
    result = await ask(world, "What did the harbor master write to @everyone?")
    assert "\\@everyone and \\<\\@1\\>" in said(result)
    sent = world.env.http_requests[-1]
    assert isinstance(sent.json, dict)
    assert sent.json["data"]["content"] is None
    assert sent.json["data"]["allowed_mentions"] == {"parse": []}


async def test_a_number_says_so_where_the_article_was_removed_meanwhile(
    world: World, language: Language
) -> None:
    world.speak(language)
    article = (await world.bot.library.articles.add(TEXT[language], world.guild.id)).article
    result = await ask(world, ASKED[language][0])
    await world.bot.library.articles.remove(world.guild.id, article.id)
    await world.env.advance_time(60)
    pressed = await world.member.click(answer(result), label="1")
    assert pressed.ephemeral
    assert said(pressed) == world.texts.say(language, "article-gone")
    again = await ask(world, ASKED[language][0])
    assert ASKED[language][1] not in said(again)


async def test_an_answer_in_the_other_language_says_so(world: World) -> None:
    await world.bot.library.articles.add(JA, world.guild.id)
    world.speak(Language.EN)
    result = await ask(world, ASKED[Language.JA][0])
    assert ASKED[Language.JA][1] in said(result)
    assert world.texts.say(Language.EN, "language-ja") in said(result)


async def test_in_a_thread_it_is_answered_as_in_a_channel(world: World) -> None:
    await world.bot.library.articles.add(EN, world.guild.id)
    made = world.env.backend.create_thread(world.channel.id, "talk", world.member.id)
    thread = ChannelHandle(world.env, world.guild, made)
    result = await world.member.slash(thread, "ask", question=ASKED[Language.EN][0])
    assert ASKED[Language.EN][1] in said(result)
    pressed = await world.member.click(answer(result), label="1")
    assert pressed.ephemeral
    assert ASKED[Language.EN][1] in said(pressed)


async def test_what_waits_for_review_is_a_plain_sentence_where_editors_want_that(
    world: World, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.articles.add(TEXT[language], world.guild.id)
    await world.bot.library.guilds.change(world.guild.id, unreviewed=False)
    for question, key in ((SAID, "quote-label"), (ASKED, "ask-prediction")):
        shown = said(await ask(world, question[language][0]))
        assert "**1.**" in shown
        assert f"-# {world.texts.say(language, key)}" not in shown


async def test_five_long_sentences_of_articles_with_odd_titles_fit_and_are_no_markup(
    world: World, language: Language
) -> None:
    world.speak(language)
    filler = {
        Language.JA: "そして岸壁の{0}番の倉庫と{1}番の倉庫も長い間そこに並んでいて",
        Language.EN: ", and then shed {0} and shed {1} stood there for ages",
    }
    begins = {Language.JA: "港の図書室は西暦{}年に開き、", Language.EN: "The harbor library opened in {}"}
    stops, asked = (
        {Language.JA: "。", Language.EN: "."},
        {Language.JA: "港の図書室は何年に開いた？", Language.EN: "When did the harbor library open?"},
    )
    for number in range(5):
        one = filler[language]
        long = "".join(one.format(number * 997 + n, n * 31) for n in range(4_000 // len(one)))
        title = f"[港 library {number}](https://evil.example) **@everyone** <@{number}> `x` ||y|| \u202eabc"
        text = f"# {title}\n\n{begins[language].format(1980 + number)}{long}{stops[language]}\n"
        meta = Metadata(url=f"https://harbor.example/{'a' * 400}{number}", title=title)
        await world.bot.library.articles.add(text, world.guild.id, meta)
    result = await ask(world, asked[language])
    shown = said(result)
    assert "1980" in shown
    assert "](https://evil" not in shown
    assert "@everyone" not in shown.replace("\\@everyone", "")
    assert "\u202e" not in shown
    for button in buttons(answer(result)):
        assert (await world.member.click(answer(result), label=button["label"])).ephemeral
        await world.env.advance_time(60)


async def test_anybody_may_press_a_number_and_where_the_article_was_hidden_it_is_said(
    world: World, language: Language
) -> None:
    world.speak(language)
    result = await ask(world, FORETOLD[Language.EN])
    assert (await world.admin.click(answer(result), label="1")).ephemeral
    for one in await world.bot.library.articles.all(world.guild.id):
        await world.bot.library.articles.remove(world.guild.id, one.id)
    await world.env.advance_time(60)
    pressed = await world.member.click(answer(result), label="1")
    assert pressed.ephemeral
    assert said(pressed) == world.texts.say(language, "article-gone")
    empty = await ask(world, FORETOLD[Language.EN])
    assert empty.ephemeral
    assert said(empty) == world.texts.say(language, "library-empty")


async def test_what_is_near_in_meaning_is_among_the_nearest_sentences(
    world: World, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    library = world.bot.library
    article = (await library.articles.add(TEXT[language], world.guild.id)).article
    asked: list[tuple[int, Language, str]] = []

    async def nearest(*about: object) -> list[Nearest]:
        asked.append(about)  # type: ignore[arg-type]
        return [Nearest(article.id, position, near) for position, near in ((1, 9.0), (0, 5.0), (2, 0.4))]

    monkeypatch.setattr(library.meaning, "nearest", nearest)
    result = await ask(world, ELSEWHERE[language])
    assert asked == [(world.guild.id, language, ELSEWHERE[language])]
    none, near, sections = (
        world.texts.say(language, k) for k in ("ask-none", "ask-near-sentences", "ask-near-sections")
    )
    assert said(result).split("\n", 1)[1].startswith(f"{none}\n\n{near}\n**1.** ")
    assert f"\n\n{sections}\n**3.** " in said(result)
    labels = [button["label"] for button in buttons(answer(result))]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]
    shown = await world.member.click(answer(result), label="2")
    first = (await library.search.context(world.guild.id, article.id, 0)).sentence
    assert shown.ephemeral
    assert first in said(shown)
