"""Names and addresses of machines, as they are written; nobody is asked."""

from ipaddress import ip_address
from typing import Final

SCREEN: Final = "screen"
"""The page of the hall's screen and the chair's, behind a hub's address; the operators' page has no name."""


def on_this_machine(host: str) -> bool:
    """Whether the host means the machine that asks. A name that only looks like such an address ("127.example.vn") does not."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
