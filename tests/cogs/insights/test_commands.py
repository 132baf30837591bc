"""What an editor is told of the votes: what rose, what rests and why, votes a week."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
from PIL import Image
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot import cards
from bot.cards import Card, Painter
from bot.cards.themes import PALETTES
from bot.choosing import REST
from bot.library import Library
from bot.library.insights import NAMED, WEEKS, Insight
from bot.model import Guild, ItemKind, Language, Metadata, Theme, Vote, VoteReason, Week
from bot.store.database import Database, open_database
from bot.texts import Texts
from bot.ui import pictures
from bot.ui.budget import fits
from bot.ui.embeds import Renderer
from cogs.insights.chart import weeks_chart
from cogs.insights.embeds import insight_embed
from tests.conftest import World, answer, buttons, open_world, said
from tests.library.test_library import GUILD, OTHER

UP, DOWN = Vote.UP, Vote.DOWN
MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)
"""Noon in Tokyo."""


def text(count: int) -> str:
    """An article with so many quotations."""
    said_so = [
        f"司書の早川さんは「{n}番目の棚には、{n}冊の古い本がある」と話した。" for n in range(1, count + 1)
    ]
    return "# 港の図書室だより\n\n港の図書室は、夜も開いている。\n\n" + "\n\n".join(said_so)


@pytest.fixture(autouse=True, scope="module")
def typefaces() -> None:
    """Loads them: what is drawn first may take longer than an answer may."""
    asyncio.run(Painter().draw(Card("海は青い", None, "港", None, Language.JA)))


class Club:
    """A library, its clock, and a guild whose members vote."""

    def __init__(self, database: Database) -> None:
        self.now = MONDAY
        self.library = Library(database, lambda: self.now)

    async def quotes(self, count: int, guild: int | None = GUILD, url: str | None = None) -> list[int]:
        """The ids of the quotations of a new article."""
        article = (await self.library.articles.add(text(count), guild, Metadata(url=url))).article
        _, found = await self.library.articles.items(guild or GUILD, article.id, ItemKind.QUOTE)
        assert len(found) == count
        return [item.id for item in found]

    async def vote(self, item: int, up: int, down: int, guild: int = GUILD) -> None:
        """So many members vote."""
        for person in range(up + down):
            await self.library.votes.cast(guild, item, person, UP if person < up else DOWN)

    async def learned(self, guild: int = GUILD) -> Insight:
        return await self.library.insights.of_guild(await self.library.guilds.get(guild), Language.JA)


@pytest.fixture
async def club(database: Database) -> Club:
    return Club(database)


def rose(insight: Insight) -> list[int]:
    return [one.found.item.id for one in insight.popular]


def resting(insight: Insight) -> list[int]:
    return [one.found.item.id for one in insight.resting]


def counted(insight: Insight) -> list[tuple[int, int]]:
    return [(week.up, week.down) for week in insight.weeks]


async def test_what_is_liked_rose_and_what_is_rejected_rests_with_its_reasons(club: Club) -> None:
    liked, best, rejected, doubted, unseen = await club.quotes(5)
    await club.vote(liked, 2, 1)
    await club.vote(best, 4, 0)
    await club.vote(rejected, 1, 5)
    await club.vote(doubted, 0, 3)
    for person, reason in ((1, VoteReason.DULL), (2, VoteReason.DULL), (3, VoteReason.WRONG)):
        await club.library.votes.cast(GUILD, rejected, person, reason)
    await club.library.votes.cast(GUILD, doubted, 1, VoteReason.WRONG)
    insight = await club.learned()
    assert rose(insight) == [best, liked]
    assert resting(insight) == [rejected]
    (one,) = insight.resting
    assert (one.votes.up, one.votes.down) == (1, 5)
    assert one.reasons == {VoteReason.DULL: 2, VoteReason.WRONG: 1}
    assert one.until == MONDAY + REST
    assert unseen not in rose(insight)
    club.now += REST
    assert resting(await club.learned()) == []


async def test_votes_of_another_guild_are_never_counted(club: Club) -> None:
    (shared,) = await club.quotes(1, None)
    await club.vote(shared, 3, 0, guild=OTHER)
    mine = await club.learned()
    assert not mine.anything
    assert (mine.popular, mine.resting) == ([], [])
    for change in (DOWN, VoteReason.DULL):
        await club.library.votes.cast(OTHER, shared, 9, change)
    await club.vote(shared, 0, 4)
    (one,) = (await club.learned()).resting
    assert (one.votes.up, one.votes.down, one.reasons) == (0, 4, {})
    assert rose(await club.learned(OTHER)) == [shared]
    assert counted(await club.learned(OTHER))[-1] == (3, 1)


async def test_what_is_not_shown_any_more_is_not_named_but_its_votes_are_counted(club: Club) -> None:
    own, shared = (await club.quotes(2, guild=GUILD)), (await club.quotes(3, guild=None))
    for item in (*own, *shared):
        await club.vote(item, 2, 0)
    assert set(rose(await club.learned())) == {*own, *shared}
    await club.library.reviews.reject(GUILD, own[0])
    found = await club.library.selection.found(GUILD, shared[0])
    await club.library.articles.remove(GUILD, found.article.id)
    hidden = await club.learned()
    assert rose(hidden) == [own[1]]
    assert counted(hidden)[-1] == (10, 0)
    await club.library.guilds.change(GUILD, unreviewed=False)
    nothing = await club.learned()
    assert rose(nothing) == []
    assert nothing.anything, "members did vote"


async def test_an_article_that_goes_for_good_meanwhile_is_told_of_whole_or_not_at_all(club: Club) -> None:
    for _ in range(8):
        items = await club.quotes(NAMED)
        for item in items:
            await club.vote(item, 1, 0)
        (article,) = await club.library.articles.all(GUILD)
        insight, _ = await asyncio.gather(club.learned(), club.library.articles.remove_everywhere(article.id))
        assert rose(insight) in (items, [])


async def test_only_a_few_are_named_and_the_others_counted(club: Club) -> None:
    items = await club.quotes(2 * NAMED + 3)
    for item in items[: NAMED + 1]:
        await club.vote(item, 1, 0)
    for item in items[NAMED + 1 :]:
        club.now += timedelta(seconds=1)
        await club.vote(item, 0, 4)
    insight = await club.learned()
    assert (len(insight.popular), insight.popular_count) == (NAMED, NAMED + 1)
    assert insight.resting_count == NAMED + 2
    assert resting(insight) == items[: -NAMED - 1 : -1], "what rests longest first"


async def test_a_vote_for_a_summary_is_named_as_its_one_line(club: Club) -> None:
    await club.quotes(1)
    (article,) = await club.library.articles.all(GUILD)
    for person, kind in enumerate((ItemKind.THREE, ItemKind.LINE)):
        _, (item, *_) = await club.library.articles.items(GUILD, article.id, kind)
        await club.library.votes.cast(GUILD, item.id, person, UP)
    (one,) = (await club.learned()).popular
    assert (one.found.item.kind, one.votes.up) == (ItemKind.LINE, 2)


async def test_votes_are_counted_by_the_weeks_of_the_guilds_zone(club: Club) -> None:
    items = await club.quotes(6)
    in_tokyo = datetime(2026, 11, 22, 15, tzinfo=UTC)  # Monday begins
    for item, moment, vote in (
        (items[0], in_tokyo - timedelta(weeks=WEEKS - 1, seconds=1), UP),  # a second too long ago
        (items[1], in_tokyo - timedelta(weeks=WEEKS - 1), UP),
        (items[2], in_tokyo - timedelta(seconds=1), DOWN),
        (items[3], in_tokyo, UP),
        (items[4], in_tokyo + timedelta(days=6, hours=23), UP),
    ):
        club.now = moment
        await club.library.votes.cast(GUILD, item, 1, vote)
    insight = await club.learned()
    assert counted(insight) == [(1, 0), *[(0, 0)] * 5, (0, 1), (2, 0)]
    assert [str(week.monday) for week in insight.weeks[-2:]] == ["2026-11-16", "2026-11-23"]
    await club.library.guilds.change(GUILD, zone="America/New_York")
    abroad = await club.learned()
    assert counted(abroad) == [*[(0, 0)] * 6, (1, 1), (1, 0)], "in New York Monday begins later"


async def test_a_changed_vote_counts_once_where_it_was_changed(club: Club) -> None:
    (item,) = await club.quotes(1)
    await club.vote(item, 1, 0)
    club.now += timedelta(weeks=2)
    await club.vote(item, 0, 1)
    assert counted(await club.learned())[-3:] == [(0, 0), (0, 0), (0, 1)]
    club.now += timedelta(weeks=WEEKS)
    later = await club.learned()
    assert not later.has_votes


# What Discord shows.


async def _liked(world: World, up: int, down: int, reasons: Sequence[VoteReason] = ()) -> int:
    """Votes for the next quotation of an article of the guild's own; its id."""
    library = world.bot.library
    if not (own := [a for a in await library.articles.all(world.guild.id) if a.guild_id]):
        own = [(await library.articles.add(text(9), world.guild.id, Metadata(url=URL))).article]
    _, found = await library.articles.items(world.guild.id, own[0].id, ItemKind.QUOTE)
    voted = await library.insights.of_guild(Guild(world.guild.id), Language.JA)
    item = found[voted.popular_count + voted.resting_count].id
    for person in range(up + down):
        await library.votes.cast(world.guild.id, item, person, UP if person < up else DOWN)
    for person, reason in enumerate(reasons, up):
        await library.votes.cast(world.guild.id, item, person, reason)
    return item


