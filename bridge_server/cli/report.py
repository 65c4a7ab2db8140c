"""What a command tells: results on stdout, what else there is to know on stderr; with --json one object on stdout instead."""

import sys
from typing import Any

from bridge_server.wire.frames import Welcome
from bridge_server.wire.text import clean_document, clean_line
from bridge_server.words import Language, say

from .exits import Exit, put
from .files import as_text
from .place import Stopped


class Report:
    """Collects for a program, or tells people as it goes. Every text is cleaned: nothing that people wrote steers a terminal."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._facts: dict[str, Any] = {"ok": True}
        self._sentences: list[str] = []

    def said(self, sentence: str) -> None:
        """A result."""
        self._sentences.append(clean_line(sentence))
        if not self._as_json:
            put(clean_line(sentence))

    def noted(self, sentence: str) -> None:
        """Something to know beside the result."""
        print(clean_line(sentence), file=sys.stderr, flush=True)  # noqa: T201 - narration of a command line

    def add(self, **facts: Any) -> None:
        """Facts for a program."""
        self._facts |= facts

    def append(self, name: str, facts: dict[str, Any]) -> None:
        """One more of several facts of a kind."""
        self._facts.setdefault(name, []).append(facts)

    def trial(self, lang: Language, welcome: Welcome) -> None:
        """Say so, where the hub serves no meeting but a rehearsal or a demonstration."""
        if welcome.rehearsal:
            self.noted(say(lang, f"operator.{'demonstration' if welcome.demonstration else 'rehearsal'}"))
            self.add(rehearsal=True)

    def stopped(self, why: Stopped) -> Exit:
        """The command ends without its result."""
        self._facts |= {"ok": False, "code": why.code}
        self._sentences += map(clean_line, why.sentences)
        if not self._as_json:
            for sentence in why.sentences:
                self.noted(sentence)
        return why.exit

    def close(self) -> None:
        """The object for a program."""
        if self._as_json:
            put(as_text(clean_document(self._facts | {"sentences": self._sentences})))
