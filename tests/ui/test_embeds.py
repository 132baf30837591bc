import functools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.library.article_writer import Added
from bot.library.context import ContextLine, SentenceContext
from bot.library.visibility import ItemWithArticle
from bot.model import Article, Item, ItemKind, Language, Review
from bot.texts import Texts
from bot.ui.context import context_embed
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import clipped, whole_words
from cogs.article.embeds import added_embed
from cogs.article.review_embeds import review_embed

ADDED = datetime(2026, 5, 1, tzinfo=UTC)


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert clipped("12345", 5) == "12345"
    assert clipped("123456", 5) == "1234…"
    assert clipped("123456", 5, tail=True) == "…3456"
    assert clipped("a map of the old town", 15, tail=True) == "…the old town"


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("kind and quality and more", 20, "kind and quality…"),
        ("kind and quality. More", 18, "kind and quality.…"),
        ("don’t worry about it", 12, "don’t worry…"),
        ("ab cd", 4, "ab…"),
        ("Floccinaucinihilipilification it is", 10, "Floccinau…"),
        ("日本語の文章を短くする", 6, "日本語の文…"),
        ("He said “quality matters” to all", 13, "He said…"),
        ("It will cost 1,234,567 dollars", 20, "It will cost…"),
        ("日本のOpenAIは強い", 7, "日本の…"),
    ],
)
def test_what_is_too_long_ends_with_a_whole_word(text: str, length: int, shown: str) -> None:
    assert clipped(text, length) == shown


@pytest.mark.parametrize(
    "whole", ["👩‍🚀", "👍🏽", "❤️", "🇯🇵", "葛\U000e0100", "か\u309a", "🏴\U000e0067\U000e0062\U000e007f"]
)
def test_what_is_too_long_ends_with_a_whole_character(whole: str) -> None:
    for length in range(2, 3 * len(whole)):
        for tail in (False, True):
            shown = clipped(whole * 3, length, tail=tail).strip("…")
            assert shown == whole * ((length - 1) // len(whole)), (shown, length)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (0, 100, "a map of the old town"),
        (3, 21, "of the old town"),
        (4, 21, "of the old town"),
        (5, 21, "of the old town"),
        (6, 12, "of the"),
        (2, 14, "map of the"),
        (2, 16, "map of the old"),
        (17, 19, "to"),
    ],
)
def test_a_part_of_a_text_has_whole_words(start: int, end: int, shown: str) -> None:
    text = "a map of the old town"
    first, last = whole_words(text, start, min(end, len(text)))
    assert text[first:last] == shown


def test_there_is_always_a_page() -> None:
    assert [page_count(count, 5) for count in (0, 1, 5, 6)] == [1, 1, 1, 2]


def test_a_quotation_does_not_end_in_the_comma_of_the_sentence_around_it(texts: Texts) -> None:
    item = Item(1, 1, ItemKind.QUOTE, 0, "It opens at night,", (), speaker="Ken")
    one = Review(item, item, None)
    article = Article(1, None, None, "Night", None, None, Language.EN, 1, ADDED, None, None, None, None)
    shown = review_embed(Renderer(texts, Language.EN), article, [one], 0, {})
    assert (shown.description or "").startswith("“It opens at night”")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("outcome", ["known", "restored", "refreshed"])
@pytest.mark.parametrize("draft", [None, 1])
def test_the_label_of_an_added_article_has_no_markdown_and_its_end_says_what_is_next(
    texts: Texts, language: Language, outcome: str, draft: int | None
) -> None:
    article = Article(1, None, None, "Night", None, None, language, 1, ADDED, None, None, None, None)
    shown = added_embed(Renderer(texts, language), Added(article, outcome, {ItemKind.QUOTE: 1}, draft), "")
    assert not set(shown.author.name or "`") & set("`*")  # Discord shows none in that line
    last = (shown.description or "").split("\n\n")[-1]
    assert last == texts.say(language, f"article-{'changed' if draft else outcome}.action")


def test_what_is_not_known_is_not_mentioned_but_on_the_review_desk(texts: Texts, language: Language) -> None:
    renderer, say = Renderer(texts, language), functools.partial(texts.say, language)
    article = Article(1, None, None, "Night", None, None, language, 1, ADDED, None, None, None, None)
    quote = Item(1, 1, ItemKind.QUOTE, 0, "Come in", ())
    prediction = Item(2, 1, ItemKind.PREDICTION, 0, "It will open.", ())
    source = renderer.source(article)
    shown = renderer.quote(ItemWithArticle(quote, article)).description
    assert shown == f"{say('quote-words', text='Come in')}\n\n{source}"
    shown = renderer.prediction(prediction, article, "").description
    assert shown == f"It will open.\n\n{source}"
    spoken = replace(quote, spoken=True)
    assert renderer.quote(ItemWithArticle(spoken, article)).description == (
        f"Come in\n\n{say('quote-spoken')}\n\n{source}"
    )
    for item, keys in ((quote, ["review-nobody"]), (prediction, ["review-no-kind", "review-no-horizon"])):
        desk = review_embed(renderer, article, [Review(item, item, None)], 0, {}).description or ""
        assert "\n".join(map(say, keys)) in desk


def test_sentences_in_context_stand_there_once_and_what_is_apart_is_parted(texts: Texts) -> None:
    article = Article(1, None, None, "Night", None, None, Language.EN, 1, ADDED, None, None, None, None)
    sentences = [f"Sentence {number}." for number in range(1, 13)]

    def context(place: int) -> SentenceContext:
        before, after = (ContextLine(sentences[place + way]) for way in (-1, 1))
        return SentenceContext(article, (before,), sentences[place], (after,), place, place)

    def shown(*places: int) -> str:
        embed = context_embed(Renderer(texts, Language.EN), [context(place) for place in places])
        return (embed.description or "").partition("\n\n")[0]

    assert shown(1, 2) == "Sentence 1.\n**Sentence 2.**\n**Sentence 3.**\nSentence 4."
    assert shown(1, 3) == "Sentence 1.\n**Sentence 2.**\nSentence 3.\n**Sentence 4.**\nSentence 5."
    assert shown(1, 4).count("…") == 0, "nothing was left out between them"
    assert shown(1, 1) == "Sentence 1.\n**Sentence 2.**\nSentence 3."
    assert shown(7, 1).count("…") == 1
    apart = shown(1, 7)
    assert apart == "Sentence 1.\n**Sentence 2.**\nSentence 3.\n…\nSentence 7.\n**Sentence 8.**\nSentence 9."
