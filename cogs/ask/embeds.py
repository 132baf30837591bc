"""The embed of an answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from operator import itemgetter

import discord

from bot.library.article_writer import LINK_LENGTH
from bot.model import Answer, AnswerSentence, Article, ItemKind, NearSection
from bot.ui.budget import NAME, first_fitting
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped, escaped
from bot.words import plain

LENGTHS = ((300, LINK_LENGTH), (200, 150), (100, 0))
"""Characters of a sentence that are shown, and of an address that is linked: tried in turn until all fits."""

NEAR_LENGTH = 200
"""Characters of a sentence that is only near."""


def answer_embed(renderer: Renderer, answer: Answer) -> discord.Embed:
    """Return the sentences of an answer, numbered as their buttons, above the source of each article; where
    there are none, that it isn't in the articles, and the sentences and sections that come nearest."""
    if not answer.sentences:
        return _none(renderer, answer)
    return first_fitting(_embed(renderer, answer, length, longest) for length, longest in LENGTHS)


def _embed(renderer: Renderer, answer: Answer, length: int, longest: int) -> discord.Embed:
    blocks = []
    numbered = enumerate(answer.sentences, 1)
    for article, some in itertools.groupby(numbered, key=lambda numbered: numbered[1].article):
        blocks += [_sentence(renderer, number, one, length) for number, one in some]
        blocks.append(_source(renderer, article, longest))
    return renderer.embed("search", _label(renderer, answer), [*blocks, renderer.say("ask-hint")])


def _sentence(renderer: Renderer, number: int, one: AnswerSentence, length: int) -> str:
    shown = renderer.say("ask-sentence", number=str(number), text=escaped(one.text, length))
    return "\n".join(filter(None, [shown, _as_what(renderer, one)]))


def _as_what(renderer: Renderer, one: AnswerSentence) -> str:
    """Return that a sentence is or holds a quotation or a prediction, and whose or of which kind."""
    item = one.item
    if item is None:
        return ""
    if item.kind is ItemKind.QUOTE:
        return " ".join(filter(None, [f"-# {renderer.say('quote-label')}", renderer.speaker(item)]))
    said = f"-# {renderer.say('ask-prediction')}"
    return renderer.marked(said, f"kind-name-{item.prediction_kind}") if item.prediction_kind else said


def _source(renderer: Renderer, article: Article, longest: int) -> str:
    source = renderer.source(article, longest=longest)
    if article.language != renderer.language:
        return renderer.marked(source, f"language-{article.language}")
    return source


def _none(renderer: Renderer, answer: Answer) -> discord.Embed:
    blocks = [renderer.say("ask-none")]
    if answer.near:
        near = [(one.article, _near(renderer, number, one)) for number, one in enumerate(answer.near, 1)]
        blocks.append("\n".join([renderer.say("ask-near-sentences"), *_above_titles(renderer, near)]))
    if answer.sections:
        numbered = enumerate(answer.sections, 1 + len(answer.near))
        sections = [(one.article, _section(renderer, number, one)) for number, one in numbered]
        blocks.append("\n".join([renderer.say("ask-near-sections"), *_above_titles(renderer, sections)]))
    if len(blocks) > 1:
        blocks.append(renderer.say("ask-hint"))
    return renderer.embed("search", _label(renderer, answer), blocks)


def _above_titles(renderer: Renderer, lines: Iterable[tuple[Article, str]]) -> Iterator[str]:
    """Yield lines, with the title of each article once below those that follow one another."""
    for article, some in itertools.groupby(lines, key=itemgetter(0)):
        yield from (line for _, line in some)
        yield renderer.say("ask-of", title=renderer.title(article))


def _near(renderer: Renderer, number: int, one: AnswerSentence) -> str:
    return renderer.say("ask-sentence", number=str(number), text=escaped(one.text, NEAR_LENGTH))


def _section(renderer: Renderer, number: int, one: NearSection) -> str:
    heading = renderer.say("summary-lead") if one.heading is None else escaped(one.heading, NAME)
    return renderer.say("ask-sentence", number=str(number), text=heading)


def _label(renderer: Renderer, answer: Answer) -> str:
    return renderer.say("ask-label", asked=clipped(plain(answer.asked), 50))
