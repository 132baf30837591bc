"""The messages of the locales; the only module that knows Fluent.

Each message is compiled once, into text or a function: an answer says a dozen of them. What can be compiled
is as much of Fluent as the locales use; the tests compare what it says with `fluent.runtime`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from fluent.syntax import FluentParser, ast

from bot.model import Language

LOCALES = Path(__file__).parent.parent / "data" / "locales"

Variables: TypeAlias = Mapping[str, str | int]
Said: TypeAlias = str | Callable[[Variables], str]
"""A message, or a part of one: text, or what makes it of variables."""

PLURALS: Mapping[Language, Callable[[int], str]] = {
    Language.EN: lambda number: "one" if number in (1, -1) else "other",
    Language.JA: lambda _: "other",
}
"""The plural category of a number, by the rules of the Unicode CLDR."""


class Texts:
    """The messages of `<folder>/<language>/*.ftl`, both languages."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._messages = {language: _messages(folder / language, language) for language in Language}

    def say(self, language: Language, key: str, /, **variables: str | int) -> str:
        """Return the message `key` (or `key.attribute`) with its variables filled in.

        Raises KeyError for an unknown key and ValueError for a missing variable, both of them bugs. Variables
        are not escaped: escape text of an article before. Numbers get the separators of the language.
        """
        message = self._messages[language][key]
        return message if isinstance(message, str) else message(variables)


@cache  # parsing takes as long as importing discord.py, and the files never change
def _messages(folder: Path, language: Language) -> Mapping[str, Said]:
    patterns: dict[str, ast.Pattern] = {}
    for path in sorted(folder.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                named = {entry.id.name: entry.value}
                named |= {f"{entry.id.name}.{one.id.name}": one.value for one in entry.attributes}
                patterns |= {key: pattern for key, pattern in named.items() if pattern}
    compiler = _Compiler(patterns, PLURALS[language])
    return {key: compiler.pattern(pattern) for key, pattern in patterns.items()}


class _Compiler:
    """Makes of patterns what says them."""

    def __init__(self, patterns: Mapping[str, ast.Pattern], plural: Callable[[int], str]) -> None:
        self._patterns = patterns
        self._plural = plural

    def pattern(self, pattern: ast.Pattern) -> Said:
        """Return what says a pattern. Raises NotImplementedError for what no message has needed."""
        parts = [self._part(element) for element in pattern.elements]
        if all(isinstance(part, str) for part in parts):
            return "".join(part for part in parts if isinstance(part, str))
        return lambda variables: "".join(
            [part if isinstance(part, str) else part(variables) for part in parts]
        )

    def _part(self, element: ast.TextElement | ast.Placeable) -> Said:
        if isinstance(element, ast.TextElement):
            return str(element.value)
        match element.expression:
            case ast.StringLiteral() as literal:
                return str(literal.parse()["value"])
            case ast.MessageReference(id=ast.Identifier(name=name), attribute=None):
                return self.pattern(self._patterns[name])
            case ast.VariableReference(id=ast.Identifier(name=name)):
                return _variable(name)
            case ast.SelectExpression(selector=ast.VariableReference(id=ast.Identifier(name=name))) as select:
                return self._select(name, select.variants)
        raise NotImplementedError(f"of Fluent this is not known here: {element.expression}")

    def _select(self, name: str, variants: list[ast.Variant]) -> Said:
        parts: dict[str | int, Said] = {}
        other: Said = ""
        for variant in variants:
            key, part = variant.key, self.pattern(variant.value)
            parts.setdefault(key.name if isinstance(key, ast.Identifier) else int(key.value), part)
            if variant.default:
                other = part

        plural = self._plural  # not the compiler, which has all that was parsed

        def said(variables: Variables) -> str:
            value = _value(variables, name)
            part = parts.get(value)
            if part is None:
                part = parts.get(plural(value), other) if isinstance(value, int) else other
            return part if isinstance(part, str) else part(variables)

        return said


def _variable(name: str) -> Said:
    def said(variables: Variables) -> str:
        value = _value(variables, name)
        return value if isinstance(value, str) else f"{value:,}"

    return said


def _value(variables: Variables, name: str) -> str | int:
    value = variables.get(name)
    if value is None:
        raise ValueError(f"the variable {name} is missing")
    return value
