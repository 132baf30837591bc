"""The gateway: sessions of shards that can be dropped and resumed."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import WSMsgType, web

from .limits import Json
from .state import Guild
from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, INVALID, HELLO, ACK = 0, 1, 2, 3, 6, 9, 10, 11
GUILDS = 1 << 0
ALL = frozenset({DISPATCH, HEARTBEAT, IDENTIFY, RESUME, HELLO, ACK})


@dataclass(eq=False)
class Session:
    """What one identified bot has been sent; `socket` is None while its connection is gone."""

    id: str
    intents: int
    socket: web.WebSocketResponse | None
    shard: tuple[int, int] = (0, 1)
    events: list[str] = field(default_factory=list)

    def hears(self, guild_id: int | None) -> bool:
        """Whether it is told what happens in a server; None: in direct messages."""
        number, count = self.shard
        return ((guild_id or 0) >> 22) % count == number

    async def dispatch(self, event: str, data: Json, *, swallowed: bool = False) -> bool:
        """Send an event, or keep it for when the bot resumes; return whether it was sent. A text as `data` is
        JSON already."""
        text = data if isinstance(data, str) else json.dumps(data)
        text = f'{{"op": {DISPATCH}, "s": {len(self.events) + 1}, "t": "{event}", "d": {text}}}'
        self.events.append(text)
        return self.socket is not None and not swallowed and await _send(self.socket, text)


async def _send(socket: web.WebSocketResponse, text: str) -> bool:
    if socket.closed:
        return False
    try:
        await socket.send_str(text)
    except ConnectionError:
        return False  # the bot is gone; what it missed stands in the session's events
    return True


class Gateway:
    """All sessions. `refusal` is the close code that an identify is met with, if any. `shut` refuses new
    connections: as 503, or closed at once without a word (`close`).

    `swallows` are opcodes that nothing comes of (HELLO: it isn't sent); ALL of them: as if the line were cut.
    `starts` are the shards that identified, and when; `ends`: when connections ended, by `clock`."""

    def __init__(self, world: World, token: str, changed: Callable[[], None], broken: list[str]) -> None:
        self.world = world
        self.token = token
        self.refusal: int | None = None
        self.shut: Literal["503", "close"] | None = None
        self.swallows: frozenset[int] = frozenset()
        self.starts: list[tuple[int, float]] = []
        self.ends: list[float] = []
        self.sessions: dict[str, Session] = {}
        self.attempts = 0
        self.identified = 0
        self.invalidated = 0
        self.resumed = 0
        self.heartbeats = 0
        self.heartbeat_seconds = 41.25
        self._changed = changed
        self._broken = broken
        self._sockets: dict[web.WebSocketResponse, web.Request] = {}

    @property
    def connected(self) -> list[Session]:
        """Sessions that hear what happens now."""
        return [session for session in self.sessions.values() if session.socket is not None]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Speak with one connection until it ends."""
        self.attempts += 1
        if self.shut == "503":
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        if self.shut == "close":
            await socket.close(code=1001)
            return socket
        self._sockets[socket] = request
        session: Session | None = None
        try:
            if HELLO not in self.swallows:
                await _send(socket, json.dumps({"op": HELLO, "d": {"heartbeat_interval": self._interval()}}))
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                session = await self._hear(socket, session, json.loads(message.data))
        finally:
            del self._sockets[socket]
            self.ends.append(self.world.clock())
            if session is not None and session.socket is socket:
                session.socket = None
            self._changed()
        return socket

    def _interval(self) -> int:
        return int(self.heartbeat_seconds * 1000)

    async def _hear(
        self, socket: web.WebSocketResponse, session: Session | None, said: Json
    ) -> Session | None:
        if said["op"] in self.swallows:
            return session
        if said["op"] == HEARTBEAT:
            self.heartbeats += 1
            await _send(socket, json.dumps({"op": ACK}))
        elif said["op"] == IDENTIFY:
            refusal = self.refusal or (4004 if said["d"]["token"] != self.token else None)
            if refusal is not None:
                await socket.close(code=refusal, message=b"Authentication failed.")
                return None
            number, count = said["d"].get("shard", (0, 1))
            session = Session(secrets.token_hex(8), said["d"]["intents"], socket, (number, count))
            if len(self._guilds(session)) > self.world.most:
                await socket.close(code=4011, message=b"Sharding required.")
                return None
            if self._hasty(number):
                self.invalidated += 1
                await _send(socket, json.dumps({"op": INVALID, "d": False}))
                return None
            await self._welcome(session)
        elif said["op"] == RESUME:
            session = self.sessions.get(said["d"]["session_id"])
            if session is None:
                await _send(socket, json.dumps({"op": INVALID, "d": False}))
                return None
            position = said["d"]["seq"]
            while position < len(session.events):
                if await _send(socket, session.events[position]):
                    missed = json.loads(session.events[position])
                    self._told(missed["t"], missed["d"])
                position += 1
            session.socket = socket
            await session.dispatch("RESUMED", {})
            self.resumed += 1
            self._changed()
        elif said["op"] != PRESENCE:
            self._broken.append(f"the gateway heard an opcode it does not know: {said}")
        return session

    def _guilds(self, session: Session) -> list[Guild]:
        joined = (guild for guild in self.world.guilds.values() if self.world.bot.id in guild.members)
        return [guild for guild in joined if session.hears(guild.id)]

    def _hasty(self, number: int) -> bool:
        """Whether more shards identify than may; the session is invalid then."""
        now, step = time.monotonic(), self.world.at_a_time
        earlier = [at for other, at in self.starts if (other - number) % step == 0]
        self.starts.append((number, now))
        return bool(earlier) and now - earlier[-1] < self.world.identify_seconds

    async def _welcome(self, session: Session) -> None:
        guilds = self._guilds(session)
        url = self.world.address.replace("http", "ws", 1) + "/ws"
        application = {"id": str(self.world.bot.id), "flags": 0}
        ready = {
            "v": 10,
            "user": self.world.bot.payload(),
            "session_id": session.id,
            "resume_gateway_url": url,
        }
        unavailable = [{"id": str(guild.id), "unavailable": True} for guild in guilds]
        ready |= {"application": application, "guilds": unavailable, "shard": session.shard}
        await session.dispatch("READY", ready)
        self.sessions[session.id] = session
        for guild in guilds:
            if session.intents & GUILDS and guild.available:
                await session.dispatch("GUILD_CREATE", guild.payload(self.world.bot))
        self.identified += 1
        self._changed()

    async def dispatch(self, event: str, data: Json) -> None:
        """Tell the sessions of the shard that it is for, also those that are to resume."""
        about = data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else None)
        for session in list(self.sessions.values()):
            hears, swallowed = session.hears(about and int(about)), DISPATCH in self.swallows
            if hears and await session.dispatch(event, data, swallowed=swallowed):
                self._told(event, data)

    def _told(self, event: str, data: Json) -> None:
        """Note when the bot was told of an interaction, the last time if it has to be told again."""
        if event == "INTERACTION_CREATE" and (asked := self.world.interactions.get(data["token"])):
            asked.told = self.world.clock()

    async def drop(self, *, resumable: bool = True) -> None:
        """Cut every connection without a word; without `resumable`, forget the sessions too."""
        self.ends.append(self.world.clock())
        if not resumable:
            self.sessions.clear()
        for request in list(self._sockets.values()):
            if request.transport is not None:
                request.transport.abort()

    async def close(self) -> None:
        """End every connection."""
        for socket in list(self._sockets):
            await socket.close(code=1001)
