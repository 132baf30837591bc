"""A database with something of everything that is stored, to be moved."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.library import Library
from bot.model import (
    Content,
    ItemKind,
    Language,
    Metadata,
    Outcome,
    PartSize,
    Pause,
    Problem,
    Reason,
    Rights,
    Vote,
    VoteReason,
)
from bot.model.feeds import FeedEntry
from bot.store import entries, feeds, forecasts
from bot.store.database import Database, open_database
from bot.store.key import voter_key
from tests.desk import GUILD, MORNING, TEXT, Desk, open_desk
from tests.library.test_own_items import TEXT as BEACH
from tests.library.test_own_items import add, choose
from tests.serial import Accidents, Channel, deliver, story
from tests.suggesting import suggest

HARU, MIO, REN = 111_000_000_000_000_000, 222_000_000_000_000_000, 333_000_000_000_000_000
OTHER, GONE, BLOCKED = 77, 88, 99
DAY = timedelta(days=1)
UP, DOWN = Vote.UP, Vote.DOWN


async def fill(path: Path) -> None:
    """Two days of two servers, with whatever can be stored; the posts of MORNING + 2 days are due next."""
    async with open_desk(path) as desk:
        key = await voter_key(desk.database, path)
        library = desk.library = Library(desk.database, lambda: desk.now, key=key)
        await library.articles.add_shipped()
        await _articles(library)
        await _votes(library)
        await _questions(desk)
        await _schedules(desk)
        await _feeds(desk.database)
        await library.guilds.change(GUILD, suggestions_channel=6)
        for number, person in enumerate((HARU, MIO, REN), 2):
            await suggest(library, GUILD, person, number)
        await library.articles.remove_everywhere(
            (await library.articles.add(TEXT.replace("港", "谷"), OTHER)).article.id
        )
        await library.guilds.change(OTHER, zone="Europe/Paris", editor_role=5, model="127.0.0.1:11434 a")
        await library.guilds.mark_joined(GONE)
        await library.articles.add(TEXT.replace("港", "沼"), GONE)
        await library.guilds.mark_left(GONE)
        await library.guilds.block(BLOCKED)
        await library.personal_data.forget(REN)


async def _articles(library: Library) -> None:
    own = (await library.articles.add(BEACH, GUILD, Metadata(author="浜 ナミ"), added_by=HARU)).article
    await add(library, own.id, ItemKind.QUOTE, "貝は朝に掘る")
    await choose(library, own.id, ItemKind.LINE, "網は夜に直す")
    for kind in (ItemKind.QUOTE, ItemKind.PREDICTION):
        _, (first, *_) = await library.articles.items(GUILD, own.id, kind)
        await library.reviews.approve(GUILD, first.id)
    await library.reviews.set_rights(GUILD, own.id, Rights.OWN)
    shared = (await library.articles.add(TEXT.replace("港", "森"), None)).article
    await library.reviews.set_rights(None, shared.id, Rights.LICENSE)
    hidden = (await library.articles.add(TEXT.replace("港", "川"), None)).article
    removed = (
        await library.articles.add(TEXT.replace("港", "湖").replace("\n\n", "\n\n(00:05) "), GUILD)
    ).article
    for one in (hidden, removed):
        await library.articles.remove(GUILD, one.id)
    _, (liked, *_) = await library.articles.items(GUILD, own.id, ItemKind.QUOTE)
    for person in (HARU, MIO):
        await library.saved.toggle(GUILD, liked.id, person)
    await library.reminders.start(MIO, Language.JA)
    for person, start in ((HARU, 0), (MIO, 20)):
        await library.places.keep(GUILD, person, own.id, start, PartSize.SHORT)
    await library.personal_data.refuse_cards(HARU)


async def _votes(library: Library) -> None:
    for guild in (GUILD, OTHER):
        for article in await library.articles.all(guild):
            _, found = await library.articles.items(guild, article.id, ItemKind.QUOTE)
            for number, item in enumerate(found[:3]):
                for person in (HARU, MIO, REN):
                    await library.votes.cast(guild, item.id, person, DOWN if number == 1 else UP)
                if number == 1:
                    await library.votes.cast(guild, item.id, HARU, VoteReason.DULL)
                if number == 2:
                    await library.votes.cast(guild, item.id, MIO, None)
    for _ in range(4):
        await library.selection.quote(GUILD, Language.JA, None, "", remember=True)
    settings = await library.guilds.get(GUILD)
    await library.selection.prediction_of_the_day(settings, settings.home)


async def _questions(desk: Desk) -> None:
    library, due_on = desk.library, (MORNING + 100 * DAY).date()
    settings = await library.guilds.get(GUILD)
    (own,) = [one for one in await library.articles.all(GUILD) if one.author == "浜 ナミ"]
    _, (outlook, *_) = await library.articles.items(GUILD, own.id, ItemKind.PREDICTION)
    asked = [
        await library.questions.ask(settings, Language.JA, outlook.id, text, due_on, HARU)
        for text in ("日曜にも開くか", "来年も開くか", "毎日開くか")
    ]
    for number, person in enumerate((HARU, MIO, REN)):
        for question in asked[:2]:
            await library.forecasts.give(GUILD, question.id, person, 300 + 100 * number)
    for person in (HARU, MIO, REN):
        await desk.database.write(
            forecasts.agree, GUILD, library.votes.voter(person), person, MORNING - timedelta(hours=1)
        )
    for question, outcome in zip(asked, (Outcome.YES, Outcome.NO), strict=False):
        resolved = await library.questions.resolve(GUILD, question.id, 0, outcome, "浜の新聞", MIO)
    await library.questions.undo(GUILD, resolved.id, resolved.resolutions[-1].id)
    first = await library.questions.get(GUILD, asked[0].id)
    for person in (HARU, REN):
        await library.questions.object(
            GUILD, asked[0].id, first.question.resolutions[-1].id, person, "まだ開いていない"
        )
    await library.questions.remove(GUILD, asked[2].id)


async def _feeds(database: Database) -> None:
    stored = await database.write(feeds.put, "minato.example/feed", "https://minato.example/feed", MORNING)
    own = await database.write(feeds.subscribe, GUILD, stored.id, MORNING)
    assert own is not None
    entry = FeedEntry("1", "https://minato.example/1", "港の話", None)
    await database.write(entries.put, own, [entry], MORNING)
    await database.write(feeds.put_marks, stored.id, [b"mark"], MORNING, MORNING)
    await database.write(feeds.failed, stored.id, MORNING, 2 * DAY, "fetch-gone")


async def _schedules(desk: Desk) -> None:
    library = desk.library
    serial = await desk.schedule(content=Content.PARTS, minutes=481)
    for name in ("丘", "崖"):
        article = (await library.articles.add(story(name, 4), GUILD)).article
        await library.queue.give_word(GUILD, article.id, HARU)
        await library.queue.add(GUILD, serial.id, article.id)
    await desk.schedule()
    start = (MORNING + 10 * DAY).date()
    await desk.schedule(minutes=500, content=Content.MIXED, pauses=(Pause(start, start + 3 * DAY),))
    stopped = await desk.schedule(minutes=510, content=Content.SUMMARY)
    await library.schedules.set_problems(stopped, (Problem.SEND,), None, tell=True)
    await library.schedules.remove(GUILD, (await desk.schedule(minutes=520)).id)
    await library.schedules.pause(GUILD, (await desk.schedule(minutes=530)).id, by=MIO)
    gone = (await library.articles.add(TEXT.replace("港", "島"), GUILD)).article
    await desk.schedule(minutes=540, article_id=gone.id)
    await library.articles.remove_everywhere(gone.id)  # the schedule goes on asking for it
    channel = Channel()
    for day in range(2):
        for claim in await desk.claim(MORNING + day * DAY + timedelta(minutes=70)):
            if claim.delivery.schedule_id == serial.id:
                await deliver(desk, claim, channel, Accidents([]))
            else:
                await library.outbox.confirm(claim, 1000 + claim.delivery.id)
    (claim, *_) = await desk.claim(MORNING + 2 * DAY, 1)
    await library.outbox.postpone(claim, Reason.UNREACHABLE, 60, maybe_sent=True)


@asynccontextmanager
async def opened(path: Path, key: bytes | None = None) -> AsyncIterator[tuple[Database, Library]]:
    async with open_database(path) as database:
        yield database, Library(database, key=key)


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with other contents."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    new = file.with_name("rewritten.zip")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return new
