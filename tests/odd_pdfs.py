"""PDFs as many programs make them, and what has to become of each."""

from __future__ import annotations

import hashlib
import re
import struct
import textwrap
import zlib
from collections.abc import Iterator, Sequence

from tests.books import Text, assembled, column, drawn, pdf, pdf_objects
from tests.odd_files import Odd

TALE = (
    "The clocks of the harbor had been wrong for years, and nobody who lived there wondered at it any more. "
    "Ships left when they were loaded, whatever the clocks said, and children went to school at the bell. "
    "Then a man came who could repair them, and everybody was afraid of what would happen then."
)
SAID = "everybody was afraid of what would happen then."
JAPANESE = "港の時計は何年も前から狂っていたが、だれもそれを気にしなかった。船は荷を積み終えると港を出た。"
ROWS = [JAPANESE[at : at + 24] for at in range(0, len(JAPANESE), 24)] * 4
LINES = textwrap.wrap(TALE, 80)
BODY = column(LINES, 72, 700)
INFO = b"/Root 1 0 R /Info 5 0 R"
PLEASE_WAIT = (
    "Please wait... If this message is not eventually replaced with the proper contents of the document, your"
    " PDF viewer may not be able to display this type of document. You can upgrade to the latest version."
)


def odd_pdfs() -> Iterator[Odd]:
    """Yield them all."""
    yield from _files()
    yield from _information()
    yield from _characters()
    yield from _pages()


