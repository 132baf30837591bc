"""How large an article, a file or a page that somebody sends may be."""

MAX_CHARACTERS = 1_000_000
"""Of an article's text: half as much again as a book of 300 pages in English."""
MAX_SENTENCES = 50_000
"""Of an article. More could only be fragments, and storing them would keep others waiting."""
MAX_FEED_ENTRIES = 500
"""Of a feed, its newest."""
MAX_BYTES = 10_000_000
"""Of a file or a page."""
