"""Which entries are new, however a feed is written the next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import (
    LONGEST,
    LONGEST_ASKED,
    QUIET,
    SOONEST,
    chosen,
    marks,
    newest_first,
    of_front,
    page_key,
    passes,
    unseen,
    wait_after_failure,
    wait_after_success,
)
from bot.limits import MAX_FEED_ENTRIES
from bot.model.feeds import FeedEntry

NOW = datetime(2026, 4, 1, tzinfo=UTC)
HOUR = 3600


def entry(number: int, hours_ago: int | None = None) -> FeedEntry:
    published = None if hours_ago is None else int(NOW.timestamp()) - hours_ago * HOUR
    return FeedEntry(f"id-{number}", f"https://minato.example/a/{number}", f"{number}つ目の話", published)


def seen(*entries: FeedEntry) -> set[bytes]:
    return {mark for own in marks(entries) for mark in own}


@pytest.mark.parametrize(
    "again",
    [
        {"guid": "a new one every night"},
        {"guid": None},
        {"url": "https://minato.example/moved"},
        {"url": "http://www.minato.example/a/1/", "guid": "x"},
        {"url": "https://minato.example/a/1?utm_source=rss&utm_medium=feed", "guid": "x"},
        {"published": int(NOW.timestamp()), "title": "直した題"},
    ],
)
def test_an_entry_that_was_seen_is_not_new_however_it_is_changed(again: dict[str, object]) -> None:
    changed = replace(entry(1), **again)  # type: ignore[arg-type]
    assert unseen([changed, entry(2)], seen(entry(1))) == [entry(2)]


def test_a_guid_that_all_entries_share_tells_nothing() -> None:
    same = [replace(entry(number), guid="https://minato.example/") for number in range(3)]
    assert unseen(same, seen(*same[1:])) == same[:1]


def test_a_page_is_new_once() -> None:
    assert unseen([entry(1), replace(entry(1), guid="x"), replace(entry(1), guid=None)], set()) == [entry(1)]


def test_pages_are_told_apart_by_their_parameters() -> None:
    assert page_key("https://a.example/?p=1") != page_key("https://a.example/?p=2")
    assert page_key("https://a.example/?p=1&fbclid=x") == page_key("http://www.a.example?p=1")
    assert page_key("http://[") == "http://["


def test_pages_whose_addresses_are_no_utf_8_are_told_apart() -> None:
    first, second = (
        "https://a.example/?%C6%FC%B5%AD",
        "https://a.example/?%B7%C7%BC%A8",
    )  # two words in EUC-JP
    assert page_key(first) != page_key(second)
    assert page_key(first.replace("?", "w/")) != page_key(second.replace("?", "w/"))
    written = ("https://a.example/港?q=港", "https://a.example/%E6%B8%AF?q=%E6%B8%AF")
    assert {page_key(url) for url in (*written, written[1].lower())} == {page_key(written[0])}


@given(st.lists(st.builds(FeedEntry, st.none() | st.text(), st.text(), st.text(), st.none()), max_size=20))
def test_nothing_of_a_feed_is_new_the_second_time(entries: list[FeedEntry]) -> None:
    assert not unseen(entries, seen(*entries))
    assert not unseen(entries[::-1], seen(*entries))


def test_the_newest_come_first_as_far_as_dates_can_be_true() -> None:
    dated = [entry(1, 9), entry(2, 1), entry(3, 5)]
    assert newest_first(dated, NOW) == [dated[1], dated[2], dated[0]]
    for wrong in (entry(4), entry(4, -48)):  # without a date, or from the future
        assert newest_first([*dated, wrong], NOW) == [*dated, wrong]
    assert newest_first([*dated, entry(4, -9)], NOW)[0] == entry(4, -9)  # it may be in another zone


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("https://minato.example", "site blog"),
        ("https://www.minato.example/?utm_source=x", "site blog"),
        ("https://minato.example/?p=12", ""),
        ("https://minato.example/blog/", "blog"),
        ("https://minato.example/blog?utm_source=x", "blog"),
        ("https://minato.example/blog/12", ""),
        ("https://minato.example/blo", ""),
        ("https://minato.example/about", ""),
        ("http://[", ""),
    ],
)
def test_a_page_is_the_front_of_the_feeds_below_its_address(url: str, result: str) -> None:
    feeds = [("https://counted.example/minato", "site"), ("http://minato.example/blog/feed.xml", "blog")]
    assert " ".join(name for _, name in of_front(url, feeds)) == result
    assert bool(of_front(url, [("https://minato.example/blog?format=rss", "")])) is bool(result)


def test_what_counts_of_a_large_feed_is_its_newest() -> None:
    many = [entry(number, 10_000 - number) for number in range(10_000)]
    assert newest_first(many, NOW) == many[: -MAX_FEED_ENTRIES - 1 : -1]


@pytest.mark.parametrize(
    ("title", "words", "result"),
    [
        ("港の図書館", "", True),
        ("港の図書館", "図書館 灯台", True),
        ("港の図書館", "灯台", False),
        ("港の図書館", "図書館、灯台", True),
        ("The harbor", "lighthouse, Harbor,", True),
        ("港の図書館", "灯台、-図書館", False),
        ("港の図書館", "、", True),
        ("港のＲＳＳ", "rss", True),
        ("港の図書館", "-図書館", False),
        ("港の朝市", "-図書館", True),
        ("港の図書館", "港 -図書館", False),
        ("港の図書館", "- ", True),
        ("", "港", False),
        ("", "-港", True),
    ],
)
def test_words_of_the_title_decide(title: str, words: str, result: bool) -> None:
    assert passes(title, words) is result


def test_a_subscription_gets_the_newest_that_pass() -> None:
    entries = [replace(entry(number), title="港" if number % 2 else "町") for number in range(9)]
    assert [one.guid for one in chosen(entries, "港", 3)] == ["id-1", "id-3", "id-5"]
    assert chosen(entries, "", 0) == chosen(entries, "", -1) == []


def test_a_feed_that_fails_is_asked_ever_more_seldom_up_to_once_a_day() -> None:
    waits = [SOONEST]
    for _ in range(9):
        waits.append(wait_after_failure(waits[-1]))
    assert waits[1] == 2 * SOONEST
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    assert wait_after_success(LONGEST, news=True) == SOONEST


def test_a_quiet_feed_is_still_asked_several_times_a_day() -> None:
    wait = SOONEST
    for _ in range(9):
        wait = wait_after_success(wait, news=False)
    assert wait == QUIET


def test_a_site_says_when_it_wants_to_be_asked_again() -> None:
    week = timedelta(days=400)
    assert wait_after_failure(SOONEST, timedelta(hours=5)) == timedelta(hours=5)
    assert wait_after_failure(SOONEST, timedelta(seconds=1)) == 2 * SOONEST
    assert wait_after_failure(SOONEST, week) == LONGEST_ASKED
    assert wait_after_success(SOONEST, news=True, asked=timedelta(hours=5)) == timedelta(hours=5)
