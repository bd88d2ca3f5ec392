"""The returns that the APCC received: what happens on the screen. No widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assurance_app.application import library_steps, national, receiving, tracker
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.receiving import Reception, ReceptionKind
from assurance_app.application.tracker import ChaseList, ReturnsPage
from assurance_app.domain.commissioning import RefusedFile
from assurance_app.domain.tracker import Tracker, TrackerFlag, TrackerRow, TrackerState
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Presenter
from assurance_app.ui.screens.entries import Keeps
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

CHASE = "chase"
"""The place of the chase list on this screen; any other is a filter of the tracker."""


class ReturnsView(Protocol):
    """What the presenter asks of the page."""

    def show_returns(self, page: ReturnsPage, only: str) -> None:
        """Show the tracker, as far as a filter lets it through."""

    def show_receptions(self, told: Told) -> None:
        """Say what came of the files."""

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made, and where."""

    def show_missing(self, found: ChaseList, states: Mapping[str, TrackerRow]) -> None:
        """Show whom there is to chase."""

    def show_letter(self, found: ChaseList) -> None:
        """Show what to write to those who are chosen."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""


_SIGNS: dict[TrackerState, tuple[Symbol, str]] = {
    TrackerState.RECEIVED: (Symbol.CHECK, "good"),
    TrackerState.ENTERED: (Symbol.CHECK, "good"),
    TrackerState.DRAFT: (Symbol.HALF, "partly"),
    TrackerState.INVALID: (Symbol.CROSS, "bad"),
    TrackerState.NOT_RECEIVED: (Symbol.RING, "none"),
    TrackerState.OWES_NONE: (Symbol.DASH, "none"),
}


def state_of(row: TrackerRow) -> State:
    """Where a body's return stands."""
    return State(*_SIGNS[row.state], label("tracker-state", row.state.value))


def flags_of(row: TrackerRow) -> str:
    """What is to be known beside where it stands, in words."""
    return ", ".join(label("tracker-flag", flag.value) for flag in row.flags)


def edition_of(row: TrackerRow, *, brief: bool = False) -> str:
    """The edition that what counts of a body was made on, "" where nothing is here or it does not say."""
    if row.state is TrackerState.ENTERED and row.entered is not None:
        return row.entered.framework_id
    if row.received is None or not row.received.framework_id:
        return ""
    if brief:
        return row.received.framework_id
    return _("{edition}, revision {revision}").format(
        edition=row.received.framework_id, revision=row.received.framework_revision
    )


def came_on(row: TrackerRow) -> str:
    """The day (ISO) on which what counts of a body came, or was published where the APCC entered it; "" for none."""
    if row.state is TrackerState.ENTERED and row.entered is not None:
        return row.entered.published_on
    return row.received.arrived_on if row.received is not None else ""


def panel_words(said: bool | None, *, brief: bool = False) -> str:
    """Whether a return was made before or after the panel, "" where it does not say."""
    if said is None:
        return ""
    if brief:
        return _("Before") if said else _("After")
    return _("Before the panel") if said else _("After the panel")


def sifted(found: Tracker, only: str) -> tuple[TrackerRow, ...]:
    """The rows behind a number: of a state, those that owe a return; of a flag, all that carry it; "" for all."""
    if not only:
        return found.rows
    if only in frozenset(TrackerFlag):
        return found.with_flag(TrackerFlag(only))
    return tuple(
        row for row in found.rows if row.state == only and (row.is_expected or row.state is TrackerState.OWES_NONE)
    )


def numbers_of(found: Tracker) -> dict[str, int]:
    """How many rows each filter lets through."""
    return {code: len(sifted(found, code)) for code in (*TrackerState, *TrackerFlag)}


def headline_of(found: Tracker) -> str:
    """How many of the expected bodies have returned, and what is with the others."""
    counts = found.counts
    parts = [_("{number} of {expected} returned").format(number=counts[TrackerState.RECEIVED], expected=found.expected)]
    drafts, refused = counts[TrackerState.DRAFT], counts[TrackerState.INVALID]
    late = len(found.with_flag(TrackerFlag.LATE))
    parts.append(ngettext("{number} draft", "{number} drafts", drafts).format(number=drafts))
    parts.append(_("{number} entered by the APCC").format(number=counts[TrackerState.ENTERED]))
    parts.append(_("{number} not received").format(number=counts[TrackerState.NOT_RECEIVED]))
    if refused:
        parts.append(_("{number} refused as invalid").format(number=refused))
    parts.append(_("{number} late").format(number=late))
    return ", ".join(parts) + "."


def refused_in(found: Tracker) -> tuple[tuple[RefusedFile, str], ...]:
    """Every refused file that is not settled, with the name of the body that it says it is of, the newest first."""
    all_of = [(file, row.body.name_as_used) for row in found.rows for file in row.refused]
    all_of += [(file, "") for file in found.unplaced]
    return tuple(sorted(all_of, key=lambda one: (one[0].refused_at, one[0].id), reverse=True))


