"""The demo's page with a small bot on it, and what a browser says to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.demo.clock import DemoClock
from bot.demo.markdown import discord_markdown
from bot.demo.page import DemoPage
from bot.demo.world import DemoEnv, DemoServer, build_server, interaction_locale
from bot.errors import UserError
from bot.model import Language
from bot.texts import Texts

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # in Tokyo


class Tree(app_commands.CommandTree[discord.Client]):
    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        assert interaction.response.is_done()


class Again(discord.ui.View):
    @discord.ui.button(label="again")
    async def again(self, interaction: discord.Interaction, button: discord.ui.Button[Again]) -> None:
        await interaction.response.send_message("again")


class Echo(discord.AutoShardedClient):
    """Answers /echo with the languages it was asked in, slowly if that is wished; makes a mistake if told."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = Tree(self)

    async def setup_hook(self) -> None:
        @self.tree.command()
        @app_commands.choices(mistake=[app_commands.Choice(name="own", value=1)])
        async def echo(interaction: discord.Interaction, mistake: int = 0, milliseconds: int = 0) -> None:
            """Answer"""
            await asyncio.sleep(milliseconds / 1000)
            if mistake:
                await interaction.response.send_message("mended", ephemeral=True)
                raise UserError("mistake")
            await interaction.response.send_message(
                f"{interaction.locale} {interaction.guild_locale}", view=Again()
            )

        @self.tree.command()
        @app_commands.default_permissions(manage_guild=True)
        async def manage(interaction: discord.Interaction) -> None:
            """Not for everybody"""

        class Japanese(app_commands.Translator):
            async def translate(self, string: Any, locale: Any, context: Any) -> str | None:
                words = {"echo": "こだま", "Answer": "答えます", "mistake": "まちがい", "own": "自分の"}
                return words.get(string.message) if locale is discord.Locale.japanese else None

        await self.tree.set_translator(Japanese())
        for command in self.tree.walk_commands():
            assert isinstance(command, app_commands.Command)
            command._locale_name = app_commands.locale_str(command.name)
        await self.tree.sync()


class Reader:
    """What a browser says to the page."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        address, _, capability = url.partition("/#")
        self._address = address
        self._session = session
        self._headers = {"X-Simcord-Capability": capability}
        self._sequence = 0

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        async with self._session.request(
            method, self._address + path, json=body, headers=self._headers
        ) as response:
            assert response.status == 200, await response.text()
            answer: dict[str, Any] = await response.json()
            return answer

    async def text(self, path: str) -> str:
        async with self._session.get(self._address + path) as response:
            return await response.text()

    async def open(self) -> dict[str, Any]:
        state = await self.call("POST", "/api/pages", {})
        self._headers["X-Simcord-Context"] = state["context"]["id"]
        return state

    async def state(self) -> dict[str, Any]:
        return await self.call("GET", "/api/state")

    async def echo(self, **options: str) -> dict[str, Any]:
        """Types /echo."""
        [entry] = (await self.call("GET", "/api/commands"))["entries"]
        return await self._act(
            "run_command",
            await self.state(),
            command_id=entry["commandId"],
            path=entry["path"],
            schema_fingerprint=entry["schemaFingerprint"],
            options=options,
        )

    async def press(self, state: dict[str, Any] | None = None) -> dict[str, Any]:
        """Presses the button under the newest message of `state`, or of the page as it is now."""
        state = state or await self.state()
        newest = state["timeline"][-1]
        [row] = state["messages"][newest]["components"]
        [button] = row["components"]
        return await self._act("click", state, control_key=button["control_key"], target_id=newest)

    async def _act(self, kind: str, state: dict[str, Any], **what: Any) -> dict[str, Any]:
        self._sequence += 1
        return await self.call(
            "POST",
            "/api/action",
            {
                "protocol_version": 3,
                "kind": kind,
                "sequence": self._sequence,
                "request_id": f"request-{self._sequence}",
                "generation": state["context"]["generation"],
                "bot_generation": state["botGeneration"],
                "published_revision": state["publishedRevision"],
                **what,
            },
        )


class Stage:
    """A page that somebody has open."""

    def __init__(self, bot: Echo, world: DemoEnv, place: DemoServer, page: DemoPage, reader: Reader) -> None:
        self.bot = bot
        self.world = world
        self.place = place
        self.page = page
        self.reader = reader

    async def shown(self) -> list[str]:
        state = await self.reader.state()
        return [state["messages"][key]["content"] for key in state["timeline"]]

    async def post(self, text: str, description: str | None = None) -> None:
        """The bot says something by itself."""
        channel = self.bot.get_channel(self.place.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send(text, embeds=[discord.Embed(description=description)] if description else [])

    async def newest(self) -> str:
        """All that the page knows of the newest message."""
        await self.page.beat()
        state = await self.reader.state()
        return json.dumps(state["messages"][state["timeline"][-1]], ensure_ascii=False)


@asynccontextmanager
async def opened(language: Language = Language.JA, port: int = 0) -> AsyncIterator[Stage]:
    clock = DemoClock(NOON)
    texts = Texts()
    async with Echo() as bot:
        with clock.founding():
            world = DemoEnv(bot, clock)
            place = build_server(world, texts, language)
        with interaction_locale(language), discord_markdown():
            await world.start()
            try:
                preview = world.preview(
                    place.channel, viewers=[place.member, place.administrator], layout="channel"
                )
                async with (
                    DemoPage(world, preview, texts, language, port) as page,
                    aiohttp.ClientSession() as session,
                ):
                    reader = Reader(session, page.url)
                    await reader.open()
                    yield Stage(bot, world, place, page, reader)
            finally:
                await world.shutdown()
