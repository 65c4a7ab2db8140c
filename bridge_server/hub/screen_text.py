"""`/screen.json`: what the hall's screen shows, for a video mixer that asks for it again and again with a screen's code."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qs

from websockets.datastructures import Headers

from bridge_server.meeting import Author, project
from bridge_server.reports.screen_text import Mark, screen_text
from bridge_server.wire.codec import encode
from bridge_server.wire.screen_text import ScreenText
from bridge_server.words import LANGUAGES, Language

if TYPE_CHECKING:
    from .hub import Hub

PATH: Final = "/screen.json"
LONGEST: Final = 64
"""Characters of a code; what is longer is none."""
FRESH: Final = 0.1
"""Seconds for which an answer is the same for everybody."""
JSON: Final = "application/json"
TEXT: Final = "text/plain; charset=utf-8"
CHALLENGE: Final = 'Basic realm="screen", charset="UTF-8"'
Told = tuple[HTTPStatus, str, bytes]
NO_CODE: Final[Told] = (HTTPStatus.UNAUTHORIZED, TEXT, b"401: a screen's code\n")
NO_SCREEN: Final[Told] = (HTTPStatus.FORBIDDEN, TEXT, b"403: not a screen's code\n")
CROWDED: Final[Told] = (HTTPStatus.SERVICE_UNAVAILABLE, TEXT, b"503: too many connections\n")


class Door(Protocol):
    """Who is let in by a code, and how long whoever says wrong ones waits."""

    def crowded(self, address: str) -> bool:
        """Whether as many of the address wait as may."""

    def known(self, code: str) -> Author | None:
        """Whose code it is."""

    async def wrong_code(self, address: str) -> None:
        """Count it, and wait as long as its answer must."""


class ScreenTexts:
    """Answers with bytes that are made at most ten times a second in each language, however many ask."""

    def __init__(self, door: Door, lang: Language, made: Callable[[Language], ScreenText]) -> None:
        self._door = door
        self._lang: Language = lang
        self._made = made
        self._kept: dict[Language, tuple[float, bytes]] = {}

    def __call__(self, address: str, headers: Headers, query: str) -> Told | Awaitable[Told]:
        """The answer, at once but for a wrong code."""
        if self._door.crowded(address):  # asked first: nobody learns then whether a code is right
            return CROWDED
        given = headers.get_all("Authorization")
        if not given:
            return NO_CODE
        code = code_of(given[0]) if len(given) == 1 else ""
        author = self._door.known(code) if code else None
        if author is None:
            return self._refused(address)
        if author.role != "screen":
            return NO_SCREEN
        asked = parse_qs(query).get("lang", [""])[-1]
        return HTTPStatus.OK, JSON, self._bytes(next((one for one in LANGUAGES if one == asked), self._lang))

    async def _refused(self, address: str) -> Told:
        await self._door.wrong_code(address)
        return NO_CODE

    def _bytes(self, lang: Language) -> bytes:
        now = asyncio.get_running_loop().time()
        made, kept = self._kept.get(lang, (float("-inf"), b""))
        if now - made >= FRESH:
            kept = encode(self._made(lang)) + b"\n"
            self._kept[lang] = now, kept
        return kept


def shown(hub: "Hub", lang: Language) -> ScreenText:
    """What the hall's screen shows at this instant."""
    frame, now = hub.publisher.floor_frame(), hub.clock.now()
    mark: Mark = "demonstration" if hub.opened.demonstration else "rehearsal" if hub.opened.rehearsal else ""
    unsure = frame.lateness_shown and frame.projected_end is None
    unknown = project(hub.meeting, now).unknown_item if unsure else ""
    return screen_text(lang, frame, now, mark, unknown_item=hub.meeting.items[unknown].item.no if unknown else "")


def code_of(authorization: str) -> str:
    """The code in an `Authorization`: the password of `Basic`, or the token of `Bearer`; "" where there is none."""
    scheme, _, value = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        code = value.strip()
    elif scheme.lower() == "basic":
        try:
            code = base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
    else:
        return ""
    return code if len(code) <= LONGEST else ""
