"""What has happened lately, a sentence each, the newest last."""

from typing import TYPE_CHECKING

from console.lines import Line, pad
from console.scene import Scene

if TYPE_CHECKING:
    from console.book import Told

from .clocks import clock_seconds

ROOMY = 100


def log(scene: Scene, width: int, most: int) -> list[Line]:
    """The last `most` events."""
    rows = list(scene.told)[-most:] if most else []
    return [line(scene, one, width) for one in rows]


def line(scene: Scene, one: "Told", width: int) -> Line:
    """Time, author and sentence; the record's number where there is room."""
    style = "quiet" if one.quiet else ""
    number = pad(f"#{one.n}", 6) + " " if width >= ROOMY else ""
    who = f"{one.by}: " if one.by and one.kind not in ("LineUp", "LineLost") else ""
    # The sentence keeps its large letter behind the author: it may be a name's ("UBND", "Sở Y tế").
    return (
        (f"{clock_seconds(scene, one.at)} ", "dim"),
        (number, "dim"),
        (who, "quiet" if one.quiet else "title"),
        (one.text, style),
    )
