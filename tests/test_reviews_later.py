"""What editors said, later: articles come anew, posts wait, old buttons are pressed, roles are taken away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.errors import UserError
from bot.library import Library
from bot.library.reviews import case
from bot.library.storing import Added, carried
from bot.model import (
    Article,
    Content,
    Item,
    ItemKind,
    Language,
    Metadata,
    PredictionKind,
    Reason,
    Verdict,
    Vote,
    VoteReason,
)
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import menu
from tests.desk import GUILD, MORNING, open_desk
from tests.test_reviews import PREDICTION, QUOTE, TEXT, choose, newest
from tests.test_reviews import open_desk as review

LINK = "https://example.com/tayori"


async def give(library: Library, text: str) -> Added:
    """The page at an address, as it is now; an article that is there is refreshed."""
    page = f"---\nurl: {LINK}\n---\n{text}"
    added = await library.intake.text(page, GUILD, Metadata(url=LINK, language="ja"))
    if added.draft is not None:
        added = await library.intake.refresh(GUILD, added.draft)
    return added


async def verdicts(library: Library, article: Article, kind: ItemKind) -> dict[str, Verdict | None]:
    _, found = await library.reviews.of_article(GUILD, article.id)
    return {one.item.text: one.verdict for one in found if one.item.kind is kind}


async def test_a_text_that_brings_nothing_new_is_not_offered_again_where_editors_kept_an_item(
    library: Library,
) -> None:
    article = (await give(library, TEXT)).article
    quotes = (await library.shelf.items(GUILD, article.id, QUOTE))[1]
    await library.reviews.judge(GUILD, quotes[1].id, Verdict.APPROVED)
    changed = TEXT.replace("「仕事", "仕事").replace("い」と語る", "い、と語る")
    assert (await give(library, changed)).outcome == "refreshed"
    assert len(await verdicts(library, article, QUOTE)) == 2
    assert (await give(library, changed)).outcome == "known"


async def test_what_was_approved_waits_again_where_it_is_read_otherwise_now(library: Library) -> None:
    article = (await give(library, TEXT)).article
    said_by, other = (await library.shelf.items(GUILD, article.id, QUOTE))[1]
    (foreseen, *_) = (await library.shelf.items(GUILD, article.id, PREDICTION))[1]
    await library.reviews.judge(GUILD, said_by.id, Verdict.APPROVED)
    await library.reviews.judge(GUILD, other.id, Verdict.APPROVED)
    await library.reviews.set_kind(GUILD, foreseen.id, PredictionKind.LIMIT)
    await give(library, TEXT.replace("三崎ハルカ", "三崎ナツミ"))
    assert await verdicts(library, article, QUOTE) == {said_by.text: None, other.text: Verdict.APPROVED}
    assert (await verdicts(library, article, PREDICTION))[foreseen.text] is Verdict.APPROVED, (
        "a correction stays"
    )


async def test_the_kind_that_was_approved_is_not_taken_for_another(path: Path, library: Library) -> None:
    article = (await give(library, TEXT)).article
    (foreseen, *_) = (await library.shelf.items(GUILD, article.id, PREDICTION))[1]
    await library.reviews.judge(GUILD, foreseen.id, Verdict.APPROVED)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE item SET prediction_kind = 'claim' WHERE id = ?", (foreseen.id,))
    await give(library, TEXT)  # as other rules read it
    assert (await verdicts(library, article, PREDICTION))[foreseen.text] is None


def test_words_that_no_longer_stand_together_are_not_carried_over() -> None:
    before, text = "「はい\nそうです」", "はいと言う。別の話が続く。そうですか。"
    quote = Item(7, 1, QUOTE, 0, "はい そうです", ((1, 3), (4, 8)))
    assert carried([quote], [], before, text) == []
    (kept,) = carried([quote], [], before, f"前。{before}")
    assert kept.spans == ((3, 5), (6, 10))


async def test_where_nothing_was_read_nobody_said_that_there_is_nothing(library: Library) -> None:
    article = (
        await library.shelf.add("# 海\n\n海は広く、船は少ない。\n\n港は静かで、鳥が多い。", GUILD)
    ).article
    _, found = await library.reviews.of_article(GUILD, article.id)
    last = max(one.item.id for one in found)
    await library.reviews.approve_rest(GUILD, article.id, last)
    _, found = await library.reviews.of_article(GUILD, article.id)
    labelled = case(article, "", found)
    assert "summary" in labelled
    assert not {"quotes", "predictions"} & set(labelled)


@pytest.mark.parametrize(("name", "there"), [("Ren", False), ("René", True), (" ", False), ("\u200b", False)])
async def test_a_name_is_a_word_of_its_own_with_its_accents(library: Library, name: str, there: bool) -> None:
    article = (await library.shelf.add("# Sea\n\n“We can weave patterns,” said René in 1843.", GUILD)).article
    (quote,) = (await library.shelf.items(GUILD, article.id, QUOTE))[1]
    if there:
        assert (await library.reviews.attribute(GUILD, quote.id, name)).speaker == name
    else:
        with pytest.raises(UserError, match="name-not-in-article"):
            await library.reviews.attribute(GUILD, quote.id, name)


@pytest.mark.parametrize("doubtful", [False, True])
async def test_a_post_that_waits_shows_no_item_rejected_meanwhile_unless_somebody_may_see_it(
    path: Path, doubtful: bool
) -> None:
    async with open_desk(path) as desk:
        desk.library = Library(desk.database, lambda: desk.now)
        schedule = await desk.schedule()
        (post,) = await desk.claim(MORNING)
        (item,) = post.delivery.items
        await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 60, doubtful=doubtful)
        await desk.library.reviews.judge(GUILD, item, Verdict.REJECTED)
        (again,) = await desk.claim(MORNING + timedelta(minutes=2))
        assert (again.delivery.items == (item,)) is doubtful
        assert again.delivery.slot == post.delivery.slot
        assert [d.items for d in await desk.history(schedule)] == [again.delivery.items]


async def test_a_schedule_posts_only_what_its_server_shows(path: Path) -> None:
    async with open_desk(path) as desk:
        (article,) = await desk.library.shelf.all(GUILD)
        kinds = (Content.QUOTE, Content.PREDICTION, Content.SUMMARY)
        made = [await desk.schedule(content=content) for content in kinds]
        await desk.library.guilds.change(GUILD, unreviewed=False)
        _, found = await desk.library.reviews.of_article(GUILD, article.id)
        by_kind = {one.item.kind: one.item for one in found}
        chosen = {by_kind[kind].id for kind in (QUOTE, PREDICTION, ItemKind.LINE)}
        for item in chosen:
            await desk.library.reviews.judge(GUILD, item, Verdict.APPROVED)
        posts = await desk.claim(MORNING)
        assert {item for post in posts for item in post.delivery.items} == chosen
        for post in posts:
            await desk.library.outbox.confirm(post, 1)
        for schedule in made:
            for coming in await desk.library.daily.preview(schedule, Language.JA, 1):
                assert coming.item is None or coming.item.id in chosen


async def sections(world: World, count: int) -> InteractionResult:
    """An article's summary by section, whose second page has a button."""
    text = "# 港\n\n" + "".join(f"## 見出し{n}\n\n港の船は{n}隻で、朝に出る。\n\n" for n in range(count))
    await world.slash(world.admin, "article add", file=("minato.md", text.encode()))
    return await world.slash(world.member, "summary", length="section")


