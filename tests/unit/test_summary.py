"""The APCC summary: what an office returns, for people to read."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.content import Bullets, ContentTree, Fact, Heading, SignatureBlock, Table, spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.summary import apcc_summary, apcc_summary_workbook
from assurance_app.domain.values import BodyKind, Opinion, Position, View
from assurance_app.domain.workbook import Sheet
from tests.factories import answer, body, cycle, evidence, holder, link, record, statement

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
    assert blocks[-1] == Bullets(("Disorder", "Cyber"))


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
    assert row[:2] == ("PSUs needed", "16 PSU")
    assert "297" in row[2]


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
    ]
    for each in book.sheets:
        assert all(len(row) == len(each.columns) for row in each.rows), each.name


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
