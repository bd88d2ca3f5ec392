"""Earlier versions of what the person is working on, and putting one back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from assurance_app.application import recording
from assurance_app.application.changes import Changed
from assurance_app.domain.entities import Answer, ThreatStatement, kind_of
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.domain.spoken import spoken_date
from assurance_app.ui.screens.base import Aside
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, card, empty, label, row
from assurance_app.words import _
from assurance_app.words.labels import label as word


class HistoryPane(Page):
    """The versions, newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__(wide=True, tight=True)
        self._session = session
        self._aside: Aside | None = None
        session.changed.connect(self._changed)

    def show_history_of(self, aside: Aside) -> None:
        """Load and show the versions."""
        self._aside = aside
        self._session.run(
            recording.history, aside.entity_type, aside.entity_id, done=lambda found: self._show(aside, found)
        )

    def _changed(self, changes: Sequence[Changed], origin: object) -> None:
        aside = self._aside
        if aside is not None and self.isVisible():
            kind = kind_of(aside.entity_type)
            if any(change.kind == kind and change.id == aside.entity_id for change in changes):
                self.show_history_of(aside)

    def _show(self, aside: Aside, versions: Sequence[Any]) -> None:
        if aside is not self._aside:
            return
        body: QVBoxLayout = self.body
        empty(body)
        if not versions:
            body.addWidget(
                label(_("There is no version yet. One is made each time you leave what you have written."), "second")
            )
            return
        newest = max(version.number for version in versions)
        for version in sorted(versions, key=lambda version: version.number, reverse=True):
            body.addWidget(self._card(version, is_newest=version.number == newest))

    def _card(self, version: Any, *, is_newest: bool) -> Any:
        frame, inner = card(margins=STEP)
        title = _("Version {number}").format(number=version.number)
        inner.addWidget(label(title + (" · " + _("now") if is_newest else ""), "group"))
        inner.addWidget(label(_("{when}, {who}").format(when=spoken_moment(version.at), who=version.by), "second"))
        if version.entity is None:
            inner.addWidget(label(_("Its content was removed."), "second"))
            return frame
        inner.addWidget(Reading(shortened(gist(version.entity))))
        if not is_newest and not self._session.read_only:
            restore = button(_("Put this version back"), lambda: self._restore(version.number), "quiet")
            restore.setAccessibleName(_("Put version {number} back").format(number=version.number))
            inner.addLayout(row(restore, None))
        return frame

    def _restore(self, number: int) -> None:
        aside = self._aside
        if aside is not None:
            self._session.commit_all()
            self._session.run(recording.restore, aside.entity_type, aside.entity_id, number)


def gist(entity: Any) -> str:
    """What a version says, in short: where the body stands and its words."""
    lines: list[str] = []
    if isinstance(entity, Answer):
        if entity.position is not None:
            lines.append(word("position", entity.position))
        if entity.view is not None:
            lines.append(word("view", entity.view))
        lines += [entity.rests_on, entity.reason, entity.gap, entity.next_step, entity.public_wording]
    elif isinstance(entity, ThreatStatement):
        lines.append(word("opinion", entity.opinion))
        lines += [text for _name, text in entity.parts]
    elif isinstance(entity, ScrutinySession):
        lines += [spoken_date(entity.held_on), entity.forum, entity.wanted_to_know]
        lines += [text for question in entity.questions for text in (question.asked, question.answered)]
        lines += [f"{word('opinion', said.opinion)}: {said.reason}" for said in entity.opinions]
    return "\n".join(text for text in lines if text) or _("Nothing written.")


def shortened(text: str, most: int = 400) -> str:
    """The beginning of a long text."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def spoken_moment(stamp: str) -> str:
    """A kept moment (UTC) in the person's own time: 20 November 2026, 10:41."""
    from assurance_app.ui.typed import show_date

    try:
        moment = dt.datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return stamp
    return f"{show_date(moment.date().isoformat())}, {moment:%H:%M}"
