"""The only HTTP: a stranger's address in, a page out, and nothing of what is not public."""

from bot.fetch.fetcher import FetchedPage, Fetcher

__all__ = ["FetchedPage", "Fetcher"]
