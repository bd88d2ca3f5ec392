"""What the sheets and pages of the national picture have in common: words for states, counts of bodies, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.domain.national_picture import BodyRow, Conclusion, NationalPicture, ReturnState
from assurance_app.domain.values import Position, View
from assurance_app.domain.workbook import Cell, Column, Sheet, Tone
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet whose columns each come with what they mean, for the data dictionary."""

    name: str
    title: str
    columns: tuple[tuple[Column, str], ...]
    rows: tuple[Row, ...]
    intro: tuple[str, ...] = ()

    def sheet(self) -> Sheet:
        """The sheet without the meanings."""
        return Sheet(self.name, self.title, tuple(column for column, _meaning in self.columns), self.rows, self.intro)


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
        ReturnState.DRAFT: _("Draft, not approved"),
        ReturnState.NOT_RECEIVED: _("Not received"),
    }[state]


def conclusion_words(conclusion: Conclusion) -> str:
    """The words for what a return says about a threat."""
    if conclusion is Conclusion.NOT_IN_EDITION:
        return _("Not in its edition")
    if conclusion is Conclusion.NOT_RECEIVED:
        return _("Not received")
    return label("opinion", conclusion.value)


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
    tones = {ReturnState.RETURNED: Tone.GOOD, ReturnState.DRAFT: Tone.PARTLY, ReturnState.NOT_RECEIVED: Tone.NONE}
    return {state_words(state): tone for state, tone in tones.items()}


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
        (Column(_("Body"), 36), _("The local policing body, by the name that it uses.")),
        (
            Column(_("State"), 18, tones=_state_tones()),
            _("Returned: approved by the office-holder. Draft: sent before it was approved. Not received: neither."),
        ),
    )


def body_cells(row: BodyRow) -> Row:
    """The cells of those columns."""
    return (row.body.name_as_used, state_words(row.state))
