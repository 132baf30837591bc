"""What the articles answer: of those that a server sees, and of no others."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library, answers
from bot.library.answers import MOST, NEAR
from bot.model import OUTSIDE, Answer, Language, Nearest

GUILD, OTHER = 10, 20
HARBOR = """# 港の図書室だより

港の図書室は1987年に古い税関の建物で開いた。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

## 蔵書の見通し

今後3年で港の図書室の蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""
SECRET = """# 秘密の図書室

秘密の図書室の蔵書は8万冊で、合言葉は「海鳴り」である。港の図書室の蔵書は1冊もないと書いた人もいる。
港の図書室は1950年に開いたと言う人もいる。館長の名前は秘密である。図書室の蔵書、図書室の蔵書、図書室の蔵書。
"""
ASKED = (
    "港の図書室はいつ開いた？",
    "図書室の蔵書は何冊？",
    "館長は何と話した？",
    "合言葉は何？",
    "秘密の図書室の蔵書は何冊？",
    "海鳴りとは何？",
    "天文台はどこにある？",
    "港の図書室の天文台の話",
)


async def ask(
    library: Library, question: str, guild: int = GUILD, language: Language = Language.JA
) -> Answer:
    return await library.answers.find(guild, language, question)


def texts(answer: Answer) -> list[str]:
    return [one.text for one in answer.sentences]


async def test_another_servers_articles_change_nothing_in_an_answer(library: Library) -> None:
    await library.articles.add(HARBOR, GUILD)
    before = [await ask(library, question) for question in ASKED]
    for number in range(30):
        await library.articles.add(SECRET.replace("8万", f"{number}万"), OTHER)
    assert [await ask(library, question) for question in ASKED] == before
    assert any(one.sentences for one in before)
    assert any(not one.sentences for one in before)
    assert "海鳴り" in texts(await ask(library, "秘密の図書室の合言葉は何？", OTHER))[0]
    with pytest.raises(UserError, match="library-empty"):
        await ask(library, ASKED[0], OUTSIDE)


async def test_a_sentence_near_in_meaning_of_another_servers_article_is_left_out(library: Library) -> None:
    await library.articles.add(HARBOR, GUILD)
    secret = (await library.articles.add(SECRET, OTHER)).article
    nearest = [Nearest(secret.id, 0, 0.99), Nearest(secret.id, 99, 0.98), Nearest(10_000, 0, 0.97)]
    for question in ASKED:
        answer = await library.answers.find(GUILD, Language.JA, question, nearest)
        assert answer == await ask(library, question)


async def test_what_is_near_in_meaning_comes_sooner_and_nothing_that_answers_is_lost(
    library: Library,
) -> None:
    keepers = "".join(f"灯台守の{name}は{n}年に生まれた。\n\n" for n, name in enumerate("甲乙丙丁", 1901))
    one = (await library.articles.add(f"# 灯台守\n\n{keepers}", GUILD)).article
    other = (
        await library.articles.add("# 燈の番人\n\n燈の番をした戊は1905年の生まれである。\n", GUILD)
    ).article
    question = "灯台守はいつ生まれた？"
    *_, last = before = texts(await ask(library, question))
    nearest = [
        Nearest(one.id, 3, 3.0),
        Nearest(other.id, 0, 2.9),
        *(Nearest(one.id, n, 1.0) for n in range(3)),
    ]
    after = texts(await library.answers.find(GUILD, Language.JA, question, nearest))
    assert last == "灯台守の丁は1904年に生まれた。"
    assert after[0] == last
    assert set(after) == {*before, "燈の番をした戊は1905年の生まれである。"}


async def test_where_there_is_no_answer_the_three_nearest_sentences_are_shown_as_such(
    library: Library,
) -> None:
    own = (await library.articles.add(HARBOR, GUILD)).article
    again = (await library.articles.add(HARBOR + "\nまた明日。\n", GUILD)).article
    nearest = [
        Nearest(own.id, 3, 9.0),
        *(Nearest(own.id, n, 1.0) for n in (0, 1, 2)),
        Nearest(again.id, 0, 0.9),
    ]
    for question in ASKED:
        plain = await ask(library, question)
        answer = await library.answers.find(GUILD, Language.JA, question, nearest)
        assert bool(answer.sentences) == bool(plain.sentences), "meaning never decides"
        shown = [(one.article.id, one.position) for one in answer.near]
        assert shown[:1] == ([] if plain.sentences else [(own.id, 3)])
        assert len(shown) <= NEAR
        assert not {*shown} & {(one.article.id, one.position) for one in answer.sections}
    near = [one.text for one in (await ask(library, "港の図書室の建物の屋根の色を教えて")).near]
    assert near
    assert len(set(near)) == len(near), "what both articles say is shown once"
    assert (await ask(library, "天文台はどこにある？")).near == ()
    hardly = await ask(library, "港の天文台と水族館と美術館")
    assert hardly.near == (), "it has one word of many"


COMMON = {
    Language.JA: "".join(
        f"## {n}月\n\n港の図書館は{n}日に開いた。館長の三崎さんが話した。\n\n" for n in range(1, 13)
    ),
    Language.EN: "".join(
        f"## Day {n}\n\nThe library opened at {n} on Monday. Captain Ames spoke there.\n\n"
        for n in range(1, 13)
    ),
}


