"""Who is let in, as whom. Only keyed hashes of the codes are held; they change when one is revoked."""

import hmac
import secrets
from collections.abc import Mapping

from bridge_server.meeting import Author, Meeting

from .codes import Holder, all_codes, derive, generation_text, generations, read


class Gate:
    """The codes in force."""

    def __init__(self, secret: bytes, session: str, meeting: Meeting, base: Mapping[str, int] | None = None) -> None:
        """`base` are the generations that a rehearsal starts from: those of the session; None for the session itself."""
        self._secret, self._session, self._base = secret, session, base
        self._key = secrets.token_bytes(32)
        self._holders: dict[bytes, Holder] = {}
        self._hashes: dict[Holder, bytes] = {}
        self._generations = dict(meeting.generations)
        for holder, code in all_codes(secret, session, meeting.roster, generations(base, meeting)):
            self._put(holder, code)

    def __repr__(self) -> str:
        return f"Gate({len(self._holders)} codes)"

    def admit(self, text: str, device: str = "") -> Author | None:
        """Whoever has this code. How long it takes tells nothing of a code: only hashes with a key of this run are compared."""
        code = read(text)
        found = self._hash(code or "")
        holder = self._holders.get(found)
        if code is None or holder is None or not hmac.compare_digest(found, self._hashes[holder]):
            return None
        return Author(holder.role, holder.point, device)

    def renew(self, holder: Holder, generation: int) -> None:
        """From now on only the code of this generation of the log is right."""
        self._generations[holder.key] = generation
        self._holders.pop(self._hashes.pop(holder), None)
        base = None if self._base is None else self._base.get(holder.key, 0)
        self._put(holder, derive(self._secret, self._session, holder, generation_text(generation, base)))

    def generation(self, author: Author) -> int:
        """Of the code by which that author is let in now, as the log counts."""
        return self._generations.get(author.scope, 0)

    def _put(self, holder: Holder, code: str) -> None:
        found = self._hash(code)
        self._holders[found] = holder
        self._hashes[holder] = found

    def _hash(self, code: str) -> bytes:
        return hmac.digest(self._key, code.encode(), "sha256")
