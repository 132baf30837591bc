"""What is read of a PDF: paragraphs in reading order, without what its pages repeat."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from bot.errors import UserError
from bot.extract.pdf import extract_pdf
from bot.model.document import BlockKind, Document
from tests.books import Text, assembled, column, pdf, pdf_objects

HARBOR = (
    "The clocks of the harbor had been wrong for years, and nobody who lived there wondered at it any more. "
    "Ships left when they were loaded, whatever the clocks said, and children went to school at the bell. "
    "Then a man came who could repair them, and everybody was afraid of what would happen then. "
)
ROAD = (
    "The road to the mountains began behind the last house, where the gardens ended and the stones began. "
    "Those who walked it took bread and water with them, since there was no inn before the second valley. "
    "In winter it was closed, and the people of the valley lived as if there were no harbor and no sea. "
)


def set_in(text: str, width: int) -> list[str]:
    """Lines of about as many characters, the first one moved in."""
    lines = textwrap.wrap(text, width)
    return [f"\t{lines[0]}", *lines[1:]]


def shown(document: Document) -> list[tuple[str, str]]:
    return [("#" * block.level, block.shown.text) for block in document.blocks]


def read(*pages: Sequence[Text], **more: object) -> list[tuple[str, str]]:
    return shown(extract_pdf(pdf(pages, **more)))


def test_lines_are_paragraphs_by_their_indents() -> None:
    found = read(column([*set_in(HARBOR, 80), *set_in(ROAD, 80)], 72, 700))
    assert found == [("", HARBOR.strip()), ("", ROAD.strip())]


def test_lines_are_paragraphs_by_the_space_between_them() -> None:
    first, second = textwrap.wrap(HARBOR, 80), textwrap.wrap(ROAD, 80)
    lines = column(first, 72, 700) + column(second, 72, 700 - 12 * len(first) - 10)
    assert read(lines) == [("", HARBOR.strip()), ("", ROAD.strip())]


@pytest.mark.parametrize("order", ["columns", "rows", "backwards"])
def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn(order: str) -> None:
    left, right = column(set_in(HARBOR * 2, 46), 60, 650), column(set_in(ROAD * 2, 46), 310, 650)
    lines = left + right
    if order == "rows":
        lines = sorted(lines, key=lambda line: -line.y)
    elif order == "backwards":
        lines = lines[::-1]
    title = Text(120, 720, "Clocks and Roads of a Small Country", 18, bold=True)
    under = column(
        set_in("This summary goes across both columns of the page, as those of papers do. " * 4, 100), 60, 700
    )
    found = read([*lines, title, *under[:4]])
    assert [level for level, _ in found][:2] == ["#", ""]
    assert [text for _, text in found][2:] == [(HARBOR * 2).strip(), (ROAD * 2).strip()]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    lines = textwrap.wrap((HARBOR + ROAD) * 2, 46)
    third = len(lines) // 3
    first = column(lines[:third], 60, 700) + column(lines[third : 2 * third], 310, 700)
    assert read(first, column(lines[2 * third :], 60, 700)) == [("", ((HARBOR + ROAD) * 2).strip())]


def test_words_divided_at_the_end_of_a_line_are_whole_and_those_with_a_hyphen_keep_it() -> None:
    lines = [
        "\tThe repaired clocks were well-known in the whole coun-",
        "try, and the man who had repaired them was also well-",
        "known, although nobody could say where he had been born be-",
        "fore he came. They said that he was half Anglo-",
        "Saxon, and that his clocks would outlive the harbor.",
    ]
    (paragraph,) = read(column(lines, 72, 700))
    assert "whole country, and" in paragraph[1]
    assert "also well-known, although" in paragraph[1]
    assert "born before he" in paragraph[1]
    assert "half Anglo-Saxon, and" in paragraph[1]


def test_running_heads_and_page_numbers_are_gone_and_the_same_words_in_the_text_are_not() -> None:
    pages = []
    for number in range(1, 9):
        body = column(set_in(f"{HARBOR}Page {number} of this tale is not over yet. {ROAD}", 80), 72, 700)
        head = Text(72, 780, "A Small Country" if number % 2 else "Clocks and Roads", 9)
        pages.append([head, Text(290, 40, str(number), 9), *body])
    pages[4].append(Text(84, 400, "A Small Country", 10))
    text = " ".join(text for _, text in read(*pages))
    assert text.count("A Small Country") == 1
    assert "Clocks and Roads" not in text
    assert all(f"Page {number} of this tale" in text for number in range(1, 9))
    assert " 7 " not in text.replace("Page 7 of", "")


def test_heads_that_count_the_pages_are_gone_though_their_words_change() -> None:
    names = ["Harbor", "Clocks", "Ships", "Bells", "School", "Road", "Stones", "Inn"]
    pages = [
        [
            Text(72, 780, f"The {name} {number}", 9),
            *column(set_in(f"{HARBOR}In {1900 + number}. {ROAD}", 80), 72, 700),
        ]
        for number, name in enumerate(names, 12)
    ]
    text = " ".join(text for _, text in read(*pages))
    assert not any(f"The {name} {number}" in text for number, name in enumerate(names, 12))
    assert text.count("In 19") == len(names)


def test_notes_at_the_foot_and_their_numbers_are_gone() -> None:
    body = column(set_in(HARBOR * 2 + ROAD, 80), 72, 700)
    call = Text(body[0].x + 30, 704, "1", 6)
    notes = column(["1 See the history of the harbor, second volume,", "page 12."], 72, 90, size=8, leading=9)
    text = " ".join(text for _, text in read([*body, call, *notes]))
    assert "second volume" not in text
    assert "page 12" not in text


def test_raised_figures_are_notes_behind_words_and_powers_behind_numbers() -> None:
    first = [
        *(Text(72, 712, "The clocks"), Text(115.8, 716, "1", 6), Text(119, 712, " struck 10")),
        *(
            Text(156.6, 716, "3", 6),
            Text(160, 712, " times before the harbor was awake, and then once more."),
        ),
    ]
    (paragraph,) = read([*first, *column(textwrap.wrap(HARBOR, 80), 72, 700)])
    assert paragraph[1].startswith("The clocks struck 10³ times before")


def test_headings_are_told_by_their_size_or_their_weight() -> None:
    lines = [
        Text(72, 760, "A Small Country", 22),
        Text(72, 720, "The Harbor", 16),
        *column(set_in(HARBOR, 80), 72, 700),
        Text(72, 640, "The Road", 10, bold=True),
        *column(set_in(ROAD, 80), 72, 620),
    ]
    levels = [one for one in read(lines) if one[0]]
    assert levels == [("#", "A Small Country"), ("###", "The Harbor"), ("####", "The Road")]


def test_the_outline_says_what_is_a_heading() -> None:
    objects = pdf_objects([[Text(72, 730, "The Harbor"), *column(set_in(HARBOR * 2, 80), 72, 700)]])
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
    objects[6] = b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>"
    objects[7] = b"<< /Title (The Harbor) /Parent 6 0 R /Dest [10 0 R /Fit] >>"
    objects[5] = b"<< /Title (Clocks) >>"
    document = extract_pdf(assembled(objects, trailer=b"/Root 1 0 R /Info 5 0 R"))
    assert shown(document)[:2] == [("#", "Clocks"), ("##", "The Harbor")]


JAPANESE = "港の時計は何年も前から狂っていたが、だれもそれを気にしなかった。船は荷を積み終えると港を出た。"


def test_japanese_in_a_font_that_is_not_embedded_is_joined_without_spaces() -> None:
    lines = [JAPANESE[at : at + 16] for at in range(0, len(JAPANESE), 16)] * 4
    found = read(column(["　" + lines[0], *lines[1:]], 72, 700))
    assert "".join(text for _, text in found).replace("\u3000", "") == JAPANESE * 4


def test_japanese_characters_that_are_set_apart_are_not_parted_by_spaces() -> None:
    lines = [
        Text(72, 712, "港"),
        Text(84.5, 712, "の時計は"),
        Text(127, 712, "Discord"),
        Text(165, 712, "を見た。第1章"),
        Text(245, 712, "港"),
    ]
    found = read([*lines, *column([JAPANESE[:24], JAPANESE[24:]] * 3, 72, 700)])
    assert found[0][1].startswith("港の時計は")
    assert "章 港" in found[0][1], "where a character has its place between them"


def test_readings_above_characters_are_gone() -> None:
    lines = column([JAPANESE[:20], JAPANESE[20:]] * 4, 72, 700, leading=18)
    found = read([*lines, Text(72, 710, "みなと", 4)])
    assert "みなと" not in "".join(text for _, text in found)


def test_what_is_drawn_across_the_page_is_no_part_of_the_text() -> None:
    text = read(
        [*column(set_in(HARBOR * 2, 80), 72, 700), Text(30, 300, "Preliminary version", 14, turned=True)]
    )
    assert text == [("", (HARBOR * 2).strip())]


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_a_page_is_read_as_it_is_shown(turns: int) -> None:
    """Where a page is turned, so is its text on the sheet."""
    lines = [Text(0, 0, line.removeprefix("\t")) for line in set_in(HARBOR * 2, 80)]

    def place(n: int) -> str:
        down = 12 * n
        return {
            0: f"1 0 0 1 72 {700 - down}",
            90: f"0 1 -1 0 {100 + down} 72",
            180: f"-1 0 0 -1 520 {100 + down}",
            270: f"0 -1 1 0 {500 - down} 700",
        }[turns]

    stream = "\n".join(f"BT /F1 10 Tf {place(n)} Tm ({line.text}) Tj ET" for n, line in enumerate(lines))
    assert read(stream.encode(), rotate=turns) == [("", (HARBOR * 2).strip())]  # type: ignore[arg-type]


def test_a_file_name_is_no_title_and_its_dates_are_not_those_of_the_article() -> None:
    page = [Text(72, 760, "A Small Country", 22), *column(set_in(HARBOR * 2, 80), 72, 700)]
    info = "/Title (Microsoft Word - harbor_final2.docx) /Author (Ada Byron) /CreationDate (D:20240506)"
    about = extract_pdf(pdf([page], info=info)).metadata
    assert (about.title, about.author, about.date) == ("A Small Country", "Ada Byron", None)
    assert extract_pdf(pdf([page], info="/Title (Clocks)")).metadata.title == "Clocks"


def test_captions_and_contents_are_told_from_the_text() -> None:
    lines = [
        *column(["The Harbor ............ 3", "The Road . . . . . . . . . 14"], 72, 760),
        *column(set_in(HARBOR * 2, 80), 72, 700),
        Text(120, 560, "Figure 2: The clocks in their first year.", 9),
    ]
    document = extract_pdf(pdf([lines]))
    kinds = {block.shown.text: block.kind for block in document.blocks}
    assert kinds["Figure 2: The clocks in their first year."] is BlockKind.CAPTION
    assert not any("...." in text or ". ." in text for text in kinds)


UNNAMED = (
    b"/F3 << /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0]"
    b" /FirstChar 65 /LastChar 66 /Widths [600 600] /Encoding << /Type /Encoding /Differences [65 /g1 /g2] >>"
    b" /CharProcs << /g1 8 0 R /g2 8 0 R >> /Resources << >> >>"
)
GLYPH = b"600 0 0 0 600 700 d1 0 0 600 700 re f"


def with_unnamed_characters(*lines: str) -> bytes:
    """A PDF whose letters A and B in [brackets] are drawn by glyphs without meaning."""
    drawn = []
    for number, line in enumerate(lines):
        pieces = line.replace("[", "\0F3 ").replace("]", "\0F1 ").split("\0")
        shown = " ".join(
            f"/{piece[:2] if n else 'F1'} 10 Tf ({piece[3:] if n else piece}) Tj"
            for n, piece in enumerate(pieces)
        )
        drawn.append(f"BT 1 0 0 1 72 {700 - 12 * number} Tm {shown} ET")
    objects = pdf_objects(["\n".join(drawn).encode()])
    objects[3] = objects[3].replace(b"<< /F1", b"<< " + UNNAMED + b" /F1", 1)
    objects[8] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(GLYPH), GLYPH)
    return assembled(objects)


def test_what_only_looks_like_something_is_left_out_alone_and_told_inside_a_word() -> None:
    lines = textwrap.wrap(HARBOR * 2, 80)
    (paragraph,) = shown(extract_pdf(with_unnamed_characters(f"[A] {lines[0]}", *lines[1:])))
    assert paragraph[1].startswith("The clocks")
    (paragraph,) = shown(
        extract_pdf(with_unnamed_characters(lines[0].replace("clocks", "clo[A]ks"), *lines[1:]))
    )
    assert paragraph[1].startswith("The clo\ufffdks")


@pytest.mark.parametrize("line", ["The clo[A]ks were wrong.", "[ABABABABABABABABABABABAB]"])
def test_a_pdf_whose_characters_nobody_can_tell_is_refused(line: str) -> None:
    with pytest.raises(UserError, match="pdf-garbled"):
        extract_pdf(with_unnamed_characters(*[line] * 9, *textwrap.wrap(HARBOR * 2, 80)))


@pytest.mark.parametrize(
    ("pages", "key"),
    [
        ([[]] * 3, "pdf-no-text"),
        ([column(set_in(HARBOR, 80), 72, 700), [], [], []], "pdf-no-text"),
        (
            [
                [
                    Text(500 - 18 * n, 750 - 12 * m, JAPANESE[m], vertical=True)
                    for n in range(9)
                    for m in range(40)
                ]
            ],
            "pdf-vertical",
        ),
        ([[Text(500 - 18 * n, 750, JAPANESE, vertical=True) for n in range(9)]], "pdf-vertical"),
    ],
    ids=["scan", "mostly scan", "vertical by characters", "vertical by its font"],
)
def test_what_can_not_be_read_in_order_is_refused(pages: list[list[Text]], key: str) -> None:
    with pytest.raises(UserError, match=key):
        extract_pdf(pdf(pages))
