"""The plan: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from assurance_app.application.plan import PlanDuty, PlanPage
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.values import ResourceKind, ReviewOutcome
from assurance_app.ui.screens.entry_view import Adder, EntryPage, EntryScreen, TableBlock
from assurance_app.ui.screens.plan.presenter import PlanPresenter, reviewed_sentence, uninfluenced_sentence
from assurance_app.ui.session import Session
from assurance_app.ui.states import Mark, of_standing
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date, show_number
from assurance_app.ui.widgets.basics import Page, Reading, button, card, column, empty, label, row, show_if
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.table import TableRow, natural
from assurance_app.words import _
from assurance_app.words.labels import choices
from assurance_app.words.labels import label as word


class PlanScreen(EntryScreen):
    """What the plan says of the requirement, its objectives, its reviews, and the money that followed."""

    name = "plan"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.presenter: PlanPresenter = PlanPresenter(session, self)

    # -- the tables --------------------------------------------------------------------------------------------

    def build_list(self) -> Page:
        """Duties, objectives, reviews, decisions."""
        page = Page(wide=True)
        body = page.body
        body.setSpacing(STEP * 3)
        head = column(spacing=STEP // 2)
        head.addWidget(label(_("Plan"), "title"))
        self.reviewed = label("", "second")
        head.addWidget(self.reviewed)
        body.addLayout(head)
        for made in (self._objectives(), self._reviews(), self._decisions(), self._duties()):
            body.addWidget(made)
        return page

    def _objectives(self) -> QWidget:
        holder = QWidget()
        inner = column(holder)
        self.new_objective = Adder(_("Title of an objective"), _("Add &objective"), self.presenter.add_objective)
        block = TableBlock(
            _("Objectives that threats influenced"),
            (_("Objective"), _("Influenced by"), _("Page"), _("Who may read it")),
            nothing=_("Write down here each objective that a threat confirmed or changed, and how it did."),
            adder=self.new_objective,
        )
        self.uninfluenced = label("", "second")
        inner.addWidget(self.block("objectives", block, lambda key: f"objective:{key}"))
        inner.addWidget(self.uninfluenced)
        return holder

    def _reviews(self) -> QWidget:
        adder = QWidget()
        self.review_day = DateLine(_("Day of the review"))
        self._day: str = ""
        self.review_day.edited.connect(self._set_day)
        self.review_day.editor.returnPressed.connect(self._add_review)
        self.new_review = button(_("Add &review"), self._add_review)
        adder.setLayout(row(self.review_day, self.new_review, None))
        block = TableBlock(
            _("Reviews and variations of the plan"),
            (_("Reviewed on"), _("Because, or how it was varied"), _("Outcome"), _("Page"), _("Who may read it")),
            nothing=_("Write down here when the plan was reviewed against the requirement, and what came of it."),
            adder=adder,
            widest=1,
            newest_first=True,
        )
        return self.block("reviews", block, lambda key: f"review:{key}")

    def _decisions(self) -> QWidget:
        adder = QWidget()
        self.decision_kind = DropDown(choices("resource-kind"))
        self.decision_kind.setAccessibleName(_("Kind of decision"))
        self.new_decision = Adder(
            _("What was decided"),
            _("Add &decision"),
            lambda text: self.presenter.add_decision(self.decision_kind.value(), text),
        )
        made = row(self.decision_kind, self.new_decision)
        made.setStretch(1, 1)
        adder.setLayout(made)
        block = TableBlock(
            _("Resources: budget, precept and section 22A decisions that followed"),
            (_("What was decided"), _("Kind"), _("Decided on"), _("Pounds"), _("Threats")),
            nothing=_("Write down here what was decided on money and agreements because of a threat."),
            adder=adder,
        )
        return self.block("decisions", block, lambda key: f"decision:{key}")

    def _duties(self) -> QWidget:
        self._duty_holder = QWidget()
        inner = column(self._duty_holder, spacing=STEP)
        inner.addWidget(label(_("What the plan says of the requirement"), "heading"))
        inner.addWidget(
            label(
                _("Paragraph 23.3, a to c. The answers are kept among our own duties; here they can be seen."), "second"
            )
        )
        self._duty_cards = column(spacing=STEP)
        inner.addLayout(self._duty_cards)
        return self._duty_holder

    def _set_day(self, day: object) -> None:
        self._day = str(day or "")

    def _add_review(self) -> None:
        if self._day:
            day, self._day = self._day, ""
            self.review_day.set_value(None)
            self.presenter.add_review(day)
        else:
            self.review_day.editor.setFocus()

    def fill_list(self, page: PlanPage) -> None:
        """Show the plan."""
        self.reviewed.setText(reviewed_sentence(page))
        titles = {section.id: section.title for section in page.sections}
        self.blocks["objectives"].show_rows([_objective_row(one, titles) for one in page.objectives])
        self.blocks["reviews"].show_rows([_review_row(one) for one in page.reviews])
        self.blocks["decisions"].show_rows([_decision_row(one, titles) for one in page.decisions])
        self.uninfluenced.setText(uninfluenced_sentence(page))
        self.uninfluenced.setVisible(bool(self.uninfluenced.text()))
        self._show_duties(page.duties)

    def _show_duties(self, duties: Sequence[PlanDuty]) -> None:
        empty(self._duty_cards)
        self._duty_holder.setVisible(bool(duties))
        self.duty_buttons: dict[str, Any] = {}
        for duty in duties:
            frame, inner = card()
            state = of_standing(duty.standing)
            mark = Mark()
            mark.show_symbol(state.symbol, state.token)
            title = label(_("{title} (para {ref})").format(title=duty.title, ref=duty.ref), "group")
            opens = button(_("Open the question"), self._opening(duty), "quiet")
            opens.setAccessibleName(_("Open the question: {title}").format(title=duty.title))
            self.duty_buttons[duty.ref] = opens
            head = row(title, mark, label(state.word, "second", wrap=False), opens)
            head.setStretch(0, 1)
            inner.addLayout(head)
            where = _("In the plan: {page}").format(page=duty.page) if duty.page else _("No page is given yet.")
            inner.addWidget(label(where, "second"))
            words = Reading(duty.words)
            inner.addWidget(words)
            show_if(words, bool(duty.words))
            self._duty_cards.addWidget(frame)

    def _opening(self, duty: PlanDuty) -> Any:
        return lambda: self.presenter.open_duty(duty.section_id, duty.requirement_id)

    # -- one entry ---------------------------------------------------------------------------------------------

    def build_item(self, kind: str) -> EntryPage:
        """The form of an objective, a review or a decision."""
        title, remove, parts = {
            "objective": (_("Objective"), _("Remove this objective"), _objective_parts()),
            "review": (_("Review of the plan"), _("Remove this review"), _review_parts()),
            "decision": (_("Decision on resources"), _("Remove this decision"), _decision_parts()),
        }[kind]
        return EntryPage(_("Plan"), title, EntryForm(parts), self.presenter, remove=remove)

    def fill_item(self, kind: str, item: EntryPage, page: Any, entity: Any) -> None:
        """Show it."""
        item.form.show_entry(entity, page.sections)


def _objective_row(one: Objective, titles: dict[str, str]) -> TableRow:
    threats = ", ".join(titles.get(said.section_id, said.section_id) for said in one.influences)
    texts = (one.title, threats or _("No threat yet"), one.page, word("disclosure", one.disclosure))
    return TableRow(texts, (one.title.casefold(), threats, natural(one.page), texts[3]), one.id)


def _review_row(one: PlanReview) -> TableRow:
    because = " ".join(one.because.split())
    texts = (
        show_date(one.reviewed_on),
        because or _("No reason yet"),
        word("review-outcome", one.outcome),
        one.page,
        word("disclosure", one.disclosure),
    )
    return TableRow(texts, (one.reviewed_on, because.casefold(), texts[2], natural(one.page), texts[4]), one.id)


def _decision_row(one: ResourceDecision, titles: dict[str, str]) -> TableRow:
    what = " ".join(one.what.split())
    kind = word("resource-kind", one.kind)
    pounds = "£" + show_number(one.pounds) if one.pounds is not None else ""
    threats = ", ".join(titles.get(key, key) for key in one.section_ids)
    texts = (what, kind, show_date(one.decided_on), pounds, threats)
    return TableRow(texts, (what.casefold(), kind, one.decided_on, one.pounds or 0, threats), one.id)


def _objective_parts() -> tuple[Part, ...]:
    return (
        Part("title", _("Objective")),
        Part("page", _("Page of the plan")),
        Part(
            "influences",
            _("Which threats influenced it, and how"),
            Kind.INFLUENCES,
            help=_("Say for each whether it confirmed, changed or added to the objective."),
        ),
        Part("text", _("What it says"), Kind.TEXT, help=_("In the words of the plan, or the heart of it.")),
        Part("disclosure", "", Kind.READERS),
    )


def _review_parts() -> tuple[Part, ...]:
    return (
        Part("reviewed_on", _("Reviewed on"), Kind.DATE),
        Part("outcome", _("Outcome"), Kind.CHOICE, choices=choices("review-outcome"), as_kept=ReviewOutcome),
        Part(
            "because",
            _("No change because, or varied thus"),
            Kind.TEXT,
            help=_("What was read, what was asked, and why the plan was left or varied."),
            lines=5,
        ),
        Part("page", _("Page of the plan")),
        Part("link", _("Link to what was published")),
        Part("disclosure", "", Kind.READERS),
    )


def _decision_parts() -> tuple[Part, ...]:
    return (
        Part("what", _("What was decided"), Kind.TEXT),
        Part("kind", _("Kind"), Kind.CHOICE, choices=choices("resource-kind"), as_kept=ResourceKind),
        Part("decided_on", _("Decided on"), Kind.DATE),
        Part("pounds", _("Whole pounds"), Kind.POUNDS),
        Part("reference", _("Reference of the decision")),
        Part("section_ids", _("Because of"), Kind.SECTIONS),
        Part("disclosure", "", Kind.READERS),
    )
