"""What a statement says on one threat, as the officer enters it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from assurance_app.domain.commissioning import EnteredThreat
from assurance_app.domain.framework import Column, FieldType
from assurance_app.ui.states import of_code
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, label
from assurance_app.ui.widgets.choices import Choices
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.ui.widgets.typed_fields import OneLine
from assurance_app.words import _
from assurance_app.words.labels import choices


class ThreatBox(QFrame):
    """Mentioned, influence, conclusion, voice, page, passage. Speaks only of the person's own change."""

    edited = Signal(str, object)
    """The name of a part, and what it says now."""
    left = Signal()

    def __init__(self, section_id: str, title: str) -> None:
        super().__init__()
        self.section_id = section_id
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        inner = column(self, margins=STEP * 2, spacing=STEP * 2)
        self.title = label(title, "heading")
        inner.addWidget(self.title)
        self.mentioned = QCheckBox(_("The statement mentions it"))
        self.mentioned.setAccessibleName(_("The statement mentions it: {threat}").format(threat=title))
        inner.addWidget(self.mentioned)
        opinions = choices("opinion")
        self.conclusion = Choices(
            _("Conclusion given"),
            opinions,
            looks={code: of_code("opinion", code) for code, _words in opinions},
            columns=4,
            can_clear=False,
        )
        self.voice = Choices(_("In whose voice"), choices("voice"), columns=4, can_clear=False)
        for one in (self.conclusion, self.voice):
            one.describe(_("{what}: {threat}").format(what=one.title.text(), threat=title))
            inner.addWidget(one)
        self.page = OneLine(Column("page", _("Page"), FieldType.TEXT), _("Page"), width=STEP * 20)
        inner.addWidget(Labelled(_("Page"), self.page))
        self.influence = Writing(
            _("Influence described"), help_text=_("On direction and objectives, in short."), lines=2
        )
        self.passage = Writing(_("Passage quoted"), help_text=_("Word for word."), lines=3)
        inner.addWidget(self.influence)
        inner.addWidget(self.passage)
        for named, what in (
            (self.page.editor, _("Page")),
            (self.influence.area, _("Influence described")),
            (self.passage.area, _("Passage quoted")),
        ):
            named.setAccessibleName(_("{what}: {threat}").format(what=what, threat=title))
        self.mentioned.clicked.connect(lambda ticked: self._chose("is_mentioned", ticked))
        self.conclusion.chosen.connect(lambda code: self._chose("conclusion", code))
        self.voice.chosen.connect(lambda code: self._chose("voice", code))
        self.page.edited.connect(lambda text: self.edited.emit("page", text or ""))
        self.influence.edited.connect(lambda text: self.edited.emit("influence", text))
        self.passage.edited.connect(lambda text: self.edited.emit("passage", text))
        for left in (self.page.left, self.influence.left, self.passage.left):
            left.connect(self.left)

    def show_line(self, line: EnteredThreat) -> None:
        """Show what was entered."""
        self.mentioned.setChecked(line.is_mentioned)
        self.conclusion.set_value(line.conclusion.value)
        self.voice.set_value(line.voice.value)
        self.page.set_value(line.page)
        self.influence.set_text(line.influence)
        self.passage.set_text(line.passage)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self.mentioned.setEnabled(not read_only)
        for one in (self.conclusion, self.voice, self.page, self.influence, self.passage):
            one.set_read_only(read_only)

    def _chose(self, name: str, value: object) -> None:
        self.edited.emit(name, value)
        self.left.emit()
