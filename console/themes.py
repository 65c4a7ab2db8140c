"""Our colours: a calm dark theme, a light one for a bright hall, and one of the strongest contrasts.

Every text colour stands out from every ground it is put on, the row of the cursor too (WCAG AA, AAA in "high-contrast");
no state is told by its colour alone. Textual's own themes can be chosen as well.
"""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

DEFAULT: Final = "diem-cau"
NAMES: Final = (DEFAULT, "diem-cau-light", "high-contrast")


def dark() -> "Theme":
    """For a dim hall, and the default."""
    from textual.theme import Theme

    return Theme(
        DEFAULT,
        primary="#6cb0f5",
        secondary="#9db4d0",
        accent="#e8c878",
        warning="#f2b950",
        error="#ff9a90",
        success="#86d39b",
        foreground="#e3e9f0",
        background="#10151c",
        surface="#161d27",
        panel="#1f2937",
        dark=True,
        variables=derived(text="#e3e9f0", muted="#a9b6c6", disabled="#7d8a9a", cursor="#243f5e", on_cursor="#ffffff"),
    )


def light() -> "Theme":
    """For a bright hall or a projector."""
    from textual.theme import Theme

    return Theme(
        "diem-cau-light",
        primary="#14548f",
        secondary="#3f5876",
        accent="#73480a",
        warning="#7a4500",
        error="#a3101e",
        success="#18592d",
        foreground="#1c2430",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e6e3dc",
        dark=False,
        variables=derived(text="#1c2430", muted="#4a5563", disabled="#7b838d", cursor="#cfe0f3", on_cursor="#0b1a2b"),
    )


def high_contrast() -> "Theme":
    """White and yellow on black."""
    from textual.theme import Theme

    return Theme(
        "high-contrast",
        primary="#ffff00",
        secondary="#ffffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ffb8b8",
        success="#a0ffa0",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#141414",
        dark=True,
        variables=derived(text="#ffffff", muted="#e6e6e6", disabled="#b0b0b0", cursor="#00287a", on_cursor="#ffffff"),
    )


def derived(*, text: str, muted: str, disabled: str, cursor: str, on_cursor: str) -> dict[str, str]:
    """Colours that Textual would mix itself, by a share of the ground that is too faint for small letters."""
    return {
        "text": text,
        "text-muted": muted,
        "text-disabled": disabled,
        "foreground-muted": muted,
        "foreground-disabled": disabled,
        "block-cursor-background": cursor,
        "block-cursor-foreground": on_cursor,
        "block-cursor-blurred-background": cursor,
        "block-cursor-blurred-foreground": on_cursor,
        "footer-description-foreground": text,
    }


def themes() -> "tuple[Theme, ...]":
    """All of ours, the default first."""
    return dark(), light(), high_contrast()


def register(app: "App[Any]", wanted: str = "") -> None:
    """Make ours known to the app, and show it in the one that is wanted ("": the default). Raises what Textual raises for a
    name that nobody has; `known` tells beforehand."""
    for theme in themes():
        app.register_theme(theme)
    app.theme = wanted or DEFAULT


def known(name: str) -> bool:
    """Whether there is a theme of that name."""
    return name in NAMES or name in all_names()


def all_names() -> tuple[str, ...]:
    """Ours and Textual's."""
    from textual.theme import BUILTIN_THEMES

    return (*NAMES, *(name for name in sorted(BUILTIN_THEMES) if name not in NAMES))
