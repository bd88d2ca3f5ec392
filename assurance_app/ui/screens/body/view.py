"""Everything about one body in a year: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assurance_app.application.body_page import BodyPage
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.receiving import ReturnVersion
from assurance_app.domain.commissioning import ExpectedBody
from assurance_app.domain.national_words import region_words
from assurance_app.domain.tracker import TrackerState
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.body.documents import Documents
from assurance_app.ui.screens.body.presenter import BodyPresenter
from assurance_app.ui.screens.body.reading import BodyReading
from assurance_app.ui.screens.entry_view import TableBlock
from assurance_app.ui.screens.returns.presenter import came_on, edition_of, flags_of, panel_words, state_of
from assurance_app.ui.session import Session
from assurance_app.ui.shell.history_pane import spoken_moment
from assurance_app.ui.states import Mark, State, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import Page, Reading, button, card, column, empty, label, row, show_if
from assurance_app.ui.widgets.beginning import Beginning
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _
from assurance_app.words.labels import label as word

_MOST_LINES = 60
"""So many differences are shown; the rest is counted."""


class BodyScreen(Screen):
    """Where its return stands, what it says, its versions, what was entered, and what the APCC noted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = BodyPresenter(session, self)
        self._versions: dict[int, ReturnVersion] = {}
        self._sought: QWidget | None = None
        self._page = Page(columns=1.6)
        self._beginning = Beginning(self._page)
        column(self).addWidget(self._page)
        body = self._page.body
        body.setSpacing(STEP * 2)
        self.back = button(_("‹ {screen}").format(screen=_("Returns")), lambda: self.go(Place("returns")), "quiet")
        body.addLayout(row(self.back, None))
        self.title = label("", "title")
        body.addWidget(self.title)
        self.where = label("", "second")
        body.addWidget(self.where)
        self._build_standing(body)
        self._build_noted(body)
        self._build_versions(body)
        self.documents = Documents(session)
        self.documents.copied.connect(self._tell_copied)
        body.addWidget(self.documents)
        self.reading = BodyReading()
        body.addWidget(self.reading)
        self._agreed = column(spacing=STEP)
        body.addLayout(self._agreed)

    def _build_standing(self, body: QVBoxLayout) -> None:
        frame, inner = card()
        self._mark = Mark()
        self.state = label("", "group")
        head = row(self._mark, self.state)
        head.setStretch(1, 1)
        inner.addLayout(head)
        self.facts = Reading()
        inner.addWidget(self.facts)
        self.day = DateLine(_("Reached the APCC on"))
        self.day.edited.connect(self._take_day)
        self.day.left.connect(self._day_left)
        self._day: object = None
        self.day_box = Labelled(
            _("Reached the APCC on"), self.day, _("Only where it was not the day on which it was received here.")
        )
        inner.addWidget(self.day_box)
        self._refused = column(spacing=STEP // 2)
        inner.addLayout(self._refused)
        self.enter = button("", self.presenter.enter_by_hand)
        self.expected = button(_("Open it in the commission"), self._open_expected)
        self.withdraw = button(_("Take the return away"), self.presenter.withdraw)
        inner.addLayout(FlowRow(self.enter, self.expected, self.withdraw))
        body.addWidget(frame)

    def _build_noted(self, body: QVBoxLayout) -> None:
        self.form = EntryForm(
            (
                Part("contact", _("Contact"), help=_("To whom the APCC writes: a name, an address of e-mail.")),
                Part("note", _("Note"), Kind.TEXT, lines=2),
            )
        )
        self.form.edited.connect(self.presenter.edited)
        self.form.left.connect(self.presenter.leave)
        body.addWidget(self.form)

    def _build_versions(self, body: QVBoxLayout) -> None:
        self._history = QWidget()
        inner = column(self._history)
        self.versions = TableBlock(
            _("Versions received"),
            (_("Received"), _("Made"), _("What it is"), _("Stands"), _("File")),
            nothing="",
            help_text=_("Choose one to see what it says otherwise than the one before it."),
            most=6,
            widest=4,
            newest_first=True,
        )
        inner.addWidget(self.versions)
        self.differences = label("", "group")
        self.difference_lines = Reading()
        inner.addWidget(self.differences)
        inner.addWidget(self.difference_lines)
        self.stand = button(_("&Let this version stand"), self._let_stand)
        inner.addLayout(row(self.stand, None))
        self.versions.table.selection_changed.connect(self._compare)
        body.addWidget(self._history)

    # -- the window's side -------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self._day_left()
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at what was sought, else at the way on."""
        if self._sought is not None:
            self._sought.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.enter if self.enter.isVisible() else self.back).setFocus()

    def kept(self) -> dict[str, str]:
        """The columns, for the settings."""
        text = self.versions.table.kept()
        return {"body.versions": text} if text else {}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self.versions.table.put_kept(kept.get("body.versions", ""))

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_body(self, page: BodyPage, line: ExpectedBody | None, *, sought: Place | None) -> None:
        """Show everything about the body, from its top or from what is sought in it."""
        body = page.row.body
        self.title.setText(body.name_as_used)
        parts = (region_words(body.mobilisation_region), body.force, body.rocu)
        self.where.setText(" · ".join(part for part in parts if part))
        self._show_standing(page)
        self.form.setVisible(line is not None)
        if line is not None:
            self.form.show_entry(line)
            self.form.set_read_only(self._session.read_only)
        self._show_versions(page.versions)
        self.documents.show_page(page)
        self._sought = self.reading.show_page(page, sought)
        self._show_agreed(page)
        if sought is not None:
            self._beginning.begin_at(self._sought)
        self.loaded.emit()

    def _show_standing(self, page: BodyPage) -> None:
        found, may = page.row, not self._session.read_only
        state = state_of(found)
        self._mark.show_symbol(state.symbol, state.token)
        self.state.setText(" · ".join(part for part in (state.word, flags_of(found)) if part))
        self.facts.set_text("\n".join(_facts(page)))
        self.day_box.setVisible(found.received is not None)
        if found.received is not None:
            self.day.set_value(found.received.came_on or None)
            self._day = found.received.came_on
        self.day.set_read_only(not may)
        self.enter.setText(_("Open what was entered") if found.entered is not None else _("&Enter a statement by hand"))
        self.enter.setVisible(may or found.entered is not None)
        self.expected.setVisible(found.line is not None)
        self.withdraw.setVisible(may and found.received is not None)
        empty(self._refused)
        for file in found.refused:
            text = _("{file} was refused on {when}. {reason}").format(
                file=file.file_name, when=spoken_moment(file.refused_at), reason=file.reason
            )
            settle = button(_("Settled"), partial(self.presenter.settle, file.id))
            settle.setAccessibleName(_("Settled: {file}").format(file=file.file_name))
            show_if(settle, may)
            line = row(label(text, "fault"), settle)
            line.setStretch(0, 1)
            self._refused.addLayout(line)

    def _show_versions(self, versions: Sequence[ReturnVersion]) -> None:
        self._versions = {one.number: one for one in versions}
        self.versions.show_rows([_version_row(one) for one in versions])
        self._history.setVisible(bool(versions))
        self._compare()

    def _compare(self) -> None:
        chosen = self._chosen()
        self.stand.setVisible(chosen is not None and not chosen.stands and not self._session.read_only)
        if chosen is not None and len(self._versions) > 1:
            self.presenter.compare(chosen.number)
        else:
            self.show_differences("", ())

    def _chosen(self) -> ReturnVersion | None:
        keys = self.versions.table.selected()
        return self._versions.get(keys[0]) if keys else None

    def show_differences(self, heading: str, lines: Sequence[str]) -> None:
        """Show what a version says otherwise."""
        shown = list(lines[:_MOST_LINES])
        if len(lines) > len(shown):
            shown.append(_("And {number} more.").format(number=len(lines) - len(shown)))
        self.differences.setText(heading)
        self.differences.setVisible(bool(heading))
        self.difference_lines.set_text("\n".join(shown))

    def _show_agreed(self, page: BodyPage) -> None:
        empty(self._agreed)
        self._agreed.addWidget(label(_("Permissions and the check of its extract"), "heading"))
        lines = tuple(_agreed_lines(page))
        self._agreed.addWidget(Reading("\n".join(lines) or _("Nothing was asked of it yet.")))

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.tells.emit(sentence, "done")

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- acts --------------------------------------------------------------------------------------------------

    def _tell_copied(self, path: Path) -> None:
        self.tell(_("A copy is at {path}.").format(path=path))

    def _take_day(self, day: object) -> None:
        self._day = day

    def _day_left(self) -> None:
        self.presenter.came_on(self._day)

    def _let_stand(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.presenter.let_stand(chosen.number)

    def _open_expected(self) -> None:
        self.go(Place("commission", item_id=f"expected:{self.presenter.body_id}"))


def _facts(page: BodyPage) -> Iterator[str]:
    found = page.row
    if found.state is not TrackerState.ENTERED and (day := came_on(found)):
        yield _("Came on {day}.").format(day=show_date(day))
    if edition := edition_of(found):
        yield _("Made on {edition}.").format(edition=edition)
    if panel := panel_words(page.before_panel):
        yield _("{panel}.").format(panel=panel)
    if found.received is not None:
        yield _("File: {file}").format(file=found.received.file_name)
    if found.line is not None and not found.line.owes:
        yield _("It owes no return: {reason}").format(reason=found.line.reason)
    if found.speaks_for:
        yield _("It speaks for {names} too.").format(names=", ".join(found.speaks_for))


def _agreed_lines(page: BodyPage) -> Iterator[str]:
    for asked in page.permissions:
        permission = asked.permission.entity
        what = word("permission-kind", permission.kind.value)
        if permission.withdrawn_on:
            how = _("withdrawn on {day}").format(day=show_date(permission.withdrawn_on))
        elif permission.stands:
            how = _("given by {name} on {day}").format(name=permission.granted_by, day=show_date(permission.granted_on))
        else:
            how = _("asked for on {day}").format(day=show_date(permission.asked_on))
        words = f" “{permission.text}”" if permission.text else ""
        yield _("{what}{words}: {how}").format(what=what, words=words, how=how)
    for sent in page.extracts:
        extract = sent.extract.entity
        yield (
            _("Extract sent to {name} on {day}: {answer} {words}")
            .format(
                name=extract.sent_to,
                day=show_date(extract.sent_on),
                answer=word("extract-answer", extract.answer.value),
                words=extract.words,
            )
            .strip()
        )


def _version_row(one: ReturnVersion) -> TableRow:
    received = one.received
    what = _("Draft") if received.draft else _("Approved")
    texts = (
        spoken_moment(received.received_at),
        spoken_moment(received.made_at) if received.made_at else "",
        what,
        _("Stands") if one.stands else _("Kept as history"),
        received.file_name,
    )
    state = State(Symbol.CHECK, "good", texts[3]) if one.stands else State(Symbol.DASH, "none", texts[3])
    sorts = ((received.received_at, one.number), received.made_at, what, texts[3], received.file_name)
    return TableRow(texts, sorts, one.number, state, 3)
