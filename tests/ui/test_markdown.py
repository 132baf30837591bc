"""Markdown: whatever strangers write is shown to the letter, and the only links are the bot's own."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.model import Language
from bot.texts import Texts
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.words import INVISIBLE, plain
from tests.ui.discord_markdown import letters, links, structure
from tests.ui.every_embed import Words, every_embed

OURS = "https://example.org/a__b**c"
SYNTAX = (
    "**", "*", "__", "_", "~~", "||", "`", "```", "\\", "[", "]", "(", ")", "<", ">", "|", "!", "# ", "-# ",
    "- ", "+ ", "1. ", "> ", ">>> ", ":", "@", "@everyone", "@here", "<@1>", "<@&2>", "<#3>",
    "<:x:4>", "<t:5:R>", "</a:6>", "<id:guide>", ":smile:", ":+1::skin-tone-2:", "https://", "//", "http", "https://evil.test/",
    "https://evil.test/**", "[a](https://evil.test)", "](https://evil.test)", "<https://evil.test>",
    "steam://evil", "\u200b", "\u202e",
)  # fmt: skip
written = st.lists(
    st.sampled_from([*SYNTAX, " ", "a", "word", "あ", "。", "7"]), min_size=1, max_size=14
).map("".join)
lines = written.map(lambda text: plain(text)[:30].strip() or "…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** __u__ ~~s~~ ||spoiler||", r"\*\*bold\*\* \_\_u\_\_ \~\~s\~\~ \|\|spoiler\|\|"),
        ("[a](http://x.test) [b](http://y.test)", r"\[a\](http\://x.test) \[b\](http\://y.test)"),
        ("<@1> <#2> <:x:3> </y:4> <t:5>", r"\<\@1\> \<#2\> \<\:x:3\> \</y:4\> \<t:5\>"),
        ("@everyone at 8:30, :smile:", r"\@everyone at 8:30, \:smile:"),
        ("# heading\n> quote\n- list\n1. first", "\\# heading\n\\> quote\n\\- list\n1\\. first"),
        ("https://x.test/a_b_c と _強調_", r"https\://x.test/a\_b\_c と \_強調\_"),
        ("a\u202eb\u200bc\u0000d", "abcd"),
        ("`code` \\*", r"\`code\` \\\*"),
    ],
)
def test_text_is_shown_to_the_letter(text: str, shown: str) -> None:
    assert escaped(text, 200) == shown


@settings(max_examples=1_000)
@given(written)
def test_nothing_that_is_written_becomes_markdown(text: str) -> None:
    text = text.strip()
    shown = escaped(text, 400)
    assert set(structure(shown)) <= {"paragraph_open", "paragraph_close"}
    assert letters(shown).replace(" ", "") == INVISIBLE.sub("", text).replace(" ", "").replace("\n", "")


@given(written, st.integers(10, 60))
def test_escapes_count_where_a_text_is_clipped(text: str, length: int) -> None:
    for tail in (False, True):
        assert len(escaped(text, length, tail=tail)) <= length
    if len(escaped(text, 1_000)) <= length:
        assert "…" not in escaped(text, length).replace("…", "", text.count("…"))


AS_MANY_AS_FIT = {"digest", "posts of the week"}
"""Embeds of as many lines as fit: escaped, a text takes more room."""


def _made_of(language: Language, words: Words) -> dict[str, list[list[str]]]:
    """The structure of each embed's title, description and fields."""
    made = {}
    for what, embed in every_embed(Renderer(Texts(), language), words):
        texts = [embed.title, embed.description, *(field.value for field in embed.fields)]
        made[what] = [structure(text or "") for text in texts]
        if what in AS_MANY_AS_FIT:
            made[what] = [sorted(set(kinds)) for kinds in made[what]]
        for text in texts:
            for address in links(text or ""):
                assert address == OURS or address.startswith("https://discord.com/channels/"), what
    return made


@settings(max_examples=12)  # each is in all embeds of both languages
@given(name=lines, sentence=lines)
@example(name="**a https://evil.test/** b", sentence="a https://evil.test/** b")
@example(name="a](https://evil.test) [b", sentence="[a](https://evil.test)")
@example(name="Ann (Holt](https://evil.test)", sentence="「https://evil.test/」")
def test_no_embed_has_other_links_formatting_or_mentions_than_with_plain_words(
    name: str, sentence: str
) -> None:
    for language in Language:
        marks = ((0, 1), (2, 3)) if len(sentence) > 2 else ()
        made = _made_of(language, Words(name, sentence, OURS, marks))
        assert made == _made_of(language, Words("x" * len(name), "x" * len(sentence), OURS, marks))


def test_the_parser_of_these_tests_sees_all_that_discord_would_make_of_a_text() -> None:
    for text, kind in {
        "**a https://x.test/** b**": "strong_open",
        "a __b__": "underline_open",
        "a *b*": "italic_open",
        "a _b_": "italic_open",
        "~~a~~": "strike_open",
        "||a||": "spoiler_open",
        "`a`": "code_inline",
        "```\na\n```": "fence",
        "# a": "heading_open",
        "-# a": "subtext_open",
        "- a": "bullet_list_open",
        "1. a": "ordered_list_open",
        "> a": "blockquote_open",
        "[a](https://x.test)": "link_open https://x.test",
        "a https://x.test/_b_ c": "link_open https://x.test/_b_",
        "<https://x.test>": "link_open",
        "@everyone": "mention_open",
        "<@1>": "mention_open",
        "<t:1>": "timestamp_open",
        "<:a:1>": "emoji_open",
        ":a:": "emoji_open",
        "</a:1>": "command_open",
    }.items():
        assert kind in structure(text), text
