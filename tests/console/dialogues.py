"""An app with nothing but the dialogue that a test opens, and what came of it."""

from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from console.lines import plain
from console.themes import register
from console.widgets.rows import Rows

HOSTILE = "[@click=app.quit]bấm[/] [/x \x1b]0;oh\x07 [b"
SIZES = ((80, 24), (120, 40), (200, 50))
NOTHING = object()


class Stage(App[None]):
    """Opens one dialogue; `came` is what it gave, `NOTHING` as long as it stands."""

    def __init__(self, dialogue: ModalScreen[Any]) -> None:
        super().__init__()
        self.dialogue = dialogue
        self.came: Any = NOTHING

    def on_mount(self) -> None:
        """Ours are the colours."""
        register(self)
        self.push_screen(self.dialogue, self._took)

    def _took(self, what: Any) -> None:
        self.came = what


def told(dialogue: ModalScreen[Any]) -> str:
    """All sentences that are shown, rows of lists included."""
    said = [str(one.render()) for one in dialogue.query(Static) if one.display]
    rows = [plain(one.line(row)) for one in dialogue.query(Rows) if one.display for row in range(one.count)]
    return "\n".join(said + rows)


async def types(pilot: Pilot[None], text: str) -> None:
    """Letter by letter."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))


def screen_text(app: App[Any]) -> str:
    """The screen as the terminal gets it, a picture of it that holds every letter."""
    return app.export_screenshot().replace("&#160;", " ")
