"""Every button and select of the bot, each pressed in a server of its own; and every form, filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Literal

from bot.app.client import Client
from bot.model import (
    Content,
    ItemKind,
    Language,
    Metadata,
    Outcome,
    PredictionKind,
    Question,
    ScheduleSpec,
    Theme,
)
from bot.model.feeds import FeedEntry
from bot.schedule import EVERY_DAY
from bot.store import entries, feeds
from tests.reviews import TEXT
from tests.suggesting import suggest

from .interactions import COMPONENT, Interaction
from .limits import Json
from .small import SmallDiscord
from .state import EPHEMERAL, Channel, Guild, User

BUTTON, SELECT, ROLES, CHANNELS = 2, 3, 6, 8
THEME = next(iter(Theme)).value
Where = Literal["edit", "private", "public", "form"]
"""Where the answer is: in the message that was clicked, in a new one, or it is a form."""


@dataclass(frozen=True)
class Press:
    """What is pressed, by its id: what stands in braces is that of `Club.ids`. `value` is what is chosen."""

    custom_id: str
    where: Where = "edit"
    value: str = ""
    kind: int = SELECT
    public: bool = False
    """Whether everybody sees the message."""
    needs: str = ""
    """What else has to be in the server."""


def chosen(custom_id: str, value: str, where: Where = "edit", kind: int = SELECT) -> Press:
    return Press(custom_id, where, value, kind)


PRESSES = (
    Press("another::{quote}:0:", "public", public=True),
    Press("another::{quote}:0:", "private"),
    Press("approve-rest:{own}:{own_quote}"),
    Press("approve:{own_quote}"),
    chosen("article-choose:", "{article}"),
    Press("article-manage:0"),
    Press("article-model-leave:"),
    Press("article-model-use:0123456789abcdef"),
    Press("article-model:"),
    Press("article-panel:{article}"),
    Press("article-remove:{article}"),
    chosen("article-link:999", "0", "private"),
    chosen("article-rights:{own}", "licence"),
    chosen("articles-open:", "{article}"),
    Press("articles:0"),
    Press("articles:0", "private", public=True),
    Press("cancel:"),
    Press("card:{quote}", "private", public=True),
    chosen("card-choose:", "{quote}", "private"),
    Press("card-delete:{owner}", "private", public=True),
    Press(f"card-post:{{quote}}:card:{THEME}"),
    chosen(f"card-style:{{quote}}:card:{THEME}", "square"),
    chosen(f"card-theme:{{quote}}:card:{THEME}", THEME),
    Press("context:{quote}", "private", public=True),
    Press("context:{quote}:2:2"),
    Press("daily-anyway:{schedule}:1"),
    chosen("daily-choose:", "{schedule}"),
    Press("daily-clear:{schedule}:language"),
    Press("daily-edit:{schedule}:options", "form"),
    Press("daily-history:{schedule}:0"),
    Press("daily-list:0", needs="{schedule}"),
    Press("daily-manage:{schedule}"),
    chosen("daily-move:{schedule}", "{channel}", kind=CHANNELS),
    Press("daily-now:{schedule}", "private"),
    Press("daily-pause:{schedule}"),
    Press("daily-preview:{schedule}"),
    Press("daily-remove:{schedule}"),
    Press("daily-restore:{removed}"),
    Press("daily-resume:{schedule}"),
    Press("daily-send:999", "private"),
    Press("daily-test:{schedule}"),
    chosen("daily-zone:{channel}:480:127:quote::::0", "Asia/Tokyo"),
    Press("export:", "private"),
    Press("feed-add:999", "private"),
    Press("feed-add-all:{entry}-{entry}"),
    chosen("feed-choose:", "{feed}"),
    Press("feed-entries:0", needs="{feed}"),
    chosen("feed-entry:", "{entry}"),
    Press("feed-decline:{entry}"),
    Press("feed-remove:{feed}"),
    Press("feed-removed:{feed}"),
    Press("feed-set:{feed}:paused:on"),
    Press("feed-subscribe:999", "private"),
    chosen("feed-subscribe-one:999", "1", "private"),
    Press("feed-words:{feed}", "form"),
    Press("feed:{feed}"),
    Press("feeds:0", needs="{feed}"),
    Press("forecast-appear:on"),
    Press("forecast-board:0"),
    Press("forecast-exact:{question}", "form"),
    Press("forecast-item:{outlook}", "private", public=True, needs="{question}"),
    Press("forecast-mine:"),
    Press("forecast-object:{question}:{resolution}", "form"),
    chosen("forecast-open:", "{question}"),
    chosen("forecast:{question}", "200"),
    Press("forecasts:", "private", public=True, needs="{question}"),
    Press("forecasts:open:0", needs="{question}"),
    Press("help:start"),
    Press("item:{quote}", "private", public=True),
    Press("no-editors:"),
    Press("of an earlier version", "private"),
    Press("place:{article}:3", "private", public=True),
    Press("place:{article}:3:2:2"),
    Press("post:0123abcdef:2026-05-01:p{article}.0.812.1.12", "private", public=True),
    Press("post:0123abcdef:questions-2026-05-01:qdue", "private", public=True, needs="{question}"),
    Press("post:0123abcdef:2026-05-01:w1790000000", "private", public=True),
    Press("post:0123abcdef:2026-05-01:{quote}", "private", public=True),
    Press("prediction:{article}:0", public=True),
    Press("privacy-cards:refuse"),
    Press("privacy-delete:"),
    Press("privacy-file:", "private"),
    Press("privacy-forget:"),
    chosen("queue-add:{series}", "{article}"),
    Press("queue-consent:{series}:{own}"),
    Press("queue-move:{series}:{queued}:out"),
    chosen("queue-pick:{series}", "{queued}"),
    Press("queue:{series}:0"),
    Press("question-ask:{outlook}", "form", needs="{question}"),
    Press("question-change:{question}", "form"),
    Press("question-confirm:{question}:0:yes:{held}"),
    Press("question-item:{outlook}", needs="{question}"),
    Press("question-outcome:{question}:0", "form"),
    Press("question-remove:{question}"),
    Press("question-removed:{question}:{article}"),
    Press("question-resolve:{question}", "private", public=True),
    Press("question-undo:{question}:{resolution}"),
    Press("question:{question}"),
    chosen("questions-choose:", "question-{question}"),
    Press("questions:{article}:0", needs="{question}"),
    Press("read:{article}:0:medium"),
    Press("refresh:999", "private"),
    Press("reject:{own_quote}"),
    Press("remove:{own}"),
    Press("restore:{hidden}"),
    chosen("review-extent:{own_quote}", "after"),
    Press("review-facts:{own_prediction}", "form"),
    chosen("review-kind:{own_prediction}", "claim"),
    Press("review-name:{own_quote}", "form"),
    chosen("review-speaker:{own_quote}", "-"),
    Press("review:{own}:0:", "private"),
    Press("review:{own}:{own_quote}:next"),
    Press("run:article add", "form", public=True),
    Press("run:daily manage", "private"),
    Press("run:quote", "private", public=True),
    Press("save:{quote}", "private", public=True),
    chosen("saved-open:0", "{saved}"),
    Press("saved-remind:off", "private", public=True),
    Press("saved-remind:on"),
    Press("saved:0"),
    Press("saved:0", "private", public=True),
    Press("search-in:{article}", "form"),
    Press("search:{article}:0:AI", public=True),
    chosen("sentence:quote:{own}", "{place}"),
    Press("sentences-search:quote:{own}", "form"),
    Press("sentences:quote:{own}:0:"),
    chosen("settings-editors:", "{role}", kind=ROLES),
    chosen("settings-language:", "ja"),
    chosen("settings-theme:", THEME),
    Press("settings-unreviewed:hide"),
    Press("settings-check:", "private"),
    Press("settings-zone-form:", "form"),
    chosen("settings-zone:", "Asia/Tokyo"),
    Press("start-again:en:UTC:quote:{channel}"),
    chosen("start-channel:en:UTC:quote", "{channel}", kind=CHANNELS),
    Press("start-language:en"),
    Press("start-later:"),
    chosen("start-time:en:UTC:quote:{channel}", "8:00"),
    chosen("start-wish:en:UTC", "quote"),
    chosen("start-zone:en", "UTC"),
    Press("start:", "private"),
    chosen("suggest-link:999", "0", "private"),
    Press("suggestion-accept:{suggestion}"),
    Press("suggestion-decline:{suggestion}", "form"),
    Press("suggestion:{suggestion}", "private", public=True),
    chosen("suggestions-channel:", "{channel}", kind=CHANNELS),
    chosen("suggestions-choose:", "{suggestion}"),
    Press("suggestions-nowhere:"),
    Press("suggestions-take:off"),
    Press("suggestions:"),
    Press("summary:{article}:0", public=True),
    Press("unsave:{quote}:0"),
    Press("vote-back:{quote}"),
    chosen("vote-reason:{quote}", "wrong"),
    Press("vote:{quote}:up", "private", public=True),
)

FORMS: tuple[tuple[Press, dict[str, Any]], ...] = (
    (Press("daily-edit:{schedule}:options"), {"style": "card", "language": "ja", "thread": "no"}),
    (Press("daily-edit:{schedule}:post"), {"time": "9:00", "content": "quote"}),
    (Press("feed-words:{feed}"), {"words": "AI"}),
    (Press("forecast-exact:{question}"), {"percent": "12.5"}),
    (Press("forecast-object:{question}:{resolution}", "private"), {"reason": "まだわからない"}),
    (Press("question-ask:{outlook}", needs="{question}"), {"text": "Will it be?", "due": "2030-01-01"}),
    (Press("question-change:{question}"), {"text": "Will it be?", "due": "2030-01-01"}),
    (Press("question-outcome:{question}:0"), {"outcome": "yes", "evidence": "https://example.org/"}),
    (Press("review-facts:{own_prediction}"), {"name": "", "said": "2026-05-01", "due": "2030-12-31"}),
    (Press("review-name:{own_quote}"), {"name": "三崎ハルカ"}),
    (Press("run:article add", "private"), {"text-1": TEXT}),
    (Press("run:daily add", "private"), {"time": "9:00", "content": "quote"}),
    (Press("search-in:{article}", "private"), {"words": "AI"}),
    (Press("sentences-search:quote:{own}"), {"words": "図書"}),
    (Press("settings-zone-form:"), {"zone": "Asia/Tokyo"}),
    (Press("suggestion-decline:{suggestion}"), {"reason": "Known"}),
)
"""What opens a form, and what is filled in by the ids of its fields; `where` is the answer to the form."""


@dataclass
class Club:
    """A server, its owner, and the ids of what is there."""

    guild: Guild
    channel: Channel
    owner: User
    ids: dict[str, int | str] = field(default_factory=dict)


async def found(bot: Client, small: SmallDiscord, what: Press) -> Club:
    """A server where there is whatever a press needs."""
    needed = what.custom_id + what.value + what.needs
    guild = small.world.add_guild("club")
    club = Club(guild, guild.add_channel("general"), guild.owner)
    library, ids = bot.library, club.ids
    ids["owner"] = guild.owner.id
    ids["channel"], ids["role"] = guild.add_channel("other").id, guild.add_role("editors").id
    await library.guilds.mark_started(guild.id)
    shared = await library.articles.find(guild.id, None, Language.EN)
    ids["article"] = shared.id
    _, quotes = await library.articles.items(guild.id, shared.id, ItemKind.QUOTE)
    ids["quote"] = quotes[0].id
    if "{own" in needed or "{place}" in needed:
        own = (await library.ingest.add(TEXT, guild.id, Metadata(), added_by=guild.owner.id)).article.id
        ids["own"] = own
        for name, kind in (("own_quote", ItemKind.QUOTE), ("own_prediction", ItemKind.PREDICTION)):
            ids[name] = (await library.articles.items(guild.id, own, kind))[1][0].id
        choices = await library.reviews.choices(guild.id, own, ItemKind.QUOTE, range(1))
        ids["place"] = choices.choices[0].place
    if "{question}" in needed:
        question = await asked(bot, guild.id, shared.id, guild.owner.id)
        ids["outlook"], ids["question"] = question.item_id or 0, question.id
        if "{held}" in needed:
            ids["held"] = guild.owner.id
            bot.held.put(guild.owner.id, guild.owner.id, "https://example.org/")
        if "{resolution}" in needed:
            await library.forecasts.give(guild.id, question.id, guild.owner.id, 300)
            resolve = (guild.id, question.id, 0, Outcome.YES, "https://example.org/", guild.owner.id)
            ids["resolution"] = (await library.questions.resolve(*resolve)).resolutions[-1].id
    common: Json = {"channel_id": club.channel.id, "minutes": 480, "days": EVERY_DAY, "zone": "UTC"}
    if "{schedule}" in needed or "{removed}" in needed:
        spec = ScheduleSpec(**common, content=Content.QUOTE, language=Language.EN)
        made = await library.schedules.add(guild.id, spec, created_by=guild.owner.id)
        ids["schedule"] = ids["removed"] = made.id
        if "{removed}" in needed:
            await library.schedules.remove(guild.id, made.id)
    if "{series}" in needed:
        spec = ScheduleSpec(**common, content=Content.PARTS)
        made = await library.schedules.add(guild.id, spec, created_by=guild.owner.id)
        ids["series"] = made.id
        if "{queued}" in needed:
            await library.queue.add(guild.id, made.id, shared.id)
            ids["queued"] = (await library.queue.show(guild.id, made.id))[0].queued.id
    if "{feed}" in needed or "{entry}" in needed:
        ids["feed"], ids["entry"] = await fed(bot, guild.id)
    if "{saved}" in needed:
        await library.saved.toggle(guild.id, quotes[0].id, guild.owner.id)
        ids["saved"] = quotes[0].id
    if "{suggestion}" in needed:
        ids["suggestion"] = (await suggest(library, guild.id, guild.owner.id, 2)).id
    if "{hidden}" in needed:
        ids["hidden"] = (await library.articles.remove(guild.id, shared.id)).id
    return club


async def fed(bot: Client, guild_id: int) -> tuple[int, int]:
    """A feed that a server reads and nobody asks for today, and an entry of it that waits."""
    write, now = bot.library.feeds._db.write, bot.library.clock()
    feed = await write(feeds.put, f"example.org/{guild_id}", f"https://example.org/{guild_id}", now)
    read = partial(feeds.polled, title="A paper", validators=(None, None), moved=None)
    await write(read, feed.id, now, timedelta(days=1))
    own = await write(feeds.subscribe, guild_id, feed.id, now)
    assert own is not None
    await write(entries.put, own, [FeedEntry(None, "https://example.org/1", "A story", None)], now)
    (entry,) = await bot.library.feeds.waiting(guild_id)
    return own, entry.id


async def asked(bot: Client, guild_id: int, article_id: int, person: int) -> Question:
    """A question about the first outlook of an article."""
    library = bot.library
    _, items = await library.articles.items(guild_id, article_id, ItemKind.PREDICTION)
    outlook = next(one for one in items if one.prediction_kind is PredictionKind.OUTLOOK)
    guild = await library.guilds.get(guild_id)
    due = library.clock().date() + timedelta(days=30)
    return await library.questions.ask(guild, Language.EN, outlook.id, "Will it?", due, person)


async def press(small: SmallDiscord, club: Club, what: Press) -> Interaction:
    """The owner presses or chooses it under a message of the bot."""
    custom_id, value = (text.format(**club.ids) for text in (what.custom_id, what.value))
    kind = what.kind if value else BUTTON
    data: Json = {"custom_id": custom_id, "component_type": kind}
    if value:
        data["values"] = [value]
    if kind == ROLES:
        data["resolved"] = {"roles": {value: club.guild.roles[int(value)].payload()}}
    if kind == CHANNELS:
        channel = {**club.guild.channels[int(value)].payload(), "permissions": str((1 << 50) - 1)}
        data["resolved"] = {"channels": {value: channel}}
    component: Json = {"type": kind, "custom_id": custom_id, **({} if value else {"style": 2, "label": "x"})}
    if kind == SELECT:
        component["options"] = [{"label": "x", "value": value}]
    rows = [{"type": 1, "components": [component]}]
    flags = 0 if what.public else EPHEMERAL
    source = small.world.message(club.channel, small.world.bot, {"components": rows, "flags": flags})
    return await small.act(club.channel, club.owner, COMPONENT, data, source=source)
