"""What editors do in panels: each opens one, and presses or chooses something in it."""

from __future__ import annotations

from typing import Any

from simcord.actors import MemberActor
from simcord.builders import RoleHandle
from simcord.results import InteractionResult

from bot.model import Language
from tests.conftest import World, answer, buttons

SELECTS = (3, 5, 6, 7, 8)


def selects(on: InteractionResult) -> dict[str, dict[str, Any]]:
    """The selects under an answer, by the names that their ids begin with."""
    components = [one for row in answer(on).components for one in row["components"]]
    return {one["custom_id"].partition(":")[0]: one for one in components if one["type"] in SELECTS}


def labels(on: InteractionResult) -> list[str]:
    return [button["label"] for button in buttons(answer(on))]


async def choose(
    world: World, who: MemberActor, on: InteractionResult, name: str, value: Any
) -> InteractionResult:
    """Chooses a value in the select of that name."""
    await world.env.advance_time(60)
    return await who.select(answer(on), [value], custom_id=selects(on)[name]["custom_id"])


async def open_article(world: World, who: MemberActor, title: str) -> InteractionResult:
    """Opens an article from the list that everybody sees, by a part of its title."""
    listed = await world.slash(who, "articles")
    options = selects(listed)["articles-open"]["options"]
    value = next(option["value"] for option in options if title in option["label"])
    return await choose(world, who, listed, "articles-open", value)


async def manage(world: World, who: MemberActor, article: str) -> InteractionResult:
    """Opens the panel of an article."""
    return await world.slash(who, "article manage", article=article)


async def ask_removal(world: World, who: MemberActor, article: str) -> InteractionResult:
    """Has the panel ask whether the article is to be removed, or hidden."""
    panel = await manage(world, who, article)
    hide = any(world.texts.say(language, "button-hide") in labels(panel) for language in Language)
    return await world.click(who, panel, "button-hide" if hide else "button-remove")


async def restore(world: World, who: MemberActor, article: str) -> InteractionResult:
    return await world.click(who, await manage(world, who, article), "button-undo")


async def review_desk(world: World, who: MemberActor, article: str = "") -> InteractionResult:
    """Opens the review desk of an article, or of the newest."""
    newest = (await world.bot.library.articles.all(world.guild.id))[0].id
    panel = await manage(world, who, article or f"#{newest}")
    return await world.click(who, panel, "button-review")


async def state_rights(world: World, who: MemberActor, article: str, ground: str) -> InteractionResult:
    return await choose(world, who, await manage(world, who, article), "article-rights", ground)


async def choose_editors(world: World, role: RoleHandle) -> InteractionResult:
    """A manager makes this the editors' role, and shows its members the commands for editors."""
    for command in ("article", "settings", "insights"):
        world.guild.set_command_permissions(world.bot.command_ids[command], {role: True})
    settings = await world.slash(world.admin, "settings")
    return await choose(world, world.admin, settings, "settings-editors", role)


async def export(world: World, who: MemberActor) -> InteractionResult:
    return await world.click(who, await world.slash(who, "insights"), "button-export")
