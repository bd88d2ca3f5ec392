"""The short statement: about 300 words whatever the record holds, and nobody's words cut in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.content import Bullets, ContentTree, Fact, Paragraph, SignatureBlock, spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.planning import PlanReview
from assurance_app.domain.projection import for_audience
from assurance_app.domain.prose import number_word
from assurance_app.domain.record import Record
from assurance_app.domain.short_statement import first_sentence
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import Opinion, Position, ReviewOutcome, View
from tests import factories as make

SIGNED = ("Rowan Ashdown", "Police and Crime Commissioner", "2026-05-12")
LONG = "word " * 20_000
SENTENCE = "It confirmed my first objective, on the specialist teams of the region, and changed the second of them. "


def _short(record: Record, audience: Audience = Audience.PUBLIC) -> ContentTree:
    return annual_statement(for_audience(record, audience), audience, signed=SIGNED, length=Length.SHORT)


def _words(tree: ContentTree) -> int:
    return sum(len(text.split()) for text in spoken_text(tree))


def _facts(tree: ContentTree) -> dict[str, str]:
    return {block.label: block.text for block in tree.blocks if isinstance(block, Fact)}


def _full(text: str) -> Record:
    """A record in which every text is the same one, all that can be departed from is, and all is public and cleared."""
    framework = make.framework()
    answers = tuple(
        make.answer(
            requirement.id,
            disclosure=Disclosure.PUBLIC,
            rests_on=text,
            reason=text,
            **({"position": Position.NOT_FOLLOWED} if requirement.takes_position else {"view": View.NOT_SATISFIED}),
        )
        for requirement in framework.requirements
    )
    statements = tuple(
        make.statement(
            section.id,
            regard=text,
            influence=text,
            concluded=text,
            opinion=Opinion.PARTLY_ASSURED,
            disclosure=Disclosure.PUBLIC,
        )
        for section in framework.threats
    )
    return make.record(
        answers=answers, threat_statements=statements, clearances=tuple(make.clearance(answer) for answer in answers)
    )


@pytest.mark.parametrize("text", [LONG, SENTENCE * 900, SENTENCE, "x" * 5000, "- a list\n- of things", "Yes.", ""])
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL, Audience.OFFICE])
def test_it_is_short_whatever_the_record_holds(text: str, audience: Audience) -> None:
    tree = _short(_full(text), audience)
    assert 120 <= _words(tree) <= 400
    assert max(len(piece) for piece in spoken_text(tree)) < 600


def test_of_what_a_person_wrote_a_whole_sentence_is_said_or_none() -> None:
    for text, said in ((SENTENCE * 900, f" {SENTENCE.strip()}"), (LONG, "")):
        facts = _facts(_short(_full(text)))
        assert facts["Terrorism"] == f"Partly assured.{said}"


@pytest.mark.parametrize(
    ("reason", "said"),
    [("Too dear.", ": Too dear."), (LONG, ": the reason stands in the standard statement."), ("", "")],
)
def test_a_departure_says_its_reason_or_where_it_stands_and_none_where_there_is_none(reason: str, said: str) -> None:
    answer = make.answer("own-duties.plan", position=Position.NOT_FOLLOWED, reason=reason)
    tree = _short(make.record(answers=(answer,)), Audience.OFFICE)
    (bullets,) = (block for block in tree.blocks if isinstance(block, Bullets))
    assert bullets.items[0].endswith(f"(paragraph 40.4.b){said}")


def test_threats_that_only_the_standard_statement_tells_of_are_named_together() -> None:
    statements = (
        make.statement("terrorism", regard=LONG),
        make.statement("disorder", regard=LONG),
        make.statement("cyber", regard=SENTENCE),
    )
    facts = _facts(_short(make.record(threat_statements=statements)))
    assert facts["Told of in the standard statement"] == "Terrorism and Disorder"
    assert facts["Cyber"] == SENTENCE.strip()
    assert "Terrorism" not in facts


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One thing. Another.", "One thing."),
        ("Only this", "Only this"),
        ("Mr. Ashdown agreed. So did I.", "Mr. Ashdown agreed."),
        ("Units, e.g. Public order, came. Then left.", "Units, e.g. Public order, came."),
        ("It rose by 2.5 per cent. Then it fell.", "It rose by 2.5 per cent."),
        ("Was it so? It was.", "Was it so?"),
        ("“It was.” So she said.", "“It was.”"),
        ("One.\n\nTwo.", "One."),
        ("She said (I agree. Wholly.) yes.", ""),
        ("She said “I agree. Wholly.” twice.", ""),
        ("\u202eturned. Around\u202c again.", ""),
        ("Three things changed:\n- one", ""),
        ("Three things changed:", ""),
        ("one line\nand another", ""),
        ("- a list", ""),
        ("   ", ""),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text, 20) == first


@given(st.text(max_size=300), st.integers(0, 30))
def test_a_sentence_stands_as_it_was_typed(text: str, most: int) -> None:
    found = first_sentence(text, most)
    assert found in text
    assert len(found.split()) <= most


def test_what_the_audience_may_not_read_is_not_there() -> None:
    record = make.record(
        answers=(
            make.answer(
                "own-duties.plan", position=Position.FOLLOWED, rests_on="Hushed one.", disclosure=Disclosure.OFFICE
            ),
            make.answer("disorder.psu", view=View.NOT_SATISFIED, reason="Hushed two.", disclosure=Disclosure.PUBLIC),
        ),
        threat_statements=(
            make.statement(
                "terrorism",
                influence="Hushed three.",
                opinion=Opinion.NOT_ASSURED,
                disclosure=Disclosure.OFFICE,
                public_wording="What all may know.",
            ),
        ),
    )
    tree = _short(record)
    said = "\n".join(spoken_text(tree))
    assert "Hushed" not in said
    assert "followed 1" not in said
    assert "Departures" not in said
    assert _facts(tree)["Terrorism"] == "What all may know."
    assert tree.marking == ""


def test_how_the_duties_were_met_is_counted_with_the_reviews() -> None:
    duties = (make.answer("own-duties.plan", position=Position.FOLLOWED, rests_on="The plan says so.", reason=""),)
    reviews = tuple(
        PlanReview(id=day, cycle_id=make.CYCLE, reviewed_on=day, outcome=ReviewOutcome.NO_CHANGE)
        for day in ("2025-06-01", "2026-01-02", "")
    )
    tree = annual_statement(
        make.record(answers=duties, plan_reviews=reviews), Audience.OFFICE, signed=None, length=Length.SHORT
    )
    paragraphs = [block.text for block in tree.blocks if isinstance(block, Paragraph)]
    assert (
        "My standard statement tells of one duty of my own: I followed one in full. "
        "I reviewed the police and crime plan on 1 June 2025 and 2 January 2026, and left it as it was."
    ) in paragraphs
    assert "The plan says so." in paragraphs


def test_departures_are_told_up_to_three_and_then_counted() -> None:
    tree = _short(_full("For a good reason."))
    (bullets,) = (block for block in tree.blocks if isinstance(block, Bullets))
    assert len(bullets.items) == 3
    assert all(item.endswith(": For a good reason.") for item in bullets.items)
    more = len(list(make.framework().requirements)) - 3
    assert f"The standard statement tells of {number_word(more)} more." in set(spoken_text(tree))


def test_it_says_which_edition_on_what_it_is_silent_and_who_signed() -> None:
    tree = _short(make.record())
    said = "\n".join(spoken_text(tree))
    assert "issued on 20 February 2023" in said
    assert "1 April 2025 to 31 March 2026" in said
    assert _facts(tree)["Threats on which this statement is silent"] == "Terrorism, Disorder and Cyber"
    assert tree.blocks[-1] == SignatureBlock(SIGNED[0], SIGNED[1], "12 May 2026")
