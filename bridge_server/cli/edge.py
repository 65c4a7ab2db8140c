"""The edge: every error that is somebody's fault becomes a sentence in their language and an exit code, never a traceback."""

from typing import Any, Final, NoReturn

import typer

from bridge_server.words import Language, say

from .app import build
from .exits import Exit, fail

BAD_INPUT: Final = frozenset({"no-log", "empty-log", "not-a-log", "newer-format", "bad-head", "unknown-head"})
REFUSED: Final = frozenset({"locked", "locked-unknown", "already-there", "target-taken"})
"""Codes of the journal's errors that are not the disk's fault."""


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
    """End with the sentence and the exit code of an error we know; anything else is a defect of ours and goes on up."""
    from bridge_server.journal import JournalError
    from bridge_server.session import ManyFaults, SessionError
    from bridge_server.wire.files.faults import FileFaults

    match wrong:
        case SessionError():
            code = Exit.REFUSED if wrong.code in ("already-exists", "hub-runs") else Exit.BAD_INPUT
            fail(code, say(lang, f"command.{wrong.code}", **wrong.facts))
        case FileFaults():
            fail(Exit.BAD_INPUT, *told_faults(lang, wrong))
        case ManyFaults():
            fail(Exit.BAD_INPUT, *(line for one in wrong.files for line in told_faults(lang, one)))
        case JournalError():
            fail(exit_of(wrong.code), say(lang, f"journal.{wrong.code}", **wrong.facts))
        case OSError():
            path = wrong.filename or ""
            fail(Exit.DISK, say(lang, "command.cannot-write", path=path, reason=wrong.strerror or str(wrong)))
        case _:
            raise wrong


def exit_of(code: str) -> Exit:
    """The exit code of a journal's error."""
    return Exit.BAD_INPUT if code in BAD_INPUT else Exit.REFUSED if code in REFUSED else Exit.DISK


def told_faults(lang: Language, wrong: Exception) -> list[str]:
    """The faults of one file, each with its place, under a line that counts them."""
    from bridge_server.wire.files.faults import FileFaults

    assert isinstance(wrong, FileFaults)
    head = say(lang, "command.faults", file=wrong.file, count=len(wrong.faults))
    return [head, *(f"  {sentence}" for sentence in wrong.sentences(lang))]
