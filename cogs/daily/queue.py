"""The queue of a schedule that posts articles in parts: its page, and what its buttons and selects do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.delivery.embeds import channel_text, days_text, time_text
from bot.errors import UserError
from bot.library.series import Progress
from bot.model import Article, Content, Schedule
from bot.ui.articles import article_options
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import clipped, escaped
from bot.ui.replies import Interaction, edit_message, persistent_view, renderer_for_user, require_editor
from cogs.daily.permissions import may_see
from cogs.daily.posts import SCHEDULE, back_button

Answer = tuple[discord.Embed, discord.ui.View]

TITLE = 60
"""Characters of a title in the list."""


class QueuePage(DynamicButton, template=rf"queue:{SCHEDULE}:(?P<page>\d{{1,4}})"):
    """Show the queue of a schedule; on pages, the articles that can be added."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        answer = await queue_answer(
            interaction, guild.id, int(self.match["schedule"]), int(self.match["page"])
        )
        await edit_message(interaction, *answer)


class QueueAdd(DynamicSelect, template=rf"queue-add:{SCHEDULE}"):
    """Add an article to the queue; ask first where nobody said that it may be posted whole."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        queue, schedule, article = (
            interaction.client.library.queue,
            int(self.match["schedule"]),
            int(self.value),
        )
        if asked := await queue.needs_word(guild.id, article):
            await edit_message(interaction, *consent_answer(renderer_for_user(interaction), schedule, asked))
            return
        await queue.add(guild.id, schedule, article)
        await edit_message(interaction, *await queue_answer(interaction, guild.id, schedule))


class QueueConsent(DynamicButton, template=rf"queue-consent:{SCHEDULE}:(?P<article>\d{{1,18}})"):
    """Store an editor's word that an article may be posted whole, and add it to the queue."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        queue, schedule = interaction.client.library.queue, int(self.match["schedule"])
        article = int(self.match["article"])
        await queue.show(guild.id, schedule)  # before a word is stored: there must be such a queue
        await queue.give_word(guild.id, article, interaction.user.id)
        try:
            await queue.add(guild.id, schedule, article)
        except UserError as error:
            if error.key != "queue-has-it":  # that word may be all that it lacked
                raise
        await edit_message(interaction, *await queue_answer(interaction, guild.id, schedule))


class QueuePick(DynamicSelect, template=rf"queue-pick:{SCHEDULE}"):
    """Choose an article of the queue, to move it or to take it out."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        answer = await queue_answer(
            interaction, guild.id, int(self.match["schedule"]), chosen=int(self.value)
        )
        await edit_message(interaction, *answer)


class QueueMove(
    DynamicButton, template=rf"queue-move:{SCHEDULE}:(?P<queued>\d{{1,18}}):(?P<way>up|down|out)"
):
    """Move an article of the queue up or down by one, or take it out."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        queue, way = interaction.client.library.queue, self.match["way"]
        schedule, queued = int(self.match["schedule"]), int(self.match["queued"])
        if way == "out":
            await queue.remove(guild.id, schedule, queued)
        else:
            await queue.move(guild.id, schedule, queued, -1 if way == "up" else 1)
        await edit_message(interaction, *await queue_answer(interaction, guild.id, schedule, chosen=queued))


ALL = (QueuePage, QueueAdd, QueueConsent, QueuePick, QueueMove)


async def queue_step(
    interaction: Interaction, schedule: Schedule, article_id: int | None = None
) -> tuple[str, list[DynamicButton]]:
    """Return what is to be done about the queue of a schedule, with the buttons for it; nothing for one that
    has none. Where `article_id` was to be in it, and nobody said that it may be posted whole, that is
    asked."""
    if schedule.content is not Content.PARTS:
        return "", []
    renderer, queue = renderer_for_user(interaction), interaction.client.library.queue
    to_queue = QueuePage(f"{schedule.id}:0", renderer.say("button-queue"))
    asked = await queue.needs_word(schedule.guild_id, article_id) if article_id else None
    if asked is not None:
        question = renderer.say("consent-question", title=renderer.title(asked))
        return question, [_yes(renderer, schedule.id, asked), to_queue]
    hint = "" if await queue.show(schedule.guild_id, schedule.id) else renderer.say("queue-empty-hint")
    return hint, [to_queue]


def _yes(renderer: Renderer, schedule_id: int, article: Article) -> QueueConsent:
    return QueueConsent(f"{schedule_id}:{article.id}", renderer.say("button-consent"))


