"""What every screen is to the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import LinkedEvidence
from assurance_app.domain.values import TargetKind
from assurance_app.ui.tasks import Problem


class Runs(Protocol):
    """What a presenter needs of the session."""

    @property
    def cycle_id(self) -> str:
        """The year that is shown."""

    @property
    def read_only(self) -> bool:
        """Whether the workspace can only be read."""

    def run(
        self,
        use_case: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        origin: object = None,
        progress: str = "",
        cancelled: Callable[[], object] | None = None,
    ) -> None:
        """Do a use case on the database thread; long work has a title, `progress`, and can be cancelled."""


class Presenter:
    """Behaviour without widgets. Whatever was asked for before the last `arrive` is not shown any more."""

    shows: ClassVar[frozenset[str]] = frozenset()
    """The kinds of change after which it loads anew."""

    def __init__(self, session: Runs) -> None:
        self._session = session
        self._visit = 0

    def load(self, use_case: Callable[..., Any], *arguments: Any, show: Callable[[Any], object]) -> None:
        """Ask for something, and show it if the person is still there when it comes."""
        self._visit += 1
        visit = self._visit

        def done(result: Any) -> None:
            if visit == self._visit:
                show(result)

        self._session.run(use_case, *arguments, done=done)

    def concerns(self, changes: Sequence[Changed]) -> bool:
        """Whether any of the changes is of a kind that this screen shows, in this year."""
        return any(change.kind in self.shows and change.cycle_id in ("", self._session.cycle_id) for change in changes)


@dataclass(frozen=True, slots=True)
class Aside:
    """What the pane on the right shows beside a screen."""

    reference: str
    heading: str
    guidance: tuple[tuple[str, str], ...]
    """Headings with their texts."""
    entity_type: type
    entity_id: str
    target_kind: TargetKind
    evidence: tuple[LinkedEvidence, ...] = field(default=())
    refs: tuple[str, ...] = ()
    """The paragraphs of the official text that it is about."""


@dataclass(frozen=True, slots=True)
class NotesOnly:
    """What the pane on the right shows beside an item that has nothing beside it but notes."""

    entity_type: type
    entity_id: str


class Screen(QWidget):
    """A screen: it is told where the person arrives, when they leave, and what changed."""

    wants = Signal(object)
    """A `Place` to go to."""
    tells = Signal(str, str)
    """A sentence for the message bar, and its kind."""
    refused = Signal(object)
    """A `Problem` for the message bar, which leads to its place where it has one."""
    made = Signal(object, str)
    """The files that were made, and what else there is to say about them, "" where nothing."""
    loaded = Signal()
    """It shows what was asked for."""
    aside = Signal(object)
    """An `Aside` for the pane on the right, `NotesOnly`, or None."""

    def arrive(self, place: Place) -> None:
        """The person comes to a place on this screen."""

    def leave(self) -> None:
        """The person goes elsewhere: what was typed becomes a version."""

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Something changed; show it anew where it is shown here."""

    def kept(self) -> dict[str, str]:
        """What the settings keep of how it looks, by name: the columns of a table."""
        return {}

    def put_kept(self, kept: dict[str, str]) -> None:
        """Look as the settings have kept it."""

    def focus_first(self) -> None:
        """Put the focus where work begins."""

    def go_on(self) -> None:
        """The person wants the next thing (Ctrl+Return)."""

    def go_back_one(self) -> None:
        """The person wants the thing before."""
