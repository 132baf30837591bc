"""Discord's shapes of schedules: what they are, what comes, what came, and what keeps them from posting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import discord

from bot.library.daily import LIMIT
from bot.library.preview import Coming
from bot.model import Article, Content, Delivery, DeliveryKind, DeliveryState, Problem, Schedule, Style
from bot.schedule import EVERY_DAY, ClockChange, TimeOfDay
from bot.ui.embeds import COLORS, Renderer, page_count
from bot.ui.markdown import clipped, escaped

LISTED = 3
"""Schedules on one page."""
TOLD = 8
"""Deliveries on one page of the history."""
PERMISSIONS = (
    Problem.VIEW,
    Problem.SEND,
    Problem.SEND_IN_THREADS,
    Problem.EMBED,
    Problem.ATTACH,
    Problem.HISTORY,
)
WEEKDAYS, WEEKEND = frozenset(range(5)), frozenset({5, 6})
LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ShownSchedule:
    """A schedule with what is needed to show it: its zone's clock, its article if it has one, and whether
    whoever looks can see its channel."""

    schedule: Schedule
    zone: ZoneInfo
    article: Article | None = None
    visible: bool = True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from posting, as far as is known: also what its next post would find."""
        gone = Problem.ARTICLE_GONE
        known = tuple(one for one in self.schedule.problems if one is not gone or self.article is None)
        lost = self.schedule.article_id is not None and self.article is None
        return (*known, gone) if lost and gone not in known else known

    @property
    def stopped(self) -> bool:
        """Whether it can't post."""
        return any(problem.stops for problem in self.problems)


