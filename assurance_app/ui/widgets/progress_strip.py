"""Long work under way, in the window: what it is, how far it has come, and a button to cancel it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from assurance_app.ui.long_work import LongWork, LongWorks
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, label
from assurance_app.words import _


class ProgressStrip(QFrame):
    """Shows the oldest long work that runs; hidden where there is none."""

    def __init__(self, works: LongWorks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._works = works
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Work under way"))
        self.words = label(wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(STEP * 40)
        self.cancel = button(_("Cancel"), self._cancel)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(STEP * 2, STEP, STEP * 2, STEP)
        inner.setSpacing(STEP * 2)
        inner.addWidget(self.words)
        inner.addWidget(self.bar, 1)
        inner.addStretch(0)
        inner.addWidget(self.cancel)
        works.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        work = self._first()
        self.setVisible(work is not None)
        if work is not None:
            self.words.setText(": ".join(part for part in (work.title, work.words) if part))
            self.bar.setRange(0, work.of)  # 0 to 0 is a bar that only moves
            self.bar.setValue(work.done)
            self.bar.setAccessibleName(work.title)
            self.bar.setAccessibleDescription(work.words)
            self.cancel.setEnabled(not work.progress.is_cancelled)
            self.cancel.setAccessibleName(_("Cancel: {what}").format(what=work.title))

    def _first(self) -> LongWork | None:
        return next(iter(self._works.running), None)

    def _cancel(self) -> None:
        work = self._first()
        if work is not None:
            work.progress.cancel()
            self._show()
