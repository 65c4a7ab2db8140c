"""Commands of a secretary who needs no terminal."""

from typing import Annotated

from .maker import Maker


def add(make: Maker) -> None:
    """drafts."""
    option, flag, argument = make.option, make.flag, make.argument

    @make.command("drafts")
    def drafts(
        file: Annotated[str, argument("drafts-file")],
        url: Annotated[str, option("url", "--url")] = "",
        code: Annotated[str, option("code", "--code")] = "",
        as_json: Annotated[bool, flag("json", "--json")] = False,
    ) -> None:
        from bridge_server.cli import drafting

        drafting.drafts(make.lang, file, url, code, as_json=as_json)
