"""What something was typed into is left at the second time only; what was typed is kept either way."""

from bridge_server.words import Language, say


class Leaving:
    """For a screen that says what was `touched`, tells a sentence and goes with what comes of it (None: nothing)."""

    lang: Language
    _leaving = False
    """Whether leaving was asked for once already, and nothing typed since."""
    _gone = False

    @property
    def touched(self) -> bool:
        """Whether anything was typed."""
        raise NotImplementedError

    def _tell(self, sentence: str, *, mild: bool = False) -> None:
        raise NotImplementedError

    def _go_with(self, effect: None) -> None:
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave at once where nothing was typed, else at the second time."""
        if self.touched and not self._leaving:
            self._leaving = True
            self._tell(say(self.lang, "form.leave-again"), mild=True)
        else:
            self.close()

    def close(self) -> None:
        """Leave at once; what was typed is kept."""
        if not self._gone:
            self._go_with(None)