@pytest.mark.parametrize(
    ("language", "common", "rare"),
    [
        (
            Language.JA,
            "図書館がペンギンの餌に払った費用の総額は？",
            "水族館がペンギンの餌に払った費用の総額は？",
        ),
        (Language.JA, "三崎さんの出身大学と専攻を教えて", "ペンギンの出身大学と水族館の専攻を教えて"),
        (
            Language.EN,
            "Which library hired a beekeeper for its orchard?",
            "Which aquarium hired a beekeeper for its penguins?",
        ),
        (
            Language.EN,
            "Does Ames own a telescope or a violin?",
            "Do penguins own a telescope or an aquarium?",
        ),
    ],
)
async def test_a_section_that_shares_only_what_stands_everywhere_is_not_offered(
    library: Library, language: Language, common: str, rare: str
) -> None:
    apart = {
        Language.JA: "## 水族館\n\nペンギンは岩の上で眠る。",
        Language.EN: "## Aquarium\n\nPenguins sleep on rocks.",
    }
    await library.articles.add(f"# X\n\n{COMMON[language]}{apart[language]}\n", GUILD)
    nothing = await ask(library, common, language=language)
    assert (nothing.sentences, nothing.near, nothing.sections) == ((), (), ())
    found = await ask(library, rare, language=language)
    assert not found.sentences
    assert {one.heading for one in found.sections} <= {apart[language].splitlines()[0].removeprefix("## ")}
    assert found.near or found.sections


async def test_a_removed_or_hidden_article_answers_nothing_until_it_is_restored(library: Library) -> None:
    own = (await library.articles.add(HARBOR, GUILD)).article
    shared = (await library.articles.add("# 灯台\n\n灯台の光は30キロ先まで届く。\n", None)).article
    question = "灯台の光は何キロ先まで届く？"
    assert texts(await ask(library, ASKED[0]))
    assert texts(await ask(library, question))
    await library.articles.remove(GUILD, own.id)
    await library.articles.remove(GUILD, shared.id)
    await library.articles.add("# 別の話\n\n天文台は山の上にある。\n", GUILD)
    for asked in (ASKED[0], question):
        answer = await ask(library, asked)
        assert answer.sentences == ()
        assert all(one.article.id not in (own.id, shared.id) for one in answer.sections)
    assert texts(await ask(library, question, OTHER))
    await library.articles.restore(GUILD, own.id)
    assert texts(await ask(library, ASKED[0]))


async def test_an_answer_says_nothing_twice_and_has_five_sentences_at_most(library: Library) -> None:
    said = "港の灯台は1868年に建てられ、海を照らしている。"
    for number in range(9):
        await library.articles.add(f"# 灯台だより{number}\n\n{said}\n\n空は{number}色だ。\n", GUILD)
    assert texts(await ask(library, "港の灯台はいつ建てられた？")) == [said]
    keepers = "".join(
        f"港の灯台の{name}は{n}年に生まれた。\n\n" for n, name in enumerate("甲乙丙丁戊己庚辛", 1901)
    )
    await library.articles.add(f"# 灯台の人\n\n{keepers}", GUILD)
    assert len(texts(await ask(library, "港の灯台の人はいつ生まれた？"))) <= MOST


async def test_of_a_work_the_edition_in_the_readers_language_answers_if_it_can(library: Library) -> None:
    await library.articles.add("# 港の灯台\n\nKanto灯台は1868年に建てられた。\n", None, work="light")
    english = "# The light\n\nThe Kanto lighthouse was built in 1868. Its keeper was Ida Lewis.\n"
    await library.articles.add(english, None, work="light")
    for language in Language:
        one, *others = (await ask(library, "Kanto 1868", language=language)).sentences
        assert one.article.language == language
        assert not others
    answer = await ask(library, "Who was the keeper of the Kanto lighthouse?", language=Language.JA)
    assert "Its keeper was Ida Lewis." in texts(answer)
    for language in Language:
        none = await ask(library, "Who paid Kanto in 1868?", language=language)
        assert not none.sentences
        shown = {one.article.language for some in (none.near, none.sections) for one in some}
        assert shown == {language}, "where none answers, no other edition is shown beside it"


async def test_what_is_asked_stands_in_no_log(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    await library.articles.add(HARBOR, GUILD)
    with caplog.at_level(logging.DEBUG):
        caplog.clear()
        for question in ASKED:
            await ask(library, question)
    mine = [record for record in caplog.records if record.name.startswith(("bot", "cogs"))]
    assert not [
        record for record in mine if any(word in record.getMessage() for word in ("図書室", "合言葉"))
    ]


async def test_what_is_asked_is_stored_nowhere(library: Library, path: Path) -> None:
    await library.articles.add(HARBOR, GUILD)
    await ask(library, "港の図書室にゑゐゑゐゑはある？")
    stored = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "港の図書室".encode() in stored
    assert "ゑゐゑゐゑ".encode() not in stored


@pytest.mark.parametrize("question", ["", "。！？", "😀", "the of", "それは何ですか"])
async def test_a_text_without_words_to_look_for_is_refused(library: Library, question: str) -> None:
    await library.articles.add(HARBOR, GUILD)
    with pytest.raises(UserError, match="ask-no-words"):
        await ask(library, question)


@pytest.mark.parametrize(
    "question", ["図書室" * 1_700, "library shelf " * 400, "*" * 4_999 + "b", "где моя книга?"]
)
async def test_a_text_of_any_length_and_script_is_answered(library: Library, question: str) -> None:
    await library.articles.add(HARBOR, GUILD)
    assert (await ask(library, question)).asked == question


async def test_what_stands_in_very_many_sentences_is_found_where_nothing_else_is_asked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "FREQUENT", 3)
    fish = "".join(f"鮭は{name}の川にいる。\n\n" for name in "甲乙丙丁戊己庚")
    await library.articles.add(f"# 鮭\n\n{fish}", GUILD)
    answer = await ask(library, "鮭は？")
    assert answer.sentences
