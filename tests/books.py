"""EPUBs and PDFs made by the tests, byte by byte: real-shaped, and wrong in any one way."""

from __future__ import annotations

import io
import random
import textwrap
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"'
    ' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body{attributes}>{body}</body></html>'
)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def page(body: str, attributes: str = "") -> str:
    """Return a text of a book with this in its body."""
    return XHTML.format(body=body, attributes=attributes)


def archive(files: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these files, in order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else compression)
    return buffer.getvalue()


def book_files(
    texts: Mapping[str, str],
    *,
    names: Sequence[tuple[int, str, str]] = (),
    version: int = 3,
    metadata: str = "<dc:title>A Book</dc:title><dc:language>en</dc:language>",
    spine: str | None = None,
    manifest: str = "",
) -> dict[str, str | bytes]:
    """Return the files of an EPUB with these texts; `names` are its contents: depth, title, place."""
    items = "".join(
        f'<item id="t{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(texts)
    )
    refs = "".join(f'<itemref idref="t{n}"/>' for n in range(len(texts))) if spine is None else spine
    contents = {"nav.xhtml": _nav(names)} if version == 3 else {"toc.ncx": _ncx(names)}
    own = (
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        if version == 3
        else '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata}</metadata><manifest>{own}{items}{manifest}</manifest>"
        f"<spine{'' if version == 3 else ' toc=' + chr(34) + 'ncx' + chr(34)}>{refs}</spine></package>"
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        **{f"OEBPS/{name}": text for name, text in contents.items()},
        **{f"OEBPS/{name}": text for name, text in texts.items()},
    }


def epub(texts: Mapping[str, str], **more: object) -> bytes:
    """Return an EPUB with these texts, like `book_files`."""
    return archive(book_files(texts, **more))  # type: ignore[arg-type]


def _nav(names: Iterable[tuple[int, str, str]]) -> str:
    listed, depth = "<ol>", 0
    for level, title, place in names:
        while depth < level:
            listed, depth = listed.removesuffix("</li>") + "<ol>", depth + 1
        while depth > level:
            listed, depth = listed + "</ol></li>", depth - 1
        listed += f'<li><a href="{place}">{title}</a></li>'
    listed += "</ol></li>" * depth + "</ol>"
    return page(f'<nav epub:type="toc">{listed}</nav>')


def _ncx(names: Iterable[tuple[int, str, str]]) -> str:
    points, depth = "", 0
    for level, title, place in names:
        while depth < level:
            points, depth = points.removesuffix("</navPoint>"), depth + 1
        while depth > level:
            points, depth = points + "</navPoint>", depth - 1
        points += f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{place}"/></navPoint>'
    points += "</navPoint>" * depth
    return (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'
    )


@dataclass(frozen=True)
class Text:
    """A line on a page, from the lower left in points. Japanese is set in a font that no file embeds."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    vertical: bool = False
    turned: bool = False


FONTS = (
    b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    b" /F2 << /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>"
    b" /J1 << /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UCS2-H"
    b" /DescendantFonts [<<"
    b" /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor 4 0 R >>] >>"
    b" /J2 << /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UCS2-V"
    b" /DescendantFonts [<<"
    b" /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor 4 0 R >>] >> >>"
)
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [-170 -331 1024 903] /ItalicAngle 0"
    b" /Ascent 859 /Descent -140 /CapHeight 709 /StemV 69 >>"
)


def drawn(texts: Iterable[Text]) -> bytes:
    """Return the content stream that draws these lines."""
    lines = []
    for one in texts:
        japanese = any(character > "\u2e7f" for character in one.text)
        font = ("J2" if one.vertical else "J1") if japanese else "F2" if one.bold else "F1"
        if japanese:
            shown = b"<" + one.text.encode("utf-16-be").hex().encode() + b">"
        else:
            escaped = one.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            shown = b"(" + escaped.encode("cp1252") + b")"
        matrix = f"0 1 -1 0 {one.x} {one.y}" if one.turned else f"1 0 0 1 {one.x} {one.y}"
        lines.append(f"BT /{font} {one.size} Tf {matrix} Tm ".encode() + shown + b" Tj ET")
    return b"\n".join(lines)


def assembled(objects: Mapping[int, bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of these objects, with a table of where each stands."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    last = max(objects) + 1
    out += f"xref\n0 {last}\n0000000000 65535 f \n".encode()
    for number in range(1, last):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (last, trailer, table))


def pdf_objects(
    pages: Sequence[Sequence[Text] | bytes], *, info: str = "", rotate: int = 0, compress: bool = True
) -> dict[int, bytes]:
    """Return the objects of a PDF with these pages; one may be a content stream. Page n is object 10 + 2n."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Rotate %d"
        b" /Resources << /Font 3 0 R >> >>" % (len(pages), kids, rotate),
        3: FONTS,
        4: DESCRIPTOR,
        5: b"<< %s >>" % info.encode("latin-1"),
    }
    for number, content in enumerate(pages):
        stream = content if isinstance(content, bytes) else drawn(content)
        packed = zlib.compress(stream) if compress else stream
        objects[10 + 2 * number] = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>" % (11 + 2 * number)
        objects[11 + 2 * number] = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
            len(packed),
            b"/Filter /FlateDecode" if compress else b"",
            packed,
        )
    return objects


