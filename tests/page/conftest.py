"""The demo as a process of its own, and a browser to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.model import Language

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = 1280, 390
"""Widths of a window."""
PATIENCE = 20_000  # milliseconds; a loaded machine is slow, a broken page is broken for ever


@dataclass
class Demo:
    """A running `python -m bot demo`."""

    process: subprocess.Popen[str]
    url: str
    greeting: str
    errors: str = field(default="")

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Sends the signal; the exit code. What was written to standard error is in `errors` then."""
        self.process.send_signal(number)
        _, self.errors = self.process.communicate(timeout=20)
        return self.process.returncode


@dataclass
class Stage:
    """Starts demos in a folder of their own and ends those that are left over."""

    folder: Path
    running: list[Demo] = field(default_factory=list)

    def start(self, language: Language, *arguments: str, **settings: str) -> Demo:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
        environment.pop("DISCORD_TOKEN", None)
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--no-browser", "--language", language, *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        greeting = ""
        while "Ctrl-C" not in greeting:
            line = process.stdout.readline()
            if not line:
                pytest.fail(f"The demo ended at its start: {process.communicate()[1]}")
            greeting += line
        address = re.search(r"http://\S+", greeting)
        assert address is not None
        demo = Demo(process, address[0], greeting)
        self.running.append(demo)
        return demo


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    for demo in stage.running:
        if demo.process.poll() is None:
            demo.stop(signal.SIGTERM)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(
            "The page is tested in Chromium, which is not here (Debian, Ubuntu: apt install chromium)."
        )
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A window as wide as a desk's, then a phone's; it has to stay without a script's error."""
    yield from _window(browser, request.param)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A window where the width makes no difference."""
    yield from _window(browser, DESK)


def _window(browser: Browser, width: int) -> Iterator[Page]:
    errors: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 844}, device_scale_factor=2)
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []
