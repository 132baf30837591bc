"""Every command as a person types it, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
from discord import app_commands
from simcord.results import InteractionResult

from bot.library.article_service import SHIPPED
from bot.model import Language
from bot.texts import Texts
from bot.ui.replies import INTERACTIONS, SECONDS, Interaction
from tests.conftest import World, answer, buttons, embed, open_world, said
from tests.test_house import EVERYBODY
from tests.writer import traced

SPOKEN = {Language.JA: "記事によると", Language.EN: "According to the article"}


def shipped(language: Language) -> str:
    """The shipped edition, without what its marks and ours could make different."""
    return plain((SHIPPED / f"scale-ai.{language}.md").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return re.sub(r"[\s\\*]", "", text)


def words_of(shown: str) -> list[str]:
    """The lines of a reply that are words of the article."""
    return [line.lstrip("- ") for line in shown.splitlines() if line.strip() and not line.startswith("-#")]


async def test_a_summary_is_the_articles_own_sentences_with_its_source(
    world: World, language: Language
) -> None:
    world.speak(language)
    for length, count in (("line", 1), ("three", 3)):
        result = await world.slash(world.member, "summary", length=length)
        assert not result.ephemeral
        lines = words_of(embed(result).description or "")
        assert len(lines) == count
        assert all(plain(line) in shipped(language) for line in lines)
        assert SPOKEN[language] in said(result)


async def test_the_long_summary_has_pages_to_turn(world: World, language: Language) -> None:
    world.speak(language)
    result = await world.slash(world.member, "summary", length="section")
    first = said(result)
    turned = await world.click(world.member, result, "button-next-arrow")
    assert turned.response is not None
    assert turned.response.id == answer(result).id, "the page is turned in place"
    second = said(turned)
    assert second != first
    assert SPOKEN[language] in second
    back = await world.click(world.member, turned, "button-previous-arrow")
    assert said(back) == first


async def test_an_article_can_be_meant_by_words_of_its_title(world: World) -> None:
    world.speak(Language.JA)
    result = await world.slash(world.member, "summary", article="ｓｃａｌｅ ai’s")
    assert plain(words_of(embed(result).description or "")[0]) in shipped(Language.EN)
    choices = await world.member.autocomplete(world.channel, "summary", "article", "scale")
    assert len(choices) == 2
    assert choices[0]["name"].startswith("Scale AIの"), "what the person can read stands first"
    result = await world.slash(world.member, "summary", article=choices[0]["value"])
    assert embed(result).title


async def test_a_quotation_names_its_speaker_and_its_source(world: World, language: Language) -> None:
    world.speak(language)
    result = await world.slash(world.member, "quote")
    quoted, who, _ = (embed(result).description or "").split("\n\n")
    assert plain(quoted.strip("「」“”")) in shipped(language)
    assert {Language.JA: "アレクサンドル・ワン", Language.EN: "Alexandr Wang"}[language] in who
    assert SPOKEN[language] in said(result)


async def test_quotations_do_not_repeat_until_all_were_shown_and_private_ones_do_not_count(
    world: World,
) -> None:
    world.speak(Language.JA)
    shown: list[str] = []
    result = await world.slash(world.member, "quote")
    shown.append(said(result))
    for _ in range(4):
        await world.slash(world.member, "quote", private=True)
        result = await world.click(world.member, result, "button-another")
        assert not result.ephemeral
        shown.append(said(result))
    assert len(set(shown)) == 5, "the shipped article has five quotations"
    result = await world.click(world.member, result, "button-another")
    assert said(result) in shown[:-1]


async def test_quotations_can_be_asked_for_by_any_word_in_them(world: World) -> None:
    world.speak(Language.JA)
    for word, shown in (("石油", "石油"), ("聖杯", "聖杯"), ("ａｉ", "AI")):
        result = await world.slash(world.member, "quote", about=word)
        assert shown in said(result)
        assert not result.ephemeral
    another = await world.click(world.member, result, "button-another")
    assert "AI" in said(another)


@pytest.mark.parametrize("private", [False, True])
async def test_the_only_quotation_that_matches_is_not_shown_again_as_another_one(
    world: World, texts: Texts, language: Language, private: bool
) -> None:
    world.speak(language)
    word = {Language.JA: "聖杯", Language.EN: "holy grail"}[language]
    result = await world.slash(world.member, "quote", about=word, private=private)
    again = await world.click(world.member, result, "button-another")
    assert problem(again) == texts.say(language, "quotes-no-other.about", about=word)


async def test_the_prediction_of_the_day_is_the_same_for_everyone_all_day(world: World) -> None:
    world.speak(Language.JA)
    first = await world.slash(world.member, "prediction")
    assert "見通し" in said(first)
    world.speak(Language.EN, Language.JA)
    private = await world.slash(world.admin, "prediction", private=True)
    assert private.ephemeral
    assert words_of(embed(private).description or "")[0] == words_of(embed(first).description or "")[0]
    assert "outlook" in said(private)


async def test_the_day_does_not_change_with_the_language_of_the_replies(path: Path) -> None:
    now = datetime(2026, 5, 1, 18, 0, tzinfo=UTC)  # already the 2nd in Tokyo
    async with open_world(path, clock=lambda: now) as world:
        world.speak(Language.JA)
        first = embed(await world.slash(world.member, "prediction")).description
        await world.bot.library.guilds.change(world.guild.id, language=Language.EN)
        second = embed(await world.slash(world.member, "prediction")).description
        assert words_of(first or "")[0] == words_of(second or "")[0]
        assert "Asia/Tokyo" in said(await world.slash(world.admin, "settings"))


async def test_one_articles_predictions_are_shown_with_kind_and_horizon(
    world: World, language: Language
) -> None:
    world.speak(language)
    result = await world.slash(world.member, "prediction", article="Scale")
    kinds = {Language.JA: ["見通し", "主張", "限界"], Language.EN: ["outlook", "claim", "limit"]}[language]
    seen = said(result)
    for _ in range(30):
        turning = [one for one in buttons(answer(result)) if one["custom_id"].startswith("prediction:")]
        if turning[-1].get("disabled"):
            break
        result = await world.click(world.member, result, "button-next-arrow")
        seen += said(result)
    assert all(kind in seen for kind in kinds)


@pytest.mark.parametrize("command", ["summary", "quote", "prediction"])
async def test_see_in_context_shows_the_sentence_between_its_neighbors_privately(
    world: World, language: Language, command: str
) -> None:
    world.speak(language)
    result = await world.slash(world.member, command)
    context = await world.click(world.admin, result, "button-context")
    assert context.ephemeral
    shown = embed(context).description or ""
    assert "**" in shown
    for line in words_of(shown):
        assert plain(line).strip("…") in shipped(language)
    assert len(words_of(shown)) >= 2


async def test_public_replies_speak_the_guilds_language_and_private_ones_the_persons(world: World) -> None:
    world.speak(Language.EN, Language.JA)
    assert embed(await world.slash(world.member, "quote")).author.name == "名言"
    private = await world.slash(world.member, "quote", private=True)
    assert private.ephemeral
    assert embed(private).author.name == "Quotation"
    await world.bot.library.guilds.change(world.guild.id, language=Language.EN)
    world.speak(Language.JA)
    assert embed(await world.slash(world.member, "quote")).author.name == "Quotation"


async def test_private_answers_are_seen_by_the_person_only(world: World) -> None:
    for command in ("summary", "quote", "prediction"):
        assert (await world.slash(world.member, command, private=True)).ephemeral, command
        assert not (await world.slash(world.member, command)).ephemeral, command


async def test_help_names_the_commands_that_somebody_can_use_and_says_what_is_stored(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    result = await world.slash(world.member, "help")
    assert result.ephemeral
    listed = await world.click(world.member, result, "help-page-commands")
    editors = await world.slash(world.admin, "help")
    of_editors = said(await world.click(world.admin, editors, "help-page-commands"))
    for typed in world.bot.tree.walk_commands():
        if not isinstance(typed, app_commands.Group):
            mention = f"</{typed.qualified_name}:"
            assert mention in of_editors
            assert (mention in said(listed)) == ((typed.root_parent or typed).name in EVERYBODY)
    for menu in world.bot.tree.get_commands(type=discord.AppCommandType.message):
        name = f"**{texts.say(language, menu.extras['key'])}**"
        assert name in of_editors
        assert (name in said(listed)) == (menu.name in EVERYBODY)
    japanese = texts.say(Language.JA, "command-summary")
    assert (japanese in said(listed)) == (language is Language.JA), "in one language alone"
    back = await world.click(world.member, listed, "help-page-start")
    stored = await world.click(world.member, back, "help-page-data")
    assert texts.say(language, "help-stored") in said(stored)
    assert texts.say(language, "help-delete") in said(stored)
    await world.click(world.member, stored, "help-page-start")


def problem(result: InteractionResult) -> str:
    """What a private error says."""
    assert result.ephemeral
    return said(result)


async def test_mistakes_are_answered_privately_with_the_next_step(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    for who, command, options, key, variables in (
        (
            world.member,
            "summary",
            {"article": "no such thing"},
            "article-unknown",
            {"query": "no such thing"},
        ),
        (world.member, "summary", {"article": "#999"}, "article-gone", {}),
        (
            world.member,
            "quote",
            {"about": "@everyone **x**"},
            "quotes-none-about",
            {"about": r"\@everyone \*\*x\*\*"},
        ),
        (world.admin, "article manage", {"article": "#999"}, "article-gone", {}),
    ):
        result = await world.slash(who, command, **options)
        assert problem(result) == texts.say(language, key, **variables), (command, options)


async def test_two_hundred_quick_commands_are_told_to_slow_down_and_nobody_else_is(
    world: World, texts: Texts
) -> None:
    world.speak(Language.JA)
    answers = [await world.member.slash(world.channel, "quote") for _ in range(200)]
    slowed = [said(a) for a in answers if a.ephemeral]
    assert len(slowed) >= 180
    said_so = {
        texts.say(Language.JA, "cool-down", rate=INTERACTIONS, period=int(SECONDS), seconds=seconds)
        for seconds in range(1, int(SECONDS) + 2)
    }
    assert slowed[-1] in said_so
    assert not (await world.admin.slash(world.channel, "quote")).ephemeral


async def test_what_editors_are_told_is_looked_for_after_their_commands_alone(world: World) -> None:
    seen: list[tuple[str, int]] = []
    for event in ("editor_command_completion", "app_command_end"):

        async def listen(interaction: Interaction, *, event: str = event) -> None:
            seen.append((event, interaction.user.id))

        world.bot.add_listener(listen, f"on_{event}")
    await world.slash(world.member, "help")
    assert not seen
    await world.slash(world.admin, "help")
    assert seen == [("editor_command_completion", world.admin.id), ("app_command_end", world.admin.id)]


async def test_of_interactions_only_those_with_components_are_dispatched(world: World) -> None:
    seen: list[discord.InteractionType] = []

    async def listen(interaction: Interaction) -> None:
        seen.append(interaction.type)

    world.bot.add_listener(listen, "on_interaction")
    shown = await world.slash(world.member, "help")
    assert not seen
    await world.click(world.member, shown, "help-page-commands")
    assert seen == [discord.InteractionType.component]


async def test_an_unforeseen_error_is_an_apology_whose_id_is_in_the_log(
    world: World, texts: Texts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world.speak(Language.JA)

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(world.bot.library.selection, "quote", broken)
    shown = problem(await world.slash(world.member, "quote"))
    number = re.search("`([0-9a-f]{8})`", shown)
    assert number is not None
    assert shown == texts.say(Language.JA, "unforeseen", number=number[1])
    assert number[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("quote", {}),
        ("quote", {"article": "Scale", "as": "card"}),
        ("summary", {}),
        ("search", {"words": "AI"}),
        ("articles", {}),
        ("article manage", {"article": "Scale"}),
        ("help", {}),
        ("settings", {}),
    ],
)
async def test_a_command_has_the_settings_of_the_server_in_memory(
    world: World, command: str, options: dict[str, str]
) -> None:
    await world.slash(world.admin, command, **options)  # what follows a first command is no part of it
    async with traced(world.bot.library.articles._db) as seen:
        await world.slash(world.admin, command, **options)
    settings = re.compile(r"SELECT [\w, ]+ FROM guild WHERE id")
    assert not any(map(settings.match, seen.read + seen.written)), seen
