"""Addresses that lead elsewhere than to a public page, typed, resolved or redirected to."""

from __future__ import annotations

import socket

import pytest

from bot.fetch import Fetcher
from bot.fetch.addresses import is_own
from tests.site import HOST, Site, answers, refusal


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("ftp://example.com/a", "fetch-address"),
        ("file:///etc/passwd", "fetch-address"),
        ("javascript:alert(1)", "fetch-address"),
        ("gopher://127.0.0.1:70/", "fetch-address"),
        ("example/a", "fetch-address"),
        ("ada@example.com", "fetch-address"),
        ("http://", "fetch-address"),
        ("http://exa mple.com/", "fetch-address"),
        ("http://[::1/", "fetch-address"),
        ("http://example.com:99999/", "fetch-address"),
        ("http://example.com/" + "a" * 2000, "fetch-address"),
        ("", "fetch-address"),
        ("http://me:word@example.com/", "fetch-credentials"),
        ("http://me@example.com/", "fetch-credentials"),
        ("http://example.com:22/", "fetch-port"),
        ("https://example.com:80/", "fetch-port"),
        ("http://example.com:443/", "fetch-port"),
        ("http://name-that-is-not.invalid/", "fetch-unknown"),
        ("http://127.0.0.1/", "fetch-private"),
        ("https://127.0.0.1/", "fetch-private"),
        ("http://localhost/", "fetch-private"),
        ("http://localhost./", "fetch-private"),
        ("http://LOCALHOST/", "fetch-private"),
        ("http://any.localhost/", "fetch-private"),
        ("http://metadata.google.internal/", "fetch-private"),
        ("http://printer.local/", "fetch-private"),
        ("http://2130706433/", "fetch-private"),
        ("http://0177.0.0.1/", "fetch-private"),
        ("http://017700000001/", "fetch-private"),
        ("http://0x7f.1/", "fetch-private"),
        ("http://0x7f000001/", "fetch-private"),
        ("http://127.1/", "fetch-private"),
        ("http://0/", "fetch-private"),
        ("http://①②⑦.⓪.⓪.①/", "fetch-private"),
        ("http://１２７.０.０.１/", "fetch-private"),
        ("http://127。0。0。1/", "fetch-private"),
        ("http://169.254.169.254/latest/meta-data/", "fetch-private"),
        ("http://10.0.0.1/", "fetch-private"),
        ("http://[::1]/", "fetch-private"),
        ("http://[::]/", "fetch-private"),
        ("http://[::ffff:127.0.0.1]/", "fetch-private"),
        ("http://[::ffff:7f00:1]/", "fetch-private"),
        ("http://[64:ff9b::7f00:1]/", "fetch-private"),
        ("http://[2002:7f00:1::]/", "fetch-private"),
        ("http://[2001:0:7f00:1::]/", "fetch-private"),
        ("http://[fe80::1%25lo]/", "fetch-private"),
        ("http://[fd00:ec2::254]/", "fetch-private"),
    ],
)
async def test_an_address_that_leads_elsewhere_is_refused(address: str, key: str) -> None:
    assert await refusal(Fetcher().fetch(address)) == key


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("http://127.0.0.1/", "fetch-private"),
        ("http://2130706433/", "fetch-private"),
        ("http://[::ffff:169.254.169.254]/", "fetch-private"),
        ("//10.0.0.1/", "fetch-private"),
        ("http://127.0.0.1:22/", "fetch-port"),
        ("file:///etc/passwd", "fetch-address"),
        ("http://me:word@127.0.0.1:{port}/", "fetch-credentials"),
        ("http://[::1/", "fetch-redirects"),
    ],
)
async def test_every_redirect_is_checked_like_the_first_address(site: Site, target: str, key: str) -> None:
    target = target.format(port=site.port)
    for url in (
        site.says("/a", status=307, headers={"Location": target}),
        site.says("/b", text=f'<meta http-equiv="refresh" content="0;url={target}">'),
    ):
        assert await refusal(site.fetcher().fetch(url)) == key
    assert [request.path for request in site.requests] == ["/a", "/b"]


async def test_a_name_is_asked_for_once_and_what_was_checked_is_connected_to(site: Site) -> None:
    url = site.says("/a").replace(HOST, "harbour.example")
    asked, resolve = answers([HOST], ["10.0.0.1"])
    page = await site.fetcher(resolve=resolve).fetch(url)
    assert page.url == url
    assert asked == ["harbour.example"]
    assert site.requests[0].headers["Host"] == f"harbour.example:{site.port}"


async def test_a_name_that_changes_its_address_at_a_redirect_is_refused(site: Site) -> None:
    url = site.says("/a", status=302, headers={"Location": "/b"}).replace(HOST, "harbour.example")
    site.says("/b")
    asked, resolve = answers([HOST], ["10.0.0.1"])
    assert await refusal(site.fetcher(resolve=resolve).fetch(url)) == "fetch-private"
    assert len(asked) == 2


async def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site) -> None:
    url = site.says("/a").replace(HOST, "harbour.example")
    for address in ("10.0.0.1", "::1", "169.254.169.254", "127.0.0.2"):
        _, resolve = answers([HOST, address])
        assert await refusal(site.fetcher(resolve=resolve).fetch(url)) == "fetch-private"
    assert site.requests == []


async def test_nothing_is_connected_to_that_the_last_check_does_not_know(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the checks of names and numbers are gone, no socket opens."""
    monkeypatch.setattr("bot.fetch.fetcher._literal_address", lambda host: None)
    url = site.says("/a").replace(str(site.port), "80")
    assert await refusal(Fetcher().fetch(url)) == "fetch-private"


def own_address() -> str:
    """The address from which this machine would reach the Internet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no network but loopback")
        return str(probe.getsockname()[0])


async def test_the_addresses_of_the_machine_itself_are_refused_even_public_ones(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_address()
    assert is_own(own)
    assert not is_own("192.0.2.1")
    monkeypatch.setattr("bot.fetch.fetcher.is_public", lambda address: True)
    _, resolve = answers([own])
    assert await refusal(site.fetcher(resolve=resolve).fetch("http://harbour.example/")) == "fetch-private"
