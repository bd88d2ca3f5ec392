"""The national summary: who may be named and quoted, what the officer writes, what is proposed and why."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.commissioning import Permission, PermissionKind, SummaryText
from assurance_app.domain.content import Quotation, Table, spoken_text
from assurance_app.domain.entities import Body
from assurance_app.domain.national import (
    NationalPicture,
    PartId,
    Return,
    extract_of,
    extract_text,
    national_picture,
    national_summary,
    ready_of,
    summary_parts,
    summary_tree,
)
from assurance_app.domain.national_guard import ObjectionKind, guard_of
from assurance_app.domain.values import Opinion, View
from assurance_app.domain.withheld import words_of
from tests.factories import answer, body, cycle, framework, holder, record, statement

YEAR = "2025-26"
OWN = {
    "alpha": "Our officers trained beside their neighbours in each month of a long and wet winter.",
    "bravo": "Nobody else in the region keeps a boat that can go out on such a river at night.",
    "charlie": "We asked for the times of arrival and were given them within a single working day.",
}


def a_body(key: str) -> Body:
    return body(
        id=key,
        legal_name=f"Police and Crime Commissioner for North {key.title()}",
        name_as_used=f"{key.title()} PCC",
        police_area=f"North {key.title()}",
        force=f"{key.title()} Constabulary",
        invented=False,
    )


BODIES = tuple(map(a_body, OWN))


def a_picture() -> NationalPicture:
    def sent(of: Body) -> Return:
        its = replace(cycle(), id=f"{of.id}.{YEAR}", body_id=of.id)
        made = record(
            body=of,
            cycle=its,
            office_holders=(holder(name=f"Robin {of.id.title()}son"),),
            answers=(answer("terrorism.arv", its.id, view=View.NOT_SATISFIED, gap=OWN[of.id]),),
            threat_statements=(statement("terrorism", its.id, influence=OWN[of.id], opinion=Opinion.ASSURED),),
        )
        return Return(made, False, "f" * 64, f"{of.id}.sprreturn")

    return national_picture(map(sent, BODIES), YEAR, BODIES)


PICTURE = a_picture()


def name(of: str, **more: str) -> Permission:
    given: dict[str, Any] = {"granted_by": "A. Clerk", "granted_on": "2026-06-01", **more}
    return Permission(f"name/{of}", YEAR, of, PermissionKind.NAME, **given)


def quote(of: str, text: str = "", **more: object) -> Permission:
    given: dict[str, Any] = {"granted_by": "A. Clerk", "granted_on": "2026-06-01", "section_id": "terrorism", **more}
    return Permission(f"quote/{of}", YEAR, of, PermissionKind.QUOTE, text or OWN[of], **given)


def text(words: str, part: PartId = PartId.PLANS) -> SummaryText:
    return SummaryText(f"{YEAR}/{part}", YEAR, part.value, words)


def said(*permissions: Permission, texts: tuple[SummaryText, ...] = ()) -> str:
    return "\n".join(spoken_text(national_summary(PICTURE, permissions=permissions, texts=texts)))


LEFT_OUT = "[A sentence is left out here: no permission to name or quote stands for it.]"


@pytest.mark.parametrize(
    "words",
    [
        "Alpha PCC did well.",
        "ALPHA  pcc did well.",
        "In North Alpha it went well.",
        "The Alpha Constabulary did well.",
        "Robin Alphason did well.",
        "The Police and Crime Commissioner for\nNorth Alpha did well.",
    ],
)
def test_nobody_is_named_without_permission(words: str) -> None:
    found = said(texts=(text(f"Much was done. {words} More follows."),))
    assert LEFT_OUT in found
    assert "lpha" not in found.replace("LPHA", "lpha")
    assert "Much was done." in found
    assert "More follows." in found


@pytest.mark.parametrize("written", ["Dame Robin Alphason DBE (Lab)", "Cllr Robin Alphason", "Robin Alphason"])
def test_a_title_in_the_return_hides_nobody(written: str) -> None:
    (row, *others) = PICTURE.bodies
    assert row.received is not None
    record = replace(row.received.record, office_holders=(holder(name=written),))
    picture = replace(PICTURE, bodies=(replace(row, received=replace(row.received, record=record)), *others))
    found = "\n".join(spoken_text(national_summary(picture, texts=(text("Much was done. Robin Alphason did it."),))))
    assert LEFT_OUT in found
    assert "Alphason" not in found


def test_a_body_is_named_once_it_permits_it_and_no_more_once_it_withdraws() -> None:
    texts = (text("In North Alpha it went well."),)
    assert "In North Alpha it went well." in said(name("alpha"), texts=texts)
    assert "Alpha" not in said(name("alpha", withdrawn_on="2026-06-02"), texts=texts)
    assert "Alpha" not in said(name("alpha", granted_by=""), texts=texts)
    assert "Alpha" not in said(name("bravo"), texts=texts)
    assert "Alpha" not in said(replace(name("alpha"), year="2024-25"), texts=texts)


def test_words_that_a_body_sent_are_quoted_only_with_permission() -> None:
    run = " ".join(OWN["bravo"].split()[2:12])
    assert LEFT_OUT in said(texts=(text(f"One says that {run}."),))
    marked = " ".join(OWN["bravo"].split()[:4])
    for shown in (f"“{marked}”", f'"{marked}"', f"«{marked}»", f"‘{marked}’", f"'{marked}'", f"‘It’s so: {marked}’"):
        assert LEFT_OUT in said(texts=(text(f"One says {shown} of it."),)), shown
    assert marked in said(texts=(text(f"The bodies’ words are that {marked}, and it’s so."),))
    assert marked in said(texts=(text(f"One says that {marked} of note."),))
    assert run in said(quote("bravo"), texts=(text(f"One says that {run}."),))


def test_the_words_of_the_edition_are_nobodys() -> None:
    question = next(framework().requirements).question
    assert question in said(texts=(text(f"The question was: {question}"),))


def test_what_is_left_out_is_told_to_the_officer_sentence_by_sentence() -> None:
    words = f"Alpha PCC did well.\nOne says: {OWN['bravo']}"
    part = next(each for each in summary_parts(PICTURE, texts=[text(words)]) if each.id is PartId.PLANS)
    assert [(each.kind, each.sentence, each.bodies) for each in part.objections] == [
        (ObjectionKind.NAME, "Alpha PCC did well.", ("alpha",)),
        (ObjectionKind.QUOTE, f"One says: {OWN['bravo']}", ("bravo",)),
    ]


def test_a_permitted_quotation_stands_in_its_part_and_names_the_body_only_if_that_is_permitted_too() -> None:
    tree = national_summary(PICTURE, permissions=[quote("alpha")])
    assert Quotation(OWN["alpha"]) in tree.blocks
    assert "— A commissioner, on Terrorism" in list(spoken_text(tree))
    assert "Alpha PCC, on Terrorism" in said(quote("alpha"), name("alpha"))
    good = summary_parts(PICTURE, permissions=[quote("alpha", is_good_practice=True)])
    assert {part.id for part in good if part.quotes} == {PartId.GOOD_PRACTICE}
    assert "1 of 3 bodies permits words of its own" in said(quote("alpha", is_good_practice=True))


def test_a_quotation_that_names_another_body_waits_for_that_ones_permission() -> None:
    words = "We went to North Bravo for it."
    assert words not in said(quote("alpha", words))
    assert words in said(quote("alpha", words), name("bravo"))
    assert "We in North Alpha did it." in said(quote("alpha", "We in North Alpha did it."))


def test_a_quotation_that_stands_in_no_return_any_more_is_marked() -> None:
    parts = summary_parts(PICTURE, permissions=[quote("alpha"), quote("bravo", "We never wrote this.")])
    quotes = {each.body_id: each.is_found for part in parts for each in part.quotes}
    assert quotes == {"alpha": True, "bravo": False}


WORDS = ("much", "was", "done", "and", "more", "will", "be.", "“so”", "Good", "practice", "—", "\n")
PIECES = (
    *(each for of in BODIES for each in (of.name_as_used, of.force, of.police_area, of.legal_name)),
    *OWN.values(),
    *(f"“{' '.join(words.split()[3:8])}”" for words in OWN.values()),
)


@given(st.integers(0, 2**32), st.sets(st.sampled_from(sorted(OWN))), st.sets(st.sampled_from(sorted(OWN))))
def test_no_name_and_no_quotation_without_permission_stands_anywhere_in_the_tree(
    seed: int, named: set[str], quoted: set[str]
) -> None:
    chance = random.Random(seed)
    texts = tuple(
        text(" ".join(chance.choice(chance.choice((WORDS, PIECES))) for _word in range(30)), part) for part in PartId
    )
    permissions = (*map(name, sorted(named)), *map(quote, sorted(quoted)))
    tree = summary_tree(PICTURE, summary_parts(PICTURE, permissions=permissions, texts=texts, ready=READY))
    stream = f" {' '.join(words_of(' . '.join(spoken_text(tree))))} "
    for of in BODIES:
        if of.id not in named:
            for each in (of.name_as_used, of.force, of.police_area, of.legal_name):
                assert f" {' '.join(words_of(each))} " not in stream
        if of.id not in quoted:
            words = words_of(OWN[of.id])
            assert not any(f" {' '.join(words[at : at + 8])} " in stream for at in range(len(words) - 7))


READY = ready_of(PICTURE)


def test_each_part_has_facts_then_the_officers_words_then_quotations() -> None:
    permissions, texts = [quote("alpha")], [text("It went well.", PartId.CONCLUSIONS)]
    parts = summary_parts(PICTURE, permissions=permissions, texts=texts, ready=READY)
    assert [part.id for part in parts] == [part for part in PartId if part is not PartId.CAPACITY]
    blocks = summary_tree(PICTURE, parts).blocks
    at = next(at for at, block in enumerate(blocks) if getattr(block, "place", "") == "conclusions")
    assert isinstance(blocks[at + 1], Table)
    assert [getattr(block, "text", "") for block in blocks[at + 2 : at + 4]] == ["It went well.", OWN["alpha"]]


def test_every_number_that_is_proposed_opens_the_returns_behind_it() -> None:
    for part in summary_parts(PICTURE):
        numbers = [each for proposal in part.proposals for each in proposal.counted]
        numbers += [each for table in part.tables for row in table.rows for each in row.counted]
        for each in numbers:
            assert bool(each.bodies) == bool(each.number)
            assert set(each.bodies) <= set(OWN)
    assert "%" not in said()


def test_an_extract_tells_a_body_where_it_is_named_quoted_and_counted() -> None:
    permissions, texts = [name("alpha"), quote("alpha"), quote("bravo")], [text("In North Alpha it went well.")]
    parts = summary_parts(PICTURE, permissions=permissions, texts=texts)
    found = extract_of(PICTURE, parts, "alpha", permissions)
    assert found.named == (("How the requirement shaped plans", "In North Alpha it went well."),)
    assert [words.split("\n")[0] for _part, words in found.quoted] == [OWN["alpha"]]
    assert ("What commissioners conclude", "Opinion on each threat: Terrorism, Assured") in found.counted
    assert "You are named:" in extract_text(found)
    other = extract_of(PICTURE, parts, "charlie", permissions)
    assert other.is_empty
    assert "Alpha" not in extract_text(other)
    assert OWN["bravo"] not in extract_text(other)


def test_a_longer_permitted_name_is_not_taken_for_the_shorter_one_within_it() -> None:
    near = replace(a_body("near"), police_area="North Alpha and Nearside")
    guard = guard_of(PICTURE, [name("near")], bodies=[near])
    assert not guard.objections("In North Alpha and Nearside it went well.")
    assert guard.objections("In North Alpha it went well.")


def test_the_longer_summary_leaves_nothing_of_a_body_unsaid_by_mistake() -> None:
    """What nobody forbids stands word for word: hostile text is data."""
    words = "risk < 5 & cost > 3 {{ x }} =1+1 \u202eabc\u202c 😀"
    assert words in said(texts=(text(words),))
