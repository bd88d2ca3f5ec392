"""Numbers as bars, each with its symbol and words; a bar opens what is behind its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from assurance_app.ui.states import State, draw
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.basics import column, empty
from assurance_app.words import _


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: the state that it is about, the number, of how many, and what it opens."""

    state: State
    word: str
    number: int
    of: int
    key: Any


class _Bar(QPushButton):
    def __init__(self, share: Share, widest: int) -> None:
        super().__init__()
        self._share = share
        self._widest = widest
        self.setProperty("role", "quiet")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = _("{what}: {number} of {all}").format(what=share.word, number=share.number, all=share.of)
        self.setAccessibleName(told)
        self.setToolTip(told)

    def sizeHint(self) -> QSize:
        """One line of text with room around it."""
        return QSize(STEP * 30, QFontMetrics(theme().font(10)).height() + STEP * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The symbol, the word, the bar, and the number after it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, share, metrics = tokens(), self._share, QFontMetrics(theme().font(10))
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.hasFocus() or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        side = theme().symbol_side()
        left = area.left() + STEP
        draw(painter, QRectF(left, area.center().y() - side / 2, side, side), share.state.symbol, share.state.token)
        left += side + STEP
        painter.setFont(theme().font(10))
        painter.setPen(look.colour("text"))
        words = metrics.elidedText(share.word, Qt.TextElideMode.ElideRight, self._widest)
        painter.drawText(QRectF(left, area.top(), self._widest + STEP, area.height()), _MIDDLE, words)
        left += self._widest + STEP * 2
        told = _("{number} of {all}").format(number=share.number, all=share.of)
        room = max(area.right() - left - metrics.horizontalAdvance(told) - STEP * 3, STEP)
        long = room * share.number / share.of if share.of else 0
        bar = QRectF(left, area.center().y() - STEP * 0.75, max(long, 2), STEP * 1.5)
        painter.setPen(QPen(look.colour(share.state.token), 1))
        painter.setBrush(look.colour(f"{share.state.token}_soft"))
        painter.drawRect(bar)
        painter.setPen(look.colour("text"))
        painter.drawText(
            QRectF(bar.right() + STEP, area.top(), area.right() - bar.right(), area.height()), _MIDDLE, told
        )
        painter.end()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ShareBars(QWidget):
    """Bars under one another; Return or a click opens one."""

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._body = column(self, spacing=0)
        self.shares: tuple[Share, ...] = ()

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these."""
        self.shares = tuple(shares)
        empty(self._body)
        metrics = QFontMetrics(theme().font(10))
        widest = min(max((metrics.horizontalAdvance(share.word) for share in shares), default=0), STEP * 26)
        for share in shares:
            bar = _Bar(share, widest)
            bar.clicked.connect(lambda _checked=False, share=share: self.opened.emit(share.key))
            self._body.addWidget(bar)
