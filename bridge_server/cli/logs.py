"""The commands about a session's log: show, log, verify, continue."""

from pathlib import Path
from time import time
from typing import Any

from bridge_server.journal import Chain, JournalError, read_chain
from bridge_server.journal import verify as verify_chain
from bridge_server.journal.replay import Replay, collector_at_rest, replay, start
from bridge_server.meeting.digest import digest
from bridge_server.reports.overview import overview, overview_json
from bridge_server.reports.times import BadAt, parse_at
from bridge_server.session import NEEDED, SessionError, continue_session, log_of
from bridge_server.words import Language, say

from .diary import Diary
from .edge import explain
from .exits import Exit, narrate, put
from .explained import exit_of
from .files import as_text, path_text


def show(lang: Language, directory: Path, at: str, *, as_json: bool) -> None:
    """The state after the last record, or at the moment that `at` names."""
    path = log_of(directory)
    told, chain, now = at_moment(path, at) if at else at_end(path)
    meeting = told.meeting
    rehearsal, demonstration = bool(told.header["rehearsal"]), bool(told.header.get("demonstration"))
    warn(lang, told, chain)
    if as_json:
        put(as_text(overview_json(meeting, now, rehearsal=rehearsal, demonstration=demonstration)))
    else:
        put(overview(lang, meeting, now, rehearsal=rehearsal, demonstration=demonstration))


def at_end(path: Path) -> tuple[Replay, Chain, int]:
    """The whole log, and the instant of its last record (of its plan, where there is none)."""
    told, chain = replay(path)
    return told, chain, told.meeting.at or told.meeting.starts_at


def at_moment(path: Path, at: str) -> tuple[Replay, Chain, int]:
    """The log up to the record or the instant written as `at`. Raises `SessionError` for a moment that is none, or not in it."""
    chain = read_chain(path)
    first = last = None
    for record in chain.records():
        first = record["at"] if first is None else first
        last = record["at"]
    try:
        moment = parse_at(at, meeting_start_ms=chain.header["agenda"]["starts_at"], first=first, last=last)
    except BadAt:
        raise SessionError("bad-at", at=at) from None
    if moment.record is not None:
        if moment.record > chain.head.n:
            raise SessionError("at-out-of-range", at=at, last=chain.head.n)
        number = moment.record
        told, _ = replay(path, lambda record: record["n"] > number)
        return told, chain, told.meeting.at or told.meeting.starts_at
    assert moment.instant is not None
    instant, shift = moment.instant, 0

    def later(record: dict[str, Any]) -> bool:
        """Whether the record's instant, as it was shown when it was written, lies after the moment."""
        nonlocal shift
        shown = record["at"] + shift
        for event in record["events"]:
            if event["type"] == "ClockCorrected":
                shift = event["milliseconds"]
        return bool(shown > instant)

    told, _ = replay(path, later)
    return told, chain, instant - told.meeting.clock_offset_ms


def warn(lang: Language, told: Replay, chain: Chain) -> None:
    """Say what is special about a log: a torn tail, events of a newer program."""
    if chain.torn_bytes:
        narrate(lang, "torn", bytes=chain.torn_bytes)
    if told.unknown:
        narrate(lang, "newer-event", count=len(told.unknown), record=told.unknown[0][0])


def log(lang: Language, directory: Path, *, as_json: bool) -> None:
    """Every record: its events as sentences, or the raw record as it stands in the log."""
    chain = read_chain(log_of(directory))
    diary = Diary(lang, chain.header)
    for record in chain.records():
        if as_json:
            put(as_text(record))
            continue
        for before, text in diary.take(record):
            put(before + text)
    warn(lang, diary.told, chain)
    if not as_json and not diary.told.meeting.n:
        narrate(lang, "no-records")


def verify(lang: Language, directory: Path, head: str | None, *, as_json: bool) -> None:
    """Whether the log is whole, and whether a remembered head still holds."""
    path = log_of(directory)
    found = verify_chain(path, head)
    state = ""
    if found.problem is None:
        chain = read_chain(path)
        told = start(chain.header)
        with collector_at_rest():
            told.fold(chain.records())
        warn(lang, told, chain)
        state = "" if told.unknown else digest(told.meeting)
    if as_json:
        put(
            as_text(
                {
                    "ok": found.ok,
                    "records": found.records,
                    "head": f"{found.head.n}:{found.head.h}" if found.head else None,
                    "digest": state or None,
                    "torn_bytes": found.torn_bytes,
                    "closed": found.closed,
                    "segments": found.segments,
                    "problem": problem(lang, found.problem) if found.problem else None,
                }
            )
        )
    elif found.problem is None:
        put(say(lang, "command.verified", records=found.records, head=str(found.head), digest=state or "-"))
        if not found.ok:
            narrate(lang, "head-does-not-hold", head=head)
    if found.problem is not None:
        if as_json:
            raise SystemExit(exit_of(found.problem.code))
        explain(lang, found.problem)
    if not found.ok:
        raise SystemExit(Exit.REFUSED)


def problem(lang: Language, wrong: JournalError) -> dict[str, str]:
    """A journal's error for a program."""
    return {"code": wrong.code, "sentence": say(lang, f"journal.{wrong.code}", **wrong.facts)}


def continue_(lang: Language, directory: Path, into: Path, head: str | None, *, as_json: bool) -> None:
    """A new session directory that goes on from this one's log."""
    done = continue_session(directory, into, int(time() * 1000), head)
    at = done.head
    if done.left_behind:
        narrate(lang, "left-behind", files=", ".join(done.left_behind))
    if as_json:
        put(as_text({"session": path_text(into), "head": f"{at.n}:{at.h}", "left_behind": done.left_behind}))
        return
    codes = any(name in NEEDED for name in done.left_behind)
    narrate(lang, "continued-without-codes" if codes else "continued", directory=directory, into=into, record=at.n)
