"""How large pages are shown: a list of sizes between a button for smaller and one for larger."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.pages import FIT_PAGE, FIT_WIDTH, PERCENTS
from assurance_app.words import _


class ZoomBox(QWidget):
    """Chooses a zoom of `PagesView`."""

    chosen = Signal(str)
    stepped = Signal(int)
    """1 for larger, -1 for smaller."""

    def __init__(self) -> None:
        super().__init__()
        sizes = [(str(percent), _("{percent} %").format(percent=percent)) for percent in PERCENTS]
        self.list = DropDown([(FIT_WIDTH, _("Fit width")), (FIT_PAGE, _("Fit page")), *sizes])
        self.list.setAccessibleName(_("Size of the pages"))
        self.list.chosen.connect(self.chosen)
        self.smaller = self._step("−", _("Smaller pages (Ctrl+−)"), -1)
        self.larger = self._step("+", _("Larger pages (Ctrl++)"), 1)
        self.setLayout(row(self.smaller, self.list, self.larger, spacing=STEP // 2))

    def show_zoom(self, zoom: str) -> None:
        """Show which size is in force."""
        self.list.set_value(zoom)

    def _step(self, sign: str, words: str, by: int) -> QToolButton:
        made = QToolButton()
        made.setText(sign)
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda _checked=False: self.stepped.emit(by))
        return made
