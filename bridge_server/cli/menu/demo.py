"""The command that demonstrates a meeting."""

from pathlib import Path
from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """demo."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("demo")
    def demo(
        agenda: Annotated[Path | None, argument("shown-agenda")] = None,
        roster: Annotated[str, option("roster", "--roster")] = "",
        session: Annotated[Path | None, option("shown-session", "--session")] = None,
        seed: Annotated[int, option("seed", "--seed")] = 1,
        pace: Annotated[float | None, option("shown-pace", "--pace")] = None,
        autopilot: Annotated[bool, flag("autopilot", "--autopilot")] = False,
        port: Annotated[int, option("shown-port", "--port")] = 0,
        until_stdin_closes: Annotated[bool, flag("until-stdin-closes", "--until-stdin-closes")] = False,
        as_json: Annotated[bool, flag("only-json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import demo as demonstrating
        from bridge_server.rehearsal.demonstration import Wanted

        wanted = Wanted(session or Path(), seed, pace, autopilot, port, lang)
        demonstrating.demo(wanted, agenda, roster, kept=session is not None, until_stdin=until_stdin_closes, quiet=as_json)
