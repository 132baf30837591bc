"""Embeds of /daily: schedules, their next posts and their history."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import discord

from bot.delivery.embeds import (
    MIDNIGHT,
    PERMISSIONS,
    channel_text,
    clock,
    content_name,
    days_text,
    pause_text,
    pauses_text,
    permission_name,
    post_link,
    problems_text,
    time_text,
)
from bot.library.preview import UpcomingPost
from bot.library.schedules import LIMIT
from bot.library.shown_schedule import ShownSchedule
from bot.model import (
    Article,
    Content,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Problem,
    Reason,
    ScheduleSpec,
    Style,
)
from bot.schedule import ClockChange, TimeOfDay, local_date
from bot.ui.budget import TITLE, first_fitting
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import escaped

LESS = {Problem.ATTACH: "daily-as-text", Problem.THREADS: "daily-no-thread"}
"""What is said of problems that stop no post."""
PAGE_SCHEDULES = 3
PAGE_DELIVERIES = 8
LATE = timedelta(minutes=1)
"""A post that went out later than this after its time is shown with the time at which it did."""
DECIDED = (200, 50)
"""Characters of an item that is decided already: tried in turn until all fits."""


def schedule_embed(renderer: Renderer, key: str, shown: ShownSchedule, hint: str = "") -> discord.Embed:
    """Return an embed about one schedule; the message `key` says what happened to it."""
    return _embed(
        renderer, renderer.say(key), [_details(renderer, shown), hint], problem=bool(shown.problems)
    )


def list_embed(
    renderer: Renderer,
    page: Sequence[ShownSchedule],
    number: int,
    total: int,
    stalled_at: datetime | None = None,
) -> discord.Embed:
    """Return a page (its `number` counts from 0) of a guild's `total` schedules.

    `stalled_at` is when posting last stalled and was restarted. What to do about problems is left out where
    not all of it fits; the preview of each schedule says it.
    """
    return first_fitting(
        _list_embed(renderer, page, number, total, stalled_at, actions) for actions in (True, False)
    )


def _list_embed(
    renderer: Renderer,
    page: Sequence[ShownSchedule],
    number: int,
    total: int,
    stalled_at: datetime | None,
    actions: bool,
) -> discord.Embed:
    label = renderer.say("daily-list-label", count=total, limit=LIMIT)
    blocks = [_details(renderer, shown, actions=actions) for shown in page]
    if not page:
        blocks.append(renderer.say("daily-list-removed"))
    blocks.append(stalled_line(renderer, stalled_at))
    label = renderer.numbered(label, number, page_count(total, PAGE_SCHEDULES))
    return _embed(renderer, label, blocks, problem=any(shown.problems for shown in page))


def stalled_line(renderer: Renderer, stalled_at: datetime | None) -> str:
    """Return that posting stalled and was restarted then, if it did."""
    if stalled_at is None:
        return ""
    return "-# " + renderer.say("daily-stalled", at=discord.utils.format_dt(stalled_at, "f"))


def preview_embed(renderer: Renderer, shown: ShownSchedule, posts: Sequence[UpcomingPost]) -> discord.Embed:
    """Return an embed with the next posts of a schedule."""
    return first_fitting(_preview_embed(renderer, shown, posts, length) for length in DECIDED)


def _preview_embed(
    renderer: Renderer, shown: ShownSchedule, posts: Sequence[UpcomingPost], length: int
) -> discord.Embed:
    say, schedule = renderer.say, shown.schedule
    lines: list[str] = []
    pauses, named = deque(shown.pauses), None
    for post in posts:
        while pauses and pauses[0].end < post.run.date:
            note = say("preview-pause", dates=pause_text(renderer, pauses.popleft()))
            lines.append(f"  -# {note}" if lines else f"-# {note}")
        day, time = _wall_clock(renderer, post.run.at, post.run.date, shown)
        line = say("preview-line", date=day, clock=time)
        if schedule.content is Content.MIXED:
            line = say("preview-mixed", line=line, content=content_name(renderer, post.content, schedule))
        elif schedule.content is Content.PARTS:
            line = say("preview-mixed", line=line, content=_part(renderer, post, length, named))
            named = post.article
        lines.append(line)
        if post.run.clock_change is not ClockChange.NONE:
            note = say(f"preview-{post.run.clock_change}", time=clock(schedule.minutes))
            lines.append(f"  -# {note}")
        elif post.clock_change:
            lines.append(f"  -# {say('preview-changed')}")
        if post.item is not None:
            note = say("preview-decided", text=escaped(post.item.text, length))
            lines.append(f"  -# {note}")
    what = say("daily-what", content=content_name(renderer, schedule.content, schedule))
    trouble = "\n".join(_trouble(renderer, shown))
    blocks = [
        f"{_head(renderer, shown)}\n{what}",
        trouble,
        say("preview-paused") if schedule.paused_by is not None else "",
        "\n".join(lines),
        "-# " + say("preview-hint" if schedule.content is not Content.PARTS else "preview-hint-parts"),
    ]
    label = say("preview-label", count=len(posts), zone=shown.zone.key)
    return _embed(renderer, label, blocks, problem=bool(trouble))


def history_embed(
    renderer: Renderer, shown: ShownSchedule, deliveries: Sequence[Delivery], number: int
) -> discord.Embed:
    """Return a page (its `number` counts from 0) of what became of a schedule's posts."""
    lines = [_delivery(renderer, delivery, shown) for delivery in page_of(deliveries, number)]
    label = renderer.say("history-label", zone=shown.zone.key)
    label = renderer.numbered(label, number, page_count(len(deliveries), PAGE_DELIVERIES))
    blocks = [_head(renderer, shown), "\n".join(lines) or renderer.say("history-none")]
    return _embed(renderer, label, blocks)


