"""Names of attachments, and which of them run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.attachments import runs, safe_name


@pytest.mark.parametrize("name", ["a.exe", "Minutes.PDF.JS", "plan.docm", "x.bat ", "y.lnk.", "page.html"])
def test_what_may_run_is_known_by_its_ending(name: str) -> None:
    assert runs(name)


@pytest.mark.parametrize("name", ["a.pdf", "minutes.docx", "figures.xlsx", "photo.png", "exe", "README"])
def test_papers_are_no_programs(name: str) -> None:
    assert not runs(name)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("papers\\may\\plan.pdf", "plan.pdf"),
        ("con.pdf", "_con.pdf"),
        ("what?.pdf", "what_.pdf"),
        ("cod\u202efdp.exe", "codfdp.exe"),
        (" .. ", "attachment"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_name_can_stand_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200))
def test_a_safe_name_leads_nowhere_else_and_stays_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not {"/", "\\", "\0"} & set(safe)
    assert safe not in (".", "..")
    assert len(safe) <= 121
