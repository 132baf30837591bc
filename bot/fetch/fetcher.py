"""One page at an address, fetched by rules that hold for every step of the way there."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import aiodns
import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import UserError
from bot.fetch.addresses import is_own, is_public
from bot.fetch.connection import LimitedConnector
from bot.fetch.inflate import Inflater
from bot.fetch.meta_refresh import forwarding
from bot.limits import MAX_BYTES

SECONDS = 20.0
REDIRECTS = 5
DNS_SECONDS = 4.0
"""For an answer of a name server, of which two are waited for."""
OVERHEAD = 1_000_000
"""Bytes of a connection beside those of the page: headers, frames of chunks."""
AT_ONCE = 4
AGENT = "Kotonoha/0.1 (Discord bot; reads single pages when a member asks for them{page})"
PORTS = {"http": 80, "https": 443}

# Names that by their own standards never mean a public host, whatever a name server says.
_INSIDE = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)\.?$", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
_MOVED = (301, 302, 303, 307, 308)
_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = (*_PAGES, "text/plain", "text/markdown", "text/x-markdown")
_REFUSED = {
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
"""The addresses of a name, each with its family."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What came back: the address it came from in the end, what it says it is, and its bytes."""

    url: str
    content_type: str | None
    charset: str | None
    data: bytes


class Fetcher:
    """Fetches public pages, four at a time.

    `page` is the address of the bot's own page, for owners of sites who wonder who asks. Tests pass `own`,
    the address and port of their server, which alone needs be neither public nor on a usual port.
    """

    def __init__(
        self,
        page: str | None = None,
        *,
        own: tuple[str, int] | None = None,
        resolve: Resolve | None = None,
        limit: int = MAX_BYTES,
        seconds: float = SECONDS,
    ) -> None:
        self.introduce(page)
        self._own = own
        self._resolve = resolve or resolved
        self._limit = limit
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    def introduce(self, page: str | None) -> None:
        """Says what is the address of the bot's own page."""
        self._agent = AGENT.format(page=f"; +{page}" if page else "")

    async def fetch(self, address: str) -> FetchedPage:
        """The page at an address.

        Raises UserError, with a key that begins with "fetch-", for every reason why there is none.
        """
        url = self._checked(_typed(address))
        async with self._turns:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._follow(url)
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
            except (aiohttp.ClientError, ValueError) as error:  # not HTTP, or not all of it
                raise UserError("fetch-broken-off") from error

    async def _follow(self, url: URL) -> FetchedPage:
        seen = {url}
        connector = LimitedConnector(
            self._limit + OVERHEAD,
            resolver=_Resolver(self._resolve, self._allows),
            socket_factory=self._socket,
            use_dns_cache=False,
            force_close=True,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            max_line_size=16_384,
            max_field_size=16_384,
            headers={
                "User-Agent": self._agent,
                "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8,text/markdown;q=0.8",
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "ja,en;q=0.9",
            },
        ) as session:
            while True:
                async with session.get(url, allow_redirects=False) as answer:
                    target = answer.headers.get("Location") if answer.status in _MOVED else None
                    if target is None:
                        page = await self._page(url, answer)
                        target = forwarding(page.data) if page.content_type in _PAGES else None
                        if target is None:
                            return page
                try:
                    url = self._checked(url.join(URL(target)).with_fragment(None))
                except ValueError as error:
                    raise UserError("fetch-redirects") from error
                if url in seen or len(seen) > REDIRECTS:
                    raise UserError("fetch-redirects")
                seen.add(url)

    async def _page(self, url: URL, answer: aiohttp.ClientResponse) -> FetchedPage:
        if answer.status != 200:
            if answer.status >= 500:
                raise UserError("fetch-server", status=answer.status)
            if answer.status in _REFUSED:
                raise UserError(_REFUSED[answer.status])
            raise UserError("fetch-status", status=answer.status)
        content_type = answer.content_type.lower() if "Content-Type" in answer.headers else None
        if content_type is not None and content_type not in _TEXTS:
            raise UserError("fetch-not-text", type=content_type[:60])
        body = Inflater(answer.headers.get("Content-Encoding", ""), self._limit)
        if (answer.content_length or 0) > self._limit:
            raise UserError("fetch-too-large", limit=self._limit // 1_000_000)
        async for piece in answer.content.iter_any():
            body.feed(piece)
        data = body.finish()
        if not data.strip():
            raise UserError("fetch-empty")
        return FetchedPage(str(url), content_type, answer.charset, data)

    def _checked(self, url: URL) -> URL:
        """`url` if it may be asked for. Raises UserError where its form alone says no."""
        if url.scheme not in PORTS or not url.host:
            raise UserError("fetch-address")
        if url.user is not None or url.password is not None:
            raise UserError("fetch-credentials")
        if url.port != PORTS[url.scheme] and (self._own is None or url.port != self._own[1]):
            raise UserError("fetch-port")
        number = _number(url.host)
        if _INSIDE.search(url.host) or (number is not None and not self._allows(number, url.port)):
            raise UserError("fetch-private")
        return url

    def _allows(self, address: str, port: int) -> bool:
        return (address, port) == self._own or (port in PORTS.values() and is_public(address))

    def _socket(self, info: Any) -> socket.socket:
        """Opens the socket for an address, the last thing before it is connected: nothing gets past this."""
        family, kind, protocol, _, (address, port, *_) = info
        if not self._allows(address, port) or ((address, port) != self._own and is_own(address)):
            raise UserError("fetch-private")
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)
        return made


async def resolved(host: str, port: int) -> Sequence[tuple[int, str]]:
    """Return the addresses of a name, each with its family. Raises OSError where there is none."""
    # A resolver for one name: whatever its servers do, it holds up no other name, and ends with the fetch.
    async with aiodns.DNSResolver(timeout=DNS_SECONDS, tries=2) as resolver:
        try:
            found = await resolver.getaddrinfo(host, port=port, type=socket.SOCK_STREAM)
        except aiodns.error.DNSError as error:
            raise OSError(*error.args) from error
    return [(node.family, node.addr[0].decode()) for node in found.nodes]


class _Resolver(AbstractResolver):
    """Gives a name's addresses if all of them may be connected to; they are what is connected to then."""

    def __init__(self, resolve: Resolve, allows: Callable[[str, int], bool]) -> None:
        self._resolve = resolve
        self._allows = allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise OSError(f"no address for a name of {len(host)} characters") from error
        if not all(self._allows(address, port) for _, address in found):
            raise UserError("fetch-private")
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST
            )
            for kind, address in found
        ]

    async def close(self) -> None:
        """Nothing is kept open."""


def _number(host: str) -> str | None:
    """The address that a host is in itself, also in decimal, octal and hexadecimal notation."""
    with suppress(ValueError):
        return str(ip_address(host.partition("%")[0]))
    with suppress(OSError, ValueError):
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    return None


def _typed(address: str) -> URL:
    """What a person typed or pasted as an address."""
    address = address.strip().strip("<>")
    if len(address) > _LONGEST_ADDRESS or any(map(str.isspace, address)) or not address.isprintable():
        raise UserError("fetch-address")
    try:
        return URL(address).with_fragment(None)
    except ValueError as error:
        raise UserError("fetch-address") from error
