"""`/screen.json`: the hall's screen as flat text for a video mixer, for whoever has a screen's code and nobody else."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import pytest
from rich.cells import cell_len

from bridge_server.hub.clock import ScriptedClock
from bridge_server.hub.limits import Limits
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Speaker
from bridge_server.reports.screen_text import screen_text
from bridge_server.wire.codec import encode
from bridge_server.wire.screen_text import ScreenText
from bridge_server.words import LANGUAGES, Language
from console.glyphs import UNICODE
from console.hall import hall_face
from console.lines import plain
from console.views.hall import Manner, hall, reading_of, until
from tests.console.test_hall import STARTS, wired

from .kit import FAST, TAM_KY, TAN_THANH, Running, make_session, running
from .test_protocol import SEVEN, blocks, rows, section
from .test_protocol import made_session as session_of_the_document
from .test_security_kit import Headers, Raw, dialled

HERE: Final = ("Host", "127.0.0.1")
SLOW: Final = replace(FAST, wrong_codes=2, wrong_delay=1.0)


def basic(code: str, user: str = "screen") -> Headers:
    """A code as mixers send it."""
    return (HERE, ("Authorization", f"Basic {base64.b64encode(f'{user}:{code}'.encode()).decode()}"))


@asynccontextmanager
async def asked(
    hub: Running, headers: Headers, path: str = "/screen.json", method: str = "GET", source: str = ""
) -> AsyncIterator[Raw]:
    """One request, answered."""
    async with dialled(hub.hub.port, source=source) as raw:
        await raw.request(path, headers, method)
        yield raw


async def status(hub: Running, headers: Headers, **more: Any) -> int:
    """How it was answered."""
    async with asked(hub, headers, **more) as raw:
        return raw.status


async def shown(hub: Running, path: str = "/screen.json") -> dict[str, Any]:
    """What a mixer gets."""
    async with asked(hub, basic(hub.code("screen")), path) as raw:
        assert raw.status == 200
        told: dict[str, Any] = json.loads(raw.body)
        return told


# --- what it says ---


def parts(text: str) -> str:
    """A text as it can be found in another."""
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("start", STARTS)
def test_it_says_what_the_halls_screen_says(start: Any, lang: Language) -> None:
    """Of the same frames, at once and a minute and a half later: every sentence stands there too, the clock is the same."""
    feed = start(lang)
    if feed.meeting.phase == "open":
        feed.host(c.ShowLateness(shown=True))
    frames = wired(feed.meeting, feed.now)
    for now in (feed.now, feed.now + 95_700):
        unknown = frames.chair.unknown
        told = screen_text(lang, frames.floor, now, unknown_item=unknown.no if unknown else "")
        face = hall_face(frames.floor, now, unknown=unknown)
        manner = Manner(lang, UNICODE)
        text = parts(" ".join(plain(line) for line in hall(face, 1500, 60, manner))).casefold()
        clock = reading_of(face, manner) if face.phase == "open" else until(face, manner, "until-start")
        if face.phase == "adjourned":
            clock = until(face, manner, "until-resumed")
        if face.phase == "closed":
            clock = None
        assert (told.clock, told.clock_label) == (("", "") if clock is None else (clock.text, clock.words))
        assert told.over == (clock is not None and clock.style == "over")
        assert told.time in text
        for value in (told.held, told.paused_text, told.next_text, told.lateness, told.resumes_at, told.break_until):
            assert parts(value).casefold() in text
        for value in (told.person, told.post, told.in_place_of, "" if face.is_break else told.speaker):
            assert parts(value).casefold() in text
        assert bool(told.speaker) == (face.speaking is not None)
        assert told.paused == (face.phase == "open" and face.paused_since is not None)
        assert (told.item_no, told.item) == (("", "") if face.item is None else (face.item.no, face.item.title))
        assert bool(told.lateness) == (face.phase == "open")
        assert cell_len(told.clock) < 9


@pytest.mark.parametrize("start", STARTS)
def test_lateness_is_told_only_where_the_host_says_so(start: Any) -> None:
    """As on the hall's screen."""
    feed = start("vi")
    assert screen_text("vi", wired(feed.meeting, feed.now).floor, feed.now).lateness == ""


