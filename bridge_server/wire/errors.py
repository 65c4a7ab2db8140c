"""The peer's fault: bytes that are no message of ours."""

from bridge_server.words import Language

from .files.faults import Fault


class WireError(Exception):
    """A message that cannot be read, with every fault found in it."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(faults)

    def sentences(self, lang: Language) -> tuple[str, ...]:
        """One sentence for each fault."""
        return tuple(fault.sentence(lang) for fault in self.faults)

    def __str__(self) -> str:
        return "; ".join(self.sentences("en"))
