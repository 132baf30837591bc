"""The shipped articles say what they should, in their own words, and are read like any other."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bot.library.article_service import SHIPPED
from bot.model import Language, Passage, PredictionKind, Reading
from tests.reading import read

ROOT = Path(__file__).parents[2]
ORIGINAL = ROOT.parent / "shared" / "seed" / "article.ja.txt"

OUTLOOK, CLAIM, LIMIT = PredictionKind.OUTLOOK, PredictionKind.CLAIM, PredictionKind.LIMIT

QUOTES = {
    "ja": (
        "データは石油よりもはるかに多様であり、単純な資源として扱うことはできない",
        (
            "石油は希少なコモディティであるのに対し、データは、コードや言語、法律など、"
            "種類や質がさまざまであり、戦略的に扱う必要がある"
        ),
        "AIは人間の生産性を解放する聖杯となりうる",
        "AIの軍事利用が世界的な不安定化につながる可能性もある",
        "AIは人類を進化させるためのツールである",
    ),
    "en": (
        "Data is far more diverse than oil, and it cannot be treated as a simple resource",
        (
            "Oil is a scarce commodity, whereas data, such as code, language and law, "
            "varies widely in kind and quality and has to be handled strategically"
        ),
        "AI can become the holy grail that unlocks human productivity",
        "The military use of AI could also lead to global instability",
        "AI is a tool for helping humanity evolve",
    ),
}
SPEAKER = {"ja": "アレクサンドル・ワン", "en": "Alexandr Wang"}
QUOTED = {"ja": r"「([^」]*)」", "en": r"“([^”]*)”"}
MARKS = {
    "ja": ("見通し", "見通し", "主張", "限界", "限界"),
    "en": ("forecast", "forecast", "claim", "limit", "limit"),
}
KINDS = (OUTLOOK, OUTLOOK, CLAIM, LIMIT, LIMIT)
FIVE_YEARS = {"ja": "今後5年間", "en": "next five years"}
FIGURES = {
    "ja": (
        "70億ドル",
        "19歳",
        "26歳",
        "10年以上",
        "3つの要素",
        "今後2〜3年",
        "今後2〜30年",
        "今後数年間",
        "今後5年間",
        "数十億ドル",
        "数百億ドル",
        "数兆ドル",
        "2種類",
        "TSMC",
        "中国人民解放軍の文書",
    ),
    "en": (
        "$7 billion",
        "at 19",
        "26-year-old",
        "ten years",
        "three elements",
        "next 2 to 3 years",
        "next 2 to 30 years",
        "next few years",
        "next five years",
        "billions of dollars",
        "tens of billions",
        "trillions",
        "two types",
        "TSMC",
        "People’s Liberation Army",
    ),
}
# What another writer about the same facts can't help repeating: names, terms and one figure.
COMMON = (
    "アレクサンドル・ワン",
    "OpenAIやAnthropic",
    "人間のフィードバック",
    "オープンソースとクローズドソース",
    "数十億ドルから数百億ドル",
)

editions = pytest.mark.parametrize("edition", ["ja", "en"])


@cache
def text_of(edition: str) -> str:
    return (SHIPPED / f"scale-ai.{edition}.md").read_text("utf-8")


@cache
def reading_of(edition: str) -> Reading:
    return read(text_of(edition))


def points(edition: str) -> list[tuple[int, int, str]]:
    """Start, end and heading of the five numbered points."""
    text = text_of(edition)
    marks = [(m.start(), m.group()) for m in re.finditer(r"^(#|[①-⑤] |\d\. ).*$", text, re.MULTILINE)]
    return [(start, end, head) for (start, head), (end, _) in pairwise(marks) if not head.startswith("#")]


def spoken(passage: Passage) -> str:
    """A quotation as compared here: the comma that English puts before the closing mark is not part of it."""
    return passage.text.rstrip(",.")


def shared_runs(mine: str, theirs: str, length: int) -> list[str]:
    runs = {theirs[at : at + length] for at in range(len(theirs) - length + 1)}
    return [mine[at : at + length] for at in range(len(mine) - length + 1) if mine[at : at + length] in runs]


@editions
def test_the_front_matter_names_title_author_and_language_and_a_translation(edition: str) -> None:
    front = re.match(r"---\n(.*?)\n---\n", text_of(edition), re.DOTALL)
    assert front
    keys = dict(line.split(": ", 1) for line in front[1].splitlines())
    assert list(keys) == ["title", "author", "language", "translated"]
    assert keys["author"] == {"ja": "言の葉編集部", "en": "Kotonoha editors"}[edition]
    article = reading_of(edition)
    assert (article.title, article.author) == (keys["title"], keys["author"])
    assert article.language is Language(keys["language"]) is Language(edition)
    assert article.translated, "nobody spoke the quotations in just these words"
    assert article.url is None


@editions
def test_only_the_five_quotations_stand_in_quotation_marks(edition: str) -> None:
    assert (
        tuple(words.rstrip(",.") for words in re.findall(QUOTED[edition], text_of(edition)))
        == QUOTES[edition]
    )


@editions
def test_each_quotation_stands_in_a_sentence_that_names_its_speaker(edition: str) -> None:
    text = text_of(edition)
    for words in map(re.escape, QUOTES[edition]):
        sentence = {
            "ja": rf"アレクサンドル・ワンは「{words}」と",
            "en": rf"“{words},” (says|warns) Alexandr Wang|Alexandr Wang [^.“]*: “{words}\.”",
        }[edition]
        assert re.search(sentence, text), words


@editions
def test_the_five_quotations_are_read_with_their_speaker(edition: str) -> None:
    found = [(spoken(quote), quote.speaker) for quote in reading_of(edition).quotes]
    assert found == [(words, SPEAKER[edition]) for words in QUOTES[edition]]


def test_the_english_edition_marks_each_quotation_as_translated() -> None:
    text = text_of("en")
    assert "translated here from the Japanese and marked as such" in text
    for words in QUOTES["en"]:
        around = re.search(rf"(\(translated\): )?“{re.escape(words)}[,.]”[^.“]*", text)
        assert around
        assert "(translated)" in around[0], words


@editions
def test_the_article_says_that_it_retells_a_web_article_about_a_conversation_video(edition: str) -> None:
    sentence = {
        "ja": "ワンの対談動画を紹介した日本語のウェブ記事",
        "en": "a Japanese web article about a video conversation with Wang",
    }[edition]
    assert text_of(edition).count(sentence) == 1


@editions
def test_the_figures_are_carried_over(edition: str) -> None:
    missing = [figure for figure in FIGURES[edition] if figure not in text_of(edition)]
    assert missing == []


@editions
def test_each_of_the_five_points_says_what_it_really_is(edition: str) -> None:
    headings = [heading for _, _, heading in points(edition)]
    assert len(headings) == 5
    for heading, number, mark in zip(
        headings, "①②③④⑤" if edition == "ja" else "12345", MARKS[edition], strict=True
    ):
        assert heading.startswith(number)
        assert re.search(rf"[（(]{mark}[）)]\*\*$", heading), heading


@editions
def test_the_five_points_are_read_as_what_they_are(edition: str) -> None:
    for (start, end, heading), kind in zip(points(edition), KINDS, strict=True):
        read_here = [p for p in reading_of(edition).predictions if start <= p.spans[0][0] < end]
        assert kind in {p.kind for p in read_here}, heading
        if kind is OUTLOOK:
            assert {p.kind for p in read_here} == {OUTLOOK}, heading
            assert all(p.horizon and FIVE_YEARS[edition] in p.horizon for p in read_here), heading


@editions
def test_outlooks_outside_the_list_are_read_with_their_horizon(edition: str) -> None:
    first, last = points(edition)[0][0], points(edition)[-1][1]
    outside = [p for p in reading_of(edition).predictions if not first <= p.spans[0][0] < last]
    named = {p.horizon for p in outside if p.kind is OUTLOOK}
    for horizon in {"ja": ("今後数年間", "今後2〜3年"), "en": ("next few years", "next 2 to 3 years")}[
        edition
    ]:
        assert any(horizon in (name or "") for name in named), horizon


@editions
def test_the_summaries_are_whole_sentences_of_the_body(edition: str) -> None:
    article = reading_of(edition)
    assert article.summary
    lines = [article.summary.line, *article.summary.three, *(s.summary for s in article.summary.sections)]
    assert len(article.summary.three) == 3
    for line in lines:
        assert line in article.sentences
        assert line.text.endswith({"ja": ("。",), "en": (".", ".”")}[edition]), line.text
    headings = [section.heading for section in article.summary.sections]
    assert headings == [None, *re.findall(r"^## (.*)$", text_of(edition), re.MULTILINE)]


@editions
def test_nothing_is_advertised(edition: str) -> None:
    assert not re.search(r"bit\.ly|https?:|www\.|田原|\bEA\b|中卒|マネタイズ|Tahara|[≫↓]", text_of(edition))


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the article that is retold is not kept with the project")
def test_the_japanese_edition_is_written_in_its_own_words() -> None:
    mine = text_of("ja")
    for words in (*QUOTES["ja"], *COMMON):
        assert words in mine
        mine = mine.replace(words, "\0")
    original = re.sub(r"\s", "", ORIGINAL.read_text("utf-8"))
    assert shared_runs(re.sub(r"\s", "", mine), original, 12) == []


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the article that is retold is not kept with the project")
def test_the_quotations_are_taken_over_word_for_word() -> None:
    original = ORIGINAL.read_text("utf-8")
    assert [words for words in QUOTES["ja"] if f"「{words}」" not in original] == []


Found = tuple[tuple[tuple[str, str], ...], tuple[str, ...]]
"""What is read out of an edition: each quotation's speaker and first words, and the horizons of outlooks."""
WORKS: dict[str, dict[str, Found]] = {
    "comet": {
        "ja": (
            (("アイザック・ニュートン", "私がより遠くを見た"), ("マーク・トウェイン", "私は1835年に")),
            ("2029年4月", "2030年6月", "2035年9月", "2061年7月"),
        ),
        "en": (
            (("Isaac Newton", "If I have seen further"), ("Mark Twain", "I came in with")),
            ("in April 2029", "in June 2030", "in September 2035", "in July 2061"),
        ),
    },
    "ozone": {
        "ja": (
            (("ロナルド・レーガン", "この議定書は"),),
            ("2040年までに", "2045年までに", "2066年ごろ", "2100年までに"),
        ),
        "en": (
            (("Ronald Reagan", "The protocol marks"),),
            ("By 2040", "by 2045", "around 2066", "by 2100"),
        ),
    },
    "serial-stories": {
        # Each edition quotes what was written in its own language, and retells the other's.
        "ja": ((("夏目漱石", "久しぶりだから"), ("夏目漱石", "個々の短篇を")), ("2114年",)),
        "en": ((("Francis Bacon", "Some books"), ("Francis Bacon", "Reading maketh")), ("in 2114",)),
    },
}


