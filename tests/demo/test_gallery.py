"""The scenes of the gallery, and the page that shows their pictures."""

from __future__ import annotations

from discord import app_commands

from bot.model import Language
from bot.texts import Texts
from tests.conftest import World
from tests.gallery.index import on_button, page, pictures
from tests.gallery.scenes import ALL, SCENES


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
    names = [scene.name for scene in ALL if scene.name]
    assert len(set(names)) == len(names)


def test_every_button_and_field_of_the_gallery_has_words(texts: Texts) -> None:
    for scene in ALL:
        presses = [scene.press] if isinstance(scene.press, str) else scene.press
        for language in Language:
            assert all(on_button(texts, language, key) for key in filter(None, presses)), scene.name
            assert all(texts.say(language, key) for key in scene.form), scene.name


def test_the_page_shows_every_picture_with_what_somebody_did(texts: Texts) -> None:
    scenes = ALL
    shown = page(scenes, texts)
    for scene in scenes:
        for name, _ in pictures(scene) if scene.name else ():
            assert f'src="{name}"' in shown
    assert "/summary length:one line" in shown
    assert "/要約 長さ:1行" in shown
    assert "[Next]" in shown
