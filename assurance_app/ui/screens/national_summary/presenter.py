"""The national summary: what happens on the screen; no widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from assurance_app.application import library_steps, permissions, restoring, summarising, summary_page
from assurance_app.application.changes import Changed
from assurance_app.application.exporting import Exported
from assurance_app.application.preview import Mark, SetPages
from assurance_app.application.summary_page import TEXT, Passage, SaidOf, SetSummary, SummaryPage
from assurance_app.domain.commissioning import ExtractAnswer, SummaryText, summary_text_id
from assurance_app.domain.entities import Stored
from assurance_app.domain.national_parts import PartId, SummaryPart, part_title
from assurance_app.domain.national_summary import digest_of_summary
from assurance_app.ui.live_pages import LivePages, SetsPages, Setting, ShowsPages
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Presenter
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _


class Saves(SetsPages, Protocol):
    """A session that also hands out savers, and remembers what can be taken back."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a change, so that it can be taken back as one."""


class SummaryView(ShowsPages, Protocol):
    """What the presenter asks of the screen."""

    def show_summary(self, page: SummaryPage, parts: Sequence[tuple[str, str]]) -> None:
        """Show what is recorded, and offer the parts."""

    def show_text(self, part: str, text: str) -> None:
        """Show the officer's words in a part."""

    def show_part(self, part: SummaryPart | None) -> None:
        """Show what is proposed for the part that is written, what stands against its words, and what it quotes."""

    def show_status(self, words: str, marking: str) -> None:
        """Say what the document says of itself."""

    def show_passages(self, found: Sequence[Passage]) -> None:
        """Show what bodies said."""

    def show_said(self, said: Sequence[SaidOf]) -> None:
        """Show the bodies that the summary names or quotes."""

    def follow(self, mark: Mark | None, *, scroll: bool) -> None:
        """Mark the place of the pages at which the person writes; and scroll to it."""

    def tell(self, words: str) -> None:
        """Confirm something."""

    def show_exported(self, exported: Exported) -> None:
        """Say what was made, and where."""

    def show_cancelled(self) -> None:
        """Say that nothing was made."""


