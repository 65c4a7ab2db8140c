"""The commands of `bridge-server` and their help, in one language. What a command needs is imported when it runs."""

from typing import Annotated

import typer

from bridge_server.words import Language

from .menu import demo, files, hub, logs, operators, rehearse, secretary
from .menu.maker import Maker


def build(lang: Language) -> typer.Typer:
    """The command line in one language."""
    make = Maker(lang)

    @make.app.callback()
    def root(_lang: Annotated[str, make.option("lang", "--lang")] = lang) -> None:
        """The language is read before anything else is built; it stands here for the help."""

    files.add(make)
    hub.add(make)
    logs.add(make)
    operators.add(make)
    secretary.add(make)
    rehearse.add(make)
    demo.add(make)
    return make.app
