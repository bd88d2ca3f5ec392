"""How the cells of the examination plan are painted, and how a risk is chosen in one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from assurance_app.domain.values import Risk
from assurance_app.ui.screens.examination.lines import LAST, NO_RISK, RISK, TITLE, risk_word
from assurance_app.ui.screens.examination.model import Index
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.words import _

_Role = Qt.ItemDataRole


class Cells(QStyledItemDelegate):
    """Cells with what is second beside what is first, and a ring around the one that has the focus."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt calls it so
        """The ring is ours; the symbol keeps its distance."""
        super().initStyleOption(option, index)
        style: Any = option
        style.state &= ~QStyle.StateFlag.State_HasFocus
        side = theme().symbol_side()
        style.decorationSize = QSize(side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        style: Any = option
        focused = bool(style.state & QStyle.StateFlag.State_HasFocus)
        model: Any = index.model()
        cell = model.lines[index.row()].cells[index.column()]
        more = cell.more if index.column() in (TITLE, LAST) else ""
        if more or index.column() == RISK:
            self._paint_with(painter, option, index, more)
        else:
            super().paint(painter, option, index)
        if focused:
            painter.save()
            painter.setPen(QPen(tokens().colour("accent"), 2))
            painter.drawRect(style.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def _paint_with(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, more: str) -> None:
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        look = shown.widget.style() if shown.widget is not None else QApplication.style()
        look.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        inner: QRect = shown.rect.adjusted(STEP // 2, 0, -STEP, 0)
        metrics = QFontMetrics(shown.font)
        painter.save()
        painter.setFont(shown.font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        taken = 0
        painter.setPen(tokens().colour("second"))
        if index.column() == RISK:
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._paint_arrow(painter, inner)
                taken = STEP * 2
        else:
            taken = metrics.horizontalAdvance(more) + STEP * 2
            painter.drawText(inner, right, more)
        quiet = index.data(_Role.ForegroundRole) is not None
        painter.setPen(tokens().colour("second" if quiet else "text"))
        room = inner.adjusted(0, 0, -taken, 0)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()),
        )
        painter.restore()

    def _paint_arrow(self, painter: QPainter, inner: QRect) -> None:
        side = STEP // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().colour("second"), 1.5))
        right, middle = inner.right(), inner.center().y()
        painter.drawLine(right - 2 * side, middle - side // 2, right - side, middle + side // 2)
        painter.drawLine(right - side, middle + side // 2, right, middle - side // 2)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list that drops down, for the risk."""
        risks = [(risk.value, risk_word(risk)) for risk in Risk]
        editor = DropDown([*risks, (NO_RISK, risk_word(None))])
        editor.setParent(parent)
        editor.setAccessibleName(_("Risk"))
        editor.chosen.connect(lambda _code: self._chosen(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the risk that stands."""
        assert isinstance(editor, DropDown)
        editor.set_value(index.data(_Role.EditRole))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """What was chosen; leaving the list without choosing changes nothing."""
        assert isinstance(editor, DropDown)
        if editor.value() != index.data(_Role.EditRole):
            model.setData(index, editor.value())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """It may be wider than its column."""
        style: Any = option
        place: QRect = style.rect
        editor.setGeometry(place.x(), place.y(), max(place.width(), editor.sizeHint().width()), place.height())

    def _chosen(self, editor: DropDown) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
