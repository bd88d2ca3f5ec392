"""Writing on the left and its pages on the right, shared out as the person left it; one of them where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.basics import button, column
from assurance_app.ui.widgets.pages_pane import PagesPane
from assurance_app.words import _

_BOTH = STEP * 90
"""How wide this has to be, for type of its usual size, to show writing and pages side by side."""
_WRITING = STEP * 56
"""How wide the writing is at first, for type of its usual size."""


class WritingAndPages(QWidget):
    """The two, with the button that hides the pages or turns to them. `name` begins what the settings keep of it."""

    def __init__(self, name: str, writing: QWidget, pane: PagesPane) -> None:
        super().__init__()
        self._name = name
        self.writing, self.pane = writing, pane
        self.turn_button = button("", self.turn)
        self.turn_button.setToolTip(_("Show or hide the pages (F9)"))
        self._pages_wanted = True
        self._turned = False
        """Whether, where there is room for one only, the pages are shown and not the writing."""
        self._shares: list[int] = []
        """As the person left them; none until then."""
        self._side_by_side = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(writing)
        self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._splitter_moved)
        column(self, spacing=0).addWidget(self.splitter, 1)
        self._share_room()

    def kept(self) -> dict[str, str]:
        """The splitter, the zoom, and whether the pages are shown."""
        return {
            f"{self._name}-pages": "yes" if self._pages_wanted else "no",
            f"{self._name}-zoom": self.pane.pages.zoom,
            f"{self._name}-small": "yes" if self.pane.small.isChecked() else "no",
            f"{self._name}-splitter": ",".join(map(str, self._shares)),
        }

    def put_kept(self, kept: dict[str, str]) -> None:
        """Look as it did the last time."""
        self._pages_wanted = kept.get(f"{self._name}-pages") != "no"
        self.pane.pages.set_zoom(kept.get(f"{self._name}-zoom", ""))
        self.pane.small.setChecked(kept.get(f"{self._name}-small") != "no")
        sizes = [int(size) for size in kept.get(f"{self._name}-splitter", "").split(",") if size.isdecimal()]
        if len(sizes) == 2 and min(sizes) > 0:
            self._shares, self._side_by_side = sizes, False
        self._share_room()

    def turn(self) -> None:
        """Show the pages or hide them; where there is room for one only, turn from the writing to them and back."""
        if self._is_narrow():
            self._turned = not self._turned
        else:
            self._pages_wanted = not self._pages_wanted
        self._share_room()
        if self.writing.isHidden():
            self.pane.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, one of them is shown."""
        super().resizeEvent(event)
        self._share_room()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "splitter"):
            self._share_room()

    def _is_narrow(self) -> bool:
        return self.width() < _BOTH * (1 + (theme().scale - 1) * 0.5)

    def _share_room(self) -> None:
        narrow = self._is_narrow()
        pages = self._turned if narrow else self._pages_wanted
        self.pane.setVisible(pages)
        self.writing.setVisible(not (narrow and pages))
        if narrow and pages:
            self.turn_button.setText(_("Show the writing"))
        else:
            self.turn_button.setText(_("Hide the pages") if pages else _("Show the pages"))
        side_by_side = pages and not narrow
        if side_by_side and not self._side_by_side:
            QTimer.singleShot(0, self, self._put_shares)
        self._side_by_side = side_by_side

    def _put_shares(self) -> None:
        """As it was left, once everything has its place: Qt would share out anew what was hidden meanwhile."""
        wanted = self._shares[0] if self._shares else round(_WRITING * theme().scale)
        writing = min(wanted, self.width() - STEP * 32)
        self.splitter.setSizes([writing, self.width() - self.splitter.handleWidth() - writing])

    def _splitter_moved(self, _at: int, _handle: int) -> None:
        self._shares = self.splitter.sizes()
