"""The rosters that come with the package; an agenda names one. Where they come from: `NOTICE` beside this file."""

from importlib.resources import files
from typing import Final

_FILES: Final = {
    "quang-nam-2024": "quang-nam-2024.json",
    "quang-nam-2025": "quang-nam-2025.json",
    "vietnam-2024": "vietnam-2024.json.gz",
}
NAMES: Final[tuple[str, ...]] = tuple(_FILES)


def raw(name: str) -> bytes:
    """The file of the roster called `name`, gzipped or not, for `roster_from`. Raises `KeyError` for an unknown name."""
    return (files(__name__) / _FILES[name]).read_bytes()
