"""Words from `data/cues`, and how much of a person's own words an error repeats."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent.parent / "data" / "cues"
_SHOWN = 40


@cache
def load(name: str) -> dict[str, Any]:
    """The table of `data/cues/<name>.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def short(text: str) -> str:
    """`text` in one line of at most 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
