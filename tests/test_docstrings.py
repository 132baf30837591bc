"""Everything public has a docstring, and that of a function begins with an imperative verb."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_house import ROOT, SOURCES

Function = ast.FunctionDef | ast.AsyncFunctionDef

NO_VERBS = """
a all an and any anything are as at both by each every everything for from he her his how if in is it its
many much my nobody no none not nothing of on one only or our she so some somebody something than that the
their there these they this those to two under up was were what when where whether which who whoever whose
why with without you your
"""
"""First words that are no verbs in the imperative."""


def public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    """Yield the public classes, functions and methods of a module; of an overloaded function the last."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_") or is_overload(node):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public(node)


def is_overload(node: ast.ClassDef | Function) -> bool:
    """Return whether it only declares types: the function that follows has the docstring."""
    return any(ast.unparse(decorator) == "overload" for decorator in node.decorator_list)


def is_property(node: Function) -> bool:
    """Return whether a function is read as an attribute: its docstring says what that is."""
    return any(ast.unparse(decorator).endswith("property") for decorator in node.decorator_list)


def is_imperative(docstring: str) -> bool:
    """Return whether a docstring begins with a word that may be a verb in the imperative."""
    first = re.match(r"[A-Z][a-z]+(?![\w'’])", docstring)
    if first is None or first[0].lower() in NO_VERBS.split():
        return False
    return not first[0].endswith("s") or first[0].endswith("ss")  # "Returns", but "Pass"


def test_everything_public_has_a_docstring() -> None:
    """But for what a click does: that is what the class of the button says."""
    missing = [
        f"{source.relative_to(ROOT)}:{node.lineno}: {node.name}"
        for source in SOURCES
        for node in public(ast.parse(source.read_text(encoding="utf-8")))
        if not ast.get_docstring(node) and node.name != "respond"
    ]
    assert missing == []


def test_the_docstring_of_a_function_begins_with_an_imperative_verb() -> None:
    wrong = [
        f"{source.relative_to(ROOT)}:{node.lineno}: {docstring.splitlines()[0]}"
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, Function)
        and not is_property(node)
        and (docstring := ast.get_docstring(node))
        and not is_imperative(docstring)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "docstring", ["Return it.", "Yield each.", "Pass it on.", "Process a row.", "Undo `block`; return False."]
)
def test_an_imperative_is_taken_for_one(docstring: str) -> None:
    assert is_imperative(docstring)


@pytest.mark.parametrize(
    "docstring",
    [
        "Returns it.",
        "Whether it is so.",
        "The next post.",
        "What comes next.",
        "Rows of a table.",
        "As `add`, for all.",
        "/quote",
        "`name` of it.",
        "原文を見る for these.",
        "return it.",
    ],
)
def test_anything_else_is_not_taken_for_an_imperative(docstring: str) -> None:
    assert not is_imperative(docstring)
