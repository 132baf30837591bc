"""Which words of an article's sentences an editor can choose, and how an item is lengthened or cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.library.passages import MOST_CHOICES, Extent, SplitText
from bot.model import Item, ItemKind, Language, Span
from bot.words import passage
from tests.reading import read

QUOTE, THREE, PREDICTION = ItemKind.QUOTE, ItemKind.THREE, ItemKind.PREDICTION
PIER = (
    "# 桟橋の市\n\n市は夜明けに始まり、昼には片づく。"
    "店主の梶ミナトさんは「朝の客は早口だ。昼の客はよく笑う」と話す。隣の店では「安い」と「うまい」の札が並ぶ。"
    "\n\n## 冬の客\n\n冬の客は少ない。"
    "それでも梶さんは「来ない日も店は開ける」と言う。\n「雪の日は客の足音でわかる」とも話した。\n"
)
MILL = (
    "# The mill\n\nThe old mill grinds twice a week. “The stones decide the pace,” says Orla Venn, "
    "“and we only listen.” Her brother keeps the books. “Flour goes first. Rent comes later,” he adds.\n"
)


def split(text: str, language: Language) -> SplitText:
    found = read(text, language)
    return SplitText(text, [one.spans for one in found.sentences], set(found.adjoining), language)


def item(text: SplitText, kind: ItemKind, words: str, *, spoken: bool = False) -> Item:
    start = text.text.index(words)
    return Item(1, 1, kind, 0, words, ((start, start + len(words)),), spoken=spoken)


def read_so(text: SplitText, spans: tuple[Span, ...]) -> str:
    return passage(text.text, spans)


def changed(text: SplitText, one: Item) -> dict[Extent, str]:
    return {extent: read_so(text, spans) for extent, spans in text.extents(one).items()}


def test_a_sentence_with_quotation_marks_offers_the_words_in_each_pair_as_a_quotation() -> None:
    text = split(PIER, Language.JA)
    offered = text.choices(QUOTE, range(3))
    assert [(one.position, one.text, one.spoken) for one in offered] == [
        (0, "市は夜明けに始まり、昼には片づく。", True),
        (1, "朝の客は早口だ。昼の客はよく笑う", False),
        (2, "安い", False),
        (2, "うまい", False),
    ]
    assert all(read_so(text, one.spans) == one.text for one in offered)
    english = [one.text for one in split(MILL, Language.EN).choices(QUOTE, range(4))]
    assert "The stones decide the pace," in english
    assert "and we only listen." in english


def test_for_anything_but_a_quotation_the_whole_sentence_is_offered() -> None:
    text = split(PIER, Language.JA)
    for kind in (PREDICTION, THREE):
        (offered,) = text.choices(kind, [1])
        assert (offered.text[:5], offered.text[-3:], offered.spoken) == ("店主の梶ミ", "話す。", False)


def test_a_page_beyond_the_last_sentence_offers_nothing() -> None:
    assert split(PIER, Language.JA).choices(QUOTE, range(90, 100)) == []


def test_of_very_many_quoted_words_the_longest_are_offered_in_their_order() -> None:
    words = [f"札{'の' * (n % 7)}{n}番" for n in range(40)]
    text = split("棚には" + "".join(f"「{one}」" for one in words) + "が並ぶ。", Language.JA)
    offered = [one.text for one in text.choices(QUOTE, [0])]
    assert len(offered) == MOST_CHOICES
    assert offered == [one for one in words if one in offered]
    assert min(map(len, offered)) >= max(len(one) for one in words if one not in offered)


def test_a_quotation_is_lengthened_by_words_in_quotation_marks_only() -> None:
    text = split(PIER, Language.JA)
    said = item(text, QUOTE, "来ない日も店は開ける")
    assert changed(text, said) == {Extent.AFTER: "来ない日も店は開ける雪の日は客の足音でわかる"}, (
        "what stands before it is not said by anybody"
    )
    two = split(MILL, Language.EN)
    first = item(two, QUOTE, "The stones decide the pace,")
    assert changed(two, first)[Extent.AFTER] == "The stones decide the pace, and we only listen."


def test_a_quotation_of_two_sentences_is_cut_between_them() -> None:
    text = split(PIER, Language.JA)
    found = changed(text, item(text, QUOTE, "朝の客は早口だ。昼の客はよく笑う"))
    assert found[Extent.NOT_FIRST] == "昼の客はよく笑う"
    assert found[Extent.NOT_LAST] == "朝の客は早口だ。"
    english = split(MILL, Language.EN)
    found = changed(english, item(english, QUOTE, "Flour goes first. Rent comes later,"))
    assert found[Extent.NOT_FIRST] == "Rent comes later,"


def test_a_sentence_under_another_heading_is_never_joined() -> None:
    text = split(PIER, Language.JA)
    last = item(text, THREE, "隣の店では「安い」と「うまい」の札が並ぶ。")
    assert Extent.AFTER not in changed(text, last)
    first = item(text, THREE, "冬の客は少ない。")
    assert Extent.BEFORE not in changed(text, first)
    assert changed(text, first)[Extent.AFTER].startswith("冬の客は少ない。それでも梶さんは")


def test_what_was_joined_can_be_cut_back_to_what_it_was() -> None:
    text = split(PIER, Language.JA)
    one = item(text, PREDICTION, "冬の客は少ない。")
    longer = replace(one, spans=text.extents(one)[Extent.AFTER])
    assert read_so(text, text.extents(longer)[Extent.NOT_LAST]) == "冬の客は少ない。"


def test_speech_without_quotation_marks_is_lengthened_by_whole_sentences() -> None:
    text = split("# 対談\n\n朝は港にいます。昼は畑に出ます。夜は本を読みます。", Language.JA)
    middle = item(text, QUOTE, "昼は畑に出ます。", spoken=True)
    assert changed(text, middle) == {
        Extent.BEFORE: "朝は港にいます。昼は畑に出ます。",
        Extent.AFTER: "昼は畑に出ます。夜は本を読みます。",
    }


def test_words_that_stand_in_no_sentence_can_not_be_changed() -> None:
    text = split(PIER, Language.JA)
    assert text.extents(item(text, THREE, "冬の客\n")) == {}


NEXT = (
    "# 灯台\n\n## 春\n\n灯台は春に塗り直される。塗料は白が選ばれる。しかし、それは高い。足場は町が貸す。\n\n"
    "## 秋\n\n秋には灯が早くともる。当番は三人いる。\n"
)


@pytest.mark.parametrize(
    ("kind", "now", "best"),
    [
        (ItemKind.SECTION, "灯台は春に塗り直される。", "塗料は白が選ばれる。"),
        (ItemKind.SECTION, "塗料は白が選ばれる。", "足場は町が貸す。"),
        (ItemKind.SECTION, "足場は町が貸す。", "しかし、それは高い。"),  # which leans on another
        (ItemKind.SECTION, "しかし、それは高い。", None),
        (ItemKind.LINE, "足場は町が貸す。", "秋には灯が早くともる。"),
    ],
)
def test_the_next_best_stands_alone_and_is_the_nearest_in_its_section(
    kind: ItemKind, now: str, best: str | None
) -> None:
    text = split(NEXT, Language.JA)
    root = item(text, kind, "灯台は春に塗り直される。")
    found = text.next_best(root, item(text, kind, now), {root.spans})
    assert (found.text if found else None) == best


def test_the_next_best_is_none_of_those_that_are_shown_already() -> None:
    text = split(NEXT, Language.JA)
    root, shown = (item(text, THREE, words) for words in ("灯台は春に塗り直される。", "塗料は白が選ばれる。"))
    found = text.next_best(root, root, {root.spans, shown.spans})
    assert found is not None
    assert found.text == "足場は町が貸す。"


def test_after_the_last_sentence_of_a_section_come_those_before_the_first() -> None:
    text = split(NEXT, Language.JA)
    root = item(text, ItemKind.SECTION, "足場は町が貸す。")
    found = text.next_best(root, root, {root.spans})
    assert found is not None
    assert found.text == "塗料は白が選ばれる。"