class DailyRender:
    """Makes embeds about schedules with the words of a `Render`."""

    def __init__(self, render: Renderer) -> None:
        self._render = render
        self._say = render.say

    def one(self, key: str, shown: ShownSchedule, hint: str = "") -> discord.Embed:
        """One schedule; `key` names the message that says what happened to it."""
        return self._embed(self._say(key), [self._lines(shown), hint], problem=bool(shown.problems))

    def all(
        self, here: Sequence[ShownSchedule], page: int, total: int, stalled: int | None = None
    ) -> discord.Embed:
        """One page of a guild's `total` schedules; `stalled` is when posting was last restarted."""
        label = self._say("daily-list-label", count=total, limit=LIMIT)
        count = page_count(total, LISTED)
        if count > 1:
            label = self._say("page", label=label, page=page + 1, pages=count)
        blocks = [self._lines(shown) for shown in here]
        if stalled is not None:
            at = discord.utils.format_dt(_moment(stalled), "f")
            blocks.append("-# " + self._say("daily-stalled", at=at))
        return self._embed(label, blocks, problem=any(shown.problems for shown in here))

    def preview(self, shown: ShownSchedule, coming: Sequence[Coming]) -> discord.Embed:
        """The next posts of a schedule."""
        lines = []
        mixed = shown.schedule.content is Content.MIXED
        for post in coming:
            time = TimeOfDay(shown.schedule.minutes)
            day, clock = self._wall(post.run.at, post.run.date, shown)
            line = self._say("preview-line", date=day, clock=clock)
            if mixed:
                content = self._content(post.content, shown.schedule)
                line = self._say("preview-mixed", line=line, content=content)
            notes = []
            if post.run.clock_change is not ClockChange.NONE:
                notes.append(self._say(f"preview-{post.run.clock_change}", time=_clock(time)))
            elif post.clock_change:
                notes.append(self._say("preview-changed"))
            if post.item is not None:
                notes.append(self._say("preview-decided", text=escaped(clipped(post.item.text, 200))))
            lines += [line, *(f"  -# {note}" for note in notes)]
        waits = self._say("preview-paused") if shown.schedule.paused_by is not None else ""
        trouble = "\n".join(self._trouble(shown))
        hint = "-# " + self._say("preview-hint")
        label = self._say("preview-label", count=len(coming), zone=shown.zone.key)
        what = self._say("daily-what", content=self._content(shown.schedule.content, shown.schedule))
        blocks = [f"{self.head(shown)}\n{what}", trouble, waits, "\n".join(lines), hint]
        return self._embed(label, blocks, problem=bool(trouble))

    def history(self, shown: ShownSchedule, deliveries: Sequence[Delivery], page: int) -> discord.Embed:
        """One page of what a schedule posted."""
        blocks = [self._delivery(d, shown) for d in deliveries[page * TOLD : (page + 1) * TOLD]]
        label = self._say("history-label", zone=shown.zone.key)
        if (count := page_count(len(deliveries), TOLD)) > 1:
            label = self._say("page", label=label, page=page + 1, pages=count)
        return self._embed(label, [self.head(shown), "\n".join(blocks) or self._say("history-none")])

    def notice(self, shown: ShownSchedule, server: str = "") -> discord.Embed:
        """Word that a schedule can't post, why, and what mends it; `server` where it is read elsewhere."""
        schedule = shown.schedule
        what = self._say(
            "notice-what" if shown.visible else "notice-what-hidden",
            time=self._time(schedule),
            days=self.days(schedule.days),
            **({"channel": f"<#{schedule.channel_id}>"} if shown.visible else {}),
        )
        where = self._say("notice-server", server=escaped(clipped(server, 100))) if server else ""
        trouble = f"{self.problems(schedule.problems)}\n{self._say('daily-resumes')}"
        return self._embed(self._say("notice-label"), [what, trouble, where], problem=True)

    def refusal(self, problems: Sequence[Problem], *, person: bool = False) -> discord.Embed:
        """Why nothing can be posted there: by the bot, or by the person who asks for it."""
        return self._render.text_embed(self.problems(problems, person=person), problem=True)

    def problems(self, problems: Collection[Problem], *, person: bool = False) -> str:
        """What keeps the bot (or a person) from posting, and what to do, all at once."""
        sentences = []
        wanting = [problem for problem in PERMISSIONS if problem in problems]
        if wanting:
            names = [self._say("permission-name", name=self._say(f"permission-{p}")) for p in wanting]
            key = "missing-person" if person else "missing-bot"
            said = self._say(key, permissions=self._say("permission-joined").join(names))
            sentences.append(f"{said}\n{self._say(f'{key}.action')}")
        for problem in problems:
            if problem not in wanting:
                key = "problem-ping-person" if person and problem is Problem.PING else f"problem-{problem}"
                sentences.append(f"{self._say(key)}\n{self._say(f'{key}.action')}")
        return "\n".join(sentences)

    def zone_wanted(self, channel_id: int, at: TimeOfDay) -> discord.Embed:
        """Asks for a server's time zone."""
        what = self._say("zone-wanted", channel=f"<#{channel_id}>", time=f"**{at}**")
        return self._embed(self._say("zone-wanted-label"), [what])

    def head(self, shown: ShownSchedule) -> str:
        """Channel, time and days in one line."""
        schedule = shown.schedule
        channel = f"<#{schedule.channel_id}>" if shown.visible else self._say("daily-hidden-channel")
        days = self.days(schedule.days)
        return self._say("daily-head", channel=channel, time=self._time(schedule), days=days)

    def plain(self, schedule: Schedule, channel: str | None) -> str:
        """A schedule in one line without any markup, for a list of choices."""
        content = self._content(schedule.content, schedule, short=True)
        words = [f"{TimeOfDay(schedule.minutes)}", self.days(schedule.days), content]
        where = f"#{channel}" if channel else self._say("daily-hidden-channel")
        return clipped(self._say("daily-joined").join([where, *words]), 100)

    def days(self, days: frozenset[int]) -> str:
        """Days of the week."""
        for named, key in ((EVERY_DAY, "days-all"), (WEEKDAYS, "days-weekdays"), (WEEKEND, "days-weekend")):
            if days == named:
                return self._say(key)
        return self._say("days-joined").join(self._say(f"day-{day}") for day in sorted(days))

    def day(self, day: date) -> str:
        """A date with its day of the week."""
        return self._say("date", month=day.month, day=day.day, weekday=self._say(f"day-{day.weekday()}"))

    def _lines(self, shown: ShownSchedule) -> str:
        schedule = shown.schedule
        lines = [self.head(shown)]
        if schedule.next_run is not None:
            moment = _moment(schedule.next_run)
            day, clock = self._wall(moment, schedule.next_date or moment.date(), shown)
            relative = discord.utils.format_dt(moment, "R")
            key = "daily-due" if shown.stopped else "daily-next"
            lines.append(self._say(key, date=day, clock=clock, relative=relative))
        elif schedule.paused_by is not None:
            lines.append(self._say("daily-waits"))
        lines.append(self._say("daily-what", content=self._content(schedule.content, schedule)))
        if schedule.style is not Style.TEXT:
            style = self._say(f"command-quote.style-{schedule.style}")
            lines.append(self._say("daily-style", style=style))
        if schedule.article_id is not None:
            title = self._render.title(shown.article) if shown.article else self._say("daily-article-lost")
            lines.append(self._say("daily-article", title=title))
        lines.append(self._say("daily-zone", zone=shown.zone.key))
        if schedule.language is not None:
            language = self._say(f"language-{schedule.language}")
            lines.append(self._say("daily-language", language=language))
        if schedule.role_id is not None:
            lines.append(self._say("daily-role", role=f"<@&{schedule.role_id}>"))
        return "\n".join([*lines, *self._trouble(shown)])

    def _trouble(self, shown: ShownSchedule) -> list[str]:
        """What keeps it from posting, or from posting cards, what to do, and how that ends."""
        if not shown.problems:
            return []
        said = self._say("daily-trouble" if shown.stopped else "daily-as-text")
        told = [said, self.problems(shown.problems)]
        if shown.schedule.paused_by is not None:
            return told
        return [*told, self._end(shown) if shown.stopped else self._say("daily-as-text.end")]

    def _wall(self, moment: datetime, day: date, shown: ShownSchedule) -> tuple[str, str]:
        """Date and time of the run that stands for `day`, as clocks there show it; 25:00 as it was typed."""
        local = moment.astimezone(shown.zone)
        time = TimeOfDay(shown.schedule.minutes)
        if time.minutes >= 24 * 60 and _clock(time) == f"{local:%H:%M}":
            return self.day(day), str(time)
        return self.day(local.date()), f"{local:%H:%M}"

    def _end(self, shown: ShownSchedule) -> str:
        recheck_at = shown.schedule.recheck_at
        if recheck_at is None or Problem.ARTICLE_GONE in shown.problems:
            return self._say("daily-resumes")
        until = discord.utils.format_dt(_moment(recheck_at), "f")
        return self._say("daily-trouble-ends", until=until)

    def _delivery(self, delivery: Delivery, shown: ShownSchedule) -> str:
        due = _moment(delivery.due_at).astimezone(shown.zone)
        state = self._say(f"state-{delivery.state}")
        if delivery.state is DeliveryState.SENT and delivery.done_at is not None:
            done = _moment(delivery.done_at).astimezone(shown.zone)
            if done - due > LATE:
                state = self._say("state-sent-late", at=f"{done:%H:%M}")
        if delivery.kind is DeliveryKind.TEST:
            state = self._say("history-test", state=state)
        day, clock = self.day(due.date()), f"{due:%H:%M}"
        words = [self._say("history-line", date=day, clock=clock, state=state)]
        # No way to a channel that the person may not know of, nor to one that the schedule has left.
        near = shown.visible and delivery.target == shown.schedule.channel_id
        if delivery.message_id is not None and near:
            link = f"https://discord.com/channels/{delivery.guild_id}/{delivery.target}/{delivery.message_id}"
            words.append(self._say("history-link", link=link))
        if delivery.attempts > 1:
            words.append(self._say("history-attempts", count=delivery.attempts))
        line = self._say("daily-joined").join(words)
        if delivery.state is DeliveryState.SENT and isinstance(delivery.reason, Problem):
            said = self._say("history-as-text", why=self._why(delivery.reason))
            return f"{line}\n  -# {said}"
        if isinstance(delivery.reason, Problem):
            return f"{line}\n  -# {self._why(delivery.reason)}"
        if delivery.reason is not None:
            return f"{line}\n  -# {self._say(f'reason-{delivery.reason}')}"
        return line

    def _why(self, problem: Problem) -> str:
        if problem in PERMISSIONS:
            name = self._say("permission-name", name=self._say(f"permission-{problem}"))
            return self._say("missing-bot", permissions=name)
        return self._say(f"problem-{problem}")

    def _content(self, content: Content, schedule: Schedule, *, short: bool = False) -> str:
        if content is Content.PREDICTION and schedule.article_id is None:
            return self._say("content-prediction-of-the-day")
        if short and content is Content.MIXED:
            return self._say("command-daily-add.content-mixed")
        return self._say(f"content-{content}")

    def _time(self, schedule: Schedule) -> str:
        time = TimeOfDay(schedule.minutes)
        if time.minutes < 24 * 60:
            return self._say("daily-time", time=str(time))
        return self._say("daily-time-next-day", time=str(time), clock=_clock(time))

    def _embed(self, label: str, blocks: Sequence[str], *, problem: bool = False) -> discord.Embed:
        said = "\n\n".join(block for block in blocks if block)
        embed = discord.Embed(description=said, color=COLORS["problem" if problem else "daily"])
        embed.set_author(name=label)
        return embed


def _clock(time: TimeOfDay) -> str:
    """What a clock shows then: 25:00 is 01:00."""
    return str(TimeOfDay(time.minutes % (24 * 60)))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
