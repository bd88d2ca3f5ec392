"""Capacity: how it is laid out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assurance_app.application.capacity import AgreementRow, CapacityPage, FigurePage, MeasureRow
from assurance_app.domain.framework import NationalFigure, Unit
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.capacity.presenter import (
    TARGETS,
    CapacityPresenter,
    answered_words,
    beside_words,
    fault_of,
    figure_words,
    people_words,
)
from assurance_app.ui.screens.entry_view import Adder, EntryPage, EntryScreen, TableBlock
from assurance_app.ui.session import Session
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.typed import show_date, show_number
from assurance_app.ui.widgets.basics import Page, button, column, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.drawn_picture import DrawnPicture
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.table import TableRow, natural
from assurance_app.words import _


class CapacityScreen(EntryScreen):
    """Figures of the force by year, those of the region and the nation beside them, and agreements."""

    name = "capacity"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.presenter: CapacityPresenter = CapacityPresenter(session, self)

    # -- the tables --------------------------------------------------------------------------------------------

    def build_list(self) -> Page:
        """Tables of figures and of agreements."""
        page = Page(wide=True)
        body = page.body
        body.setSpacing(STEP * 3)
        body.addWidget(label(_("Capacity"), "title"))
        self._years = ("", "", "", "")
        self._force_holder = column()
        body.addLayout(self._force_holder)
        beside = TableBlock(
            _("Beside them: the region and the nation"),
            (_("Figure"), _("Number"), _("Unit"), _("As of"), _("Source")),
            help_text=_(
                "These stand beside the figures of the force, and are never added to them or to one another. Return "
                "opens a figure of the region; those of the nation come with the edition."
            ),
            nothing=_("The edition of this year gives no national figures."),
            most=16,
        )
        body.addWidget(self.block("beside", beside, lambda key: f"figure:{key}"))
        self.picture = DrawnPicture()
        theme().changed.connect(self._draw_again)
        body.addWidget(self.picture)
        self.new_agreement = Adder(
            _("Title of an agreement"), _("Add a&greement"), lambda text: self.presenter.add_agreement(text)
        )
        agreements = TableBlock(
            _("Collaboration agreements"),
            (_("Agreement"), _("Officers"), _("Staff"), _("Pounds a year"), _("From"), _("Until"), _("For the public")),
            nothing=_("Write down here each agreement under section 22A, with what is contributed to it."),
            adder=self.new_agreement,
        )
        body.addWidget(self.block("agreements", agreements, lambda key: f"agreement:{key}"))
        return page

    def _build_force(self, years: tuple[str, ...]) -> None:
        block = TableBlock(
            _("The force, year by year"),
            (
                _("What is counted"),
                _("Unit"),
                *(spoken_year(year) for year in years),
                _("The people make"),
                _("For the public"),
            ),
            help_text=_("Return opens a figure. It is published only once somebody has cleared it: name, role, day."),
            nothing=_("Nothing is counted."),
            most=16,
        )
        self._force_holder.addWidget(self.block("force", block, lambda key: f"figure:{key}"))
        # It is made last, when the years are known, and stands first: there the page begins.
        self.blocks = {"force": self.blocks.pop("force"), **self.blocks}

    def fill_list(self, page: CapacityPage) -> None:
        """Show them."""
        if "force" not in self.blocks:
            self._build_force(page.years)
        units = {unit.id: unit for unit in page.units}
        local = [_force_row(place, one, units) for place, one in enumerate(page.rows) if not one.measure.is_regional]
        self.blocks["force"].show_rows(local)
        beside = [_region_row(place, one) for place, one in enumerate(page.rows) if one.measure.is_regional]
        beside += [
            _national_row(place + len(page.rows), figure, units, page.edition)
            for place, figure in enumerate(page.national)
        ]
        self.blocks["beside"].show_rows(beside)
        self.blocks["agreements"].show_rows([_agreement_row(one) for one in page.agreements])
        self._draw()

    def _draw_again(self) -> None:
        # A screen that is not shown draws when it is arrived at; one of a closed window never.
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        self.presenter.draw(self.picture.pixels, dark=theme().is_dark, show=self.picture.show_drawn)

    # -- one entry ---------------------------------------------------------------------------------------------

    def build_item(self, kind: str) -> EntryPage:
        """The form of a figure or of an agreement."""
        if kind == "figure":
            form = EntryForm(_figure_parts(), wording=False)
            return EntryPage(
                _("Capacity"),
                "",
                form,
                self.presenter,
                clearance=TARGETS[kind],
                remove=_("Remove this figure"),
                head=self._build_head(),
            )
        form = EntryForm(_agreement_parts())
        return EntryPage(
            _("Capacity"),
            _("Collaboration agreement"),
            form,
            self.presenter,
            clearance=TARGETS[kind],
            remove=_("Remove this agreement"),
        )

    def _build_head(self) -> QWidget:
        head = QWidget()
        inner = column(head, spacing=STEP)
        self.year = DropDown(())
        self.year.setAccessibleName(_("Reporting year of the figure"))
        self.year.chosen.connect(self.presenter.choose_year)
        inner.addLayout(row(label(_("Reporting year"), "group", wrap=False), self.year, None))
        self.beside = label("", "second")
        inner.addWidget(self.beside)
        self.answered = label("")
        inner.addWidget(self.answered)
        self.take_over = button(_("Take it over from the answer"), self.presenter.take_over)
        self.question = button(_("Open the question"), self.presenter.open_question, "quiet")
        inner.addLayout(row(self.take_over, self.question, None))
        return head

    def fill_item(self, kind: str, item: EntryPage, page: Any, entity: Any) -> None:
        """Show it."""
        if isinstance(page, FigurePage):
            item.heading.setText(page.measure.title)
            item.show_about(_("Counted in: {unit}").format(unit=page.unit_word))
            if self.year.count() != len(page.years):
                for year in page.years:
                    self.year.addItem(spoken_year(year), year)
            self.year.set_value(page.year)
            beside = beside_words(page)
            self.beside.setText("\n".join(beside))
            self.beside.setVisible(bool(beside))
            item.form.show_entry(entity, unit=page.unit)
            item.remove.setVisible(bool(page.figure.version) and not self._session.read_only)
            if item.clearance is not None:
                item.clearance.setVisible(page.year == page.years[0])
            self.entry_changed(kind, page, entity)
        else:
            item.form.show_entry(entity, page.sections)
        self.show_clearance(item, page.clearance, entity)

    def entry_changed(self, kind: str, page: Any, entity: Any) -> None:
        """Say where figure, people and answer do not fit together."""
        if not isinstance(page, FigurePage):
            return
        self.items[kind].show_fault(fault_of(page, entity))
        words = answered_words(page, entity)
        self.answered.setText(words)
        self.answered.setVisible(bool(words))
        self.question.setVisible(bool(page.answered.requirement_id))
        cleared = page.clearance is not None
        differs = page.answered.number is not None and entity.number != page.answered.number
        self.take_over.setVisible(differs and not cleared and not self._session.read_only)


def _force_row(place: int, one: MeasureRow, units: dict[str, Unit]) -> TableRow:
    numbers = tuple(figure_words(one, year) for year in range(len(one.figures)))
    people = people_words(one, units.get(one.measure.composition))
    public, state = _cleared(one.cleared) if one.figures[0] is not None else ("", None)
    texts = (one.measure.title, one.unit_word, *numbers, people, public)
    figures = (_number(one, year) for year in range(len(one.figures)))
    sorts = (place, one.unit_word, *figures, natural(people), public)
    return TableRow(texts, sorts, one.measure.id, state, len(texts) - 1)


def _number(one: MeasureRow, place: int) -> int:
    held = one.figures[place]
    number = held.number if held is not None else None
    return number if number is not None else one.answered.number or -1 if place == 0 else -1


def _region_row(place: int, one: MeasureRow) -> TableRow:
    held = one.figures[0]
    number = figure_words(one, 0)
    as_of = held.as_of if held is not None else one.answered.as_of
    source = held.source if held is not None else _("the answer") if one.answered.number is not None else ""
    texts = (one.measure.title, number, one.unit_word, show_date(as_of), source)
    return TableRow(texts, (place, _number(one, 0), one.unit_word, as_of, source), one.measure.id)


def _national_row(place: int, figure: NationalFigure, units: dict[str, Unit], edition: str) -> TableRow:
    unit = units[figure.unit].abbreviation if figure.unit in units else figure.unit
    source = _("{edition}, para {ref}").format(edition=edition, ref=figure.ref)
    texts = (figure.title, show_number(figure.value), unit, show_date(figure.as_of), source)
    return TableRow(texts, (place, figure.value, unit, figure.as_of, source), None)


def _agreement_row(one: AgreementRow) -> TableRow:
    agreement = one.agreement
    pounds = "£" + show_number(agreement.pounds) if agreement.pounds is not None else ""
    public, state = _cleared(one.cleared)
    texts = (
        agreement.title,
        show_number(agreement.officers) if agreement.officers is not None else "",
        show_number(agreement.staff) if agreement.staff is not None else "",
        pounds,
        show_date(agreement.begins_on),
        show_date(agreement.ends_on),
        public,
    )
    sorts = (
        agreement.title.casefold(),
        agreement.officers or 0,
        agreement.staff or 0,
        agreement.pounds or 0,
        agreement.begins_on,
        agreement.ends_on,
        public,
    )
    return TableRow(texts, sorts, agreement.id, state, len(texts) - 1)


def _cleared(cleared: bool) -> tuple[str, State]:
    words = _("Cleared") if cleared else _("Not cleared")
    return words, State(Symbol.CHECK, "good", words) if cleared else State(Symbol.DASH, "none", words)


def _figure_parts() -> tuple[Part, ...]:
    return (
        Part("number", _("Number"), Kind.NUMBER),
        Part("as_of", _("As of"), Kind.DATE),
        Part("source", _("Source"), help=_("The paper or return that the number was taken from.")),
        Part(
            "people",
            _("The people behind the units"),
            Kind.PEOPLE,
            help=_("By role, trained and available on that day. The role that is scarcest decides."),
        ),
        Part("note", _("Note"), Kind.TEXT, help=_("What the number leaves out, or how it was counted.")),
        Part("disclosure", "", Kind.READERS),
    )


def _agreement_parts() -> tuple[Part, ...]:
    return (
        Part("title", _("Agreement")),
        Part("parties", _("Parties")),
        Part("begins_on", _("From"), Kind.DATE),
        Part("ends_on", _("Until"), Kind.DATE),
        Part("officers", _("Officers contributed"), Kind.NUMBER),
        Part("staff", _("Staff contributed"), Kind.NUMBER),
        Part("pounds", _("Pounds a year"), Kind.POUNDS),
        Part("provides", _("What it provides"), Kind.TEXT),
        Part("section_ids", _("Bears on"), Kind.SECTIONS),
        Part("disclosure", "", Kind.READERS),
    )
