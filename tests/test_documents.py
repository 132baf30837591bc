"""The documents: they name everything there is, in both languages, and their links lead somewhere."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest

from bot.__main__ import main
from bot.model import Language
from bot.texts import Texts
from tests.conftest import World

ROOT = Path(__file__).parent.parent
SUFFIX = {Language.EN: ".md", Language.JA: ".ja.md"}
GENERATED = {".git", ".venv", "var"}
DOCUMENTS = sorted(p for p in ROOT.rglob("*.md") if not GENERATED & {*p.relative_to(ROOT).parts})
"""All Markdown files, with those of `data` and `tests`."""
BOTH = ["README", "docs/GUIDE", "docs/HOSTING", "docs/DATA", "docs/PRIVACY", "docs/TERMS"]
"""The documents that there are in both languages."""
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
HEADING = re.compile(r"^(#+) +(.+?)\s*$", re.MULTILINE)


def typed(command: str, folder: Path) -> None:
    """Run what a document says to type, as somebody whose new files others can read."""
    subprocess.run(["/bin/sh", "-ec", f"umask 022; {command}"], cwd=folder, check=True)


def mode(file: Path) -> str:
    return oct(file.stat().st_mode & 0o777)


def test_settings_made_as_the_documents_say_are_their_owners_alone(
    tmp_path: Path, language: Language
) -> None:
    (tmp_path / ".env.example").write_bytes((ROOT / ".env.example").read_bytes())
    (command,) = re.findall(r"`([^`]*\.env\.example \.env)`", document("README", language))
    typed(command, tmp_path)
    assert mode(tmp_path / ".env") == "0o600"


def document(name: str, language: Language) -> str:
    """Return the text of a document that there is in both languages."""
    return (ROOT / f"{name}{SUFFIX[language]}").read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """Return a document without its blocks of code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def links(path: Path) -> Iterator[str]:
    """Yield where a document's links and pictures lead, without those to other sites."""
    for match in LINK.finditer(re.sub(r"`[^`\n]*`", "", prose(path))):
        target = match[1] or match[2]
        if not re.match(r"[a-z]+:", target):
            yield target


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    seen: Counter[str] = Counter()
    found = set()
    for _, heading in HEADING.findall(prose(path)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        anchor = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        found.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return found


def commands(world: World, texts: Texts, language: Language) -> set[str]:
    """Return the full names of all commands and groups, as people type them."""
    names = set()
    for command in world.bot.tree.walk_commands():
        parts = command.qualified_name.split()
        keys = ["command-" + "-".join(parts[: number + 1]) for number in range(len(parts))]
        names.add(" ".join(texts.say(language, key) for key in keys))
    return names


def verbs(capsys: pytest.CaptureFixture[str], *above: str) -> list[str]:
    """Return the verbs that `--help` of the command line names, below those `above`."""
    with pytest.raises(SystemExit):
        main([*above, "--help"])
    return re.findall(r"^    ([a-z][a-z-]*)(?= |$)", capsys.readouterr().out, re.MULTILINE)


async def test_the_guide_names_every_command_in_each_language(
    world: World, texts: Texts, language: Language
) -> None:
    guide = document("docs/GUIDE", language)
    all_of_them = commands(world, texts, language)
    assert len(all_of_them) > 10
    groups = {name for name in all_of_them if any(other.startswith(f"{name} ") for other in all_of_them)}
    missing = {name for name in all_of_them - groups if f"`/{name}`" not in guide}
    assert not missing


async def test_the_guide_and_each_readme_name_every_message_command(
    world: World, texts: Texts, language: Language
) -> None:
    menus = world.bot.tree.get_commands(type=discord.AppCommandType.message)
    assert menus
    for menu in menus:
        assert f"| *{texts.say(language, menu.extras['key'])}* |" in document("docs/GUIDE", language)
        for spoken in Language:
            assert f"| *{texts.say(spoken, menu.extras['key'])}* |" in document("README", language)


async def test_each_readme_names_every_command_in_both_languages(
    world: World, texts: Texts, language: Language
) -> None:
    readme = document("README", language)
    for command in world.bot.tree.get_commands(type=discord.AppCommandType.chat_input):
        for spoken in Language:
            assert f"`/{texts.say(spoken, f'command-{command.name}')}`" in readme


@pytest.mark.parametrize("name", BOTH)
async def test_documents_name_only_commands_that_there_are(
    world: World, texts: Texts, language: Language, name: str
) -> None:
    known = commands(world, texts, language)
    if name == "README":
        known = commands(world, texts, Language.EN) | commands(world, texts, Language.JA)
    for typed in re.findall(r"`/([^`]+)`", document(name, language)):
        words = typed.split()
        names = {" ".join(words[:number]) for number in (1, 2)}
        wrong = len(words) > 1 and ":" not in words[1] and " ".join(words[:2]) not in known
        assert names & known, typed
        assert not wrong or typed.endswith("…"), typed


def test_every_setting_is_documented_in_each_language(language: Language) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    read = set(re.findall(r'value\("([A-Z_]+)"\)', (ROOT / "bot/config.py").read_text(encoding="utf-8")))
    assert settings == read
    for name in settings:
        assert f"\n| `{name}` |" in document("docs/HOSTING", language)


def test_every_verb_of_the_command_line_is_documented_in_each_language(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    hosting = document("docs/HOSTING", language)
    named = verbs(capsys)
    assert {"run", "demo", "export"} <= set(named)
    below = [f"export {what}" for what in verbs(capsys, "export")]
    assert len(below) > 1
    for verb in [*named, *below]:
        assert verb == "run" or re.search(rf"^\.venv/bin/python -m bot {verb}\b", hosting, re.MULTILINE), verb


def test_every_package_is_on_the_map() -> None:
    architecture = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in ROOT.glob("bot/[a-z]*"):
        name = f"bot/{path.name}" + ("/" if path.is_dir() else "")
        assert f"`{name}`" in architecture


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading_that_there_are(path: Path) -> None:
    for link in links(path):
        target, _, anchor = link.partition("#")
        led_to = (path.parent / target).resolve() if target else path
        assert led_to.exists(), link
        if anchor:
            assert anchor in anchors(led_to), link


@pytest.mark.parametrize("name", ["docs/ARCHITECTURE", "docs/LOOK", "docs/WORDS", "CONTRIBUTING", "SECURITY"])
def test_every_file_that_a_document_for_developers_names_exists(name: str) -> None:
    text = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:bot|cogs|data|docs|tests)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", BOTH)
def test_a_document_has_the_same_parts_in_both_languages(name: str) -> None:
    japanese, english = (
        [len(level) for level, _ in HEADING.findall(FENCE.sub("", document(name, language)))]
        for language in (Language.JA, Language.EN)
    )
    assert japanese == english


@pytest.mark.parametrize("name", BOTH)
def test_a_document_leads_to_itself_in_the_other_language(name: str, language: Language) -> None:
    other = Language.EN if language is Language.JA else Language.JA
    assert f"]({Path(name).name}{SUFFIX[other]})" in document(name, language)


def test_each_readme_has_at_most_120_lines_and_leads_to_every_document(language: Language) -> None:
    readme = document("README", language)
    assert len(readme.splitlines()) <= 120
    led_to = {(ROOT / link.partition("#")[0]).resolve() for link in links(ROOT / f"README{SUFFIX[language]}")}
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        own = path.with_name(path.name.removesuffix(".ja.md").removesuffix(".md") + SUFFIX[language])
        assert (own if own.exists() else path) in led_to or path.stem.startswith("README"), path


def test_documents_show_every_picture_beside_them_and_there_are_at_most_fifteen() -> None:
    pictures = {path for path in (ROOT / "docs").rglob("*") if path.suffix in (".png", ".jpg", ".gif")}
    shown = {(path.parent / link).resolve() for path in DOCUMENTS for link in links(path)}
    assert pictures <= shown
    assert 0 < len(pictures) <= 15
