"""What editors make of an article's sentences on the review desk: other words for an item, and new items."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from simcord.results import InteractionResult

from bot.library.reviews import Progress
from bot.model import Language, PredictionKind
from tests.conftest import World, answer, buttons, said
from tests.daily import choose, menu
from tests.panels import review_desk
from tests.reviews import PREDICTION, QUOTE, newest, review, turn_to

SHORT = """# 港の掲示板

当番の浜名リョウさんは「夜の船は静かだ」と話した。港では毎朝、網を干す。網は昼までに乾く。
"""


async def extend(world: World, desk: InteractionResult, extent: str) -> InteractionResult:
    return await choose(world, world.admin, desk, extent, "review-extent")


async def pick(world: World, page: InteractionResult, words: str) -> InteractionResult:
    """Chooses the option that begins with these words."""
    value = next(one["value"] for one in menu(page)["options"] if words in one["label"])
    return await choose(world, world.admin, page, value)


async def turn_to_summary(world: World, on: InteractionResult, kind: str, words: str) -> InteractionResult:
    labels = [world.texts.say(language, f"summary-{kind}") for language in Language]
    for _ in range(30):
        label, *rest = said(on).splitlines()
        if words in "".join(rest) and any(name in label for name in labels):
            return on
        on = await world.click(world.admin, on, "button-next")
    raise AssertionError(f"no page says {words}")


async def lines(world: World) -> list[str]:
    """The summary in three lines, as everybody sees it."""
    shown = said(await world.slash(world.member, "summary", article="港の図書室", length="three"))
    return [line.removeprefix("- ") for line in shown.splitlines() if line.startswith("- ")]


async def test_a_rejected_line_of_a_summary_gives_way_to_the_next_best_and_leaves_no_gap(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await review(world)
    before = await lines(world)
    desk = await turn_to_summary(world, desk, "three", before[1])
    for _ in range(2):  # what came in its place can be rejected, too
        desk = await world.click(world.admin, desk, "button-reject")
        assert world.texts.say(language, "verdict-none") in said(desk), "the next best waits for a look"
        assert before[1] in said(desk), "what was read stays in sight"
        after = await lines(world)
        assert (len(after), after[0], after[2]) == (3, before[0], before[2])
        assert len({*before, *after}) == 4
    desk = await world.click(world.admin, desk, "button-approve")
    counted = await world.bot.library.reviews.progress(world.guild.id, await newest(world))
    assert (counted.corrected, counted.rejected) == (1, 0)


async def test_an_editor_chooses_another_sentence_for_the_line_of_a_summary(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await review(world)
    page = await world.click(world.admin, desk, "button-another-sentence")
    assert "建物が古く" in said(page)
    desk = await pick(world, page, "建物が古く")
    assert world.texts.say(language, "verdict-approved") in said(desk)
    shown = await world.slash(world.member, "summary", article="港の図書室", length="line")
    assert "建物が古く、書架を増やす場所は足りない。" in said(shown)
    context = await world.click(world.member, shown, "button-context")
    assert "**建物が古く、書架を増やす場所は足りない。**" in said(context)
    counted = await world.bot.library.reviews.progress(world.guild.id, await newest(world))
    assert (counted.corrected, counted.added, counted.rejected) == (1, 0, 0)


async def test_what_lengthens_an_item_stands_below_everything_that_is_pressed_often(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await review(world)
    for kind, words in ((None, ""), (QUOTE, "夜に読む"), (PREDICTION, "見通しだ")):
        desk = await turn_to(world, desk, kind, words) if kind else desk
        *above, last = answer(desk).components
        assert [one["custom_id"].partition(":")[0] for one in last["components"]] == ["review-extent"]
        assert {one["type"] for one in above[-1]["components"]} == {2}, "buttons"


async def test_an_editor_adds_a_quotation_that_a_search_finds(world: World, language: Language) -> None:
    world.speak(language)
    await world.slash(world.admin, "article add", file=("keijiban.md", SHORT.encode()))
    article = await newest(world)
    for one in (await world.bot.library.reviews.of_article(world.guild.id, article))[1]:
        if one.item.kind is QUOTE:
            await world.bot.library.reviews.reject(world.guild.id, one.item.id)
    desk = await review_desk(world, world.admin)
    page = await world.click(world.admin, desk, "button-add-quote")
    form = await world.click(world.admin, page, "button-search")
    page = await world.admin.submit_modal(form, {"words": "網"})
    assert "夜の船" not in said(page)
    desk = await pick(world, page, "網は昼までに乾く")
    spoken = world.texts.say(language, "spoken")
    assert spoken in said(desk), "it has no quotation marks in the article"
    assert world.texts.say(language, "quote-words", text="網は昼までに乾く。") not in said(desk)
    assert world.texts.say(language, "verdict-none") in said(desk), "nobody has said yet who speaks"
    desk = await world.click(world.admin, desk, "button-approve")
    shown = await world.slash(world.member, "quote", article="港の掲示板", about="昼まで")
    assert "網は昼までに乾く。" in said(shown)
    assert spoken in said(shown)
    counted = await world.bot.library.reviews.progress(world.guild.id, article)
    assert counted.added == 1


async def test_of_a_sentence_with_quotation_marks_the_words_between_them_are_added(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await review(world)
    page = await world.click(world.admin, desk, "button-add-quote")
    desk = await pick(world, page, "夜に読む人")
    assert world.texts.say(language, "quote-words", text="夜に読む人の居場所をつくりたい") in said(desk)
    assert "三崎ハルカ" in said(desk), "it was read already, and is not added once more"
    found = await world.bot.library.reviews.progress(world.guild.id, await newest(world))
    assert found.added == 0


async def test_an_editor_adds_a_prediction_and_says_its_kind(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), PREDICTION, "見通しだ")
    page = await world.click(world.admin, desk, "button-add-prediction")
    desk = await pick(world, page, "利用者の灘ソウタさん")
    desk = await choose(world, world.admin, desk, "limit", "review-kind")
    assert world.texts.say(language, "verdict-approved") in said(desk)
    (added,) = [
        one.item
        for one in (await world.bot.library.reviews.of_article(world.guild.id, await newest(world)))[1]
        if one.is_added
    ]
    assert (added.kind, added.prediction_kind) == (PREDICTION, PredictionKind.LIMIT)


async def test_a_shown_item_is_joined_with_its_neighbor_and_cut_again(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), PREDICTION, "今後3年で蔵書は2万冊を超える見通しだ。")
    joined = await extend(world, desk, "after")
    assert "見通しだ。建物が古く、" in said(joined)
    assert world.texts.say(language, "verdict-approved") in said(joined)
    assert world.texts.say(language, "review-was", was="今後3年で蔵書は2万冊を超える見通しだ。") in said(
        joined
    )
    shown = await world.slash(world.member, "prediction", article="港の図書室")
    assert "見通しだ。建物が古く、" in said(shown) or "夜間も開く" in said(shown)
    cut = await extend(world, joined, "not-last")
    assert "建物が古く" not in said(cut)
    article = await newest(world)
    counted = await world.bot.library.reviews.progress(world.guild.id, article)
    assert (counted.unchanged, counted.corrected, counted.added) == (1, 0, 0), "it is what was read again"


async def test_an_article_of_which_nothing_was_found_offers_to_add_something(
    world: World, language: Language
) -> None:
    world.speak(language)
    await review(world)
    with closing(sqlite3.connect(world.path)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM item WHERE article_id = ?", (await newest(world),))
    desk = await review_desk(world, world.admin, "港の図書室")
    assert world.texts.say(language, "review-empty") in said(desk)
    page = await world.click(world.admin, desk, "button-add-quote")
    desk = await pick(world, page, "建物が古く")
    assert world.texts.say(language, "review-added") in said(desk)
    gone = await world.click(world.admin, desk, "button-reject")
    assert world.texts.say(language, "review-empty") in said(gone)


async def test_the_sentences_are_turned_page_by_page_and_lead_back(world: World, language: Language) -> None:
    world.speak(language)
    text = "# 島\n\n" + "".join(f"島の{n}番目の浜では貝がとれる。" for n in range(25))
    await world.slash(world.admin, "article add", file=("shima.md", text.encode()))
    desk = await review_desk(world, world.admin)
    page = await world.click(world.admin, desk, "button-add-prediction")
    for first in (10, 20):
        page = await world.click(world.admin, page, "button-next")
        assert f"島の{first}番目の浜" in said(page)
        assert f"島の{first - 1}番目の浜" not in said(page)
    assert next(b for b in buttons(answer(page)) if b["label"] == world.texts.say(language, "button-next"))[
        "disabled"
    ]
    back = await world.click(world.admin, page, "button-back")
    assert world.texts.say(language, "verdict-none") in said(back)


async def test_a_sentence_of_a_text_that_has_changed_is_not_taken(world: World, language: Language) -> None:
    world.speak(language)
    desk = await review(world)
    page = await world.click(world.admin, desk, "button-add-prediction")
    article = await newest(world)
    for stale in ("0:1-2", "99:0-1", "x"):
        stored = world.env.backend.get_message(answer(page).channel_id, answer(page).id)
        (select,) = [one for row in stored.components for one in row["components"] if one["type"] == 3]
        select["options"][0]["value"] = stale
        await world.env.advance_time(60)
        pressed = await world.admin.select(answer(page), [stale])
        assert world.texts.say(language, "sentence-gone") in said(pressed)
    counted = await world.bot.library.reviews.progress(world.guild.id, article)
    assert counted == Progress(counted.read, 0, 0, 0, 0)
