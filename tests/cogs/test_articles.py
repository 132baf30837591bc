"""/articles: the list that everybody has, and what each article leads to."""

from __future__ import annotations

import re

from bot.model import Language
from bot.ui.articles import LIST_SIZE
from tests.conftest import World, answer, embed, said
from tests.panels import choose_editors, labels, open_article, selects


async def test_an_article_is_chosen_from_the_list_and_read_with_buttons(
    world: World, language: Language
) -> None:
    world.speak(language)
    listed = await world.slash(world.member, "articles")
    assert listed.ephemeral
    assert said(listed).count("Scale AI") == 2
    shown = await open_article(world, world.member, "Scale AI")
    assert re.search(r"(名言5|5\u00a0quotations)", said(shown))
    for step, label in (("step-summary", "summary-three"), ("step-quote", "quote-label")):
        read = await world.click(world.member, shown, step)
        assert read.ephemeral
        assert embed(read).author.name == world.texts.say(language, label)
        assert "Scale AI" in said(read)
    read = await world.click(world.member, shown, "step-read")
    assert read.ephemeral
    assert "Scale AI" in said(read)
    form = await world.click(world.member, shown, "button-search")
    found = await world.member.submit_modal(form, {"words": "AI"})
    assert found.ephemeral
    assert "**AI**" in said(found)
    back = await world.click(world.member, shown, "button-back")
    assert answer(back).id == answer(shown).id, "all in one message"
    assert said(back) == said(listed)


async def test_pages_turn_and_back_leads_to_the_page_of_the_article(world: World) -> None:
    for number in range(LIST_SIZE):
        text = f"# Letter {number}\n\nThe reading room number {number} opens tonight."
        await world.bot.library.articles.add(text, world.guild.id)
    listed = await world.slash(world.member, "articles")
    turned = await world.click(world.member, listed, "button-next")
    titles = [option["label"] for option in selects(turned)["articles-open"]["options"]]
    assert len(titles) == 2
    assert all("Scale AI" in title for title in titles)
    value = selects(turned)["articles-open"]["options"][0]["value"]
    await world.env.advance_time(60)
    shown = await world.member.select(answer(turned), [value])
    assert said(await world.click(world.member, shown, "button-back")) == said(turned)


async def test_who_has_only_the_editors_role_finds_add_and_manage_there(world: World) -> None:
    say, role = world.texts.say, world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    await world.bot.library.guilds.change(world.guild.id, editor_role=role.id)
    assert not any(name.startswith("article ") for name in editor.available_commands(world.channel))
    editing = [say(Language.EN, step) for step in ("step-article-add", "step-article-manage")]
    listed = await world.slash(editor, "articles")
    assert labels(listed) == editing
    assert labels(await world.slash(world.member, "articles")) == []
    assert (await world.click(editor, listed, "step-article-add")).modal is not None
    managed = await world.click(editor, listed, "step-article-manage")
    assert managed.ephemeral
    assert say(Language.EN, "articles-manage-hint") in said(managed)
    shown = await open_article(world, editor, "Scale AI")
    panel = await world.click(editor, shown, "step-article-manage")
    assert say(Language.EN, "button-hide") in labels(panel)

    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    for step in ("step-article-add", "step-article-manage"):
        assert said(await world.click(editor, listed, step)) == say(Language.EN, "editors-only")


async def test_a_page_of_a_list_that_was_public_opens_for_who_presses_it_alone(world: World) -> None:
    public = answer(await world.slash(world.member, "quote"))
    stored = world.env.backend.get_message(public.channel_id, public.id)
    stored.components[0]["components"][0]["custom_id"] = "articles:0"
    before = public.message.embeds
    pressed = await world.admin.click(public, custom_id="articles:0")
    assert pressed.ephemeral
    assert "Scale AI" in said(pressed)
    assert public.message.embeds == before


async def test_commands_of_earlier_versions_lead_to_what_has_them_now(world: World) -> None:
    await choose_editors(world, world.guild.create_role("読書係"))
    public = answer(await world.slash(world.admin, "quote"))
    stored = world.env.backend.get_message(public.channel_id, public.id)
    for command, label in (
        ("article list", "articles-hint"),
        ("article show", "articles-hint"),
        ("article review", "articles-manage-hint"),
        ("article restore", "articles-manage-hint"),
        ("export", "insights-none"),
    ):
        stored.components[0]["components"][0]["custom_id"] = f"run:{command}"
        await world.env.advance_time(60)
        pressed = await world.admin.click(public, custom_id=f"run:{command}")
        assert world.texts.say(Language.EN, label) in said(pressed), command
