"""Shared articles that editors hide in their server."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.model import Article, DeliveryKind, ItemKind, Language, Metadata, Problem
from bot.store import usage
from bot.store.database import Database, open_database
from tests.conftest import World, answer, open_world, said
from tests.daily import add, panel, press, problem
from tests.desk import GUILD, MORNING, open_desk
from tests.panels import ask_removal, choose_editors, restore

OTHER = GUILD + 1
SECRET = "夜に読む人の居場所をつくりたい"
TEXT = f"""# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「{SECRET}」と話した。

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""


async def hidden(library: Library, guild: int = GUILD) -> Article:
    """A shared article that the guild hid."""
    article = (await library.articles.add(TEXT, None)).article
    await library.articles.remove(guild, article.id)
    return article


async def test_an_editor_hides_a_shared_article_here_alone_and_brings_it_back(
    world: World, language: Language
) -> None:
    world.speak(language)
    say, name = world.texts.say, "港の図書室だより"
    await world.bot.library.articles.add(TEXT, None)
    other = world.env.create_guild("Somewhere else")
    reader = other.add_member(world.env.create_user("reader"))
    there = replace(world, guild=other, channel=other.create_text_channel("elsewhere"))

    asked = await ask_removal(world, world.admin, "港の図書室")
    assert answer(asked).ephemeral
    assert said(asked) == say(language, "hide-confirm", title=name)
    done = await world.click(world.admin, asked, "button-hide")
    assert say(language, "hidden", title=name) in said(done)
    assert name not in said(await world.slash(world.member, "articles"))
    assert name in said(await there.slash(reader, "articles"))
    back = await world.click(world.admin, done, "button-undo")
    assert say(language, "restored", title=name) in said(back)
    assert name in said(await world.slash(world.member, "articles"))

    asked = await ask_removal(world, world.admin, "港の図書室")
    await world.click(world.admin, asked, "button-hide")
    offered = await world.admin.autocomplete(world.channel, "article manage", "article", "")
    assert offered[-1]["name"] == name, "below those that are there"
    await restore(world, world.admin, offered[-1]["value"])
    assert name in said(await world.slash(world.member, "articles"))


async def test_whoever_removes_an_article_is_told_first_which_schedules_need_it(
    world: World, language: Language
) -> None:
    world.speak(language)
    say = world.texts.say
    await world.bot.library.articles.add(TEXT, None)
    await add(world)
    asked = await ask_removal(world, world.admin, "港の図書室")
    assert say(language, "remove-schedules", count=0)[-10:] not in said(asked)
    await add(world, article="港の図書室")
    asked = await ask_removal(world, world.admin, "港の図書室")
    assert say(language, "remove-schedules", count=1) in said(asked)

    await world.click(world.admin, asked, "button-hide")
    gone = say(language, "problem-article-gone") + "\n" + say(language, "problem-article-gone.action")
    listed = await panel(world)
    assert gone in problem(listed), "before a post fails"
    (of_all, of_one) = await world.bot.library.schedules.all(world.guild.id)
    until = datetime(2096, 10, 2, tzinfo=UTC)
    await world.bot.library.schedules.set_problems(of_one, [Problem.TIMED_OUT], until)
    listed = await panel(world)
    assert say(language, "daily-resumes") in said(listed), (
        "it does not go on by itself when the time-out ends"
    )
    assert gone in problem(await press(world, "button-daily-preview", of_one))
    assert gone not in said(await press(world, "button-daily-preview", of_all))
    await world.bot.library.schedules.set_problems(of_one, [Problem.ARTICLE_GONE], None)
    await restore(world, world.admin, "港の図書室")
    assert gone not in said(await panel(world)), "as soon as it is back"


async def test_who_is_no_editor_any_more_can_not_hide(world: World) -> None:
    world.speak(Language.JA)
    role = world.guild.create_role("読書係")
    await choose_editors(world, role)
    editor = world.guild.add_member(world.env.create_user("nao"), roles=[role])
    asked = await ask_removal(world, editor, "Scale")
    await choose_editors(world, world.guild.create_role("別の係"))
    refused = await world.click(editor, asked, "button-hide")
    assert said(refused) == world.texts.say(Language.JA, "editors-only")
    assert len(await world.bot.library.articles.all(world.guild.id)) == 2


