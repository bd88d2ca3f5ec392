"""Who may read a text, and the wording that stands for it in public."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assurance_app.domain.disclosure import Disclosure
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column
from assurance_app.ui.widgets.choices import Choices
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _
from assurance_app.words.labels import choices


class DisclosureBox(QWidget):
    """Four choices and a text."""

    edited = Signal(str, object)
    """`disclosure` or `public_wording`, and its value."""
    left = Signal()

    def __init__(self, *, columns: int = 2) -> None:
        super().__init__()
        self.readers = Choices(_("Who may read this"), choices("disclosure"), columns=columns, can_clear=False)
        self.wording = Writing(
            _("Wording for the public"),
            help_text=_(
                "Where this is not for everybody, or should be put in other words: what a published document says."
            ),
            lines=2,
        )
        body = column(self, spacing=STEP * 2)
        body.addWidget(self.readers)
        body.addWidget(self.wording)
        self.readers.chosen.connect(self._chosen)
        self.wording.edited.connect(lambda text: self.edited.emit("public_wording", text))
        self.wording.left.connect(self.left)

    def show_values(self, disclosure: Disclosure, public_wording: str) -> None:
        """Show what is kept."""
        self.readers.set_value(disclosure)
        self.wording.set_text(public_wording)

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        self.readers.set_read_only(read_only)
        self.wording.set_read_only(read_only)

    def _chosen(self, code: str) -> None:
        self.edited.emit("disclosure", Disclosure(code))
        self.left.emit()
