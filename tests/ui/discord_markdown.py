"""Discord's Markdown, as far as an embed has it, on a parser that knows nothing of the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_INSIDE = r"((?:\\.|[^\\])+?)"
_PAIRS = {
    "strong": rf"\*\*{_INSIDE}\*\*(?!\*)",
    "underline": rf"__{_INSIDE}__(?!_)",
    "spoiler": rf"\|\|{_INSIDE}\|\|",
    "strike": rf"~~{_INSIDE}~~",
    "italic": rf"\*(?=\S){_INSIDE}\*(?!\*)|\b_{_INSIDE}_(?![A-Za-z0-9_])",
}
_ENTITIES = {
    "mention": r"<(?:@[!&]?|#|id:)\w+>|@everyone|@here",
    "emoji": r"<a?:\w+:\d+>|:[A-Za-z0-9_+-]+:",
    "timestamp": r"<t:-?\d+(?::\w)?>",
    "command": r"</[^>]+:\d+>",
    "link": r"<[^: >]+:/[^ >]+>",
}
_FORMATS = {name: re.compile(pattern, re.DOTALL) for name, pattern in (_PAIRS | _ENTITIES).items()}
_ADDRESS = re.compile(r"[a-z]+://[^\s<]+")
_WORD = re.compile(r"[0-9A-Za-z]+|[ \u00a0-\U0010ffff]+")
_SUBTEXT = re.compile(r"[ \t]*-# +")


def _formats(state: StateInline, silent: bool) -> bool:
    for name, pattern in _FORMATS.items():
        if match := pattern.match(state.src, state.pos):
            if not silent:
                state.push(f"{name}_open", name, 1).content = match[0] if name == "link" else ""
                inside = next((group for group in match.groups() if group), "")
                for token in state.md.parseInline(inside)[0].children or []:
                    state.tokens.append(token)
                state.push(f"{name}_close", name, -1)
            state.pos = match.end()
            return True
    return False


def _address(state: StateInline, silent: bool) -> bool:
    match = _ADDRESS.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs["href"] = match[0]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _text(state: StateInline, silent: bool) -> bool:
    match = _WORD.match(state.src, state.pos)
    if match is None:
        return False
    state.pending += "" if silent else match[0]
    state.pos = match.end()
    return True


def _subtext(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    match = _SUBTEXT.match(state.src, start)
    if match is None:
        return False
    if not silent:
        state.line = line + 1
        state.push("subtext_open", "small", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = state.src[match.end() : state.eMarks[line]], []
        state.push("subtext_close", "small", -1)
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "blockquote", "fence", "newline"])
    parser.enable(["escape", "backticks", "link"])
    inline, block = parser.inline.ruler, parser.block.ruler
    inline.at("text", _text)
    inline.before("text", "address", _address)
    inline.after("escape", "formats", _formats)
    block.before("list", "subtext", _subtext, {"alt": ["paragraph"]})
    return parser


_PARSER = _parser()


@lru_cache(maxsize=1 << 12)
def _tokens(text: str) -> tuple[Token, ...]:
    """Return what the text consists of; kept, since most texts of embeds are the same whatever they quote."""
    return tuple(_flat(_PARSER.parse(text)))


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from _flat(token.children or [])
        else:
            yield token


def structure(text: str) -> list[str]:
    """Return all that Discord would make of the text besides letters: what opens, what closes, and links."""
    shown = []
    for token in _tokens(text):
        if token.type in ("text", "text_special", "softbreak", "hardbreak"):
            continue
        shown.append(f"{token.type} {token.attrs.get('href', token.info)}".strip())
    return shown


def links(text: str) -> set[str]:
    """Return the addresses that the text links to."""
    return {str(token.attrs["href"]) for token in _tokens(text) if "href" in token.attrs}


def letters(text: str) -> str:
    """Return what is read: the text without its Markdown."""
    read = ("text", "text_special", "code_inline")
    return "".join(token.content for token in _tokens(text) if token.type in read)
