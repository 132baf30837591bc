"""What the tests of reviews share."""

from __future__ import annotations

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import ItemKind, Language
from tests.conftest import World, said
from tests.panels import review_desk

OTHER = 2
QUOTE, PREDICTION = ItemKind.QUOTE, ItemKind.PREDICTION
TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。
利用者の灘ソウタさんは「仕事の帰りに寄れるのがうれしい」と語る。

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""


async def review(world: World, who: MemberActor | None = None) -> InteractionResult:
    """A guild with an article of its own, and its desk."""
    await world.slash(world.admin, "article add", file=("tayori.md", TEXT.encode()))
    return await review_desk(world, who or world.admin)


async def turn_to(
    world: World, on: InteractionResult, kind: ItemKind, words: str, who: MemberActor | None = None
) -> InteractionResult:
    """Turns pages until one says that of an item of this kind."""
    labels = [world.texts.say(language, f"review-{kind}") for language in Language]
    for _ in range(100):
        label, *rest = said(on).splitlines()
        if words in "".join(rest) and any(name in label for name in labels):
            return on
        on = await world.click(who or world.admin, on, "button-next")
    raise AssertionError(f"no page says {words}")


async def newest(world: World) -> int:
    return (await world.bot.library.articles.all(world.guild.id))[0].id
