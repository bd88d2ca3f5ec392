"""The statement page of a threat: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import ThreatPage
from assurance_app.domain.entities import ThreatStatement
from assurance_app.ui.screens.base import Aside, Screen
from assurance_app.ui.screens.threat.presenter import PARTS, ThreatPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.states import of_code
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, line, row
from assurance_app.ui.widgets.choices import Choices
from assurance_app.ui.widgets.dates import Dates
from assurance_app.ui.widgets.disclosure_box import DisclosureBox
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _
from assurance_app.words.labels import choices
from assurance_app.words.labels import label as word


class ThreatScreen(Screen):
    """The body's own account of one threat; its record lies beneath."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = ThreatPresenter(session, self)
        self._page = Page()
        column(self).addWidget(self._page)
        body = self._page.body
        body.setSpacing(STEP * 2)
        self._title = label("", "title")
        self._about = Reading()
        body.addWidget(self._title)
        body.addWidget(self._about)
        body.addWidget(label(_("The statement"), "heading"))
        self.parts = {name: Writing(word("statement-part", name), lines=4) for name in PARTS}
        self.dates = Dates(
            _("Held to account on"), _("The dates of the meetings at which this threat was on the agenda.")
        )
        self.dates.edited.connect(self.presenter.dates_edited)
        opinions = choices("opinion")
        self.opinion = Choices(
            _("Opinion after scrutiny"),
            opinions,
            looks={code: of_code("opinion", code) for code, _words in opinions},
            can_clear=False,
            help_text=_("The body’s own conclusion. It is not an inspectorate’s grade."),
        )
        self.opinion.chosen.connect(self.presenter.opinion_chosen)
        for name, writing in self.parts.items():
            body.addWidget(writing)
            if name == "held_to_account":
                body.addWidget(self.dates)
            if name == "concluded":
                body.addWidget(self.opinion)
                body.addWidget(self._build_source())
            writing.edited.connect(lambda text, name=name: self.presenter.edited(name, text))
            writing.left.connect(self.presenter.leave)
        body.addWidget(line())
        self.disclosure = DisclosureBox()
        self.disclosure.edited.connect(self.presenter.edited)
        self.disclosure.left.connect(self.presenter.leave)
        body.addWidget(self.disclosure)
        self._on = button(_("Save and go to the overview ›"), self.presenter.go_on, "primary")
        body.addLayout(row(None, self._on))
        body.addWidget(line())
        body.addWidget(label(_("The record"), "heading"))
        body.addWidget(
            label(
                _(
                    "The whole requirement as questions. Choose what to examine this year; "
                    "the rest says why it was not."
                ),
                "second",
            )
        )
        self.pillars = TaskList(_("Pillars"))
        self.pillars.opened.connect(self.wants)
        body.addWidget(self.pillars)

    def _build_source(self) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=STEP // 2)
        self.source = label("", "second")
        self.open_session = button(_("Open the session"), self.presenter.open_session, "quiet")
        self.take_opinion = button(_("Take the session’s opinion"), self.presenter.take_opinion, "quiet")
        inner.addWidget(self.source)
        inner.addLayout(row(self.open_session, self.take_opinion, None))
        return part

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.dates.take_typed()
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        self.parts["regard"].area.setFocus()

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        self.presenter.go_on()

    def show_page(self, page: ThreatPage) -> None:
        """Show the section and the help for each part."""
        self._title.setText(page.section.title)
        self._about.set_text(page.about)
        for name, writing in self.parts.items():
            writing.set_help(getattr(page.help, name))
            writing.set_read_only(self._session.read_only)
        self.dates.set_read_only(self._session.read_only)
        self.opinion.set_read_only(self._session.read_only)
        self.disclosure.set_read_only(self._session.read_only)
        self.dates.offer(page.scrutiny.dates, _("Add {date}, the day of a session"))
        self._page.verticalScrollBar().setValue(0)
        self.loaded.emit()

    def show_scrutiny(self, sentence: str, *, leads: bool, differs: bool) -> None:
        """Say where the opinion comes from."""
        self.source.setText(sentence)
        self.open_session.setVisible(leads)
        self.take_opinion.setVisible(differs)

    def show_statement(self, statement: ThreatStatement) -> None:
        """Show what is kept."""
        for name, writing in self.parts.items():
            writing.set_text(getattr(statement, name))
        self.dates.set_dates(statement.held_on)
        self.opinion.set_value(statement.opinion)
        self.disclosure.show_values(statement.disclosure, statement.public_wording)

    def show_pillars(self, rows: Sequence[TaskRow]) -> None:
        """Show the record beneath."""
        self.pillars.set_rows(rows)

    def show_aside(self, aside: Aside) -> None:
        """Tell the pane on the right."""
        self.aside.emit(aside)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)