URL = "https://example.org/harbour"
KIND = {Language.JA: "名言\u00a0・ ", Language.EN: "Quotation\u00a0· "}


async def insights(world: World) -> InteractionResult:
    return await world.slash(world.admin, "insights")


async def test_an_editor_sees_what_rose_what_rests_and_why(world: World, language: Language) -> None:
    world.speak(language)
    await _liked(world, 3, 1)
    await _liked(world, 1, 6, [VoteReason.DULL, VoteReason.DULL, VoteReason.SEEN_TOO_OFTEN])
    result = await insights(world)
    assert answer(result).ephemeral
    told, say = said(result), world.texts.say
    assert told.index(say(language, "insights-rose")) < told.index("1番目の棚には")
    assert told.index("1番目の棚には") < told.index(say(language, "insights-resting"))
    assert told.index(say(language, "insights-resting")) < told.index("2番目の棚には")
    assert told.count(f"]({URL})") == 2, "the link, for what rose and for what rests"
    for up, down in ((3, 1), (1, 6)):
        assert KIND[language] + say(language, "insights-votes", up=up, down=down) in told
    dull, often = (say(language, f"vote-reason-{reason}") for reason in ("dull", "seen-too-often"))
    reasons = [(dull, 2), (often, 1), (say(language, "insights-no-reason"), 3)]
    told_why = [say(language, "insights-reason", reason=reason, count=count) for reason, count in reasons]
    assert say(language, "insights-joined").join(told_why) in told
    assert re.search(r"<t:\d+:D>", told)
    assert ":D>" in told
    assert [b["label"] for b in buttons(answer(result))] == [say(language, "button-export")]


