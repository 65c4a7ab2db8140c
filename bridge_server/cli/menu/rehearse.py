"""The command that plays a whole meeting."""

from pathlib import Path
from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """rehearse."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("rehearse")
    def rehearse(
        session: Annotated[Path, option("rehearsed-session", "--session")],
        agenda: Annotated[Path | None, argument("rehearsed-agenda")] = None,
        roster: Annotated[str, option("roster", "--roster")] = "",
        seed: Annotated[int, option("seed", "--seed")] = 1,
        pace: Annotated[float | None, option("pace", "--pace")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import rehearse as rehearsing
        from bridge_server.rehearsal.play import Wish

        rehearsing.rehearse(Wish(session, seed, pace, lang), agenda, roster, as_json=as_json)
