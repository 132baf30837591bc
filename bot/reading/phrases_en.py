"""Read the noun phrases of English text: a name with its office, a pronoun, somebody described."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.reading.words_en import Token, is_role, tokens_of, words

_MAX_RUN = 12
_CONNECTORS = frozenset({"and", "of", "for", "&"})
_ATTACHED = frozenset({"of", "for", "from", "at", "with", "in", "on", "to", "by", "behind", "near"})
# Prepositions whose phrase belongs to what is shown: `a spokeswoman for the Harbour Union`.
_SHOWN = frozenset({"of", "for", "from", "with", "at"})
# `Trump backers`: a name before a noun for several people.
_PEOPLE = re.compile(r"(?:ers|ors|ists|ians|ees)$")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")


class PhraseKind(Enum):
    """How a phrase says who is meant."""

    NAME = auto()
    PRONOUN = auto()
    DESCRIPTION = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words as they stand, the offset where it ends, and its titles and head noun.

    `text` of a name is without the office before it; `head` is the noun of a description, or the office.
    """

    kind: PhraseKind
    text: str
    end: int
    title: str = ""
    head: str = ""


def phrase_at(text: str) -> Phrase | None:
    """Return the noun phrase that a text begins with."""
    found = read_phrase(tokens_of(text), 0)
    return found[0] if found else None


def person_at(text: str) -> Phrase | None:
    """Return the person that a text begins with, whatever verb follows: `The retired plumber smiled`."""
    tokens = tokens_of(text)
    found = read_phrase(tokens, 0)
    if not found:
        return None
    phrase, end = found
    if phrase.kind is not PhraseKind.DESCRIPTION or is_role(phrase.head):
        return phrase
    for index in range(end - 1):
        token, after = tokens[index], tokens[index + 1]
        if is_role(token.text) and not token.is_possessive and not is_role(after.text):
            if after.is_capital:
                named = _name(tokens, index, _capital_stretch(tokens, index + 1)[0])
                return named[0] if named else None
            return Phrase(phrase.kind, _joined(tokens[: index + 1]), token.end, head=token.text.lower())
    return None


def read_phrase(tokens: list[Token], start: int) -> tuple[Phrase, int] | None:
    """Return the phrase that begins with a token, and the index behind it and what is attached."""
    if start >= len(tokens) or not tokens[start].is_word:
        return None
    first = tokens[start]
    if words().pronoun.fullmatch(first.text):
        return Phrase(PhraseKind.PRONOUN, first.text, first.end), start + 1
    if not _starts_phrase(tokens, start):
        return None
    found = _second_role(tokens, start) or _office(tokens, start) or _run(tokens, start)
    return found and _with_attached(tokens, start, *found)


def _second_role(tokens: list[Token], start: int) -> tuple[Phrase, int] | None:
    """Read a name after two occupations: `fisherman and poet Paul Ames`."""
    ahead = [token.text for token in tokens[start : start + 4]]
    if "and" not in ahead or not all(word.islower() for word in ahead[: ahead.index("and")]):
        return None
    behind = start + ahead.index("and") + 1
    second = _run(tokens, behind) if behind < len(tokens) else None
    return second if second and second[0].kind is PhraseKind.NAME and is_role(second[0].head) else None


def _starts_phrase(tokens: list[Token], start: int) -> bool:
    word = tokens[start].text
    if words().nobody.fullmatch(word) or words().function.fullmatch(word):
        return False
    return words().determiner.fullmatch(word) is not None or not _is_stop(tokens, start)


def _is_stop(tokens: list[Token], index: int, *, inside: bool = False) -> bool:
    """Return whether a token can't be part of a plain noun phrase; a verb after an article is a noun.

    `inside` says that it is not the first: with a capital it belongs to a name (`Under Secretary`).
    """
    token = tokens[index]
    if not token.is_word or (inside and words().article.fullmatch(token.text)):
        return True
    if words().function.fullmatch(token.text) and not (token.is_capital and inside):
        return True
    if not words().verb.fullmatch(token.text):
        return False
    return not (index and words().determiner.fullmatch(tokens[index - 1].text))


