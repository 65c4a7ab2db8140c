"""Where a hub is, as people write it: a page's address, perhaps with the code behind "#"."""

from dataclasses import dataclass, field
from ssl import CERT_NONE, SSLContext, create_default_context
from urllib.parse import urlsplit

_SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


class BadAddress(ValueError):  # noqa: N818 - it says what is bad
    """A text that is no address of a hub; `text` is what was written, without what might be a code."""

    def __init__(self, text: str) -> None:
        self.text = text.partition("#")[0]
        super().__init__(self.text)


@dataclass(frozen=True, slots=True)
class Address:
    """The websocket's URL, and the code where the address had one; the code is not shown."""

    url: str
    code: str = field(default="", repr=False)


def address_of(text: str) -> Address:
    """The address written as "https://host/#CODE", "http://10.0.0.5:8024" or "ws://host:8024/ws". Raises `BadAddress`."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise BadAddress(text) from None
    scheme = _SCHEMES.get(parts.scheme.lower())
    if scheme is None or not parts.hostname or parts.username is not None:
        raise BadAddress(text)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path.rstrip("/")
    path = path if path.endswith("/ws") or path == "/ws" else f"{path}/ws"
    return Address(f"{scheme}://{host}" + (f":{port}" if port is not None else "") + path, parts.fragment.lstrip("/"))


def tls_of(url: str) -> SSLContext | None:
    """How to trust a hub at a websocket's URL: as a browser would; one on this very machine is trusted by its address alone."""
    parts = urlsplit(url)
    if parts.scheme != "wss":
        return None
    context = create_default_context()
    host = parts.hostname or ""
    if host == "localhost" or host == "::1" or host.startswith("127."):
        context.check_hostname = False
        context.verify_mode = CERT_NONE
    return context
