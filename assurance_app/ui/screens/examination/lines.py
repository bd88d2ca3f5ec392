"""The lines of the examination plan: what each cell says, what it is sorted by, and which lines a filter leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assurance_app.application.examining import ExaminationPage, ExaminationRow
from assurance_app.domain.examination import Decision, Examined
from assurance_app.domain.values import Risk, View
from assurance_app.domain.years import spoken_year
from assurance_app.ui.states import State, Symbol, of_code
from assurance_app.words import _
from assurance_app.words.labels import label

EXAMINE, RISK, TITLE, SECTION, LAST, FIRST_YEAR = range(6)
"""The columns; from FIRST_YEAR on one for each year shown, newest first."""


class Show(StrEnum):
    """Which requirements are shown, by what stands for this year."""

    CHOSEN = "chosen"
    NOT_CHOSEN = "not-chosen"
    UNDECIDED = "undecided"
    ASIDE = "aside"
    DUE = "due"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: its text, what it is sorted by, its state if it has one, and what a screen reader says."""

    text: str
    sort: Any
    state: State | None = None
    quiet: bool = False
    """Whether it only says that nothing is there."""
    before: str = ""
    """What stands before it, in brief."""
    more: str = ""
    """What else is known, shown beside it or as a tip."""


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with its cells."""

    row: ExaminationRow
    place: int
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """The id of the requirement."""
        return self.row.requirement_id

    @property
    def planned(self) -> bool:
        """Whether it is examined this year."""
        return self.row.decision is Decision.EXAMINE


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the person wants to see; "" is everything."""

    words: str = ""
    section: str = ""
    pillar: str = ""
    risk: str = ""
    show: str = ""
    proposed: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return not (self.words.strip() or self.section or self.pillar or self.risk or self.show)


NO_RISK = "none"
_RISKS = {Risk.HIGH: 0, Risk.MEDIUM: 1, Risk.LOW: 2, None: 3}
_VIEWS = {View.NOT_SATISFIED: 0, View.PARTLY_SATISFIED: 1, View.SATISFIED: 2, View.NOT_EXAMINED: 5}


def column_titles(page: ExaminationPage) -> tuple[str, ...]:
    """The headings of the columns."""
    fixed = (_("Examine"), _("Risk"), _("Requirement"), _("Section"), _("Last\nexamined"))
    return (*fixed, *(spoken_year(year) for year in page.years))


def lines_of(page: ExaminationPage) -> tuple[Line, ...]:
    """The lines of the plan, in the publisher's order."""
    return tuple(_line(page, row, place) for place, row in enumerate(page.rows))


def _line(page: ExaminationPage, row: ExaminationRow, place: int) -> Line:
    planned = row.decision is Decision.EXAMINE
    cells = (
        Cell(_("Yes") if planned else _("No"), not planned),
        Cell(risk_word(row.risk), _RISKS[row.risk], quiet=row.risk is None),
        Cell(
            row.title, (row.title.casefold(), row.ref), before=_brief(row.ref), more=_("para {ref}").format(ref=row.ref)
        ),
        Cell(row.section_title, place, more=row.pillar_title),
        _last(row),
        _this_year(row),
        *(_earlier(entry, entry.year in page.kept) for entry in row.years[1:]),
    )
    return Line(row, place, cells)


def _brief(ref: str) -> str:
    """The first of the paragraphs; all of them are in the tip."""
    first, *others = ref.split(", ")
    return f"{first} …" if others else first


def one_line(title: str) -> str:
    """The heading of a column in one line."""
    return " ".join(title.split())


def risk_word(risk: Risk | None) -> str:
    """What a person reads for a risk."""
    return label("risk", risk) if risk is not None else _("None")


def _last(row: ExaminationRow) -> Cell:
    if not row.last:
        return Cell(_("No record"), "", quiet=True)
    return Cell(spoken_year(row.last), row.last, more=_("due") if row.due else "")


