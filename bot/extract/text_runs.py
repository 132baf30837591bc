"""The text of a page in the order it stands there, and the place where most of its prose is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_PARAGRAPHS = frozenset(
    (
        "p", "pre", "blockquote", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
_CONTAINERS = frozenset(
    (
        "address", "article", "body", "center", "details", "div", "dl", "fieldset", "figure",
        "header", "hr", "html", "main", "ol", "section", "summary", "table", "tbody", "td", "th",
        "thead", "tr", "ul",
    )
)  # fmt: skip
_NEVER = frozenset(
    (
        "aside", "audio", "button", "canvas", "datalist", "dialog", "fencedframe", "figcaption",
        "footer", "form", "head", "iframe", "math", "menu", "nav", "noscript", "object", "option",
        "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
    )
)  # fmt: skip
_PROSE = 30
"""As many characters that are no link make a run of text prose; English ones count half."""
_CLIMB = 1.3


@dataclass(slots=True)
class TextRun:
    """Text that stands together: a paragraph, a heading, what lies between two line breaks."""

    tag: str
    holder: HtmlElement
    """The innermost element around it that can hold several paragraphs."""
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    text: str = ""

    @property
    def prose(self) -> int:
        """How many of its characters are prose rather than labels and links."""
        if self.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return 0
        weight = len(self.text) - self.linked
        least = _PROSE * (2 if self.text.isascii() else 1)
        return weight if weight >= least and self.linked < 0.4 * len(self.text) else 0


def runs(tree: HtmlElement) -> list[TextRun]:
    """All text of a page in order, but for what is never prose: navigation, forms, scripts."""
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

    # Not by recursion: a page decides how deep it is.
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
        if name == "!" or name in _NEVER or _hidden(element):
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


def densest(found: Sequence[TextRun]) -> list[TextRun]:
    """The runs inside the element that holds most of the page's prose, and little else."""
    held: dict[HtmlElement, int] = defaultdict(int)
    own: dict[HtmlElement, int] = defaultdict(int)
    for run in found:
        if prose := run.prose:
            own[run.holder] += prose
            for element in (run.holder, *run.holder.iterancestors()):
                held[element] += prose
    if not own:
        return []
    best = max(own, key=lambda element: own[element])
    for element in best.iterancestors():
        if held[element] >= _CLIMB * held[best]:
            best = element
    return [run for run in found if run.prose and (run.holder is best or best in run.holder.iterancestors())]


def likeness(run: TextRun) -> tuple[str, ...] | None:
    """What the holder of a run has in common with others that were made for the same purpose, if anything."""
    names = (run.holder.get("class") or "").split()
    around = run.holder.getparent()
    if not names:
        return None
    return (
        str(run.holder.tag),
        *names,
        "/",
        *((around.get("class") or "").split() if around is not None else ()),
    )
