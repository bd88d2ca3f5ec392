"""The national picture: what is counted, what is not, and that every place says the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.content import Paragraph, Table, spoken_text
from assurance_app.domain.entities import Body
from assurance_app.domain.framework import Framework
from assurance_app.domain.national import (
    Conclusion,
    NationalPicture,
    Return,
    ReturnState,
    capacity_sums,
    national_picture,
    national_summary,
    national_workbook,
)
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import Opinion, Position, View
from assurance_app.domain.workbook import Cell, Sheet, Tone
from tests.factories import answer, body, cycle, framework, record, statement

YEAR = "2025-26"
HOSTILE = "risk < 5 & {{ x }} =1+1 \u202eabc\u202c 😀"


def a_body(key: str, name: str = "", *, invented: bool = False) -> Body:
    return body(id=key, name_as_used=name or f"{key.title()} PCC", mobilisation_region="eastern", invented=invented)


def a_record(
    of: Body,
    opinions: dict[str, Opinion],
    *,
    psu: int | None = None,
    edition: Framework | None = None,
    year: str = YEAR,
) -> Record:
    edition = edition or framework()
    of_year = replace(cycle(), id=f"{of.id}.{year}", body_id=of.id, year=year)
    fields = {} if psu is None else {"needed": psu}
    return record(
        framework=edition,
        body=of,
        cycle=of_year,
        answers=(
            answer("own-duties.plan", of_year.id, position=Position.NOT_FOLLOWED, reason=HOSTILE),
            answer("terrorism.arv", of_year.id, view=View.PARTLY_SATISFIED, gap=HOSTILE, next_step="Train."),
            answer("terrorism.plan", of_year.id, position=Position.FOLLOWED, next_step="Go on."),
            answer("disorder.psu", of_year.id, view=View.SATISFIED, fields=fields),
        ),
        threat_statements=tuple(
            statement(section, of_year.id, regard=HOSTILE, opinion=opinion) for section, opinion in opinions.items()
        ),
    )


def returned(of: Record, *, draft: bool = False) -> Return:
    return Return(of, draft, "f" * 64, f"{of.body.id}.sprreturn", None)


ALPHA, BRAVO, CHARLIE, DELTA = (a_body(key) for key in ("alpha", "bravo", "charlie", "delta"))
STRANGER = a_body("stranger", "A stranger's PCC", invented=True)
WITHOUT_CYBER = replace(
    framework(), id="older", sections=tuple(section for section in framework().sections if section.id != "cyber")
)


def a_picture() -> NationalPicture:
    """Alpha and Bravo returned, Bravo on an older edition; Charlie sent a draft; nothing from Delta; a stranger."""
    return national_picture(
        (
            returned(a_record(STRANGER, {"terrorism": Opinion.NOT_ASSURED}, psu=100)),
            returned(a_record(CHARLIE, {"terrorism": Opinion.ASSURED, "cyber": Opinion.ASSURED}, psu=50), draft=True),
            returned(a_record(BRAVO, {"terrorism": Opinion.PARTLY_ASSURED}, psu=7, edition=WITHOUT_CYBER)),
            returned(a_record(ALPHA, {"terrorism": Opinion.ASSURED, "cyber": Opinion.NOT_ASSURED}, psu=16)),
        ),
        YEAR,
        (DELTA, CHARLIE, BRAVO, ALPHA),
    )


def sheet(name: str, picture: NationalPicture | None = None) -> Sheet:
    return next(sheet for sheet in national_workbook(picture or a_picture()).sheets if sheet.name == name)


def column(of: Sheet, header: str) -> list[Cell]:
    at = [each.header for each in of.columns].index(header)
    return [row[at] for row in of.rows]


# The picture


def test_bodies_stand_in_the_order_of_the_alphabet_with_where_their_return_stands() -> None:
    assert [(row.body.id, row.is_expected, row.state) for row in a_picture().bodies] == [
        ("stranger", False, ReturnState.RETURNED),
        ("alpha", True, ReturnState.RETURNED),
        ("bravo", True, ReturnState.RETURNED),
        ("charlie", True, ReturnState.DRAFT),
        ("delta", True, ReturnState.NOT_RECEIVED),
    ]


def test_an_expected_body_goes_by_the_name_that_it_is_known_by() -> None:
    claimed = replace(ALPHA, name_as_used="Somebody else")
    picture = national_picture([returned(a_record(claimed, {}))], YEAR, [ALPHA])
    assert [row.body.name_as_used for row in picture.bodies] == ["Alpha PCC"]


def test_what_a_body_concludes_or_why_there_is_nothing() -> None:
    picture = a_picture()
    cyber = next(threat for threat in picture.threats if threat.id == "cyber")
    assert [picture.conclusion(row, cyber) for row in picture.bodies] == [
        Conclusion.NONE_YET,
        Conclusion.NOT_ASSURED,
        Conclusion.NOT_IN_EDITION,
        Conclusion.ASSURED,
        Conclusion.NOT_RECEIVED,
    ]


def test_counts_are_of_approved_returns_whose_edition_has_the_threat() -> None:
    picture = a_picture()
    counts = {threat.id: picture.count(threat) for threat in picture.threats}
    assert {opinion: each.number for opinion, each in counts["terrorism"].by_opinion.items()} == {
        Opinion.ASSURED: 1,
        Opinion.PARTLY_ASSURED: 1,
        Opinion.NOT_ASSURED: 1,
        Opinion.NONE_YET: 0,
    }
    assert (counts["terrorism"].of, counts["terrorism"].not_in_edition.number) == (3, 0)
    assert (counts["cyber"].of, counts["cyber"].not_in_edition.number) == (2, 1)


def test_threats_are_titled_as_most_returns_title_them_and_none_is_lost() -> None:
    later = replace(
        framework(),
        sections=(*(replace(each, title=f"{each.title} (new)") for each in framework().sections),),
    )
    more = replace(later, sections=(*later.sections, replace(later.sections[1], id="quantum", title="Quantum")))
    picture = national_picture(
        [
            returned(a_record(ALPHA, {}, edition=more)),
            returned(a_record(BRAVO, {})),
            returned(a_record(CHARLIE, {})),
        ],
        YEAR,
        [],
    )
    assert [(threat.id, threat.title) for threat in picture.threats] == [
        ("terrorism", "Terrorism"),
        ("disorder", "Disorder"),
        ("cyber", "Cyber"),
        ("quantum", "Quantum"),
    ]


def test_a_return_of_another_year_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        national_picture([returned(a_record(ALPHA, {}, year="2024-25"))], YEAR, [])
    assert refused.value.code == "return.other-year"


def test_two_returns_of_one_body_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        national_picture([returned(a_record(ALPHA, {})), returned(a_record(ALPHA, {}))], YEAR, [])
    assert refused.value.code == "return.twice"


def test_the_highest_marking_among_the_returns_is_that_of_the_whole() -> None:
    plain = a_record(ALPHA, {})
    sensitive = replace(plain, body=BRAVO, cycle=replace(plain.cycle, marking="OFFICIAL-SENSITIVE"))
    assert national_picture([returned(plain)], YEAR, []).marking == "OFFICIAL"
    picture = national_picture([returned(plain), returned(sensitive)], YEAR, [])
    assert picture.marking == national_summary(picture).marking == national_workbook(picture).marking
    assert picture.marking == "OFFICIAL-SENSITIVE"
    assert national_summary(picture, "OFFICIAL").marking == national_workbook(picture, "OFFICIAL").marking == "OFFICIAL"


def test_sums_leave_drafts_out_say_whom_they_rest_on_and_keep_national_figures_apart() -> None:
    (found,) = capacity_sums(a_picture())
    assert (found.label, found.total, found.unit) == ("PSUs needed", 16 + 7 + 100, "PSU")
    assert (found.expected_bodies, found.other_bodies) == (2, 1)
    assert found.beside == ("PSUs in England: 297 (20 February 2023)",)


def test_figures_in_different_units_are_not_summed() -> None:
    edition = framework()
    disorder = edition.section("disorder")
    (asked,) = disorder.requirements
    other_unit = replace(asked, fields=(replace(asked.fields[0], unit="officers"), *asked.fields[1:]))
    sections = tuple(
        replace(disorder, requirements=(other_unit,)) if each.id == "disorder" else each for each in edition.sections
    )
    other = replace(edition, sections=sections)
    picture = national_picture(
        [returned(a_record(ALPHA, {}, psu=1)), returned(a_record(BRAVO, {}, psu=10, edition=other))], YEAR, []
    )
    assert [(found.total, found.unit) for found in capacity_sums(picture)] == [(1, "PSU"), (10, "officers")]


# The workbook


def test_the_workbook_has_its_sheets_and_every_row_fits() -> None:
    book = national_workbook(a_picture())
    assert [sheet.name for sheet in book.sheets] == [
        "Cover",
        "Commission",
        "Tracker",
        "Matrix",
        "Opinion counts",
        "Answers",
        "Distribution",
        "Narratives",
        "Departures",
        "Gaps and actions",
        "For the Home Office",
        "Most common",
        "Capacity",
        "Capacity sums",
        "Evidence",
        "Data dictionary",
    ]
    for each in book.sheets:
        assert all(len(row) == len(each.columns) for row in each.rows), each.name


def test_the_cover_says_who_is_counted() -> None:
    cover = {row[0]: row[1] for row in sheet("Cover").rows}
    assert cover["Returned"] == "2 of 4 bodies, and 1 not among the expected bodies"
    assert cover["Draft, not approved"] == "1 of 4 bodies"
    assert cover["Not received"] == "1 of 4 bodies"


def test_the_matrix_says_in_words_what_each_body_concludes() -> None:
    found = sheet("Matrix")
    assert [each.header for each in found.columns][:2] == ["Body", "State"]
    assert [tuple(row[at] for at in (0, 1, 4, 5, 6)) for row in found.rows] == [
        ("A stranger's PCC", "Returned", "Not assured", "None yet", "None yet"),
        ("Alpha PCC", "Returned", "Assured", "None yet", "Not assured"),
        ("Bravo PCC", "Returned", "Partly assured", "None yet", "Not in its edition"),
        ("Charlie PCC", "Draft, not approved", "Assured", "None yet", "Assured"),
        ("Delta PCC", "Not received", "Not received", "Not received", "Not received"),
    ]


def test_the_matrix_counts_what_is_met_under_each_pillar() -> None:
    one_not = "0 of 2, 1 not"
    assert column(sheet("Matrix"), "Own duties") == [one_not, one_not, "Not comparable", one_not, "Not received"]
    assert column(sheet("Matrix"), "Capabilities")[1] == "1 of 4, 1 partly"


def test_every_state_of_the_matrix_has_a_ground_and_an_opinion_its_own() -> None:
    found = sheet("Matrix")
    for row in found.rows:
        for cell, each in zip(row[4:7], found.columns[4:7], strict=True):
            assert cell in each.tones
    tones = found.columns[4].tones
    assert [tones[words] for words in ("Assured", "Partly assured", "Not assured", "None yet")] == [
        Tone.GOOD,
        Tone.PARTLY,
        Tone.BAD,
        Tone.NONE,
    ]


def test_who_returned_names_file_and_fingerprint() -> None:
    found = sheet("Tracker")
    assert column(found, "Expected") == ["Not among the expected bodies", "Yes", "Yes", "Yes", "Yes"]
    assert column(found, "File")[1:] == ["alpha.sprreturn", "bravo.sprreturn", "charlie.sprreturn", ""]
    assert column(found, "Fingerprint")[1] == "f" * 64
    assert column(found, "Region")[1] == "Eastern"


def test_departures_and_gaps_are_listed_body_by_body_drafts_with_their_state() -> None:
    assert column(sheet("Departures"), "Reason") == [HOSTILE] * 4
    assert column(sheet("Departures"), "State").count("Draft, not approved") == 1
    assert column(sheet("Gaps and actions"), "Gap or action") == [HOSTILE, ""] * 4


def test_capacity_and_its_sums_agree() -> None:
    rows, sums = sheet("Capacity"), sheet("Capacity sums")
    counted = [
        number
        for number, state in zip(column(rows, "Recorded"), column(rows, "State"), strict=True)
        if state == "Returned" and isinstance(number, int)
    ]
    assert column(sums, "Sum") == [sum(counted)]
    assert column(sums, "From") == ["from 2 of 4 bodies, and 1 not among the expected bodies"]


def test_every_column_of_every_sheet_is_explained() -> None:
    book = national_workbook(a_picture())
    explained = {(row[0], row[1]) for row in book.sheets[-1].rows}
    assert explained == {(each.name, header.header) for each in book.sheets for header in each.columns}
    assert all(row[2] for row in book.sheets[-1].rows)


def test_a_year_without_a_return_can_be_shown() -> None:
    picture = national_picture([], YEAR, [ALPHA])
    assert [row[:2] for row in sheet("Matrix", picture).rows] == [("Alpha PCC", "Not received")]
    assert "No approved return has been received, so there is nothing to count yet." in (
        spoken_text(national_summary(picture))
    )


# The summary


def test_the_summary_counts_and_names_nobody() -> None:
    picture = a_picture()
    tree = national_summary(picture)
    said = " ".join(spoken_text(tree))
    assert "Of 4 bodies expected to return for the year, 2 returned; 1 sent a draft" in said
    assert "nothing was received from 1." in said
    assert "also came from 1 body that was not expected; 1 of these is approved." in said
    for row in picture.bodies:
        assert row.body.name_as_used not in said
    assert HOSTILE not in said
    assert "%" not in said


def test_the_table_of_the_summary_is_that_of_the_workbook() -> None:
    picture = a_picture()
    table = next(block for block in national_summary(picture).blocks if isinstance(block, Table))
    assert table.columns == ("Threat", "Assured", "Partly assured", "Not assured", "None yet")
    for row, counts in zip(table.rows, sheet("Opinion counts").rows, strict=True):
        assert row == (counts[0], *(f"{number} of {counts[5]}" for number in counts[1:5]))
    assert table.rows[0] == ("Terrorism", "1 of 3", "1 of 3", "1 of 3", "0 of 3")


def test_departures_and_gaps_are_counted_without_drafts() -> None:
    said = " ".join(block.text for block in national_summary(a_picture()).blocks if isinstance(block, Paragraph))
    assert "3 of 3 returns name a departure, 3 departures in all" in said
    assert "3 of 3 returns name a gap, 3 gaps in all; a next step is named for 3 of these." in said


def test_samples_are_called_samples() -> None:
    said = "No real body holds the opinions in them."
    assert said in " ".join(spoken_text(national_summary(a_picture())))
    assert said in " ".join(sheet("Cover").intro)
    real = national_picture([returned(a_record(ALPHA, {}))], YEAR, [ALPHA])
    assert said not in " ".join(spoken_text(national_summary(real)))


@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.booleans(),
            st.booleans(),
            st.dictionaries(st.sampled_from(("terrorism", "disorder", "cyber")), st.sampled_from(Opinion)),
            st.none() | st.integers(0, 500),
        ),
        max_size=8,
    )
)
def test_the_numbers_are_those_of_a_count_done_by_hand(
    rows: list[tuple[bool, bool, bool, dict[str, Opinion], int | None]],
) -> None:
    returns, expected = [], []
    counted: Counter[tuple[str, Opinion]] = Counter()
    of: Counter[str] = Counter()
    figures: list[int] = []
    for number, (is_expected, is_draft, is_older, opinions, psu) in enumerate(rows):
        each = a_body(f"body-{number}")
        edition = WITHOUT_CYBER if is_older else framework()
        known = {section.id for section in edition.threats}
        kept = {section: opinion for section, opinion in opinions.items() if section in known}
        returns.append(returned(a_record(each, kept, psu=psu, edition=edition), draft=is_draft))
        expected += [each] if is_expected else []
        if not is_draft:
            of.update(known)
            counted.update((section, kept.get(section, Opinion.NONE_YET)) for section in known)
            figures += [] if psu is None else [psu]
    picture = national_picture(returns, YEAR, expected)
    for threat in picture.threats:
        count = picture.count(threat)
        assert count.of == of[threat.id]
        assert {key: each.number for key, each in count.by_opinion.items()} == {
            opinion: counted[threat.id, opinion] for opinion in Opinion
        }
    assert sum(found.total for found in capacity_sums(picture)) == sum(figures)
    assert sum(found.expected_bodies + found.other_bodies for found in capacity_sums(picture)) == len(figures)
    assert sum(len(picture.in_state(state)) for state in ReturnState) == len(rows)
