"""Why a rehearsal cannot go on: always told, never passed over."""


class Halted(Exception):  # noqa: N818 - what the rehearsal is then
    """The hub did not do what the script counts on; `code` names a sentence of `words.rehearsal`, `facts` fill it."""

    def __init__(self, code: str, /, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)
