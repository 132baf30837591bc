"""What members find in a channel that gets articles in parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.model import Article, Language, Vote
from tests.cogs.daily.test_queue import series
from tests.cogs.daily.test_resumes import Clock, a_day_passes, letters
from tests.cogs.daily.test_trouble import work
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import press as press_panel
from tests.daily import schedules

CHAPTER = "港の図書室は夜も開いている。灯台の光が窓から入り、本を読む人の手もとを照らす。" * 12
TEXT = f"""# 港の図書室

{CHAPTER}館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

## 蔵書

{CHAPTER}今後3年で蔵書は2万冊を超える見通しだ。

## 人

{CHAPTER}
"""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def world(path: Path, clock: Clock) -> AsyncIterator[World]:
    async with open_world(path, clock=clock) as world:
        await world.bot.library.guilds.change(world.guild.id, zone="UTC")
        yield world


async def begun(world: World, language: Language) -> Article:
    """A series of one article, in the language of the server."""
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, language=language)
    article = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    await world.bot.library.queue.give_word(world.guild.id, article.id, world.admin.id)
    await series(world, article=f"#{article.id}", zone="UTC")
    return article


def posts(world: World) -> list[Any]:
    """The messages in the channel, oldest first."""
    return list(world.channel.history())


def text(message: Any) -> str:
    (embed,) = message.embeds
    return f"{embed.author.name}\n{embed.description}"


def labels(message: Any) -> dict[str, str]:
    """The ids of the buttons under a message, by their labels."""
    if not isinstance(message, discord.Message):
        return {button["label"]: button["custom_id"] for button in buttons(message)}
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    found = [one for row in rows for one in row.children if isinstance(one, discord.Button)]
    return {str(one.label): str(one.custom_id) for one in found}


async def press(world: World, message: Any, key: str) -> InteractionResult:
    """What a member gets who presses the button with that label."""
    await world.env.advance_time(60)
    wanted = [world.texts.say(language, key) for language in Language]
    label = next(label for label in labels(message) if label in wanted)
    return await world.member.click(message, label=label)


async def test_parts_come_with_their_number_what_came_before_and_what_is_in_them(
    world: World, clock: Clock, language: Language
) -> None:
    await begun(world, language)
    say = world.texts.say
    for _ in range(4):
        await a_day_passes(world, clock)
    first, second, third, closing = posts(world)
    assert say(language, "part-label", number=1, count=3, minutes=1) in text(first)
    before = say(language, "part-before", text="").strip()
    assert before not in text(first)
    assert f"-# {before}" in text(second)
    assert "**蔵書**" in text(second)
    own = [say(language, f"button-{name}") for name in ("catch-up", "item-quote", "item-prediction")]
    assert list(labels(first)) == own[:2]
    assert list(labels(second)) == [own[0], own[2]]
    assert list(labels(third)) == own[:1]
    quote = await press(world, first, "button-item-quote")
    assert answer(quote).ephemeral
    assert "夜に読む人の居場所をつくりたい" in said(quote)
    assert "2万冊" in said(await press(world, second, "button-item-prediction"))
    assert say(language, "closing-nothing-next") in text(closing)
    assert "2万冊" in text(closing), "what it predicts"


async def test_the_end_of_an_article_names_what_was_liked_best_and_what_comes_next(
    world: World, clock: Clock, language: Language
) -> None:
    article = await begun(world, language)
    library = world.bot.library
    follower = (await library.articles.add(f"# 丘の駅\n\n{CHAPTER}", world.guild.id)).article
    (schedule,) = await schedules(world)
    await library.queue.give_word(world.guild.id, follower.id, world.admin.id)
    await library.queue.add(world.guild.id, schedule.id, follower.id)
    found = await library.selection.quote(world.guild.id, Language.JA, article, "", remember=False)
    quote = found.item
    await library.votes.cast(world.guild.id, quote.id, world.member.id, Vote.UP)
    for _ in range(5):
        await a_day_passes(world, clock)
    *_, closing, following = posts(world)
    say = world.texts.say
    assert f"**{say(language, 'closing-liked')}**" in text(closing)
    assert quote.text in text(closing)
    assert say(language, "closing-next", title="丘の駅") in text(closing)
    assert following.embeds[0].title == "丘の駅"


async def test_catch_up_shows_a_member_alone_where_they_are_and_turns_as_read_does(
    world: World, clock: Clock, language: Language
) -> None:
    await begun(world, language)
    say = world.texts.say
    for _ in range(2):
        await a_day_passes(world, clock)
    _, second = posts(world)
    shown = await press(world, second, "button-catch-up")
    assert answer(shown).ephemeral
    assert say(language, "catch-up", number=2, count=3, begun="false") in said(shown)
    assert say(language, "part-label", number=1, count=3, minutes=1) in said(shown)
    turned = await press(world, answer(shown), "button-next")
    assert say(language, "part-label", number=2, count=3, minutes=1) in said(turned)
    again = await press(world, posts(world)[0], "button-catch-up")
    assert say(language, "catch-up", number=2, count=3, begun="true") in said(again)
    assert say(language, "part-label", number=2, count=3, minutes=1) in said(again)


async def test_editors_are_told_once_before_a_queue_is_empty(
    world: World, clock: Clock, language: Language
) -> None:
    await begun(world, language)
    for _ in range(3):
        await a_day_passes(world, clock)
    (told,) = letters(world)
    assert "港の図書室" in told
    assert f"<#{world.channel.id}>" in told
    (message,) = world.admin.user.dm_channel.history()
    assert message.embeds[0].author.name == world.texts.say(language, "notice-label-other")


async def test_a_test_post_of_a_series_is_marked_and_found_by_no_other(world: World, clock: Clock) -> None:
    await begun(world, Language.EN)
    await press_panel(world, "button-daily-test")
    await work(world)
    await a_day_passes(world, clock)
    test, first = posts(world)
    assert world.texts.say(Language.EN, "post-test", label="") in text(test)
    assert labels(test)["Catch up"] != labels(first)["Catch up"]
    assert isinstance(first.embeds[0], discord.Embed)


async def test_catch_up_leads_no_further_than_the_channel_is(
    world: World, clock: Clock, language: Language
) -> None:
    article = await begun(world, language)
    say = world.texts.say
    for _ in range(2):
        await a_day_passes(world, clock)
    shown = await press(world, posts(world)[0], "button-catch-up")
    assert say(language, "catch-up-ahead") not in said(shown)
    turned = await press(world, answer(shown), "button-next")
    assert say(language, "part-label", number=2, count=3, minutes=1) in said(turned)
    assert say(language, "catch-up-ahead") in said(turned)
    (forward,) = [one for one in buttons(answer(turned)) if one["label"] == say(language, "button-next")]
    assert forward["disabled"]
    alone = await world.slash(world.member, "read", article=f"#{article.id}")
    assert say(language, "part-label", number=3, count=3, minutes=1) in said(
        await press(world, answer(alone), "button-next")
    )
