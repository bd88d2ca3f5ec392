"""The states a person sees, each with its symbol, its word and its colour token; and how a symbol is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from assurance_app.domain.marks import MARKS
from assurance_app.domain.progress import Standing
from assurance_app.domain.values import Opinion, Position, View
from assurance_app.ui.theme import theme, tokens
from assurance_app.words.labels import label


class Symbol(StrEnum):
    """The symbols that stand beside a state's word, so that its meaning never hangs on colour."""

    CHECK = "check"
    HALF = "half"
    CROSS = "cross"
    DASH = "dash"
    RING = "ring"
    CHEVRON = "chevron"


@dataclass(frozen=True, slots=True)
class State:
    """A state: its symbol, the token of its colour, and its word."""

    symbol: Symbol
    token: str
    word: str


_LOOKS: dict[str, tuple[Symbol, str]] = {
    Position.FOLLOWED: (Symbol.CHECK, "good"),
    Position.IN_PART: (Symbol.HALF, "partly"),
    Position.NOT_FOLLOWED: (Symbol.CROSS, "bad"),
    Position.NOT_APPLICABLE: (Symbol.DASH, "none"),
    View.SATISFIED: (Symbol.CHECK, "good"),
    View.PARTLY_SATISFIED: (Symbol.HALF, "partly"),
    View.NOT_SATISFIED: (Symbol.CROSS, "bad"),
    View.NOT_EXAMINED: (Symbol.DASH, "none"),
    Opinion.ASSURED: (Symbol.CHECK, "good"),
    Opinion.PARTLY_ASSURED: (Symbol.HALF, "partly"),
    Opinion.NOT_ASSURED: (Symbol.CROSS, "bad"),
    Opinion.NONE_YET: (Symbol.RING, "none"),
}


def of_code(kind: str, code: str) -> State:
    """The state of a position, view or opinion: of_code("view", "satisfied"); "" is not started."""
    if not code:
        return State(Symbol.RING, "none", label("standing", Standing.TO_DO.value))
    symbol, token = _LOOKS[code]
    return State(symbol, token, label(kind, code))


_STANDINGS = {
    Standing.TO_DO: "none",
    Standing.STARTED: "accent",
    Standing.MET: "good",
    Standing.PARTLY: "partly",
    Standing.NOT_MET: "bad",
    Standing.NOT_EXAMINED: "none",
}


def of_standing(standing: Standing) -> State:
    """The state of a requirement or a threat in a list."""
    return State(Symbol(MARKS[standing].value), _STANDINGS[standing], label("standing", standing.value))


def draw(painter: QPainter, place: QRectF, symbol: Symbol, token: str) -> None:
    """Draw a symbol in the colour of a token within a square place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(place.width(), place.height())
    painter.translate(place.center().x() - side / 2, place.center().y() - side / 2)
    painter.scale(side / 16, side / 16)
    colour = tokens().colour(token)
    pen = QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if symbol is Symbol.CHECK:
        painter.drawPolyline(QPolygonF([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)]))
    elif symbol is Symbol.HALF:
        painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))
        painter.setBrush(colour)
        painter.drawPie(QRectF(2.5, 2.5, 11, 11), 90 * 16, 180 * 16)
    elif symbol is Symbol.CROSS:
        painter.drawLine(QPointF(4, 4), QPointF(12, 12))
        painter.drawLine(QPointF(12, 4), QPointF(4, 12))
    elif symbol is Symbol.DASH:
        painter.drawLine(QPointF(3.5, 8), QPointF(12.5, 8))
    elif symbol is Symbol.RING:
        pen.setWidthF(1.5)
        painter.setPen(pen)
        painter.drawEllipse(QRectF(3, 3, 10, 10))
    else:
        painter.drawPolyline(QPolygonF([QPointF(6, 3.5), QPointF(10.5, 8), QPointF(6, 12.5)]))
    painter.restore()


def icon(symbol: Symbol, token: str, side: int = 16) -> QIcon:
    """The symbol as an icon in the colours in force."""
    picture = QPixmap(QSize(side, side) * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, QRectF(0, 0, side, side), symbol, token)
    painter.end()
    return QIcon(picture)


class Mark(QWidget):
    """One symbol as a widget; its word stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._what: tuple[Symbol, str] | None = None
        theme().changed.connect(self._fit)
        self._fit()

    def show_symbol(self, symbol: Symbol, token: str) -> None:
        """Show a symbol in the colour of a token."""
        self._what = (symbol, token)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        if self._what is not None:
            painter = QPainter(self)
            draw(painter, QRectF(self.rect()), *self._what)
            painter.end()

    def _fit(self) -> None:
        side = theme().symbol_side()
        self.setFixedSize(QSize(side, side))
