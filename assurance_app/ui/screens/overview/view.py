"""The overview: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.overview import Overview, Progress
from assurance_app.application.places import Place
from assurance_app.domain.progress import Standing
from assurance_app.domain.years import spoken_year
from assurance_app.ui import states
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.overview.presenter import (
    DUE_SHOWN,
    Listed,
    OverviewPresenter,
    days_sentence,
    due_row,
    note_of_section,
    place_of_section,
    state_of_section,
)
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, card, column, label, row
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.heat_map import HeatField, HeatMap
from assurance_app.ui.widgets.number_button import NumberButton
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _, ngettext


class OverviewScreen(Screen):
    """Two numbers, what to do next, the sections, and the map."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = OverviewPresenter(session, self)
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._page = page = Page(columns=1.7)
        self._list = self._build_list()
        self._stack.addWidget(page)
        self._stack.addWidget(self._list)
        body = page.body
        body.setSpacing(STEP * 2)
        self._title = label(_("Overview"), "title")
        self._days = label("", "second")
        head = column(spacing=STEP // 2)
        head.addWidget(self._title)
        head.addWidget(self._days)
        body.addLayout(head)
        body.addWidget(self._build_top())
        body.addSpacing(STEP)
        body.addWidget(label(_("What there is to do"), "heading"))
        self.sections = TaskList(_("Sections"))
        self.sections.opened.connect(self.wants)
        body.addWidget(self.sections)
        self.handover = button("", lambda: self.wants.emit(Place("handover")), "quiet")
        self.show_notes(0)
        body.addLayout(row(self.handover, None))
        body.addSpacing(STEP)
        self._due_title = label(_("What is due"), "heading")
        self.due_list = TaskList(_("What is due"))
        self.due_list.opened.connect(self.wants)
        self.all_due = button("", lambda: self.wants.emit(Place("overview", item_id="due")), "quiet")
        body.addWidget(self._due_title)
        body.addWidget(self.due_list)
        body.addLayout(row(self.all_due, None))
        for widget in (self._due_title, self.due_list, self.all_due):
            widget.hide()
        body.addSpacing(STEP)
        body.addWidget(label(_("Threats by pillars"), "heading"))
        body.addWidget(
            label(
                _(
                    "How many questions of each pillar are answered, and the state that most wants attention. "
                    "Open a field to see its questions."
                ),
                "second",
            )
        )
        self.heat = HeatMap(_("Threats by pillars"))
        self.heat.opened.connect(self.wants)
        body.addWidget(self.heat)
        body.addLayout(_legend())

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive(place.item_id)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        if self._stack.currentWidget() is self._page:
            (self.next if self.next.isEnabled() else self.needs).setFocus()
        else:
            (self.listed if self.listed.rows else self._back).setFocus()

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        self.presenter.go_next()

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    def show_overview(self, overview: Overview) -> None:
        """Show it all."""
        self.checks.show_number(len(overview.checks.open))
        self._next_sentence.setText(overview.next.sentence)
        self.next.setEnabled(True)
        self.due.show_number(len(overview.due))
        self._show_due(overview)
        self.show_progress(overview.progress)

    def show_progress(self, progress: Progress) -> None:
        """Show where the year stands."""
        self._title.setText(_("Overview of {year}").format(year=spoken_year(progress.year)))
        self._days.setText(days_sentence(progress.days_left))
        self.needs.show_number(len(progress.needs_you))
        self.ready.show_number(len(progress.ready_to_sign))
        self.sections.set_rows(
            [
                TaskRow(section.title, note_of_section(section), state_of_section(section), place_of_section(section))
                for section in progress.sections
            ]
        )
        self._show_heat(progress)
        self._stack.setCurrentWidget(self._page)
        self.loaded.emit()

    def show_list(self, shown: Listed) -> None:
        """Show the list behind a number."""
        count = len(shown.rows)
        self._list_title.setText(
            _("{title}: {number}").format(title=shown.title, number=count) if count else shown.title
        )
        self._nothing.set_text("" if count else shown.nothing)
        self.listed.setVisible(bool(count))
        self.listed.setAccessibleName(shown.title)
        self.listed.set_rows(shown.rows)
        self._stack.setCurrentWidget(self._list)
        self._list.verticalScrollBar().setValue(0)
        self.loaded.emit()

    def show_notes(self, still_open: int) -> None:
        """Show how many notes are open."""
        words = ngettext("Handover: {number} open note ›", "Handover: {number} open notes ›", still_open).format(
            number=still_open
        )
        self.handover.setText(words if still_open else _("Handover and notes ›"))

    def _show_due(self, overview: Overview) -> None:
        shown = [due_row(item) for item in overview.due[:DUE_SHOWN]]
        for widget in (self._due_title, self.due_list):
            widget.setVisible(bool(shown))
        self.due_list.set_rows(shown)
        self.all_due.setText(_("All that is due: {number} ›").format(number=len(overview.due)))
        self.all_due.setVisible(len(overview.due) > DUE_SHOWN)

    def _build_list(self) -> Page:
        page = Page(columns=1.7)
        self._back = button(_("‹ Overview"), lambda: self.wants.emit(Place("overview")), "quiet")
        self._list_title = label("", "title")
        self._nothing = Reading()
        self.listed = TaskList("")
        self.listed.opened.connect(self.wants)
        for widget in (self._back, self._list_title, self._nothing, self.listed):
            page.body.addWidget(widget)
        return page

    def _show_heat(self, overview: Progress) -> None:
        shown = [section for section in overview.sections if section.pillars]
        columns = [title for _id, title in overview.pillar_titles]
        places = {pillar_id: place for place, (pillar_id, _title) in enumerate(overview.pillar_titles)}
        fields: dict[tuple[int, int], HeatField] = {}
        for number, section in enumerate(shown):
            for pillar in section.pillars:
                state = states.of_standing(pillar.standing)
                fields[number, places[pillar.pillar_id]] = HeatField(
                    state=state,
                    count=f"{pillar.count.answered}/{pillar.count.of}",
                    spoken=_("{threat}, {pillar}: {answered} of {of} answered, {state}").format(
                        threat=section.title,
                        pillar=pillar.title,
                        answered=pillar.count.answered,
                        of=pillar.count.of,
                        state=state.word,
                    ),
                    key=Place("pillar", section.section_id, pillar.pillar_id),
                )
        self.heat.show_map([section.title for section in shown], columns, fields)

    def _build_top(self) -> QWidget:
        self.needs = NumberButton(_("Needs you"))
        self.ready = NumberButton(_("Ready to sign"))
        self.checks = NumberButton(_("Open checks"))
        self.due = NumberButton(_("Due"))
        strip = QWidget()
        strip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        top = column(strip, spacing=STEP * 2)
        numbers = row(spacing=STEP * 2)
        for number, place in (
            (self.needs, Place("overview", item_id="needs-you")),
            (self.ready, Place("overview", item_id="ready")),
            (self.checks, Place("checks")),
            (self.due, Place("overview", item_id="due")),
        ):
            number.clicked.connect(lambda _checked=False, place=place: self.wants.emit(place))
            numbers.addWidget(number, 1)
        top.addLayout(numbers)
        doing, inner = card()
        inner.addWidget(label(_("What to do next"), "second"))
        self._next_sentence = label(_("Looking through the record…"), "group")
        inner.addWidget(self._next_sentence)
        self.next = button(_("Go there ›"), self.presenter.go_next, "primary")
        self.next.setEnabled(False)
        self.in_a_row = button(_("Write in a row ›"), lambda: self.wants.emit(Place("in-a-row")))
        self.in_a_row.setToolTip(_("All that a statement needs, one box after the other (Ctrl+R)"))
        inner.addLayout(row(self.next, self.in_a_row, None))
        top.addWidget(doing)
        return strip


def _legend() -> FlowRow:
    parts = []
    for standing in Standing:
        state = states.of_standing(standing)
        mark = states.Mark()
        mark.show_symbol(state.symbol, state.token)
        part = QWidget()
        part.setLayout(row(mark, label(state.word, "second", wrap=False)))
        parts.append(part)
    return FlowRow(*parts, spacing=STEP * 3)
