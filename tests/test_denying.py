"""A line may deny what its sentences deny and nothing else, and may not say the opposite of what they say."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citing import check
from bot.denying import Statement
from bot.model import Language
from tests.ask.material import FOLDER, articles

LEAST_KEPT = 0.95
"""Of the faithful lines; what is unsure is dropped."""


def agree(line: str, sentence: str) -> bool:
    return Statement(sentence).bears_out(Statement(line))


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("The pier is safe.", "The pier is not safe."),
        ("The pier is safe.", "The pier isn’t safe."),
        ("The pier is safe.", "The pier is no longer safe."),
        ("The pier is safe.", "The pier was never really safe."),
        ("The pier is safe.", "The pier is unsafe."),
        ("The pier is safe.", "The pier is hardly safe."),
        ("The pier is safe.", "It is wrong that the pier is safe."),
        ("The boat has an engine.", "The boat has no engine."),
        ("The boat sails with an engine.", "The boat sails without an engine."),
        ("The boat reached the pier.", "The boat failed to reach the pier."),
        ("The boat reached the pier.", "Neither boat reached the pier."),
        ("The storm harmed the boat.", "The boat was harmless in the storm."),
        ("The wall holds the sea.", "The wall keeps the sea from holding."),
        ("The pier is open, but the bridge is closed.", "The pier is closed."),
        ("Revenue rose, while passengers fell.", "Passengers rose."),
        ("Of all boats, more came in the morning.", "Of all boats, fewer came in the morning."),
        ("They voted against the pier.", "They voted for the pier."),
        ("桟橋は安全だ。", "桟橋は安全ではない。"),
        ("桟橋は安全だ。", "桟橋は安全でなかった。"),
        ("桟橋は安全です。", "桟橋は安全ではありません。"),
        ("船は桟橋に着いた。", "船は桟橋に着かなかった。"),
        ("船は桟橋に着いて、客が降りた。", "船は桟橋に着かず、客が降りた。"),
        ("船は桟橋に着いて客が降りた。", "船は桟橋に着かないまま客が降りた。"),
        ("補助で船を出した。", "補助なしで船を出した。"),
        ("利用が可能だ。", "利用が不可能だ。"),
        ("港は完成した。", "港は未完成だ。"),
        ("船は人のためのものだ。", "船は人のためのものでは無い。"),
        ("運転手が1人しかいない。", "運転手が1人もいない。"),
        ("乗客が増えた。", "乗客が減った。"),
        ("住民は計画に反対した。", "住民は計画に賛成した。"),
        ("橋は上流に架ける。", "橋は下流に架ける。"),
    ],
)
def test_what_is_turned_around_is_not_borne_out_in_either_direction(sentence: str, turned: str) -> None:
    assert agree(sentence, sentence)
    assert agree(turned, turned)
    assert not agree(turned, sentence)
    assert not agree(sentence, turned)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("The pier is not safe, because it is old.", "Because it is old, the pier isn’t safe."),
        ("The club does not have a boat.", "The club has no boat."),
        ("The club is closed, and it does not yet have a boat.", "The club has no boat yet."),
        ("It is not a weakness, but a quarrel of clocks.", "It is a quarrel of clocks, not a weakness."),
        ("The pier that was not safe was torn down in May.", "In May, the pier was torn down."),
        ("Not only the pier is safe.", "The pier is safe."),
        ("Buses no. 5 and 8 stop here.", "Bus 5 stops here."),
        ("桟橋は安全ではない。", "桟橋は安全ではありません。"),
        ("船は着かず、客は降りなかった。", "客は降りなかった。"),
        ("橋ではなく、船が要る。", "船が要る。"),
        ("運転手が1人しかいない。", "運転手は1人だ。"),
        ("船を止めなければならない。", "船を止める必要がある。"),
        ("人が少ない。", "人が少ない。"),
        ("まず、船を出す。必ず戻るはずだ。", "船を出す。戻るはずだ。"),
        ("船をつないだまま待つ。", "船をつなぐ。"),
        ("間もなく船が出る。", "船が出る。"),
        ("船は出るかもしれない。", "船が出るかもしれません。"),
    ],
)
def test_what_says_the_same_is_borne_out(sentence: str, line: str) -> None:
    assert agree(line, sentence)


OPPOSITES = {
    "The boats had {} in May.": """
        risen/fallen more/fewer at_most/at_least most/fewest high/low after/before above/below many/few
        early/late earlier/later earliest/latest opened/closed won/lost bought/sold accepted/rejected
        supported/opposed best/worst better/worse large/small long/short fast/slow heavier/lighter
        cheap/expensive strong/weak easy/difficult safe/dangerous profits/losses succeeded/failed
        north/south east/west on_the_left_of/on_the_right_of upper/lower young/old first/last
        begun/ended new/old inside/outside inner/outer deep/shallow wide/narrow thick/thin warm/cold wet/dry
        rich/poor in_the_summer_of/in_the_winter_of by_morning/by_evening
    """,
    "船は{}港を見た。": """
        増える/減る 上がる/下がる 多い/少ない 高い/低い 高い/安い 強い/弱い 広い/狭い 長い/短い
        早い/遅い 重い/軽い 深い/浅い 厚い/薄い 近い/遠い 大きい/小さい 明るい/暗い 新しい/古い
        勝った/敗れた 売った/買った 開いた/閉じた 始まる/終わる 続ける/やめる 好きな/嫌いな
        見やすい/見にくい 直前に/直後に 賛成の/反対の 可決した/否決した 許可の/禁止の 成功の/失敗の
        黒字の/赤字の 利益の/損失の 改善の/悪化の 拡大の/縮小の 最高の/最低の 最大の/最小の
        最多の/最少の 最長の/最短の 以上の/未満の 午前の/午後の 上流の/下流の 北の/南の 東の/西の
        左の/右の 有料の/無料の 必要な/不要な 便利な/不便な 有利な/不利な 有効な/無効な 安全な/危険な
        簡単な/困難な 得意な/苦手な 安心な/不安な 正しい/間違った 肯定の/否定の 暑い/寒い 熱い/冷たい
        太い/細い 若い/老いた 湿った/乾いた 夏の/冬の 朝の/夕の 昼の/夜の
    """,
}


@pytest.mark.parametrize(
    ("frame", "pair"), [(frame, pair) for frame, pairs in OPPOSITES.items() for pair in pairs.split()]
)
def test_the_opposite_is_not_borne_out_in_either_direction(frame: str, pair: str) -> None:
    one, other = (frame.format(word.replace("_", " ")) for word in pair.split("/"))
    assert agree(one, one)
    assert agree(other, other)
    assert not agree(one, other)
    assert not agree(other, one)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Most boats came in May.", "Boats came in May, at least ten."),
        ("The tide was low at the school.", "The tide came to the high school."),
        ("It was built before 1911 and honors Hale.", "It was built and named after Hale."),
        ("Many boats came.", "Quite a few boats came."),
        ("Over the road stands a new bridge.", "The road has a new bridge under construction."),
        ("The pier opened at the station.", "The pier is close to the station."),
        ("The wall supports the roof.", "The wall and the roof stand against the wind."),
        ("The lamp is bright in heavy rain.", "In rain the lamp is a light."),
        ("The plan was simple for the crew.", "The crew worked hard for the plan."),
        ("The harbor made a profit in May.", "The harbor saw a loss of fish in May."),
        ("Her pump failed in May.", "Hale succeeded her in May."),
        ("The crew left in May.", "The crew had a right in May."),
        ("Hale, a young keeper, is 12.", "Hale, a keeper, is 12 years old."),
        ("The first boat sailed in May.", "A boat sailed in May last year."),
        ("The race started at the pier.", "The race was at the west end, by the pier."),
        ("The bus started at the pier.", "The pier has a bus stop."),
        ("人口の減った町で田中氏が語った。", "町で増田氏が語った。"),
        ("値段が下がったと田中氏が語った。", "田中氏が立ち上がって語った。"),
        ("船が多く港に来た。", "船が少なくとも3隻、港に来た。"),
        ("短い話を市長が語った。", "市長か副市長が語った。"),
        ("低い木が並ぶ。", "高さ5メートルの木が並ぶ。"),
        ("船が遠くの港から来た。", "港から100人近くが来た。"),
        ("敗れた田中氏が語った。", "田中氏が勝手に語った。"),
        ("客が本を買った。", "客が売り場で本を見た。"),
        ("工場が閉鎖された。", "工場が開発された。"),
        ("船を止めた。", "船の手続きをした。"),
        ("好きな船に乗る。", "機嫌よく船に乗る。"),
        ("最後に田中氏が語った。", "田中氏の名前は出た。"),
        ("住民は橋に賛成した。", "住民は橋の反対側に住む。"),
        ("最高の船に乗る。", "最低限の船に乗る。"),
        ("南の町で敗れた。", "町で敗北した。"),
        ("西の町から東京へ行く。", "町から東京へ行く。"),
    ],
)
def test_a_word_that_only_sometimes_says_the_opposite_is_told_apart(sentence: str, line: str) -> None:
    assert agree(line, sentence)


@pytest.mark.parametrize(
    ("sentences", "line"),
    [
        ("The pier is safe.\nThe bridge is not safe.", "The pier is not safe."),
        ("The pier is safe.\nThe bridge is not safe.", "The bridge is safe."),
        ("桟橋は安全だ。\n橋は安全ではない。", "桟橋は安全ではない。"),
        ("桟橋は安全だ。\n橋は安全ではない。", "橋は安全だ。"),
        ("市は橋を残すが駅は残さない。", "市は橋を残さない。"),
        ("客が足りない日は船が出ない。", "客が足りる日は船が出ない。"),
        ("水温が影響しないわけではない。", "水温が影響しないわけだ。"),
    ],
)
def test_what_is_denied_of_another_thing_is_told_apart(sentences: str, line: str) -> None:
    assert not agree(line, sentences)


def test_a_denial_of_what_the_sentence_does_not_speak_of_is_unsure() -> None:
    assert not agree("There is no lighthouse.", "The pier is safe.")
    assert not agree("灯台はない。", "桟橋は安全だ。")


@dataclass(frozen=True)
class Source:
    article: str
    cites: list[str]
    faithful: list[str]
    turned: list[str]


def sources(language: Language) -> list[Source]:
    file = FOLDER / "lines" / f"{language}.toml"
    return [Source(**row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["source"]]


def kept(source: Source, lines: list[str]) -> list[str]:
    cited = list(range(1, len(source.cites) + 1))
    return [line for line in lines if check(f"{line} {cited}", source.cites).lines]


def test_lines_that_turn_around_what_is_said_are_dropped_and_faithful_ones_kept(language: Language) -> None:
    faithful = [(kept(source, source.faithful), source.faithful) for source in sources(language)]
    assert [line for source in sources(language) for line in kept(source, source.turned)] == []
    assert sum(len(some) for some, _ in faithful) >= LEAST_KEPT * sum(len(every) for _, every in faithful)


def test_their_sentences_are_those_of_the_articles(language: Language) -> None:
    texts = {name: " ".join(text.split()) for name, text in articles().items()}
    for source in sources(language):
        assert all(sentence in texts[source.article] for sentence in source.cites), source.article


TEXT = st.text(
    st.sampled_from("ab cnot'’ un,.; whichlessmore 港は安全でないずなかった不可能上下、。が\n"), max_size=90
)


@given(TEXT, TEXT)
def test_any_two_texts_are_compared(line: str, sentence: str) -> None:
    assert agree(line, sentence) in (True, False)


@given(
    st.lists(st.sampled_from(["the pier is safe", "no boat came", "港は閉じた", "船は着かない"]), max_size=4)
)
def test_a_text_bears_out_itself(clauses: list[str]) -> None:
    text = "\n".join(dict.fromkeys(clauses))
    assert agree(text, text)
