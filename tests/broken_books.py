"""EPUBs and PDFs that are broken, or made to break whoever reads them."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Iterator

from tests.books import archive, assembled, book_files, column, page, pdf_objects

PROSE = "<p>The clocks of the harbor had been wrong for years, and nobody wondered at it any more.</p>" * 3
LINES = ["The clocks of the harbor had been wrong for years, and nobody wondered at it."] * 6
BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
DEEP = 100_000
ONE, TWO = "OEBPS/one.xhtml", "OEBPS/two.xhtml"


def good_files() -> dict[str, str | bytes]:
    """Return the files of a book without a fault."""
    texts = {"one.xhtml": page(f"<h1>One</h1>{PROSE}"), "two.xhtml": page(f"<h1>Two</h1>{PROSE}")}
    return book_files(texts, names=[(0, "One", "one.xhtml"), (0, "Two", "two.xhtml")])


def good_objects() -> dict[int, bytes]:
    """Return the objects of a PDF without a fault."""
    return pdf_objects([column(LINES, 72, 700), column(LINES, 72, 700)])


def protected_epub() -> bytes:
    """Return an EPUB that needs a password."""
    return _with_flag(archive(good_files()), 0x1)


def protected_pdf() -> bytes:
    """Return a PDF that needs a password."""
    return assembled(
        good_objects()
        | {6: b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)},
        trailer=b"/Root 1 0 R /Encrypt 6 0 R /ID [(a) (a)]",
    )


def broken_epubs() -> Iterator[tuple[str, bytes]]:
    """Yield broken EPUBs with what is wrong with them."""
    yield from _broken_files()
    yield from _broken_archives()
    yield from _broken_packages()


def _broken_files() -> Iterator[tuple[str, bytes]]:
    faults = {
        "empty": b"",
        "noise": random.Random(1).randbytes(5_000),
        "zeros": bytes(5_000),
        "bomb": f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">{BOMB}]><a>&j;</a>'.encode(),
        "outside": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
        "deep": b"<a>" * DEEP,
        "wide": b"<a " + b" ".join(b'b%d="1"' % n for n in range(50_000)) + b"/>",
        "no end": b"<html><body><p>It goes on",
        "another": b'<?xml version="1.0" encoding="utf-32"?><a/>',
        "nothing": b"<a/>",
        "not xml": b"%PDF-1.7",
    }
    for name in good_files():
        yield f"{name} missing", archive({key: data for key, data in good_files().items() if key != name})
        for fault, data in faults.items():
            yield f"{name} {fault}", archive({**good_files(), name: data})


def _broken_archives() -> Iterator[tuple[str, bytes]]:
    whole = archive(good_files())
    for tenth in range(1, 10):
        yield f"cut at {tenth}/10", whole[: len(whole) * tenth // 10]
    for seed in range(20):
        yield f"damaged {seed}", damaged(whole, seed)
    yield "nothing but its beginning", b"PK\3\4"
    yield "empty", archive({})
    yield "no book", archive({"word/document.xml": "<document/>"})
    yield "archives in archives", archive({"a.zip": archive({"b.zip": archive({"c.epub": whole})})})
    yield "spaces without end", archive({**good_files(), ONE: b" " * 200_000_000})
    yield "a paragraph without end", archive({**good_files(), ONE: page("<p>" + "a " * 20_000_000 + "</p>")})
    yield (
        "many members",
        archive({**good_files(), **{f"x{n}": "" for n in range(20_000)}}, compression=zipfile.ZIP_STORED),
    )
    yield "another compression", archive(good_files(), compression=zipfile.ZIP_LZMA)
    yield "protected", protected_epub()
    yield "text before it", b"PK\3\4" + b"x" * 1_000 + whole
    yield "text behind it", whole + b"x" * 70_000
    for name in (
        "/etc/passwd",
        "../../../etc/passwd",
        "C:\\windows\\win.ini",
        "x" * 60_000,
        "OEBPS\\one.xhtml",
        "a\nb",
    ):
        yield f"member {name[:30]!r}", archive({name: "x", **good_files()})
    buffer = io.BytesIO(whole)
    with zipfile.ZipFile(buffer, "a") as opened:
        with_warning = zipfile.ZipInfo("OEBPS/one.xhtml")
        opened.NameToInfo.pop("OEBPS/one.xhtml")
        opened.writestr(with_warning, page("<p>Another text of the same name.</p>"))
    yield "a name twice", buffer.getvalue()


def _broken_packages() -> Iterator[tuple[str, bytes]]:
    files = good_files()
    package, container = str(files["OEBPS/book.opf"]), str(files["META-INF/container.xml"])

    def with_package(pattern: str, new: str) -> bytes:
        changed = re.sub(pattern, lambda _: new, package, flags=re.DOTALL)
        assert changed != package
        return archive({**files, "OEBPS/book.opf": changed})

    for name, place in (
        ("folders above", "../../../../etc/passwd"),
        ("the root", "/etc/passwd"),
        ("an address", "https://example.org/one.xhtml"),
        ("a file", "file:///etc/passwd"),
        ("itself", "book.opf"),
        ("no file", "gone.xhtml"),
        ("nothing", ""),
        ("percent signs", "%00%ff%2e%2e/%2e%2e/one.xhtml"),
        ("a long name", "x" * 100_000),
    ):
        yield f"a text at {name}", with_package('href="one.xhtml"', f'href="{place}"')
        yield f"contents at {name}", with_package('href="nav.xhtml"', f'href="{place}"')
        yield (
            f"a package at {name}",
            archive({**files, "META-INF/container.xml": container.replace("OEBPS/book.opf", place)}),
        )
    yield "no spine", with_package("<spine>.*</spine>", "")
    yield "an empty spine", with_package("<spine>.*</spine>", "<spine/>")
    yield "a spine of what isn’t there", with_package('idref="t0"', 'idref="t9"')
    yield "a spine of nothing", with_package('idref="t0"', "")
    yield "a text without end", with_package("<spine>", "<spine>" + '<itemref idref="t0"/>' * 100_000)
    yield "no manifest", with_package("<manifest>.*</manifest>", "<manifest/>")
    yield "pictures only", with_package("application/xhtml.xml", "image/svg+xml")
    yield "a title without end", with_package("A Book", "A Book " * 200_000)
    links = '<li><a href="one.xhtml">One</a></li>' * 30_000
    yield (
        "contents without end",
        archive({**files, "OEBPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{links}</ol></nav>')}),
    )
    nested = "<ol><li><a href='one.xhtml'>One</a>" * 200
    yield (
        "contents in contents",
        archive({**files, "OEBPS/nav.xhtml": page(f'<nav epub:type="toc">{nested}</nav>')}),
    )
    notes = "".join(f'<a id="r{n}" href="#r{n}">[1]</a>' for n in range(20_000))
    yield "notes that call themselves", archive({**files, ONE: page(f"<p>{notes}</p>{PROSE}")})
    yield (
        "nothing but notes",
        archive({**files, ONE: page("<aside><p>x</p></aside>"), TWO: page("<aside><p>y</p></aside>")}),
    )
    yield (
        "damaged characters",
        archive({**files, ONE: page("<p>" + "港\ufffd\ufffd\ufffd\ufffd" * 200 + "</p>")}),
    )
    yield "controls", archive({**files, ONE: page("<p>a\x00b\x08c</p>" + PROSE)})


def broken_pdfs() -> Iterator[tuple[str, bytes]]:
    """Yield broken PDFs with what is wrong with them."""
    whole = assembled(good_objects())
    for part in range(1, 20):
        yield f"cut at {part}/20", whole[: len(whole) * part // 20]
    for seed in range(40):
        yield f"damaged {seed}", damaged(whole, seed)
    yield "nothing but its beginning", b"%PDF-1.7"
    yield "noise", b"%PDF-1.7\n" + random.Random(2).randbytes(100_000)
    yield "a table elsewhere", re.sub(rb"startxref\n\d+", b"startxref\n7", whole)
    yield "no table", whole[: whole.index(b"xref\n0")]
    yield (
        "a table before itself",
        whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % whole.index(b"xref\n0")),
    )
    yield "protected", protected_pdf()
    for name, changes in _changes():
        yield name, assembled(good_objects() | changes)
    said = (f"{number:b}".translate({48: "o", 49: "i"}) for number in range(10_000))
    lines = [f"BT /F1 9 Tf 72 700 Td (Each page has a word of its own: {word}.) Tj ET" for word in said]
    yield "ten thousand pages", assembled(pdf_objects([line.encode() for line in lines], compress=False))
    yield "more pages than a book has", assembled(pdf_objects([b""] * 10_050, compress=False))


def _changes() -> Iterator[tuple[str, dict[int, bytes]]]:
    pages = b"<< /Type /Pages /Resources << /Font 3 0 R >> /MediaBox [0 0 595 842] /Count %s /Kids [%s] >>"
    yield "no root", {1: b"null"}
    yield "no pages", {2: pages % (b"0", b"")}
    yield "pages that are none", {2: pages % (b"2", b"3 0 R 4 0 R")}
    yield "pages that aren’t there", {2: pages % (b"2", b"70 0 R 71 0 R")}
    yield "a tree that is its own branch", {2: pages % (b"5", b"2 0 R 2 0 R")}
    yield (
        "a tree in a ring",
        {2: pages % (b"9", b"6 0 R"), 6: pages % (b"9", b"7 0 R"), 7: pages % (b"9", b"2 0 R")},
    )
    yield "fewer pages than none", {2: pages % (b"-5", b"10 0 R")}
    yield "two billion pages", {2: pages % (b"2147483647", b"10 0 R")}
    yield "nine thousand pages that aren’t there", {2: pages % (b"9000", b"10 0 R")}
    yield "content that is no stream", {11: b"[11 0 R 11 0 R]"}
    yield "content without end", {11: b"<< /Length 99999999 >>\nstream\nBT\nendstream"}
    for size in (b"[0 0 0 0]", b"[0 0 1e30 1e30]", b"[9 9 -9 -9]", b"(x)", b"[0 0 -1e30 1]"):
        yield (
            f"a sheet of {size!r}",
            {10: b"<< /Type /Page /Parent 2 0 R /Contents 11 0 R /MediaBox %s >>" % size},
        )
    yield "turned by nothing", {10: b"<< /Type /Page /Parent 2 0 R /Contents 11 0 R /Rotate 45 >>"}
    yield "a font in itself", {3: b"<< /F1 3 0 R >>"}
    yield "no fonts", {3: b"<< >>"}
    yield "a bomb", {11: _stream(zlib.compress(b" " * 200_000_000), b"/Filter /FlateDecode")}
    packed = zlib.compress(zlib.compress(zlib.compress(bytes(100_000_000))))
    yield "bombs in bombs", {11: _stream(packed, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")}
    yield "not what it is packed as", {11: _stream(b"no", b"/Filter /FlateDecode")}
    yield "packed as nothing known", {11: _stream(b"no", b"/Filter /Nothing")}
    yield (
        "a picture without end",
        {
            10: b"<< /Type /Page /Parent 2 0 R /Contents 11 0 R"
            b" /Resources << /Font 3 0 R /XObject << /I 6 0 R >> >> >>",
            6: _stream(
                b"x",
                b"/Type /XObject /Subtype /Image /Width 1000000 /Height 1000000"
                b" /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            ),
            11: _stream(b"/I Do BT /F1 9 Tf 72 700 Td (A short line.) Tj ET"),
        },
    )
    yield (
        "a form in itself",
        {
            10: b"<< /Type /Page /Parent 2 0 R /Contents 11 0 R /Resources << /XObject << /I 6 0 R >> >> >>",
            6: _stream(
                b"/I Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I 6 0 R >> >>",
            ),
            11: _stream(b"/I Do"),
        },
    )
    for name, drawing in {
        "brackets without end": b"[" * DEEP,
        "dictionaries without end": b"<<" * DEEP,
        "states without end": b"q " * DEEP,
        "text without end": b"BT /F1 9 Tf " + b"(The clocks were wrong. ) Tj " * 200_000 + b"ET",
        "no size": b"BT /F1 0 Tf (The clocks were wrong for years, all of them.) Tj ET" * 9,
        "an endless size": b"BT /F1 1e38 Tf (The clocks were wrong for years, all of them.) Tj ET" * 9,
        "far away": b"BT /F1 9 Tf 1e38 -1e38 Td (The clocks were wrong for years, all of them.) Tj ET" * 9,
        "no matrix": b"BT /F1 9 Tf 0 0 0 0 0 0 Tm (The clocks were wrong for years, all of them.) Tj ET" * 9,
        "everything at one place": b"BT /F1 9 Tf 72 700 Td (The clocks were wrong.) Tj ET " * 3_000,
        "letters everywhere": _scattered(),
    }.items():
        yield name, {11: _stream(zlib.compress(drawing), b"/Filter /FlateDecode")}
    yield (
        "an outline in a ring",
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            6: b"<< /First 7 0 R /Last 7 0 R >>",
            7: b"<< /Title (One) /Next 7 0 R /First 6 0 R /Dest [10 0 R /Fit] >>",
        },
    )


def _scattered() -> bytes:
    chance = random.Random(3)
    return b"\n".join(
        b"BT /F1 9 Tf %d %d Td (%c) Tj ET" % (chance.randrange(595), chance.randrange(842), 97 + n % 26)
        for n in range(20_000)
    )


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _with_flag(data: bytes, flag: int) -> bytes:
    changed = bytearray(data)
    for mark, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        for found in re.finditer(re.escape(mark), data):
            changed[found.start() + place] |= flag
    return bytes(changed)


def damaged(data: bytes, seed: int) -> bytes:
    """Return data with some bytes changed, left out or doubled, behind those that say what it is."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 50])):
        place = chance.randrange(8, len(changed))
        match chance.randrange(3):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randrange(1, 60)]
            case 2:
                changed[place:place] = changed[max(8, place - chance.randrange(1, 60)) : place]
    return bytes(changed)
