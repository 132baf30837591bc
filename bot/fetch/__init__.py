"""Fetching of public web pages; the only HTTP client for addresses that strangers give."""

from bot.fetch.fetcher import MAX_CONCURRENT, FetchedPage, Fetcher

__all__ = ["MAX_CONCURRENT", "FetchedPage", "Fetcher"]