def pdf(pages: Sequence[Sequence[Text] | bytes], **more: object) -> bytes:
    """Return a PDF with these pages, like `pdf_objects`."""
    return assembled(pdf_objects(pages, **more), trailer=b"/Root 1 0 R /Info 5 0 R")  # type: ignore[arg-type]


def column(
    lines: Iterable[str], x: float, y: float, *, size: float = 10, leading: float = 12, indent: float = 12
) -> list[Text]:
    """Return lines below one another; one that begins with a tab is moved in."""
    return [
        Text(x + indent * line.startswith("\t"), y - leading * number, line.removeprefix("\t"), size)
        for number, line in enumerate(lines)
    ]


def prose(characters: int, language: str, seed: int = 7) -> list[list[str]]:
    """Return chapters of paragraphs, about so many characters in all, no sentence twice."""
    chance = random.Random(seed)
    chapters: list[list[str]] = []
    while characters > 0:
        chapter = []
        for _ in range(30):
            sentences = [_sentence(chance, language) for _ in range(chance.randrange(3, 8))]
            chapter.append(("" if language == "ja" else " ").join(sentences))
        characters -= sum(map(len, chapter))
        chapters.append(chapter)
    return chapters


_WORDS = {
    "en": (
        ("the harbor", "a captain", "the clock", "her brother", "the old road", "an engineer", "the town"),
        ("remembered", "repaired", "described", "followed", "had forgotten", "would not leave", "counted"),
        ("every ship", "the winter", "a letter from the north", "those who came back", "the last bridge"),
        ("before the rain began", "although nobody asked", "in the second year", "as if it were a game"),
    ),
    "ja": (
        ("港の人々は", "船長は", "古い時計は", "その技師は", "弟は", "町の子供たちは", "北から来た手紙は"),
        ("二年目の冬に", "雨が降り出す前に", "だれにも聞かれずに", "橋のたもとで", "長い坂の上で"),
        ("すべての船を", "帰ってきた人を", "最後の橋を", "失われた地図を", "遠い山の道を"),
        ("思い出していた", "直しつづけた", "忘れていなかった", "数えてみせた", "静かに見送った"),
    ),
}


def _sentence(chance: random.Random, language: str) -> str:
    words = [chance.choice(group) for group in _WORDS[language]]
    more = [chance.choice(group) for group in _WORDS[language]]
    number = chance.randrange(10_000, 99_999)
    if language == "ja":
        return f"{words[0]}{words[1]}{words[2]}{number}回も{words[3]}が、{more[0]}{more[2]}{more[3]}。"
    said = f"{words[0]} {words[1]} {words[2]} {number} times {words[3]}, and {more[0]} {more[1]} {more[2]}."
    return said[0].upper() + said[1:]


def long_epub(characters: int, language: str) -> bytes:
    """Return a book of about so many characters."""
    texts = {
        f"c{n}.xhtml": page(f"<h1>{_chapter(n, language)}</h1>" + "".join(f"<p>{one}</p>" for one in chapter))
        for n, chapter in enumerate(prose(characters, language), 1)
    }
    names = [(0, _chapter(n, language), name) for n, name in enumerate(texts, 1)]
    title = "港の時計" if language == "ja" else "The Clocks"
    metadata = f"<dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
    return epub(texts, names=names, metadata=metadata)


def long_pdf(characters: int, language: str) -> bytes:
    """Return a PDF of about so many characters, with running heads and page numbers."""
    width, indent = (40, "　") if language == "ja" else (88, "\t")
    lines: list[str] = []
    for n, chapter in enumerate(prose(characters, language), 1):
        lines.append(f"#{_chapter(n, language)}")
        for paragraph in chapter:
            whole = indent + paragraph
            lines += (
                [whole[at : at + width] for at in range(0, len(whole), width)]
                if language == "ja"
                else [
                    line if number else f"\t{line}"
                    for number, line in enumerate(textwrap.wrap(paragraph, width))
                ]
            )
    pages = []
    for number, at in enumerate(range(0, len(lines), 44), 1):
        found = [
            Text(72, 790, "港の時計" if language == "ja" else "The Clocks", 8),
            Text(290, 40, str(number), 8),
        ]
        for row, line in enumerate(lines[at : at + 44]):
            heading = line.startswith("#")
            found.append(
                Text(
                    72 + 12 * line.startswith("\t"), 740 - 15 * row, line.lstrip("#\t"), 14 if heading else 10
                )
            )
        pages.append(found)
    return pdf(pages, info="/Title (The Clocks)")


def _chapter(number: int, language: str) -> str:
    return f"第{number}章　港" if language == "ja" else f"Chapter {number}: The Harbor"
