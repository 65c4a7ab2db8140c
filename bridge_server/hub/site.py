"""The pages that the hub serves: read once at start, made whole, then only handed out. No path ever reaches a file.

A page is one document. Its styles and modules are plain files in `bridge_server/page`; they are put into it here, so that on a
weak line it comes whole with one answer or not at all, and the policy allows exactly these scripts by their hash.
"""

import base64
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final
from urllib.parse import parse_qs, urlsplit

import orjson
from websockets.datastructures import Headers

from bridge_server.wire.hosts import SCREEN
from bridge_server.words import LANGUAGES, Language, catalogue, say

from .origins import authority
from .smaller import CSS, JAVASCRIPT, smaller

PAGES: Final = {"/": "operator.html", f"/{SCREEN}": "screen.html"}
FOLDER: Final = "page"
NOTHING: Final = "'none'"
_STYLE: Final = re.compile(r'<link rel="stylesheet" href="([a-z]+\.css)">')
_SCRIPT: Final = re.compile(r'<script type="module" src="([a-z]+\.js)"></script>')
_SETUP: Final = re.compile(r'(<script type="application/json" id="setup") data-words="([^"]*)"></script>')
_IMPORT: Final = re.compile(r'import \{[^{}]*\} from "\./([a-z]+\.js)";\n')
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) )", re.MULTILINE)
_NAMED: Final = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
_INLINE: Final = re.compile(r"<(script|style)(?![^>]*application/json)[^>]*>(.*?)</\1>", re.DOTALL)
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its tag, and what the policy allows in it. `packed` is the same, compressed."""

    body: bytes
    packed: bytes
    tag: str
    scripts: str
    styles: str


class Site:
    """The pages in every language. `urls` are the addresses of the hub that a page may go to where its own does not answer."""

    def __init__(self, lang: Language, urls: Iterable[str]) -> None:
        addresses = [url for url in dict.fromkeys(urls) if url]
        self._lang = lang
        self._pages = {(path, one): page(name, one, addresses) for path, name in PAGES.items() for one in LANGUAGES}
        self._elsewhere = " ".join(websocket for url in addresses for websocket in websockets_of(host_of(url)))

    def find(self, target: str) -> Page | None:
        """The page of a request's target, in the language that it asks for with `lang=`."""
        path, _, query = target.partition("?")
        asked = parse_qs(query).get("lang", [""])[-1]
        lang: Language = next((one for one in LANGUAGES if one == asked), self._lang)
        return self._pages.get((path, lang))

    def policy(self, found: Page, host: str) -> str:
        """The content security policy of a page that was asked for by this `Host`. Old browsers do not count the websocket of
        the same address as "self", so it is named.
        """
        lines = " ".join(filter(None, (*websockets_of(host), self._elsewhere)))
        return (
            f"default-src 'none'; script-src {found.scripts}; style-src {found.styles}; img-src data:; "
            f"connect-src {lines or NOTHING}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )


def host_of(url: str) -> str:
    """The host of an address as a browser asks for it, with its port."""
    parts = urlsplit(url)
    return authority(parts.hostname or "", parts.port)


def websockets_of(host: str) -> Iterator[str]:
    """The websocket addresses of a host as a policy names them; none where it is no host's name."""
    if _HOST.fullmatch(host):
        yield from (f"ws://{host}", f"wss://{host}")


def accepts_packed(headers: Headers) -> bool:
    """Whether whoever asks takes gzip."""
    offered = ",".join(headers.get_all("Accept-Encoding")).lower()
    for part in offered.replace(" ", "").split(","):
        name, _, share = part.partition(";q=")
        if name == "gzip":
            return not re.fullmatch(r"0(\.0*)?", share)
    return False


def has_already(headers: Headers, tag: str) -> bool:
    """Whether whoever asks has this very document."""
    known = {one.strip().removeprefix("W/") for one in ",".join(headers.get_all("If-None-Match")).split(",")}
    return tag in known or "*" in known


def page(name: str, lang: Language, addresses: list[str]) -> Page:
    """One document in one language. Raises `ValueError` for a module that cannot be put into a page as it is."""
    text = source(name)
    text = _STYLE.sub(lambda found: f"<style>{smaller(CSS, source(found[1]))}</style>", text)
    text = _SCRIPT.sub(lambda found: f'<script type="module">{smaller(JAVASCRIPT, joined(found[1]))}</script>', text)
    text = _SETUP.sub(lambda found: f"{found[1]}>{setup(lang, found[2].split(), addresses)}</script>", text)
    text = re.sub(r"\{\{([a-z-]+\.[a-z-]+)\}\}", lambda found: say(lang, found[1]), text).replace("{{lang}}", lang)
    body = text.encode()
    inline = _INLINE.findall(text)
    scripts = " ".join(allowed(inner) for kind, inner in inline if kind == "script")
    styles = " ".join(allowed(inner) for kind, inner in inline if kind == "style")
    return Page(body, gzip.compress(body, 9, mtime=0), f'"{sha256(body).hexdigest()[:24]}"', scripts, styles)


@cache
def source(name: str) -> str:
    """A file of the folder of pages."""
    return files("bridge_server").joinpath(FOLDER, name).read_text(encoding="utf-8")


def joined(entry: str) -> str:
    """A module with everything it imports before it, in one function: imports and exports are taken out.

    Raises `ValueError` where two modules have one name for different things, or one has another kind of import or export.
    """
    order: list[str] = []
    collect(entry, order)
    text = "".join(_EXPORT.sub("", _IMPORT.sub("", source(name))) for name in order)
    left = re.search(r"^(?:import|export)\b.*$", text, re.MULTILINE)
    if left:
        raise ValueError(f"{entry}: cannot be put into a page: {left[0]}")
    names = [found for name in order for found in _NAMED.findall(_EXPORT.sub("", source(name)))]  # as they stand: nothing inside
    twice = {one for one in names if names.count(one) > 1}
    if twice:
        raise ValueError(f"{entry}: more than one thing is called {', '.join(sorted(twice))}")
    return f"(() => {{\n{text}}})();\n"


def collect(name: str, order: list[str]) -> None:
    """The module and what it imports, each once, what is imported first."""
    for needed in _IMPORT.findall(source(name)):
        if needed not in order:
            collect(needed, order)
    order.append(name)


def setup(lang: Language, areas: list[str], addresses: list[str]) -> str:
    """What the scripts are told, as JSON that cannot end its element. `areas` are those of the catalogue ("hall"), the beginnings
    of names in one ("label.mode-"), or the page's own ("page/"), whose names stand without it.
    """
    words = {}
    for area, _, start in (one.partition(".") for one in areas):
        prefix = "" if area.endswith("/") else f"{area}."
        told = catalogue(lang, area.rstrip("/"))
        words.update({f"{prefix}{name}": text for name, text in told.items() if name.startswith(start)})
    return orjson.dumps({"lang": lang, "addresses": addresses, "words": words}).decode().replace("<", "\\u003c")


def allowed(inner: str) -> str:
    """How a policy names one inline script or style."""
    return f"'sha256-{base64.b64encode(sha256(inner.encode()).digest()).decode()}'"
