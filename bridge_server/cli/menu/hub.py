"""Commands of whoever looks after the hub."""

from pathlib import Path
from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """serve, stop, codes."""
    lang, option, flag, argument = make.lang, make.option, make.flag, make.argument

    @make.command("serve")
    def serve(
        directory: Annotated[Path, argument("session-directory")],
        host: Annotated[str, option("host", "--host")] = "127.0.0.1",
        port: Annotated[int | None, option("port", "--port")] = None,
        public_url: Annotated[str, option("public-url", "--public-url")] = "",
        cert: Annotated[Path | None, option("cert", "--cert")] = None,
        key: Annotated[Path | None, option("key", "--key")] = None,
        insecure_lan: Annotated[bool, flag("insecure-lan", "--insecure-lan")] = False,
        proxy: Annotated[list[str] | None, option("proxy", "--trusted-proxy")] = None,
        rehearsal: Annotated[bool, flag("rehearsal", "--rehearsal")] = False,
        supervise: Annotated[bool, flag("supervise", "--supervise")] = False,
        frame_once: Annotated[bool, flag("frame-once", "--frame-once")] = False,
        log_stderr: Annotated[bool, flag("log-stderr", "--log-stderr")] = False,
    ) -> None:
        from bridge_server.cli import hub
        from bridge_server.hub.serve import Options

        proxies = tuple(proxy or ())
        options = Options(host, port, public_url, cert, key, insecure_lan, rehearsal, proxies, frame_once, lang)
        hub.serve(lang, directory, options, supervised=supervise, log_stderr=log_stderr)

    @make.command("stop")
    def stop(directory: Annotated[Path, argument("session-directory")]) -> None:
        from bridge_server.cli import hub

        hub.stop(lang, directory)

    @make.command("codes")
    def codes(
        directory: Annotated[Path, argument("session-directory")],
        revoke: Annotated[str, option("revoke", "--revoke")] = "",
        public_url: Annotated[str, option("public-url", "--public-url")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
        as_csv: Annotated[bool, flag("csv", "--csv")] = False,
        sheets: Annotated[Path | None, option("sheets", "--sheets")] = None,
        support: Annotated[str | None, option("support", "--support")] = None,
    ) -> None:
        from bridge_server.cli import codes as listing
        from bridge_server.session import SessionError

        if sheets is not None and (revoke or as_csv):
            raise SessionError("sheets-alone")
        if support is not None and sheets is None:
            raise SessionError("support-needs-sheets")
        if sheets is not None:
            from bridge_server.cli import sheets as printing

            printing.sheets(lang, directory, sheets, public_url, support, as_json=as_json)
        elif revoke:
            listing.revoke(lang, directory, revoke, as_json=as_json)
        else:
            listing.codes(lang, directory, public_url, as_json=as_json, as_csv=as_csv)
