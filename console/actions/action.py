"""An action, and the keys that a Vietnamese keyboard makes of the keys it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from console.forms import Effect
from console.scene import Scene

Where = Literal["floor", "board", "writing", "replay", "app"]
"""Where its keys work: on the main screen (and the break), on the roll-call board, on the list of what is
written, on the screen of a replay, or everywhere."""
Group = Literal["replay", "floor", "queue", "programme", "roll", "writing", "meeting", "console"]
"""Under which heading help and palette list it."""


@dataclass(frozen=True, slots=True)
class Action:
    """`id` names it for ever (key map files use it); its words are `action.ID`, `action.ID-short` (footer) and `action.ID-help`.

    `keys` are Textual's, comma separated, "" for none. `do` is pure: what comes of it in a scene; `Not` says why it cannot be.
    `foot`: its rank in the last line of the board, the smaller the earlier; 0: not there (see `footing` for the main screen).
    """

    id: str
    keys: str
    where: Where
    group: Group
    do: Callable[[Scene], Effect]
    foot: int = 0
    writes: bool = True
    """Whether it says something to the hub: such actions are off while no hub is in reach, and on a read-only console."""


NO_KEY: Final = "f24"
"""What is bound where an action has no key of its own, so that a key map can give it one."""

_MARKED: Final = {
    "s": "áắấéếíóốớúứý",
    "f": "àằầèềìòồờùừỳ",
    "r": "ảẳẩẻểỉỏổởủửỷ",
    "x": "ãẵẫẽễĩõỗỡũữỹ",
    "j": "ạặậẹệịọộợụựỵ",
    "a": "â",
    "e": "ê",
    "o": "ô",
    "d": "đ",
    "w": "ưăơ",
}
"""In Telex the letter that was pressed last, and what a keyboard sends instead of it, together with the letters before."""


def with_telex(keys: str) -> str:
    """Keys with everything that a Vietnamese keyboard may send when one of them is pressed."""
    found: list[str] = []
    for key in filter(None, (one.strip() for one in keys.split(","))):
        found.append(key)
        if len(key) == 1 and key.lower() in _MARKED:
            marked = _MARKED[key.lower()]
            found.extend(marked if key.islower() else marked.upper())
    return ",".join(dict.fromkeys(found))
