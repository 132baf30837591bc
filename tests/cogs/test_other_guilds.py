"""What an article of one guild looks like from another: like nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import discord
import pytest
from simcord.results import InteractionResult

from bot.errors import UserError
from bot.model import DeliveryKind, ItemKind, Language, Metadata, PredictionKind, Problem, Rights, Theme
from bot.store.sql import rows
from bot.ui.components import DynamicButton
from cogs.daily.buttons import ScheduleZoneSelect
from tests.conftest import World, answer, said
from tests.desk import GUILD, MORNING, open_desk
from tests.panels import choose

SECRET = "夜に読む人の居場所をつくりたい"
TEXT = f"""# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「{SECRET}」と話した。

## 見通し

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""
WITHOUT_ARTICLE = {
    *("articles", "cancel", "no-editors", "review-name", "article-manage", "search-in"),
    *("settings-unreviewed", "settings-zone-form", "settings-check", "export"),
    *("privacy-file", "privacy-delete", "privacy-forget", "privacy-cards"),
    "card-delete",
    "sentences-search",
    *("help", "start", "start-later", "start-language", "start-again"),
    *(
        *("daily-list", "daily-manage", "daily-edit", "daily-preview", "daily-test", "daily-pause"),
        *("daily-resume", "daily-clear", "daily-history", "daily-send", "daily-remove", "daily-restore"),
        "daily-anyway",
        "daily-now",
    ),
    *("queue", "queue-move"),
    *("saved", "saved-remind"),
    *("feeds", "feed-entries", "feed-subscribe"),
    *("suggestions", "suggestions-take", "suggestions-nowhere"),
    *("article-model", "article-model-use", "article-model-leave"),
    *("forecasts", "forecast-mine", "forecast-board", "forecast-appear", "forecast-exact", "forecast-object"),
}
"""Buttons that name no article, or only open an empty form for one. (Schedules have tests of their own.)"""

COMING = """
INSERT INTO feed (id, page, url, title, next_poll, wait)
    VALUES (1, 'a', 'https://example.com/feed', :title, 1 << 40, 3600);
INSERT INTO subscription (id, guild_id, feed_id, made_at) VALUES (1, :guild, 1, 0);
INSERT INTO entry (id, subscription_id, url, title, found_at, at_once)
    VALUES (1, 1, 'https://example.com/1', :title, 1 << 40, 0);
INSERT INTO suggestion (
    id, guild_id, url, digest, title, opening, quotes, predictions, suggested_by, language, suggested_at,
    readout
) VALUES (1, :guild, 'https://example.com/2', x'00', :title, :title, 1, 0, 5, 'ja', 1 << 40, x'00')
"""


async def elsewhere(world: World) -> World:
    """The same bot, seen from another guild; its admin is the one who tries."""
    other = world.env.create_guild("Somewhere else")
    boss = other.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    spy = other.add_member(world.env.create_user("spy"), roles=[boss])
    channel = other.create_text_channel("elsewhere")
    await world.bot.library.guilds.mark_started(other.id)  # its guided start is another matter
    return replace(world, guild=other, channel=channel, member=spy, admin=spy)


async def press(there: World, command: str, custom_id: str) -> InteractionResult:
    """Presses a button with this id below the answer to a command, which never had it."""
    message = answer(await there.slash(there.admin, command))
    stored = there.env.backend.get_message(message.channel_id, message.id)
    stored.components[0]["components"][0]["custom_id"] = custom_id
    await there.env.advance_time(60)
    return await there.admin.click(message, custom_id=custom_id)


def coming(world: World) -> None:
    """Store what is to become articles of the first guild: its first feed, entry and suggestion."""
    about = {"guild": world.guild.id, "title": f"港の図書室「{SECRET}」"}
    with closing(sqlite3.connect(world.path)) as database, database:
        for statement in COMING.split(";"):
            database.execute(statement, about)


def tells_nothing(shown: str) -> bool:
    return not any(words in shown for words in (SECRET, "港の図書室", "2万冊", "三崎"))


