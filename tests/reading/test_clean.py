"""Boilerplate and promotion are removed, and the article is kept."""

import pytest

from tests.reading import read

JAPANESE = """カバー画像

山小屋の一年をまとめました

こんにちは、タケシです。

一年前まで借金だらけだった僕ですが、副業の教材に出会って人生が変わりました。

今では毎月40万円くらいの利益が出ていて、好きな場所で暮らしています。

くわしい方法はこちらで書いています、どうぞ↓

https://example.com/kyouzai

それでは本題に入ります。

山小屋は六月に開き、十月に閉じる。客の多くは七月に来る。

山小屋の水

水は沢から引いている。夏の終わりには沢が細くなり、水を節約しなければならない。

スポンサーリンク

小屋番の島田さんは「水がなければ何もできない」と話した。

今なら無料の体験登山に申し込めます。詳しくはこちら→ https://example.com/trial

いかがでしたか？

それではまた！

関連記事

・山で稼ぐ方法
"""

ENGLISH = """A year in the mountain hut

Hi everyone, welcome back to my blog!

I earned $3,000 last month with my affiliate course, and you can join it for free here.

Okay, let's dive in.

The hut opens in June and closes in October. Most of its guests arrive in July.

ADVERTISEMENT

Water comes from a small stream behind the hut.
By late summer the stream is thin, and every guest has to save water.

As an Amazon Associate I earn from qualifying purchases.

Use code HUT10 for 10% off your first order today.

If you enjoyed this post, please share it with your friends and subscribe to my newsletter!

Related posts

10 huts I love
"""


@pytest.mark.parametrize(
    "banned",
    [
        "カバー画像",
        "タケシ",
        "借金",
        "40万円",
        "どうぞ",
        "本題",
        "スポンサー",
        "無料",
        "いかがでしたか",
        "それではまた",
        "稼ぐ",
        "example.com",
    ],
)
def test_japanese_promotion_and_boilerplate_are_removed(banned: str) -> None:
    assert banned not in read(JAPANESE).body


@pytest.mark.parametrize(
    "kept",
    [
        "山小屋は六月に開き、十月に閉じる。",
        "水は沢から引いている。",
        "水を節約しなければならない。",
        "水がなければ何もできない",
        "山小屋の水",
    ],
)
def test_the_japanese_article_itself_is_kept(kept: str) -> None:
    assert kept in read(JAPANESE).body


@pytest.mark.parametrize(
    "banned",
    ["welcome", "3,000", "dive", "ADVERTISEMENT", "Amazon", "HUT10", "newsletter", "Related", "10 huts"],
)
def test_english_promotion_and_boilerplate_are_removed(banned: str) -> None:
    assert banned not in read(ENGLISH).body


@pytest.mark.parametrize(
    "kept", ["The hut opens in June and closes in October.", "every guest has to save water."]
)
def test_the_english_article_itself_is_kept(kept: str) -> None:
    assert kept in read(ENGLISH).body


def test_nothing_removed_is_shown_anywhere_else() -> None:
    reading = read(JAPANESE)
    assert reading.summary is not None
    shown = [
        reading.summary.line,
        *reading.summary.three,
        *reading.sentences,
        *reading.quotes,
        *reading.predictions,
    ]
    assert not [passage.text for passage in shown if "僕" in passage.text or "無料" in passage.text]


def test_the_title_survives_the_boilerplate_before_it() -> None:
    assert read(JAPANESE).title == "山小屋の一年をまとめました"


def test_a_line_of_the_page_inside_a_broken_sentence_is_taken_out() -> None:
    reading = read("題名\n\n小屋番の島田さんは、\n\n広告\n\n「水がなければ何もできない」\n\nと話した。\n")
    assert [sentence.text for sentence in reading.sentences] == [
        "小屋番の島田さんは、「水がなければ何もできない」と話した。"
    ]


def test_an_article_about_subscriptions_is_not_taken_for_promotion() -> None:
    source = (
        "# Newspapers and their readers\n\nThe paper lost half of its subscribers in ten years. "
        "Its editors now offer a discount to students, and the number of readers has grown again. "
        "Free copies are still handed out at the station.\n"
    )
    assert len(read(source).sentences) == 3


def test_a_heading_goes_when_all_its_text_was_promotion() -> None:
    source = (
        "# 山の道具\n\n靴は足に合うものを選ぶ。\n\n## 講座のご案内\n\n"
        "無料の講座への登録はこちらから→ https://example.com/a\n\n## 雨具\n\n雨具は軽いものがよい。\n"
    )
    body = read(source).body
    assert "講座のご案内" not in body
    assert "雨具は軽いものがよい。" in body


def test_a_list_of_links_is_left_out() -> None:
    source = "# T\n\nThe hut opens in June.\n\n- [Another hut](https://example.org/a)\n- [A third](https://example.org/b)\n"
    assert "Another hut" not in read(source).body


def test_comments_and_fenced_code_are_not_sentences() -> None:
    text = (
        "# A title\n\nThe opening stands here alone.\n\n"
        "<!--\nTODO: the rival will be bankrupt by 2030.\n-->\n\n"
        "~~~\nprint('It will fail by 2031.')\n~~~\n\n"
        "The market will double by 2032. <!-- a note --> It grows.\n"
    )
    reading = read(text)
    assert [prediction.horizon for prediction in reading.predictions] == ["by 2032"]
    assert "TODO" not in reading.body
    assert not any("print" in sentence.text for sentence in reading.sentences)
    assert "It grows." in reading.body
    assert "arrow" in read("# T\n\nAn arrow <!-- that is no comment.\n\nThe end of it.\n").body
