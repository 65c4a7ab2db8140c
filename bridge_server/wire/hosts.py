"""Names and addresses of machines, as they are written; nobody is asked."""

from ipaddress import ip_address


def on_this_machine(host: str) -> bool:
    """Whether the host means the machine that asks. A name that only looks like such an address ("127.example.vn") does not."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
