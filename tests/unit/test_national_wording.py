"""What the national summary says of none, of one and of many; and that a share is of those who could be in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assurance_app.domain.commissioning import Commission, EnteredReturn, EnteredThreat, Voice
from assurance_app.domain.content import Paragraph, Table
from assurance_app.domain.crosswalk import Crosswalk, Link, Relation
from assurance_app.domain.entities import Body
from assurance_app.domain.framework import Framework
from assurance_app.domain.national import (
    NationalPicture,
    Return,
    counted_words,
    national_picture,
    national_summary,
    national_workbook,
)
from assurance_app.domain.national_index import Standing, answer_index
from assurance_app.domain.national_matrix import pillar_matrix
from assurance_app.domain.national_rows import Counted
from assurance_app.domain.values import Opinion, View
from tests.factories import answer, body, cycle, framework, record, statement

YEAR = "2025-26"
ARV = "terrorism.arv"
OLDER = replace(
    framework(), id="older", sections=tuple(each for each in framework().sections if each.id != "terrorism")
)
BODIES = tuple(body(id=f"b{number}", name_as_used=f"Body {number}") for number in range(4))


def returned(of: Body, *, draft: bool = False, gap: str = "", older: bool = False) -> Return:
    its = replace(cycle(), id=f"{of.id}.{YEAR}", body_id=of.id, year=YEAR)
    answers = () if older else (answer(ARV, its.id, view=View.SATISFIED, gap=gap),)
    told = "disorder" if older else "terrorism"
    statements = (statement(told, its.id, opinion=Opinion.ASSURED, influence="It changed one objective."),)
    edition = OLDER if older else framework()
    made = record(framework=edition, body=of, cycle=its, answers=answers, threat_statements=statements)
    return Return(made, draft, "f" * 64, f"{of.id}.sprreturn", None, "2026-07-09T09:00:00Z")


def picture(*returns: Return, expected: int = 4, **more: object) -> NationalPicture:
    return national_picture(returns, YEAR, BODIES[:expected], **more)  # type: ignore[arg-type]


def said(found: NationalPicture) -> str:
    return " ".join(block.text for block in national_summary(found).blocks if isinstance(block, Paragraph))


def entered(of: Body) -> EnteredReturn:
    threat = EnteredThreat("terrorism", True, "The plan changed.", Opinion.ASSURED, Voice.BODY)
    return EnteredReturn(f"{YEAR}/{of.id}", YEAR, of.id, threats=(threat,))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (picture(), "Of 4 bodies expected to return for the year, none returned; nothing was received from 4."),
        (
            picture(returned(BODIES[0]), expected=1),
            "Of 1 body expected to return for the year, 1 returned; none is outstanding.",
        ),
        (
            picture(returned(BODIES[0]), returned(BODIES[1], draft=True), entered=[entered(BODIES[2])]),
            (
                "Of 4 bodies expected to return for the year, 1 returned; 1 gave a statement in another form, which "
                "was entered by the APCC; 1 sent a draft that is not approved; nothing was received from 1."
            ),
        ),
    ],
)
def test_every_expected_body_is_somewhere_in_the_first_sentence(found: NationalPicture, words: str) -> None:
    assert words in said(found)


def test_none_one_and_many_are_said_as_people_say_them() -> None:
    none, one = picture(returned(BODIES[0])), picture(returned(BODIES[0], gap="No."), returned(BODIES[1]))
    both = picture(returned(BODIES[0], gap="No."), returned(BODIES[1], gap="None."))
    assert "No approved return names a gap. No approved return names a departure." in said(none)
    assert "1 of 2 returns names a gap, 1 gap in all; a next step is named for none of these." in said(one)
    assert "2 of 2 returns name a gap, 2 gaps in all" in said(both)
    late = Commission(YEAR, YEAR, due_on="2026-06-30", framework_id="test-edition")
    told = said(picture(returned(BODIES[0]), returned(BODIES[1], older=True), commission=late))
    assert "2 of 2 returns and statements came after the day on which they were due." in told
    assert "1 of 2 returns and statements came on another edition than was asked for." in told


def test_what_an_edition_lacks_is_no_silence_of_those_who_use_it() -> None:
    found = picture(returned(BODIES[0]), returned(BODIES[1], older=True))
    opinions, led_to = [block for block in national_summary(found).blocks if isinstance(block, Table)][:2]
    of = {row[0]: row for row in opinions.rows}
    led = {row[0]: row for row in led_to.rows}
    assert of["Terrorism"][1] == "1 of 1"
    assert led["Terrorism"][1:] == ("1 of 1", "0 of 1")
    assert led["Disorder"][1:] == ("1 of 2", "0 of 2")


def test_a_pillar_counts_only_what_the_edition_of_the_body_asks() -> None:
    walk = Crosswalk("older", "test-edition", (Link("disorder.psu", "disorder.psu", Relation.EQUAL),))
    found = picture(returned(BODIES[0]), returned(BODIES[1]), returned(BODIES[2], older=True))
    index = answer_index(found, (walk,))
    rows = {row.row.body.id: row.cells for row in pillar_matrix(index, "Own duties").rows}
    asked = [sum(cell.tally.of for cell in rows[key] if cell.tally is not None) for key in ("b0", "b2")]
    assert asked == [sum(each.is_counted for each in index.asked), 1]
    assert {cell.code for cell in rows["b2"]} == {"nothing", "not-comparable"}


def test_what_several_bodies_have_many_of_is_no_share_of_them() -> None:
    assert counted_words(Counted(110, 40, tuple("abc"))) == "110, from 3 of 40"
    assert counted_words(Counted(3, 40, tuple("abc"), entered=1)) == "3 of 40, 1 of them entered by the APCC"


def test_a_share_with_entered_ones_stands_on_a_line_of_its_own_in_a_table() -> None:
    found = picture(returned(BODIES[0]), entered=[entered(BODIES[1])])
    table = next(block for block in national_summary(found).blocks if isinstance(block, Table))
    assert table.rows[0][1] == "2 of 2\n(1 entered by the APCC)"


def test_what_is_left_out_is_said_of_one_as_of_one() -> None:
    sheets = {sheet.name: sheet for sheet in national_workbook(picture(returned(BODIES[0]))).sheets}
    assert sheets["Distribution"].intro == ()
    its = replace(returned(BODIES[1], older=True).record, framework=replace(framework(), id="other"))
    other = Return(replace(its, answers=(answer(ARV, its.cycle.id, view=View.SATISFIED),)), False, "f" * 64, "x")
    sheets = {
        sheet.name: sheet
        for sheet in national_workbook(picture(returned(BODIES[0]), returned(BODIES[2]), other)).sheets
    }
    assert sheets["Distribution"].intro == (
        "Left out: 1 answer of 1 body, given on another edition without an equal requirement.",
    )


def revised(number: int, without: str = "") -> Framework:
    sections = tuple(
        replace(section, requirements=tuple(each for each in section.requirements if each.id != without))
        for section in framework().sections
    )
    return replace(framework(), revision=number, sections=sections)


def test_one_return_on_another_revision_decides_for_nobody() -> None:
    before, now = revised(1, without=ARV), revised(2)
    made_on = {BODIES[0]: now, BODIES[1]: now, BODIES[2]: before}

    def on(of: Body, edition: Framework) -> Return:
        found = returned(of, older=True)
        given = () if edition is before else (answer(ARV, found.record.cycle.id, view=View.SATISFIED),)
        return replace(found, record=replace(found.record, framework=edition, answers=given))

    found = picture(*(on(of, edition) for of, edition in made_on.items()))
    assert found.edition is now
    index = answer_index(found)
    asked = next(each for each in index.asked if each.id == ARV)
    standings = [index.standing(found.row(of.id), asked) for of in made_on]
    assert standings == [Standing.SATISFIED, Standing.SATISFIED, Standing.NOT_COMPARABLE]
    other = next(each for each in index.asked if each.id == "disorder.psu")
    assert index.standing(found.row(BODIES[2].id), other) is Standing.NO_ANSWER


def test_of_one_revision_the_content_that_most_brought_along_is_shown() -> None:
    honest = revised(1)
    forged = replace(honest, sections=tuple(replace(each, title="Forged") for each in honest.sections))

    def on(of: Body, edition: Framework) -> Return:
        found = returned(of, older=True)
        return replace(found, record=replace(found.record, framework=edition))

    found = picture(on(BODIES[0], honest), on(BODIES[1], honest), on(BODIES[2], forged))
    assert found.edition is honest
    assert "Forged" not in {threat.title for threat in found.threats}
