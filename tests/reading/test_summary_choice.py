"""Which sentences a summary is made of: those that say by themselves what the article is about."""

import pytest

from bot.model import Summary
from tests.reading import read

NET_JA = "三島の漁師たちは麻の網を編み、冬の湖で毎年二十トンの魚を取っている。"
NET_EN = "The fishermen of Lake Orsk weave hemp nets and catch twenty tons of fish each winter."


def summary(text: str) -> Summary:
    found = read(text).summary
    assert found is not None
    return found


@pytest.mark.parametrize(
    "weak",
    [
        "今回は三島の冬の湖で魚を取る漁師たちの麻の網と暮らしについてお届けします。",
        "三島の湖の冬の漁と麻の網について、漁師の堀田さんにお話を伺いました。",
        "この記事の三島の冬の湖と漁師の麻の網の魚の写真は去年の冬のものである。",
        "いつの間にか、冬の湖で漁師が取る魚と麻の網は三島で当たり前のものになった。",
        "三島の冬の湖で漁師が麻の網を使うのはいったいどうしてなのだろうか。",
    ],
)
def test_a_japanese_line_is_no_announcement_scene_or_question(weak: str) -> None:
    assert summary(weak + NET_JA).line.text == NET_JA


@pytest.mark.parametrize(
    "weak",
    [
        "In this article the fishermen of Lake Orsk weave hemp nets and catch 30 tons of fish.",
        "Imagine fishermen who weave hemp nets on Lake Orsk and catch twenty tons of fish each winter.",
        "We met fishermen who weave hemp nets on Lake Orsk and catch twenty tons of fish each winter.",
        "Caught by hand: The fishermen of Lake Orsk with hemp nets and twenty tons of fish each winter.",
        "(The fishermen of Lake Orsk weave hemp nets and catch more than twenty tons of fish each winter.)",
    ],
)
def test_an_english_line_is_no_announcement_scene_or_caption(weak: str) -> None:
    assert summary(f"{weak} {NET_EN}").line.text == NET_EN


@pytest.mark.parametrize(
    "dependent",
    [
        "そんな三島の漁師たちは麻の網を編み、冬の湖で毎年三十トンの魚を取っている。",
        "同組合によると、三島の漁師は麻の網を編み、冬の湖で毎年三十トンの魚を取る。",
        "前述の三島の漁師たちは麻の網を編み、冬の湖で毎年三十トンの魚を取っている。",
    ],
)
def test_a_japanese_line_needs_no_sentence_before_it(dependent: str) -> None:
    assert summary(dependent + NET_JA).line.text == NET_JA


@pytest.mark.parametrize(
    "dependent",
    [
        "On the lake in winter his crew weaves hemp nets and catches 30 tons of fish from Lake Orsk.",
        "By doing so the fishermen of Lake Orsk weave hemp nets and catch 30 tons of fish each winter.",
        "Some of them weave hemp nets on Lake Orsk and catch 30 tons of fish with fishermen each winter.",
    ],
)
def test_an_english_line_needs_no_sentence_before_it(dependent: str) -> None:
    assert summary(f"{dependent} {NET_EN}").line.text == NET_EN


def test_a_name_before_a_pronoun_is_what_it_stands_for() -> None:
    named = "Ida Moen says that her crew weaves hemp nets and catches 30 tons of fish from Lake Orsk."
    assert summary(f"The lake is cold and lies in the north. {named}").line.text == named


def test_the_opening_counts_less_where_it_says_nothing_of_the_title() -> None:
    opening = "Snow lies on every roof of the valley, and smoke climbs straight up from the chimneys."
    text = f"# The hemp nets of Lake Orsk\n\n{opening}\n\n{NET_EN}\n\nThe ice holds a horse until March."
    assert summary(text).line.text == NET_EN
    assert summary(text.replace("hemp nets of Lake Orsk", "roof of the valley")).line.text == opening


def test_three_lines_need_no_sentence_before_them() -> None:
    bare = [
        "The ice holds a loaded horse until late in March.",
        "Smoked perch sells well at the fair in Varn.",
    ]
    lines = [
        line.text
        for line in summary(
            f"{NET_EN} It lasts for 20 years if it is dried in the loft. {' '.join(bare)}"
        ).three
    ]
    assert lines == [NET_EN, *bare]


def test_the_first_person_is_no_fault_where_an_article_is_told_in_it() -> None:
    own = "I weave hemp nets with my sister and catch twenty tons of fish from Lake Orsk each winter."
    other = "Fishermen weave nets and catch fish from the lake each winter with a horse."
    reported = " ".join(
        f"The {day} boat left the pier before the sun came up." for day in ("red", "blue", "old")
    )
    told = " ".join(f"I left the {pier} before the sun came up." for pier in ("pier", "village", "harbor"))
    assert summary(f"{other} {own} {reported}").line.text == other
    assert summary(f"{other} {own} {told}").line.text == own


def test_three_lines_of_a_told_article_come_from_its_beginning_its_middle_and_its_end() -> None:
    three = [TOLD.index(line.text) * 3 // len(TOLD) for line in summary(" ".join(TOLD)).three]
    assert three == [0, 1, 2]


TOLD = [
    "I came to the lake with a borrowed sledge.",
    "My uncle lent me gloves, boots and a lamp.",
    "We slept beside the stove of an old school.",
    "I drilled holes before dawn until my arms hurt.",
    "My hooks froze and I lost eleven fat pike.",
    "We cooked soup from heads, bones and onions.",
    "I sold smoked perch at the market in Varn.",
    "My letters home grew shorter every single week.",
    "We left when geese returned and water rose.",
]


def test_three_lines_of_an_article_with_headings_come_from_three_sections() -> None:
    text = (
        "The lake lies high in the north and is frozen from November until the last days of March.\n\n"
        "The lake is deep in the north and is black from November until the last days of March.\n\n"
        "## Nets\n\nFishermen weave nets of hemp, which last for twenty years if they are dried.\n\n"
        "## Fish\n\nA kilo of winter perch sells for twice the price of what summer brings.\n"
    )
    lines = [line.text.split()[0] for line in summary(text).three]
    assert lines == ["The", "Fishermen", "A"]


def test_a_sentence_whose_quotation_mark_is_missing_is_chosen_last() -> None:
    open_mark = 'The fishermen of Lake Orsk weave nets and said: "We catch 30 tons of fish each winter.'
    assert summary(f"{open_mark} {NET_EN}").line.text == NET_EN


def test_what_the_conclusion_says_counts_more() -> None:
    sides = [
        f"The {side} ice of Lake Orsk carries horses, sledges and fishermen until March." for side in SIDES
    ]
    text = "## Ice\n\n{}\n\n## Conclusion\n\n{}\n"
    assert summary(text.format(*sides)).line.text == sides[1]
    assert summary(text.replace("Conclusion", "Water").format(*sides)).line.text == sides[0]


SIDES = ("northern", "southern")


def test_the_line_says_what_the_title_says() -> None:
    article = (
        "# The ferry stops in winter\n\n"
        "The sky was gray over the whole of the town that morning, and gulls sat on the roofs.\n\n"
        "A bakery on the square sold out of bread by nine, as it does on most days of the year.\n\n"
        "The ferry stops for the winter because ice closes the river in December.\n"
    )
    summary = read(article).summary
    assert summary is not None
    assert summary.line.text.startswith("The ferry stops")
