"""The metadata that a page declares: title, author, publisher, date, language and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from bot.model import Metadata

_MAX_VALUE = 300
_MAX_JSON = 1_000_000
_DATE_PATTERN = re.compile(
    r"\b((?:19|20)\d\d)(?:-|/|\.|年\s?)(\d\d?)(?:-|/|\.|月\s?)(\d\d?)(?!\d)|\b((?:19|20)\d\d)([01]\d)([0-3]\d)\b"
)
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|BlogPost|HowTo|Question|CreativeWork)$")
_VIDEO_TYPE = re.compile(r"VideoObject|Movie|TVEpisode|Clip$")
_SEPARATOR = " ?[|｜–—:：»«·・/／-] ?"
_BYLINE_PREFIX = re.compile(r"^\s*(?:by|written by|著者|文|執筆|筆者)\s*[:：]?\s+", re.IGNORECASE)
_TRACKING_PARAMETER = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|msclkid|dclid|igshid|mc_[ce]id|_ga|ref_src|cmpid", re.IGNORECASE
)
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "date",
    "dc.date", "dc.date.issued", "citation_publication_date", "citation_date", "parsely-pub-date",
)  # fmt: skip
_SITE_VARIANT = re.compile(r"^(?:www\d?|m|mobile|sp|amp|s)\.")


class PageClaims:
    """What a page declares in `meta` tags, JSON-LD and attributes.

    `meta` maps lower-case names to their first value; `article` is the first JSON-LD node of an article.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self.meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            names = map(element.get, ("property", "name", "itemprop", "http-equiv"))
            name = next(filter(None, names), None)
            content = _one_line(element.get("content"))
            if name and content:
                self.meta.setdefault(name.strip().lower(), content)
        nodes = list(_json_ld(tree))
        types = [(node, kind) for node in nodes for kind in _types(node)]
        self.article: dict[str, Any] = next((node for node, kind in types if _ARTICLE_TYPE.search(kind)), {})
        self.is_video = self.meta.get("og:type", "").startswith("video") or (
            not self.article and any(_VIDEO_TYPE.search(kind) for _, kind in types)
        )
        free = [node["isAccessibleForFree"] for node in nodes if "isAccessibleForFree" in node]
        self.is_paid = any(str(value).lower() == "false" for value in free)

    def metadata(self, url: str | None) -> Metadata:
        """Return the claims that are plausible for a page that came from `url`, or (None) from a file."""
        publisher = self._first_name(
            _joined_names(self.article.get("publisher")),
            *self._meta_values("og:site_name", "application-name"),
        )
        author = self._first_name(
            _joined_names(self.article.get("author")),
            *self._meta_values(
                "author", "article:author", "dc.creator", "citation_author", "parsely-author", "twitter:data1"
            ),
            *(
                _one_line(e.text_content())
                for e in self._tree.xpath('//*[@rel="author" or @itemprop="author"]')[:3]
            ),
        )
        return Metadata(
            title=self._title(publisher),
            author=author if author != publisher else None,
            publisher=publisher,
            date=self._date(),
            language=self._language(),
            url=self._canonical(url),
        )

    def _meta_values(self, *names: str) -> list[str | None]:
        return [self.meta.get(name) for name in names]

    def _first_name(self, *values: str | None) -> str | None:
        for value in values:
            value = _BYLINE_PREFIX.sub("", value or "").strip()
            value = re.split(r"\s[|｜]\s", value)[0].rstrip()
            if (
                value
                and len(value) <= 100
                and "://" not in value
                and any(map(str.isalnum, value))
                and not re.search(r"\d (?:min|分)", value)
            ):
                return value
        return None

    def _title(self, publisher: str | None) -> str | None:
        heading = next((text for e in self._tree.iter("h1") if (text := _one_line(e.text_content()))), None)
        whole = next((text for e in self._tree.iter("title") if (text := _one_line(e.text_content()))), None)
        headline = _one_line(self.article.get("headline"))
        og, twitter = self._meta_values("og:title", "twitter:title")
        title = next(filter(None, (og, headline, twitter, whole, heading)), None)
        if title is None:
            return None
        if heading and heading != publisher and title.startswith(heading) and len(heading) > 0.4 * len(title):
            return heading
        return _without_site_name(title, publisher)

    def _date(self) -> date | None:
        texts = [
            self.article.get("datePublished"),
            *self._meta_values(*_DATE_NAMES),
            *self._tree.xpath('//*[@itemprop="datePublished"]/@datetime')[:1],
            *self._tree.xpath("//article//time/@datetime")[:1],
            *self._tree.xpath("//time/@datetime")[:1],
        ]
        return next((day for text in texts if isinstance(text, str) and (day := _parse_date(text))), None)

    def _language(self) -> str | None:
        root = self._tree.getroottree().getroot()
        for text in (
            root.get("lang"),
            root.get("xml:lang"),
            *self._meta_values("og:locale", "content-language"),
        ):
            if found := re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)", text or ""):
                return found[1].lower()
        return None

    def _canonical(self, url: str | None) -> str | None:
        for text in [*self._tree.xpath('//link[@rel="canonical"]/@href')[:1], self.meta.get("og:url")]:
            if text and (address := clean_address(urljoin(url or "", text.strip()))):
                same = url is None or _site(address) == _site(url)
                # Some sites declare their front page on every page.
                if same and (
                    url is None or urlsplit(address).path.strip("/") or not urlsplit(url).path.strip("/")
                ):
                    return address
        return clean_address(url) if url else None


def clean_address(url: str) -> str | None:
    """Return a web address without its fragment and tracking parameters.

    None for anything but HTTP(S), for one with credentials, and for one of more than 2,000 characters.
    """
    try:
        parts = urlsplit(url)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.username is not None
            or len(url) > 2000
        ):
            return None
        query = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING_PARAMETER.fullmatch(name)
        ]
    except ValueError:
        return None
    kept = parts.query if len(query) == len(parts.query.split("&")) else urlencode(query)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", kept, ""))


def _site(url: str) -> str:
    return _SITE_VARIANT.sub("", (urlsplit(url).hostname or "").lower())


def _one_line(value: object) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text[:_MAX_VALUE] or None


def _without_site_name(title: str, publisher: str | None) -> str:
    """Return a title without the name of the site after or before it."""
    if publisher:
        name = re.escape(publisher)
        short = re.sub(
            rf"(?:{_SEPARATOR}(?:[^|｜]{{1,30}}{_SEPARATOR})?{name}| ?[(（\[【]{name}[)）\]】]) ?$"
            rf"|^{name}{_SEPARATOR}",
            "",
            title,
            flags=re.IGNORECASE,
        )
        return short.strip() or title
    return title


def _parse_date(text: str) -> date | None:
    for found in _DATE_PATTERN.finditer(text[:200]):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _joined_names(value: object) -> str | None:
    """Return the name of a person or organization in JSON-LD, or the names of up to four, comma-separated."""
    values = value if isinstance(value, list) else [value]
    names = [_one_line(v.get("name") if isinstance(v, dict) else v) for v in values[:4]]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type", "").strip().lower() != "application/ld+json" or len(text) > _MAX_JSON:
            continue
        try:
            waiting = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node[:100]
            elif isinstance(node, dict):
                yield node
                nested = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
                waiting += [node[key] for key in nested if key in node]
