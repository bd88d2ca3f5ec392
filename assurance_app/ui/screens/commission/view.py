"""What the APCC asked for, and of whom: how the screen is laid out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from assurance_app.application.commissioning import ExpectedRow
from assurance_app.domain.disclosure import Marking
from assurance_app.domain.national_words import region_words
from assurance_app.domain.text import clean_text
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.commission.presenter import Asked, CommissionPresenter, ExpectedPage, owing_sentence
from assurance_app.ui.screens.entry_view import Adder, EntryPage, EntryScreen, TableBlock
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, button, card, column, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _
from assurance_app.words.labels import LABELS


class CommissionScreen(EntryScreen):
    """What was asked, by when, on which edition; and the bodies that are expected to return."""

    name = "commission"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._others: dict[str, Any] = {}
        self.presenter: CommissionPresenter = CommissionPresenter(session, self)

    # -- what was asked, and of whom ---------------------------------------------------------------------------

    def build_list(self) -> Page:
        """The commission, then the bodies."""
        page = Page(wide=True)
        body = page.body
        body.setSpacing(STEP * 3)
        self.title = label(_("Commission"), "title")
        body.addWidget(self.title)
        asking = QWidget()
        asking.setMaximumWidth(STEP * 110)
        inner = column(asking, spacing=STEP * 2)
        self.form = EntryForm(_asked_parts())
        self.form.edited.connect(self.presenter.ask)
        self.form.left.connect(self.presenter.leave)
        inner.addWidget(self.form)
        self.edition = DropDown((), blank=_("Any edition"))
        self.marking = DropDown(((one.value, one.value) for one in Marking), blank=_("The highest among the returns"))
        for words, choice in ((_("&Edition expected"), self.edition), (_("&Marking of the whole"), self.marking)):
            inner.addLayout(row(Labelled(words, choice), None))
        self.capacity = QCheckBox(_("&Sum and show capacity"))
        self.capacity.setAccessibleDescription(_("Capacity is left out until this is ticked."))
        inner.addWidget(self.capacity)
        inner.addWidget(label(self.capacity.accessibleDescription(), "second"))
        self.edition.chosen.connect(lambda code: self._choose("framework_id", code))
        self.marking.chosen.connect(lambda code: self._choose("marking", code))
        self.capacity.clicked.connect(lambda ticked: self._choose("with_capacity", ticked))
        body.addWidget(asking)
        self.new_body = Adder(_("Name of a body"), _("&Add body"), self.presenter.expect)
        block = TableBlock(
            _("Bodies expected to return"),
            (_("Body"), _("Region"), _("Owes a return"), _("Contact"), _("Note")),
            nothing=_("No body is expected yet. Add each one that was asked."),
            adder=self.new_body,
            most=18,
        )
        body.addWidget(self.block("expected", block, lambda key: f"expected:{key}"))
        self.owing = label("", "second")
        body.addWidget(self.owing)
        self.new_year = Adder(_("Year, as 2026-27"), _("Begin another &year"), self.presenter.begin_year)
        body.addWidget(self.new_year)
        return page

    def _choose(self, name: str, value: object) -> None:
        self.presenter.ask(name, value)
        self.presenter.leave()

    def fill_list(self, page: Asked) -> None:
        """Show them."""
        asked = self.presenter.take_list(page)
        self.title.setText(_("Commission for {year}").format(year=spoken_year(asked.year)))
        self.form.show_entry(asked)
        if self.edition.count() != len(page.editions) + 1:
            for key, title in page.editions:
                self.edition.addItem(_("{title} ({id})").format(title=title, id=key), key)
        self.edition.set_value(asked.framework_id)
        self.marking.set_value(asked.marking)
        self.capacity.setChecked(asked.with_capacity)
        self.form.set_read_only(self._session.read_only)
        for one in (self.edition, self.marking, self.capacity):
            one.setEnabled(not self._session.read_only)
        self.new_year.setVisible(not self._session.read_only)
        names = {row.body.entity.id: row.body.entity.name_as_used for row in page.expected}
        self.blocks["expected"].show_rows([_row(one, names) for one in page.expected])
        self.owing.setText(owing_sentence(page.expected))

    # -- one body ----------------------------------------------------------------------------------------------

    def build_item(self, kind: str) -> EntryPage:
        """The form of a body of the year."""
        form = EntryForm(
            (
                Part("contact", _("Contact"), help=_("To whom the APCC writes: a name, an address of e-mail.")),
                Part("note", _("Note"), Kind.TEXT),
            )
        )
        item = EntryPage(
            _("Commission"),
            _("Body"),
            form,
            self.presenter,
            remove=_("Take it off the list"),
            head=self._owing_box(),
        )
        self.names = EntryForm(
            (
                Part("name_as_used", _("Name as used")),
                Part("legal_name", _("Legal name")),
                Part("police_area", _("Police area")),
            )
        )
        self.names.edited.connect(self.presenter.edit_body)
        self.names.left.connect(self.presenter.leave)
        self.where = DropDown(((code, region_words(code)) for code in LABELS["region"]), blank=_("No region"))
        self.where.chosen.connect(self._choose_region)
        item.body.insertWidget(item.body.indexOf(form) + 1, self.names)
        item.body.insertWidget(item.body.indexOf(form) + 2, Labelled(_("&Region"), self.where))
        return item

    def _owing_box(self) -> QWidget:
        frame, inner = card()
        self.owes = label("", "group")
        inner.addWidget(self.owes)
        self.because = Adder(_("Why it owes no return this year"), _("Owes &none, because"), self.presenter.owes_none)
        self.into = DropDown((), blank=_("Choose the body that speaks for it now"))
        self.into.setAccessibleName(_("Merged into"))
        self.merge = button(_("&Merged into it"), self._merge)
        self.again = button(_("&Owes a return"), self.presenter.owes_again)
        self.to_return = button(_("Open its return"), self.presenter.open_return, "quiet")
        inner.addWidget(self.because)
        self.merging = QWidget()
        self.merging.setLayout(FlowRow(self.into, self.merge))
        inner.addWidget(self.merging)
        inner.addLayout(row(self.again, self.to_return, None))
        return frame

    def show_entry(self, kind: str, page: Any, entity: Any, *, fresh: bool) -> None:
        """Show a body; its note stands on the page, and nothing beside it."""
        super().show_entry(kind, page, entity, fresh=fresh)
        self.aside.emit(None)

    def fill_item(self, kind: str, item: EntryPage, page: ExpectedPage, entity: Any) -> None:
        """Show it."""
        body = self.presenter.body_shown() or page.row.body.entity
        item.heading.setText(page.row.body.entity.name_as_used)
        item.form.show_entry(entity)
        self.names.show_entry(body)
        self.names.set_read_only(self._session.read_only)
        self.where.set_value(body.mobilisation_region)
        self.where.setEnabled(not self._session.read_only)
        self.owes.setText(
            _("It owes a return.") if entity.owes else _("It owes no return: {reason}").format(reason=entity.reason)
        )
        may = not self._session.read_only
        self.because.setVisible(may and entity.owes)
        self.merging.setVisible(may and entity.owes and bool(page.others))
        self.again.setVisible(may and not entity.owes)
        self._others = {one.id: one for one in page.others}
        self.into.clear()
        self.into.addItem(_("Choose the body that speaks for it now"), "")
        for one in page.others:
            self.into.addItem(one.name_as_used, one.id)

    def _choose_region(self, region: str) -> None:
        self.presenter.edit_body("mobilisation_region", clean_text(region))
        self.presenter.leave()

    def _merge(self) -> None:
        into = self._others.get(self.into.value())
        if into is None:
            self.into.setFocus()
        else:
            self.presenter.merge(into)


def _row(one: ExpectedRow, names: dict[str, str]) -> TableRow:
    line, body = one.line.entity, one.body.entity
    owes = _("Yes") if line.owes else _("No: {reason}").format(reason=line.reason)
    note = " ".join(line.note.split())
    texts = (body.name_as_used, region_words(body.mobilisation_region), owes, line.contact, note)
    return TableRow(texts, tuple(text.casefold() for text in texts), body.id)


def _asked_parts() -> tuple[Part, ...]:
    return (
        Part(
            "asked",
            _("What was asked"),
            Kind.TEXT,
            help=_("As it was put to the bodies. The chase list quotes it."),
        ),
        Part("asked_on", _("Asked on"), Kind.DATE),
        Part("due_on", _("Due by"), Kind.DATE),
        Part("asked_by", _("Asked by"), help=_("A name and a role. The chase list signs with it.")),
    )
