"""What the tests of a guild's own articles share."""

from __future__ import annotations

from typing import Any

from simcord.results import InteractionResult

from tests.conftest import World

TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""


async def add(
    world: World, text: str | bytes = TEXT, name: str = "tayori.md", **options: Any
) -> InteractionResult:
    data = text if isinstance(text, bytes) else text.encode()
    return await world.slash(world.admin, "article add", file=(name, data), **options)