def _office(tokens: list[Token], start: int) -> tuple[Phrase, int] | None:
    """Read a name after an office of several words: `Economic and Fiscal Policy Minister Hiro Tanabe`."""
    begin = start + bool(words().determiner.fullmatch(tokens[start].text))
    end, connected = _capital_stretch(tokens, begin)
    if not connected:
        return None
    parts = tokens[begin:end]
    organizations = [i for i, token in enumerate(parts) if words().organization.fullmatch(token.text)]
    roles = [i for i, token in enumerate(parts) if is_role(token.text) and i not in organizations]
    if not roles:
        connector = next(i for i, token in enumerate(parts) if token.text in _CONNECTORS)
        if not organizations or (parts[connector].text == "of" and organizations[0] > connector):
            return None
        return Phrase(PhraseKind.NAME, _joined(parts), parts[-1].end), end
    last = roles[-1]
    rest = parts[last + 1 :]
    if rest and rest[0].text in _CONNECTORS:
        capitals = [token for token in rest if token.is_capital]
        rest = capitals[-2:] if len(capitals) > 2 else []
    elif rest:
        named = next((i for i, token in enumerate(rest) if token.text in _CONNECTORS), len(rest))
        end -= len(rest) - named
        rest = rest[:named]
    if not rest:
        return Phrase(
            PhraseKind.DESCRIPTION, _joined(tokens[start:end]), parts[-1].end, head=parts[last].text.lower()
        ), end
    return Phrase(
        PhraseKind.NAME, _joined(rest), rest[-1].end, parts[last].text, parts[last].text.lower()
    ), end


def _capital_stretch(tokens: list[Token], start: int) -> tuple[int, bool]:
    """Return where capitalized words end, and whether `and`, `of` or `for` stands between them."""
    index, connected, alone = start, False, 0
    while index < len(tokens) and index - start < _MAX_RUN:
        token = tokens[index]
        if token.is_capital and not words().not_name.fullmatch(token.text):
            index, alone = index + 1, alone + 1
            if token.is_possessive:
                break
            continue
        after = index + 1
        if token.text in ("of", "for") and after < len(tokens) and tokens[after].text == "the":
            after += 1
        joins = token.text in _CONNECTORS and alone and after < len(tokens) and tokens[after].is_capital
        if not joins or (token.text == "and" and (alone > 1 or is_role(tokens[after].text))):
            break
        index, connected, alone = after, True, 0
    return index, connected


def _run(tokens: list[Token], start: int) -> tuple[Phrase, int] | None:
    """Read a phrase without prepositions: `Holt`, `county sheriff Kyle Kirsch`, `the retired plumber`."""
    end = start + 1
    while end < len(tokens) and end - start < _MAX_RUN and not _is_stop(tokens, end, inside=True):
        end += 1
    while end > start and words().not_name.fullmatch(tokens[end - 1].text):
        end -= 1
    while start < end and tokens[start].is_capital and words().not_name.fullmatch(tokens[start].text):
        if words().determiner.fullmatch(tokens[start].text):
            break
        start += 1
    if start == end:
        return None
    if not (tokens[end - 1].is_capital or _SUFFIX.fullmatch(tokens[end - 1].text)):
        return _name_before_words(tokens, start, end) or _description(tokens, start, end)
    return _name(tokens, start, _first_name_end(tokens, start, end))


def _first_name_end(tokens: list[Token], start: int, end: int) -> int:
    """Return where the name ends that a phrase begins with, if a verb follows: `Ann Holt met Eva Strand`."""
    index = start
    while index < end and (tokens[index].is_capital or words().particle.fullmatch(tokens[index].text)):
        index += 1
    after = index
    while after < end and not tokens[after].is_capital:
        after += 1
    lowercase = start < index < after < end and not words().determiner.fullmatch(tokens[start].text)
    if not lowercase or tokens[index - 1].is_possessive or any(is_role(t.text) for t in tokens[index:after]):
        return end
    return index


def _name_before_words(tokens: list[Token], start: int, end: int) -> tuple[Phrase, int] | None:
    """Read a name that words follow which don't belong to it: `Ann Holt grinning`."""
    if words().determiner.fullmatch(tokens[start].text) or is_role(tokens[end - 1].text):
        return None
    capitals = [index for index in range(start, end) if tokens[index].is_capital]
    if not capitals or any(tokens[index].is_possessive for index in capitals):
        return None
    if _PEOPLE.search(tokens[capitals[-1] + 1].text):
        return None
    return _name(tokens, start, capitals[-1] + 1)


