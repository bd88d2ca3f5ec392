"""The question page: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from assurance_app.application.actions import today
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import QuestionPage
from assurance_app.domain.entities import Answer
from assurance_app.ui.screens.base import Aside, Screen
from assurance_app.ui.screens.question.presenter import QuestionPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.states import of_code
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.action_list import ActionList
from assurance_app.ui.widgets.basics import Page, button, column, label, line, row
from assurance_app.ui.widgets.choices import Choices, DropDown
from assurance_app.ui.widgets.disclosure_box import DisclosureBox
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.ui.widgets.typed_fields import TypedFields
from assurance_app.words import _
from assurance_app.words.labels import choices


class QuestionScreen(Screen):
    """One question at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown = ""
        self._arrived: QuestionPage | None = None
        self.presenter = QuestionPresenter(session, self)
        self._page = Page()
        column(self).addWidget(self._page)
        body = self._page.body
        body.setSpacing(STEP * 2)
        self._build_crumbs(body)
        self.question = label("", "heading")
        body.addWidget(self.question)
        self._build_stand(body)
        self._build_account(body)
        self._build_foot(body)

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self._shown = ""
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        (self.position if self.position.isVisible() else self.view_of).focus_first()

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        self.presenter.go_on()

    def go_back_one(self) -> None:
        """Go to the question before."""
        self.presenter.go_back()

    # -- what the presenter asks -------------------------------------------------------------------------------

    def show_page(self, page: QuestionPage, pillar_id: str) -> None:
        """Show the question and the editors it needs."""
        requirement = page.requirement
        self._show_crumbs(page)
        self.question.setText(page.question)
        self.position.setVisible(requirement.takes_position)
        self.view_of.setVisible(not requirement.takes_position)
        self._provided_row.setVisible(not requirement.takes_position)
        self.account.title.setText(
            _("What the position rests on") if requirement.takes_position else _("What the view rests on")
        )
        self.account.area.setAccessibleName(self.account.title.text())
        self.fields.build(
            requirement.fields,
            {unit.id: unit for unit in page.units},
            {figure.id: figure for figure in page.national_figures},
        )
        self._on.setText(_("Save and continue ›") if page.next else _("Save and finish ›"))
        self._set_read_only(self._session.read_only)
        self._arrived = page

    def show_answer(self, answer: Answer) -> None:
        """Show what is kept."""
        self.position.set_value(answer.position or "")
        self.view_of.set_value(answer.view or "")
        self.provided.set_value(answer.provided or "")
        for name, writing in self._writings.items():
            writing.set_text(getattr(answer, name))
        self.disclosure.show_values(answer.disclosure, answer.public_wording)
        self.fields.show_values(answer.fields)
        if self._arrived is not None:
            # Only now is it known which choice the keyboard begins at.
            page, self._arrived = self._arrived, None
            self._begin_at_top(page)
            self.loaded.emit()

    def show_needs(self, needs: frozenset[str]) -> None:
        """Show the occasional texts that are needed."""
        for name in ("reason", "chief_constables_reason", "bodys_view_of_reason"):
            self._writings[name].setVisible(name in needs)
        titles = {
            "not-followed": _("The good reason for not following"),
            "not-applicable": _("Why it does not apply"),
            "in-part": _("What was not followed, and the good reason"),
        }
        title = titles.get(self.position.value(), _("Not examined this year, because"))
        self._writings["reason"].title.setText(title)
        self._writings["reason"].area.setAccessibleName(title)

    def show_aside(self, aside: Aside) -> None:
        """Tell the pane on the right."""
        self.aside.emit(aside)
        self._page.settle()

    def show_actions(self, page: QuestionPage) -> None:
        """Show what is done about its gap."""
        self.actions_list.show_actions(page.actions, today())
        self.actions_list.show_suggestion("" if page.actions else page.answer.entity.next_step)
        self.actions_list.set_read_only(self._session.read_only)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_crumbs(self, body: QVBoxLayout) -> None:
        self._to_section = button("", self.presenter.to_section, "quiet")
        self._then = label("›", "second", wrap=False)
        self._to_pillar = button("", self.presenter.to_pillar, "quiet")
        self._group = label("", "second", wrap=False)
        self._number = label("", "second", wrap=False)
        crumbs = (self._to_section, self._then, self._to_pillar, self._group, self._number)
        body.addLayout(FlowRow(*crumbs, spacing=STEP // 2))

    def _build_stand(self, body: QVBoxLayout) -> None:
        positions, views = choices("position"), choices("view")
        self.position = Choices(
            _("Position"), positions, looks={code: of_code("position", code) for code, _words in positions}
        )
        self.view_of = Choices(_("View"), views, looks={code: of_code("view", code) for code, _words in views})
        self.position.chosen.connect(self.presenter.stand_chosen)
        self.view_of.chosen.connect(self.presenter.stand_chosen)
        self.provided = DropDown(choices("provided"), blank=_("Choose…"))
        self.provided.setAccessibleName(_("Provided"))
        self.provided.chosen.connect(self.presenter.provided_chosen)
        name = label(_("&Provided"), "group", wrap=False)
        name.setBuddy(self.provided)
        self._provided_row = QWidget()
        self._provided_row.setLayout(row(name, self.provided, None))
        body.addWidget(self.position)
        body.addWidget(self.view_of)
        body.addWidget(self._provided_row)

    def _build_account(self, body: QVBoxLayout) -> None:
        self.account = Writing(_("What the view rests on"), lines=6)
        self.fields = TypedFields()
        self.fields.edited.connect(self.presenter.field_edited)
        self.fields.left.connect(self.presenter.leave)
        self.disclosure = DisclosureBox()
        self.disclosure.edited.connect(self.presenter.edited)
        self.disclosure.left.connect(self.presenter.leave)
        self._writings: dict[str, Writing] = {
            "reason": Writing(_("Not examined this year, because"), lines=2),
            "chief_constables_reason": Writing(_("The chief constable’s reason"), lines=2),
            "bodys_view_of_reason": Writing(_("The body’s view of that reason"), lines=2),
            "rests_on": self.account,
            "gap": Writing(_("Gap"), help_text=_("What is missing or too thin, if anything."), lines=2),
            "next_step": Writing(_("Next step"), help_text=_("Who does what about it, and by when."), lines=2),
        }
        for name in ("reason", "chief_constables_reason", "bodys_view_of_reason", "rests_on"):
            body.addWidget(self._writings[name])
        body.addWidget(self.fields)
        body.addWidget(line())
        body.addWidget(self.disclosure)
        body.addWidget(line())
        for name in ("gap", "next_step"):
            body.addWidget(self._writings[name])
        self.actions_list = ActionList(_("Actions"), _("What is done about it, by whom and by when."))
        self.actions_list.wanted.connect(self.presenter.add_action)
        self.actions_list.opened.connect(self.presenter.open_action)
        body.addWidget(self.actions_list)
        for name, writing in self._writings.items():
            writing.edited.connect(lambda text, name=name: self.presenter.edited(name, text))
            writing.left.connect(self.presenter.leave)

    def _build_foot(self, body: QVBoxLayout) -> None:
        self._back = button(_("‹ Back"), self.presenter.go_back)
        self._on = button(_("Save and continue ›"), self.presenter.go_on, "primary")
        body.addLayout(row(self._back, None, self._on))

    def _show_crumbs(self, page: QuestionPage) -> None:
        self._to_section.setText(page.shown_in.short_title)
        pillar = page.pillar_title if page.shown_in.id == page.section.id else ""
        self._to_pillar.setText(pillar)
        for part in (self._then, self._to_pillar):
            part.setVisible(bool(pillar))
        self._group.setText(f"›  {page.requirement.group}")
        self._group.setVisible(bool(page.requirement.group))
        number = _("question {number} / {of}").format(number=page.number, of=page.of)
        self._number.setText(f"·  {number}")

    def _begin_at_top(self, page: QuestionPage) -> None:
        """A question that was not shown before is read from its top; whoever was in the page begins at its stand."""
        if page.requirement.id == self._shown:
            return
        self._shown = page.requirement.id
        self._page.verticalScrollBar().setValue(0)
        for choices_of in (self.position, self.view_of):
            choices_of.describe(page.question)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            stand = self.position if page.requirement.takes_position else self.view_of
            stand.focus_first()

    def _set_read_only(self, read_only: bool) -> None:
        self.position.set_read_only(read_only)
        self.view_of.set_read_only(read_only)
        self.provided.setEnabled(not read_only)
        self.fields.set_read_only(read_only)
        self.disclosure.set_read_only(read_only)
        for writing in self._writings.values():
            writing.set_read_only(read_only)
