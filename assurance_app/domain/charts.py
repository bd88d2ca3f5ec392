"""The pictures of a statement: what is drawn of a record that was filtered for its audience already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assurance_app.domain.content import (
    Bar,
    BarChart,
    BarGroup,
    Figure,
    GridCell,
    GridRow,
    StateGrid,
    Table,
)
from assurance_app.domain.framework import Section
from assurance_app.domain.marks import MARKS
from assurance_app.domain.progress import Standing, count, in_pillar, standing_of_answer, worst
from assurance_app.domain.prose import spoken_list
from assurance_app.domain.record import Record
from assurance_app.domain.returned import figures
from assurance_app.words import _
from assurance_app.words.labels import label

_TITLE_WIDTH, _NARROWEST = 18, 11


def threats_by_pillars(record: Record) -> Iterator[Figure | Table]:
    """The threats by the pillars: where each stands by what was answered, as a picture and as a table.

    Nothing where no requirement of a threat is answered.
    """
    threats = [section for section in record.framework.threats if section.requirements]
    pillars = [pillar for pillar in record.framework.pillars if any(in_pillar(threat, pillar.id) for threat in threats)]
    found = {(threat.id, pillar.id): _standing(record, threat, pillar.id) for threat in threats for pillar in pillars}
    seen = Counter(standing for standing, _cell in found.values() if standing is not None)
    if not any(seen[standing] for standing in Standing if standing not in (Standing.TO_DO, Standing.STARTED)):
        return
    grid = StateGrid(
        corner=_("Threat"),
        columns=tuple(pillar.title for pillar in pillars),
        rows=tuple(
            GridRow(threat.title, tuple(found[threat.id, pillar.id][1] for pillar in pillars)) for threat in threats
        ),
    )
    yield Figure(
        caption=_("The threats by the pillars: what most wants attention, and how many requirements are answered"),
        alternative=_(
            "A grid of {threats} threats by {pillars} pillars. Of its fields, {counts}. The table after the picture "
            "says the same of each field."
        ).format(threats=len(threats), pillars=len(pillars), counts=_counts(seen)),
        chart=grid,
    )
    yield numbers(grid, _("Each threat by pillar, as in the picture"))


def _standing(record: Record, threat: Section, pillar_id: str) -> tuple[Standing | None, GridCell]:
    requirements = in_pillar(threat, pillar_id)
    if not requirements:
        return None, GridCell()
    answers = dict(record.answer_by_requirement)
    standing = worst(tuple(standing_of_answer(answers.get(requirement.id)) for requirement in requirements))
    counted = count(requirements, answers)
    number = _("{number} of {all}").format(number=counted.answered, all=counted.of)
    return standing, GridCell(MARKS[standing], label("standing", standing.value), number)


def _counts(seen: Counter[Standing]) -> str:
    words = [
        _("{number} “{word}”").format(number=seen[standing], word=label("standing", standing.value))
        for standing in Standing
        if seen[standing]
    ]
    return spoken_list(tuple(words))


def numbers(grid: StateGrid, caption: str) -> Table:
    """What a grid shows, as the table that stands after its picture."""
    return Table(
        caption=caption,
        columns=(grid.corner, *grid.columns),
        rows=tuple((row.title, *(_said(cell) for cell in row.cells)) for row in grid.rows),
        widths=(_TITLE_WIDTH, *(_width(grid, at) for at in range(len(grid.columns)))),
    )


def _said(cell: GridCell) -> str:
    return "\n".join(piece for piece in (cell.word, cell.number) if piece) or _("None asked")


def _width(grid: StateGrid, at: int) -> int:
    """As wide as its longest word: many columns stand beside one another."""
    texts = (grid.columns[at], *(row.cells[at].word for row in grid.rows))
    return max(_NARROWEST, 1 + max((len(word) for text in texts for word in text.split()), default=0))


def capacity_beside(record: Record) -> Iterator[Figure]:
    """Bars of what was recorded beside national figures, which are never added to it; nothing where there is neither.

    Its numbers stand in the table of capacity.
    """
    groups: dict[tuple[str, ...], list[Bar]] = {}
    titles: dict[tuple[str, ...], str] = {}
    for figure in figures(record):
        alongside = figure.field.alongside
        if alongside and isinstance(figure.value, int):
            groups.setdefault(alongside, []).append(Bar(figure.field.label, figure.value))
            titles.setdefault(alongside, figure.unit)
    chart = BarChart(
        groups=tuple(
            BarGroup(titles[alongside], (*bars, *_national(record, alongside))) for alongside, bars in groups.items()
        ),
        own=_("Recorded"),
        beside=_("National figures"),
    )
    if chart.groups:
        own = [bar for bars in groups.values() for bar in bars]
        yield Figure(
            caption=_("Capacity recorded for the year beside national figures, which are not added to it"),
            alternative=_(
                "Bars on one scale for each unit: {figures}, each beside the national figures. The table after the "
                "picture gives the national figures too."
            ).format(figures=spoken_list(tuple(f"{bar.label} {bar.value:,}" for bar in own))),
            chart=chart,
        )


def _national(record: Record, alongside: tuple[str, ...]) -> Iterator[Bar]:
    for name in alongside:
        figure = record.framework.national_figure(name)
        if figure is not None:
            yield Bar(figure.title, figure.value, stands_beside=True)
