"""Match the phrases of a Japanese sentence that name whoever speaks, around a quotation and behind it."""

from __future__ import annotations

import re

from bot.reading.names_ja import NOUN

_NAME = r"(?P<noun>[一-龥々ぁ-んァ-ヴー・＝=A-Za-z.'’ ]{2,30}?)"
_MODIFIER = r"(?:[^。、「」はがを]{1,40}の)?"
_TO = r"^(?:など)?と[、,]?"
# 」（船大工の水野さん）。 and 」――水野彩（船大工）
SIGNED_IN_BRACKETS = re.compile(r"^[。]?\s?[（(](?P<noun>[^（）()「」。]{2,40})[)）][。]?$")
SIGNED = re.compile(rf"^[。]?\s*(?:[—―–─-]|ー){{1,2}}\s*{_NAME}\s?(?:[（(、,／/][^。「」]{{0,60}})?[。]?$")
# A line of its own below a quotation: 水野彩（船大工）; without brackets it may be the label of what follows.
SIGNED_BELOW = re.compile(rf"{_NAME}\s?(?P<added>[（(][^（）()。「」]{{1,40}}[)）])?")
# そう切り出したのは水野さんだ。
CLEFT_BEHIND = re.compile(
    rf"(?:そう|こう)[^。、「」はが]{{1,20}}のは[、,]?(?:[^。「」はが]{{0,40}}[のた、])?{NOUN}(?:だ|です|で|。|$)"
)
# これは水野さんの言葉だ。
WORDS_ARE_OF = re.compile(
    rf"(?:[^。、「」はがを]{{1,30}}の)?{NOUN}の(?P<words>[^。、「」はがを]{{1,8}}?)(?:だ|です|で|。)"
)
# 」と話すのは漁師の水野さんだ; 」と笑う水野さん; 」と水野さん。
CLEFT = re.compile(
    rf"{_TO}[^。、「」]{{1,20}}?のは[、,]?(?:[^。「」]{{0,40}}[のた、])?{NOUN}(?:だ|です|で|。|$)"
)
ATTRIBUTIVE = re.compile(
    rf"{_TO}(?P<verb>(?:[^。、「」はが]|がら){{1,16}}?[るたうくすむぶぐつぬ])[、]?{_MODIFIER}{NOUN}"
)
VERBLESS = re.compile(rf"{_TO}{_MODIFIER}{NOUN}(?:[。、]|$)")
BETWEEN = re.compile(rf"{_TO}(?:[^。、「」を]{{0,40}}(?:で|に|へ|から|の)[、,]?)?")
PREDICATE = re.compile("[るたい](?:一方|後|上|際|こと|とき|時|の|ところ)")
# 」という水野さんの言葉
OWNED = re.compile(rf"^(?:など)?と(?:の|は|いう|する)[、,]?{NOUN}の(?P<words>[^。、「」はがを]{{1,8}})")
TOLD = re.compile(rf"{_TO}(?:{_MODIFIER}{NOUN}(?:に|から))?(?P<verb>[^。、「」は]{{1,16}})")
TELLER = re.compile(rf"{NOUN}(?:に|から)(?:は|も)?[、,]?(?:[^。「」、はがを]{{0,10}}[、,])?$")
FROM = re.compile(rf"{NOUN}(?:から|より)(?:は|も)?[、,]?$")
ASKED = re.compile(rf"{NOUN}に(?P<verb>[^。「」、]{{0,14}})(?:と|たら|れば)[、,]?$")
ASKED_BEFORE = re.compile(rf"{NOUN}に(?P<verb>[^。「」、]{{2,14}})。$")
LABEL = re.compile(rf"{_NAME}(?:[（(][^（）()]{{0,30}}[)）])?\s?[:：]?")
ACCORDING = re.compile(rf"{NOUN}(?:の[一-龥ぁ-ん]{{1,4}})?(?:に(?:よると|よれば)|いわく|曰く)")
NEW_SENTENCE = re.compile("[一-龥々ァ-ヴA-Za-z]")
NAMED_BEHIND = re.compile(
    rf"[ぁ-ん]{{0,6}}?(?:のは)?[、,]?(?:[^。「」はがを]{{0,40}}[のた、])?{NOUN}(?:だ|です|で|。|は|が|$)"
)
# 始めたのは司書の水野彩さん（38）。 and 港で働く水野彩さん（38）。
INTRODUCED = re.compile(rf"のは[、,]?(?:[^。、「」]{{0,30}}の)?{NOUN}(?:だ|です|で|。|$)")
NOMINAL = re.compile(rf"[のただむぶるうく、]{NOUN}。$")
WORDS_OF = re.compile(rf"{NOUN}の$")
REMARK_OF = re.compile(rf"{NOUN}の(?P<words>[^。、「」はがを]{{1,8}})[、:：]?\s?$")
# 水野さんから大谷さんへの問い：
ASKER = re.compile(rf"{NOUN}から[^。、「」]{{1,20}}への[^。、「」]{{0,8}}[:：]?\s?$")
# Between a subject and the quotation: nothing but an adverbial, or a clause with a subject of its own.
ADVERBIAL = re.compile(
    r"(?:[^。、「」]{0,14}(?:で|に|へ|から|まで|ながら|て)[、,]?|[、,])?(?:[^。、「」]{0,6}[、,])?"
)
SWITCH = re.compile(r"[るたいうくすむ](?:と|が|ので|ため|のに|のを|こと|から)|れば|たら")
JOINT = re.compile(r"(?:[一-龥ァ-ヴーA-Za-z]|さん|[)）])(?:と|や)$")
OUTER = re.compile(rf"{NOUN}(?:は|が|も)、$")
PLAIN_NAME = re.compile(
    r"[一-龥々]{2,5}|[A-Z][A-Za-z.'’]{0,24}(?: [A-Z][A-Za-z.'’]{0,24}){0,3}"
    r"|[ァ-ヴー]{1,20}(?:・[ァ-ヴー]{1,20}){1,4}"
)
BRACKET = re.compile(r"^[（(][^（）()]{0,30}[)）]")
# What tells which man is meant: 港の男性, 水野さんの母.
OWNER = re.compile(
    r"(?:^|[^一-龥々ァ-ヴー・A-Za-z0-9のん])((?:[一-龥々ァ-ヴー・A-Za-z0-9]{1,16}(?:さん)?の){1,3})$"
)
