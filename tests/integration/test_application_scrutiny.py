"""Scrutiny sessions, departures, gaps, actions and clearance on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import actions, clearing, library, recording, restoring, scrutiny
from assurance_app.application.places import Place
from assurance_app.application.workspaces import begin_year, open_workspace
from assurance_app.domain.entities import Clearance, EvidenceRevision, ThreatStatement, answer_id
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession, SessionOpinion, SessionQuestion
from assurance_app.domain.values import ActionStatus, Opinion, Position, TargetKind, View
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence
from tests import factories as make

ARV = "terrorism.prepare.armed-response"
PLAN = "own-duties.plan.regard"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.assurance"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with make.office(path) as made:
        yield made


def held(workspace: Workspace, held_on: str = "2025-05-14") -> ScrutinySession:
    session = replace(
        scrutiny.begin(workspace, make.CYCLE).value,
        held_on=held_on,
        forum="Board",
        questions=(SessionQuestion("How long?", "Twelve minutes"),),
        opinions=(SessionOpinion("terrorism", Opinion.PARTLY_ASSURED, "One test failed"),),
        requirement_ids=(ARV,),
    )
    return recording.save(workspace, session, 1).value.entity


def stand(workspace: Workspace, requirement_id: str, **content: object) -> str:
    stored = recording.load_question(workspace, make.CYCLE, requirement_id).answer
    recording.save(workspace, replace(stored.entity, **content), stored.version)  # type: ignore[arg-type]
    return stored.entity.id


def test_sessions_are_listed_newest_first_with_what_they_bore_on(workspace: Workspace, path: Path) -> None:
    held(workspace)
    later = held(workspace, "2025-12-10")
    planned = scrutiny.begin(workspace, make.CYCLE).value
    content = EvidenceRevision("", "", 1, "scrutiny-session", "Minutes")
    link = (TargetKind.SCRUTINY_SESSION, later.id)
    library.add_evidence(workspace, make.CYCLE, content, link_to=link)
    actions.add_action(workspace, make.CYCLE, "Test again", came_from=later.id)
    workspace.close()
    with open_workspace(path, author="A. Reader", write=False) as again:
        rows = scrutiny.list_sessions(again, make.CYCLE).rows
        assert [row.session.held_on for row in rows] == ["", "2025-12-10", "2025-05-14"]
        assert rows[0].session == planned
        assert (rows[1].threats, rows[1].opinions, rows[1].evidence, rows[1].actions) == (("Terrorism",), 1, 1, 1)
        page = scrutiny.load_session(again, later.id)
        assert page is not None
        assert [one.revision.title for one in page.evidence] == ["Minutes"]
        assert [one.title for one in page.actions] == ["Test again"]


def test_the_page_of_a_threat_offers_dates_and_knows_its_opinions_source(workspace: Workspace) -> None:
    assert recording.load_threat(workspace, make.CYCLE, "terrorism").scrutiny.dates == ()
    session = held(workspace)
    found = recording.load_threat(workspace, make.CYCLE, "terrorism").scrutiny
    assert found.dates == ("2025-05-14",)
    assert found.session == session
    assert found.is_source_of(Opinion.PARTLY_ASSURED)
    assert recording.load_threat(workspace, make.CYCLE, "cyber").scrutiny.session is None


def test_next_years_session_asks_for_what_is_new(workspace: Workspace) -> None:
    earlier = held(workspace)
    step = actions.add_action(workspace, make.CYCLE, "Test without notice", came_from=earlier.id).value
    done = actions.add_action(workspace, make.CYCLE, "Buy radios", came_from=earlier.id).value.entities[0]
    assert isinstance(done, Action)
    recording.save(workspace, replace(done, status=ActionStatus.DONE), 1)
    assert step.are_there
    with pytest.raises(Refused, match=r"session\.nowhere"):
        scrutiny.begin_from(workspace, earlier.id)
    following = begin_year(workspace, "2026-27")
    new = scrutiny.begin_from(workspace, earlier.id).value
    assert new.cycle_id == following.id
    assert [question.asked for question in new.questions] == [
        "What is new since 14 May 2025?\nHow long?",
        "What has come of this action?\nTest without notice",
    ]
    assert all(not question.answered for question in new.questions)
    page = scrutiny.load_session(workspace, new.id)
    assert page is not None
    assert page.before == earlier
    assert page.answered_before == ("Twelve minutes", "")
    offered = scrutiny.list_sessions(workspace, following.id).earlier
    assert [one.session_id for one in offered] == [earlier.id]
    with pytest.raises(Refused, match=r"session\.nowhere"):
        scrutiny.begin_from(workspace, new.id, following.id)


def test_asking_on_for_years_never_piles_up(workspace: Workspace) -> None:
    first = held(workspace)
    begin_year(workspace, "2026-27")
    second = scrutiny.begin_from(workspace, first.id).value
    second = recording.save(workspace, replace(second, held_on="2026-05-20"), 1).value.entity
    begin_year(workspace, "2027-28")
    third = scrutiny.begin_from(workspace, second.id).value
    assert third.questions[0].asked == "What is new since 20 May 2026?\nHow long?"


def test_what_is_taken_away_comes_back_whole_with_its_links(workspace: Workspace) -> None:
    session = held(workspace)
    link = (TargetKind.SCRUTINY_SESSION, session.id)
    library.add_evidence(workspace, make.CYCLE, EvidenceRevision("", "", 1, "other", "Minutes"), link_to=link)
    step = restoring.take_away(workspace, ScrutinySession, session.id).value
    assert scrutiny.load_session(workspace, session.id) is None
    again = restoring.put_back(workspace, step).value
    page = scrutiny.load_session(workspace, session.id)
    assert page is not None
    assert page.session.entity == session
    assert len(page.evidence) == 1
    restoring.put_back(workspace, again)
    assert scrutiny.load_session(workspace, session.id) is None


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "14 May 2025"])
def test_what_is_no_date_is_refused_and_nothing_is_saved(workspace: Workspace, text: str) -> None:
    page = recording.load_threat(workspace, make.CYCLE, "terrorism")
    wrong = replace(page.statement.entity, held_on=("2025-05-14", text))
    for keep in (recording.save, recording.draft):
        with pytest.raises(Refused) as refused:
            keep(workspace, wrong, 0)
        assert text in sentence(refused.value.code, refused.value.params)
    assert recording.history(workspace, ThreatStatement, wrong.id) == ()
    with pytest.raises(Refused, match=r"date\.malformed"):
        recording.save(workspace, Action("a", make.CYCLE, "Do it", due=text), 0)


def test_departures_and_gaps_come_by_themselves_and_go_with_their_answers(workspace: Workspace) -> None:
    key = stand(workspace, PLAN, position=Position.NOT_FOLLOWED, reason="Too late for it", gap="Three objectives")
    page = actions.load_actions(workspace, make.CYCLE)
    assert [row.departure.requirement.id for row in page.departures] == [PLAN]
    assert page.departures[0].lacks == ("decided_by", "decided_on", "until")
    assert [row.gap.answer.gap for row in page.gaps] == ["Three objectives"]
    decision = DepartureDecision(key, make.CYCLE, "The commissioner", "2025-03-12", "2099-03-31")
    recording.save(workspace, decision, 0)
    assert actions.load_actions(workspace, make.CYCLE).departures[0].lacks == ()
    shown = actions.load_answer(workspace, make.CYCLE, key)
    assert shown is not None
    assert shown.decision.entity == decision
    assert shown.place == Place("question", "own-duties", "", PLAN)
    stand(workspace, PLAN, position=Position.FOLLOWED, gap="")
    page = actions.load_actions(workspace, make.CYCLE)
    assert (page.departures, page.gaps) == ((), ())
    assert actions.load_answer(workspace, make.CYCLE, answer_id(make.CYCLE, ARV)) is None


def test_an_action_knows_where_it_came_from(workspace: Workspace) -> None:
    key = stand(workspace, ARV, view=View.PARTLY_SATISFIED, gap="Too few at night")
    session = held(workspace)
    statement = recording.load_threat(workspace, make.CYCLE, "cyber").statement.entity
    recording.save(workspace, replace(statement, regard="Read"), 0)
    sources = (key, session.id, statement.id, "")
    found = {}
    for number, source in enumerate(sources):
        made = actions.add_action(workspace, make.CYCLE, f"Action {number}", came_from=source).value.entities[0]
        page = actions.load_action(workspace, made.id)
        assert page is not None
        found[source] = (page.source_place.screen if page.source_place else "", bool(page.source))
    assert found == {
        key: ("question", True),
        session.id: ("scrutiny", True),
        statement.id: ("threat", True),
        "": ("", False),
    }
    assert [one.title for one in recording.load_question(workspace, make.CYCLE, ARV).actions] == ["Action 0"]
    with pytest.raises(Refused, match=r"action\.no-title"):
        actions.add_action(workspace, make.CYCLE, " \n")


def test_clearance_needs_a_name_a_role_and_a_date_and_can_be_taken_back(workspace: Workspace) -> None:
    key = stand(workspace, ARV, view=View.NOT_SATISFIED, gap="Too few at night")
    given = {"name": "A. Clerk", "role": "Chief executive", "on": "2026-04-22"}
    for missing in given:
        with pytest.raises(Refused, match=r"clearance\.incomplete"):
            clearing.clear(
                workspace, make.CYCLE, TargetKind.ANSWER, key, **{**given, missing: " " if missing != "on" else ""}
            )
    clearing.clear(workspace, make.CYCLE, TargetKind.ANSWER, key, **given)
    with workspace.reading() as reading:
        assert reading.record(make.CYCLE).is_cleared(key)
    step = clearing.take_clearance_back(workspace, make.CYCLE, key).value
    with workspace.reading() as reading:
        assert not reading.record(make.CYCLE).is_cleared(key)
    restoring.put_back(workspace, step)
    with workspace.reading() as reading:
        assert [stored.entity.name for stored in reading.find(Clearance)] == ["A. Clerk"]
