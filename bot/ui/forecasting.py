"""What leads to questions about predictions, and how a question looks: cogs.forecast answers the presses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.library.article_writer import LINK_LENGTH
from bot.library.questions import AskedQuestion
from bot.model import Community, Question, QuestionState, Resolution
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer
from bot.ui.evidence import evidence_line
from bot.ui.markdown import escaped

FORECASTS, FORECAST_ITEM, RESOLVE = "forecasts", "forecast-item", "question-resolve"
"""Begin the ids of the button for all questions of a server, of that for those about one prediction, and of
that with which editors resolve some."""
ROOM = ((600, 400, LINK_LENGTH), (400, 250, 150), (200, 120, 0))
"""Characters of a prediction and of evidence, and of an address that is linked: tried in turn until all
fits."""
QUESTION = 600
"""Characters of a question, with its escapes."""


def forecasts_button(renderer: Renderer) -> discord.ui.Button[Any]:
    """Return the button for all questions of the server."""
    return discord.ui.Button(label=renderer.say("button-forecasts"), custom_id=f"{FORECASTS}:")


def forecast_button(renderer: Renderer, item_id: int) -> discord.ui.Button[Any]:
    """Return the button for the questions about a prediction."""
    return discord.ui.Button(label=renderer.say("button-forecast"), custom_id=f"{FORECAST_ITEM}:{item_id}")


def resolve_button(renderer: Renderer, question_ids: Sequence[int]) -> discord.ui.Button[Any]:
    """Return the button with which editors say what came of questions."""
    label = renderer.say("button-question-resolve")
    return discord.ui.Button(label=label, custom_id=f"{RESOLVE}:{','.join(map(str, question_ids))}")


def percent(renderer: Renderer, probability: float) -> str:
    """Return a probability in thousandths as percent, with a tenth where there is one."""
    return renderer.say("forecast-percent", number=f"{probability / 10:.1f}".removesuffix(".0"))


def whole(renderer: Renderer, share: float) -> str:
    """Return a share in thousandths in whole percent: what is counted from a few questions is no finer."""
    return percent(renderer, round(share / 10) * 10)


def last_day(question: Question) -> str:
    """Return the last day on which a question can come true, as Discord shows a day: it is due at its end."""
    return discord.utils.format_dt(question.due_at - timedelta(seconds=1), "D")


def everybody_line(renderer: Renderer, community: Community) -> str:
    """Return what everybody thinks of a question, or thought when it closed."""
    now = community.now
    lower, median, upper = (percent(renderer, one) for one in (now.lower, now.median, now.upper))
    return renderer.say("forecast-everybody", median=median, lower=lower, upper=upper, count=community.count)


def question_embed(
    renderer: Renderer, asked: AskedQuestion, now: datetime, label: str, blocks: Sequence[str] = ()
) -> discord.Embed:
    """Return a question, the words that it is about, and what came of it; then `blocks`."""
    return first_fitting(_question_embed(renderer, asked, now, label, blocks, *room) for room in ROOM)


def _question_embed(
    renderer: Renderer,
    asked: AskedQuestion,
    now: datetime,
    label: str,
    blocks: Sequence[str],
    words: int,
    evidence: int,
    address: int,
) -> discord.Embed:
    question = asked.question
    return renderer.embed(
        "prediction",
        label,
        [
            f"**{escaped(question.text, QUESTION)}**",
            "\n".join(state_lines(renderer, question, now, evidence)),
            *blocks,
            "\n".join(
                [*about_lines(renderer, asked, words), renderer.source(asked.article, longest=address)]
            ),
        ],
    )


def about_lines(renderer: Renderer, asked: AskedQuestion, longest: int) -> list[str]:
    """Return the words that a question is about: those that it was asked about where the article has others
    now, and none of what the server isn't shown."""
    say = renderer.say
    if asked.item is not None:
        return [say("forecast-about", words=escaped(asked.item.text, longest))]
    if asked.question.item_id is not None:
        return [say("forecast-withdrawn")]
    words = escaped(asked.question.words, longest)
    return [say("forecast-about", words=words), say("forecast-sentence-gone")]


def state_lines(
    renderer: Renderer, question: Question, now: datetime, evidence: int, *, linked: bool = True
) -> list[str]:
    """Return when a question is, or was, due, and what came of it so far."""
    say, state = renderer.say, question.state(now)
    if state is QuestionState.OPEN:
        until = question.due_at - timedelta(minutes=1)  # 23:59, and not 0:00 on the day after
        lines = [say("forecast-open-until", due=discord.utils.format_dt(until, "f"))]
    else:
        lines = [say("forecast-due", due=last_day(question))]
    final, proposed = question.resolution(now), question.proposed(now)
    if final:
        lines.append(_result(renderer, "forecast-result", final, evidence, linked=linked))
    if proposed:
        lines.append(_result(renderer, "forecast-proposed", proposed, evidence, linked=linked))
        lines.append(say("forecast-proposed-until", until=discord.utils.format_dt(proposed.final_at, "f")))
    elif state is QuestionState.DUE:
        lines.append(say("forecast-undecided"))
    return lines


def _result(renderer: Renderer, key: str, resolution: Resolution, longest: int, *, linked: bool) -> str:
    """Return what came of a question, and by which evidence; the message `key` says how sure that is."""
    result = renderer.say(key, outcome=renderer.say(f"outcome-{resolution.outcome}"))
    return f"{result}\n{evidence_line(renderer, resolution.evidence, longest, linked=linked)}"