def _this_year(row: ExaminationRow) -> Cell:
    entry = row.years[0]
    if entry.view is not None:
        return Cell(short_view(entry.view), _VIEWS[entry.view], of_code("view", entry.view), more=entry.reason)
    if row.decision is Decision.EXAMINE:
        return Cell(_("To examine"), 3, State(Symbol.RING, "accent", _("To examine")))
    return Cell(_("Not decided"), 4, State(Symbol.RING, "none", _("Not decided")))


def _earlier(entry: Examined, kept: bool) -> Cell:
    if not kept:
        return Cell("–", 7, quiet=True, more=_("{year} is not in this workspace").format(year=spoken_year(entry.year)))
    if entry.view is None:
        return Cell(_("No record"), 6, quiet=True)
    return Cell(short_view(entry.view), _VIEWS[entry.view], of_code("view", entry.view), more=entry.reason)


def short_view(view: View) -> str:
    """The word for a view beneath a year, where there is little room and “this year” goes without saying."""
    short = {View.NOT_EXAMINED: _("Not examined"), View.PARTLY_SATISFIED: _("Partly")}
    return short.get(view) or label("view", view)


def year_words() -> tuple[str, ...]:
    """Every word that may stand beneath a year."""
    return (*(short_view(view) for view in View), _("To examine"), _("Not decided"))


def sifted(lines: Iterable[Line], sieve: Sieve) -> tuple[Line, ...]:
    """The lines that the filter lets through."""
    words = sieve.words.casefold().split()
    return tuple(line for line in lines if _passes(line, sieve, words))


def _passes(line: Line, sieve: Sieve, words: Sequence[str]) -> bool:
    row = line.row
    if sieve.section not in ("", row.section_id) or sieve.pillar not in ("", row.pillar_id):
        return False
    if sieve.risk and sieve.risk != (row.risk.value if row.risk else NO_RISK):
        return False
    if sieve.show and not _stands(line, sieve):
        return False
    text = f"{row.title} {row.ref} {row.section_title} {row.pillar_title} {row.years[0].reason}".casefold()
    return all(word in text for word in words)


def _stands(line: Line, sieve: Sieve) -> bool:
    decision = line.row.decision
    return {
        Show.CHOSEN: decision is Decision.EXAMINE,
        Show.NOT_CHOSEN: decision is not Decision.EXAMINE,
        Show.UNDECIDED: decision is Decision.UNDECIDED,
        Show.ASIDE: decision is Decision.NOT_EXAMINED,
        Show.DUE: line.row.due,
        Show.PROPOSED: line.key in sieve.proposed,
    }[Show(sieve.show)]


def in_order(lines: Iterable[Line], column: int, *, reverse: bool) -> list[Line]:
    """The lines sorted by a column; those that are alike stay in the publisher's order, either way round."""
    kept = sorted(lines, key=lambda line: line.place)
    kept.sort(key=lambda line: line.cells[column].sort, reverse=reverse)
    return kept


def as_table(titles: Sequence[str], lines: Sequence[Line]) -> tuple[str, str]:
    """The lines for the clipboard: as text with tabs, and as an HTML table."""
    rows = [
        tuple(map(one_line, titles)),
        *(tuple(_spoken(cell, place) for place, cell in enumerate(line.cells)) for line in lines),
    ]
    text = "\n".join("\t".join(part.replace("\t", " ").replace("\n", " ") for part in row) for row in rows)
    head, *body = rows
    # A spreadsheet takes each cell as text, so that it makes no date of a year.
    as_text = "td style='mso-number-format:\"\\@\"'"
    html = _html_row(head, "th", "th") + "".join(_html_row(row, as_text, "td") for row in body)
    return text, f"<table>{html}</table>"


def _html_row(parts: Iterable[str], begin: str, end: str) -> str:
    from html import escape

    return "<tr>" + "".join(f"<{begin}>{escape(part)}</{end}>" for part in parts) + "</tr>"


def _spoken(cell: Cell, column: int) -> str:
    return f"{cell.text} ({cell.more})" if cell.more and column in (TITLE, LAST) else cell.text
