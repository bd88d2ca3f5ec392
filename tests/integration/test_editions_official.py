"""An edition held against its publisher's text: references, what nobody cites, empty pillars, whose words they are."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from assurance_app import paths
from assurance_app.catalogue.check import check_framework
from assurance_app.catalogue.findings import Severity
from assurance_app.catalogue.loader import load_framework
from assurance_app.catalogue.official_text import cut as cut_lines
from assurance_app.cli.commands import run_command
from assurance_app.domain.official_text import OfficialText, report
from assurance_app.domain.plain import to_plain
from assurance_app.files.text_of import text_of

EDITIONS = Path(__file__).resolve().parents[1] / "fixtures" / "editions"


def cut(path: Path) -> OfficialText:
    """The text in `old.md` or `new.md`, imported as any publisher's text is."""
    read = text_of(path)
    framework = load_framework(EDITIONS / path.stem)
    return OfficialText(framework.id, read.name, read.sha256, cut_lines(read.lines, framework))


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """A copy of the invented editions that a test may change."""
    return shutil.copytree(EDITIONS, tmp_path / "editions")


def change(path: Path, before: str, after: str) -> int:
    """Replace a text that stands in the file exactly once; answers with the line on which it begins."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path.name}"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def without(path: Path, requirement_id: str) -> None:
    """Take a requirement out of a section file."""
    parts = re.split(r"(?m)^(?=  - id: )", path.read_text(encoding="utf-8"))
    kept = [part for part in parts if not part.startswith(f"  - id: {requirement_id}\n")]
    assert len(kept) == len(parts) - 1
    path.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize("name", ["old", "new"])
def test_both_editions_hold_against_their_texts(name: str) -> None:
    assert check_framework(EDITIONS / name, official=cut(EDITIONS / f"{name}.md")) == ()


def test_references_are_looked_up_in_the_text(editions: Path) -> None:
    line = change(editions / "old" / "flooding.yaml", 'ref: "6.d"', 'ref: "6.e"')
    findings = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert [finding.code for finding in findings] == ["paragraph-uncited", "ref-missing"]
    missing = findings[1]
    assert (missing.severity, missing.line, missing.key) == (Severity.FAULT, line, "requirements.4.ref")
    assert "6.e" in missing.sentence


def test_the_other_edition_does_not_hold_against_this_text() -> None:
    codes = {finding.code for finding in check_framework(EDITIONS / "new", official=cut(EDITIONS / "old.md"))}
    assert "ref-missing" in codes


def test_a_paragraph_that_asks_and_that_nobody_cites_is_found(editions: Path) -> None:
    section = editions / "old" / "flooding.yaml"
    without(section, "flooding.rescue.pumps")
    (finding,) = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert (finding.code, finding.severity, finding.file) == ("paragraph-uncited", Severity.FAULT, section)
    assert finding.key == "paragraphs"
    assert "6.d" in finding.sentence
    assert "heavy pumps, kept at a depot of the …" in finding.sentence


def test_a_letter_whose_paragraph_is_cited_is_a_warning(editions: Path) -> None:
    section = editions / "old" / "flooding.yaml"
    without(section, "flooding.rescue.pumps")
    change(section, 'ref: "6.a"', 'ref: ["6", "6.a"]')
    (finding,) = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert (finding.code, finding.severity) == ("letter-uncited", Severity.WARNING)


def test_a_lead_in_that_asks_more_than_its_list_is_a_warning(editions: Path) -> None:
    text = editions / "old.md"
    change(text, "6. To act in time, forces", "6. Boats go out by night as well. To act in time, forces")
    assert check_framework(editions / "old", official=cut(text)) == ()
    change(text, "Boats go out by night", "Boats must go out by night")
    (finding,) = check_framework(editions / "old", official=cut(text))
    assert (finding.code, finding.severity) == ("lead-uncited", Severity.WARNING)


def test_a_paragraph_may_be_left_out_with_a_reason(editions: Path) -> None:
    without(editions / "old" / "flooding.yaml", "flooding.rescue.pumps")
    head = editions / "old" / "framework.yaml"
    with head.open("a", encoding="utf-8") as file:
        file.write('left_out:\n  - {ref: "6.d", why: The pumps were sold.}\n')
    assert check_framework(editions / "old", official=cut(editions / "old.md")) == ()
    change(head, '"6.d"', '"6.c"')
    findings = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert [finding.code for finding in findings] == ["paragraph-uncited", "left-out-cited"]
    change(head, '"6.c"', '"6.f"')
    findings = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert [finding.code for finding in findings] == ["paragraph-uncited", "ref-missing"]


@pytest.mark.parametrize(("name", "number"), [("old", 8), ("new", 9)])
def test_every_paragraph_of_the_invented_texts_is_found(name: str, number: int) -> None:
    found = report(cut(EDITIONS / f"{name}.md"), number)
    assert (found.found, found.missing, found.beyond, found.uncertain) == (number, (), (), ())


def test_a_paragraph_that_only_describes_needs_no_requirement() -> None:
    text = cut(EDITIONS / "old.md")
    describing = [one.ref for one in text.paragraphs if one.ref in ("1", "4")]
    assert describing == ["1", "4"]
    assert check_framework(EDITIONS / "old", official=text) == ()


def test_a_pillar_under_which_the_publisher_asks_is_not_empty(editions: Path) -> None:
    section = editions / "old" / "flooding.yaml"
    change(section, "    pillar: collaboration", "    pillar: capabilities")
    findings = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert [finding.code for finding in findings] == ["pillar-empty"]
    assert (findings[0].severity, findings[0].file) == (Severity.FAULT, section)
    assert "“Collaboration” in Flooding" in findings[0].sentence


def test_twelve_words_of_the_publisher_are_a_copy(editions: Path) -> None:
    section = editions / "old" / "flooding.yaml"
    theirs = "a plan for moving people out of streets that the river may reach"
    line = change(section, "title: Plan for moving people", f"title: Plan, that is, {theirs}")
    (finding,) = check_framework(editions / "old", official=cut(editions / "old.md"))
    assert (finding.code, finding.line, finding.key) == ("copied", line, "requirements.2.title")
    change(section, "out of streets that the river may reach\n", "out of streets that a river may reach\n")
    assert check_framework(editions / "old", official=cut(editions / "old.md")) == ()


def test_the_command_takes_the_text_as_a_file(editions: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    arguments = ["framework", "check", str(editions / "old"), "--official", str(editions / "old.md")]
    assert run_command(arguments) == 0
    assert capfdbinary.readouterr() == (b"invented-2021: 9 requirements, no fault found, 0 warnings.\n", b"")
    without(editions / "old" / "flooding.yaml", "flooding.rescue.pumps")
    assert run_command(arguments) == 1
    assert "Paragraph 6.d lays an expectation" in capfdbinary.readouterr().out.decode("utf-8")
    (editions / "old.md").unlink()
    assert run_command(arguments) == 2
    out, err = capfdbinary.readouterr()
    assert (out, err.count(b"\n")) == (b"", 1)


def test_the_command_takes_what_was_imported(editions: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    arguments = ["framework", "check", str(editions / "old"), "--official", "imported"]
    assert run_command(arguments) == 2
    out, err = capfdbinary.readouterr()
    assert (out, err.count(b"\n")) == (b"", 1)
    kept = paths.official_texts() / "invented-2021.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"v": 1, "official_text": to_plain(cut(editions / "old.md"))}), encoding="utf-8")
    assert run_command(arguments) == 0
    without(editions / "old" / "flooding.yaml", "flooding.rescue.pumps")
    assert run_command(arguments) == 1


def test_another_document_is_refused(editions: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    other = editions / "README.md"
    assert run_command(["framework", "check", str(editions / "old"), "--official", str(other)]) == 2
    out, err = capfdbinary.readouterr()
    assert (out, err.count(b"\n")) == (b"", 1)
    assert str(other).encode() in err