def test_each_shipped_work_has_both_editions_in_the_same_sections_and_paragraphs() -> None:
    names = {path.name for path in SHIPPED.glob("*.md")}
    assert names == {f"{work}.{language}.md" for work in ("scale-ai", *WORKS) for language in Language}
    for work in WORKS:
        texts = [(SHIPPED / f"{work}.{language}.md").read_text("utf-8") for language in Language]
        ours, theirs = ([part.count("\n\n") for part in text.split("\n## ")] for text in texts)
        assert ours == theirs, work


@pytest.mark.parametrize(("work", "edition"), [(work, edition) for work in WORKS for edition in WORKS[work]])
def test_what_is_read_out_of_a_shipped_work_is_right_and_all_there_is(work: str, edition: str) -> None:
    article = read((SHIPPED / f"{work}.{edition}.md").read_text("utf-8"))
    quotes, horizons = WORKS[work][edition]
    assert article.language is Language(edition)
    assert article.author == {"ja": "言の葉編集部", "en": "Kotonoha editors"}[edition]
    assert article.translated == (edition == "ja" and work != "serial-stories"), "as its quotations are"
    assert [quote.speaker for quote in article.quotes] == [speaker for speaker, _ in quotes]
    assert all(quote.text.startswith(words) for quote, (_, words) in zip(article.quotes, quotes, strict=True))
    assert [(p.kind, p.horizon) for p in article.predictions] == [(OUTLOOK, at) for at in horizons]
    assert article.summary
    about = {"ja": "本稿は", "en": "The editors of Kotonoha"}[edition]
    lines = [article.summary.line, *article.summary.three]
    assert not any(line.text.startswith(about) for line in lines), "the sources are no summary"
