"""Extract the facts of an article from its text, each with the offsets of its source."""
