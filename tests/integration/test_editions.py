"""A new edition without a line of code: an invented pair of editions, taken through check and crosswalk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from assurance_app.catalogue.check import check_framework
from assurance_app.catalogue.crosswalk import check_crosswalk, crosswalk_file, load_crosswalk
from assurance_app.catalogue.crosswalk_draft import draft_crosswalk
from assurance_app.catalogue.findings import Finding, Severity
from assurance_app.catalogue.loader import load_framework
from assurance_app.catalogue.schema import framework_schema
from assurance_app.catalogue.source import read_source
from assurance_app.cli.commands import run_command
from assurance_app.domain.crosswalk import Change, Relation
from assurance_app.domain.framework import Framework
from assurance_app.domain.refusal import Refused

EDITIONS = Path(__file__).resolve().parents[1] / "fixtures" / "editions"
CROSSWALK = "invented-2021--invented-2024.yaml"


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """A copy of the invented editions that a test may change."""
    return shutil.copytree(EDITIONS, tmp_path / "editions")


@pytest.fixture(scope="module")
def old() -> Framework:
    return load_framework(EDITIONS / "old")


@pytest.fixture(scope="module")
def new() -> Framework:
    return load_framework(EDITIONS / "new")


def change(path: Path, before: str, after: str) -> int:
    """Replace a text that stands in the file exactly once; answers with the line on which it begins."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path.name}"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


# The check of a framework


def test_both_editions_are_without_a_finding() -> None:
    assert check_framework(EDITIONS / "old") == ()
    assert check_framework(EDITIONS / "new") == ()


def test_what_the_loader_refuses_is_the_one_finding_with_its_place(editions: Path) -> None:
    file = editions / "old" / "flooding.yaml"
    line = change(file, "flooding.rescue.pumps", "flooding.rescue.crews")
    (finding,) = check_framework(editions / "old")
    assert (finding.code, finding.severity, finding.file) == ("unreadable", Severity.FAULT, file)
    assert (finding.line, finding.key) == (line, "requirements.4.id")
    assert "flooding.rescue.crews" in finding.sentence


YES_NO = ("How is {body} satisfied that the force keeps heavy", "Is {body} satisfied that the force keeps heavy")
EVIDENCE = "The inventory of the depot and the"


@pytest.mark.parametrize(
    ("before", "after", "code", "severity", "key"),
    [
        (*YES_NO, "question-yes-no", "fault", "requirements.4.question"),
        (EVIDENCE, "What the mayor was told and the", "office-named", "fault", "requirements.4.good_evidence"),
        ("title: Heavy pumps", "title: Heavy {pumps}", "placeholder-unknown", "fault", "requirements.4.title"),
        ("title: Heavy pumps", "title: Heavy pumps of the NRFU", "acronym", "warning", "requirements.4.title"),
        ("about: What", "about: What {Body} and", "placeholder-unknown", "fault", "about"),
    ],
)
def test_the_words_of_a_section_are_judged_with_their_place(
    editions: Path, before: str, after: str, code: str, severity: str, key: str
) -> None:
    file = editions / "old" / "flooding.yaml"
    line = change(file, before, after)
    (finding,) = check_framework(editions / "old")
    assert (finding.code, finding.severity.value, finding.file, finding.key) == (code, severity, file, key)
    # A folded text stands where its mark stands, one line above its words.
    assert line - 1 <= finding.line <= line


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (EVIDENCE, "What a mayor was told and the"),
        ("title: Heavy pumps", "title: Heavy pumps of {body}"),
        ("title: Heavy pumps", "title: Heavy pumps of the flood unit (NRFU)"),
    ],
)
def test_other_words_pass(editions: Path, before: str, after: str) -> None:
    change(editions / "old" / "flooding.yaml", before, after)
    assert check_framework(editions / "old") == ()


def test_an_acronym_in_the_list_is_known(editions: Path) -> None:
    change(editions / "old" / "flooding.yaml", "title: Heavy pumps", "title: Heavy pumps of the NRFU")
    with (editions / "old" / "framework.yaml").open("a", encoding="utf-8") as head:
        head.write("acronyms:\n  NRFU: National River Flood Unit\n")
    assert check_framework(editions / "old") == ()


def test_the_same_evidence_twice_is_a_warning(editions: Path) -> None:
    change(
        editions / "old" / "flooding.yaml",
        "The inventory of the depot and the record of when each engine was last run.",
        "The signed agreement, and the LOG of the last flood in\n      which it was used.",
    )
    change(editions / "old" / "flooding.yaml", "LOG", "log")
    (finding,) = check_framework(editions / "old")
    assert (finding.code, finding.severity) == ("evidence-same", Severity.WARNING)
    assert "flooding.rescue.pumps" in finding.sentence