async def test_an_old_page_of_a_summary_that_was_rejected_says_so(world: World, language: Language) -> None:
    world.speak(language)
    old = await sections(world, 8)
    article, lines = await world.bot.library.shelf.items(
        world.guild.id, await newest(world), ItemKind.SECTION
    )
    assert len(lines) > 5
    for line in lines:
        await world.bot.library.reviews.judge(world.guild.id, line.id, Verdict.REJECTED)
    pressed = await world.click(world.member, old, "button-next")
    assert world.texts.say(language, "summary-none", title=article.title) in said(pressed)
    again = await world.slash(world.member, "summary", length="section")
    assert said(again) == said(pressed)


async def test_an_old_button_for_an_item_that_is_gone_says_where_to_look(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_far(world, await review(world), "夜に読む人の居場所")
    with closing(sqlite3.connect(world.path)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM item WHERE kind = 'quote' AND article_id = ?", (await newest(world),))
    for key in ("button-approve", "button-reject"):
        pressed = await world.click(world.admin, desk, key)
        assert world.texts.say(language, "item-gone") in said(pressed), key
        assert answer(pressed).ephemeral


async def test_long_names_and_headings_fit_on_the_desk(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    with closing(sqlite3.connect(world.path)) as database, database:
        article = await newest(world)
        database.execute("UPDATE item SET heading = ? WHERE kind = 'section'", ("*見出し*" * 2_000,))
        database.execute("UPDATE item SET speaker = ? WHERE kind = 'quote'", ("*話し手*" * 2_000,))
        database.execute("UPDATE item SET text = ? WHERE article_id = ?", ("**`夜`**" * 2_000, article))
        database.execute(
            "INSERT INTO review SELECT ?, id, 'approved', '灘ソウタ', NULL, 0 FROM item"
            " WHERE kind = 'quote' AND position = 0",
            (world.guild.id,),
        )
    desk = await world.slash(world.admin, "article review")
    seen = {said(desk).splitlines()[0]}
    while not next(
        b for b in buttons(answer(desk)) if b.get("label") == world.texts.say(language, "button-next")
    )["disabled"]:
        desk = await world.click(world.admin, desk, "button-next")
        seen.add(said(desk).splitlines()[0])
    assert len(seen) > 5
    assert "夜" in said(await world.slash(world.member, "quote", article="港の図書室"))


async def test_who_said_it_is_offered_first_among_sixty_speakers(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    article = await newest(world)
    with closing(sqlite3.connect(world.path)) as database, database:
        database.executemany(
            "INSERT INTO item (article_id, kind, position, text, spans, speaker)"
            " VALUES (?, 'quote', ?, ?, '[[0, 1]]', ?)",
            [(article, 100 + n, f"言葉{n}。", f"話し手{n}") for n in range(60)],
        )
    desk = await world.slash(world.admin, "article review")
    desk = await turn_far(world, desk, "言葉59。")
    offered = menu(desk)["options"]
    assert len(offered) == 25
    assert [o["value"] for o in offered if o.get("default")] == ["話し手59"]
    given = await choose(world, desk, offered[1]["value"])
    offered = menu(given)["options"]
    assert "話し手59" in [o["value"] for o in offered], "the way back"


async def turn_far(
    world: World, on: InteractionResult, words: str, who: MemberActor | None = None
) -> InteractionResult:
    """Turns pages until the one of a quotation with these words."""
    labels = [world.texts.say(language, "review-quote") for language in Language]
    for _ in range(100):
        label, *rest = said(on).splitlines()
        if words in "".join(rest) and any(name in label for name in labels):
            return on
        on = await world.click(who or world.admin, on, "button-next")
    raise AssertionError(words)


async def test_a_form_sent_by_somebody_who_is_no_editor_any_more_changes_nothing(
    world: World, language: Language
) -> None:
    world.speak(language)
    editors = world.guild.create_role("editors")
    kai = world.guild.add_member(world.env.create_user("kai"), roles=[editors])
    await world.slash(world.admin, "settings", editors=editors)
    await review(world)
    article = await newest(world)
    desk = await world.slash(kai, "article review")
    desk = await turn_far(world, desk, "夜に読む人の居場所", kai)
    form = await world.click(kai, desk, "button-another-name")
    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    await world.env.advance_time(60)
    refused = await kai.submit_modal(form, {"name": "灘ソウタ"})
    assert world.texts.say(language, "editors-only") in said(refused)
    assert (await world.bot.library.reviews.progress(world.guild.id, article)).corrected == 0


async def test_what_members_call_wrong_stands_first_on_the_desk(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    article = await newest(world)
    _, found = await world.bot.library.reviews.of_article(world.guild.id, article)
    last = found[-1].item
    votes, guild = world.bot.library.votes, world.guild.id
    for person, why in ((world.member.id, VoteReason.WRONG), (world.admin.id, VoteReason.DULL)):
        await votes.cast(guild, last.id, person, Vote.DOWN)
        await votes.cast(guild, last.id, person, why)
    desk = await world.slash(world.admin, "article review")
    reason = world.texts.say(language, f"vote-reason-{VoteReason.WRONG}")
    assert world.texts.say(language, "review-told", reason=reason, count=1) in said(desk)
    assert world.texts.say(language, f"vote-reason-{VoteReason.DULL}") not in said(desk)
    after = await world.click(world.admin, desk, "button-approve")
    assert reason not in said(after)


async def test_what_members_call_wrong_after_it_was_approved_waits_for_another_look(path: Path) -> None:
    now = MORNING
    async with open_world(path, clock=lambda: now) as world:
        world.speak(Language.EN)
        await review(world)
        article, guild = await newest(world), world.guild.id
        reviews, votes = world.bot.library.reviews, world.bot.library.votes
        _, found = await reviews.of_article(guild, article)
        quote, other = (one.item for one in found if one.item.kind is QUOTE)
        line = next(one.item for one in found if one.item.kind is ItemKind.LINE)
        await votes.cast(guild, other.id, world.member.id, Vote.DOWN)
        now += timedelta(hours=1)
        await reviews.approve_rest(guild, article, max(one.item.id for one in found))
        await reviews.judge(guild, line.id, Verdict.REJECTED)
        done = world.texts.say(Language.EN, "review-done")
        assert done in said(await world.slash(world.admin, "article review"))
        now += timedelta(hours=1)
        await votes.cast(guild, quote.id, world.member.id, Vote.DOWN)
        await votes.cast(guild, quote.id, world.member.id, VoteReason.DULL)
        assert done in said(await world.slash(world.admin, "article review")), "no editor can mend that"
        await votes.cast(guild, line.id, world.member.id, Vote.DOWN)
        for item, why in (
            (quote, VoteReason.WRONG),
            (other, VoteReason.BADLY_CUT),  # said later than the vote
            (line, VoteReason.WRONG),  # of the three lines, which are shown
        ):
            await votes.cast(guild, item.id, world.member.id, why)
        assert await reviews.disputed(guild, article) == {quote.id, other.id, line.id}
        assert await reviews.disputed(guild + 1, article) == set()
        now += timedelta(hours=1)
        desk = await world.slash(world.admin, "article review")
        for why in (VoteReason.WRONG, VoteReason.WRONG, VoteReason.BADLY_CUT):
            assert world.texts.say(Language.EN, f"vote-reason-{why}") in said(desk)
            desk = await world.click(world.admin, desk, "button-approve")
        assert done in said(desk)