@pytest.mark.parametrize("theme", Theme)
async def test_votes_a_week_are_a_picture_in_the_servers_theme_and_its_words_say_the_same(
    world: World, language: Language, theme: Theme
) -> None:
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, theme=theme)
    await _liked(world, 2, 1)
    result = await insights(world)
    (attached,) = answer(result).attachments
    with Image.open(io.BytesIO(await attached.read())) as picture:
        assert picture.format == "PNG"
        paper = picture.convert("RGB").getpixel((0, 0))
    assert paper == PALETTES[theme].paper[0]
    say = world.texts.say
    this_week = say(language, "insights-this-week", votes=say(language, "insights-votes", up=2, down=1))
    assert attached.filename == "votes.png"
    assert attached.description is not None
    assert attached.description.startswith(say(language, "insights-weeks"))
    assert attached.description.endswith(this_week)
    assert this_week not in said(result), "once is enough"


async def test_without_the_permission_to_attach_files_the_numbers_are_text(
    world: World, language: Language
) -> None:
    world.speak(language)
    await _liked(world, 2, 1)
    assert world.bot.user is not None
    bits = discord.Permissions(attach_files=True).value
    denied = Overwrite(world.bot.user.id, OverwriteType.MEMBER, deny=bits)
    world.env.backend.set_overwrite(world.channel.id, denied)
    result = await insights(world)
    assert answer(result).attachments == []
    _numbers_are_text(world, language, result)


def _numbers_are_text(world: World, language: Language, result: InteractionResult) -> None:
    say = world.texts.say
    this_week = say(language, "insights-this-week", votes=say(language, "insights-votes", up=2, down=1))
    assert said(result).count(say(language, "insights-weeks")) == 1
    assert said(result).endswith(f"- {this_week}")
    assert said(result).count("\n- ") == WEEKS


