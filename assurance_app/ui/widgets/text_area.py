"""Writing: plain text that is written back only after the person's own change, with its words counted."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from assurance_app.domain.text import clean_text, word_count
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.basics import column, label, row, show_if
from assurance_app.words import ngettext


class TextArea(QTextEdit):
    """A plain text of several lines. Tab leaves it; it grows with its text.

    Showing a text never changes it: an editor may turn what it is given into something else, so `text()` answers with
    what was given until the person changes something.
    """

    edited = Signal(str)
    """The person changed the text; carries it as clean text."""
    left = Signal()
    """The focus has gone elsewhere in the window."""

    def __init__(self, *, lines: int = 4, most: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "writing")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._least, self._most = lines, most
        self._given = ""
        self._shown = ""
        self._showing = False
        self._put("")
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    def text(self) -> str:
        """The text: what was given, or what the person made of it, as clean text."""
        raw = self._raw()
        return self._given if raw == self._shown else clean_text(raw)

    def set_text(self, text: str) -> None:
        """Show a text. The one that stands there already keeps its cursor and what can be undone in it."""
        if text == self.text():
            return
        self._showing = True
        self._put(text)
        self._given, self._shown = text, self._raw()
        self._showing = False
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as its text, between its least and its most lines."""
        spacing = self._line_spacing()
        wanted = max(self._least * spacing, min(self.document().size().height(), self._most * spacing))
        return QSize(super().sizeHint().width(), round(wanted) + STEP * 2)

    def minimumSizeHint(self) -> QSize:
        """No narrower than a few words."""
        return QSize(STEP * 12, self.sizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text only, as clean text: Word's bullets become bullets, control characters go."""
        if source.hasText():
            cleaned = QMimeData()
            cleaned.setText(clean_text(source.text()))
            super().insertFromMimeData(cleaned)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person has left, unless only a menu or another window came up."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()

    def _line_spacing(self) -> float:
        return self.fontMetrics().lineSpacing() * theme().line_height() / 100

    def _grow(self) -> None:
        if self._showing:
            return
        # A scroll bar that came until the area has grown would take room from the lines and wrap them three times.
        fits = self.document().size().height() <= self._most * self._line_spacing()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()

    def _raw(self) -> str:
        # toPlainText would turn no-break spaces into spaces; the raw text keeps them and marks lines with U+2029.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _text_changed(self) -> None:
        if not self._showing and self._raw() != self._shown:
            self._given, self._shown = clean_text(self._raw()), self._raw()
            self.edited.emit(self._given)

    def _put(self, text: str) -> None:
        """Put a text there in one step: `setPlainText` and spacing the lines afterwards would lay it out three times.

        As there, nothing that was done to the text before can be undone.
        """
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._space_lines(cursor)
        cursor.endEditBlock()
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_lines(self, cursor: QTextCursor) -> None:
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(theme().line_height(), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)


class Writing(QWidget):
    """A labelled text area with a line of help and a count of its words."""

    def __init__(self, title: str, *, help_text: str = "", lines: int = 4, role: str = "group") -> None:
        super().__init__()
        self.area = TextArea(lines=lines)
        self.edited = self.area.edited
        self.left = self.area.left
        self.title = label(title, role)
        self.title.setBuddy(self.area)
        self.help = label(help_text, "second")
        show_if(self.help, bool(help_text))
        self._count = label("", "second", wrap=False)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.area.setAccessibleName(title.replace("&", ""))
        self.area.setAccessibleDescription(help_text)
        body = column(self, spacing=STEP // 2)
        body.addWidget(self.title)
        body.addWidget(self.help)
        body.addWidget(self.area)
        body.addLayout(row(None, self._count))
        self._counted: str | None = None
        self.area.textChanged.connect(self._recount)
        self._recount()

    def text(self) -> str:
        """The text as it stands."""
        return self.area.text()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.area.set_text(text)

    def set_help(self, text: str) -> None:
        """What a good text says here."""
        self.help.setText(text)
        self.help.setVisible(bool(text))
        self.area.setAccessibleDescription(text)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        if self.area.isReadOnly() != read_only:
            self.area.setReadOnly(read_only)

    def _recount(self) -> None:
        # Putting a text there and spacing its lines both say that it has changed.
        text = self.area.text()
        if text == self._counted:
            return
        self._counted = text
        words = word_count(text)
        self._count.setText(ngettext("{number} word", "{number} words", words).format(number=words))
        self._count.setVisible(words > 0)
