"""What is withheld from an audience: which runs of words, from where, and that no document is made of them."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest

from assurance_app.application.kept_back import kept_back
from assurance_app.domain.content import spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entities import kind_of
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.statement import annual_statement
from assurance_app.domain.withheld import NOTHING, Withheld, framework_texts, masked, pieces_of, withheld, words_of
from tests import factories as make

SECRET = "Two of the nine vans cannot leave the yard before noon."
OPEN = "I read the regional review in January and changed my second objective."
build = partial(annual_statement, audience=Audience.PUBLIC, signed=None)


def _kept(*records: Record, audience: Audience = Audience.PUBLIC) -> Withheld:
    return withheld(records, [for_audience(record, audience) for record in records])


def _record(text: str = SECRET, **more: Any) -> Record:
    given: dict[str, Any] = {"disclosure": Disclosure.OFFICE, **more}
    return make.record(
        answers=(make.answer("cyber.unit", rests_on=text, **given),),
        threat_statements=(make.statement("terrorism", regard=OPEN),),
    )


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"As we heard, {SECRET.upper()} So it was said.",
        "one: nine vans cannot leave the gate, two",
        "Two\nof\tthe nine\u00a0vans",
        "Two of the n\u00adine vans",  # a hyphen that nobody sees
        "Two of thé niné vans",
    ],
)
def test_five_words_of_a_withheld_text_are_found_however_they_are_written(text: str) -> None:
    origin = _kept(_record()).found_in(text)
    assert origin is not None
    assert (origin.place, origin.words) == ("cyber.unit", "40.4.b Unit")


@pytest.mark.parametrize("text", [OPEN, "Two of the nine", "", "vans", "Two of the eight vans cannot stay"])
def test_what_is_no_run_of_it_is_not(text: str) -> None:
    assert _kept(_record()).found_in(text) is None


def test_what_is_permitted_elsewhere_is_permitted() -> None:
    record = _record(f"{OPEN} And in private: {SECRET}")
    kept = _kept(record)
    assert kept.found_in(OPEN) is None
    assert kept.found_in(SECRET) is not None


def test_a_wording_for_the_public_stands_for_the_text() -> None:
    kept = _kept(_record(public_wording="The vans are ready in good time."))
    assert kept.found_in("The vans are ready in good time.") is None
    assert kept.found_in(SECRET) is not None


def test_partners_may_read_the_wording_for_the_public_as_well() -> None:
    record = _record(disclosure=Disclosure.PARTNERS, public_wording="The vans are ready in good time.")
    kept = kept_back([record], Audience.APCC, build)
    assert kept.found_in(SECRET) is None
    assert kept.found_in("The vans are ready in good time.") is None


def test_nothing_is_withheld_from_the_office() -> None:
    assert kept_back([_record()], Audience.OFFICE, build) is NOTHING
    assert NOTHING.found_in(SECRET) is None


@pytest.mark.parametrize(
    ("text", "found"), [("Wyvern", True), ("Wyvern seventeen", True), ("Yes", False), ("2026", False)]
)
def test_a_short_text_is_looked_for_as_a_whole_where_it_says_anything(text: str, found: bool) -> None:
    assert (_kept(_record(text)).found_in(f"so {text} it is") is not None) is found


def test_names_of_attachments_are_withheld_with_their_evidence() -> None:
    answer = make.answer("cyber.unit", rests_on=SECRET, disclosure=Disclosure.OFFICE)
    paper = make.evidence("p", attachment_name="rota_v2.xlsx", disclosure=Disclosure.OFFICE)
    record = make.record(answers=(answer,), evidence=(paper,), links=(make.link(paper, answer),))
    origin = _kept(record).found_in("see /files/Rota_V2.xlsx there")
    assert origin is not None
    assert (origin.place, origin.words) == ("evidence_revision:p@1", "Evidence: 40.4.b Unit")


def test_each_kind_of_entry_names_itself_and_leads_to_itself() -> None:
    for name, entries in make.other_entries(Disclosure.OFFICE, SECRET).items():
        if name == "departure_decisions":
            continue  # what was decided is written beside its answer
        origin = _kept(make.record(**{name: entries})).found_in(SECRET)
        assert origin is not None, name
        assert origin.place == f"{kind_of(type(entries[0]))}:{entries[0].id}"
        assert origin.words


def test_words_of_the_year_before_name_it_and_lead_there() -> None:
    answer = make.answer("cyber.unit", rests_on=SECRET, disclosure=Disclosure.OFFICE)
    before = make.record(answers=(answer,))
    origin = withheld([make.record(), before], []).found_in(SECRET)
    assert origin is not None
    assert origin.words == "2025/26, 40.4.b Unit"
    assert origin.place == f"answer:{answer.id}"


def test_two_years_count_together() -> None:
    now, before = _record(OPEN), _record(SECRET)
    kept = _kept(now, before)
    assert kept.found_in(SECRET) is not None
    assert _kept(now, _record(SECRET, disclosure=Disclosure.PUBLIC)).found_in(SECRET) is None


def test_only_long_runs_are_looked_for_among_what_a_file_needs_for_itself() -> None:
    kept = _kept(_record("Heading"))
    assert kept.found_in("Heading 1") is not None
    assert kept.found_in("Heading 1", only_long=True) is None
    assert _kept(_record()).found_in(SECRET, only_long=True) is not None


def test_words_that_meet_by_chance_between_two_pieces_prove_nothing() -> None:
    kept = _kept(_record("The opinion is assured in every respect."))
    pieces = ("The opinion is", "assured in every respect")
    assert kept.found_in(" ".join(pieces)) is not None
    assert kept.without_seams(pieces).found_in(" ".join(pieces)) is None
    whole = "The opinion is assured in every respect."
    assert kept.without_seams((whole, "x")).found_in(whole) is not None, "within one piece it is no chance"


def test_an_end_and_a_beginning_that_are_permitted_may_meet() -> None:
    texts = ("It ends partly assured.", "The force would keep going, I was told.")
    record = make.record(
        answers=(
            make.answer(
                "cyber.unit", rests_on="Partly assured: the force would keep on.", disclosure=Disclosure.OFFICE
            ),
        ),
        threat_statements=(make.statement("terrorism", regard=texts[0], influence=texts[1]),),
    )
    kept = _kept(record)
    assert kept.found_in("Partly assured. The force would keep going") is None
    assert kept.found_in("assured: the force would keep on") is not None


def test_what_the_program_says_by_itself_is_nobodys_secret() -> None:
    said = next(text for text in spoken_text(build(_record())) if len(words_of(text)) > 12)
    kept = kept_back([_record(said)], Audience.PUBLIC, build)
    assert kept.found_in(said) is None
    assert _kept(_record(said)).found_in(said) is not None


def test_a_masked_record_says_nothing_that_anybody_wrote() -> None:
    record = make.record(
        answers=(make.answer("cyber.unit", rests_on=SECRET),),
        threat_statements=(make.statement("terrorism", regard=SECRET, held_on=("2026-01-02",)),),
        **make.other_entries(Disclosure.PUBLIC, SECRET),
    )
    said = " ".join(pieces_of(build(masked(record))))
    assert "vans" not in said
    assert "2 January 2026" in said


def test_the_words_of_the_edition_are_given_as_they_are_shown() -> None:
    texts = list(framework_texts(make.framework(), "pcc"))
    assert "How is {body} satisfied?" in texts
    assert "How is the commissioner satisfied?" in texts


def test_a_place_never_repeats_what_is_withheld() -> None:
    record = make.record(
        answers=(make.answer("cyber.unit", rests_on=SECRET, disclosure=Disclosure.OFFICE),),
        threat_statements=(make.statement("terrorism", regard=SECRET + " Or so.", disclosure=Disclosure.OFFICE),),
        evidence=(make.evidence("e", title=f"{SECRET} Paper.", disclosure=Disclosure.OFFICE),),
        **make.other_entries(Disclosure.OFFICE, f"Other: {SECRET}"),
    )
    kept = _kept(record)
    assert kept.runs
    for origin in kept.runs.values():
        assert origin.words
        assert kept.found_in(origin.words) is None


def test_ten_thousand_random_placings_never_reach_a_public_document() -> None:
    """Restricted words in any text of the record, beside public ones: none stands in what is made for the public."""
    chance = random.Random(20260401)
    placed = 0
    while placed < 10_000:
        words = [f"withheld{chance.randrange(10**6)} is not for everybody" for _time in range(40)]
        record = _with_placings(chance, words)
        placed += len(words)
        kept = kept_back([record], Audience.PUBLIC, build)
        said = "\n".join(pieces_of(build(for_audience(record, Audience.PUBLIC))))
        for text in words:
            assert text not in said
            assert kept.found_in(text) is not None
        assert kept.found_in(said) is None


_ANSWER_PARTS = ("rests_on", "reason", "chief_constables_reason", "bodys_view_of_reason", "gap", "next_step")
_STATEMENT_PARTS = ("regard", "influence", "resources", "held_to_account", "concluded", "next_year")
_NARROW = (Disclosure.PARTNERS, Disclosure.FORCE, Disclosure.OFFICE)


def _with_placings(chance: random.Random, words: list[str]) -> Record:
    """A record with each of the texts somewhere in it, all restricted; an entry may have a wording for the public."""
    left = list(words)
    texts: dict[tuple[str, str], list[str]] = {}
    requirements = [one.id for one in make.framework().requirements]
    sections = [one.id for one in make.framework().sections]
    places = [(target, part) for target in requirements for part in _ANSWER_PARTS]
    places += [(target, part) for target in sections for part in _STATEMENT_PARTS]
    while left:
        texts.setdefault(chance.choice(places), []).append(left.pop())

    def parts(target: str, names: tuple[str, ...]) -> dict[str, Any]:
        wording = chance.choice(("", f"Said in public of {target}."))
        given: dict[str, Any] = {name: ". ".join(texts.get((target, name), [])) for name in names}
        return {**given, "disclosure": chance.choice(_NARROW), "public_wording": wording}

    return make.record(
        answers=tuple(make.answer(target, **parts(target, _ANSWER_PARTS)) for target in requirements),
        threat_statements=tuple(make.statement(target, **parts(target, _STATEMENT_PARTS)) for target in sections),
    )