async def test_a_picture_that_can_not_be_drawn_leaves_the_numbers_as_text(
    world: World,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> bytes:
        raise OSError("no typeface")

    world.speak(language)
    await _liked(world, 2, 1)
    monkeypatch.setattr(cards, "_render", broken)
    with caplog.at_level(logging.ERROR):
        result = await insights(world)
    assert answer(result).attachments == []
    _numbers_are_text(world, language, result)
    assert "A chart can't be drawn" in caplog.text


async def test_a_picture_that_takes_too_long_is_not_waited_for(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "DRAWN_WITHIN", 0.0)
    weeks = [Week(MONDAY.date(), 1, 0)]
    assert await weeks_chart(Painter(), Renderer(Texts(), language), weeks, Theme.PAPER) is None


async def test_without_any_votes_it_is_said_how_they_come_about(world: World, language: Language) -> None:
    world.speak(language)
    result = await insights(world)
    assert answer(result).ephemeral
    assert said(result) == world.texts.say(language, "insights-none")
    assert answer(result).attachments == []
    tried = await world.click(world.admin, result, "step-quote")
    assert [b["label"] for b in buttons(answer(tried))][-2:] == ["👍", "👎"], "the next step leads to a vote"
    await world.click(world.admin, tried, "button-vote-up")
    assert said(await insights(world)) != said(result)


async def test_what_rests_nowhere_and_rose_nowhere_is_said(world: World, language: Language) -> None:
    world.speak(language)
    await _liked(world, 0, 1)
    told = said(await insights(world))
    for key in ("insights-rose.none", "insights-resting.none"):
        assert world.texts.say(language, key) in told


async def test_only_editors_are_told(world: World, language: Language) -> None:
    world.speak(language)
    await _liked(world, 1, 0)
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    await world.bot.library.guilds.change(world.guild.id, editor_role=role.id)
    # A guild's owner may show the command to anybody: hiding it is no check.
    number = world.bot.command_ids["insights"]
    world.guild.set_command_permissions(number, {world.guild.default_role: True})
    refused = await world.slash(world.member, "insights")
    assert answer(refused).ephemeral
    assert said(refused) == world.texts.say(language, "editors-only")
    assert "1番目の棚" in said(await world.slash(editor, "insights"))


async def test_votes_of_another_server_are_never_shown(world: World, language: Language) -> None:
    world.speak(language)
    library = world.bot.library
    scale = await library.articles.find(world.guild.id, "Scale", language)
    _, (item, *_) = await library.articles.items(world.guild.id, scale.id, ItemKind.QUOTE)
    await library.votes.cast(world.guild.id + 1, item.id, 1, UP)
    assert said(await insights(world)) == world.texts.say(language, "insights-none")
    await library.votes.cast(world.guild.id, item.id, 1, DOWN)
    told = await insights(world)
    (attached,) = answer(told).attachments
    assert "👍 1" not in (attached.description or "")
    assert "👍 1" not in said(told)


async def test_all_is_still_there_after_a_restart(path: Path, language: Language) -> None:
    async with open_world(path) as world:
        world.speak(language)
        await _liked(world, 2, 0)
        before = said(await insights(world))
        await world.restart()
        assert said(await insights(world)) == before


async def test_the_longest_of_everything_fits_into_one_message(path: Path, language: Language) -> None:
    async with open_database(path) as database:
        club = Club(database)
        long = "港" * 100
        articles = []
        for place in ("a", "b"):
            sentences = [f"「{n}{place}{long}」と早川さんは話した。" for n in range(2 * NAMED)]
            given = Metadata(
                title=long, author=long, url=f"https://example.org/{place * 470}", language=Language.JA
            )
            added = await club.library.articles.add("\n\n".join(["港の話。", *sentences]), GUILD, given)
            articles.append((await club.library.articles.items(GUILD, added.article.id, ItemKind.QUOTE))[1])
        for number, pair in enumerate(zip(*articles, strict=True)):
            club.now += timedelta(seconds=1)
            for item in pair:
                await club.vote(item.id, *((9 + number, 0) if number < NAMED else (1, 11)))
        insight = await club.learned()
        assert len(insight.popular) == len(insight.resting) == NAMED
        shown = insight_embed(Renderer(Texts(), language), insight, weeks=True)
        assert fits(shown)
        left = Texts().say(language, "insights-more", count=insight.popular_count - 2)
        assert (shown.description or "").count(left) == 2, "fewer are named, and the others counted"
