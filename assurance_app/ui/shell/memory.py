"""What the window remembers from one run to the next: where it stood, its panes, its tables, and the last place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter

from assurance_app.application.places import Place
from assurance_app.ui.navigator import place_as_text, place_from_text

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow
    from assurance_app.ui.screens.base import Screen

_PLACES = 50
"""How many years of workspaces have their last place kept."""


class Memory:
    """Reads and keeps it in the settings of the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def last_place(self) -> Place | None:
        """Where the person was last in this workspace and year."""
        return place_from_text(self._window.settings.last_places.get(self._key(), ""))

    def keep_place(self) -> None:
        """Keep where the person is."""
        here, settings = self._window.trail.here, self._window.settings
        if here is not None and self._window.session.summary is not None:
            places = dict(settings.last_places)
            places.pop(self._key(), None)
            places[self._key()] = place_as_text(here)
            self._window.set_settings(replace(settings, last_places=dict(list(places.items())[-_PLACES:])))

    def keep_window(self, splitter: QSplitter | None, screens: Iterable[Screen]) -> None:
        """Keep how the window, its screens and, where it has one, the pane beside the page are."""
        kept = dict(self._window.settings.window)
        for screen in screens:
            kept.update(screen.kept())
        kept["geometry"] = bytes(self._window.saveGeometry().toBase64().data()).decode("ascii")
        if splitter is not None:
            kept["splitter"] = ",".join(str(size) for size in splitter.sizes())
        self._window.set_settings(replace(self._window.settings, window=kept))

    def put_window(self) -> None:
        """Put the window where it stood; 1280 by 800 at first."""
        kept = QByteArray(self._window.settings.window.get("geometry", "").encode("ascii", "ignore"))
        if kept.isEmpty() or not self._window.restoreGeometry(QByteArray.fromBase64(kept)):
            self._window.resize(1280, 800)

    def put_splitter(self, splitter: QSplitter, otherwise: list[int]) -> None:
        """Make the three panes as wide as they were."""
        kept = self._window.settings.window.get("splitter", "").split(",")
        sizes = [int(size) for size in kept if size.isdecimal()]
        splitter.setSizes(sizes if len(sizes) == 3 and min(sizes) > 0 else otherwise)
        splitter.setStretchFactor(1, 1)

    def _key(self) -> str:
        session = self._window.session
        path = session.summary.path if session.summary is not None else ""
        return f"{path}#{session.cycle_id}"
