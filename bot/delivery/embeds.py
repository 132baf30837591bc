"""Embeds that say why a schedule can't post, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import discord

from bot.library.polling import ENDED, FAILS
from bot.library.problems import STOPPED
from bot.library.series import ENDS
from bot.model import (
    EVERY_DAY,
    LAST_DAY,
    WAITS,
    Content,
    Days,
    Delivery,
    EveryDays,
    Fact,
    MonthDays,
    Pause,
    Problem,
    Schedule,
    Weekdays,
)
from bot.schedule import TimeOfDay
from bot.ui.budget import NAME, TITLE, wide
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped

PERMISSIONS = (
    Problem.VIEW,
    Problem.SEND,
    Problem.SEND_IN_THREADS,
    Problem.THREADS,
    Problem.EMBED,
    Problem.ATTACH,
    Problem.HISTORY,
)
"""Problems that are a missing permission, in Discord's order."""
NAMED_DAYS = {
    EVERY_DAY: "days-all",
    Weekdays(frozenset(range(5))): "days-weekdays",
    Weekdays(frozenset({5, 6})): "days-weekend",
}
QUESTION = 300
"""Characters of a question in a notice."""
NOTICE_LENGTH = 3_500
"""Characters of all facts in one embed, of which Discord takes 4,096; a wide one counts twice."""
FEED_FACTS = (FAILS, ENDED)
"""Facts about feeds, of which many may have the same trouble at once."""
LISTED_TITLE = 40
"""Characters of a title in a list of twenty."""
WEEK = 7
"""Days."""
MIDNIGHT = 24 * 60
"""The minutes of a day."""


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as one person is told it, with the schedule it is about, whose channel is named only if it is
    `visible` to that person."""

    fact: Fact
    schedule: Schedule | None = None
    visible: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is still to be told: its schedule is there and, if it stopped, still stopped."""
        if self.schedule is None:
            return self.fact.schedule_id is None
        return self.schedule.stopped or self.fact.key != STOPPED


def notice_embed(renderer: Renderer, facts: Sequence[ToldFact], *, server: str = "") -> discord.Embed:
    """Return an embed that tells facts: what stopped and what to do, once for those with the same problems.

    `server` is the server's name, for what is read elsewhere. What doesn't fit is counted.
    """
    say = renderer.say
    by_problems: dict[tuple[Problem, ...], list[ToldFact]] = {}
    together: dict[str, list[ToldFact]] = {key: [] for key in (*FEED_FACTS, WAITS)}
    others = []
    for told in facts:
        key = told.fact.key
        if key in together:
            together[key].append(told)
        elif key != STOPPED:
            others.append([told])
        elif told.schedule is not None:
            by_problems.setdefault(told.schedule.problems, []).append(told)
    groups = [*by_problems.values(), *filter(None, together.values()), *others]
    texts, left, more = [], NOTICE_LENGTH, 0
    for place, group in enumerate(groups):
        text = _group_text(renderer, group)
        left -= len(text) + wide(text)
        if left <= 0:  # nothing stands behind what is left out
            more = sum(map(len, groups[place:]))
            break
        texts.append(text)
    if more:
        texts.append(say("notice-more", count=more))
    if server:
        texts.append(say("notice-server", server=escaped(server, NAME)))
    about_posts = all(told.schedule is not None and told.fact.key != ENDS for told in facts)
    return renderer.embed("problem", say("notice-label" if about_posts else "notice-label-other"), texts)


def _group_text(renderer: Renderer, group: Sequence[ToldFact]) -> str:
    """Return one fact, all that stopped for the same reason, of feeds that have the same trouble, or how many
    suggestions wait."""
    fact, schedule = group[0].fact, group[0].schedule
    if fact.key == STOPPED and schedule is not None:
        trouble = problems_text(renderer, schedule.problems)
        return f"{_stopped_text(renderer, group)}\n\n{trouble}\n{renderer.say('daily-resumes')}"
    if fact.key == WAITS and len(group) > 1:
        return renderer.say("suggestions-wait", count=len(group))
    where = {} if schedule is None else {"post": _post_text(renderer, group[0])}
    due = fact.variables.get("due")  # facts of earlier versions hold the words themselves, as `at`
    when = {} if due is None else {"at": f"<t:{due}:f>"}
    if fact.key in FEED_FACTS:
        if len(group) > 1:
            lines = (_feed_line(renderer, told.fact) for told in group)
            return "\n".join([renderer.say(f"{fact.key}.several"), *lines])
        when["why"] = renderer.say("feed-why", reason=fact.variables["reason"])
    return renderer.say(fact.key, **{**fact.variables, **_strangers(fact), **where, **when})


