"""Subtitles and transcripts as many programs make them, and what has to become of each."""

from __future__ import annotations

from collections.abc import Iterator

from tests.odd_files import Odd

SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\nThe clocks of the harbor\nhad been wrong for years.\n\n"
    "2\n00:00:03,500 --> 00:00:06,000\nNobody wondered at that.\n\n"
    "3\n00:00:17,000 --> 00:00:19,000\nThen a man came.\n"
)
SAID = "(00:00:01) The clocks of the harbor had been wrong for years. Nobody wondered at that.\n"
JAPANESE = (
    "1\n00:00:01,000 --> 00:00:03,000\n港の時計は\n何年も狂っていた。\n\n"
    "2\n00:00:03,500 --> 00:00:06,000\n（鐘の音）\n\n"
    "3\n00:00:07,000 --> 00:00:09,000\n（三崎）だれも気にしませんでした。\n\n"
    "4\n00:00:09,500 --> 00:00:10,000\n♪～\n\n"
    "5\n00:00:10,500 --> 00:00:12,000\n（沖田）そうでしょうね。\n"
)
ROLLING = """WEBVTT
Kind: captions

00:00:00.160 --> 00:00:02.389 align:start position:0%
 
the<00:00:00.320><c> clocks</c><00:00:00.800><c> struck</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
the clocks struck
 

00:00:02.399 --> 00:00:04.000 align:start position:0%
the clocks struck
and<00:00:02.700><c> it</c><00:00:02.900><c> rained</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
and it rained
 
"""  # noqa: W293
TALK = (
    ("00:05", "Ada Byron", "The clocks were wrong."),
    ("00:12", "Ben Ito", "Nobody wondered at that."),
    ("01:07", "Ada Byron", "They will be repaired."),
)
TALK_JA = (
    ("00:05", "三崎ハルカ", "港の時計は何年も狂っていました。"),
    ("00:12", "沖田ミナ", "だれも気にしませんでしたね。"),
    ("01:07", "三崎ハルカ", "来年は直すつもりです。"),
)


def srt(*cues: tuple[str, str, str]) -> bytes:
    """Return subtitles of these cues: from when, until when, what."""
    return "\n".join(
        f"{n}\n{start} --> {end}\n{text}\n" for n, (start, end, text) in enumerate(cues, 1)
    ).encode()


def odd_subtitles() -> Iterator[Odd]:
    """Yield them all."""
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932"):
        yield Odd(f"English in {encoding}", SRT.encode(encoding), SAID)
        yield Odd(
            f"Japanese in {encoding}", JAPANESE.encode(encoding), "（三崎）だれも気にしませんでした。\n", "♪"
        )
    for name, data in (
        ("lines as on Windows", SRT.replace("\n", "\r\n")),
        ("lines as on an old Mac", SRT.replace("\n", "\r")),
        ("cues without a line between", SRT.replace("\n\n", "\n")),
        ("cues with a space between", SRT.replace("\n\n", "\n \n")),
        ("whole seconds", SRT.replace(",000", "").replace(",500", "")),
        ("points for commas", SRT.replace(",000", ".000").replace(",500", ".5")),
        ("no numbers", "\n".join(line for line in SRT.splitlines() if not line.isdecimal())),
        ("styles", SRT.replace("The clocks", '{\\an8\\pos(1,2)}The <font color="#fff">clocks</font>')),
        ("breaks of ASS", SRT.replace("harbor\n", "harbor\\N")),
        ("drawings of ASS", SRT.replace("harbor\n", "harbor\n{\\p1}m 0 0 l 10 0{\\p0}")),
    ):
        yield Odd(name, data.encode(), SAID, "10 0")
    early = SRT.replace("00:00:01", "-00:00:01")
    yield Odd("a time before the beginning", early.encode(), "(00:00:00) The clocks")
    yield Odd("captions that roll", ROLLING.encode(), "(00:00:00) the clocks struck and it rained\n")
    cues = (
        ("00:00:05,000", "00:00:06,000", "The second line."),
        ("00:00:01,000", "00:00:04,000", "The first line."),
        ("00:00:03,000", "00:00:05,500", "The one between."),
    )
    yield Odd("cues in no order", srt(*cues), "(00:00:01) The first line. The one between. The second line.")
    times = [(f"00:00:{n:02},000", f"00:00:{n:02},500", "No.") for n in range(1, 4)]
    yield Odd("the same said three times", srt(*times), "No. No. No.")
    for name, text in (
        ("words before a colon", "He said: come at {}."),
        ("an address", "https://a.example/{}"),
    ):
        many = [(f"00:00:{n:02},000", f"00:00:{n:02},900", text.format(n)) for n in (1, 3)]
        last = ("00:00:05,000", "00:00:06,000", "The clocks struck again.")
        yield Odd(name, srt(*many, last), "The clocks struck again.", "\nHe said: (")
    sounds = [(f"00:00:{n:02},000", f"00:00:{n:02},900", "[bells]") for n in range(1, 4)]
    yield Odd("nothing but sounds", srt(*sounds))
    yield Odd("nothing", b"WEBVTT\n\n")
    hours = [
        (
            f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},000",
            f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},900",
        )
        for n in range(0, 36_000, 90)
    ]
    long = srt(*((*times, f"The clock number {n} struck once more. " * 3) for n, times in enumerate(hours)))
    yield Odd("ten hours", long, "(09:58:30) The clock number 399 struck once more.")
    yield from _others()
    yield from _transcripts()


def _others() -> Iterator[Odd]:
    for name, text in (
        ("ASS", "[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:01.00,0:00:03.00,A,,0,0,0,,Bells.\n"),
        ("SBV", "0:00:01.000,0:00:03.000\nThe clocks of the harbor\n"),
        ("SubViewer", "00:04:35.03,00:04:38.82\nThe clocks of the harbor\n"),
        ("MicroDVD", "{25}{75}The clocks of the harbor|had been wrong.\n"),
        ("TTML", '<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>'),
        ("SAMI", "<SAMI><HEAD></HEAD><BODY><SYNC Start=1><P>The clocks</BODY></SAMI>"),
        ("LRC", "[ti:The Clocks]\n[00:01.00]The clocks of the harbor\n"),
    ):
        yield Odd(name, text.encode(), refused="subtitles-unknown")


def _transcripts() -> Iterator[Odd]:
    for name, line in (
        ("Name (00:05):", "{1} ({0}): {2}\n"),
        ("Name (0:00:05):", "{1} (0:{0}): {2}\n\n"),
        ("Name [00:05]", "{1} [{0}] {2}\n"),
        ("[00:05] Name:", "[{0}] {1}: {2}\n"),
        ("Name（00:05）：", "{1}（{0}）：{2}\n"),
    ):
        for language, talk in (("English", TALK), ("Japanese", TALK_JA)):
            if language == "Japanese" or "（" not in name:
                text = "".join(line.format(*turn) for turn in talk)
                yield Odd(f"turns: {name} in {language}", text.encode(), text.splitlines()[0])
