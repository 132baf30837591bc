"""/read: an article in parts, privately; each person goes on where they stopped."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from simcord.results import InteractionResult

from bot.app.startup import open_bot
from bot.errors import UserError
from bot.library.places import moves
from bot.model import Language, Metadata, PartSize
from bot.ui.parts import part_text
from tests.conftest import World, answer, buttons, embed, open_world, said

ADDRESS = "https://example.org/boat"
SECTIONS = "\n\n".join(
    f"## {number}日目\n\n"
    + "".join(f"{number}日目の{hour}時に、船は島の横を通った。" for hour in range(1, 13))
    for number in range(1, 9)
)
TEXT = f"# 船の日記\n\n{SECTIONS}\n"


async def add(world: World, text: str = TEXT) -> int:
    added = await world.bot.library.articles.add(text, world.guild.id, Metadata(url=ADDRESS))
    if added.draft is not None:
        await world.bot.library.ingest.refresh(world.guild.id, added.draft)
    return added.article.id


def number(result: InteractionResult) -> str | None:
    """Which part it is, as the label says."""
    return embed(result).author.name


async def test_all_parts_turned_one_by_one_are_the_article(world: World, language: Language) -> None:
    world.speak(language)
    article_id = await add(world)
    _, parts = await world.bot.library.parts.of(world.guild.id, article_id, PartSize.MEDIUM)
    assert len(parts) > 2
    result = await world.slash(world.member, "read", article=f"#{article_id}")
    assert answer(result).ephemeral
    for part in parts:
        assert part_text(part) in said(result)
        label = world.texts.say(
            language, "part-label", number=part.number, count=len(parts), minutes=part.minutes
        )
        assert number(result) == label
        assert any(button.get("url") == ADDRESS for button in buttons(answer(result)))
        if part.number < part.count:
            assert world.texts.say(language, "step-summary") not in str(buttons(answer(result)))
            result = await world.click(world.member, result, "button-next")
    assert world.texts.say(language, "read-end", next="none") in said(result)
    summary = await world.click(world.member, result, "step-summary")
    assert answer(summary).ephemeral
    assert "船の日記" in said(summary)
    result = await world.click(world.member, result, "button-previous")
    assert part_text(parts[-2]) in said(result)


async def test_the_end_of_an_article_leads_to_one_that_was_not_begun(world: World) -> None:
    world.speak(Language.JA)
    await world.bot.library.articles.add(TEXT.replace("船", "汽車"), world.guild.id)
    await world.bot.library.articles.add("# 駅\n\n駅はとても古い建物である。", world.guild.id)
    result = await world.slash(world.member, "read", article="駅")
    assert "汽車の日記" in said(result)
    result = await world.click(world.member, result, "button-read-next")
    assert "1日目の1時に、汽車は" in said(result)


async def test_each_person_goes_on_where_they_stopped_in_each_article(path: Path) -> None:
    now = itertools.count()

    def clock() -> datetime:
        return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(seconds=next(now))

    async with open_world(path, clock=clock) as world:
        await goes_on_where_it_stopped(world, clock)


async def goes_on_where_it_stopped(world: World, clock: Callable[[], datetime]) -> None:
    world.speak(Language.JA)
    await add(world)
    train = (await world.bot.library.articles.add(TEXT.replace("船", "汽車"), world.guild.id)).article
    first = await world.slash(world.member, "read", article="船", size="short")
    second = await world.click(world.member, first, "button-next")
    await world.slash(world.member, "read", article=f"#{train.id}")
    assert "汽車の日記" in said(await world.slash(world.member, "read"))
    again = await world.slash(world.member, "read", article="船")
    assert (number(again), said(again)) == (number(second), said(second))
    await world.restart(clock=clock)
    assert said(await world.slash(world.member, "read")) == said(second)
    # Somebody else begins with the newest article.
    other = await world.slash(world.admin, "read")
    assert "1日目の1時に、汽車は" in said(other)


async def test_a_place_survives_another_size_and_a_refresh(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    result = await world.slash(world.member, "read", size="long")
    result = await world.click(world.member, result, "button-next")
    shown = said(result).splitlines()
    heading = next(line for line in shown if line.startswith("**"))
    short = await world.slash(world.member, "read", size="short")
    assert heading in said(short)
    assert len(said(short)) < len(said(result))
    await add(world, TEXT.replace("# 船の日記\n", "# 船の日記\n\n船出の前に、乗組員は港で一晩を過ごした。\n"))
    assert heading in said(await world.slash(world.member, "read"))


async def test_a_part_of_an_article_that_is_gone_says_so_and_another_is_read(world: World) -> None:
    world.speak(Language.JA)
    article_id = await add(world)
    result = await world.slash(world.member, "read")
    await world.bot.library.articles.remove(world.guild.id, article_id)
    gone = await world.click(world.member, result, "button-next")
    assert world.texts.say(Language.JA, "article-gone") in said(gone)
    await world.bot.library.articles.add("# 駅\n\n駅はとても古い建物である。", world.guild.id)
    assert "駅はとても古い建物である。" in said(await world.slash(world.member, "read"))


async def test_privacy_shows_gives_and_forgets_places(world: World) -> None:
    world.speak(Language.JA)
    await add(world)
    await world.click(world.member, await world.slash(world.member, "read"), "button-next")
    personal, member = world.bot.library.personal_data, world.member.id
    (place,) = (await personal.stored(member, world.guild.id)).places
    assert (place.title, place.size, place.start > 0) == ("船の日記", PartSize.MEDIUM, True)
    overview = await world.slash(world.member, "privacy")
    assert world.texts.say(Language.JA, "privacy-stored-places", count=1) in said(overview)
    sure = await world.click(world.member, overview, "button-privacy-delete")
    assert world.texts.say(Language.JA, "privacy-goes-places", count=1) in said(sure)
    await world.click(world.member, sure, "button-privacy-forget")
    assert await world.bot.library.places.latest(world.guild.id, member) is None


async def test_places_without_their_key_keep_the_bot_from_starting(path: Path) -> None:
    async with open_world(path) as world:
        await add(world)
        await world.slash(world.member, "read")
    path.with_name(f"{path.name}.key").unlink()
    with pytest.raises(UserError, match="key-lost"):
        async with open_bot(path):
            pass


BEFORE = TEXT
AT = TEXT.index("5日目の1時")


@pytest.mark.parametrize(
    ("after", "goes_on"),
    [
        (BEFORE, "5日目の1時"),
        ("前書き。\n\n" + BEFORE, "5日目の1時"),
        (BEFORE.replace("2日目の", "二日目の"), "5日目の1時"),
        (BEFORE.replace("日目の1時に、", "日目は、"), "5日目は、船"),
        (BEFORE[: AT - 9] + BEFORE[BEFORE.index("## 6日目") :], "## 6日目"),
        (BEFORE[BEFORE.index("## 7日目") :] + "\n\n" + BEFORE[: BEFORE.index("## 7日目")], "5日目の1時"),
    ],
)
def test_a_place_is_found_again_at_its_words_or_at_the_next_that_are_left(after: str, goes_on: str) -> None:
    assert after[moves(BEFORE, after)(AT) :].lstrip().startswith(goes_on)


def test_a_place_in_a_text_of_which_nothing_is_left_stays_about_as_far_from_its_beginning() -> None:
    assert moves("あ" * 1_000, "い" * 500)(400) == 200
    assert moves("あ", "")(1) == 0
