"""The bodies behind a number of the national picture: where each stands, how it came, and what it says there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assurance_app.application.library import type_title
from assurance_app.application.national_cache import National, load_national
from assurance_app.application.national_grid import Number, number_of
from assurance_app.application.places import SCREENS, Place
from assurance_app.domain.entities import Answer
from assurance_app.domain.national import (
    BodyRow,
    Conclusion,
    ReturnState,
    conclusion_words,
    counted_words,
    opinion_matrix,
    pillar_matrix,
    requirement_matrix,
    state_words,
)
from assurance_app.domain.national_change import Movement
from assurance_app.domain.national_count_tables import movement_words
from assurance_app.domain.national_index import Asked, Standing
from assurance_app.domain.national_matrix import Matrix, Measure
from assurance_app.domain.national_rows import Counted
from assurance_app.domain.national_tables import source_words
from assurance_app.domain.national_words import pillar_words, provided_words, standing_words
from assurance_app.domain.prose import spoken_date
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled, label


@dataclass(frozen=True, slots=True)
class BehindLine:
    """One body behind a number."""

    body_id: str
    name: str
    state: ReturnState
    state_words: str
    came: str
    """When it came and as what file, or from where the APCC entered it."""
    says: str
    place: Place


@dataclass(frozen=True, slots=True)
class Behind:
    """A number with the bodies behind it. `found` is False where the year has no such number (any more)."""

    title: str
    number: str
    lines: tuple[BehindLine, ...]
    found: bool = True


@dataclass(frozen=True, slots=True)
class _Answered:
    title: str
    counted: Counted
    says: Callable[[BodyRow], str]
    counts: str = ""
    """How many of what, where more than bodies is counted."""


def load_behind(workspace: Workspace, text: str, year: str = "") -> Behind:
    """The bodies behind the number of that text."""
    national = load_national(workspace, year)
    number = number_of(text)
    answered = KINDS[number.kind](national, number) if number is not None and number.kind in KINDS else None
    if answered is None:
        return Behind(_("The returns behind a number"), "", (), found=False)
    lines = tuple(_line(row, answered.says(row)) for row in national.bodies(answered.counted.bodies))
    return Behind(answered.title, answered.counts or counted_words(answered.counted), lines)


def place_of_body(body_id: str) -> Place:
    """Where a body's return is read; the list of returns where there is no page for it."""
    return Place("body" if "body" in SCREENS else "returns", item_id=body_id)


def requirement_title(asked: Asked) -> str:
    """The requirement with its paragraph, in the words for most bodies."""
    words = filled(asked.requirement.title, "pcc")
    return _("{paragraph}  {title}").format(paragraph=asked.requirement.ref, title=words)


def _line(row: BodyRow, says: str) -> BehindLine:
    body = row.body
    return BehindLine(body.id, body.name_as_used, row.state, state_words(row.state), _came(row), says, _place(row))


def _place(row: BodyRow) -> Place:
    return place_of_body(row.body.id)


def _came(row: BodyRow) -> str:
    if row.state is ReturnState.ENTERED and row.entered is not None:
        return source_words(row.entered)
    if row.received is None or row.state is ReturnState.OWES_NONE:
        return ""
    words = _("Received {date}").format(date=spoken_date(row.received.received_at[:10]))
    return _("{words}, late").format(words=words) if row.is_late else words


def _state(national: National, number: Number) -> _Answered | None:
    if number.code not in {each.value for each in ReturnState}:
        return None
    state = ReturnState(number.code)

    def says(row: BodyRow) -> str:
        reason = row.line.reason if row.line is not None else ""
        pieces = [reason, _("On another edition") if row.has_other_edition else ""]
        return ". ".join(piece for piece in pieces if piece)

    return _Answered(state_words(state), national.picture.standing(state), says)


def _others(national: National, _number: Number) -> _Answered:
    rows = national.picture.others
    counted = Counted(len(rows), len(rows), tuple(row.body.id for row in rows))
    return _Answered(_("Not among the expected bodies"), counted, lambda row: state_words(row.state))


def _of_matrix(matrix: Matrix, number: Number, title: str, words: Callable[[BodyRow], str]) -> _Answered | None:
    at = next((at for at, column in enumerate(matrix.columns) if column.id == number.about), None)
    if at is None:
        return None
    counts = matrix.counts[at]
    counted = counts.get(number.code)
    if counted is None:
        counted = Counted(0, next((each.of for each in counts.values()), 0))
    return _Answered(title, counted, words)


