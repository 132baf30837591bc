"""What stands beside an article on its page is shown nowhere, and sentences that look like it stay."""

import pytest

from tests.reading import read

JAPANESE = {
    "a link with a sign": "▶関連記事：灯台を守る人たち",
    "a link with an arrow": "→ 灯台の話の続き",
    "a link with an emoji": "👉 灯台の地図（外部サイト）",
    "a note": "※灯台の数は昨年のものです。",
    "a warning": "⚠️ 灯台の債券を勧める記事ではありません。買うかどうかはご自身で。",
    "facts of an event": "日時：5月3日 14時\n会場：灯台記念館\n講師：浜田 仁（北浜組合）",
    "a caption": "夕日を浴びる灯台＝3日、北浜港で（江口りえ撮影）",
    "English buttons": "Command Palette\n\nSearch for a command to run...\n\n5 min read",
    "a credit in capitals": "VIDEO COURTESY OF NORTHPIER",
    "a mail address": "灯台係 浜田 hamada@lighthouse.example",
    "an advertisement in a box": ":::message\n灯台の掃除を承っております。見積もりは無料です。\n:::",
    "an invitation": "灯台の会にぜひ参加してみてください。",
    "a legal notice": "灯台の債券の情報は、情報提供のみを目的としています。",
    "the terms of use": "当会は灯台の事故について一切の責任を負いません。",
    "the next article": "次回は灯台守の一日をお送りする予定です。",
    "members only": "灯台の写真は会員の方のみご覧になれます。",
    "an announcement": "今回は、灯台の歴史と役目を三つに分けてお届けします！",
    "an announcement in the plain style": "本稿では、灯台の歴史を整理し、役目を考察する。",
    "a promise to the reader": "この記事を読めば、灯台の役目がわかります。",
    "what one learns": "この記事でわかること\n\n- 灯台の役目\n- 灯台の歴史",
    "a calendar of articles": "この記事は灯台アドベントカレンダーの9日目の記事です。",
    "a template's command": '{{< lighthouse "灯台" >}}',
}
ENGLISH = {
    "a link with an arrow": "→ Read more: How the lighthouse was built",
    "an invitation to a letter": "Sign up to the Lighthouse Brief for news in your inbox",
    "a question that sells": "Hungry for more?\n\nLuckily for you, we deliver. Subscribe to our blog today.",
    "a mail that confirms": "A confirmation email from the lighthouse is on its way to you.",
    "a pointer to another page": "Read the transcript of the lighthouse talk here.",
    "a reminder": "Be sure to check out the lighthouse page.",
    "who wrote it": "Reporting by Ann Light; Additional reporting by Lee Moss; Editing by Bo Reed",
    "who helped": "-- SNN's Ann Light and Lee Moss contributed to this report.",
    "how to reach the author": "Ann Light can be reached at ann@light.example.",
    "a credit": "Courtesy of Lighthouse News",
    "a credit below a stroke": "lighthouse99\n/\nGetty Images/iStockphoto",
    "a banner": "We use cookies to make the lighthouse better for you.",
    "a menu": "Search for a command to run\n\nToggle dark mode\n\n4 min read",
    "facts of an event": "Speakers: Ann Light, Lee Moss\nVenue: Lighthouse Hall",
    "an announcement": "Here are five things to know about the lighthouse:",
    "an announcement with we": "In this guide, we’ll walk through the lighthouse.",
    "the author's own views": "The views expressed here about the lighthouse are those of the author.",
    "where it came from": "This article first appeared in the Lighthouse Gazette.",
}


@pytest.mark.parametrize("kind", JAPANESE)
def test_what_stands_beside_a_japanese_article_is_shown_nowhere(kind: str) -> None:
    above, below = "漁船が三隻ふえた。港はにぎわっている。", "来年は四隻になる見込みだ。漁師もふえた。"
    reading = read(f"{above}\n\n{JAPANESE[kind]}\n\n{below}\n")
    assert (reading.title, reading.body) == (None, f"{above}\n\n{below}")


