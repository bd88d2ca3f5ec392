"""What changed since last year: said in the body's voice, and only of what the audience may read in both years."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from assurance_app.domain.content import Bullets, Heading, Paragraph, spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entities import Answer, Clearance, Cycle, ThreatStatement
from assurance_app.domain.planning import Objective
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.since_last_year import last_year_for
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import BodyKind, Opinion, Position, View
from tests import factories as make

LAST = "westmarch.2024-25"
PUBLIC, PARTNERS, OFFICE = Disclosure.PUBLIC, Disclosure.PARTNERS, Disclosure.OFFICE
Year = dict[str, Any]


def _before(**more: Any) -> Record:
    return make.record(cycle=Cycle(LAST, "westmarch", "2024-25", "test-edition", 1), **more)


def _objective(title: str, cycle_id: str = make.CYCLE, disclosure: Disclosure = PUBLIC, wording: str = "") -> Objective:
    return Objective(f"{cycle_id}/{title}", cycle_id, title, disclosure=disclosure, public_wording=wording)


def _changes(
    before: Record, now: Record, audience: Audience = Audience.PUBLIC, length: Length = Length.STANDARD, **more: Any
) -> tuple[str, ...]:
    """What the chapter says, a sentence each; nothing where there is none."""
    seen = for_audience(now, audience)
    comparable = last_year_for(before, now, audience)
    tree = annual_statement(seen, audience, signed=None, length=length, before=comparable, **more)
    blocks = iter(tree.blocks)
    if not any(isinstance(block, Heading) and block.place == "since-last-year" for block in blocks):
        return ()
    basis, said = itertools.islice(blocks, 2)
    assert isinstance(basis, Paragraph)
    assert isinstance(said, Bullets)
    return said.items


def _opinions(before: Year, now: Year) -> tuple[Record, Record]:
    return (
        _before(threat_statements=(make.statement("terrorism", LAST, **before),)),
        make.record(threat_statements=(make.statement("terrorism", **now),)),
    )


def _answers(before: Year | None, now: Year | None, *, cleared: bool = True) -> tuple[Record, Record]:
    """Two years with an answer on the same requirement, cleared for the public where said."""
    first = () if before is None else (make.answer("cyber.unit", LAST, **before),)
    second = () if now is None else (make.answer("cyber.unit", **now),)

    def clearances(answers: tuple[Answer, ...]) -> tuple[Clearance, ...]:
        return tuple(make.clearance(answer) for answer in answers) if cleared else ()

    return (
        _before(answers=first, clearances=clearances(first)),
        make.record(answers=second, clearances=clearances(second)),
    )


WAS, IS = {"opinion": Opinion.PARTLY_ASSURED, "regard": "then"}, {"opinion": Opinion.ASSURED, "regard": "now"}


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (WAS, IS, ("On Terrorism my opinion has changed from partly assured to assured.",)),
        (WAS, WAS, ("On Terrorism my opinion is the same as last year.",)),
        (
            {"concluded": "Too early.", "opinion": Opinion.NONE_YET},
            IS,
            ("On Terrorism I have come to an opinion: assured. Last year I had come to none.",),
        ),
        (
            WAS,
            {"held_on": ("2026-01-02",), "opinion": Opinion.NONE_YET},
            ("On Terrorism I have come to no opinion this year. Last year I was partly assured.",),
        ),
        # A text alone may be a wording in the place of an account: what the opinion was cannot be known from it.
        ({"regard": "words", "opinion": Opinion.NONE_YET}, IS, ()),
        ({"concluded": "a", "opinion": Opinion.NONE_YET}, {"concluded": "b", "opinion": Opinion.NONE_YET}, ()),
    ],
)
def test_how_the_opinion_moved(before: Year, now: Year, said: tuple[str, ...]) -> None:
    assert _changes(*_opinions(before, now)) == said


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL])
@pytest.mark.parametrize("withheld", ["before", "now", "both"])
@pytest.mark.parametrize("wording", ["", "What all may know."])
def test_an_opinion_withheld_in_either_year_is_not_compared(audience: Audience, withheld: str, wording: str) -> None:
    hidden = {"disclosure": PARTNERS, "public_wording": wording}
    before = {**WAS, **(hidden if withheld in ("before", "both") else {})}
    now = {**IS, **(hidden if withheld in ("now", "both") else {})}
    assert _changes(*_opinions(before, now), audience) == ()
    assert len(_changes(*_opinions(before, now), Audience.OFFICE)) == 1
    assert len(_changes(*_opinions(before, now), Audience.APCC)) == 1


def test_objectives_are_known_again_by_their_titles() -> None:
    before = _before(objectives=(_objective("Stays", LAST), _objective("Ends", LAST)))
    now = make.record(objectives=(_objective("  stays "), _objective("Begins"), _objective("{plan} <b>")))
    assert _changes(before, now) == (
        "2 objectives are new among those that the threats influenced: “Begins”; “{plan} <b>”.",
        "One objective that I named last year is no longer among them: “Ends”.",
    )


def test_that_an_objective_came_under_or_out_of_lock_is_no_change() -> None:
    """Neither is it told as new or ended, nor is it named."""
    before = _before(
        objectives=(_objective("Known", LAST), _objective("Locked now", LAST), _objective("Locked then", LAST, OFFICE))
    )
    now = make.record(
        objectives=(
            _objective("Known"),
            _objective("Locked now", disclosure=OFFICE, wording="Something else"),
            _objective("Locked then"),
            _objective("New and locked", disclosure=OFFICE),
        )
    )
    said = _changes(before, now)
    assert "Locked" not in " ".join(said)
    assert "no longer" not in " ".join(said)
    assert _changes(before, now, Audience.OFFICE) == (
        "One objective is new among those that the threats influenced: “New and locked”.",
    )


def test_where_last_year_named_no_objective_that_may_be_read_none_is_called_new() -> None:
    now = make.record(objectives=(_objective("Begins"),))
    assert _changes(_before(objectives=(_objective("Hidden", LAST, OFFICE),)), now) == ()
    assert _changes(_before(), now) == ()


NOT_SATISFIED: Year = {"view": View.NOT_SATISFIED, "chief_constables_reason": "Costs."}
HERE = "Unit (paragraph 40.4.b): "


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (NOT_SATISFIED, {"view": View.SATISFIED}, "last year I was not satisfied. Now I am satisfied."),
        (NOT_SATISFIED, {"view": View.PARTLY_SATISFIED}, "last year I was not satisfied. Now I am partly satisfied."),
        (
            NOT_SATISFIED,
            {"view": View.NOT_EXAMINED, "reason": "Seen last year."},
            "last year I was not satisfied. I did not examine it this year.",
        ),
        ({"view": View.SATISFIED}, NOT_SATISFIED, "new this year: I am not satisfied."),
        (None, NOT_SATISFIED, "new this year: I am not satisfied."),
        ({"rests_on": "words"}, NOT_SATISFIED, "new this year: I am not satisfied."),
        (NOT_SATISFIED, NOT_SATISFIED, ""),
        (NOT_SATISFIED, None, ""),
        (NOT_SATISFIED, {"rests_on": "words"}, ""),
        ({"view": View.SATISFIED}, {"view": View.SATISFIED}, ""),
        (
            {"view": View.PARTLY_SATISFIED, "gap": "Wide."},
            {"view": View.SATISFIED},
            "the gap that I named last year is closed.",
        ),
        ({"view": View.SATISFIED, "gap": "Wide."}, {"view": View.SATISFIED, "gap": "Narrower."}, ""),
        ({"view": View.SATISFIED, "gap": "Wide."}, {"rests_on": "words"}, ""),
    ],
)
def test_departures_and_gaps(before: Year | None, now: Year | None, said: str) -> None:
    expected = (HERE + said,) if said else ()
    assert _changes(*_answers(before, now), Audience.OFFICE) == expected
    assert _changes(*_answers(before, now)) == expected, "cleared for the public in both years"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL])
@pytest.mark.parametrize(
    ("before", "now"),
    [
        (NOT_SATISFIED, {"view": View.SATISFIED}),
        ({"view": View.SATISFIED}, NOT_SATISFIED),
        (None, NOT_SATISFIED),
        ({"view": View.SATISFIED, "gap": "Wide."}, {"view": View.SATISFIED, "gap": "Still wide."}),
        ({"view": View.SATISFIED, "gap": "Wide."}, {"view": View.SATISFIED}),
    ],
)
def test_without_clearance_neither_departure_nor_gap_is_given_away(
    audience: Audience, before: Year | None, now: Year
) -> None:
    assert _changes(*_answers(before, now, cleared=False), audience) == ()


def test_a_departure_that_was_withheld_last_year_is_not_called_new() -> None:
    was_hidden, now = _answers({**NOT_SATISFIED, "disclosure": PARTNERS}, NOT_SATISFIED)
    assert _changes(was_hidden, now) == ()
    satisfied, now = _answers(
        {"view": View.SATISFIED, "disclosure": PARTNERS, "public_wording": "Well."}, NOT_SATISFIED
    )
    assert _changes(satisfied, now) == ()


def test_a_gap_that_is_withheld_this_year_is_not_called_closed() -> None:
    before, now = _answers({"view": View.SATISFIED, "gap": "Wide."}, {"view": View.SATISFIED, "gap": "Wide still."})
    assert _changes(before, replace(now, clearances=())) == ()


def test_a_duty_of_the_bodys_own() -> None:
    stand = (Position.NOT_FOLLOWED, Position.IN_PART)
    answers = [
        make.answer("own-duties.plan", at, position=one) for at, one in zip((LAST, make.CYCLE), stand, strict=True)
    ]
    before, now = _before(answers=(answers[0],)), make.record(answers=(answers[1],))
    here = "Plan (paragraph 40.4.b): "
    assert _changes(before, now, Audience.OFFICE) == (
        here + "last year I departed from the requirement here. Now it is followed in part.",
    )
    back = _before(answers=(replace(answers[1], id="x", cycle_id=LAST),))
    again = make.record(answers=(replace(answers[0], id=answers[1].id, cycle_id=make.CYCLE),))
    assert _changes(back, again, Audience.OFFICE) == (here + "new this year: I depart from the requirement here.",)


def test_across_editions_only_what_both_have_is_compared_and_that_is_said() -> None:
    earlier = replace(
        make.framework(), id="earlier-edition", issued="2015-03-31", sections=make.framework().sections[1:3]
    )
    statements = tuple(
        make.statement(section, cycle_id, **content)
        for section in ("terrorism", "disorder", "cyber")
        for cycle_id, content in ((LAST, WAS),)
    )
    before = replace(_before(threat_statements=statements[:2]), framework=earlier)
    later = replace(make.framework(), sections=(make.framework().sections[0], *make.framework().sections[2:]))
    now = make.record(
        framework=later,
        threat_statements=tuple(make.statement(section, **IS) for section in ("disorder", "cyber")),
    )
    assert _changes(before, now) == ("On Disorder my opinion has changed from partly assured to assured.",)
    tree = annual_statement(now, Audience.PUBLIC, signed=None, before=last_year_for(before, now, Audience.PUBLIC))
    basis = next(text for text in spoken_text(tree) if text.startswith("I compare"))
    assert "I compare this year with 2024/25." in basis
    assert "another edition, issued 31 March 2015" in basis


def test_a_year_before_that_was_not_approved_is_said_to_be_so() -> None:
    before, now = _opinions(WAS, IS)

    def said(**more: Any) -> str:
        return "\n".join(spoken_text(annual_statement(now, Audience.PUBLIC, signed=None, before=before, **more)))

    assert "not approved: this comparison" in said(before_is_draft=True)
    assert "not approved: this comparison" not in said()


def test_without_a_year_before_there_is_no_such_chapter() -> None:
    _before_it, now = _opinions(WAS, IS)
    places = [
        block.place
        for block in annual_statement(now, Audience.PUBLIC, signed=None).blocks
        if isinstance(block, Heading)
    ]
    assert "since-last-year" not in places
    assert _changes(_before(), now) == ()


@pytest.mark.parametrize("kind", list(BodyKind))
def test_each_kind_of_body_speaks_in_its_own_number(kind: BodyKind) -> None:
    framework = make.framework()
    answers = {
        cycle: tuple(
            make.answer(
                requirement.id,
                cycle,
                **({"position": positions[at % 2]} if requirement.takes_position else {"view": views[at % 4]}),
                gap="" if cycle == make.CYCLE else "gap",
            )
            for at, requirement in enumerate(framework.requirements)
        )
        for cycle, positions, views in (
            (LAST, (Position.NOT_FOLLOWED, Position.FOLLOWED), (View.NOT_SATISFIED, View.SATISFIED) * 2),
            (
                make.CYCLE,
                (Position.FOLLOWED, Position.NOT_FOLLOWED),
                (View.NOT_EXAMINED, View.NOT_SATISFIED, View.SATISFIED, View.NOT_SATISFIED),
            ),
        )
    }
    opinions = ((Opinion.ASSURED, Opinion.NONE_YET), (Opinion.NONE_YET, Opinion.ASSURED), (Opinion.ASSURED,) * 2)
    statements: dict[str, list[ThreatStatement]] = {LAST: [], make.CYCLE: []}
    for section, both in zip(framework.threats, opinions, strict=True):
        for cycle, opinion in zip((LAST, make.CYCLE), both, strict=True):
            statements[cycle].append(make.statement(section.id, cycle, concluded="words", opinion=opinion))
    before, now = (
        made(
            answers=answers[cycle],
            threat_statements=tuple(statements[cycle]),
            objectives=tuple(_objective(title, cycle) for title in titles),
            body=make.body(kind),
        )
        for made, cycle, titles in ((_before, LAST, ("A", "B", "C")), (make.record, make.CYCLE, ("A", "D", "E")))
    )
    said = " ".join(_changes(before, now, Audience.OFFICE))
    plural = kind in (BodyKind.MOPAC, BodyKind.COMMON_COUNCIL)
    assert {"I", "my"} & set(said.split()) == (set() if plural else {"I", "my"})
    assert {"we", "our"} & set(said.split()) == ({"we", "our"} if plural else set())
    assert "{" not in said


def test_the_short_statement_names_the_threats_on_which_the_opinion_moved() -> None:
    before, now = _opinions(WAS, IS)
    comparable = last_year_for(before, now, Audience.PUBLIC)
    tree = annual_statement(now, Audience.PUBLIC, signed=None, length=Length.SHORT, before=comparable)
    assert Paragraph("Since last year my opinion has changed on Terrorism.") in tree.blocks
    same, again = _opinions(WAS, WAS)
    tree = annual_statement(again, Audience.PUBLIC, signed=None, length=Length.SHORT, before=same)
    assert not any("Since last year" in text for text in spoken_text(tree))
