"""Context, More before and More after as people press them."""

from __future__ import annotations

from bot.model import ItemKind, Language
from tests.conftest import World, answer, buttons, said

TEXT = """# 港の図書室だより

港の図書室は古い。

## 夜の図書室

窓から海が見える。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。席は40ある。

| 曜日 | 席 |
|------|----|
| 月曜 | 40 |

席は夏に増える。飲み物もある。

## 本の森

本は2万冊ある。船の本が多い。
"""


def disabled(world: World, shown: object, key: str) -> bool:
    label = world.texts.say(Language.JA, key)
    (button,) = (one for one in buttons(answer(shown)) if one["label"] == label)  # type: ignore[arg-type]
    return bool(button.get("disabled"))


async def test_more_before_and_after_go_on_across_headings_in_the_same_message(world: World) -> None:
    world.speak(Language.JA)
    await world.bot.library.articles.add(TEXT, world.guild.id)
    quote = await world.slash(world.member, "quote", article="港の図書室")
    shown = await world.click(world.member, quote, "button-context")
    own = "**館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。**"
    label = world.texts.say(Language.JA, "context-label")
    assert said(shown).startswith(f"{label}\n窓から海が見える。\n{own}\n席は40ある。\n\n")
    more = await world.click(world.member, shown, "button-more-before")
    assert answer(more).id == answer(shown).id
    assert said(more).startswith(
        f"{label}\n港の図書室は古い。\n\n__夜の図書室__\n窓から海が見える。\n{own}\n席は40ある。\n\n"
    )
    assert disabled(world, more, "button-more-before"), "here the article begins"
    await world.restart()
    more = await world.click(world.member, more, "button-more-after")
    assert (
        f"{own}\n席は40ある。\n…\n席は夏に増える。\n飲み物もある。\n\n__本の森__\n本は2万冊ある。\n\n"
        in said(more)
    )
    assert not disabled(world, more, "button-more-after")
    more = await world.click(world.member, more, "button-more-after")
    assert "本は2万冊ある。\n船の本が多い。\n\n" in said(more)
    assert [one["label"] for one in buttons(answer(more))] == ["カード"], "all of it is shown"


async def test_more_ends_where_a_message_is_full_and_a_search_has_it_too(world: World) -> None:
    world.speak(Language.JA)
    text = "".join(f"{n}日目は{'とても' * 30}晴れていた。" for n in range(60))
    await world.bot.library.articles.add(f"# 灯台\n\n{text}", world.guild.id)
    found = await world.slash(world.member, "search", words="30日目")
    shown = await world.member.click(answer(found), label="1")
    for _ in range(4):
        shown = await world.click(world.member, shown, "button-more-after")
        assert "**30日目は" in said(shown)
    assert disabled(world, shown, "button-more-after")
    assert 1_300 < len(said(shown)) < 1_600


async def test_several_passages_and_forged_ids_show_no_more_than_fits_and_change_no_public_message(
    world: World,
) -> None:
    world.speak(Language.JA)
    article = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    summary = await world.slash(world.member, "summary", article=f"#{article.id}")
    context = await world.click(world.member, summary, "button-context")
    assert buttons(answer(context)) == []
    _, three = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.THREE)
    stored = world.env.backend.get_message(answer(summary).channel_id, answer(summary).id)
    public = said(summary)
    for state in (",".join(str(item.id) for item in three), str(three[0].id)):
        custom_id = f"context:{state}:999:999"
        stored.components[0]["components"][0]["custom_id"] = custom_id
        await world.env.advance_time(60)
        pressed = await world.member.click(answer(summary), custom_id=custom_id)
        assert answer(pressed).ephemeral
        assert answer(pressed).id != answer(summary).id
    assert said(summary) == public
