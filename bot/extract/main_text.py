"""Which runs of a page are its main text."""

from __future__ import annotations

import copy
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import lxml.etree
from lxml.html import HtmlElement

from bot.extract.runs import TextRun
from bot.extract.text_runs import BLOCKS
from bot.model.document import BlockKind

_LINK_SHARE = 0.8  # of a run: then it is nothing but a link
_MAIN_KIND_SHARE = 0.6  # of the prose: then one kind of container holds the article
_MIN_TAIL_SHARE = 0.2  # of the prose: less behind the end is a notice or a profile
_MIN_SHARE = 0.35
"""With a smaller share of the page's densest prose, trafilatura has missed the article."""
_MIN_GAIN = 1.3  # in prose: then a parent is taken instead of its child

_FIRST_MARK = 0xE0100
_MARKS = 240
_MARK = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MARKS - 1)}]{{2}}")
"""Variation selectors, which change nothing for whoever measures text; two are enough for `MAX_RUNS`."""
_ONE_MARK = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MARKS - 1)}]")
_EMPTY_BY_STANDARD = {"embed", "keygen", "param", "source", "track", "wbr"}
"""What libxml2 puts the following text into, though it can't hold any."""
_MAY_BE_EMPTY = {"audio", "br", "canvas", "hr", "iframe", "img", "input", "object", "td", "th", "video"}
_BLOCKS = {"article", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "p", "section"}
_DROPPED = "dropped"
_MAX_PLACES = 500
"""Texts of one run; of one that has more, the links and the like inside it are left out. trafilatura leaves
its texts side by side, and lxml looks for the parent of each before all others: 8,000 links in a paragraph
took 9 seconds."""


def main_text(tree: HtmlElement, found: Sequence[TextRun]) -> list[int]:
    """Return which of the runs `found` in a page are its main text, in order; `tree` stays as it is.

    trafilatura picks; what it missed is added where the page is clear about it: runs in the same kind of
    container as most that were picked (an advertisement may have cut the article in two), or the densest
    prose, if trafilatura has missed that.
    """
    picked = _picked(_prepared(tree, found))
    picked = [
        n
        for n in picked
        if found[n].kind is BlockKind.HEADING or found[n].linked < _LINK_SHARE * len(found[n].text)
    ]
    picked = sorted({*picked, *_missing(picked, found)})
    dense = densest_runs(found)
    if sum(len(found[n].text) for n in picked) < _MIN_SHARE * sum(found[n].prose for n in dense):
        return dense
    return picked


def _prepared(tree: HtmlElement, found: Sequence[TextRun]) -> HtmlElement:
    """Return a copy of a page in which each text has the number of its run, and no element is empty.

    trafilatura removes empty elements together with the text behind them.
    """
    whole = copy.deepcopy(tree)
    copies = dict(zip(tree.iter(), whole.iter(), strict=True))
    merged = set()
    for n, run in enumerate(found):
        mark = chr(_FIRST_MARK + n // _MARKS) + chr(_FIRST_MARK + n % _MARKS)
        for element, is_tail in run.places:
            name = "tail" if is_tail else "text"
            text = getattr(copies[element], name)
            setattr(copies[element], name, _ONE_MARK.sub("", text) + mark)
            if len(run.places) > _MAX_PLACES and not is_tail and element.tag not in BLOCKS:
                copies[element].tag = _DROPPED
                merged.add(copies[element].getparent())
    for element in reversed(list(whole.iter())):
        _simplify(element)
    lxml.etree.strip_tags(whole, _DROPPED)
    for element in merged:
        element.text = element.text  # as one text
        for child in element:
            child.tail = child.tail
    return whole


def _simplify(element: HtmlElement) -> None:
    if element.tag in _EMPTY_BY_STANDARD:
        element.tag = _DROPPED
    elif element.tag == "figure" and element.find(".//blockquote") is not None:
        element.tag = "div"  # trafilatura looks into no figure
    elif (
        isinstance(element.tag, str) and element.tag not in _MAY_BE_EMPTY and element.getparent() is not None
    ):
        inside = [element.text, *(child.tail if child.tag == _DROPPED else "x" for child in element)]
        if not any(text and text.strip() for text in inside):
            element.tag = "br" if element.tag in _BLOCKS else _DROPPED


def _picked(page: HtmlElement) -> list[int]:
    """Return the numbers of the runs that trafilatura takes for the main text of a prepared page."""
    import trafilatura  # slow to import, and most commands never need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs pages without a main text as errors
    document: Any = trafilatura.bare_extraction(page, favor_precision=True, include_comments=False)
    body = [] if document is None or document.body is None else document.body.itertext()
    marks = (mark for text in body for mark in _MARK.findall(text))
    return sorted({(ord(mark[0]) - _FIRST_MARK) * _MARKS + ord(mark[1]) - _FIRST_MARK for mark in marks})


def _missing(picked: Sequence[int], found: Sequence[TextRun]) -> list[int]:
    """Return which runs were not picked, though their kind of container holds most of those that were."""
    amounts: Counter[tuple[str, ...]] = Counter()
    for n in picked:
        if (kind := _container_kind(found[n])) is not None:
            amounts[kind] += found[n].prose
    total = sum(found[n].prose for n in picked)
    if not amounts or max(amounts.values()) < _MAIN_KIND_SHARE * total:
        return []
    kind = max(amounts, key=lambda one: amounts[one])
    have = {found[n].text for n in picked}
    missing = [
        n
        for n, run in enumerate(found)
        if run.prose and _container_kind(run) == kind and run.text not in have
    ]
    last = max(picked)
    after = [n for n in missing if n > last]
    if sum(found[n].prose for n in after) < _MIN_TAIL_SHARE * total:
        return missing[: len(missing) - len(after)]
    return missing


def _container_kind(run: TextRun) -> tuple[str, ...] | None:
    """Return the tag and classes that containers of one kind share; None for one without classes."""
    container = run.around.container
    names = container.get("class", "").split()
    parent = container.getparent()
    if not names:
        return None
    return (str(container.tag), *names, "/", *(parent.get("class", "").split() if parent is not None else ()))


def densest_runs(found: Sequence[TextRun]) -> list[int]:
    """Return the prose inside the smallest element that holds most of the page's."""
    held: dict[HtmlElement, int] = defaultdict(int)
    own: dict[HtmlElement, int] = defaultdict(int)
    for run in found:
        if prose := run.prose:
            container = run.around.container
            own[container] += prose
            for element in (container, *container.iterancestors()):
                held[element] += prose
    if not own:
        return []
    best = max(own, key=lambda element: own[element])
    for element in best.iterancestors():
        if held[element] >= _MIN_GAIN * held[best]:
            best = element
    return [n for n, run in enumerate(found) if run.prose and _is_inside(run.around.container, best)]


def _is_inside(element: HtmlElement, outer: HtmlElement) -> bool:
    return element is outer or outer in element.iterancestors()
