"""One part of the national summary: what is proposed, with the returns behind each number, then the officer's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLayout, QPushButton, QWidget

from assurance_app.application.national_year import NationalYear
from assurance_app.application.places import SCREENS, Place
from assurance_app.domain.national import counted_words, state_words
from assurance_app.domain.national_guard import Objection, ObjectionKind
from assurance_app.domain.national_parts import FactTable, Proposal, SummaryPart
from assurance_app.domain.national_rows import Counted
from assurance_app.ui.screens.national_summary.forms import Section
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, card, empty, in_tab_order, label, row, show_if
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _, ngettext


class WritingTab(Page):
    """The parts of the summary one after the other."""

    part_chosen = Signal(str)
    stepped = Signal(int)
    edited = Signal(str)
    left = Signal()
    wants = Signal(object)
    """A `Place` to go to."""
    wants_to_name = Signal(str)
    """A body that the text names and that is to be asked."""

    def __init__(self) -> None:
        super().__init__(tight=True)
        self._year: NationalYear | None = None
        self._shown: object = None
        self._read_only = False
        self.part = DropDown([])
        self.part.chosen.connect(self.part_chosen)
        self.part.setAccessibleName(_("Part of the summary to write"))
        said = label(_("Par&t"), wrap=False)
        said.setBuddy(self.part)
        self.before = button(_("‹ Before"), lambda: self.stepped.emit(-1))
        self.next = button(_("Next ›"), lambda: self.stepped.emit(1))
        chosen, steps = QWidget(), QWidget()
        chosen.setLayout(row(said, self.part))
        steps.setLayout(row(self.before, self.next))
        self.body.addLayout(FlowRow(chosen, steps))
        self._facts = Section(_("What the returns say"))
        self.body.addWidget(self._facts)
        self._behind = Section(_("Behind this number"))
        self.behind = TaskList(_("The bodies behind the number"))
        self.behind.opened.connect(self.wants)
        self._behind_words = label("", "second")
        self._behind.inner.addWidget(self._behind_words)
        self._behind.inner.addWidget(self.behind)
        self._behind.inner.addLayout(row(button(_("Close"), self._close_behind), None))
        self.body.addWidget(self._behind)
        self._behind.hide()
        self.words = Writing(
            _("Your own words"),
            help_text=_("They follow the facts. A body is named or quoted only with its recorded permission."),
            lines=8,
        )
        self.words.edited.connect(self.edited)
        self.words.left.connect(self.left)
        self.body.addWidget(self.words)
        self.against = Section(_("Left out of the document"))
        self.body.addWidget(self.against)
        self._quotes = Section(_("Quoted here"))
        self.body.addWidget(self._quotes)
        self.facts: list[tuple[str, QPushButton]] = []
        self.numbers: list[tuple[Counted, QPushButton]] = []

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self._read_only = read_only
        self.words.set_read_only(read_only)

    def show_parts(self, parts: Sequence[tuple[str, str]], year: NationalYear) -> None:
        """Offer the parts."""
        self._year, self._shown = year, None
        chosen = self.part.value()
        self.part.clear()
        for code, title in parts:
            self.part.addItem(title, code)
        self.part.set_value(chosen)

    def show_text(self, part: str, text: str) -> None:
        """Show the officer's words in a part."""
        if part != self.part.value():
            self._close_behind()
        self.part.set_value(part)
        self.before.setEnabled(self.part.currentIndex() > 0)
        self.next.setEnabled(self.part.currentIndex() < self.part.count() - 1)
        self.words.area.setAccessibleName(_("Your own words: {part}").format(part=self.part.currentText()))
        self.words.set_text(text)

    def show_part(self, part: SummaryPart | None) -> None:
        """Show what is proposed for the part, what stands against its words, and what it quotes."""
        facts = (part.id, part.proposals, part.tables) if part is not None else None
        if facts != self._shown:
            self._shown = facts
            self._show_facts(part)
        written = self.words.text()
        for sentence, take in self.facts:
            take.setEnabled(sentence not in written and not self._read_only)
        self._show_against(part.objections if part is not None else ())
        empty(self._quotes.inner)
        for quote in part.quotes if part is not None else ():
            self._quotes.inner.addWidget(Reading(_("“{words}”").format(words=quote.text)))
            self._quotes.inner.addWidget(label(quote.attribution, "second"))
            if not quote.is_found:
                self._quotes.inner.addWidget(label(_("These words stand no more in what the body sent."), "fault"))
        self._quotes.setVisible(bool(part is not None and part.quotes))

    def _show_facts(self, part: SummaryPart | None) -> None:
        empty(self._facts.inner)
        self.facts, self.numbers = [], []
        for proposal in part.proposals if part is not None else ():
            self._facts.inner.addWidget(self._proposal(proposal))
        for table in part.tables if part is not None else ():
            if table.rows:
                self._facts.inner.addWidget(self._table(table))
        if part is None or not (part.proposals or any(table.rows for table in part.tables)):
            words = _("Nothing to propose here yet: facts appear as returns are received.")
            self._facts.inner.addWidget(label(words, "second"))
        in_tab_order(self.next, self._facts.inner)

    def _proposal(self, proposal: Proposal) -> QFrame:
        frame, inner = card(STEP)
        inner.addWidget(Reading(proposal.sentence))
        take = self._take_button(proposal.sentence, _("Put into the text"))
        inner.addLayout(FlowRow(take, *(self._number(each, proposal.sentence) for each in proposal.counted)))
        return frame

    def _take_button(self, sentence: str, words: str) -> QPushButton:
        take = button(words, lambda: self.take(sentence), "quiet" if words == "+" else "")
        take.setAccessibleName(_("Put into the text: {sentence}").format(sentence=sentence))
        take.setToolTip(_("Put into the text"))
        self.facts.append((sentence, take))
        return take

    def _table(self, table: FactTable) -> QFrame:
        """The numbers in columns under their names, as the document has them; each row can go into the text."""
        frame, inner = card(STEP)
        inner.addWidget(label(table.caption, "group"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(STEP // 2)
        grid.setVerticalSpacing(STEP // 2)
        grid.setColumnStretch(0, 1)
        numbers = max(len(fact.counted) for fact in table.rows)
        for at, column in enumerate(table.columns[1 : numbers + 1], start=1):
            head = label(column, "second")
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, at)
        line = 1
        for fact in table.rows:
            grid.addWidget(label(fact.title), line, 0)
            pairs = tuple(zip(table.columns[1:], fact.counted, strict=False))
            for at, (column, each) in enumerate(pairs, start=1):
                grid.addWidget(self._number(each, fact.title, column), line, at, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._take_button(_row_words(fact.title, pairs), "+"), line, numbers + 1)
            line += 1
            for words in filter(None, fact.more):
                grid.addWidget(label(words, "second"), line, 0, 1, numbers + 2)
                line += 1
        inner.addLayout(grid)
        return frame

    def _number(self, counted: Counted, what: str, column: str = "") -> QPushButton:
        words = (
            _("{number} of {all}").format(number=counted.number, all=counted.of) if column else counted_words(counted)
        )
        shown = _("{what}: {number}").format(what=column, number=counted_words(counted)) if column else words
        made = button(words, lambda: self.show_behind(counted, what, shown), "quiet")
        made.setAccessibleName(_("{what}, {number}: show the returns behind it").format(what=what, number=shown))
        made.setEnabled(bool(counted.bodies))
        self.numbers.append((counted, made))
        return made

    def take(self, sentence: str) -> None:
        """Put a sentence where the cursor stands in the officer's words, with a space or a line around it."""
        cursor = self.words.area.textCursor()
        if not self.words.area.hasFocus():
            cursor.movePosition(QTextCursor.MoveOperation.End)
        text = self.words.area.toPlainText()
        before = text[: cursor.position()][-1:]
        cursor.insertText((" " if before and not before.isspace() else "") + sentence)
        self.words.area.setTextCursor(cursor)
        self.words.area.setFocus()
        self.left.emit()

    def show_behind(self, counted: Counted, what: str, number: str) -> None:
        """Show the bodies behind a number."""
        if self._year is None:
            return
        picture = self._year.picture
        wanted = set(counted.bodies)
        rows = []
        for body in picture.bodies:
            if body.body.id in wanted:
                place = Place("body" if "body" in SCREENS else "returns", item_id=body.body.id)
                rows.append(TaskRow(body.body.name_as_used, state_words(body.state), key=place))
        self.behind.set_rows(rows)
        entered = ngettext(
            "{number} of them was entered by the APCC.", "{number} of them were entered by the APCC.", counted.entered
        ).format(number=counted.entered) if counted.entered else ""  # fmt: skip
        self._behind_words.setText(f"{what}\n{number}. {entered}".strip())
        self._behind.show()
        self.behind.setFocus()
        self.show_widget(self._behind)

    def _close_behind(self) -> None:
        focused = QApplication.focusWidget()
        had = focused is not None and self._behind.isAncestorOf(focused)
        self._behind.hide()
        if had:
            self.words.area.setFocus()

    def _show_against(self, objections: Sequence[Objection]) -> None:
        empty(self.against.inner)
        for each in objections:
            self.against.inner.addLayout(self._objection(each))
        show_if(self.against, bool(objections))

    def _objection(self, each: Objection) -> QLayout:
        names = self._names(each.bodies)
        if each.kind is ObjectionKind.NAME:
            words = _("This sentence names {body} without its permission: “{sentence}”")
        else:
            words = _("This sentence quotes {body} without its permission: “{sentence}”")
        said = label(words.format(body=names, sentence=each.sentence), "fault")
        acts: list[QPushButton] = []
        if each.kind is ObjectionKind.NAME and not self._read_only:
            for body_id in each.bodies[:1]:
                ask = button(_("Ask to name it"), _emit(self.wants_to_name, body_id))
                ask.setAccessibleName(_("Ask {body} whether it may be named").format(body=names))
                acts.append(ask)
        line = row(said, *acts)
        line.setStretch(0, 1)
        return line

    def _names(self, ids: Sequence[str]) -> str:
        known = {each.body.id: each.body.name_as_used for each in self._year.picture.bodies} if self._year else {}
        return _(" or ").join(known.get(each, each) for each in ids)


def _row_words(title: str, numbers: Iterable[tuple[str, Counted]]) -> str:
    """A row of a table as a sentence."""
    said = (_("{what} {number}").format(what=column.lower(), number=counted_words(each)) for column, each in numbers)
    return _("{title}: {numbers}.").format(title=title, numbers=", ".join(said))


def _emit(signal: object, value: str) -> Callable[[], object]:
    emit: Callable[[str], object] = getattr(signal, "emit")  # noqa: B009 - a bound signal has no type of its own
    return lambda: emit(value)
