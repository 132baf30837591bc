"""Titles of pages, without the names of their sites and whole."""

from __future__ import annotations

import pytest

from bot.extract.page import extract

BODY = (
    "<article>"
    + "<p>The keeper of the lighthouse lit the new lamp on Monday while the town watched.</p>" * 12
)


def title(head: str, body: str = "", site: str = "Harbor Post") -> str | None:
    named = f'<meta property="og:site_name" content="{site}">'
    return extract(f"<html><head>{named}{head}</head><body>{body}{BODY}").metadata.title


@pytest.mark.parametrize(
    "end", [" | Harbor Post", " - Harbor Post", "：Harbor Post", " (Harbor Post)", " – harbor post"]
)
@pytest.mark.parametrize(
    "words",
    [
        "MRSA-9 closes the wards",
        "24/7 boats from spring",
        "Anne-Marie Lund resigns",
        "ケイト・ルンドが語る灯台",
        "速報：灯台が消える",
        "Lamp lit - town watches",
        "Lamp lit: the town watches",
        "What is next? Part 1/2",
        "灯台-海の目",
    ],
)
def test_a_title_is_cut_at_the_name_of_the_site_only(words: str, end: str) -> None:
    assert title(f"<title>{words}{end}</title>") == words
    assert title(f'<title>Home</title><meta property="og:title" content="{words}{end}">') == words
    assert title(f"<title>{words}{end}</title>", "<h1>Harbor Post</h1><h2>Boats</h2>") == words


@pytest.mark.parametrize(
    ("whole", "wanted"),
    [
        ("The lamp is lit again | Town | Harbor Post", "The lamp is lit again"),
        ("Live | The lamp is lit again | Harbor Post", "Live | The lamp is lit again"),
        ("Harbor Post | The lamp is lit again", "The lamp is lit again"),
        ("The Harbor Post-it scandal", "The Harbor Post-it scandal"),
        ("Harbor Post-it notes are back", "Harbor Post-it notes are back"),
    ],
)
def test_a_section_goes_with_the_site_where_the_title_is_longer(whole: str, wanted: str) -> None:
    assert title(f"<title>{whole}</title>") == wanted


@pytest.mark.parametrize(
    ("site", "whole"), [("ルンド", "ケイト・ルンド"), ("9", "MRSA-9"), ("7", "Open 24/7")]
)
def test_the_name_of_a_site_inside_a_word_stays(site: str, whole: str) -> None:
    assert title(f"<title>{whole}</title>", site=site) == whole


@pytest.mark.parametrize(
    "generic", ["Home", "HOME | Harbor Post", "Harbor Post", "harbor  post", "トップページ", "Untitled", ""]
)
def test_what_any_page_is_called_is_no_title(generic: str) -> None:
    assert title(f"<title>{generic}</title>", "<h1>The lamp is lit</h1>") == "The lamp is lit"
    assert title(f"<title>{generic}</title>", "<h1>Harbor Post</h1>") is None
    assert (
        title(f"<title>{generic}</title>", "<h1>Harbor Post</h1><h1>The lamp is lit</h1>")
        == "The lamp is lit"
    )


def test_the_title_of_an_icon_is_no_title() -> None:
    icon = "<svg><title>Magnifying glass</title><desc>An icon</desc></svg>"
    assert title("", f"{icon}<h1>{icon}The lamp is lit</h1>") == "The lamp is lit"
    assert title("<title>The lamp is lit</title>", f"<h1>{icon}</h1>") == "The lamp is lit"


def test_a_heading_is_the_title_only_where_it_ends_at_a_separator() -> None:
    assert title("<title>灯台の話を聞く夜</title>", "<h1>灯台の話</h1>") == "灯台の話を聞く夜"
    assert (
        title("<title>The lamp is lit · Town news</title>", "<h1>The lamp is lit</h1>") == "The lamp is lit"
    )
