"""Addresses as people write them: where the hub is, and the code that a link carries."""

import pytest

from bridge_server.client.address import Address, BadAddress, address_of, tls_of


@pytest.mark.parametrize(
    ("written", "url", "code"),
    [
        ("https://hop.example.vn/#BCGH-234", "wss://hop.example.vn/ws", "BCGH-234"),
        ("https://hop.example.vn#/BCGH-234", "wss://hop.example.vn/ws", "BCGH-234"),
        ("http://10.0.0.5:8024", "ws://10.0.0.5:8024/ws", ""),
        ("ws://hop:8024/ws", "ws://hop:8024/ws", ""),
        ("HTTPS://Hop.Example.VN/day-31/", "wss://hop.example.vn/day-31/ws", ""),
        ("https://hop.example.vn/a/screen#BCGH", "wss://hop.example.vn/a/ws", "BCGH"),
        ("hop.example.vn/#BCGH", "wss://hop.example.vn/ws", "BCGH"),
        ("localhost:8024", "ws://localhost:8024/ws", ""),
        ("127.0.0.1:8024", "ws://127.0.0.1:8024/ws", ""),
        ("[::1]:8024", "ws://[::1]:8024/ws", ""),
        ("127.0.0.1.example.vn", "wss://127.0.0.1.example.vn/ws", ""),
        ("  http://hop  ", "ws://hop/ws", ""),
    ],
)
def test_a_page_or_a_link_leads_to_the_websocket(written: str, url: str, code: str) -> None:
    """Without a scheme it is https, on this very machine http."""
    assert address_of(written) == Address(url, code)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#BCGH",
        "ftp://hop",
        "http://",
        "http://hop:99999",
        "http://hop:0",
        "http://a b",
        "http://u:p@hop",
        "http://a..b",
        "http://[x",
    ],
)
def test_whatever_else_is_no_address(written: str) -> None:
    """And what might be a code is not repeated."""
    with pytest.raises(BadAddress) as wrong:
        address_of(f"{written}#BCGH-234-KLMN-567")
    assert "BCGH-234" not in str(wrong.value)


def test_an_address_does_not_show_its_code() -> None:
    """Not even in a traceback."""
    assert "BCGH" not in repr(address_of("https://hop.example.vn/#BCGH-234"))


def test_only_this_very_machine_is_trusted_without_a_certificate() -> None:
    """By its address, not by a name that looks like one."""
    assert tls_of("ws://hop/ws") is None
    trusted = {host: tls_of(f"wss://{host}/ws") for host in ("localhost", "127.0.0.1", "[::1]")}
    assert all(context is not None and not context.check_hostname for context in trusted.values())
    for host in ("hop.example.vn", "127.example.vn", "127.0.0.1.example.vn", "10.0.0.5"):
        context = tls_of(f"wss://{host}/ws")
        assert context is not None
        assert context.check_hostname
