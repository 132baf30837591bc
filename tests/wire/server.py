"""The REST side of the small Discord: each request is noted, checked, answered or made to fail."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import secrets
import socket
import struct
import time
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from .bodies import check
from .faults import Fault, GlobalLimit, Plan
from .gateway import Gateway
from .limits import Json
from .routes import Request, find
from .state import Channel, DiscordError
from .world import World

PREFIX = "/api/v10"
T = TypeVar("T")


class Server:
    """The serving half of `SmallDiscord`."""

    def __init__(
        self, *, limit: int | None = None, checked: bool = True, roles: Collection[int] = (), port: int = 0
    ) -> None:
        self.world = World()
        self.token = secrets.token_hex(24)
        self.broken: list[str] = []
        self.requests: list[Request] = []
        self.limit = GlobalLimit(limit)
        self.way: Callable[[], float] = lambda: 0.0
        """Seconds that a REST request is on its way until Discord counts it; asked for each."""
        self.gateway = Gateway(self.world, self.token, self._change, self.broken)
        self.plans: list[Plan] = []
        self.roles = roles
        self._checked = checked
        self._port = port
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        application = web.Application(client_max_size=64 << 20)
        application.router.add_get("/ws", self.gateway.serve)
        application.router.add_get("/files/{number}/{name}", self._file)
        application.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(application, shutdown_timeout=1, access_log=None)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.address = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        await self.gateway.close()
        await self._runner.cleanup()
        if error is None and self.broken:
            raise AssertionError("\n".join(dict.fromkeys(self.broken)))

    async def until(self, met: Callable[[], T], within: float = 5, what: str = "what was waited for") -> T:
        """What `met` returns as soon as it is true; it is asked again whenever anything happened here.

        Raises AssertionError after `within` seconds.
        """
        deadline = time.monotonic() + within
        while not (found := met()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{what} did not happen within {within} s")
            with contextlib.suppress(TimeoutError):
                # The pause also lets a condition be seen that changes outside, like the end of a task.
                await asyncio.wait_for(self._changed.wait(), min(left, 0.05))
        return found

    def _change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _file(self, request: web.Request) -> web.Response:
        content = self.world.files.get(int(request.match_info["number"]))
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _serve(self, raw: web.Request) -> web.StreamResponse:
        """Answer one REST request: note it, check it, let it go wrong if that is planned."""
        request = await self._read(raw)
        if way := self.way():
            await asyncio.sleep(way)
            request.at = time.time()
        self.requests.append(request)
        try:
            response = await self._answer(raw, request)
        finally:
            self._change()
        request.status = response.status
        return response

    async def _read(self, raw: web.Request) -> Request:
        body: Json = None
        files: list[tuple[str, bytes]] = []
        if raw.content_type == "multipart/form-data":
            for name, value in (await raw.post()).items():
                if name == "payload_json":
                    body = json.loads(str(value))
                elif isinstance(value, web.FileField):
                    files.append((value.filename, value.file.read()))
        elif raw.can_read_body:
            body = await raw.json()
        path = raw.path.removeprefix(PREFIX) if raw.path.startswith(PREFIX) else raw.path
        token = raw.headers.get("Authorization")
        return Request(time.time(), raw.method, path, dict(raw.query), body, files, token)

    async def _answer(self, raw: web.Request, request: Request) -> web.StreamResponse:
        handler = find(request)
        if handler is None:
            self.broken.append(f"the small Discord has no route {request.method} {request.path}")
            return _error(500, {"code": 0, "message": "no such route in the small Discord"})
        to_interaction = request.path.startswith(("/interactions/", "/webhooks/"))
        if not to_interaction and request.token != f"Bot {self.token}":
            return _error(401, {"code": 0, "message": "401: Unauthorized"})
        if self._checked:
            self._check(request)
        wait = 0.0 if to_interaction else self.limit.wait(time.monotonic())
        if wait:
            return _slow_down(wait, everywhere=True)
        fault = next((plan.fault for plan in self.plans if plan.takes(request)), None)
        if fault is not None and not fault.stored:
            if fault.ending != "late":
                return await self._fail(raw, fault)
            await asyncio.sleep(fault.seconds)
        try:
            answer = handler(self.world, request)
        except DiscordError as refused:
            return _error(refused.status, refused.body)
        except Exception as error:
            self.broken.append(f"{request.method} {request.path} broke the small Discord: {error!r}")
            raise
        while self.world.events:
            await self.gateway.dispatch(*self.world.events.pop(0))
        if fault is not None and fault.stored:
            if fault.ending != "late":
                self._change()
                return await self._fail(raw, fault)
            await asyncio.sleep(fault.seconds)
        headers = _bucket(request)
        if answer is None:
            return web.Response(status=204, headers=headers)
        return _json(200, answer, headers)

    def _check(self, request: Request) -> None:
        try:
            check(request.method, request.path, request.body, roles=self.roles)
        except AssertionError as broken:
            self.broken.append(str(broken))

    async def _fail(self, raw: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.ending == "hang":
            await self._closing.wait()
        if fault.ending in ("hang", "reset"):
            if raw.transport is not None:
                wire = raw.transport.get_extra_info("socket")
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                raw.transport.abort()
            return web.Response(status=599)
        if fault.status == 429 and fault.seconds:
            return _slow_down(fault.seconds, everywhere=fault.everywhere)
        return _error(fault.status, {"code": fault.code, "message": fault.message})

    # What a test asks and arranges.

    def plan(
        self,
        fault: Fault,
        method: str = "POST",
        path: str = r"/channels/\d+/messages",
        *,
        when: Callable[[Request], bool] = lambda _: True,
        times: int | None = 1,
    ) -> Plan:
        """Let the next `times` requests of this route (a pattern) go wrong; by default one Create Message."""
        plan = Plan(fault, method, re.compile(path), when, times)
        self.plans.append(plan)
        return plan

    def asked(self, method: str = "POST", path: str = r"/channels/\d+/messages") -> list[Request]:
        """The requests of one route so far, refused ones too; by default Create Message."""
        return [r for r in self.requests if r.method == method and re.fullmatch(path, r.path)]

    def messages(self, channel: Channel) -> list[Json]:
        """What stands in a channel, oldest first."""
        return [channel.messages[number] for number in sorted(channel.messages)]

    @property
    def refused(self) -> int:
        """How many requests were answered with 429."""
        return sum(request.status == 429 for request in self.requests)


def _json(status: int, body: Json, headers: dict[str, str]) -> web.Response:
    """JSON without a charset: discord.py reads a body as text if it is declared in any other way."""
    headers = {**headers, "Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def _error(status: int, body: Json) -> web.Response:
    return _json(status, body, {})


def _slow_down(seconds: float, *, everywhere: bool) -> web.Response:
    """A 429; discord.py takes one without `Via` for a ban."""
    headers = {"Via": "1.1 small", "Retry-After": str(seconds)}
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
    return _json(429, body, headers)


def _bucket(request: Request) -> dict[str, str]:
    """The headers of a bucket that is never empty: only the global limit is played."""
    bucket = re.sub(r"\d+", "", request.path)
    limits = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset-After": "1.000"}
    return {**limits, "X-RateLimit-Bucket": f"{request.method}{bucket}"} if "channel" in request.args else {}
