"""Parse inline Markdown, so that each token knows where it begins."""

from __future__ import annotations

import re
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

JAPANESE = re.compile(r"[\u2e80-\u30ff\u31f0-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
"""Characters of scripts without spaces between words, and their punctuation."""

_URL_START = r"(?:https?://|(?<![A-Za-z0-9])www\.)"
_STOP = re.compile(rf"[\n!&*<\[\\\]_`~]|{_URL_START}")
_URL_PART = r"[!#-'*-;=?-Z\\^_a-z~]"
_URL_END = rf"[#-&*+\-/0-9=@A-Z\\^_a-z~]|\({_URL_PART}{{0,200}}\)"
ADDRESS = re.compile(rf"{_URL_START}(?:[.,;:!?']*+(?:{_URL_END}))++")
_NOTE_CALL = re.compile(r"\[\^[^\[\]\s]{1,30}\](?!:)|\[\d{1,3}\](?![(:])")


class _State(StateInline):
    """Notes in `meta["at"]` of each token where it begins; marks such as `*` have `meta["mark"]`."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._pending_at = 0
        self._marks = (-1, 0)

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["at"] = self._pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        if ttype == "text":
            # A run of marks makes a token for each of them before the position moves on.
            count = self._marks[1] + 1 if self._marks[0] == self.pos else 0
            self._marks = (self.pos, count)
            token.meta["at"] += count * (2 if self.src[self.pos] == "~" else 1)
            token.meta["mark"] = True
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        before, after = self.src[max(start - 1, 0) : start], self.src[end : end + 1]
        if before.isalpha() and before.isascii() and after.isalpha() and after.isascii():
            return Scanned(False, False, scanned.length)  # c**t, f***ing
        if canSplitWord and (JAPANESE.match(before) or JAPANESE.match(after)):
            # CommonMark looks for spaces between words, which Japanese has not: **「橋」**は
            return Scanned(bool(after.strip()), bool(before.strip()), scanned.length)
        return scanned


class _Parser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _text(state: StateInline, silent: bool) -> bool:
    stop = _STOP.search(state.src, state.pos, state.posMax)
    end = stop.start() if stop else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _address(state: StateInline, silent: bool) -> bool:
    return _take(ADDRESS.match(state.src, state.pos, state.posMax), "address", state, silent)


def _note_call(state: StateInline, silent: bool) -> bool:
    return _take(_NOTE_CALL.match(state.src, state.pos, state.posMax), "note_call", state, silent)


def _take(found: re.Match[str] | None, name: str, state: StateInline, silent: bool) -> bool:
    if found is None:
        return False
    if not silent:
        state.push(name, "", 0)
    state.pos = found.end()
    return True


def parser() -> ParserInline:
    """Return a parser with tokens for addresses ("address") and the calls of notes ("note_call"), too."""
    made = _Parser()
    made.ruler.at("text", _text)
    made.ruler.after("text", "address", _address)
    made.ruler.before("link", "note_call", _note_call)
    return made