def _opinion(national: National, number: Number) -> _Answered | None:
    picture = national.picture
    threat = next((each for each in picture.threats if each.id == number.about), None)
    if threat is None or number.code not in set(Conclusion):
        return None
    word = conclusion_words(Conclusion(number.code))

    def says(row: BodyRow) -> str:
        words = conclusion_words(picture.conclusion(row, threat))
        given = row.entered if row.state is ReturnState.ENTERED else None
        line = next((each for each in given.threats if each.section_id == threat.id), None) if given else None
        if line is None:
            return words
        return _("{words}; in the voice: {voice}").format(words=words, voice=label("voice", line.voice.value))

    title = _("{threat}: {opinion}").format(threat=threat.title, opinion=word)
    return _of_matrix(opinion_matrix(picture, number.shown), number, title, says)


def _pillar(national: National, number: Number) -> _Answered | None:
    matrix = pillar_matrix(national.index, _("Own duties"), number.shown)
    at = next((at for at, column in enumerate(matrix.columns) if column.id == number.about), None)
    if at is None:
        return None
    cells = {row.row.body.id: row.cells[at] for row in matrix.rows}
    title = _("{pillar}: {state}").format(pillar=matrix.columns[at].title, state=pillar_state_words(number.code))
    return _of_matrix(matrix, number, title, lambda row: pillar_words(cells[row.body.id]))


def pillar_state_words(code: str) -> str:
    """What the answers under a pillar come to, in words."""
    words = {
        "all-met": _("None short"),
        "some-partly": _("Some in part"),
        "some-not-met": _("Some not met"),
        "nothing": _("No answer"),
    }
    return words.get(code) or standing_words(Standing(code))


def _asked(national: National, requirement_id: str) -> Asked | None:
    return next((each for each in national.index.asked if each.id == requirement_id), None)


def _requirement(measure: Measure) -> Callable[[National, Number], _Answered | None]:
    def answer(national: National, number: Number) -> _Answered | None:
        asked = _asked(national, number.about)
        if asked is None:
            return None
        matrix = requirement_matrix(national.index, (asked,), measure, number.shown)
        if number.code not in matrix.codes:
            return None
        words = standing_words_of if measure is Measure.STAND else provided_words
        cells = {row.row.body.id: row.cells[0].code for row in matrix.rows}

        def says(row: BodyRow) -> str:
            found = national.index.answer(row, asked)
            return _with_reason(words(cells[row.body.id]), found)

        title = _("{requirement}: {answer}").format(requirement=requirement_title(asked), answer=words(number.code))
        return _of_matrix(matrix, number, title, says)

    return answer


def standing_words_of(code: str) -> str:
    """The words for where a body stands, by the code."""
    return standing_words(Standing(code))


def _with_reason(words: str, answer: Answer | None) -> str:
    reason = (answer.reason or answer.chief_constables_reason) if answer is not None else ""
    return _("{words}: {reason}").format(words=words, reason=reason) if reason else words


def _moved(national: National, number: Number) -> _Answered | None:
    changes = national.changes
    if changes is None or number.code not in set(Movement):
        return None
    at = next((at for at, each in enumerate(changes.threats) if each.threat.id == number.about), None)
    if at is None:
        return None
    change, wanted = changes.threats[at], Movement(number.code)
    counted = change.left_out if wanted is Movement.NOT_COMPARABLE else change.by_movement[wanted]
    by_body = {each.row.body.id: each for each in changes.bodies}

    def says(row: BodyRow) -> str:
        one = by_body[row.body.id]
        return _("{before}, now {now}").format(
            before=conclusion_words(one.before[at]), now=conclusion_words(one.now[at]).lower()
        )

    title = _("{threat}: {moved}").format(threat=change.threat.title, moved=movement_words(wanted).lower())
    return _Answered(title, counted, says)