def page_of(deliveries: Sequence[Delivery], number: int) -> Sequence[Delivery]:
    """Return the deliveries on a page of a history; its `number` counts from 0."""
    return deliveries[number * PAGE_DELIVERIES : (number + 1) * PAGE_DELIVERIES]


def send_now_label(renderer: Renderer, delivery: Delivery, shown: ShownSchedule) -> str:
    """Return the label of the button that sends a post late, with the post's date."""
    day = delivery.due_at.astimezone(shown.zone).date()
    return renderer.say("button-send-now", date=_date(renderer, day))


def zone_embed(renderer: Renderer, spec: ScheduleSpec) -> discord.Embed:
    """Return the question for a server's time zone, which a new schedule waits for."""
    when = f"**{TimeOfDay(spec.minutes)}**"
    what = renderer.say("zone-wanted", channel=f"<#{spec.channel_id}>", time=when)
    return _embed(renderer, renderer.say("zone-wanted-label"), [what])


def _head(renderer: Renderer, shown: ShownSchedule) -> str:
    """Return channel, time and days in one line."""
    schedule = shown.schedule
    return renderer.say(
        "daily-head",
        channel=channel_text(renderer, schedule.channel_id, visible=shown.visible),
        time=time_text(renderer, schedule.minutes),
        days=days_text(renderer, schedule.days),
    )


def _details(renderer: Renderer, shown: ShownSchedule, *, actions: bool = True) -> str:
    say, schedule = renderer.say, shown.schedule
    lines = [_head(renderer, shown)]
    if schedule.next_run is not None:
        at = schedule.next_run
        day, time = _wall_clock(renderer, at, schedule.next_date or at.date(), shown)
        key = "daily-due" if shown.stopped else "daily-next"
        lines.append(say(key, date=day, clock=time, relative=discord.utils.format_dt(at, "R")))
    elif schedule.paused_by is not None:
        lines.append(say("daily-waits"))
    lines += _pauses(renderer, shown)
    lines.append(say("daily-what", content=content_name(renderer, schedule.content, schedule)))
    if schedule.style is not Style.TEXT:
        lines.append(say("daily-style", style=say(f"command-quote.style-{schedule.style}")))
    if schedule.content is Content.PARTS:
        lines.append(say("daily-size", size=say(f"command-daily-add.size-{schedule.size}")))
    if schedule.article_id is not None:
        title = renderer.title(shown.article) if shown.article else say("daily-article-lost")
        lines.append(say("daily-article", title=title))
    lines.append(say("daily-zone", zone=shown.zone.key))
    if schedule.language is not None:
        lines.append(say("daily-language", language=say(f"language-{schedule.language}")))
    if schedule.role_id is not None:
        lines.append(say("daily-role", role=f"<@&{schedule.role_id}>"))
    if schedule.thread:
        lines.append(say("daily-thread"))
    return "\n".join([*lines, *_trouble(renderer, shown, actions=actions)])


def _pauses(renderer: Renderer, shown: ShownSchedule) -> list[str]:
    """Return the line that says until when it pauses now, and the line with the pauses that are to come."""
    lines, back = [], shown.schedule.next_date
    now = [pause for pause in shown.pauses if local_date(shown.now, shown.zone) in pause]
    until = max((pause.end for pause in now), default=None)
    if until is not None and back is not None and back > until:
        lines.append(renderer.say("daily-back", until=_date(renderer, until), back=_date(renderer, back)))
        to_come = [pause for pause in shown.pauses if pause not in now]
    else:
        to_come = [*shown.pauses]
    if to_come:
        lines.append(renderer.say("daily-pauses", pauses=pauses_text(renderer, to_come)))
    return lines