def test_a_pillar_that_nothing_uses_is_a_fault(editions: Path) -> None:
    head = editions / "old" / "framework.yaml"
    line = change(head, "  - {id: collaboration", "  - {id: capacity, title: Capacity}\n  - {id: collaboration")
    (finding,) = check_framework(editions / "old")
    assert (finding.code, finding.line, finding.key) == ("pillar-unused", line, "pillars.2")


def test_the_files_are_what_the_schema_says() -> None:
    schema = framework_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    kinds = {"framework.yaml": "framework", CROSSWALK: "crosswalk"}
    files = sorted(EDITIONS.rglob("*.yaml"))
    assert len(files) == 9
    for file in files:
        value = read_source(file).value
        validator.validate({kinds.get(file.name, "section"): value})
        assert list(validator.iter_errors({kinds.get(file.name, "section"): {**value, "unheard-of": 1}}))


# Against the revision before


def test_a_corrected_typo_with_a_raised_revision_passes(editions: Path, old: Framework) -> None:
    change(editions / "old" / "framework.yaml", "revision: 1", "revision: 2")
    change(editions / "old" / "flooding.yaml", "keeps heavy pumps", "keeps its heavy pumps")
    assert check_framework(editions / "old", previous=old) == ()


def test_a_changed_text_needs_a_raised_revision(editions: Path, old: Framework) -> None:
    assert check_framework(editions / "old", previous=old) == ()
    change(editions / "old" / "flooding.yaml", "keeps heavy pumps", "keeps its heavy pumps")
    (finding,) = check_framework(editions / "old", previous=old)
    assert (finding.code, finding.file.name, finding.key) == ("revision-not-raised", "framework.yaml", "revision")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("flooding.rescue.pumps", "flooding.rescue.big-pumps", "id-vanished"),
        ('ref: "6.d"', 'ref: "6.c"', "ref-changed"),
    ],
)
def test_ids_stand_for_ever(editions: Path, old: Framework, before: str, after: str, code: str) -> None:
    change(editions / "old" / "framework.yaml", "revision: 1", "revision: 2")
    change(editions / "old" / "flooding.yaml", before, after)
    (finding,) = check_framework(editions / "old", previous=old)
    assert (finding.code, finding.severity, finding.file.name) == (code, Severity.FAULT, "flooding.yaml")
    assert "flooding.rescue.pumps" in finding.sentence


def test_a_duty_does_not_move(editions: Path, old: Framework) -> None:
    change(editions / "old" / "framework.yaml", "revision: 1", "revision: 2")
    line = change(editions / "old" / "shared-tools.yaml", "duty_on: chief-constable", "duty_on: both")
    (finding,) = check_framework(editions / "old", previous=old)
    assert (finding.code, finding.line, finding.key) == ("duty-changed", line, "requirements.0.duty_on")


def test_ids_of_another_edition_are_the_crosswalks_business(old: Framework) -> None:
    assert check_framework(EDITIONS / "new", previous=old) == ()


# The crosswalk


def test_the_invented_pair_shows_every_change(old: Framework, new: Framework) -> None:
    path = crosswalk_file(EDITIONS, old.id, new.id)
    assert check_crosswalk(path, old, new) == ()
    crosswalk = load_crosswalk(path, old, new)
    assert {requirement.id: crosswalk.fate(requirement.id) for requirement in old.requirements} == {
        "own-duties.plan.regard": Change.UNCHANGED,
        "own-duties.statement.yearly": Change.REWORDED,
        "flooding.outcomes.harm": Change.UNCHANGED,
        "flooding.rescue.crews": Change.SPLIT,
        "flooding.people.moving": Change.MERGED,
        "flooding.people.sleeping": Change.MERGED,
        "flooding.rescue.pumps": Change.WITHDRAWN,
        "flooding.neighbours.crossing": Change.UNCHANGED,
        "shared-tools.radios.services": Change.REWORDED,
    }
    assert {requirement.id: crosswalk.novelty(requirement.id) for requirement in new.requirements} == {
        "own-duties.plan.regard": Change.UNCHANGED,
        "own-duties.statement.yearly": Change.REWORDED,
        "flooding.outcomes.harm": Change.UNCHANGED,
        "flooding.rescue.boats": Change.SPLIT,
        "flooding.rescue.swimmers": Change.SPLIT,
        "flooding.people.plan": Change.MERGED,
        "flooding.rescue.cameras": Change.NEW,
        "flooding.neighbours.crossing": Change.UNCHANGED,
        "shared-tools.radios.services": Change.REWORDED,
    }
    assert [link.relation for link in crosswalk.origins("flooding.people.plan")] == [Relation.NARROWER] * 2


