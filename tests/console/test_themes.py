"""The themes: every text colour stands out from every ground it is put on."""

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Static

from console.themes import DEFAULT, NAMES, all_names, known, register, themes

TEXTS = ("foreground", "text-muted", "foreground-muted", "success", "warning", "error", "accent", "primary", "secondary")
GROUNDS = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2."""
    lights = sorted(0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b) for c in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def linear(part: int) -> float:
    """One part of a colour as light."""
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    """AA, and AAA where it says so; the row of the cursor too."""
    least = 7.0 if theme.name == "high-contrast" else 4.5
    colours = theme.to_color_system().generate() | theme.variables
    faint = {
        (text, ground): round(contrast(Color.parse(colours[text]), Color.parse(colours[ground])), 2)
        for text in TEXTS
        for ground in GROUNDS
        if contrast(Color.parse(colours[text]), Color.parse(colours[ground])) < least
    }
    assert faint == {}
    assert contrast(Color.parse(colours["block-cursor-foreground"]), Color.parse(colours["block-cursor-background"])) >= least


def test_names_are_those_of_the_themes() -> None:
    """They can be checked without Textual; its own themes may be chosen too."""
    assert tuple(theme.name for theme in themes()) == NAMES
    assert known(DEFAULT)
    assert known("textual-light")
    assert not known("no-such-theme")
    assert len(set(all_names())) == len(all_names())


class Plain(App[None]):
    """Nothing but a word."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("hội nghị")


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["", *NAMES])
async def test_an_app_can_wear_them(name: str) -> None:
    """The colours arrive where the screen asks for them."""
    app = Plain()
    async with app.run_test() as pilot:
        register(app, name)
        await pilot.pause()
        assert app.theme == (name or DEFAULT)
        theme = next(one for one in themes() if one.name == app.theme)
        told = app.get_css_variables()
        assert told["text-muted"] == theme.variables["text-muted"]
        assert Color.parse(told["background"]) == Color.parse(theme.background or "")


@pytest.mark.asyncio
async def test_without_colour_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves shades of grey, and every letter."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = Plain()
    async with app.run_test() as pilot:
        register(app)
        await pilot.pause()
        assert app.no_color
        picture = app.export_screenshot()
    assert "hội" in picture
