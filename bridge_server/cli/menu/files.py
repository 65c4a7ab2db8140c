"""Commands about files before a meeting."""

from pathlib import Path
from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """check-agenda, prepare, schema."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("check-agenda")
    def check_agenda(
        file: Annotated[Path, argument("file")],
        roster: Annotated[str, option("roster", "--roster")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import files

        files.check_agenda(lang, file, roster, as_json=as_json)

    @make.command("prepare")
    def prepare(
        session: Annotated[Path, option("session", "--session")],
        agenda: Annotated[Path, argument("agenda")] = Path("agenda.json"),
        roster: Annotated[str, option("roster", "--roster")] = "",
        public_url: Annotated[str, option("public-url", "--public-url")] = "",
        also_url: Annotated[list[str] | None, option("also-url", "--also-url")] = None,
        port: Annotated[int | None, option("port", "--port")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import files

        files.prepare(lang, agenda, session, roster, public_url, also_url or [], port, as_json=as_json)

    @make.command("schema")
    def schema(what: Annotated[str, argument("what")] = "") -> None:
        from bridge_server.cli import files

        files.schema(lang, what)