@pytest.mark.asyncio
async def test_the_example_of_the_protocol_is_what_a_hub_says(tmp_path: Path) -> None:
    """Played on a hub of the document's own meeting; the table names exactly the fields that there are."""
    example = json.loads(blocks("json", "screen-text")[0].text)
    names = [one.name for one in fields(ScreenText)]
    assert list(example) == names
    assert [row[0].strip("`") for row in rows(section("For video mixers")) if row[0].startswith("`")] == names
    clock = ScriptedClock(SEVEN)
    async with running(session_of_the_document(tmp_path), clock=clock) as hub:
        host, point, other = [await hub.join(one) for one in ("host", TAN_THANH, TAM_KY)]
        await host.accepted(c.OpenMeeting())
        await host.accepted(c.StartItem("2"))
        clock.set(SEVEN + 195_000)
        await point.accepted(c.Ask(TAN_THANH, item="2", speaker=Speaker("Trần Văn B", "Chủ tịch")))
        await other.accepted(c.Ask(TAM_KY, item="2"))
        await host.accepted(c.GiveFloor("r1"))
        clock.set(example["now"])
        assert await shown(hub) == example


@pytest.mark.asyncio
async def test_it_follows_the_meeting_and_its_clock(tmp_path: Path) -> None:
    """In the language that is asked for; what one poll said is not what the next says."""
    clock = ScriptedClock(1_717_117_000_000)
    async with running(make_session(tmp_path / "hop"), clock=clock) as hub:
        host = await hub.join("host")
        first = await shown(hub)
        assert (first["phase"], first["clock"], first["clock_label"]) == ("prepared", "03:20", "ĐẾN GIỜ BẮT ĐẦU")
        assert (first["starts_at"], first["speaker"], first["mark"]) == ("08:00", "", "")
        await host.accepted(c.OpenMeeting())
        await host.accepted(c.StartItem("1"))
        clock.set(clock.now() + 61_000)
        await asyncio.sleep(0.11)  # longer than an answer is kept
        vi, en = await shown(hub), await shown(hub, "/screen.json?lang=en")
        assert vi["clock_label"] == "NỘI DUNG CÒN LẠI"
        assert en["clock_label"] == "LEFT OF THE ITEM"
        assert vi["clock"] == en["clock"]
        assert vi["clock_ms"] % 1000 == 0


