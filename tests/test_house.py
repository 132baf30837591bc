"""Tests of the whole code base: where things are, what they are called, and what they may do."""

from __future__ import annotations

import ast
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from tests.conftest import World

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")])
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


FOR_PEOPLE = {"ask", "prediction", "privacy", "quote", "read", "saved", "search", "summary", "Make a card"}
"""Commands that people may add to their account, for direct messages and servers without the bot."""
EVERYBODY = FOR_PEOPLE | {"articles", "forecast", "help", "suggest", "Suggest this link"}
"""Commands that everybody is offered; the others need Manage Server unless a server says otherwise."""
OVERRIDDEN = {"callback", "from_custom_id", "on_error", "on_submit"}
"""Methods that discord.py calls."""
SHARED = "shared"
"""The one cog without a command: it handles buttons of several features."""


async def test_every_command_lives_in_the_cog_of_its_name(world: World) -> None:
    for command in world.bot.tree.walk_commands():
        root = (command.root_parent or command).name
        callback = command.callback if isinstance(command, app_commands.Command) else None
        module = callback.__module__ if callback else command.module
        assert module is not None
        assert module.split(".")[:2] == ["cogs", root], command.qualified_name


async def test_every_cog_has_the_command_of_its_name_or_a_message_command(world: World) -> None:
    cogs = {module.name for module in pkgutil.iter_modules([str(ROOT / "cogs")])}
    typed = {command.name for command in world.bot.tree.get_commands(type=discord.AppCommandType.chat_input)}
    menus = world.bot.tree.get_commands(type=discord.AppCommandType.message)
    assert 0 < len(menus) <= 5, "as many as discord.py takes"
    assert cogs - {SHARED} == typed | {str(menu.module).split(".")[1] for menu in menus}


def registered(world: World) -> list[dict[str, Any]]:
    """Return the commands as the bot registered them."""
    (request,) = [r for r in world.env.http_requests if r.method == "PUT" and r.path.endswith("/commands")]
    assert isinstance(request.json, list)
    return request.json


def places(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every command, option and choice with its path."""
    path = f"{path} {node['name']}"
    yield path, node
    for child in [*node.get("options", []), *node.get("choices", [])]:
        yield from places(child, path)


async def test_everything_a_person_can_type_has_words_in_both_languages(world: World) -> None:
    commands = registered(world)
    assert {command["name"] for command in commands} == {c.name for c in world.bot.tree.get_commands()}
    for path, node in (place for command in commands for place in places(command)):
        for field in ("name", "description"):
            if field in node:
                localized = node.get(f"{field}_localizations")
                assert localized, (path, field)
                assert JAPANESE.search(localized["ja"]), (path, field)
                assert localized["en-US"] == localized["en-GB"], (path, field)
                if field == "description" or "value" in node:
                    assert localized["en-US"] == node[field], (path, field)


async def test_roots_are_offered_where_they_work_and_to_whom_they_serve(world: World) -> None:
    commands = registered(world)
    for command in commands:
        for_people = command["name"] in FOR_PEOPLE
        # simcord's application is for servers alone (tests.wire.test_outside: one for accounts, too).
        assert command["contexts"] == ([0, 1] if for_people else [0]), command["name"]
        assert command["integration_types"] == [0], command["name"]
        needed = None if command["name"] in EVERYBODY else discord.Permissions(manage_guild=True).value
        assert command["default_member_permissions"] == needed, command["name"]


def test_no_human_word_stands_outside_the_locales() -> None:
    """Two kana in a string are a word. (Those of the reading's grammar are shown to nobody.)"""
    for source in SOURCES:
        if "reading" in source.parts:
            continue
        tree = ast.parse(source.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                words = re.sub(r"\[[^]]*\]", "", node.value)
                found = re.search(r"[\u3041-\u3096\u30a1-\u30fa]{2,}", words)
                assert not found, f"{source.relative_to(ROOT)}:{node.lineno}: {node.value!r}"


def test_first_answers_are_given_where_deferrals_are_known() -> None:
    """Beside those, one could come twice; a handler that is not watched could come too late."""
    answering = re.compile(r"response\.(send_message|edit_message|send_modal|defer|autocomplete)\(")
    places = {source.name for source in SOURCES if answering.search(source.read_text(encoding="utf-8"))}
    assert places == {"deferral.py", "forms.py", "replies.py"}


def test_nothing_happens_when_a_module_is_imported(tmp_path: Path) -> None:
    names = [".".join(s.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for s in SOURCES]
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *(n for n in names if n != "bot.__main__")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def imported(source: Path) -> Iterator[str]:
    """Yield the packages that a file imports."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def distributions(requirements: list[str]) -> set[str]:
    """Return the names of distributions in one spelling, without extras and markers."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[;]", one)[0]).lower() for one in requirements}


EXTRAS = {"demo": ["demo"], "cli": ["speed"], "library": ["meaning"], "reader": ["meaning"]}
"""Which extras a package of the bot may import."""


def test_every_distribution_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    installed = packages_distributions()
    for source in [*SOURCES, *ROOT.glob("tests/**/*.py")]:
        parts = source.relative_to(ROOT).parts
        allowed = extras if parts[0] == "tests" else EXTRAS.get(parts[1], [])
        declared = distributions(
            [*project["dependencies"], *(one for name in allowed for one in extras[name])]
        )
        for package in imported(source):
            found = distributions(installed.get(package, []))
            assert not found or found & declared, f"{source.relative_to(ROOT)}: {package} is not declared"


def test_every_module_says_what_it_knows_and_stays_small() -> None:
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), source
        assert len(text.splitlines()) <= 320, f"{source.relative_to(ROOT)} is asking to be split"


def test_every_public_name_of_the_replies_is_used() -> None:
    """Constants, functions, classes and methods of `bot.ui`; discord.py calls the overridden ones itself."""
    used = Counter(
        word for source in SOURCES for word in re.findall(r"\w+", source.read_text(encoding="utf-8"))
    )
    for source in sorted(ROOT.glob("bot/ui/*.py")):
        for name in public_names(ast.parse(source.read_text(encoding="utf-8"))):
            assert used[name] > 1 or name in OVERRIDDEN, f"{source.name}: {name}"


def public_names(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Yield the public names that a module and its classes define."""
    for node in tree.body:
        names: list[str] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        yield from (name for name in names if not name.startswith("_"))
        if isinstance(node, ast.ClassDef):
            yield from public_names(node)
