"""The language model that the host has, asked over an OpenAI-compatible API."""

from __future__ import annotations

import asyncio
import json
from ipaddress import ip_address
from typing import Any

import aiohttp
from yarl import URL

from bot.config import ModelAddress
from bot.fetch.connection import LimitedConnector, plain_session

TIMEOUT_SECONDS = 18.0
"""For all of a request: two seconds are left to show what came within twenty."""
MAX_ANSWER = 64_000
"""Bytes of an answer with its headers: it has a few lines, and what the API says about them."""
MAX_LIST = 2_000_000
"""Bytes of a list of models: where there are hundreds, with a kilobyte or two about each."""
MAX_TOKENS = 400
"""Of an answer: five sentences have about half as many."""


class ModelError(Exception):
    """A language model gave no text; `reason` says why in one word, `detail` in a status or the name of an
    exception. Neither has anything of what was asked."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} ({detail})" if detail else reason)
        self.reason = reason
        self.detail = detail


class LanguageModel:
    """Asks one model at one address, which the host set and nobody else can: there alone a private address
    is connected to. It follows no redirect, keeps no cookie and uses no proxy.
    """

    def __init__(self, address: ModelAddress, *, seconds: float = TIMEOUT_SECONDS) -> None:
        self._address = address.url
        self._url = URL(address.url)
        self._key = address.key
        self._seconds = seconds
        self.name = address.name

    @property
    def host(self) -> str:
        """Return the host that is asked, with its port where that isn't the usual one."""
        return self._url.host_port_subcomponent or ""

    @property
    def site(self) -> str:
        """Return the host after http:// or https://, for people: a path may hold what is none of theirs."""
        return f"{self._url.scheme}://{self.host}"

    @property
    def is_encrypted(self) -> bool:
        """Return whether nobody on the way there can read what is asked."""
        return self._url.scheme == "https"

    @property
    def is_here(self) -> bool:
        """Return whether that is the computer that the bot runs on, as far as the address says."""
        try:
            return ip_address(self._url.host or "").is_loopback
        except ValueError:
            return self._url.host == "localhost"

    @property
    def destination(self) -> str:
        """Return who gets what is asked, and how: the whole address, and the model's name there."""
        return f"{self._address} {self.name}"

    async def complete(self, instructions: str, text: str) -> str:
        """Return what the model makes of a text by instructions.

        Raises ModelError: "slow", "unreachable", "refused" for any answer but 200, redirects included,
        or "unreadable" for what isn't the JSON that the API is to answer with, or is too large.
        """
        asked = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": text},
            ],
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
            "stream": False,
        }
        return _text_of(await self._ask("POST", "chat/completions", MAX_ANSWER, asked))

    async def names(self) -> list[str]:
        """Return what the models are called that the API says it has. Raises ModelError like `complete`."""
        return _names_of(await self._ask("GET", "models", MAX_LIST, None))

    async def _ask(self, method: str, path: str, most: int, asked: dict[str, Any] | None) -> bytes:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._request(method, path, most, asked)
        except TimeoutError as error:
            raise ModelError("slow") from error
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise ModelError("unreachable", type(error).__name__) from error
        except (aiohttp.ClientError, ValueError) as error:  # not HTTP
            raise ModelError("unreadable") from error

    async def _request(self, method: str, path: str, most: int, asked: dict[str, Any] | None) -> bytes:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        async with (
            plain_session(LimitedConnector(most, force_close=True)) as session,
            session.request(
                method, self._url / path, json=asked, headers=headers, allow_redirects=False
            ) as response,
        ):
            if response.status != 200:
                raise ModelError("refused", str(response.status))
            return await response.read()


def _text_of(body: bytes) -> str:
    """Return the text in an answer of the API."""
    match _loaded(body):
        case {"choices": [{"message": {"content": str(text)}}, *_]}:
            return text
    raise ModelError("unreadable")


def _names_of(body: bytes) -> list[str]:
    """Return the names in a list of models."""
    match _loaded(body):
        case {"data": [*models]}:
            return [one["id"] for one in models if isinstance(one, dict) and isinstance(one.get("id"), str)]
    raise ModelError("unreadable")


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ModelError("unreadable") from error
