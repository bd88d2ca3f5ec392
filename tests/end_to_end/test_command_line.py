"""The command line as a real process: what each command does, and that a mistake costs one line and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assurance_app import __version__, paths
from assurance_app.application import library, recording
from assurance_app.application.workspaces import open_workspace
from assurance_app.domain.planning import PlanReview
from assurance_app.domain.values import TargetKind, View
from assurance_app.persistence import attachments
from tests import factories as make
from tests.end_to_end.warm import run_warm

ARV = "terrorism.prepare.armed-response"
REFUSED = 2


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    status: int
    out: str
    err: str

    def lines(self) -> list[str]:
        """What was printed, after having made certain that nothing went wrong."""
        assert (self.status, self.err) == (0, ""), self.err
        return self.out.splitlines()

    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads("\n".join(self.lines()))


def run(*arguments: str | Path, cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Done:
    """Run the program; it inherits the home of this test."""
    done = subprocess.run(
        [sys.executable, "-m", "assurance_app", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(environ or {})},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _office(path: Path) -> Path:
    """An office whose year has a little of everything, drafts and an attachment included."""
    with make.office(path) as workspace:
        answer = make.answer(ARV, view=View.SATISFIED, rests_on="On “paper” & in practice: a < b.")
        recording.save(workspace, answer, 0)
        recording.save(workspace, make.statement("terrorism", regard="I had regard."), 0)
        recording.draft(workspace, make.statement("cyber", regard="being typed"), 0)
        scan = path.with_name("scan.txt")
        scan.write_text("scanned", encoding="utf-8")
        kept = attachments.keep(path, scan)
        scan.unlink()
        item = make.evidence("new", attachment=kept, attachment_name="scan.txt")
        library.add_evidence(workspace, make.CYCLE, item, link_to=(TargetKind.ANSWER, answer.id))
    return path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return _office(tmp_path / "office.assurance")


# What each command does.


def test_the_version_and_what_there_is() -> None:
    assert run("--version").lines() == [__version__]
    told = "\n".join(run("--help").lines())
    for command in (
        "init",
        "dump",
        "load",
        "schema",
        "framework",
        "statement",
        "check",
        "approve",
        "return",
        "collate",
        "verify",
    ):
        assert f"\n  {command} " in told


def test_init_makes_an_office_and_a_national_workspace(tmp_path: Path) -> None:
    office, national = tmp_path / "dorset.assurance", tmp_path / "national.assurance"
    assert run("init", office, "--body", "dorset", "--year", "2025-26").lines() == [str(office)]
    assert run("init", national, "--national", "--year", "2025/26").lines() == [str(national)]
    assert run("verify", office, "--json").json() == {
        "what": "workspace",
        "fingerprint": "",
        "entries": 3,
        "holds": True,
    }
    made = run("statement", office, "--audience", "public", "--format", "docx", "--out", tmp_path / "out").lines()
    assert made == [str(tmp_path / "out" / "dorset-2025-26-statement-public.docx")]


def test_check_lists_what_is_open_and_says_so_with_its_status(office: Path, tmp_path: Path) -> None:
    printed = run("check", office)
    assert (printed.status, printed.err) == (1, "")
    *rows, told = printed.out.splitlines()
    assert told == f"{len(rows)} check is open." if len(rows) == 1 else f"{len(rows)} checks are open."
    asked = run("check", office, "--year", "2025-26", "--json")
    assert asked.status == 1
    found = json.loads(asked.out)
    assert len(found["open"]) == len(rows) > 0
    assert {"code", "where", "sentence", "place"} <= found["open"][0].keys()
    assert found["set_aside"] == []
    cycle = f"{make.body().id}.2025-26"
    done = tmp_path / "done.assurance"
    make.office(done).close()
    with open_workspace(done, author="tester") as workspace:
        recording.save(workspace, PlanReview("r1", cycle, "2025-09-17"), 0)
    nothing = run("check", done)
    assert (nothing.status, nothing.out) == (0, "No check is open.\n")


def test_a_dump_loads_and_dumps_again_to_the_same_bytes_and_fits_its_schema(office: Path, tmp_path: Path) -> None:
    printed = run("dump", office)
    assert (printed.status, printed.err) == (0, "")
    file, given, again = tmp_path / "dump.json", tmp_path / "attachments", tmp_path / "again.assurance"
    assert run("dump", office, "--out", file, "--attachments", given).lines() == [str(file)]
    assert file.read_bytes() == printed.out.encode("utf-8")
    assert run("load", again, file, "--attachments", given).lines() == [str(again)]
    assert run("dump", again).out.encode("utf-8") == file.read_bytes()
    assert "hold" in run("verify", again).lines()[0]
    schema = run("schema", "workspace").json()
    Draft202012Validator.check_schema(schema)
    whole = json.loads(file.read_bytes())
    validator = Draft202012Validator(schema)
    validator.validate(whole)
    # A schema that accepts anything would have been content as well.
    assert not validator.is_valid({**whole, "surplus": 1})
    assert all(not validator.is_valid({key: part for key, part in whole.items() if key != left}) for left in whole)


def test_a_dump_that_is_printed_gives_its_attachments_too(office: Path, tmp_path: Path) -> None:
    given = tmp_path / "given"
    assert run("dump", office, "--attachments", given).status == 0
    assert [path.read_text(encoding="utf-8") for path in given.rglob("*") if path.is_file()] == ["scanned"]
    shutil.rmtree(attachments.folder_of(office))
    lacking = run("dump", office, "--attachments", tmp_path / "lacking")
    assert (lacking.status, len(lacking.err.splitlines())) == (1, 1)
    assert json.loads(lacking.out)


def test_a_statement_is_written_for_an_audience(office: Path, tmp_path: Path) -> None:
    made = run("statement", office, "--audience", "office", "--length", "full", "--out", tmp_path / "out").lines()
    assert [Path(line).name for line in made] == [
        "westmarch-2025-26-record-office.docx",
        "westmarch-2025-26-record-office.pdf",
        "westmarch-2025-26-record-office.html",
        "westmarch-2025-26-record-office-fragment.html",
    ]
    assert all(Path(line).stat().st_size > 1000 for line in made)
    short = run("statement", office, "--length", "short", "--format", "docx", "--out", tmp_path / "out").lines()
    assert [Path(line).name for line in short] == ["westmarch-2025-26-short-statement-public.docx"]


def test_a_person_is_told_what_the_pdf_says_by_name(office: Path, tmp_path: Path) -> None:
    assert run("approve", office, "--name", "Rowan \U0001f600 Ashdown", "--role", "Commissioner").status == 0
    for fmt, told in (("pdf", ["[grinning face]"]), ("docx", [])):
        done = run("statement", office, "--format", fmt, "--out", tmp_path / "out")
        assert (done.status, len(done.out.splitlines())) == (0, 1)
        assert [line.rpartition(": ")[2] for line in done.err.splitlines()] == told


def test_the_evidence_schedule_is_written(office: Path, tmp_path: Path) -> None:
    (made,) = run("evidence", office, "--out", tmp_path / "schedule.xlsx").lines()
    assert Path(made) == tmp_path / "schedule.xlsx"
    assert Path(made).stat().st_size > 1000


def test_a_year_is_approved_returned_verified_and_collated(office: Path, tmp_path: Path) -> None:
    mark = run("approve", office, "--name", "Rowan Ashdown", "--role", "Commissioner", "--year", "2025/26").lines()
    out = tmp_path / "out"
    made = [Path(line) for line in run("return", office, "--out", out).lines()]
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in made)
    verified = run("verify", made[0], "--json").json()
    assert verified == {"what": "return", "fingerprint": mark[0], "entries": 0, "holds": True}
    assert mark[0] in run("verify", made[0]).lines()[0]
    collated = run("collate", made[0], "--year", "2025-26", "--out", tmp_path / "national").lines()
    assert [Path(line).name for line in collated] == ["national-2025-26.xlsx", "national-2025-26-summary.docx"]


REQUIREMENTS = {
    "type": "array",
    "minItems": 100,
    "items": {
        "type": "object",
        "required": ["id", "ref", "pillar", "threat", "duty_on", "question"],
        "properties": {
            "id": {"type": "string", "pattern": r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"},
            "ref": {"type": "string", "minLength": 1},
            "pillar": {"type": "string"},
            "threat": {"type": "string", "minLength": 1},
            "duty_on": {"enum": ["chief-constable", "body", "both"]},
            "question": {"type": "string", "pattern": r"^[A-Z][^{}]*\?$"},
        },
    },
}


def test_frameworks_are_listed_shown_and_checked() -> None:
    listed = {row["id"]: row for row in run("framework", "list", "--json").json()}
    shown = run("framework", "show", "spr-2023", "--json").json()
    Draft202012Validator(REQUIREMENTS).validate(shown)
    assert listed["spr-2023"]["requirements"] == len(shown) == len({row["id"] for row in shown})
    assert any(line.startswith("spr-2023") for line in run("framework", "list").lines())
    checked = run("framework", "check", paths.forms() / "spr-2023")
    assert (checked.status, checked.err) == (0, "")
    assert "no fault" in checked.out


@pytest.mark.parametrize("what", ["return", "framework"])
def test_a_schema_is_printed(what: str) -> None:
    Draft202012Validator.check_schema(run("schema", what).json())


def test_a_backup_is_made_listed_and_put_back(office: Path) -> None:
    before = run("dump", office).out
    made = run("backup", "create", office).lines()
    assert run("backup", "list", office).lines() == made
    run("approve", office, "--name", "Rowan Ashdown", "--role", "Commissioner").lines()
    assert run("backup", "restore", office, made[0]).lines() == [str(office)]
    assert run("dump", office).out == before


def test_what_a_console_cannot_show_does_not_stop_a_command() -> None:
    environ = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = run("framework", "show", "spr-2023", environ=environ)
    assert (done.status, done.err) == (0, "")


def test_who_stops_reading_stops_the_command_without_a_word() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assurance_app", "framework", "show", "spr-2023", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


# What a mistake costs.


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything that a mistake can be made with."""
    folder = tmp_path_factory.mktemp("mistakes")
    office = _office(folder / "office.assurance")
    make.office(folder / "empty.assurance").close()
    (folder / "text.assurance").write_bytes(b"words, no workspace\n" * 20)
    (folder / "short.assurance").write_bytes(b"SQLite")
    (folder / "nothing.assurance").write_bytes(b"")
    newer = folder / "newer.assurance"
    shutil.copy(office, newer)
    with newer.open("r+b") as file:
        file.seek(60)
        file.write((10_000).to_bytes(4, "big"))
    cut = folder / "cut.assurance"
    cut.write_bytes(office.read_bytes()[:-5000])
    readonly = folder / "readonly.assurance"
    shutil.copy(office, readonly)
    readonly.chmod(0o444)
    (folder / "folder.assurance").mkdir()
    (folder / "broken.json").write_text('{"format": 1', encoding="utf-8")
    (folder / "broken.sprreturn").write_bytes(b"PK\x03\x04" + b"x" * 400)
    form = folder / "form"
    shutil.copytree(paths.forms() / "spr-2023", form)
    cyber = (form / "cyber.yaml").read_text(encoding="utf-8")
    (form / "cyber.yaml").write_text(cyber.replace("\n    tier: ", "\n    tear: ", 1), encoding="utf-8")
    yield folder
    readonly.chmod(0o644)