def _name(tokens: list[Token], start: int, end: int) -> tuple[Phrase, int] | None:
    """Read a phrase that ends with a capitalized word: the name is what follows the last office in it."""
    first = end - 1
    while first > start and not tokens[first - 1].is_possessive:
        before = tokens[first - 1]
        if not (before.is_capital or (words().particle.fullmatch(before.text) and first - 1 >= start)):
            break
        first -= 1
    last = end - 1 - (end - first > 1 and bool(words().surname.fullmatch(tokens[end - 1].text)))
    office = max((i for i in range(first, last + 1) if is_role(tokens[i].text)), default=-1)
    titled = office if office >= 0 else first - 1 if first > start else -1
    head = tokens[titled].text.lower() if titled >= 0 and is_role(tokens[titled].text) else ""
    if office == end - 1:
        return _description(tokens, start, end)
    name = tokens[office + 1 if office >= 0 else first : end]
    if name[-1].is_possessive and len(name) > 1 and first > start and not head:
        return None
    title = tokens[titled].text if head else ""
    return Phrase(PhraseKind.NAME, _joined(name), name[-1].end, title, head), end


def _description(tokens: list[Token], start: int, end: int) -> tuple[Phrase, int] | None:
    """Read somebody described: `the retired plumber`, `Holt’s mother`, `officials`."""
    head = tokens[end - 1].text
    begins = words().determiner.fullmatch(tokens[start].text) or any(
        t.is_possessive for t in tokens[start:end]
    )
    alone = end - start == 1
    if alone and words().determiner.fullmatch(tokens[start].text) and not is_role(head):
        after = tokens[end].text if end < len(tokens) else ""
        if after != "of" and head.lower() not in ("one", "another"):
            return None
    elif not (begins or is_role(head)):
        return None
    return Phrase(
        PhraseKind.DESCRIPTION, _joined(tokens[start:end]), tokens[end - 1].end, head=head.lower()
    ), end


def _with_attached(tokens: list[Token], start: int, phrase: Phrase, end: int) -> tuple[Phrase, int]:
    """Add what is attached by prepositions, and the name that a described person is given after a comma."""
    shown = phrase.kind is PhraseKind.DESCRIPTION
    for _ in range(2):
        if end >= len(tokens) or tokens[end].text not in _ATTACHED:
            break
        after = end + 1
        while after < len(tokens) and after - end < 8 and _continues(tokens, end, after):
            after += 1
        if after == end + 1 or words().determiner.fullmatch(tokens[after - 1].text):
            break
        if shown and tokens[end].text in _SHOWN:
            phrase = Phrase(
                phrase.kind, _joined(tokens[start:after]), tokens[after - 1].end, phrase.title, phrase.head
            )
        shown = False
        end = after
    return _named_after_comma(tokens, phrase, end) or (phrase, end)


def _continues(tokens: list[Token], preposition: int, index: int) -> bool:
    if index == preposition + 1 and words().determiner.fullmatch(tokens[index].text):
        return True
    if tokens[index].text in ("them", "us"):
        return True
    if tokens[index].text == "and" and index + 1 < len(tokens):
        return tokens[index - 1].is_capital and tokens[index + 1].is_capital and index > preposition + 1
    return not _is_stop(tokens, index)


def _named_after_comma(tokens: list[Token], phrase: Phrase, end: int) -> tuple[Phrase, int] | None:
    """Read the name of somebody described: `the bank’s chief economist, Ingrid Moe`."""
    if phrase.kind is not PhraseKind.DESCRIPTION or not words().person.fullmatch(phrase.head):
        return None
    if end + 2 >= len(tokens) or tokens[end].text != "," or not tokens[end + 1].is_capital:
        return None
    found = _run(tokens, end + 1)
    if not found or found[0].kind is not PhraseKind.NAME or " " not in found[0].text:
        return None
    return Phrase(found[0].kind, found[0].text, found[0].end, phrase.head, phrase.head), found[1]


def is_somebody(phrase: Phrase) -> bool:
    """Return whether a phrase by itself shows that it means somebody."""
    return phrase.kind is not PhraseKind.DESCRIPTION or is_role(phrase.head)


def _joined(tokens: list[Token]) -> str:
    pieces: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and token.start > before.end:
            pieces.append(" ")
        pieces.append(token.text)
    return "".join(pieces)
