"""What is behind the numbers of the national picture: matrices, distributions, gaps, changes, what was entered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.commissioning import Commission, EnteredReturn, EnteredThreat, ExpectedBody, Voice
from assurance_app.domain.content import spoken_text
from assurance_app.domain.crosswalk import Change, Crosswalk, Link, Relation
from assurance_app.domain.entities import Answer, Body
from assurance_app.domain.framework import Framework, Tier
from assurance_app.domain.holdings import CapacityFigure
from assurance_app.domain.national import (
    Conclusion,
    Counted,
    NationalPicture,
    Return,
    ReturnState,
    Standing,
    answer_index,
    capacity_sums,
    common_departures,
    common_gaps,
    distributions,
    evidence_relied_on,
    named_departures,
    national_picture,
    national_summary,
    national_workbook,
    opinion_matrix,
    pillar_matrix,
    requirement_matrix,
    side_by_side,
    year_on_year,
)
from assurance_app.domain.national_capacity import Measured
from assurance_app.domain.national_change import Movement
from assurance_app.domain.national_matrix import NOT_PROVIDED, GroupBy, Measure, PillarStanding, Shown
from assurance_app.domain.values import Opinion, Position, Provided, View
from tests.factories import answer, body, cycle, evidence, framework, link, record, statement

YEAR = "2025-26"


def a_body(key: str, region: str = "eastern", rocu: str = "ERSOU") -> Body:
    return body(
        id=key, name_as_used=f"{key.title()} PCC", mobilisation_region=region, rocu=rocu, invented=False,
        legal_name=f"PCC for {key.title()}", police_area=key.title(), force=f"{key.title()} Police",
    )  # fmt: skip


def a_return(
    of: Body,
    *answers: Answer,
    opinions: dict[str, Opinion] | None = None,
    edition: Framework | None = None,
    draft: bool = False,
    year: str = YEAR,
    received_at: str = "2026-05-11T09:00:00Z",
    **more: object,
) -> Return:
    its = replace(cycle(), id=f"{of.id}.{year}", body_id=of.id, year=year)
    statements = tuple(statement(key, its.id, opinion=opinion) for key, opinion in (opinions or {}).items())
    made = record(
        framework=edition or framework(), body=of, cycle=its, answers=answers, threat_statements=statements, **more
    )
    return Return(made, draft, "f" * 64, f"{of.id}.sprreturn", None, received_at)


def entered(of: Body, *threats: EnteredThreat, **more: str) -> EnteredReturn:
    return EnteredReturn(f"{YEAR}/{of.id}", YEAR, of.id, threats=threats, **more)


ALPHA = a_body("alpha")
BRAVO = a_body("bravo", "wales", "TARIAN")
CHARLIE = a_body("charlie")
DELTA = a_body("delta", "wales", "NWROCU")
ECHO = a_body("echo", "", "")
ALL = (ALPHA, BRAVO, CHARLIE, DELTA, ECHO)

ARV, PLAN, PSU, BUDGET = "terrorism.arv", "terrorism.plan", "disorder.psu", "own-duties.budget"

OLDER = replace(
    framework(),
    id="older",
    sections=tuple(
        replace(section, requirements=tuple(replace(each, id=f"old.{each.id}") for each in section.requirements))
        for section in framework().sections
    ),
)
WALK = Crosswalk(
    "older",
    "test-edition",
    (
        Link(f"old.{ARV}", ARV, Relation.EQUAL, same_words=True),
        Link(f"old.{PLAN}", PLAN, Relation.EQUAL),
        Link(f"old.{PSU}", PSU, Relation.NARROWER),
        Link(f"old.{BUDGET}", BUDGET, Relation.EQUAL),
        Link(f"old.{BUDGET}", "own-duties.plan", Relation.OVERLAPS),
    ),
    withdrawn=("old.cyber.unit",),
    added=("cyber.unit",),
)


def a_picture(**more: object) -> NationalPicture:
    """Alpha and Bravo returned, Bravo on an older edition; Charlie was entered; Delta sent a draft; nothing of Echo."""
    given = {
        "entered": [
            entered(CHARLIE, EnteredThreat("terrorism", True, "The plan changed.", Opinion.ASSURED, Voice.BODY))
        ],
        **more,
    }
    return national_picture(
        [
            a_return(
                ALPHA,
                answer(ARV, view=View.NOT_SATISFIED, provided=Provided.NO_ACCESS, gap="None trained.", next_step="Go."),
                answer(PLAN, position=Position.FOLLOWED),
                answer(PSU, view=View.SATISFIED, provided=Provided.IN_FORCE, fields={"needed": 4}),
                opinions={"terrorism": Opinion.NOT_ASSURED},
            ),
            a_return(
                BRAVO,
                answer(f"old.{ARV}", view=View.PARTLY_SATISFIED, provided=Provided.REGIONALLY, gap="Too few."),
                answer(f"old.{PSU}", view=View.NOT_SATISFIED, gap="Fewer units."),
                answer(f"old.{BUDGET}", position=Position.NOT_FOLLOWED, reason="Late."),
                opinions={"terrorism": Opinion.ASSURED},
                edition=OLDER,
            ),
            a_return(
                DELTA, answer(ARV, view=View.SATISFIED, gap="Not counted."), opinions={"terrorism": Opinion.ASSURED},
                draft=True,
            ),
        ],
        YEAR,
        ALL,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def of(counts: Counted) -> tuple[int, int, tuple[str, ...]]:
    return counts.number, counts.of, counts.bodies


# Who is here


def test_an_approved_return_goes_before_what_was_entered_and_that_before_a_draft() -> None:
    read = [entered(each, EnteredThreat("terrorism", conclusion=Opinion.NOT_ASSURED)) for each in (ALPHA, DELTA)]
    picture = a_picture(entered=read)
    states = {row.body.id: row.state for row in picture.bodies}
    assert states["alpha"] is ReturnState.RETURNED
    assert states["delta"] is ReturnState.ENTERED
    assert [row.body.id for row in picture.bodies if row.stands_aside] == ["alpha"]
    terrorism = picture.count(picture.threats[0])
    assert of(terrorism.by_opinion[Opinion.NOT_ASSURED]) == (2, 3, ("alpha", "delta"))
    assert terrorism.by_opinion[Opinion.NOT_ASSURED].entered == 1
    assert [row.body.id for row, _found in picture.received] == ["alpha", "bravo"]


def test_every_count_says_which_bodies_are_behind_it_and_how_many_were_entered() -> None:
    picture = a_picture()
    count = picture.count(picture.threats[0])
    assert of(count.by_opinion[Opinion.ASSURED]) == (2, 3, ("bravo", "charlie"))
    assert count.by_opinion[Opinion.ASSURED].entered == 1
    assert of(picture.standing(ReturnState.ENTERED)) == (1, 5, ("charlie",))
    assert [row.body.id for row in picture.approved] == ["alpha", "bravo"]


def test_what_the_force_concludes_is_no_opinion_of_the_body() -> None:
    read = [entered(CHARLIE, EnteredThreat("terrorism", conclusion=Opinion.ASSURED, voice=Voice.FORCE))]
    picture = a_picture(entered=read)
    assert picture.conclusion(picture.row("charlie"), picture.threats[0]) is Conclusion.NONE_YET


def test_who_is_late_or_on_another_edition_is_held_against_the_commission() -> None:
    asked = Commission(YEAR, YEAR, due_on="2026-05-10", framework_id="test-edition")
    rows = {row.body.id: row for row in a_picture(commission=asked).bodies}
    assert {key for key, row in rows.items() if row.is_late} == {"alpha", "bravo", "delta"}
    assert {key for key, row in rows.items() if row.has_other_edition} == {"bravo"}
    in_time = replace(asked, due_on="2026-05-11")
    assert not any(row.is_late for row in a_picture(commission=in_time).bodies)


def test_bodies_that_owe_none_or_merged_are_not_expected_and_not_chased() -> None:
    lines = [
        *(ExpectedBody(f"{YEAR}/{each.id}", YEAR, each.id) for each in (ALPHA, BRAVO, CHARLIE)),
        ExpectedBody(f"{YEAR}/echo", YEAR, "echo", owes=False, reason="Merged.", merged_into="alpha"),
        ExpectedBody("2024-25/delta", "2024-25", "delta"),
    ]
    picture = a_picture(lines=lines)
    assert [row.body.id for row in picture.expected] == ["alpha", "bravo", "charlie"]
    assert picture.row("echo").state is ReturnState.OWES_NONE
    assert [row.body.id for row in picture.others] == ["delta"]
    assert picture.conclusion(picture.row("echo"), picture.threats[0]) is Conclusion.OWES_NONE
    said = " ".join(spoken_text(national_summary(picture)))
    assert "1 body owes no return for the year." in said
    notes = next(sheet for sheet in national_workbook(picture).sheets if sheet.name == "Tracker").rows
    assert [row[-1] for row in notes if row[0] == "Echo PCC"] == ["Merged into Alpha PCC.\nMerged."]


def test_the_marking_is_the_one_that_was_decided() -> None:
    decided = Commission(YEAR, YEAR, marking="OFFICIAL-SENSITIVE")
    assert a_picture().marking == "OFFICIAL"
    assert a_picture(commission=decided).marking == "OFFICIAL-SENSITIVE"
    read = [entered(CHARLIE, marking="OFFICIAL-SENSITIVE")]
    assert a_picture(entered=read).marking == "OFFICIAL-SENSITIVE"


# Matrices


def test_the_opinion_matrix_stands_in_the_order_of_the_alphabet_and_sorts_and_filters_and_groups() -> None:
    picture = a_picture()
    plain = opinion_matrix(picture)
    assert [row.row.body.id for row in plain.rows] == ["alpha", "bravo", "charlie", "delta", "echo"]
    assert [row.cells[0].code for row in plain.rows] == [
        "not-assured", "assured", "assured", "assured", "not-received"
    ]  # fmt: skip
    assert {code: each.number for code, each in plain.counts[0].items()} == {"not-assured": 1, "assured": 2}
    by_opinion = opinion_matrix(picture, Shown(sort_by="terrorism"))
    assert [row.row.body.id for row in by_opinion.rows] == ["bravo", "charlie", "delta", "alpha", "echo"]
    backwards = opinion_matrix(picture, Shown(sort_by="terrorism", descending=True))
    assert [row.row.body.id for row in backwards.rows] == ["echo", "alpha", "bravo", "charlie", "delta"]
    grouped = opinion_matrix(picture, Shown(group_by=GroupBy.REGION))
    assert [(group.id, [row.row.body.id for row in group.rows]) for group in grouped.groups] == [
        ("eastern", ["alpha", "charlie"]),
        ("wales", ["bravo", "delta"]),
        ("", ["echo"]),
    ]
    units = opinion_matrix(picture, Shown(group_by=GroupBy.CRIME_UNIT))
    assert [group.id for group in units.groups] == ["ERSOU", "NWROCU", "TARIAN", ""]


@pytest.mark.parametrize(
    ("shown", "bodies"),
    [
        (Shown(states=frozenset({ReturnState.DRAFT, ReturnState.ENTERED})), ["charlie", "delta"]),
        (Shown(editions=frozenset({"older"})), ["bravo"]),
        (Shown(regions=frozenset({"wales"})), ["bravo", "delta"]),
        (Shown(opinions=frozenset({Conclusion.NOT_ASSURED}), on_threat="terrorism"), ["alpha"]),
        (Shown(opinions=frozenset({Conclusion.NONE_YET}), on_threat="cyber"), ["alpha", "bravo", "charlie", "delta"]),
        (Shown(states=frozenset({ReturnState.RETURNED}), regions=frozenset({"eastern"})), ["alpha"]),
    ],
)
def test_rows_are_filtered(shown: Shown, bodies: list[str]) -> None:
    matrix = opinion_matrix(a_picture(), shown)
    assert [row.row.body.id for row in matrix.rows] == bodies
    assert set(bodies) >= {key for each in matrix.counts[0].values() for key in each.bodies}


def test_the_requirement_matrix_shows_where_each_body_stands_or_why_not() -> None:
    index = answer_index(a_picture(), [WALK])
    asked = [each for each in index.asked if each.id in (ARV, PSU, "cyber.unit")]
    matrix = requirement_matrix(index, asked)
    assert [column.id for column in matrix.columns] == [ARV, PSU, "cyber.unit"]
    assert {row.row.body.id: tuple(cell.code for cell in row.cells) for row in matrix.rows} == {
        "alpha": ("not-satisfied", "satisfied", "no-answer"),
        "bravo": ("partly-satisfied", "not-comparable", "not-comparable"),
        "charlie": ("no-file", "no-file", "no-file"),
        "delta": ("satisfied", "no-answer", "no-answer"),
        "echo": ("not-received", "not-received", "not-received"),
    }
    provided = requirement_matrix(index, asked[:1], Measure.PROVIDED)
    assert [row.cells[0].code for row in provided.rows] == [
        "no-access", "regionally", "no-file", NOT_PROVIDED, "not-received"
    ]  # fmt: skip


def test_without_a_crosswalk_nothing_of_another_edition_is_compared_and_that_is_counted() -> None:
    index = answer_index(a_picture())
    assert [(each.body_id, each.edition_id, each.answers) for each in index.left_out] == [("bravo", "older", 3)]
    assert [each.answers for each in answer_index(a_picture(), [WALK]).left_out] == [2]


def test_pillars_sum_up_what_stands_beneath_them() -> None:
    matrix = pillar_matrix(answer_index(a_picture(), [WALK]), "Own duties")
    assert [column.title for column in matrix.columns] == ["Own duties", "Capabilities", "Capacity requirements"]
    cells = {row.row.body.id: [cell.code for cell in row.cells] for row in matrix.rows}
    assert cells["alpha"] == [PillarStanding.NOTHING, PillarStanding.SOME_NOT_MET, PillarStanding.ALL_MET]
    assert cells["bravo"] == [
        PillarStanding.NOT_COMPARABLE, PillarStanding.SOME_PARTLY, PillarStanding.NOT_COMPARABLE
    ]  # fmt: skip
    assert cells["charlie"] == [PillarStanding.NO_FILE] * 3


# Distributions, gaps, evidence


def test_a_distribution_adds_up_to_the_returns_that_can_be_compared() -> None:
    picture = a_picture()
    for each in distributions(answer_index(picture, [WALK])):
        assert sum(found.number for found in each.by_standing.values()) == each.of
        assert each.of + each.left_out.number == len(picture.approved)
        if each.by_provided:
            assert sum(found.number for found in each.by_provided.values()) == each.of
    arv = next(each for each in distributions(answer_index(picture, [WALK])) if each.asked.id == ARV)
    assert of(arv.by_standing[Standing.NOT_SATISFIED]) == (1, 2, ("alpha",))
    assert arv.by_standing[Standing.NOT_SATISFIED].requirement_id == ARV
    assert of(arv.by_provided["regionally"]) == (1, 2, ("bravo",))


def test_the_most_common_gaps_come_first_with_who_names_them_and_what_is_next() -> None:
    gaps = common_gaps(answer_index(a_picture(), [WALK]))
    assert [(each.id, of(each.counted), each.with_next_step.number) for each in gaps] == [
        (ARV, (2, 2, ("alpha", "bravo")), 1),
        (f"older: old.{PSU}", (1, 2, ("bravo",)), 0),
    ]
    assert [named.answer.gap for named in gaps[0].named] == ["None trained.", "Too few."]


def test_departures_come_with_their_reasons() -> None:
    gone = common_departures(answer_index(a_picture(), [WALK]))
    assert [(each.id, each.counted.bodies, each.with_reason.number) for each in gone] == [
        (ARV, ("alpha",), 0),
        (f"older: old.{PSU}", ("bravo",), 0),
        (f"older: old.{BUDGET}", ("bravo",), 1),
    ]
    assert len(named_departures(a_picture())) == 3


def test_evidence_is_counted_by_type_with_what_rests_on_it() -> None:
    paper, other = evidence("a"), evidence("b", type="exercise-or-test")
    said = (answer(ARV), answer(PSU))
    found = a_return(
        ALPHA, *said, evidence=(paper, other), links=(link(paper, said[0]), link(paper, said[1]), link(other, said[0]))
    )
    again = evidence("a", 2)
    bravo = a_return(BRAVO, *said, evidence=(paper, again), links=(link(paper, said[0]), link(again, said[1])))
    relied = evidence_relied_on(national_picture([found, bravo], YEAR, ALL))
    assert [(each.type, of(each.items), each.links) for each in relied] == [
        ("scrutiny", (2, 2, ("alpha", "bravo")), 4),
        ("exercise-or-test", (1, 2, ("alpha",)), 1),
    ]


# Capacity


def test_capacity_is_off_in_a_commissioned_year_until_it_is_switched_on() -> None:
    off, on = Commission(YEAR, YEAR), Commission(YEAR, YEAR, with_capacity=True)
    assert capacity_sums(a_picture(commission=off)) == ()
    assert "Capacity" not in [sheet.name for sheet in national_workbook(a_picture(commission=off)).sheets]
    assert [each.total for each in capacity_sums(a_picture(commission=on))] == [4]
    assert "Capacity that bodies recorded" not in " ".join(spoken_text(national_summary(a_picture(commission=off))))
    said = " ".join(spoken_text(national_summary(a_picture(commission=on))))
    assert "1 of 5" in said
    assert "not above it" in said
    assert "PSUs in England: 297 (20 February 2023)" in said


def test_a_figure_kept_from_year_to_year_counts_once_and_a_regions_is_never_summed() -> None:
    kept = tuple(
        CapacityFigure(f"{of_body.id}/{name}", of_body.id, YEAR, name, number)
        for of_body, name, number in ((BRAVO, "psu-needed", 6), (BRAVO, "region-psu", 30), (ALPHA, "psu-needed", 99))
    )
    measures = (
        Measured("psu-needed", "PSUs needed", "psu", Tier.LOCAL, PSU, "needed"),
        Measured("region-psu", "PSUs of the region", "psu", Tier.REGIONAL),
    )
    returns = [
        a_return(ALPHA, answer(PSU, fields={"needed": 4}), capacity_figures=kept[2:]),
        a_return(BRAVO, capacity_figures=kept[:2]),
    ]
    picture = national_picture(returns, YEAR, ALL)
    (found,) = capacity_sums(picture, measures)
    assert (found.total, of(found.rests_on), found.label, found.unit) == (
        10,
        (2, 5, ("alpha", "bravo")),
        "PSUs needed",
        "PSU",
    )
    rows = next(
        sheet for sheet in national_workbook(picture, measures=measures).sheets if sheet.name == "Capacity"
    ).rows
    assert [(row[0], row[5], row[6]) for row in rows] == [
        ("Alpha PCC", "PSUs needed", 4),
        ("Bravo PCC", "PSUs needed", 6),
        ("Bravo PCC", "PSUs of the region", 30),
    ]


# Change


def test_conclusions_are_held_against_last_years_body_by_body() -> None:
    then = [
        a_return(ALPHA, opinions={"terrorism": Opinion.ASSURED, "cyber": Opinion.ASSURED}, year="2024-25"),
        a_return(CHARLIE, opinions={"terrorism": Opinion.PARTLY_ASSURED}, year="2024-25"),
        a_return(DELTA, year="2024-25"),
    ]
    changes = year_on_year(a_picture(), national_picture(then, "2024-25", ALL))
    moved = {each.threat.id: {key: found.bodies for key, found in each.by_movement.items()} for each in changes.threats}
    assert moved["terrorism"] == {
        Movement.UP: ("charlie",), Movement.SAME: (), Movement.DOWN: ("alpha",), Movement.NEW: (), Movement.LAPSED: ()
    }  # fmt: skip
    assert moved["cyber"][Movement.LAPSED] == ("alpha",)
    assert moved["cyber"][Movement.SAME] == ("charlie",)
    assert [(each.of, each.left_out.bodies) for each in changes.threats] == [(2, ("bravo",))] * 3
    assert changes.only_last_year == ("delta",)


def test_editions_stand_side_by_side_with_what_cannot_be_compared_counted() -> None:
    picture = a_picture()
    found = side_by_side(picture, picture, OLDER, framework(), WALK)
    assert [(pair.old.id, pair.new.id, pair.change) for pair in found.pairs] == [
        (f"old.{ARV}", ARV, Change.UNCHANGED),
        (f"old.{PLAN}", PLAN, Change.REWORDED),
    ]
    assert dict(found.left_out) == {Change.SPLIT: 1, Change.WITHDRAWN: 1, Change.NEW: 1}
    assert found.unlike == 1
    assert found.returns == (1, 1)
    assert of(found.pairs[0].before[Standing.PARTLY_SATISFIED]) == (1, 1, ("bravo",))
    assert of(found.pairs[0].now[Standing.NOT_SATISFIED]) == (1, 1, ("alpha",))


# Everything agrees with a sum done by hand


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("returned", "draft", "entered", "nothing")),
            st.sampled_from(Opinion),
            st.none() | st.sampled_from(View),
            st.booleans(),
            st.integers(0, 9),
        ),
        max_size=9,
    )
)
def test_picture_workbook_and_summary_agree_with_a_sum_done_by_hand(
    rows: list[tuple[str, Opinion, View | None, bool, int]],
) -> None:
    bodies = [a_body(f"body{number}") for number in range(len(rows))]
    returns, read = [], []
    by_opinion: Counter[Opinion] = Counter()
    by_view: Counter[str] = Counter()
    gaps = psu = approved = 0
    for of_body, (came, opinion, view, has_gap, number) in zip(bodies, rows, strict=True):
        said = [answer(PSU, view=view, gap="Few." if has_gap else "", fields={"needed": number})] if view else []
        if came == "entered":
            read.append(entered(of_body, EnteredThreat("disorder", conclusion=opinion)))
        elif came != "nothing":
            returns.append(a_return(of_body, *said, opinions={"disorder": opinion}, draft=came == "draft"))
        by_opinion[opinion] += came in ("returned", "entered")
        if came == "returned":
            approved += 1
            by_view[view.value if view else "no-answer"] += 1
            gaps += bool(view and has_gap)
            psu += number if view else 0
    picture = national_picture(returns, YEAR, bodies, entered=read, editions=[framework()])
    index = answer_index(picture)
    disorder = next(threat for threat in picture.threats if threat.id == "disorder")
    counts = {opinion: each.number for opinion, each in picture.count(disorder).by_opinion.items()}
    assert counts == {opinion: by_opinion[opinion] for opinion in Opinion}
    spread = next(each for each in distributions(index) if each.asked.id == PSU)
    assert {key.value: each.number for key, each in spread.by_standing.items() if each.number} == +by_view
    assert sum(each.total for each in capacity_sums(picture)) == psu
    sheets = {sheet.name: sheet for sheet in national_workbook(picture).sheets}
    matrix = opinion_matrix(picture)
    at = [column.id for column in matrix.columns].index("disorder")
    assert {code: each.number for code, each in matrix.counts[at].items()} == {
        opinion.value: number for opinion, number in by_opinion.items() if number
    }
    counted = next(row for row in sheets["Opinion counts"].rows if row[0] == "Disorder")
    assert list(counted[1:5]) == [by_opinion[opinion] for opinion in Opinion]
    assert counted[6] == len(read)
    assert sum(row[1] == "Returned" and bool(row[7]) for row in sheets["Gaps and actions"].rows) == gaps
    assert sum(row[4] for row in sheets["Capacity sums"].rows if isinstance(row[4], int)) == psu
    answered = Counter(
        row[8]
        for row in sheets["Answers"].rows
        if row[1] == "Returned" and row[7] == "Psu" and row[8] != "Not recorded"
    )
    assert sum(answered.values()) == sum(by_view.values()) - by_view["no-answer"]
    said_all = " ".join(spoken_text(national_summary(picture)))
    if gaps:
        assert re.search(rf"of {approved} returns names? a gap, {gaps} gaps? in all", said_all)
    assert ("No approved return names a gap." in said_all) == bool(approved and not gaps)
    everything = [*picture.count(disorder).by_opinion.values(), *spread.by_standing.values()]
    assert all(len(each.bodies) == each.number and len(set(each.bodies)) == each.number for each in everything)
