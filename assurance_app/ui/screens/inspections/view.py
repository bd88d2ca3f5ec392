"""Inspections: how they are laid out."""

from __future__ import annotations

from typing import Any

from assurance_app.application.inspections import FindingRow, InspectionsPage
from assurance_app.domain.holdings import COMMENTS_DUE_DAYS, comments_standing
from assurance_app.ui.screens.entry_view import Adder, EntryPage, EntryScreen, TableBlock
from assurance_app.ui.screens.inspections.presenter import (
    InspectionsPresenter,
    comments_state,
    due_sentence,
    due_words,
    today,
)
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import Page, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _


class InspectionsScreen(EntryScreen):
    """What inspectorates found, by threat, and the body's comments."""

    name = "inspections"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: tuple[FindingRow, ...] = ()
        self.presenter: InspectionsPresenter = InspectionsPresenter(session, self)

    def build_list(self) -> Page:
        """The table of findings."""
        page = Page(wide=True)
        body = page.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("Inspections"), "title"))
        self.due = label("", "group")
        body.addWidget(self.due)
        self.threat = DropDown((), blank=_("All threats"))
        self.threat.setAccessibleName(_("Show only the findings on: threat"))
        self.threat.chosen.connect(lambda _code: self._show_rows())
        body.addLayout(row(self.threat, None))
        self.new_finding = Adder(_("Title of a report"), _("Add &finding"), self.presenter.add_finding)
        block = TableBlock(
            _("Findings"),
            (_("Finding"), _("Our comments"), _("Threats"), _("Grade, in their words"), _("Published"), _("Report")),
            help_text=_(
                "The grade is the inspectorate’s and stands in its own words; the opinion after scrutiny is the body’s "
                "own and stands with the threat. Comments are due within {days} days of the report."
            ).format(days=COMMENTS_DUE_DAYS),
            nothing=_("Write down here what an inspectorate found, one finding at a time."),
            adder=self.new_finding,
            most=18,
        )
        body.addWidget(self.block("findings", block, lambda key: f"finding:{key}"))
        return page

    def fill_list(self, page: InspectionsPage) -> None:
        """Show them."""
        self._rows = page.rows
        self.due.setText(due_sentence(page.rows))
        self.due.setVisible(bool(self.due.text()))
        if self.threat.count() != len(page.sections) + 1:
            for section in page.sections:
                self.threat.addItem(section.title, section.id)
        self.threat.setVisible(bool(page.rows))
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.threat.value()
        found = [one for one in self._rows if not wanted or wanted in one.finding.section_ids]
        self.blocks["findings"].show_rows([_row(one) for one in found])

    def build_item(self, kind: str) -> EntryPage:
        """The form of a finding."""
        form = EntryForm(_parts())
        return EntryPage(_("Inspections"), _("Finding"), form, self.presenter, remove=_("Remove this finding"))

    def fill_item(self, kind: str, item: EntryPage, page: Any, entity: Any) -> None:
        """Show it."""
        item.form.show_entry(entity, page.sections)
        self.entry_changed(kind, page, entity)

    def entry_changed(self, kind: str, page: Any, entity: Any) -> None:
        """Say where the comments stand."""
        state = comments_state(entity, *comments_standing(entity, today()))
        self.items[kind].show_about(due_words(entity, state))


def _row(one: FindingRow) -> TableRow:
    finding = one.finding
    state = comments_state(finding, one.comments, one.days)
    threats = ", ".join(one.section_titles)
    said = " ".join(finding.finding.split())
    published = show_date(finding.published_on)
    texts = (said or _("Not written down yet"), state.word, threats, finding.grade, published, finding.report)
    due = finding.comments_published_on or finding.comments_due
    sorts = (
        said.casefold(),
        (list(type(one.comments)).index(one.comments), due),
        threats,
        finding.grade.casefold(),
        finding.published_on,
        finding.report.casefold(),
    )
    return TableRow(texts, sorts, finding.id, state, 1)


def _parts() -> tuple[Part, ...]:
    return (
        Part("report", _("Report")),
        Part("inspectorate", _("Inspectorate")),
        Part("published_on", _("Report published on"), Kind.DATE),
        Part("locator", _("Where in the report"), help=_("A page or paragraph.")),
        Part("section_ids", _("Threats that it bears on"), Kind.SECTIONS),
        Part("finding", _("Finding"), Kind.TEXT),
        Part("grade", _("Grade, in the inspectorate’s own words"), help=_("Leave it empty where none was given.")),
        Part("recommendation", _("Recommendation"), Kind.TEXT),
        Part(
            "comments",
            _("Our comments"),
            Kind.TEXT,
            help=_("Section 55 of the Police Act 1996: due within 56 days of the report, and published."),
            lines=4,
        ),
        Part("comments_published_on", _("Comments published on"), Kind.DATE),
        Part("link", _("Link to our comments")),
        Part("disclosure", "", Kind.READERS),
    )
