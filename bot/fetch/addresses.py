"""Which IP addresses belong to public hosts."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Spelled out, because Python's `is_global` differs between versions.
_NOT_PUBLIC_V4 = [
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this host on this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared among a carrier's customers
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's platform host, though the address is public
        "169.254.0.0/16",  # link-local; where clouds serve instance metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = [
    IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, benchmarking and other special purposes
        "2001:db8::/32",
        "2002::/16",  # 6to4, which embeds an IPv4 address
        "3fff::/20",
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Return whether `text` is the IP address of a public host.

    It is taken as the system prints it, with or without an IPv6 zone; anything else is not public.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _embedded_ipv4(address)
        if inner is None:
            return address in _GLOBAL_UNICAST and not any(address in network for network in _NOT_PUBLIC_V6)
        address = inner
    return not any(address in network for network in _NOT_PUBLIC_V4)


def is_own(text: str) -> bool:
    """Return whether an IP address is one of this machine's own, also a public one; no packet is sent."""
    address = ip_address(text.partition("%")[0])
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((text, 9))  # chooses the source address that a packet would have
        except OSError:
            return False  # no way there, so it is not here
        return ip_address(probe.getsockname()[0].partition("%")[0]) == address


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a NAT64 or IPv4-mapped address leads to."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
