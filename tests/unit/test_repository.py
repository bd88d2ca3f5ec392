"""What must hold for the repository itself: what may be named, how long a file may grow, what is written down."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "assurance_app"
# Folders that `make` and the tools make, and git's own.
MADE = {"build", "demo-output", "dist", "screens"}
NOT_TEXT = {".git", ".coverage", ".DS_Store"}
TEXT = {"", ".bat", ".css", ".html", ".j2", ".mako", ".py", ".qss", ".sh", ".typ", ".xml"} | {
    ".cfg",
    ".ini",
    ".json",
    ".lock",
    ".md",
    ".po",
    ".pot",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
}
LONGEST_FILE = 600
# Made by a program, or one entry for each thing in the world that they list: requirements, bodies, sentences.
MAY_BE_LONG = {".lock", ".po", ".pot", ".svg", ".json"}
LISTS = ("forms/", "resources/")


def _files() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        made = MADE if Path(folder) == ROOT else set()
        folders[:] = [
            name for name in folders if name not in {"__pycache__", *made} and (name[0] != "." or name == ".ci")
        ]
        yield from (Path(folder) / name for name in names)


def _texts() -> Iterator[tuple[str, str]]:
    for path in _files():
        if path.suffix in TEXT and path.name not in NOT_TEXT:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def _modules(top: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(top.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def test_the_walk_sees_the_repository() -> None:
    seen = {name for name, _ in _texts()}
    assert {"pyproject.toml", "Makefile", ".ci/run", "requirements.lock", "assurance_app/__init__.py"} <= seen
    assert not any(name.startswith((".venv", ".git/", "screens/")) for name in seen)


def test_no_file_is_too_long_to_read() -> None:
    lines = {
        name: text.count("\n")
        for name, text in _texts()
        if Path(name).suffix not in MAY_BE_LONG and not (name.startswith(LISTS) and Path(name).suffix == ".yaml")
    }
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_domain_rests_on_the_standard_library() -> None:
    foreign = {
        f"{file}: {name}"
        for file, tree in _modules(PACKAGE / "domain")
        for name in _imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not _within(name, "assurance_app.domain", "assurance_app.words")
    }
    assert foreign == set()


def test_migrations_use_literal_tables() -> None:
    """A revision that imported the app's tables would change with them. (import-linter sees the package only.)"""
    foreign = {
        f"{file}: {name}"
        for file, tree in _modules(ROOT / "migrations")
        for name in _imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not _within(name, "sqlalchemy", "alembic", "assurance_app")
    }
    assert foreign == set()


def test_only_the_command_line_prints() -> None:
    printing = {
        f"{file}:{node.lineno}"
        for file, tree in _modules(PACKAGE)
        if file != "assurance_app/cli.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing == set()


def test_nothing_opens_a_connection() -> None:
    """`urllib.parse` only takes names apart; the rest of `urllib` and Qt's network module reach out."""
    reaching = {
        f"{file}: {name}"
        for file, tree in _modules(PACKAGE)
        for name in _imported(tree)
        if _within(name, "urllib.request", "urllib.robotparser", "PySide6.QtNetwork", "webbrowser")
    }
    assert reaching == set()


# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", "extra-" + "index", "--index" + "-url")))
MACHINE = re.compile(r"(?<![\w.~$}-])/(?:work|tmp|opt|home|root|Users)/\w|[A-Z]:\\\\?Users")


@pytest.mark.parametrize("forbidden", [REGISTRIES, MACHINE], ids=["registry", "machine path"])
def test_no_file_names_where_it_was_made(forbidden: re.Pattern[str]) -> None:
    places = {
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in _texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if forbidden.search(line)
    }
    assert places == set()


@pytest.mark.parametrize("text", ["see /" + "work/main", "'/" + "tmp/x'", "C:" + "\\Users\\me", "--index" + "-url=x"])
def test_what_is_forbidden_is_recognised(text: str) -> None:
    assert REGISTRIES.search(text) or MACHINE.search(text)


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", ".pre-commit-config.yaml", ".ci/run", "Makefile"]
)
def test_what_installs_names_no_host(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _locked(name: str) -> dict[str, int]:
    """How many hashes each locked package has."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {_canonical(block.split("==")[0]): block.count("--hash=sha256:") for block in blocks if block.strip()}


def _required() -> tuple[set[str], set[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [
        [re.split(r"[<>=!~\[; ]", entry)[0] for entry in entries]
        for entries in (project["project"]["dependencies"], project["dependency-groups"]["dev"])
    ]
    return {_canonical(name) for name in named[0]}, {_canonical(name) for name in named[1]}


def test_every_dependency_is_locked_with_hashes() -> None:
    runtime, development = _required()
    assert runtime <= _locked("requirements.lock").keys()
    assert runtime | development <= _locked("requirements-dev.lock").keys()
    assert all(count for name in ("requirements.lock", "requirements-dev.lock") for count in _locked(name).values())


def test_both_locks_agree_to_the_last_hash() -> None:
    # One package with its version and hashes; on which systems it is wanted may differ.
    block = re.compile(r"^(\S+==\S+).*((?:\n .*)+)", re.MULTILINE)
    runtime, both = (
        set(block.findall((ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert len(runtime) == len(_locked("requirements.lock"))
    assert runtime <= both


RECORDS = ROOT / "docs" / "decisions"
PARTS = ["Context", "Decision", "Consequence", "What would overturn it"]
# One word or more of the title of each of the ten decisions of the first day.
TEN = ("Core|Rollback|draft|clean_text|Audit|Canonical JSON|framework|Attachments|gettext|Heavy").split("|")


def test_each_of_the_ten_decisions_has_its_record() -> None:
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in sorted(RECORDS.glob("00*.md"))[:10]]
    assert [
        number
        for number, (word, title) in enumerate(zip(TEN, titles, strict=True), 1)
        if word.lower() not in title.lower()
    ] == []


def test_decision_records_are_numbered_and_whole() -> None:
    records = sorted(RECORDS.glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert re.match(rf"# {int(path.name[:4])}\. \S", text), path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS, path.name


# What the design names; whatever else is installed has a record that says why.
DESIGNED = """
    pyside6-essentials sqlalchemy alembic pydantic pyyaml docxtpl python-docx openpyxl xlsxwriter python-calamine
    typst pypdfium2 jinja2 platformdirs qtawesome typer rich babel defusedxml lxml rapidfuzz
    pytest pytest-qt hypothesis pytest-benchmark ruff mypy import-linter pre-commit
"""


def test_every_other_dependency_has_a_record() -> None:
    runtime, development = _required()
    told = " ".join(path.read_text(encoding="utf-8").lower() for path in RECORDS.glob("*.md"))
    assert {name for name in (runtime | development) - set(DESIGNED.split()) if f"`{name}`" not in told} == set()


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert log.startswith("# Changelog\n")
    assert re.search(r"^## \[Unreleased\]$", log, re.MULTILINE)


def test_the_overview_needs_nothing_of_documents() -> None:
    """What the first screen imports costs every start: contents, charts and checks of documents are not among it."""
    program = "import sys, assurance_app.ui.application, assurance_app.ui.screens.overview.view; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    heavy = ("domain.content", "domain.charts", "domain.prose", "domain.checks", "documents", "exchange", "catalogue")
    assert [name for name in found if name.startswith(tuple(f"assurance_app.{one}" for one in heavy))] == []