def _gap(national: National, number: Number) -> _Answered | None:
    found = next((each for each in national.gaps if each.id == number.about), None)
    if found is None:
        return None
    answers = {each.row.body.id: each.answer for each in found.named}

    def says(row: BodyRow) -> str:
        answer = answers[row.body.id]
        step = _("Next step: {step}").format(step=answer.next_step) if answer.next_step else _("No next step named")
        return f"{answer.gap}\n{step}"

    with_step = number.code == "next-step"
    title = _("Gap with a next step: {title}") if with_step else _("Gap: {title}")
    return _Answered(title.format(title=found.found.title), found.with_next_step if with_step else found.counted, says)


def _departure(national: National, number: Number) -> _Answered | None:
    found = next((each for each in national.departures if each.id == number.about), None)
    if found is None:
        return None
    answers = {each.row.body.id: each.answer for each in found.named}

    def says(row: BodyRow) -> str:
        return reasons_words(answers[row.body.id])

    with_reason = number.code == "reason"
    title = _("Departure with a reason: {title}") if with_reason else _("Departure: {title}")
    return _Answered(title.format(title=found.found.title), found.with_reason if with_reason else found.counted, says)


def reasons_words(answer: Answer) -> str:
    """Why a duty is not followed or a capability not satisfied about, with the body's view of it."""
    pieces = (
        answer.reason,
        _("The chief constable’s reason: {reason}").format(reason=answer.chief_constables_reason)
        if answer.chief_constables_reason
        else "",
        _("The body’s view: {view}").format(view=answer.bodys_view_of_reason) if answer.bodys_view_of_reason else "",
    )
    return "\n".join(piece for piece in pieces if piece) or _("No reason given")


def _evidence(national: National, number: Number) -> _Answered | None:
    from assurance_app.domain.national import evidence_relied_on

    found = next((each for each in evidence_relied_on(national.picture) if each.type == number.about), None)
    if found is None:
        return None

    def says(row: BodyRow) -> str:
        record = row.received.record if row.received is not None else None
        items = {each.id: each.title for each in record.evidence if each.type == number.about} if record else {}
        return "; ".join(items.values())

    counts = _("{items} items of {bodies} bodies").format(items=found.items.number, bodies=len(found.items.bodies))
    return _Answered(type_title(found.type), found.items, says, counts)


def _capacity(national: National, number: Number) -> _Answered | None:
    key = tuple(number.about.split("/", 1))
    found = next((each for each in national.sums if each.of.key == key and each.unit == number.code), None)
    if found is None:
        return None
    given = {each.row.body.id: each for each in national.figures if each.key == key}
    ids = (*found.rests_on.bodies, *found.others.bodies)

    def says(row: BodyRow) -> str:
        figure = given[row.body.id]
        pieces = (f"{figure.value} {figure.unit}".strip(), spoken_date(figure.as_of) if figure.as_of else "")
        return ", ".join(piece for piece in (*pieces, figure.source) if piece)

    counted = Counted(len(ids), found.rests_on.of, ids)
    counts = _("{total} {unit}, from {number} of {all} bodies").format(
        total=f"{found.total:,}", unit=found.unit, number=found.rests_on.number, all=found.rests_on.of
    )
    return _Answered(found.label, counted, says, counts)


def _side(national: National, number: Number, *, now: bool) -> _Answered | None:
    for side in national.sides:
        for pair in side.pairs:
            if number.about == f"{side.old_id}>{side.new_id}:{pair.old.id}":
                standings = pair.now if now else pair.before
                title = filled(pair.new.title if now else pair.old.title, "pcc")
                return _Answered(
                    _("{requirement}: {answer}").format(requirement=title, answer=standing_words_of(number.code)),
                    standings.get(Standing(number.code), Counted(0, 0)),
                    lambda _row: standing_words_of(number.code),
                )
    return None


def _then(national: National, number: Number) -> _Answered | None:
    return _side(national, number, now=False)


def _now(national: National, number: Number) -> _Answered | None:
    return _side(national, number, now=True)


KINDS: Mapping[str, Callable[[National, Number], _Answered | None]] = {
    "state": _state,
    "others": _others,
    "opinion": _opinion,
    "pillar": _pillar,
    "stand": _requirement(Measure.STAND),
    "provided": _requirement(Measure.PROVIDED),
    "moved": _moved,
    "gap": _gap,
    "departure": _departure,
    "evidence": _evidence,
    "capacity": _capacity,
    "then": _then,
    "now": _now,
}
"""Every kind of number, with what answers for the bodies behind it."""
