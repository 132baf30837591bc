"""Times, days and zones as people type them."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.model import Weekdays
from bot.schedule import TimeOfDay, parse_days, parse_time, stored_zone, zone, zones
from tests import tzif

TODAY = date(2026, 11, 30)
CUES = Path(__file__).parents[2] / "data" / "cues"
ANYTHING = st.one_of(
    st.text(max_size=300),
    st.text("0123456789:：.時分半午前後十八〇amp. 月火日〜-,", max_size=12),
)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("8:00", "08:00"),
        ("８：００", "08:00"),
        ("08:00", "08:00"),
        (" 8:05 ", "08:05"),
        ("8.30", "08:30"),
        ("0800", "08:00"),
        ("830", "08:30"),
        ("2530", "25:30"),
        ("8時", "08:00"),
        ("８時", "08:00"),
        ("20時", "20:00"),
        ("8時5分", "08:05"),
        ("8 時 30 分", "08:30"),
        ("8時半", "08:30"),
        ("八時半", "08:30"),
        ("二十時十五分", "20:15"),
        ("十時十分", "10:10"),
        ("〇時", "00:00"),
        ("午前8時半", "08:30"),
        ("午後8時15分", "20:15"),
        ("午後８：１５", "20:15"),
        ("午前0時", "00:00"),
        ("午後0時", "12:00"),
        ("午後0時30分", "12:30"),
        ("午後20時", "20:00"),
        ("朝7時", "07:00"),
        ("夕方5時", "17:00"),
        ("夜の9時", "21:00"),
        ("8am", "08:00"),
        ("8:30 pm", "20:30"),
        ("8:30 P.M.", "20:30"),
        ("ＰＭ 8:30", "20:30"),
        ("20:00 pm", "20:00"),
        ("23:59 pm", "23:59"),
        ("夕方15時", "15:00"),
        ("夕方19時", "19:00"),
        ("12am", "00:00"),
        ("12:30 am", "00:30"),
        ("12pm", "12:00"),
        ("12:30PM", "12:30"),
        ("11:59pm", "23:59"),
        ("正午", "12:00"),
        ("Noon", "12:00"),
        ("midnight", "00:00"),
        ("24:00", "24:00"),
        ("25:00", "25:00"),
        ("25時", "25:00"),
        ("29:59", "29:59"),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, clock: str) -> None:
    assert str(parse_time(typed)) == clock


@pytest.mark.parametrize(
    "typed",
    ["", " ", "8", "20", "30:00", "8:60", "8:5", "-8:00", "8:00:00", "13am", "0:30 noon", "am 8 pm", "八",
     "25:00 pm", "午前25時", "夜13時", "8時60分", "8 00", "١٢:٠٠", "tomorrow", "8:00" + " " * 300],
)  # fmt: skip
def test_an_unclear_time_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_time(typed)
    assert refused.value.key == "time-unreadable"
    assert len(str(refused.value.variables["text"])) <= 40


@pytest.mark.parametrize("typed", ["午前12時", "午後12時", "午前12時30分", "夜12時"])
def test_a_twelve_that_is_noon_to_some_and_midnight_to_others_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_time(typed)
    assert refused.value.key == "time-ambiguous"


@pytest.mark.parametrize("typed", ["夕方2時", "夕方8時", "夕方14時", "夕方20時", "夜5時", "朝3時"])
def test_an_hour_outside_its_part_of_the_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_time(typed)
    assert refused.value.key == "time-unreadable"


def test_a_refusal_repeats_what_was_typed() -> None:
    for typed in ("tomorrow", "午前12時"):
        with pytest.raises(UserError) as refused:
            parse_time(typed)
        assert refused.value.variables["text"] == typed
    with pytest.raises(UserError) as refused:
        zone("Mars/Base")
    assert refused.value.variables["name"] == "Mars/Base"


@given(st.integers(0, 1799))
def test_a_time_that_was_shown_can_be_typed_again(minutes: int) -> None:
    assert parse_time(str(TimeOfDay(minutes))) == TimeOfDay(minutes)


@given(ANYTHING)
def test_any_text_is_a_time_or_a_user_error(typed: str) -> None:
    with suppress(UserError):
        assert 0 <= parse_time(typed).minutes < 1800


def _weekdays(digits: str) -> Weekdays:
    return Weekdays(frozenset(map(int, digits)))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("平日", "01234"),
        ("weekdays", "01234"),
        ("Weekends", "56"),
        ("土日", "56"),
        ("月水金", "024"),
        ("月、水、金", "024"),
        ("火・木", "13"),
        ("月曜日と木曜日", "03"),
        ("毎週月曜日", "0"),
        ("平日と土曜", "012345"),
        ("ＭＯＮ", "0"),
        ("mon,wed,fri", "024"),
        ("Monday and Thursday", "03"),
        ("sat & sun", "56"),
        ("毎日", "0123456"),
        ("every day", "0123456"),
        ("Mon-Fri", "01234"),
        ("monday to friday", "01234"),
        ("月〜金", "01234"),
        ("月～金", "01234"),
        ("月曜から金曜まで", "01234"),
        ("金〜月", "4560"),
        ("土〜火", "5601"),
        ("月、水〜金", "0234"),
        ("月〜月", "0"),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, days: str) -> None:
    assert parse_days(typed, TODAY) == _weekdays(days)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        ",",
        "month",
        "第1月曜日",
        "土〜平日",
        "平日〜土日",
        "土日祝",
        "月-水-金",
        "mon-",
        "-fri",
        "平日〜土",
        "月〜平日",
        "monwed",
        "1",
        "月" * 300,
    ],
)
def test_unclear_days_are_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_days(typed, TODAY)
    assert refused.value.key == "days-unreadable"
    assert len(str(refused.value.variables["text"])) <= 40


def test_every_word_of_the_data_is_read() -> None:
    times = tomllib.loads((CUES / "times.toml").read_text(encoding="utf-8"))
    for clock, words in times["named"].items():
        assert {str(parse_time(word)) for word in words} == {clock}
    for part in times["part"]:
        for word in part["words"]:
            assert parse_time(f"{word}7時").minutes == (7 + part["add"]) * 60
    for digits, words in times["days"].items():
        for word in words:
            assert parse_days(word, TODAY) == _weekdays(digits), word
    for word in times["joins"]["between"]:
        assert parse_days(f"月{word}火", TODAY) == _weekdays("01"), word
    for word in times["joins"]["range"]:
        assert parse_days(f"月{word}水", TODAY) == _weekdays("012"), word


def test_every_zone_of_the_database_is_known_by_its_name() -> None:
    assert len(tzif.names()) > 590
    with pytest.raises(UserError):
        zone("Factory")
    for name in tzif.names():
        assert stored_zone(name).key == name
        if name not in ("EST", "MST", "HST", "GMT"):
            assert zone(name).key == name
            assert zone(f" {name.upper()} ").key == name


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("EST", "America/New_York, America/Toronto"),
        ("mst", "America/Denver, America/Phoenix"),
        ("ＭＳＴ", "America/Denver, America/Phoenix"),
        ("GMT", "UTC, Europe/London"),
        ("PST", "America/Los_Angeles, America/Vancouver"),
        ("IST", "Asia/Kolkata, Asia/Jerusalem, Europe/Dublin"),
    ],
)
def test_an_abbreviation_for_places_with_different_clocks_is_not_guessed_at(typed: str, zones: str) -> None:
    with pytest.raises(UserError) as refused:
        zone(typed)
    assert refused.value.key == "zone-several"
    assert refused.value.variables["zones"] == zones


def test_an_abbreviation_that_was_stored_by_an_earlier_version_keeps_its_clocks() -> None:
    assert datetime(2026, 7, 1, tzinfo=stored_zone("EST")).utcoffset() == timedelta(hours=-5)
    assert stored_zone("Mars/Base").key == "UTC"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ａｓｉａ／ｔｏｋｙｏ", "Asia/Tokyo"),
        ("america/argentina/salta", "America/Argentina/Salta"),
        ("America/New York", "America/New_York"),
        ("utc", "UTC"),
        ("東京", "Asia/Tokyo"),
        ("JST", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("HST", "Pacific/Honolulu"),
        ("EST5EDT", "EST5EDT"),
        ("CET", "CET"),
        ("san francisco", "America/Los_Angeles"),
    ],
)
def test_a_zone_is_found_as_people_type_it(typed: str, name: str) -> None:
    assert zone(typed).key == name


@pytest.mark.parametrize("typed", ["", "Mars/Base", "../../etc/passwd", "GMT+9", "tzdata.zi", "x" * 500])
def test_a_name_of_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        zone(typed)
    assert refused.value.key == "zone-unknown"
    assert len(str(refused.value.variables["name"])) <= 40


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", ("Asia/Tokyo", "UTC")),
        ("tok", ("Asia/Tokyo",)),
        ("ニュー", ("America/New_York", "Pacific/Auckland")),
        ("NEW Y", ("America/New_York",)),
        ("america/arg", ("America/Argentina/Buenos_Aires",)),
        ("pst", ("America/Los_Angeles", "America/Vancouver")),
        ("ist", ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin")),
        ("est", ("America/New_York",)),
        ("ang", ("America/Anguilla",)),  # before Los_Angeles, which is more popular but only holds it
        ("xyzzy", ()),
    ],
)
def test_the_likeliest_zones_are_offered_first(typed: str, first: tuple[str, ...]) -> None:
    assert zones(typed)[: len(first)] == first
    assert bool(zones(typed)) == bool(first)


@given(
    st.one_of(
        st.text(max_size=20), st.sampled_from(tzif.names()).flatmap(lambda n: st.just(n[: len(n) // 2]))
    )
)
def test_every_zone_that_is_offered_is_accepted(typed: str) -> None:
    offered = zones(typed)
    assert len(offered) <= 25
    assert all(zone(name).key == name and not name.startswith("Etc/") for name in offered)


def test_every_zone_with_other_names_is_a_zone() -> None:
    data = tomllib.loads((CUES / "zones.toml").read_text(encoding="utf-8"))
    for name in (*data["popular"], *data["also"]):
        assert zone(name).key == name
    for name, words in data["also"].items():
        assert all(name in zones(word) for word in words)
    assert len(data["popular"]) == 25
