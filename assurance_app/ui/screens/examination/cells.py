"""How the cells of the examination plan are painted, and how a risk is chosen in one."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from assurance_app.domain.values import Risk
from assurance_app.ui.screens.examination.lines import EXAMINE, LAST, NO_RISK, RISK, TITLE, risk_word
from assurance_app.ui.screens.examination.model import Index
from assurance_app.ui.states import State, Symbol, draw
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.words import _

_Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Cells(QStyledItemDelegate):
    """Cells with a ring around the one that has the focus."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell: its ground, its symbol or tick, its text, and what stands beside it."""
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        focused = bool(shown.state & QStyle.StateFlag.State_HasFocus)
        look = shown.widget.style() if shown.widget is not None else QApplication.style()
        look.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, shown, painter, shown.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(shown.font)
        inner: QRect = shown.rect.adjusted(STEP, 0, -STEP, 0)
        if index.column() == EXAMINE:
            _paint_tick(painter, inner, ticked=index.data(_Role.CheckStateRole) is Qt.CheckState.Checked)
        else:
            self._paint_text(painter, inner, index)
        painter.restore()
        if focused:
            painter.save()
            painter.setPen(QPen(tokens().colour("accent"), 2))
            painter.drawRect(shown.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def _paint_text(self, painter: QPainter, inner: QRect, index: Index) -> None:
        model: Any = index.model()
        cell = model.lines[index.row()].cells[index.column()]
        metrics = painter.fontMetrics()
        if cell.state is not None:
            side = theme().symbol_side()
            draw(painter, QRectF(inner.left(), inner.center().y() - side / 2 + 1, side, side), *_look(cell.state))
            inner.setLeft(inner.left() + side + STEP // 2 + 2)
        painter.setPen(tokens().colour("second"))
        if index.column() == TITLE:
            painter.drawText(inner, _LEFT, cell.before)
            inner.setLeft(inner.left() + model.before_width(metrics))
        elif index.column() == LAST and cell.more:
            painter.drawText(inner, _RIGHT, cell.more)
        elif index.column() == RISK and index.flags() & Qt.ItemFlag.ItemIsEditable:
            _paint_arrow(painter, inner)
            inner.setRight(inner.right() - STEP * 2)
        painter.setPen(tokens().colour("second" if cell.quiet else "text"))
        if index.column() == TITLE and metrics.horizontalAdvance(cell.text) > inner.width():
            _paint_wrapped(painter, inner, cell.text)
        else:
            painter.drawText(inner, _LEFT, metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width()))

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere in the cell of the tick changes it; with Ctrl or Shift it only selects."""
        if index.column() != EXAMINE or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            if event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
                ticked = index.data(_Role.CheckStateRole) is Qt.CheckState.Checked
                wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
                model.setData(index, wanted, _Role.CheckStateRole)
            return True
        return False

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


def _look(state: State) -> tuple[Symbol, str]:
    return state.symbol, state.token


def _paint_wrapped(painter: QPainter, inner: QRect, text: str) -> None:
    metrics = painter.fontMetrics()
    flags = int(_LEFT) | int(Qt.TextFlag.TextWordWrap)

    def fits(shown: str) -> bool:
        space = QRect(0, 0, inner.width(), 10_000)
        # Against the cell and not against so many lines: those are a pixel higher than their rounded spacing says.
        return metrics.boundingRect(space, flags, shown).height() <= max(inner.height(), metrics.lineSpacing())

    if not fits(text):
        # The longest beginning that stands in the lines there are.
        length = bisect_left(range(len(text)), True, key=lambda count: not fits(f"{text[:count]}…")) - 1
        text = f"{text[: max(length, 0)].rstrip()}…"
    painter.drawText(inner, flags, text)


def _paint_tick(painter: QPainter, inner: QRect, *, ticked: bool) -> None:
    side = theme().symbol_side()
    box = QRectF(inner.left() + 1, inner.center().y() - side / 2 + 1, side, side)
    colours = tokens()
    painter.setPen(QPen(colours.colour("accent" if ticked else "edge"), 1.5))
    painter.setBrush(colours.colour("accent" if ticked else "surface"))
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        inset = side / 8
        draw(painter, box.adjusted(inset, inset, -inset, -inset), Symbol.CHECK, "on_accent")


def _paint_arrow(painter: QPainter, inner: QRect) -> None:
    side = STEP // 2
    painter.setPen(QPen(tokens().colour("second"), 1.5))
    right, middle = inner.right(), inner.center().y()
    painter.drawLine(right - 2 * side, middle - side // 2, right - side, middle + side // 2)
    painter.drawLine(right - side, middle + side // 2, right, middle - side // 2)
