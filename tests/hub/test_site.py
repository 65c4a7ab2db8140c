"""The pages as they are put together: small, whole, and with a policy that names what may run in them."""

import pytest
from websockets.datastructures import Headers

from bridge_server.hub import site, smaller
from bridge_server.words import Language

URLS = ["https://hop.example.vn", "http://10.0.0.5:8024"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_operators_page_is_small_and_whole(lang: Language) -> None:
    """With all that belongs to it, as it is sent to somebody who takes nothing packed: at most 60 kB, in one answer."""
    found = site.page("operator.html", lang, URLS)
    assert len(found.body) <= 60_000
    assert b'rel="stylesheet"' not in found.body
    assert b" src=" not in found.body
    assert f'lang="{lang}"'.encode() in found.body


def test_modules_that_cannot_be_put_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One name for two things, or another kind of import: said when the hub starts, not found out by a browser."""
    sources = {"a.js": 'import { b } from "./b.js";\nconst x = 1;\n', "b.js": "export const b = 1;\nconst x = 2;\n"}
    monkeypatch.setattr(site, "source", sources.__getitem__)
    with pytest.raises(ValueError, match="more than one thing is called x"):
        site.joined("a.js")
    sources["b.js"] = "export const b = 1;\n"
    assert site.joined("a.js") == "(() => {\nconst b = 1;\nconst x = 1;\n})();\n"
    sources["b.js"] = "export default 1;\n"
    with pytest.raises(ValueError, match="export default"):
        site.joined("a.js")


def test_a_tool_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, or where it ends with an error, the text goes out as it stands; with it the text does the same, shorter."""
    script = "(() => {\n  const number = 1;\n  globalThis.told = number;\n})();\n"
    assert len(smaller.smaller(smaller.JAVASCRIPT, script)) < len(script) / 1.5
    for program in ("import nothing_like_it", "raise SystemExit(1)", "pass"):
        smaller.smaller.cache_clear()
        monkeypatch.setattr(smaller, "PROGRAM", program)
        assert smaller.smaller(smaller.JAVASCRIPT, script) == script
    smaller.smaller.cache_clear()


def test_an_address_of_any_name_is_named_as_browsers_do() -> None:
    """Names of a network at home, and letters beyond ASCII: else the policy would forbid the page its own hub."""
    pages = site.Site("vi", ["http://may_chu:8024", "https://điểmcầu.vn"])
    found = pages.find("/")
    assert found is not None
    policy = pages.policy(found, "may_chu:8024")
    assert "connect-src ws://may_chu:8024 wss://may_chu:8024 ws://may_chu:8024" in policy
    assert "wss://xn--" in policy


def test_the_policy_names_the_websocket_and_nothing_that_is_no_host() -> None:
    """The request's host and the other addresses; a host that is none adds nothing."""
    pages = site.Site("vi", URLS)
    found = pages.find("/?lang=en")
    assert found is not None
    policy = pages.policy(found, "10.0.0.7:8024")
    assert "connect-src ws://10.0.0.7:8024 wss://10.0.0.7:8024 ws://hop.example.vn wss://hop.example.vn" in policy
    for host in ("", "a b", "x; script-src *", "[::1"):
        assert pages.policy(found, host).count("script-src") == 1
        assert "connect-src ws://hop.example.vn" in pages.policy(found, host)
    assert pages.find("/secret") is None


@pytest.mark.parametrize(
    ("offered", "taken"),
    [("gzip, br", True), ("br", False), ("gzip;q=0", False), ("gzip; q=0.0", False), ("br, gzip;q=0.8", True), ("", False)],
)
def test_who_takes_it_packed(offered: str, *, taken: bool) -> None:
    """As `Accept-Encoding` says."""
    assert site.accepts_packed(Headers({"Accept-Encoding": offered})) is taken
