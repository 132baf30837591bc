"""The words, as a whole: nothing missing in one language, nothing unused, nothing unknown."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.model import Language
from bot.texts import LOCALES, Texts

ROOT = Path(__file__).parent.parent
PLURALS = {"zero", "one", "two", "few", "many", "other"}


class Variables(Visitor):
    """The variables of a pattern, each with what selects have a variant for."""

    def __init__(self) -> None:
        self.names: dict[str, set[str | int]] = defaultdict(set)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent's own name
        self.names[node.id.name] |= set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - fluent's own name
        keys = [variant.key for variant in node.variants]
        assert isinstance(node.selector, ast.VariableReference)
        self.names[node.selector.id.name] |= {
            key.name if isinstance(key, ast.Identifier) else int(key.value) for key in keys
        }
        self.generic_visit(node)


def messages(language: Language) -> dict[str, dict[str, set[str | int]]]:
    """Every message and attribute of a language, with the variables it takes."""
    found: dict[str, dict[str, set[str | int]]] = {}
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
        assert japanese[key].keys() == english[key].keys(), key


def test_every_message_can_be_said(texts: Texts) -> None:
    for language in Language:
        for key, variables in messages(language).items():
            assert texts.say(language, key, **dict.fromkeys(variables, 2)), key


def some_value(rng: random.Random, keys: set[str | int]) -> str | int:
    """Something that a variable may be: often what a select has a variant for."""
    values: list[str | int] = [*range(-2, 25), 999, 1_000, rng.randrange(10**4), rng.randrange(10**9)]
    if not keys & PLURALS and not any(isinstance(key, int) for key in keys):
        texts = [*sorted(map(str, keys)), "", "言の葉", '{ $title } "a" { 1 }\n- b']
        values = [*texts, rng.choice(values)]
    return rng.choice(values)


@pytest.mark.parametrize("language", Language)
def test_messages_are_what_fluent_makes_of_them(texts: Texts, language: Language) -> None:
    rng = random.Random(1)
    bundle = FluentBundle([language], use_isolating=False)
    for path in (LOCALES / language).glob("*.ftl"):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    for key, names in messages(language).items():
        name, _, attribute = key.partition(".")
        message = bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        assert pattern is not None
        for _ in range(30 if names else 1):
            variables = {name: some_value(rng, keys) for name, keys in names.items()}
            expected, errors = bundle.format_pattern(pattern, variables)
            assert not errors, (key, variables)
            assert texts.say(language, key, **variables) == expected, (key, variables)


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
    said = set(re.findall(r"""["'](?=([\w-]+)["'])""", code))
    for key in messages(Language.EN):
        name = key.partition(".")[0]
        assert name in said or name.startswith(beginnings), f"nothing says {name}"


def test_japanese_uses_japanese_punctuation() -> None:
    ascii_after_japanese = re.compile(r"[ぁ-んァ-ヶ一-龥][,.!?:;()]")
    for path in (LOCALES / Language.JA).glob("*.ftl"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not ascii_after_japanese.search(line), f"{path.name}:{number}: {line}"
