"""Presenters of pages on which one thing is changed: what is typed is kept by its saver. No widgets."""

from __future__ import annotations

from typing import Any

from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Presenter, Runs


class Editing(Presenter):
    """The thing that is shown for editing, if one is, lies with its saver."""

    def __init__(self, session: Runs) -> None:
        super().__init__(session)
        self._saver: Saver[Any] | None = None

    def leave(self) -> None:
        """Make a version of what was changed; of evidence that something rests on, a new revision."""
        if self._saver is not None:
            self._saver.commit()

    def edited(self, name: str, value: object) -> None:
        """The person changed a part of it."""
        if self._saver is not None and not self._session.read_only:
            self._saver.change(**{name: value})
