"""The parts of a scrutiny session that repeat: questions with answers, opinions, what it bore on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from assurance_app.application.scrutiny import Named
from assurance_app.domain.scrutiny import SessionOpinion, SessionQuestion
from assurance_app.domain.values import Opinion
from assurance_app.ui.states import icon, of_code
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, card, column, empty, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _
from assurance_app.words.labels import choices

OFFERED = 8
"""How many requirements are offered while words are typed."""


class QuestionRows(QWidget):
    """Questions to the chief constable with their answers, each with what was answered before."""

    edited = Signal(object)
    """The questions as a tuple."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[SessionQuestion, ...] = ()
        self._before: tuple[str, ...] = ()
        self._read_only = False
        self.rows: list[tuple[Writing, Writing]] = []
        body = column(self)
        body.addWidget(label(_("Questions and answers"), "heading"))
        self._nothing = label(_("No question is written down yet."), "second")
        body.addWidget(self._nothing)
        self._list = column(spacing=STEP * 2)
        body.addLayout(self._list)
        self.add = button(_("Add a &question"), self._add)
        body.addLayout(row(self.add, None))

    def show_questions(self, questions: tuple[SessionQuestion, ...], before: tuple[str, ...] = ()) -> None:
        """Show what is kept; `before` are the answers of the session that it goes on from, question by question."""
        rebuild = len(questions) != len(self.rows) or before != self._before
        self._questions, self._before = questions, before
        if rebuild:
            self._build()
        for (asked, answered), question in zip(self.rows, questions, strict=True):
            asked.set_text(question.asked)
            answered.set_text(question.answered)

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        self._read_only = read_only
        self.add.setVisible(not read_only)
        self._build()
        self.show_questions(self._questions, self._before)

    def _build(self) -> None:
        empty(self._list)
        self.rows = []
        for place in range(len(self._questions)):
            self._list.addWidget(self._card(place))
        self._nothing.setVisible(not self._questions)

    def _card(self, place: int) -> QWidget:
        frame, inner = card()
        number = place + 1
        asked = Writing(_("Question {number}").format(number=number), lines=2)
        answered = Writing(_("Answer {number}").format(number=number), lines=3)
        self.rows.append((asked, answered))
        for writing, name in ((asked, "asked"), (answered, "answered")):
            writing.set_read_only(self._read_only)
            writing.edited.connect(lambda text, name=name: self._changed(place, name, text))
            writing.left.connect(self.left)
        inner.addWidget(asked)
        if place < len(self._before) and self._before[place]:
            then = label(_("Answered last time: {answer}").format(answer=self._before[place]), "second")
            inner.addWidget(then)
        inner.addWidget(answered)
        if not self._read_only:
            remove = button(_("Remove"), lambda: self._remove(place), "quiet")
            remove.setAccessibleName(_("Remove question {number}").format(number=number))
            inner.addLayout(row(None, remove))
        return frame

    def _changed(self, place: int, name: str, text: str) -> None:
        question = self._questions[place]
        asked, answered = (text, question.answered) if name == "asked" else (question.asked, text)
        changed = SessionQuestion(asked, answered)
        self._questions = (*self._questions[:place], changed, *self._questions[place + 1 :])
        self.edited.emit(self._questions)

    def _add(self) -> None:
        self.show_questions((*self._questions, SessionQuestion("")), self._before)
        self.rows[-1][0].area.setFocus()
        self.edited.emit(self._questions)

    def _remove(self, place: int) -> None:
        before = (*self._before[:place], *self._before[place + 1 :])
        self.show_questions((*self._questions[:place], *self._questions[place + 1 :]), before)
        self.edited.emit(self._questions)
        self.add.setFocus()
        self.left.emit()


