"""How the bot is invited to a server."""

from __future__ import annotations

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    create_public_threads=True,
    read_message_history=True,
)
"""What the bot needs on a server; files are for cards, threads for schedules that want them."""


def invitation(application_id: int) -> str:
    """Return the link that invites a bot to a server, with exactly the permissions it needs."""
    return discord.utils.oauth_url(
        application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
    )
