"""A language model for the demo: it copies two sentences, and makes up a line that is left out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from aiohttp import web

from tests.fake_model import FakeModel, fake_model


@contextmanager
def writer() -> Iterator[dict[str, str]]:
    """Serve the model until the block ends; yield the settings by which the bot finds it."""
    ready: Future[tuple[FakeModel, Callable[[], object]]] = Future()

    async def serve() -> None:
        async with fake_model() as model:
            stop, loop = asyncio.Event(), asyncio.get_running_loop()
            model.answer = lambda _: _copy(model)
            ready.set_result((model, lambda: loop.call_soon_threadsafe(stop.set)))
            await stop.wait()

    with ThreadPoolExecutor(1) as pool:  # Playwright leaves this thread no event loop
        pool.submit(asyncio.run, serve())
        model, stop = ready.result(timeout=30)
        try:
            yield {"LLM_URL": model.address.url, "LLM_NAME": model.address.name}
        finally:
            stop()


async def _copy(model: FakeModel) -> web.Response:
    sentences = re.findall(r"^\[(\d)\] (.+)", model.asked[-1]["messages"][-1]["content"], re.MULTILINE)
    lines = [f"{text} [{number}]" for number, text in sentences[:2]]
    text = "\n".join([*lines, "1234567 [1]"])
    return web.json_response({"choices": [{"message": {"content": text}}]})
