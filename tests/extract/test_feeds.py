"""Feeds as they are out there: well-formed, and otherwise."""

from __future__ import annotations

import json
import random

import pytest

from bot.errors import UserError
from bot.extract import is_feed
from bot.extract.feeds import ADDRESS_LENGTH, MOST_READ, TITLE_LENGTH, extract_feed, feeds_of_page
from bot.model.feeds import FeedEntry

URL = "https://minato.example/news/feed.xml"
ITEM = (
    "<item><title>港の図書館</title><link>https://minato.example/a/1</link><guid>id-1</guid>"
    "<pubDate>Wed, 01 Apr 2026 06:00:00 +0900</pubDate></item>"
)
PUBLISHED = 1_774_990_800


def rss(*items: str, head: str = "", title: str = "港の新聞") -> str:
    inside = f"<channel><title>{title}</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0">{inside}</rss>'


def read(text: str | bytes, charset: str | None = None) -> list[FeedEntry]:
    data = text.encode() if isinstance(text, str) else text
    return list(extract_feed(data, charset, URL).entries)


def item(inside: str, link: str = "https://minato.example/a") -> str:
    return rss(f"<item><link>{link}</link>{inside}</item>")


ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://minato.example/blog/">
 <title type="html">港 &amp;amp; 町</title>
 <entry xml:base="2026/">
  <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">灯台の<em>夜</em></div></title>
  <link rel="enclosure" href="song.mp3"/><link rel="alternate" href="night"/>
  <id>tag:minato.example,2026:1</id>
  <updated>2026-05-01T00:00:00Z</updated><published>2026-03-31T21:00:00Z</published>
 </entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>港の便り</title></channel>
 <item rdf:about="y"><title>朝市</title><link>https://minato.example/b</link>
 <dc:date>2026-04-01T06:00:00+09:00</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "港の新聞",
        "items": [
            {"id": 7, "url": "../a/1", "title": "港の図書館", "date_published": "2026-04-01T06:00:00+09:00"},
            {"id": "no address"},
            "no entry",
        ],
    }
)


def test_each_kind_of_feed_is_recognized_and_read() -> None:
    assert read(rss(ITEM)) == [FeedEntry("id-1", "https://minato.example/a/1", "港の図書館", PUBLISHED)]
    night = "https://minato.example/blog/2026/night"
    assert read(ATOM) == [FeedEntry("tag:minato.example,2026:1", night, "灯台の夜", PUBLISHED)]
    assert read(RDF) == [FeedEntry(None, "https://minato.example/b", "朝市", PUBLISHED)]
    assert read(JSON_FEED) == [FeedEntry("7", "https://minato.example/a/1", "港の図書館", PUBLISHED)]
    assert extract_feed(ATOM.encode(), url=URL).title == "港 & 町"
    for feed in (rss(ITEM), ATOM, RDF, JSON_FEED):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert is_feed(feed.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><title>港</title><a href="https://a.example"/></svg>',
        "<html><head><title>RSS</title></head><body><p>&lt;rss&gt;</body></html>",
        '<?xml version="1.0"?><urlset><url><loc>https://a.example</loc></url></urlset>',
        '{"items": [{"url": "https://a.example"}]}',
        '{"version": "https://jsonfeed.org/version/1", "items": {}}',
        "[" * 100_000,
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
        "港の話",
        "<",
    ],
)
def test_what_is_no_feed_is_none(text: str) -> None:
    with pytest.raises(UserError, match="feed-none"):
        read(text)


def test_a_picture_or_a_page_does_not_begin_as_a_feed() -> None:
    for text in ("<svg xmlns='x'><rss></svg>", "<!DOCTYPE html><html><rss>", "<feedback>", '{"a": 1}', "rss"):
        assert not is_feed(text.encode())
    assert is_feed(b"<?xml version='1.0'?>\n<!-- made by hand -->\n<!DOCTYPE rss [ <!ENTITY a 'b'> ]>\n<rss>")


def test_podcasts_have_pages_too_and_their_own_titles_are_left_out() -> None:
    found = read(
        '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="m"><channel><item>'
        "<media:title>絵の題</media:title><itunes:title>短い題</itunes:title><title>第1回</title>"
        '<enclosure url="https://minato.example/1.mp3" type="audio/mpeg"/><link>/1</link></item>'
        '<item><title>音だけ</title><enclosure url="https://minato.example/2.mp3"/></item></channel></rss>'
    )
    assert [(one.title, one.url) for one in found] == [("第1回", "https://minato.example/1")]


def test_names_whose_prefix_nobody_declared_are_no_other_names() -> None:
    found = read(
        "<rss><channel><item><media:title>絵の題</media:title><title>題</title><link>/1</link>"
        "<dc:date>2026-04-01T06:00:00+09:00</dc:date><feedburner:origLink>/2</feedburner:origLink>"
        "</item></channel></rss>"
    )
    assert [(one.title, one.url, one.published) for one in found] == [
        ("題", "https://minato.example/2", PUBLISHED)
    ]


