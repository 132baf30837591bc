"""Votes a week, as a chart and in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Chart, Column, Painter
from bot.model import Theme, Week
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture, draw


async def weeks_chart(
    painter: Painter, renderer: Renderer, weeks: Sequence[Week], theme: Theme
) -> Picture | None:
    """Return a chart of these weeks, the last of which isn't over; None where it can't be drawn in time."""
    say = renderer.say
    names = [say("insights-day.short", month=week.monday.month, day=week.monday.day) for week in weeks]
    columns = tuple(
        Column(name, week.up, week.down, _number(renderer, week.up), _number(renderer, week.down))
        for name, week in zip([*names[:-1], say("insights-now")], weeks, strict=True)
    )
    up = _number(renderer, sum(week.up for week in weeks))
    down = _number(renderer, sum(week.down for week in weeks))
    title = say("insights-weeks")
    words = "\n".join([title, *weeks_lines(renderer, weeks)])
    chart = Chart(title, columns, up, down, theme)
    return await draw(painter, chart, words, name="votes.png")


def weeks_lines(renderer: Renderer, weeks: Sequence[Week]) -> list[str]:
    """Return the votes of each week in a line; the last week isn't over."""
    say = renderer.say
    votes = [say("insights-votes", up=week.up, down=week.down) for week in weeks]
    days = [say("insights-day", month=week.monday.month, day=week.monday.day) for week in weeks]
    lines = [say("insights-week", day=day, votes=counts) for day, counts in zip(days, votes, strict=True)]
    return [*lines[:-1], say("insights-this-week", votes=votes[-1])]


def _number(renderer: Renderer, number: int) -> str:
    return renderer.say("insights-number", number=number)
