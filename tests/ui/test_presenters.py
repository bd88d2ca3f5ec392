"""Presenters without widgets: what they ask for, what they make of it, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assurance_app.application import recording
from assurance_app.application.changes import Changed
from assurance_app.application.places import SCREENS, Place
from assurance_app.application.recording import QuestionPage
from assurance_app.domain.entities import Answer, Stored
from assurance_app.domain.framework import DutyOn, Requirement, Section, SectionKind, Strength, Tier
from assurance_app.domain.values import Position, Provided, View
from assurance_app.ui.navigator import Trail, place_as_text, place_from_text
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.question.presenter import QuestionPresenter, needs_of
from assurance_app.ui.undoing import Bulk

PLACE = Place("question", "section", "", "r1")


class Session:
    """Holds what was asked for until the test delivers it."""

    cycle_id = "cycle"
    read_only = False

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[..., Any], tuple[Any, ...], Callable[[Any], object] | None]] = []
        self.written: list[tuple[str, Answer]] = []

    def run(
        self,
        use_case: Any,
        *arguments: Any,
        done: Any = None,
        failed: Any = None,
        origin: Any = None,
        progress: str = "",
        cancelled: Any = None,
    ) -> None:
        self.asked.append((use_case, arguments, done))

    def deliver(self, result: Any) -> None:
        _use_case, _arguments, done = self.asked.pop(0)
        assert done is not None
        done(result)

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        return Saver(stored, self)

    def remember(self, bulk: Bulk) -> None:
        pass

    def alarm(self, ring: Callable[[], None]) -> Any:
        class Never:
            def start(self, milliseconds: int) -> None: ...

            def stop(self) -> None: ...

        return Never()

    def keep_draft(self, stored: Stored[Any], done: Any, failed: Any) -> None:
        self.written.append(("draft", stored.entity))
        done(stored)

    def keep_version(self, stored: Stored[Any], done: Any, failed: Any) -> None:
        self.written.append(("version", stored.entity))
        done(replace(stored, version=stored.version + 1))

    def saver_changed(self, saver: Saver[Any]) -> None: ...


class QuestionView:
    def __init__(self) -> None:
        self.pages: list[str] = []
        self.answers: list[Answer] = []
        self.needs: frozenset[str] = frozenset()
        self.asides = 0
        self.gone: list[Place] = []

    def show_page(self, page: QuestionPage, pillar_id: str) -> None:
        self.pages.append(page.requirement.id)

    def show_answer(self, answer: Answer) -> None:
        self.answers.append(answer)

    def show_needs(self, needs: frozenset[str]) -> None:
        self.needs = needs

    def show_aside(self, aside: object) -> None:
        self.asides += 1

    def show_actions(self, page: QuestionPage) -> None:
        self.actions = page.actions

    def go(self, place: Place) -> None:
        self.gone.append(place)


def page(requirement_id: str = "r1", *, duty_on: DutyOn = DutyOn.BODY, following: str = "r2") -> QuestionPage:
    requirement = Requirement(
        requirement_id, ("17",), "Heading", "", Tier.LOCAL, duty_on, Strength.MUST, "Title", "Question?", "Good"
    )
    section = Section("section", SectionKind.OWN_DUTIES, "Section", "Section", "10-24", "About", (requirement,))
    answer = Answer(f"cycle/{requirement_id}", "cycle", requirement_id)
    return QuestionPage(
        framework_title="SPR 2023", section=section, shown_in=section, pillar_title="", requirement=requirement,
        title="Title", question="Question?", good_evidence="Good", answer=Stored(answer, 0, ""), evidence=(),
        number=1, of=2, previous="", next=following, national_figures=(), units=(),
    )  # fmt: skip


@pytest.fixture
def parts() -> tuple[Session, QuestionView, QuestionPresenter]:
    session, view = Session(), QuestionView()
    return session, view, QuestionPresenter(session, view)


Parts = tuple[Session, QuestionView, QuestionPresenter]


def test_only_the_last_question_asked_for_is_shown(parts: Parts) -> None:
    session, view, presenter = parts
    presenter.arrive(PLACE)
    presenter.arrive(Place("question", "section", "", "r2"))
    assert session.asked[1][:2] == (recording.load_question, ("cycle", "r2", "section"))
    session.deliver(page("r1"))
    assert view.pages == []
    session.deliver(page("r2"))
    assert view.pages == ["r2"]


def test_a_duty_of_the_body_takes_a_position_and_the_chief_constables_a_view(parts: Parts) -> None:
    session, _view, presenter = parts
    presenter.arrive(PLACE)
    session.deliver(page())
    presenter.stand_chosen("followed")
    assert session.written[-1] == (
        "version", Answer("cycle/r1", "cycle", "r1", position=Position.FOLLOWED),
    )  # fmt: skip
    presenter.arrive(PLACE)
    session.deliver(page(duty_on=DutyOn.CHIEF_CONSTABLE))
    presenter.stand_chosen("satisfied")
    presenter.provided_chosen("regionally")
    kept = session.written[-1][1]
    assert (kept.view, kept.provided, kept.position) == (View.SATISFIED, Provided.REGIONALLY, None)


def test_nothing_is_written_before_the_answer_is_there_or_where_it_can_only_be_read(parts: Parts) -> None:
    session, _view, presenter = parts
    presenter.edited("rests_on", "too early")
    presenter.arrive(PLACE)
    presenter.stand_chosen("followed")
    presenter.leave()
    session.deliver(page())
    session.read_only = True
    presenter.edited("rests_on", "may not")
    presenter.leave()
    assert session.written == []


def test_a_field_that_is_emptied_is_no_longer_kept(parts: Parts) -> None:
    session, _view, presenter = parts
    presenter.arrive(PLACE)
    session.deliver(page())
    presenter.field_edited("figure", 12)
    presenter.field_edited("other", "x")
    presenter.field_edited("figure", None)
    presenter.leave()
    assert session.written[-1][1].fields == {"other": "x"}


def test_its_own_saving_never_shows_the_answer_again_but_anothers_does(parts: Parts) -> None:
    session, view, presenter = parts
    presenter.arrive(PLACE)
    session.deliver(page())
    change = Changed("answer", "cycle/r1", "cycle")
    saver = presenter.__dict__["_saver"]
    presenter.changed((change,), saver)
    assert session.asked == []
    presenter.changed((Changed("answer", "cycle/r9", "cycle"),), None)
    assert session.asked == []
    presenter.changed((change,), None)
    session.deliver(page())
    assert len(view.answers) == 2


def test_new_evidence_shows_beside_the_question_and_leaves_the_writing_alone(parts: Parts) -> None:
    session, view, presenter = parts
    presenter.arrive(PLACE)
    session.deliver(page())
    presenter.edited("rests_on", "half")
    presenter.changed((Changed("evidence_link", "x", "cycle"),), None)
    session.deliver(page())
    assert (len(view.answers), view.asides) == (1, 2)


def test_going_on_saves_and_ends_at_the_list(parts: Parts) -> None:
    session, view, presenter = parts
    presenter.arrive(PLACE)
    session.deliver(page())
    presenter.edited("rests_on", "words")
    presenter.go_on()
    assert session.written[-1][0] == "version"
    assert view.gone[-1] == Place("question", "section", "", "r2")
    presenter.arrive(PLACE)
    session.deliver(page(following=""))
    presenter.go_on()
    assert view.gone[-1] == Place("section", "section")


@pytest.mark.parametrize(
    ("answer", "needs"),
    [
        ({}, set()),
        ({"position": Position.FOLLOWED}, set()),
        ({"position": Position.NOT_FOLLOWED}, {"reason"}),
        ({"position": Position.NOT_APPLICABLE}, {"reason"}),
        ({"view": View.NOT_EXAMINED}, {"reason"}),
        ({"view": View.NOT_SATISFIED}, {"chief_constables_reason", "bodys_view_of_reason"}),
    ],
)
def test_reasons_are_asked_for_where_the_requirement_wants_them(answer: dict[str, Any], needs: set[str]) -> None:
    assert needs_of(Answer("a", "c", "r", **answer)) == needs


def test_the_trail_goes_back_and_forward_like_a_browser() -> None:
    trail = Trail()
    one, two, three = (Place("threat", name) for name in ("one", "two", "three"))
    for place in (one, one, two):
        trail.visit(place)
    assert trail.back() == one
    assert not trail.can_go_back
    assert trail.back() == one
    assert trail.forward() == two
    trail.back()
    trail.visit(three)
    assert not trail.can_go_forward
    assert trail.back() == one


@pytest.mark.parametrize("screen", SCREENS)
def test_a_place_survives_the_settings(screen: str) -> None:
    place = Place(screen, "section", "pillar", "requirement", "item")
    assert place_from_text(place_as_text(place)) == place


@pytest.mark.parametrize("text", ["", "nowhere||||", "question", "a|b|c|d|e|f"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert place_from_text(text) is None
