"""Typesetting: rules that hold for the lines of every text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.cards import boxes, characters, typography
from bot.cards.box import AFTER_CLAUSE, AFTER_PHRASE, WITHIN_PHRASE, WITHIN_WORD, Box, Orientation
from bot.cards.fitting import ellipsize, ellipsize_domain
from bot.cards.fonts import Font, FontName, font
from bot.cards.layout import Glyph
from bot.cards.line_breaking import CardLine, break_lines
from bot.cards.rasterizing import coverage
from bot.cards.spacing import INTER_SCRIPT_GLUE
from bot.cards.themes import ColorRole
from bot.model import Language

JAPANESE = st.text(alphabet="あいっゃーアンッ山川人々、。「」『』（）！？…―〜・A1 2z％", max_size=60).map(
    lambda text: typography.japanese(" ".join(f"山{text}".split()))
)
ENGLISH = st.lists(st.text(alphabet="abWT'\"-—.,é", min_size=1, max_size=9), min_size=1, max_size=25).map(
    lambda words: typography.english(" ".join(words))
)
MEASURES = st.floats(min_value=4, max_value=30)
PENALTIES = st.sampled_from([AFTER_CLAUSE, AFTER_PHRASE, WITHIN_PHRASE, WITHIN_WORD])


@pytest.fixture(scope="module")
def serif() -> Font:
    return font(FontName.SERIF)


def words(lines: list[CardLine]) -> list[str]:
    """Return the characters of each line, without spaces."""
    return ["".join(box.text for box in line.boxes) for line in lines]


def set_japanese(
    text: str, measure: float, *, vertical: bool = False, penalty: float = AFTER_PHRASE
) -> list[str]:
    made = break_lines(
        boxes.japanese_boxes(text, font(FontName.SERIF), vertical=vertical),
        measure,
        99,
        Language.JA,
        max_penalty=penalty,
    )
    assert made
    return words(made)


@given(JAPANESE, MEASURES, st.booleans(), PENALTIES)
@settings(max_examples=150)
def test_japanese_lines_keep_the_rules(text: str, measure: float, vertical: bool, penalty: float) -> None:
    made = boxes.japanese_boxes(text, font(FontName.SERIF), vertical=vertical)
    lines = break_lines(made, measure, 99, Language.JA, max_penalty=penalty)
    assert lines == break_lines(made, measure, 99, Language.JA, max_penalty=penalty), "the same every time"
    if lines:
        assert "".join(words(lines)) == "".join(box.text for box in made), "nothing is lost"
        for line in lines:
            assert line.width - line.boxes[-1].hanging <= measure + 0.001
            assert line.positions == tuple(sorted(line.positions))
        for line in lines[1:]:
            assert not characters.NOT_AT_START.match(line.boxes[0].text)
        for line in lines[:-1]:
            assert not characters.NOT_AT_END.match(line.boxes[-1].text[-1])
        if len(lines) > 1:
            assert sum(characters.count_letters(box.text) for box in lines[-1].boxes) >= 2, "no orphan"


@given(ENGLISH, MEASURES)
@settings(max_examples=150)
def test_english_lines_keep_the_rules(text: str, measure: float) -> None:
    made = boxes.english_boxes(text, font(FontName.SERIF))
    lines = break_lines(made, measure, 99, Language.EN)
    if lines:
        assert "".join(words(lines)) == text.replace(" ", "")
        assert all(line.width <= measure + 0.001 for line in lines)
        if len(lines) > 1:
            assert len(lines[-1].boxes) >= 2 or lines[-1].width > measure / 2, "no widow"


def test_both_halves_of_a_repetition_stay_with_what_they_repeat() -> None:
    for measure in range(4, 12):
        for line in set_japanese(
            "ますます〳〵増え、しみ〴〵と語り、いろ〳〵学ぶ。", measure, vertical=True, penalty=WITHIN_WORD
        ):
            assert line[0] not in "〳〴〵"


def test_a_long_word_may_be_the_last_line() -> None:
    made = boxes.english_boxes("well-meant incomprehensibilities", font(FontName.SERIF))
    assert words(break_lines(made, 11, 2, Language.EN) or []) == ["well-meant", "incomprehensibilities"]


def test_japanese_breaks_between_phrases() -> None:
    assert set_japanese("知らない言葉に会いに行きます。", 8) == ["知らない言葉に", "会いに行きます。"]


@pytest.mark.parametrize(
    ("title", "language", "shown"),
    [
        ("題名がとても長いときにはどうなるのかを確かめる題名", Language.JA, "題名がとても長いときには…"),
        ("The Art of Reading Slowly：ゆっくり", Language.JA, "TheArtofReading…"),
        ("What became of it: everything and nothing", Language.EN, "Whatbecameofit..."),
        ("On floccinaucinihilipilification", Language.EN, "Onfloccinaucinihilipilifica..."),
    ],
)
def test_a_truncated_text_ends_with_a_phrase_unless_half_of_the_room_would_stay_empty(
    title: str, language: Language, shown: str
) -> None:
    assert words(ellipsize(title, language, 10, 130, 1)) == [shown]


def test_a_truncated_domain_starts_with_a_label_unless_half_of_the_room_would_stay_empty() -> None:
    def shown(address: str) -> str:
        return "".join(box.text for box in ellipsize_domain(address, 10, 130).boxes)

    assert shown("a-long-subdomain.some-domain.example.jp") == "...some-domain.example.jp"
    assert shown("the-one-very-very-long-domain.jp").endswith("ry-long-domain.jp")


def test_a_formal_noun_stays_with_the_words_before_it() -> None:
    made = boxes.japanese_boxes("知っていることを語るときは、読んだものを見る。", font(FontName.SERIF))
    for measure in range(4, 16):
        for line in words(break_lines(made, measure, 99, Language.JA) or []):
            assert not re.match("こと|とき|もの", line)


def test_a_title_an_initial_a_number_and_a_unit_stay_with_what_they_belong_to() -> None:
    text = "So Mr. Smith met Dr. J. Watson, Louis XIV and Mrs. Moore after 10 km"
    for measure in range(6, 16):
        made = break_lines(boxes.english_boxes(text, font(FontName.SERIF)), measure, 99, Language.EN)
        for line in words(made or []):
            assert not re.search(r"(Mrs?|Dr|J)\.$|10$|^XIV", line)


def test_short_text_in_brackets_stays_together() -> None:
    for measure in range(8, 16):
        lines = set_japanese("祖母はいつも（急がば回れ）と言って笑った。", measure)
        assert any("（急がば回れ）" in line for line in lines)


@pytest.mark.parametrize("vertical", [False, True])
def test_straight_quotation_marks_stay_with_what_they_enclose(vertical: bool) -> None:
    text = typography.japanese("山を\"見る\"と'言う'なら＂川＂も")
    for measure in range(4, 12):
        for line in set_japanese(text, measure, vertical=vertical, penalty=WITHIN_WORD):
            assert not re.search("^[”〟]|[“〝]$|[\"']", line)


def test_dashes_join(serif: Font) -> None:
    (line,) = break_lines(boxes.japanese_boxes("――", serif), 9, 1, Language.JA) or []
    dashes = [Glyph("―", place * 60, 50, 60, serif, ColorRole.WORDS) for place in line.positions]
    image = Image.frombytes("L", (200, 60), coverage(dashes, 200, 60))
    left, _, right, _ = image.getbbox() or (0, 0, 0, 0)
    inked = [image.crop((x, 0, x + 1, 60)).getbbox() is not None for x in range(left, right)]
    assert all(inked)


def test_a_full_stop_may_hang_out_of_the_line() -> None:
    assert set_japanese("山を見て、川を見て、", 4.0) == ["山を見て、", "川を見て、"]


def test_lines_have_nearly_equal_lengths() -> None:
    assert set_japanese("あおいそら、しろいくも、ひろいうみ、とおいやま。", 18) == [
        "あおいそら、しろいくも、",
        "ひろいうみ、とおいやま。",
    ]


def test_latin_words_names_and_units_stay_whole() -> None:
    for measure in range(9, 20):
        for line in set_japanese(
            "来年はNew Horizonsが1,200 kgの荷を30%も軽くする。", measure, penalty=WITHIN_WORD
        ):
            for whole in ("1,200kg", "30%"):
                assert (whole[:2] in line) == (whole in line)


def test_blanks_of_adjacent_brackets_do_not_add_up(serif: Font) -> None:
    def length(text: str) -> float:
        (line,) = break_lines(boxes.japanese_boxes(text, serif), 99, 1, Language.JA) or []
        return line.width

    assert length("川」「川") == pytest.approx(3.5)
    assert length("川。」") == pytest.approx(2.0)
    assert length("「『川") == pytest.approx(2.0)


def test_there_is_glue_between_scripts_instead_of_a_space() -> None:
    made = boxes.japanese_boxes(typography.japanese("山の AI は"), font(FontName.SERIF))
    assert [box.text for box in made] == ["山", "の", "AI", "は"]
    assert [box.glue for box in made] == [0, INTER_SCRIPT_GLUE, INTER_SCRIPT_GLUE, 0]


def test_a_sign_of_a_number_or_a_word_has_glue_to_japanese_too() -> None:
    for text in ("約50%の", "白C++を", "で+5点", "と−3点", "北35°に"):
        first, latin, last = (box.glue for box in boxes.japanese_boxes(text, font(FontName.SERIF))[:3])
        assert (first, latin, last) == (INTER_SCRIPT_GLUE, INTER_SCRIPT_GLUE, 0), text
    assert [box.glue for box in boxes.japanese_boxes("山+川", font(FontName.SERIF))] == [0, 0, 0], (
        "no figure, no word"
    )


@pytest.mark.parametrize("vertical", [False, True])
def test_a_space_separates_the_words_of_a_title_but_no_particle_from_its_word(vertical: bool) -> None:
    (line,) = ellipsize(
        "特集 AI時代 2024年 Lab 通信 山と AI 朝 （上） 川", Language.JA, 10, 900, 1, vertical=vertical
    )
    gaps = {box.text[-1]: box.glue for box in line.boxes}
    space = font(FontName.SANS).width(" ")
    assert [gaps[last] for last in "代b信"] == [space + INTER_SCRIPT_GLUE] * 2 + [space]
    assert gaps["と"] == (0 if vertical else INTER_SCRIPT_GLUE)
    assert gaps["朝"] == gaps["）"] == 0, "the brackets' blank is enough"
    first, *_ = boxes.japanese_boxes("Its “川”", font(FontName.SANS), vertical=vertical)
    assert first.glue == (0 if vertical else space)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12月", [("12", Orientation.COMBINED), ("月", Orientation.UPRIGHT)]),
        ("9月", [("９", Orientation.UPRIGHT), ("月", Orientation.UPRIGHT)]),
        ("104人", [*((figure, Orientation.UPRIGHT) for figure in "１０４"), ("人", Orientation.UPRIGHT)]),
        ("え!?", [("え", Orientation.UPRIGHT), ("!?", Orientation.COMBINED)]),
        ("え！？", [("え", Orientation.UPRIGHT), ("!?", Orientation.COMBINED)]),
        ("85%", [("85", Orientation.COMBINED), ("％", Orientation.UPRIGHT)]),
        ("AIと", [("Ａ", Orientation.UPRIGHT), ("Ｉ", Orientation.UPRIGHT), ("と", Orientation.UPRIGHT)]),
        ("arXivと", [("arXiv", Orientation.SIDEWAYS), ("と", Orientation.UPRIGHT)]),
        ("→↑", [("→", Orientation.SIDEWAYS), ("↑", Orientation.UPRIGHT)]),
        ("NASA, AI", [(char, Orientation.UPRIGHT) for char in "ＮＡＳＡ，ＡＩ"]),
        (
            "GPT-4, AI 12と",
            [
                ("GPT-4,", Orientation.SIDEWAYS),
                ("AI", Orientation.SIDEWAYS),
                ("12", Orientation.SIDEWAYS),
                ("と", Orientation.UPRIGHT),
            ],
        ),
        (
            "Dr. K、9 kg",
            [
                *((w, Orientation.SIDEWAYS) for w in ("Dr.", "K")),
                ("、", Orientation.UPRIGHT),
                *((w, Orientation.SIDEWAYS) for w in ("9", "kg")),
            ],
        ),
        ("“山”", [("〝", Orientation.UPRIGHT), ("山", Orientation.UPRIGHT), ("〟", Orientation.UPRIGHT)]),
    ],
)
def test_vertical_lines_orient_digits_and_latin_words(
    text: str, shown: list[tuple[str, Orientation]]
) -> None:
    made = boxes.japanese_boxes(text, font(FontName.SERIF), vertical=True)
    assert [(box.text, box.orientation) for box in made] == shown


def test_a_descending_character_does_not_touch_the_full_stop_below() -> None:
    for text, gap in (("㎏、", 0.15), ("Q。", 0.15), ("山、", 0), ("㎏と", 0)):
        first, *_ = boxes.japanese_boxes(text, font(FontName.SERIF), vertical=True)
        assert first.glue == gap, text


@pytest.mark.parametrize("name", FontName)
def test_vertical_lines_have_the_vertical_forms_of_the_typeface(name: FontName) -> None:
    def drawn(char: str, *, vertical: bool) -> bytes:
        return coverage([Glyph(char, 0, 35, 40, font(name), ColorRole.WORDS, vertical=vertical)], 40, 40)

    for char in "「」『』（）【】、。ー〜…―っゃぁィ：＝":
        assert drawn(char, vertical=False) != drawn(char, vertical=True), char
    for char in "山川A1！？・":
        assert any(drawn(char, vertical=False))
        assert drawn(char, vertical=False) == drawn(char, vertical=True), char


@pytest.mark.parametrize("name", FontName)
def test_the_typefaces_have_what_japanese_and_english_need(name: FontName) -> None:
    jis = bytes(range(0xA1, 0xFF))
    level_one = "".join(
        bytes([row, cell]).decode("euc_jp", "ignore") for row in range(0xB0, 0xD0) for cell in jis
    )
    assert len(level_one) > 2900
    latin = "".join(chr(code) for code in range(0x20, 0x7F)) + "éàüößçñÅØ£€‘’“”–—"
    kana = "".join(chr(code) for code in [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)])
    assert font(name).missing(level_one + latin + kana + "、。「」『』…―〜ー々〻♪①") == ""


def test_pairs_of_letters_are_kerned(serif: Font) -> None:
    for pair in ("AV", "To", "Wa"):
        assert serif.width(pair) < serif.width(pair[0]) + serif.width(pair[1]) - 0.03, pair


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('It\'s "fine"', "It’s ‘fine’"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("the '90s ('so')", "the ’90s (‘so’)"),
        ("Wait… what", "Wait... what"),
        ('"I thought—" he began', "‘I thought—’ he began"),
        ("\"You thought 'never'\" she said", "‘You thought “never”’ she said"),
        ("So—\"now\" or--'then'", "So—‘now’ or—‘then’"),
        ("'Tis 'bout time, 'CAUSE the '68s 'n' '72 were", "’Tis ’bout time, ’CAUSE the ’68s ’n’ ’72 were"),
        ("'Get 'em' of 'the dogs of '76'", "‘Get ’em’ of ‘the dogs of ’76’"),
        ("of '68–'72, \"'Twas\"; the 'cause' of '42'", "of ’68–’72, ‘’Twas’; the ‘cause’ of ‘42’"),
    ],
)
def test_english_has_typographic_quotation_marks(text: str, shown: str) -> None:
    assert typography.within_quotation_marks(text, Language.EN) == shown


def test_adjacent_quotation_marks_can_be_told_apart(serif: Font) -> None:
    for pair in ("“‘", "‘’", "’”", "’’"):
        assert serif.width(pair) > serif.width(pair[0]) + serif.width(pair[1]), pair


def test_nested_quotation_marks_alternate() -> None:
    assert (
        typography.within_quotation_marks("彼は「『山』だ」と言った", Language.JA)
        == "彼は『「山」だ』と言った"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("か\u3099んばる", "がんばる"),
        ("ｶﾞﾝﾊﾞﾙ", "ガンバル"),
        ("見\u200bて\ufeff\u202e", "見て"),
        (" 二つの\n 行 ", "二つの 行"),
        ("★も🌟も、1\ufe0f\u20e3も☎\ufe0eも残る", "★も🌟も、1\ufe0f\u20e3も☎\ufe0eも残る"),
        ("葛\U000e0100城の👩\u200d🚀", "葛\U000e0100城の👩\u200d🚀"),
        ("\ufe0fひと\u200dつ \u200d\U000e0100。", "ひと\u200dつ 。"),
    ],
)
def test_text_is_composed_and_visible(text: str, shown: str) -> None:
    assert typography.normalize(text) == shown


def test_a_box_longer_than_the_measure_makes_no_lines(serif: Font) -> None:
    long = Box("x" * 50, 25.0, tuple(n / 2 for n in range(50)), serif)
    assert break_lines([long], 20, 9, Language.EN) is None
