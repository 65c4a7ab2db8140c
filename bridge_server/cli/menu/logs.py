"""Commands about a session's log."""

from pathlib import Path
from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """show, log, verify, continue."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("show")
    def show(
        directory: Annotated[Path, argument("directory")],
        at: Annotated[str, option("at", "--at")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.show(lang, directory, at, as_json=as_json)

    @make.command("log")
    def log(
        directory: Annotated[Path, argument("directory")],
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.log(lang, directory, as_json=as_json)

    @make.command("verify")
    def verify(
        directory: Annotated[Path, argument("directory")],
        head: Annotated[str, option("head", "--head")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.verify(lang, directory, head or None, as_json=as_json)

    @make.command("continue")
    def continue_(
        directory: Annotated[Path, argument("directory")],
        into: Annotated[Path, option("into", "--into")],
        head: Annotated[str, option("head", "--head")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.continue_(lang, directory, into, head or None, as_json=as_json)
