"""What can be searched, how a person's words are read, and how an excerpt marks them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.entities import Answer, Clearance, EvidenceRevision
from assurance_app.domain.planning import Influence, Objective
from assurance_app.domain.scrutiny import ScrutinySession, SessionOpinion, SessionQuestion
from assurance_app.domain.searching import SHARED, excerpt, folded, indexed, terms
from assurance_app.domain.values import Opinion, TargetKind


def found(text: str, *wanted: str) -> list[str]:
    return [piece.text for piece in excerpt(text, wanted) if piece.found]


def test_every_word_of_a_person_is_indexed_and_no_code() -> None:
    session = ScrutinySession(
        "id-1", "cycle-1", "2026-01-12", "Assurance board", "Whether vans came",
        (SessionQuestion("How many?", "Four."),),
        (SessionOpinion("terrorism-id", Opinion.ASSURED, "Seen twice."),), ("terrorism-id",), ("requirement-id",),
    )  # fmt: skip
    kept = indexed(session)
    assert kept is not None
    assert kept.title == "Assurance board 12 January 2026"
    assert kept.words.split("\n") == ["Whether vans came", "How many?", "Four.", "Seen twice."]
    assert kept.scope == "cycle-1"


def test_typed_answers_and_tables_are_indexed() -> None:
    fields = {"count": 4, "ready": True, "units": [{"name": "Van crew", "number": 2}], "since": "2025-04-01"}
    kept = indexed(Answer("a", "c", "r", rests_on="Seen.", fields=fields))
    assert kept is not None
    assert kept.words.split("\n") == ["Seen.", "Van crew", "1 April 2025"]


def test_the_name_of_an_attachment_weighs_like_a_title_and_its_digest_is_no_word() -> None:
    revision = EvidenceRevision("e@1", "e", 1, "minutes", "Minutes", attachment="f" * 64, attachment_name="board.pdf")
    kept = indexed(revision)
    assert kept is not None
    assert (kept.title, kept.words, kept.scope) == ("Minutes board.pdf", "", SHARED)


def test_how_a_threat_influenced_an_objective_is_found() -> None:
    kept = indexed(Objective("o", "c", "Safer roads", influences=(Influence("terrorism", "It moved a patrol."),)))
    assert kept is not None
    assert "It moved a patrol." in kept.words


def test_what_has_no_words_of_its_own_is_left_out() -> None:
    assert indexed(Clearance("c", "cycle", TargetKind.ANSWER, "a", "A. Name", "Chief executive", "2026-01-01")) is None


def test_single_letters_and_bare_signs_look_for_nothing() -> None:
    assert terms("a  Van “ - 4 van") == ("Van", "4", "van")
    assert terms(" a ") == ()


def test_a_day_in_figures_is_looked_for_as_it_is_written_out() -> None:
    assert terms("board 25/2/2026") == ("board", "25", "February", "2026")
    assert terms("2026-02-25") == terms("25.02.2026") == ("25", "February", "2026")
    assert terms("32/2/2026 1/2 20260225") == ("32/2/2026", "1/2", "20260225")


def test_an_excerpt_marks_whole_words_that_begin_so_whatever_case_and_accent() -> None:
    assert found("The Café’s LANTERNS, not a mislantern.", "cafe", "lant") == ["Café", "LANTERNS"]
    assert found("As 40.4.b has it", "40.4") == ["40.4"]
    assert found("Nothing here", "zz") == []


def test_an_excerpt_of_a_long_text_begins_near_the_word() -> None:
    text = "word " * 300 + "lantern " + "word " * 300
    said = "".join(piece.text for piece in excerpt(text, ["lantern"]))
    assert "lantern" in said
    assert len(said) < 250
    assert said.startswith("…")
    assert said.endswith("…")


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=3))
def test_an_excerpt_changes_no_character(text: str, wanted: list[str]) -> None:
    usable = terms(" ".join(wanted))
    if usable:
        said = "".join(piece.text for piece in excerpt(text, usable))
        plain = " ".join(text.split())
        assert said.removeprefix("…").removesuffix(" …") in plain or not plain


@given(st.text(max_size=50))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)
