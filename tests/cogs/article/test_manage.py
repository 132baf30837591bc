"""The panel of /article manage: every article, and all that an editor can do to it, in one message."""

from __future__ import annotations

from bot.model import Language, Rights
from tests.conftest import World, answer, said
from tests.panels import choose, choose_editors, labels, manage, selects
from tests.reviews import TEXT


async def test_the_panel_does_everything_in_one_message(world: World, language: Language) -> None:
    world.speak(language)
    say, title = world.texts.say, "港の図書室だより"
    own = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    listed = await world.slash(world.admin, "article manage")
    assert listed.ephemeral
    panel = await choose(world, world.admin, listed, "article-choose", str(own.id))
    assert title in said(panel)
    assert say(language, "rights-refused") in said(panel)
    allowed = await choose(world, world.admin, panel, "article-rights", "own")
    assert say(language, "rights-set", rights=say(language, "rights-own")) in said(allowed)
    assert await world.bot.library.reviews.rights(own.id) is Rights.OWN

    desk = await world.click(world.admin, allowed, "button-review")
    assert say(language, "button-approve") in labels(desk)
    panel = await world.click(world.admin, desk, "button-back")
    asked = await world.click(world.admin, panel, "button-remove")
    panel = await world.click(world.admin, asked, "button-cancel")
    assert say(language, "button-review") in labels(panel), "nothing was removed"
    asked = await world.click(world.admin, panel, "button-remove")
    removed = await world.click(world.admin, asked, "button-remove")
    assert labels(removed) == [say(language, "button-undo"), say(language, "button-back")]
    assert [one.id for one in await world.bot.library.articles.removed(world.guild.id)] == [own.id]
    back = await world.click(world.admin, removed, "button-back")
    last = selects(back)["article-choose"]["options"][-1]
    assert (last["label"], last["value"]) == (title, str(own.id)), "what can be restored stands last"
    again = await choose(world, world.admin, back, "article-choose", str(own.id))
    restored = await world.click(world.admin, again, "button-undo")
    assert say(language, "restored", title=title) in said(restored)
    for step in (panel, desk, asked, removed, back, restored):
        assert answer(step).id == answer(listed).id


async def test_a_shared_article_is_hidden_and_has_no_rights_to_state(world: World) -> None:
    panel = await manage(world, world.admin, "Scale")
    assert selects(panel) == {}
    assert world.texts.say(Language.EN, "button-hide") in labels(panel)
    assert world.texts.say(Language.EN, "rights-refused") not in said(panel)


async def test_every_press_asks_again_who_it_is(world: World) -> None:
    own = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    await choose_editors(world, role)
    listed = await world.slash(editor, "article manage")
    panel = await manage(world, editor, f"#{own.id}")
    removing = await world.click(editor, await manage(world, editor, f"#{own.id}"), "button-remove")
    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    refusals = [
        await choose(world, editor, listed, "article-choose", str(own.id)),
        await choose(world, editor, panel, "article-rights", "own"),
        *[await world.click(editor, panel, f"button-{key}") for key in ("review", "remove", "back")],
        *[await world.click(editor, removing, f"button-{key}") for key in ("remove", "cancel")],
    ]
    assert {said(one) for one in refusals} == {world.texts.say(Language.EN, "editors-only")}
    assert all(one.ephemeral for one in refusals)
    assert await world.bot.library.reviews.rights(own.id) is None
    assert own in await world.bot.library.articles.all(world.guild.id)
