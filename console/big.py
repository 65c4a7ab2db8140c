"""Large figures of half blocks, for clocks that are read across a table; scaled to the room there is."""

from functools import lru_cache
from typing import Final

from .glyphs import Glyphs

FONT: Final = {
    "0": ("01110", "10001", "10001", "10001", "10001", "10001", "01110"),
    "1": ("00100", "01100", "00100", "00100", "00100", "00100", "01110"),
    "2": ("01110", "10001", "00001", "00110", "01000", "10000", "11111"),
    "3": ("11111", "00001", "00010", "00110", "00001", "10001", "01110"),
    "4": ("00010", "00110", "01010", "10010", "11111", "00010", "00010"),
    "5": ("11111", "10000", "11110", "00001", "00001", "10001", "01110"),
    "6": ("00110", "01000", "10000", "11110", "10001", "10001", "01110"),
    "7": ("11111", "00001", "00010", "00100", "01000", "01000", "01000"),
    "8": ("01110", "10001", "10001", "01110", "10001", "10001", "01110"),
    "9": ("01110", "10001", "10001", "01111", "00001", "00010", "01100"),
    ":": ("0", "0", "1", "0", "1", "0", "0"),
    "+": ("00000", "00100", "00100", "11111", "00100", "00100", "00000"),
    "-": ("00000", "00000", "00000", "11111", "00000", "00000", "00000"),
}
"""Seven rows of pixels each."""
TALL: Final = 7


def width_of(text: str, scale: int = 1) -> int:
    """Cells that `text` takes."""
    return scale * (sum(len(FONT[char][0]) + 1 for char in text) - 1) if text else 0


def height_of(scale: int, glyphs: Glyphs) -> int:
    """Rows that a figure takes: two pixels a row where half blocks can be told apart."""
    return TALL * scale if glyphs.block_upper == '"' else (TALL * scale + 1) // 2


def fitting(text: str, width: int, height: int, glyphs: Glyphs) -> int:
    """The largest scale that fits; 0 where none does."""
    scale = 0
    while width_of(text, scale + 1) <= width and height_of(scale + 1, glyphs) <= height:
        scale += 1
    return scale


@lru_cache(maxsize=256)
def big(text: str, scale: int, glyphs: Glyphs) -> tuple[str, ...]:
    """`text` (digits, ":", "+", "-") as rows of blocks, `scale` pixels for each of the font's."""
    rows = ["0".join(FONT[char][row] for char in text) for row in range(TALL)]
    pixels = ["".join(pixel * scale for pixel in row) for row in rows for _ in range(scale)]
    if glyphs.block_upper == '"':
        return tuple("".join(glyphs.block_full if pixel == "1" else " " for pixel in row) for row in pixels)
    if len(pixels) % 2:
        pixels.append("0" * len(pixels[0]))
    marks = {"11": glyphs.block_full, "10": glyphs.block_upper, "01": glyphs.block_lower, "00": " "}
    return tuple(
        "".join(marks[upper + lower] for upper, lower in zip(pixels[row], pixels[row + 1], strict=True))
        for row in range(0, len(pixels), 2)
    )