class SummaryPresenter(Presenter):
    """Keeps the officer's words, the pages beside them, and what is recorded of permissions, extracts and clearance."""

    shows = frozenset(
        {
            "body",
            "commission",
            "entered_return",
            "expected_body",
            "extract",
            "permission",
            "received_return",
            "summary_clearance",
            "summary_text",
        }
    )

    def __init__(self, session: Saves, view: SummaryView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._page: SummaryPage | None = None
        self._made: SetSummary | None = None
        self._parts: tuple[SummaryPart, ...] = ()
        self._savers: dict[str, Saver[Any]] = {}
        self._asked = 0
        self.part = PartId.WHO_RETURNED.value
        self._live = LivePages(session, view, self._setting, self._pages_shown, self._taken)
        self.when_set = self._live.when_set
        self.draw = self._live.draw

    @property
    def pages(self) -> SetPages | None:
        """The pages as they were set last."""
        return self._live.pages

    # -- what is shown -----------------------------------------------------------------------------------------

    def arrive(self, part: str) -> None:
        """Read the year anew; show a part, "" for the one that was shown last."""
        self.part = part if part in set(PartId) else self.part
        self._reload()

    def leave(self) -> None:
        """Make a version of each text that was changed."""
        for saver in self._savers.values():
            saver.commit()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Something changed that was not typed here: read anew."""
        if self.concerns(changes) and not any(origin is saver for saver in self._savers.values()):
            self._reload()

    def part_chosen(self, part: str) -> None:
        """Write in another part."""
        self.leave()
        self.part = part
        self._show_part(with_text=True)
        self._follow(scroll=True)

    def step(self, by: int) -> None:
        """To the next part, or the one before."""
        offered = [part for part, _title in self._offered()]
        if self.part in offered:
            at = offered.index(self.part) + by
            if 0 <= at < len(offered):
                self.part_chosen(offered[at])

    def edited(self, text: str) -> None:
        """The officer changed the words of the part."""
        saver = self._savers.get(self.part)
        if saver is not None and not self._session.read_only:
            saver.change(text=text)
            self._live.touch()

    def page_clicked(self, page: int, share: float) -> None:
        """Go to where that is written which stands on a page so far down."""
        mark = self.pages.at(page, share) if self.pages is not None else None
        if mark is not None and mark.place in self._savers:
            self.part_chosen(mark.place)

    def search(self, words: str, section_id: str) -> None:
        """Look for what bodies said."""
        if self._page is None:
            return
        self._asked += 1
        asked = self._asked

        def done(found: Sequence[Passage]) -> None:
            if asked == self._asked:
                self._view.show_passages(found)

        self._saves.run_on_pages(summary_page.passages, self._page.year, words, section_id, done=done)

    def _reload(self) -> None:
        self.load(summary_page.load_summary, show=self._take)

    def _take(self, page: SummaryPage) -> None:
        self._page, self._parts = page, page.parts
        year = page.year.picture.year
        blank = {part.value: SummaryText(summary_text_id(year, part), year, part.value) for part in PartId}
        self._savers = {
            part: self._saves.saver(page.texts.get(part) or Stored(text, 0, "")) for part, text in blank.items()
        }
        self._view.show_summary(page, self._offered())
        self._view.show_status(page.tree.status, page.tree.marking)
        self._show_part(with_text=True)
        self._live.set_pages()

    def _offered(self) -> tuple[tuple[str, str], ...]:
        commission = self._page.year.picture.commission if self._page is not None else None
        with_capacity = commission is not None and commission.with_capacity
        shown = (part for part in PartId if part is not PartId.CAPACITY or with_capacity)
        return tuple((part.value, part_title(part)) for part in shown)

    def _setting(self) -> Setting | None:
        if self._page is None:
            return None
        typed = (saver.entity for saver in self._savers.values())
        written = tuple(text for text in typed if text.text or text.part in self._page.texts)
        return summary_page.set_summary, self._page.year, written

    def _taken(self, made: SetSummary) -> SetPages:
        self._made, self._parts = made, made.parts
        return made.pages

    def _pages_shown(self, leads: bool) -> None:
        self._show_part()
        self._follow(scroll=leads)
        if self._made is not None:
            self._view.show_status(self._made.tree.status, self._made.tree.marking)
            self._saves.run_on_pages(summary_page.said_of_bodies, self._made, done=self._view.show_said)

    def _show_part(self, *, with_text: bool = False) -> None:
        if with_text and self.part in self._savers:
            self._view.show_text(self.part, self._savers[self.part].entity.text)
        self._view.show_part(next((part for part in self._parts if part.id.value == self.part), None))

    def _follow(self, *, scroll: bool) -> None:
        if self.pages is not None:
            mark = self.pages.mark_of(self.part, TEXT) or self.pages.start_of(self.part)
            self._view.follow(mark, scroll=scroll)

    # -- permissions and extracts ------------------------------------------------------------------------------

    @property
    def _year(self) -> str:
        return self._page.year.picture.year if self._page is not None else ""

    def ask_to_quote(self, passage: Passage, words: str, is_good_practice: bool) -> None:
        """Record that a body is asked whether words of a passage may be quoted."""

        def ask(workspace: Any) -> Any:
            return permissions.ask_to_quote(
                workspace,
                self._year,
                passage.body_id,
                words,
                today(),
                section_id=passage.section_id,
                is_good_practice=is_good_practice,
            )

        self._do(ask, restoring.put_back, _("Recorded as asked. Nothing is quoted before permission is recorded."))

    def ask_to_name(self, body_id: str) -> None:
        """Record that a body is asked whether it may be named."""
        self._do(
            lambda workspace: permissions.ask_to_name(workspace, self._year, body_id, today()),
            restoring.put_back,
            _("Recorded as asked. The body is not named before permission is recorded."),
        )

    def grant(self, permission_id: str, name: str, role: str, day: str) -> None:
        """Record who gave a permission, and when."""
        self._do(
            lambda workspace: permissions.grant(workspace, permission_id, name, role, day),
            library_steps.put_back,
            _("Permission recorded."),
        )

    def withdraw(self, permission_id: str) -> None:
        """Record that a permission was withdrawn or refused."""
        self._do(
            lambda workspace: permissions.withdraw(workspace, permission_id, today()),
            library_steps.put_back,
            _("Recorded as withdrawn. The summary neither names nor quotes by it any more."),
        )

    def remove_permission(self, permission_id: str) -> None:
        """Take a permission away that was asked for by mistake."""
        self._do(
            lambda workspace: permissions.remove_permission(workspace, permission_id),
            restoring.put_back,
            _("Taken away. Undo brings it back."),
        )

    def send_extract(self, said: SaidOf, sent_to: str, day: str) -> None:
        """Record that a body was sent what the summary says of it."""
        self._do(
            lambda workspace: permissions.send_extract(workspace, self._year, said.body_id, said.text, sent_to, day),
            restoring.put_back,
            _("Recorded as sent."),
        )

    def answer_extract(self, extract_id: str, answer: str, by: str, day: str, words: str) -> None:
        """Record what a body answered."""
        self._do(
            lambda workspace: permissions.answer_extract(workspace, extract_id, ExtractAnswer(answer), by, day, words),
            library_steps.put_back,
            _("Answer recorded."),
        )

    def remove_extract(self, extract_id: str) -> None:
        """Take an extract away that was recorded by mistake."""
        self._do(
            lambda workspace: permissions.remove_extract(workspace, extract_id),
            restoring.put_back,
            _("Taken away. Undo brings it back."),
        )

    # -- clearance, marking, what goes out -------------------------------------------------------------------------

    def clear(self, name: str, role: str, day: str) -> None:
        """Record that the portfolio lead cleared the summary as it is shown."""
        self.leave()

        def cleared(_pages: SetPages) -> None:
            if self._made is not None:
                tree = self._made.tree
                now = digest_of_summary(tree)
                self._do(
                    lambda workspace: summarising.clear_summary(workspace, self._year, name, role, day, now, tree),
                    library_steps.put_back,
                    _("Cleared as it stands. Any change to what it says will show."),
                )

        self.when_set(cleared)

    def withdraw_clearance(self) -> None:
        """Take the clearance back."""
        self._do(
            lambda workspace: summarising.withdraw_clearance(workspace, self._year),
            restoring.put_back,
            _("The clearance is taken back. Documents say draft again."),
        )

    def marking_chosen(self, marking: str) -> None:
        """The officer decided how the whole is marked."""
        if self._page is not None and not self._session.read_only:
            saver = self._saves.saver(self._page.commission)
            saver.change(marking=marking)
            saver.commit()

    def export(self, kinds: tuple[str, ...], folder: Path) -> None:
        """Write the summary and the workbook into a folder."""
        self.leave()
        self._session.run(
            summary_page.export_summary,
            kinds,
            folder,
            self._year,
            done=self._view.show_exported,
            failed=self._view.show_problem,
            progress=_("Making the national documents"),
            cancelled=self._view.show_cancelled,
        )

    def _do(self, use_case: Callable[[Any], Any], back: Callable[[Any, Any], Any], words: str) -> None:
        def done(step: Any) -> None:
            self._saves.remember(Bulk(back, step))
            self._view.tell(words)

        self._session.run(use_case, done=done, failed=self._view.show_problem)


def today() -> str:
    """The day, ISO 8601."""
    return dt.datetime.now().astimezone().date().isoformat()
