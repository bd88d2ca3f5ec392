"""A calm message in the window, never a box in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from assurance_app.ui.tasks import Problem
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, label, restyle
from assurance_app.words import _

Act = tuple[str, Callable[[], object]]
"""The words of a button, and what it does."""

SHORT = 6_000
"""Milliseconds after which a message that only confirms something goes away."""


class MessageBar(QFrame):
    """One sentence with what can be done about it. Screen readers are told at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAccessibleName(_("Message"))
        inner = QHBoxLayout(self)
        inner.setContentsMargins(STEP * 2, STEP, STEP, STEP)
        self._text = label()
        self._details = ""
        self._actions: list[QPushButton] = []
        self._copy = button(_("Copy details"), self._copy_details, "quiet")
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAccessibleName(_("Close this message"))
        self._close.setToolTip(_("Close this message"))
        self._close.clicked.connect(self.hide)
        inner.addWidget(self._text, 1)
        inner.addWidget(self._copy)
        inner.addWidget(self._close)
        self._inner = inner
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(
        self,
        text: str,
        kind: str = "done",
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
        more: Sequence[Act] = (),
        stay: bool = False,
    ) -> None:
        """Show a sentence; `kind` is done, warning or error. One that only confirms goes away by itself."""
        self._show(text, kind, "")
        self._take_actions([*([(action, act)] if action and act is not None else ()), *more])
        if kind == "done" and not stay:
            self._timer.start(SHORT)

    def tell_problem(self, problem: Problem, *, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show what went wrong."""
        self._show(problem.sentence, "error", problem.details)
        self._take_actions([(action, act)] if action and act is not None else [])

    def _show(self, text: str, kind: str, details: str) -> None:
        self._timer.stop()
        self._details = details
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self._copy.setVisible(bool(details))
        self.setProperty("kind", kind)
        restyle(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _take_actions(self, actions: Sequence[Act]) -> None:
        for old in self._actions:
            self._inner.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._actions = [button(words, act, "quiet") for words, act in actions]
        for place, made in enumerate(self._actions, start=1):
            self._inner.insertWidget(place, made)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self._details}")
