"""The cue words of `data/cues` mean the same alone and in the lists they are tried in."""

from __future__ import annotations

import re
import tomllib

from bot.cues import _FOLDER as FOLDER
from bot.cues import Cues, cues
from bot.model import Language

_ANCHOR = re.compile(r"\^|\\b")


def alternatives(expression: str) -> list[str]:
    """Return the parts that the `|` outside of all groups and sets divide an expression into."""
    parts, depth, in_set = [""], 0, False
    for piece in re.findall(r"\\.|.", expression):
        in_set = piece == "[" or (in_set and piece != "]")
        depth += 0 if in_set else {"(": 1, ")": -1}.get(piece, 0)
        if piece == "|" and not depth and not in_set:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def without_case(expression: str) -> str:
    return expression[4:-1] if expression.startswith("(?i:") and expression.endswith(")") else expression


def test_runs_of_expressions_with_an_anchor_match_what_each_matches() -> None:
    found = Cues({"one": [r"\bpier\b", r"(?i:\bquay)", "^mole", "jetty"]})["one"]
    assert [found.search(text) is not None for text in ("a pier", "QUAYS", "mole", "ajetty")] == [True] * 4
    assert not any(found.search(text) for text in ("apier", "aquay", "a mole"))


def test_an_expression_that_begins_with_an_anchor_has_one_before_each_alternative() -> None:
    for language in Language:
        for name, expressions in cues(language).expressions.items():
            for expression in map(without_case, expressions):
                first, *others = alternatives(expression)
                if _ANCHOR.match(first):
                    assert all(map(_ANCHOR.match, others)), f"{language}: {name}: {expression}"


def test_no_cue_holds_a_control_character() -> None:
    r"""As \b would be one between double quotes, where TOML takes it for a backspace."""
    for file in FOLDER.glob("*.toml"):
        cues_of_it = repr(tomllib.loads(file.read_text(encoding="utf-8")))
        assert not re.search(r"(?<!\\)\\x[01]", cues_of_it), file