async def test_no_command_of_another_guild_shows_or_takes_an_article(
    world: World, language: Language
) -> None:
    world.speak(language)
    own = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    there = await elsewhere(world)
    gone = world.texts.say(language, "article-gone")
    for command in ("read", "summary", "quote", "prediction", "article manage"):
        result = await there.slash(there.admin, command, article=f"#{own.id}")
        assert answer(result).ephemeral
        assert said(result) == gone, command
    for command, options in (
        ("article manage", {}),
        ("search", {"words": "図書室"}),
        ("search", {"words": "図書室", "article": f"#{own.id}"}),
        ("quote", {"about": "居場所"}),
        ("daily add", {"channel": there.channel, "time": "8:00", "article": f"#{own.id}"}),
        ("read", {"article": "港の図書室"}),
        ("summary", {"article": "港の図書室"}),
    ):
        result = await there.slash(there.admin, command, **options)
        assert answer(result).ephemeral, (command, options)
        assert tells_nothing(said(result).replace("港の図書室", "", 1)), (command, options)
    for question in ("蔵書は何冊を超える？", "館長は何と話した？"):
        assert tells_nothing(said(await there.slash(there.admin, "ask", question=question))), question
    for command in ("articles", "read", "summary", "prediction", *["quote"] * 6):
        assert tells_nothing(said(await there.slash(there.admin, command))), command
    listed = await there.slash(there.admin, "articles")
    stored = world.env.backend.get_message(answer(listed).channel_id, answer(listed).id)
    stored.components[0]["components"][0]["options"][0]["value"] = str(own.id)
    assert said(await choose(there, there.admin, listed, "articles-open", str(own.id))) == gone
    form = await press(there, "quote", f"search-in:{own.id}")
    assert said(await there.admin.submit_modal(form, {"words": "図書室"})) == gone
    assert await world.bot.library.schedules.all(there.guild.id) == []


async def test_no_option_of_another_guild_offers_an_article(world: World) -> None:
    world.speak(Language.JA)
    articles = world.bot.library.articles
    await articles.add(TEXT, world.guild.id)
    removed = (await articles.add(TEXT + "もう一つの文章です。", world.guild.id)).article
    await articles.remove(world.guild.id, removed.id)
    there = await elsewhere(world)
    commands = [
        *("read", "summary", "quote", "prediction", "search", "daily add", "article manage"),
    ]
    for command in commands:
        assert await there.admin.autocomplete(there.channel, command, "article", "港") == [], command
        assert await world.admin.autocomplete(world.channel, command, "article", "港"), command


