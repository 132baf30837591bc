"""The words, as a whole: nothing missing in one language, nothing unused, nothing unknown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.model import Language
from bot.texts import LOCALES, Texts

ROOT = Path(__file__).parent.parent


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent's own name
        self.names.add(node.id.name)


def messages(language: Language) -> dict[str, set[str]]:
    """Every message and attribute of a language, with the variables it takes."""
    found: dict[str, set[str]] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content!r}"
            if isinstance(entry, ast.Message):
                parts = [
                    (entry.id.name, entry.value),
                    *((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes),
                ]
                for key, pattern in parts:
                    if pattern is not None:
                        assert key not in found, f"{key} stands twice in {language}"
                        variables = Variables()
                        variables.visit(pattern)
                        found[key] = variables.names
    return found


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    japanese, english = messages(Language.JA), messages(Language.EN)
    assert japanese.keys() == english.keys()
    for key in japanese:
        assert japanese[key] == english[key], key


def test_every_message_can_be_said(texts: Texts) -> None:
    for language in Language:
        for key, variables in messages(language).items():
            assert texts.say(language, key, **dict.fromkeys(variables, 2)), key


def test_an_unknown_message_and_a_missing_variable_are_bugs(texts: Texts) -> None:
    with pytest.raises(KeyError):
        texts.say(Language.JA, "no-such-message")
    with pytest.raises(ValueError, match="title"):
        texts.say(Language.JA, "restored")


def test_no_message_is_unused() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]
    )
    # A key put together at run time, f"kind-{…}" or "command-" + …, stands in the code with its beginning.
    beginnings = tuple(re.findall(r"""["'(]([a-z-]+-)(?:\{|\[|")""", code))
    for key in messages(Language.EN):
        name = key.partition(".")[0]
        said = re.search(rf"""["']{re.escape(name)}["']""", code)
        assert said or name.startswith(beginnings), f"nothing says {name}"


def test_japanese_uses_japanese_punctuation() -> None:
    ascii_after_japanese = re.compile(r"[ぁ-んァ-ヶ一-龥][,.!?:;()]")
    for path in (LOCALES / Language.JA).glob("*.ftl"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not ascii_after_japanese.search(line), f"{path.name}:{number}: {line}"
