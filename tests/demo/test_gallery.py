"""The list of what is photographed for the gallery."""

from __future__ import annotations

from discord import app_commands

from bot.model import Language
from bot.texts import Texts
from tests.conftest import World
from tests.gallery.scenes import MORNING, SCENES


async def test_every_command_is_in_the_gallery_with_options_it_has(world: World) -> None:
    commands = {
        f"/{command.qualified_name}": command
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    shown = [scene for scene in SCENES if scene.command]
    assert {scene.command for scene in shown if scene.name} == commands.keys()
    for scene in shown:
        options = {option.display_name for option in commands[scene.command].parameters}
        assert set(scene.options) <= options, scene.name


def test_every_picture_has_a_name_of_its_own() -> None:
    names = [scene.name for scene in (*SCENES, *MORNING) if scene.name]
    assert len(set(names)) == len(names)


def test_every_button_and_field_of_the_gallery_has_words(texts: Texts) -> None:
    for scene in (*SCENES, *MORNING):
        presses = [scene.press] if isinstance(scene.press, str) else scene.press
        for key in filter(None, [*presses, *scene.form]):
            for language in Language:
                assert key.isdigit() or texts.say(language, key), scene.name
