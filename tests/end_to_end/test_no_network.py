"""The whole job where there is no network. What the demo makes is looked at here too."""

from __future__ import annotations

from pathlib import Path

import pytest

from assurance_app.exchange.returns import read_return
from assurance_app.files.docx_text import docx_text
from assurance_app.files.pdf import pdf_facts, pdf_text
from tests.end_to_end.conftest import Demo
from tests.end_to_end.guarded import run_guarded, without_network


def test_a_use_of_the_network_would_be_heard(tmp_path: Path) -> None:
    program = "import socket\ntry:\n socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError as e:\n print(e)\n"
    (tmp_path / "reaches_out.py").write_text(program, encoding="utf-8")
    run = run_guarded(tmp_path, "reaches_out", cwd=tmp_path)
    assert "there is no network here" in run.out
    assert not without_network(run)
    assert run.used[0].startswith("socket.")


@pytest.mark.last
@pytest.mark.xdist_group("demo")
def test_the_demo_and_the_window_need_no_network(demo: Demo, tmp_path: Path) -> None:
    assert without_network(demo.run)
    made = demo.made
    _look_at(made, demo.folder)
    office = next(path for path in made if path.name == "fenmarch.assurance")
    before = office.read_bytes()
    window = run_guarded(tmp_path, "assurance_app", office, "--quit-when-ready")
    assert (window.status, window.out) == (0, "")
    assert without_network(window)
    assert office.read_bytes() == before, "to look at a workspace changes nothing in it"


def _look_at(made: list[Path], out: Path) -> None:
    """Every file that the demo names is there and no other; what is invented says so; a real body holds no opinion."""
    assert len(made) == len(set(made))
    assert {path.suffix for path in made} == {".assurance", ".docx", ".pdf", ".html", ".xlsx", ".sprreturn"}
    assert {path for path in out.rglob("*") if path.is_file()} == set(made)
    assert all(path.stat().st_size > 500 for path in made)
    names = {path.name for path in made}
    assert {"fenmarch-2025-26.sprreturn", "national-2025-26.xlsx", "national-2025-26-summary.docx"} <= names
    returns = {path.name: read_return(path) for path in made if path.suffix == ".sprreturn"}
    real = {name: received.record for name, received in returns.items() if not received.record.body.invented}
    assert list(real) == ["leicestershire-2025-26.sprreturn"]
    assert all((record.answers, record.threat_statements) == ((), ()) for record in real.values())
    assert {name: received.draft for name, received in returns.items()} == {name: name in real for name in returns}
    for path in made:
        if path.suffix == ".pdf":
            assert pdf_facts(path).tagged
            said = " ".join(pdf_text(path))
        elif path.suffix == ".docx":
            said = " ".join(paragraph.text for paragraph in docx_text(path).paragraphs)
        else:
            continue
        if not path.name.startswith("leicestershire"):
            assert "invented" in said, path.name
        else:
            assert "invented" not in said, path.name
