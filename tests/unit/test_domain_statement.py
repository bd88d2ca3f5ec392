"""The annual assurance statement: in the body's own voice, whole, and with headings that can be walked."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest

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
from assurance_app.domain.framework import Column, Field, FieldType
from assurance_app.domain.planning import Influence, Objective, PlanReview, ResourceDecision
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import BodyKind, Opinion, Position, Provided, ResourceKind, ReviewOutcome, View
from assurance_app.domain.voice import voice_of
from tests import factories as make

SIGNED = ("Rowan Ashdown", "Police and Crime Commissioner", "2026-05-12")
HOSTILE = "a < b & {{ c }} {plan} =1+1\n\n- ‮x‬\n\nשלום 👩‍👩‍👧"
LENGTHS = list(Length)


def _record(kind: BodyKind = BodyKind.PCC, **more: Any) -> Record:
    """A record in which every requirement and every threat has words of its own."""
    framework = make.framework()
    answers = []
    for requirement in framework.requirements:
        stand: dict[str, Any] = (
            {"position": Position.NOT_FOLLOWED, "reason": f"reason {requirement.id}."}
            if requirement.takes_position
            else {
                "view": View.NOT_SATISFIED,
                "provided": Provided.COLLABORATION,
                "chief_constables_reason": f"chief {requirement.id}.",
                "bodys_view_of_reason": f"view {requirement.id}.",
            }
        )
        texts = {name: f"{name} {requirement.id}." for name in ("rests_on", "gap", "next_step")}
        answers.append(make.answer(requirement.id, **stand, **texts))
    answers[3] = make.answer("terrorism.arv", view=View.SATISFIED, rests_on="arv.", fields={"exercises": 4, "cost": 12})
    answers[5] = make.answer("disorder.psu", fields={"needed": 16, "exercises": 2})
    parts = ("regard", "influence", "resources", "held_to_account", "concluded", "next_year")
    statements = tuple(
        make.statement(
            section.id,
            **{name: f"{name} {section.id}." for name in parts},
            held_on=("2026-02-03", "2025-06-12"),
            opinion=Opinion.PARTLY_ASSURED,
        )
        for section in framework.threats
    )
    item = make.evidence("paper", source="Board", locator="item 4", date="2026-01-20")
    links = (make.link(item, answers[3]), make.link(item, statements[0]))
    given: dict[str, Any] = {
        "body": make.body(kind),
        "answers": tuple(answers),
        "threat_statements": statements,
        "evidence": (item,),
        "links": links,
        "office_holders": (make.holder(),),
        **more,
    }
    return make.record(**given)


def _said(tree: ContentTree) -> str:
    return "\n".join(spoken_text(tree))


def _headings(tree: ContentTree) -> list[Heading]:
    return [block for block in tree.blocks if isinstance(block, Heading)]


def _under(tree: ContentTree, place: str) -> list[Any]:
    """What stands between the heading of a place and the next heading."""
    found: list[Any] = []
    inside = False
    for block in tree.blocks:
        if isinstance(block, Heading):
            inside = block.place == place
        elif inside:
            found.append(block)
    return found


RECORDS = {
    "full": _record(),
    "empty": make.record(),
    "hostile": make.record(
        body=make.body(legal_name=HOSTILE),
        answers=(
            make.answer("own-duties.plan", position=Position.IN_PART, rests_on=HOSTILE, reason=HOSTILE, gap=HOSTILE),
        ),
        threat_statements=(make.statement("terrorism", regard=HOSTILE, concluded=HOSTILE),),
    ),
    "answers only": _record(threat_statements=(), links=(), evidence=()),
    "statements only": _record(answers=(), links=(), evidence=()),
    "one part": make.record(threat_statements=(make.statement("cyber", opinion=Opinion.NOT_ASSURED),)),
}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL, Audience.OFFICE])
@pytest.mark.parametrize("name", list(RECORDS))
def test_no_heading_skips_a_level_and_none_stands_empty_above_its_like(
    name: str, audience: Audience, length: Length
) -> None:
    tree = annual_statement(RECORDS[name], audience, signed=None, length=length)
    blocks = list(tree.blocks)
    levels = [heading.level for heading in _headings(tree)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    for block, after in itertools.pairwise(blocks):
        if isinstance(block, Heading) and isinstance(after, Heading):
            assert after.level > block.level, f"nothing stands under “{block.text}”"
    assert not isinstance(blocks[-1], Heading)
    assert all(heading.text for heading in _headings(tree))
    places = [heading.place for heading in _headings(tree)]
    assert len(places) == len(set(places)), "a preview follows the writing by the place"


@pytest.mark.parametrize("name", list(RECORDS))
def test_tables_are_whole(name: str) -> None:
    for length in LENGTHS:
        for block in annual_statement(RECORDS[name], Audience.OFFICE, signed=SIGNED, length=length).blocks:
            if isinstance(block, Table):
                assert block.caption
                assert block.rows
                assert {len(row) for row in block.rows} == {len(block.columns)}
                assert not block.widths or len(block.widths) == len(block.columns)
            if isinstance(block, Bullets):
                assert block.items


def test_the_full_record_says_every_word_that_was_recorded() -> None:
    record = _record()
    said = _said(annual_statement(record, Audience.OFFICE, signed=None, length=Length.FULL))
    for answer in record.answers:
        for name in ("rests_on", "reason", "chief_constables_reason", "bodys_view_of_reason", "gap", "next_step"):
            assert getattr(answer, name) in said
    for statement in record.threat_statements:
        for _name, text in statement.parts:
            assert text in said
    for words in ("16 PSU", "£12", "4 exercises", "Paper paper", "Board, item 4, 20 January 2026"):
        assert words in said


def test_the_full_record_says_each_answer_once() -> None:
    tree = annual_statement(_record(), Audience.OFFICE, signed=None, length=Length.FULL)
    places = [heading.place for heading in _headings(tree)]
    for requirement in make.framework().requirements:
        assert places.count(requirement.id) == 1, requirement.id


def test_answers_are_in_the_full_record_though_their_threat_has_no_statement() -> None:
    record = _record(threat_statements=(), links=())
    tree = annual_statement(record, Audience.OFFICE, signed=None, length=Length.FULL)
    said = _said(tree)
    assert all(answer.rests_on in said for answer in record.answers)
    assert _under(tree, "silent") == [Paragraph("This record gives no account of Terrorism, Disorder and Cyber.")]


def test_the_standard_statement_is_the_statement_path_with_departures_and_capacity() -> None:
    tree = annual_statement(_record(), Audience.PUBLIC, signed=None)
    assert [heading.place for heading in _headings(tree) if heading.level == 1] == [
        "introduction",
        "own-duties",
        "threats",
        "departures",
        "capacity",
        "sign-off",
    ]
    said = _said(tree)
    for section in ("terrorism", "disorder", "cyber"):
        for part in ("regard", "influence", "resources", "held_to_account", "concluded", "next_year"):
            assert f"{part} {section}." in said
    assert "rests_on cyber.unit." not in said
    assert "chief cyber.unit." in said, "a departure is told with its reason"


def test_that_a_duty_was_followed_goes_without_saying_where_it_is_said_how() -> None:
    def said(length: Length, **content: Any) -> list[Any]:
        record = make.record(answers=(make.answer("own-duties.plan", **content),))
        return _under(annual_statement(record, Audience.PUBLIC, signed=None, length=length), "own-duties.plan")

    followed, account = Fact("Position", "Followed"), Paragraph("how")
    assert said(Length.STANDARD, position=Position.FOLLOWED, rests_on="how") == [account]
    assert said(Length.FULL, position=Position.FOLLOWED, rests_on="how") == [followed, account]
    assert said(Length.STANDARD, position=Position.FOLLOWED) == [followed]
    assert said(Length.STANDARD, position=Position.IN_PART, rests_on="how") == [
        Fact("Position", "Followed in part"),
        account,
    ]


def test_an_opinion_alone_is_not_silence() -> None:
    tree = annual_statement(RECORDS["one part"], Audience.PUBLIC, signed=None)
    assert _under(tree, "cyber") == [Fact("My opinion", "Not assured")]
    assert _under(tree, "silent") == [Paragraph("This statement gives no account of Terrorism and Disorder.")]


def test_evidence_stands_with_what_it_shows_and_the_paragraphs_that_rest_on_it() -> None:
    answer, other = make.answer("terrorism.arv", rests_on="x"), make.answer("cyber.unit", rests_on="y")
    items = (make.evidence("a", shows="What it shows."), make.evidence("b", date="2026-01-20"))
    links = (make.link(items[0], answer), make.link(items[1], other))
    record = make.record(answers=(answer, other), evidence=items, links=links)
    tree = annual_statement(record, Audience.OFFICE, signed=None, length=Length.FULL)
    table = next(block for block in _under(tree, "evidence") if isinstance(block, Table))
    assert table.rows == (("Paper a\nWhat it shows.", "", "40.4.b"), ("Paper b", "20 January 2026", "40.4.b"))
    assert Fact("Evidence", "Paper a") in _under(tree, "terrorism.arv")
    assert Fact("Evidence", "Paper b") in _under(tree, "cyber.unit")
    assert [heading.level for heading in _headings(tree) if heading.place in ("evidence", "cross-cutting")] == [1]


def test_threats_beyond_nine_are_counted_in_figures() -> None:
    framework = make.framework()
    for number, word in ((0, "no threats"), (9, "nine threats"), (10, "10 threats"), (11, "11 threats")):
        sections = tuple(make.section(f"t{at}", make.requirement(f"t{at}.x")) for at in range(number))
        record = make.record(framework=replace(framework, sections=sections))
        assert f"names {word}" in _said(annual_statement(record, Audience.PUBLIC, signed=None))


def test_no_part_of_a_threat_is_told_twice_and_all_stand_in_order() -> None:
    blocks = _under(annual_statement(_record(), Audience.PUBLIC, signed=None), "terrorism")
    assert [block.label for block in blocks if isinstance(block, Fact)] == [
        "How I had regard",
        "What it confirmed or changed in the objectives",
        "Resources",
        "How I held the chief constable to account",
        "Held to account on",
        "What I concluded",
        "My opinion",
        "Next year",
        "Evidence",
    ]
    assert Fact("Held to account on", "12 June 2025 and 3 February 2026") in blocks


def test_what_no_statement_was_made_on_is_said_to_be_missing() -> None:
    tree = annual_statement(
        make.record(threat_statements=(make.statement("cyber", regard="words"),)), Audience.PUBLIC, signed=None
    )
    assert _under(tree, "silent") == [Paragraph("This statement gives no account of Terrorism and Disorder.")]
    assert _under(tree, "cyber") == [Paragraph("words")]


def test_opinions_stand_together_for_the_office_and_not_in_what_is_published() -> None:
    def opinions(audience: Audience) -> list[Table]:
        tree = annual_statement(_record(), audience, signed=None)
        return [block for block in tree.blocks if isinstance(block, Table) and "opinion" in block.caption.lower()]

    assert [len(opinions(audience)) for audience in (Audience.OFFICE, Audience.PUBLIC, Audience.PANEL)] == [1, 0, 0]
    assert opinions(Audience.OFFICE)[0].rows[0] == ("Terrorism", "Partly assured", "12 June 2025 and 3 February 2026")


def test_capacity_stands_alongside_the_national_figures_and_nothing_is_added() -> None:
    table = next(
        block
        for block in _under(annual_statement(_record(), Audience.OFFICE, signed=None), "capacity")
        if isinstance(block, Table)
    )
    assert table.rows == (("Psu", "PSUs needed", "16 PSUs", "PSUs in England: 297 (20 February 2023)"),)


# The plan, the money and the sessions beside the account.


def _with_the_plan(**more: Any) -> Record:
    """A record with an objective, a review, a decision and two sessions on terrorism, all public, and an account."""
    cycle = make.CYCLE
    public: dict[str, Any] = {"disclosure": Disclosure.PUBLIC}
    influences = (Influence("terrorism", "Changed: crowded places."), Influence("cyber"))
    given: dict[str, Any] = {
        "objectives": (Objective("o", cycle, "A safe evening", "text", "12", influences, **public),),
        "plan_reviews": (PlanReview("p", cycle, "2025-09-17", ReviewOutcome.VARIED, "Two threats.", "13", **public),),
        "resource_decisions": (
            ResourceDecision(
                "r", cycle, ResourceKind.PRECEPT, "2025-02-05", "D6", "Six posts", 412_000, ("terrorism",), **public
            ),
        ),
        "sessions": tuple(
            ScrutinySession(day, cycle, day, "The board", f"wanted {day}", section_ids=("terrorism",), **public)
            for day in ("2026-02-03", "2025-05-14")
        ),
        "threat_statements": (make.statement("terrorism", regard="a", concluded="b", held_on=("2025-05-14",)),),
        **more,
    }
    return make.record(**given)


def test_how_the_plan_duties_were_met_is_told_with_pages() -> None:
    tree = annual_statement(_with_the_plan(), Audience.PUBLIC, signed=None)
    (objectives,) = _under(tree, "plan.objectives")
    assert objectives.rows == (("A safe evening", "12", "Terrorism, Cyber"),)
    (reviews,) = _under(tree, "plan.reviews")
    assert reviews.rows == (("17 September 2025", "Varied", "Two threats.", "13"),)
    (decisions,) = _under(tree, "plan.resources")
    assert decisions.rows == (("5 February 2025", "Precept", "Six posts\nD6", "£412,000", "Terrorism"),)


def test_where_in_the_plan_a_duty_is_met_stands_with_it() -> None:
    sections = list(make.framework().sections)
    passage = Field("passage", "Page or section of the plan", FieldType.TEXT)
    asked = replace(sections[0].requirements[0], fields=(passage, make.FIELDS[0]))
    sections[0] = replace(sections[0], requirements=(asked,))
    answer = make.answer(
        "own-duties.plan", position=Position.FOLLOWED, rests_on="how", fields={"passage": "Page 6", "exercises": 4}
    )
    record = make.record(framework=replace(make.framework(), sections=tuple(sections)), answers=(answer,))
    said = _under(annual_statement(record, Audience.PUBLIC, signed=None), "own-duties.plan")
    assert said == [Paragraph("how"), Fact("Page or section of the plan", "Page 6")]


def test_beside_the_account_of_a_threat_stand_its_objectives_decisions_and_sessions() -> None:
    blocks = _under(annual_statement(_with_the_plan(), Audience.PUBLIC, signed=None), "terrorism")
    assert blocks == [
        Fact("How I had regard", "a"),
        Fact("Objectives that it confirmed or changed", ""),
        Bullets(("A safe evening (page 12): Changed: crowded places.",)),
        Fact("Decisions that followed", ""),
        Bullets(("Six posts: precept of 5 February 2025, £412,000, D6",)),
        Fact("Held to account on", "14 May 2025 and 3 February 2026"),
        Fact("14 May 2025, The board", "wanted 2025-05-14"),
        Fact("3 February 2026, The board", "wanted 2026-02-03"),
        Fact("What I concluded", "b"),
    ]


def test_what_the_account_says_of_the_sessions_itself_is_not_told_beside_it() -> None:
    for account in ({"regard": "a wording for the public"}, {"held_to_account": "I asked.", "regard": "a"}):
        record = _with_the_plan(threat_statements=(make.statement("terrorism", **account),))
        said = _said(annual_statement(record, Audience.PUBLIC, signed=None))
        assert "wanted" not in said
        assert "14 May 2025 and 3 February 2026" in said


def test_a_threat_of_which_only_the_plan_speaks_is_not_silent_but_has_no_account() -> None:
    tree = annual_statement(_with_the_plan(), Audience.PUBLIC, signed=None)
    assert _under(tree, "cyber") == [
        Fact("Objectives that it confirmed or changed", ""),
        Bullets(("A safe evening (page 12)",)),
    ]
    assert _under(tree, "silent") == [Paragraph("This statement gives no account of Disorder.")]


def test_the_full_record_has_the_plan_in_a_chapter_of_its_own_and_says_it_once() -> None:
    said = _said(annual_statement(_with_the_plan(), Audience.OFFICE, signed=None, length=Length.FULL))
    for words in ("Changed: crowded places.", "Two threats.", "Six posts", "wanted 2026-02-03"):
        assert said.count(words) == 1, words


@pytest.mark.parametrize("disclosure", [Disclosure.OFFICE, Disclosure.PARTNERS])
@pytest.mark.parametrize("wording", ["", "A wording."])
def test_of_what_is_withheld_the_account_of_a_threat_says_nothing(disclosure: Disclosure, wording: str) -> None:
    from assurance_app.domain.projection import for_audience

    whole = _with_the_plan()
    hidden: dict[str, Any] = {
        name: tuple(replace(one, disclosure=disclosure, public_wording=wording) for one in getattr(whole, name))
        for name in ("objectives", "plan_reviews", "resource_decisions", "sessions")
    }
    record = for_audience(replace(whole, **hidden), Audience.PUBLIC)
    assert _under(annual_statement(record, Audience.PUBLIC, signed=None), "terrorism") == [
        Fact("How I had regard", "a"),
        Fact("Held to account on", "14 May 2025"),
        Fact("What I concluded", "b"),
    ]


def test_a_departure_is_told_with_whose_reason_it_is_and_what_follows() -> None:
    said = annual_statement(_record(), Audience.OFFICE, signed=None)
    table = next(block for block in _under(said, "departures") if isinstance(block, Table))
    assert table.columns == ("Duty or capability", "Reason", "My view of the reason", "Next step")
    row = next(row for row in table.rows if row[0].startswith("Unit"))
    assert row == ("Unit\n(paragraph 40.4.b)", "chief cyber.unit.", "view cyber.unit.", "next_step cyber.unit.")
    own = make.record(answers=(make.answer("own-duties.plan", position=Position.NOT_FOLLOWED, reason="Because."),))
    (table,) = (
        block
        for block in _under(annual_statement(own, Audience.OFFICE, signed=None), "departures")
        if isinstance(block, Table)
    )
    assert table.columns == ("Duty or capability", "Reason"), "no column stands empty"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL])
def test_figures_kept_by_year_are_published_only_where_they_were_cleared(audience: Audience) -> None:
    from assurance_app.domain.projection import for_audience

    figures = make.other_entries(Disclosure.PUBLIC)["capacity_figures"]
    cleared = replace(make.clearance(make.answer("cyber.unit")), target_id=figures[0].id)

    def places(**more: Any) -> list[str]:
        record = for_audience(make.record(capacity_figures=figures, **more), audience)
        return [heading.place for heading in _headings(annual_statement(record, audience, signed=None))]

    assert "figures" not in places()
    assert "figures" in places(clearances=(cleared,))


def test_tables_of_an_answer_are_tables_in_the_full_record() -> None:
    visits = [{"on": "2026-01-02", "hours": 3}, {"on": "2026-02-03", "hours": 4}]
    answer = make.answer("terrorism.arv", view=View.SATISFIED, fields={"visits": visits})
    tree = annual_statement(make.record(answers=(answer,)), Audience.OFFICE, signed=None, length=Length.FULL)
    (table,) = (block for block in _under(tree, "terrorism.arv") if isinstance(block, Table))
    assert (table.caption, table.columns) == ("Visits", ("Date", "Hours"))
    assert table.rows == (("2 January 2026", "3 hours"), ("3 February 2026", "4 hours"))


# Whose statement it is.

FIRST_PERSON = re.compile(r"\b(?:I|my|me|mine|myself)\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.OFFICE])
@pytest.mark.parametrize("kind", list(BodyKind))
def test_each_kind_of_body_speaks_in_its_own_number(kind: BodyKind, audience: Audience, length: Length) -> None:
    said = _said(annual_statement(_record(kind), audience, signed=None, length=length))
    speaks, silent = (PLURAL, FIRST_PERSON) if voice_of(kind).is_plural else (FIRST_PERSON, PLURAL)
    assert speaks.search(said)
    assert silent.findall(said) == []
    assert "{" not in said


def test_who_is_plural_and_who_has_a_panel() -> None:
    assert {kind for kind in BodyKind if voice_of(kind).is_plural} == {BodyKind.MOPAC, BodyKind.COMMON_COUNCIL}
    assert {kind for kind in BodyKind if not voice_of(kind).has_panel} == {BodyKind.COMMON_COUNCIL}
    for kind in BodyKind:
        voice = voice_of(kind)
        assert (voice.i, voice.my, voice.me) == (("we", "our", "us") if voice.is_plural else ("I", "my", "me"))


@pytest.mark.parametrize("length", LENGTHS)
def test_the_common_council_has_a_policing_plan_a_commissioner_of_police_and_no_panel(length: Length) -> None:
    said = _said(annual_statement(_record(BodyKind.COMMON_COUNCIL), Audience.OFFICE, signed=None, length=length))
    assert "Policing Plan" in said
    assert "the Commissioner of Police" in said
    for foreign in ("police and crime plan", "chief constable", "panel", "commissioner of police"):
        assert foreign not in said.replace("Commissioner of Police", ""), foreign
        assert foreign.capitalize() not in said, foreign


@pytest.mark.parametrize("kind", [BodyKind.PCC, BodyKind.PFCC, BodyKind.MAYOR])
def test_other_bodies_have_a_police_and_crime_plan_and_a_chief_constable(kind: BodyKind) -> None:
    said = _said(annual_statement(_record(kind), Audience.OFFICE, signed=None, length=Length.FULL))
    assert "police and crime plan" in said
    assert "The chief constable’s reason" in said
    assert "Policing Plan" not in said
    assert "Commissioner of Police" not in said


def test_an_invented_body_is_said_to_be_invented_and_a_real_one_is_not() -> None:
    words = "invented area"
    assert words in _said(annual_statement(make.record(), Audience.PUBLIC, signed=None))
    real = make.record(body=make.body(invented=False))
    assert "invented" not in _said(annual_statement(real, Audience.PUBLIC, signed=None))


# What stands around it.


@pytest.mark.parametrize("audience", list(Audience))
def test_only_what_is_not_published_carries_the_marking(audience: Audience) -> None:
    record = make.record(cycle=make.cycle(marking="OFFICIAL-SENSITIVE"))
    marking = annual_statement(record, audience, signed=None).marking
    assert marking == ("" if audience in (Audience.PUBLIC, Audience.PANEL) else "OFFICIAL-SENSITIVE")


def test_a_draft_says_so_and_an_approved_one_names_who_signed() -> None:
    draft = annual_statement(_record(), Audience.PUBLIC, signed=None)
    assert draft.status
    assert draft.date == ""
    assert draft.blocks[-1] == SignatureBlock("Rowan Ashdown", "Police and Crime Commissioner", "")
    signed = annual_statement(_record(), Audience.PUBLIC, signed=SIGNED)
    assert (signed.status, signed.date) == ("", "2026-05-12")
    assert signed.blocks[-1] == SignatureBlock(SIGNED[0], SIGNED[1], "12 May 2026")


def test_the_holder_at_the_end_of_the_year_is_the_one_to_sign() -> None:
    def signer(*holders: Any) -> Any:
        return annual_statement(make.record(office_holders=holders), Audience.PUBLIC, signed=None).blocks[-1]

    before = make.holder(name="Before", held_to="2025-05-07")
    now = make.holder(name="Now", held_from="2025-05-08")
    after = make.holder(name="After", held_from="2026-05-08")
    assert signer(before, now, after).name == "Now"
    last_day = make.holder(name="Last day", held_to="2026-03-31")
    first_day = make.holder(name="First day", held_from="2026-03-31")
    assert (signer(last_day).name, signer(first_day).name) == ("Last day", "First day")
    assert signer(make.holder(name="Undated")).name == "Undated"
    assert signer(make.holder(name="Undated"), now).name == "Now"
    assert (signer().name, signer(before).name) == ("", "")


def test_title_author_year_and_edition() -> None:
    tree = annual_statement(_record(), Audience.PUBLIC, signed=None)
    assert tree.title == "Annual assurance statement 2025/26"
    assert (tree.subtitle, tree.author) == ("Police and Crime Commissioner for Westmarch", "Westmarch PCC")
    assert Fact("Year", "1 April 2025 to 31 March 2026") in tree.blocks
    assert Fact("Edition", "Strategic Policing Requirement, issued 20 February 2023") in tree.blocks
    assert "names three threats" in _said(tree)


def test_typed_text_comes_out_as_it_was_typed() -> None:
    said = _said(annual_statement(RECORDS["hostile"], Audience.PUBLIC, signed=None))
    for piece in ("a < b & {{ c }} {plan} =1+1", "‮x‬", "שלום 👩‍👩‍👧"):
        assert said.count(piece) >= 5


def test_withheld_answers_leave_neither_heading_nor_chapter() -> None:
    """The tree says what the filtered record says; what was filtered leaves no trace of having been there."""
    from assurance_app.domain.projection import for_audience

    hidden = make.answer("own-duties.plan", position=Position.FOLLOWED, rests_on="x", disclosure=Disclosure.OFFICE)
    record = for_audience(make.record(answers=(hidden,)), Audience.PUBLIC)
    assert annual_statement(record, Audience.PUBLIC, signed=None) == annual_statement(
        make.record(), Audience.PUBLIC, signed=None
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"own-duties.plan": {"position": Position.NOT_FOLLOWED}}, "Here I departed from the requirement:"),
        (
            {"cyber.unit": {"view": View.NOT_SATISFIED}},
            "Here I was not satisfied that the force meets the requirement:",
        ),
        (
            {"own-duties.plan": {"position": Position.NOT_FOLLOWED}, "cyber.unit": {"view": View.NOT_SATISFIED}},
            "Here I departed from the requirement, or was not satisfied that the force meets it:",
        ),
    ],
)
def test_what_leads_to_departures_says_whose_they_are(content: dict[str, Any], words: str) -> None:
    record = make.record(answers=tuple(make.answer(name, reason="Because.", **more) for name, more in content.items()))
    for length in (Length.SHORT, Length.STANDARD):
        said = _under(annual_statement(record, Audience.OFFICE, signed=None, length=length), "departures")
        assert isinstance(said[0], Paragraph)
        assert said[0].text.endswith(words)


def test_figures_asked_for_as_a_table_stand_as_one() -> None:
    levels = Field(
        id="levels",
        label="Commanders by level",
        type=FieldType.TABLE,
        capacity=True,
        columns=(Column("level", "Level", FieldType.TEXT), Column("number", "In date", FieldType.NUMBER)),
    )
    framework = make.framework()
    sections = tuple(
        replace(
            section,
            requirements=tuple(
                replace(one, fields=(*one.fields, levels)) if one.id == "cyber.unit" else one
                for one in section.requirements
            ),
        )
        for section in framework.sections
    )
    rows = ({"level": "Gold", "number": 4}, {"level": "Silver", "number": 12})
    answer = replace(make.answer("cyber.unit"), fields={"levels": rows})
    record = replace(make.record(answers=(answer,)), framework=replace(framework, sections=sections))
    (table,) = (
        block
        for block in _under(annual_statement(record, Audience.OFFICE, signed=None), "capacity")
        if isinstance(block, Table)
    )
    assert table.caption == "Commanders by level (paragraph 40.4.b)"
    assert table.columns == ("Level", "In date")
    assert table.rows == (("Gold", "4"), ("Silver", "12"))


def test_the_full_record_says_that_it_is_one() -> None:
    record = _record()
    said = {
        length: " ".join(spoken_text(annual_statement(record, Audience.OFFICE, signed=None, length=length)))
        for length in (Length.STANDARD, Length.FULL)
    }
    assert "What this record is" in said[Length.FULL]
    assert "not for publication" in said[Length.FULL]
    assert "This is that statement for 2025/26." in said[Length.STANDARD]
    assert "This is that statement" not in said[Length.FULL]