class OpinionRows(QWidget):
    """An opinion for each threat, with its reason."""

    edited = Signal(object)
    """The opinions as a tuple."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._opinions: tuple[SessionOpinion, ...] = ()
        self._threats: tuple[Named, ...] = ()
        self._read_only = False
        self.drops: dict[str, DropDown] = {}
        self.reasons: dict[str, Writing] = {}
        body = column(self)
        body.addWidget(label(_("Opinion per threat"), "heading"))
        body.addWidget(
            label(
                _(
                    "What the body concluded in this session, and why. It is offered on the page of the threat; it is "
                    "not an inspectorate’s grade."
                ),
                "second",
            )
        )
        self._list = column(spacing=STEP)
        body.addLayout(self._list)

    def show_opinions(self, threats: tuple[Named, ...], opinions: tuple[SessionOpinion, ...]) -> None:
        """Show what is kept."""
        if threats != self._threats:
            self._threats = threats
            self._build()
        self._opinions = opinions
        said = {one.section_id: one for one in opinions}
        for threat in threats:
            opinion = said.get(threat.id)
            self.drops[threat.id].set_value(opinion.opinion if opinion else "")
            self.reasons[threat.id].set_text(opinion.reason if opinion else "")
            self.reasons[threat.id].setVisible(opinion is not None)

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        self._read_only = read_only
        for drop in self.drops.values():
            drop.setEnabled(not read_only)
        for reason in self.reasons.values():
            reason.set_read_only(read_only)

    def _build(self) -> None:
        empty(self._list)
        self.drops, self.reasons = {}, {}
        for threat in self._threats:
            part = QWidget()
            inner = column(part, spacing=STEP // 2)
            drop = DropDown(choices("opinion"), blank=_("Not discussed"))
            for place in range(1, drop.count()):
                look = of_code("opinion", drop.itemData(place))
                drop.setItemIcon(place, icon(look.symbol, look.token))
            drop.setAccessibleName(_("Opinion: {threat}").format(threat=threat.title))
            drop.chosen.connect(self._choosing(threat.id))
            name = label(threat.title, wrap=False)
            name.setMinimumWidth(STEP * 26)
            name.setBuddy(drop)
            inner.addLayout(row(name, drop, None))
            reason = Writing(_("Why: {threat}").format(threat=threat.title), lines=2)
            reason.edited.connect(self._giving_reason(threat.id))
            reason.left.connect(self.left)
            inner.addWidget(reason)
            self.drops[threat.id], self.reasons[threat.id] = drop, reason
            self._list.addWidget(part)
        self.set_read_only(self._read_only)

    def _choosing(self, section_id: str) -> Callable[[str], None]:
        def chosen(code: str) -> None:
            if code:
                self._put(section_id, Opinion(code), self.reasons[section_id].text())
            else:
                self._opinions = tuple(one for one in self._opinions if one.section_id != section_id)
            self.reasons[section_id].setVisible(bool(code))
            self.edited.emit(self._opinions)
            self.left.emit()

        return chosen

    def _giving_reason(self, section_id: str) -> Callable[[str], None]:
        def given(text: str) -> None:
            self._put(section_id, Opinion(self.drops[section_id].value()), text)
            self.edited.emit(self._opinions)

        return given

    def _put(self, section_id: str, opinion: Opinion, reason: str) -> None:
        said = {one.section_id: one for one in self._opinions}
        said[section_id] = SessionOpinion(section_id, opinion, reason)
        self._opinions = tuple(said[threat.id] for threat in self._threats if threat.id in said)


class SectionTicks(QWidget):
    """The threats and other sections that were on the agenda."""

    edited = Signal(object)
    """The ids as a tuple."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._sections: tuple[Named, ...] = ()
        self.ticks: dict[str, QCheckBox] = {}
        body = column(self, spacing=STEP // 2)
        body.addWidget(label(words, "group"))
        self._flow = FlowRow(columns=3, spacing=STEP)
        body.addLayout(self._flow)

    def show_sections(self, sections: tuple[Named, ...], chosen: Sequence[str]) -> None:
        """Show what is kept."""
        if sections != self._sections:
            self._sections = sections
            empty(self._flow)
            self.ticks = {}
            for section in sections:
                tick = QCheckBox(section.title.replace("&", "&&"))
                tick.setAccessibleName(section.title)
                tick.clicked.connect(lambda _checked=False: self.edited.emit(self.value()))
                self.ticks[section.id] = tick
                self._flow.addWidget(tick)
        for key, tick in self.ticks.items():
            tick.setChecked(key in chosen)

    def value(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        for tick in self.ticks.values():
            tick.setEnabled(not read_only)


class RequirementPicker(QWidget):
    """The requirements that something bears on: those chosen, and others found as words are typed."""

    edited = Signal(object)
    """The ids as a tuple."""
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Named, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._read_only = False
        body = column(self, spacing=STEP // 2)
        name = label(_("Requirements that it bears on"), "group")
        body.addWidget(name)
        self._list = column(spacing=0)
        body.addLayout(self._list)
        self.words = EntryLine(_("Type part of a requirement or its paragraph"))
        self.words.textChanged.connect(lambda _text: self._offer())
        self.words.entered.connect(self._take_first)
        name.setBuddy(self.words)
        body.addWidget(self.words)
        self.found = TaskList(_("Requirements found"))
        self.found.opened.connect(self._take)
        self.found.hide()
        body.addWidget(self.found)

    def show_requirements(self, every: tuple[Named, ...], chosen: tuple[str, ...]) -> None:
        """Show what is kept."""
        self._all, self._chosen = every, chosen
        empty(self._list)
        named = {one.id: one for one in every}
        for key in chosen:
            one = named.get(key) or Named(key, key)
            title = f"{one.title} ({one.ref})" if one.ref else one.title
            to_it = button(title.replace("&", "&&"), self._opening(key), "quiet")
            parts = [to_it]
            if not self._read_only:
                remove = button(_("Remove"), self._removing(key), "quiet")
                remove.setAccessibleName(_("Remove {title}").format(title=one.title))
                parts.append(remove)
            line = QWidget()
            line.setLayout(FlowRow(*parts))
            self._list.addWidget(line)

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        self._read_only = read_only
        self.words.setVisible(not read_only)

    def _offer(self) -> None:
        words = self.words.text().casefold().split()
        found = [
            one
            for one in self._all
            if words
            and one.id not in self._chosen
            and all(word in f"{one.title} {one.ref}".casefold() for word in words)
        ]
        self.found.set_rows([TaskRow(one.title, one.ref, key=one.id) for one in found[:OFFERED]])
        self.found.setVisible(bool(found))

    def _take_first(self) -> None:
        if self.found.rows and self.found.isVisible():
            self._take(self.found.rows[0].key)

    def _take(self, key: str) -> None:
        self.words.clear()
        self._change((*self._chosen, key))

    def _opening(self, key: str) -> Callable[[], None]:
        return lambda: self.opened.emit(key)

    def _removing(self, key: str) -> Callable[[], None]:
        return lambda: self._change(tuple(other for other in self._chosen if other != key))

    def _change(self, chosen: tuple[str, ...]) -> None:
        self.show_requirements(self._all, chosen)
        self.edited.emit(chosen)
        self.words.setFocus()
