"""Commands, options and arguments whose words come from the catalogue in one language."""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bridge_server.words import Language, say

from ..exits import Exit, fail

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


class Maker:
    """The command line in one language, to which commands are added."""

    def __init__(self, lang: Language) -> None:
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

        self.lang: Language = lang
        self._command_class = Command
        self.app = typer.Typer(
            name="bridge-server",
            cls=Group,
            help=self.text("app"),
            no_args_is_help=True,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
        )

    def text(self, key: str) -> str:
        """A help text; "\\b" keeps the lines of a paragraph of examples as they are."""
        paragraphs = say(self.lang, f"command.{key}").split("\n\n")
        return "\n\n".join(f"\b\n{one}" if one.lstrip().startswith("$") else one for one in paragraphs)

    def command(self, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """A command of that name."""
        short = say(self.lang, f"command.{name}").split("\n", 1)[0]
        return self.app.command(name, cls=self._command_class, help=self.text(name), short_help=short)

    def option(self, key: str, *names: str) -> Any:
        """An option that takes a value."""
        metavar = say(self.lang, f"command.metavar-{key}")
        return typer.Option(*names, help=self.text(f"option-{key}"), show_default=False, metavar=metavar)

    def flag(self, key: str, *names: str) -> Any:
        """An option that is there or not."""
        return typer.Option(*names, help=self.text(f"option-{key}"), show_default=False)

    def argument(self, key: str) -> Any:
        """What stands without a name."""
        metavar = say(self.lang, f"command.metavar-{key}")
        return typer.Argument(help=self.text(f"option-{key}"), show_default=False, metavar=metavar)
