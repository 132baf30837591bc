"""The bot as Discord sees it: its client, its start, its commands in both languages."""
