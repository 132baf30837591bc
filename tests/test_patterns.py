"""No text, however hostile, takes a pattern or a rule more time than its length explains."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import pytest

import bot
import cogs
from bot import citing, denying, numerals, roles
from bot.asking import Asked, Said
from bot.cards import TypesettingError, fitting, line_breaking, typography
from bot.cards.fonts import FontName, font
from bot.cards.phrases import phrase_ends
from bot.cues import Cues, load
from bot.errors import UserError
from bot.extract import (
    dates,
    decode,
    decode_page,
    is_feed,
    is_page,
    main_text,
    metadata,
    page,
    raise_if_torn,
    titles,
)
from bot.extract.feeds import extract_feed
from bot.extract.japanese import decode_euc_jp, decode_iso_2022_jp
from bot.extract.quotations import with_speakers
from bot.extract.text_runs import text_runs
from bot.fetch import bare_address
from bot.library import speakers
from bot.model import BodyBlock, BodyKind, Language, PartSize
from bot.parts import split
from bot.reading import body, grammar, horizons, marks, names_ja, quotes_en, turns
from bot.reading.article import parse_text, read
from bot.reading.names_en import EnglishNames
from bot.reading.names_ja import JapaneseNames
from bot.schedule import dates as typed_dates
from bot.schedule import days, parsing, pauses
from bot.store import backup
from bot.terms import terms
from bot.ui import markdown
from bot.words import Query, fold, passage, plain, tokens
from tests.hostile import COMMON, Attack, attacks

CALLS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
ANCHORED = {"match", "fullmatch"}
MAX_GROWTH = 3
"""For twice the length; a linear rule takes twice the time, a quadratic one four times."""

MILLISECOND = 1_000_000


def growth(measure: Callable[[int], int], *, start: int = 4, least: int = MILLISECOND // 4) -> float:
    """Return how much more CPU time a text of twice the length takes, where it takes about a millisecond.

    What seems to grow too fast is measured again, the middle of five, at longer and longer texts: a repeat
    with a bound looks quadratic in texts that are shorter than the bound. Each of the five compares what runs
    one right after the other: a moment later the processor may be slower, since others use it.
    """
    count, before = start, 0
    while count < 1 << 14:
        now = measure(count)
        if not before and now > 20 * MILLISECOND:
            before = measure(count // 2)
        if now > least and now < 2.5 * before:
            return now / before
        if now > max(least, MILLISECOND) and before:
            pairs = [(measure(count // 2), measure(count)) for _ in range(5)]
            grown, now = median(long / max(short, 1) for short, long in pairs), min(long for _, long in pairs)
            if grown < MAX_GROWTH or now > 20 * MILLISECOND:
                return grown
        count, before = 2 * count, now
    return 1.0


def timed(run: Callable[[Any], object], text: str | bytes) -> int:
    """Return the nanoseconds of this thread alone, without the collector: it looks at all that tests left."""
    gc.disable()
    try:
        start = time.thread_time_ns()
        run(text)
        return time.thread_time_ns() - start
    finally:
        gc.enable()


def modules() -> Iterator[ModuleType]:
    """Yield all modules of the bot but those of the demo, which reads nothing of strangers."""
    for package in (bot, cogs):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name != "bot.__main__" and not found.name.startswith("bot.demo"):
                yield importlib.import_module(found.name)


@cache
def sources() -> list[tuple[ModuleType, ast.Module]]:
    return [(m, ast.parse(Path(str(m.__file__)).read_text(encoding="utf-8"))) for m in modules()]


@cache
def uses() -> dict[str, set[str]]:
    """Return by which methods of a pattern each name, and each list of cues, is used."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in CALLS:
                match node.value:
                    case ast.Subscript(slice=ast.Constant(value=str(name))):
                        found[name].add(node.attr)
                    case (
                        ast.Call(func=ast.Name(id=name))
                        | ast.Name(id=name)
                        | ast.Attribute(attr=name)
                        | ast.Subscript(value=ast.Name(id=name))
                    ):
                        found[f"{module.__name__}.{name}"].add(node.attr)
    return found


