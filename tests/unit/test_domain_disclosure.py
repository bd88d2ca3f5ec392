"""Who may read what: every cell of the design's table, and what stands in the place of a withheld text."""

from __future__ import annotations

import itertools

import pytest

from assurance_app.domain.disclosure import Audience, Disclosure, Guarded, Marking, is_published, may_read
from assurance_app.domain.entities import Answer, EvidenceRevision, ThreatStatement

# As the design has it: audience, then public text, partners, force, office.
TABLE = """
    public yes no  no  no
    panel  yes no  no  no
    apcc   yes yes no  no
    force  yes yes yes no
    office yes yes yes yes
"""
CELLS = [
    (Audience(row[0]), Disclosure(column), cell == "yes")
    for row in (line.split() for line in TABLE.strip().splitlines())
    for column, cell in zip(("public", "partners", "force", "office"), row[1:], strict=True)
]


@pytest.mark.parametrize(("audience", "disclosure", "permitted"), CELLS)
def test_each_cell_of_the_table(audience: Audience, disclosure: Disclosure, permitted: bool) -> None:
    assert may_read(audience, disclosure) is permitted


def test_the_table_is_whole() -> None:
    assert {(audience, disclosure) for audience, disclosure, _ in CELLS} == set(itertools.product(Audience, Disclosure))


def test_only_what_anybody_can_read_is_published() -> None:
    assert {audience for audience in Audience if is_published(audience)} == {Audience.PUBLIC, Audience.PANEL}


def test_new_text_starts_at_office_and_nothing_above_official_sensitive_has_a_marking() -> None:
    assert Answer("a", "c", "r").disclosure is Disclosure.OFFICE
    assert ThreatStatement("s", "c", "t").disclosure is Disclosure.OFFICE
    assert EvidenceRevision("e@1", "e", 1, "briefing", "Title").disclosure is Disclosure.OFFICE
    assert [marking.value for marking in Marking] == ["OFFICIAL", "OFFICIAL-SENSITIVE"]


@pytest.mark.parametrize(("audience", "disclosure", "permitted"), CELLS)
def test_a_withheld_text_without_wording_leaves_nothing(
    audience: Audience, disclosure: Disclosure, permitted: bool
) -> None:
    assert Guarded("full", disclosure).permitted(audience) == ("full" if permitted else "")


@pytest.mark.parametrize(("audience", "disclosure", "permitted"), CELLS)
def test_the_wording_for_the_public_stands_for_what_is_withheld_and_always_in_public(
    audience: Audience, disclosure: Disclosure, permitted: bool
) -> None:
    shown = Guarded("full", disclosure, "for the public").permitted(audience)
    assert shown == ("full" if permitted and not is_published(audience) else "for the public")
