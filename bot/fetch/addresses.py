"""Which addresses of the Internet may be fetched from."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# What is not a host on the public Internet, or leads to one inside. Written out, since Python's `is_global`
# differs between its versions.
_CLOSED_4 = [
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by a carrier's customers
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own host, though the address is public
        "169.254.0.0/16",  # link-local: where clouds keep metadata
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
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = [
    IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, benchmarks and other protocols' own
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Whether an IP address (as the system prints it, with or without a zone) is a public host's."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is None:
            return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)
        address = inner
    return not any(address in network for network in _CLOSED_4)


def is_own(text: str) -> bool:
    """Whether an IP address is one of this machine's, on whatever network: asks the kernel's routes only."""
    address = ip_address(text.partition("%")[0])
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((text, 9))  # no packet is sent: this chooses the address that one would come from
        except OSError:
            return False  # no way there, so it is not here
        return ip_address(probe.getsockname()[0].partition("%")[0]) == address


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that is really connected to."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