def _trouble(renderer: Renderer, shown: ShownSchedule, *, actions: bool = True) -> list[str]:
    """Return lines that say what keeps it from posting (cards, threads), what to do (`actions`), and how that
    ends."""
    if not shown.problems:
        return []
    say, schedule = renderer.say, shown.schedule
    less = [key for problem, key in LESS.items() if problem in shown.problems]
    lines = ["daily-trouble"] if shown.stopped else less
    lines = [*map(say, lines), problems_text(renderer, shown.problems, actions=actions)]
    if schedule.paused_by is not None:
        return lines
    if not shown.stopped:
        return [*lines, *(say(f"{key}.end") for key in less)]
    if schedule.recheck_at is None or Problem.ARTICLE_GONE in shown.problems:
        return [*lines, say("daily-resumes")]
    until = discord.utils.format_dt(schedule.recheck_at, "f")
    return [*lines, say("daily-trouble-ends", until=until)]


def _wall_clock(renderer: Renderer, at: datetime, day: date, shown: ShownSchedule) -> tuple[str, str]:
    """Return date and time of the run that stands for `day`, as local clocks show them; 25:00 as typed."""
    local, minutes = at.astimezone(shown.zone), shown.schedule.minutes
    if minutes >= MIDNIGHT and clock(minutes) == f"{local:%H:%M}":
        return _date(renderer, day), str(TimeOfDay(minutes))
    return _date(renderer, local.date()), f"{local:%H:%M}"


def _delivery(renderer: Renderer, delivery: Delivery, shown: ShownSchedule) -> str:
    say, reason = renderer.say, delivery.reason
    sent = delivery.state is DeliveryState.SENT
    due = delivery.due_at.astimezone(shown.zone)
    state = say(f"state-{delivery.state}")
    if sent and delivery.done_at is not None:
        done = delivery.done_at.astimezone(shown.zone)
        if done - due > LATE:
            state = say("state-sent-late", at=f"{done:%H:%M}")
    if delivery.kind is DeliveryKind.TEST:
        state = say("history-test", state=state)
    if delivery.kind is DeliveryKind.QUESTIONS:
        state = say("history-questions", state=state)
    words = [say("history-line", date=_date(renderer, due.date()), clock=f"{due:%H:%M}", state=state)]
    # No link to a channel that the person may not know of, nor to one that the schedule has left.
    near = shown.visible and delivery.target == shown.schedule.channel_id
    if delivery.message_id is not None and near:
        words.append(say("history-link", link=post_link(delivery)))
    if delivery.part is not None:
        key = "history-closing" if delivery.part.closes else "history-part"
        words.append(say(key, number=delivery.part.number, count=delivery.part.count))
    if delivery.attempts > 1:
        words.append(say("history-attempts", count=delivery.attempts))
    line = say("daily-joined").join(words)
    if reason is None:
        return line
    key = "questions-gone" if delivery.kind is DeliveryKind.QUESTIONS and reason is Reason.QUIET else reason
    why = _problem(renderer, reason) if isinstance(reason, Problem) else say(f"reason-{key}")
    if sent and isinstance(reason, Problem):
        why = say("history-as-text", why=why)
    return f"{line}\n  -# {why}"


def _problem(renderer: Renderer, problem: Problem) -> str:
    if problem in PERMISSIONS:
        return renderer.say("missing-bot", permissions=permission_name(renderer, problem))
    return renderer.say(f"problem-{problem}")


def _part(renderer: Renderer, post: UpcomingPost, length: int, named: Article | None) -> str:
    """Return what a post of a series to come shows; of which article, unless that is `named` above."""
    if (part := post.part) is None or post.article is None:
        return renderer.say("preview-queue-empty")
    key, title = "closing" if part.closes else "part", escaped(post.article.title, min(length, TITLE))
    about = "history" if post.article == named else "preview"
    return renderer.say(f"{about}-{key}", number=part.number, count=part.count, title=title)


def _date(renderer: Renderer, day: date) -> str:
    weekday = renderer.say(f"day-{day.weekday()}")
    return renderer.say("date", month=day.month, day=day.day, weekday=weekday)


def _embed(renderer: Renderer, label: str, blocks: Sequence[str], *, problem: bool = False) -> discord.Embed:
    kind = "problem" if problem else "daily"
    return renderer.embed(kind, label, [block for block in blocks if block])
