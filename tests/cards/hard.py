"""Twenty quotations that are hard to set, and why."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards import Card, Shape
from bot.model import Language, Theme

JA, EN = Language.JA, Language.EN
WIDE, SQUARE = Shape.WIDE, Shape.SQUARE
PAPER, NIGHT = Theme.PAPER, Theme.NIGHT


@dataclass(frozen=True)
class Hard:
    """A named card, and what is hard about it."""

    name: str
    hard: str
    card: Card


HARD = [
    Hard(
        "two-characters",
        "So short that size and place alone make the picture; nobody is named, and there is no site.",
        Card("空だ", None, "窓のない部屋の話", None, JA, WIDE, PAPER),
    ),
    Hard(
        "no-orphan",
        "The greedy break leaves one character for the last line.",
        Card(
            "毎朝ひとつだけ、知らない言葉に会いに行くのです",
            "水野はるか",
            "言葉の散歩",
            "example.org",
            JA,
            WIDE,
            PAPER,
        ),
    ),
    Hard(
        "small-kana",
        "Small kana, long-vowel marks and iteration marks where lines want to begin.",
        Card(
            "ちょっとずつ、じっくりと、ゆっくりやっていこうと言われて、ほっとしましたっけ。人々のサポーターって、そういうものですよねぇ。",
            "ショーン・ヴィッキー",
            "キャッチボールのように学ぶ",
            "example.jp",
            JA,
            SQUARE,
            NIGHT,
        ),
    ),
    Hard(
        "stops-at-the-edge",
        "Commas and full stops that fall just beyond the measure and must hang.",
        Card(
            "朝は暗いうちに起き出して、昼は木かげの本を読みます。夜には星の名を覚えて眠り、それで満ち足りています。",
            "旅の記録係",
            "歩く人の手帳",
            "example.org",
            JA,
            SQUARE,
            NIGHT,
        ),
    ),
    Hard(
        "brackets-in-brackets",
        "Brackets beside brackets and stops: blanks don’t add up; kinds take turns, a title keeps its own.",
        Card(
            "祖母は『近道』を読み、「（急がば）『回れ』」と言った。「本当に？」「もちろん」。私は、「そうか」と答えた。",
            "語り手（仮名）",
            "「聞き書き」という仕事",
            "example.org",
            JA,
            SQUARE,
            PAPER,
        ),
    ),
    Hard(
        "mixed-scripts",
        "Latin words, figures with units and a name with a hyphen, none of which may be broken.",
        Card(
            "2031年までに、MOF-5のような結晶を1,200 kgつくる。"
            "New HorizonsのチームはそれをPhase 2と呼んでいます。",
            "Dr. Iida",
            "材料科学の10年",
            "science.example.com",
            JA,
            WIDE,
            PAPER,
        ),
    ),
    Hard(
        "long-katakana",
        "Katakana words that a line must not cut in two.",
        Card(
            "コンピューターサイエンティストとデータエンジニアリングマネージャーが、プロトタイピングワークショップで出会った。",
            "カタカナ研究会",
            "カタカナ語のくらし",
            "example.jp",
            JA,
            SQUARE,
            PAPER,
        ),
    ),
    Hard(
        "dashes-and-dots",
        "Double dashes and dots that must touch, and a wave dash.",
        Card(
            "もし、あの日――雪の降る朝だった――手紙が届かなかったら……いや、やめておこう。朝〜昼の汽車は出たのだから。",
            "車掌",
            "冬の時刻表",
            "example.org",
            JA,
            WIDE,
            NIGHT,
        ),
    ),
    Hard(
        "almost-too-long",
        "As much as a card can carry, still to be read on a phone.",
        Card(
            "この町では、古い橋を直すたびに、子どもたちが石をひとつずつ運びます。重い石でなくてもよいのです。大切なのは、"
            "自分の運んだ石がどこにあるかを知っていること、そして大人になって橋を渡るときに、足もとの石の名前を思い出せることです。",
            "橋守の会",
            "石の名前を覚える町：川と暮らす人々の百年と、これからの百年のための小さな手引き、そのほかの話",
            "a-rather-long-name.example.org",
            JA,
            WIDE,
            PAPER,
        ),
    ),
    Hard(
        "emoji",
        "Emoji, joined and coloured, that no typeface has: left out without a trace; the note is there.",
        Card(
            "今日も歌おう♪🎶 みんなで👩‍👩‍👧‍👦手をつないで👍🏽✨",
            "合唱部",
            "放課後の音楽室🎹",
            "example.org",
            JA,
            SQUARE,
            NIGHT,
        ),
    ),
    Hard(
        "vertical-brackets",
        "Vertical forms of brackets, stops, small kana and the long-vowel mark.",
        Card(
            "「ラーメン」を、ゆっくり食べる。（急がない。）それが、うちの店の、たったひとつの約束です。",
            "店主",
            "路地裏のカウンター",
            "example.jp",
            JA,
            SQUARE,
            PAPER,
            vertical=True,
        ),
    ),
    Hard(
        "vertical-figures",
        "One to four figures, typed narrow or wide, per cent, and the pair !? in vertical lines.",
        Card(
            "2024年9月１２日、参加率は85%。なんと3倍になったんですよ!? 5年前は28人、いまは１０４人です。",
            "町内会長",
            "第7回 朝の体操100日",
            "example.jp",
            JA,
            SQUARE,
            NIGHT,
            vertical=True,
        ),
    ),
    Hard(
        "vertical-latin",
        "Latin words turned, capitals upright, and the gap between the scripts, in vertical lines.",
        Card(
            "AIの論文はarXivで読み、GPT-4, BERTやmachine learningの話をする。そんなNASA帰りの先生でした。",
            "Mia Kurokawa",
            "Open Scienceの教室",
            "example.com",
            JA,
            WIDE,
            PAPER,
            vertical=True,
        ),
    ),
    Hard(
        "vertical-dashes",
        "Dashes (of both codes), dots, wave dashes and Western quotation marks in vertical lines.",
        Card(
            "答えは──たぶん――“待つこと”……なのだろう。春〜夏の川は、ただ待っていれば澄んでくる。",
            "川番",
            "澄む川・濁る川：観察ノート",
            "example.jp",
            JA,
            WIDE,
            NIGHT,
            vertical=True,
        ),
    ),
    Hard(
        "vertical-short",
        "A few words in one column, larger than in several: the source must not tower over them.",
        Card("春が来た。", "山田", "短い話", "example.jp", JA, WIDE, PAPER, vertical=True),
    ),
    Hard(
        "vertical-part",
        "A part of what was said, a long speaker and a long title beside the columns.",
        Card(
            "地図を描く人は、道に迷った人の話をいちばん熱心に聞かなければなりません。",
            "地図制作者組合 相談役・測量士 高梨みちる",
            "迷子のための地図：消えた道と新しい道をめぐる長い対話、その記録と解説",
            "maps.example.co.jp",
            JA,
            SQUARE,
            NIGHT,
            vertical=True,
            excerpt_label="抜粋",
        ),
    ),
    Hard(
        "english-straight-quotes",
        "Straight quotation marks and apostrophes, three deep, and a typed dash; the first mark hangs.",
        Card(
            "'Slow' isn't an insult -- my teacher's line was \"don't rush, "
            "just 'feel' the rock 'n' roll,\" and she'd wait.",
            "Ines O'Dell",
            'Notes on "slow" music',
            "example.org",
            EN,
            WIDE,
            PAPER,
        ),
    ),
    Hard(
        "english-widow",
        "The greedy break leaves one word for the last line; and a dash inside a word-like pair.",
        Card(
            "Nobody remembers the whole map—only the one corner where they got lost and somebody waited.",
            "Tomas Avery",
            "Wayfinding",
            "example.org",
            EN,
            SQUARE,
            NIGHT,
        ),
    ),
    Hard(
        "english-long-words",
        "Words nearly as long as a line, and hyphens where one may break; a part of what was said.",
        Card(
            "Counterrevolutionary bread-and-butter arguments about internationalization are incomprehensibly "
            "well-intentioned misunderstandings.",
            None,
            "Extraordinarily uncharacteristic responsibilities, "
            "and what became of every single one of them in the end",
            "dictionaries.example.net",
            EN,
            SQUARE,
            PAPER,
            excerpt_label="Excerpt",
        ),
    ),
    Hard(
        "english-accents-kerning",
        "Accents, ligature pairs, figures and pairs of letters that show missing kerning: AV, To, Wa, P.",
        Card(
            "To Väinö, AVA wasn’t a robot: £3.50 at L’Été café, a final fjord waltz, and 1,024 “Yes, P.”s.",
            "Zoë Ångström",
            "Waffles, Tea & AV Theory",
            "éte.example",
            EN,
            WIDE,
            NIGHT,
        ),
    ),
]
