"""What a body’s return says, and what was entered of it: how it is laid out to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assurance_app.application.body_page import BodyPage
from assurance_app.application.entering import threats_of
from assurance_app.application.leading import in_return
from assurance_app.application.places import Place
from assurance_app.domain.commissioning import EnteredReturn, EnteredThreat
from assurance_app.ui.screens.body.content import Chapter, Passage, chapters, sought_in
from assurance_app.ui.states import of_code
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import Reading, column, empty, label
from assurance_app.ui.widgets.reading_card import reading_card
from assurance_app.words import _
from assurance_app.words.labels import label as word


def entered_lines(entered: EnteredReturn) -> tuple[EnteredThreat, ...]:
    """The threats on which something was entered."""
    return tuple(line for line in entered.threats if line != EnteredThreat(line.section_id))


_AT_ONCE = 6
"""So many passages are shown when a page is arrived at: more than a window has room for."""
_AT_A_TIME = 12
_LATER = 60
"""Milliseconds after which the next are shown: what is seen was painted by then."""


class BodyReading(QWidget):
    """A card for each passage, in chapters."""

    def __init__(self) -> None:
        super().__init__()
        self._outside = column(self)
        self._inside = column()
        self._cards: dict[str, QWidget] = {}
        self._rest: Iterator[object] = iter(())
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._go_on)

    def show_page(self, page: BodyPage, sought: Place | None) -> QWidget | None:
        """Show what was entered and what the return says; answers with the card of what is sought, None for none.

        What is sought and stands in no chapter, such as an answer without a gap, is shown before all chapters. Of a
        page that is arrived at from its top, what stands below the window follows.
        """
        # All of it at once: each part would be taken out of the page, and told so, by itself.
        empty(self._outside)
        made = QWidget()
        self._inside = column(made, spacing=STEP * 2)
        self._cards = {}
        self._rest = self._passages(page, sought)
        from_top = sought is not None and not _key_of(sought)
        self._show_next(_AT_ONCE if from_top else None)
        self._outside.addWidget(made)
        found = self._cards.get(_key_of(sought))
        if found is not None:
            found.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return found

    def _show_next(self, number: int | None) -> None:
        shown = sum(1 for _passage in islice(self._rest, number))
        if shown == number:
            self._later.start()

    def _go_on(self) -> None:
        self._show_next(_AT_A_TIME)

    def _passages(self, page: BodyPage, sought: Place | None) -> Iterator[object]:
        """Show one passage after the other, each when it is asked for."""
        yield from self._show_entered(page.row.entered)
        if page.record is not None:
            shown = chapters(page.record, with_capacity=page.commission.with_capacity)
            yield from self._show_sought(page, sought, {one.key for chapter in shown for one in chapter.passages})
            for chapter in shown:
                yield from self._add_chapter(chapter)
        elif page.is_unreadable:
            self._inside.addWidget(label(_("What the return says was removed, and cannot be shown."), "second"))

    def _show_sought(self, page: BodyPage, sought: Place | None, shown: set[str]) -> Iterator[object]:
        key = _key_of(sought)
        if sought is None or page.record is None or not key or key in shown:
            return
        found = sought_in(page.record, sought.requirement_id, in_return(sought)[1])
        if found is not None:
            yield from self._add_chapter(Chapter(_("What was searched for"), (found,), ""))

    def _show_entered(self, entered: EnteredReturn | None) -> Iterator[object]:
        if entered is None:
            return
        into = column(spacing=STEP)
        self._inside.addLayout(into)
        into.addWidget(label(_("Entered by the APCC"), "heading"))
        facts = (
            entered.title,
            entered.link,
            entered.attachment_name,
            _("Published on {day}").format(day=show_date(entered.published_on)) if entered.published_on else "",
            _("Read on {day}").format(day=show_date(entered.read_on)) if entered.read_on else "",
        )
        into.addWidget(Reading("\n".join(one for one in facts if one) or _("Nothing was entered yet.")))
        titles = {threat.id: threat.title for threat in threats_of(entered.framework_id)}
        for line in entered_lines(entered):
            yield self._add_passage(into, _entered_passage(line, titles.get(line.section_id, line.section_id)))

    def _add_chapter(self, chapter: Chapter) -> Iterator[object]:
        self._inside.addWidget(label(chapter.title, "heading"))
        if not chapter.passages:
            self._inside.addWidget(label(chapter.nothing, "second"))
        for one in chapter.passages:
            yield self._add_passage(self._inside, one)

    def _add_passage(self, into: QVBoxLayout, one: Passage) -> QWidget:
        made = reading_card(one.title, one.state, one.parts)
        into.addWidget(made)
        if one.key:
            # A requirement can be a departure and have a gap: the first of the two says more.
            self._cards.setdefault(one.key, made)
        return made


def _key_of(sought: Place | None) -> str:
    if sought is None:
        return ""
    return in_return(sought)[1] or sought.requirement_id or sought.section_id


def _entered_passage(line: EnteredThreat, title: str) -> Passage:
    parts = (
        (_("Mentioned"), _("Yes") if line.is_mentioned else _("No")),
        (_("In whose voice"), word("voice", line.voice.value)),
        (_("Page"), line.page),
        (_("Influence described"), line.influence),
        (_("Passage quoted"), line.passage),
    )
    shown = tuple((name, text) for name, text in parts if text)
    return Passage(title, of_code("opinion", line.conclusion.value), shown, line.section_id)
