"""Codes: derived, never stored; read however they are typed; void from the moment they are revoked."""

import asyncio
import hmac
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bridge_server import rosters
from bridge_server.client.ends import TurnedAway
from bridge_server.hub.codes import (
    ALPHABET,
    GROUPS,
    ROLES,
    SYMBOLS,
    Holder,
    HolderRole,
    all_codes,
    derive,
    generations,
    holders,
    read,
    written,
)
from bridge_server.hub.gate import Gate
from bridge_server.hub.opening import next_rehearsal
from bridge_server.meeting import Meeting
from bridge_server.meeting import commands as c
from bridge_server.wire.files.roster import roster_from
from bridge_server.wire.frames import Close
from tests.meeting.kit import MORNING, THREE_TIERS

from .kit import PATIENCE, TAM_KY, TAN_THANH, make_session, running
from .test_writer import of_type

SECRET = bytes(range(32))
DASHES = " -–—._·"
HOST, COMMUNE = Holder("host"), Holder("point", "20335")
CODES = st.text(ALPHABET, min_size=SYMBOLS, max_size=SYMBOLS)


def wide(text: str) -> str:
    """As an East Asian keyboard types it: full-width letters, digits and signs."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def test_a_code_has_sixty_bits_of_letters_that_no_keyboard_mangles() -> None:
    """No vowel, D or W (Vietnamese keyboards make other letters of them), none that looks like a digit."""
    assert len(ALPHABET) == len(set(ALPHABET)) == 20
    assert not set(ALPHABET) & set("AEIOUYDW01")
    assert 20**SYMBOLS > 2**60
    assert sum(GROUPS) == SYMBOLS


def test_codes_stay_what_they_are() -> None:
    """Sheets are printed days before: the codes of a secret never change with the program."""
    assert written(derive(SECRET, "2024-05-31-0123abcd", HOST)) == "HC58-NN6-3GP6-Q92"
    assert written(derive(SECRET, "2024-05-31-0123abcd", COMMUNE)) == "343K-7QH-854T-G57"
    assert written(derive(SECRET, "2024-05-31-0123abcd", COMMUNE, 2)) == "K5B6-C52-422K-7GK"


@settings(deadline=None, derandomize=True)
@given(
    st.binary(min_size=32, max_size=32), st.text(max_size=20), st.sampled_from(ROLES), st.text(max_size=10), st.integers(0, 99)
)
def test_a_code_is_an_hmac_of_parts_with_their_lengths(
    secret: bytes, session: str, role: str, point: str, generation: int
) -> None:
    """As the design says: HMAC-SHA256, each part behind its length in four bytes, as a number in base 20, lowest digit first."""
    holder = Holder(next(one for one in ROLES if one == role), point)
    parts = [part.encode() for part in (session, role, point, str(generation))]
    digest = hmac.new(secret, b"".join(len(part).to_bytes(4, "big") + part for part in parts), "sha256").digest()
    number, code = int.from_bytes(digest, "big"), derive(secret, session, holder, generation)
    assert len(code) == SYMBOLS
    assert sum(ALPHABET.index(char) * 20**place for place, char in enumerate(code)) == number % 20**SYMBOLS


def test_nothing_moves_from_one_part_into_another() -> None:
    """Session "a" and point "bc" are not session "ab" and point "c"; point 1 at its 12th code is not point 11 at its second."""
    parts = [("a", "bc", 0), ("ab", "c", 0), ("abc", "", 0), ("", "abc", 0), ("a", "b", 0), ("s", "1", 12), ("s", "11", 2)]
    codes = {derive(SECRET, session, Holder("point", point), generation) for session, point, generation in parts}
    assert len(codes) == len(parts)


def test_no_two_holders_of_the_whole_country_share_a_code() -> None:
    """The hall, the provinces, districts and communes of 2024, and the roles, in three generations."""
    roster = roster_from(rosters.raw("vietnam-2024"), "vietnam-2024")
    everybody = list(holders(roster))
    assert len(everybody) == len(set(everybody)) == len(roster.points) + 4 == 11_367
    codes = {derive(SECRET, "s", holder, generation) for holder in everybody for generation in range(3)}
    assert len(codes) == 3 * 11_367


@settings(deadline=None, derandomize=True)
@given(CODES, st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_typed(code: str, dice: Any) -> None:
    """Small or capital, wide or narrow, with any spaces and dashes between, before and behind."""
    shapes: list[Callable[[str], str]] = [str.lower, str.upper, wide, lambda char: wide(char.lower())]
    typed = "".join(dice.choice(shapes)(char) + dice.choice(DASHES) * dice.randint(0, 2) for char in code)
    assert read(typed) == code
    assert read(f"\u3000{written(code)}\n") == code
    assert read(wide(written(code))) == code
    assert written(code).replace("-", "") == code


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2012", "\u2212", "\u00ad", "\u00a0", "\u200b", "\u202f"])
def test_a_code_from_a_word_processor_is_read_too(dash: str) -> None:
    """What puts its own dashes and spaces between the groups: unbreakable ones, soft ones, a minus."""
    assert read(dash.join(("BCGH", "234", "KLMN", "567"))) == "BCGH234KLMN567"


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=30))
@example("")
@example("BCGH-234-KLMN-56")
@example("BCGH-234-KLMN-5677")
@example("BCGH-234-KLMN-56O")
@example("BCGH-234-KLMN-560")
@example("BCGH/234/KLMN/567")
@example("BCGH-234-KLMN-567!")
def test_whatever_else_is_no_code(text: str) -> None:
    """Read as one only if it is fourteen symbols of the alphabet and separators."""
    found = read(text)
    assert found is None or (len(found) == SYMBOLS and set(found) <= set(ALPHABET))
    if text.isascii() and not set(text.upper()) <= set(ALPHABET) | set(DASHES):
        assert found is None


def test_the_gate_lets_in_who_has_a_code_in_force() -> None:
    """Each as who it is; a revoked code never again, and nobody else's with it. The gate shows no code."""
    meeting = Meeting(MORNING, THREE_TIERS)
    gate = Gate(SECRET, "s", meeting, {"point:20335": 1})
    for holder, code in all_codes(SECRET, "s", THREE_TIERS, {"point:20335": 1}):
        author = gate.admit(written(code).lower(), "phone")
        assert author is not None
        assert (author.role, author.point, author.device) == (holder.role, holder.point, "phone")
        assert code not in repr(gate)
    assert gate.admit(derive(SECRET, "s", COMMUNE)) is None
    gate.renew(COMMUNE, 1)
    assert gate.admit(derive(SECRET, "s", COMMUNE, 1)) is None
    assert gate.admit(derive(SECRET, "s", COMMUNE, 2)) is None  # the session's next one, which it has not given out
    assert gate.admit(derive(SECRET, "s", COMMUNE, "1r1")) is not None
    assert gate.admit(derive(SECRET, "s", Holder("point", "20338"))) is not None
    assert gate.admit(derive(SECRET, "other", HOST)) is None
    assert gate.admit("") is None


