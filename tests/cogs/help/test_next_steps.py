"""No dead end: the help and what fails offer the next step as a button."""

from __future__ import annotations

import re

from bot.model import Language
from bot.texts import LOCALES, Texts
from bot.ui.next_steps import STEPS, next_steps, step_key
from tests.conftest import World, answer, buttons, embed, said
from tests.daily import add, problem
from tests.start import label
from tests.test_house import SOURCES
from tests.test_texts import messages


async def test_help_lets_everybody_try_and_editors_begin(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    labels = [b["label"] for b in buttons(answer(await world.slash(world.member, "help")))]
    assert texts.say(language, "step-article-add") not in labels
    assert texts.say(language, "step-start") not in labels
    result = await world.slash(world.admin, "help")
    assert len(said(result)) < 400, "short enough for a phone"
    for step, shown in (
        ("step-quote", "quote-label"),
        ("step-summary", "summary-three"),
        ("step-prediction", "prediction-label"),
    ):
        tried = await world.click(world.admin, result, step)
        assert tried.ephemeral
        assert embed(tried).author.name == texts.say(language, shown)
    assert world.channel.history() == [], "who tries it is the only one to see it"
    assert (await world.click(world.admin, result, "step-article-add")).modal is not None


async def test_what_finds_nothing_offers_the_next_step_as_a_button(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    empty = await world.slash(world.member, "search", words="zzzz")
    assert [b["label"] for b in buttons(answer(empty))] == [texts.say(language, "step-articles")]
    listed = await world.click(world.member, empty, "step-articles")
    assert listed.ephemeral
    assert "Scale AI" in said(listed)
    empty = await world.slash(world.admin, "search", words="zzzz")
    form = await world.click(world.admin, empty, "step-article-add")
    assert form.modal is not None
    unheard = await world.slash(world.member, "quote", about="zzzz")
    quote = await world.click(world.member, unheard, "step-quote")
    assert embed(quote).author.name == texts.say(language, "quote-label")
    none = await world.slash(world.admin, "daily manage")
    assert label(texts, language, 1) in said(await world.click(world.admin, none, "step-start"))


async def test_an_empty_library_offers_editors_to_add_and_members_nothing_they_may_not(
    world: World, texts: Texts
) -> None:
    for article in await world.bot.library.articles.all(world.guild.id):
        await world.bot.library.articles.remove_everywhere(article.id)
    for command in ("summary", "quote", "prediction", "articles"):
        result = await world.slash(world.member, command)
        assert problem(result) == texts.say(Language.EN, "library-empty"), command
        assert buttons(answer(result)) == []
        result = await world.slash(world.admin, command)
        assert [b["label"] for b in buttons(answer(result))] == [texts.say(Language.EN, "step-article-add")]


async def test_next_steps_outlive_a_restart(world: World) -> None:
    empty = await world.slash(world.member, "search", words="zzzz")
    await world.restart()
    assert "Scale AI" in said(await world.click(world.member, empty, "step-articles"))


async def test_a_button_of_an_earlier_version_leads_where_its_command_went(
    world: World, texts: Texts
) -> None:
    await add(world)
    message = answer(await world.slash(world.admin, "search", words="zzzz"))
    stored = world.env.backend.get_message(message.channel_id, message.id)
    for custom_id in ("run:daily list", "run:daily preview:schedule=#1"):
        stored.components[0]["components"][0]["custom_id"] = custom_id
        await world.env.advance_time(60)
        shown = await world.admin.click(message, custom_id=custom_id)
        assert shown.ephemeral
        assert texts.say(Language.EN, "daily-manage-label") in said(shown)


def test_every_next_step_has_words_and_belongs_to_an_error(texts: Texts) -> None:
    errors = messages(Language.EN)
    for key, after in STEPS.items():
        assert key in errors
        for step in after:
            assert texts.say(Language.JA, step_key(step))
    assert next_steps("fetch-gone", editor=True) == ["article add"]
    assert next_steps("fetch-gone", editor=False) == []
    assert next_steps("cool-down", editor=True) == []


def test_an_error_that_names_a_command_which_one_press_can_run_has_that_button() -> None:
    raised = re.compile(r'UserError\(\s*"([a-z-]+)"')
    keys = {key for source in SOURCES for key in raised.findall(source.read_text(encoding="utf-8"))}
    runs = {step for after in STEPS.values() for step in after}
    words = "".join(file.read_text(encoding="utf-8") for file in sorted((LOCALES / "en").glob("*.ftl")))
    said = dict(re.findall(r"^([a-z-]+) = (.*)", words, re.MULTILINE))
    assert len(keys) > 60
    for key in keys:
        named = set(re.findall(r"`/([a-z]+(?: [a-z]+)?)`", said[key])) & runs
        assert named <= {*next_steps(key, editor=True)}, key