def _state(folder: Path) -> dict[str, str]:
    """Every name below the folder, with a digest of what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }


# The arguments, and what the one line names.
MISTAKES: dict[str, tuple[str, str]] = {
    "a file that is no workspace": ("dump text.assurance", "text.assurance"),
    "a file that is too short to be one": ("dump short.assurance", "short.assurance"),
    "an empty file": ("verify nothing.assurance", "nothing.assurance"),
    "a folder": ("dump folder.assurance", "folder.assurance"),
    "a workspace of a newer version": ("statement newer.assurance --out out", "10000"),
    "a newer one, to be written to": ("approve newer.assurance --name N --role R", "newer version"),
    "a workspace of which a part is missing": ("dump cut.assurance", "cut.assurance"),
    "a workspace that is not there": ("dump none.assurance", "none.assurance"),
    "a read-only one, to be written to": ("approve readonly.assurance --name N --role R", "read-only"),
    "a window on a file that is no workspace": ("text.assurance --quit-when-ready", "text.assurance"),
    "a window on a newer one": ("newer.assurance --quit-when-ready", "newer version"),
    "a window on one that is not there": ("none.assurance --quit-when-ready", "none.assurance"),
    "two workspaces": ("office.assurance empty.assurance", "empty.assurance"),
    "an option that there is not": ("office.assurance --loud", "--loud"),
    "a command's option that there is not": ("dump office.assurance --loud", "--loud"),
    "a command without what it needs": ("dump", "WORKSPACE"),
    "init over a workspace": ("init office.assurance --body dorset --year 2025-26", "office.assurance"),
    "init without a body": ("init new.assurance --year 2025-26", "--body"),
    "init for nobody known": ("init new.assurance --body atlantis --year 2025-26", "atlantis"),
    "init for no year": ("init new.assurance --body dorset --year 2025", "2025"),
    "init on no edition": ("init new.assurance --body dorset --year 2025-26 --framework spr-1", "spr-1"),
    "init where no folder is": ("init no/new.assurance --body dorset --year 2025-26", "new.assurance"),
    "a year that is not in it": ("statement office.assurance --out out --year 2019-20", "2019-20"),
    "a year that is none": ("statement office.assurance --out out --year 2019", "2019"),
    "no audience": ("statement office.assurance --out out --audience everybody", "everybody"),
    "no format": ("statement office.assurance --out out --format rtf", "rtf"),
    "no length": ("statement office.assurance --out out --length long", "long"),
    "the whole record for the public": ("statement office.assurance --out out --length full", "full"),
    "an output folder that is a file": ("statement office.assurance --out text.assurance", "text.assurance"),
    "a schedule in the place of a workspace": ("evidence office.assurance --out office.assurance", ".xlsx"),
    "a schedule to where no folder is": ("evidence office.assurance --out no/schedule.xlsx", "schedule.xlsx"),
    "a check of what is no workspace": ("check text.assurance --json", "text.assurance"),
    "a dump to where no folder is": ("dump office.assurance --out no/dump.json", "dump.json"),
    "a return of a year in drafting": ("return office.assurance --out out", "2025-26"),
    "an approval of nothing": ("approve empty.assurance --name N --role R", "2025-26"),
    "an approval by nobody": ("approve office.assurance --name= --role R", "name"),
    "a load of what is no dump": ("load new.assurance broken.json", "broken.json"),
    "a load of what is not there": ("load new.assurance none.json", "none.json"),
    "a load over a workspace": ("load office.assurance broken.json", "office.assurance"),
    "a return that is none": ("collate broken.sprreturn --year 2025-26 --out out", "broken.sprreturn"),
    "a return that is not there": ("collate none.sprreturn --year 2025-26 --out out", "none.sprreturn"),
    "a workspace as a return": ("collate office.assurance --year 2025-26 --out out", "office.assurance"),
    "verifying a broken return": ("verify broken.sprreturn --json", "broken.sprreturn"),
    "verifying what is not there": ("verify none", "none"),
    "an edition that there is not": ("framework show spr-1", "spr-1"),
    "a folder without an edition": ("framework check folder.assurance", "framework.yaml"),
    "a requirement without a text": ("official-text show spr-2023 40.4.b", "spr-2023"),
    "a schema of nothing": ("schema everything", "everything"),
    "a backup of what is not there": ("backup create none.assurance", "none.assurance"),
    "a backup of what is no workspace": ("backup create text.assurance", "text.assurance"),
    "a backup put back from what is none": ("backup restore office.assurance text.assurance", "text.assurance"),
}


@pytest.mark.parametrize("name", list(MISTAKES))
def test_a_mistake_is_one_line_and_changes_nothing(name: str, folder: Path, tmp_path: Path) -> None:
    command, named = MISTAKES[name]
    before = _state(folder)
    status, out, err = run_warm(command.split(), folder, tmp_path)
    done = Done(status, out.decode("utf-8"), err.decode("utf-8"))
    assert (done.status, done.out) == (REFUSED, ""), done
    assert done.err.endswith("\n")
    assert len(done.err.splitlines()) == 1, done.err
    assert named in done.err
    assert "Traceback" not in done.err
    assert _state(folder) == before


def test_a_framework_with_a_fault_is_named_by_file_line_and_key(folder: Path) -> None:
    before = _state(folder)
    done = run("framework", "check", "form", cwd=folder)
    lines = (folder / "form" / "cyber.yaml").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if "tear:" in line)
    assert done.status == REFUSED
    assert done.out == ""
    assert len(done.err.splitlines()) == 1, done.err
    assert "cyber.yaml" in done.err
    assert "requirements.0" in done.err
    numbers = {int(word) for word in done.err.replace(",", " ").split() if word.isdigit()}
    assert any(abs(number - at) <= 12 for number in numbers), (at, done.err)
    assert _state(folder) == before


def test_a_line_stays_one_line_whatever_is_typed_into_it(folder: Path) -> None:
    done = run("init", "new.assurance", "--body", "dorset", "--year", "2025\n26 {path}", cwd=folder)
    assert (done.status, done.out, len(done.err.splitlines())) == (REFUSED, "", 1)
    assert "{path}" in done.err


def test_what_another_has_open_can_be_read_and_its_holder_is_named(tmp_path: Path) -> None:
    path = _office(tmp_path / "office.assurance")
    from assurance_app.application.workspaces import open_workspace

    with open_workspace(path, author="Somebody Else"):
        before = _state(tmp_path)
        done = run("approve", path, "--name", "N", "--role", "R")
        assert (done.status, done.out, len(done.err.splitlines())) == (REFUSED, "", 1)
        assert "Somebody Else" in done.err
        assert run("dump", path).status == 0
        assert _state(tmp_path) == before


def test_a_read_only_workspace_can_be_read_and_its_folder_stays_as_it_is(folder: Path, tmp_path: Path) -> None:
    before = _state(folder)
    ways: list[Callable[[], Done]] = [
        lambda: run("dump", folder / "readonly.assurance"),
        lambda: run("verify", folder / "readonly.assurance"),
        lambda: run("return", folder / "readonly.assurance", "--draft", "--out", tmp_path),
    ]
    for way in ways:
        assert way().status == 0
    assert _state(folder) == before