@pytest.mark.parametrize("kind", ENGLISH)
def test_what_stands_beside_an_english_article_is_shown_nowhere(kind: str) -> None:
    above, below = "Ships are back this spring.", "The pier will be finished in May. It has steel."
    reading = read(f"{above}\n\n{ENGLISH[kind]}\n\n{below}\n")
    assert (reading.title, reading.body) == (None, f"{above}\n\n{below}")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("港の組合は新しい桟橋を公開した。（浜口健、江口りえ）", "港の組合は新しい桟橋を公開した。"),
        ("【北浜＝江口りえ】港の組合は新しい桟橋を公開した。", "港の組合は新しい桟橋を公開した。"),
        ("［北浜 ３日 ロイター］ - 港の組合は新しい桟橋を公開した。", "港の組合は新しい桟橋を公開した。"),
        ("港の組合は新しい桟橋を公開した。※写真は昨年のもの", "港の組合は新しい桟橋を公開した。"),
        ("港の組合は新しい桟橋を公開した。【北浜浜口健、東岬江口りえ】", "港の組合は新しい桟橋を公開した。"),
        ("NORTHPIER, Maine (Newswire) - The council opened a new pier.", "The council opened a new pier."),
        ("Northpier (AFP) – The council opened a new pier.", "The council opened a new pier."),
        (
            "OSLO — The council opened a new pier on Monday after years of debate about it.",
            "The council opened a new pier on Monday after years of debate about it.",
        ),
        ("The council opened a new pier on Monday.—JW", "The council opened a new pier on Monday."),
        ("The council opened a new pier. (Reporting by Ann Light)", "The council opened a new pier."),
    ],
)
def test_a_sentence_is_shown_without_its_dateline_and_its_byline(line: str, sentence: str) -> None:
    assert [found.text for found in read(line + "\n").sentences] == [sentence]


def test_a_link_between_two_lines_is_glued_to_neither() -> None:
    reading = read("名札より作品が名刺になる。\n👉 関連記事:灯台の話\n来年は船が四隻になる。\nそれでよい。\n")
    assert "来年は船が四隻になる。" in [sentence.text for sentence in reading.sentences]


def test_who_greets_goes_with_the_greeting() -> None:
    body = read("はじめまして！みなと通信の編集をしている浜田です。船が三隻ふえた。\n").body
    assert body == "船が三隻ふえた。"
    assert read("Hello everyone! I'm Ann from Northpier. Ships are back this spring.\n").body == (
        "Ships are back this spring."
    )


def test_a_list_of_predictions_keeps_the_horizon_of_its_announcement() -> None:
    reading = read(
        "# Ships\n\nShips are back this spring.\n\nHere are my predictions for the harbour by 2031:\n\n"
        "- The town will build two more piers.\n- Herring will be rare.\n\nThat is the plan.\n"
    )
    assert [prediction.horizon for prediction in reading.predictions] == ["by 2031", "by 2031"]
    assert "Here are" not in reading.body


@pytest.mark.parametrize(
    "sentence",
    [
        "この記事は世界中で紹介された。",
        "今回は五人が応募した。",
        "今日は首相が対策を説明する。",
        "次回の会合は三月に開く。",
        "組合は便りを廃止し、会費を千円に上げた。",
        "アプリには検索とメニューがある。",
        "ぜひ使ってほしいと開発者は話す。",
        "会場は満員になり、参加者は四十人だった。",
        "会社は一切の責任を負わないと述べた。",
        "The newsletter has a million readers.",
        "Readers sign up because it is short.",
        "Getty Images makes money from licenses.",
        "The server sends a confirmation email to new members.",
        "Millions tune in to watch the race.",
        "In this report, we find that ships are old.",
        "Here is why the plan failed: nobody paid.",
        "Reporting by fishermen showed that stocks fell.",
        "Past performance of the ship was poor.",
    ],
)
def test_a_sentence_about_such_things_stays(sentence: str) -> None:
    assert sentence in [found.text for found in read(f"{sentence}\n").sentences]
