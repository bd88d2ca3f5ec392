"""What a return says, in the order in which it is read on the page of its body. No widgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assurance_app.application.search import kind_title
from assurance_app.domain.entities import Answer, kind_of
from assurance_app.domain.prose import spoken_value
from assurance_app.domain.record import Record
from assurance_app.domain.return_difference import Change, Difference
from assurance_app.domain.return_search import entries_of
from assurance_app.domain.returned import Found, departures, figures, gaps, held_on, part_label, said
from assurance_app.domain.values import Opinion
from assurance_app.domain.voice import voice_of
from assurance_app.ui.states import State, of_code
from assurance_app.ui.typed import show_number
from assurance_app.words import _
from assurance_app.words.labels import label


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with a state where it has one, and paragraphs, each under its own name."""

    title: str
    state: State | None
    parts: tuple[tuple[str, str], ...]
    key: str = ""
    """The id of the threat, the requirement or the entry that it is about."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Passages under one heading; `nothing` is said where there are none."""

    title: str
    passages: tuple[Passage, ...]
    nothing: str


def chapters(record: Record, *, with_capacity: bool) -> tuple[Chapter, ...]:
    """Threats, departures, gaps, and capacity where it is on."""
    found = [
        Chapter(_("Threats"), tuple(_threats(record)), _("It says nothing on any threat.")),
        Chapter(_("Departures"), tuple(_departures(record)), _("It names no departure.")),
        Chapter(_("Gaps and next steps"), tuple(_gaps(record)), _("It names no gap.")),
    ]
    if with_capacity:
        found.append(Chapter(_("Capacity"), tuple(_figures(record)), _("It gives no capacity figure.")))
    return tuple(found)


def _threats(record: Record) -> Iterator[Passage]:
    voice = voice_of(record.body.kind)
    statements = record.statement_by_section
    for threat in record.framework.threats:
        said = statements.get(threat.id)
        code = (said.opinion if said is not None else Opinion.NONE_YET).value
        parts = [(part_label(name, voice), text) for name, text in said.parts] if said is not None else []
        if days := held_on(said):
            parts.append((_("Held to account on"), days))
        yield Passage(threat.title, of_code("opinion", code), tuple(parts), threat.id)


def _departures(record: Record) -> Iterator[Passage]:
    for found, answer in departures(record):
        parts = (
            (_("What it rests on"), answer.rests_on),
            (_("Reason"), answer.reason),
            (_("The chief constable’s reason"), answer.chief_constables_reason),
            (_("The body’s view of it"), answer.bodys_view_of_reason),
        )
        yield _passage(found, _stand(answer), parts)


def _gaps(record: Record) -> Iterator[Passage]:
    for found, answer in gaps(record):
        yield _passage(found, None, ((_("Gap"), answer.gap), (_("Next step"), answer.next_step)))


def sought_in(record: Record, requirement_id: str, entry_id: str) -> Passage | None:
    """One answer or entry of a return with all that it says; None where the return has it not."""
    if entry_id:
        return _entry(record, entry_id)
    for found in said(record):
        if found.answer is not None and found.requirement.id == requirement_id:
            return _whole(record, found, found.answer)
    return None


def _whole(record: Record, found: Found, answer: Answer) -> Passage:
    """Everything in words that an answer says; figures of capacity have a chapter of their own, which may be off."""
    typed = (
        (field.label, spoken_value(field, answer.fields.get(field.id), record.framework))
        for field in found.requirement.fields
        if not field.capacity
    )
    parts = (
        (_("What it rests on"), answer.rests_on),
        (_("Reason"), answer.reason),
        (_("The chief constable’s reason"), answer.chief_constables_reason),
        (_("The body’s view of it"), answer.bodys_view_of_reason),
        (_("Gap"), answer.gap),
        (_("Next step"), answer.next_step),
        *typed,
    )
    return _passage(found, _stand(answer), parts)


def _entry(record: Record, entry_id: str) -> Passage | None:
    kind, _colon, own_id = entry_id.partition(":")
    for entity, title, words in entries_of(record):
        if kind_of(type(entity)) == kind and entity.id == own_id:
            name = kind_title(kind)
            return Passage(title or name, None, ((name, words),), entry_id)
    return None


def _passage(found: Found, state: State | None, parts: Iterable[tuple[str, str]]) -> Passage:
    title = _("{title} (para {ref})").format(title=found.title, ref=found.requirement.ref)
    return Passage(title, state, tuple((name, text) for name, text in parts if text), found.requirement.id)


def _stand(answer: Answer) -> State | None:
    kind = "position" if answer.position is not None else "view"
    code = answer.position or answer.view
    return of_code(kind, code.value) if code is not None else None


def _figures(record: Record) -> Iterator[Passage]:
    for figure in figures(record):
        value = show_number(figure.value) if isinstance(figure.value, int) else figure.value
        words = f"{value} {figure.unit}".strip()
        yield Passage(figure.of.title, None, ((figure.field.label, words),))


def difference_lines(differences: tuple[Difference, ...]) -> tuple[str, ...]:
    """What one version says otherwise, one line for each part."""
    return tuple(line for difference in differences for line in _difference(difference))


def _difference(difference: Difference) -> Iterator[str]:
    change = label("difference", difference.change.value)
    if not difference.parts or difference.change is not Change.CHANGED:
        yield _("{title}: {change}").format(title=difference.title, change=change.lower())
        return
    for part in difference.parts:
        yield _("{title}, {part}: “{before}” became “{after}”").format(
            title=difference.title, part=part.name, before=part.before or "–", after=part.after or "–"
        )
