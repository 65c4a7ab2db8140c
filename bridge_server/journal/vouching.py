"""Torn or damaged: whether what follows an unreadable line shows that it was once safely on the disk.

A power cut leaves noise, holes and stale pieces behind the durable bytes, but moves nothing and invents no hash. So a line that
says more was durable than the unreadable line's start is believed when its hash continues from an `h` found near it; or, when
what it continued is gone altogether, if it says that all before its own place was durable, or if it stands in the unreadable
line's place with a number that skips a record. A `dur` glued together from two torn pieces passes none of these.
Left over is a single last line in the middle of a batch, with everything before it destroyed back into an older batch: that is
taken for a torn tail, and kept like one.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Final

import orjson

from bridge_server.journal.format import ENDING, is_seal

_START: Final = re.compile(rb'\{"(?:n|seal)":[0-9]')
_END: Final = re.compile(rb',"dur":([0-9]{1,18}),"h":"([0-9a-f]{64})"\}')
_MARK: Final = b',"h":"'
_NEAR: Final = 16
"""How many hashes before a line it may continue from: lines may have been swapped."""


def vouched(tail: bytes, offset: int, h: bytes, n: int) -> bool:
    """Whether any line in `tail` vouches for the unreadable line that starts it, at byte `offset` of the file.

    `h` and `n` are hash and record number of the last sound line.
    """
    first = [h, *_hashes(tail[: tail.find(b"\n") + 1], h)]
    near: deque[bytes] = deque(maxlen=_NEAR)
    begin = 0
    for end in _END.finditer(tail):
        said, stated = int(end[1]), end[2]
        near.extend(_hashes(tail[begin : end.start()], h))
        if said > offset:
            for start in (found.start() for found in _START.finditer(tail, begin, end.start())):
                covered = tail[start : end.start(2) - len(_MARK)]
                if _continues(covered, stated, chain(first, near)) or _alone(tail[start : end.end()], said, start, offset, n):
                    return True
        near.append(stated)
        begin = end.end()
    return False


def _hashes(piece: bytes, h: bytes) -> Iterator[bytes]:
    """What the next line may continue from, for each whole line in `piece`: what it states, what it would have to state."""
    start = 0
    while (stop := piece.find(b"\n", start) + 1) > 0:
        yield piece[stop - 67 : stop - 3]
        for covered in {stop - ENDING, piece.rfind(_MARK, start, stop)}:
            yield sha256(h + piece[start : max(start, covered)]).hexdigest().encode()
        start = stop


def _continues(covered: bytes, stated: bytes, links: Iterable[bytes]) -> bool:
    return any(sha256(link + covered).hexdigest().encode() == stated for link in links)


def _alone(line: bytes, said: int, start: int, offset: int, n: int) -> bool:
    try:
        number = orjson.loads(line)["n"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return False
    if start == 0:
        return isinstance(number, int) and number > n + (not is_seal(line))
    return said == offset + start
