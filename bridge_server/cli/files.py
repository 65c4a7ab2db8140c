"""The commands about files before a meeting: check, prepare, schema."""

import os
from pathlib import Path
from time import time
from urllib.parse import urlsplit

from bridge_server.session import Meant, SessionError, read_meeting
from bridge_server.session import prepare as prepare_session
from bridge_server.words import Language, say

from .exits import Exit, fail, narrate, put


def summary(meant: Meant) -> dict[str, str | int]:
    """What the files of a meeting hold, counted."""
    items = meant.agenda.items
    slots = [slot for item in items for group in item.groups for slot in group.slots]
    slots += [slot for item in items for slot in item.slots]
    return {
        "title": meant.agenda.title,
        "items": len(items),
        "groups": sum(len(item.groups) for item in items),
        "slots": len(slots),
        "agencies": len({slot.agency for slot in slots}),
        "categories": len(meant.agenda.categories),
        "points": len(meant.roster.points),
        "contacts": len(meant.contacts),
        "roster": meant.roster.name,
    }


def as_text(value: object) -> str:
    """An answer for a program, on one line."""
    import orjson

    return orjson.dumps(value).decode()


def path_text(path: Path) -> str:
    """A path as text that every reader takes; bytes that are no UTF-8 are shown as such."""
    return os.fsencode(path).decode("utf-8", "replace")


def check_agenda(lang: Language, file: Path, roster: str, *, as_json: bool) -> None:
    """Read the meeting files and say what they hold; faults are told by the edge, as JSON here."""
    from bridge_server.session import ManyFaults
    from bridge_server.wire.files.faults import FileFaults

    try:
        told = summary(read_meeting(file, roster))
    except (FileFaults, ManyFaults) as wrong:
        if not as_json:
            raise
        files = wrong.files if isinstance(wrong, ManyFaults) else (wrong,)
        faults = [
            {"file": path_text(Path(one.file)), "place": fault.place, "code": fault.code, "sentence": fault.sentence(lang)}
            for one in files
            for fault in one.faults
        ]
        put(as_text({"ok": False, "faults": faults}))
        raise SystemExit(Exit.BAD_INPUT) from None
    put(as_text({"ok": True, **told}) if as_json else say(lang, "command.checked", **told))


def prepare(
    lang: Language,
    agenda: Path,
    directory: Path,
    roster: str,
    public_url: str,
    also_urls: list[str],
    port: int | None,
    *,
    as_json: bool,
) -> None:
    """Make a session directory; saying it twice is harmless."""
    for url in (public_url, *also_urls):
        need_url(url)
    if port is not None and not 0 <= port <= 65_535:
        raise SessionError("bad-port", port=port)
    meant = read_meeting(agenda, roster)
    new = prepare_session(directory, meant, int(time() * 1000), public_url, also_urls, port)
    if as_json:
        put(as_text({"session": path_text(directory), "new": new, "points": len(meant.roster.points)}))
        return
    narrate(lang, "prepared" if new else "prepared-already", directory=directory, points=len(meant.roster.points))


def need_url(url: str) -> None:
    """The address of a page, or "". Raises `SessionError`."""
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and parts.username is None
    except ValueError:
        right = False
    if url and not (right and url.isprintable() and not set(url) & set("?# ")):
        raise SessionError("bad-url", url=url)


def schema(lang: Language, what: str) -> None:
    """One JSON Schema, or all of them by name."""
    from bridge_server.wire.schemas import NAMES
    from bridge_server.wire.schemas import schema as schema_of

    if what and what not in NAMES:
        fail(Exit.BAD_INPUT, say(lang, "command.unknown-schema", what=what, known=", ".join(NAMES)))
    import orjson

    told = schema_of(what) if what else {name: schema_of(name) for name in NAMES}
    put(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
