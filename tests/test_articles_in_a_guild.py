"""Articles that editors add and remove, and what other guilds must not see."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.library.storing import QUOTA_ARTICLES
from bot.limits import MAX_BYTES, MAX_CHARACTERS
from bot.model import Language
from bot.texts import Texts
from tests.conftest import World, answer, buttons, embed, open_world, said

TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""


async def add(
    world: World, text: str | bytes = TEXT, name: str = "tayori.md", **options: Any
) -> InteractionResult:
    data = text if isinstance(text, bytes) else text.encode()
    return await world.slash(world.admin, "article add", file=(name, data), **options)


def problem(result: InteractionResult) -> str:
    assert answer(result).ephemeral
    return said(result)


async def test_an_editor_adds_a_file_and_everyone_reads_it(world: World, language: Language) -> None:
    world.speak(language)
    result = await add(world, author="三崎ハルカ", link="https://example.com/tayori")
    assert answer(result).ephemeral
    assert world.texts.say(language, "article-added") in said(result)
    shown = await world.slash(world.member, "quote", article="港の図書室")
    assert "夜に読む人の居場所をつくりたい" in said(shown)
    assert "三崎ハルカ" in said(shown)
    assert "](https://example.com/tayori)" in said(shown)
    newest = await world.slash(world.member, "summary")
    assert embed(newest).title == "港の図書室だより"


async def test_the_same_text_twice_changes_nothing(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    again = await add(world, TEXT.replace("\n", "\r\n"))
    assert world.texts.say(Language.JA, "article-known") in said(again)
    assert "記事 ・ 3本" in said(await world.slash(world.member, "article list"))


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-16", "utf-8-sig"])
async def test_files_in_other_encodings_are_read(world: World, encoding: str) -> None:
    world.speak(Language.JA)
    await add(world, TEXT.encode(encoding))
    shown = await world.slash(world.member, "quote", article="港の図書室")
    assert "夜に読む人の居場所をつくりたい" in said(shown)


async def test_a_text_can_be_pasted_in_parts(world: World, language: Language) -> None:
    world.speak(language)
    form = await world.slash(world.admin, "article add", author="三崎ハルカ")
    assert form.modal is not None
    assert form.modal["title"] == world.texts.say(language, "paste-label")
    first, _, second = TEXT.partition("\n\n")
    result = await world.admin.submit_modal(form, {"text-1": first, "text-2": second})
    assert world.texts.say(language, "article-added") in said(result)
    assert "三崎ハルカ" in said(result)


async def test_a_file_can_be_given_in_the_form(world: World) -> None:
    world.speak(Language.JA)
    form = await world.slash(world.admin, "article add")
    result = await world.admin.submit_modal(form, {"file": ("tayori.txt", TEXT.encode()), "title": "題名"})
    assert embed(result).title == "題名"


async def test_a_pasted_text_that_is_refused_comes_back(world: World) -> None:
    world.speak(Language.JA)
    form = await world.slash(world.admin, "article add")
    result = await world.admin.submit_modal(form, {"text-1": TEXT, "link": "https://"})
    assert problem(result) == world.texts.say(Language.JA, "link-invalid")
    (returned,) = answer(result).attachments
    assert (await returned.read()).decode() == TEXT


async def test_files_that_can_not_be_read_are_refused_with_the_next_step(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    for data, key, variables in (
        (b"\n \n", "file-empty", {}),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10", "file-binary", {}),
        (b"a" * (MAX_BYTES + 1), "file-too-large", {"limit": 10}),
        (
            "長い文です。".encode() * (MAX_CHARACTERS // 6 + 1),
            "article-too-long",
            {"length": 6 * (MAX_CHARACTERS // 6 + 1), "limit": MAX_CHARACTERS},
        ),
        (b"--- *** ---", "article-no-sentences", {}),
    ):
        assert problem(await add(world, data)) == texts.say(language, key, **variables)
    form = await world.slash(world.admin, "article add")
    result = await world.admin.submit_modal(form, {"title": "only a title"})
    assert problem(result) == texts.say(language, "article-nothing")
    assert len(await world.bot.library.shelf.all(world.guild.id)) == 2, "nothing half-stored"


async def test_what_an_article_holds_never_pings_or_breaks_a_reply(world: World) -> None:
    world.speak(Language.JA)
    nasty = (
        "# @everyone **太字** [押して](https://evil.test) <@1> \u202e\u200b\n\n"
        "館長の三崎ハルカさんは「@everyone <@&1> <:x:1> ||秘密|| [押して](https://evil.test) `x` が好きだ」"
        "と話した。\n\n"
        "今後3年で@hereの数は**10倍**に増える見通しだ。" + "とても長い文が続く、" * 300 + "と思われる。\n"
    )
    await add(world, nasty)
    for command in ("summary", "quote", "prediction", "article show"):
        result = await world.slash(world.member, command, article="everyone")
        message = answer(result)
        assert message.content == ""
        assert not message.message.mentions
        assert not message.message.mention_everyone
        assert len(embed(result)) < 2500
        assert "](https://evil" not in said(result)
        assert "\u202e" not in said(result)


@pytest.mark.parametrize(
    "title", [" ", "\u3000", "\u200b\u202e", "\ud800", "[_]" * 66, "a]b[c](https://evil.test"]
)
async def test_any_title_is_shown_and_offered_as_something_that_can_be_read(world: World, title: str) -> None:
    world.speak(Language.JA)
    await add(world, title=title)
    for command in ("summary", "quote", "article show"):
        result = await world.slash(world.member, command, article="#3")
        assert embed(result).description, command
        assert not re.search(r"(?<!\\)\]\(https://evil", said(result))
    (own,) = [a for a in await world.bot.library.shelf.all(world.guild.id) if a.guild_id]
    assert own.title.isprintable()
    assert own.title.strip()
    if not title.strip(" \u3000\u200b\u202e"):
        assert own.title == "港の図書室だより"
    offered = await world.member.autocomplete(world.channel, "summary", "article", "")
    assert all(choice["name"].strip() for choice in offered)


async def test_a_word_that_two_fields_of_the_form_share_stays_whole(world: World) -> None:
    world.speak(Language.EN)
    sentence = "The market will double within three years. "
    text = "# T\n\n" + sentence * 100
    form = await world.slash(world.admin, "article add")
    parts = {"text-1": text[:4000], "text-2": text[4000:]}
    await world.admin.submit_modal(form, parts)
    (own,) = [a for a in await world.bot.library.shelf.all(world.guild.id) if a.guild_id]
    with closing(sqlite3.connect(world.path)) as database:
        (stored,) = database.execute("SELECT text FROM article WHERE id = ?", (own.id,)).fetchone()
    assert stored == text


async def test_what_removal_and_repeated_removal_do(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    asked = [await world.slash(world.admin, "article remove", article="港") for _ in range(2)]
    await world.click(world.admin, asked[0], "button-remove")
    again = await world.click(world.admin, asked[1], "button-remove")
    assert problem(again) == world.texts.say(Language.JA, "article-gone")


async def test_an_own_article_that_everybody_gets_later_is_still_one(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    await world.bot.library.shelf.add(TEXT, None)
    assert "記事 ・ 3本" in said(await world.slash(world.member, "article list"))


async def test_an_article_of_which_nothing_can_be_shown_says_so(world: World, language: Language) -> None:
    world.speak(language)
    result = await add(world, "あ")
    assert said(result).startswith(
        (world.texts.say(language, "article-added-unread"), world.texts.say(language, "article-no-sentences"))
    )


async def test_a_removed_article_is_gone_at_once_and_back_when_restored(
    world: World, language: Language
) -> None:
    world.speak(language)
    await add(world)
    quote = await world.slash(world.member, "quote", article="港の図書室")
    asked = await world.slash(world.admin, "article remove", article="港の図書室")
    assert asked.ephemeral
    removed = await world.click(world.admin, asked, "button-remove")
    assert "港の図書室" not in said(await world.slash(world.member, "article list"))
    gone = await world.click(world.member, quote, "button-another")
    assert world.texts.say(language, "article-gone") == problem(gone)
    restored = await world.click(world.admin, removed, "button-undo")
    assert "港の図書室だより" in said(restored)
    assert "港の図書室" in said(await world.slash(world.member, "article list"))

    asked = await world.slash(world.admin, "article remove", article="港の図書室")
    kept = await world.click(world.admin, asked, "button-cancel")
    assert said(kept) == world.texts.say(language, "cancelled")
    asked = await world.slash(world.admin, "article remove", article="港の図書室")
    await world.click(world.admin, asked, "button-remove")
    offered = await world.admin.autocomplete(world.channel, "article restore", "article", "")
    assert [choice["name"] for choice in offered] == ["港の図書室だより"]
    await world.slash(world.admin, "article restore", article="港の図書室")
    assert "港の図書室" in said(await world.slash(world.member, "article list"))


async def test_a_removed_article_is_deleted_after_a_week_and_counts_until_then(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_world(path, clock=lambda: now) as world:
        await add(world)
        asked = await world.slash(world.admin, "article remove", article="港の図書室")
        await world.click(world.admin, asked, "button-remove")
        now += timedelta(days=6, hours=23)
        await world.bot.library.guilds.purge()
        assert len(await world.bot.library.shelf.removed(world.guild.id)) == 1
        now += timedelta(hours=2)
        await world.bot.library.guilds.purge()
        assert await world.bot.library.shelf.removed(world.guild.id) == []


async def test_only_editors_edit_even_when_they_stop_being_one_before_they_press(world: World) -> None:
    world.speak(Language.JA)
    role = world.guild.create_role("読書係")
    await world.slash(world.admin, "settings", editors=role)
    editor = world.guild.add_member(world.env.create_user("nao"), roles=[role])
    result = await world.slash(editor, "article add", file=("tayori.md", TEXT.encode()))
    assert world.texts.say(Language.JA, "article-added") in said(result)
    asked = await world.slash(editor, "article remove", article="港の図書室")
    await world.slash(world.admin, "settings", editors=world.guild.create_role("別の係"))
    refused = await world.click(editor, asked, "button-remove")
    assert problem(refused) == world.texts.say(Language.JA, "editors-only")
    assert len(await world.bot.library.shelf.all(world.guild.id)) == 3


async def test_another_guild_sees_nothing_of_an_article(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    (own,) = [a for a in await world.bot.library.shelf.all(world.guild.id) if a.guild_id]
    quote = await world.slash(world.member, "quote", article="港の図書室")
    context = buttons(answer(quote))[0]["custom_id"]

    other = world.env.create_guild("Somewhere else")
    await world.bot.library.guilds.started(other.id)
    channel = other.create_text_channel("elsewhere")
    spy = other.add_member(world.env.create_user("spy"))
    boss = other.add_member(
        world.env.create_user("boss"),
        roles=[other.create_role("boss", permissions=discord.Permissions(manage_guild=True))],
    )
    there = replace(world, guild=other, channel=channel, member=spy, admin=boss)
    unknown = world.texts.say(Language.JA, "article-gone")
    for command in ("summary", "quote", "prediction", "article show"):
        assert problem(await there.slash(spy, command, article=f"#{own.id}")) == unknown
    assert problem(await there.slash(boss, "article remove", article=f"#{own.id}")) == unknown
    assert await spy.autocomplete(channel, "quote", "article", "港") == []
    assert "港" not in said(await there.slash(spy, "article list"))
    for _ in range(6):
        assert "夜に読む" not in said(await there.slash(spy, "quote"))
    with pytest.raises(Exception, match="article-gone"):
        await world.bot.library.selection.contexts(other.id, [int(context.split(":")[1])])


async def test_a_guild_has_a_quota_of_articles(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.library.storing.A_DAY", QUOTA_ARTICLES + 1)
    world.speak(Language.JA)
    shelf = world.bot.library.shelf
    for number in range(QUOTA_ARTICLES):
        await shelf.add(f"これは{number}番目の短い記事です。", world.guild.id)
    limit = world.texts.say(Language.JA, "quota-articles", limit=QUOTA_ARTICLES)
    assert problem(await add(world)) == limit


async def test_a_guild_has_a_quota_of_bytes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.speak(Language.JA)
    monkeypatch.setattr("bot.library.storing.QUOTA_BYTES", 1_000_000)
    shelf = world.bot.library.shelf
    await shelf.add("とても長い文章です。\n" * 32_250, world.guild.id)
    assert problem(await add(world)) == world.texts.say(Language.JA, "quota-size", limit=1)


async def test_buttons_work_after_a_restart(path: Path) -> None:
    async with open_world(path) as world:
        world.speak(Language.JA)
        await add(world)
        quote = await world.slash(world.member, "quote", about="石油")
        long = await world.slash(world.member, "summary", article="Scale", length="section")
        await world.restart()
        context = await world.click(world.member, quote, "button-context")
        assert "**" in said(context)
        another = await world.click(world.member, quote, "button-another")
        assert "石油" in said(another)
        turned = await world.click(world.member, long, "button-next")
        assert "2 /" in said(turned)
        assert "港の図書室" in said(await world.slash(world.member, "article list"))


async def test_the_prediction_of_the_day_survives_a_restart_and_changes_with_the_guilds_date(
    path: Path,
) -> None:
    now = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)
    async with open_world(path, clock=lambda: now) as world:
        world.speak(Language.JA)
        first = said(await world.slash(world.member, "prediction"))
        await add(world)
        now = datetime(2026, 5, 1, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
        await world.restart(clock=lambda: now)
        assert said(await world.slash(world.member, "prediction")) == first
        now = datetime(2026, 5, 1, 15, 0, tzinfo=UTC)
        assert said(await world.slash(world.member, "prediction")) != first


async def test_the_prediction_of_the_day_stays_when_its_article_is_removed_at_noon(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    with closing(sqlite3.connect(world.path)) as other, other:
        other.execute("UPDATE article SET removed_at = 1 WHERE guild_id IS NULL")
    first = said(await world.slash(world.member, "prediction"))
    assert "2万冊" in first
    asked = await world.slash(world.admin, "article remove", article="港の図書室")
    await world.click(world.admin, asked, "button-remove")
    assert said(await world.slash(world.member, "prediction")) == first
