"""The addresses of a hub as browsers name them: where a page came from, and where its websocket may go."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

USUAL: Final = {"http": 80, "https": 443}
"""The port that an address of each scheme need not say."""


def origin_of(scheme: str, host: str, port: int) -> str:
    """The origin that a browser names for a page of this address: letters beyond ASCII as the name system has them."""
    return f"{scheme}://{authority(host, None if port == USUAL[scheme] else port)}"


def authority(host: str, port: int | None) -> str:
    """A host with its port, where one is said, as browsers write them."""
    shown = f"[{host}]" if ":" in host else ascii_name(host)
    return shown if port is None else f"{shown}:{port}"


def ascii_name(host: str) -> str:
    """A host's name as browsers write it; one that no name can be stays as it is, and matches nothing."""
    try:
        return host.lower() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def origins_of(urls: Iterable[str], secure: bool, port: int, hosts: Iterable[str]) -> set[str]:
    """The origins of the public addresses, and of this machine's own names."""
    scheme = "https" if secure else "http"
    found = {origin_of(scheme, host, port) for host in hosts}
    for url in urls:
        parts = urlsplit(url)
        if parts.scheme in USUAL and parts.hostname:
            found.add(origin_of(parts.scheme, parts.hostname, parts.port or USUAL[parts.scheme]))
    return found
