"""Choosing one of a few: radio buttons with symbols, or a list that drops down."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from assurance_app.ui.states import State, icon
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.basics import button, column, label, row
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.words import _


class Choices(QWidget):
    """A question answered by one of a few. `chosen` is emitted only when a person chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        choices: Iterable[tuple[str, str]],
        *,
        looks: dict[str, State] | None = None,
        columns: int = 2,
        can_clear: bool = True,
        help_text: str = "",
    ) -> None:
        super().__init__()
        self._looks = looks or {}
        self._buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.title = label(title, "group")
        self._clear = button(_("Clear"), self._cleared, "quiet")
        self._clear.setAccessibleName(_("Clear: {what}").format(what=title))
        self._can_clear = can_clear
        body = column(self, spacing=STEP // 2)
        body.addWidget(self.title)
        if help_text:
            body.addWidget(label(help_text, "second"))
        radios = FlowRow(columns=columns, spacing=0)
        for code, words in choices:
            radio = QRadioButton(words)
            radio.setAccessibleName(words)
            radio.setAccessibleDescription(title)
            self._buttons[code] = radio
            self._group.addButton(radio)
            radios.addWidget(radio)
        body.addLayout(radios)
        body.addLayout(row(self._clear, None))
        self._group.buttonClicked.connect(lambda _button: self._told())
        theme().changed.connect(self._paint_symbols)
        self._paint_symbols()
        self._show_clear()

    def value(self) -> str:
        """The code that is chosen, or ""."""
        return next((code for code, radio in self._buttons.items() if radio.isChecked()), "")

    def set_value(self, code: str) -> None:
        """Show a choice; "" shows none. Nobody is told."""
        if code:
            self._buttons[code].setChecked(True)
        else:
            self._group.setExclusive(False)
            for radio in self._buttons.values():
                radio.setChecked(False)
            self._group.setExclusive(True)
        self._show_clear()

    def button(self, code: str) -> QRadioButton:
        """The radio button of a code."""
        return self._buttons[code]

    def describe(self, text: str) -> None:
        """What a screen reader says beside each choice."""
        for radio in self._buttons.values():
            radio.setAccessibleDescription(text)

    def focus_first(self) -> None:
        """Put the focus on what is chosen, or on the first."""
        chosen = self.value()
        (self._buttons[chosen] if chosen else next(iter(self._buttons.values()))).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        for radio in self._buttons.values():
            radio.setEnabled(not read_only or radio.isChecked())
        self._clear.setEnabled(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure chooses: 1 the first, 2 the second."""
        place = event.key() - Qt.Key.Key_1
        buttons = list(self._buttons.values())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= place < len(buttons) and buttons[place].isEnabled():
            buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
            buttons[place].click()
            return
        super().keyPressEvent(event)

    def _told(self) -> None:
        self._show_clear()
        self.chosen.emit(self.value())

    def _cleared(self) -> None:
        self.set_value("")
        self.chosen.emit("")
        self.focus_first()

    def _show_clear(self) -> None:
        self._clear.setVisible(self._can_clear and bool(self.value()))

    def _paint_symbols(self) -> None:
        for code, radio in self._buttons.items():
            if code in self._looks:
                side = theme().symbol_side()
                radio.setIcon(icon(self._looks[code].symbol, self._looks[code].token, side))
                radio.setIconSize(QSize(side, side))


class DropDown(QComboBox):
    """A list that drops down. `chosen` is emitted only when a person chooses; the wheel does not choose by accident."""

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], *, blank: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if blank:
            self.addItem(blank, "")
        for code, words in choices:
            self.addItem(words, code)
        self.activated.connect(lambda _index: self.chosen.emit(self.value()))
        self.model().rowsInserted.connect(self._widen)

    def _widen(self) -> None:
        # Only a list that changes has to follow its contents: for that Qt makes the part that drops down at once.
        if self.sizeAdjustPolicy() is QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def value(self) -> str:
        """The code that is chosen, or ""."""
        return str(self.currentData() or "")

    def set_value(self, code: str) -> None:
        """Show a choice. One that is no longer offered is shown as it was kept."""
        place = self.findData(code)
        if place < 0 and code:
            self.addItem(code, code)
            place = self.count() - 1
        self.setCurrentIndex(max(place, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