def test_an_equal_pair_in_other_words_is_reworded(editions: Path, old: Framework) -> None:
    change(editions / "new" / "flooding.yaml", "hurt by floods as low as it can", "hurt by floods as low as possible")
    new = load_framework(editions / "new")
    crosswalk = load_crosswalk(editions / "crosswalks" / CROSSWALK, old, new)
    assert crosswalk.fate("flooding.outcomes.harm") is Change.REWORDED


PUMPS = "{from: flooding.rescue.pumps, relation: none}"
CAMERAS = "{relation: none, to: flooding.rescue.cameras}"
HARM = "{from: flooding.outcomes.harm, relation: equal, to: flooding.outcomes.harm}"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"  - {PUMPS}\n", "", ["absent"]),
        (f"  - {CAMERAS}\n", "", ["absent"]),
        ("from: flooding.rescue.pumps", "from: flooding.rescue.pump", ["absent", "unknown"]),
        ("from: invented-2021", "from: invented-2020", ["edition"]),
        (CAMERAS, CAMERAS.replace("none", "equal"), ["one-sided"]),
        (
            PUMPS,
            "{from: flooding.rescue.pumps, relation: none, to: flooding.rescue.cameras}",
            ["none", "contradiction"],
        ),
        (CAMERAS, CAMERAS + "\n  - {relation: none, to: flooding.rescue.boats}", ["contradiction"]),
        (PUMPS, PUMPS + "\n  - {from: flooding.rescue.crews, relation: broader, to: flooding.rescue.boats}", ["twice"]),
        (
            HARM,
            "{from: flooding.outcomes.harm, relation: none}\n  - {relation: none, to: flooding.outcomes.harm}",
            ["id-reused"],
        ),
        (PUMPS, "{from: flooding.rescue.pumps, relation: overlaps, to: flooding.outcomes.harm}", ["equal-and-more"]),
        (
            PUMPS,
            "{from: flooding.rescue.pumps, relation: equal, to: own-duties.plan.regard}",
            ["equal-and-more", "duty"],
        ),
    ],
)
def test_each_fault_of_a_crosswalk_is_found(
    editions: Path, old: Framework, new: Framework, before: str, after: str, expected: list[str]
) -> None:
    path = editions / "crosswalks" / CROSSWALK
    line = change(path, before, after)
    findings = check_crosswalk(path, old, new)
    assert sorted(codes(findings)) == sorted(f"crosswalk-{code}" for code in expected)
    assert all(finding.file == path for finding in findings)
    if "absent" not in expected and "equal-and-more" not in expected:
        assert any(line <= finding.line <= line + 1 for finding in findings)
    if any(finding.severity is Severity.FAULT for finding in findings):
        with pytest.raises(Refused) as refused:
            load_crosswalk(path, old, new)
        assert refused.value.code == "framework.fault"
    else:
        assert load_crosswalk(path, old, new).links


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("relation: broader, to: flooding.rescue.boats", "relation: wider, to: flooding.rescue.boats", "relation"),
        ("    note: A date", "    remark: A date", "remark"),
        ("to: invented-2024", "too: invented-2024", "to"),
    ],
)
def test_a_crosswalk_in_another_format_names_the_place(
    editions: Path, old: Framework, new: Framework, before: str, after: str, key: str
) -> None:
    path = editions / "crosswalks" / CROSSWALK
    line = change(path, before, after)
    (finding,) = check_crosswalk(path, old, new)
    assert (finding.code, finding.file, finding.key.rpartition(".")[2]) == ("unreadable", path, key)
    # A key that is not there has no line of its own: it is missed where what should hold it begins.
    assert finding.line == (2 if key == "to" else line)


def test_a_crosswalk_is_named_after_its_editions(editions: Path, old: Framework, new: Framework) -> None:
    path = (editions / "crosswalks" / CROSSWALK).rename(editions / "crosswalks" / "mine.yaml")
    assert codes(check_crosswalk(path, old, new)) == ["crosswalk-name"]


# The draft


def test_a_draft_is_a_crosswalk_without_a_fault(tmp_path: Path, old: Framework, new: Framework) -> None:
    path = tmp_path / CROSSWALK
    path.write_text(draft_crosswalk(old, new), encoding="utf-8")
    assert check_crosswalk(path, old, new) == ()
    back = tmp_path / "invented-2024--invented-2021.yaml"
    back.write_text(draft_crosswalk(new, old), encoding="utf-8")
    assert check_crosswalk(back, new, old) == ()