def names_of_patterns(tree: ast.Module) -> dict[int, str]:
    """Return by which name each call is known: of a constant, an attribute, or a function that returns it."""
    found: dict[int, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=ast.expr() as value
            ):
                found |= {id(part): name for part in ast.walk(value)}
            case ast.FunctionDef(name=name, body=[*_, ast.Return(value=ast.expr() as value)]):
                found[id(value)] = name
    return found


def written_patterns() -> tuple[dict[str, tuple[re.Pattern[Any], set[str]]], dict[tuple[str, int], set[str]]]:
    """Return the patterns that a module's constants tell, and the methods used of those at other places."""
    found: dict[str, tuple[re.Pattern[Any], set[str]]] = {}
    others: dict[tuple[str, int], set[str]] = {}
    for module, tree in sources():
        names = names_of_patterns(tree)
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=call)) if call in CALLS:
                    flags = [k.value for k in node.keywords if k.arg == "flags"] + node.args[1:2] * (
                        call == "compile"
                    )
                    name = f"{module.__name__}.{names.get(id(node))}"
                    methods = {call} if call != "compile" else uses().get(name, set())
                    try:
                        source, flag = (
                            eval(compile(ast.Expression(e), "", "eval"), vars(module)) if e else 0  # noqa: S307
                            for e in (node.args[0], flags[0] if flags else None)
                        )
                    except NameError:
                        others[module.__name__, node.lineno] = methods
                        continue
                    found[f"{module.__name__}:{node.lineno}"] = re.compile(source, flag), methods
    return found, others


