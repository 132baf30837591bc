"""Draw the approved pictures again (`python -m tests.cards`), or in full size into a folder (argument)."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cards.rendering import render
from tests.cards.approved import PICTURES, SHEET, approve


def main() -> None:
    """Draw every picture, and print its size in bytes."""
    if len(sys.argv) == 1:
        approve()
        print(SHEET, SHEET.stat().st_size)  # noqa: T201
        return
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for name, card in PICTURES.items():
        png = render(card, "抜粋").png
        (folder / f"{name}.png").write_bytes(png)
        print(name, len(png))  # noqa: T201


if __name__ == "__main__":
    main()
