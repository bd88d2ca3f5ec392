"""The pages of a document on the right of the writing: zoom, small pictures, and the pages themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from assurance_app.application.preview import Mark, SetPages
from assurance_app.ui.live_pages import Wanted
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, label, row
from assurance_app.ui.widgets.pages import PagesView
from assurance_app.ui.widgets.thumbnails import Thumbnails
from assurance_app.ui.widgets.zoom import ZoomBox
from assurance_app.words import _

_ROOM = STEP * 70
"""How wide the pane has to be for the small pictures to stand beside the pages."""


class PagesPane(QWidget):
    """Shows what the presenter set, and asks for what is looked at."""

    needs = Signal()
    """Something that can be seen is not drawn."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.pages = PagesView()
        self.pages.setAccessibleName(name)
        self.thumbnails = Thumbnails()
        self.zoom = ZoomBox()
        self.where = label(_("Setting the pages…"), "second", wrap=False)
        self.small = QToolButton()
        self.small.setText(_("Small pages"))
        self.small.setCheckable(True)
        self.small.setChecked(True)
        self.small.setToolTip(_("Show the pages in small, to find one’s way by"))
        self.small.toggled.connect(lambda _on: self._show_small())
        body = column(self, spacing=0)
        bar = row(self.zoom, self.where, None, self.small)
        bar.setContentsMargins(STEP, STEP // 2, STEP, STEP // 2)
        body.addLayout(bar)
        inner = row(self.thumbnails, spacing=0)
        inner.addWidget(self.pages, 1)
        body.addLayout(inner, 1)
        # What is needed is asked for once, however much moved.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.needs)
        self.pages.needs.connect(lambda: self._soon.start(0))
        self.thumbnails.needs.connect(lambda: self._soon.start(0))
        self.pages.page_changed.connect(self._show_page)
        self.pages.zoom_changed.connect(self.zoom.show_zoom)
        self.zoom.chosen.connect(self.pages.set_zoom)
        self.zoom.stepped.connect(self.pages.step_zoom)
        self.thumbnails.chosen.connect(self.pages.go_to)

    def show_pages(self, made: SetPages) -> None:
        """Show pages that were set."""
        self.pages.set_pages(made.sizes)
        self.thumbnails.set_pages(made.sizes)
        self._show_page(self.pages.page)

    def wanted(self) -> Wanted | None:
        """What to draw next: pages, then what they say, then small ones."""
        if not self.isVisible():
            return None
        for kind, needed in (
            ("page", self.pages.wanted),
            ("text", self.pages.unread),
            ("small", self.thumbnails.wanted),
        ):
            found = needed()
            if found is not None:
                return (kind, *found)
        return None

    def show_page(self, wanted: Wanted, made: Any) -> None:
        """Show a page that was drawn, or tell what it says."""
        kind, number, width = wanted
        if kind == "page":
            self.pages.put_picture(number, width, made)
        elif kind == "text":
            self.pages.put_text(number, made)
        else:
            self.thumbnails.put_picture(number, made)

    def follow(self, mark: Mark | None, *, scroll: bool) -> None:
        """Show the place at which the person writes."""
        if mark is None:
            self.pages.set_mark(-1, 0)
        else:
            self.pages.set_mark(mark.page, mark.top)
            if scroll:
                self.pages.show_place(mark.page, mark.top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The small pictures go where there is no room for them."""
        super().resizeEvent(event)
        self._show_small()

    def showEvent(self, event: QShowEvent) -> None:
        """What was set while this was hidden is drawn now."""
        super().showEvent(event)
        self._soon.start(0)

    def _show_small(self) -> None:
        has_room = self.width() >= _ROOM
        self.small.setVisible(has_room)
        self.thumbnails.setVisible(has_room and self.small.isChecked())
        if not has_room and self.thumbnails.hasFocus():
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        self._soon.start(0)

    def _show_page(self, page: int) -> None:
        self.thumbnails.show_page(page)
        words = _("Page {number} of {of}").format(number=page + 1, of=len(self.pages.sheets))
        self.where.setText(words)
