"""Checking documents: how the window for it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QFrame, QScrollArea, QSplitter, QWidget

from assurance_app import paths
from assurance_app.application.document_check import DocumentReport
from assurance_app.ui.screens.document_check.presenter import SUFFIXES, DocumentCheckPresenter, state_of, table_rows
from assurance_app.ui.session import Session
from assurance_app.ui.tasks import Tasks
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.attachment_box import files_of
from assurance_app.ui.widgets.basics import Reading, button, card, column, label, row
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.table import Table
from assurance_app.words import _


class DocumentCheckDialog(QDialog):
    """Choose or drop Word documents and PDFs; see what is to mend in them, one thing at a time with how it is done."""

    def __init__(self, parent: QWidget | None, session: Session, tasks: Tasks) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Check a document"))
        self.setAcceptDrops(True)
        self.resize(STEP * 122, STEP * 94)
        self._session = session
        self.presenter = DocumentCheckPresenter(session, tasks, self, can_compare=self._has_record)
        body = column(self, margins=STEP * 3, spacing=STEP * 2)
        body.addWidget(label(_("Check a document"), "title"))
        self.choose = button(_("&Choose documents…"), self._choose, "primary")
        self.published = self._box(_("It is to be &published"), self.presenter.published)
        self.published.toggled.connect(self._chosen)
        self.compare = self._box(_("Look for &words that the record of this year keeps from the public"), True)
        self.compare.toggled.connect(self._chosen)
        self.compare.setVisible(self._has_record())
        body.addLayout(FlowRow(self.choose, self.published, self.compare, spacing=STEP * 2))
        self.status = label("", "group")
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body.addWidget(self.status)
        self.nothing = Reading()
        self.nothing.setMaximumWidth(round(theme().column_width()))
        body.addWidget(self.nothing)
        self.found = self._build_found()
        body.addWidget(self.found, 1)
        body.addStretch(0)
        self._body = body
        self.again = button(_("Check &again"), self.presenter.check)
        self.copy = button(_("C&opy all"), self._copy)
        self.save = button(_("&Save as text…"), self._save)
        body.addLayout(row(self.again, self.copy, self.save, None, button(_("Close"), self.close)))
        self._show_nothing(_empty_words())
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_working(self, sentence: str) -> None:
        """Say what is being done; what was found before is not shown any more."""
        self._show_nothing(sentence)

    def show_reports(self, reports: Sequence[DocumentReport], sentence: str) -> None:
        """Show what was found."""
        rows = table_rows(reports)
        self.table.set_rows(rows)
        if rows:
            self.table.select([rows[0].key])
        clean = not rows and not any(report.refusal for report in reports)
        self._show_nothing(_clean_words() if clean else "")
        self.status.setText(sentence)
        self.status.show()
        self._show_found(bool(rows))
        self._offer(can_keep=True)
        self._show_detail()
        (self.table if rows else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say what did not work."""
        self._show_nothing("")
        self.tell(sentence)

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.status.setText(sentence)
        self.status.show()

    # -- what a person does ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        event.acceptProposedAction()
        self.presenter.check(files_of(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is under way is not shown any more."""
        self.presenter.leave()
        super().closeEvent(event)

    def _has_record(self) -> bool:
        return self._session.is_open and not self._session.is_national

    def _choose(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        offered = _("Word documents and PDFs ({kinds})").format(kinds=kinds)
        start = str(self.presenter.paths[0].parent if self.presenter.paths else paths.documents_folder())
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Check a document"), start, offered)
        if chosen:
            self.presenter.check([Path(name) for name in chosen])

    def _chosen(self) -> None:
        self.compare.setEnabled(self.published.isChecked())
        self.presenter.choose(published=self.published.isChecked(), compare=self.compare.isChecked())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.presenter.text())

    def _save(self) -> None:
        first = self.presenter.paths[0]
        proposed = str(first.with_name(f"{first.stem}-check.txt"))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as text"), proposed, _("Text files (*.txt)"))
        if chosen:
            self.presenter.save(Path(chosen))

    # -- layout ------------------------------------------------------------------------------------------------

    def _box(self, words: str, checked: bool) -> QCheckBox:
        made = QCheckBox(words)
        made.setAccessibleName(words.replace("&", ""))
        made.setChecked(checked)
        return made

    def _build_found(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        columns = (_("What"), _("Where"), _("What stands there"), _("State"))
        self.table = Table(_("What was found"), columns)
        self.table.selection_changed.connect(self._show_detail)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_detail())
        splitter.addWidget(self.table)
        splitter.addWidget(self._build_detail())
        splitter.setSizes([STEP * 32, STEP * 32])
        return splitter

    def _build_detail(self) -> QScrollArea:
        self.detail, inner = card()
        self.title = label("", "heading")
        self.place = label("", "second")
        self.why = label("")
        self._how = label(_("How to mend it"), "group")
        self.steps = Reading()
        for widget in (self.title, self.place, self.why, self._how, self.steps):
            inner.addWidget(widget)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.detail)
        area.setAccessibleName(_("Why it matters, and how to mend it"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return area

    # -- inside ------------------------------------------------------------------------------------------------

    def _show_nothing(self, words: str) -> None:
        self.nothing.set_text(words)
        self.nothing.setVisible(bool(words))
        self.status.hide()
        self._show_found(False)
        self._offer(can_keep=False)

    def _show_found(self, shown: bool) -> None:
        self.found.setVisible(shown)
        self._body.setStretch(self._body.indexOf(self.found) + 1, 0 if shown else 1)

    def _offer(self, *, can_keep: bool) -> None:
        for act in (self.copy, self.save):
            act.setEnabled(can_keep)
        self.again.setEnabled(bool(self.presenter.paths))

    def _show_detail(self) -> None:
        found = self.presenter.row(self.table.here())
        self.detail.setVisible(found is not None)
        if found is None:
            return
        self.title.setText(found.title)
        state = state_of(found).word
        pieces = (state, found.where, found.found)
        self.place.setText(" · ".join(piece for piece in pieces if piece))
        self.why.setText(found.why)
        steps = [f"{number}. {step}" for number, step in enumerate(found.steps, start=1)]
        self.steps.set_text("\n".join(steps if len(steps) > 1 else found.steps))


def _empty_words() -> str:
    return _(
        "Drop a Word document or a PDF here, or choose one. It is looked through for what keeps people from reading it "
        "and for what was not meant to go out: headings, tables, alternative texts, contrast, the language; comments, "
        "tracked changes, hidden text, names of people, markings, gaps that were never filled in.\n"
        "What is found stands here with its place, why it matters and how to mend it. The document itself is only read."
    )


def _clean_words() -> str:
    return _(
        "What a program can see is in order. Whether the words are right, and whether an alternative text says what "
        "its picture shows, is for people to judge."
    )
