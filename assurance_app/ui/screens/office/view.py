"""Our body and its office-holders: how they are laid out."""

from __future__ import annotations

from typing import Any

from assurance_app.application.office_holders import OfficePage, office_fault
from assurance_app.domain.entities import Body, OfficeHolder
from assurance_app.domain.values import BodyKind
from assurance_app.ui.screens.entry_view import Adder, EntryPage, EntryScreen, TableBlock
from assurance_app.ui.screens.office.presenter import OfficePresenter
from assurance_app.ui.session import Session
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import Page, label
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _, labels


class OfficeScreen(EntryScreen):
    """The body as documents name it, and who holds or held its office."""

    name = "office"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.presenter: OfficePresenter = OfficePresenter(session, self)

    def build_list(self) -> Page:
        """The body, and the table of office-holders."""
        page = Page(wide=True)
        body = page.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("Our body"), "title"))
        named = TableBlock(
            _("How it is named"),
            (_("Name as used"), _("Legal name"), _("Kind"), _("Police area"), _("Force")),
            help_text=_("Statements and returns name the body as it stands here. An approved year keeps its names."),
            nothing="",
        )
        body.addWidget(self.block("named", named, lambda key: f"body:{key}"))
        self.new_holder = Adder(_("Name of an office-holder"), _("Add &office-holder"), self.presenter.add_holder)
        holders = TableBlock(
            _("Office-holders"),
            (_("Name"), _("Role"), _("From"), _("Until"), _("In this year’s documents")),
            help_text=_("The sign-off names whoever holds the office on the last day of the year."),
            nothing=_("Write down here who holds the office, and since when."),
            adder=self.new_holder,
        )
        body.addWidget(self.block("holders", holders, lambda key: f"holder:{key}"))
        return page

    def fill_list(self, page: OfficePage) -> None:
        """Show them."""
        self.blocks["named"].show_rows([_body_row(page.body.entity)])
        self.blocks["holders"].show_rows([_holder_row(one, page.named_id) for one in page.holders])

    def build_item(self, kind: str) -> EntryPage:
        """The form of the body or of an office-holder."""
        if kind == "body":
            return EntryPage(_("Our body"), _("How it is named"), EntryForm(_body_parts()), self.presenter)
        form = EntryForm(_holder_parts())
        return EntryPage(_("Our body"), _("Office-holder"), form, self.presenter, remove=_("Remove this office-holder"))

    def fill_item(self, kind: str, item: EntryPage, page: Any, entity: Any) -> None:
        """Show it. The body itself cannot be removed."""
        item.form.show_entry(entity)
        item.remove.setVisible(kind != "body" and not self._session.read_only)
        self.entry_changed(kind, page, entity)

    def entry_changed(self, kind: str, page: Any, entity: Any) -> None:
        """Say what does not fit together."""
        self.items[kind].show_fault(office_fault(entity))


def _body_row(body: Body) -> TableRow:
    kind = labels.label("body-kind", body.kind.value)
    texts = (body.name_as_used, body.legal_name, kind, body.police_area, body.force)
    return TableRow(texts, tuple(text.casefold() for text in texts), body.id)


def _holder_row(holder: OfficeHolder, named_id: str) -> TableRow:
    is_named = holder.id == named_id
    state = State(Symbol.CHECK, "good", _("Named in the sign-off")) if is_named else None
    texts = (
        holder.name,
        holder.role,
        show_date(holder.held_from),
        show_date(holder.held_to),
        state.word if state else "",
    )
    sorts = (holder.name.casefold(), holder.role.casefold(), holder.held_from, holder.held_to, not is_named)
    return TableRow(texts, sorts, holder.id, state, 4)


def _body_parts() -> tuple[Part, ...]:
    return (
        Part("name_as_used", _("Name as used"), help=_("The name that stands in documents.")),
        Part("legal_name", _("Legal name")),
        Part(
            "kind",
            _("Kind"),
            Kind.CHOICE,
            help=_("It decides how questions and documents speak of the body, its plan and its chief officer."),
            choices=labels.choices("body-kind"),
            as_kept=BodyKind,
        ),
        Part("kind_since", _("Of this kind since"), Kind.DATE),
        Part("police_area", _("Police area")),
        Part("force", _("Force")),
    )


def _holder_parts() -> tuple[Part, ...]:
    return (
        Part("name", _("Name")),
        Part("role", _("Role"), help=_("As it stands beneath a signature.")),
        Part("held_from", _("Held the office from"), Kind.DATE),
        Part("held_to", _("Held the office until"), Kind.DATE),
    )
