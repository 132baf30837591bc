"""The approved pictures: every layout in every theme, the hard cards, charts and plots, on one sheet."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from bot.cards import Card, Drawing, Shape
from bot.cards.rendering import render
from bot.model import Language, Theme
from tests.cards.charts import CHARTS
from tests.cards.hard import HARD
from tests.cards.plots import CALIBRATIONS, MOVEMENTS

SHEET = Path(__file__).parent / "approved.png"
_SCALE = 8
_CELL = 1200 // _SCALE, 1920 // _SCALE
_ACROSS = 16


def face() -> bytes:
    """Return a picture that can be told from others when it is drawn as a small circle."""
    picture = Image.new("RGB", (128, 128), (60, 110, 160))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((40, 24, 88, 72), fill=(244, 214, 180))
    draw.ellipse((20, 80, 108, 168), fill=(250, 240, 200))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


_JAPANESE = Card(
    "毎朝ひとつだけ、知らない言葉に会いに行くのです。",
    "水野はるか",
    "言葉の散歩",
    "example.org",
    Language.JA,
)
_ENGLISH = Card(
    "Nobody remembers the whole map, only the corner where they got lost.",
    "Tomas Avery",
    "Wayfinding",
    "example.org",
    Language.EN,
)


def _layouts() -> Iterator[tuple[str, Drawing]]:
    for theme, shape in itertools.product(Theme, Shape):
        yield f"{theme}-{shape}", replace(_JAPANESE, theme=theme, shape=shape)
        yield f"{theme}-{shape}-english", replace(_ENGLISH, theme=theme, shape=shape)
        yield f"{theme}-{shape}-vertical", replace(_JAPANESE, theme=theme, shape=shape, vertical=True)
    for shape, vertical in itertools.product(Shape, (False, True)):
        member = replace(_JAPANESE, shape=shape, vertical=vertical, avatar=face())
        speech = replace(_JAPANESE, shape=shape, vertical=vertical, spoken=True)
        yield f"member-{shape}{'-vertical' * vertical}", member
        yield f"speech-{shape}{'-vertical' * vertical}", speech
    for theme in Theme:
        yield f"{theme}-chart", replace(CHARTS[0].chart, theme=theme)


PICTURES: dict[str, Drawing] = {
    **dict(_layouts()),
    **{hard.name: hard.card for hard in HARD},
    **{hard.name: hard.chart for hard in CHARTS},
    **MOVEMENTS,
    **CALIBRATIONS,
}


def small(card: Drawing) -> Image.Image:
    """Return a picture as it is drawn now, in the size of the approved ones and in sixteen grays."""
    with Image.open(io.BytesIO(render(card, "抜粋").png)) as picture:
        size = picture.width // _SCALE, picture.height // _SCALE
        gray = picture.convert("L").resize(size, Image.Resampling.BOX)
    return gray.point([tone // 17 * 17 for tone in range(256)])


def _place(name: str) -> tuple[int, int]:
    row, column = divmod(list(PICTURES).index(name), _ACROSS)
    return column * _CELL[0], row * _CELL[1]


def approve() -> None:
    """Draw the sheet again."""
    rows = -(-len(PICTURES) // _ACROSS)
    sheet = Image.new("L", (_ACROSS * _CELL[0], rows * _CELL[1]))
    for name, card in PICTURES.items():
        sheet.paste(small(card), _place(name))
    sheet.quantize(16).save(SHEET, optimize=True)


def approved(name: str, like: Image.Image) -> Image.Image:
    """Return the approved picture of that name, as large as another one."""
    x, y = _place(name)
    with Image.open(SHEET) as sheet:
        return sheet.convert("L").crop((x, y, x + like.width, y + like.height))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the largest difference in gray (0 to 255) of any four by four pixels.

    An em of the words is larger than that.
    """
    places = (one.width // 4, one.height // 4)
    apart = ImageChops.difference(*(each.resize(places, Image.Resampling.BOX) for each in (one, other)))
    return float(apart.getextrema()[1])  # type: ignore[arg-type]
