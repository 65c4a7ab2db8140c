"""Where codes and the secret are, and where they are not: derived when needed, compared in constant time, kept nowhere."""

import ast
from pathlib import Path

import pytest

from bridge_server.client.address import address_of
from bridge_server.client.steady import Steady
from bridge_server.hub import gate
from bridge_server.hub.codes import ALPHABET, SYMBOLS, Holder, derive, written
from bridge_server.hub.gate import Gate
from bridge_server.hub.opening import next_rehearsal, open_session
from bridge_server.meeting.commands import CheckIn, OpenMeeting, RevokeCode
from bridge_server.session import SECRET

from .kit import TAN_THANH, THANG_BINH, make_session, running
from .test_security_logs import Codes, plain

pytestmark = pytest.mark.asyncio


async def test_codes_are_compared_in_constant_time() -> None:
    """Letting somebody in ends in `compare_digest`, and nothing there is compared with `==`."""
    tree = ast.parse(Path(gate.__file__).read_text("utf-8"))
    (admit,) = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == "admit"]
    called = {ast.unparse(one.func) for one in ast.walk(admit) if isinstance(one, ast.Call)}
    assert "hmac.compare_digest" in called
    compared = [one for one in ast.walk(tree) if isinstance(one, ast.Compare)]
    assert not [one for one in compared if any(isinstance(how, ast.Eq | ast.NotEq) for how in one.ops)]


async def test_the_gate_holds_no_code(tmp_path: Path) -> None:
    """What it keeps of a code is a hash under a key of this run: two gates of one session hold different ones."""
    opened = open_session(make_session(tmp_path / "hop"), 1_717_000_000_000)
    codes = Codes(opened.directory)
    first, second = [Gate(opened.secret, opened.settings.session, opened.meeting, {}) for _ in range(2)]
    held = [set(vars(one)["_holders"]) for one in (first, second)]
    assert len(held[0]) == len(codes.every()) // 2
    assert not held[0] & held[1]
    assert not [code for code in codes.every() if code.encode() in held[0]]
    opened.journal.close(1_717_000_000_000)


async def test_what_is_shown_of_an_object_has_no_code_in_it(tmp_path: Path) -> None:
    """A gate, an address and a client in a traceback or a debugger's line do not show what they hold."""
    opened = open_session(make_session(tmp_path / "hop"), 1_717_000_000_000)
    codes = Codes(opened.directory)
    code = codes(TAN_THANH)
    address = address_of(f"https://hop.example.vn/#{written(code)}")
    assert plain(address.code) == code
    shown = repr([
        Gate(opened.secret, opened.settings.session, opened.meeting, {}), address, Steady(address.url, address.code),
    ])  # fmt: skip
    assert not [one for one in codes.every() if one in plain(shown)]
    assert opened.secret.hex() not in shown
    assert repr(opened.secret)[2:-1] not in shown
    opened.journal.close(1_717_000_000_000)


async def test_no_file_of_a_session_has_a_code_in_it(tmp_path: Path) -> None:
    """After a meeting and a rehearsal with codes used and revoked: the secret stands in its own file, and codes stand nowhere."""
    directory = make_session(tmp_path / "hop")
    codes = Codes(directory)
    for rehearsal in (None, next_rehearsal(directory)):
        with (directory / "hub.log").open("a", encoding="utf-8") as log:
            async with running(directory, rehearsal=rehearsal, log_to=log, reserve=1 << 20) as hub:
                host, point = await hub.join("host", device="laptop"), await hub.join(TAN_THANH, device="tablet")
                await host.accepted(OpenMeeting())
                await point.accepted(CheckIn(TAN_THANH, total=3))
                await host.accepted(RevokeCode("point", THANG_BINH))
                await host.accepted(RevokeCode("point", TAN_THANH))
                await hub.join(TAN_THANH)
    files = [path for path in directory.rglob("*") if path.is_file()]
    assert {"session.jsonl", "hub.log", "secret"} <= {path.name for path in files}
    for path in files:
        told = plain(path.read_bytes().decode("utf-8", "replace"))
        assert not [code for code in codes.every() if code in told], path
        assert (codes.secret.hex().upper() in told) == (path.name == SECRET), path


async def test_a_code_tells_nothing_of_another() -> None:
    """Of all the codes of a session no two are alike, not even in their first half: none helps to guess another."""
    made = [derive(b"s" * 32, "session", Holder("point", str(at)), generation) for at in range(2000) for generation in range(2)]
    assert len({code[:8] for code in made}) == len(made)
    assert all(len(code) == SYMBOLS and set(code) <= set(ALPHABET) for code in made)
    assert len(ALPHABET) ** SYMBOLS > 2**60