@dataclass(frozen=True, slots=True)
class Told:
    """What came of files: a sentence, whether something was refused, and a line for each file that needs one."""

    headline: str
    refused: int
    lines: tuple[str, ...]


_SENTENCES: dict[ReceptionKind, Callable[[int], str]] = {
    ReceptionKind.SAME: lambda n: ngettext("{number} was here already.", "{number} were here already.", n),
    ReceptionKind.KEPT_ASIDE: lambda n: ngettext(
        "{number} was kept as history; what was here stands.", "{number} were kept as history; what was here stands.", n
    ),
    ReceptionKind.REFUSED: lambda n: ngettext("{number} file was refused.", "{number} files were refused.", n),
    ReceptionKind.LEFT: lambda n: ngettext("{number} file was not looked at.", "{number} files were not looked at.", n),
}


def told(receptions: Sequence[Reception]) -> Told:
    """What came of the files, for people."""
    counts = Counter(reception.kind for reception in receptions)
    new = [one for one in receptions if one.kind in (ReceptionKind.RECEIVED, ReceptionKind.LATER)]
    received = [one for one in new if not one.is_last_years]
    words = []
    if received or len(received) == len(new):
        number = len(received)
        words = [ngettext("{number} return received.", "{number} returns received.", number).format(number=number)]
    if before := [one for one in new if one.is_last_years]:
        said = ngettext(
            "{number} return of {year} received, to compare this year with.",
            "{number} returns of {year} received, to compare this year with.",
            len(before),
        )
        words.append(said.format(number=len(before), year=spoken_year(before[0].year)))
    words += [make(counts[kind]).format(number=counts[kind]) for kind, make in _SENTENCES.items() if counts[kind]]
    return Told(" ".join(words), counts[ReceptionKind.REFUSED], tuple(_lines(receptions)))


def _lines(receptions: Sequence[Reception]) -> Iterator[str]:
    for one in receptions:
        if one.refusal:
            yield with_file(one.name, one.refusal)
        elif one.kind in (ReceptionKind.LATER, ReceptionKind.KEPT_ASIDE):
            number = len(one.differences)
            differs = ngettext("{number} difference", "{number} differences", number).format(number=number)
            yield _("{file}: {what} ({differs})").format(
                file=one.name, what=label("reception", one.kind.value), differs=differs
            )


def with_file(name: str, reason: str) -> str:
    """Why a file was refused, with its name where the reason does not give it."""
    return reason if name in reason else _("{file}: {reason}").format(file=name, reason=reason)


class ReturnsPresenter(Presenter):
    """Receiving, following up and collating."""

    shows = frozenset({"received_return", "expected_body", "entered_return", "refused_file", "commission", "body"})

    def __init__(self, session: Keeps, view: ReturnsView) -> None:
        super().__init__(session)
        self._keeps = session
        self._view = view
        self.only = ""
        self.with_drafts = False

    def arrive(self, place: Place) -> None:
        """Show the tracker or the chase list."""
        self.only = place.item_id
        self._reload()

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show them anew."""
        if self.concerns(changes):
            self._reload()

    def _reload(self) -> None:
        if self.only == CHASE:
            self._load_missing()
        else:
            self.load(tracker.load_returns, show=lambda page: self._view.show_returns(page, self.only))

    def receive(self, files: Sequence[Path]) -> None:
        """Receive these files and the returns in these folders; one that is refused does not stop the others."""

        def done(receptions: Sequence[Reception]) -> None:
            self._view.show_receptions(told(receptions))

        self._session.run(receiving.receive_returns, tuple(files), done=done, progress=_("Receiving returns"))

    def settle(self, refused_id: str) -> None:
        """A refused file needs no more attention; undo takes that back."""

        def done(step: Any) -> None:
            self._keeps.remember(Bulk(library_steps.put_back, step))
            self._view.tell(_("Settled. Undo (Ctrl+Z) brings it back."))

        self._session.run(receiving.settle_refused, refused_id, done=done)

    def collate(self, folder: Path) -> None:
        """Make the national workbook and summary."""
        self._session.run(national.collate_workspace, folder, done=self._view.show_made)

    # -- the chase list ------------------------------------------------------------------------------------------

    def chase_drafts(self, wanted: bool) -> None:
        """Chase those that sent a draft too, or not."""
        self.with_drafts = wanted
        self._load_missing()

    def write_to(self, body_ids: Collection[str]) -> None:
        """Make the text for these bodies."""
        chosen = frozenset(body_ids)

        def work(workspace: Any) -> ChaseList:
            return tracker.chase_list(workspace, drafts=self.with_drafts, only=chosen)

        self.load(work, show=self._view.show_letter)

    def _load_missing(self) -> None:
        def work(workspace: Any) -> tuple[ChaseList, dict[str, TrackerRow]]:
            found = tracker.chase_list(workspace, drafts=self.with_drafts)
            return found, {row.body.id: row for row in tracker.load_tracker(workspace).rows}

        self.load(work, show=lambda found: self._view.show_missing(*found))
