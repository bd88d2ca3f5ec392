"""Labels, buttons, cards and pages in the one style."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from assurance_app.ui.theme import STEP, theme


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """Plain text in a role of the style sheet: title, heading, group, second, fault, figure, or none."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of a page. One that is in no page yet is left to its page: shown, it would be a window."""
    if widget.parentWidget() is not None:
        widget.setVisible(shown)
    elif not shown:
        widget.hide()


class Reading(QLabel):
    """A paragraph for reading: 11 pt, line height 1.45. The text is plain; nothing in it is markup."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("role", "reading")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text, each line a paragraph."""
        self._text = text
        height = theme().line_height()
        paragraphs = "".join(
            f'<p style="line-height:{height}%; margin:0 0 6px 0">{escape(line)}</p>'
            for line in text.split("\n")
            if line.strip()
        )
        self.setText(paragraphs)
        self.setAccessibleName(text)
        show_if(self, bool(text))


def button(text: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """A button; `role` is primary, quiet, or none."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    # Return does what Space does, as people expect of a button that has the focus.
    made.setAutoDefault(True)
    if role == "quiet":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: act())
    return made


def row(*widgets: QWidget | None, spacing: int = STEP) -> QHBoxLayout:
    """Widgets in a row; None is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made


def column(parent: QWidget | None = None, *, margins: int = 0, spacing: int = STEP) -> QVBoxLayout:
    """A column of widgets."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(spacing)
    return made


def card(margins: int = STEP * 2) -> tuple[QFrame, QVBoxLayout]:
    """A surface with a line around it, and its column."""
    frame = QFrame()
    frame.setProperty("role", "card")
    return frame, column(frame, margins=margins)


def line() -> QFrame:
    """A thin line across."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def in_tab_order(before: QWidget, layout: QLayout) -> None:
    """Let the keyboard come from `before` to what stands in a layout, in the order in which it stands there.

    Without this the keyboard comes last to what was made last, wherever it stands on the page.
    """
    for widget in _for_keyboard(layout):
        QWidget.setTabOrder(before, widget)
        before = widget


def before_in_tab_order(widget: QWidget) -> QWidget:
    """What the keyboard comes to before a widget; the widget itself where there is nothing else."""
    found = widget.previousInFocusChain()
    while found is not None and found is not widget and not found.focusPolicy() & Qt.FocusPolicy.TabFocus:
        found = found.previousInFocusChain()
    return found or widget


def _for_keyboard(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        inner = widget.layout() if widget is not None else item.layout() if item is not None else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif inner is not None:
            yield from _for_keyboard(inner)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            discard(widget)
        elif inner is not None:
            empty(inner)


def discard(widget: QWidget) -> None:
    """Take a widget away for ever; what it is just doing it may finish."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


class _Inner(QWidget):
    """What scrolls. Only its height at the width that it has counts, not what narrower lines of text would need."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


_NESTED = 8
"""How deep parts of a page stand in one another at most."""


class Page(QScrollArea):
    """A page that scrolls, with one column that is no wider than people read well (or as wide as the page)."""

    def __init__(self, *, wide: bool = False, columns: float = 1, tight: bool = False) -> None:
        super().__init__()
        self._columns = columns
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wide = wide
        self._inner = _Inner()
        self._inner.setProperty("role", "page")
        outer = QHBoxLayout(self._inner)
        across, top = (STEP * 2, STEP * 2) if tight else (STEP * 4, STEP * 3)
        outer.setContentsMargins(across, top, across, across)
        self._column = QWidget()
        self.body = column(spacing=STEP)
        filling = column(self._column)
        filling.addLayout(self.body)
        filling.addStretch(1)
        outer.addWidget(self._column, 1)
        outer.addStretch(0)
        self.setWidget(self._inner)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._fit()

    def _fit(self) -> None:
        self._column.setMaximumWidth(
            16_777_215 if self._wide else round(theme().column_width() * self._columns) + STEP * 4
        )

    def settle(self) -> None:
        """Give everything its place now, so that a page that was filled anew is painted once and not as it settles."""
        # Each part tells only the one that it is in, and that one the next.
        for _outwards in range(_NESTED):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until the widget can be seen."""
        self.ensureWidgetVisible(widget, 0, STEP * 4)
