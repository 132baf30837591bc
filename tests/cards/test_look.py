"""How cards look: their marks, sizes, colors and avatars, in every shape and theme."""

from __future__ import annotations

import io
import itertools
import random
import statistics
import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from bot.cards import MAX_AVATAR, Card, Painter, Shape
from bot.cards.attribution import set_below, set_beside
from bot.cards.frames import FRAMES, SMALLEST_SIZE
from bot.cards.layout import CardLayout, Glyph, lay_out
from bot.cards.marks import padding
from bot.cards.painting import paint_card, read_avatar
from bot.cards.rendering import fit_or_excerpt, render
from bot.cards.themes import PALETTES, ColorRole
from bot.model import Language, Theme
from tests.cards import mixed
from tests.cards.approved import PICTURES, approved, difference, face, small
from tests.cards.contrast import colors, contrast
from tests.cards.hard import HARD
from tests.cards.ink import Rectangle, ink

CARD = Card("よく聞くことは、よく話すことです。", "聞き手", "聞く仕事", "example.org", Language.JA)
LENGTHS = (
    "空だ",
    "春が来た。",
    "毎朝ひとつだけ、知らない言葉に会いに行くのです。",
    "朝は暗いうちに起き出して、昼は木かげの本を読みます。夜には星の名を覚えて眠ります。",
)


def every(card: Card) -> Iterator[Card]:
    """Yield a card in every shape, and in both directions if it is Japanese."""
    for shape, vertical in itertools.product(Shape, (False, True)):
        if card.language is Language.JA or not vertical:
            yield replace(card, shape=shape, vertical=vertical)


ALL = [
    pytest.param(card, id=f"{hard.name}-{card.shape}{'-vertical' * card.vertical}")
    for hard in HARD
    for card in every(hard.card)
]


def source(layout: CardLayout) -> tuple[Glyph, ...]:
    """Return the glyphs that are not those of the words, which come first."""
    return layout.glyphs[sum(len(box.offsets) for line in layout.lines for box in line.boxes) :]


