"""The metadata that a page declares: title, author, publisher, date, language and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from bot.cues import Cues, load
from bot.extract.dates import parse_date, shown_date
from bot.extract.json_ld import JsonLd, Node, types
from bot.extract.titles import best_title, titles_in
from bot.model import Metadata
from bot.words import fold

_MAX_VALUE = 300
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|BlogPost|HowTo|Question|CreativeWork)$")
_VIDEO_TYPE = re.compile(r"VideoObject|Movie|TVEpisode|Clip$")
_ORGANIZATION_TYPE = re.compile(r"Organization$|Corporation$|WebSite$|Brand$|Newspaper$")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,9}")
_TRACKING_PARAMETER = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|msclkid|dclid|igshid|mc_[ce]id|_ga|ref_src|cmpid", re.IGNORECASE
)
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "date",
    "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "citation_publication_date",
    "citation_date", "parsely-pub-date",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author", "article:author", "dc.creator", "citation_author", "parsely-author", "twitter:data1",
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
        self._json_ld = JsonLd(tree)
        nodes = self._json_ld.nodes
        kinds = [(node, kind) for node in nodes for kind in types(node)]
        self.article: Node = next((node for node, kind in kinds if _ARTICLE_TYPE.search(kind)), {})
        self.is_video = self.meta.get("og:type", "").startswith("video") or (
            not self.article and any(_VIDEO_TYPE.search(kind) for _, kind in kinds)
        )
        self._site_names = [
            name
            for name in (
                *self._meta_values("og:site_name", "application-name"),
                *(_one_line(node.get("name")) for node, kind in kinds if kind == "WebSite"),
            )
            if name
        ]
        free = [node["isAccessibleForFree"] for node in nodes if "isAccessibleForFree" in node]
        self.is_paid = any(str(value).lower() == "false" for value in free)

    def metadata(self, url: str | None) -> Metadata:
        """Return the claims that are plausible for a page that came from `url`, or (None) from a file."""
        publisher = next(filter(None, map(_name, self._publishers())), None)
        sites = [name for name in (publisher, *self._site_names) if name]
        return Metadata(
            title=self._title(sites),
            author=self._author(sites),
            publisher=publisher,
            date=self._date(),
            language=self._language(),
            url=self._canonical(url),
        )

    def _meta_values(self, *names: str) -> list[str | None]:
        return [self.meta.get(name) for name in names]

    def _publishers(self) -> Iterator[str | None]:
        yield _joined(map(_node_name, self._json_ld.resolved(self.article.get("publisher"))))
        yield from self._site_names

    def _author(self, sites: list[str]) -> str | None:
        """Return who wrote the article: people, not the site or another organization."""
        known = {fold(site) for site in sites}
        for claim in self._authors():
            names = [_name(part) for part in re.split(r"[,、]\s?", claim or "")]
            people = [
                name for name in names if name and fold(name) not in known and not _is_organization(name)
            ]
            if people:
                return ", ".join(people)
        return None

    def _authors(self) -> Iterator[str | None]:
        nodes = self._json_ld.resolved(self.article.get("author"))
        yield _joined(_node_name(node) for node in nodes if not _is_typed_organization(node))
        yield from self._meta_values(*_AUTHOR_NAMES)
        for element in self._tree.xpath(
            '//*[@rel="author" or @itemprop="author"][not(contains(@itemtype, "Organization"))]'
        )[:3]:
            name = element.xpath('.//*[@itemprop="name"]')
            yield _one_line((name[0] if name else element).text_content())

    def _title(self, sites: list[str]) -> str | None:
        og, twitter = self._meta_values("og:title", "twitter:title")
        whole = map(_one_line, titles_in(self._tree, "title"))
        headings = map(_one_line, titles_in(self._tree, "h1"))
        return best_title((og, _one_line(self.article.get("headline")), twitter, *whole), headings, sites)

    def _date(self) -> date | None:
        texts = [
            self.article.get("datePublished"),
            *self._meta_values(*_DATE_NAMES),
            *self._tree.xpath('//*[@itemprop="datePublished"]/@datetime')[:1],
            *self._tree.xpath("//article//time/@datetime")[:1],
            *self._tree.xpath("//time/@datetime")[:1],
            *(e.text_content() for e in self._tree.xpath('//*[@itemprop="datePublished"] | //time')[:1]),
        ]
        declared = (parse_date(text) for text in texts if isinstance(text, str))
        return next(filter(None, declared), None) or shown_date(self._tree)

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


def _name(value: str | None) -> str | None:
    """Return a name without what stands around it, or None for what can't be one."""
    value = _cues()["byline_prefix"].sub("", value or "").strip()
    value = re.split(r"\s[|｜]\s", value)[0].rstrip()
    if not value or len(value) > 100 or "://" in value or not any(map(str.isalnum, value)):
        return None
    return None if _cues()["reading_time"].search(value) else value


def _node_name(value: object) -> str | None:
    return _one_line(value.get("name") if isinstance(value, dict) else value)


def _joined(names: Iterator[str | None]) -> str | None:
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _is_typed_organization(value: object) -> bool:
    return isinstance(value, dict) and any(map(_ORGANIZATION_TYPE.search, types(value)))


def _is_organization(name: str) -> bool:
    return bool(_cues()["organization_end"].search(name) or "@" in name or _DOMAIN.fullmatch(name))


@cache
def _cues() -> Cues:
    words = Cues(load("pages"))
    return Cues(
        {
            "byline_prefix": [rf"^\s*+{words.group('byline')}\s?[:：●／/]?\s*+"],
            "organization_end": [rf"{words.group('organization')}$"],
            "reading_time": load("pages")["reading_time"],
        },
        re.IGNORECASE,
    )
