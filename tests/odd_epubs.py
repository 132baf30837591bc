"""EPUBs as many programs make them, and what has to become of each."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping

from tests.books import archive, book_files, epub, page
from tests.odd_files import Odd

EN = "<p>The clocks of the harbor had been wrong for years, and nobody wondered at it any more.</p>" * 2
JA = (
    "<p>港の時計は何年も前から狂っていたが、だれもそれを気にしなかった。船は荷を積み終えると港を出た。</p>"
    * 3
)
SAID = "nobody wondered at it any more"
SAID_JA = "だれもそれを気にしなかった"
ADOBE = (
    b'<fulfillmentToken fulfillmentType="buy" xmlns="http://ns.adobe.com/adept"><a>1</a></fulfillmentToken>'
)
READIUM = b'{"id":"1","encryption":{"profile":"http://readium.org/lcp/basic-profile"}}'


def odd_epubs() -> Iterator[Odd]:
    """Yield them all."""
    yield from _names()
    yield from _archives()
    yield from _packages()
    yield from _programs()
    yield from _japanese()
    yield from _pictures()
    yield from _protected()
    yield from _markup()


def one(body: str = EN, **more: object) -> dict[str, str | bytes]:
    """Return the files of a book of one text."""
    return book_files({"one.xhtml": page(body)}, **more)  # type: ignore[arg-type]


def with_raw_names(files: Mapping[str, str | bytes], encoding: str) -> bytes:
    """Return an archive that has its names in an encoding, without a word about which."""
    renamed = {"".join(chr(b) if b < 128 else "~" for b in name.encode(encoding)): name for name in files}
    data = archive({plain: files[name] for plain, name in renamed.items()}, compression=zipfile.ZIP_STORED)
    for plain, name in renamed.items():
        data = data.replace(plain.encode(), name.encode(encoding))
    return data


def _names() -> Iterator[Odd]:
    files = book_files({"第一章.xhtml": page(JA)})
    for encoding in ("cp932", "utf-8"):
        yield Odd(f"names in {encoding} that don't say so", with_raw_names(files, encoding), SAID_JA)
    files = book_files({"ガイド.xhtml": page(JA)})
    parted = {unicodedata.normalize("NFD", name): data for name, data in files.items()}
    yield Odd("accents apart, as a Mac has them", archive(parted), SAID_JA)
    for name, old, new in (
        ("capitals in a name", "one.xhtml", "One.XHTML"),
        ("folders parted as on Windows", "OEBPS/one", "OEBPS\\one"),
    ):
        yield Odd(name, archive({key.replace(old, new): data for key, data in one().items()}), SAID)
    for name, href in (
        ("from the root", "/OEBPS/one.xhtml"),
        ("above the root", "../../../OEBPS/one.xhtml"),
        ("here", "./one.xhtml"),
        ("up and down", "x/../one.xhtml"),
        ("with percent signs", "%6fne%2exhtml"),
        ("with a query", "one.xhtml?v=1"),
    ):
        package = str(one()["OEBPS/book.opf"]).replace('href="one.xhtml"', f'href="{href}"')
        yield Odd(f"a text {name}", archive({**one(), "OEBPS/book.opf": package}), SAID)


def _archives() -> Iterator[Odd]:
    yield Odd("another mimetype", archive({**one(), "mimetype": "application/zip\r\n"}), SAID)
    yield Odd("no mimetype", archive({n: d for n, d in one().items() if n != "mimetype"}), SAID)
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:  # it can't go back: data descriptors
        for name, data in one().items():
            with opened.open(name, "w", force_zip64=True) as member:
                member.write(data if isinstance(data, bytes) else data.encode())
    yield Odd("ZIP64 with data descriptors", bytes(stream.written), SAID)
    for target in ("two.xhtml", "../../../../etc/passwd"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as opened:
            for name, data in book_files({"one.xhtml": target, "two.xhtml": page(EN)}).items():
                member_info = zipfile.ZipInfo(name)
                if name == "OEBPS/one.xhtml":
                    member_info.external_attr = 0o120777 << 16
                opened.writestr(member_info, data)
        yield Odd(f"a link to {target}", buffer.getvalue(), refused="book-broken")
    yield Odd("a book in a book", archive({**one(), "OEBPS/inner.epub": epub({"one.xhtml": page(JA)})}), SAID)
    yield Odd("a book in an archive", archive({"book.epub": archive(one())}), refused="file-binary")
    yield Odd("a document of LibreOffice", archive({"content.xml": "<office/>"}), refused="file-binary")


class _Stream(io.RawIOBase):
    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.written += piece
        return len(piece)


def _packages() -> Iterator[Odd]:
    files = one()
    package = str(files["OEBPS/book.opf"])
    yield Odd("no table of contents", archive({n: d for n, d in files.items() if "nav" not in n}), SAID)
    older = one(version=2)
    yield Odd("no NCX", archive({n: d for n, d in older.items() if "ncx" not in n}), SAID)
    for kind in ("text/x-oeb1-document", "application/xml", "text/html", "", "application/x-dtbook+xml"):
        changed = package.replace(
            'href="one.xhtml" media-type="application/xhtml+xml"', f'href="one.xhtml" media-type="{kind}"'
        )
        yield Odd(f"a text of type {kind!r}", archive({**files, "OEBPS/book.opf": changed}), SAID)
    for number, (metadata, said, never) in enumerate(
        (
            ("<dc:title>Unknown</dc:title><dc:creator>Unknown</dc:creator>", SAID, "Unknown"),
            ("<dc:title>無題</dc:title><dc:creator>作者不明</dc:creator>", SAID, "無題"),
            ("<dc:title>[No data]</dc:title>", SAID, "No data"),
        )
    ):
        yield Odd(f"nobody said what {number}", archive(one(metadata=metadata)), said, never)
    two = book_files({"one.xhtml": page(EN), "two.xhtml": page(EN.replace("clocks", "bells"))})
    twice = str(two["OEBPS/book.opf"]).replace('id="t1"', 'id="t0"').replace('idref="t1"', 'idref="t0"')
    yield Odd("an id twice", archive({**two, "OEBPS/book.opf": twice}), "The bells of the harbor")
    aside = package.replace('<itemref idref="t0"/>', '<itemref idref="t0" linear="no"/>')
    yield Odd("nothing to read in order", archive({**files, "OEBPS/book.opf": aside}), refused="book-no-text")


def _programs() -> Iterator[Odd]:
    word = (
        '<p>The clocks<a href="#_ftn1" name="_ftnref1" title=""><sup>[1]</sup></a> struck.</p>'
        f'{EN}<br clear="all"/><hr size="1"/><div id="ftn1"><p class="MsoFootnoteText">'
        '<a href="#_ftnref1" name="_ftn1" title="">[1]</a> Note one.</p></div>'
    )
    calibre = (
        '<p>The clocks<sup><a id="c0" href="#c1" class="noteref">1</a></sup> struck.</p>'
        f'{EN}<h2>Notes</h2><dl class="footnote"><dt class="footnote" id="c1">[<a href="#c0">←1</a>]</dt>'
        '<dd class="footnote"><p>Note one.</p></dd></dl>'
    )
    indesign = (
        '<p class="ParaOverride-1">The clocks<span class="_idFootnoteLink">'
        '<a class="_idFootnoteLink" href="one.xhtml#fn0" id="b0">1</a></span> struck.</p>'
        f'{EN}<hr/><section class="_idFootnotes"><div class="_idFootnote" id="fn0"><p class="Basic">'
        '<a class="_idFootnoteAnchor" href="one.xhtml#b0">1</a>. Note one.</p></div></section>'
    )
    pandoc = (
        '<p>The clocks<a href="#fn1" class="footnote-ref" id="r1" role="doc-noteref">1</a> struck.</p>'
        f'{EN}<aside id="fn1" role="doc-footnote"><p>Note one.<a href="#r1">↩︎</a></p></aside>'
    )
    kobo = (
        '<p><span class="koboSpan" id="k1">The clocks struck. </span>'
        f'<span class="koboSpan" id="k2">Then it rained.</span></p>{EN}'
    )
    sigil = f'<div id="sigil_toc_id_1"><p>The clocks<i> struck</i>.</p></div>{EN}'
    kindle = f"<p>The clocks struck.</p><mbp:pagebreak/>{EN}<a id='filepos1'/>"
    first = f'<p><span class="dropcap">T</span>he clocks struck.</p>{EN}'
    for name, body in (
        *(("Word", word), ("Calibre", calibre), ("InDesign", indesign), ("Pandoc", pandoc)),
        *(("Kobo", kobo), ("Sigil", sigil), ("Kindle", kindle), ("a first letter", first)),
    ):
        yield Odd(f"notes of {name}", archive(one(body)), "The clocks struck.", "Note")
    cross = f'<p>See also page <a href="#p7">7</a> of this book.</p>{EN}<p id="p7">The seventh.</p>'
    yield Odd("a number that leads to no note", archive(one(cross)), "See also page 7 of this book.")


def _japanese() -> Iterator[Odd]:
    for name, body, said in (
        ("ruby", "<p><ruby>港<rp>（</rp><rt>みなと</rt><rp>）</rp></ruby>の時計。</p>", "港の時計。"),
        ("ruby of two", "<p><ruby>港<rt>みなと</rt>町<rt>まち</rt></ruby>の時計。</p>", "港町の時計。"),
        ("ruby with bases", "<p><ruby><rb>狂</rb><rt>くる</rt></ruby>っていた。</p>", "狂っていた。"),
        ("dots", '<p><em class="sesame_dot">時計</em>は<span class="tcy">12</span>時。</p>', "時計は12時。"),
        ("a character", "<p>港の<img class='gaiji' alt='髙' src='a.png'/>だ。</p>", "港の髙だ。"),
        ("a missing character", "<p>港の<img class='gaiji' alt='' src='a.png'/>だ。</p>", "港の〓だ。"),
        ("JIS 4", "<p>※<img class='gaiji' alt='※(「言＋墟」、第4水準2-88-74)' src='a.png'/>。</p>", "※譃。"),
        ("JIS 3", "<p><img class='gaiji' alt='「てへん＋劣」、第3水準1-84-77' src='a.png'/>。</p>", "挘。"),
        ("Unicode", "<p>港の<img class='gaiji' alt='U+26B99、52-3' src='a.png'/>。</p>", "港の𦮙。"),
        ("a control", "<p>港の<img class='gaiji' alt='U+0007' src='a.png'/>。</p>", "港の〓。"),
        ("no such place", "<p>港の<img class='gaiji' alt='第4水準2-99-99' src='a.png'/>。</p>", "港の〓。"),
        ("indents", '<div class="jisage_3" style="margin-left:3em">三字下げの文。</div>', "三字下げの文。"),
    ):
        yield Odd(f"Japanese {name}", archive(one(body + JA)), said, "みなと")
    notes = (
        '<p>港<sup><a href="#c1" id="r1">（注1）</a></sup>の時計'
        '<a href="#c2" id="r2">＊</a>は狂っていた。</p>'
        f'{JA}<p id="c1"><a href="#r1">（注1）</a> 注の一。</p><p><a id="c2" href="#r2">＊</a>注の二。</p>'
    )
    yield Odd("Japanese notes", archive(one(notes)), "港の時計は狂っていた。", "注の")
    for encoding in ("cp932", "euc_jp", "utf-16"):
        data = page(JA).replace("utf-8", encoding.replace("cp932", "Shift_JIS")).encode(encoding)
        yield Odd(f"Japanese in {encoding}", archive({**one(), "OEBPS/one.xhtml": data}), SAID_JA)


def _pictures() -> Iterator[Odd]:
    for name, picture in (
        ("pictures", '<img src="a.jpg" alt=""/>'),
        ("drawings", '<svg xmlns="http://www.w3.org/2000/svg"><image href="a.jpg"/></svg>'),
    ):
        pages = {f"p{n}.xhtml": page(f"<div>{picture}</div>") for n in range(20)}
        yield Odd(name, epub(pages), refused="book-no-text")
        yield Odd(f"{name} and an imprint", epub({**pages, "z.xhtml": page(JA)}), refused="book-no-text")
    fixed = '<dc:title>A</dc:title><meta property="rendition:layout">pre-paginated</meta>'
    older = '<dc:title>A</dc:title><meta name="fixed-layout" content="true"/>'
    rows = (
        "The clocks of the harbor had been",
        "wrong for years, and nobody who",
        "lived there wondered at it.",
    )
    lines = "".join(f'<div style="position:absolute">{row}</div>' for row in rows * 3)
    for name, said in (("fixed layout", fixed), ("fixed layout of Kindle", older)):
        yield Odd(f"lines of a {name}", archive(one(lines, metadata=said)), refused="book-fixed")
        yield Odd(f"paragraphs of a {name}", archive(one(EN, metadata=said)), SAID)
    cover = {"cover.xhtml": page('<img src="a.jpg" alt=""/>'), "one.xhtml": page(EN)}
    yield Odd("a cover", epub(cover), SAID)


def encrypted(*places: str, algorithm: str = "http://www.w3.org/2001/04/xmlenc#aes128-cbc") -> str:
    """Return the file of a book that says which others are encrypted, and how."""
    data = "".join(
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData>'
        f'<e:CipherReference URI="{place}"/></e:CipherData></e:EncryptedData>'
        for place in places
    )
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        f' xmlns:e="http://www.w3.org/2001/04/xmlenc#">{data}</encryption>'
    )


def _protected() -> Iterator[Odd]:
    key = "META-INF/encryption.xml"
    for algorithm in (
        "http://www.idpf.org/2008/embedding",
        "http://ns.adobe.com/pdf/enc#RC",
        "http://itunes.apple.com/dataenc",
    ):
        font = encrypted("OEBPS/fonts/a.otf", algorithm=algorithm)
        yield Odd(f"a font by {algorithm}", archive({**one(), key: font}), SAID)
        text = encrypted("OEBPS/one.xhtml", algorithm=algorithm)
        yield Odd(f"a text by {algorithm}", archive({**one(), key: text}), refused="book-protected")
    yield Odd("Adobe's license", ADOBE, refused="book-protected")
    yield Odd("Readium's license", READIUM, refused="book-protected")


def _markup() -> Iterator[Odd]:
    for empty in ("<script src='a.js'/>", "<title/>", "<i/>", "<textarea/>", "<style/>", "<a id='p1'/>"):
        yield Odd(f"not well-formed, with {empty}", archive(one(f"<p>A & B</p>{empty}{EN}")), SAID)
    for name, body, said in (
        ("entities of nobody", "<p>Tea &foo; &hellip; caf&eacute; &mdash; A&B.</p>", "… café — A&B."),
        ("a prefix of nobody", "<p>Tea<o:p></o:p> time.</p>", "Tea time."),
        ("an id at two places", "<p id='a'>Tea.</p><p id='a'>Time.</p>", "Time."),
    ):
        yield Odd(name, archive(one(f"{body}{EN}")), said)
    yield Odd("spaces", archive(one(f"<p>A{' ' * 2_000_000}B.</p>{EN}")), "A B.")
