"""Each check on what should trip it and on what should not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from assurance_app import paths
from assurance_app.domain.checks import CODES, Earlier, Finding, Lexicon, findings, lexicon_from_plain
from assurance_app.domain.checks.texts import acronyms
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.holdings import CollaborationAgreement
from assurance_app.domain.planning import Influence, Objective, PlanReview
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import Action, ScrutinySession, SessionOpinion
from assurance_app.domain.values import ActionStatus, BodyKind, CycleStatus, Opinion, Position, View
from tests import factories as make

DATA = json.loads((paths.resources() / "checks.json").read_text(encoding="utf-8"))
WORDS = lexicon_from_plain(DATA["words"])
REVIEWED = PlanReview("p1", make.CYCLE, "2025-09-01")
EARLIER = Earlier("2026-05-01", (REVIEWED,), was_force_checked=True)
FORCE = "The force ran three operations and arrested forty people in Westmarch."
OWN = "I read the assessment of the force, and asked what it meant for Westmarch."


def found(code: str, earlier: Earlier = EARLIER, words: Lexicon = WORDS, **more: Any) -> list[Finding]:
    return [finding for finding in findings(make.record(**more), earlier, words) if finding.code == code]


def in_statement(code: str, **parts: Any) -> list[Finding]:
    given = {"influence": "It confirmed two objectives that I had set.", "held_on": ("2025-10-01",), **parts}
    return found(code, threat_statements=(make.statement("terrorism", **given),))


def in_answer(code: str, requirement: str = "own-duties.plan", **more: Any) -> list[Finding]:
    return found(code, answers=(make.answer(requirement, **more),))


# -- the whole -----------------------------------------------------------------------------------------------------


def test_every_check_has_its_words_and_no_other_has() -> None:
    assert [row["code"] for row in DATA["checks"]] == list(dict.fromkeys(CODES))
    assert all(row[part].strip() for row in DATA["checks"] for part in ("title", "found", "do"))
    assert set(WORDS.body) == {kind.value for kind in BodyKind}


def test_a_good_record_trips_nothing() -> None:
    statement = make.statement(
        "terrorism",
        regard=OWN,
        influence="It confirmed my third objective, which I kept.",
        held_to_account="I asked the chief constable on two occasions.",
        held_on=("2025-10-01",),
        concluded="I am assured that the force has what it needs.",
        opinion=Opinion.ASSURED,
    )
    answer = make.answer("own-duties.plan", position=Position.FOLLOWED, rests_on=OWN)
    assert findings(make.record(threat_statements=(statement,), answers=(answer,)), EARLIER, WORDS) == ()


def test_an_empty_record_lacks_only_the_review_of_the_plan() -> None:
    assert [finding.code for finding in findings(make.record(), Earlier("2026-05-01"), WORDS)] == ["plan.not-reviewed"]


def test_what_was_seen_changes_with_the_text_and_with_nothing_else() -> None:
    (first,) = in_statement("text.placeholder", regard="I met them on [date].")
    (same,) = in_statement("text.placeholder", regard="I met them on [date].", opinion=Opinion.ASSURED)
    (other,) = in_statement("text.placeholder", regard="I met them twice, on [date].")
    assert first.seen == same.seen != other.seen
    assert first.key == other.key == ("text.placeholder", f"{make.CYCLE}/terrorism")


def test_a_finding_on_an_answer_knows_its_section() -> None:
    (finding,) = in_answer("departure.no-reason", "terrorism.plan", position=Position.NOT_FOLLOWED)
    assert (finding.section_id, finding.requirement_id, finding.kind) == ("terrorism", "terrorism.plan", "answer")


# -- influence, voice, scrutiny, reasons ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["", "  ", "None.", "n/a", "N/A", "Nothing", "TBC", "No influence.", "See above", "As last year.", "Ditto", "xxx"],
)
def test_no_influence_is_found(said: str) -> None:
    assert in_statement("influence.none", regard=OWN, influence=said)


@pytest.mark.parametrize("said", ["None of my objectives had to change, because they name it.", "It changed one."])
def test_influence_is_not_asked_for_where_it_stands(said: str) -> None:
    assert not in_statement("influence.none", regard=OWN, influence=said)


def test_influence_may_stand_with_the_objective_and_is_not_asked_of_a_blank_statement() -> None:
    assert not found("influence.none", threat_statements=(make.statement("terrorism"),))
    begun = (make.statement("terrorism", regard=OWN),)
    for how, number in (("It asks for more armed officers.", 0), ("none", 1)):
        objective = Objective("o1", make.CYCLE, "Safer places", influences=(Influence("terrorism", how),))
        assert len(found("influence.none", threat_statements=begun, objectives=(objective,))) == number
    elsewhere = Objective("o1", make.CYCLE, "Safer places", influences=(Influence("cyber", "It does."),))
    assert found("influence.none", threat_statements=begun, objectives=(elsewhere,))


@pytest.mark.parametrize(
    "text",
    [
        FORCE,
        "Westmarch Police has trained sixty people and will train another sixty this year.",
        "Our officers have trained with two other forces and are ready to go at once.",
        "The chief constable appointed a lead and set up a board that meets each month.",
        "Officers and staff attended courses, and detectives joined the regional unit in June.",
        "Our own trained detectives and our analysts worked for the regional unit on four operations.",
        "We deployed officers to three events in the region and we have arrested forty people.",
        "The Met sent officers, and so did two other forces that had been asked in May.",
    ],
)
def test_text_that_speaks_only_of_the_force_is_found(text: str) -> None:
    assert in_statement("voice.force-only", regard=text)
    assert in_answer("voice.force-only", position=Position.FOLLOWED, rests_on=text)


@pytest.mark.parametrize(
    "text",
    [
        OWN,
        "The Police and Crime Commissioner asked the chief constable about it twice.",
        "We asked the force for its assessment and read it before the plan was made.",
        "The force told me that it was ready, and gave the figures for each month.",
        "The partnership met four times and agreed a plan for the whole area.",
        "The force is ready.",
        "The holding to account meeting of 4 June heard from the chief constable on trained officers.",
        "At its February meeting the police and crime panel heard what the force would receive.",
        "Our office asked our trained officers and the chief constable for records of the training.",
    ],
)
def test_text_in_the_voice_of_the_body_is_not_found(text: str) -> None:
    assert not in_statement("voice.force-only", regard=text)
    assert not in_answer("voice.force-only", position=Position.FOLLOWED, rests_on=text)


def test_a_view_of_the_forces_capability_may_speak_of_the_force() -> None:
    assert not in_answer("voice.force-only", "terrorism.arv", view=View.SATISFIED, rests_on=FORCE)
    assert not in_statement("voice.force-only", next_year=FORCE)


def test_the_voice_is_that_of_the_kind_of_body() -> None:
    account = "The Mayor asked the force for its assessment and read it before the plan was made."
    council = "The Common Council asked the force for its assessment and read it before the plan."
    for kind, text, number in (
        (BodyKind.MOPAC, account, 0),
        (BodyKind.COMMON_COUNCIL, council, 0),
        (BodyKind.COMMON_COUNCIL, "The Commissioner of Police set up a board, and the force read its report.", 1),
        (BodyKind.PCC, account, 1),
    ):
        statements = (make.statement("terrorism", regard=text, influence="We kept it."),)
        assert len(found("voice.force-only", threat_statements=statements, body=make.body(kind))) == number


def test_the_finding_names_the_parts() -> None:
    (finding,) = in_statement("voice.force-only", regard=FORCE, concluded=FORCE, held_to_account=OWN)
    assert finding.params["parts"] == ("regard", "concluded")


def test_a_threat_without_scrutiny_is_found_until_something_says_when() -> None:
    concluded = make.statement("terrorism", influence="Yes, one.", concluded="I am assured of it.")
    opinion = make.statement("terrorism", influence="Yes, one.", opinion=Opinion.PARTLY_ASSURED)
    for statement in (concluded, opinion):
        assert found("threat.no-scrutiny", threat_statements=(statement,))
        dated = replace(statement, held_on=("2025-06-01",))
        assert not found("threat.no-scrutiny", threat_statements=(dated,))
        about = ScrutinySession("s1", make.CYCLE, "2025-06-01", section_ids=("terrorism",))
        assert not found("threat.no-scrutiny", threat_statements=(statement,), sessions=(about,))
        opined = ScrutinySession(
            "s1", make.CYCLE, "2025-06-01", opinions=(SessionOpinion("terrorism", Opinion.ASSURED),)
        )
        assert not found("threat.no-scrutiny", threat_statements=(statement,), sessions=(opined,))
        other = ScrutinySession("s1", make.CYCLE, "2025-06-01", section_ids=("cyber",))
        assert found("threat.no-scrutiny", threat_statements=(statement,), sessions=(other,))
    assert not in_statement("threat.no-scrutiny", held_on=(), regard=OWN, opinion=Opinion.NONE_YET)


def test_a_duty_not_followed_needs_its_reason() -> None:
    code = "departure.no-reason"
    assert in_answer(code, position=Position.NOT_FOLLOWED)
    assert in_answer(code, position=Position.NOT_FOLLOWED, reason="n/a")
    assert not in_answer(code, position=Position.NOT_FOLLOWED, reason="The merger made the plan void for a year.")
    assert not in_answer(code, position=Position.FOLLOWED)
    assert not in_answer(code, position=Position.IN_PART)


def test_a_capability_found_wanting_needs_both_reasons() -> None:
    code, given = "departure.no-view", {"requirement": "terrorism.arv", "view": View.NOT_SATISFIED}
    assert in_answer(code, **given)
    assert in_answer(code, **given, chief_constables_reason="Two vehicles wait for parts.")
    both = {"chief_constables_reason": "Two vehicles wait for parts.", "bodys_view_of_reason": "I accept it until May."}
    assert not in_answer(code, **given, **both)
    assert not in_answer(code, requirement="terrorism.arv", view=View.SATISFIED)


# -- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I met them on [date] in Westmarch.",
        "The budget rose by [insert figure].",
        "There were [ ] vehicles, and [XX] drivers.",
        "The session is TBC.",
        "It was held on XX/XX/2025.",
        "There were xxx officers.",
        "Lorem ipsum dolor sit amet.",
        "{{ name }} agreed.",
        "Signed: ________",
        "We have ??? units.",
        "Insert text about the plan.",
        "See <insert name> for more.",
        "There are [PCC to confirm] officers.",
        "The lead is [Chief Constable’s name].",
        "It stood at forty [source?] in May.",
        "It costs £X million a year, of £XX,000 a unit.",
        "XX officers were trained.",
        "The board met on xx May.",
        "Date of the review: to be confirmed.",
        "To be added",
        "The number (to follow) was smaller.",
        "TODO: ask again.",
        "The date is T.B.C. for now.",
        "Click or tap here to enter text.",
        "It was held on ../../2026.",
        "?? officers were trained.",
    ],
)
def test_what_was_left_to_fill_in_is_found(text: str) -> None:
    assert in_statement("text.placeholder", regard=text)
    assert in_answer("text.placeholder", "terrorism.arv", gap=text)


@pytest.mark.parametrize(
    "text",
    [
        "The court held so in [2024] EWHC 12 (Admin).",
        "He wrote that it was “definately [sic] enough”.",
        "Section 22A [as amended] applies.",
        "Is that enough? I asked so twice?!",
        "The chapter is number XXIX of the book.",
        "The date of the meeting was confirmed in June.",
        "Figures a < b and b > c hold.",
        "[Name withheld] told me so, and [the force] agreed.",
        "The appointment is still to be confirmed.",
        "The panel has the budget to be agreed before it.",
        "The games were those of the XXX Olympiad.",
    ],
)
def test_what_only_looks_like_it_is_not_found(text: str) -> None:
    assert not in_statement("text.placeholder", regard=text)


@pytest.mark.parametrize(
    "text",
    [
        "This is OFFICIAL-SENSITIVE and stays so.",
        "Official – Sensitive: see below.",
        "It was marked SECRET when it came.",
        "Not for publication before May.",
        "Two undercover officers were in place.",
        "Covert human intelligence sources reported it.",
        "It was told to me in strict confidence.",
        "OFFICIAL\u2011SENSITIVE, as the hyphen that never breaks has it.",
        "Top Secret material was read.",
        "Not for public release, and not to be disclosed.",
        "The call signs were changed.",
        "It was CONFIDENTIAL when it came.",
        "Covert surveillance was used.",
    ],
)
def test_restricted_words_are_found_where_anybody_may_read_them(text: str) -> None:
    assert in_statement("text.restricted", regard=text)
    assert in_statement("text.restricted", regard=OWN, public_wording=text, disclosure=Disclosure.OFFICE)
    assert not in_statement("text.restricted", regard=text, disclosure=Disclosure.OFFICE)
    assert not in_statement("text.restricted", regard=text, public_wording=OWN), "the wording stands in its place"


@pytest.mark.parametrize(
    "text",
    [
        "The Official Secrets Act applies to some of it.",
        "The ballot was secret, and the result is official.",
        "An official was sensitive to the point.",
        "I said it with confidence.",
        "Intelligence and surveillance matter to every force.",
        "The public gave 300 intelligence reports to the charity.",
        "Confidential advice and restricted access are offered to victims.",
        "Victims spoke in confidence, and the secret ballot was held.",
    ],
)
def test_words_of_every_day_are_not_restricted(text: str) -> None:
    assert not in_statement("text.restricted", regard=text)


def test_an_acronym_is_found_where_no_published_text_says_its_words() -> None:
    (finding,) = in_statement("text.acronym", regard="I saw two ARVs and a RoCU.")
    assert finding.params["words"] == ("ARV", "RoCU")
    assert not in_statement("text.acronym", regard="I saw two armed response vehicles (ARVs). One ARV was away.")
    assert not in_statement("text.acronym", regard="I saw an ARV.", disclosure=Disclosure.FORCE)
    elsewhere = (
        make.statement("terrorism", regard="I asked about the armed response vehicle (ARV)."),
        make.statement("cyber", regard="I asked about the ARV again."),
    )
    assert not found("text.acronym", threat_statements=elsewhere)
    withheld = (replace(elsewhere[0], disclosure=Disclosure.OFFICE), elsewhere[1])
    assert [finding.section_id for finding in found("text.acronym", threat_statements=withheld)] == ["cyber"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NPoCC and PSUs", ["NPoCC", "PSU"]),
        ("The UK and McDonald, MacArthur and John’s", ["UK"]),
        ("Part IV and World War II", []),
        ("A PLAN FOR WESTMARCH", []),
        ("ANPR", ["ANPR"]),
        ("a.smith@WMP.uk and https://X.GOV/ABC", []),
        ("Section 22A, s.22A and MI5", []),
    ],
)
def test_what_an_acronym_is(text: str, words: list[str]) -> None:
    assert acronyms(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The NHS and HMICFRS told the PCC.",
        "I am NOT satisfied with what CONTEST asks for.",
        "A regional organised crime unit (“ROCU”) helps. The ROCU is shared.",
        "A regional organised crime unit (or ROCU) helps. The ROCU is shared.",
        "The ROCU (the regional organised crime unit) helps.",
    ],
)
def test_letters_that_everybody_knows_or_that_are_told_need_no_words(text: str) -> None:
    assert not in_statement("text.acronym", regard=text)


def test_letters_in_a_list_in_brackets_are_not_told_by_it() -> None:
    assert in_statement("text.acronym", regard="I asked the partners (ROCU, NCA and others).")


@pytest.mark.parametrize(
    "text",
    [
        "I had regard to the Strategic Policing Requirement (July 2012).",
        "The 2015 SPR names six threats.",
        "SPR 2015 was read.",
        "The Strategic Policing Requirement of March 2015 was read.",
        "The 2015 edition of the Strategic Policing Requirement was read.",
    ],
)
def test_another_edition_is_found(text: str) -> None:
    (finding,) = in_statement("edition.text", regard=text)
    assert finding.params["words"] in (("2012",), ("2015",))


@pytest.mark.parametrize(
    "text",
    [
        "I had regard to the Strategic Policing Requirement (February 2023).",
        "The 2023 SPR replaced the 2015 SPR.",
        "My SPR 2025/26 statement follows.",
        "I reviewed the plan against the Strategic Policing Requirement, in November 2025.",
        "In 2015 I was not in office.",
    ],
)
def test_the_own_edition_and_other_years_are_not_found(text: str) -> None:
    assert not in_statement("edition.text", regard=text)


# -- dates and what goes out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "kind", "number"),
    [
        ("2025-03-31", "exercise-or-test", 1),
        ("2025-04-01", "exercise-or-test", 0),
        ("2026-03-31", "exercise-or-test", 0),
        ("2026-04-01", "exercise-or-test", 1),
        ("2021-01-01", "police-and-crime-plan", 0),
        ("", "exercise-or-test", 0),
        ("spring", "exercise-or-test", 0),
    ],
)
def test_evidence_from_outside_the_year(date: str, kind: str, number: int) -> None:
    revision = make.evidence("e1", date=date, type=kind)
    answer = make.answer("terrorism.arv")
    code = "evidence.outside-year"
    assert len(found(code, answers=(answer,), evidence=(revision,), links=(make.link(revision, answer),))) == number
    assert not found(code, answers=(answer,), evidence=(revision,)), "nothing rests on it"


def test_an_edition_that_applies_from_within_the_year_is_found() -> None:
    late = replace(make.framework(), applies_from="2025-06-01")
    first = replace(make.framework(), applies_from="2025-04-01")
    assert found("edition.year", framework=late)
    assert not found("edition.year", framework=first)
    assert not found("edition.year")


def test_the_plan_was_reviewed_since_the_edition_or_not() -> None:
    code = "plan.not-reviewed"
    before = PlanReview("p0", make.CYCLE, "2023-02-19")
    on_the_day = PlanReview("p2", make.CYCLE, "2023-02-20")
    assert not found(code)
    assert found(code, Earlier("2026-05-01", (before,)))
    assert not found(code, Earlier("2026-05-01", (before, on_the_day)))
    assert not found(code, Earlier("2026-05-01"), plan_reviews=(REVIEWED,))
    said = make.answer("own-duties.plan", position=Position.FOLLOWED, fields={"reviewed-on": "2025-09-01"})
    assert not found(code, Earlier("2026-05-01"), answers=(said,))


@pytest.mark.parametrize(
    ("due", "status", "number"),
    [
        ("2026-04-30", ActionStatus.OPEN, 1),
        ("2026-05-01", ActionStatus.OPEN, 0),
        ("2026-04-30", ActionStatus.DONE, 0),
        ("2026-04-30", ActionStatus.DROPPED, 0),
        ("", ActionStatus.OPEN, 0),
    ],
)
def test_an_action_is_overdue_the_day_after(due: str, status: ActionStatus, number: int) -> None:
    action = Action("a1", make.CYCLE, "Buy two vehicles", due=due, status=status)
    assert len(found("action.overdue", actions=(action,))) == number


@pytest.mark.parametrize(
    ("status", "checked", "number"),
    [
        (CycleStatus.DRAFTING, False, 0),
        (CycleStatus.FORCE_CHECK, False, 0),
        (CycleStatus.IN_REVIEW, False, 1),
        (CycleStatus.IN_REVIEW, True, 0),
        (CycleStatus.APPROVED, False, 1),
        (CycleStatus.REPORT_PUBLISHED, False, 1),
    ],
)
def test_the_force_check_is_asked_for_only_once_the_year_is_past_it(
    status: CycleStatus, checked: bool, number: int
) -> None:
    earlier = Earlier("2026-05-01", (REVIEWED,), was_force_checked=checked)
    assert len(found("force-check.missing", earlier, cycle=make.cycle(status=status))) == number


@pytest.mark.parametrize(
    ("more", "parts"),
    [
        ({"gap": "No vehicle at night."}, ("gap",)),
        ({"view": View.NOT_SATISFIED}, ("departure",)),
        ({"view": View.NOT_SATISFIED, "gap": "None at night."}, ("gap", "departure")),
        ({"rests_on": OWN, "view": View.SATISFIED}, ()),
    ],
)
def test_clearance_is_missing_for_what_is_meant_for_the_public(more: dict[str, Any], parts: tuple[str, ...]) -> None:
    answer = make.answer("terrorism.arv", **more)
    got = found("clearance.missing", answers=(answer,))
    assert [finding.params["parts"] for finding in got] == ([parts] if parts else [])
    assert not found("clearance.missing", answers=(answer,), clearances=(make.clearance(answer),))
    withheld = replace(answer, disclosure=Disclosure.FORCE)
    assert not found("clearance.missing", answers=(withheld,))


def test_figures_of_capacity_need_clearance_and_other_fields_do_not() -> None:
    assert in_answer("clearance.missing", "disorder.psu", fields={"needed": 4})
    assert not in_answer("clearance.missing", "disorder.psu", fields={"needed": None})
    assert not in_answer("clearance.missing", "terrorism.arv", fields={"visits": [{"hours": 2}]})


def test_agreements_and_actions_for_the_public_need_clearance() -> None:
    action = Action("a1", make.CYCLE, "Buy two vehicles", public_wording="More vehicles")
    agreement = CollaborationAgreement("g1", "westmarch", "Armed policing", disclosure=Disclosure.PUBLIC)
    got = found("clearance.missing", actions=(action,), agreements=(agreement,))
    assert {finding.kind for finding in got} == {"action", "collaboration_agreement"}
    own = (replace(action, public_wording=""),)
    assert not found("clearance.missing", actions=own)


def test_every_other_entry_is_read_too() -> None:
    entries = make.other_entries(Disclosure.PUBLIC, "It was agreed on [date] that the ARV is SECRET.")
    entries.pop("departure_decisions")
    record: Record = make.record(**entries)
    kinds = {(one.code, one.kind) for one in findings(record, EARLIER, WORDS) if one.code.startswith("text.")}
    told = ("scrutiny_session", "action", "objective", "plan_review", "resource_decision", "inspection_finding")
    for code in ("text.placeholder", "text.acronym", "text.restricted"):
        assert {(code, kind) for kind in (*told, "collaboration_agreement")} <= kinds
