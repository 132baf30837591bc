"""How questions look to whoever gives forecasts: with their own, and then with everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.library.forecasts import QuestionPage
from bot.model import Forecast, Question, QuestionState
from bot.ui.budget import first_fitting
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH
from bot.ui.embeds import Renderer
from bot.ui.forecasting import everybody_line, percent, question_embed
from bot.ui.markdown import clipped, escaped

EARLIER = 5
"""Earlier forecasts of one's own that are shown."""
LISTED = (160, 60, 20)
"""Characters of a question in a list: tried in turn until all fits."""


def page_embed(renderer: Renderer, found: QuestionPage, now: datetime, *, pictured: bool) -> discord.Embed:
    """Return the question of a page; where there is none in that state, how one comes about.

    Unless it is `pictured` how forecasts moved, words say it.
    """
    state = found.state
    label = renderer.say("forecast-label", state=renderer.say(f"forecast-state-{state}"))
    if found.asked is None:
        return renderer.embed("prediction", label, [renderer.say(f"forecast-none-{state}")])
    label = renderer.numbered(label, found.position, found.counts[state])
    blocks = [_own(renderer, found), _everybody(renderer, found, pictured=pictured)]
    return question_embed(renderer, found.asked, now, label, blocks)


def _own(renderer: Renderer, found: QuestionPage) -> str:
    """Return what the person thinks, and thought before; or how they can say it."""
    if not found.own:
        return renderer.say("forecast-how" if found.state is QuestionState.OPEN else "forecast-own-none")
    last = found.own[-1]
    since = discord.utils.format_dt(last.made_at, "R")
    lines = [renderer.say("forecast-own", probability=percent(renderer, last.probability), since=since)]
    if earlier := found.own[:-1][-EARLIER:]:
        lines.append(renderer.say("forecast-own-earlier", earlier=_joined(renderer, earlier)))
    return "\n".join(lines)


def _joined(renderer: Renderer, forecasts: Sequence[Forecast]) -> str:
    return renderer.say("forecast-then").join(percent(renderer, one.probability) for one in forecasts)


def _everybody(renderer: Renderer, found: QuestionPage, *, pictured: bool) -> str:
    """Return what everybody thinks, as far as the person may know it."""
    community = found.community
    if community is None:
        hidden = found.asked is not None and found.asked.forecasters
        key = "forecast-hidden" if hidden else "forecast-nobody"
        return "" if found.state is QuestionState.OPEN else renderer.say(key)
    lines = [everybody_line(renderer, community)]
    if not pictured and (earlier := community.movements[:-1][-EARLIER:]):
        medians = renderer.say("forecast-then").join(percent(renderer, one.median) for one in earlier)
        lines.append(renderer.say("forecast-everybody-earlier", earlier=medians))
    return "\n".join(lines)


def questions_embed(renderer: Renderer, questions: Sequence[Question], now: datetime) -> discord.Embed:
    """Return the questions about one prediction, to choose from: as many as a select has."""
    return first_fitting(_questions_embed(renderer, questions[:MAX_OPTIONS], now, one) for one in LISTED)


def _questions_embed(
    renderer: Renderer, questions: Sequence[Question], now: datetime, longest: int
) -> discord.Embed:
    lines = [
        renderer.say(
            "forecast-listed",
            text=escaped(one.text, longest),
            state=renderer.say(f"forecast-state-{one.state(now)}"),
        )
        for one in questions
    ]
    return renderer.embed("prediction", renderer.say("forecast-item-label"), ["\n".join(lines)])


def question_options(questions: Sequence[Question]) -> list[discord.SelectOption]:
    """Return options for questions, which stand there unescaped, as many as a select has; their values are
    ids."""
    return [
        discord.SelectOption(label=clipped(one.text, OPTION_LENGTH), value=str(one.id))
        for one in questions[:MAX_OPTIONS]
    ]