@pytest.mark.asyncio
async def test_many_polls_are_one_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a mixer asks, the answer is made ten times a second at most, and the same bytes for all."""
    from bridge_server.hub import screen_text as module

    made: list[object] = []

    def counted(told: object) -> bytes:
        made.append(told)
        return encode(told)

    monkeypatch.setattr(module, "encode", counted)
    async with running(make_session(tmp_path / "hop")) as hub:
        began = asyncio.get_running_loop().time()
        bodies = set()
        for _ in range(40):
            async with asked(hub, basic(hub.code("screen"))) as raw:
                bodies.add(raw.body)
        lasted = asyncio.get_running_loop().time() - began
        assert 1 <= len(bodies) <= len(made) <= 2 + lasted / module.FRESH


# --- who may ask ---


@pytest.mark.asyncio
async def test_only_a_screens_code_opens_it(tmp_path: Path) -> None:
    """As a password with any user or as a token; other roles are told apart from wrong codes; nothing stands in the path."""
    async with running(make_session(tmp_path / "hop")) as hub:
        code = hub.code("screen")
        for right in (basic(code), basic(code, ""), basic(code.lower(), "vMix"), (HERE, ("Authorization", f"Bearer {code}"))):
            assert await status(hub, right) == 200
        for role in ("host", "secretary", "mirror", TAN_THANH):
            assert await status(hub, basic(hub.code(role))) == 403
        for wrong in ((HERE,), (HERE, ("X-Code", code))):
            assert await status(hub, wrong) == 401
            assert await status(hub, wrong, path=f"/screen.json?code={code}") == 401
        assert await status(hub, basic(code), path=f"/screen.json/{code}") == 404
        assert await status(hub, basic(code), method="POST") == 405


@pytest.mark.asyncio
async def test_the_headers_of_an_answer(tmp_path: Path) -> None:
    """Kept by nobody, read by no page from elsewhere; a browser is asked for the code; HEAD is the same without the object."""
    async with running(make_session(tmp_path / "hop")) as hub:
        origin = ("Origin", "https://evil.example")
        async with asked(hub, (*basic(hub.code("screen")), origin)) as raw:
            assert raw.headers["content-type"] == "application/json"
            assert raw.headers["cache-control"] == "no-store"
            assert raw.headers["x-content-type-options"] == "nosniff"
            assert "access-control-allow-origin" not in raw.headers
            length = len(raw.body)
        async with dialled(hub.hub.port) as raw:
            lines = [": ".join(one) for one in basic(hub.code("screen"))]
            raw.put("\r\n".join(["HEAD /screen.json HTTP/1.1", *lines, "", ""]).encode())
            head, _, body = (await raw.reader.read()).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 ")
            assert body == b""
            assert abs(int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]) - length) < 20
        async with asked(hub, (HERE,)) as raw:
            assert raw.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "given",
    [
        "Basic", "Basic !!!", "Basic c2NyZWVu", "Basic /w==", "Bearer", "Bearer x", "Digest a=b", "Bearer " + "B" * 5000,
        "Basic " + "QUFB" * 1500,
    ],
    ids=["no value", "no base64", "no colon", "no text", "no token", "short", "another scheme", "long", "long password"],
)  # fmt: skip
async def test_what_is_no_code_is_a_wrong_one(tmp_path: Path, given: str) -> None:
    """However it is written, also twice."""
    async with running(make_session(tmp_path / "hop"), limits=Limits()) as hub:
        assert await status(hub, (HERE, ("Authorization", given))) == 401
        twice = basic(hub.code("screen"))[1]
        assert await status(hub, (HERE, twice, twice)) == 401
        assert hub.hub.metrics.wrong_codes._value.get() == 2


@pytest.mark.asyncio
async def test_guessing_is_slow_and_counts_with_the_websockets(tmp_path: Path) -> None:
    """After as many wrong codes as are free an answer waits, by either door; a right one and other addresses do not."""
    async with running(make_session(tmp_path / "hop"), limits=SLOW) as hub:
        loop = asyncio.get_running_loop()
        for _ in range(2):
            assert await status(hub, basic("2345-678-9BCG-HKL")) == 401
        began = loop.time()
        late = asyncio.create_task(status(hub, basic("2345-678-9BCG-HKL")))
        assert await status(hub, basic(hub.code("screen"))) == 200
        assert await status(hub, basic("2345-678-9BCG-HKL"), source="127.0.0.2") == 401
        assert not late.done()
        assert await late == 401
        assert loop.time() - began >= 1.0
        with pytest.raises(Exception, match="4001"):
            await hub.join("screen", code="2345-678-9BCG-HKL")
        assert loop.time() - began >= 2.0


@pytest.mark.asyncio
async def test_waiting_guesses_are_bounded(tmp_path: Path) -> None:
    """An address that has as many late answers under way as may be is turned away at once."""
    async with running(make_session(tmp_path / "hop"), limits=replace(SLOW, wrong_codes=0, unknown=2)) as hub:
        answered = await asyncio.gather(*(status(hub, basic("2345-678-9BCG-HKL")) for _ in range(5)))
        assert sorted(answered) == [401, 401, 503, 503, 503]


@pytest.mark.asyncio
async def test_whoever_is_turned_away_learns_of_no_code(tmp_path: Path) -> None:
    """While an address has as many late answers under way as may be, right codes are answered like wrong ones: not at all."""
    async with running(make_session(tmp_path / "hop"), limits=replace(SLOW, wrong_codes=0, unknown=1)) as hub:
        late = asyncio.create_task(status(hub, basic("2345-678-9BCG-HKL")))
        await asyncio.sleep(0.3)
        for code in ("2345-678-9BCG-HKL", hub.code("screen"), hub.code("host")):
            assert await status(hub, basic(code)) == 503
        assert await late == 401
        assert await status(hub, basic(hub.code("screen"))) == 200


@pytest.mark.asyncio
async def test_a_revoked_code_opens_nothing_at_once(tmp_path: Path) -> None:
    """The new one does."""
    async with running(make_session(tmp_path / "hop")) as hub:
        old = hub.code("screen")
        host = await hub.join("host")
        assert await status(hub, basic(old)) == 200
        await host.accepted(c.RevokeCode("screen", ""))
        assert await status(hub, basic(old)) == 401
        assert await status(hub, basic(hub.code("screen"))) == 200


@pytest.mark.asyncio
async def test_no_code_comes_into_the_log(tmp_path: Path) -> None:
    """Neither a right one nor a wrong one; a poll is no line at all."""
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        async with running(make_session(tmp_path / "hop"), log_to=log) as hub:
            log.flush()
            before = (tmp_path / "log").read_text(encoding="utf-8").count("\n")
            code = hub.code("screen")
            assert await status(hub, basic(code)) == 200
            log.flush()
            assert (tmp_path / "log").read_text(encoding="utf-8").count("\n") == before
            assert await status(hub, basic(code[:-1])) == 401
            assert await status(hub, basic(hub.code("host"))) == 403
        log.flush()
        told = (tmp_path / "log").read_text(encoding="utf-8")
        secrets = [code, code[:-1], hub.code("host"), *(dict(basic(one))["Authorization"] for one in (code, code[:-1]))]
        assert not [one for one in secrets if one in told]
        assert "wrong-code" in told
