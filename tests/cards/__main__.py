"""Draw the approved pictures again (`python -m tests.cards`), or in full size into a folder (argument)."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cards.chart import lay_out_chart
from bot.cards.layout import lay_out
from bot.cards.painting import paint_card, paint_chart
from tests.cards.charts import CHARTS, CHARTS_FOLDER
from tests.cards.hard import FOLDER, HARD, small


def main() -> None:
    """Draw every picture and print its size in bytes."""
    pictures = [(FOLDER / hard.name, paint_card(lay_out(hard.card), hard.card.theme)) for hard in HARD]
    pictures += [
        (CHARTS_FOLDER / hard.name, paint_chart(lay_out_chart(hard.chart), hard.chart.theme))
        for hard in CHARTS
    ]
    for place, png in pictures:
        if len(sys.argv) > 1:
            Path(sys.argv[1]).mkdir(exist_ok=True)
            (Path(sys.argv[1]) / f"{place.name}.png").write_bytes(png)
        else:
            small(png).quantize(16).save(place.with_suffix(".png"), optimize=True)
        print(place.name, len(png))  # noqa: T201


if __name__ == "__main__":
    main()