def test_the_draft_of_the_invented_pair_finds_what_its_author_found(
    tmp_path: Path, old: Framework, new: Framework
) -> None:
    path = tmp_path / CROSSWALK
    path.write_text(draft_crosswalk(old, new), encoding="utf-8")
    drafted = load_crosswalk(path, old, new)
    written = load_crosswalk(EDITIONS / "crosswalks" / CROSSWALK, old, new)
    assert {(link.old, link.new) for link in drafted.links} == {(link.old, link.new) for link in written.links}
    for requirement in old.requirements:
        assert drafted.fate(requirement.id) is written.fate(requirement.id)
    for requirement in new.requirements:
        assert drafted.novelty(requirement.id) is written.novelty(requirement.id)


def test_a_draft_carries_scores_and_titles_for_its_reader(old: Framework, new: Framework) -> None:
    draft = draft_crosswalk(old, new)
    assert "# 100: People hurt by floods -> People hurt by floods" in draft
    assert "relation: none}  # Heavy pumps" in draft
    assert yaml.safe_load(draft)["from"] == "invented-2021"


def test_an_edition_drafted_against_itself_is_unchanged(tmp_path: Path, old: Framework) -> None:
    path = tmp_path / "invented-2021--invented-2021.yaml"
    path.write_text(draft_crosswalk(old, old), encoding="utf-8")
    crosswalk = load_crosswalk(path, old, old)
    assert {crosswalk.fate(requirement.id) for requirement in old.requirements} == {Change.UNCHANGED}


# The command line

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = run_command(["framework", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_the_command_finds_nothing_in_a_good_edition(command: Command) -> None:
    status, out, err = command("check", EDITIONS / "new", "--against", EDITIONS / "old")
    assert (status, err) == (0, "")
    assert out == "invented-2024: 9 requirements, no fault found, 0 warnings.\n"


def test_the_command_answers_1_where_a_fault_is(command: Command, editions: Path) -> None:
    file = editions / "old" / "flooding.yaml"
    line = change(file, "title: Heavy pumps", "title: Heavy {pumps}")
    status, out, err = command("check", editions / "old")
    assert (status, err) == (1, "")
    first, last = out.splitlines()
    assert first.startswith(f"{file}:{line}: fault: requirements.4.title: ")
    assert last == "invented-2021: 9 requirements, 1 fault, 0 warnings."
    status, out, err = command("check", editions / "old", "--json")
    assert (status, err) == (1, "")
    report = json.loads(out)
    assert (report["faults"], report["warnings"]) == (1, 0)
    (finding,) = report["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("placeholder-unknown", "fault", line)
    assert report["framework"]["id"] == "invented-2021"


def test_the_command_answers_0_where_only_warnings_are(command: Command, editions: Path) -> None:
    change(editions / "old" / "flooding.yaml", "title: Heavy pumps", "title: Heavy pumps of the NRFU")
    status, out, err = command("check", editions / "old")
    assert (status, err) == (0, "")
    assert out.endswith("no fault found, 1 warning.\n")


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_the_command_refuses_what_it_cannot_read(command: Command, editions: Path, arguments: tuple[str, ...]) -> None:
    change(editions / "old" / "flooding.yaml", "kind: threat", "kind: thread")
    status, out, err = command("check", editions / "old", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert f"{editions / 'old' / 'flooding.yaml'}, line 2, kind: " in err


def test_the_command_tells_what_became_of_each_requirement(command: Command) -> None:
    status, out, err = command("crosswalk", EDITIONS / "old", EDITIONS / "new")
    assert (status, err) == (0, "")
    assert "Split       flooding.rescue.crews -> flooding.rescue.boats, flooding.rescue.swimmers\n" in out
    status, out, err = command("crosswalk", EDITIONS / "old", EDITIONS / "new", "--json")
    rows = json.loads(out)["requirements"]
    assert [row["id"] for row in rows if row["change"] == "new"] == ["flooding.rescue.cameras"]
    assert {"id": "flooding.rescue.pumps", "change": "withdrawn", "to": []} in rows


def test_the_command_answers_1_for_a_crosswalk_with_a_fault(command: Command, editions: Path) -> None:
    change(editions / "crosswalks" / CROSSWALK, "  - {from: flooding.rescue.pumps, relation: none}\n", "")
    status, out, err = command("crosswalk", editions / "old", editions / "new")
    assert (status, err, out.count("\n")) == (1, "", 1)
    assert "flooding.rescue.pumps" in out


def test_the_command_refuses_an_edition_or_a_crosswalk_that_is_not_there(command: Command, editions: Path) -> None:
    (editions / "crosswalks" / CROSSWALK).unlink()
    for arguments in (("crosswalk", editions / "old", editions / "new"), ("crosswalk", "spr-1066", editions / "new")):
        status, out, err = command(*arguments)
        assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_command_drafts(command: Command, editions: Path, old: Framework, new: Framework) -> None:
    status, out, err = command("crosswalk", editions / "old", editions / "new", "--draft")
    assert (status, out, err) == (0, draft_crosswalk(old, new), "")