def laid_out(card: Card) -> CardLayout:
    """Return the layout of a card, of a sentence of it if it is too long for its shape."""
    return lay_out(fit_or_excerpt(card, "抜粋"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_it_was_approved(name: str) -> None:
    drawn = small(PICTURES[name])
    assert difference(drawn, approved(name, drawn)) < 8


def test_a_picture_changes_with_one_character() -> None:
    card = HARD[0].card
    other = replace(card, text=card.text.replace("空", "雨"))
    assert difference(small(card), small(other)) > 8


@pytest.mark.parametrize("theme", Theme)
def test_text_can_be_read_and_marks_be_seen_everywhere_on_the_paper(theme: Theme) -> None:
    layout, palette = lay_out(replace(CARD, theme=theme)), PALETTES[theme]
    for paper in colors(paint_card(replace(layout, glyphs=(), bars=()), theme)):
        for role in (ColorRole.WORDS, ColorRole.QUIET):
            assert contrast(palette.colors[role], paper) >= 7, (role, paper)
        for accent in palette.accents:
            assert contrast(accent, paper) >= 3, (accent, paper)


def test_an_article_has_its_own_accent_whatever_is_quoted_from_it() -> None:
    titles = "一二三四五六七八九十"
    accents = {title: lay_out(replace(CARD, title=title)).accent % 5 for title in titles}
    assert len(set(accents.values())) >= 4
    for title, accent in accents.items():
        other = replace(CARD, title=title, text="別の言葉です。", shape=Shape.STORY, theme=Theme.NIGHT)
        drawn = lay_out(other)
        assert drawn.accent % 5 == accent
        bar = drawn.bars[0]
        with Image.open(io.BytesIO(paint_card(drawn, Theme.NIGHT))) as picture:
            middle = round((bar.left + bar.right) / 2), round((bar.top + bar.bottom) / 2)
            assert picture.getpixel(middle) == PALETTES[Theme.NIGHT].accents[accent]


@pytest.mark.parametrize("card", ALL)
def test_everything_is_large_enough_to_be_read_on_a_phone(card: Card) -> None:
    layout = laid_out(card)
    assert layout.size >= SMALLEST_SIZE
    for glyph in source(layout):
        if glyph.color is not ColorRole.ACCENT:
            assert glyph.size >= (34 if glyph.color is ColorRole.WORDS else 24)


@pytest.mark.parametrize("card", ALL)
def test_nothing_leaves_the_card_or_stands_on_something_else(card: Card) -> None:
    hold_apart(card)


def test_that_holds_for_any_script_name_and_title_with_an_avatar_or_without() -> None:
    speakers = None, "山", "Dr. Anna-Katharina von Hohenlohe, Head", HARD[15].card.speaker
    titles = "短", "A long title that goes on and on about nothing", HARD[8].card.title
    sites = None, "example.org", "a-rather-long-name.of-a-site.example.org"
    chance = random.Random(1)
    for text in mixed.texts(150):
        shape, language = chance.choice(list(Shape)), chance.choice(list(Language))
        hold_apart(
            Card(
                text[: chance.choice((3, 8, 20, 60, 200))],
                chance.choice(speakers),
                chance.choice(titles),
                chance.choice(sites),
                language,
                shape,
                vertical=language is Language.JA and chance.random() < 0.5,
                note=chance.choice((None, "対談での発言 ・ 翻訳")),
                spoken=chance.random() < 0.25,
                avatar=chance.choice((None, face())),
            )
        )


def hold_apart(card: Card) -> None:
    """Hold that all ink of a card is inside of its margins, and that of one thing not on that of another."""
    layout = laid_out(card)
    frame = FRAMES[card.shape]
    top = 250 if card.shape is Shape.STORY else 24
    places = placed(layout)
    for left, upper, right, lower in itertools.chain.from_iterable(places.values()):
        assert 24 <= left <= right <= frame.width - 24
        assert top <= upper <= lower <= frame.height - top
    for one, other in itertools.combinations(places.values(), 2):
        for a, b in itertools.product(one, other):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def room(card: Card) -> tuple[float, float]:
    """Return the width and the height of what the words could take up."""
    frame, pad = FRAMES[card.shape], padding(card)
    if card.vertical:
        beside = set_beside(card, frame.top + pad.above)
        height = beside.foot - frame.top - pad.above - pad.below
        return frame.width - 2 * frame.side - beside.width, height
    width = frame.width - 2 * frame.side - pad.start - pad.end
    foot = set_below(card, frame.side + pad.start).begin - frame.gap
    return width, foot - pad.below - frame.top - pad.above


def test_the_words_fill_the_frame_whatever_their_length() -> None:
    texts = [hard.card for hard in HARD] + [replace(CARD, text=text) for text in LENGTHS]
    shares = []
    for card in itertools.chain.from_iterable(every(text) for text in texts):
        shown = fit_or_excerpt(card, "抜粋")
        layout, (width, height) = lay_out(shown), room(shown)
        across = (layout.block.right - layout.block.left) / width
        down = (layout.block.bottom - layout.block.top) / height
        assert max(across, down) >= 0.94 or layout.size == FRAMES[card.shape].largest, card
        shares.append(across * down)
    assert statistics.median(shares) >= 0.8


def test_the_shorter_a_quotation_is_the_larger_it_is_set() -> None:
    for shape, vertical in itertools.product(Shape, (False, True)):
        cards = [replace(CARD, text=text, shape=shape, vertical=vertical) for text in LENGTHS]
        sizes = [lay_out(card).size for card in cards]
        assert sizes == sorted(set(sizes), reverse=True), (shape, vertical)
        assert sizes[0] > 5 * SMALLEST_SIZE


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("shape", Shape)
def test_a_members_avatar_is_a_circle_beside_their_name(shape: Shape, vertical: bool) -> None:
    card = replace(CARD, shape=shape, vertical=vertical, domain=None)
    plain, member = (
        Image.open(io.BytesIO(render(one, "").png)) for one in (card, replace(card, avatar=face()))
    )
    layout = lay_out(replace(card, avatar=face()))
    disc = layout.avatar
    assert disc is not None
    assert lay_out(card).avatar is None
    assert disc.side >= 0.1 * layout.width
    x, y, side = round(disc.x), round(disc.y), round(disc.side)
    assert close(member.getpixel((x + side // 2, y + 3 * side // 8)), (244, 214, 180))
    assert close(member.getpixel((x + side // 8, y + side // 3)), (60, 110, 160))
    for corner in ((x, y), (x + side - 1, y), (x, y + side - 1), (x + side - 1, y + side - 1)):
        assert close(member.getpixel(corner), plain.getpixel((0, 0)), within=12), "it is round"
    names = [glyph for glyph in source(layout) if glyph.text in "聞き手"]
    for name in names[:3]:
        if vertical:
            assert abs(name.x + name.size / 2 - disc.x - side / 2) <= 0.6 * side
            assert name.y > disc.y + side
        else:
            assert disc.x + side < name.x < disc.x + 1.6 * side
            assert disc.y < name.y < disc.y + side


def close(one: object, other: object, within: int = 3) -> bool:
    """Return whether two colors are the same, or nearly."""
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a gray PNG that says it is of that size, whatever data follows."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """Return a PNG of 25 million pixels in 25 kilobytes."""
    return png(5000, 5000, zlib.compress(bytes(5001 * 5000), 9))


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"not a picture",
        face()[:200],
        face()[:-40],
        png(10, 10, b"no zlib"),
        png(0, 10),
        png(2**31 - 1, 2**31 - 1),
        bomb(),
        b"BM" + bytes(200),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
    ids=["nothing", "text", "start", "no end", "no zlib", "no width", "endless", "bomb", "BMP", "EPS"],
)
def test_an_avatar_that_cannot_be_read_or_is_too_large_is_left_out(broken: bytes) -> None:
    assert render(replace(CARD, avatar=broken), "") == render(CARD, "")


def test_no_more_of_a_picture_is_decoded_than_its_head_if_it_is_too_large() -> None:
    tracemalloc.start()
    try:
        assert read_avatar(bomb()) is None
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_avatars_of_every_kind_that_discord_has_are_drawn(kind: str) -> None:
    file = io.BytesIO()
    with Image.open(io.BytesIO(face())) as picture:
        picture.save(file, kind)
    assert render(replace(CARD, avatar=file.getvalue()), "") != render(CARD, "")


async def test_an_avatar_of_too_many_bytes_is_left_out_before_it_is_kept() -> None:
    painter = Painter()
    drawn = await painter.draw(replace(CARD, avatar=face() + bytes(MAX_AVATAR)), "")
    assert drawn is await painter.draw(CARD, "")


def test_no_picture_is_larger_than_half_a_megabyte() -> None:
    longest = next(hard.card for hard in HARD if hard.name == "almost-too-long")
    for theme in Theme:
        assert (
            len(render(replace(longest, theme=theme, shape=Shape.STORY, avatar=face()), "").png) < 512 * 1024
        )


def placed(layout: CardLayout) -> dict[str, list[Rectangle]]:
    """Return where there is ink, of the words, of what else is written, of the marks and of the avatar."""
    found: dict[str, list[Rectangle]] = {
        "marks": [(bar.left, bar.top, bar.right, bar.bottom) for bar in layout.bars]
    }
    others = len(layout.glyphs) - len(source(layout))
    for number, glyph in enumerate(layout.glyphs):
        kind = "words" if number < others else "source"
        kind = "marks" if glyph.color is ColorRole.ACCENT else kind
        found.setdefault(kind, []).append(ink(glyph))
    if layout.avatar:
        disc = layout.avatar
        found["avatar"] = [(disc.x, disc.y, disc.x + disc.side, disc.y + disc.side)]
    return found
