"""The APCC summary: what an office returns, for people to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.content import (
    Bullets,
    ContentTree,
    Fact,
    Heading,
    Paragraph,
    SignatureBlock,
    Table,
    spoken_text,
)
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.framework import Column as FieldColumn
from assurance_app.domain.framework import DutyOn, Field, FieldType, Strength
from assurance_app.domain.holdings import CapacityFigure, RoleCount
from assurance_app.domain.home_office import FIELD_ID, Message, messages
from assurance_app.domain.national import Return, national_picture, national_summary, national_workbook
from assurance_app.domain.planning import Influence, Objective, PlanReview, ResourceDecision
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession
from assurance_app.domain.summary import apcc_summary, apcc_summary_workbook
from assurance_app.domain.values import BodyKind, Opinion, Position, ResourceKind, View
from assurance_app.domain.workbook import Sheet
from tests.factories import (
    answer,
    body,
    cycle,
    evidence,
    framework,
    holder,
    link,
    other_entries,
    record,
    requirement,
    statement,
)

SIGNED = ("Rowan Ashdown", "Police and Crime Commissioner", "2026-05-11")
HOSTILE = "risk < 5 & {{ x }} =1+1 \u202eabc\u202c 😀"


def a_record(**more: object) -> Record:
    threat = statement(
        "terrorism",
        regard="I read the profile.",
        influence="It changed the second objective.",
        held_to_account="I asked for the times.",
        concluded=HOSTILE,
        held_on=("2025-12-10", "2025-06-18"),
        opinion=Opinion.PARTLY_ASSURED,
        disclosure=Disclosure.PARTNERS,
    )
    answers = (
        answer("own-duties.plan", position=Position.FOLLOWED, rests_on="The plan was reviewed."),
        answer("own-duties.budget", position=Position.NOT_FOLLOWED, reason="The grant came late."),
        answer(
            "terrorism.arv",
            view=View.NOT_SATISFIED,
            chief_constables_reason="Too few drivers.",
            bodys_view_of_reason="It is no reason.",
            gap="Two crews are missing.",
            next_step="Train six officers.",
        ),
        answer("disorder.psu", view=View.SATISFIED, fields={"needed": 16, "exercises": 3}),
    )
    given_: dict[str, object] = {"answers": answers, "threat_statements": (threat,), "office_holders": (holder(),)}
    return record(**{**given_, **more})


def chapter(tree: ContentTree, place: str) -> list[object]:
    """The blocks of a chapter, its heading apart."""
    starts = [at for at, block in enumerate(tree.blocks) if isinstance(block, Heading) and block.level == 1]
    for start, end in zip(starts, [*starts[1:], len(tree.blocks)], strict=True):
        heading = tree.blocks[start]
        if isinstance(heading, Heading) and heading.place == place:
            return list(tree.blocks[start + 1 : end])
    raise AssertionError(place)


def only_table(blocks: list[object]) -> Table:
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return table


def sheet(name: str, of: Record | None = None, signed: tuple[str, str, str] | None = SIGNED) -> Sheet:
    return next(sheet for sheet in apcc_summary_workbook(of or a_record(), signed).sheets if sheet.name == name)


def test_it_says_whose_it_is_and_carries_the_marking() -> None:
    tree = apcc_summary(a_record(), signed=SIGNED)
    assert tree.title == "Summary for the APCC 2025/26"
    assert tree.subtitle == "Police and Crime Commissioner for Westmarch"
    assert (tree.audience, tree.marking, tree.status, tree.date) == (Audience.APCC, "OFFICIAL", "", "2026-05-11")
    assert tree.blocks[-1] == SignatureBlock("Rowan Ashdown", "Police and Crime Commissioner", "11 May 2026")
    assert "This is sample text about an invented area. No real body holds the opinions that stand here." in (
        spoken_text(tree)
    )


def test_a_draft_says_so_and_leaves_room_to_sign() -> None:
    tree = apcc_summary(a_record(), signed=None)
    assert tree.status == "Draft, not approved"
    assert tree.blocks[-1] == SignatureBlock("Rowan Ashdown", "Police and Crime Commissioner", "")


def test_the_marking_is_that_of_the_year() -> None:
    sensitive = a_record(cycle=cycle(marking="OFFICIAL-SENSITIVE"))
    assert apcc_summary(sensitive, signed=None).marking == "OFFICIAL-SENSITIVE"
    assert apcc_summary_workbook(sensitive, None).marking == "OFFICIAL-SENSITIVE"


def test_a_real_body_is_not_called_invented() -> None:
    real = a_record(body=body(invented=False))
    assert not [text for text in spoken_text(apcc_summary(real, signed=None)) if "invented" in text]


def test_each_threat_says_how_regard_was_had_and_how_the_chief_constable_was_held_to_account() -> None:
    blocks = chapter(apcc_summary(a_record(), signed=SIGNED), "threats")
    assert only_table(blocks).rows == (
        ("Terrorism", "Partly assured", "18 June 2025 and 10 December 2025"),
        ("Disorder", "None yet", ""),
        ("Cyber", "None yet", ""),
    )
    facts = [(block.label, block.text) for block in blocks if isinstance(block, Fact)]
    assert facts == [
        ("How regard was had", "I read the profile."),
        ("What it confirmed or changed", "It changed the second objective."),
        ("How the chief constable was held to account", "I asked for the times."),
        ("What was concluded", HOSTILE),
        ("Held to account on", "18 June 2025 and 10 December 2025"),
        ("My opinion", "Partly assured"),
    ]
    assert blocks[-1] == Paragraph("This return gives no account of Disorder and Cyber.")


def test_own_duties_are_listed_with_their_position_wherever_they_stand() -> None:
    blocks = chapter(apcc_summary(a_record(), signed=SIGNED), "own-duties")
    assert [(row[0], row[2]) for row in only_table(blocks).rows] == [
        ("Plan", "Followed"),
        ("Budget", "Not followed, for good reason"),
        ("Plan", "Not recorded"),  # the duty that stands inside a threat
    ]
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Plan"]


def test_departures_come_with_every_reason() -> None:
    blocks = chapter(apcc_summary(a_record(), signed=SIGNED), "departures")
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Budget", "Arv"]
    facts = {(block.label, block.text) for block in blocks if isinstance(block, Fact)}
    assert {
        ("Position", "Not followed, for good reason"),
        ("Reason", "The grant came late."),
        ("View", "Not satisfied"),
        ("The chief constable’s reason", "Too few drivers."),
        ("View of that reason", "It is no reason."),
    } <= facts


def test_gaps_and_capacity_stand_in_tables() -> None:
    tree = apcc_summary(a_record(), signed=SIGNED)
    assert only_table(chapter(tree, "gaps")).rows == (
        ("Arv", "40.4.b", "Two crews are missing.", "Train six officers."),
    )
    (row,) = only_table(chapter(tree, "capacity")).rows
    assert row[1:3] == ("PSUs needed", "16 PSUs")
    assert "297" in row[3]


def test_what_there_is_none_of_is_said() -> None:
    texts = set(spoken_text(apcc_summary(record(), signed=None)))
    assert {
        "No departure is recorded for the year.",
        "No gap and no next step is recorded for the year.",
        "No capacity figure is shared for the year.",
    } <= texts


@pytest.mark.parametrize(
    ("kind", "opinion", "chief"),
    [
        (BodyKind.PCC, "My opinion", "the chief constable"),
        (BodyKind.MOPAC, "Our opinion", "the Commissioner of Police"),
        (BodyKind.COMMON_COUNCIL, "Our opinion", "the Commissioner of Police"),
    ],
)
def test_each_kind_of_body_speaks_in_its_own_voice(kind: BodyKind, opinion: str, chief: str) -> None:
    labels = {
        block.label
        for block in apcc_summary(a_record(body=body(kind)), signed=SIGNED).blocks
        if isinstance(block, Fact)
    }
    assert {opinion, f"How {chief} was held to account"} <= labels


def test_no_level_of_heading_is_skipped() -> None:
    levels = [block.level for block in apcc_summary(a_record(), signed=SIGNED).blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(next_ <= level + 1 for level, next_ in pairwise(levels))


def test_the_workbook_has_a_sheet_for_each_table() -> None:
    book = apcc_summary_workbook(a_record(), SIGNED)
    assert [sheet.name for sheet in book.sheets] == [
        "Cover",
        "Threats",
        "Own duties",
        "Departures",
        "Gaps and next steps",
        "Capacity",
        "For the Home Office",
        "Actions",
        "Objectives",
        "Reviews of the plan",
        "Decisions on resources",
        "Scrutiny sessions",
        "Capacity figures",
        "Collaboration agreements",
        "Inspections",
        "Evidence",
        "Answers",
    ]
    for each in book.sheets:
        assert all(len(row) == len(each.columns) for row in each.rows), each.name


def test_a_threat_says_what_it_influenced_in_plan_and_budget() -> None:
    cycle_id = cycle().id
    full = a_record(
        objectives=(
            Objective("o1", cycle_id, "Safer streets", page="9", influences=(Influence("disorder", "It was added."),)),
        ),
        resource_decisions=(
            ResourceDecision("r1", cycle_id, ResourceKind.BUDGET, "2026-02-01", what="Two crews", pounds=90000),
        ),
        plan_reviews=(PlanReview("p1", cycle_id, "2025-06-01", because="It held."),),
    )
    tree = apcc_summary(full, signed=SIGNED)
    threats = chapter(tree, "threats")
    assert Bullets(("Safer streets (page 9): It was added.",)) in threats
    assert threats[-1] == Paragraph("This return gives no account of Cyber.")  # the plan speaks of disorder
    plan = [block.caption for block in chapter(tree, "plan") if isinstance(block, Table)]
    assert plan == ["Reviews of the plan", "Decisions on resources"]
    assert sheet("Objectives", full).rows == (("Safer streets", "", "9", "Disorder", "It was added."),)
    assert sheet("Decisions on resources", full).rows[0][:4] == (date(2026, 2, 1), "Budget", "Two crews", 90000)
    assert sheet("Reviews of the plan", full).rows[0][:3] == (date(2025, 6, 1), "No change", "It held.")


def test_sessions_count_as_days_on_which_the_chief_constable_was_held_to_account() -> None:
    session = ScrutinySession("s1", cycle().id, "2026-01-02", "Board", "Whether it works", section_ids=("cyber",))
    tree = apcc_summary(a_record(sessions=(session,)), signed=SIGNED)
    assert only_table(chapter(tree, "threats")).rows[2] == ("Cyber", "None yet", "2 January 2026")
    assert Fact("What was to be known", "Whether it works") in chapter(tree, "scrutiny")
    assert sheet("Threats", a_record(sessions=(session,))).rows[2][2] == "2 January 2026"


def test_a_departure_says_who_decided_on_it() -> None:
    departed = a_record().answers[1]
    decided = DepartureDecision(departed.id, departed.cycle_id, "The commissioner", "2026-02-01", "2027-03-31")
    tree = apcc_summary(a_record(departure_decisions=(decided,)), signed=SIGNED)
    assert Fact("Departure decided by", "The commissioner, 1 February 2026") in chapter(tree, "departures")
    rows = sheet("Departures", a_record(departure_decisions=(decided,))).rows
    assert rows[0][-3:] == ("The commissioner", date(2026, 2, 1), date(2027, 3, 31))
    assert rows[1][-3:] == (None, None, None)


def test_actions_stand_beside_the_gaps() -> None:
    action = Action(
        "a1", cycle().id, "Train six", "The force", "2026-06-01", is_resourced=False, why_not_resourced="No"
    )
    tree = apcc_summary(a_record(actions=(action,)), signed=SIGNED)
    assert chapter(tree, "gaps")[-1] == Table(
        caption="Actions of the year",
        columns=("Action", "Owner", "Due", "Status", "Resources"),
        rows=(("Train six", "The force", "1 June 2026", "Open", "Not resourced: No"),),
        widths=(7, 4, 4, 3, 4),
    )
    assert sheet("Actions", a_record(actions=(action,))).rows == (
        ("Train six", "The force", date(2026, 6, 1), "Open", "Not resourced: No", ""),
    )


def test_figures_kept_year_by_year_are_named_by_their_measure() -> None:
    figure = CapacityFigure(
        "f1", "westmarch", "2025-26", "psu-declared", 4, "2026-03-31", people=(RoleCount("sergeant", 3),)
    )
    full = a_record(capacity_figures=(figure,))
    tree = apcc_summary(full, signed=SIGNED, measure_title=lambda key: f"The {key}")
    *_rest, table = [block for block in chapter(tree, "capacity") if isinstance(block, Table)]
    assert table.rows == (("The psu-declared", "4", "31 March 2026", "sergeant: 3"),)
    book = apcc_summary_workbook(full, SIGNED, lambda key: f"The {key}")
    (row,) = next(each.rows for each in book.sheets if each.name == "Capacity figures")
    assert row[:3] == ("The psu-declared", 4, date(2026, 3, 31))


MESSAGES = Field(
    FIELD_ID,
    "For the Home Office",
    FieldType.TABLE,
    columns=(
        FieldColumn("threat", "Threat", FieldType.CHOICE, choices=("Terrorism",)),
        FieldColumn("message", "What the Home Office should hear", FieldType.TEXT),
    ),
)


def with_messages(*rows: dict[str, str], disclosure: Disclosure = Disclosure.PARTNERS) -> Record:
    """A record on an edition that asks for what the Home Office should hear, with these rows."""
    sections = framework().sections
    sent = requirement("own-duties.sent", duty_on=DutyOn.BODY, pillar="", fields=(MESSAGES,), strength=Strength.NOTE)
    own = replace(sections[0], requirements=(*sections[0].requirements, sent))
    told = answer(sent.id, position=Position.FOLLOWED, fields={FIELD_ID: list(rows)}, disclosure=disclosure)
    return a_record(framework=replace(framework(), sections=(own, *sections[1:])), answers=(told,))


def test_what_the_home_office_should_hear_has_a_chapter_and_a_sheet() -> None:
    full = with_messages(
        {"threat": "Terrorism", "message": HOSTILE}, {"message": "Renew the figures."}, {"threat": "Terrorism"}
    )
    assert messages(full) == (Message("Terrorism", HOSTILE), Message("", "Renew the figures."))
    table = only_table(chapter(apcc_summary(full, signed=SIGNED), "home-office"))
    assert table.rows == ((HOSTILE, "Terrorism"), ("Renew the figures.", ""))
    assert sheet("For the Home Office", full).rows == (("Terrorism", HOSTILE), ("", "Renew the figures."))
    silent = chapter(apcc_summary(a_record(), signed=SIGNED), "home-office")
    assert silent == [Paragraph("Nothing is recorded that the Home Office should hear.")]


@pytest.mark.parametrize("disclosure", Disclosure)
def test_the_home_office_hears_only_what_partners_may_read(disclosure: Disclosure) -> None:
    seen = for_audience(with_messages({"message": "Quillfeather"}, disclosure=disclosure), Audience.APCC)
    assert bool(messages(seen)) == (disclosure in (Disclosure.PUBLIC, Disclosure.PARTNERS))


def test_the_edition_that_ships_has_a_place_for_it() -> None:
    from tests.fixtures.returns import spr

    (place,) = [one for one in spr().requirements if one.field(FIELD_ID)]
    assert "24.2" in place.refs
    found = place.field(FIELD_ID)
    assert found is not None
    assert [column.id for column in found.columns] == ["threat", "message"]


def test_the_apcc_sees_side_by_side_what_bodies_want_to_tell_the_home_office() -> None:
    full = with_messages({"threat": "Terrorism", "message": HOSTILE}, {"message": "Quillfeather asks for figures."})
    picture = national_picture([Return(full, False, "0" * 64, "x.sprreturn")], "2025-26", [body()])
    (asked,) = [each for each in national_workbook(picture).sheets if each.name == "For the Home Office"]
    assert [row[-2:] for row in asked.rows] == [("Terrorism", HOSTILE), ("", "Quillfeather asks for figures.")]
    said = " ".join(spoken_text(national_summary(picture)))
    assert "1 of 1 returns says what the Home Office should hear" in said
    assert "Quillfeather" not in said, "the words need the permission of the body"


def test_every_entry_and_every_answer_has_a_row_somewhere() -> None:
    full = a_record(**other_entries(Disclosure.PARTNERS, "Quillfeather"), evidence=(evidence("paper"),))
    book = apcc_summary_workbook(full, SIGNED)
    rows = {each.name: len(each.rows) for each in book.sheets}
    assert rows["Answers"] == len(full.answers)
    for name in ("Actions", "Objectives", "Reviews of the plan", "Decisions on resources", "Scrutiny sessions"):
        assert rows[name] == 1, name
    for name in ("Capacity figures", "Collaboration agreements", "Inspections", "Evidence"):
        assert rows[name] == 1, name


def test_the_workbook_says_what_the_document_says() -> None:
    cover = {row[0]: row[1] for row in sheet("Cover").rows}
    assert (cover["State"], cover["Approved by"], cover["Approved on"]) == ("Approved", "Rowan Ashdown", "11 May 2026")
    assert ("State", "Draft, not approved") in sheet("Cover", signed=None).rows
    assert sheet("Threats").rows[0][:6] == (
        "Terrorism",
        "Partly assured",
        "18 June 2025 and 10 December 2025",
        "I read the profile.",
        "It changed the second objective.",
        "",
    )
    assert HOSTILE in sheet("Threats").rows[0]
    assert [row[2] for row in sheet("Own duties").rows] == [
        "Followed",
        "Not followed, for good reason",
        "Not recorded",
    ]
    assert [row[:4] for row in sheet("Departures").rows] == [
        ("Own duties", "Budget", "40.4.b", "Not followed, for good reason"),
        ("Terrorism", "Arv", "40.4.b", "Not satisfied"),
    ]
    assert [row[-2:] for row in sheet("Gaps and next steps").rows] == [
        ("Two crews are missing.", "Train six officers.")
    ]


def test_a_capacity_figure_is_a_number_with_its_unit_and_stands_beside_the_national_one() -> None:
    (row,) = sheet("Capacity").rows
    assert row == ("Disorder", "Psu", "40.4.b", "PSUs needed", 16, "PSU", "PSUs in England: 297 (20 February 2023)")


def test_a_figure_that_is_nought_is_a_figure() -> None:
    nought = a_record(answers=(answer("disorder.psu", view=View.SATISFIED, fields={"needed": 0}),))
    assert [row[4] for row in sheet("Capacity", nought).rows] == [0]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60))
def test_words_come_out_as_they_were_kept(words: str) -> None:
    rows = a_record()
    told = replace(rows, threat_statements=(replace(rows.threat_statements[0], regard=words),))
    assert words in {cell for row in sheet("Threats", told).rows for cell in row}
    if words.strip() and not words.lstrip().startswith(("•", "‣", "◦", "–", "*", "-")):
        assert words in set(spoken_text(apcc_summary(told, signed=None)))


@given(st.lists(st.sampled_from(Disclosure), min_size=3, max_size=3))
def test_nothing_that_was_withheld_stands_in_it(disclosures: list[Disclosure]) -> None:
    """The summary is made from what was filtered; whatever it says besides must not bring anything back."""
    secret = "Wolfram Quillfeather"
    first, second, third = disclosures
    duty = answer("own-duties.plan", position=Position.FOLLOWED, rests_on=f"{secret} 1", disclosure=first)
    paper = evidence("paper", title=f"{secret} 3", disclosure=third)
    whole = a_record(
        answers=(duty,),
        threat_statements=(statement("cyber", regard=f"{secret} 2", disclosure=second),),
        evidence=(paper,),
        links=(link(paper, duty),),
        body=body(note=f"{secret} 4"),
    )
    seen = for_audience(whole, Audience.APCC)
    said = " ".join(spoken_text(apcc_summary(seen, signed=None)))
    said += " ".join(
        str(cell) for each in apcc_summary_workbook(seen, None).sheets for row in each.rows for cell in row
    )
    for number, disclosure in ((1, first), (2, second)):
        may = disclosure in (Disclosure.PUBLIC, Disclosure.PARTNERS)
        assert (f"{secret} {number}" in said) == may
    assert f"{secret} 4" not in said


def test_each_number_of_a_table_of_capacity_stands_by_itself() -> None:
    levels = Field(
        id="levels",
        label="Commanders",
        type=FieldType.TABLE,
        capacity=True,
        columns=(
            FieldColumn("level", "Level", FieldType.TEXT),
            FieldColumn("needed", "Needed", FieldType.NUMBER),
            FieldColumn("ready", "Ready", FieldType.NUMBER, "people"),
        ),
    )
    edition = framework()
    sections = tuple(
        replace(one, requirements=tuple(replace(each, fields=(levels,)) for each in one.requirements))
        if one.id == "cyber"
        else one
        for one in edition.sections
    )
    rows = ({"level": "Gold", "needed": 4, "ready": 3}, {"ready": 2}, {"level": "None named"})
    given = replace(answer("cyber.unit"), fields={"levels": rows})
    full = replace(record(answers=(given,)), framework=replace(edition, sections=sections))
    (capacity,) = [each for each in apcc_summary_workbook(full, signed=None).sheets if each.name == "Capacity"]
    assert [row[3:6] for row in capacity.rows] == [
        ("Commanders: Gold, Needed", 4, ""),
        ("Commanders: Gold, Ready", 3, "people"),
        ("Commanders: Ready", 2, "people"),
        ("Commanders", "None named", ""),
    ]
