"""The statement: the writing, and the real pages beside it. What happens on the screen; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assurance_app.application import exporting, preview
from assurance_app.application.changes import Changed
from assurance_app.application.exporting import Exported
from assurance_app.application.outputs import Source
from assurance_app.application.places import Place
from assurance_app.application.preview import Mark, SetPages, Writing
from assurance_app.domain.disclosure import Audience, is_published, may_read
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.statement import Length
from assurance_app.ui.live_pages import LivePages, SetsPages, Setting, ShowsPages
from assurance_app.ui.screens.base import Presenter
from assurance_app.words import _
from assurance_app.words.labels import label


class StatementView(ShowsPages, Protocol):
    """What the presenter asks of the screen."""

    def show_sections(self, sections: Sequence[tuple[str, str]], signed: str) -> None:
        """Offer the sections to write in; `signed` says when and by whom the year was approved, "" where it is not."""

    def show_length(self, length: Length, *, with_full: bool) -> None:
        """Show how much the statement says, and whether the full record is offered."""

    def follow(self, mark: Mark | None, *, scroll: bool) -> None:
        """Mark the place of the pages at which the person writes, None where they do not say it; and scroll to it."""

    def show_hint(self, words: str, place: Place | None) -> None:
        """Say why the writing is not on the pages, and where that is changed; "" says nothing."""

    def write_at(self, section_id: str, place: str, name: str) -> None:
        """Put the focus where a part of the statement is written."""

    def show_exported(self, exported: Exported) -> None:
        """Say what was made, and where."""

    def show_cancelled(self) -> None:
        """Say that nothing was made."""


class StatementPresenter(Presenter):
    """Keeps the pages as the writing is: what is typed is set at once, latest wins, and drawn as it is looked at."""

    def __init__(self, session: SetsPages, view: StatementView) -> None:
        super().__init__(session)
        self._view = view
        self.audience = Audience.PUBLIC
        self.length = Length.STANDARD
        self._source: Source | None = None
        self._typed: dict[str, Writing] = {}
        self._at: tuple[str, str] | None = None
        self._live = LivePages(session, view, self._setting, lambda leads: self._follow(scroll=leads))
        self.when_set = self._live.when_set
        self.draw = self._live.draw

    @property
    def pages(self) -> SetPages | None:
        """The pages as they were set last."""
        return self._live.pages

    # -- what is set -----------------------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Read the year anew and set its pages."""
        self._view.show_length(self.length, with_full=self.audience is Audience.OFFICE)
        self.load(preview.load_source, self._session.cycle_id, show=self._take_source)

    def audience_chosen(self, code: str) -> None:
        """Show it for somebody else."""
        self.audience = Audience(code)
        if self.length is Length.FULL and self.audience is not Audience.OFFICE:
            self.length = Length.STANDARD
        self._view.show_length(self.length, with_full=self.audience is Audience.OFFICE)
        self._live.set_pages(leads=True)

    def length_chosen(self, code: str) -> None:
        """Let it say more or less."""
        self.length = Length(code)
        self._live.set_pages(leads=True)

    def touched(self, entity: Writing) -> None:
        """An answer or a threat statement reads so now: as it was read, or as it is being typed."""
        if entity != self._now(entity):
            self._typed[entity.id] = entity
            self._live.touch()

    def changed(self, changes: Sequence[Changed], written_here: frozenset[str]) -> None:
        """Something changed that was not typed here: read anew. What is in the boxes stays as it stands there."""
        if any(change.cycle_id in ("", self._session.cycle_id) for change in changes):
            self._typed = {key: entity for key, entity in self._typed.items() if key in written_here}
            self.load(preview.load_source, self._session.cycle_id, show=self._take_source)

    def _take_source(self, source: Source) -> None:
        self._source = source
        signed = _("{name}, {role}, {date}").format(
            name=source.signed[0], role=source.signed[1], date=source.signed[2]
        ) if source.signed else ""  # fmt: skip
        self._view.show_sections(preview.sections_to_write(source), signed)
        self._live.set_pages()

    def _now(self, entity: Writing) -> Writing:
        """How the pages have it: as typed, as read, or not at all."""
        if entity.id in self._typed:
            return self._typed[entity.id]
        record = self._source.record if self._source is not None else None
        if isinstance(entity, Answer):
            read: Writing | None = record.answer_by_requirement.get(entity.requirement_id) if record else None
            return read or Answer(entity.id, entity.cycle_id, entity.requirement_id)
        read = record.statement_by_section.get(entity.section_id) if record else None
        return read or ThreatStatement(entity.id, entity.cycle_id, entity.section_id)

    def _setting(self) -> Setting | None:
        if self._source is None:
            return None
        return preview.set_pages, self._source, tuple(self._typed.values()), self.audience, self.length

    # -- from the writing to the pages and back --------------------------------------------------------------------

    def dwell(self, at: tuple[str, str] | None) -> None:
        """The person writes in a box: a place of the statement and the name of a part; None where in none."""
        self._at = at
        self._follow(scroll=True)

    def page_clicked(self, page: int, share: float) -> None:
        """Go to where that is written which stands on a page so far down."""
        mark = self.pages.at(page, share) if self.pages is not None else None
        if mark is None or self._source is None:
            return
        framework = self._source.record.framework
        section_id = preview.row_section_of(framework, mark.place)
        place = preview.where_written(framework, mark.place)
        if section_id:
            self._view.write_at(section_id, mark.place, mark.name)
        elif place is not None:
            self._view.show_hint(_("This part of the statement is written on another screen."), place)

    def _follow(self, *, scroll: bool) -> None:
        if self.pages is None or self._at is None:
            self._view.follow(None, scroll=False)
            self._view.show_hint("", None)
            return
        place, name = self._at
        mark = self.pages.mark_of(place, name)
        self._view.follow(mark or self.pages.start_of(place), scroll=scroll)
        self._view.show_hint(*(("", None) if mark is not None else self._why_not(place, name)))

    def _why_not(self, place: str, name: str) -> tuple[str, Place | None]:
        source = self._source
        entity = self._writing_of(place)
        if source is None or entity is None or not getattr(entity, name):
            return "", None
        where = preview.where_written(source.record.framework, place)
        if source.signed is not None:
            return _("The pages are those that were approved; what you write now is not on them."), Place("sign-off")
        if is_published(self.audience) and entity.public_wording:
            return _("On these pages the wording for the public stands in place of what you write here."), where
        if not may_read(self.audience, entity.disclosure):
            who = label("disclosure", entity.disclosure.value)
            return _("What you write here is not on these pages. Who may read it: {who}.").format(who=who), where
        return _("A statement of this length, for this audience, does not say what you write here."), None

    def _writing_of(self, place: str) -> Writing | None:
        typed = (entity for entity in self._typed.values() if _place_of(entity) == place)
        found = next(typed, None)
        if found is None and self._source is not None:
            record = self._source.record
            found = record.answer_by_requirement.get(place) or record.statement_by_section.get(place)
        return found

    # -- what goes out ---------------------------------------------------------------------------------------------

    def export(self, formats: tuple[str, ...], folder: Path) -> None:
        """Write it into a folder, as it is shown."""
        self._session.run(
            exporting.export_statement,
            self._session.cycle_id,
            self.audience,
            formats,
            folder,
            self.length,
            done=self._view.show_exported,
            failed=self._view.show_problem,
            progress=_("Making the statement"),
            cancelled=self._view.show_cancelled,
        )


def _place_of(entity: Writing) -> str:
    return entity.requirement_id if isinstance(entity, Answer) else entity.section_id