def test_a_rehearsal_starts_from_the_codes_of_its_session() -> None:
    """What is revoked in it makes codes that the session itself never gives out."""
    meeting = Meeting(MORNING, THREE_TIERS)
    meeting.generations["host"] = 2
    assert generations({"host": 1, "point:20335": 3}, meeting) == {"host": "1r2", "point:20335": "3"}
    assert generations(None, meeting) == {"host": "2"}


@pytest.mark.asyncio
async def test_a_copy_elsewhere_takes_the_same_codes_until_they_are_revoked(tmp_path: Path) -> None:
    """Moved to another machine every code works; a revoked one is over at once, for good, and only that one."""
    original, copy = make_session(tmp_path / "hop"), tmp_path / "elsewhere"
    async with running(original) as hub:
        codes = {one: hub.code(one) for one in ("host", TAM_KY, TAN_THANH)}
    shutil.copytree(original, copy)
    async with running(copy) as hub:
        host, district = await hub.join("host", code=codes["host"]), await hub.join(TAM_KY, code=codes[TAM_KY])
        devices = [await hub.join(TAN_THANH, code=codes[TAN_THANH], device=device) for device in ("phone", "tablet")]
        await host.accepted(c.RevokeCode("point", TAN_THANH))
        ends = await asyncio.wait_for(asyncio.gather(*(one.connection.closed() for one in devices)), PATIENCE)
        assert [end.code for end in ends] == [Close.REVOKED] * 2
        with pytest.raises(TurnedAway) as away:
            await hub.join(TAN_THANH, code=codes[TAN_THANH])
        assert away.value.code == Close.BAD_CODE
        assert hub.code(TAN_THANH) != codes[TAN_THANH]
        await (await hub.join(TAN_THANH)).mine()
        await district.connection.sync()
    async with running(copy) as hub:
        with pytest.raises(TurnedAway):
            await hub.join(TAN_THANH, code=codes[TAN_THANH])
        await hub.join(TAN_THANH)
        await hub.join("host", code=codes["host"])
    async with running(original) as hub:
        await hub.join(TAN_THANH, code=codes[TAN_THANH])


