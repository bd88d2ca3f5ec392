"""Drafts, versions, history and evidence, on a real file: no word is ever lost, and none is ever changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from assurance_app.application import library, library_steps, recording
from assurance_app.application.workspaces import open_workspace
from assurance_app.domain.canonical import LARGEST_NUMBER
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Answer, EvidenceLink, EvidenceRevision, ThreatStatement
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import Opinion, Position, Provided, TargetKind, View
from assurance_app.persistence.workspace import Workspace
from tests import factories as make

ARV = "terrorism.prepare.armed-response"
PLAN = "own-duties.plan.regard"
PSU = "public-disorder.capacity.psu"
AWKWARD = "a < b & {{ c }} =1+1\n\n• שלום ‮x‬ 👩‍👩‍👧\t“quoted” #N/A _x000D_ \u00a0e\u0301"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.assurance"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with make.office(path) as made:
        yield made


def _refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda refusal: refusal.code == code)


def _answer(workspace: Workspace, requirement_id: str = ARV) -> Any:
    return recording.load_question(workspace, make.CYCLE, requirement_id).answer


def _actions(workspace: Workspace, entity_type: type[Any], key: str) -> list[str]:
    return [version.action for version in recording.history(workspace, entity_type, key)]


# Questions.


def test_a_question_that_nobody_answered_is_blank_at_version_0(workspace: Workspace) -> None:
    page = recording.load_question(workspace, make.CYCLE, ARV)
    assert page.answer.version == 0
    assert page.answer.entity == Answer(f"{make.CYCLE}/{ARV}", make.CYCLE, ARV)
    assert "{" not in page.title + page.question + page.good_evidence
    assert page.requirement.ref == "40.4.b"
    assert (page.section.id, page.shown_in.id, page.pillar_title) == ("terrorism", "terrorism", "Capabilities")


def test_questions_lead_from_the_first_to_the_last_and_back(workspace: Workspace) -> None:
    page = recording.load_question(workspace, make.CYCLE, PLAN)
    assert (page.number, page.previous) == (1, "")
    seen = [PLAN]
    while page.next:
        following = recording.load_question(workspace, make.CYCLE, page.next, "own-duties")
        assert (following.previous, following.number) == (page.requirement.id, page.number + 1)
        seen.append(following.requirement.id)
        page = following
    assert len(seen) == len(set(seen)) == page.of == page.number
    assert any(not key.startswith("own-duties.") for key in seen), "duties inside threats are shown here too"


def test_capacity_is_asked_for_beside_the_national_figures(workspace: Workspace) -> None:
    page = recording.load_question(workspace, make.CYCLE, PSU)
    assert {figure.value for figure in page.national_figures} == {297, 75}
    assert {unit.id for unit in page.units} == {"psu", "bdu", "aep-team"}


def test_an_unknown_requirement_or_section_is_refused(workspace: Workspace) -> None:
    with _refused("requirement.unknown"):
        recording.load_question(workspace, make.CYCLE, "terrorism.no-such")
    with _refused("section.unknown"):
        recording.load_question(workspace, make.CYCLE, ARV, "no-such")
    with _refused("requirement.unknown"):
        recording.save(workspace, make.answer("terrorism.no-such"), 0)
    with _refused("section.unknown"):
        recording.save(workspace, make.statement("no-such"), 0)
    with pytest.raises(LookupError):
        recording.load_question(workspace, "no-such-cycle", ARV)
    assert recording.load_threat(workspace, make.CYCLE, "cyber").statement.version == 0


# Drafts and versions.


def test_what_is_typed_is_a_draft_and_what_is_left_a_version(path: Path, workspace: Workspace) -> None:
    for text in ("a", "ab", "abc"):
        recording.draft(workspace, make.answer(ARV, rests_on=text), 0)
    drafted = _answer(workspace)
    assert (drafted.entity.rests_on, drafted.version, drafted.is_draft) == ("abc", 0, True)
    assert recording.history(workspace, Answer, drafted.entity.id) == ()
    outcome = recording.save(workspace, make.answer(ARV, rests_on="abcd"), 0)
    assert (outcome.value.version, outcome.value.is_draft) == (1, False)
    assert [(change.kind, change.id, change.cycle_id) for change in outcome.changed] == [
        ("answer", drafted.entity.id, make.CYCLE)
    ]
    assert _answer(workspace) == outcome.value
    assert _actions(workspace, Answer, drafted.entity.id) == ["saved"]


def test_a_draft_outlives_the_program_and_is_promoted_afterwards(path: Path) -> None:
    with make.office(path) as workspace:
        recording.draft(workspace, make.answer(ARV, rests_on="typed"), 0)
        recording.draft(workspace, make.statement("cyber", regard="typed too"), 0)
    with open_workspace(path, author="tester") as workspace:
        assert _answer(workspace).entity.rests_on == "typed"
        outcome = recording.promote_drafts(workspace)
        assert outcome.value == 2
        assert {change.kind for change in outcome.changed} == {"answer", "threat_statement"}
        assert not _answer(workspace).is_draft
        assert recording.load_threat(workspace, make.CYCLE, "cyber").statement.version == 1


def test_text_comes_out_exactly_as_it_was_typed(path: Path) -> None:
    answer = make.answer(
        ARV,
        view=View.NOT_SATISFIED,
        provided=Provided.COLLABORATION,
        rests_on=AWKWARD,
        gap=AWKWARD * 2000,
        public_wording=AWKWARD,
        disclosure=Disclosure.PARTNERS,
    )
    statement = make.statement("cyber", regard=AWKWARD, held_on=("2026-01-02",), opinion=Opinion.ASSURED)
    with make.office(path) as workspace:
        recording.save(workspace, answer, 0)
        recording.save(workspace, statement, 0)
    with open_workspace(path, author="tester") as workspace:
        assert _answer(workspace).entity == answer
        assert recording.load_threat(workspace, make.CYCLE, "cyber").statement.entity == statement


def test_what_may_not_be_kept_is_cleaned_on_the_way_in(workspace: Workspace) -> None:
    dirty = make.answer(PSU, rests_on="a\x00b\r\nc\ufeff\ud800", fields={"psu-needed": 16}, gap="\uf0b7 item")
    kept = recording.save(workspace, dirty, 0).value.entity
    assert (kept.rests_on, kept.gap, kept.fields) == ("ab\nc", "• item", {"psu-needed": 16})
    table = ({"event-on": "2025-05-01", "event": "Issued", "record": "Board\x0b\r\npaper"},)
    rows: Any = recording.save(workspace, make.answer(PLAN, fields={"plan-events": table}), 0).value.entity.fields
    assert rows["plan-events"][0]["record"] == "Board\npaper"


@pytest.mark.parametrize("marking", ["SECRET", "UK TOP SECRET", "TOP\x00 SECRET", "\ufeffSECRET", "one\n\nSECRET\ntwo"])
def test_a_higher_marking_is_refused_wherever_it_stands_before_anything_is_saved(
    workspace: Workspace, marking: str
) -> None:
    table = ({"event-on": "2025-05-01", "event": "Issued", "record": marking},)
    attempts: list[Any] = [
        make.answer(ARV, rests_on=marking),
        make.answer(ARV, next_step=marking),
        make.answer(PLAN, fields={"plan-events": table}),
        make.statement("cyber", concluded=marking),
    ]
    for attempt in attempts:
        for keep in (recording.draft, recording.save):
            with _refused("text.marking"):
                keep(workspace, attempt, 0)
    with _refused("text.marking"):
        library.add_evidence(workspace, make.CYCLE, make.evidence("x", title=marking))
    assert _answer(workspace).version == 0
    assert not _answer(workspace).is_draft
    assert library.list_evidence(workspace, make.CYCLE) == ()


def test_a_view_where_a_position_is_due_is_refused_and_the_other_way_round(workspace: Workspace) -> None:
    for wrong in (make.answer(PLAN, view=View.SATISFIED), make.answer(ARV, position=Position.FOLLOWED)):
        for keep in (recording.draft, recording.save):
            with _refused("answer.wrong-kind"):
                keep(workspace, wrong, 0)
    recording.save(workspace, make.answer(PLAN, position=Position.FOLLOWED), 0)
    recording.save(workspace, make.answer(ARV, view=View.SATISFIED), 0)


@pytest.mark.parametrize("value", [-1, 1.5, "16", True, LARGEST_NUMBER + 1, [16]])
def test_a_figure_that_is_none_is_refused_with_its_fields_name(workspace: Workspace, value: object) -> None:
    with _refused("answer.field"):
        recording.save(workspace, make.answer(PSU, fields={"psu-needed": value}), 0)
    assert _answer(workspace, PSU).version == 0


def test_what_is_clean_is_handed_on_as_it_is_and_what_is_not_is_cleaned_at_once() -> None:
    clean = make.answer(PLAN, rests_on=AWKWARD, fields={"plan-events": ({"record": "a"},), "reviewed": None})
    assert recording.cleaned(clean) is clean
    dirty = make.answer(PLAN, rests_on="a\x00", gap="b", fields={"plan-events": ({"record": "c\x07", "event": "d"},)})
    wanted = make.answer(PLAN, rests_on="a", gap="b", fields={"plan-events": ({"record": "c", "event": "d"},)})
    assert recording.cleaned(dirty) == wanted


def test_the_same_content_twice_is_one_version(workspace: Workspace) -> None:
    recording.save(workspace, make.answer(ARV, rests_on="x"), 0)
    again = recording.save(workspace, make.answer(ARV, rests_on="x"), 1)
    assert again.value.version == 1


def test_who_saves_too_late_is_told_and_every_word_is_kept(workspace: Workspace) -> None:
    recording.save(workspace, make.answer(ARV, rests_on="first"), 0)
    recording.save(workspace, make.answer(ARV, rests_on="second"), 1)
    with _refused("change.stale"):
        recording.save(workspace, make.answer(ARV, rests_on="typed over the first"), 1)
    shown = _answer(workspace)
    assert (shown.entity.rests_on, shown.is_draft, shown.version) == ("typed over the first", True, 2)
    with workspace.reading() as reading:
        stored = reading.stored(Answer, shown.entity.id)
        waiting = reading.draft(Answer, shown.entity.id)
    assert stored is not None
    assert waiting is not None
    assert (stored.entity.rests_on, waiting.base_version) == ("second", 1)
    # Having looked at both, the person saves over what is there now.
    outcome = recording.save(workspace, make.answer(ARV, rests_on="both"), 2)
    assert (outcome.value.version, outcome.value.is_draft) == (3, False)
    assert [
        version.entity.rests_on for version in recording.history(workspace, Answer, shown.entity.id) if version.entity
    ] == [
        "first",
        "second",
        "both",
    ]


def test_a_draft_can_be_thrown_away(workspace: Workspace) -> None:
    recording.save(workspace, make.answer(ARV, rests_on="kept"), 0)
    recording.draft(workspace, make.answer(ARV, rests_on="typed"), 1)
    outcome = recording.discard_draft(workspace, Answer, f"{make.CYCLE}/{ARV}")
    assert [(change.kind, change.id) for change in outcome.changed] == [("answer", f"{make.CYCLE}/{ARV}")]
    assert _answer(workspace).entity.rests_on == "kept"


def test_an_earlier_version_is_made_the_newest_and_history_only_grows(workspace: Workspace) -> None:
    key = f"{make.CYCLE}/{ARV}"
    for version, text in enumerate(("one", "two", "three")):
        recording.save(workspace, make.answer(ARV, rests_on=text), version)
    restored = recording.restore(workspace, Answer, key, 1).value
    assert (restored.entity.rests_on, restored.version) == ("one", 4)
    assert _actions(workspace, Answer, key) == ["saved", "saved", "saved", "restored"]
    undone = recording.restore(workspace, Answer, key, 3).value
    assert (undone.entity.rests_on, undone.version) == ("three", 5)
    for number in (0, 99):
        with pytest.raises(LookupError):
            recording.restore(workspace, Answer, key, number)


def test_what_was_being_typed_is_in_the_history_before_an_earlier_version_takes_its_place(workspace: Workspace) -> None:
    key = f"{make.CYCLE}/{ARV}"
    recording.save(workspace, make.answer(ARV, rests_on="one"), 0)
    recording.save(workspace, make.answer(ARV, rests_on="two"), 1)
    recording.draft(workspace, make.answer(ARV, rests_on="being typed"), 2)
    recording.restore(workspace, Answer, key, 1)
    texts = [version.entity.rests_on for version in recording.history(workspace, Answer, key) if version.entity]
    assert texts == ["one", "two", "being typed", "one"]
    assert not _answer(workspace).is_draft


def test_who_only_reads_cannot_write(path: Path, workspace: Workspace) -> None:
    with open_workspace(path, author="second", write=False) as reader:
        with _refused("workspace.read-only"):
            recording.save(reader, make.answer(ARV, rests_on="x"), 0)
        with _refused("workspace.read-only"):
            recording.draft(reader, make.answer(ARV, rests_on="x"), 0)
        assert _answer(reader).version == 0


# Evidence.


def _item(workspace: Workspace, key: str, **more: Any) -> EvidenceRevision:
    return library.add_evidence(workspace, make.CYCLE, make.evidence("new", **more), evidence_id=key).value.entity


def _pinned(workspace: Workspace) -> list[tuple[str, int, int]]:
    page = recording.load_question(workspace, make.CYCLE, ARV)
    return [(row.revision.title, row.revision.number, row.newest) for row in page.evidence]


def test_a_link_pins_the_revision_that_it_was_made_with(workspace: Workspace) -> None:
    saved = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    first = _item(workspace, "paper", title="Paper, first", shows="one")
    library_steps.link(workspace, make.CYCLE, first.id, TargetKind.ANSWER, saved.id)
    newer = library.save_evidence(workspace, replace(first, title="Paper, second", shows="two"), 1).value.entity
    assert (newer.number, newer.id) == (2, "paper@2")
    assert _pinned(workspace) == [("Paper, first", 1, 2)]
    page = library.load_evidence(workspace, "paper")
    assert [stored.entity.shows for stored in page.revisions] == ["two", "one"]
    # Linking the newer one moves the pin; there is still one link.
    library_steps.link(workspace, make.CYCLE, newer.id, TargetKind.ANSWER, saved.id)
    assert _pinned(workspace) == [("Paper, second", 2, 2)]
    assert len(library.load_evidence(workspace, "paper").links) == 1
    assert [row.revision.entity.title for row in library.list_evidence(workspace, make.CYCLE)] == ["Paper, second"]
    rows = {row.requirement_id: row for row in recording.load_section(workspace, make.CYCLE, "terrorism").rows}
    assert (rows[ARV].evidence, sum(row.evidence for row in rows.values())) == (1, 1)


def test_a_question_takes_the_same_few_queries_however_much_it_rests_on(workspace: Workspace) -> None:
    def queries() -> int:
        statements: list[str] = []

        def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        try:
            recording.load_question(workspace, make.CYCLE, ARV)
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        return len(statements)

    saved = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    queries()
    before = queries()
    for number in range(12):
        item = _item(workspace, f"paper{number}")
        library_steps.link(workspace, make.CYCLE, item.id, TargetKind.ANSWER, saved.id)
    assert len(_pinned(workspace)) == 12
    # Only the revisions and the items are asked for besides.
    assert queries() <= before + 2 <= 10


def test_an_item_that_nothing_rests_on_is_changed_in_its_place(workspace: Workspace) -> None:
    first = _item(workspace, "paper", title="Paper")
    changed = library.save_evidence(workspace, replace(first, title="Paper, corrected"), 1).value
    assert (changed.entity.number, changed.version) == (1, 2)
    assert [row.revision.entity.title for row in library.list_evidence(workspace, make.CYCLE)] == ["Paper, corrected"]


def test_an_unchanged_item_makes_no_new_revision(workspace: Workspace) -> None:
    saved = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    first = library.add_evidence(
        workspace, make.CYCLE, make.evidence("new"), link_to=(TargetKind.ANSWER, saved.id), evidence_id="paper"
    ).value.entity
    assert library.save_evidence(workspace, first, 1).value.entity == first
    assert len(library.load_evidence(workspace, "paper").revisions) == 1


def test_an_item_is_added_and_linked_at_once(workspace: Workspace) -> None:
    statement = recording.save(workspace, make.statement("cyber", regard="x"), 0).value.entity
    outcome = library.add_evidence(
        workspace, make.CYCLE, make.evidence("new"), link_to=(TargetKind.THREAT_STATEMENT, statement.id)
    )
    assert [change.kind for change in outcome.changed] == ["evidence", "evidence_revision", "evidence_link"]
    page = recording.load_threat(workspace, make.CYCLE, "cyber")
    assert [row.revision for row in page.evidence] == [outcome.value.entity]
    _item(workspace, "unused")
    assert {row.evidence_id: row.used for row in library.list_evidence(workspace, make.CYCLE)} == {
        outcome.value.entity.evidence_id: 1,
        "unused": 0,
    }


def test_a_link_is_taken_away_and_made_again(workspace: Workspace) -> None:
    saved = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    item = _item(workspace, "paper")
    library_steps.link(workspace, make.CYCLE, item.id, TargetKind.ANSWER, saved.id)
    link = library.load_evidence(workspace, "paper").links[0]
    gone = library_steps.unlink(workspace, link.id).value
    assert [step.before for step in gone.replaced] == [link]
    assert _pinned(workspace) == []
    library_steps.put_back(workspace, gone)
    assert _pinned(workspace) == [("Paper new", 1, 1)]
    assert _actions(workspace, EvidenceLink, link.id) == ["saved", "deleted", "saved"]
    with pytest.raises(LookupError):
        library_steps.unlink(workspace, "no such link")


def test_a_withdrawn_item_keeps_its_links_and_comes_back(workspace: Workspace) -> None:
    saved = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    item = _item(workspace, "paper")
    library_steps.link(workspace, make.CYCLE, item.id, TargetKind.ANSWER, saved.id)
    library_steps.withdraw_many(workspace, ["paper"], withdrawn=True)
    assert [row.withdrawn for row in library.list_evidence(workspace, make.CYCLE)] == [True]
    assert len(_pinned(workspace)) == 1
    library_steps.withdraw_many(workspace, ["paper"], withdrawn=False)
    assert [row.withdrawn for row in library.list_evidence(workspace, make.CYCLE)] == [False]


def test_of_a_briefing_it_is_kept_that_it_was_and_never_what_it_said(path: Path) -> None:
    with make.office(path) as workspace:
        item = _item(
            workspace, "briefing", type="briefing-received", source="From", date="2026-01-02", shows="the-content"
        )
        changed = library.save_evidence(workspace, replace(item, shows="the-content", attachment="a" * 64), 1)
    assert (item.shows, item.source, item.date) == ("", "From", "2026-01-02")
    kept = changed.value.entity
    assert (kept.shows, kept.attachment, kept.attachment_name) == ("", "", "")
    content = path.read_bytes()
    assert b"the-content" not in content


def test_the_library_is_by_title_and_every_type_has_its_words(workspace: Workspace) -> None:
    for title in ("b", "A", "c"):
        _item(workspace, title, title=title, type="scrutiny-session")
    rows = library.list_evidence(workspace, make.CYCLE)
    assert [row.revision.entity.title for row in rows] == ["A", "b", "c"]
    titles = {kind.id: kind.title for kind in library.evidence_types()}
    assert {row.type_title for row in rows} == {titles["scrutiny-session"]}
    assert library.type_title("of another version") == "of another version"


def test_what_is_not_there_is_a_fault_of_ours(workspace: Workspace) -> None:
    with pytest.raises(LookupError):
        library.load_evidence(workspace, "no such item")
    with pytest.raises(LookupError):
        library_steps.withdraw_many(workspace, ["no such item"], withdrawn=True)
    with pytest.raises(LookupError):
        library_steps.link(workspace, make.CYCLE, "no such revision", TargetKind.ANSWER, "x")
    with pytest.raises(LookupError):
        recording.restore(workspace, ThreatStatement, f"{make.CYCLE}/cyber", 1)
