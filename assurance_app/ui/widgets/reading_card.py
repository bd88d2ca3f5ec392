"""A card to read: a title with a state, and paragraphs under their names. A page can have many of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from assurance_app.ui.states import Mark, State
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.basics import column, label, row

Named = tuple[str, str]
"""A name, and the text under it."""

_NARROWEST = STEP * 24


class NamedTexts(QLabel):
    """Texts under their names, as one label. The texts are plain; nothing in them is markup.

    A label that wraps is set several times whenever its page is laid out; this one is measured once for a width.
    """

    def __init__(self, parts: Sequence[Named]) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._heights: dict[int, int] = {}
        self._measured: QTextDocument | None = None
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("role", "reading")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("\n".join(words for part in self._parts for words in part if words))
        theme().changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        """Only its height at the width that it has counts."""
        return QSize(_NARROWEST, 0)

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return QSize(_NARROWEST, 0)

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        if width not in self._heights:
            document = self._document()
            document.setTextWidth(width)
            self._heights[width] = round(document.size().height() + 0.5)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_heights"):
            self._forget()

    def _document(self) -> QTextDocument:
        if self._measured is None:
            self._measured = QTextDocument()
            self._measured.setDocumentMargin(0)
            self._measured.setDefaultFont(theme().reading_font)
            self._measured.setHtml(self.text())
        return self._measured

    def _forget(self) -> None:
        self._measured = None
        self._heights.clear()

    def _show(self) -> None:
        height, second = theme().line_height(), tokens().second
        small = f"font-size:{theme().font(10).pointSizeF():g}pt; color:{second}"
        said: list[str] = []
        for name, text in self._parts:
            above = STEP * 3 // 2 if said else 0
            said.append(f'<p style="{small}; margin:{above}px 0 6px 0">{escape(name)}</p>')
            said += (
                f'<p style="line-height:{height}%; margin:0 0 6px 0">{escape(line)}</p>'
                for line in text.split("\n")
                if line.strip()
            )
        self._forget()
        self.setText("".join(said))
        self.updateGeometry()


def reading_card(title: str, state: State | None, parts: Sequence[Named]) -> QFrame:
    """A card with its title, its state beside it, and what is said under its names."""
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setAccessibleName(". ".join((title, *(f"{name}: {text}" for name, text in parts))))
    inner = column(frame, margins=STEP * 2)
    if state is None:
        inner.addWidget(label(title, "group"))
    else:
        mark = Mark()
        mark.show_symbol(state.symbol, state.token)
        head = row(label(title, "group"), mark, label(state.word, "second", wrap=False))
        head.setStretch(0, 1)
        inner.addLayout(head)
    if parts:
        inner.addWidget(NamedTexts(parts))
    return frame
