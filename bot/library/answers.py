"""What the articles that a guild sees answer to what somebody asks."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bot.answering import (
    REACH,
    Passage,
    Place,
    Ranking,
    Scored,
    close,
    closest,
    is_answered,
    worth_a_look,
    worth_opening,
)
from bot.asking import Asked, Said
from bot.errors import UserError
from bot.library.visibility import editions
from bot.model import (
    Answer,
    AnswerSentence,
    Article,
    Item,
    ItemKind,
    Language,
    Nearest,
    NearSection,
    overlap,
)
from bot.reading.repetitions import Repetitions
from bot.store import answers as stored
from bot.store import articles, items
from bot.store.answers import Line
from bot.store.database import Database, in_snapshot

MOST = 5
"""Sentences of one answer, and sections where there is none."""
NEAR = 3
"""Sentences that are shown where there is no answer."""
CANDIDATES = 20
"""Sentences of which some are left out, as they say again what others say."""
FREQUENT = 5_000
"""A term that stands in more sentences than that says nothing about any."""
APART = 3
"""More than the places of passages that may be points of one list are apart (see `Repetitions`)."""

Lines = Mapping[int, Mapping[int, Line]]
"""Sentences by the id of their article and by position."""


class Answers:
    """Finds the sentences that answer what is asked; what is asked is stored nowhere."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @in_snapshot
    def find(
        self,
        snapshot: sqlite3.Connection,
        guild_id: int,
        language: Language,
        asked: str,
        nearest: Sequence[Nearest] = (),
    ) -> Answer:
        """Return the sentences that answer `asked`, at most `MOST`, of the articles that the guild sees.

        Of a work it is the edition in `language`, unless only another has an answer. What is `nearest` in
        meaning may come sooner, but never decides whether there is an answer.
        Raises UserError("ask-no-words") for a text without words, and "library-empty".
        """
        question = Asked(asked)
        if not question.terms:
            raise UserError("ask-no-words")
        visible = {article.id: article for article in articles.visible(snapshot, guild_id)}
        if not visible:
            raise UserError("library-empty")
        ranking = _ranking(snapshot, guild_id, question, visible)
        nearness = {
            (one.article_id, one.position): one.nearness for one in nearest if one.article_id in visible
        }
        places = list(dict.fromkeys([*ranking.promising(), *nearness]))
        lines = _lines(snapshot, places)
        scored = _in_language(ranking.scored(_passages(places, visible, lines)), visible, language)
        best = closest(scored, nearness)
        if not is_answered(scored):
            seen = {article.id for article in editions(list(visible.values()), language)}
            return _nearest(asked, [one for one in best if one.place[0] in seen], visible, lines)
        chosen = _once(close(best)[:CANDIDATES], visible, lines)[:MOST]
        shown = _items(snapshot, guild_id, chosen, lines)
        return Answer(asked, _sentences(chosen, visible, lines, shown))


def _ranking(
    connection: sqlite3.Connection, guild_id: int, asked: Asked, visible: Mapping[int, Article]
) -> Ranking:
    """Weigh what is asked by where its terms stand among the articles that are visible."""
    holding = [
        stored.holding(connection, term.phrases, guild_id, visible, FREQUENT + 1) for term in asked.terms
    ]
    found = [None if len(some) > FREQUENT else set(some) for some in holding]
    if not any(found):  # of what is everywhere, some places are as good as others
        found = [set(some) for some in holding]
    return Ranking(asked, found, stored.count(connection, visible), FREQUENT)


def _nearest(asked: str, best: Sequence[Scored], visible: Mapping[int, Article], lines: Lines) -> Answer:
    """Return that there is no answer, with the sentences and sections that come nearest."""
    near = _once(worth_a_look(best)[:CANDIDATES], visible, lines)[:NEAR]
    shown = {one.place for one in near}
    sections = _sections([one for one in worth_opening(best) if one.place not in shown], visible, lines)
    return Answer(asked, (), sections, _sentences(near, visible, lines, {}))


