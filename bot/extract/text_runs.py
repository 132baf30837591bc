"""The text of a page in document order, and which element holds most of its prose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "pre", "blockquote", "li", "dd", "dt", *_HEADINGS}
_CONTAINERS = {
    "address", "article", "body", "center", "details", "div", "dl", "fieldset", "figure",
    "header", "hr", "html", "main", "ol", "section", "summary", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_SKIPPED = {
    "aside", "audio", "button", "canvas", "datalist", "dialog", "fencedframe", "figcaption",
    "footer", "form", "head", "iframe", "math", "menu", "nav", "noscript", "object", "option",
    "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
}  # fmt: skip
_MIN_PROSE = 30  # characters outside links that make a run prose; ASCII ones count half
_MIN_GAIN = 1.3  # in prose: then a parent is taken instead of its child


@dataclass(slots=True)
class TextRun:
    """Text that stands together: a paragraph, a heading, or what lies between two double line breaks."""

    tag: str
    container: HtmlElement
    """The innermost element around it that may hold several paragraphs."""
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    text: str = ""

    @property
    def prose(self) -> int:
        """Return how many characters of it are prose; 0 for a heading, a label or mostly links."""
        if self.tag in _HEADINGS:
            return 0
        weight = len(self.text) - self.linked
        least = _MIN_PROSE * (2 if self.text.isascii() else 1)
        return weight if weight >= least and self.linked < 0.4 * len(self.text) else 0


def text_runs(tree: HtmlElement) -> list[TextRun]:
    """Return all text of a page in order, leaving out navigation, forms, scripts and hidden elements."""
    found: list[TextRun] = []
    current: TextRun | None = None
    tag, holder, links, breaks = "", tree, 0, 0

    def add(text: str | None) -> None:
        nonlocal current, breaks
        if not text:
            return
        if current is None:
            if not text.strip():
                return
            current = TextRun(tag, holder)
            found.append(current)
        if text.strip():
            breaks = 0
        current.pieces.append(text)
        current.linked += len(text) if links else 0

    # Not recursive: the page decides how deep it is nested.
    stack: list[tuple[HtmlElement, bool, tuple[str, HtmlElement, int]]] = [(tree, True, (tag, holder, links))]
    while stack:
        element, opens, outer = stack.pop()
        name = element.tag if isinstance(element.tag, str) else "!"
        block = name in _PARAGRAPHS or name in _CONTAINERS
        if not opens:
            tag, holder, links = outer
            current = None if block else current
            add(element.tail)
            continue
        before = (tag, holder, links)
        if name == "!" or name in _SKIPPED or _hidden(element):
            if element is not tree:
                add(element.tail)
            continue
        if name == "br":
            breaks += 1
            current = None if breaks > 1 else current
            add("\n")
        if block:
            current = None
            tag = name if name in _PARAGRAPHS else ""
            holder = element if name in _CONTAINERS else holder
        links += name == "a"
        add(element.text)
        if element is not tree:
            stack.append((element, False, before))
        stack.extend((child, True, before) for child in reversed(element))
    for run in found:
        run.text = " ".join("".join(run.pieces).split())
    return found


def _hidden(element: HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None


def densest_runs(found: Sequence[TextRun]) -> list[TextRun]:
    """Return the prose inside the smallest element that holds most of the page's."""
    held: dict[HtmlElement, int] = defaultdict(int)
    own: dict[HtmlElement, int] = defaultdict(int)
    for run in found:
        if prose := run.prose:
            own[run.container] += prose
            for element in (run.container, *run.container.iterancestors()):
                held[element] += prose
    if not own:
        return []
    best = max(own, key=lambda element: own[element])
    for element in best.iterancestors():
        if held[element] >= _MIN_GAIN * held[best]:
            best = element
    return [
        run for run in found if run.prose and (run.container is best or best in run.container.iterancestors())
    ]


def container_kind(run: TextRun) -> tuple[str, ...] | None:
    """Return the tag and classes that containers of one kind share; None for one without classes."""
    names = (run.container.get("class") or "").split()
    parent = run.container.getparent()
    if not names:
        return None
    return (
        str(run.container.tag),
        *names,
        "/",
        *((parent.get("class") or "").split() if parent is not None else ()),
    )