async def test_no_button_pressed_in_another_guild_shows_or_changes_an_article(
    world: World, language: Language
) -> None:
    world.speak(language)
    library, guild = world.bot.library, world.guild.id
    own = (await library.articles.add(TEXT, guild)).article
    _, (quote, *_) = await library.articles.items(guild, own.id, ItemKind.QUOTE)
    _, (outlook, *_) = await library.articles.items(guild, own.id, ItemKind.PREDICTION)
    asked = (await library.guilds.get(guild), language, outlook.id, "蔵書は2万冊を超えるか")
    question = (await library.questions.ask(*asked, date(2040, 1, 1), world.admin.id)).id
    offered = (await library.ingest.add(TEXT, guild, Metadata(title="別の題"))).draft
    coming(world)
    tried = [
        *(
            f"context:{quote.id}",
            f"context:{quote.id}:3:3",
            f"another:{own.id}:{quote.id}:0:",
            f"another::{quote.id}:0:居場所",
        ),
        *(f"summary:{own.id}:0", f"prediction:{own.id}:0", f"remove:{own.id}", f"restore:{own.id}"),
        *(f"article-panel:{own.id}", f"article-remove:{own.id}"),
        *(
            f"refresh:{offered}",
            f"search:{own.id}:0:図書室",
            "search::0:図書室",
            f"place:{own.id}:0",
            f"place:{own.id}:0:3:3",
        ),
        f"read:{own.id}:0:medium",
        *(f"review:{own.id}:{quote.id}:", f"approve:{quote.id}", f"reject:{quote.id}"),
        *(f"run:summary:article=#{own.id}", f"run:quote:article=#{own.id}"),
        *(f"vote:{quote.id}:up", f"vote-back:{quote.id}", f"save:{quote.id}", f"unsave:{quote.id}:0"),
        *(f"sentences:line:{quote.id}:0:", f"sentences:quote:{own.id}:0:図書室"),
        "post:0123456789ab:2026-05-01:w1790000000",
        *(f"approve-rest:{own.id}:{quote.id}", f"queue-consent:1:{own.id}", f"item:{quote.id}"),
        f"review-facts:{quote.id}",
        *(f"card:{quote.id}", f"card-post:{quote.id}:card:{next(iter(Theme))}"),
        f"forecast-item:{outlook.id}",
        *(f"questions:{own.id}:0", f"question-item:{outlook.id}", f"question:{question}"),
        *(f"question-change:{question}", f"question-remove:{question}", f"question-outcome:{question}:0"),
        *(f"question-removed:{question}:{own.id}", f"question-undo:{question}:1"),
        *(
            f"question-ask:{outlook.id}",
            f"question-confirm:{question}:0:yes:1",
            f"question-resolve:{question}",
        ),
        *("feed:1", "feed-words:1", "feed-remove:1", "feed-removed:1", "feed-set:1:paused:on"),
        *("feed-add:1", "feed-add-all:1-9", "feed-decline:1"),
        *("suggestion:1", "suggestion-accept:1", "suggestion-decline:1"),
        *(f"post:0123456789ab:2026-05-01:p{own.id}.0.80.1.2", f"post:0123456789ab:2026-05-01:{quote.id}"),
    ]
    registered = world.bot._connection._view_store._dynamic_items.values()
    names = {one.name for one in registered if issubclass(one, DynamicButton)}
    assert {one.split(":")[0] for one in tried} == names - WITHOUT_ARTICLE
    there = await elsewhere(world)
    message = answer(await there.slash(there.admin, "quote"))
    stored = world.env.backend.get_message(message.channel_id, message.id)
    before = await library.articles.all(guild)
    for custom_id in tried:
        stored.components[0]["components"][0]["custom_id"] = custom_id
        await world.env.advance_time(60)
        pressed = await there.admin.click(message, custom_id=custom_id)
        assert answer(pressed).ephemeral, custom_id
        assert tells_nothing(said(pressed).replace("図書室", "", 1)), custom_id
    assert await library.articles.all(guild) == before
    for way in (
        library.reviews.of_article(there.guild.id, own.id),
        library.reviews.set_kind(there.guild.id, quote.id, PredictionKind.LIMIT),
        library.reviews.set_speaker(there.guild.id, quote.id, "三崎"),
        library.reviews.set_facts(there.guild.id, quote.id, due_on=date(2030, 12, 31)),
        library.predictions.facts(there.guild.id, quote.id),
        library.reviews.choose_sentence(there.guild.id, quote.id, "0"),
        library.reviews.add(there.guild.id, own.id, ItemKind.QUOTE, "0"),
        library.reviews.set_rights(there.guild.id, own.id, Rights.OWN),
    ):
        with pytest.raises(UserError, match=r"(article|item)-gone"):
            await way
    _, reviews = await library.reviews.of_article(guild, own.id)
    assert {review.verdict for review in reviews} == {None}
    # Where it belongs the same buttons work.
    mine = answer(await world.slash(world.admin, "quote"))
    stored = world.env.backend.get_message(mine.channel_id, mine.id)
    for custom_id in (f"context:{quote.id}", f"place:{own.id}:0", tried[-1]):
        stored.components[0]["components"][0]["custom_id"] = custom_id
        await world.env.advance_time(60)
        assert not tells_nothing(said(await world.admin.click(mine, custom_id=custom_id))), custom_id


