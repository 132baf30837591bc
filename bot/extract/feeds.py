"""Bytes to feeds: RSS, RDF, Atom and JSON Feed; and the feeds that a page names in its head.

Nothing that a document declares of itself reaches the parser: neither its encoding nor its entities.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html

from bot.cues import page_cues
from bot.errors import UserError
from bot.extract.decoding import decode_feed
from bot.model.feeds import Feed, FeedEntry
from bot.words import plain

MOST_READ = 10_000
"""Entries that are looked at, from the beginning."""
MAX_FEEDS_OF_PAGE = 25
TITLE_LENGTH, GUID_LENGTH, ADDRESS_LENGTH = 200, 500, 500
_MARKUP_LENGTH = 10_000
"""Characters of a title with the markup in it."""

_PLAIN = (
    *(None, "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/"),
    *("http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"),
)
"""Namespaces whose elements say what the plain words of a feed say, beside that of its root, of which there
were many: not those of media and podcasts."""
_DATES = ("pubdate", "published", "issued", "date", "updated", "modified", "created")
"""When an entry was first published, before when it was changed: an edited one isn't new."""
_TYPE = re.compile(r"(?:application|text)/(?:(?:x-)?(?:rss|atom|rdf)\+xml|feed\+json)")
_JSON = "application/json"
"""What pages call JSON Feed, too, and whatever else their programs answer with."""
_DECLARATION = re.compile(r"^\s*+<\?xml[^>]{0,400}>")
_REFERENCE = re.compile(r"&(#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_ELEMENT = re.compile(r"<[A-Za-z]")
_SUBSET_END = re.compile(r"\]\s*+>")
_OF_XML = ("amp;", "lt;", "gt;", "quot;", "apos;")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_HTML_TAG = re.compile(
    r"<(/?(?:a|b|big|blockquote|br|center|code|div|em|figure|font|h[1-6]|hr|i|img|li|ol|p|pre|q|rb|rp|rt|ruby|s|small|span"
    r"|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul|wbr)[\s>/])",
    re.IGNORECASE,
)


def extract_feed(data: bytes, charset: str | None = None, url: str | None = None) -> Feed:
    """Return the feed that was served from `url` with `charset`.

    Entries without an address are left out; addresses are joined to `xml:base` and to `url`. Raises
    UserError("feed-none") for what is no feed, and "page-binary" for what is no text.
    """
    text = decode_feed(data, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _of_json(text, url or "")
    root = _parse(text, url)
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        raise UserError("feed-none")
    channel = next((one for one in root if _name(one) == "channel"), root)
    entries: list[FeedEntry] = []
    for number, one in enumerate(_entries(root)):
        if number == MOST_READ:
            break
        entry = _entry(one, url or "")
        if entry is not None:
            entries.append(entry)
    return Feed(_title(_children(channel).get("title")), tuple(entries))


def feeds_of_page(page: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return the addresses of the feeds that a page names in its head, each with what it calls it there, the
    site's first; none of comments."""
    try:
        tree = lxml.html.document_fromstring(
            _DECLARATION.sub("", page, count=1).encode("utf-8", "replace"),
            parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=False),
        )
    except lxml.etree.ParserError:
        return ()
    base = next((one.get("href", "") for one in tree.iter("base") if one.get("href")), "")
    about_comments = page_cues()["comments"]
    found: dict[str, str] = {}
    for link in tree.iter("link"):
        kinds = link.get("rel", "").lower().split()
        kind = link.get("type", "").partition(";")[0].strip().lower()
        is_named = kind == _JSON and "feed" in f"{link.get('title', '')} {link.get('href', '')}".lower()
        if "alternate" not in kinds or not (is_named or _TYPE.fullmatch(kind)):
            continue
        if not link.get("href", "").strip():
            continue
        address = _address(link.get("href", ""), _joined(url, base))
        name = _line(link.get("title", ""))
        if address and not about_comments.search(f"{name} {address}"):
            found.setdefault(address, name)
        if len(found) == MAX_FEEDS_OF_PAGE:
            break
    return tuple(found.items())


def _parse(text: str, url: str | None) -> Any:
    """Return the root of a document, None where there is none. What isn't well-formed is read as far as it
    can be: HTML that nobody escaped would swallow the entries after it, and becomes text."""
    text = _without_declarations(text)
    root, errors = _parsed(text, url)
    if any(error.type_name == "ERR_TAG_NAME_MISMATCH" for error in errors):
        root, _ = _parsed(_HTML_TAG.sub(r"&lt;\1", text), url)
    return root


def _parsed(text: str, url: str | None) -> tuple[Any, Sequence[Any]]:
    parser = lxml.etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = None
    with suppress(lxml.etree.LxmlError, ValueError):
        root = lxml.etree.fromstring(text.encode(), parser, base_url=url)
    return root, list(parser.error_log)


def _without_declarations(text: str) -> str:
    """Return a document without its declarations and with the characters that its references stand for."""
    text = _DECLARATION.sub("", _NO_XML.sub("", text.lstrip("\ufeff")), count=1)
    first = _ELEMENT.search(text)
    start = text.find("<!DOCTYPE", 0, first.start() if first else 0)
    if start >= 0:
        end, inside = text.find(">", start), text.find("[", start)
        if 0 <= inside < end:
            closed = _SUBSET_END.search(text, inside)
            end = closed.end() - 1 if closed else len(text)
        text = text[:start] + text[end + 1 :]
    parts, at = [], 0
    while at < len(text):
        literal = text.find("<![CDATA[", at) % (len(text) + 1)  # -1 is the end
        end = text.find("]]>", literal) % (len(text) + 1)
        parts += [_REFERENCE.sub(_referred, text[at:literal]), text[literal:end]]
        at = end
    return "".join(parts)


def _referred(found: re.Match[str]) -> str:
    """Return a reference that needs no declaration; one that nobody knows becomes what is written there."""
    name = found[1] or ""
    if name in _OF_XML or name.startswith("#"):
        return found[0]
    return html.escape(html5[name], quote=False) if name in html5 else f"&amp;{name}"


def _entries(root: Any) -> Iterator[Any]:
    for one in root:
        if _name(one) in ("item", "entry"):
            yield one
        elif _name(one) == "channel":
            yield from (inside for inside in one if _name(inside) == "item")


def _entry(element: Any, url: str) -> FeedEntry | None:
    parts = _children(element)
    guid = parts.get("guid", parts.get("id"))
    address = _link(element)
    if address:
        address = _address(address, _joined(url, element.base or ""))
    elif guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true":
        address = _address(_text(guid), "")  # a whole one: podcasts have other things there
    if not address:
        return None
    dates = [parts[name] for name in _DATES if name in parts]
    return FeedEntry(
        guid=_text(guid)[:GUID_LENGTH] or None if guid is not None else None,
        url=address,
        title=_title(parts.get("title")),
        published=next((at for one in dates if (at := _moment(_text(one))) is not None), None),
    )


def _link(element: Any) -> str:
    """Return the address of an entry: where a service counts the clicks, the one behind it."""
    found = ""
    for one in element:
        if _local(one) == "origlink" and _text(one):
            return _text(one)
        if _name(one) != "link" or found:
            continue
        if one.get("href") is None:
            found = _text(one)
        elif one.get("rel", "alternate").strip().lower() in ("alternate", ""):
            found = one.get("href", "").strip()
    return found


def _children(element: Any) -> dict[str, Any]:
    """Return the first child of each plain name; `date` is Dublin Core's."""
    found: dict[str, Any] = {}
    for one in element:
        name = _name(one) or ("date" if _local(one) == "date" else "")
        if name:
            found.setdefault(name, one)
    return found


def _name(element: Any) -> str:
    """Return the name of a feed's own element in lower case, "" for any other."""
    namespace, local = _split(element)
    own = namespace in _PLAIN or namespace == _split(element.getroottree().getroot())[0]
    return local if own and ":" not in local else ""


def _local(element: Any) -> str:
    return _split(element)[1].rpartition(":")[2]


def _split(element: Any) -> tuple[str | None, str]:
    """Return the namespace of an element, and its name in lower case: with its prefix where nobody declared
    that."""
    if not isinstance(element.tag, str):  # it is no element
        return None, ""
    namespace, declared, local = element.tag.rpartition("}")
    return namespace[1:] if declared else None, local.lower().removeprefix("rdf:")


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _title(element: Any | None) -> str:
    if element is None:
        return ""
    text = _text(element)[:_MARKUP_LENGTH]
    return _line(text if element.get("type") in ("text", "xhtml") else _unmarked(text))


def _unmarked(text: str) -> str:
    """Return a title without the markup that feeds write into it, escaped once more."""
    return _TAG.sub("", html.unescape(_TAG.sub("", text)))


def _line(text: str) -> str:
    shown = plain(text[:_MARKUP_LENGTH])
    return "".join(c for c in shown if c == "\u200d" or c.isprintable())[:TITLE_LENGTH].strip()


def _joined(base: str, relative: str) -> str:
    try:
        return urljoin(base, relative.strip())
    except ValueError:
        return base


def _address(link: str, base: str) -> str:
    """Return a whole address without its fragment, "" for one that no page can have or that is damaged."""
    with suppress(ValueError):
        address = urljoin(base, link.strip()).partition("#")[0].replace(" ", "%20")
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.hostname and len(address) <= ADDRESS_LENGTH:
            return address if address.isprintable() and "\ufffd" not in address else ""
    return ""


def _moment(text: str) -> int | None:
    """Return a moment in Unix seconds; one without a zone is taken for UTC, since it only tells an order."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            moment = read(text[:60])
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return None


def _of_json(text: str, url: str) -> Feed:
    try:
        feed = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError) as error:
        raise UserError("feed-none") from error
    entries = feed.get("items")
    if "jsonfeed.org" not in _said(feed, "version") or not isinstance(entries, list):
        raise UserError("feed-none")
    found = (_entry_of_json(one, url) for one in entries[:MOST_READ] if isinstance(one, dict))
    return Feed(_line(_said(feed, "title")), tuple(one for one in found if one is not None))


def _entry_of_json(entry: dict[str, Any], url: str) -> FeedEntry | None:
    guid, link = _said(entry, "id"), _said(entry, "url") or _said(entry, "external_url")
    address = _address(link or guid, url if link else "")
    if not address:
        return None
    published = _moment(_said(entry, "date_published") or _said(entry, "date_modified"))
    return FeedEntry(guid[:GUID_LENGTH] or None, address, _line(_said(entry, "title")), published)


def _said(fields: dict[str, Any], name: str) -> str:
    """Return what a field says as text that can be stored, "" for what is none."""
    value = fields.get(name)
    text = str(value) if isinstance(value, str) or type(value) in (int, float) else ""
    return text.encode("utf-8", "replace").decode().strip()