def consent_answer(renderer: Renderer, schedule_id: int, article: Article) -> Answer:
    """Return the question whether an article may be posted whole, with the button that says so."""
    text = renderer.say("consent-question", title=renderer.title(article))
    back = QueuePage(f"{schedule_id}:0", renderer.say("button-queue"))
    return renderer.embed("daily", renderer.say("consent-label"), [text]), persistent_view(
        _yes(renderer, schedule_id, article), back
    )


async def queue_answer(
    interaction: Interaction, guild_id: int, schedule_id: int, page: int = 0, *, chosen: int | None = None
) -> Answer:
    """Return the queue of a guild's schedule, with what can be done: adding an article (a page of those that
    aren't in it), and moving or taking out the one that is `chosen`."""
    library, renderer = interaction.client.library, renderer_for_user(interaction)
    schedule = await library.schedules.get(guild_id, schedule_id)
    entries = await library.queue.show(guild_id, schedule_id)
    visible = may_see(interaction)(schedule.channel_id)
    articles = await library.articles.all(guild_id)
    there = {one.queued.article_id for one in entries if one.allowed and not (one.begun and one.finished)}
    others = [article for article in articles if article.id not in there]
    others.sort(key=lambda article: article.language != renderer.language)
    count = page_count(len(others), MAX_OPTIONS)
    page = min(page, count - 1)
    components: list[discord.ui.Item[Any]] = []
    if offered := others[page * MAX_OPTIONS : (page + 1) * MAX_OPTIONS]:
        options = article_options(offered)
        components.append(QueueAdd(str(schedule_id), options, renderer.say("queue-add-placeholder")))
    if entries:
        options = [
            discord.SelectOption(
                label=clipped(_title(renderer, entry), OPTION_LENGTH),
                value=str(entry.queued.id),
                default=entry.queued.id == chosen,
            )
            for entry in entries
        ]
        components.append(QueuePick(str(schedule_id), options, renderer.say("queue-pick-placeholder")))
    if chosen in [entry.queued.id for entry in entries]:
        components += _moves(renderer, schedule_id, entries, chosen)
    components += page_buttons(renderer, QueuePage, f"{schedule_id}:", page, count)
    components.append(back_button(renderer, schedule_id))
    embed = queue_embed(renderer, schedule, entries, visible=visible)
    return embed, persistent_view(*components)


def _moves(
    renderer: Renderer, schedule_id: int, entries: list[Progress], chosen: int | None
) -> list[DynamicButton]:
    """Return the buttons that move an article of a queue, as far as it can go, or take it out."""
    order = [entry.queued.id for entry in entries if not entry.begun]
    ends = {"up": order[:1], "down": order[-1:], "out": []}
    return [
        QueueMove(
            f"{schedule_id}:{chosen}:{way}",
            renderer.say(f"button-queue-{way}"),
            disabled=way != "out" and (chosen not in order or chosen in last),
        )
        for way, last in ends.items()
    ]


def queue_embed(
    renderer: Renderer, schedule: Schedule, entries: Sequence[Progress], *, visible: bool
) -> discord.Embed:
    """Return an embed with the articles of a queue, in order, each with where it is."""
    say = renderer.say
    where = say(
        "queue-where",
        channel=channel_text(renderer, schedule.channel_id, visible=visible),
        time=time_text(renderer, schedule.minutes),
        days=days_text(renderer, schedule.days),
    )
    lines = [_line(renderer, n, entry) for n, entry in enumerate(entries, 1)]
    blocks = ["\n".join(lines) or say("queue-empty"), f"-# {where}"]
    return renderer.embed("daily", say("queue-label", count=len(entries)), blocks)


def _title(renderer: Renderer, entry: Progress) -> str:
    return entry.article.title if entry.article else renderer.say("queue-lost")


def _line(renderer: Renderer, place: int, entry: Progress) -> str:
    """Return where one article of a queue is."""
    title, next_ = escaped(_title(renderer, entry), TITLE), entry.left[0] if entry.left else None
    if entry.article is None:
        key = "queue-lost-line"
    elif not entry.allowed:
        key = "queue-unallowed"
    elif next_ is None:
        key = "queue-finished" if entry.begun else "queue-unreadable"
    elif next_.closes:
        key = "queue-closing"
    else:
        key = "queue-now" if entry.begun else "queue-later"
    known = next_ or entry.last
    number, count = (known.number, known.count) if known else (0, 0)
    return renderer.say(key, place=place, title=title, number=number, count=count)
