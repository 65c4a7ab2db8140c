"""The commands of `bridge-server` and their help, in one language. What a command needs is imported when it runs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from bridge_server.words import Language, say

from .exits import Exit, fail

HEADINGS = (
    "Usage:",
    "Options:",
    "Arguments:",
    "Commands:",
    "Show this message and exit.",
    "[required]",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
)
"""What the help formatter says in English; `command.help-<number>` says it in the chosen language."""
TYPES = re.compile(r" <[a-z\[\]]+>")
"""How it shows the type of an argument, which its name already tells."""


def in_words(lang: Language, text: str) -> str:
    """A help text with the formatter's own words in the chosen language."""
    for number, heading in enumerate(HEADINGS):
        text = text.replace(heading, say(lang, f"command.help-{number}"))
    return TYPES.sub("", text)


def build(lang: Language) -> typer.Typer:
    """The command line in one language."""

    class Command(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return in_words(lang, super().get_help(ctx))

    class Group(TyperGroup):
        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            known = super().get_command(ctx, cmd_name)
            if known is None:
                hint = say(lang, "command.see-help", command="bridge-server")
                fail(Exit.BAD_INPUT, f"{say(lang, 'command.no-such-command', name=cmd_name)} {hint}")
            return known

        def get_help(self, ctx: Any) -> str:
            return in_words(lang, super().get_help(ctx))

    def text(key: str) -> str:
        # "\b" keeps the lines of a paragraph of examples as they are.
        paragraphs = say(lang, f"command.{key}").split("\n\n")
        return "\n\n".join(f"\b\n{one}" if one.lstrip().startswith("$") else one for one in paragraphs)

    app = typer.Typer(
        name="bridge-server",
        cls=Group,
        help=text("app"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        return app.command(name, cls=Command, help=text(name), short_help=say(lang, f"command.{name}").split("\n", 1)[0])

    def option(key: str, *names: str) -> Any:
        metavar = say(lang, f"command.metavar-{key}") if key != "json" else None
        return typer.Option(*names, help=text(f"option-{key}"), show_default=False, metavar=metavar)

    def argument(key: str) -> Any:
        return typer.Argument(help=text(f"option-{key}"), show_default=False, metavar=say(lang, f"command.metavar-{key}"))

    @app.callback()
    def root(_lang: Annotated[str, option("lang", "--lang")] = lang) -> None:
        """The language is read before anything else is built; it stands here for the help."""

    @command("check-agenda")
    def check_agenda(
        file: Annotated[Path, argument("file")],
        roster: Annotated[str, option("roster", "--roster")] = "",
        as_json: Annotated[bool, option("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import files

        files.check_agenda(lang, file, roster, as_json=as_json)

    @command("prepare")
    def prepare(
        session: Annotated[Path, option("session", "--session")],
        agenda: Annotated[Path, argument("agenda")] = Path("agenda.json"),
        roster: Annotated[str, option("roster", "--roster")] = "",
        public_url: Annotated[str, option("public-url", "--public-url")] = "",
        also_url: Annotated[list[str] | None, option("also-url", "--also-url")] = None,
        port: Annotated[int | None, option("port", "--port")] = None,
        as_json: Annotated[bool, option("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import files

        files.prepare(lang, agenda, session, roster, public_url, also_url or [], port, as_json=as_json)

    @command("show")
    def show(
        directory: Annotated[Path, argument("directory")],
        at: Annotated[str, option("at", "--at")] = "",
        as_json: Annotated[bool, option("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.show(lang, directory, at, as_json=as_json)

    @command("log")
    def log(
        directory: Annotated[Path, argument("directory")],
        as_json: Annotated[bool, option("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.log(lang, directory, as_json=as_json)

    @command("verify")
    def verify(
        directory: Annotated[Path, argument("directory")],
        head: Annotated[str, option("head", "--head")] = "",
        as_json: Annotated[bool, option("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.verify(lang, directory, head or None, as_json=as_json)

    @command("continue")
    def continue_(
        directory: Annotated[Path, argument("directory")],
        into: Annotated[Path, option("into", "--into")],
        head: Annotated[str, option("head", "--head")] = "",
        as_json: Annotated[bool, option("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import logs

        logs.continue_(lang, directory, into, head or None, as_json=as_json)

    @command("schema")
    def schema(what: Annotated[str, argument("what")] = "") -> None:
        from bridge_server.cli import files

        files.schema(lang, what)

    return app
