"""The keys in force as facts of sentences: `{key[next]}` in a template is the key of the action "next", however it was set."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bridge_server.words import Language

from .keys_shown import keys_name


@dataclass(frozen=True, slots=True)
class KeysInForce:
    """`changed` has the keys that the configuration gives to actions, in Textual's spelling."""

    lang: Language = "vi"
    changed: Mapping[str, str] = field(default_factory=dict)
    ascii_only: bool = False

    def first(self, ident: str) -> str:
        """The action's first key as people call it, "" where it has none."""
        from .actions.every import actions

        return keys_name(self.lang, self.changed.get(ident, actions()[ident].keys), 1, ascii_only=self.ascii_only)

    def __getitem__(self, ident: str) -> str:
        """The first key; where there is none, the way to the action through the list of all of them."""
        from .actions.every import actions, word

        return self.first(ident) or f"{self.first('palette')} “{word(self.lang, actions()[ident])}”".strip()
