"""Embeds of the questions about an article's predictions, as editors see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.library.questions import AskedQuestion
from bot.model import NOBODY, OBJECTION_TIME, Article, Item, Outcome, Question
from bot.ui.budget import TEXT, first_fitting
from bot.ui.components import MAX_OPTIONS
from bot.ui.embeds import Renderer, page_count
from bot.ui.evidence import evidence_line
from bot.ui.forecasting import question_embed
from bot.ui.markdown import escaped

LIST_SIZE = 10
"""Predictions, and questions whose prediction is gone, on one page."""
IN_LIST = (200, 90, 20)
"""Characters of a question among several: tried in turn until all fits. (There are more about one prediction
than can be asked where editors made one of two.)"""
EVIDENCE, REASON = 300, 90
"""Characters of evidence that an editor is about to give, and of an objection."""
REASONS = 3
"""Objections that are shown: the latest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an article's list leads to: an outlook with the questions about it, or one question whose
    prediction is no outlook (any more)."""

    item: Item | None
    questions: tuple[Question, ...]


def entries(outlooks: Sequence[Item], questions: Sequence[Question]) -> list[Entry]:
    """Return what there is to choose in an article: its outlooks, then the questions about none of them."""
    made = []
    left = list(questions)
    for item in outlooks:
        about = tuple(one for one in left if one.item_id in (item.id, item.replaces))
        left = [one for one in left if one not in about]
        made.append(Entry(item, about))
    return [*made, *(Entry(None, (one,)) for one in left)]


def list_embed(
    renderer: Renderer, article: Article, found: Sequence[Entry], page: int, note: str = ""
) -> discord.Embed:
    """Return page `page` (from 0) of what there is to ask about in an article, and what just happened."""
    say = renderer.say
    label = renderer.numbered(say("questions-label"), page, page_count(len(found), LIST_SIZE))
    lines = []
    for number, one in enumerate(found[page * LIST_SIZE : (page + 1) * LIST_SIZE], 1):
        text = one.item.text if one.item else one.questions[0].text
        lines.append(say("questions-line", number=str(number), text=escaped(text, TEXT // LIST_SIZE)))
        if state := entry_state(renderer, one):
            lines.append(f"-# {state}")
    blocks = ["\n".join(lines), say("questions-hint" if found else "questions-nothing"), note]
    return renderer.titled("prediction", label, article, blocks)


def entry_state(renderer: Renderer, entry: Entry) -> str:
    """Return what is to be said of an entry besides its words; "" where nothing was asked."""
    if entry.item is None:
        return renderer.say("questions-astray")
    return renderer.say("questions-count", count=len(entry.questions)) if entry.questions else ""


def item_embed(
    renderer: Renderer, article: Article, item: Item, questions: Sequence[Question], now: datetime
) -> discord.Embed:
    """Return a prediction and the questions about it, as many as a select has."""
    lines = (_lines(renderer, questions, now, longest) for longest in IN_LIST)
    return first_fitting(_item_embed(renderer, article, item, one) for one in lines)


def _item_embed(renderer: Renderer, article: Article, item: Item, lines: str) -> discord.Embed:
    say = renderer.say
    known = [renderer.kind(item), renderer.horizon(item), *renderer.prediction_facts(item, article)]
    blocks = [
        renderer.words(item, TEXT // 3),
        "\n".join(filter(None, known)),
        lines or say("questions-unasked"),
        renderer.source(article),
    ]
    return renderer.embed("prediction", say("questions-item-label"), blocks)


def to_resolve_embed(renderer: Renderer, questions: Sequence[Question], now: datetime) -> discord.Embed:
    """Return questions that wait for what came of them."""
    label = renderer.say("questions-resolve-label")
    return renderer.embed("prediction", label, [_lines(renderer, questions, now, IN_LIST[0])])


def present_embed(renderer: Renderer, asked: AskedQuestion, now: datetime, note: str = "") -> discord.Embed:
    """Return a question with all that editors know of it, and what just happened (`note`)."""
    say, question = renderer.say, asked.question
    label = say("question-label", state=say(f"forecast-state-{question.state(now)}"))
    shown = [question.resolution(now), question.proposed(now)]
    makers = dict.fromkeys(one.made_by for one in shown if one and one.made_by != NOBODY)
    facts = [say("question-forecasters", count=asked.forecasters)]
    facts += [say("question-by", person=f"<@{person}>") for person in makers]
    return question_embed(renderer, asked, now, label, ["\n".join(facts), _objections(renderer, asked), note])


def confirmation_embed(
    renderer: Renderer, asked: AskedQuestion, outcome: Outcome, evidence: str, now: datetime
) -> discord.Embed:
    """Return what an editor is about to say came of a question, and what that changes."""
    say, question = renderer.say, asked.question
    said = [say("question-about-to", outcome=say(f"outcome-{outcome}"))]
    said.append(evidence_line(renderer, evidence, EVIDENCE))
    effects = "\n".join(_effects(renderer, question, outcome, now))
    return question_embed(renderer, asked, now, say("question-confirm-label"), ["\n".join(said), effects])


def removal_embed(renderer: Renderer, question: Question) -> discord.Embed:
    """Return whether a question is to be removed."""
    text = escaped(question.text, TEXT // 2)
    return renderer.text_embed(renderer.say("question-remove-confirm", text=text))


def meanwhile(renderer: Renderer, question: Question) -> str:
    """Return what the editor did who was faster: resolved a question, or changed it."""
    if not question.standing:
        return renderer.say("question-meanwhile-changed")
    last = question.standing[-1]
    at = discord.utils.format_dt(last.made_at, "R")
    return renderer.say("question-meanwhile-resolved", outcome=renderer.say(f"outcome-{last.outcome}"), at=at)


def _lines(renderer: Renderer, questions: Sequence[Question], now: datetime, longest: int) -> str:
    """Return each question with its due date and what can be done with it."""
    say = renderer.say
    return "\n".join(
        say(
            "questions-entry",
            text=escaped(one.text, longest),
            due=renderer.day(one.due_on),
            state=say(f"forecast-state-{one.state(now)}"),
        )
        for one in questions[:MAX_OPTIONS]
    )


def _objections(renderer: Renderer, asked: AskedQuestion) -> str:
    if not asked.objections:
        return ""
    lines = [f"- {escaped(one.reason, REASON)}" for one in asked.objections[-REASONS:]]
    return "\n".join([renderer.say("question-objections", count=len(asked.objections)), *lines])


def _effects(renderer: Renderer, question: Question, outcome: Outcome, now: datetime) -> list[str]:
    """Return what it changes to say that this came of a question."""
    say, before = renderer.say, question.proposed(now) or question.resolution(now)
    effects = []
    if before is not None:
        key = "same" if before.outcome is outcome else "other"
        was, new = (say(f"outcome-{one}") for one in (before.outcome, outcome))
        effects.append(say(f"question-effect-{key}", was=was, new=new))
    elif now < question.due_at:
        effects.append(say("question-effect-early"))
    hours = int(OBJECTION_TIME.total_seconds()) // 3_600
    return [*effects, say("question-effect-objections", hours=hours)]