async def test_a_hidden_article_can_be_brought_back_after_any_time(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        article = await hidden(library)
        now += timedelta(days=1_000)
        await library.guilds.purge()
        (offered,) = await library.articles.removed(GUILD)
        assert offered.id == article.id
        await library.articles.restore(GUILD, article.id)
        assert [one.id for one in await library.articles.all(GUILD)] == [article.id]
        assert await library.articles.removed(GUILD) == []


async def test_nothing_of_a_hidden_article_is_seen_in_its_server_and_all_of_it_elsewhere(
    world: World, language: Language
) -> None:
    world.speak(language)
    library, guild = world.bot.library, world.guild.id
    article = await hidden(library, guild)
    other = world.env.create_guild("Somewhere else")
    reader = other.add_member(world.env.create_user("reader"))
    there = replace(world, guild=other, channel=other.create_text_channel("elsewhere"))
    gone = world.texts.say(language, "article-gone")
    for command in ("summary", "quote", "prediction", "search"):
        words = {"words": "居場所"} if command == "search" else {}
        result = await world.slash(world.admin, command, article=f"#{article.id}", **words)
        assert answer(result).ephemeral
        assert said(result) == gone, command
        seen = await there.slash(reader, command, article=f"#{article.id}", **words)
        assert "港の図書室だより" in said(seen), command
        assert await world.admin.autocomplete(world.channel, command, "article", "港") == []
        assert await reader.autocomplete(there.channel, command, "article", "港")
    for command, options in (("search", {"words": "居場所"}), ("quote", {"about": "居場所"})):
        result = await world.slash(world.member, command, **options)
        assert answer(result).ephemeral
        assert SECRET not in said(result)
        assert "居場所" in said(await there.slash(reader, command, **options))
    for _ in range(6):
        assert SECRET not in said(await world.slash(world.member, "quote"))
    assert "2万冊" not in said(await world.slash(world.member, "prediction"))


async def test_old_buttons_of_a_hidden_article_do_what_those_of_a_removed_one_do(
    world: World, language: Language
) -> None:
    world.speak(language)
    library, guild = world.bot.library, world.guild.id
    own = (await library.articles.add(TEXT.replace("3年", "5年"), guild)).article
    shared = (await library.articles.add(TEXT, None)).article
    message = answer(await world.slash(world.member, "quote"))
    stored = world.env.backend.get_message(message.channel_id, message.id)
    answers: list[list[str]] = []
    for article in (own, shared):
        _, (quote, *_) = await library.articles.items(guild, article.id, ItemKind.QUOTE)
        await library.articles.remove(guild, article.id)
        answers.append([])
        for custom_id in (
            *(f"another:{article.id}:{quote.id}:0:", f"summary:{article.id}:0", f"prediction:{article.id}:0"),
            *(f"search:{article.id}:0:図書室", f"place:{article.id}:0", f"remove:{article.id}"),
            *(f"review:{article.id}:{quote.id}:", f"approve:{quote.id}", f"context:{quote.id}"),
        ):
            stored.components[0]["components"][0]["custom_id"] = custom_id
            await world.env.advance_time(60)
            pressed = await world.admin.click(message, custom_id=custom_id)
            assert answer(pressed).ephemeral
            answers[-1].append(said(pressed))
    for *others, context in answers:
        assert set(others) == {world.texts.say(language, key) for key in ("article-gone", "item-gone")}
        assert SECRET in context, "what was posted keeps its source"


async def test_a_hidden_article_is_not_posted_and_a_schedule_of_it_says_why(path: Path) -> None:
    async with open_desk(path) as desk:
        article = (await desk.library.articles.add(TEXT, None)).article
        chosen, every = await desk.schedule(article_id=article.id), await desk.schedule()
        await desk.library.articles.remove(GUILD, article.id)
        for day in range(6):
            for post in await desk.claim(MORNING + timedelta(days=day)):
                if post.delivery.kind is DeliveryKind.POST:
                    assert post.schedule.id == every.id
                    found = await desk.library.selection.found(GUILD, post.delivery.items[0])
                    assert found.article.id != article.id
                await desk.library.outbox.confirm(post, day)
        assert (await desk.again(chosen)).problems == (Problem.ARTICLE_GONE,)


async def test_what_is_added_again_where_it_is_hidden_is_back_and_costs_no_quota(
    library: Library, database: Database
) -> None:
    article = await hidden(library)
    assert await database.read(usage.kept, GUILD) == (0, 0)
    added = await library.ingest.add(TEXT, GUILD, Metadata())
    assert (added.outcome, added.article.id, added.article.removed_at) == ("restored", article.id, None)
    assert added.draft is None
    assert [one.id for one in await library.articles.all(GUILD)] == [article.id]
    assert await database.read(usage.kept, GUILD) == (0, 0)
    assert (await library.ingest.add(TEXT, GUILD, Metadata())).outcome == "known"


async def test_an_article_stays_hidden_when_it_is_refreshed_or_a_new_version_of_it_is_shipped(
    library: Library, tmp_path: Path
) -> None:
    first = (await library.articles.add(TEXT, None, Metadata(url="https://example.com/a"))).article
    await library.articles.remove(GUILD, first.id)
    linked = "---\nurl: https://example.com/a\n---\n" + TEXT.replace("3年", "5年")
    draft = (await library.ingest.add(linked, None, Metadata())).draft
    assert draft is not None
    with pytest.raises(UserError, match="refresh-gone"):
        await library.ingest.refresh(GUILD, draft)
    assert (await library.ingest.refresh(None, draft)).article.id == first.id

    file = tmp_path / "tayori.ja.md"
    for years in ("7年", "9年"):
        file.write_text(TEXT.replace("3年", years), encoding="utf-8")
        await library.articles.add_shipped(tmp_path)
        for article in await library.articles.all(GUILD):
            await library.articles.remove(GUILD, article.id)
            assert years == "7年"
    assert await library.articles.all(GUILD) == []
    assert len(await library.articles.all(OTHER)) == 2
    assert len(await library.articles.removed(GUILD)) == 2


async def test_what_a_guild_hid_goes_with_the_guild_and_with_the_article(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        article = await hidden(library)
        await library.articles.remove(OTHER, article.id)
        await library.guilds.belongs_to(1)
        await library.guilds.mark_present(lambda: [OTHER])
        now += timedelta(days=31)
        await library.guilds.purge()
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT guild_id FROM hidden").fetchall() == [(OTHER,)]
            await library.articles.remove_everywhere(article.id)
            assert other.execute("SELECT count(*) FROM hidden").fetchone() == (0,)


async def test_when_all_is_hidden_the_way_to_more_is_named(path: Path, language: Language) -> None:
    async with open_world(path) as world:
        world.speak(language)
        articles = world.bot.library.articles
        for article in await articles.all(world.guild.id):
            await articles.remove(world.guild.id, article.id)
        empty = world.texts.say(language, "library-empty")
        for command in ("summary", "quote", "prediction", "articles"):
            assert said(await world.slash(world.member, command)) == empty, command
