"""The hub's own log: one JSON object a line, without a code, a secret, a phone or anybody's words in it.

It is for whoever looks after the machine. What happened in the meeting is in the session's log, not here.
"""

import logging
import re
import unicodedata
from collections.abc import Callable, Mapping, MutableMapping
from io import StringIO
from time import monotonic
from typing import IO, Any, Final

import orjson
import structlog

from .codes import ALPHABET, SYMBOLS
from .limits import Bucket

Log = structlog.typing.FilteringBoundLogger

_BETWEEN: Final = r"[\s._·−\-‐-―]{0,3}"
_CODE: Final = re.compile(
    rf"(?:(?<![0-9A-Za-z])|(?<=\\[nrt]))(?:[{ALPHABET}]{_BETWEEN}){{{SYMBOLS - 1}}}[{ALPHABET}](?![0-9A-Za-z])", re.IGNORECASE
)
_SECRET: Final = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])")
_PHONE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.:\-])\(?(?:\+84[ .()\-]{0,2}|84 ?|0)[0-9(](?:[ .()\-]{0,2}[0-9]){7,9}(?![0-9A-Za-z])"
)
FROM_OUTSIDE: Final = frozenset({"wrong-code", "closed", "library"})
"""Events that a stranger, or a client, brings about at will."""
_NAMED: Final = frozenset({"code", "secret", "phone", "phones", "text", "contacts"})


def scrub(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Take out what looks like a code, a secret or a phone number wherever it stands, and what is named as one."""
    return {key: "[removed]" if _is_named(key, value) else scrubbed(value) for key, value in event.items()}


def _is_named(key: str, value: Any) -> bool:
    """By its name it must not be written; a small number called code says why a connection was closed."""
    return key in _NAMED and not (key == "code" and isinstance(value, int) and 0 <= value < 10_000)


def scrubbed(value: Any) -> Any:
    """A value as it may be written."""
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKC", value)  # as codes are read: wide letters are letters
        value = _CODE.sub("[code]", plain if _CODE.search(plain) else value)
        value = _SECRET.sub("[secret]", value)
        return _PHONE.sub("[phone]", value)
    if isinstance(value, Mapping):
        return {str(key): scrubbed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [scrubbed(one) for one in value]
    return value if isinstance(value, int | float | bool | None) else scrubbed(str(value))


class Sparing:
    """What anybody outside can cause is written at most so often, however often it happens: a flood must not fill the disk."""

    def __init__(self, rate: float = 5.0, burst: int = 100, now: Callable[[], float] = monotonic) -> None:
        """`rate` lines a second, `burst` at once."""
        self._bucket = Bucket(rate, burst, now())
        self._now = now
        self._unsaid = 0

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Drop the line, or let it pass with how many were dropped before it."""
        if event.get("event") not in FROM_OUTSIDE:
            return event
        if not self._bucket.take(self._now()):
            self._unsaid += 1
            raise structlog.DropEvent
        if self._unsaid:
            event["unsaid"], self._unsaid = self._unsaid, 0
        return event


def render(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    """One line of JSON; a newline inside a value is escaped by it."""
    return orjson.dumps(event, option=orjson.OPT_NON_STR_KEYS).decode()


class _Stream:
    """Where lines go. A log that cannot be written must not stop a meeting."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            pass

    log = debug = info = warning = warn = error = critical = exception = msg


def open_log(stream: IO[str] | None) -> Log:
    """A log onto `stream`; None keeps nothing."""
    processors: list[Any] = [
        Sparing(),
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        scrub,
        render,
    ]
    level = logging.INFO if stream is not None else logging.CRITICAL
    log: Log = structlog.wrap_logger(
        _Stream(stream or StringIO()),
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    return log


class _Forward(logging.Handler):
    """What libraries log, as lines of ours: the sentence only, for their tracebacks quote what peers sent."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        failure = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        self._log.warning("library", library=record.name, message=record.getMessage(), failure=failure)


def library_logger(log: Log) -> logging.Logger:
    """A logger to hand to a library, outside the tree of loggers that others configure."""
    logger = logging.Logger("bridge_server.hub.library", logging.WARNING)
    logger.addHandler(_Forward(log))
    return logger
