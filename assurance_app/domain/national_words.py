"""What the sheets and pages of the national picture have in common: words for states, counts of bodies, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.domain.national_index import AnswerIndex, Standing
from assurance_app.domain.national_matrix import NOT_PROVIDED, MatrixCell, PillarStanding
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Conclusion, Counted, ReturnState
from assurance_app.domain.values import Position, Provided, View
from assurance_app.domain.workbook import Cell, Chart, Column, Sheet, Tone
from assurance_app.words import _, ngettext
from assurance_app.words.labels import LABELS, label

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet whose columns each come with what they mean, for the data dictionary."""

    name: str
    title: str
    columns: tuple[tuple[Column, str], ...]
    rows: tuple[Row, ...]
    intro: tuple[str, ...] = ()
    key: str = ""
    charts: tuple[Chart, ...] = ()

    def sheet(self) -> Sheet:
        """The sheet without the meanings."""
        columns = tuple(column for column, _meaning in self.columns)
        return Sheet(self.name, self.title, columns, self.rows, self.intro, self.key, self.charts)


def apcc_name() -> str:
    """Whose document the national ones are."""
    return _("Association of Police and Crime Commissioners")


def sample_words() -> str:
    """What a national document says where returns of invented bodies are among those that it was made from."""
    return _("Samples about invented areas are among these returns. No real body holds the opinions in them.")


def state_words(state: ReturnState) -> str:
    """The words for where a return stands."""
    return {
        ReturnState.RETURNED: _("Returned"),
        ReturnState.ENTERED: _("Entered by the APCC"),
        ReturnState.DRAFT: _("Draft, not approved"),
        ReturnState.NOT_RECEIVED: _("Not received"),
        ReturnState.OWES_NONE: _("Owes none"),
    }[state]


def conclusion_words(conclusion: Conclusion) -> str:
    """The words for what a return says about a threat."""
    if conclusion is Conclusion.NOT_IN_EDITION:
        return _("Not in its edition")
    if conclusion is Conclusion.NOT_RECEIVED:
        return _("Not received")
    if conclusion is Conclusion.OWES_NONE:
        return _("Owes none")
    return label("opinion", conclusion.value)


def standing_words(standing: Standing) -> str:
    """The words for where a body stands on a requirement, or why that is not shown."""
    if standing.value in LABELS["position"]:
        return label("position", standing.value)
    if standing.value in LABELS["view"]:
        return label("view", standing.value)
    return {
        Standing.NO_ANSWER: _("No answer"),
        Standing.NOT_COMPARABLE: _("Not comparable"),
        Standing.NO_FILE: _("Entered by the APCC"),
        Standing.NOT_RECEIVED: _("Not received"),
        Standing.OWES_NONE: _("Owes none"),
    }[standing]


def provided_words(code: str) -> str:
    """The words for how a capability is provided, or why that is not shown."""
    if code in {each.value for each in Provided}:
        return label("provided", code)
    return _("Not said") if code == NOT_PROVIDED else standing_words(Standing(code))


def pillar_words(cell: MatrixCell) -> str:
    """The words for what a body's answers under a pillar come to, with the numbers: “9 of 12, 2 partly, 1 not”."""
    if cell.tally is None or cell.code == PillarStanding.NOTHING.value:
        return _("No answer") if cell.tally is not None else standing_words(Standing(cell.code))
    tally = cell.tally
    pieces = [_("{number} of {all}").format(number=tally.met, all=tally.of)]
    pieces += [_("{number} partly").format(number=tally.partly)] if tally.partly else []
    pieces += [_("{number} not").format(number=tally.not_met)] if tally.not_met else []
    return ", ".join(pieces)


def left_out_words(index: AnswerIndex) -> tuple[str, ...]:
    """How many answers are left out because their edition has no equal requirement; nothing where none is."""
    if not index.left_out:
        return ()
    answers, bodies = sum(each.answers for each in index.left_out), len(index.left_out)
    return (
        _("Left out: {answers} of {bodies}, given on another edition without an equal requirement.").format(
            answers=ngettext("{number} answer", "{number} answers", answers).format(number=answers),
            bodies=ngettext("{number} body", "{number} bodies", bodies).format(number=bodies),
        ),
    )


