"""Fetching of public web pages; the only HTTP client for addresses that strangers give."""

from bot.fetch.fetcher import FetchedPage, Fetcher
from bot.fetch.typed import bare_address

__all__ = ["FetchedPage", "Fetcher", "bare_address"]
