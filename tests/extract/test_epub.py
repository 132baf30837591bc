"""What is read of a book in EPUB 2 and 3, and what stays behind."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import UserError
from bot.extract.epub import extract_epub
from bot.model.document import BlockKind, Document
from tests.books import archive, book_files, epub, page
from tests.odd_epubs import encrypted

ONE = "<p>It was a bright cold day in April, and the clocks of the harbor were striking thirteen.</p>"
TWO = "<p>Nobody at the harbor wondered at that, since the harbor’s clocks had been wrong for years.</p>"
CHAPTERS = {
    "one.xhtml": page(f"<h1>Chapter One</h1><h2>The Clocks</h2>{ONE}"),
    "two.xhtml": page(f"<h1>II. Years</h1>{TWO}"),
}
NAMES = [(0, "Chapter One: The Clocks", "one.xhtml"), (0, "Years", "two.xhtml")]


def shown(document: Document) -> list[tuple[str, str]]:
    """The blocks: `#` and so on for headings, and their texts."""
    return [("#" * block.level, block.shown.text) for block in document.blocks]


def words(document: Document) -> str:
    return " ".join(block.shown.text for block in document.blocks)


@pytest.mark.parametrize("version", [2, 3])
def test_chapters_begin_with_what_the_table_of_contents_calls_them(version: int) -> None:
    document = extract_epub(epub(CHAPTERS, names=NAMES, version=version))
    assert shown(document) == [
        ("#", "A Book"),
        ("##", "Chapter One: The Clocks"),
        ("", ONE[3:-4]),
        ("##", "II. Years"),
        ("", TWO[3:-4]),
    ]
    for block in document.blocks:
        offsets = block.shown.offsets
        assert document.source[offsets[0] : offsets[-1] + 1] == block.shown.text


def test_a_place_inside_a_text_has_its_name_and_its_depth() -> None:
    text = page(
        f"<p>Part One</p><div><h2 id='a'>1</h2>{ONE}<h2><a id='b'/>2</h2>{TWO}<h3>A Walk</h3>{ONE}</div>"
    )
    names = [(0, "Part One", "one.xhtml"), (1, "1", "one.xhtml#a"), (1, "2", "one.xhtml#b")]
    headings = [one for one in shown(extract_epub(epub({"one.xhtml": text}, names=names))) if one[0]]
    assert headings == [("#", "A Book"), ("##", "Part One"), ("###", "1"), ("###", "2"), ("####", "A Walk")]


def test_a_chapter_without_a_heading_gets_its_name() -> None:
    document = extract_epub(epub({"one.xhtml": page(ONE + TWO)}, names=[(0, "The Clocks", "one.xhtml")]))
    assert shown(document)[1] == ("##", "The Clocks")


def test_headings_stand_below_the_title_where_there_is_no_table_of_contents() -> None:
    levels = [level for level, _ in shown(extract_epub(epub(CHAPTERS))) if level]
    assert levels == ["#", "##", "###", "##"]


def test_texts_are_read_in_the_order_of_the_spine() -> None:
    spine = '<itemref idref="t1"/><itemref idref="t0" linear="yes"/>'
    found = words(extract_epub(epub(CHAPTERS, spine=spine)))
    assert found.index("Nobody") < found.index("bright")


def test_what_says_of_itself_what_it_is_says_it_of_the_article() -> None:
    metadata = (
        '<dc:title id="t">港の<!-- x -->時計</dc:title><dc:creator id="a">三崎ハルカ</dc:creator>'
        '<dc:creator id="b">沖田ミナ</dc:creator><meta refines="#b" property="role">trl</meta>'
        "<dc:publisher>港出版</dc:publisher><dc:date>2024-05-06T00:00:00Z</dc:date><dc:language>ja-JP</dc:language>"
    )
    about = extract_epub(epub(CHAPTERS, metadata=metadata)).metadata
    assert (about.title, about.author, about.publisher) == ("港の時計", "三崎ハルカ", "港出版")
    assert (about.date, about.language, about.translated, about.url) == (date(2024, 5, 6), "ja", True, None)
    people = '<dc:creator opf:role="trl">A</dc:creator><dc:creator opf:role="aut">B</dc:creator>'
    older = f"<dc:title>X</dc:title>{people}"
    about = extract_epub(epub(CHAPTERS, version=2, metadata=older)).metadata
    assert (about.author, about.translated) == ("B", True)


def test_dates_of_the_file_and_what_a_program_wrote_for_nobody_are_left_out() -> None:
    metadata = (
        '<dc:title>Unknown</dc:title><dc:creator opf:role="aut">Unknown</dc:creator>'
        '<dc:date opf:event="conversion">2024-05-06</dc:date>'
        '<dc:date opf:event="modification">2024-05-07</dc:date>'
    )
    about = extract_epub(epub(CHAPTERS, version=2, metadata=metadata)).metadata
    assert (about.title, about.author, about.date) == (None, None, None)
    metadata += '<dc:date opf:event="publication">2019-01-02</dc:date>'
    assert extract_epub(epub(CHAPTERS, version=2, metadata=metadata)).metadata.date == date(2019, 1, 2)


@pytest.mark.parametrize(
    "note",
    [
        '<aside epub:type="footnote" id="n1"><p>Note one.</p></aside>',
        '<section epub:type="endnotes"><ol><li id="n1">Note one.</li></ol></section>',
        '<div role="doc-footnote" id="n1"><p>Note one.</p></div>',
        '<div class="footnotes"><p id="n1">Note one.</p></div>',
        '<p id="n1"><a href="#r1">1</a> Note one.</p>',
        '<p><a id="n1"/>[1] Note one.</p>',
    ],
)
@pytest.mark.parametrize(
    "call",
    [
        '<a epub:type="noteref" href="#n1" id="r1">1</a>',
        '<sup><a href="#n1" id="r1">1</a></sup>',
        '<a href="#n1" id="r1"><sup>1</sup></a>',
        '<a href="#n1" id="r1">[1]</a>',
    ],
)
def test_notes_and_their_numbers_stay_behind(note: str, call: str) -> None:
    found = words(extract_epub(epub({"one.xhtml": page(f"<p>The clocks{call} struck.</p>{ONE}{TWO}{note}")})))
    assert "The clocks struck." in found
    assert "Note one" not in found


def test_notes_in_a_text_of_their_own_stay_behind() -> None:
    texts = {
        "one.xhtml": page(f'<p>The clocks<a href="notes.xhtml#n1">1</a> struck.</p>{ONE}{TWO}'),
        "notes.xhtml": page('<p id="n1"><a href="one.xhtml#r">1</a> Note one.</p>'),
    }
    assert "Note one" not in words(extract_epub(epub(texts)))
    texts["notes.xhtml"] = page("<p>1. Note one.</p>", ' epub:type="backmatter rearnotes"')
    assert "Note one" not in words(extract_epub(epub(texts)))


def test_a_number_at_the_beginning_of_a_paragraph_is_no_note() -> None:
    text = page(f'<p id="v1"><a href="#v1">1</a> In the beginning there was a harbor.</p>{ONE}{TWO}')
    assert "In the beginning" in words(extract_epub(epub({"one.xhtml": text})))


def test_readings_beside_characters_are_left_out_and_pictures_of_characters_told() -> None:
    body = (
        "<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の時計は、"
        "<img class='gaiji' alt='髙' src='a.png'/>さんが直すまで、"
        "何年も狂ったままだった。だれも気にしなかった。</p>"
    )
    found = words(extract_epub(epub({"one.xhtml": page(body * 5)})))
    assert "港の時計は、髙さんが直すまで" in found
    assert "みなと" not in found


def test_covers_contents_indexes_and_page_breaks_stay_behind() -> None:
    links = "".join(f'<p><a href="one.xhtml#{n}">Chapter {n}</a></p>' for n in range(9))
    texts = {
        "cover.xhtml": page("<p>The best book of the year!</p>", ' epub:type="cover"'),
        "contents.xhtml": page(f"<p>Overview</p>{links}"),
        "one.xhtml": page(ONE.replace("April", "A<span epub:type='pagebreak'>123</span>pril") + TWO),
        "index.xhtml": page("<section epub:type='index'><p>April, 1</p></section>"),
        "more.xhtml": page("<p>Also by this author.</p>"),
    }
    spine = "".join(
        f'<itemref idref="t{n}"{" linear=" + chr(34) + "no" + chr(34) if n == 4 else ""}/>' for n in range(5)
    )
    found = words(extract_epub(epub(texts, spine=spine)))
    assert found == f"A Book {ONE[3:-4]} {TWO[3:-4]}"


def test_what_the_guide_or_the_landmarks_call_a_cover_or_notes_stays_behind() -> None:
    texts = {**CHAPTERS, "x.xhtml": page("<p>Printed on paper from the harbor.</p>")}
    for kind in ("copyright-page", "notes", "cover"):
        files = book_files(texts, version=2)
        guide = f'</spine><guide><reference type="{kind}" href="x.xhtml"/></guide>'
        files["OEBPS/book.opf"] = str(files["OEBPS/book.opf"]).replace("</spine>", guide)
        assert "Printed" not in words(extract_epub(archive(files)))
        files = book_files(texts)
        link = f'<ol><li><a epub:type="{kind}" href="x.xhtml">X</a></li></ol>'
        files["OEBPS/nav.xhtml"] = page(f'<nav epub:type="landmarks">{link}</nav>')
        assert "Printed" not in words(extract_epub(archive(files)))
    assert "Printed" in words(extract_epub(epub(texts)))


def test_a_text_with_entities_of_its_own_and_an_archive_without_end_are_refused() -> None:
    text = (
        '<!DOCTYPE html [<!ENTITY said "Nobody said so.">]>'
        + page(f"<p>&said;</p>{ONE}{TWO}").partition("?>")[2]
    )
    with pytest.raises(UserError, match="book-broken"):
        extract_epub(epub({"one.xhtml": text}))
    files = {**book_files(CHAPTERS), **{f"OEBPS/{n}.png": b"" for n in range(10_001)}}
    with pytest.raises(UserError, match="reading-too-heavy"):
        extract_epub(archive(files))


def test_the_title_stands_once() -> None:
    texts = {"title.xhtml": page("<h1>A BOOK</h1><h1>A Book</h1>"), **CHAPTERS}
    assert [text for _, text in shown(extract_epub(epub(texts)))].count("A Book") == 1


def test_empty_elements_are_empty_and_html_entities_are_characters() -> None:
    text = page(f"<div/><p/><p>Tea &amp; caf&eacute;&nbsp;&mdash; &lt;here&gt;.<br/>Now.</p>{ONE}{TWO}")
    assert "Tea & café — <here>." in words(extract_epub(epub({"one.xhtml": text})))


def test_a_text_that_is_not_well_formed_is_read_as_browsers_do() -> None:
    text = page(f"<p>One & two<p>three <b>four{ONE}{TWO}")
    found = extract_epub(epub({"one.xhtml": text}))
    assert "One & two" in words(found)
    assert "clocks" in words(found)


def test_shift_jis_and_utf_16_are_read_as_they_declare() -> None:
    said = "港の時計は何年も前から狂っていたが、だれもそれを気にしなかった。" * 5
    for encoding in ("shift_jis", "utf-16"):
        data = page(f"<p>{said}</p>").replace("utf-8", encoding).encode(encoding)
        files = {**book_files({"one.xhtml": ""}), "OEBPS/one.xhtml": data}
        assert said in words(extract_epub(archive(files)))


def test_names_with_percent_signs_and_folders_above_lead_to_files() -> None:
    files = book_files({"one.xhtml": page(ONE + TWO)})
    package = str(files["OEBPS/book.opf"]).replace('href="one.xhtml"', 'href="../text/Kapitel%201.xhtml"')
    files |= {"OEBPS/book.opf": package, "text/Kapitel 1.xhtml": files.pop("OEBPS/one.xhtml")}
    assert "clocks" in words(extract_epub(archive(files)))


@pytest.mark.parametrize(
    "algorithm",
    [
        "http://www.idpf.org/2008/embedding",
        "http://ns.adobe.com/pdf/enc#RC",
        "http://itunes.apple.com/dataenc",
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
    ],
)
def test_a_font_that_is_made_unreadable_protects_no_text_but_a_text_is_protected(algorithm: str) -> None:
    files = book_files(CHAPTERS)
    font = {**files, "META-INF/encryption.xml": encrypted("OEBPS/fonts/a.otf", algorithm=algorithm)}
    assert "clocks" in words(extract_epub(archive(font)))
    for place in ("OEBPS/two.xhtml", "OEBPS/nav.xhtml", "OEBPS/book.opf"):
        text = {
            **files,
            "META-INF/encryption.xml": encrypted("OEBPS/fonts/a.otf", place, algorithm=algorithm),
        }
        with pytest.raises(UserError, match="book-protected"):
            extract_epub(archive(text))
    nothing_said = encrypted("").replace('<e:CipherReference URI=""/>', "")
    with pytest.raises(UserError, match="book-protected"):
        extract_epub(archive({**files, "META-INF/encryption.xml": nothing_said}))


def test_what_is_set_apart_keeps_its_kind() -> None:
    quoted = "<blockquote><p>Said by others.</p></blockquote>"
    body = f"<ol><li>First thing.</li></ol>{quoted}<pre>x = 1</pre>{ONE}{TWO}"
    kinds = {block.shown.text: block.kind for block in extract_epub(epub({"one.xhtml": page(body)})).blocks}
    assert kinds["First thing."] is BlockKind.LIST_ITEM
    assert kinds["Said by others."] is BlockKind.QUOTATION
    assert kinds["x = 1"] is BlockKind.CODE