@pytest.mark.parametrize(
    "namespace", ["http://backend.userland.com/RSS2", "http://blogs.law.harvard.edu/tech/rss", "urn:own"]
)
def test_a_feed_may_have_a_namespace_of_its_own(namespace: str) -> None:
    feed = rss(ITEM).replace("<rss", f"<rss xmlns='{namespace}' xmlns:media='m'")
    feed = feed.replace("<item>", "<item><media:title>絵の題</media:title>")
    assert read(feed) == read(rss(ITEM))


def test_the_address_behind_a_counted_click_is_taken() -> None:
    found = read(
        '<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>'
        "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://minato.example/1"
        "</feedburner:origLink></item></channel></rss>"
    )
    assert [one.url for one in found] == ["https://minato.example/1"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a", "https://minato.example/a"),
        ("../a?b=1&amp;c=2#d", "https://minato.example/a?b=1&c=2"),
        ("?b=1&c=2&copy=3", "https://minato.example/news/feed.xml?b=1&c=2&copy=3"),
        ("//other.example/a", "https://other.example/a"),
        ("<![CDATA[ https://minato.example/a?b&c ]]>", "https://minato.example/a?b&c"),
    ],
)
def test_addresses_are_made_whole(link: str, address: str) -> None:
    assert [one.url for one in read(item("", link))] == [address]


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "file:///etc/passwd", "http://[", "x" * 600])
def test_an_entry_without_an_address_is_left_out(link: str) -> None:
    assert len(f"{URL}{link}") < ADDRESS_LENGTH or len(link) == 600
    assert read(rss(f"<item><link>{link}</link></item>", ITEM)) == read(rss(ITEM))


def test_an_entry_whose_address_is_damaged_is_left_out() -> None:
    data = rss(ITEM, ITEM.replace("a/1", "a/2")).encode().replace(b"a/1", b"a/\xff1")
    assert [one.url for one in read(data)] == ["https://minato.example/a/2"]


def test_a_guid_is_an_address_unless_it_says_that_it_is_none() -> None:
    guid = "https://minato.example/a/1"
    assert read(rss(f"<item><guid>{guid}</guid></item>"))[0].url == guid
    assert read(rss(f'<item><guid isPermaLink="false">{guid}</guid></item>')) == []
    assert read(rss("<item><guid>3f2a-podcast-1</guid><enclosure url='/1.mp3'/></item>")) == []


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Wed, 01 Apr 2026 06:00:00 +0900", PUBLISHED),
        ("Wed, 01 Apr 2026 06:00:00", PUBLISHED + 9 * 3600),  # no zone: only the order counts
        ("2026-03-31 21:00:00", PUBLISHED),
        ("2026-03-31T21:00:00.000Z", PUBLISHED),
        ("4月1日", None),
        ("Wed, 99 Apr 2026", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_dates_are_read_in_any_usual_form(date: str, published: int | None) -> None:
    assert read(item(f"<pubDate>{date}</pubDate>"))[0].published == published


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("&lt;b&gt;港&lt;/b&gt;の話", "港の話"),
        ("<![CDATA[<b>港</b>の&eacute;話]]>", "港のé話"),
        ("caf&eacute;&nbsp;&hellip;", "café …"),
        ("1 &lt; 2", "1 < 2"),
        ("&unheard; of", "&unheard; of"),
        ("港\n\t の\x07話", "港 の話"),
        ("図書\u200b館 Bil\u00addung", "図書館 Bildung"),
        ("\u202e港\u2066の話\u3000👨\u200d👩", "港の話 👨\u200d👩"),
        ("長" * 900, "長" * 200),
    ],
)
def test_titles_are_one_line_without_markup(title: str, shown: str) -> None:
    assert read(item(f"<title>{title}</title>"))[0].title == shown


def test_declared_entities_are_never_expanded() -> None:
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "港" * 10}">' for n in range(12)]
    for head in (
        f"<!DOCTYPE rss [{''.join(names)}]>",
        '<!DOCTYPE rss [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/a.dtd">',
        "<!DOCTYPE rss [<!ENTITY % a SYSTEM 'http://127.0.0.1/a'> %a; ]>",
    ):
        found = read(rss("<item><link>/a?&a11;</link><title>&a11;</title></item>", ITEM, head=head))
        assert [one.title for one in found] == ["&a11;", "港の図書館"]


@pytest.mark.parametrize("broken", ["\x00", "\x0b", "&#0;", "&#xFFFF;", "&", "<br>", "\ufffe", "</b>"])
def test_one_thing_that_is_no_xml_loses_no_entry(broken: str) -> None:
    other = ITEM.replace("a/1", "a/2")
    found = read(rss(f"<item><title>港{broken}話</title><link>/a/0</link></item>", other))
    assert [one.url for one in found] == ["https://minato.example/a/0", "https://minato.example/a/2"]


def test_one_bad_byte_loses_one_character() -> None:
    data = rss(ITEM, ITEM.replace("港の図書館", "朝の市")).encode()
    data = data.replace("館".encode(), "館".encode()[:2])
    assert [one.title for one in read(data)] == ["港の図書\ufffd", "朝の市"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "shift_jis", "euc_jp", "iso-2022-jp"])
