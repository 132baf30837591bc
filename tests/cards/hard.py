"""Twenty quotations that are hard to set, and why."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from bot.cards import Card, Shape
from bot.cards.layout import lay_out
from bot.cards.painting import paint_card
from bot.model import Language, Theme

FOLDER = Path(__file__).parent / "pictures"
JA, EN = Language.JA, Language.EN
WIDE, SQUARE = Shape.WIDE, Shape.SQUARE
LIGHT, DARK = Theme.LIGHT, Theme.DARK


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
        Card("空だ", None, "窓のない部屋の話", None, JA, WIDE, LIGHT),
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
            LIGHT,
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
            DARK,
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
            DARK,
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
            LIGHT,
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
            LIGHT,
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
            LIGHT,
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
            DARK,
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
            LIGHT,
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
            DARK,
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
            LIGHT,
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
            DARK,
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
            LIGHT,
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
            DARK,
            vertical=True,
        ),
    ),
    Hard(
        "vertical-short",
        "A few words in one column, larger than in several: the source must not tower over them.",
        Card("春が来た。", "山田", "短い話", "example.jp", JA, WIDE, LIGHT, vertical=True),
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
            DARK,
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
            LIGHT,
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
            DARK,
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
            LIGHT,
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
            DARK,
        ),
    ),
]


def small(png: bytes) -> Image.Image:
    """Return a picture as it is approved: at a third of its size, in sixteen grays."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    picture = picture.resize((picture.width // 3, picture.height // 3), Image.Resampling.BOX)
    return picture.point([grey // 17 * 17 for grey in range(256)])


def make(hard: Hard) -> Image.Image:
    """Return its picture as it is drawn now, in the size of the approved ones."""
    return small(paint_card(lay_out(hard.card), hard.card.theme))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the largest difference in gray (0 to 255) of any ten by ten pixels; 255 if the sizes differ.

    An em of the words is twice as large as a place, or more. What versions of FreeType do to the edges of a
    character changes a place by less than 4; a character that moved by half its size, by more than 12.
    """
    if one.size != other.size:
        return 255.0
    places = (one.width // 10, one.height // 10)
    apart = ImageChops.difference(
        *(each.convert("L").resize(places, Image.Resampling.BOX) for each in (one, other))
    )
    return float(apart.getextrema()[1])  # type: ignore[arg-type]
