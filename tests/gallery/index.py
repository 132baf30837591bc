"""The page that shows all pictures of the gallery side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from bot.model import Language
from bot.texts import Texts
from tests.gallery.scenes import Pick, Scene

WIDTHS = {"phone": 270, "desktop": 640}
"""The kinds of pictures, and how wide the page shows them, in pixels."""
HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Gallery</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 2em; background: #f4f4f6; }
figure { margin: 0 0 2em; }
img { vertical-align: top; margin: 4px; }
</style>
<h1>Gallery</h1>
"""


def page(scenes: Sequence[Scene], texts: Texts) -> str:
    """Return the page as HTML: the named scenes, grouped by command. The pictures lie beside it."""
    groups: defaultdict[str, list[Scene]] = defaultdict(list)
    command = ""
    for scene in scenes:
        command = scene.command or ("/daily" if scene.waits else command)
        if scene.name:
            groups[command.split()[0].removeprefix("/")].append(scene)
    contents = " · ".join(f'<a href="#{root}">/{root}</a>' for root in groups)
    parts = [HEAD, f"<p>{contents}</p>"]
    for root, shown in groups.items():
        parts += [f'<h2 id="{root}">/{root}</h2>', *(_figure(scene, texts) for scene in shown)]
    return "\n".join(parts) + "\n"


def pictures(scene: Scene) -> Iterator[tuple[str, int]]:
    """Yield the names of a scene's pictures, with the width at which the page shows them."""
    for kind, width in WIDTHS.items():
        for language in Language:
            yield f"{scene.name}.{language}.{kind}.png", width


def on_button(texts: Texts, language: Language, press: str) -> str:
    """Return the words on the button of a scene."""
    if press.isdigit():
        return press
    key, _, count = press.partition(" ")
    return texts.say(language, key, **({"count": int(count)} if count else {}))


def _figure(scene: Scene, texts: Texts) -> str:
    done = " · ".join(escape(_action(scene, texts, language)) for language in Language)
    images = "".join(f'<img src="{name}" width="{width}" alt="{name}">' for name, width in pictures(scene))
    return f"<figure><figcaption><b>{scene.name}</b> {done}</figcaption>{images}</figure>"


def _action(scene: Scene, texts: Texts, language: Language) -> str:
    """Return what somebody typed, pressed or chose, in the words of the language."""
    own = list(Language).index(language)
    if scene.command:
        names = scene.command.removeprefix("/").split()
        keys = ["command-" + "-".join(names[: number + 1]) for number in range(len(names))]
        typed = ["/" + " ".join(texts.say(language, key) for key in keys)]
        for option, value in scene.options.items():
            key = f"{keys[-1]}.{'style' if option == 'as' else option}"  # in Python `as` is no name
            given = value[own] if isinstance(value, tuple) else value
            if isinstance(given, Pick) and given.value not in ("", "true"):
                given = texts.say(language, f"{key}-{given.value}")
            elif isinstance(given, Pick):
                given = given.name
            if isinstance(given, Path):
                given = given.name.format(language)
            name = texts.say(language, key)
            typed.append(f"{name}:{given}" if isinstance(given, str) and given else name)
        return " ".join(typed)
    if scene.press:
        press = scene.press if isinstance(scene.press, str) else scene.press[own]
        return f"[{on_button(texts, language, press)}]"
    if scene.choose:
        return f"[{scene.choose if isinstance(scene.choose, str) else scene.choose[own]}]"
    return "(…)"
