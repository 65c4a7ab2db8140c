"""Who says something: a role, for a point's operator the point, and the device it came from."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

Role = Literal["host", "secretary", "point", "screen", "mirror", "hub"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Author:
    """Written "host", "secretary", "hub" or "point:20335", with "@device" behind it where the device is known."""

    role: Role
    point: str = ""
    device: str = ""

    def __str__(self) -> str:
        return self.scope + (f"@{self.device}" if self.device else "")

    @property
    def scope(self) -> str:
        """What command ids are scoped to: role and point, whatever the device."""
        return f"{self.role}:{self.point}" if self.point else self.role


HOST: Final = Author("host")
SECRETARY: Final = Author("secretary")
HUB: Final = Author("hub")


@lru_cache(maxsize=65_536)
def author(text: str) -> Author:
    """The author written as `text`. Raises `ValueError` for a role that does not exist."""
    scope, _, device = text.partition("@")
    role, _, point = scope.partition(":")
    for known in ROLES:
        if role == known:
            return Author(known, point, device)
    raise ValueError(text)
