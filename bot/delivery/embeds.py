"""Embeds that say why a schedule can't post, and what to do."""

from __future__ import annotations

from collections.abc import Collection

import discord

from bot.model import Problem, Schedule
from bot.schedule import EVERY_DAY, TimeOfDay
from bot.ui.budget import NAME
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped

PERMISSIONS = (
    Problem.VIEW,
    Problem.SEND,
    Problem.SEND_IN_THREADS,
    Problem.EMBED,
    Problem.ATTACH,
    Problem.HISTORY,
)
"""Problems that are a missing permission, in Discord's order."""
NAMED_DAYS = {
    EVERY_DAY: "days-all",
    frozenset(range(5)): "days-weekdays",
    frozenset({5, 6}): "days-weekend",
}
MIDNIGHT = 24 * 60
"""The minutes of a day."""


def notice_embed(renderer: Renderer, schedule: Schedule, *, visible: bool, server: str = "") -> discord.Embed:
    """Return the notice that a schedule can't post, why, and what to do.

    The channel is named only if it is `visible` to the reader. `server` is the server's name, for a notice
    that is read elsewhere.
    """
    say = renderer.say
    when = {"time": time_text(renderer, schedule.minutes), "days": days_text(renderer, schedule.days)}
    if visible:
        what = say("notice-what", channel=f"<#{schedule.channel_id}>", **when)
    else:
        what = say("notice-what-hidden", **when)
    trouble = f"{problems_text(renderer, schedule.problems)}\n{say('daily-resumes')}"
    where = [say("notice-server", server=escaped(server, NAME))] if server else []
    return renderer.embed("problem", say("notice-label"), [what, trouble, *where])


def problems_text(
    renderer: Renderer, problems: Collection[Problem], *, person: bool = False, actions: bool = True
) -> str:
    """Return all that keeps the bot (with `person`, whoever asks for it) from posting; with `actions` also
    what to do."""
    say, lines = renderer.say, []
    permissions = [problem for problem in PERMISSIONS if problem in problems]
    if permissions:
        names = say("permission-joined").join(permission_name(renderer, one) for one in permissions)
        key = "missing-person" if person else "missing-bot"
        lines.append(say(key, permissions=names))
        lines += [say(f"{key}.action")] if actions else []
    for problem in problems:
        if problem not in permissions:
            key = "problem-ping-person" if person and problem is Problem.PING else f"problem-{problem}"
            lines.append(say(key))
            lines += [say(f"{key}.action")] if actions else []
    return "\n".join(lines)


def permission_name(renderer: Renderer, problem: Problem) -> str:
    """Return a missing permission as Discord names it, in bold."""
    return renderer.say("permission-name", name=renderer.say(f"permission-{problem}"))


def time_text(renderer: Renderer, minutes: int) -> str:
    """Return a schedule's time (minutes after midnight) in bold; 25:00 with what clocks show then."""
    if minutes < MIDNIGHT:
        return renderer.say("daily-time", time=str(TimeOfDay(minutes)))
    return renderer.say("daily-time-next-day", time=str(TimeOfDay(minutes)), clock=clock(minutes))


def clock(minutes: int) -> str:
    """Return what clocks show at a schedule's time: 01:00 at 25:00."""
    return str(TimeOfDay(minutes % MIDNIGHT))


def days_text(renderer: Renderer, days: frozenset[int]) -> str:
    """Return weekdays (0 for Monday) in words: every day, weekdays, Mon/Wed/Fri."""
    if days in NAMED_DAYS:
        return renderer.say(NAMED_DAYS[days])
    return renderer.say("days-joined").join(renderer.say(f"day-{day}") for day in sorted(days))
