"""Kotonoha: a Discord bot that helps a community read long articles a little every day."""