def built_patterns(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, int], re.Pattern[Any]]:
    """Return the patterns that functions build, recorded while the functions run."""
    found: dict[tuple[str, int], re.Pattern[Any]] = {}

    def recorded(call: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def record(pattern: Any, *args: Any, **kwargs: Any) -> Any:
            caller = sys._getframe(1)
            flags = args[0] if call == "compile" and args else kwargs.get("flags", 0)
            place = caller.f_globals["__name__"], caller.f_lineno
            if place[0].startswith(("bot", "cogs")) and not isinstance(pattern, re.Pattern):
                found[place] = compiled(pattern, flags)
            return original(pattern, *args, **kwargs)

        return record

    compiled = re.compile
    for call in CALLS:
        monkeypatch.setattr(re, call, recorded(call, getattr(re, call)))
    build()
    monkeypatch.undo()
    return found


def build() -> None:
    """Let every function that builds a pattern build one."""
    typography._spaces_beside("[ぁ-ゖ]")
    grammar._attribution.__wrapped__(Language.EN)
    for pattern in (
        parsing._time_pattern,
        days._pattern,
        days._every_pattern,
        typed_dates.date_pattern,
        pauses._pattern,
    ):
        pattern.__wrapped__()
    Cues({"one": ["a"]})["one"]
    numerals._grammar.__wrapped__()
    citing._cues.__wrapped__()
    denying._denial.__wrapped__()
    denying._opposites.__wrapped__()
    roles._ja.__wrapped__()
    citing.check("一般に“a”。[1]", ["“a”は一般的だ。"])
    Query("two words")
    titles._without_site_name("A | B", ["B"])
    for once in (dates._patterns, metadata._cues):
        once.__wrapped__()
    metadata._name("By Ann Holt")
    metadata._is_organization("Harbor Staff")
    speakers.as_written("Ann Holt", "Ann Holt spoke.")
    quotes_en._rules.__wrapped__()
    names_ja._nouns.__wrapped__()
    backup.copies(Path("nowhere"), "kotonoha")
    for made in (turns._question_or_answer, turns._label_pattern):
        made.__wrapped__(Language.EN)
    for language in Language:
        horizons._grammar.__wrapped__(language)
    for asked, said in (("石", "石がある。"), ("4月", "4月だ。"), ("何人", "8人だ。")):
        question = Asked(asked)
        assert all(Said(said).has(term) for term in question.terms)
        assert all(Said(said).answers(want, question) for want in question.wants)
    for text in ("Mr. Holt, of Oslo, said: “We will see what the year brings.” He left.", "```\na\n```"):
        read(parse_text(text), Language.EN)
    read(parse_text("田中氏は「来年は必ず良くなるだろう」と語った。"), Language.JA)


def cue_patterns() -> dict[str, tuple[re.Pattern[str], set[str]]]:
    found: dict[str, tuple[re.Pattern[str], set[str]]] = {}
    for language in Language:
        for table, lists in load(language.value).items():
            for key, expressions in lists.items():
                for number, expression in enumerate(expressions):
                    name = f"{table}.{key}"
                    found[f"{language}.toml {name}[{number}]"] = re.compile(expression), uses()[name]
    for name, lists in load("horizons").items():
        for key in ("vague_before", "vague_after", "retold"):
            found[f"horizons.toml {name}.{key}"] = re.compile("|".join(lists[key])), {"search"}
    for key, expressions in load("pages").items():
        for number, expression in enumerate(expressions):
            found[f"pages.toml {key}[{number}]"] = re.compile(expression, re.IGNORECASE), set()
    denials = dict(load("denials"))
    pairs = [pair for language in Language for pair in denials["opposites"][language]]
    for key, expressions in (denials | {"opposites": [side for pair in pairs for side in pair]}).items():
        for number, expression in enumerate(expressions):
            methods = {"fullmatch"} if key in ("within", "weak") else set()
            found[f"denials.toml {key}[{number}]"] = re.compile(expression), methods
    for key, expressions in load("roles")["en"].items():
        for number, expression in enumerate(expressions):
            found[f"roles.toml {key}[{number}]"] = re.compile(expression), {"fullmatch"}
    return found


def superlinear(pattern: re.Pattern[Any], methods: set[str]) -> Iterator[str]:
    """Yield the attacks that work on a pattern, with the growth of each."""
    anchored = bool(methods) and methods <= ANCHORED
    method = ("fullmatch" if "fullmatch" in methods else "match") if anchored else "finditer"

    def run(text: str | bytes) -> None:
        found = getattr(pattern, method)(text)
        if method == "finditer":
            deque(found, maxlen=0)

    for attack in attacks(pattern, anchored=anchored):

        def measure(count: int, attack: Attack = attack) -> int:
            text = attack[0] + attack[1] * count + attack[2]
            return timed(
                run, text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
            )

        if (grown := growth(measure)) >= MAX_GROWTH:
            yield f"{attack} {grown:.1f}"


def faults(patterns: Mapping[Any, tuple[re.Pattern[Any], set[str]]]) -> list[str]:
    return [
        f"{name}: {pattern.pattern[:80]!r} on {slow}"
        for name, (pattern, methods) in patterns.items()
        for slow in islice(superlinear(pattern, methods), 1)
    ]


def test_every_pattern_of_a_module_takes_linear_time() -> None:
    patterns, _ = written_patterns()
    assert len(patterns) > 100
    assert faults(patterns) == []


def test_every_pattern_that_a_function_builds_takes_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    _, places = written_patterns()
    patterns = built_patterns(monkeypatch)
    assert places.keys() - patterns.keys() == set(), "patterns that are not built here: add them to build()"
    assert faults({place: (patterns[place], methods) for place, methods in places.items()}) == []


def test_every_cue_takes_linear_time() -> None:
    assert faults(cue_patterns()) == []


# fmt: off
PIECES = (
    *COMMON, "“a”", "‘a", "a'", '-"', "(a", "()", "a-", "- ", "--", "https://a", "www.a", "![a](", "[a](b)",
    "<a ", "<!--", "-->", "---\n", "# a\n", "a\n\n", "* a\n", "1. a\n", "a: b\n", "|a|\n", "```\n", "**a",
    "a. ", "Mr. ", "Ann Holt said ", "I will see. ", "He said “We go on now.” ", "“We go on now.”\n",
    "。", "…", "！", "「a」", "』", "（あ", "あ 一", "ー", "田中氏は", "「来年は良くなるだろう」と語った。",
    "10年後には増える。", "ｶﾞ", "e\u0301", "👍\u200d", "\x00", "A | ", "A > ",
)
# fmt: on
"""Besides single characters: what the rules look for, whole and cut off."""
NESTED = [("(", "あ)"), ("「", "」"), ("“", "a”"), ("[", "](a)"), ("**", "a**"), ("<a>", "</a>"), ("'", "a'")]
SANS = FontName.SANS
FEED = "<rss><channel><item><link>/a</link><title>{}</title></item></channel></rss>"


def quiet(rule: Callable[[str], object]) -> Callable[[str], object]:
    """Return a rule whose refusals are results."""

    def run(text: str) -> object:
        try:
            return rule(text)
        except (UserError, TypesettingError) as refusal:
            return refusal

    return run


def both(rule: Callable[[str, Language], object], name: str) -> dict[str, Callable[[str], object]]:
    """Return a rule for each language."""
    return {f"{name} {each}": partial(_swapped, rule, each) for each in Language}


def _swapped(rule: Callable[[str, Language], object], language: Language, text: str) -> object:
    return rule(text, language)


def lines(text: str, language: Language, *, vertical: bool = False) -> object:
    """Return the lines of a text that a card can show, if it fits."""
    lost = font(SANS, text).missing(text)
    kept = " ".join("".join(char for char in text if char not in lost).split())
    made = fitting.make_boxes(SANS, kept, language, vertical=vertical) if kept else []
    return made and line_breaking.break_lines(made, 20, 4, language, max_penalty=1)


def in_parts(text: str, language: Language) -> object:
    """Return the parts of a text as one sentence, as one of short sentences, and as single characters."""
    spans = tuple((2 * place, 2 * place + 1) for place in range(len(text)))
    whole = [BodyBlock(text, spans, BodyKind.PARAGRAPH, ends) for ends in ((), tuple(range(1, len(text))))]
    single = [
        BodyBlock(char, (span,), kind, ())
        for char, span, kind in zip(text, spans, cycle(BodyKind), strict=False)
    ]
    return [split(body, PartSize.SHORT, language) for body in ([whole[0]], [whole[1]], single)]


def of_sentences(text: str) -> object:
    """Return what is known of the body of a text whose every fourth character is a sentence."""
    return body.of_sentences(text, [((place, place + 1),) for place in range(0, len(text), 4)], {"a"})


DENIAL = "The pier was not safe and rose. 港は安全ではなく増えた。"
ROLES = terms("Who sent a pier to the harbor that a man said opened? 港は何を開いた? a b c 1 年 人")
RULES: dict[str, Callable[[str], object]] = {
    **both(lambda text, language: read(parse_text(text), language), "read"),
    **both(grammar.sentence_ends, "sentences"),
    **both(grammar.ends_sentence, "end of a sentence"),
    **both(lambda text, language: horizons.due("2030", date.min, language, text), "due date"),
    **both(horizons.is_retold, "retold"),
    **both(lambda text, language: fitting.ellipsize(text, language, 30, 120, 1), "ellipsize"),
    **both(lines, "lines"),
    "vertical lines": lambda text: lines(text, Language.JA, vertical=True),
    **both(lambda text, language: phrase_ends(" ".join(text.split()), language), "phrases"),
    **both(typography.within_quotation_marks, "quotation marks"),
    "normalize": typography.normalize,
    "Japanese typography": typography.japanese,
    "English typography": typography.english,
    "markup": parse_text,
    "pairs": marks.find_pairs,
    "English names": EnglishNames,
    "Japanese names": JapaneseNames,
    "decode": lambda text: decode(text.encode("utf-8", "replace")),
    "decode a page": lambda text: decode_page(text.encode("cp932", "replace")),
    "decode broken EUC-JP": lambda text: decode_euc_jp(text.encode("euc_jp", "replace") + b"\xa4"),
    "decode ISO-2022-JP": lambda text: decode_iso_2022_jp(text.encode("iso2022_jp", "replace")),
    "is a torn text": raise_if_torn,
    "is a feed": lambda text: is_feed(text.encode("utf-8", "replace")),
    "feed": lambda text: extract_feed(FEED.format(text).encode("utf-8", "replace"), url="https://a.example"),
    "is a page": lambda text: is_page(text.encode("utf-8", "replace")),
    "plain": plain,
    "fold": fold,
    "tokens": tokens,
    "highlights": Query("a b").highlights,
    "query": lambda text: Query(text).phrases,
    "passage": lambda text: passage(text, [(n, n + 1) for n in range(len(text))]),
    "escaped": lambda text: markdown.escaped(text, 2 * len(text)),
    "bare address": bare_address,
    "denials": lambda text: denying.Statement(text).bears_out(denying.Statement(DENIAL)),
    "roles": lambda text: roles.turn_around(ROLES, text, text, is_question=True),
    **both(in_parts, "parts"),
    "a body of sentences": of_sentences,
    "clipped": lambda text: markdown.clipped(text, len(text) - 1),
}


MARKUP = (
    "<sup>2</sup>", "<sup>", "a <a href='#'>[1]</a>", "<q>a", "<q>a</q>", "<cite>a</cite>", "<blockquote>",
    "<blockquote>a<footer>— A</footer></blockquote>", "<figure>", "<table><tr><td>a<td>b", "<tr><td>a<td>b",
    "<br>", "a<br>", "<ol><li>a", "<li>a", "<span></span>a", "<p>a", "<b>a</b>", "\n", "港\n", "&#8203;",
)  # fmt: skip


def test_the_text_of_a_page_takes_linear_time() -> None:
    def told(text: str) -> object:
        tree = page.parse(f"<html><body><blockquote>{text}")
        return main_text._prepared(tree, with_speakers(text_runs(tree)))

    rule = quiet(told)
    rule("a")
    slow = {}
    for piece in MARKUP:

        def measure(count: int, piece: str = piece) -> int:
            return timed(rule, piece * count)

        if (grown := growth(measure, start=128, least=MILLISECOND)) >= MAX_GROWTH:
            slow[piece] = round(grown, 1)
    assert slow == {}


PROSE = "<p>" + "港の図書室は1987年に古い税関の建物で開いた。" * 30 + "</p>"


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='/a'>港</a>と",
        "<b>a</b> ",
        "<span>海<a href='/a'>港</a></span>と",
        "<sup>a</sup>港",
        "<var>a</var>と",
    ],
)
def test_a_paragraph_of_many_links_takes_linear_time(piece: str) -> None:
    def told(text: str) -> object:
        tree = page.parse(f"<html><body><article>{PROSE}<p>{text}</p></article>")
        return main_text.main_text(tree, text_runs(tree))

    told(piece)

    def measure(count: int) -> int:
        return timed(told, piece * count)

    assert growth(measure, start=2048, least=200 * MILLISECOND) < MAX_GROWTH


@pytest.mark.parametrize("name", RULES)
def test_every_rule_that_takes_text_takes_linear_time(name: str) -> None:
    rule = quiet(RULES[name])
    rule("a")
    slow = {}
    for opening, closing in [*((piece, "") for piece in PIECES), *NESTED]:

        def measure(count: int, opening: str = opening, closing: str = closing) -> int:
            return timed(rule, opening * count + closing * count)

        if (grown := growth(measure, start=128, least=MILLISECOND)) >= MAX_GROWTH:
            slow[opening, closing] = round(grown, 1)
    assert slow == {}