def _files() -> Iterator[Odd]:
    whole = assembled(pdf_objects([BODY]))
    yield Odd("a password for its owner only", locked(b""), SAID)
    yield Odd("a password", locked(b"secret"), refused="pdf-protected")
    yield Odd("lines before it", b"\r\n\r\n" + whole, SAID)
    yield Odd("no end", whole[: whole.rindex(b"startxref")], SAID)
    yield Odd("a table elsewhere", re.sub(rb"startxref\n\d+", b"startxref\n99999999", whole), SAID)
    yield Odd("a table that is beside it", whole.replace(b"0000000015", b"0000000019"), SAID)
    yield Odd("objects in a stream", _in_streams(), SAID)
    changed = drawn(column([line.replace("clocks", "bells") for line in LINES], 72, 700))
    added = b"11 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(changed), changed)
    before = int(re.findall(rb"startxref\n(\d+)", whole)[0])
    update = (
        b"xref\n11 1\n%010d 00000 n \ntrailer\n<< /Size 12 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    )
    yield Odd(
        "an update",
        whole + added + update % (len(whole), before, len(whole) + len(added)),
        "The bells of the harbor",
        "clocks",
    )
    script = b"/OpenAction << /S /JavaScript /JS (while\\(1\\){}) >>"
    files = b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>"
    objects = {
        **pdf_objects([BODY]),
        1: b"<< /Type /Catalog /Pages 2 0 R %s %s >>" % (script, files),
        6: b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>",
        7: b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream",
    }
    yield Odd("a script and a file", assembled(objects), SAID)
    form = {
        **pdf_objects([column(textwrap.wrap(PLEASE_WAIT, 80), 72, 700)]),
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true >>",
        6: b"<< /Length 11 >>\nstream\n<template/>\nendstream",
    }
    yield Odd("a form", assembled(form), refused="pdf-form")


def locked(password: bytes) -> bytes:
    """Return a PDF that is encrypted with RC4 of 40 bits, for whoever has the password."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    own, known = b"0123456789abcdef", (password + pad)[:32]
    owner = _rc4(_md5((b"owner" + pad)[:32])[:5], known)
    key = _md5(known + owner + struct.pack("<i", -4) + own)[:5]
    objects = {}
    for number, body in pdf_objects([BODY]).items():
        head, mark, stream = body.partition(b"stream\n")
        if mark:
            secret = _rc4(_md5(key + struct.pack("<IH", number, 0)[:3] + b"\0\0")[:10], stream[:-10])
            body = head + mark + secret + stream[-10:]
        objects[number] = body
    objects[6] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(),
        _rc4(key, pad).hex().encode(),
    )
    return assembled(
        objects, trailer=b"/Root 1 0 R /Encrypt 6 0 R /ID [<%b> <%b>]" % ((own.hex().encode(),) * 2)
    )


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    made, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        made.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(made)


def _in_streams() -> bytes:
    """A PDF of version 1.5, whose objects and table stand in streams."""
    objects = pdf_objects([BODY])
    packed = {number: body for number, body in objects.items() if b"stream\n" not in body}
    places, body = [], b""
    for number, one in packed.items():
        places.append(b"%d %d" % (number, len(body)))
        body += one + b"\n"
    head = b" ".join(places) + b"\n"
    data = zlib.compress(head + body)
    rest = {number: one for number, one in objects.items() if number not in packed}
    rest[50] = (
        b"<< /Type /ObjStm /N %d /First %d /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (
            *(len(packed), len(head), len(data)),
            data,
        )
    )
    out = bytearray(b"%PDF-1.5\n")
    starts = {}
    for number, one in rest.items():
        starts[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    starts[60] = len(out)
    order = list(packed)
    rows = b"".join(
        struct.pack(">BIH", 1, starts[n], 0)
        if n in starts
        else struct.pack(">BIH", 2, 50, order.index(n))
        if n in packed
        else bytes(7)
        for n in range(61)
    )
    out += (
        b"60 0 obj\n<< /Type /XRef /Size 61 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\n"
        % (
            len(rows),
            rows,
        )
    )
    return bytes(out + b"endobj\nstartxref\n%d\n%%%%EOF" % starts[60])


def _information() -> Iterator[Odd]:
    for title, says, never in (
        (b"<FEFFD800>", SAID, "#"),
        (b"<FEFFDC00D800>", SAID, "#"),
        (b"(\\000\\001Tale)", "# Tale", "\x01"),
        (b"<FEFF6E2F306E66428A08>", "# 港の時計", ""),
        (b"<EFBBBFE6B8AFE381AE>", "# 港の", ""),
        *(
            (b"(" + said + b")", SAID, said.decode())
            for said in (
                *(b"Untitled document", b"PowerPoint Presentation", b"Microsoft Word - a.docx", b"Document1"),
                *(b"book.indd", b"paper.dvi", b"https://example.org/a", b"about:blank"),
            )
        ),
        *(
            (b"<FEFF" + said.encode("utf-16-be").hex().encode() + b">", SAID, said)
            for said in ("名称未設定", "無題のドキュメント", "PowerPoint プレゼンテーション", "文書 1")
        ),
    ):
        objects = {**pdf_objects([BODY]), 5: b"<< /Title %s >>" % title}
        yield Odd(f"the title {title!r}", assembled(objects, trailer=INFO), says, never)
    for title in (b"<FEFFD800>", b"()", b"null"):
        objects = {
            **pdf_objects([BODY]),
            1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
            7: b"<< /Title %s /Parent 6 0 R /Dest [10 0 R /Fit] >>" % title,
        }
        yield Odd(f"the bookmark {title!r}", assembled(objects), SAID)


def _characters() -> Iterator[Odd]:
    for encoding, codec in (
        *(("90ms-RKSJ-H", "cp932"), ("90msp-RKSJ-H", "cp932"), ("90pv-RKSJ-H", "cp932")),
        *(("EUC-H", "euc_jp"), ("UniJIS-UTF16-H", "utf-16-be"), ("UniJIS-UCS2-HW-H", "utf-16-be")),
    ):
        yield Odd(encoding, _japanese(ROWS, encoding, codec), JAPANESE)
    for encoding, codec in (("90ms-RKSJ-V", "cp932"), ("UniJIS-UTF16-V", "utf-16-be")):
        yield Odd(encoding, _japanese(ROWS, encoding, codec), refused="pdf-vertical")
    yield Odd("Identity-H", _identity(ROWS), JAPANESE)
    yield Odd("Identity-H without a word", _identity(ROWS, told=False), refused="pdf-garbled")
    english = ["The ﬁrst oﬃce of the harbor was ﬂat and dark,", "as all the people of the town knew."]
    yield Odd("ligatures", _identity([*english, *LINES]), "The first office of the harbor was flat and dark")
    radicals = [
        "港の⽇時計は⾒つからず、⼈は⼤きな声で話した。",
        "⻑い冬に⻘い海を見て、⺠は⻄へ行った。",
        *ROWS,
    ]
    yield Odd(
        "radicals",
        _identity(radicals),
        "日時計は見つからず、人は大きな声で話した。長い冬に青い海を見て、民は西",
    )
    items = [
        "Three things are known:",
        "\uf0b7 the clocks, which are wrong",
        "\uf0a7 the bell, which is loud",
    ]
    yield Odd("bullets of Word", _identity([*LINES, *items]), "• the bell, which is loud", "\uf0b7")
    divided = ["The repaired clocks were known in the whole coun\u00ad", "try, and beyond.", *LINES]
    yield Odd("soft hyphens", _identity(divided), "the whole country, and beyond.")


def _japanese(rows: Sequence[str], encoding: str, codec: str) -> bytes:
    shown = [row.encode(codec).hex() for row in rows]
    return _with_font(shown, encoding, "Japan1")


def _identity(rows: Sequence[str], *, told: bool = True) -> bytes:
    """A PDF in a font of its own, which says (or doesn't) which characters its glyphs are."""
    characters = sorted(set("".join(rows)))
    shown = ["".join(f"{characters.index(one) + 1:04x}" for one in row) for row in rows]
    pairs = "\n".join(
        f"<{number:04x}> <{one.encode('utf-16-be').hex()}>" for number, one in enumerate(characters, 1)
    )
    table = (
        "begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(characters)} beginbfchar\n{pairs}\nendbfchar endcmap"
    )
    return _with_font(shown, "Identity-H", "Identity", table if told else None)


def _with_font(shown: Sequence[str], encoding: str, ordering: str, table: str | None = None) -> bytes:
    down = encoding.endswith("V")
    places = [(500 - 18 * n, 700) if down else (30, 760 - 15 * n) for n in range(len(shown))]
    content = "\n".join(
        f"BT /F1 6 Tf 1 0 0 1 {x} {y} Tm <{row}> Tj ET" for row, (x, y) in zip(shown, places, strict=True)
    )
    told = f"<< /Length {len(table)} >>\nstream\n{table}\nendstream" if table else "null"
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /MS-Mincho /Encoding /{encoding} /ToUnicode 8 0 R"
        " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Mincho /CIDSystemInfo"
        f" << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> /DW 1000 /FontDescriptor 4 0 R >>] >>"
    )
    objects = pdf_objects([content.encode()])
    return assembled({**objects, 3: b"<< /F1 7 0 R >>", 7: font.encode(), 8: told.encode()})


def _printed(number: int, total: int, lines: list[Text]) -> list[Text]:
    """A page as browsers print it."""
    return [
        *(Text(20, 822, "5/6/24, 10:12 AM", 8), Text(300, 822, "The Clocks", 8)),
        *(Text(20, 14, "https://harbor.example/clocks", 8), Text(560, 14, f"{number}/{total}", 8)),
        *lines,
    ]


def _pages() -> Iterator[Odd]:
    other = column([line.replace("clocks", "bells") for line in LINES], 72, 700)
    yield Odd("a page of a browser", pdf([_printed(1, 1, BODY)]), SAID, "10:12")
    yield Odd("pages of a browser", pdf([_printed(1, 2, BODY), _printed(2, 2, other)]), "The bells", "2/2")
    head = [Text(72, 800, "Harbor Report", 9), Text(480, 800, "Page 1 of 1", 9)]
    yield Odd("a head on one page", pdf([[*head, *BODY]]), SAID, "Harbor Report")
    heads = [[Text(72, 800, "Harbor Report", 9), *lines] for lines in (BODY, other)]
    yield Odd("a head on two pages", pdf(heads), SAID, "Harbor Report")
    numbers = [Text(50, 700 - 12 * n, str(n + 1), 7) for n in range(len(LINES) * 2)]
    yield Odd("numbered lines", pdf([[*column(LINES * 2, 72, 700), *numbers]]), TALE)
    below = column(textwrap.wrap(TALE[1:], 76), 72, 700)
    moved = [Text(92, one.y, one.text) if n < 2 else one for n, one in enumerate(below)]
    yield Odd("a large first letter", pdf([[Text(72, 688, "T", 28), *moved]]), TALE, "#")
    objects = pdf_objects([[*BODY, Text(30, -20, "harbor.indd 12"), Text(-90, 300, "off the page")]])
    objects[2] = objects[2].replace(b"[0 0 595 842]", b"[-100 -100 700 942] /CropBox [0 0 595 842]")
    yield Odd("marks of the printer", assembled(objects), SAID, "off the page")
    twice = [Text(one.x + shift, one.y, one.text) for one in BODY for shift in (0, 0.3)]
    yield Odd("bold by drawing twice", pdf([twice]), TALE)
    yield Odd("letters that can't be seen", pdf([b"3 Tr " + drawn(BODY)]), TALE)
    yield Odd("a scan", pdf([b"0 0 595 842 re f"] * 3), refused="pdf-no-text")
