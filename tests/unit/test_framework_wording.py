"""The rules for the words of a framework: what each must find, and what it must let pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.catalogue import wording
from assurance_app.words.findings import finding_sentence

GOOD_QUESTIONS = [
    "How is {body} satisfied that the force has, or has access to, trained boat crews?",
    "What did {body} decide about the budget?",
    "Which of the agreements were reviewed?",
    "To what extent are crews trained?",
    "In what way did {body} have regard to the requirement?",
    "On what occasions this year, and how, did {body} hold {chief} to account?",
    "In Wales, how is {body} satisfied that the force plays its part?",
    "When a new unit is proposed, how did {body} weigh the cost?",
    "When did {body} publish its statement?",
    "When and in what form did {body} send its statement?",
    "Where and how does the {plan} speak of floods?",
    "Where, for want of crews, the force asks its neighbours for help, how soon does it come?",
]


@pytest.mark.parametrize("question", GOOD_QUESTIONS)
def test_a_good_question_passes(question: str) -> None:
    assert not [*wording.question_slips(question), *wording.placeholder_slips(question)]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Describe how the force trains its crews.", "question-no-mark"),
        ("Describe how the force trains its crews?", "question-statement"),
        ("The force trains its crews?", "question-statement"),
        ("When the river rises, the force sends boats?", "question-statement"),
        ("Is {body} satisfied with the crews?", "question-yes-no"),
        ("Has the force enough boats?", "question-yes-no"),
        ("Where the force works with others, did {body} look at the agreement?", "question-yes-no"),
        ("In Wales, is {body} satisfied with the crews?", "question-yes-no"),
        ("How many boats are there? And who sails them?", "question-two"),
        ("How " + "many " * 44 + "boats?", "question-long"),
    ],
)
def test_what_is_no_question_is_found(question: str, code: str) -> None:
    assert code in [slip.code for slip in wording.question_slips(question)]


def test_a_question_may_have_as_many_words_as_the_limit() -> None:
    assert not list(wording.question_slips("How " + "many " * (wording.MOST_WORDS - 2) + "boats?"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("How is {Body} satisfied?", "placeholder-unknown"),
        ("How is {force} satisfied?", "placeholder-unknown"),
        ("How is {} satisfied?", "placeholder-unknown"),
        ("How is {body satisfied?", "placeholder-unknown"),
        ("How is body} satisfied?", "placeholder-unknown"),
        ("How is the PCC satisfied?", "office-named"),
        ("How is the commissioner satisfied?", "office-named"),
        ("What did the Mayor’s office do?", "office-named"),
        ("What does the police and crime commissioner do?", "office-named"),
        ("What does the Chief Constable do?", "office-named"),
        ("What does the Commissioner of Police do?", "office-named"),
        ("What does the police and crime plan say?", "office-named"),
    ],
)
def test_a_wrong_placeholder_is_found(text: str, code: str) -> None:
    assert [slip.code for slip in wording.placeholder_slips(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "How is {body} satisfied that {chief} follows the {plan}?",
        "An agreement among police and crime commissioners and chief constables",
        "The Common Council also shows how it monitored the performance",
        "A letter from a neighbouring chief constable",
        "The commissioners of both areas",
    ],
)
def test_other_names_pass(text: str) -> None:
    assert not list(wording.placeholder_slips(text))


def test_how_hard_a_text_reads_is_counted_as_defined() -> None:
    # Two sentences of four words; of the eight words “rivers” has six letters and “rapidly”, “floods?” count as given.
    assert wording.lix("Our rivers rise rapidly. They flood our streets.") == 4 + round(100 * 2 / 8)
    assert wording.lix("") == 0


def test_names_and_placeholders_do_not_make_a_text_hard() -> None:
    assert wording.lix("We met Metropolitan Counterterrorism Headquarters.") == 5
    assert wording.lix("Internationally {body} met.") == 3 + 33


def test_a_hard_text_is_found_and_a_plain_one_is_not() -> None:
    hard = "How comprehensively are multidisciplinary arrangements institutionalised throughout partnerships?"
    assert [slip.code for slip in wording.reading_slips(hard)] == ["hard-to-read"]
    assert not list(wording.reading_slips("How is {body} satisfied that boats can be sent out by night?"))


@pytest.mark.parametrize("text", ["...", "To do.", "–", "None"])
def test_an_empty_promise_of_evidence_is_found(text: str) -> None:
    assert [slip.code for slip in wording.evidence_slips(text)] == ["evidence-missing"]
    assert not list(wording.evidence_slips("The log of the last flood."))


def test_acronyms_are_told_from_words() -> None:
    text = "The NCA, two PSUs, NPoCC and a BDU. Part II, McDonald, A, I, s.22A, UK."
    assert list(wording.acronyms(text)) == ["NCA", "PSU", "NPoCC", "BDU", "UK"]


def test_an_acronym_in_brackets_after_its_name_is_spelled_out() -> None:
    assert list(wording.spelled_out("a Local Resilience Forum (LRF) and police support units (PSUs)")) == ["LRF", "PSU"]
    assert not list(wording.spelled_out("(LRF) and LRF"))


def test_a_run_is_as_long_as_a_copy() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve".split()
    assert list(wording.runs(" ".join(words))) == [tuple(words)]
    assert not list(wording.runs(" ".join(words[:-1])))
    assert list(wording.runs("One, two; three four five six seven eight nine ten – eleven twelve!")) == [tuple(words)]


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    slips = [
        *wording.question_slips(text),
        *wording.placeholder_slips(text),
        *wording.reading_slips(text),
        *wording.evidence_slips(text),
    ]
    assert all(finding_sentence(slip.code, slip.params) for slip in slips)
