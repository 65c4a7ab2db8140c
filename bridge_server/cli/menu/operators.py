"""Commands of a point's operator, and of whoever follows a meeting from a shell."""

from pathlib import Path
from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """check-in, void, ask, withdraw, ready, back, opinion, fault, send, watch, catch-up."""
    add_roll(make)
    add_turns(make)
    add_words(make)
    add_any(make)


def add_roll(make: Maker) -> None:
    """check-in, void."""
    lang, option, flag = make.lang, make.option, make.flag

    @make.command("check-in")
    def check_in(
        total: Annotated[int | None, option("total", "--total")] = None,
        count: Annotated[list[str] | None, option("count", "--count")] = None,
        leader: Annotated[str, option("leader", "--leader")] = "",
        post: Annotated[str, option("post", "--post")] = "",
        in_place_of: Annotated[str, option("in-place-of", "--in-place-of")] = "",
        no_leader: Annotated[bool, flag("no-leader", "--no-leader")] = False,
        online: Annotated[bool, flag("online", "--online")] = False,
        absent: Annotated[bool, flag("absent", "--absent")] = False,
        leave: Annotated[bool, flag("leave", "--leave")] = False,
        operator: Annotated[str, option("operator", "--operator")] = "",
        point: Annotated[str, option("child", "--point")] = "",
        agency: Annotated[str, option("agency", "--agency")] = "",
        source: Annotated[str, option("source", "--source")] = "",
        made_at: Annotated[str, option("made-at", "--made-at")] = "",
        reason: Annotated[str, option("reason", "--reason")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        said = {"online": online, "absent": absent, "absent_with_leave": leave}
        who = operators.Leader(leader, post, in_place_of, no_leader)
        modes = tuple(mode for mode, chosen in said.items() if chosen)
        attendance = operators.Attendance(point, agency, modes, total, tuple(count or ()), who, operator, source, made_at, reason)
        operators.check_in(Sender(lang, url, code, outbox, as_json), attendance)

    @make.command("void")
    def void(
        point: Annotated[str, option("child", "--point")] = "",
        agency: Annotated[str, option("agency", "--agency")] = "",
        reason: Annotated[str, option("reason", "--reason")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.void(Sender(lang, url, code, outbox, as_json), point, agency, reason)


def add_turns(make: Maker) -> None:
    """ask, withdraw, ready, back."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("ask")
    def ask(
        subject: Annotated[str, option("subject", "--subject")] = "",
        speaker: Annotated[str, option("speaker", "--speaker")] = "",
        post: Annotated[str, option("post", "--post")] = "",
        agency: Annotated[str, option("agency", "--agency")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.ask(Sender(lang, url, code, outbox, as_json), agency, subject, speaker, post)

    @make.command("withdraw")
    def withdraw(
        turn: Annotated[str, argument("turn")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.withdraw(Sender(lang, url, code, outbox, as_json), turn)

    @make.command("ready")
    def ready(
        turn: Annotated[str, argument("turn")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.ready(Sender(lang, url, code, outbox, as_json), turn)

    @make.command("back")
    def back(
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.back(Sender(lang, url, code, outbox, as_json))


def add_words(make: Maker) -> None:
    """opinion, fault."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("opinion")
    def opinion(
        text: Annotated[str, argument("text")],
        speaker: Annotated[str, option("speaker", "--speaker")] = "",
        point: Annotated[str, option("point", "--point")] = "",
        agency: Annotated[str, option("agency", "--agency")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.opinion(Sender(lang, url, code, outbox, as_json), text, point, agency, speaker)

    @make.command("fault")
    def fault(
        kind: Annotated[str, argument("kind")],
        text: Annotated[str, argument("fault-text")] = "",
        clear: Annotated[bool, flag("clear", "--clear")] = False,
        point: Annotated[str, option("point", "--point")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.fault(Sender(lang, url, code, outbox, as_json), kind, text, point, clear=clear)


def add_any(make: Maker) -> None:
    """send, watch, catch-up."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("send")
    def send(
        command: Annotated[str, argument("command")] = "",
        ident: Annotated[str, option("id", "--id")] = "",
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        outbox: Annotated[Path | None, option("outbox", "--outbox")] = None,
        adopt: Annotated[bool, flag("adopt", "--adopt")] = False,
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import operators
        from bridge_server.cli.sending import Sender

        operators.send(Sender(lang, url, code, outbox, as_json, adopt), command, ident)

    @make.command("watch")
    def watch(
        plain: Annotated[bool, flag("plain", "--plain")] = False,
        last: Annotated[int | None, option("last", "--last")] = None,
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import watching

        watching.watch(lang, url, code, last, plain=plain, as_json=as_json)

    @make.command("catch-up")
    def catch_up(
        minutes: Annotated[int, option("minutes", "--minutes")],
        directory: Annotated[Path | None, argument("session-directory")] = None,
        apply: Annotated[int | None, option("apply", "--apply")] = None,
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import catch_up as planner

        planner.catch_up(lang, directory, url, code, minutes, apply, as_json=as_json)