def region_words(region: str) -> str:
    """The name of a mobilisation region; one that is not known here goes by its id."""
    return label("region", region) if region in LABELS["region"] else region


def counted_words(number: Counted) -> str:
    """A number of bodies as “12 of 38”, with how many of them the APCC entered; of other things, from how many."""
    words = share_words(number)
    if not number.entered:
        return words
    return _("{words}, {entered} of them entered by the APCC").format(words=words, entered=number.entered)


def counted_lines(number: Counted) -> str:
    """The same for the cell of a table, where the share stands on a line of its own."""
    words = share_words(number)
    if not number.entered:
        return words
    return _("{words}\n({entered} entered by the APCC)").format(words=words, entered=number.entered)


def share_words(number: Counted) -> str:
    """A number of bodies as “12 of 38”; of other things as “110, from 36 of 40”."""
    bodies = len(number.bodies)
    if not bodies or number.number == bodies:
        return _("{number} of {all}").format(number=number.number, all=number.of)
    # Things that several bodies have more than one of are no share of the bodies.
    return _("{number}, from {bodies} of {all}").format(number=number.number, bodies=bodies, all=number.of)


def conclusion_tones() -> Mapping[str, Tone]:
    """The grounds of cells that hold an opinion, or say why there is none."""
    tones = {
        Conclusion.ASSURED: Tone.GOOD,
        Conclusion.PARTLY_ASSURED: Tone.PARTLY,
        Conclusion.NOT_ASSURED: Tone.BAD,
    }
    return {conclusion_words(conclusion): tones.get(conclusion, Tone.NONE) for conclusion in Conclusion}


def position_tones() -> Mapping[str, Tone]:
    """The grounds of cells that hold a position or a view."""
    positions = {Position.FOLLOWED: Tone.GOOD, Position.IN_PART: Tone.PARTLY, Position.NOT_FOLLOWED: Tone.BAD}
    views = {View.SATISFIED: Tone.GOOD, View.PARTLY_SATISFIED: Tone.PARTLY, View.NOT_SATISFIED: Tone.BAD}
    return {
        **{label("position", position.value): tone for position, tone in positions.items()},
        **{label("view", view.value): tone for view, tone in views.items()},
    }


def _state_tones() -> Mapping[str, Tone]:
    tones = {ReturnState.RETURNED: Tone.GOOD, ReturnState.ENTERED: Tone.PARTLY, ReturnState.DRAFT: Tone.PARTLY}
    return {state_words(state): tones.get(state, Tone.NONE) for state in ReturnState}


def bodies_words(picture: NationalPicture, expected: int, others: int) -> str:
    """How many bodies something rests on: “38 of 43 bodies”, and how many beside them that were not expected."""
    words = _("{number} of {all} bodies").format(number=expected, all=len(picture.expected))
    if not others:
        return words
    return ngettext(
        "{words}, and {others} not among the expected bodies",
        "{words}, and {others} not among the expected bodies",
        others,
    ).format(words=words, others=others)


def in_state_words(picture: NationalPicture, state: ReturnState) -> str:
    """How many bodies' returns stand so, as “38 of 43 bodies”."""
    rows = picture.in_state(state)
    others = sum(not row.is_expected for row in rows)
    return bodies_words(picture, len(rows) - others, others)


def body_columns() -> tuple[tuple[Column, str], ...]:
    """The columns with which every table about bodies begins, with their meanings."""
    return (
        (Column(_("Body"), 44), _("The local policing body, by the name that it uses.")),
        (
            Column(_("State"), 18, tones=_state_tones()),
            _(
                "Returned: approved by the office-holder. Entered by the APCC: read from a statement that is no return "
                "file. Draft: sent before it was approved. Owes none: as the APCC noted. Not received: none of these; "
                "where a file came that could not be believed, “Tracker” says that it was refused as invalid."
            ),
        ),
    )


def body_cells(row: BodyRow) -> Row:
    """The cells of those columns."""
    return (row.body.name_as_used, state_words(row.state))
