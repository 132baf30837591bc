"""The page that shows the pictures side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.model import Language
from bot.texts import Texts
from tests.gallery.scenes import Pick, Scene

HEAD = """# Gallery

Every reply of the bot, taken from the running demo by `make gallery`: on a phone (390 px) and on a desk, in
Japanese and English.
[LOOK.md](../LOOK.md) says what they have in common.
"""
WIDTHS = {"phone": 240, "desktop": 420}


def written(scenes: Sequence[Scene], texts: Texts) -> str:
    """The page, by command."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    command = ""
    for scene in scenes:
        command = scene.command or ("/daily" if scene.waits else command)
        if scene.name:
            root = command.split()[0].removeprefix("/")
            groups[root].append(_scene(scene, texts))
    contents = " · ".join(f"[/{root}](#{root})" for root in groups)
    parts = [HEAD, contents]
    for root, shown in groups.items():
        parts += [f"## {root}", *shown]
    return "\n\n".join(parts).replace("\n\n\n", "\n\n") + "\n"


def _scene(scene: Scene, texts: Texts) -> str:
    lines = [f"**{scene.name}**: {' · '.join(_done(scene, texts, language) for language in Language)}\n"]
    for kind, width in WIDTHS.items():
        for language in Language:
            path = f"{scene.name}.{language}.{kind}.png"
            lines.append(f'<img src="{path}" width="{width}" alt="{scene.name}, {language}, {kind}">')
    return "\n".join(lines)


def _done(scene: Scene, texts: Texts, language: Language) -> str:
    """What somebody typed, pressed or chose, in the words of the language."""
    own = list(Language).index(language)
    if scene.command:
        names = scene.command.removeprefix("/").split()
        keys = ["command-" + "-".join(names[: number + 1]) for number in range(len(names))]
        said = ["/" + " ".join(texts.say(language, key) for key in keys)]
        for typed, value in scene.options.items():
            option = "style" if typed == "as" else typed  # in Python `as` is no name
            given = value[own] if isinstance(value, tuple) else value
            if isinstance(given, Pick) and given.value not in ("", "true"):
                given = texts.say(language, f"{keys[-1]}.{option}-{given.value}")
            elif isinstance(given, Pick):
                given = given.name
            if isinstance(given, Path):
                given = given.name.format(language)
            name = texts.say(language, f"{keys[-1]}.{option}")
            said.append(f"{name}:{given}" if isinstance(given, str) and given else name)
        return f"`{' '.join(said)}`"
    if scene.press:
        press = scene.press if isinstance(scene.press, str) else scene.press[own]
        return f"[{press if press.isdigit() else texts.say(language, press)}]"
    if scene.choose:
        return f"[{scene.choose if isinstance(scene.choose, str) else scene.choose[own]}]"
    return "(…)"
