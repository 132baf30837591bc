"""Pictures of forecasts: how they moved, and how often they came true. Their alt texts say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot import schedule
from bot.cards import CalibrationChart, MovementChart, Painter
from bot.model import Community, Question, Theme
from bot.scoring import MIN_RESOLVED, Bin
from bot.ui.embeds import Renderer
from bot.ui.forecasting import percent, whole
from bot.ui.pictures import Picture, draw

STEPS = 400
"""Moments that can be told from each other on a picture."""


async def movement_picture(
    painter: Painter,
    renderer: Renderer,
    community: Community,
    question: Question,
    theme: Theme,
    now: datetime,
) -> Picture | None:
    """Return how the quartiles of all forecasts moved since a question was asked; None where it can't be
    drawn in time."""
    say = renderer.say
    first, last = community.movements[0], community.now
    start, end = (_day(renderer, day) for day in (_local(question, question.asked_at), question.due_on))
    began = percent(renderer, first.median)
    lower, median, upper = (percent(renderer, one) for one in (last.lower, last.median, last.upper))
    chart = MovementChart(
        title=say("movement-title"),
        steps=_steps(community, question),
        until=_place(question, min(now, question.closes_at)),
        value_label=median,
        start_label=start,
        end_label=end,
        levels=_levels(renderer),
        theme=theme,
    )
    words = say(
        "movement-alt",
        start=start,
        end=end,
        moved=str(began != median).lower(),
        count=community.count,
        first=began,
        median=median,
        lower=lower,
        upper=upper,
    )
    return await draw(painter, chart, words, name="forecasts.png")


async def calibration_picture(
    painter: Painter, renderer: Renderer, bins: Sequence[Bin], theme: Theme
) -> Picture | None:
    """Return how often what was said came true; None where it can't be drawn in time."""
    say = renderer.say
    count = sum(one.count for one in bins)
    note = say("calibration-little", count=count) if count < MIN_RESOLVED else say("calibration-how")
    chart = CalibrationChart(
        title=say("calibration-title"),
        points=tuple(
            (one.mean / 1_000, one.share / 1_000, one.lower / 1_000, one.upper / 1_000, one.count)
            for one in bins
        ),
        said_label=say("calibration-said"),
        true_label=say("calibration-true"),
        levels=_levels(renderer),
        note=note,
        theme=theme,
    )
    lines = [
        say(
            "calibration-alt-line",
            said=whole(renderer, one.mean),
            share=whole(renderer, one.share),
            lower=whole(renderer, one.lower),
            upper=whole(renderer, one.upper),
            count=one.count,
        )
        for one in bins
    ]
    return await draw(
        painter, chart, "\n".join([say("calibration-alt"), *lines, note]), name="calibration.png"
    )


def _steps(community: Community, question: Question) -> tuple[tuple[float, float, float, float], ...]:
    """Return the movements as a chart has them: of those at one place the last."""
    steps = {
        _place(question, one.at): (one.lower / 1_000, one.median / 1_000, one.upper / 1_000)
        for one in community.movements
    }
    return tuple((at, *quartiles) for at, quartiles in steps.items())


def _place(question: Question, at: datetime) -> float:
    """Return where a moment stands between the question and its due date, as finely as can be seen: so the
    same picture serves for a while."""
    share = (at - question.asked_at) / (question.due_at - question.asked_at)
    return round(min(max(share, 0), 1) * STEPS) / STEPS


def _local(question: Question, at: datetime) -> date:
    return schedule.local_date(at, schedule.stored_zone(question.zone))


def _day(renderer: Renderer, day: date) -> str:
    return renderer.say("movement-day", year=str(day.year), month=day.month, day=day.day)


def _levels(renderer: Renderer) -> tuple[str, str, str]:
    return percent(renderer, 0), percent(renderer, 500), percent(renderer, 1_000)
