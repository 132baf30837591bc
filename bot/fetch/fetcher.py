"""Fetching of one page, where every hop of the way is checked like the first."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Any

import aiodns
import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import UserError
from bot.fetch.addresses import is_own, is_public
from bot.fetch.connection import LimitedConnector, plain_session
from bot.fetch.inflate import Inflater
from bot.fetch.meta_refresh import refresh_target
from bot.fetch.typed import typed_address
from bot.fetch.validators import Validators, retry_after, validators_of
from bot.limits import MAX_BYTES

TIMEOUT_SECONDS = 20.0
DNS_TIMEOUT_SECONDS = 4.0  # for each of two attempts
MAX_REDIRECTS = 5
MAX_CONCURRENT = 4
MAX_OVERHEAD = 1_000_000
"""Bytes of a connection beyond those of the page: headers, chunk sizes."""
USER_AGENT = "Kotonoha/0.1 (Discord bot; reads single pages and feeds that members ask for{info})"
PORTS = {"http": 80, "https": 443}

# Reserved for hosts that are not public, whatever a name server answers.
_INTERNAL_NAME = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)\.?$", re.IGNORECASE)
_MAX_ADDRESS_LENGTH = 2000
_LASTING_STATUSES = (301, 308)
_REDIRECT_STATUSES = (*_LASTING_STATUSES, 302, 303, 307)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_TEXT_TYPES = (*_HTML_TYPES, "text/plain", "text/markdown", "text/x-markdown", "text/vtt")
_BOOK_TYPES = ("application/epub+zip", "application/pdf", "application/x-pdf")
_FEED_TYPE = re.compile(r"(?:application|text)/(?:(?:x-)?(?:rss|atom|rdf)\+xml|feed\+json|xml|json)")
_UNNAMED_TYPES = ("application/octet-stream", "binary/octet-stream", "application/zip")
"""What some servers call books and feeds, too: then their first bytes decide."""
_TYPES = (*_TEXT_TYPES, *_BOOK_TYPES, *_UNNAMED_TYPES)
_BEGINS = (b"%PDF-", b"PK\3\4", b"<?xml", b"<rss", b"<feed", b"<rdf:RDF")
_BEFORE_THEM = b"\xef\xbb\xbf \t\r\n"
_ACCEPTED = (
    "text/html,application/xhtml+xml,text/plain;q=0.8,text/markdown;q=0.8,"
    "application/epub+zip;q=0.8,application/pdf;q=0.8,"
    "application/rss+xml;q=0.5,application/atom+xml;q=0.5,application/feed+json;q=0.5"
)
_ACCEPTED_FEEDS = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9"
_STATUS_ERRORS = {
    401: "fetch-login",
    402: "fetch-paid",
    403: "fetch-forbidden",
    404: "fetch-gone",
    407: "fetch-login",
    410: "fetch-gone",
    429: "fetch-busy",
    451: "fetch-forbidden",
}

Resolve = Callable[[str, int], Awaitable[Sequence[tuple[int, str]]]]
"""Resolves a host name and port to IP addresses, each with its socket family. Raises OSError if it can't."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The decompressed bytes of a page, a text, an EPUB, a PDF or a feed, their declared type and charset,
    and the address after all redirects.

    `unchanged`: it is the version that was asked about, and comes without bytes. `retry_after` is how many
    seconds the server wants to be left alone. `moved` is where the address was redirected to for good.
    """

    url: str
    content_type: str | None
    charset: str | None
    data: bytes
    validators: Validators = field(default=Validators(), compare=False)
    unchanged: bool = False
    retry_after: int | None = None
    moved: str | None = None


class Fetcher:
    """Fetches public pages over HTTP(S), at most four at a time.

    It sends no cookies, uses no proxy, and connects to public addresses on ports 80 and 443 only. `allow` is
    an address and port that is exempt: tests have their server there.
    """

    def __init__(
        self,
        *,
        allow: tuple[str, int] | None = None,
        resolve: Resolve | None = None,
        limit: int = MAX_BYTES,
        seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._user_agent = USER_AGENT.format(info="")
        self._allow = allow
        self._resolve = resolve or resolve_name
        self._limit = limit
        self._seconds = seconds
        self._slots = asyncio.Semaphore(MAX_CONCURRENT)

    def set_info_url(self, url: str) -> None:
        """Name a page about the bot in the user agent, for site owners who wonder who is asking."""
        self._user_agent = USER_AGENT.format(info=f"; +{url}")

    async def fetch(self, address: str) -> FetchedPage:
        """Return the page, text, EPUB or PDF at an address that somebody typed, after up to five redirects.

        Raises UserError, with a key that begins with "fetch-", for whatever keeps it from that; where the
        server says when to come again, `variables` have `retry_after`, in seconds.
        """
        return await self._fetch(address, {"Accept": _ACCEPTED})

    async def fetch_feed(self, address: str, known: Validators) -> FetchedPage:
        """Return the feed at an address, without its bytes where it is the version that is `known`. Raises
        like `fetch`."""
        headers = {"Accept": f"{_ACCEPTED_FEEDS},*/*;q=0.5"}
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        return await self._fetch(address, headers)

    async def _fetch(self, address: str, headers: dict[str, str]) -> FetchedPage:
        url = self._validate(_parse_address(address))
        async with self._slots:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._follow_redirects(url, headers)
            except TimeoutError as error:
                raise UserError("fetch-too-slow", seconds=int(self._seconds)) from error
            except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError) as error:
                raise UserError("fetch-certificate") from error
            except aiohttp.InvalidURL as error:
                raise UserError("fetch-address") from error
            except aiohttp.ClientConnectorDNSError as error:
                raise UserError("fetch-unknown") from error
            except aiohttp.ClientConnectionError as error:
                raise UserError("fetch-unreachable") from error
            except (aiohttp.ClientError, ValueError) as error:  # not HTTP, or incomplete
                raise UserError("fetch-broken-off") from error

    async def _follow_redirects(self, url: URL, headers: dict[str, str]) -> FetchedPage:
        seen, moved, lasting = {url}, None, True
        connector = LimitedConnector(
            self._limit + MAX_OVERHEAD,
            resolver=_Resolver(self._resolve, self._is_allowed),
            socket_factory=self._open_socket,
            use_dns_cache=False,
            force_close=True,
        )
        async with plain_session(
            connector,
            max_line_size=16_384,
            max_field_size=16_384,
            headers={
                "User-Agent": self._user_agent,
                **headers,
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "ja,en;q=0.9",
            },
        ) as session:
            while True:
                async with session.get(url, allow_redirects=False) as response:
                    target = (
                        response.headers.get("Location") if response.status in _REDIRECT_STATUSES else None
                    )
                    if target is None:
                        page = await self._read_page(url, response)
                        target = refresh_target(page.data) if page.content_type in _HTML_TYPES else None
                        if target is None:
                            return replace(page, moved=moved)
                    lasting = lasting and response.status in _LASTING_STATUSES
                try:
                    url = self._validate(url.join(URL(target)).with_fragment(None))
                except ValueError as error:
                    raise UserError("fetch-redirects") from error
                if url in seen or len(seen) > MAX_REDIRECTS:
                    raise UserError("fetch-redirects")
                seen.add(url)
                moved = str(url) if lasting else moved

    async def _read_page(self, url: URL, response: aiohttp.ClientResponse) -> FetchedPage:
        status = response.status
        validators = validators_of(response.headers)
        again = retry_after(response.headers)
        if status == 304 and {"If-None-Match", "If-Modified-Since"} & set(response.request_info.headers):
            return FetchedPage(str(url), None, None, b"", validators, unchanged=True, retry_after=again)
        if status != 200:
            other = "fetch-server" if status >= 500 else "fetch-status"
            waits = {} if again is None else {"retry_after": again}
            raise UserError(_STATUS_ERRORS.get(status, other), status=status, **waits)
        content_type = response.content_type.lower() if "Content-Type" in response.headers else None
        if content_type and content_type not in _TYPES and not _FEED_TYPE.fullmatch(content_type):
            raise UserError("fetch-not-text", type=content_type[:60])
        body = Inflater(response.headers.get("Content-Encoding", ""), self._limit)
        if (response.content_length or 0) > self._limit:
            raise UserError("fetch-too-large", limit=self._limit // 1_000_000)
        async for piece in response.content.iter_any():
            body.feed(piece)
        data = body.finish()
        if content_type in _UNNAMED_TYPES and not data.lstrip(_BEFORE_THEM).startswith(_BEGINS):
            raise UserError("fetch-not-text", type=content_type)
        if not data.strip():
            raise UserError("fetch-empty")
        return FetchedPage(str(url), content_type, response.charset, data, validators, retry_after=again)

    def _validate(self, url: URL) -> URL:
        """Return `url`, or raise UserError where its form alone rules it out."""
        if url.scheme not in PORTS or not url.host:
            raise UserError("fetch-address")
        if url.user is not None or url.password is not None:
            raise UserError("fetch-credentials")
        if url.port != PORTS[url.scheme] and (self._allow is None or url.port != self._allow[1]):
            raise UserError("fetch-port")
        literal = _literal_address(url.host)
        if _INTERNAL_NAME.search(url.host) or (
            literal is not None and not self._is_allowed(literal, url.port)
        ):
            raise UserError("fetch-private")
        return url

    def _is_allowed(self, address: str, port: int) -> bool:
        if (address, port) == self._allow:
            return True
        return port in PORTS.values() and is_public(address) and not is_own(address)

    def _open_socket(self, info: Any) -> socket.socket:
        """Open the socket for an address, checked once more right before it is connected."""
        family, kind, protocol, _, (address, port, *_) = info
        if not self._is_allowed(address, port):
            raise UserError("fetch-private")
        opened = socket.socket(family, kind, protocol)
        opened.setblocking(False)
        return opened


async def resolve_name(host: str, port: int) -> Sequence[tuple[int, str]]:
    """Return the addresses of a name, each with its family. Raises OSError where there is none."""
    # One resolver a name: whatever its servers do, it holds up no other look-up and ends with the fetch.
    async with aiodns.DNSResolver(timeout=DNS_TIMEOUT_SECONDS, tries=2) as resolver:
        try:
            found = await resolver.getaddrinfo(host, port=port, type=socket.SOCK_STREAM)
        except aiodns.error.DNSError as error:
            raise OSError(*error.args) from error
    return [(node.family, node.addr[0].decode()) for node in found.nodes]


class _Resolver(AbstractResolver):
    """Resolves a name once, to addresses that are all allowed: what was checked is what gets connected to."""

    def __init__(self, resolve: Resolve, is_allowed: Callable[[str, int], bool]) -> None:
        self._resolve = resolve
        self._is_allowed = is_allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of `host`; raise OSError for none, UserError if one is not allowed."""
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise OSError(f"no address for a name of {len(host)} characters") from error
        if not all(self._is_allowed(address, port) for _, address in found):
            raise UserError("fetch-private")
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST
            )
            for kind, address in found
        ]

    async def close(self) -> None:
        """Do nothing: no resource is held."""


def _literal_address(host: str) -> str | None:
    """Return the IP address that a host is, in any notation (also octal or hexadecimal); None for a name."""
    with suppress(ValueError):
        return str(ip_address(host.partition("%")[0]))
    with suppress(OSError, ValueError):
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    return None


def _parse_address(address: str) -> URL:
    """Return the address that a person typed or pasted, without its fragment."""
    address = typed_address(address)
    if len(address) > _MAX_ADDRESS_LENGTH or any(map(str.isspace, address)) or not address.isprintable():
        raise UserError("fetch-address")
    try:
        return URL(address).with_fragment(None)
    except ValueError as error:
        raise UserError("fetch-address") from error