def _sentences(
    some: Iterable[Scored], visible: Mapping[int, Article], lines: Lines, shown: Mapping[Place, Item]
) -> tuple[AnswerSentence, ...]:
    return tuple(
        AnswerSentence(visible[one.place[0]], one.place[1], _text(one, lines), shown.get(one.place))
        for one in some
    )


def _lines(connection: sqlite3.Connection, places: Iterable[Place]) -> Lines:
    """Return sentences with those around them."""
    positions: dict[int, set[int]] = defaultdict(set)
    for article_id, position in places:
        positions[article_id].update(range(max(0, position - REACH), position + REACH + 1))
    return {article_id: stored.lines(connection, article_id, some) for article_id, some in positions.items()}


def _passages(places: Iterable[Place], visible: Mapping[int, Article], lines: Lines) -> list[Passage]:
    """Return the sentences at some places, as far as they are there, with what stands around them."""
    said = cache(Said)  # most stand around several, and are folded once

    def beside(place: Place, step: int) -> tuple[Said, ...]:
        around = lines[place[0]]
        some = [around.get(place[1] + step * n) for n in range(1, REACH + 1)]
        return tuple(said(one.text) for one in some if one and one.section == around[place[1]].section)

    return [
        Passage(
            place,
            said(line.text),
            beside(place, -1),
            beside(place, 1),
            said(line.heading or ""),
            said(visible[place[0]].title),
        )
        for place in places
        if (line := lines[place[0]].get(place[1]))
    ]


def _in_language(
    scored: Sequence[Scored], visible: Mapping[int, Article], language: Language
) -> list[Scored]:
    """Leave out the other editions of the works that the edition in a language has an answer of."""
    answered = {
        visible[one.place[0]].work
        for one in scored
        if visible[one.place[0]].language == language and one.is_sure
    } - {None}
    return [
        one
        for one in scored
        if visible[one.place[0]].language == language or visible[one.place[0]].work not in answered
    ]


def _once(scored: Iterable[Scored], visible: Mapping[int, Article], lines: Lines) -> list[Scored]:
    """Leave out the sentences that say again what a better one says."""
    texts = {
        language: [_text(one, lines) for one in scored if visible[one.place[0]].language == language]
        for language in Language
    }
    said = {language: Repetitions(some, language) for language, some in texts.items()}
    return [
        one
        for number, one in enumerate(scored)
        if said[visible[one.place[0]].language].add(_text(one, lines), number * APART, is_summary=False)
        is None
    ]


def _text(one: Scored, lines: Lines) -> str:
    return lines[one.place[0]][one.place[1]].text


def _sections(
    scored: Iterable[Scored], visible: Mapping[int, Article], lines: Lines
) -> tuple[NearSection, ...]:
    """Return the sections that come nearest, each once."""
    found: dict[tuple[int, int], NearSection] = {}
    for one in scored:
        article_id, position = one.place
        line = lines[article_id][position]
        section = NearSection(visible[article_id], line.heading, position, line.text)
        found.setdefault((article_id, line.section), section)
    return tuple(found.values())[:MOST]


def _items(
    connection: sqlite3.Connection, guild_id: int, chosen: Iterable[Scored], lines: Lines
) -> dict[Place, Item]:
    """Return the quotations and predictions that stand in some sentences, as the guild is shown them."""
    found: dict[Place, Item] = {}
    for kind in (ItemKind.PREDICTION, ItemKind.QUOTE):  # of both it is the quotation
        for article_id in {one.place[0] for one in chosen}:
            for item in items.of_article(connection, guild_id, article_id, kind):
                for one in chosen:
                    spans = lines[article_id][one.place[1]].spans if one.place[0] == article_id else ()
                    if overlap(spans, item.spans):
                        found[one.place] = item
    return found
