"""The edge: every error that is somebody's fault becomes a sentence in their language and an exit code, never a traceback."""

from typing import Any, NoReturn

import typer

from bridge_server.words import Language, say

from .app import build
from .exits import Exit, fail


def run(lang: Language, arguments: list[str]) -> None:
    """Run one command; leaves the process with its exit code unless it is done."""
    try:
        build(lang)(args=arguments, prog_name="bridge-server", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        raise SystemExit(130) from None
    except Exception as wrong:
        if hasattr(wrong, "format_message"):
            fail(Exit.BAD_INPUT, usage(lang, wrong, wrong.format_message()))
        explain(lang, wrong)


def usage(lang: Language, wrong: Exception, message: str) -> str:
    """What is wrong with the arguments themselves. The parser's errors are told apart by name: its module is not public."""
    kind = type(wrong).__name__
    if kind == "NoArgsIsHelpError":
        return message
    context = getattr(wrong, "ctx", None)
    hint = say(lang, "command.see-help", command=getattr(context, "command_path", "bridge-server"))
    parameter = getattr(wrong, "param", None)
    match kind:
        case "MissingParameter" if parameter is not None:
            told = say(lang, "command.missing-argument", name=shown_name(parameter))
        case "NoSuchOption":
            told = say(lang, "command.no-such-option", name=getattr(wrong, "option_name", ""))
        case "BadParameter" if parameter is not None:
            told = say(lang, "command.bad-value", name=shown_name(parameter))
        case _:
            told = say(lang, "command.bad-usage")
    return f"{told} {hint}"


def shown_name(parameter: Any) -> str:
    """An option as it is typed, an argument as the help shows it."""
    name = parameter.opts[0]
    return str(name) if name.startswith("-") else str(parameter.metavar or name)


def explain(lang: Language, wrong: Exception) -> NoReturn:
    """End with the sentences and the exit code of an error we know; anything else is a defect of ours and goes on up."""
    from .explained import explained

    known = explained(lang, wrong)
    if known is None:
        raise wrong
    fail(known[0], *known[1])
