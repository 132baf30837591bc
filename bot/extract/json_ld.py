"""What a page says about itself in JSON-LD, whatever it is wrapped in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

_MAX_CHARACTERS = 1_000_000
_MAX_VALUES = 100_000
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_TYPE = "application/ld+json"
_NOT_JSON = re.compile(
    r"""("(?:[^"\\]|\\.?)*+"?)  # a string, which stays; the rest is what only JavaScript and XML know
    | (?:/[/*]\s{0,9})?(?:<!\[CDATA\[|\]\]>|<!--|-->)(?:\s{0,9}\*/)?
    | //[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/)?
    | ,(?=\s*+[}\]]) | [;\ufeff]""",
    re.DOTALL | re.VERBOSE,
)


class JsonLd:
    """The nodes of a page: `nodes` are those about the page itself, each with a `@type`, in their order."""

    def __init__(self, tree: HtmlElement) -> None:
        everything = [value for script in tree.iter("script") for value in _values(script)]
        self.nodes = list(_nodes(everything, _NESTED))
        self._by_id: dict[str, Node] = {}
        for node in _nodes(everything):
            if isinstance(name := node.get("@id"), str) and len(node) > 1:
                self._by_id.setdefault(name, node)

    def resolved(self, value: object) -> list[Any]:
        """Return the values of a property, up to four, where `{"@id": …}` is the node that it refers to."""
        values = value if isinstance(value, list) else [value]
        return [self._referred(one) for one in values[:4]]

    def _referred(self, value: Any) -> Any:
        if isinstance(value, dict) and "name" not in value and isinstance(name := value.get("@id"), str):
            return self._by_id.get(name, value)
        return value


def types(node: Node) -> list[str]:
    """Return the types of a node, which may be none."""
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _values(script: HtmlElement) -> list[Any]:
    text = script.text or ""
    if script.get("type", "").split(";")[0].strip().lower() != _TYPE or len(text) > _MAX_CHARACTERS:
        return []
    for attempt in (text, _NOT_JSON.sub(lambda found: found[1] or "", text)):
        if found := _decoded(attempt):
            return found
    return []


def _decoded(text: str) -> list[Any]:
    """Return the JSON values that stand one after the other; none if there is anything else."""
    decoder, found, place = json.JSONDecoder(strict=False), [], 0
    while text := text[place:].strip():
        try:
            value, place = decoder.raw_decode(text)
        except (ValueError, RecursionError):
            return []
        found.append(value)
    return found


def _nodes(values: list[Any], keys: tuple[str, ...] | None = None) -> Iterator[Node]:
    """Yield all nodes, those in other nodes only under `keys` (None: any)."""
    waiting = list(values)
    for value in waiting:
        if len(waiting) > _MAX_VALUES:
            return
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [part for key, part in value.items() if keys is None or key in keys]
