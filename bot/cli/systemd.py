"""Tells systemd how the bot is, as a service of `Type=notify`."""

from __future__ import annotations

import logging
import socket

log = logging.getLogger(__name__)


def notify(address: str | None, message: str) -> None:
    """Send a message of sd_notify(3), such as "READY=1", to the socket that systemd named; without one, do
    nothing."""
    if address is None:
        return
    address = f"\0{address[1:]}" if address.startswith("@") else address  # an abstract one
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.setblocking(False)
            channel.sendto(message.encode(), address)
    except OSError as error:
        log.warning("systemd can't be told %s: %s", message, error)
