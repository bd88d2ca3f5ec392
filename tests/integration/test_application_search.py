"""Search everything: each kind of thing is found by its words, with the place that shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance_app import paths
from assurance_app.application import library, noting, official_text, recording, workspaces
from assurance_app.application.places import Place
from assurance_app.application.search import Hit, search
from assurance_app.domain.entities import Answer, Cycle, Entity, EvidenceRevision, answer_id, threat_statement_id
from assurance_app.domain.entities import ThreatStatement as Statement
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.scrutiny import Action, ScrutinySession
from assurance_app.domain.values import ResourceKind
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.official import shaped_like

REGARD = "own-duties.plan.regard"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "official_texts", lambda: tmp_path / "official")


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "office.assurance"
    body = workspaces.known_bodies()[0].id
    workspaces.create_office(path, body, "2025-26", "spr-2023", author="A. Officer").close()
    return path


@pytest.fixture
def workspace(tmp_path: Path, empty_office: Path) -> Iterator[Workspace]:
    path = Path(shutil.copy(empty_office, tmp_path / empty_office.name))
    with workspaces.open_workspace(path, author="A. Officer") as made:
        yield made


@pytest.fixture
def cycle(workspace: Workspace) -> Cycle:
    return workspaces.the_cycle(workspace)


def keep(workspace: Workspace, entity: Entity) -> None:
    with workspace.unit_of_work() as work:
        work.put(entity, 0)
        work.commit()


def only(workspace: Workspace, cycle: Cycle, words: str) -> Hit:
    (hit,) = search(workspace, cycle.id, words)
    return hit


def places(workspace: Workspace, cycle: Cycle, words: str) -> list[Place]:
    return [hit.place for hit in search(workspace, cycle.id, words)]


def test_an_answer_is_found_with_its_question_year_and_marked_words(workspace: Workspace, cycle: Cycle) -> None:
    answer = Answer(answer_id(cycle.id, REGARD), cycle.id, REGARD, rests_on="I counted the zebra crossings.")
    recording.save(workspace, answer, 0)
    hit = only(workspace, cycle, "zeb CROSS")
    assert hit.place == Place("question", "own-duties", "", REGARD)
    assert (hit.kind, hit.year, hit.cycle_id) == ("Answer", "2025-26", cycle.id)
    assert hit.title
    assert [piece.text for piece in hit.snippet if piece.found] == ["zebra", "crossings"]


def test_what_is_being_typed_is_found_before_it_is_a_version(workspace: Workspace, cycle: Cycle) -> None:
    key = threat_statement_id(cycle.id, "cyber")
    recording.draft(workspace, Statement(key, cycle.id, "cyber", regard="I read the zebra paper."), 0)
    assert places(workspace, cycle, "zebra") == [Place("threat", "cyber")]


def test_evidence_is_found_once_by_its_newest_words_and_by_the_name_of_its_file(
    workspace: Workspace, cycle: Cycle
) -> None:
    content = EvidenceRevision(
        "", "", 1, "minutes", "Zebra minutes", attachment="a" * 64, attachment_name="quagga-07.pdf"
    )
    stored = library.add_evidence(workspace, cycle.id, content).value
    place = Place("evidence", item_id=stored.entity.evidence_id)
    assert places(workspace, cycle, "zebra") == places(workspace, cycle, "quagga") == [place]


@pytest.mark.parametrize(
    ("entity", "item"),
    [
        (
            lambda c: ScrutinySession("s1", c.id, "2026-01-12", "Board", "About the zebra"),
            Place("scrutiny", item_id="s1"),
        ),
        (lambda c: Action("a1", c.id, "Buy a zebra"), Place("actions", item_id="a1")),
        (lambda c: Objective("o1", c.id, "Zebra roads"), Place("plan", item_id="objective:o1")),
        (lambda c: PlanReview("p1", c.id, "2025-09-01", because="No zebra"), Place("plan", item_id="review:p1")),
        (
            lambda c: ResourceDecision("d1", c.id, ResourceKind.BUDGET, what="For a zebra"),
            Place("plan", item_id="decision:d1"),
        ),
        (
            lambda c: CapacityFigure("f1", c.body_id, c.year, "psu-declared", 3, note="Zebra"),
            Place("capacity", item_id="figure:psu-declared@2025-26"),
        ),
        (
            lambda c: CollaborationAgreement("g1", c.body_id, "Zebra agreement"),
            Place("capacity", item_id="agreement:g1"),
        ),
        (
            lambda c: InspectionFinding("i1", c.body_id, "HMICFRS", "Report", finding="A zebra was missing"),
            Place("inspections", item_id="finding:i1"),
        ),
    ],
)
def test_each_kind_opens_where_it_is_shown(workspace: Workspace, cycle: Cycle, entity: object, item: Place) -> None:
    keep(workspace, entity(cycle))  # type: ignore[operator]
    hit = only(workspace, cycle, "zebra")
    assert hit.place == item
    assert hit.title
    assert hit.kind


@pytest.mark.parametrize(
    ("entity", "words", "title"),
    [
        (lambda c: ScrutinySession("s1", c.id, "2026-02-25", "Board"), "board 25 feb", "Board · 25 February 2026"),
        (lambda c: ScrutinySession("s1", c.id, "2026-02-25", "Board"), "25/02/2026", "Board · 25 February 2026"),
        (lambda c: PlanReview("p1", c.id, "2025-09-01"), "1 sept", "1 September 2025"),
        (lambda c: CapacityFigure("f1", c.body_id, c.year, "psu-declared", 3), "psu declared", "PSUs declared"),
        (lambda c: ResourceDecision("d1", c.id, ResourceKind.BUDGET, what="Ten vans"), "vans", "Ten vans"),
    ],
)
def test_days_and_measures_are_found_and_told_in_words(
    workspace: Workspace, cycle: Cycle, entity: object, words: str, title: str
) -> None:
    keep(workspace, entity(cycle))  # type: ignore[operator]
    hits = [hit for hit in search(workspace, cycle.id, words) if hit.kind not in ("Question", "Official text")]
    assert [hit.title for hit in hits] == [title]
    assert any(piece.found for piece in hits[0].snippet)


def test_a_note_opens_what_it_is_on_and_a_handover_note_the_handover(workspace: Workspace, cycle: Cycle) -> None:
    note = noting.new_note(cycle.id, "answer", answer_id(cycle.id, REGARD), "A. Officer")
    handover = noting.new_note(cycle.id, "", "", "A. Officer")
    from dataclasses import replace

    keep(workspace, replace(note, text="Ask about the zebra."))
    keep(workspace, replace(handover, text="The zebra is fed on Mondays."))
    assert set(places(workspace, cycle, "zebra")) == {Place("question", "own-duties", "", REGARD), Place("handover")}


def test_another_years_words_are_found_after_this_years_and_say_their_year(workspace: Workspace, cycle: Cycle) -> None:
    from dataclasses import replace

    before = replace(cycle, id=f"{cycle.body_id}.2024-25", year="2024-25")
    keep(workspace, before)
    for one in (before, cycle):
        keep(workspace, Action(f"a-{one.year}", one.id, "Feed the zebra"))
    assert [hit.year for hit in search(workspace, cycle.id, "zebra")] == ["2025-26", "2024-25"]


def test_a_question_is_found_by_its_own_words(workspace: Workspace, cycle: Cycle) -> None:
    hits = search(workspace, cycle.id, "armed response vehic")
    assert [hit.kind for hit in hits] == ["Question"] * len(hits)
    assert any(hit.place.requirement_id == "terrorism.prepare.armed-response" for hit in hits)


def test_the_official_text_is_found_at_the_question_that_cites_it(
    workspace: Workspace, cycle: Cycle, tmp_path: Path
) -> None:
    with workspace.reading() as reading:
        framework = reading.framework(cycle.framework_id, cycle.framework_revision)
    path = tmp_path / "published.md"
    path.write_text(shaped_like(framework), encoding="utf-8")
    official_text.import_official(path, framework.id, workspace)
    hit = only(workspace, cycle, "whistle pilot")
    assert hit.kind == "Official text"
    assert "40.4.b" in hit.title
    assert "40.4.b" in framework.requirement(hit.place.requirement_id).refs


def test_too_little_to_look_for_finds_nothing(workspace: Workspace, cycle: Cycle) -> None:
    assert (
        search(workspace, cycle.id, "") == search(workspace, cycle.id, " a ") == search(workspace, cycle.id, '"') == ()
    )
