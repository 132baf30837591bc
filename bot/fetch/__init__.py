"""Fetching of public web pages; the only HTTP client for addresses that strangers give."""

from bot.fetch.fetcher import FetchedPage, Fetcher

__all__ = ["FetchedPage", "Fetcher"]
