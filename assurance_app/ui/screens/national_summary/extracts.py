"""What the summary says of each body that it names or quotes: sent to the body, and what it answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication

from assurance_app.application.permissions import ExtractRow
from assurance_app.application.summary_page import SaidOf
from assurance_app.domain.commissioning import ExtractAnswer
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.text import clean_text
from assurance_app.ui.screens.national_summary.forms import Section, WhoWhen
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.widgets.basics import Page, Reading, button, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _
from assurance_app.words.labels import choices
from assurance_app.words.labels import label as word


class ExtractsTab(Page):
    """The bodies, and the extract of the one that is looked at."""

    sent = Signal(object, str, str)
    """What is said of the body, to whom it was sent, and when."""
    answered = Signal(str, str, str, str, str)
    """The extract's id, the answer, who answered, when, and in which words."""
    taken_away = Signal(str)
    """The id of an extract that was recorded by mistake."""
    tells = Signal(str)

    def __init__(self) -> None:
        super().__init__(tight=True)
        self._said: dict[str, SaidOf] = {}
        self._extracts: dict[str, ExtractRow] = {}
        self._body_id = ""
        self._read_only = False
        section = Section(_("Bodies that are named or quoted"))
        self.body.addWidget(section)
        self._none = label(_("The summary neither names nor quotes a body yet."), "second")
        section.inner.addWidget(self._none)
        self.list = TaskList(_("Bodies that are named or quoted"))
        self.list.opened.connect(self._open)
        section.inner.addWidget(self.list)
        self._one = Section("")
        self.body.addWidget(self._one)
        self.text = Reading()
        self._one.inner.addWidget(self.text)
        self.copy = button(_("&Copy for an e-mail"), self._copy)
        self.remove = button(_("&Take this record away"), self._take_away, "quiet")
        self._one.inner.addLayout(row(self.copy, None, self.remove))
        self._history = label("", "second")
        self._one.inner.addWidget(self._history)
        self.send = WhoWhen((_("Sent to"),), _("Sent on"), _("Record as sent"))
        self.send.given.connect(self._send)
        self._one.inner.addWidget(self.send)
        self._answer = Section(_("What the body answered"))
        given = [(code, words) for code, words in choices("extract-answer") if code != ExtractAnswer.WAITING.value]
        self.answer = DropDown(given, blank=_("Choose…"))
        self.words = Writing(_("Its words"), help_text=_("The changes that it asks for."), lines=2)
        self.reply = WhoWhen((_("Who answered"),), _("Answered on"), _("Record answer"))
        self.reply.given.connect(self._reply)
        self._answer.inner.addLayout(row(Labelled(_("Answer"), self.answer), None))
        self._answer.inner.addWidget(self.words)
        self._answer.inner.addWidget(self.reply)
        self._one.inner.addWidget(self._answer)
        self._one.hide()

    def show_extracts(self, rows: Sequence[ExtractRow], *, read_only: bool) -> None:
        """Show what was sent; of each body the last."""
        self._read_only = read_only
        self._extracts = {}
        for each in rows:
            self._extracts.setdefault(each.body.id, each)
        self._show()

    def show_said(self, said: Sequence[SaidOf]) -> None:
        """Show the bodies that the summary names or quotes now."""
        found = {each.body_id: each for each in said}
        if found != self._said:
            self._said = found
            self._show()

    def _show(self) -> None:
        rows = [self._row(said.body_id, said.body) for said in self._said.values()]
        gone = [each.body for key, each in self._extracts.items() if key not in self._said]
        rows += [self._row(body.id, body.name_as_used) for body in gone]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._open(self._body_id)

    def _row(self, body_id: str, name: str) -> TaskRow:
        said, sent = self._said.get(body_id), self._extracts.get(body_id)
        what = [_("named")] if said is not None and said.is_named else []
        what += [_("quoted")] if said is not None and said.is_quoted else []
        note = ", ".join(what) or _("neither named nor quoted any more")
        return TaskRow(name, note, self._state(said, sent), body_id)

    def _state(self, said: SaidOf | None, sent: ExtractRow | None) -> State:
        if sent is None:
            return State(Symbol.RING, "none", _("Not sent"))
        if said is not None and clean_text(said.text) != sent.text:
            return State(Symbol.HALF, "partly", _("Changed since it was sent"))
        answer = sent.extract.entity.answer
        looks = {ExtractAnswer.AGREED: (Symbol.CHECK, "good"), ExtractAnswer.CHANGES_ASKED: (Symbol.CROSS, "bad")}
        return State(*looks.get(answer, (Symbol.HALF, "partly")), word("extract-answer", answer.value))

    def _open(self, body_id: object) -> None:
        if body_id != self._body_id:
            for form in (self.send, self.reply):
                form.clear()
            self.answer.set_value("")
            self.words.set_text("")
        self._body_id = str(body_id)
        said, sent = self._said.get(self._body_id), self._extracts.get(self._body_id)
        self._one.setVisible(said is not None or sent is not None)
        self.text.set_text(self._shown())
        if said is not None or sent is not None:
            name = said.body if said is not None else sent.body.name_as_used if sent is not None else ""
            self._one.title.setText(_("What the summary says of {body}").format(body=name))
        self._history.setText(_told(sent))
        self.remove.setVisible(sent is not None and not self._read_only)
        self.send.setVisible(said is not None and not self._read_only)
        self._answer.setVisible(sent is not None and not self._read_only)

    def _shown(self) -> str:
        """What the summary says of the body; of one that it no longer names or quotes, what it was sent."""
        if self._body_id in self._said:
            return self._said[self._body_id].text
        sent = self._extracts.get(self._body_id)
        return sent.text if sent is not None else ""

    def _take_away(self) -> None:
        sent = self._extracts.get(self._body_id)
        if sent is not None:
            # The button goes with the record: in a field beneath it, Undo would be the field's own.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.taken_away.emit(sent.extract.entity.id)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown())
        self.tells.emit(_("The extract is copied: paste it into an e-mail."))

    def _send(self) -> None:
        if self._body_id in self._said:
            self.sent.emit(self._said[self._body_id], *self.send.values())

    def _reply(self) -> None:
        sent = self._extracts.get(self._body_id)
        if sent is not None:
            code = self.answer.value() or ExtractAnswer.WAITING.value
            self.answered.emit(sent.extract.entity.id, code, *self.reply.values(), self.words.text())


def _told(sent: ExtractRow | None) -> str:
    """What was sent and answered."""
    if sent is None:
        return _("Not sent yet.")
    extract = sent.extract.entity
    words = _("Sent to {whom} on {date}.").format(whom=extract.sent_to, date=spoken_date(extract.sent_on))
    if extract.answer is ExtractAnswer.WAITING:
        return words
    answer = _("{answer}: {name}, {date}.").format(
        answer=word("extract-answer", extract.answer.value),
        name=extract.answered_by,
        date=spoken_date(extract.answered_on),
    )
    return "\n".join(each for each in (words, answer, extract.words) if each)
