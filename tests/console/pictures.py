"""Pictures of the console as text: what is the same in them wherever and with whatever release they were made."""

import re
from html import unescape


def words_of(picture: str) -> str:
    """The text of a picture, line by line; colours, fonts and places are Textual's."""
    lines: dict[float, list[tuple[float, str]]] = {}
    for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", picture):
        x, y = (float(re.findall(rf'\b{axis}="([\d.]+)"', attributes)[0]) for axis in "xy")
        lines.setdefault(y, []).append((x, unescape(text)))
    return "\n".join("".join(text for _, text in sorted(line)).replace("\xa0", " ").rstrip() for _, line in sorted(lines.items()))


def steady(picture: str) -> str:
    """The picture with names that are not drawn by lot, and with fonts that the reader's machine has: nothing is fetched."""
    number = re.search(r"terminal-(\d+)-matrix", picture)
    assert number is not None
    picture = re.sub(r"@font-face\s*\{.*?\}\s*", "", picture, flags=re.DOTALL)
    fonts = "ui-monospace, 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
    picture = picture.replace("Fira Code, monospace", fonts).replace("font-family: arial", f"font-family: {fonts}")
    return picture.replace(f"terminal-{number[1]}", "console")