@pytest.mark.asyncio
@pytest.mark.parametrize("role", ["host", "secretary", "screen", "mirror"])
async def test_a_role_can_be_revoked_the_hosts_own_too(tmp_path: Path, role: HolderRole) -> None:
    """Whoever revoked is still told that it is kept; then all with that code are let go, and the new one lets in."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        host, others = await hub.join("host", device="a"), [await hub.join(role, device=device) for device in ("b", "c")]
        old = hub.code(role)
        answer = await host.accepted(c.RevokeCode(role))
        gone = [*others, host] if role == "host" else others
        ends = await asyncio.wait_for(asyncio.gather(*(one.connection.closed() for one in gone)), PATIENCE)
        assert {end.code for end in ends} == {Close.REVOKED}
        assert role == "host" or host.connection.open
        with pytest.raises(TurnedAway):
            await hub.join(role, code=old)
        await hub.join(role)
    assert [record["n"] for record in of_type(directory, "CodeRevoked")] == [answer.n]


@pytest.mark.asyncio
async def test_who_is_being_let_in_while_its_code_is_revoked_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A console whose place is looked for in a long log at that moment must not slip in with the old code."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host", device="a")
        looking, found, place = threading.Event(), threading.Event(), hub.hub.consoles.place

        def slow(position: Any) -> Any:
            looking.set()
            found.wait(PATIENCE)
            return place(position)

        monkeypatch.setattr(hub.hub.consoles, "place", slow)
        late = asyncio.create_task(hub.join("host", device="b"))
        assert await asyncio.to_thread(looking.wait, PATIENCE)
        await host.accepted(c.RevokeCode("host"))
        await host.connection.closed()
        found.set()
        with pytest.raises(TurnedAway) as away:
            await late
        assert away.value.code in (Close.REVOKED, Close.BAD_CODE)


@pytest.mark.asyncio
async def test_a_rehearsal_has_the_same_codes_and_revokes_none_of_the_meetings(tmp_path: Path) -> None:
    """Revoked in the rehearsal, a code still works in the meeting; revoked in the meeting, it is over in rehearsals too."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        first, old = hub.code("host"), hub.code(TAM_KY)
        await (await hub.join("host")).accepted(c.RevokeCode("point", TAM_KY))
        second = hub.code(TAM_KY)
    async with running(directory, rehearsal=next_rehearsal(directory)) as hub:
        host, district = await hub.join("host", code=first), await hub.join(TAM_KY, code=second)
        assert host.connection.welcome.rehearsal
        with pytest.raises(TurnedAway):
            await hub.join(TAM_KY, code=old)
        await host.accepted(c.RevokeCode("point", TAM_KY))
        assert (await asyncio.wait_for(district.connection.closed(), PATIENCE)).code == Close.REVOKED
        with pytest.raises(TurnedAway):
            await hub.join(TAM_KY, code=second)
        await hub.join(TAM_KY)
    async with running(directory) as hub:
        assert not (await hub.join("host", code=first)).connection.welcome.rehearsal
        await hub.join(TAM_KY, code=second)
