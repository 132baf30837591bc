"""`python -m tests.cards` makes the pictures of the hard twenty anew; with a folder, whole ones into that."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cards.page import arrange
from bot.cards.painting import paint
from tests.cards.hard import FOLDER, HARD, small


def main() -> None:
    """Say how large each is, too."""
    for hard in HARD:
        png = paint(arrange(hard.card), hard.card.theme)
        if len(sys.argv) > 1:
            Path(sys.argv[1]).mkdir(exist_ok=True)
            (Path(sys.argv[1]) / f"{hard.name}.png").write_bytes(png)
        else:
            file = FOLDER / f"{hard.name}.png"
            small(png).quantize(16).save(file, optimize=True)
        print(hard.name, len(png))  # noqa: T201


if __name__ == "__main__":
    main()
