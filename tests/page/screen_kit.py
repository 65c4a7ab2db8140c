"""A real browser before the hub's screen: pages whose every complaint is kept, and a wire that says what a test gives it."""

import json
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from playwright.async_api import Browser, BrowserContext, Page, WebSocketRoute, async_playwright

from bridge_server.wire.codec import encode
from console.hall import Frames

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE: Final = 15_000
"""Milliseconds a page may take to show what it should."""
FULL_HD: Final = (1920, 1080)
REPORTS: Final = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (one) => window.refused.push(`${one.violatedDirective} ${one.blockedURI}`));
"""
SENTENCES: Final = """(screen) => Array.from(screen.querySelectorAll(`header p, .words > *, .label, .programme h2,
  .programme .item, .programme li span, .listed, footer p`))
  .filter((one) => one.textContent && !one.classList.contains("whose"))
  .map((one) => one.innerText)"""
"""Every text of the face but the figures of its clock, in the order of reading."""
OUTSIDE: Final = """() => {
  const wrong = [];
  const visible = Array.from(document.querySelectorAll("#screen *")).filter((one) => one.getClientRects().length);
  for (const one of visible) {
    const at = one.getBoundingClientRect();
    if (at.left < -0.5 || at.top < -0.5 || at.right > innerWidth + 0.5 || at.bottom > innerHeight + 0.5)
      wrong.push(`outside: ${one.tagName}.${one.className} ${one.textContent.slice(0, 40)} ${JSON.stringify(at)}`);
  }
  const parts = Array.from(document.querySelectorAll("header, .words, .reading, .programme, footer"));
  parts.forEach((one, place) => {
    const below = parts[place + 1];
    const beside = one.className === "words" && one.parentNode.matches(".beside") && innerWidth > 1.25 * innerHeight;
    const [first, then] = [one.getBoundingClientRect(), below ? below.getBoundingClientRect() : null];
    if (below && (beside ? first.right > then.left + 1 : first.bottom > then.top + 1))
      wrong.push(`overlap: ${one.tagName}.${one.className} and ${below.tagName}.${below.className}`);
  });
  const cells = Array.from(document.querySelectorAll("header > p, .words > *, .programme > *, .programme li > *, footer > p"));
  for (const one of cells) for (const other of cells) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6)
      wrong.push(`overlap: ${one.textContent.slice(0, 30)} / ${other.textContent.slice(0, 30)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("scrolls sideways");
  return wrong;
}"""
SMALLEST: Final = """() => Math.min(...Array.from(document.querySelectorAll("#screen *"))
  .filter((one) => one.getClientRects().length && Array.from(one.childNodes).some((kid) => kid.nodeType === 3 && kid.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


@asynccontextmanager
async def chromium(*more: str) -> AsyncIterator[Browser]:
    """The browser of this machine; `more` are arguments of its own."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine (chromium, chromium-browser or google-chrome)")
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True)
class Screen:
    """One tab, and what it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    async def open(self, url: str) -> None:
        """Go there."""
        await self.page.goto(url)

    async def shows(self, text: str, *, within: str = "#screen", patience: float = PATIENCE / 1000) -> None:
        """Wait until this text stands there; `patience` in seconds."""
        await self.page.locator(within, has_text=text).first.wait_for(timeout=patience * 1000)

    async def hides(self, text: str) -> None:
        """Wait until it stands nowhere."""
        await self.page.wait_for_function("(text) => !document.body.innerText.includes(text)", arg=text, timeout=PATIENCE)

    async def sentences(self) -> list[str]:
        """What is to be read but for the clock's figures."""
        told: list[str] = await self.page.eval_on_selector("#screen", SENTENCES)
        return told

    async def figures(self) -> str:
        """What the clock says; "" where there is none."""
        return str(await self.page.evaluate("() => (document.querySelector('.figures') || {}).textContent || ''"))

    async def outside(self) -> list[str]:
        """What stands beyond the window or over something else."""
        told: list[str] = await self.page.evaluate(OUTSIDE)
        return told

    async def smallest(self) -> float:
        """The size of the smallest text, in pixels."""
        return float(await self.page.evaluate(SMALLEST))

    async def ended(self) -> None:
        """It had nothing to complain of."""
        self.complaints += await self.page.evaluate("window.refused")
        assert self.complaints == []


@asynccontextmanager
async def visitor(browser: Browser, count: int = 1, size: tuple[int, int] = FULL_HD) -> AsyncIterator[list[Screen]]:
    """Tabs of one visitor that has never been here; at the end none has complained."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.set_default_timeout(PATIENCE)
    try:
        screens = [await tab(context) for _ in range(count)]
        yield screens
        for screen in screens:
            await screen.ended()
    finally:
        await context.close()


async def tab(context: BrowserContext) -> Screen:
    """A new tab that is listened to."""
    page = await context.new_page()
    await page.add_init_script(REPORTS)
    screen = Screen(page)
    page.on("pageerror", lambda wrong: screen.complaints.append(f"error: {wrong}"))
    page.on("console", lambda said: heed(screen, said.type, said.text))
    return screen


def heed(screen: Screen, kind: str, text: str) -> None:
    """A message on the console; that a line broke is the browser's own to tell."""
    if kind in ("error", "warning") and "WebSocket connection to" not in text:
        screen.complaints.append(f"{kind}: {text}")


@dataclass(slots=True)
class Wire:
    """Stands where the hub's websocket is, and says frames; the hub's time stands still on it."""

    sockets: list[WebSocketRoute] = field(default_factory=list)
    now: int = 0
    greeting: dict[str, Any] = field(default_factory=dict)

    async def listen(self, screen: Screen) -> None:
        """Be the hub of that tab from now on."""
        await screen.page.route_web_socket(lambda url: url.endswith("/ws"), lambda socket: self._opened(socket))

    def _opened(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda message: self._answer(socket, json.loads(message)))

    def _answer(self, socket: WebSocketRoute, said: dict[str, Any]) -> None:
        if said["type"] == "Hello":
            self._welcome(socket)
        elif said["type"] == "Sync":
            socket.send(json.dumps({"type": "Synced", "sent": said["sent"], "now": self.now}))

    def _welcome(self, socket: WebSocketRoute) -> None:
        told = {
            "type": "Welcome", "v": 1, "session": "s", "log": "l", "role": "screen", "point": "", "now": self.now,
            "rehearsal": False, "resumed": False, "build": "", "tick_ms": 10_000, "demonstration": False, "pace": 0,
        }  # fmt: skip
        socket.send(json.dumps(told | self.greeting))

    def tell(self, frames: Frames, now: int, **greeting: Any) -> None:
        """From now on this is what stands at the hub, at this instant."""
        self.now, self.greeting = now, greeting
        for socket in self.sockets:
            self._welcome(socket)
            for frame in told(frames):
                socket.send(encode(frame).decode())


def told(frames: Frames) -> Sequence[object]:
    """What a screen is sent."""
    return [one for one in (frames.floor, frames.chair, frames.counts) if one is not None]
