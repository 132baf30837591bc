"""Fetching of public web pages; the only HTTP client for addresses that strangers give."""

from bot.fetch.fetcher import MAX_CONCURRENT, FetchedPage, Fetcher
from bot.fetch.typed import bare_address, typed_address
from bot.fetch.validators import Validators

__all__ = ["MAX_CONCURRENT", "FetchedPage", "Fetcher", "Validators", "bare_address", "typed_address"]
