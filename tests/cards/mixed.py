"""Texts of many scripts, put together by chance but the same every time."""

from __future__ import annotations

import random

EMOJI = [
    *"😀🎉🍣🗻⚡⏰🈁🔰🫠🪿🩷",
    "❤️",
    "☀️",
    "✈️",
    "©️",
    "㊗️",
    "☎︎",
    "❤︎",
    "👍🏽",
    "🧑🏿‍🚀",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "❤️‍🔥",
    "👩🏻‍❤️‍💋‍👨🏾",
    "🐻‍❄️",
    "🙂‍↔️",
    "🇯🇵",
    "🇰🇷",
    "🇵🇱",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "1️⃣",
    "#️⃣",
]
JAPANESE = [
    "春はあけぼの",
    "ゆっくりやっていこうと言われて、ほっとしました",
    "葛󠄀城の神",
    "辻󠄀さんと渡邉󠄀さん",
    "𠮷野家で𩸽を食べる",
    "髙橋さんと﨑山さん",
    "𠮟られて剝がれた頰",
    "䲜と龘と鿆",
    "セ゚とか゚",
    "ますます〳〵増えて、人々は々と書く",
    "「いいえ」と『はい』のあいだ",
    "12月、AIの時代に104人",
]
SIMPLIFIED = [
    "学而时习之，不亦说乎？",
    "我们在这里等你们，已经等了很久了。",
    "他说：“慢慢来，比较快。”",
    "读书（特别是长文）需要时间",
    "《红楼梦》的开头；还有结尾！",
]
TRADITIONAL = [
    "我們在這裡說話，還沒有結束。",
    "「讀萬卷書，行萬里路」的意思",
    "臺灣的圖書館裡，誰都能慢慢讀。",
    "《紅樓夢》寫盡人間悲歡離合！",
    "佢哋喺度傾偈，𨋢壞咗。",
]
KOREAN = [
    "천천히 읽으면 오래 남는다.",
    "말 한마디로 천 냥 빚을 갚는다고 했습니다",
    "《훈민정음》은 1446년에 반포되었다.",
    "大韓民國은 민주공화국이다",
    "그는 “늦지 않았다”고 말했다.",
    "ᄒᆞᆫ글",
]
LATIN = [
    "Zażółć gęślą jaźń",
    "Árvíztűrő tükörfúrógép",
    "Příliš žluťoučký kůň",
    "Łódź, Kraków i Gdańsk",
    "Pijamalı hasta yağız şoföre çabucak güvendi",
    "Tiếng Việt rất đẹp",
    "Știință și răbdare",
    "Þetta er æðislegt",
    "l’été, ça va?",
    "x̂ and ȩ̌ stay whole",
    "plain words, too",
]
GREEK = [
    "Ἐν ἀρχῇ ἦν ὁ λόγος",
    "Πρώτα διάβασε αργά",
    "γνῶθι σεαυτόν",
    "Ὅμηρος",
]
CYRILLIC = [
    "Тише едешь — дальше будешь",
    "Їжак і ґава",
    "Љубав и мир",
    "Съешь же ещё этих мягких булок",
    "Қазақ тілі",
]
KINDS = [EMOJI, JAPANESE, SIMPLIFIED, TRADITIONAL, KOREAN, LATIN, GREEK, CYRILLIC]
UNSETTABLE = [
    "مرحبا",
    "שלום",
    "नमस्ते",
    "สวัสดี",
    "မြန်မာ",
    "\ue000",
    "𓀀",
    "\U0003fffd",
    "葛\U000e01e0",
    "神\ufe0e\ufe05",
    "🍣\u200d🎉",
]
_BETWEEN = ["", "", " ", " ", "、", "。", "，", "！", "？ ", ", ", ". ", "—", "…", "（", "）", " (", ") "]


def texts(count: int) -> list[str]:
    """Return texts of one to six pieces, each of any kind, with something between them or not."""
    chance = random.Random(19)
    found = []
    for _ in range(count):
        kinds = chance.sample(KINDS, chance.randint(1, 3))
        pieces = [chance.choice(chance.choice(kinds)) for _ in range(chance.randint(1, 6))]
        found.append("".join(piece + chance.choice(_BETWEEN) for piece in pieces))
    return found
