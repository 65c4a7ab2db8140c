"""The independent account: what is not in the file as it was told is found, whoever's fault it is."""

from pathlib import Path

import orjson
import pytest

from bridge_server.rehearsal.check import Kept, Miss, misses
from bridge_server.rehearsal.play import Played, Wish, perform

pytestmark = pytest.mark.asyncio


async def played_whole(session: Path) -> tuple[Played, list[bytes]]:
    """A small rehearsal with its log, line by line."""
    played = await perform(Wish(session, 5), lambda _key, _facts: None)
    return played, played.log.read_bytes().splitlines(keepends=True)


async def test_a_whole_log_has_everything_and_a_tampered_one_is_found_out(small: Path) -> None:
    """A line dropped, doubled, cut short or altered; an answer altered."""
    played, lines = await played_whole(small)
    kept, seen = played.tally.kept, played.seen
    assert len(kept) > 30
    assert {len([line for line in seen if line == one]) for one in set(seen)} <= {2, 3}
    assert misses(kept, seen, b"".join(lines)) == []
    at = next(index for index, line in enumerate(lines) if b'"CheckedIn"' in line)
    victim = next(one for one in kept if f'"id":"{one.id}"'.encode() in lines[at])
    without = [*lines[:at], *lines[at + 1 :]]
    assert misses(kept, [], b"".join(without)) == [Miss("missing", victim.n, victim.scope, victim.id)]
    assert misses([], seen, b"".join(without)) == [Miss("differs", victim.n)]
    twice = b"".join([*lines, lines[at]])
    assert [one.why for one in misses(kept, seen, twice)] == ["twice", "differs"]
    torn = b"".join([*lines[:at], lines[at][: len(lines[at]) // 2] + b"\n", *lines[at + 1 :]])
    assert [one.why for one in misses(kept, seen, torn)] == ["missing", "differs"]
    altered = lines[at].replace(b'"mode":"in_person"', b'"mode":"online"')
    assert altered != lines[at]
    assert misses(kept, seen, b"".join([*lines[:at], altered, *lines[at + 1 :]])) == [Miss("differs", victim.n)]
    moved = Kept(victim.scope, victim.id, victim.n + 1)
    assert misses([moved], [], b"".join(lines)) == [Miss("elsewhere", victim.n + 1, victim.scope, victim.id)]


def record(n: int, by: str, ident: str) -> bytes:
    """A line of a log as far as the account looks at it."""
    return orjson.dumps({"n": n, "at": 0, "by": by, "id": ident, "events": [], "dur": 0, "h": ""}) + b"\n"


async def test_an_id_belongs_to_its_author_whatever_the_device() -> None:
    """Two authors may use the same id; two devices of one author are one."""
    raw = record(1, "point:a@tablet", "same-one") + record(2, "host", "same-one")
    assert misses([Kept("point:a", "same-one", 1), Kept("host", "same-one", 2)], [], raw) == []
    assert [one.why for one in misses([Kept("point:b", "same-one", 1)], [], raw)] == ["missing"]


async def test_an_answer_that_was_given_twice_counts_once() -> None:
    """A command that was sent again is told again, and stands in the file once."""
    told = Kept("host", "again-and-again", 1)
    assert misses([told, told], [], record(1, "host", "again-and-again")) == []


async def test_headers_seals_and_rubbish_are_no_records() -> None:
    """They count for nothing, and break nothing."""
    raw = b'{"format":1,"log":"x"}\n' + record(1, "host", "one-and-only") + b'{"seal":1,"n":1}\n[]\nnonsense\n\xff\n'
    assert misses([Kept("host", "one-and-only", 1)], [b'{"seal":1,"n":1}\n'], raw) == []
