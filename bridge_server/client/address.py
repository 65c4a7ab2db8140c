"""Where a hub is, as people write it: a page's address, perhaps with the code behind "#"."""

from dataclasses import dataclass, field
from ssl import CERT_NONE, SSLContext, create_default_context
from urllib.parse import urlsplit

from bridge_server.wire.hosts import SCREEN, on_this_machine

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
    """The address written as "https://host/#CODE", "http://10.0.0.5:8024" or "ws://host:8024/ws". Raises `BadAddress`.

    Without a scheme it is https, on this very machine http. The name of a page ("screen") is no part of it.
    """
    written = text.strip()
    if "://" not in written:
        written = f"{'http' if on_this_machine(host_in(written)) else 'https'}://{written}"
    try:
        parts = urlsplit(written)
        port = parts.port
        host = parts.hostname or ""
        host.encode("idna")
    except ValueError:
        raise BadAddress(text) from None
    scheme = _SCHEMES.get(parts.scheme.lower())
    if scheme is None or not host or port == 0 or parts.username is not None or not plain(host):
        raise BadAddress(text)
    folder, _, page = parts.path.rpartition("/")
    path = (folder if page == SCREEN else parts.path).rstrip("/")
    path = path if path.endswith("/ws") else f"{path}/ws"
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{scheme}://{shown}" + (f":{port}" if port is not None else "") + path, parts.fragment.lstrip("/"))


def host_in(text: str) -> str:
    """The host of an address that is written without a scheme; "" where none can be told."""
    try:
        return urlsplit(f"//{text}").hostname or ""
    except ValueError:
        return ""


def plain(host: str) -> bool:
    """Whether a host's name has nothing in it that no name has."""
    return host.isprintable() and not any(char.isspace() or char in '<>"\\^`{|}' for char in host)


def tls_of(url: str) -> SSLContext | None:
    """How to trust a hub at a websocket's URL: as a browser would; one on this very machine is trusted by its address alone."""
    parts = urlsplit(url)
    if parts.scheme != "wss":
        return None
    context = create_default_context()
    if on_this_machine(parts.hostname or ""):
        context.check_hostname = False
        context.verify_mode = CERT_NONE
    return context