def _feed_line(renderer: Renderer, fact: Fact) -> str:
    title = escaped(str(fact.variables["title"]), LISTED_TITLE)
    why = renderer.say("feed-why", reason=fact.variables["reason"])
    return f"- {renderer.say('notice-feed-line', title=title, why=why)}"


def _strangers(fact: Fact) -> dict[str, str]:
    """Return the variables of a fact that an article or a person worded, as they are shown."""
    lengths = {"title": TITLE, "question": QUESTION}
    return {
        name: escaped(str(fact.variables[name]), length)
        for name, length in lengths.items()
        if name in fact.variables
    }


def _stopped_text(renderer: Renderer, stopped: Sequence[ToldFact]) -> str:
    """Return which posts can't be sent, all for the same reason."""
    say = renderer.say
    if len(stopped) > 1:
        return "\n".join([say("notice-these"), *(f"- {_post_text(renderer, told)}" for told in stopped)])
    schedule = stopped[0].schedule
    assert schedule is not None  # noqa: S101 - it stopped
    when = {"time": time_text(renderer, schedule.minutes), "days": days_text(renderer, schedule.days)}
    if stopped[0].visible:
        return say("notice-what", channel=f"<#{schedule.channel_id}>", **when)
    return say("notice-what-hidden", **when)


def _post_text(renderer: Renderer, told: ToldFact) -> str:
    """Return channel, time and days of the schedule that a fact is about."""
    schedule = told.schedule
    assert schedule is not None  # noqa: S101 - the fact is about one
    return renderer.say(
        "daily-head",
        channel=channel_text(renderer, schedule.channel_id, visible=told.visible),
        time=time_text(renderer, schedule.minutes),
        days=days_text(renderer, schedule.days),
    )


def channel_text(renderer: Renderer, channel_id: int, *, visible: bool) -> str:
    """Return the mention of a channel, or words in its place unless it is `visible` to the reader."""
    return f"<#{channel_id}>" if visible else renderer.say("daily-hidden-channel")


def post_link(delivery: Delivery) -> str:
    """Return the address of a post that was sent, as Discord has it."""
    return f"https://discord.com/channels/{delivery.guild_id}/{delivery.target}/{delivery.message_id}"


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


def content_name(renderer: Renderer, content: Content, schedule: Schedule) -> str:
    """Return in words what a schedule posts."""
    if content is Content.PREDICTION and schedule.article_id is None:
        return renderer.say("content-prediction-of-the-day")
    return renderer.say(f"content-{content}")


def days_text(renderer: Renderer, days: Days) -> str:
    """Return days in words that can be typed again: every day, Mon, Wed, every 3 days, 1st of each month."""
    say, join = renderer.say, renderer.say("days-joined").join
    if isinstance(days, Weekdays):
        if named := NAMED_DAYS.get(days):
            return say(named)
        names = [say(f"day-{day}") for day in sorted(days.weekdays)]
        return join(names) if len(names) > 1 else say("days-one", day=names[0])
    if isinstance(days, MonthDays):
        return say("days-of-month", days=join(_month_days(renderer, sorted(days.days))))
    if isinstance(days, EveryDays) and days.count > WEEK and days.count % WEEK == 0:
        return say("days-every-weeks", count=days.count // WEEK)
    return say("days-every", count=days.count)


def _month_days(renderer: Renderer, days: Sequence[int]) -> Iterator[str]:
    """Yield days of a month in words; three or more in a row are one."""
    say = renderer.say
    for _, row in groupby(
        enumerate(days), lambda numbered: (numbered[1] - numbered[0], numbered[1] == LAST_DAY)
    ):
        found = [say("month-day-last") if day == LAST_DAY else say("month-day", day=day) for _, day in row]
        if len(found) > 2:
            yield say("days-range", first=found[0], last=found[-1])
        else:
            yield from found


def pauses_text(renderer: Renderer, pauses: Sequence[Pause]) -> str:
    """Return pauses as they can be typed again."""
    return renderer.say("days-joined").join(pause_text(renderer, pause) for pause in pauses)


def pause_text(renderer: Renderer, pause: Pause) -> str:
    """Return first and last day of a pause."""
    first, last = (
        renderer.say("date-short", month=day.month, day=day.day) for day in (pause.start, pause.end)
    )
    return first if pause.start == pause.end else renderer.say("days-range-spaced", first=first, last=last)