@pytest.mark.parametrize("charset", [None, "iso-8859-1", "utf-8"])
def test_the_encoding_is_found_whatever_the_server_says(encoding: str, charset: str | None) -> None:
    named = encoding.removesuffix("-sig")
    data = rss(ITEM).replace("utf-8", named, 1).encode(encoding)
    assert read(data, charset) == read(rss(ITEM))


def test_the_document_knows_its_encoding_better_than_the_server() -> None:
    item = "<item><title>žluťoučký</title><link>/a</link></item>"
    data = rss(item, title="").replace("utf-8", "iso-8859-2")
    assert read(data.encode("iso-8859-2"), "iso-8859-1")[0].title == "žluťoučký"


def test_of_many_entries_the_first_are_read() -> None:
    many = [f"<item><title>{n}</title><link>/a/{n}</link></item>" for n in range(MOST_READ + 5)]
    assert [one.title for one in read(rss(*many))][-1] == str(MOST_READ - 1)


def test_a_feed_that_breaks_off_has_the_entries_before() -> None:
    text = rss(ITEM, ITEM.replace("a/1", "a/2"))
    assert read(text[: text.rindex("<guid>")])[0] == read(rss(ITEM))[0]


def test_deep_nesting_ends_nothing() -> None:
    deep = "<item><title>" + "<b>" * 50_000
    assert len(read(rss(ITEM, deep))) == 1


def test_a_doctype_inside_an_entry_is_left_alone() -> None:
    text = rss("<item><title><![CDATA[<!DOCTYPE a [ & <!-- ]]></title><link>/a/0</link></item>", ITEM)
    assert [one.title for one in read(text)] == ["<!DOCTYPE a [ & <!--", "港の図書館"]


def test_names_of_characters_make_no_markup() -> None:
    assert read(item("<title>1 &LT; 2 &AMP; 3</title>"))[0].title == "1 < 2 & 3"


def damaged(feed: bytes, rng: random.Random) -> bytes:
    """A feed in which something is lost, comes twice, or is other bytes."""
    data = bytearray(feed)
    for _ in range(rng.randrange(1, 9)):
        at, length = rng.randrange(len(data)), rng.randrange(1, 40)
        match rng.randrange(3):
            case 0 if len(data) > 2 * length:
                del data[at : at + length]
            case 1:
                data[at:at] = rng.randbytes(length)
            case _:
                begin = rng.randrange(len(data))
                data[at:at] = data[begin : begin + length]
    return bytes(data)


def test_a_damaged_feed_is_read_or_refused() -> None:
    """Each of 1,080: nothing else is raised, and what comes out can be stored and shown."""
    rng, refused, whole = random.Random(7), 0, 0
    for _ in range(90):
        for feed in (rss(ITEM, ITEM.replace("a/1", "a/2")), ATOM, RDF, JSON_FEED):
            for encoding in ("utf-8", "utf-16", "shift_jis"):
                data = damaged(feed.encode(encoding), rng)
                is_feed(data)
                try:
                    found = extract_feed(data, rng.choice([None, "utf-8", "x-unheard-of"]), URL)
                except UserError as error:
                    assert error.key in ("feed-none", "page-binary")
                    refused += 1
                    continue
                whole += 1
                for one in found.entries:
                    assert one.url.startswith(("http://", "https://")), data
                    assert one.url.isprintable(), data
                    assert one.title.isprintable(), data
                    assert len(one.title) <= TITLE_LENGTH, data
                    assert f"{one.guid}{one.url}{one.title}".encode(), data
    assert refused, "some can't be read"
    assert whole, "and some can"


def test_a_page_names_its_feeds() -> None:
    page = """<html><head><base href="/blog/">
      <link rel="stylesheet" type="text/css" href="a.css">
      <link rel="alternate" type="application/rss+xml" title="港 » コメントフィード" href="/comments/feed/">
      <link rel="ALTERNATE home" title=" 港の&#10;新聞 "
        type="application/atom+xml; charset=utf-8" href="atom.xml">
      <link rel="alternate" type="application/rss+xml" href="https://minato.example/rss">
      <link rel="alternate" type="application/rss+xml" href="javascript:x">
      <link rel="alternate" type="application/x-rss+xml" href="/old.rss">
      <link rel="alternate" type="application/json" title="JSON" href="/wp-json/wp/v2/posts/1">
      <link rel="alternate" type="application/json" href="/feed.json">
      <link rel="alternate" hreflang="en" href="/en"></head><body><p>港"""
    assert feeds_of_page(page, "https://minato.example/a") == (
        ("https://minato.example/blog/atom.xml", "港の 新聞"),
        ("https://minato.example/rss", ""),
        ("https://minato.example/old.rss", ""),
        ("https://minato.example/feed.json", ""),
    )
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(30))
    assert len(feeds_of_page(links, "https://minato.example/")) == 25, "as many as a select holds"
    assert feeds_of_page("", "https://minato.example/a") == ()
