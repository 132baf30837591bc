"""Metrics for Prometheus: what they are called, and where they are served."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import discord
from aiohttp import web
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.aiohttp import make_aiohttp_handler
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from bot.app.client import Client
from bot.errors import StorageBusyError, StorageDamagedError, UserError
from bot.library.figures import Figures, Stored
from bot.library.written_answers import OUTCOMES
from bot.model import DeliveryState
from bot.ui.deferral import DUE, PATIENCE, first_answer
from bot.ui.replies import Interaction

UNFINISHED = (DeliveryState.CLAIMED, DeliveryState.WAITING)
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, PATIENCE, DUE, 10.0, 30.0)
"""Seconds: PATIENCE and DUE are where an answer begins to be late."""


@asynccontextmanager
async def served(bot: Client, host: str, port: int) -> AsyncIterator[int]:
    """Measure, and serve what is measured at http://host:port/metrics, until the block ends; yield the port.

    Raises UserError("metrics-unreachable") where no server can be there.
    """
    registry = CollectorRegistry()
    stored = _Stored(bot.library.figures)
    for collector in (_Running(bot), stored):
        registry.register(collector)
    ProcessCollector(registry=registry)
    answer = make_aiohttp_handler(registry)

    async def handle(request: web.Request) -> web.StreamResponse:
        await stored.read()
        return await answer(request)

    application = web.Application()
    application.router.add_get("/metrics", handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError("metrics-unreachable", address=f"{host}:{port}", reason=reason) from error
        _count_commands(bot, registry)
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _count_commands(bot: Client, registry: CollectorRegistry) -> None:
    """Have each command counted and timed when it ends."""
    labels = ("command", "outcome")
    seconds = Histogram(
        "kotonoha_command_seconds",
        "From when the bot hears of a command until it is answered: ok, late (deferred first), user_error"
        " (the person was told what to do) or apology",
        labels,
        buckets=BUCKETS,
        registry=registry,
    )

    def count(interaction: Interaction, outcome: str) -> None:
        # Names come from the tree: what somebody else sends has none.
        name = interaction.command.qualified_name if interaction.command else "unknown"
        passed = time.monotonic() - first_answer(interaction).began
        seconds.labels(name, outcome).observe(passed)

    async def completed(interaction: Interaction, _: Any) -> None:
        count(interaction, "late" if first_answer(interaction).is_deferred else "ok")

    async def failed(interaction: Interaction, error: Exception) -> None:
        known = isinstance(error, UserError | discord.app_commands.CommandNotFound)
        stored = not isinstance(error, StorageBusyError | StorageDamagedError)
        count(interaction, "user_error" if known and stored else "apology")

    bot.add_listener(completed, "on_app_command_completion")
    bot.add_listener(failed, "on_app_command_failure")


class _Running(Collector):
    """What the process knows without asking the database."""

    def __init__(self, bot: Client) -> None:
        self._bot = bot

    def collect(self) -> Iterable[Metric]:
        """Return the metrics as they are now."""
        figures = self._bot.library.figures
        latency = GaugeMetricFamily(
            "kotonoha_gateway_latency_seconds", "From a heartbeat to its answer", labels=["shard"]
        )
        for shard, passed in self._bot.latencies:
            latency.add_metric([str(shard)], passed)
        yield latency
        posts = CounterMetricFamily(
            "kotonoha_posts",
            "What became of attempts to post; waiting: they are made again",
            labels=["state"],
        )
        for state in (state for state in DeliveryState if state is not DeliveryState.CLAIMED):
            posts.add_metric([state], figures.outcomes[state])
        yield posts
        database = SummaryMetricFamily(
            "kotonoha_database_seconds",
            "Until a work on the database is done, waiting included",
            labels=["work"],
        )
        for work, timed in (("read", figures.reads), ("write", figures.writes)):
            database.add_metric([work], timed.works, timed.seconds)
        yield database
        waiting = GaugeMetricFamily(
            "kotonoha_queue_length",
            "Articles that wait to be fetched or read, works to be written",
            labels=["queue"],
        )
        for queue, length in figures.waiting.items():
            waiting.add_metric([queue], length)
        yield waiting
        deaths = CounterMetricFamily(
            "kotonoha_reader_deaths", "Reading processes that crashed or were too slow", labels=["reason"]
        )
        for reason in ("crashed", "slow"):
            deaths.add_metric([reason], figures.deaths[reason])
        yield deaths
        answers = CounterMetricFamily(
            "kotonoha_written_answers",
            "What came of answers that the language model was, or could have been, asked for",
            labels=["outcome"],
        )
        for outcome in OUTCOMES:
            answers.add_metric([outcome], figures.written_answers[outcome])
        yield answers
        lines = CounterMetricFamily(
            "kotonoha_written_lines",
            "Lines of the language model: kept, or dropped since their sentences don't bear them out",
            labels=["outcome"],
        )
        for outcome in ("kept", "dropped"):
            lines.add_metric([outcome], figures.written_lines[outcome])
        yield lines


class _Stored(Collector):
    """What the database says, as of the last `read`."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._found: Stored | None = None

    async def read(self) -> None:
        """Read it; where the database can't be read, all of this is left out."""
        self._found = await self._figures.stored()

    def collect(self) -> Iterable[Metric]:
        """Return the metrics as they were read."""
        found = self._found
        if found is None:
            return
        unfinished = GaugeMetricFamily(
            "kotonoha_posts_unfinished", "Posts being sent, or to be tried again", labels=["state"]
        )
        for state in UNFINISHED:
            unfinished.add_metric([state], found.unfinished.get(state, 0))
        yield unfinished
        yield GaugeMetricFamily(
            "kotonoha_oldest_due_post_seconds", "How long the oldest post has been due", found.lag
        )
        yield GaugeMetricFamily(
            "kotonoha_database_bytes", "Size of the database file, without its log", found.size
        )
        if found.backup_age is not None:
            yield GaugeMetricFamily(
                "kotonoha_backup_age_seconds", "Since the last verified copy was made", found.backup_age
            )
