"""The pictures of a statement: drawn of what its audience may read, never apart from their numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from assurance_app.domain.charts import capacity_beside, threats_by_pillars
from assurance_app.domain.content import Bar, BarChart, Figure, StateGrid, Table, words_in_picture
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.marks import MARKS, Mark
from assurance_app.domain.progress import Standing
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import View
from tests import factories as make


def _record(**more: Any) -> Record:
    answers = (
        make.answer("terrorism.arv", view=View.PARTLY_SATISFIED, rests_on="Seen."),
        make.answer(
            "disorder.psu", view=View.SATISFIED, fields={"needed": 16}, rests_on="Seen.", disclosure=Disclosure.PUBLIC
        ),
    )
    return make.record(**{"answers": answers, **more})


def _figures(record: Record, audience: Audience, length: Length = Length.STANDARD) -> list[Figure]:
    tree = annual_statement(for_audience(record, audience), audience, signed=None, length=length)
    return [block for block in tree.blocks if isinstance(block, Figure)]


def test_each_field_has_symbol_word_and_number() -> None:
    figure, table = threats_by_pillars(_record())
    assert isinstance(figure, Figure)
    assert isinstance(figure.chart, StateGrid)
    assert figure.chart.columns == ("Capabilities", "Capacity requirements")
    said = {row.title: [(cell.mark, cell.word, cell.number) for cell in row.cells] for row in figure.chart.rows}
    assert said == {
        "Terrorism": [(Mark.HALF, "Partly", "1 of 2"), (None, "", "")],
        "Disorder": [(None, "", ""), (Mark.CHECK, "Met", "1 of 1")],
        "Cyber": [(Mark.RING, "Not started", "0 of 1"), (None, "", "")],
    }
    assert isinstance(table, Table)
    assert table.rows[0] == ("Terrorism", "Partly\n1 of 2", "None asked")


def test_what_cannot_see_the_picture_is_told_how_often_each_state_stands_in_it() -> None:
    figure, _table = threats_by_pillars(_record())
    assert isinstance(figure, Figure)
    assert "3 threats by 2 pillars" in figure.alternative
    assert "1 “Not started”, 1 “Met” and 1 “Partly”" in figure.alternative


def test_nothing_is_drawn_where_nothing_is_answered() -> None:
    assert list(threats_by_pillars(make.record())) == []
    assert list(threats_by_pillars(_record(answers=(make.answer("terrorism.arv", rests_on="Begun."),)))) == []
    assert list(capacity_beside(make.record())) == []


def test_no_two_standings_of_different_meaning_share_symbol_and_word() -> None:
    assert set(MARKS) == set(Standing)
    assert len({MARKS[standing] for standing in (Standing.MET, Standing.PARTLY, Standing.NOT_MET)}) == 3


def test_national_figures_stand_beside_what_was_recorded_and_nothing_is_added() -> None:
    (figure,) = capacity_beside(_record())
    assert isinstance(figure.chart, BarChart)
    (group,) = figure.chart.groups
    assert group.title == "PSU"
    assert group.bars == (Bar("PSUs needed", 16), Bar("PSUs in England", 297, stands_beside=True))
    assert "PSUs needed 16" in figure.alternative
    assert not any("313" in words for words in words_in_picture(figure.chart))


@pytest.mark.parametrize("length", [Length.STANDARD, Length.FULL])
def test_the_office_sees_both_pictures_each_before_a_table_with_all_its_words(length: Length) -> None:
    tree = annual_statement(_record(), Audience.OFFICE, signed=None, length=length)
    places = [at for at, block in enumerate(tree.blocks) if isinstance(block, Figure)]
    assert len(places) == 2
    for at in places:
        figure, table = tree.blocks[at], tree.blocks[at + 1]
        assert isinstance(figure, Figure)
        assert isinstance(table, Table)
        texts = (*table.columns, *chain(*table.rows))
        assert all(any(words in text for text in texts) for words in words_in_picture(figure.chart))


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL])
def test_a_published_statement_shows_capacity_only_where_it_was_cleared_and_never_the_pillars(
    audience: Audience,
) -> None:
    assert _figures(_record(), audience) == []
    cleared = _record(clearances=(make.clearance(make.answer("disorder.psu")),))
    (figure,) = _figures(cleared, audience)
    assert isinstance(figure.chart, BarChart)
    hidden = replace(cleared, answers=tuple(replace(a, disclosure=Disclosure.OFFICE) for a in cleared.answers))
    assert _figures(hidden, audience) == []


def test_the_short_statement_has_no_picture() -> None:
    assert _figures(_record(), Audience.OFFICE, Length.SHORT) == []
