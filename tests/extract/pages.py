"""Pages that hold what a test is about, between paragraphs that make an article of them."""

from __future__ import annotations

from bot.extract.page import extract
from bot.model import Document, DocumentBlock

BEFORE = {
    "en": "The reading room on the pier opened its doors on a grey morning, and the first visitors had walked"
    " over from the fish market with wet boots and a great deal of time.",
    "ja": "桟橋の読書室は曇った朝に扉を開き、最初の客は濡れた長靴のまま、魚市場から歩いてやって来た。",
}
AFTER = {
    "en": "Nobody counted the books that were lent on that first day, but the shelves beside the window stood"
    " half empty when the lamps were put out in the evening.",
    "ja": "初日に貸し出された本を数えた人はいなかったが、夕方に灯りが消えたとき、棚は半分ほど空いていた。",
}
MORE = {"en": 3, "ja": 5}


def article(inside: str, language: str = "en") -> Document:
    """Return the document of a page with `inside` in the middle of its article."""
    rest = f"<p>{AFTER[language]}</p>" * MORE[language]
    return extract(
        f"<!DOCTYPE html><html lang={language}><title>T</title><body><main>"
        f"<p>{BEFORE[language]}</p>{inside}{rest}</main></body></html>"
    )


def inside(html: str, language: str = "en") -> list[DocumentBlock]:
    """Return the blocks of what is in the middle of an article."""
    found = article(html, language).blocks
    filling = {BEFORE[language], AFTER[language], "T"}
    return [block for block in found if block.shown.text not in filling]


def texts(html: str, language: str = "en") -> list[str]:
    """Return the texts of these blocks."""
    return [block.shown.text for block in inside(html, language)]