async def test_a_time_zone_chosen_with_an_article_of_another_guild_adds_no_schedule(
    world: World, language: Language
) -> None:
    world.speak(language)
    own = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    there = await elsewhere(world)
    asked = await there.slash(there.admin, "daily add", channel=there.channel, time="8:00")
    message = answer(asked)
    stored = world.env.backend.get_message(message.channel_id, message.id)
    (select,) = (row["components"][0] for row in stored.components)
    forged = ScheduleZoneSelect.unpack(select["custom_id"].partition(":")[2])
    forged = replace(forged, article_id=own.id)
    select["custom_id"] = f"{ScheduleZoneSelect.name}:{ScheduleZoneSelect.pack(forged)}"
    refused = await there.admin.select(message, ["Asia/Tokyo"])
    assert said(refused) == world.texts.say(language, "article-gone")
    assert await world.bot.library.schedules.all(there.guild.id) == []


async def test_a_schedule_of_another_guild_posts_nothing_of_an_article(path: Path) -> None:
    async with open_desk(path) as desk:
        articles, outbox = desk.library.articles, desk.library.outbox
        secret = (await articles.add(TEXT, GUILD + 1)).article
        guessed = await desk.schedule()

        # As an older version stored it, which took whatever id was guessed.
        await desk.database.write(rows, "DROP TRIGGER schedule_article_changed")
        await desk.database.write(
            rows, "UPDATE schedule SET article_id = ? WHERE id = ?", (secret.id, guessed.id)
        )
        every = await desk.schedule()
        own = {article.id for article in await articles.all(GUILD)}
        for day in range(6):
            for post in await desk.claim(MORNING + timedelta(days=day)):
                if post.delivery.kind is DeliveryKind.POST:
                    assert post.schedule.id == every.id
                    found = await desk.library.selection.found(GUILD, post.delivery.items[0])
                    assert found.article.id in own
                await outbox.confirm(post, day)
        assert (await desk.again(guessed)).problems == (Problem.ARTICLE_GONE,)


async def test_no_schedule_takes_an_article_of_another_guild(path: Path) -> None:
    async with open_desk(path) as desk:
        secret = (await desk.library.articles.add(TEXT, GUILD + 1)).article
        own = (await desk.library.articles.add(TEXT, GUILD)).article
        for guessed in (secret.id, 999):
            with pytest.raises(UserError, match="article-gone"):
                await desk.schedule(article_id=guessed)
            schedule = await desk.schedule(article_id=own.id)
            with pytest.raises(UserError, match="article-gone"):
                await desk.library.schedules.change(GUILD, schedule.id, article_id=guessed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schedule SET article_id = :article",
        """INSERT INTO schedule (public_id, guild_id, channel_id, minutes, days, content, article_id,
            created_by, created_at, done_until)
            VALUES ('0', :guild, 1, 0, 127, 'mixed', :article, 1, 0, 0)""",
        "UPDATE schedule SET guild_id = guild_id + 2",
        "INSERT INTO hidden VALUES (:guild, :article, 0)",
        "INSERT INTO vote SELECT :guild, id, x'00', 'up', NULL, 0 FROM item WHERE article_id = :article",
        """INSERT INTO review (guild_id, item_id, verdict, reviewed_at)
            SELECT :guild, id, 'rejected', 0 FROM item WHERE :article > 0""",
    ],
)
async def test_no_row_of_a_guild_can_point_at_an_article_of_another(path: Path, statement: str) -> None:
    async with open_desk(path) as desk:
        secret = (await desk.library.articles.add(TEXT, GUILD + 1)).article
        own = (await desk.library.articles.add(TEXT, GUILD)).article
        await desk.schedule(article_id=own.id)
        with pytest.raises(
            sqlite3.IntegrityError, match=r"no (article|item) of that guild|no shared article"
        ):
            await desk.database.write(rows, statement, {"guild": GUILD, "article": secret.id})
