"""An editor with its name above it and a line of help, tied together for screen readers and for the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, label
from assurance_app.ui.widgets.typed_fields import OneLine


class Labelled(QWidget):
    """The name, the help and the editor, one above the other."""

    def __init__(self, words: str, editor: QWidget, help_text: str = "") -> None:
        super().__init__()
        inner = column(self, spacing=STEP // 2)
        self.name = label(words, "group")
        target = editor.editor if isinstance(editor, OneLine) else editor
        self.name.setBuddy(target)
        target.setAccessibleName(words.replace("&", ""))
        target.setAccessibleDescription(help_text)
        inner.addWidget(self.name)
        if help_text:
            inner.addWidget(label(help_text, "second"))
        inner.addWidget(editor)
