"""Articles from files and pasted texts."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from bot.library.article_items import MOST
from bot.library.room import QUOTAS
from bot.limits import MAX_BYTES, MAX_CHARACTERS
from bot.model import ItemKind, Language
from bot.model.quotas import Quota
from bot.texts import Texts
from tests.articles import TEXT, add
from tests.conftest import World, answer, buttons, embed, said
from tests.daily import problem
from tests.reviews import newest


async def test_an_editor_adds_a_file_and_everyone_reads_it(world: World, language: Language) -> None:
    world.speak(language)
    result = await add(world, author="三崎ハルカ", link="https://example.com/tayori")
    assert answer(result).ephemeral
    assert world.texts.say(language, "article-added") in said(result)
    (line,) = (await world.bot.library.articles.items(world.guild.id, await newest(world), ItemKind.LINE))[1]
    assert line.text in said(result)
    shown = await world.slash(world.member, "quote", article="港の図書室")
    assert "夜に読む人の居場所をつくりたい" in said(shown)
    assert "三崎ハルカ" in said(shown)
    assert "](https://example.com/tayori)" in said(shown)
    summary = await world.slash(world.member, "summary")
    assert embed(summary).title == "港の図書室だより"


async def test_what_is_next_is_at_hand_below_a_new_article(world: World, language: Language) -> None:
    world.speak(language)
    result = await add(world)
    labels = [button["label"] for button in buttons(answer(result))]
    assert labels[-1] == world.texts.say(language, "button-review")
    assert {world.texts.say(language, f"step-{step}") for step in ("summary", "quote")} <= set(labels)
    await world.bot.library.articles.add("# 灯台\n\n灯台は古い。", world.guild.id)
    for label in labels:
        await world.env.advance_time(60)
        pressed = await world.admin.click(answer(result), label=label)
        assert pressed.modal or (answer(pressed).ephemeral and "港の図書室だより" in said(pressed)), label


async def test_the_same_text_twice_changes_nothing(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    again = await add(world, TEXT.replace("\n", "\r\n"))
    assert world.texts.say(Language.JA, "article-known") in said(again)
    assert world.texts.say(Language.JA, "articles-label", count=3) in said(
        await world.slash(world.member, "articles")
    )


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


async def test_a_word_that_two_fields_of_the_form_share_stays_whole(world: World) -> None:
    world.speak(Language.EN)
    sentence = "The market will double within three years. "
    text = "# T\n\n" + sentence * 100
    form = await world.slash(world.admin, "article add")
    parts = {"text-1": text[:4000], "text-2": text[4000:]}
    await world.admin.submit_modal(form, parts)
    (own,) = [a for a in await world.bot.library.articles.all(world.guild.id) if a.guild_id]
    with closing(sqlite3.connect(world.path)) as database:
        (stored,) = database.execute("SELECT text FROM article WHERE id = ?", (own.id,)).fetchone()
    assert stored == text


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
    assert len(await world.bot.library.articles.all(world.guild.id)) == 2, "nothing half-stored"


async def test_what_an_article_holds_never_pings_or_breaks_a_reply(world: World) -> None:
    world.speak(Language.JA)
    nasty = (
        "# @everyone **太字** [押して](https://evil.test) <@1> \u202e\u200b\n\n"
        "館長の三崎ハルカさんは「@everyone <@&1> <:x:1> ||秘密|| [押して](https://evil.test) `x` が好きだ」"
        "と話した。\n\n"
        "今後3年で@hereの数は**10倍**に増える見通しだ。" + "とても長い文が続く、" * 300 + "と思われる。\n"
    )
    await add(world, nasty)
    for command in ("summary", "quote", "prediction"):
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
    for command in ("summary", "quote"):
        result = await world.slash(world.member, command, article="#3")
        assert embed(result).description, command
        assert not re.search(r"(?<!\\)\]\(https://evil", said(result))
    (own,) = [a for a in await world.bot.library.articles.all(world.guild.id) if a.guild_id]
    assert own.title.isprintable()
    assert own.title.strip()
    if not title.strip(" \u3000\u200b\u202e"):
        assert own.title == "港の図書室だより"
    offered = await world.member.autocomplete(world.channel, "summary", "article", "")
    assert all(choice["name"].strip() for choice in offered)


async def test_an_article_of_which_nothing_can_be_shown_says_so(world: World, language: Language) -> None:
    world.speak(language)
    result = await add(world, "あ")
    assert said(result).startswith(
        (world.texts.say(language, "article-added-unread"), world.texts.say(language, "article-no-sentences"))
    )


async def test_the_answer_says_how_many_items_were_left_out(world: World, language: Language) -> None:
    world.speak(language)
    quotes = (f"港湾課の早川ミオさんは「{n}番目の灯台もともしたい」と述べた。" for n in range(MOST + 7))
    shown = said(await add(world, "\n\n".join(quotes)))
    assert world.texts.say(language, "article-left-out", count=7, most=MOST) in shown
    assert world.texts.say(language, "article-left-out", count=0, most=MOST) not in said(
        await add(world, TEXT)
    )


async def test_a_guild_has_a_quota_of_articles(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(QUOTAS, Quota.ARTICLES, 3)
    world.speak(Language.JA)
    articles = world.bot.library.articles
    for number in range(3):
        await articles.add(f"これは{number}番目の短い記事です。", world.guild.id)
    limit = world.texts.say(Language.JA, "quota-articles", limit=3)
    assert problem(await add(world)) == limit


async def test_a_guild_has_a_quota_of_bytes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.speak(Language.JA)
    monkeypatch.setitem(QUOTAS, Quota.BYTES, 1_000_000)
    articles = world.bot.library.articles
    await articles.add(f"とても{'長い' * 500}文章です。\n" * 330 + "短い文章です。\n" * 70, world.guild.id)
    assert problem(await add(world)) == world.texts.say(Language.JA, "quota-bytes", limit=1)


async def test_drafts_count_towards_the_quota_of_bytes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.speak(Language.JA)
    monkeypatch.setitem(QUOTAS, Quota.BYTES, 1_100)
    first, second = (
        f"---\nurl: https://example.org/{name}\n---\n" + "港の図書室は、来年の春から夜間も開く予定だ。\n" * 2
        for name in ("a", "b")
    )
    for text in (first, second):
        await add(world, text)
    offered = await add(world, first + "長い。" * 50)
    assert world.texts.say(Language.JA, "article-changed") in said(offered)
    limit = world.texts.say(Language.JA, "quota-bytes", limit=0)
    assert problem(await add(world, second + "長い。" * 50)) == limit
    offered = await add(world, first + "短い。" * 5)
    assert world.texts.say(Language.JA, "article-changed") in said(offered), (
        "it takes the earlier one's place"
    )
    refreshed = await world.click(world.admin, offered, "button-refresh")
    assert world.texts.say(Language.JA, "article-refreshed") in said(refreshed)
    offered = await add(world, second + "長い。" * 50)
    assert world.texts.say(Language.JA, "article-changed") in said(offered), "there is room again"
