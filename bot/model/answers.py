"""What the articles of a guild answer to what somebody asked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.articles import Article, Item


@dataclass(frozen=True, slots=True)
class Nearest:
    """A sentence that is near in meaning to what was asked: `nearness` is by how much it is nearer than the
    farthest that count, in standard deviations of the cosines of all sentences in its language."""

    article_id: int
    position: int
    nearness: float


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an article, as one line; `item` is the quotation or prediction that it is or holds, as
    the guild is shown it."""

    article: Article
    position: int
    text: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class NearSection:
    """A section of an article, and the sentence in it that came nearest: its position and text. Without a
    `heading` it is the article as a whole, or its part before the first one."""

    article: Article
    heading: str | None
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and the sentences that answer it, best first; none: it isn't in the articles.

    Only then there are `near`, the sentences that come nearest, which may answer something else, and the
    `sections` of others.
    """

    asked: str
    sentences: tuple[AnswerSentence, ...]
    sections: tuple[NearSection, ...] = ()
    near: tuple[AnswerSentence, ...] = ()
